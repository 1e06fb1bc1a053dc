// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/formula.hpp"
#include "weft/catalog/switch.hpp"
#include "weft/fabric/leaf.hpp"
#include "weft/fabric/optic_part.hpp"
#include "weft/fabric/ports.hpp"
#include "weft/units/system.hpp"

#include <cstdint>
#include <optional>

namespace weft::fabric {

/// What one end of a link plugs into: numbers only. Where nothing is known, everything fits.
struct LinkEnd {
  std::int64_t per_cage = 1;  ///< most links of one cage
  std::int64_t least = 1;     ///< links that a cage must serve, or there are too few cages
  std::int64_t ports = 1;     ///< of one cage; a link split from a port shares its cable
  std::optional<catalog::CageForm> form{};
  Bandwidth cage_rate{};       ///< of a whole cage; zero: not known, as where the form is not
  Power cage_power{};          ///< that a cage cools; zero: not known
  std::int64_t hot_cages = 0;  ///< cages of a box that cool more
  Power hot_power{};           ///< what these cool
  std::int64_t links = 0;      ///< of this kind at the fullest box; 0: not known
  friend constexpr bool operator==(const LinkEnd&, const LinkEnd&) = default;
};

inline constexpr Formula links_per_cage_card{
    "fabric.links-per-cage", "ports of a cage x links split from a port",
    "definition: a twin-port cage has two ports, a legal breakout splits each of them"};

/// Ports of one cage: two of a twin-port cage, one where nothing else is known.
[[nodiscard]] constexpr std::int64_t ports_per_cage(const SwitchBox& box) {
  return box.twin_port_cages() ? detail::quotient(box.native_ports(), box.cages) : 1;
}
/// Links of a rate that are split from one port of the kind that takes them.
[[nodiscard]] constexpr std::int64_t links_per_port(const SwitchBox& box, Bandwidth link) {
  const std::int64_t either = box.any.count + box.second.count;
  const auto held = logical_ports(box, link);
  if (!held || either == 0) return 1;
  return *held < either ? 1 : detail::quotient(*held, either);
}
[[nodiscard]] constexpr std::int64_t links_per_cage(const SwitchBox& box, Bandwidth link) {
  return ports_per_cage(box) * links_per_port(box, link);
}

/// Links at the fullest box of a tier.
struct BoxLinks {
  std::int64_t links = 0;  ///< of one kind and rate; 0: not known
  std::int64_t all = 0;    ///< of every kind, at the same rate; 0: not known, or of several rates
};

/// The end of a link at a switch. Ports are split no further than the links ask: a module of one
/// link does where there are cages enough.
[[nodiscard]] constexpr LinkEnd switch_end(const SwitchBox& box, const catalog::Cages& cages,
                                           Bandwidth link, BoxLinks at = {}) {
  const std::int64_t ports = ports_per_cage(box);
  const std::int64_t per_cage = links_per_cage(box, link);
  LinkEnd end{.per_cage = per_cage,
              .least = per_cage,
              .ports = ports,
              .form = cages.form,
              .cage_power = cages.max_module.value_or(Power{}),
              .hot_cages = cages.high_power.value_or(0),
              .hot_power = cages.high_power_module.value_or(Power{}),
              .links = at.links};
  const auto fastest = max(max(box.any.rate, box.second.rate), max(box.down.rate, box.up.rate));
  if (cages.form) end.cage_rate = ports * fastest;
  if (at.all > 0 && box.native_ports() > 0) {
    end.least = ports * divide_up(at.all, box.native_ports());
    if (end.per_cage < end.least) end.least = end.per_cage;
  }
  return end;
}
/// The end of a link at an adapter, whose port may be split over planes. Records do not say what
/// cage an adapter has.
[[nodiscard]] constexpr LinkEnd adapter_end(std::int64_t planes) {
  return {.per_cage = planes, .least = planes};
}

/// True when `part` goes into `whole` without rest.
[[nodiscard]] constexpr bool divides(std::int64_t part, std::int64_t whole) {
  return detail::quotient(whole, part) * part == whole;
}

/// Links that a part carries in one cage of an end; 0 when the cage cannot be used so.
[[nodiscard]] constexpr std::int64_t links_in_cage(const OpticPart& part, const LinkEnd& end,
                                                   Bandwidth link) {
  if (link <= Bandwidth{} || part.rate < link) return 0;
  const auto whole = static_cast<std::int64_t>(ratio(part.rate, link));
  const std::int64_t links = whole < end.per_cage ? whole : end.per_cage;
  const bool even = divides(links, end.per_cage) && divides(end.ports, links);
  return even && links >= end.least ? links : 0;
}

/// Why a part cannot be used at an end.
enum class Misfit : std::uint8_t { none, form, rate, power };

/// True when a module of this part serves the links of one cage. Fibres side by side may stay
/// dark: a faster part of such a family does, where its lanes make whole links.
[[nodiscard]] constexpr bool serves(const OpticPart& part, std::int64_t per_cage, Bandwidth link,
                                    Bandwidth cage_rate) {
  using Family = catalog::OpticFamily;
  if (part.splits < per_cage) return false;
  if (part.rate == per_cage * link) return true;
  const bool parallel = part.family == Family::sr || part.family == Family::dr;
  if (!parallel || !part.lane || part.rate < per_cage * link) return false;
  if (cage_rate > Bandwidth{} && cage_rate < part.rate) return false;
  const double lanes = ratio(link, *part.lane);
  return lanes >= 1.0 && lanes == static_cast<double>(static_cast<std::int64_t>(lanes));
}

/// True when a cage cools so hot a part; as many of them as there are special cages for.
[[nodiscard]] constexpr bool cools(const LinkEnd& end, Power power, std::int64_t per_cage) {
  if (end.cage_power == Power{} || power <= end.cage_power) return true;
  const std::int64_t filled = divide_up(end.links, per_cage);
  return filled > 0 && filled <= end.hot_cages && power <= end.hot_power;
}

/// What keeps a module or an engine from one end of a link.
[[nodiscard]] constexpr Misfit misfit(const OpticPart& part, const LinkEnd& end, Bandwidth link) {
  const bool engine = part.form == catalog::OpticForm::cpo;
  const bool in_box = end.form == catalog::CageForm::co_packaged;
  if (engine != in_box) return Misfit::form;
  if (engine) return part.rate == link ? Misfit::none : Misfit::rate;
  if (end.form && !part.cages.takes(*end.form)) return Misfit::form;
  const std::int64_t per_cage = links_in_cage(part, end, link);
  if (per_cage == 0 || !serves(part, per_cage, link, end.cage_rate)) return Misfit::rate;
  return cools(end, part.power, per_cage) ? Misfit::none : Misfit::power;
}
/// What keeps a cable with its ends from one end of a link: its rate is that of its fat end.
[[nodiscard]] constexpr Misfit cable_misfit(const OpticPart& cable, const LinkEnd& end,
                                            Bandwidth link) {
  if (end.form == catalog::CageForm::co_packaged) return Misfit::form;
  if (end.form && !cable.cages.takes(*end.form)) return Misfit::form;
  const std::int64_t per_cage = links_in_cage(cable, end, link);
  if (per_cage == 0) return Misfit::rate;
  return cools(end, cable.power, per_cage) ? Misfit::none : Misfit::power;
}

/// So many ends of links in the cages of equal boxes.
struct EndLoad {
  std::int64_t links = 0;
  std::int64_t boxes = 1;     ///< over which they are spread evenly
  std::int64_t per_cage = 1;  ///< links of one cage
  std::int64_t beside = 0;    ///< links that fill the same cages already
};

inline constexpr Formula modules_card{
    "fabric.modules-at-end", "sum over boxes of ceil(links / links a cage)",
    "definition: links are spread evenly, and no module is shared between boxes"};

/// Modules, or fat ends of cables, that fill the cages of an end.
[[nodiscard]] constexpr std::int64_t modules_at(const EndLoad& end) {
  const auto cages = [&](std::int64_t links) {
    const std::int64_t boxes = end.boxes < 1 ? 1 : end.boxes;
    const std::int64_t each = detail::quotient(links, boxes);
    const std::int64_t more = links - each * boxes;
    return (boxes - more) * divide_up(each, end.per_cage) +
           (more > 0 ? more * divide_up(each + 1, end.per_cage) : 0);
  };
  return cages(end.links + end.beside) - (end.beside > 0 ? cages(end.beside) : 0);
}
static_assert(modules_at({.links = 10}) == 10 && modules_at({.links = 10, .per_cage = 2}) == 5);
static_assert(modules_at({.links = 10, .boxes = 2, .per_cage = 2}) == 6);
static_assert(modules_at({.links = 21, .per_cage = 2, .beside = 43}) == 10);

}  // namespace weft::fabric
