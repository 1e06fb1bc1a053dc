// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/formula.hpp"
#include "weft/units/system.hpp"

#include <bit>
#include <cstddef>
#include <span>
#include <stdexcept>

namespace weft::economics {

inline constexpr Formula shapley_card{"economics.shapley",
                                      "sum over S of |S|! (n - |S| - 1)! / n! (v(S + i) - v(S))",
                                      "Shapley 1953, A Value for n-Person Games"};

/// Divides the cost of serving all by what each adds, over every order in which they may come.
/// \param cost   v of each set of players, by the bits of its index; cost[0] is what nobody costs.
/// \param parts  receives one part a player; they add up to the last of `cost` less the first.
/// \throws std::logic_error unless there are 2^players costs, std::domain_error beyond 16 players.
constexpr void shapley(std::span<const Money> cost, std::span<Money> parts) {
  constexpr std::size_t most_players = 16;
  const std::size_t players = parts.size();
  if (players > most_players) throw std::domain_error("shapley: at most 16 players");
  if (cost.size() != std::size_t{1} << players) {
    throw std::logic_error("shapley: one cost for each set of players");
  }
  for (std::size_t i = 0; i < players; ++i) {
    const std::size_t bit = std::size_t{1} << i;
    parts[i] = Money{};
    for (std::size_t set = 0; set < cost.size(); ++set) {
      if ((set & bit) != 0) continue;
      // |S|! (n-|S|-1)! / n! = 1 / (n C(n-1, |S|))
      double share = 1.0 / static_cast<double>(players);
      const auto size = static_cast<std::size_t>(std::popcount(set));
      for (std::size_t k = 1; k <= size; ++k) {
        share *= static_cast<double>(k) / static_cast<double>(players - k);
      }
      parts[i] = parts[i] + share * (cost[set | bit] - cost[set]);
    }
  }
}

}  // namespace weft::economics
