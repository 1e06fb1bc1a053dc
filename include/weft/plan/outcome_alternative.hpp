// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/fields.hpp"
#include "weft/units/system.hpp"

#include <array>

namespace weft::plan {

/// What an alternative costs for the work of the workloads that it replaces. Absent when the plan
/// has no price, or nothing is left to replace.
struct Comparison {
  Money cost{};
  Money saving{};
  Feasible<double> break_even_month;
  friend bool operator==(const Comparison&, const Comparison&) = default;
};
struct AlternativeOutcome {
  Feasible<Comparison> against;
  friend bool operator==(const AlternativeOutcome&, const AlternativeOutcome&) = default;
};

}  // namespace weft::plan

namespace weft {

template <>
inline constexpr std::string_view type_name<plan::Comparison> = "comparison";
template <>
inline constexpr auto fields<plan::Comparison> = std::array{
    row<&plan::Comparison::cost>("cost", "of it, over the horizon").in("$").metric(Over::sum),
    row<&plan::Comparison::saving>("saving", "of the plan against it")
        .in("$")
        .metric(Over::sum, Better::more),
    row<&plan::Comparison::break_even_month>("break_even_month",
                                             "cumulative cost of the plan falls below it for good")
        .metric(Over::once, Better::less)};
static_assert(describes_all<plan::Comparison>());
template <>
inline constexpr std::string_view type_name<plan::AlternativeOutcome> = "alternative_outcome";
template <>
inline constexpr auto fields<plan::AlternativeOutcome> =
    std::array{row<&plan::AlternativeOutcome::against>("against", "").inlined()};
static_assert(describes_all<plan::AlternativeOutcome>());

}  // namespace weft
