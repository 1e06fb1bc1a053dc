// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/formula.hpp"
#include "weft/base/per_period.hpp"
#include "weft/units/growth.hpp"
#include "weft/units/system.hpp"

#include <stdexcept>

// Two values of one asset stand side by side: the book's, which makes the profit and loss, and the
// market's, which makes residuals, stranded cost and the time of a refresh.

namespace weft::economics {

inline constexpr Formula straight_line_card{"economics.straight-line", "(C - S) / L",
                                            "Excel SLN (gnumeric samples/excel/finfuns.xls)"};

/// Straight-line depreciation a time.
/// \param cost  C.   \param salvage  S, left at the end.   \param life  L > 0.
/// \throws std::domain_error if life is not positive.
[[nodiscard]] constexpr MoneyRate straight_line(Money cost, Money salvage, Time life) {
  if (!(life > Time{})) throw std::domain_error("straight_line: life must be positive");
  return (cost - salvage) / life;
}
static_assert(straight_line(10.0 * dollar, 2.0 * dollar, 4.0 * second) == 2.0 * dollar / second);

inline constexpr Formula book_value_card{"economics.book-value", "C - (C - S) min(1, age / L)",
                                         "definition; straight line"};

/// What the books still show at an age. Before the asset stands (negative age) it is its cost.
[[nodiscard]] constexpr Money book_value(Money cost, Money salvage, Time life, Time age) {
  const MoneyRate charge = straight_line(cost, salvage, life);
  if (!(age > Time{})) return cost;
  if (!(age < life)) return salvage;
  return cost - charge * age;
}
static_assert(book_value(10.0 * dollar, 2.0 * dollar, 4.0 * second, second) == 8.0 * dollar);
static_assert(book_value(10.0 * dollar, 2.0 * dollar, 4.0 * second, 9.0 * second) == 2.0 * dollar);

inline constexpr Formula market_value_card{
    "economics.market-value", "C (1 - d)^age",
    "Epoch AI training-cost-trends (price per performance falls by a constant share a year)"};

/// Market value by age: residual, stranded value, and what a refresh gets back.
/// \param decay  d, share of its value that the asset loses each period: "28 %/yr" is {0.28, year}.
/// \throws std::domain_error unless d is below 1.
[[nodiscard]] inline Money market_value(Money cost, PerPeriod decay, Time age) {
  if (!(decay.fraction < 1.0)) throw std::domain_error("market_value: decay must be below 100 %");
  if (!(age > Time{})) return cost;
  return factor({-decay.fraction, decay.period}, ratio(age, one_month)) * cost;
}

inline constexpr Formula impairment_card{"economics.impairment", "max(0, book - market)",
                                         "definition"};

/// What the books show more than the market pays.
[[nodiscard]] constexpr Money impairment(Money book, Money market) {
  return max(book - market, Money{});
}
static_assert(impairment(3.0 * dollar, 5.0 * dollar) == Money{});

}  // namespace weft::economics
