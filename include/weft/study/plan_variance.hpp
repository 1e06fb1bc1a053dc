// SPDX-License-Identifier: Apache-2.0
// Why a month cost something else than was planned.
#pragma once

#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/units/system.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>

namespace weft::study {

/// What was paid in a month, and what for. Work is in any unit, the same on both sides.
struct MonthOfWork {
  Money paid{};
  double accelerators = 0.0;          ///< that stand and can be used
  std::optional<double> utilisation;  ///< busy share of them, above 0
  std::optional<double> work;         ///< what was asked for, above 0
};

/// Parts of actual less planned; positive is dearer. They add up to the whole.
struct PlanVariance {
  Money timing{};       ///< accelerators came earlier or later than planned
  Money volume{};       ///< more or less work
  Money utilisation{};  ///< less or more idle accelerators for the same work
  Money performance{};  ///< less or more work done by a busy accelerator
  Money price{};        ///< what an accelerator costs for a month

  [[nodiscard]] constexpr Money total() const {
    return timing + volume + utilisation + performance + price;
  }
  friend constexpr bool operator==(const PlanVariance&, const PlanVariance&) = default;
};

constexpr PlanVariance operator+(const PlanVariance& a, const PlanVariance& b) {
  return {a.timing + b.timing, a.volume + b.volume, a.utilisation + b.utilisation,
          a.performance + b.performance, a.price + b.price};
}

inline constexpr Formula plan_variance_card{
    "study.plan-variance",
    "C = p W / (F U): volume, performance and utilisation at the planned price, price at the "
    "actual quantity: (AQ - SQ) SP + (AP - SP) AQ",
    "OpenStax, Principles of Accounting 2: Managerial Accounting (2019), 8.2 and 8.3; idle time "
    "after efficiency: CIMA C01 Official Learning System, p. 149"};

namespace detail {

/// (after - before) of a quantity at a price.
constexpr Money at_price(Money price, double before, double after) {
  return (after - before) * price;
}

}  // namespace detail

/// Splits what a month cost beyond its plan. Planned and actual quantity are the accelerators; they
/// change from one to the other as work, performance (work of a busy accelerator) and utilisation
/// are taken over in this order: efficiency is judged by the time that was worked, and idle time by
/// the time that was paid, as in the labour variances of the textbooks. Where one side does not
/// know work or utilisation, it is held to be as on the other side. Money of a month in which only
/// one side has accelerators is a matter of timing, and where neither has, of price. \throws
/// std::domain_error where accelerators are below zero.
[[nodiscard]] constexpr PlanVariance month_variance(const MonthOfWork& planned,
                                                    const MonthOfWork& actual) {
  if (planned.accelerators < 0.0 || actual.accelerators < 0.0) {
    throw std::domain_error("month_variance: accelerators must not be below zero");
  }
  PlanVariance made;
  const bool stood = planned.accelerators > 0.0;
  const bool stands = actual.accelerators > 0.0;
  if (stood != stands) made.timing = actual.paid - planned.paid;
  if (!stood && !stands) made.price = actual.paid - planned.paid;
  if (!stood || !stands) return made;
  const auto factor = [](const std::optional<double>& of, const std::optional<double>& other) {
    return of && other && *of > 0.0 && *other > 0.0 ? *of / *other : 1.0;
  };
  const Money price = planned.paid / planned.accelerators;
  const double by_volume = planned.accelerators * factor(actual.work, planned.work);
  const double by_performance =
      actual.accelerators * factor(actual.utilisation, planned.utilisation);
  made.volume = detail::at_price(price, planned.accelerators, by_volume);
  made.performance = detail::at_price(price, by_volume, by_performance);
  made.utilisation = detail::at_price(price, by_performance, actual.accelerators);
  made.price = actual.accelerators * (actual.paid / actual.accelerators - price);
  return made;
}

static_assert(month_variance({100.0 * dollar, 10.0, 0.5, 20.0}, {100.0 * dollar, 10.0, 0.5, 20.0})
                  .total() == Money{});
static_assert(month_variance({100.0 * dollar, 10.0, {}, {}}, {150.0 * dollar, 10.0, {}, {}})
                  .price == 50.0 * dollar);

/// The same over months, once the plan is moved to where the actual months stand: what the move
/// alone makes is timing. Beyond its ends the moved plan has no accelerators and pays nothing.
/// \param planned  from the first month of the plan on.
/// \param actual   from month `first` of the plan on.
/// \param delay    months by which accelerators came later than planned; below zero: earlier.
/// \throws std::domain_error where an actual month lies outside the plan.
[[nodiscard]] constexpr PlanVariance plan_variance(std::span<const MonthOfWork> planned,
                                                   std::span<const MonthOfWork> actual,
                                                   std::size_t first, std::int64_t delay) {
  if (first + actual.size() > planned.size()) {
    throw std::domain_error("plan_variance: actual months lie outside the plan");
  }
  PlanVariance sum;
  for (std::size_t i = 0; i < actual.size(); ++i) {
    const auto at = static_cast<std::int64_t>(first + i) - delay;
    const bool inside = at >= 0 && at < static_cast<std::int64_t>(planned.size());
    const MonthOfWork moved = inside ? planned[static_cast<std::size_t>(at)] : MonthOfWork{};
    sum.timing = sum.timing + (moved.paid - planned[first + i].paid);
    sum = sum + month_variance(moved, actual[i]);
  }
  return sum;
}

/// Months between the first accelerators of two series; nothing where one has none, or where those
/// of the actual one stood before its first month.
/// \param first  month of the plan in which the actual series begins.
[[nodiscard]] constexpr std::optional<std::int64_t> months_late(
    std::span<const MonthOfWork> planned, std::span<const MonthOfWork> actual, std::size_t first) {
  const auto arrival = [](std::span<const MonthOfWork> of) -> std::optional<std::size_t> {
    for (std::size_t i = 0; i < of.size(); ++i) {
      if (of[i].accelerators > 0.0) return i;
    }
    return std::nullopt;
  };
  const auto was = arrival(planned);
  const auto is = arrival(actual);
  if (!was || !is || (*is == 0 && first > 0 && *was < first)) return std::nullopt;
  return static_cast<std::int64_t>(first + *is) - static_cast<std::int64_t>(*was);
}

}  // namespace weft::study

template <>
inline constexpr auto weft::fields<weft::study::PlanVariance> = std::array{
    row<&study::PlanVariance::timing>("timing", "accelerators came earlier or later").in("$"),
    row<&study::PlanVariance::volume>("volume", "more or less work").in("$"),
    row<&study::PlanVariance::utilisation>("utilisation", "idle accelerators").in("$"),
    row<&study::PlanVariance::performance>("performance", "work of a busy accelerator").in("$"),
    row<&study::PlanVariance::price>("price", "of an accelerator for a month").in("$"),
    row<&study::PlanVariance::total>("total", "actual less planned").in("$")};
