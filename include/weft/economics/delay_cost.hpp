// SPDX-License-Identifier: Apache-2.0
// The price of a late fabric, and what a faster supplier may ask for.
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/economics/lead_time.hpp"
#include "weft/economics/ramp.hpp"
#include "weft/economics/stranded.hpp"
#include "weft/units/system.hpp"

#include <stdexcept>

namespace weft::economics {

inline constexpr Formula delay_cost_card{"economics.delay-cost", "N t rate (1 - mitigation)",
                                         "definition: accelerators that stand and wait"};

/// What waiting costs a time, term by term, while so many accelerators stand.
[[nodiscard]] constexpr StrandedRate delay_cost_rate(double accelerators, const StrandedRate& each,
                                                     double mitigation) {
  const double felt = accelerators * (1.0 - mitigation);
  return {.carrying = felt * each.carrying,
          .decay = felt * each.decay,
          .take_or_pay = felt * each.take_or_pay,
          .lost_margin = felt * each.lost_margin};
}

[[nodiscard]] constexpr MoneyRate total(const StrandedRate& rate) {
  return rate.carrying + rate.decay + rate.take_or_pay + rate.lost_margin;
}

/// How late a part is, over the spread of its lead time, and what that costs.
struct Lateness {
  Time mean{};
  Time p90{};
  Money cost_per_day{};
  Money cost{};  ///< expected
  Money cost_p90{};

  friend constexpr bool operator==(const Lateness&, const Lateness&) = default;
};

inline constexpr Formula lateness_card{
    "economics.lateness", "E[max(0, T + rest - ordered ahead)] x cost a day", "definition"};

inline constexpr double nine_of_ten = 0.9;

/// \param part       its `lead_time` is not read; `order_ahead` counts to the date that the
///                   accelerators are ready.
/// \param lead_time  the spread.   \param waiting  what a time of waiting costs, of all
/// accelerators. \throws std::domain_error as expected_delay().
[[nodiscard]] inline Lateness lateness(const Delivery& part, const LeadTime& lead_time,
                                       const StrandedRate& waiting) {
  const Time allowed = part.order_ahead - part.install - part.acceptance;
  const MoneyRate rate = total(waiting);
  Lateness late{.mean = expected_delay(lead_time, allowed),
                .p90 = max(lead_time_quantile(lead_time, nine_of_ten) - allowed, Time{}),
                .cost_per_day = rate * one_day};
  late.cost = rate * late.mean;
  late.cost_p90 = rate * late.p90;
  return late;
}

inline constexpr Formula order_by_p90_card{
    "economics.order-by-p90", "needed - (P90 lead time + install + acceptance)", "definition"};

/// The last month in which to order so that nine times of ten the part is ready in month `needed`.
[[nodiscard]] inline double order_by(double needed, Delivery part, const LeadTime& lead_time) {
  part.lead_time = lead_time_quantile(lead_time, nine_of_ten);
  return order_by(needed, part);
}

inline constexpr Formula break_even_premium_card{
    "economics.break-even-premium", "(E[delay slow] - E[delay fast]) x cost a day", "definition"};

/// What a faster supplier may cost more: so much is saved by waiting less. Negative when it is the
/// slower one.
/// \param allowed  from the order to the date, install and acceptance taken off.
[[nodiscard]] inline Money break_even_premium(const LeadTime& slow, const LeadTime& fast,
                                              Time allowed, const StrandedRate& waiting) {
  return (expected_delay(slow, allowed) - expected_delay(fast, allowed)) * total(waiting);
}

inline constexpr Reason waiting_is_free{"economics.waiting-is-free",
                                        "waiting costs nothing, so no delay is worth a premium"};

inline constexpr Formula break_even_delay_card{"economics.break-even-delay", "premium / cost a day",
                                               "definition"};

/// The delay from which on a premium for punctuality pays.
[[nodiscard]] inline Feasible<Time> break_even_delay(Money premium, const StrandedRate& waiting) {
  const MoneyRate rate = total(waiting);
  if (!(rate > MoneyRate{})) return Infeasible{&waiting_is_free};
  return max(premium, Money{}) / rate;
}

}  // namespace weft::economics

namespace weft {

template <>
inline constexpr auto fields<economics::Lateness> = std::array{
    row<&economics::Lateness::mean>("mean", "expected delay")
        .in("weeks")
        .by(economics::lateness_card),
    row<&economics::Lateness::p90>("p90", "delay that nine of ten cases keep").in("weeks"),
    row<&economics::Lateness::cost_per_day>("cost_per_day", "of waiting").in("$"),
    row<&economics::Lateness::cost>("cost", "expected").in("$"),
    row<&economics::Lateness::cost_p90>("cost_p90", "in the worst tenth of lead times").in("$")};
static_assert(describes_all<economics::Lateness>());
template <>
inline constexpr std::string_view type_name<economics::Lateness> = "lateness";

}  // namespace weft
