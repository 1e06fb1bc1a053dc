// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/catalog/cage.hpp"
#include "weft/catalog/record.hpp"
#include "weft/units/system.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace weft::catalog {

enum class PortUse : std::uint8_t { any, downlink, uplink, fabric, management };

struct SwitchPorts {
  std::int64_t count = 0;
  Bandwidth rate{};  ///< of one port, per direction
  PortUse use = PortUse::any;
  friend bool operator==(const SwitchPorts&, const SwitchPorts&) = default;
};

struct Cages {
  std::int64_t count = 0;                  ///< a twin-port cage holds two ports
  std::string kind;                        ///< "OSFP twin-port"
  std::optional<CageForm> form;            ///< of all of them; absent: not known, or several
  std::optional<Power> max_module;         ///< what one cage can cool
  std::optional<std::int64_t> high_power;  ///< cages that can cool more
  std::optional<Power> high_power_module;
  friend bool operator==(const Cages&, const Cages&) = default;
};

struct SwitchPower {
  std::optional<Power> typical;  ///< box without modules
  std::optional<Power> max;
  std::string term;
  friend bool operator==(const SwitchPower&, const SwitchPower&) = default;
};

/// A box. Facts of its silicon stand in the record of the ASIC.
struct Switch {
  About about;
  std::string asic;
  std::int64_t asics = 1;
  Protocol protocol = Protocol::ethernet;
  std::vector<SwitchPorts> ports;  ///< logical ports at the largest native rate
  Cages cages;
  std::vector<std::string> breakouts;     ///< legal splits of the whole box: "128x400"
  std::optional<std::int64_t> max_ports;  ///< most logical ports the box configures, where known
  std::optional<Bandwidth> capacity;      ///< sum of the ports, one direction
  double rack_units = 0.0;
  SwitchPower power;
  std::optional<Time> latency;  ///< port to port, unloaded
  std::string cooling;
  std::vector<std::string> nos;  ///< operating systems that run on it: catalogue ids
  bool sonic_upstream = false;
  std::optional<Money> price;
  friend bool operator==(const Switch&, const Switch&) = default;
};

/// Switch silicon.
struct Asic {
  About about;
  Bandwidth capacity{};  ///< one direction
  std::string serdes;
  std::optional<std::int64_t> max_radix;
  std::optional<Bytes> buffer;
  std::optional<Bytes> shared_pool;  ///< largest in SONiC's templates: a lower bound of the buffer
  std::optional<Time> latency;
  std::optional<Power> power;
  std::string process;
  friend bool operator==(const Asic&, const Asic&) = default;
};

/// A network operating system: what it costs and whether it binds the buyer to one vendor.
struct Nos {
  About about;
  bool open = false;                 ///< source is open and more than one vendor's box runs it
  std::optional<MoneyRate> licence;  ///< a switch, support included unless a note says otherwise
  std::vector<std::string> runs_on;  ///< vendors or switch ids, in words
  friend bool operator==(const Nos&, const Nos&) = default;
};

}  // namespace weft::catalog

namespace weft {

template <>
inline constexpr auto words<catalog::PortUse> =
    std::array{Case{"any", "every use"}, Case{"downlink", "towards endpoints or the tier below"},
               Case{"uplink", "towards the next tier only"},
               Case{"fabric", "cell-based, towards boxes of the same fabric only"},
               Case{"management", "in-band management: never counted in the capacity"}};

template <>
inline constexpr std::string_view type_name<catalog::SwitchPorts> = "switch_ports";
template <>
inline constexpr auto fields<catalog::SwitchPorts> =
    std::array{row<&catalog::SwitchPorts::count>("count", "logical ports").at_least(1).required(),
               row<&catalog::SwitchPorts::rate>("rate", "of one, per direction")
                   .in("Gb/s")
                   .at_least(0)
                   .required(),
               row<&catalog::SwitchPorts::use>("use", "what they may be used for")};
static_assert(describes_all<catalog::SwitchPorts>());

template <>
inline constexpr std::string_view type_name<catalog::Cages> = "cages";
template <>
inline constexpr auto fields<catalog::Cages> = std::array{
    row<&catalog::Cages::count>("count", "a twin-port cage holds two ports").at_least(0),
    row<&catalog::Cages::kind>("kind", "of cage, in words").only_label(),
    row<&catalog::Cages::form>("form", "of all cages; what fits is checked where it is known"),
    row<&catalog::Cages::max_module>("max_module", "power one cage can cool").in("W").at_least(0),
    row<&catalog::Cages::high_power>("high_power", "cages that can cool more").at_least(0),
    row<&catalog::Cages::high_power_module>("high_power_module", "power of these")
        .in("W")
        .at_least(0)};
static_assert(describes_all<catalog::Cages>());

template <>
inline constexpr std::string_view type_name<catalog::SwitchPower> = "switch_power";
template <>
inline constexpr auto fields<catalog::SwitchPower> = std::array{
    row<&catalog::SwitchPower::typical>("typical", "box without modules")
        .in("W")
        .at_least(0)
        .bare(),
    row<&catalog::SwitchPower::max>("max", "as the vendor states it").in("W").at_least(0),
    row<&catalog::SwitchPower::term>("term", "what the figures contain").only_label()};
static_assert(describes_all<catalog::SwitchPower>());

template <>
inline constexpr std::string_view type_name<catalog::Switch> = "switch";
template <>
inline constexpr auto fields<catalog::Switch> = std::array{
    row<&catalog::Switch::about>("record", "who made it, where its figures are from"),
    row<&catalog::Switch::asic>("asic", "silicon inside").refers_to("asic"),
    row<&catalog::Switch::asics>("asics", "in one box").at_least(1),
    row<&catalog::Switch::protocol>("protocol", "that the ports speak"),
    row<&catalog::Switch::ports>("ports", "at the largest native rate").required(),
    row<&catalog::Switch::cages>("cages", "where modules and cables go in"),
    row<&catalog::Switch::breakouts>("breakouts", "legal splits of the whole box, \"128x400\"")
        .only_label(),
    row<&catalog::Switch::max_ports>("max_ports", "most logical ports the box configures")
        .at_least(1),
    row<&catalog::Switch::capacity>("capacity", "sum of the ports, one direction")
        .in("Tb/s")
        .at_least(0),
    row<&catalog::Switch::rack_units>("rack_units", "height").at_least(0),
    row<&catalog::Switch::power>("power", "of one box, without modules"),
    row<&catalog::Switch::latency>("latency", "port to port, unloaded").in("ns").at_least(0),
    row<&catalog::Switch::cooling>("cooling", "air or liquid").only_label(),
    row<&catalog::Switch::nos>("nos", "operating systems that run on it").refers_to("nos"),
    row<&catalog::Switch::sonic_upstream>("sonic_upstream", "in the public SONiC tree"),
    row<&catalog::Switch::price>("price", "of one box, without modules")
        .in("$")
        .at_least(0)
        .redactable()};
static_assert(describes_all<catalog::Switch>());

template <>
inline constexpr std::string_view type_name<catalog::Asic> = "asic";
template <>
inline constexpr auto fields<catalog::Asic> = std::array{
    row<&catalog::Asic::about>("record", "who made it, where its figures are from"),
    row<&catalog::Asic::capacity>("capacity", "one direction").in("Tb/s").at_least(0).required(),
    row<&catalog::Asic::serdes>("serdes", "lanes x rate").only_label(),
    row<&catalog::Asic::max_radix>("max_radix", "most logical ports").at_least(1),
    row<&catalog::Asic::buffer>("buffer", "packet memory").in("MB").at_least(0),
    row<&catalog::Asic::shared_pool>("shared_pool", "lower bound of the buffer")
        .in("B")
        .at_least(0),
    row<&catalog::Asic::latency>("latency", "port to port").in("ns").at_least(0),
    row<&catalog::Asic::power>("power", "of the chip").in("W").at_least(0),
    row<&catalog::Asic::process>("process", "of manufacture").only_label()};
static_assert(describes_all<catalog::Asic>());

template <>
inline constexpr std::string_view type_name<catalog::Nos> = "nos";
template <>
inline constexpr auto fields<catalog::Nos> = std::array{
    row<&catalog::Nos::about>("record", "who made it, where its figures are from"),
    row<&catalog::Nos::open>("open", "open source and on boxes of several vendors"),
    row<&catalog::Nos::licence>("licence", "one switch").in("$/yr").at_least(0).redactable(),
    row<&catalog::Nos::runs_on>("runs_on", "in words").only_label()};
static_assert(describes_all<catalog::Nos>());

}  // namespace weft
