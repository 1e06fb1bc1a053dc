// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/monthly.hpp"
#include "weft/base/per_period.hpp"
#include "weft/fabric/failures.hpp"
#include "weft/plan/vocabulary.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace weft::plan {

enum class AutomationKind : std::uint8_t { manual, scripted, full };

/// How much of the work by hand is left to people.
struct Automation {
  AutomationKind kind = AutomationKind::manual;
  std::optional<double> effort;
  friend bool operator==(const Automation&, const Automation&) = default;
};
/// Of the effort by hand, by kind: estimates, to be replaced by one's own.
inline constexpr std::array effort_left{1.0, 0.75, 0.5};
[[nodiscard]] constexpr double effort_of(const Automation& automation) {
  return automation.effort.value_or(effort_left[static_cast<std::size_t>(automation.kind)]);
}

struct Staff {
  double base = 0.0;
  double per_fabric = 0.0;
  double per_nos_kind = 0.0;
  double per_1000_devices = 0.0;
  friend bool operator==(const Staff&, const Staff&) = default;
};

/// Shares of what was paid for a class of things: a year for support, once for spares.
struct Support {
  PerPeriod accelerator{}, server{}, network{};
  friend bool operator==(const Support&, const Support&) = default;
};
struct Spares {
  double optic = 0.0;
  double switch_box = 0.0;
  double node = 0.0;
  friend bool operator==(const Spares&, const Spares&) = default;
};

struct Operations {
  std::optional<MoneyRate> salary;
  Automation automation;
  Staff staff;
  Support support;
  Spares spares;
  Time interruption = 50677.0 * one_hour;
  Time repair = 24.0 * one_hour;
  fabric::FailureRates failures;
  Money recabling = 30.0 * dollar;
  Money fibre = 120.0 * dollar;
  double headroom = 0.0;
  friend bool operator==(const Operations&, const Operations&) = default;
};

}  // namespace weft::plan

namespace weft {

template <>
inline constexpr auto words<plan::AutomationKind> =
    std::array{Case{"manual", "all of the effort is left"},
               Case{"scripted", "repeated steps run by themselves: three quarters are left"},
               Case{"full", "from intent to test without hands: half is left"}};
template <>
inline constexpr std::string_view type_name<plan::Automation> = "automation";
template <>
inline constexpr auto fields<plan::Automation> =
    std::array{row<&plan::Automation::kind>("kind", "of changes")
                   .bare()
                   .default_from("manual: the staff factors are those of work by hand"),
               row<&plan::Automation::effort>(
                   "effort", "of that by hand that is left; by kind when not written")
                   .between(0, 10)};
static_assert(describes_all<plan::Automation>());
template <>
inline constexpr std::string_view type_name<plan::Staff> = "staff";
template <>
inline constexpr auto fields<plan::Staff> = std::array{
    row<&plan::Staff::base>("base", "people in any case")
        .at_least(0)
        .default_from("nobody: flatters"),
    row<&plan::Staff::per_fabric>("per_fabric", "people for each fabric with hardware of its own")
        .at_least(0)
        .default_from("nobody: flatters"),
    row<&plan::Staff::per_nos_kind>("per_nos_kind", "people for each operating system of switches")
        .at_least(0)
        .default_from("nobody: flatters"),
    row<&plan::Staff::per_1000_devices>("per_1000_devices", "people for 1000 managed devices")
        .at_least(0)
        .default_from("nobody: flatters")};
static_assert(describes_all<plan::Staff>());

template <>
inline constexpr std::string_view type_name<plan::Support> = "support";
template <>
inline constexpr auto fields<plan::Support> = std::array{
    row<&plan::Support::accelerator>("accelerator", "of the price of nodes with accelerators")
        .between(0, 1)
        .default_from("none: flatters"),
    row<&plan::Support::server>("server", "of the price of other nodes")
        .between(0, 1)
        .default_from("none: flatters"),
    row<&plan::Support::network>("network", "of the price of networks")
        .between(0, 1)
        .default_from("none: flatters")};
static_assert(describes_all<plan::Support>());
template <>
inline constexpr std::string_view type_name<plan::Spares> = "spares";
template <>
inline constexpr auto fields<plan::Spares> = std::array{
    row<&plan::Spares::optic>("optic", "of modules and cables")
        .between(0, 1)
        .default_from("none: flatters"),
    row<&plan::Spares::switch_box>("switch", "of switches")
        .between(0, 1)
        .default_from("none: flatters"),
    row<&plan::Spares::node>("node", "of nodes").between(0, 1).default_from("none: flatters")};
static_assert(describes_all<plan::Spares>());

template <>
inline constexpr std::string_view type_name<plan::Operations> = "operations";
template <>
inline constexpr auto fields<plan::Operations> = std::array{
    row<&plan::Operations::salary>("salary", "of one person, all-in")
        .in("$/yr")
        .at_least(0)
        .redactable(),
    row<&plan::Operations::automation>("automation", "of changes: how much work it leaves"),
    row<&plan::Operations::staff>("staff", "people, by what makes work"),
    row<&plan::Operations::support>("support", "contracts, of what was paid"),
    row<&plan::Operations::spares>("spares", "on the shelf, of what stands"),
    row<&plan::Operations::interruption>(
        "interruption", "accelerator-time between two interruptions of a training job")
        .in("h")
        .at_least(1)
        .default_from("Llama 3, arXiv 2407.21783, table 5: 419 unexpected interruptions "
                      "in 54 days on 16,384 accelerators"),
    row<&plan::Operations::repair>("repair",
                                   "from a failed accelerator to one that works in its place")
        .in("h")
        .at_least(0)
        .default_from("estimate: a node is swapped or repaired within a day"),
    row<&plan::Operations::failures>("failures", "of the parts of networks"),
    row<&plan::Operations::recabling>("recabling", "for each link that moves when a network grows")
        .in("$")
        .at_least(0)
        .default_from("estimate: a quarter of an hour of a technician, and cleaning"),
    row<&plan::Operations::fibre>("fibre", "one trunk between two modules, connectors included")
        .in("$")
        .at_least(0)
        .default_from("estimate: an MPO single-mode trunk of 30 m costs $60 to $250"),
    row<&plan::Operations::headroom>("headroom", "capacity kept free above the peak")
        .between(0, 10)
        .default_from("none: flatters")};
static_assert(describes_all<plan::Operations>());

}  // namespace weft
