// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/fields.hpp"
#include "weft/economics/lock_in.hpp"
#include "weft/economics/openness.hpp"
#include "weft/economics/option_value.hpp"
#include "weft/economics/refresh_price.hpp"
#include "weft/units/system.hpp"

#include <array>
#include <cstdint>

namespace weft::plan {

inline constexpr Reason no_refresh{"plan.no-refresh", "no network is replaced within the horizon"};
inline constexpr Reason no_open_rival{"plan.no-open-rival",
                                      "no like box runs an open operating system"};
inline constexpr Reason no_adoption_lag{"plan.no-adoption-lag",
                                        "openness.adoption_lag is not written"};
inline constexpr Reason no_own_parts{"fabric.no-own-parts", "it has no switches of its own"};

/// How freely the parts of a fabric can be had elsewhere, and what that is worth.
struct FabricOpenness {
  std::int64_t switch_sources = 1;
  std::int64_t optic_sources = 1;
  std::int64_t nos_sources = 1;
  economics::OpennessScore openness;
  Feasible<Time> adoption_lag;
  Feasible<Money> switching_cost;
  Feasible<Money> option_value;
  Feasible<economics::LockIn> lock_in_cost;
  friend bool operator==(const FabricOpenness&, const FabricOpenness&) = default;
};

/// What the market brings after the signature.
struct EcosystemOutcome {
  Feasible<Money> refresh_saving = Infeasible{&no_refresh};
  Feasible<Money> adoption_gain = Infeasible{&no_adoption_lag};
  friend bool operator==(const EcosystemOutcome&, const EcosystemOutcome&) = default;
};

}  // namespace weft::plan

namespace weft {

template <>
inline constexpr std::string_view type_name<plan::FabricOpenness> = "fabric_openness";
template <>
inline constexpr auto fields<plan::FabricOpenness> = std::array{
    row<&plan::FabricOpenness::switch_sources>(
        "switch_sources", "makers whose box is a drop-in for these ports and operating system")
        .metric(Over::design, Better::more),
    row<&plan::FabricOpenness::optic_sources>("optic_sources",
                                              "makers of modules and cables that the box accepts")
        .metric(Over::design, Better::more),
    row<&plan::FabricOpenness::nos_sources>("nos_sources", "operating systems that run on the box")
        .metric(Over::design, Better::more),
    row<&plan::FabricOpenness::openness>("openness", "0 to 1: a weighted profile")
        .metric(Over::design, Better::more)
        .by(economics::openness_card),
    row<&plan::FabricOpenness::adoption_lag>("adoption_lag",
                                             "a new generation usable after its release")
        .in("months")
        .metric(Over::once, Better::less),
    row<&plan::FabricOpenness::switching_cost>("switching_cost",
                                               "to change the maker at the refresh")
        .in("$")
        .metric(Over::end, Better::less)
        .by(economics::switching_cost_card),
    row<&plan::FabricOpenness::option_value>("option_value",
                                             "of the right to switch at the first refresh")
        .in("$")
        .metric(Over::once, Better::more)
        .by(economics::switching_option_card),
    row<&plan::FabricOpenness::lock_in_cost>(
        "lock_in_cost",
        "against an open fabric of its size, present value; negative: it is cheaper")
        .in("$")
        .metric(Over::sum, Better::less)
        .by(economics::lock_in_card)};
static_assert(describes_all<plan::FabricOpenness>());

template <>
inline constexpr std::string_view type_name<plan::EcosystemOutcome> = "ecosystem_outcome";
template <>
inline constexpr auto fields<plan::EcosystemOutcome> =
    std::array{row<&plan::EcosystemOutcome::refresh_saving>(
                   "refresh_saving", "by competition at the network refreshes, against list prices")
                   .in("$")
                   .metric(Over::sum, Better::more)
                   .by(economics::refresh_price_card),
               row<&plan::EcosystemOutcome::adoption_gain>(
                   "adoption_gain",
                   "new generations taken up earlier than the open reference does, present value")
                   .in("$")
                   .metric(Over::sum, Better::more)
                   .by(economics::adoption_lag_cost_card)};
static_assert(describes_all<plan::EcosystemOutcome>());

}  // namespace weft
