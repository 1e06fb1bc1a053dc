// SPDX-License-Identifier: Apache-2.0
// Tax depreciation of the United States (MACRS): the published table and the rule behind it.
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/formula.hpp"
#include "weft/economics/present_value.hpp"
#include "weft/units/system.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>

namespace weft::economics {

/// When in the first year the asset is taken to be placed in service.
enum class TaxConvention : std::uint8_t {
  half_year,
  first_quarter,
  second_quarter,
  third_quarter,
  fourth_quarter
};

/// Percent of the cost by year: Table A-1, property of 3 to 20 years, half-year convention. Its
/// last digits are rounded by turns, so that no rule gives each of them.
struct TaxTable {
  std::int64_t life = 0;
  std::size_t years = 0;
  std::array<double, 21> percent{};
};
inline constexpr std::array<TaxTable, 6> half_year_tables{
    {{3, 4, {33.33, 44.45, 14.81, 7.41}},
     {5, 6, {20.00, 32.00, 19.20, 11.52, 11.52, 5.76}},
     {7, 8, {14.29, 24.49, 17.49, 12.49, 8.93, 8.92, 8.93, 4.46}},
     {10, 11, {10.00, 18.00, 14.40, 11.52, 9.22, 7.37, 6.55, 6.55, 6.56, 6.55, 3.28}},
     {15,
      16,
      {5.00, 9.50, 8.55, 7.70, 6.93, 6.23, 5.90, 5.90, 5.91, 5.90, 5.91, 5.90, 5.91, 5.90, 5.91,
       2.95}},
     {20, 21, {3.750, 7.219, 6.677, 6.177, 5.713, 5.285, 4.888, 4.522, 4.462, 4.461, 4.462,
               4.461, 4.462, 4.461, 4.462, 4.461, 4.462, 4.461, 4.462, 4.461, 2.231}}}};

inline constexpr double percent_point = 0.01;

inline constexpr Formula macrs_card{
    "economics.macrs", "max(left f / L, left / (L - h - k + 2)); the first year h of it",
    "IRS Publication 946, Table A-1 (half-year) and the method of section 4"};

namespace detail {

[[nodiscard]] constexpr double first_year_share(TaxConvention convention) {
  constexpr double half = 0.5;
  constexpr double middle_of_quarter = 0.125;
  constexpr double quarter = 0.25;
  if (convention == TaxConvention::half_year) return half;
  const auto number = static_cast<double>(convention);  // 1 is the first quarter
  return 1.0 - quarter * (number - 1.0) - middle_of_quarter;
}
static_assert(first_year_share(TaxConvention::fourth_quarter) == 0.125);

/// 200 % declining balance up to ten years, 150 % beyond.
[[nodiscard]] constexpr double declining_factor(std::int64_t life) {
  constexpr std::int64_t longest_of_double = 10;
  constexpr double slower = 1.5;
  return life > longest_of_double ? slower : 2.0;
}

}  // namespace detail

/// Share of the cost that the rule deducts in a year; 0 after the last.
/// \param life  L, recovery period in years, >= 1.   \param year  k, from 1.
/// \throws std::domain_error for another life or year.
[[nodiscard]] constexpr double macrs_rule(std::int64_t life, TaxConvention convention,
                                          std::int64_t year) {
  if (life < 1 || year < 1) throw std::domain_error("macrs_rule: life and year start at 1");
  const double first = detail::first_year_share(convention);
  const double share = detail::declining_factor(life) / static_cast<double>(life);
  double left = 1.0;
  double charge = std::min(share, 1.0) * first;
  for (std::int64_t k = 2; k <= year; ++k) {
    left -= charge;
    const double remaining = static_cast<double>(life) - first - static_cast<double>(k - 2);
    if (remaining <= 0.0) return 0.0;
    charge = std::min(std::max(share, 1.0 / remaining), 1.0) * left;
  }
  return charge;
}

/// Share of the cost that may be deducted in a year: by the table where there is one for the life
/// and convention, else by the rule.
/// \throws as macrs_rule().
[[nodiscard]] constexpr double macrs_share(std::int64_t life, TaxConvention convention,
                                           std::int64_t year) {
  for (const TaxTable& each : half_year_tables) {
    if (each.life != life || convention != TaxConvention::half_year || year < 1) continue;
    const auto at = static_cast<std::size_t>(year - 1);
    return at < each.years ? percent_point * each.percent[at] : 0.0;
  }
  return macrs_rule(life, convention, year);
}

/// Servers, switches and their parts (asset class 00.12 of Rev. Proc. 87-56).
inline constexpr std::int64_t computer_property_years = 5;

inline constexpr Formula tax_deduction_card{
    "economics.tax-deduction", "C ((bonus) [year 1] + (1 - bonus) share_k)",
    "IRS Publication 946, chapters 2 to 4 (section 179 and special allowance, then MACRS)"};

/// What may be deducted in a year of an asset.
/// \param cost   C.   \param expensed  share deducted at once (section 179 and bonus), 0..1.
/// \throws std::domain_error for another share, or as macrs_rule().
[[nodiscard]] constexpr Money tax_deduction(Money cost, double expensed, std::int64_t life,
                                            TaxConvention convention, std::int64_t year) {
  if (!(expensed >= 0.0 && expensed <= 1.0)) {
    throw std::domain_error("tax_deduction: the share expensed lies in 0 to 1");
  }
  const double at_once = year == 1 ? expensed : 0.0;
  return (at_once + (1.0 - expensed) * macrs_share(life, convention, year)) * cost;
}

inline constexpr Formula tax_shield_card{"economics.tax-shield",
                                         "T sum over k = 1.. of D_k (1+r)^-k", "definition"};

/// Present value of the tax that deductions save.
/// \param deductions  D_k, one a year from the first.   \param tax  T, 0..1.
/// \param rate        r, effective.
[[nodiscard]] inline Money tax_shield(std::span<const Money> deductions, double tax,
                                      PerPeriod rate) {
  constexpr double months_of_a_year = 12.0;
  const double a_year = discount_factor(rate, months_of_a_year);
  Money sum{};
  for (std::size_t i = deductions.size(); i > 0; --i) sum = a_year * (deductions[i - 1] + sum);
  return tax * sum;
}

}  // namespace weft::economics
