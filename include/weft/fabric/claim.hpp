// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"
#include "weft/base/named.hpp"
#include "weft/catalog/optic.hpp"
#include "weft/catalog/record.hpp"
#include "weft/units/system.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>

namespace weft::fabric {

/// How the rates of a bill are counted. Data sheets often add both directions.
enum class Directions : std::uint8_t { one, both };

/// What a bill says of the switches of one tier. What is absent was not said.
struct TierClaim {
  std::string switch_id{};
  std::optional<std::int64_t> count{};  ///< boxes, all planes
  std::optional<std::int64_t> ports{};  ///< logical, of one box
  std::optional<Bandwidth> port_rate{};
  std::optional<Bandwidth> capacity{};
  std::string breakout{};              ///< "512x100": the split that the bill counts on
  std::optional<std::int64_t> down{};  ///< links of one box to the tier below
  std::optional<Bandwidth> down_rate{};
  std::optional<std::int64_t> up{};
  std::optional<Bandwidth> up_rate{};
  std::int64_t reserved = 0;
  std::optional<std::int64_t> cages{};
  std::optional<Power> cage_power{};
  std::optional<catalog::Protocol> protocol{};
};

/// What a bill says of the links of one tier.
struct LinkClaim {
  std::optional<std::int64_t> links{};
  std::optional<std::int64_t> cables{};
  std::int64_t links_per_cable = 1;
  std::optional<catalog::OpticForm> form{};
  std::optional<std::int64_t> modules{};  ///< of both ends, spares left out
  std::optional<Bandwidth> module_rate{};
  std::optional<Power> module_power{};
  std::optional<Length> length{};  ///< of the longest
  std::optional<Length> reach{};   ///< of the part; the usual one of its form when not said
  std::optional<catalog::Protocol> protocol{};
};

/// What a bill says of the adapters.
struct NicClaim {
  std::string nic_id{};
  std::optional<std::int64_t> count{};
  std::optional<Bandwidth> rate{};  ///< all ports of one together
  std::int64_t ports = 1;
  std::optional<catalog::Protocol> protocol{};
};

/// Somebody's bill of materials of a fabric, as it was written.
struct Claim {
  std::string name{};
  std::string from{};
  std::optional<std::int64_t> accelerators{};
  std::optional<std::int64_t> nodes{};
  std::optional<std::int64_t> accelerators_per_node{};
  std::optional<std::int64_t> endpoints{};
  std::optional<std::int64_t> max_endpoints{};
  std::int64_t planes = 1;
  std::optional<Bandwidth> link{};
  Directions rates = Directions::one;
  NicClaim nic{};
  TierClaim leaf{};
  TierClaim spine{};
  TierClaim core{};
  LinkClaim node_leaf{};
  LinkClaim leaf_spine{};
  LinkClaim spine_core{};
  std::optional<double> oversubscription{};
  std::optional<Bandwidth> bisection{};
  std::optional<std::int64_t> slim_fly_q{};
  Named<Money> prices{};
  std::optional<Money> total{};
};

}  // namespace weft::fabric

namespace weft {

template <>
inline constexpr auto words<fabric::Directions> =
    std::array{Case{"per-direction", "as everywhere in Weft"},
               Case{"both-directions", "sent and received added: twice what a link carries"}};

template <>
inline constexpr std::string_view type_name<fabric::TierClaim> = "tier_claim";
template <>
inline constexpr auto fields<fabric::TierClaim> = std::array{
    row<&fabric::TierClaim::switch_id>("switch", "fills in what is not written")
        .refers_to("switch"),
    row<&fabric::TierClaim::count>("count", "boxes, all planes").at_least(0),
    row<&fabric::TierClaim::ports>("ports", "of one box at the rate of the links").at_least(0),
    row<&fabric::TierClaim::port_rate>("port_rate", "of one port").in("Gb/s").at_least(0),
    row<&fabric::TierClaim::capacity>("capacity", "that one box forwards").in("Tb/s").at_least(0),
    row<&fabric::TierClaim::breakout>("breakout", "split of all main ports, \"128x400\""),
    row<&fabric::TierClaim::down>("down", "links of one box to the tier below").at_least(0),
    row<&fabric::TierClaim::down_rate>("down_rate", "of one of them").in("Gb/s").at_least(0),
    row<&fabric::TierClaim::up>("up", "links of one box to the tier above").at_least(0),
    row<&fabric::TierClaim::up_rate>("up_rate", "of one of them").in("Gb/s").at_least(0),
    row<&fabric::TierClaim::reserved>("reserved", "ports of one box kept free").at_least(0),
    row<&fabric::TierClaim::cages>("cages", "of one box").at_least(0),
    row<&fabric::TierClaim::cage_power>("cage_power", "that one cage cools").in("W").at_least(0),
    row<&fabric::TierClaim::protocol>("protocol", "that the ports speak")};
static_assert(describes_all<fabric::TierClaim>());

template <>
inline constexpr std::string_view type_name<fabric::LinkClaim> = "link_claim";
template <>
inline constexpr auto fields<fabric::LinkClaim> = std::array{
    row<&fabric::LinkClaim::links>("links", "of the tier, all planes").at_least(0),
    row<&fabric::LinkClaim::cables>("cables", "ordered for them").at_least(0),
    row<&fabric::LinkClaim::links_per_cable>("links_per_cable", "2: a twin-port cage at each end")
        .at_least(1),
    row<&fabric::LinkClaim::form>("form", "how a link is made"),
    row<&fabric::LinkClaim::modules>("modules", "of both ends, spares left out").at_least(0),
    row<&fabric::LinkClaim::module_rate>("module_rate", "of one link through it")
        .in("Gb/s")
        .at_least(0),
    row<&fabric::LinkClaim::module_power>("module_power", "of one").in("W").at_least(0),
    row<&fabric::LinkClaim::length>("length", "of the longest").in("m").at_least(0),
    row<&fabric::LinkClaim::reach>("reach", "of the part; the usual one of its form if not written")
        .in("m")
        .at_least(0),
    row<&fabric::LinkClaim::protocol>("protocol", "that the part is sold for")};
static_assert(describes_all<fabric::LinkClaim>());

template <>
inline constexpr std::string_view type_name<fabric::NicClaim> = "nic_claim";
template <>
inline constexpr auto fields<fabric::NicClaim> = std::array{
    row<&fabric::NicClaim::nic_id>("nic", "fills in what is not written").refers_to("nic").bare(),
    row<&fabric::NicClaim::count>("count", "adapters").at_least(0),
    row<&fabric::NicClaim::rate>("rate", "all ports of one together").in("Gb/s").at_least(0),
    row<&fabric::NicClaim::ports>("ports", "of one").at_least(1),
    row<&fabric::NicClaim::protocol>("protocol", "that it speaks")};
static_assert(describes_all<fabric::NicClaim>());

template <>
inline constexpr std::string_view type_name<fabric::Claim> = "claim";
template <>
inline constexpr auto fields<fabric::Claim> = std::array{
    row<&fabric::Claim::name>("name", "of the bill").only_label(),
    row<&fabric::Claim::from>("from", "who wrote it").only_label(),
    row<&fabric::Claim::accelerators>("accelerators", "all").at_least(0),
    row<&fabric::Claim::nodes>("nodes", "all").at_least(0),
    row<&fabric::Claim::accelerators_per_node>("accelerators_per_node", "in one").at_least(1),
    row<&fabric::Claim::endpoints>("endpoints", "adapter ports of one plane").at_least(0),
    row<&fabric::Claim::max_endpoints>("max_endpoints", "that the design is said to reach")
        .at_least(0),
    row<&fabric::Claim::planes>("planes", "independent copies").at_least(1),
    row<&fabric::Claim::link>("link", "rate of an endpoint on one plane").in("Gb/s").at_least(0),
    row<&fabric::Claim::rates>("rates", "how all rates here are counted"),
    row<&fabric::Claim::nic>("nic", "adapters"),
    row<&fabric::Claim::leaf>("leaf", "first tier of switches"),
    row<&fabric::Claim::spine>("spine", "second tier"),
    row<&fabric::Claim::core>("core", "third tier"),
    row<&fabric::Claim::node_leaf>("node_leaf", "links from adapters to leaves"),
    row<&fabric::Claim::leaf_spine>("leaf_spine", "links from leaves to spines"),
    row<&fabric::Claim::spine_core>("spine_core", "links from spines to cores"),
    row<&fabric::Claim::oversubscription>("oversubscription", "down over up, as it is sold")
        .at_least(0),
    row<&fabric::Claim::bisection>("bisection", "over half of the endpoints, as it is sold")
        .in("Tb/s")
        .at_least(0),
    row<&fabric::Claim::slim_fly_q>("slim_fly_q", "order of a Slim Fly").at_least(1),
    row<&fabric::Claim::prices>("prices", "lines of the offer, each a sum").in("$"),
    row<&fabric::Claim::total>("total", "of the offer").in("$")};
static_assert(describes_all<fabric::Claim>());

}  // namespace weft
