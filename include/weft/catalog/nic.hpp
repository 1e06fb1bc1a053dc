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

struct NicPower {
  std::optional<Power> typical;  ///< card without modules
  std::optional<Power> max;
  std::string term;
  friend bool operator==(const NicPower&, const NicPower&) = default;
};

/// One adapter card or one interface of a cloud instance.
struct Nic {
  About about;
  std::string profile;  ///< what its links make of collectives: a catalogue id
  Bandwidth rate{};     ///< all ports together, per direction, capped by the host link
  std::int64_t ports = 1;
  std::vector<Protocol> protocols;
  std::string host_interface;
  std::optional<Bandwidth> host_rate;  ///< per direction
  NicPower power;
  std::string role;
  std::string openness;
  std::optional<Money> price;
  friend bool operator==(const Nic&, const Nic&) = default;
};

}  // namespace weft::catalog

namespace weft {

template <>
inline constexpr std::string_view type_name<catalog::NicPower> = "nic_power";
template <>
inline constexpr auto fields<catalog::NicPower> = std::array{
    row<&catalog::NicPower::typical>("typical", "card without modules").in("W").at_least(0).bare(),
    row<&catalog::NicPower::max>("max", "card without modules, as the vendor states it")
        .in("W")
        .at_least(0),
    row<&catalog::NicPower::term>("term", "what the figures contain").only_label()};
static_assert(describes_all<catalog::NicPower>());

template <>
inline constexpr std::string_view type_name<catalog::Nic> = "nic";
template <>
inline constexpr auto fields<catalog::Nic> = std::array{
    row<&catalog::Nic::about>("record", "who made it, where its figures are from"),
    row<&catalog::Nic::profile>("profile", "what its links make of collectives")
        .refers_to("profile"),
    row<&catalog::Nic::rate>("rate", "all ports together, per direction")
        .in("Gb/s")
        .at_least(0)
        .required(),
    row<&catalog::Nic::ports>("ports", "on one card").at_least(1),
    row<&catalog::Nic::protocols>("protocols", "that it speaks"),
    row<&catalog::Nic::host_interface>("host_interface", "in words").only_label(),
    row<&catalog::Nic::host_rate>("host_rate", "to the host, per direction").in("GB/s").at_least(0),
    row<&catalog::Nic::power>("power", "of one card"),
    row<&catalog::Nic::role>("role", "what it is used for").only_label(),
    row<&catalog::Nic::openness>("openness", "in words").only_label(),
    row<&catalog::Nic::price>("price", "of one card").in("$").at_least(0).redactable()};
static_assert(describes_all<catalog::Nic>());

}  // namespace weft
