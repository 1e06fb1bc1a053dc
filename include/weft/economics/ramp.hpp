// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/units/system.hpp"

#include <cstddef>
#include <span>
#include <stdexcept>

// Dates are months from the start of the plan, as a double: the 15th is half a month.

namespace weft::economics {

/// How one part of a phase arrives: a cluster, a fabric, the site.
struct Delivery {
  double from = 0.0;   ///< month in which it must be usable
  Time order_ahead{};  ///< it is ordered so long before `from`
  Time lead_time{};    ///< from order to delivery
  Time install{};
  Time acceptance{};

  friend constexpr bool operator==(const Delivery&, const Delivery&) = default;
};

/// The dates that follow, in months.
struct Arrival {
  double ordered = 0.0;
  double delivered = 0.0;
  double installed = 0.0;
  double ready = 0.0;

  friend constexpr bool operator==(const Arrival&, const Arrival&) = default;
};

inline constexpr Formula arrival_card{
    "economics.arrival", "ready = from - order_ahead + lead_time + install + acceptance",
    "definition"};

[[nodiscard]] constexpr Arrival arrival(const Delivery& part) {
  Arrival at;
  at.ordered = part.from - ratio(part.order_ahead, one_month);
  at.delivered = at.ordered + ratio(part.lead_time, one_month);
  at.installed = at.delivered + ratio(part.install, one_month);
  // In one sum: what is ordered as early as it takes is ready on the day, without a rounding.
  at.ready = part.from +
             ratio(part.lead_time + part.install + part.acceptance - part.order_ahead, one_month);
  return at;
}
static_assert(arrival({.from = 7.0}).ready == 7.0, "nothing to wait for");
static_assert(arrival({.from = 7.0, .order_ahead = 2.0 * one_month, .lead_time = 3.0 * one_month})
                  .ready == 8.0);

inline constexpr Formula order_by_card{"economics.order-by",
                                       "needed - (lead_time + install + acceptance)", "definition"};

/// The last month in which to order so that the part is ready in month `needed`. For readiness in
/// nine cases of ten put in the P90 lead time.
[[nodiscard]] constexpr double order_by(double needed, const Delivery& part) {
  return needed - ratio(part.lead_time + part.install + part.acceptance, one_month);
}

inline constexpr Formula usable_card{"economics.usable", "max over parts of ready, at least from",
                                     "definition: a phase waits for its last part"};

/// The month in which a phase is usable: the latest of its parts. What is ready early waits for
/// `from`, the date the plan wants it.
[[nodiscard]] constexpr double usable(double from, std::span<const double> ready) {
  double latest = from;
  for (const double each : ready) latest = each > latest ? each : latest;
  return latest;
}

/// How long a date is behind the one wanted; never negative.
[[nodiscard]] constexpr Time lateness(double ready, double from) {
  return ready > from ? (ready - from) * one_month : Time{};
}
static_assert(lateness(3.0, 4.0) == Time{});

/// Capacity that is added by one phase, once it is usable.
struct Addition {
  double usable = 0.0;  ///< month
  double capacity = 0.0;

  friend constexpr bool operator==(const Addition&, const Addition&) = default;
};

/// Share of month m, the time from m to m + 1, that lies after a date.
[[nodiscard]] constexpr double share_of_month(double date, double month) {
  const double share = month + 1.0 - date;
  if (share <= 0.0) return 0.0;
  return share >= 1.0 ? 1.0 : share;
}
static_assert(share_of_month(2.25, 2.0) == 0.75);

inline constexpr Formula capacity_card{
    "economics.capacity", "c_m = sum of additions x share of month m in which they are usable",
    "definition"};

/// Mean capacity of each month.
/// \param additions  what each phase adds, not what then stands in all.
/// \param by_month   receives month 0, 1, ...
constexpr void capacity_by_month(std::span<const Addition> additions, std::span<double> by_month) {
  for (std::size_t m = 0; m < by_month.size(); ++m) {
    by_month[m] = 0.0;
    for (const Addition& each : additions) {
      by_month[m] += each.capacity * share_of_month(each.usable, static_cast<double>(m));
    }
  }
}

/// Demand against capacity over the months.
struct Shortfall {
  double asked = 0.0;
  double unmet = 0.0;
  double first = 0.0;  ///< month; meaningful when there is one
  bool happens = false;

  [[nodiscard]] constexpr double unmet_share() const { return asked > 0.0 ? unmet / asked : 0.0; }
  friend constexpr bool operator==(const Shortfall&, const Shortfall&) = default;
};

inline constexpr Formula shortfall_card{"economics.shortfall",
                                        "sum of max(0, d_m - c_m) / sum of d_m", "definition"};

/// \param demand, capacity  of each month, in the same unit.
/// \throws std::logic_error if the lengths differ.
[[nodiscard]] constexpr Shortfall shortfall(std::span<const double> demand,
                                            std::span<const double> capacity) {
  if (demand.size() != capacity.size()) throw std::logic_error("shortfall: same months in both");
  Shortfall found;
  for (std::size_t m = 0; m < demand.size(); ++m) {
    found.asked += demand[m];
    if (!(demand[m] > capacity[m])) continue;
    found.unmet += demand[m] - capacity[m];
    if (!found.happens) found.first = static_cast<double>(m);
    found.happens = true;
  }
  return found;
}

}  // namespace weft::economics

namespace weft {

template <>
inline constexpr auto fields<economics::Delivery> = std::array{
    row<&economics::Delivery::from>("from", "month in which it must be usable"),
    row<&economics::Delivery::order_ahead>("order_ahead", "order this long before").in("weeks"),
    row<&economics::Delivery::lead_time>("lead_time", "from order to delivery").in("weeks"),
    row<&economics::Delivery::install>("install", "racking and cabling").in("weeks"),
    row<&economics::Delivery::acceptance>("acceptance", "tests before use").in("weeks")};
static_assert(describes_all<economics::Delivery>());
template <>
inline constexpr std::string_view type_name<economics::Delivery> = "delivery";

template <>
inline constexpr auto fields<economics::Arrival> =
    std::array{row<&economics::Arrival::ordered>("ordered", "month"),
               row<&economics::Arrival::delivered>("delivered", "month"),
               row<&economics::Arrival::installed>("installed", "month"),
               row<&economics::Arrival::ready>("ready", "month").by(economics::arrival_card)};
static_assert(describes_all<economics::Arrival>());
template <>
inline constexpr std::string_view type_name<economics::Arrival> = "arrival";

template <>
inline constexpr auto fields<economics::Addition> =
    std::array{row<&economics::Addition::usable>("usable", "month"),
               row<&economics::Addition::capacity>("capacity", "what this phase adds")};
static_assert(describes_all<economics::Addition>());
template <>
inline constexpr std::string_view type_name<economics::Addition> = "addition";

template <>
inline constexpr auto fields<economics::Shortfall> =
    std::array{row<&economics::Shortfall::asked>("asked", "demand of all months"),
               row<&economics::Shortfall::unmet>("unmet", "of it, without capacity"),
               row<&economics::Shortfall::first>("first", "first month with unmet demand"),
               row<&economics::Shortfall::happens>("happens", "there is unmet demand"),
               row<&economics::Shortfall::unmet_share>("unmet_share", "unmet / asked")
                   .by(economics::shortfall_card)};
static_assert(describes_all<economics::Shortfall>());
template <>
inline constexpr std::string_view type_name<economics::Shortfall> = "shortfall";

}  // namespace weft
