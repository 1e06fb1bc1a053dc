// SPDX-License-Identifier: Apache-2.0
// Further ways to divide the cost of serving among kinds of tokens. The usual one, by the time of
// the phases, is `token_cost`; all of them add up, and show idle capacity apart.
#pragma once

#include "weft/base/formula.hpp"
#include "weft/economics/shapley.hpp"
#include "weft/economics/token_cost.hpp"
#include "weft/units/system.hpp"

#include <array>
#include <stdexcept>

namespace weft::economics {

/// What a token of each kind weighs, in any one unit.
struct TokenWeights {
  double input = 0.0;
  double cached_input = 0.0;
  double output = 0.0;

  friend constexpr bool operator==(const TokenWeights&, const TokenWeights&) = default;
};

inline constexpr Formula weighted_split_card{"economics.weighted-token-split",
                                             "(cost - idle) w_k n_k / sum of w n; idle apart",
                                             "definition"};

/// Additive split by weights. Kinds that weigh nothing, all together, leave the cost to idle.
/// \param idle     share of the capacity that nobody used, 0..1.
/// \param weights  of one token of each kind, >= 0.
/// \throws std::domain_error outside these ranges.
[[nodiscard]] constexpr TokenCost weighted_split(Money cost, double idle,
                                                 const application::TokenUse& use,
                                                 const TokenWeights& weights) {
  if (!(idle >= 0.0 && idle <= 1.0)) {
    throw std::domain_error("weighted_split: the idle share lies in 0 to 1");
  }
  if (!(weights.input >= 0.0 && weights.cached_input >= 0.0 && weights.output >= 0.0)) {
    throw std::domain_error("weighted_split: a weight must not be negative");
  }
  const application::TokenUse heavy{weights.input * use.input,
                                    weights.cached_input * use.cached_input,
                                    weights.output * use.output};
  TokenCost split;
  if (heavy.total() > Tokens{}) {
    const Money busy = (1.0 - idle) * cost;
    split.input = ratio(heavy.input, heavy.total()) * busy;
    split.cached_input = ratio(heavy.cached_input, heavy.total()) * busy;
    split.output = ratio(heavy.output, heavy.total()) * busy;
  }
  split.idle = cost - (split.input + split.cached_input + split.output);
  return split;
}
static_assert(weighted_split(8.0 * dollar, 0.5, {token, {}, token}, {1.0, 0.0, 3.0}) ==
              TokenCost{dollar, {}, 3.0 * dollar, 4.0 * dollar});

/// Work of one token of a kind.
struct TokenWork {
  FlopsPerToken flops{};
  BytesPerToken bytes{};  ///< moved to and from memory, by its share of the batch

  friend constexpr bool operator==(const TokenWork&, const TokenWork&) = default;
};

inline constexpr Formula work_weight_card{
    "economics.work-weight", "max(F / peak, B / bandwidth)",
    "Williams, Waterman & Patterson 2009 (roofline), the time of one token"};

/// Weight of a token by the time that its work takes at the roofline, in seconds.
/// \throws std::domain_error unless both rates are positive.
[[nodiscard]] constexpr double work_weight(const TokenWork& of, FlopRate peak,
                                           Bandwidth bandwidth) {
  if (!(peak > FlopRate{} && bandwidth > Bandwidth{})) {
    throw std::domain_error("work_weight: rates must be positive");
  }
  return ratio(max(TimePerToken{of.flops / peak}, of.bytes / bandwidth), second / token);
}

/// Weights by what tokens sell for: the split that gives every kind the same margin.
/// \throws std::domain_error for a negative price.
[[nodiscard]] constexpr TokenWeights price_weights(const application::TokenPrices& prices) {
  constexpr MoneyPerToken unit = dollar / token;
  const TokenWeights weights{ratio(prices.input, unit), ratio(prices.cached_input, unit),
                             ratio(prices.output, unit)};
  if (weights.input < 0.0 || weights.cached_input < 0.0 || weights.output < 0.0) {
    throw std::domain_error("price_weights: a price must not be negative");
  }
  return weights;
}

/// What a fleet must cost for each phase alone and for both: the idle part of the whole is apart.
struct PhaseFleets {
  Money prefill{};
  Money decode{};
  Money both{};  ///< the fleet that serves both, as far as it is needed

  friend constexpr bool operator==(const PhaseFleets&, const PhaseFleets&) = default;
};

inline constexpr Formula shapley_split_card{
    "economics.shapley-token-split", "half of what a phase costs alone and half of what it adds",
    "Shapley 1953, two players"};

/// Splits by what each phase adds to the fleet: who shares hardware well pays less.
/// \param cost           of the fleet that stands; what it costs beyond `fleets.both` is idle.
/// \param cached_effort  as in token_cost().
[[nodiscard]] constexpr TokenCost shapley_split(Money cost, const PhaseFleets& fleets,
                                                const application::TokenUse& use,
                                                double cached_effort) {
  const std::array<Money, 4> sets{Money{}, fleets.prefill, fleets.decode, fleets.both};
  std::array<Money, 2> parts{};
  shapley(sets, parts);
  TokenCost split;
  const Tokens weighted = use.input + cached_effort * use.cached_input;
  if (weighted > Tokens{}) {
    split.input = ratio(use.input, weighted) * parts[0];
    split.cached_input = ratio(cached_effort * use.cached_input, weighted) * parts[0];
  }
  if (use.output > Tokens{}) split.output = parts[1];
  split.idle = cost - (split.input + split.cached_input + split.output);
  return split;
}

inline constexpr Formula spread_idle_card{"economics.spread-idle", "c_k + idle c_k / sum of c",
                                          "definition"};

/// Puts the idle cost on those who used the capacity, in proportion. It stays where nobody did.
[[nodiscard]] constexpr TokenCost spread_idle(const TokenCost& split) {
  const Money busy = split.input + split.cached_input + split.output;
  if (busy == Money{}) return split;
  const double times = ratio(busy + split.idle, busy);
  TokenCost spread{times * split.input, times * split.cached_input, times * split.output, {}};
  return spread;
}
static_assert(spread_idle({dollar, {}, 3.0 * dollar, 4.0 * dollar}) ==
              TokenCost{2.0 * dollar, {}, 6.0 * dollar, {}});

}  // namespace weft::economics

namespace weft {

template <>
inline constexpr auto fields<economics::TokenWeights> = std::array{
    row<&economics::TokenWeights::input>("input", "of a computed prompt token").at_least(0),
    row<&economics::TokenWeights::cached_input>("cached_input", "of one from the cache")
        .at_least(0),
    row<&economics::TokenWeights::output>("output", "of a generated token").at_least(0)};
static_assert(describes_all<economics::TokenWeights>());
template <>
inline constexpr std::string_view type_name<economics::TokenWeights> = "token weights";

template <>
inline constexpr auto fields<economics::TokenWork> =
    std::array{row<&economics::TokenWork::flops>("flops", "computed for a token").in("Gflop/tok"),
               row<&economics::TokenWork::bytes>("bytes", "moved for a token").in("GB/tok")};
static_assert(describes_all<economics::TokenWork>());
template <>
inline constexpr std::string_view type_name<economics::TokenWork> = "token work";

template <>
inline constexpr auto fields<economics::PhaseFleets> = std::array{
    row<&economics::PhaseFleets::prefill>("prefill", "a fleet for prompts alone").in("$"),
    row<&economics::PhaseFleets::decode>("decode", "a fleet for generating alone").in("$"),
    row<&economics::PhaseFleets::both>("both", "a fleet for both").in("$")};
static_assert(describes_all<economics::PhaseFleets>());
template <>
inline constexpr std::string_view type_name<economics::PhaseFleets> = "phase fleets";

}  // namespace weft
