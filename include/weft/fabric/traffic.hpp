// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/fabric/design.hpp"
#include "weft/fabric/role.hpp"
#include "weft/units/system.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <stdexcept>

namespace weft::fabric {

/// Bandwidth by flow, per direction: of one endpoint or of all of them, as the holder says.
struct Flows {
  Bandwidth tensor{}, context{}, pipeline{}, data{}, expert{}, kv_transfer{}, weights_load{},
      checkpoint{}, dataset{}, user{}, retrieval{}, east_west{}, north_south{}, management{};
  friend constexpr bool operator==(const Flows&, const Flows&) = default;

  [[nodiscard]] static constexpr Bandwidth Flows::*member(Flow flow) {
    constexpr std::array<Bandwidth Flows::*, flow_count> members{
        &Flows::tensor,      &Flows::context,     &Flows::pipeline,     &Flows::data,
        &Flows::expert,      &Flows::kv_transfer, &Flows::weights_load, &Flows::checkpoint,
        &Flows::dataset,     &Flows::user,        &Flows::retrieval,    &Flows::east_west,
        &Flows::north_south, &Flows::management};
    return members[static_cast<std::size_t>(flow)];
  }
  [[nodiscard]] constexpr Bandwidth& operator[](Flow flow) { return this->*member(flow); }
  [[nodiscard]] constexpr Bandwidth operator[](Flow flow) const { return this->*member(flow); }

  /// The same-time peak: every flow at its peak in the same moment.
  [[nodiscard]] constexpr Bandwidth total() const {
    Bandwidth sum{};
    for (std::size_t i = 0; i < flow_count; ++i) sum += (*this)[static_cast<Flow>(i)];
    return sum;
  }
};

inline constexpr Formula same_time_peak_card{"fabric.same-time-peak", "sum of the flows' peaks",
                                             "definition"};

/// Loads of logical fabrics on the same hardware add, flow by flow.
[[nodiscard]] constexpr Flows operator+(const Flows& a, const Flows& b) {
  Flows sum = a;
  for (std::size_t i = 0; i < flow_count; ++i) {
    sum[static_cast<Flow>(i)] += b[static_cast<Flow>(i)];
  }
  return sum;
}
static_assert((Flows{} + Flows{.user = byte / second}).total() == byte / second);

/// Load / rate of the fullest link of each tier.
struct LinkLoad {
  double access = 0.0;  ///< node to leaf
  double trunk = 0.0;   ///< leaf to spine
  friend constexpr bool operator==(const LinkLoad&, const LinkLoad&) = default;
  [[nodiscard]] constexpr double worst() const { return access < trunk ? trunk : access; }
};

/// What an endpoint asks of its links.
struct LinkDemand {
  Bandwidth peak{};        ///< same-time peak of one endpoint, one direction, all planes
  Bandwidth rate{};        ///< of its links, one direction, all planes
  double crossing = 1.0;   ///< share that leaves the leaf
  double balancing = 1.0;  ///< share of the rate that the busiest trunk gives
};

inline constexpr Formula link_load_card{"fabric.link-load", "access T/B; trunk x T r / (B e)",
                                        "definition"};

/// Taper makes trunks fuller than access links, and so does uneven balancing.
[[nodiscard]] constexpr LinkLoad link_load(const LinkDemand& ask, const Design& design) {
  const double access = ratio(ask.peak, ask.rate);
  if (design.lone_boxes()) return {.access = access};
  return {.access = access,
          .trunk = access * ask.crossing * design.oversubscription / ask.balancing};
}

inline constexpr Formula class_rate_card{"fabric.class-rate", "max(g B, B - T_others)",
                                         "definition: weighted fair queueing, work conserving"};

/// Rate that one class finds on shared hardware: what the others leave, never less than its
/// guarantee. \param guarantee  share g of the rate, 0..1.
[[nodiscard]] constexpr Bandwidth class_rate(Bandwidth rate, double guarantee, Bandwidth others) {
  return max(guarantee * rate, rate - others);
}

inline constexpr Formula margin_card{"requirement.margin", "(given - limit) / limit, good > 0",
                                     "definition"};

/// Margin of a floor or a ceiling; positive is good. \throws std::domain_error if limit is 0.
[[nodiscard]] constexpr double margin(double given, double limit, Better better) {
  if (limit == 0.0) throw std::domain_error("margin: the limit must not be zero");
  const double over = (given - limit) / limit;
  return better == Better::less ? -over : over;
}
static_assert(margin(110.0, 100.0, Better::more) > 0.0);
static_assert(margin(110.0, 100.0, Better::less) < 0.0);

}  // namespace weft::fabric

namespace weft {

template <>
inline constexpr std::string_view type_name<fabric::Flows> = "flows";
template <>
inline constexpr auto fields<fabric::Flows> = [] {
  constexpr auto& flow = words<fabric::Flow>;
  auto rows = std::array{
      row<&fabric::Flows::tensor>("", ""),       row<&fabric::Flows::context>("", ""),
      row<&fabric::Flows::pipeline>("", ""),     row<&fabric::Flows::data>("", ""),
      row<&fabric::Flows::expert>("", ""),       row<&fabric::Flows::kv_transfer>("", ""),
      row<&fabric::Flows::weights_load>("", ""), row<&fabric::Flows::checkpoint>("", ""),
      row<&fabric::Flows::dataset>("", ""),      row<&fabric::Flows::user>("", ""),
      row<&fabric::Flows::retrieval>("", ""),    row<&fabric::Flows::east_west>("", ""),
      row<&fabric::Flows::north_south>("", ""),  row<&fabric::Flows::management>("", "")};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    rows[i] = rows[i].in("Gb/s").at_least(0).metric(Over::worst);
    rows[i].name = flow[i].word;
    rows[i].doc = flow[i].doc;
  }
  return rows;
}();
static_assert(describes_all<fabric::Flows>());

template <>
inline constexpr std::string_view type_name<fabric::LinkLoad> = "link_load";
template <>
inline constexpr auto fields<fabric::LinkLoad> =
    std::array{row<&fabric::LinkLoad::access>("access", "node to leaf"),
               row<&fabric::LinkLoad::trunk>("trunk", "leaf to spine"),
               row<&fabric::LinkLoad::worst>("worst", "the fullest")};
static_assert(describes_all<fabric::LinkLoad>());

}  // namespace weft
