// SPDX-License-Identifier: Apache-2.0
// Openness and lock-in as one signed sum of money.
#pragma once

#include "weft/base/all_roots.hpp"
#include "weft/base/feasible.hpp"
#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/units/system.hpp"

#include <cstddef>
#include <stdexcept>

namespace weft::economics {

/// Present values over the horizon of what depends on how open a fabric is. Costs are positive.
struct FabricStake {
  Money refresh{};    ///< hardware at the refreshes, at the price its bidders allow
  Money switching{};  ///< of changing the supplier there
  Money licences{};   ///< and support
  Money lag{};        ///< what adopting new hardware later loses
  Money supply{};     ///< expected cost of a delivery that fails
  Money effort{};     ///< operating it: people, tests, integration
  Money option{};     ///< worth of the right to switch: the only gain

  friend constexpr bool operator==(const FabricStake&, const FabricStake&) = default;
};

/// What a fabric costs more than a reference because it is less open. Each term has its sign: the
/// effort that openness brings counts for the closed fabric, and the sum may favour it.
struct LockIn {
  Money price{};
  Money switching{};
  Money licences{};
  Money lag{};
  Money supply{};
  Money effort{};
  Money option{};

  [[nodiscard]] constexpr Money total() const {
    return price + switching + licences + lag + supply + effort + option;
  }
  friend constexpr bool operator==(const LockIn&, const LockIn&) = default;
};

inline constexpr Formula lock_in_card{
    "economics.lock-in",
    "d(refresh) + d(switching) + d(licences) + d(lag) + d(supply) + d(effort) - d(option)",
    "definition: fabric less reference, present values"};

/// \param fabric     the one that is judged.   \param reference  the open one beside it.
[[nodiscard]] constexpr LockIn lock_in(const FabricStake& fabric, const FabricStake& reference) {
  return {.price = fabric.refresh - reference.refresh,
          .switching = fabric.switching - reference.switching,
          .licences = fabric.licences - reference.licences,
          .lag = fabric.lag - reference.lag,
          .supply = fabric.supply - reference.supply,
          .effort = fabric.effort - reference.effort,
          .option = reference.option - fabric.option};
}
static_assert(lock_in({.refresh = 3.0 * dollar}, {.effort = 5.0 * dollar}).total() ==
              -2.0 * dollar);

inline constexpr Formula adoption_lag_cost_card{"economics.adoption-lag-cost", "gain x lag",
                                                "definition"};

/// What is lost while better hardware is for sale and cannot be used yet.
/// \param gain  a time, of having it: what is saved, or earned more.
/// \throws std::domain_error for a negative lag.
[[nodiscard]] constexpr Money adoption_lag_cost(MoneyRate gain, Time lag) {
  if (lag < Time{}) throw std::domain_error("adoption_lag_cost: the lag must not be negative");
  return gain * lag;
}

/// One-time cost of changing the supplier.
struct SwitchingCost {
  Money requalification{};
  Money migration{};
  Money dual_running{};
  Money stranded_spares{};
  Money training{};
  Money licence_overlap{};

  [[nodiscard]] constexpr Money total() const {
    return requalification + migration + dual_running + stranded_spares + training +
           licence_overlap;
  }
  friend constexpr bool operator==(const SwitchingCost&, const SwitchingCost&) = default;
};

inline constexpr Formula switching_cost_card{"economics.switching-cost", "sum of its terms",
                                             "definition"};

inline constexpr Reason no_turning_value{"economics.no-turning-value",
                                         "no value of this input in its range turns the ranking"};

inline constexpr Formula turning_value_card{"economics.turning-value",
                                            "x with f(x) = 0 nearest to x_0",
                                            "definition: where one design overtakes another"};

/// At which value of an input the ranking of two designs turns: the one nearest to what it is now.
/// Where the difference jumps over zero, the place of the jump.
/// \param difference  of the two designs, as a function of the input, in any one unit.
/// \param now         what the input is.   \param low, high  its range, low < high.
template <class F>
[[nodiscard]] Feasible<double> turning_value(F&& difference, double now, double low, double high) {
  constexpr std::size_t points = 65;
  if (!(low < high)) throw std::domain_error("turning_value: low must be below high");
  Feasible<double> nearest = Infeasible{&no_turning_value};
  const auto distance = [&](double x) { return x < now ? now - x : x - now; };
  find_all_roots(
      difference, [](double) { return 0.0; },
      [&](std::size_t k) { return low + (high - low) * static_cast<double>(k) / (points - 1); },
      {.points = points},
      [&](double x) {
        if (!nearest || distance(x) < distance(*nearest)) nearest = x;
      });
  return nearest;
}

}  // namespace weft::economics

namespace weft {

template <>
inline constexpr auto fields<economics::FabricStake> = std::array{
    row<&economics::FabricStake::refresh>("refresh", "hardware at the refreshes").in("$"),
    row<&economics::FabricStake::switching>("switching", "changing the supplier").in("$"),
    row<&economics::FabricStake::licences>("licences", "and support").in("$"),
    row<&economics::FabricStake::lag>("lag", "adopting new hardware later").in("$"),
    row<&economics::FabricStake::supply>("supply", "a delivery that fails").in("$"),
    row<&economics::FabricStake::effort>("effort", "operating it").in("$"),
    row<&economics::FabricStake::option>("option", "worth of the right to switch").in("$")};
static_assert(describes_all<economics::FabricStake>());
template <>
inline constexpr std::string_view type_name<economics::FabricStake> = "stake of a fabric";

template <>
inline constexpr auto fields<economics::LockIn> = std::array{
    row<&economics::LockIn::price>("price", "paid more at the refreshes").in("$"),
    row<&economics::LockIn::switching>("switching", "changing the supplier").in("$"),
    row<&economics::LockIn::licences>("licences", "and support").in("$"),
    row<&economics::LockIn::lag>("lag", "adopting new hardware later").in("$"),
    row<&economics::LockIn::supply>("supply", "a delivery that fails").in("$"),
    row<&economics::LockIn::effort>("effort", "operating it; negative where openness needs more")
        .in("$"),
    row<&economics::LockIn::option>("option", "right to switch that it lacks").in("$"),
    row<&economics::LockIn::total>("total", "what being less open costs; may be negative")
        .in("$")
        .by(economics::lock_in_card)};
static_assert(describes_all<economics::LockIn>());
template <>
inline constexpr std::string_view type_name<economics::LockIn> = "lock-in";

template <>
inline constexpr auto fields<economics::SwitchingCost> = std::array{
    row<&economics::SwitchingCost::requalification>("requalification", "tests of the new").in("$"),
    row<&economics::SwitchingCost::migration>("migration", "labour").in("$"),
    row<&economics::SwitchingCost::dual_running>("dual_running", "both at once").in("$"),
    row<&economics::SwitchingCost::stranded_spares>("stranded_spares", "parts of the old").in("$"),
    row<&economics::SwitchingCost::training>("training", "of people").in("$"),
    row<&economics::SwitchingCost::licence_overlap>("licence_overlap", "paid twice").in("$"),
    row<&economics::SwitchingCost::total>("total", "of changing the supplier")
        .in("$")
        .by(economics::switching_cost_card)};
static_assert(describes_all<economics::SwitchingCost>());
template <>
inline constexpr std::string_view type_name<economics::SwitchingCost> = "switching cost";

}  // namespace weft
