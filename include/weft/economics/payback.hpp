// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/base/per_period.hpp"
#include "weft/economics/present_value.hpp"
#include "weft/units/system.hpp"

#include <cstddef>
#include <span>

namespace weft::economics {

inline constexpr Reason never_pays_back{
    "economics.never-pays-back", "the cumulative cash is still negative at the end of the horizon"};

inline constexpr Formula payback_card{
    "economics.payback", "k - C_k / CF_k at the last k where the cumulative cash C rises to 0",
    "definition of the last crossing; within the period as NREL ssc lib_financial.cpp payback"};

namespace detail {

/// \param a_month  what a flow is worth a month earlier; 1 counts it in full.
[[nodiscard]] constexpr Feasible<Time> payback(std::span<const Money> flows, double a_month) {
  Money cumulative{};
  Time paid_back{};
  double worth = 1.0;
  for (std::size_t i = 0; i < flows.size(); ++i) {
    const Money before = cumulative;
    const Money flow = worth * flows[i];
    cumulative = cumulative + flow;
    worth *= a_month;
    if (before < Money{} && !(cumulative < Money{})) {
      paid_back = (static_cast<double>(i) - ratio(cumulative, flow)) * one_month;
    }
  }
  if (cumulative < Money{}) return Infeasible{&never_pays_back};
  return paid_back;
}

}  // namespace detail

/// Undiscounted payback, linear within the month, from the start of the plan. With several waves of
/// purchases the cumulative cash can rise through zero more than once: the last time counts, after
/// which it stays at or above zero. Zero when it is never negative.
/// \param flows  CF_i, one a month, the first at the start.
[[nodiscard]] constexpr Feasible<Time> payback(std::span<const Money> flows) {
  return detail::payback(flows, 1.0);
}

inline constexpr Formula discounted_payback_card{"economics.discounted-payback",
                                                 "payback of CF_i (1 + r)^-i", "definition"};

/// The same of flows at their present value: never earlier, at a rate that is not negative.
/// \param rate  r, effective.
[[nodiscard]] inline Feasible<Time> discounted_payback(std::span<const Money> flows,
                                                       PerPeriod rate) {
  return detail::payback(flows, discount_factor(rate, 1.0));
}

/// The deepest cumulative cash need and the month in which it stands.
struct PeakCash {
  Money amount{};
  double month = 0.0;  ///< months from the start; 0 when no cash is needed

  friend constexpr bool operator==(const PeakCash&, const PeakCash&) = default;
};

inline constexpr Formula peak_cash_card{"economics.peak-cash", "-min over k of C_k, at least 0",
                                        "definition"};

/// \param flows  one a month, the first at the start.
[[nodiscard]] constexpr PeakCash peak_cash(std::span<const Money> flows) {
  PeakCash peak;
  Money cumulative{};
  for (std::size_t i = 0; i < flows.size(); ++i) {
    cumulative = cumulative + flows[i];
    if (Money{} - cumulative > peak.amount) {
      peak = {Money{} - cumulative, static_cast<double>(i)};
    }
  }
  return peak;
}

}  // namespace weft::economics

namespace weft {

template <>
inline constexpr auto fields<economics::PeakCash> =
    std::array{row<&economics::PeakCash::amount>("amount", "deepest cumulative cash need")
                   .in("$")
                   .by(economics::peak_cash_card),
               row<&economics::PeakCash::month>("month", "months from the start of the plan")};
static_assert(describes_all<economics::PeakCash>());
template <>
inline constexpr std::string_view type_name<economics::PeakCash> = "peak cash";

}  // namespace weft
