// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/calendar.hpp"
#include "weft/plan/vocabulary.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>

namespace weft::plan {

/// Units that stand already: no new capex.
struct Owned {
  std::int64_t count = 0;
  std::optional<CalendarMonth> bought;
  friend bool operator==(const Owned&, const Owned&) = default;
};

/// Equal units of one record of the catalogue.
struct Cluster {
  std::string node;
  std::int64_t count = 0;  ///< orderable units: servers or racks, not accelerators
  std::optional<Money> price;
  std::optional<Owned> owned;
  std::optional<Delivery> delivery;
  friend bool operator==(const Cluster&, const Cluster&) = default;
};

}  // namespace weft::plan

namespace weft {

template <>
inline constexpr std::string_view type_name<plan::Owned> = "owned";
template <>
inline constexpr auto fields<plan::Owned> = std::array{
    row<&plan::Owned::count>("count", "units that stand already").between(0, 1e7).required(),
    row<&plan::Owned::bought>("bought", "month of purchase; nothing: they are in no book")};
static_assert(describes_all<plan::Owned>());

template <>
inline constexpr std::string_view type_name<plan::Cluster> = "cluster";
template <>
inline constexpr auto fields<plan::Cluster> =
    std::array{row<&plan::Cluster::node>("node", "what one unit is").refers_to("node").required(),
               row<&plan::Cluster::count>("count", "orderable units: servers or racks")
                   .between(0, 1e7)
                   .required(),
               row<&plan::Cluster::price>("price", "of one unit; else the price book's")
                   .in("$")
                   .at_least(0)
                   .redactable(),
               row<&plan::Cluster::owned>("owned", "of these, what stands already"),
               row<&plan::Cluster::delivery>("delivery", "when units can be used")};
static_assert(describes_all<plan::Cluster>());

}  // namespace weft
