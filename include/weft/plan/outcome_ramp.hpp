// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/fields.hpp"
#include "weft/base/named.hpp"
#include "weft/units/system.hpp"

#include <array>

namespace weft::plan {

struct PhaseOutcome {
  double ready = 0.0;
  Time late{};
  Time stranded_hours{};
  Feasible<Money> stranded_cost;
  friend bool operator==(const PhaseOutcome&, const PhaseOutcome&) = default;
};

struct RampOutcome {
  Named<PhaseOutcome> phases;
  Feasible<double> first_shortfall;
  double unmet_share = 0.0;
  friend bool operator==(const RampOutcome&, const RampOutcome&) = default;
};

}  // namespace weft::plan

namespace weft {

template <>
inline constexpr std::string_view type_name<plan::PhaseOutcome> = "phase_outcome";
template <>
inline constexpr auto fields<plan::PhaseOutcome> = std::array{
    row<&plan::PhaseOutcome::ready>("ready",
                                    "month from time.start: latest of clusters, fabrics, site")
        .metric(Over::once, Better::less),
    row<&plan::PhaseOutcome::late>("late", "behind its `from`")
        .in("weeks")
        .metric(Over::once, Better::less),
    row<&plan::PhaseOutcome::stranded_hours>("stranded_hours",
                                             "accelerator time ready but not usable")
        .in("h")
        .metric(Over::once, Better::less),
    row<&plan::PhaseOutcome::stranded_cost>("stranded_cost", "at the cost of a provisioned hour")
        .in("$")
        .metric(Over::once, Better::less)};
static_assert(describes_all<plan::PhaseOutcome>());

template <>
inline constexpr std::string_view type_name<plan::RampOutcome> = "ramp_outcome";
template <>
inline constexpr auto fields<plan::RampOutcome> = std::array{
    row<&plan::RampOutcome::phases>("phases", "").inlined(),
    row<&plan::RampOutcome::first_shortfall>("first_shortfall", "first month with unmet demand")
        .metric(Over::once, Better::more),
    row<&plan::RampOutcome::unmet_share>("unmet_share",
                                         "demand not met / demand, by accelerator time")
        .metric(Over::sum, Better::less)};
static_assert(describes_all<plan::RampOutcome>());

}  // namespace weft
