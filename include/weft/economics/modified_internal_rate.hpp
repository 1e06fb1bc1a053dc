// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/formula.hpp"
#include "weft/economics/internal_rate.hpp"
#include "weft/units/math.hpp"
#include "weft/units/system.hpp"

#include <cstddef>
#include <span>
#include <stdexcept>

namespace weft::economics {

inline constexpr Formula modified_internal_rate_card{
    "economics.modified-internal-rate",
    "(FV(inflows, r_re) / PV(outlays, r_fin))^(1 / (n - 1)) - 1",
    "Excel MIRR (gnumeric samples/excel/finfuns.xls); numpy-financial mirr"};

/// Rate at which the outlays, financed at one rate, grow to the inflows, reinvested at another: one
/// answer where the internal rate has several.
/// \param flows     n of them, one a period, the first at the start.
/// \param finance   r_fin, a period, > -1: what outlays cost.
/// \param reinvest  r_re, a period, > -1: what inflows earn.
/// \return a period; absent without an inflow, an outlay or a second period.
/// \throws std::domain_error if a rate is -1 or less.
[[nodiscard]] inline Feasible<double> modified_internal_rate(std::span<const Money> flows,
                                                             double finance, double reinvest) {
  if (!(finance > -1.0 && reinvest > -1.0)) {
    throw std::domain_error("modified_internal_rate: rates must be above -1");
  }
  if (flows.size() < 2) return Infeasible{&no_internal_rate};
  Money earned{};  // at the last flow
  Money spent{};   // at the first
  for (const Money& each : flows) earned = (1.0 + reinvest) * earned + max(each, Money{});
  for (std::size_t i = flows.size(); i > 0; --i) {
    spent = spent / (1.0 + finance) + max(Money{} - flows[i - 1], Money{});
  }
  if (!(earned > Money{} && spent > Money{})) return Infeasible{&no_internal_rate};
  return pow(ratio(earned, spent), 1.0 / static_cast<double>(flows.size() - 1)) - 1.0;
}

}  // namespace weft::economics
