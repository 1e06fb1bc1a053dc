// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/base/per_period.hpp"
#include "weft/units/system.hpp"

#include <stdexcept>

namespace weft::economics {

/// People that operating takes: inputs of the plan, each with its basis.
struct StaffRatios {
  double base = 0.0;
  double per_fabric = 0.0;
  double per_nos_kind = 0.0;
  double per_1000_devices = 0.0;
  double automation = 1.0;  ///< of the effort by hand that is left; does not touch the base

  friend constexpr bool operator==(const StaffRatios&, const StaffRatios&) = default;
};

/// What has to be operated.
struct Estate {
  double fabrics = 0.0;
  double nos_kinds = 0.0;  ///< network operating systems to master
  double devices = 0.0;    ///< with a management address

  friend constexpr bool operator==(const Estate&, const Estate&) = default;
};

/// Full-time equivalents by what they are for.
struct Staff {
  double base = 0.0;
  double fabrics = 0.0;
  double nos_kinds = 0.0;
  double devices = 0.0;

  [[nodiscard]] constexpr double total() const { return base + fabrics + nos_kinds + devices; }
  friend constexpr bool operator==(const Staff&, const Staff&) = default;
};

inline constexpr Formula staff_card{"economics.staff",
                                    "base + a (fabrics f + NOS kinds k + devices d / 1000)",
                                    "definition: linear in each kind of burden"};

[[nodiscard]] constexpr Staff staff(const StaffRatios& ratios, const Estate& estate) {
  constexpr double thousand = 1000.0;
  return {.base = ratios.base,
          .fabrics = ratios.automation * ratios.per_fabric * estate.fabrics,
          .nos_kinds = ratios.automation * ratios.per_nos_kind * estate.nos_kinds,
          .devices = ratios.automation * ratios.per_1000_devices * estate.devices / thousand};
}
static_assert(staff({6.0, 1.0, 2.0, 4.0, 0.5}, {3.0, 2.0, 500.0}).total() == 10.5);

inline constexpr Formula staff_cost_card{"economics.staff-cost", "people x salary x time",
                                         "definition"};

/// \param people  full-time equivalents.   \param salary  of one, all-in.
[[nodiscard]] constexpr Money staff_cost(double people, MoneyRate salary, Time time) {
  return people * salary * time;
}

inline constexpr Formula next_fabric_cost_card{
    "economics.next-fabric-cost", "salary a (f + k [new NOS] + d / 1000)", "definition"};

/// What one more fabric adds in people, a time.
/// \param devices  that it brings.   \param new_nos  it runs an operating system of its own.
[[nodiscard]] constexpr MoneyRate next_fabric_cost(const StaffRatios& ratios, double devices,
                                                   bool new_nos, MoneyRate salary) {
  const Staff more = staff(ratios, {1.0, new_nos ? 1.0 : 0.0, devices});
  return (more.total() - more.base) * salary;
}

inline constexpr Formula support_cost_card{"economics.support-cost", "share x paid x time",
                                           "definition"};

/// A support contract: a share of what was paid for the things, a period. It does not compound.
/// \param share  "8 %/yr".
/// \throws std::domain_error if the share is negative.
[[nodiscard]] constexpr Money support_cost(Money paid, PerPeriod share, Time time) {
  if (!(share.fraction >= 0.0)) throw std::domain_error("support_cost: share must not be negative");
  const Time period = share.period == Period::year ? one_year : one_month;
  return share.fraction * ratio(time, period) * paid;
}
static_assert(support_cost(8.0 * dollar, {0.25, Period::year}, 2.0 * one_year) == 4.0 * dollar);

}  // namespace weft::economics

namespace weft {

template <>
inline constexpr auto fields<economics::StaffRatios> = std::array{
    row<&economics::StaffRatios::base>("base", "people of any site").at_least(0.0),
    row<&economics::StaffRatios::per_fabric>("per_fabric", "for each fabric").at_least(0.0),
    row<&economics::StaffRatios::per_nos_kind>("per_nos_kind", "for each operating system")
        .at_least(0.0),
    row<&economics::StaffRatios::per_1000_devices>("per_1000_devices", "for each 1000 devices")
        .at_least(0.0),
    row<&economics::StaffRatios::automation>("automation", "effort left of that by hand")
        .at_least(0.0)};
static_assert(describes_all<economics::StaffRatios>());
template <>
inline constexpr std::string_view type_name<economics::StaffRatios> = "staff ratios";

template <>
inline constexpr auto fields<economics::Estate> =
    std::array{row<&economics::Estate::fabrics>("fabrics", "fabrics that are operated"),
               row<&economics::Estate::nos_kinds>("nos_kinds", "operating systems to master"),
               row<&economics::Estate::devices>("devices", "things with a management address")};
static_assert(describes_all<economics::Estate>());
template <>
inline constexpr std::string_view type_name<economics::Estate> = "estate";

template <>
inline constexpr auto fields<economics::Staff> = std::array{
    row<&economics::Staff::base>("base", "people of any site"),
    row<&economics::Staff::fabrics>("fabrics", "for the number of fabrics"),
    row<&economics::Staff::nos_kinds>("nos_kinds", "for the kinds of operating system"),
    row<&economics::Staff::devices>("devices", "for the devices"),
    row<&economics::Staff::total>("total", "full-time equivalents").by(economics::staff_card)};
static_assert(describes_all<economics::Staff>());
template <>
inline constexpr std::string_view type_name<economics::Staff> = "staff";

}  // namespace weft
