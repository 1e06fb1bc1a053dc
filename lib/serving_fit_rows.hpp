// SPDX-License-Identifier: Apache-2.0
// Measured deployments, made ready once for many evaluations with other coefficients.
#pragma once

#include "calibrate_serving.hpp"
#include "serving_rows.hpp"
#include "weft/serving/coefficients.hpp"

#include <cstddef>
#include <string>
#include <tuple>
#include <vector>

namespace weft::report {

/// A row with what does not depend on coefficients.
struct PreparedServing {
  ServingRow row;
  serving::DeployedWork work;
  std::size_t setting = 0;
  double ln_tpot = 0.0;
  double ln_ttft = 0.0;
};

struct ServingLogErrors {
  double tpot = 0.0;  ///< ln predicted / measured
  double ttft = 0.0;
};

class ServingFitRows {
 public:
  /// Rows that cannot be fitted on are named in `into`.
  ServingFitRows(const std::vector<io::Node>& rows, const catalog::ServingFit& start,
                 ServingCalibration& into);

  [[nodiscard]] const std::vector<PreparedServing>& all() const { return rows_; }

  /// Errors of the rows at `which` with these coefficients.
  [[nodiscard]] std::vector<ServingLogErrors> errors(const catalog::ServingFit& fit,
                                                     const std::vector<std::size_t>& which) const;

 private:
  /// Engine, version, accelerator, four bits, narrow.
  using Setting = std::tuple<std::string, std::string, std::string, bool, bool>;

  void add(const io::Node& node, ServingCalibration& into);
  /// \return why the row cannot be fitted on; empty where it can.
  [[nodiscard]] std::string prepare(PreparedServing& made, double tpot, double ttft);

  const catalog::ServingFit& start_;
  std::vector<PreparedServing> rows_;
  std::vector<Setting> settings_;
};

}  // namespace weft::report
