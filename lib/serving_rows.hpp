// SPDX-License-Identifier: Apache-2.0
// Measured rows of serving, and the shipped coefficients.
#pragma once

#include "weft/catalog/serving_fit.hpp"
#include "weft/io/document.hpp"
#include "weft/io/library.hpp"
#include "weft/serving/deployed.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace weft::report {

/// The parts that rows name, each read once.
class ServingParts {
 public:
  ServingParts();
  /// A model by catalogue id or by the id of one of its releases; null when there is none.
  [[nodiscard]] const catalog::Llm* model(std::string_view name);
  /// Its catalogue id; empty when there is none.
  [[nodiscard]] std::string_view model_id(std::string_view name) const;
  [[nodiscard]] const catalog::Accelerator* accelerator(std::string_view id);
  [[nodiscard]] const catalog::ServingFit& fit() const { return *fit_; }

 private:
  io::Sources sources_;
  io::Library library_;
  catalog::Catalogue parts_;
  std::map<std::string, std::string, std::less<>> names_;  ///< in lower case, to ids
  const catalog::ServingFit* fit_ = nullptr;
};
/// One for the program: records do not change.
[[nodiscard]] ServingParts& serving_parts();

/// One measured deployment.
struct ServingRow {
  std::string id;
  std::string model;   ///< catalogue id
  std::string format;  ///< of the weights, as written
  serving::Deployed as;
  serving::RequestLengths lengths;
  double in_flight = 0.0;
  Time ttft{};
  Time tpot{};
  std::vector<std::string> assumed;
  /// Model, accelerator, engine, format and mode: what a fit counts as one deployment.
  [[nodiscard]] std::string group() const;
};

/// What a row says of who serves what, on what and in which format: all but pools and load.
/// \return why the row is none that the model knows; empty where it is.
[[nodiscard]] std::string read_server(const io::Node& inputs, ServingParts& parts,
                                      ServingRow& into);

/// The pools of a row. \return false where it does not say them.
[[nodiscard]] bool read_pools(const io::Node& inputs, ServingRow& into);

/// A row, or why it is none that the model knows.
struct ReadServingRow {
  std::optional<ServingRow> row;
  std::string why;
};
/// \param inputs  of a row of kind "serving".
[[nodiscard]] ReadServingRow read_serving_row(const io::Node& inputs, ServingParts& parts);

/// "does not fit by 12 GB" in words.
[[nodiscard]] std::string serving_reason(const Infeasible& why);

}  // namespace weft::report
