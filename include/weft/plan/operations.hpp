// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/calendar.hpp"
#include "weft/base/monthly.hpp"
#include "weft/base/named.hpp"
#include "weft/base/per_period.hpp"
#include "weft/fabric/failures.hpp"
#include "weft/plan/vocabulary.hpp"

#include <array>
#include <cstdint>
#include <optional>

namespace weft::plan {

enum class Automation : std::uint8_t { manual, scripted, full };

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
  Automation automation = Automation::manual;
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

/// How prices move after the signature; a price not named stands still.
struct PriceChange {
  PerPeriod input{}, cached_input{}, output{}, accelerator{}, switch_box{}, optic{};
  friend bool operator==(const PriceChange&, const PriceChange&) = default;
};

enum class GenerationOf : std::uint8_t { accelerator, network };

struct Generation {
  GenerationOf of = GenerationOf::accelerator;
  CalendarMonth available{};
  double performance = 1.0;
  double price = 1.0;
  double power = 1.0;
  friend bool operator==(const Generation&, const Generation&) = default;
};

struct Refresh {
  std::optional<Time> accelerator, network;
  friend bool operator==(const Refresh&, const Refresh&) = default;
};

struct Competition {
  double per_extra_source = 0.0;
  double incumbent_counter = 0.0;
  friend bool operator==(const Competition&, const Competition&) = default;
};

struct Ecosystem {
  PriceChange price_change;
  Named<Generation> generations;
  Refresh refresh;
  Competition competition;
  friend bool operator==(const Ecosystem&, const Ecosystem&) = default;
};

}  // namespace weft::plan

namespace weft {

template <>
inline constexpr auto words<plan::Automation> =
    std::array{Case{"manual", ""}, Case{"scripted", ""}, Case{"full", ""}};
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
    row<&plan::Operations::automation>("automation", "of changes")
        .not_yet("the staff factors are taken as written"),
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

template <>
inline constexpr std::string_view type_name<plan::PriceChange> = "price_change";
template <>
inline constexpr auto fields<plan::PriceChange> =
    std::array{row<&plan::PriceChange::input>("input", "price of input tokens")
                   .between(-0.99, 10)
                   .default_from("stands still: flatters"),
               row<&plan::PriceChange::cached_input>("cached_input", "price of cached input tokens")
                   .between(-0.99, 10)
                   .default_from("stands still: flatters"),
               row<&plan::PriceChange::output>("output", "price of output tokens")
                   .between(-0.99, 10)
                   .default_from("stands still: flatters"),
               row<&plan::PriceChange::accelerator>(
                   "accelerator", "price of accelerators bought later, and of their hours")
                   .between(-0.99, 10)
                   .default_from("stands still"),
               row<&plan::PriceChange::switch_box>("switch", "price of switches bought later")
                   .between(-0.99, 10)
                   .default_from("stands still"),
               row<&plan::PriceChange::optic>("optic", "price of modules and cables bought later")
                   .between(-0.99, 10)
                   .default_from("stands still")};
static_assert(describes_all<plan::PriceChange>());

template <>
inline constexpr auto words<plan::GenerationOf> =
    std::array{Case{"accelerator", ""}, Case{"network", ""}};
template <>
inline constexpr std::string_view type_name<plan::Generation> = "generation";
template <>
inline constexpr auto fields<plan::Generation> = std::array{
    row<&plan::Generation::of>("of", "what is renewed"),
    row<&plan::Generation::available>("available", "first month").required(),
    row<&plan::Generation::performance>("performance", "against today's").between(0.01, 1000),
    row<&plan::Generation::price>("price", "against today's").between(0.01, 1000),
    row<&plan::Generation::power>("power", "against today's").between(0.01, 1000)};
static_assert(describes_all<plan::Generation>());
template <>
inline constexpr std::string_view type_name<plan::Refresh> = "refresh";
template <>
inline constexpr auto fields<plan::Refresh> =
    std::array{row<&plan::Refresh::accelerator>("accelerator", "age at which it is replaced")
                   .in("months")
                   .at_least(0),
               row<&plan::Refresh::network>("network", "age at which it is replaced")
                   .in("months")
                   .at_least(0)};
static_assert(describes_all<plan::Refresh>());
template <>
inline constexpr std::string_view type_name<plan::Competition> = "competition";
template <>
inline constexpr auto fields<plan::Competition> = std::array{
    row<&plan::Competition::per_extra_source>("per_extra_source", "change of the refresh price")
        .between(-1, 1),
    row<&plan::Competition::incumbent_counter>("incumbent_counter",
                                               "discount by which the incumbent answers")
        .between(0, 1)};
static_assert(describes_all<plan::Competition>());
template <>
inline constexpr std::string_view type_name<plan::Ecosystem> = "ecosystem";
template <>
inline constexpr auto fields<plan::Ecosystem> =
    std::array{row<&plan::Ecosystem::price_change>("price_change", "after the signature"),
               row<&plan::Ecosystem::generations>("generations", "of hardware to come")
                   .not_yet("no refresh is computed"),
               row<&plan::Ecosystem::refresh>("refresh", "age of replacement")
                   .not_yet("no refresh is computed"),
               row<&plan::Ecosystem::competition>("competition", "at the refresh")
                   .not_yet("no refresh is computed")};
static_assert(describes_all<plan::Ecosystem>());

}  // namespace weft
