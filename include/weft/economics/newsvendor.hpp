// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/formula.hpp"
#include "weft/units/normal.hpp"
#include "weft/units/system.hpp"

#include <stdexcept>

namespace weft::economics {

inline constexpr Formula critical_ratio_card{"economics.critical-ratio", "c_u / (c_u + c_o)",
                                             "Arrow, Harris & Marschak 1951, Econometrica 19(3)"};

/// Probability with which capacity bought in advance should meet the demand.
/// \param short_of  c_u, what a missing unit costs.   \param left_over  c_o, an idle one.
/// \throws std::domain_error unless both are positive.
[[nodiscard]] inline double critical_ratio(Money short_of, Money left_over) {
  if (!(short_of > Money{} && left_over > Money{})) {
    throw std::domain_error("critical_ratio: both costs must be positive");
  }
  return ratio(short_of, short_of + left_over);
}

inline constexpr Formula newsvendor_card{"economics.newsvendor", "F^-1(c_u / (c_u + c_o))",
                                         "Arrow, Harris & Marschak 1951, Econometrica 19(3)"};

/// Units to buy before a demand is known. \throws as critical_ratio().
template <class Distribution>
[[nodiscard]] double newsvendor(const Distribution& demand, Money short_of, Money left_over) {
  return demand.quantile(critical_ratio(short_of, left_over));
}

}  // namespace weft::economics
