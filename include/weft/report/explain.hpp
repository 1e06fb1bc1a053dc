// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/formula.hpp"
#include "weft/report/answer.hpp"
#include "weft/report/metrics.hpp"
#include "weft/report/table.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace weft::report {

/// Where a value of a derivation comes from.
enum class Origin : std::uint8_t {
  computed,   ///< a formula made it
  written,    ///< the plan says so
  assumed,    ///< a default of the plan
  catalogue,  ///< a record says so
  chosen      ///< found where the plan says "auto", or written there
};

/// One value and what it was made from, down to what nobody computed.
struct Derivation {
  std::string id;  ///< "workloads.chat.cost_output", "site.pue", "switches.sn5600.price"; between
                   ///< them places of the evaluation: "phases.full.clusters.train.peak"
  std::string_view doc;
  std::optional<double> value;  ///< in SI base units, dollars, tokens; none where it is no number
  Dimension dimension{};
  std::string text;                 ///< the value for people
  const Infeasible* why = nullptr;  ///< why there is no value
  Origin origin = Origin::computed;
  const Formula* card = nullptr;  ///< of what is computed; null: only its parts are
  std::string source;             ///< of what is not computed: who says so, or why this default
  std::vector<std::string> references;  ///< published sources behind it: title and address
  std::optional<Basis> basis;
  std::string place;       ///< "plan.json:12:5"
  std::string expression;  ///< "=growth", where the plan says so
  std::vector<Derivation> inputs;
  bool is_above = false;  ///< its inputs stand where it was met first
  bool is_cut = false;    ///< it has inputs below the depth that was asked for
};

/// The evaluation of a plan once more, each step with what went in and what came out.
class Explanation {
 public:
  /// \param answer  of an evaluated plan; must outlive this.
  explicit Explanation(const Answer& answer);
  Explanation(Explanation&&) noexcept;
  Explanation& operator=(Explanation&&) noexcept;
  Explanation(const Explanation&) = delete;
  Explanation& operator=(const Explanation&) = delete;
  ~Explanation();

  /// The metrics of the plan: what can be explained.
  [[nodiscard]] const std::vector<Metric>& metrics() const;
  /// How a metric came to be. \param depth  levels of inputs below it; 0: all.
  [[nodiscard]] std::optional<Derivation> of(std::string_view metric, std::size_t depth = 0) const;

 private:
  struct Held;
  std::unique_ptr<Held> held_;
};

[[nodiscard]] std::string explain_table(const Derivation& root, const View& view);
/// One value a line: depth, id, value, unit, formula or source; separated by tabs.
[[nodiscard]] std::string explain_plain(const Derivation& root);
[[nodiscard]] std::string explain_json(const Derivation& root);

[[nodiscard]] std::string_view word(Origin origin);

}  // namespace weft::report
