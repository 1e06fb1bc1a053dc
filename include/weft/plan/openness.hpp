// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/plan/vocabulary.hpp"

#include <array>
#include <optional>

namespace weft::plan {

/// How open a fabric is, where the author knows better than the counts of the catalogue, and what
/// changing its maker takes.
struct Openness {
  std::optional<double> asic, nos, optics, management, protocol, spares;
  std::optional<Time> adoption_lag;
  std::optional<Money> switching_cost;
  std::optional<double> effort;
  friend bool operator==(const Openness&, const Openness&) = default;
};

}  // namespace weft::plan

namespace weft {

template <>
inline constexpr std::string_view type_name<plan::Openness> = "openness";
template <>
inline constexpr auto fields<plan::Openness> = std::array{
    row<&plan::Openness::asic>("asic", "choice of silicon; by its makers when not written")
        .between(0, 1),
    row<&plan::Openness::nos>("nos", "choice of operating system; counted when not written")
        .between(0, 1),
    row<&plan::Openness::optics>("optics", "choice of modules; by their makers when not written")
        .between(0, 1),
    row<&plan::Openness::management>("management",
                                     "standard interface; 1 where the system is open, else 0")
        .between(0, 1),
    row<&plan::Openness::protocol>(
        "protocol", "standard transport; by the makers who speak it when not written")
        .between(0, 1),
    row<&plan::Openness::spares>("spares", "that fit elsewhere; by drop-in boxes when not written")
        .between(0, 1),
    row<&plan::Openness::adoption_lag>("adoption_lag", "from release to use of a new generation")
        .in("months")
        .at_least(0),
    row<&plan::Openness::switching_cost>("switching_cost", "of another maker at the refresh")
        .in("$")
        .at_least(0),
    row<&plan::Openness::effort>("effort",
                                 "people who join what several makers deliver, beside "
                                 "operations.staff")
        .between(0, 1000)};
static_assert(describes_all<plan::Openness>());

}  // namespace weft
