// SPDX-License-Identifier: Apache-2.0
// Work for money and for energy, and indices of prices over bills of materials.
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/formula.hpp"
#include "weft/economics/returns.hpp"
#include "weft/economics/token_cost.hpp"
#include "weft/units/math.hpp"
#include "weft/units/system.hpp"

#include <cstddef>
#include <span>
#include <stdexcept>

namespace weft::economics {

inline constexpr Reason no_power{"economics.no-power", "no power is drawn"};

inline constexpr Formula tokens_per_money_card{"economics.tokens-per-money", "throughput / cost",
                                               "definition: at equal service level"};

/// Tokens for a dollar, at the service level at which the throughput holds.
[[nodiscard]] inline Feasible<TokensPerMoney> tokens_per_money(TokenRate throughput,
                                                               MoneyRate cost) {
  if (!(cost > MoneyRate{})) return Infeasible{&nothing_paid};
  return throughput / cost;
}

inline constexpr Formula tokens_per_energy_card{
    "economics.tokens-per-energy", "throughput / power",
    "SemiAnalysisAI/InferenceX-app chart-utils.ts (tok/s a provisioned MW)"};

/// Tokens for a joule: 1e6 of them are tokens a second of a megawatt.
/// \param power  provisioned at the utility's side, for all that serves.
[[nodiscard]] inline Feasible<TokensPerEnergy> tokens_per_energy(TokenRate throughput,
                                                                 Power power) {
  if (!(power > Power{})) return Infeasible{&no_power};
  return throughput / power;
}

inline constexpr Formula relative_difference_card{"economics.relative-difference", "a / b - 1",
                                                  "definition"};

/// By how much of it one amount is above another: a ratio less 1. Absent when the other is nothing.
template <class Q>
[[nodiscard]] Feasible<double> relative_difference(Q amount, Q other) {
  if (!(other > Q{})) return Infeasible{&nothing_paid};
  return ratio(amount, other) - 1.0;
}

inline constexpr Formula cost_effect_card{"economics.cost-effect", "share x change",
                                          "definition: first order"};

/// Change of a whole cost when one part of it changes.
/// \param share  of the part in the cost, 0..1.   \param change  of the part.
[[nodiscard]] constexpr double cost_effect(double share, double change) { return share * change; }

inline constexpr Formula price_index_card{
    "economics.price-index",
    "Laspeyres sum p q_0 / sum p_0 q_0, Paasche sum p q / sum p_0 q, Fisher sqrt(L P)",
    "Fisher 1922, The Making of Index Numbers"};

/// Prices of one bill of materials against another's, by whose amounts they are weighted.
struct PriceIndex {
  double laspeyres = 1.0;  ///< by the amounts of the base
  double paasche = 1.0;    ///< by one's own

  [[nodiscard]] double fisher() const { return sqrt(laspeyres * paasche); }
  friend constexpr bool operator==(const PriceIndex&, const PriceIndex&) = default;
};

/// \param base, prices    of each part.   \param base_amounts, amounts  of each part.
/// Absent when nothing is bought.
/// \throws std::logic_error if lengths differ.
[[nodiscard]] inline Feasible<PriceIndex> price_index(std::span<const Money> base,
                                                      std::span<const double> base_amounts,
                                                      std::span<const Money> prices,
                                                      std::span<const double> amounts) {
  const std::size_t parts = base.size();
  if (base_amounts.size() != parts || prices.size() != parts || amounts.size() != parts) {
    throw std::logic_error("price_index: the same parts in all");
  }
  const auto cost = [&](std::span<const Money> each, std::span<const double> count) {
    Money sum{};
    for (std::size_t i = 0; i < parts; ++i) sum = sum + count[i] * each[i];
    return sum;
  };
  const Money then = cost(base, base_amounts);
  const Money mine = cost(base, amounts);
  if (!(then > Money{} && mine > Money{})) return Infeasible{&nothing_paid};
  return PriceIndex{ratio(cost(prices, base_amounts), then), ratio(cost(prices, amounts), mine)};
}

inline constexpr Formula restated_price_card{
    "economics.restated-price", "price x I_now / I_then",
    "definition; epoch-research/training-cost-trends@263c40a restates costs by FRED's "
    "PCU518210518210"};

/// A price in the money of another month, by an index of prices.
/// \param then  the index in the month of the price.   \param now  in the other month, same base.
/// \throws std::domain_error unless both are above 0.
[[nodiscard]] constexpr Money restated_price(Money price, double then, double now) {
  if (!(then > 0.0 && now > 0.0)) throw std::domain_error("restated_price: an index is above 0");
  return now / then * price;
}
static_assert(restated_price(10.0 * dollar, 2.0, 3.0) == 15.0 * dollar);

}  // namespace weft::economics
