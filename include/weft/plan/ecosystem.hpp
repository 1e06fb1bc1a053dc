// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/calendar.hpp"
#include "weft/base/named.hpp"
#include "weft/base/per_period.hpp"
#include "weft/economics/openness.hpp"
#include "weft/plan/vocabulary.hpp"

#include <array>
#include <cstdint>
#include <optional>

namespace weft::plan {

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

/// How bidders answer each other at a refresh, and how far their prices may move until then.
struct Competition {
  double per_extra_source = 0.0;
  double incumbent_counter = 0.0;
  std::int64_t most_bidders = 4;
  double volatility = 0.0;
  double correlation = 0.0;
  friend bool operator==(const Competition&, const Competition&) = default;
};

/// A delivery that fails: how often with one maker, and how long it takes to buy elsewhere.
struct Supply {
  double failure = 0.0;
  double common = 0.0;
  Time delay{};
  friend bool operator==(const Supply&, const Supply&) = default;
};

/// The open fabric that each fabric is held against: of the same size, bought with real
/// competition. What is not written is counted from the catalogue, or as that of the fabric.
struct OpenReference {
  std::optional<std::int64_t> sources;
  std::optional<MoneyRate> licence;
  double effort = 0.5;
  std::optional<Time> adoption_lag;
  std::optional<Money> switching_cost;
  friend bool operator==(const OpenReference&, const OpenReference&) = default;
};

struct Ecosystem {
  PriceChange price_change;
  Named<Generation> generations;
  Refresh refresh;
  Competition competition;
  Supply supply;
  OpenReference reference;
  economics::Openness openness = economics::equal_weights;
  friend bool operator==(const Ecosystem&, const Ecosystem&) = default;
};

}  // namespace weft::plan

namespace weft {

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
                   .at_least(2629800),
               row<&plan::Refresh::network>("network", "age at which it is replaced")
                   .in("months")
                   .at_least(2629800)};
static_assert(describes_all<plan::Refresh>());
template <>
inline constexpr std::string_view type_name<plan::Competition> = "competition";
template <>
inline constexpr auto fields<plan::Competition> = std::array{
    row<&plan::Competition::per_extra_source>("per_extra_source", "change of the refresh price")
        .between(-1, 1),
    row<&plan::Competition::incumbent_counter>("incumbent_counter",
                                               "discount by which the incumbent answers")
        .between(0, 1),
    row<&plan::Competition::most_bidders>("most_bidders", "makers that one buyer really asks")
        .between(1, 100)
        .default_from("estimate: each must be tested before it may bid"),
    row<&plan::Competition::volatility>("volatility",
                                        "of a bidder's price: deviation of its logarithm in a year")
        .between(0, 5)
        .default_from("none: the right to switch is worth what it saves at the expected price"),
    row<&plan::Competition::correlation>("correlation", "of the prices of two bidders")
        .between(-1, 1)};
static_assert(describes_all<plan::Competition>());
template <>
inline constexpr std::string_view type_name<plan::Supply> = "supply";
template <>
inline constexpr auto fields<plan::Supply> = std::array{
    row<&plan::Supply::failure>("failure", "chance that one maker does not deliver a refresh")
        .between(0, 1)
        .default_from("none: every maker delivers"),
    row<&plan::Supply::common>("common", "of these, with a cause that all makers share")
        .between(0, 1),
    row<&plan::Supply::delay>("delay", "until what failed is had elsewhere")
        .in("weeks")
        .at_least(0)};
static_assert(describes_all<plan::Supply>());
template <>
inline constexpr std::string_view type_name<plan::OpenReference> = "open_reference";
template <>
inline constexpr auto fields<plan::OpenReference> = std::array{
    row<&plan::OpenReference::sources>(
        "sources", "bidders; makers of like boxes with an open operating system when not written")
        .between(1, 100),
    row<&plan::OpenReference::licence>(
        "licence", "one switch; the dearest open operating system of these when not written")
        .in("$/yr")
        .at_least(0),
    row<&plan::OpenReference::effort>("effort",
                                      "people who test and join what several makers deliver")
        .between(0, 1000)
        .default_from("estimate: half a person for a fabric"),
    row<&plan::OpenReference::adoption_lag>(
        "adoption_lag", "from release to use; that of the fabric when not written")
        .in("months")
        .at_least(0),
    row<&plan::OpenReference::switching_cost>(
        "switching_cost", "of another maker; that of the fabric when not written")
        .in("$")
        .at_least(0)};
static_assert(describes_all<plan::OpenReference>());
template <>
inline constexpr std::string_view type_name<plan::Ecosystem> = "ecosystem";
template <>
inline constexpr auto fields<plan::Ecosystem> =
    std::array{row<&plan::Ecosystem::price_change>("price_change", "after the signature"),
               row<&plan::Ecosystem::generations>("generations", "of hardware to come"),
               row<&plan::Ecosystem::refresh>("refresh", "age of replacement"),
               row<&plan::Ecosystem::competition>("competition", "at the refresh"),
               row<&plan::Ecosystem::supply>("supply", "deliveries that fail"),
               row<&plan::Ecosystem::reference>("reference", "the open fabric beside each"),
               row<&plan::Ecosystem::openness>("openness", "how much each part of it counts")};
static_assert(describes_all<plan::Ecosystem>());

}  // namespace weft
