// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"
#include "weft/base/note.hpp"
#include "weft/plan/outcome.hpp"
#include "weft/plan/scenario.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace weft::study {

/// What two plans are ranked by.
using Objective = std::function<std::optional<double>(const plan::Outcome&)>;

enum class Whose : std::uint8_t { both, first, second };

/// The value of one input at which the order of two plans turns; all else is held.
struct SwitchOver {
  std::string path;
  Whose whose = Whose::both;  ///< an input that both hold at one value is varied in both
  double now = 0.0;
  double at = 0.0;  ///< of a count: the nearest whole number at which the order has turned
  const Type* type = nullptr;
  Row row{};
  /// How far the input must move, as a share of what it is.
  [[nodiscard]] double distance() const;
};

/// A plan whose inputs are varied: a scenario with its choices made, and what its author wrote.
struct Contender {
  const plan::Scenario* scenario = nullptr;
  const Notes* notes = nullptr;       ///< of the last phase
  const Notes* part_notes = nullptr;  ///< of its parts
};

/// How far inputs are varied where nobody wrote a range.
struct SwitchOverSearch {
  double factor = 3.0;     ///< from a third to three times the value
  double step = 0.1;       ///< an input that moves nothing when changed by a tenth is left out
  double relative = 1e-5;  ///< width of the last bracket
};

/// Every switch-over inside the range of its input, the nearest first. Varied are the numbers that
/// somebody wrote: in the plans, with `let` names as one input, and the prices of their parts; and
/// the efficiency of load balancing, which vendors differ on most and few write.
/// Choices are held; the root is bracketed and searched by find_root. Half of the inputs are
/// searched by a second thread, so `objective` is asked from both.
[[nodiscard]] std::vector<SwitchOver> switch_overs(const Contender& first, const Contender& second,
                                                   const Objective& objective,
                                                   const SwitchOverSearch& search = {});

}  // namespace weft::study
