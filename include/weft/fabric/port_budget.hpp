// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/fabric/ports.hpp"
#include "weft/units/system.hpp"

#include <array>
#include <cstdint>
#include <stdexcept>

namespace weft::fabric {

inline constexpr Reason ports_exhausted{"fabric.ports-exhausted",
                                        "a switch has fewer ports than the design cables"};
inline constexpr Reason capacity_exceeded{
    "fabric.capacity-exceeded", "the cabled ports of a switch add up to more than it forwards"};
inline constexpr Reason cages_exhausted{"fabric.cages-exhausted",
                                        "a switch has fewer cages than the design needs"};

inline constexpr Reason module_too_hot{"fabric.module-too-hot",
                                       "a module draws more than a cage of the switch can cool"};

inline constexpr Formula port_budget_card{
    "fabric.port-budget",
    "sum(n_i) <= ports; sum(n_i B_i) <= capacity; sum(cages_i) <= cages; P_module <= P_cage",
    "definition"};

/// Proof that one switch can carry what is cabled to it: what the design needs beside what the
/// box has. A limit that is not known (0 available) proves nothing and fails nothing.
struct PortBudget {
  std::int64_t ports_needed = 0;
  std::int64_t ports_available = 0;
  Bandwidth capacity_needed{};
  Bandwidth capacity_available{};
  std::int64_t cages_needed = 0;
  std::int64_t cages_available = 0;
  Power module_needed{};
  Power module_available{};
  friend constexpr bool operator==(const PortBudget&, const PortBudget&) = default;

  [[nodiscard]] constexpr bool ports_hold() const { return ports_needed <= ports_available; }
  [[nodiscard]] constexpr bool capacity_holds() const {
    return capacity_available == Bandwidth{} || capacity_needed <= capacity_available;
  }
  [[nodiscard]] constexpr bool cages_hold() const {
    return cages_available == 0 || cages_needed <= cages_available;
  }
  [[nodiscard]] constexpr bool module_holds() const {
    return module_available == Power{} || module_needed <= module_available;
  }
  [[nodiscard]] constexpr bool holds() const {
    return ports_hold() && capacity_holds() && cages_hold() && module_holds();
  }
  /// The first limit that is broken.
  /// \throws std::logic_error when the budget holds.
  [[nodiscard]] constexpr Infeasible why() const {
    const auto count = [](std::int64_t n) { return static_cast<double>(n); };
    if (!ports_hold()) return {&ports_exhausted, count(ports_needed), count(ports_available), {}};
    if (!capacity_holds()) {
      return {&capacity_exceeded, ratio(capacity_needed, byte / second),
              ratio(capacity_available, byte / second), dimension_of<Bandwidth>};
    }
    if (!cages_hold()) return {&cages_exhausted, count(cages_needed), count(cages_available), {}};
    if (module_holds()) throw std::logic_error("PortBudget::why: the budget holds");
    return {&module_too_hot, ratio(module_needed, watt), ratio(module_available, watt),
            dimension_of<Power>};
  }
};

/// What is cabled to one switch, by direction.
struct Cabled {
  std::int64_t down = 0;
  Bandwidth down_rate{};
  std::int64_t up = 0;
  Bandwidth up_rate{};
  bool any_way = false;  ///< no endpoint hangs on it: ports of every use take its links
  Power module{};        ///< of the hottest module; zero: not known
};

namespace detail {
/// Ports that the box has for these links. Ports of one use take no links of the other way; a mix
/// of rates on ports of either use is left to the proofs of capacity and cages.
/// \param down, up  ports that take links of either rate, one way or the other.
constexpr std::int64_t ports_for(const SwitchBox& box, const Cabled& cabled, std::int64_t down,
                                 std::int64_t up) {
  if (cabled.any_way || box.down.count + box.up.count == 0) return down > up ? down : up;
  const LeafPorts ports{.either_down = logical_ports(box, cabled.down_rate).value_or(0),
                        .either_up = logical_ports(box, cabled.up_rate).value_or(0),
                        .down_only = box.down.rate < cabled.down_rate ? 0 : box.down.count,
                        .up_only = box.up.rate < cabled.up_rate ? 0 : box.up.count};
  if (cabled.down == 0) return ports.either_up + ports.up_only;
  const std::int64_t left = network_ports(ports, cabled.down);
  if (left >= 0) return cabled.down + left;
  const std::int64_t dedicated = cabled.up < ports.up_only ? cabled.up : ports.up_only;
  return ports.either_down + ports.down_only + dedicated;
}
/// Cages that `links` of one rate fill, when all ports of the box at that rate fill all its cages.
constexpr std::int64_t cages_of(const SwitchBox& box, std::int64_t links, std::int64_t ports) {
  if (box.cages == 0 || links == 0 || ports == 0) return 0;
  return quotient(links * box.cages + ports - 1, ports);
}
}  // namespace detail

/// \param box     the switch.   \param cabled  links to it, those kept in reserve included.
[[nodiscard]] constexpr PortBudget port_budget(const SwitchBox& box, const Cabled& cabled) {
  const auto at = [&](Bandwidth rate) { return spine_ports(box, rate).value_or(0); };
  const bool same = cabled.down_rate == cabled.up_rate;
  const std::int64_t up_ports = cabled.up > 0 || same ? at(cabled.up_rate) : 0;
  const std::int64_t down_ports = same ? up_ports : cabled.down > 0 ? at(cabled.down_rate) : 0;
  PortBudget budget;
  budget.ports_needed = cabled.down + cabled.up;
  budget.ports_available = detail::ports_for(box, cabled, down_ports, up_ports);
  // Of a leaf with cell-based ports the capacity is that of its network side: cells come on top.
  const bool only_network = box.cells && box.native_ports() > box.up.count;
  budget.capacity_needed = cabled.down * cabled.down_rate;
  if (!only_network) budget.capacity_needed += cabled.up * cabled.up_rate;
  budget.capacity_available = box.capacity;
  // Links of one rate may sit in the same cage, those of two rates may not.
  budget.cages_needed = same ? detail::cages_of(box, cabled.down + cabled.up, down_ports)
                             : detail::cages_of(box, cabled.down, down_ports) +
                                   detail::cages_of(box, cabled.up, up_ports);
  // A box with ports of several uses has cages for each, and the record only their sum.
  budget.cages_available = box.down.count + box.up.count > 0 ? 0 : box.cages;
  budget.module_needed = cabled.module;
  budget.module_available = box.cage_power.value_or(Power{});
  return budget;
}

}  // namespace weft::fabric

namespace weft {

template <>
inline constexpr std::string_view type_name<fabric::PortBudget> = "port_budget";
template <>
inline constexpr auto fields<fabric::PortBudget> = std::array{
    row<&fabric::PortBudget::ports_needed>("ports_needed", "cabled, reserve included"),
    row<&fabric::PortBudget::ports_available>("ports_available", "that the box can configure"),
    row<&fabric::PortBudget::capacity_needed>("capacity_needed", "sum of cabled ports").in("Tb/s"),
    row<&fabric::PortBudget::capacity_available>("capacity_available", "of the box").in("Tb/s"),
    row<&fabric::PortBudget::cages_needed>("cages_needed", "filled"),
    row<&fabric::PortBudget::cages_available>("cages_available", "0: not known"),
    row<&fabric::PortBudget::module_needed>("module_needed", "of the hottest module").in("W"),
    row<&fabric::PortBudget::module_available>("module_available",
                                               "that one cage cools; 0: not known")
        .in("W")};
static_assert(describes_all<fabric::PortBudget>());

}  // namespace weft
