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

inline constexpr Formula port_budget_card{
    "fabric.port-budget", "sum(n_i) <= ports; sum(n_i B_i) <= capacity; sum(cages_i) <= cages",
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
  friend constexpr bool operator==(const PortBudget&, const PortBudget&) = default;

  [[nodiscard]] constexpr bool ports_hold() const { return ports_needed <= ports_available; }
  [[nodiscard]] constexpr bool capacity_holds() const {
    return capacity_available == Bandwidth{} || capacity_needed <= capacity_available;
  }
  [[nodiscard]] constexpr bool cages_hold() const {
    return cages_available == 0 || cages_needed <= cages_available;
  }
  [[nodiscard]] constexpr bool holds() const {
    return ports_hold() && capacity_holds() && cages_hold();
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
    if (cages_hold()) throw std::logic_error("PortBudget::why: the budget holds");
    return {&cages_exhausted, count(cages_needed), count(cages_available), {}};
  }
};

/// What is cabled to one switch, by direction.
struct Cabled {
  std::int64_t down = 0;
  Bandwidth down_rate{};
  std::int64_t up = 0;
  Bandwidth up_rate{};
};

namespace detail {
/// Cages that `links` of one rate fill, when all ports of the box at that rate fill all its cages.
constexpr std::int64_t cages_of(const SwitchBox& box, std::int64_t links, std::int64_t ports) {
  if (box.cages == 0 || links == 0 || ports == 0) return 0;
  return (links * box.cages + ports - 1) / ports;
}
}  // namespace detail

/// \param box     the switch.   \param cabled  links to it, those kept in reserve included.
[[nodiscard]] constexpr PortBudget port_budget(const SwitchBox& box, const Cabled& cabled) {
  const auto at = [&](Bandwidth rate) { return spine_ports(box, rate).value_or(0); };
  const std::int64_t down_ports = cabled.down > 0 ? at(cabled.down_rate) : 0;
  const std::int64_t up_ports = cabled.up > 0 ? at(cabled.up_rate) : 0;
  PortBudget budget;
  budget.ports_needed = cabled.down + cabled.up;
  budget.ports_available = down_ports > up_ports ? down_ports : up_ports;
  budget.capacity_needed = cabled.down * cabled.down_rate + cabled.up * cabled.up_rate;
  budget.capacity_available = box.capacity;
  // Links of one rate may sit in the same cage, those of two rates may not.
  budget.cages_needed = cabled.down_rate == cabled.up_rate
                            ? detail::cages_of(box, cabled.down + cabled.up, down_ports)
                            : detail::cages_of(box, cabled.down, down_ports) +
                                  detail::cages_of(box, cabled.up, up_ports);
  // A box with ports of several uses has cages for each, and the record only their sum.
  budget.cages_available = box.down.count + box.up.count > 0 ? 0 : box.cages;
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
    row<&fabric::PortBudget::cages_available>("cages_available", "0: not known")};
static_assert(describes_all<fabric::PortBudget>());

}  // namespace weft
