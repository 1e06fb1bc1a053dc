// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/formula.hpp"
#include "weft/units/math.hpp"
#include "weft/units/system.hpp"

namespace weft::training {

inline constexpr Formula smooth_max_card{"training.smooth-max", "(x^6 + y^6)^(1/6)", "definition"};

/// The longer of two times that run beside each other, a little more when they are alike: neither
/// hides the other without a gap. \param x, y >= 0.
[[nodiscard]] inline Time smooth_max(Time x, Time y) {
  const Time longer = max(x, y);
  if (!(longer > Time{})) return longer;
  const double share = ratio(min(x, y), longer);
  const double square = share * share;
  return weft::sqrt(weft::cbrt(1.0 + square * square * square)) * longer;
}

inline constexpr Formula hidden_behind_card{
    "training.hidden-behind", "(x^4 + y^4)^(1/4) - x + (1 - o) min(x, y)", "definition"};

/// What remains visible of `hidden` beside `work`.
/// \param overlap  share of the shorter of both that really runs beside the other, o.
[[nodiscard]] inline Time left_visible(Time hidden, Time work, double overlap) {
  const Time longer = max(hidden, work);
  if (!(longer > Time{})) return longer;
  const double share = ratio(min(hidden, work), longer);
  const double square = share * share;
  const Time both = weft::sqrt(weft::sqrt(1.0 + square * square)) * longer;
  return both - work + (1.0 - overlap) * min(hidden, work);
}

}  // namespace weft::training
