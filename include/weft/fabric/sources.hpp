// SPDX-License-Identifier: Apache-2.0
// How many makers could deliver the parts of a fabric, counted in the catalogue by stated rules.
#pragma once

#include "weft/base/formula.hpp"
#include "weft/catalog/market.hpp"
#include "weft/catalog/optic.hpp"
#include "weft/fabric/ports.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>

namespace weft::fabric {

/// What can be had for one box of a fabric, its own maker included.
struct Sources {
  std::int64_t switches = 1;  ///< makers of a drop-in box
  std::int64_t silicon = 1;   ///< makers of the silicon in these
  std::int64_t optics = 1;    ///< makers of the modules and cables that it accepts
  std::int64_t nos = 1;       ///< operating systems that run on it
  std::int64_t speakers = 1;  ///< makers of boxes that speak its protocol
  std::int64_t rivals = 0;    ///< makers of like boxes that run an open operating system
  std::optional<MoneyRate> rival_licence;  ///< of that system, one box
  bool open_nos = false;                   ///< its own operating system is open
  friend bool operator==(const Sources&, const Sources&) = default;
};

inline constexpr Formula sources_card{
    "fabric.sources", "distinct makers of shipping parts that drop in, one's own included",
    "definition: see docs/explanation/openness.md for the rules"};

/// A box of a fabric with what it must do there.
struct BoxInUse {
  std::string_view id;
  const catalog::Switch& record;
  std::string_view nos;              ///< the one that it runs; empty: any of those it can
  std::span<const Bandwidth> rates;  ///< of the links that end on it
};

namespace detail {

using Names = std::set<std::string_view>;
/// A record that names no maker is one of its own.
inline std::string_view maker_of(const catalog::About& about, std::string_view id) {
  return about.vendor.empty() ? id : std::string_view(about.vendor);
}
inline std::int64_t count_of(const Names& names) {
  return std::max<std::int64_t>(1, static_cast<std::int64_t>(names.size()));
}
inline bool runs(const catalog::Switch& box, std::string_view nos) {
  return std::find(box.nos.begin(), box.nos.end(), nos) != box.nos.end();
}

/// The rival is managed as the box is: it runs the same operating system, or one that both know.
inline bool is_managed_alike(const catalog::Switch& rival, const BoxInUse& box) {
  if (!box.nos.empty()) return runs(rival, box.nos);
  return box.record.nos.empty() ||
         std::any_of(box.record.nos.begin(), box.record.nos.end(),
                     [&](const std::string& each) { return runs(rival, each); });
}

/// At every rate in use and at those of the box itself the rival holds as many links.
inline bool holds_links_of(const SwitchBox& rival, const SwitchBox& box,
                           std::span<const Bandwidth> rates) {
  const auto as_many = [&](Bandwidth rate) {
    return rate <= Bandwidth{} ||
           spine_ports(rival, rate).value_or(0) >= spine_ports(box, rate).value_or(0);
  };
  return rival.cells == box.cells && as_many(box.any.rate) && as_many(box.second.rate) &&
         as_many(box.down.rate) && as_many(box.up.rate) &&
         std::all_of(rates.begin(), rates.end(), as_many);
}

inline Bandwidth fastest(const SwitchBox& box) {
  return max(max(box.any.rate, box.second.rate), max(box.down.rate, box.up.rate));
}

}  // namespace detail

/// A box takes the place of another: it can be ordered, speaks its protocol, holds as many links at
/// every rate in use, is managed alike, and is of its class: below twice its capacity.
[[nodiscard]] inline bool is_drop_in(const catalog::Switch& rival, const BoxInUse& box) {
  if (rival.about.status != catalog::Status::shipping) return false;
  if (rival.protocol != box.record.protocol || !detail::is_managed_alike(rival, box)) return false;
  const SwitchBox other = switch_box(rival);
  const SwitchBox own = switch_box(box.record);
  return other.capacity < 2.0 * own.capacity && detail::holds_links_of(other, own, box.rates);
}

/// A box that an open fabric of the same size could be made of: it can be ordered, speaks Ethernet,
/// has a port as fast as the fastest, and between half and twice the capacity.
[[nodiscard]] inline bool is_rival(const catalog::Switch& rival, const catalog::Switch& record) {
  if (rival.about.status != catalog::Status::shipping) return false;
  if (rival.protocol != catalog::Protocol::ethernet) return false;
  const SwitchBox other = switch_box(rival);
  const SwitchBox own = switch_box(record);
  return !(detail::fastest(other) < detail::fastest(own)) && other.capacity < 2.0 * own.capacity &&
         own.capacity < 2.0 * other.capacity;
}

/// A module or cable that the box takes: it fits the cage and carries the protocol at the rate of a
/// port, or of a cage with two. Where the form of the cages is not known, any fits.
[[nodiscard]] inline bool accepts(const catalog::Switch& box, const catalog::Optic& part) {
  const auto holds = [](const auto& list, auto one) {
    return list.empty() || std::find(list.begin(), list.end(), one) != list.end();
  };
  if (part.about.status != catalog::Status::shipping || part.qualified_only) return false;
  if (part.form == catalog::OpticForm::cpo || !holds(part.protocols, box.protocol)) return false;
  if (box.cages.form && !holds(part.cages, *box.cages.form)) return false;
  const SwitchBox ports = switch_box(box);
  const double pairs = ports.twin_port_cages() ? 2.0 : 1.0;
  return part.rate == ports.any.rate || part.rate == pairs * ports.any.rate;
}

namespace detail {

inline void add_silicon(const std::string& asic, const catalog::Market& market, Names& makers) {
  const catalog::Asic* record = market.asics.find(asic);
  if (record) makers.insert(maker_of(record->about, asic));
}

/// Makers of boxes for an open fabric, and the dearest open operating system of these.
inline void count_rivals(const catalog::Switch& box, const catalog::Market& market, Sources& made) {
  Names makers;
  for (const auto& [id, rival] : market.switches) {
    if (!is_rival(rival, box)) continue;
    for (const std::string& each : rival.nos) {
      const catalog::Nos* system = market.nos.find(each);
      if (!system || !system->open) continue;
      makers.insert(maker_of(rival.about, id));
      made.rival_licence =
          max(made.rival_licence.value_or(MoneyRate{}), system->licence.value_or(MoneyRate{}));
    }
  }
  made.rivals = static_cast<std::int64_t>(makers.size());
}

inline std::int64_t count_optics(const catalog::Switch& box, const Named<catalog::Optic>& optics) {
  Names makers;
  for (const auto& [id, part] : optics) {
    if (accepts(box, part)) makers.insert(part.makers.begin(), part.makers.end());
  }
  return count_of(makers);
}

}  // namespace detail

/// Counts what the catalogue offers for one box.
/// \param optics  all modules and cables.
[[nodiscard]] inline Sources sources(const BoxInUse& box, const catalog::Market& market,
                                     const Named<catalog::Optic>& optics) {
  detail::Names makers{detail::maker_of(box.record.about, box.id)};
  detail::Names silicon;
  detail::Names speakers = makers;
  detail::add_silicon(box.record.asic, market, silicon);
  for (const auto& [id, rival] : market.switches) {
    const std::string_view maker = detail::maker_of(rival.about, id);
    if (rival.protocol == box.record.protocol) speakers.insert(maker);
    if (!is_drop_in(rival, box)) continue;
    makers.insert(maker);
    detail::add_silicon(rival.asic, market, silicon);
  }
  Sources made;
  detail::count_rivals(box.record, market, made);
  made.switches = detail::count_of(makers);
  made.silicon = detail::count_of(silicon);
  made.speakers = detail::count_of(speakers);
  made.optics = detail::count_optics(box.record, optics);
  made.nos = std::max<std::int64_t>(1, static_cast<std::int64_t>(box.record.nos.size()));
  const catalog::Nos* own = market.nos.find(box.nos);
  made.open_nos = own && own->open;
  return made;
}

/// A fabric has no more sources than the tier with the fewest.
[[nodiscard]] inline Sources narrower(const Sources& one, const Sources& other) {
  Sources made = one;
  made.switches = std::min(one.switches, other.switches);
  made.silicon = std::min(one.silicon, other.silicon);
  made.optics = std::min(one.optics, other.optics);
  made.nos = std::min(one.nos, other.nos);
  made.speakers = std::min(one.speakers, other.speakers);
  made.rivals = std::min(one.rivals, other.rivals);
  return made;
}

}  // namespace weft::fabric
