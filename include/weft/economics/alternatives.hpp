// SPDX-License-Identifier: Apache-2.0
// What a plan competes with: renting accelerators, buying tokens, leasing. Each as cash by month
// for the same demand, at prices that move.
#pragma once

#include "weft/application/token_use.hpp"
#include "weft/base/feasible.hpp"
#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/economics/accelerator_hour.hpp"
#include "weft/economics/annuity.hpp"
#include "weft/economics/present_value.hpp"
#include "weft/economics/price_path.hpp"
#include "weft/units/system.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>

namespace weft::economics {

namespace detail {
inline void check_months(std::size_t a, std::size_t b) {
  if (a != b) throw std::logic_error("alternatives: the same months in all");
}
}  // namespace detail

/// Accelerators by the hour.
struct Rent {
  MoneyRate price{};        ///< today, of one accelerator
  PerPeriod change{};       ///< of the price
  std::int64_t months = 1;  ///< of a contract: its price and count stand so long

  friend constexpr bool operator==(const Rent&, const Rent&) = default;
};

inline constexpr Formula rent_cost_card{
    "economics.rent-cost", "t (max(n_0, n_m) p_0 + max(0, n_m - n_0) (p_m - p_0))",
    "definition: contracted count and price stand, what is needed more is rented at that month's"};

/// Cost of renting what is needed, month by month. At the start of each contract the count of that
/// month is fixed at that month's price and paid until it ends; more is had at the going price.
/// \param needed  accelerators of each month.   \param by_month  receives the cost.
/// \throws std::logic_error if lengths differ, std::domain_error for an empty contract.
inline void rent_cost(const Rent& rent, std::span<const double> needed, std::span<Money> by_month) {
  detail::check_months(needed.size(), by_month.size());
  if (rent.months < 1) throw std::domain_error("rent_cost: a contract lasts a month or more");
  double contracted = 0.0;
  MoneyRate contract_price{};
  for (std::size_t m = 0; m < needed.size(); ++m) {
    const MoneyRate now = price_at(rent.price, rent.change, static_cast<double>(m));
    if (m % static_cast<std::size_t>(rent.months) == 0) {
      contracted = needed[m];
      contract_price = now;
    }
    const double more = std::max(needed[m] - contracted, 0.0);
    by_month[m] = (contracted * contract_price + more * now) * one_month;
  }
}

inline constexpr Formula api_cost_card{"economics.api-cost", "sum over kinds of n_k p_k(m)",
                                       "definition"};

/// Cost of buying the tokens, month by month. \throws std::logic_error if lengths differ.
inline void api_cost(const application::TokenPrices& today, const TokenPriceChange& change,
                     std::span<const application::TokenUse> used, std::span<Money> by_month) {
  detail::check_months(used.size(), by_month.size());
  for (std::size_t m = 0; m < used.size(); ++m) {
    const auto prices = price_at(today, change, static_cast<double>(m));
    by_month[m] = application::token_charge(used[m], prices).total();
  }
}

/// Hardware that is given back or bought at the end.
struct LeaseTerms {
  Money cost{};
  double nominal = 0.0;      ///< rate, a year, added each month
  std::int64_t months = 36;  ///< of the lease; payments in advance
  double residual = 0.0;     ///< share of the cost that is still owed at the end

  friend constexpr bool operator==(const LeaseTerms&, const LeaseTerms&) = default;
};

inline constexpr Formula lease_payment_card{
    "economics.lease-payment", "(C - R (1+r)^-n) CRF(r, n) / (1 + r)", "Excel PMT, in advance"};

/// The level payment of a lease, and the residual in the month after the last when it is bought.
/// \throws std::domain_error without months, or for a residual outside 0..1.
[[nodiscard]] inline Money lease_payment(const LeaseTerms& of) {
  if (of.months < 1) throw std::domain_error("lease_payment: a lease lasts a month or more");
  if (!(of.residual >= 0.0 && of.residual <= 1.0)) {
    throw std::domain_error("lease_payment: the residual lies in 0 to 1");
  }
  return annuity_payment(of.cost, of.nominal / months_in(Period::year),
                         static_cast<double>(of.months), -(of.residual * of.cost), Due::begin);
}

inline constexpr Reason never_overtakes{"economics.never-overtakes",
                                        "the plan never becomes the cheaper one for good"};

inline constexpr Formula break_even_month_card{
    "economics.break-even-month",
    "the last m at which the cumulative cost falls to that of the other",
    "definition; linear within the month"};

/// Months from the start until a plan is cheaper for good, all cost since the start counted. Zero
/// when it never is the dearer one.
/// \param plan, other  cost of each month.   \throws std::logic_error if lengths differ.
[[nodiscard]] inline Feasible<Time> break_even_month(std::span<const Money> plan,
                                                     std::span<const Money> other) {
  detail::check_months(plan.size(), other.size());
  Money ahead{};  // what the other has cost more
  Time at{};
  for (std::size_t m = 0; m < plan.size(); ++m) {
    const Money before = ahead;
    const Money gain = other[m] - plan[m];
    ahead = ahead + gain;
    if (before < Money{} && !(ahead < Money{})) {
      at = (static_cast<double>(m + 1) - ratio(ahead, gain)) * one_month;
    }
  }
  if (ahead < Money{}) return Infeasible{&never_overtakes};
  return at;
}

inline constexpr Formula break_even_path_card{
    "economics.break-even-utilisation-path", "PV(cost) / PV(N p_m t)",
    "ai-infrastructure.net build or rent, at a rent that moves"};

/// Share of the provisioned time that must be used so that owning costs no more than renting just
/// that, at a rent that moves. Above 1: renting is cheaper at any use.
/// \param cost  of owning, by month.   \param provisioned  accelerators of each month.
/// \throws std::logic_error if lengths differ.
[[nodiscard]] inline Feasible<double> break_even_utilisation(std::span<const Money> cost,
                                                             std::span<const double> provisioned,
                                                             const Rent& rent, PerPeriod discount) {
  detail::check_months(cost.size(), provisioned.size());
  Money owned{};
  Money rented{};
  for (std::size_t m = 0; m < cost.size(); ++m) {
    const auto month = static_cast<double>(m);
    const double worth = discount_factor(discount, month);
    owned = owned + worth * cost[m];
    rented = rented + worth * provisioned[m] * price_at(rent.price, rent.change, month) * one_month;
  }
  if (!(rented > Money{})) return Infeasible{&no_rent};
  return ratio(owned, rented);
}

}  // namespace weft::economics

namespace weft {

template <>
inline constexpr auto fields<economics::Rent> =
    std::array{row<&economics::Rent::price>("price", "today, of one accelerator").in("$/h"),
               row<&economics::Rent::change>("change", "of the price").in("%/yr"),
               row<&economics::Rent::months>("months", "of a contract").at_least(1)};
static_assert(describes_all<economics::Rent>());
template <>
inline constexpr std::string_view type_name<economics::Rent> = "rent";

template <>
inline constexpr auto fields<economics::LeaseTerms> = std::array{
    row<&economics::LeaseTerms::cost>("cost", "of what is leased").in("$"),
    row<&economics::LeaseTerms::nominal>("nominal", "rate, a year, added each month"),
    row<&economics::LeaseTerms::months>("months", "of the lease").at_least(1),
    row<&economics::LeaseTerms::residual>("residual", "still owed at the end").between(0, 1)};
static_assert(describes_all<economics::LeaseTerms>());
template <>
inline constexpr std::string_view type_name<economics::LeaseTerms> = "lease terms";

}  // namespace weft
