// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"
#include "weft/units/system.hpp"

#include <array>
#include <optional>

namespace weft::plan {

/// What varies from request to request: the mean drives capacity, the p95 drives waiting.
template <class Q>
struct Spread {
  Q mean{};
  std::optional<Q> p95;
  friend bool operator==(const Spread&, const Spread&) = default;
};

/// When a thing is ordered and how long it takes until it can be used.
/// ready = from - order_ahead + lead_time + install + acceptance.
struct Delivery {
  Time order_ahead{};
  Time lead_time{};
  Time install{};
  Time acceptance{};
  friend bool operator==(const Delivery&, const Delivery&) = default;
};

}  // namespace weft::plan

namespace weft {

template <class Q>
inline constexpr std::string_view type_name<plan::Spread<Q>> = "spread";
template <class Q>
inline constexpr auto fields<plan::Spread<Q>> = std::array{
    row<&plan::Spread<Q>::mean>("mean", "drives capacity").at_least(0).bare().required(),
    row<&plan::Spread<Q>::p95>("p95", "drives waiting; the mean when not written").at_least(0)};

template <>
inline constexpr std::string_view type_name<plan::Delivery> = "delivery";
template <>
inline constexpr auto fields<plan::Delivery> = std::array{
    row<&plan::Delivery::order_ahead>("order_ahead", "how long before `from` the order is placed")
        .in("weeks")
        .at_least(0)
        .default_from("ordered on the day it must stand"),
    row<&plan::Delivery::lead_time>("lead_time", "order to delivery")
        .in("weeks")
        .at_least(0)
        .required(),
    row<&plan::Delivery::install>("install", "delivery to power-on")
        .in("weeks")
        .at_least(0)
        .default_from("no time: flatters"),
    row<&plan::Delivery::acceptance>("acceptance", "power-on to use")
        .in("weeks")
        .at_least(0)
        .default_from("no time: flatters")};
static_assert(describes_all<plan::Delivery>());

}  // namespace weft
