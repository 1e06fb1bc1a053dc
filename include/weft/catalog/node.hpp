// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/named.hpp"
#include "weft/catalog/record.hpp"
#include "weft/units/system.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>

namespace weft::catalog {

enum class NodeForm : std::uint8_t { server, rack, rack_pair, pod, instance, system, storage };

/// The ports that one unit has for fabrics of one role.
struct NodePorts {
  std::int64_t count = 0;   ///< ports in one unit
  Bandwidth rate{};         ///< of one port, per direction
  std::string nic;          ///< adapter behind them: a catalogue id
  std::string profile;      ///< of their links, where no adapter is known: a catalogue id
  std::int64_t nics = 0;    ///< adapters in one unit
  bool included = true;     ///< the price of the node contains the adapters
  std::string shared_with;  ///< role that uses the same ports: counted once
  std::string text;         ///< as published, where no count of ports is known
  Protocol protocol = Protocol::ethernet;
  friend bool operator==(const NodePorts&, const NodePorts&) = default;
};

struct NodePower {
  std::optional<Power> max;      ///< of the configuration, never the sum of power supplies
  std::optional<Power> typical;  ///< sustained under load
  std::string term;              ///< what the figure is
  friend bool operator==(const NodePower&, const NodePower&) = default;
};

struct NodeStorage {
  Bytes capacity{};
  Bandwidth read{};
  Bandwidth write{};
  friend bool operator==(const NodeStorage&, const NodeStorage&) = default;
};

/// One orderable unit: a server, a rack, a pod, a cloud instance.
struct Node {
  About about;
  NodeForm form = NodeForm::server;
  std::string accelerator;        ///< catalogue id; empty in a server without
  std::int64_t accelerators = 0;  ///< in one unit
  std::int64_t scale_up_domain = 1;
  std::string scale_up_text;  ///< switches and topology inside, in words
  Named<NodePorts> ports;     ///< by fabric role
  NodePower power;
  double rack_units = 0.0;
  std::string cooling;
  std::string cpu;
  std::optional<NodeStorage> storage;
  std::optional<Money> price;
  friend bool operator==(const Node&, const Node&) = default;
};

}  // namespace weft::catalog

namespace weft {

template <>
inline constexpr auto words<catalog::NodeForm> =
    std::array{Case{"server", "one chassis"},
               Case{"rack", "delivered whole"},
               Case{"rack-pair", "two racks delivered together"},
               Case{"pod", "several racks"},
               Case{"instance", "rented in a cloud"},
               Case{"system", "one machine of its own kind"},
               Case{"storage", "a server that stores"}};

template <>
inline constexpr std::string_view type_name<catalog::NodePorts> = "node_ports";
template <>
inline constexpr auto fields<catalog::NodePorts> = std::array{
    row<&catalog::NodePorts::count>("count", "ports in one unit").at_least(0),
    row<&catalog::NodePorts::rate>("rate", "of one port, per direction").in("Gb/s").at_least(0),
    row<&catalog::NodePorts::nic>("nic", "adapter behind the ports").refers_to("nic"),
    row<&catalog::NodePorts::profile>("profile", "of their links, where no adapter is known")
        .refers_to("profile"),
    row<&catalog::NodePorts::nics>("nics", "adapters in one unit").at_least(0),
    row<&catalog::NodePorts::included>("included", "the price of the node contains the adapters"),
    row<&catalog::NodePorts::shared_with>("shared_with", "role that uses the same ports"),
    row<&catalog::NodePorts::text>("text", "as published").only_label(),
    row<&catalog::NodePorts::protocol>("protocol", "that the ports speak")};
static_assert(describes_all<catalog::NodePorts>());

template <>
inline constexpr std::string_view type_name<catalog::NodePower> = "node_power";
template <>
inline constexpr auto fields<catalog::NodePower> = std::array{
    row<&catalog::NodePower::max>("max", "of the configuration").in("kW").at_least(0).bare(),
    row<&catalog::NodePower::typical>("typical", "sustained under load").in("kW").at_least(0),
    row<&catalog::NodePower::term>("term", "what the figure is").only_label()};
static_assert(describes_all<catalog::NodePower>());

template <>
inline constexpr std::string_view type_name<catalog::NodeStorage> = "node_storage";
template <>
inline constexpr auto fields<catalog::NodeStorage> =
    std::array{row<&catalog::NodeStorage::capacity>("capacity", "usable").in("TB").at_least(0),
               row<&catalog::NodeStorage::read>("read", "one unit").in("GB/s").at_least(0),
               row<&catalog::NodeStorage::write>("write", "one unit").in("GB/s").at_least(0)};
static_assert(describes_all<catalog::NodeStorage>());

template <>
inline constexpr std::string_view type_name<catalog::Node> = "node";
template <>
inline constexpr auto fields<catalog::Node> =
    std::array{row<&catalog::Node::about>("record", "who made it, where its figures are from"),
               row<&catalog::Node::form>("form", "what one orders"),
               row<&catalog::Node::accelerator>("accelerator", "in it").refers_to("accelerator"),
               row<&catalog::Node::accelerators>("accelerators", "in one unit").at_least(0),
               row<&catalog::Node::scale_up_domain>(
                   "scale_up_domain", "accelerators that reach each other over scale-up")
                   .at_least(1),
               row<&catalog::Node::scale_up_text>("scale_up_text", "in words").only_label(),
               row<&catalog::Node::ports>("ports", "by fabric role").keyed_by("role"),
               row<&catalog::Node::power>("power", "of one unit"),
               row<&catalog::Node::rack_units>("rack_units", "height of one unit").at_least(0),
               row<&catalog::Node::cooling>("cooling", "air or liquid").only_label(),
               row<&catalog::Node::cpu>("cpu", "host processors").only_label(),
               row<&catalog::Node::storage>("storage", "of a storage server"),
               row<&catalog::Node::price>("price", "of one unit").in("$").at_least(0).redactable()};
static_assert(describes_all<catalog::Node>());

}  // namespace weft
