// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/catalog/record.hpp"
#include "weft/units/system.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace weft::catalog {

/// What one algorithm makes of a link: t = latency + steps x step + 2 sqrt(fill S/B) + S/B.
struct LinkFit {
  double efficiency = 1.0;  ///< B over the rate of the record
  Time latency{};           ///< of the shortest message
  Time step{};              ///< of each step, where the number of steps counts
  Time fill{};              ///< until a pipeline of segments is full
  friend bool operator==(const LinkFit&, const LinkFit&) = default;
};

/// Measured over predicted time: nine of ten lie above `low`, nine of ten below `high`.
struct LinkError {
  double low = 0.8;
  double high = 1.25;
  double mean = 0.15;  ///< of |predicted / measured - 1|
  friend bool operator==(const LinkError&, const LinkError&) = default;
};

/// What the fits rest on; outside it the stated error is twice as wide.
struct LinkMeasured {
  Bytes least{};
  Bytes most{};
  std::int64_t ranks = 0;           ///< the most
  std::int64_t rows = 0;            ///< measured points; 0: nothing was fitted
  std::vector<std::string> series;  ///< of the reference rows
  friend bool operator==(const LinkMeasured&, const LinkMeasured&) = default;
};

/// A technology of links with the library that drives them: what its long and its short messages
/// reach. Rates are of one accelerator or adapter, one direction.
struct LinkProfile {
  About about;
  std::string library;
  Bandwidth rate{};
  std::int64_t mesh = 0;  ///< ranks of a full mesh: a smaller group uses fewer of the links
  std::optional<LinkFit> ring;
  std::optional<LinkFit> in_switch;
  std::int64_t in_switch_from = 2;    ///< ranks from which the library lets switches add
  std::optional<LinkFit> tree;        ///< between nodes; `step` once a doubling of nodes
  std::optional<LinkFit> short_tree;  ///< the same with the protocol for short messages
  std::optional<LinkFit> staged;      ///< peers of other nodes exchange, then their nodes, by turns
  std::int64_t stages = 1;            ///< parts of what `staged` exchanges
  std::optional<LinkFit> all_to_all;
  std::optional<LinkFit> direct;   ///< one message
  std::int64_t per_node = 0;       ///< adapters of a node; 0: links inside one
  std::vector<std::string> names;  ///< systems with these links, in lower case
  std::optional<Time> launch;      ///< of an operation that is started from Python
  LinkError error;
  LinkMeasured measured;
  friend bool operator==(const LinkProfile&, const LinkProfile&) = default;
};

}  // namespace weft::catalog

namespace weft {

template <>
inline constexpr std::string_view type_name<catalog::LinkFit> = "link_fit";
template <>
inline constexpr auto fields<catalog::LinkFit> = std::array{
    row<&catalog::LinkFit::efficiency>("efficiency", "share of the rate that long messages reach")
        .between(0.001, 2),
    row<&catalog::LinkFit::latency>("latency", "of the shortest message").in("us").between(0, 1),
    row<&catalog::LinkFit::step>("step", "of each step").in("us").between(0, 1),
    row<&catalog::LinkFit::fill>("fill", "until a pipeline of segments is full")
        .in("us")
        .between(0, 1)};
static_assert(describes_all<catalog::LinkFit>());

template <>
inline constexpr std::string_view type_name<catalog::LinkError> = "link_error";
template <>
inline constexpr auto fields<catalog::LinkError> =
    std::array{row<&catalog::LinkError::low>("low", "measured over predicted time, P10")
                   .between(0.1, 1)
                   .default_from("estimate: nothing was measured"),
               row<&catalog::LinkError::high>("high", "measured over predicted time, P90")
                   .between(1, 10)
                   .default_from("estimate: nothing was measured"),
               row<&catalog::LinkError::mean>("mean", "of |predicted / measured - 1|")
                   .between(0, 1)
                   .default_from("estimate: nothing was measured")};
static_assert(describes_all<catalog::LinkError>());

template <>
inline constexpr std::string_view type_name<catalog::LinkMeasured> = "link_measured";
template <>
inline constexpr auto fields<catalog::LinkMeasured> = std::array{
    row<&catalog::LinkMeasured::least>("least", "shortest message").in("B").at_least(0),
    row<&catalog::LinkMeasured::most>("most", "longest message").in("B").at_least(0),
    row<&catalog::LinkMeasured::ranks>("ranks", "of the largest group").at_least(0),
    row<&catalog::LinkMeasured::rows>("rows", "measured points; 0: nothing was fitted").at_least(0),
    row<&catalog::LinkMeasured::series>("series", "of the reference rows").only_label()};
static_assert(describes_all<catalog::LinkMeasured>());

template <>
inline constexpr std::string_view type_name<catalog::LinkProfile> = "link_profile";
template <>
inline constexpr auto fields<catalog::LinkProfile> = std::array{
    row<&catalog::LinkProfile::about>("record", "who made it, where its figures are from"),
    row<&catalog::LinkProfile::library>("library", "that drives the links").only_label(),
    row<&catalog::LinkProfile::rate>("rate", "of one accelerator or adapter, per direction")
        .in("GB/s")
        .at_least(0)
        .required(),
    row<&catalog::LinkProfile::mesh>("mesh",
                                     "ranks of a full mesh; a smaller group uses fewer links")
        .between(0, 1024),
    row<&catalog::LinkProfile::ring>("ring", "all-reduce, all-gather, reduce-scatter, broadcast"),
    row<&catalog::LinkProfile::in_switch>("in_switch", "switches add: NVLS, SHARP"),
    row<&catalog::LinkProfile::in_switch_from>("in_switch_from", "ranks from which it is used")
        .between(2, 1e6),
    row<&catalog::LinkProfile::tree>("tree", "all-reduce between nodes; a step a doubling"),
    row<&catalog::LinkProfile::short_tree>("short_tree", "the same for short messages"),
    row<&catalog::LinkProfile::staged>("staged",
                                       "all-gather, reduce-scatter and all-reduce between nodes: "
                                       "peers exchange while nodes gather, by turns"),
    row<&catalog::LinkProfile::stages>("stages", "parts of what staged exchanges").between(1, 64),
    row<&catalog::LinkProfile::all_to_all>("all_to_all", "every pair at once"),
    row<&catalog::LinkProfile::direct>("direct", "one message"),
    row<&catalog::LinkProfile::per_node>("per_node",
                                         "adapters of a node that has a name; 0: links inside one")
        .between(0, 1024),
    row<&catalog::LinkProfile::names>("names", "systems that have these links, in lower case")
        .only_label(),
    row<&catalog::LinkProfile::launch>("launch",
                                       "of an operation that a harness starts from Python")
        .in("us")
        .between(0, 1),
    row<&catalog::LinkProfile::error>("error", "how far measurements lie from it"),
    row<&catalog::LinkProfile::measured>("measured", "what the fits rest on")};
static_assert(describes_all<catalog::LinkProfile>());

}  // namespace weft
