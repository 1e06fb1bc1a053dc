// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/formula.hpp"
#include "weft/base/per_period.hpp"
#include "weft/units/growth.hpp"
#include "weft/units/system.hpp"

#include <cstddef>
#include <span>

namespace weft::economics {

inline constexpr Formula discount_factor_card{"economics.discount-factor", "(1 + r)^-m",
                                              "definition"};

/// What a dollar in `months` is worth today.
/// \param rate  r, effective: "10 %/yr" is 1.1 after twelve months, not 1 + 10 %/12 a month.
[[nodiscard]] inline double discount_factor(PerPeriod rate, double months) {
  return 1.0 / factor(rate, months);
}

namespace detail {

template <class Q>
[[nodiscard]] Q discounted_sum(std::span<const Q> flows, PerPeriod rate) {
  const double a_month = discount_factor(rate, 1.0);
  Q sum{};
  // Horner from the last month: one multiplication a month, in one fixed order.
  for (std::size_t i = flows.size(); i > 0; --i) sum = flows[i - 1] + a_month * sum;
  return sum;
}

}  // namespace detail

inline constexpr Formula net_present_value_card{
    "economics.net-present-value", "sum over i = 0.. of CF_i (1 + r)^-i",
    "pyxirr npv with start_from_zero, numpy-financial npv"};

/// Net present value, the first flow undiscounted: it stands at the start of the plan.
/// \param flows  CF_i, one a month from the start.   \param rate  r, effective.
[[nodiscard]] inline Money net_present_value(std::span<const Money> flows, PerPeriod rate) {
  return detail::discounted_sum(flows, rate);
}

inline constexpr Formula net_present_value_excel_card{
    "economics.net-present-value-excel", "sum over i = 1.. of CF_i (1 + r)^-i",
    "Excel NPV (gnumeric samples/excel/finfuns.xls)"};

/// The convention of spreadsheets: the first flow stands one month after the start, so that the
/// result is smaller by one month's discount. Never the one of `finance.npv`.
[[nodiscard]] inline Money net_present_value_excel(std::span<const Money> flows, PerPeriod rate) {
  return discount_factor(rate, 1.0) * net_present_value(flows, rate);
}

inline constexpr Formula present_value_card{"economics.present-value",
                                            "sum over i = 0.. of x_i (1 + r)^-i", "definition"};

/// Present value of money, or of tokens: what a levelised unit cost divides by.
[[nodiscard]] inline Money present_value(std::span<const Money> monthly, PerPeriod rate) {
  return detail::discounted_sum(monthly, rate);
}
[[nodiscard]] inline Tokens present_value(std::span<const Tokens> monthly, PerPeriod rate) {
  return detail::discounted_sum(monthly, rate);
}

}  // namespace weft::economics
