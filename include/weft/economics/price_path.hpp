// SPDX-License-Identifier: Apache-2.0
// Prices that move after the signature, and what is overlooked when they are taken as standing
// still.
#pragma once

#include "weft/application/token_use.hpp"
#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/base/per_period.hpp"
#include "weft/units/growth.hpp"
#include "weft/units/system.hpp"

#include <cstdint>
#include <stdexcept>

namespace weft::economics {

inline constexpr Formula price_path_card{"economics.price-path", "max(floor, p_0 (1 + g)^m)",
                                         "definition: compounding change"};

/// A price some months after today.
/// \param today  p_0: of a token, an hour, a part.   \param change  g, above -100 %.
/// \param floor  it never falls below; nothing keeps it up without one.
template <class Price>
[[nodiscard]] Price price_at(Price today, PerPeriod change, double months, Price floor = {}) {
  return max(factor(change, months) * today, floor);
}

/// How the three prices of tokens move.
struct TokenPriceChange {
  PerPeriod input{}, cached_input{}, output{};

  friend constexpr bool operator==(const TokenPriceChange&, const TokenPriceChange&) = default;
};

[[nodiscard]] inline application::TokenPrices price_at(const application::TokenPrices& today,
                                                       const TokenPriceChange& change,
                                                       double months) {
  return {.input = price_at(today.input, change.input, months),
          .cached_input = price_at(today.cached_input, change.cached_input, months),
          .output = price_at(today.output, change.output, months)};
}

inline constexpr Formula mean_price_card{"economics.mean-price",
                                         "sum over m = 0 .. n-1 of (1 + g)^m / n", "definition"};

/// Mean of a moving price over equal sales of each month, against today's.
/// \param months  n >= 1.   \throws std::domain_error for less.
[[nodiscard]] inline double mean_price(PerPeriod change, std::int64_t months) {
  if (months < 1) throw std::domain_error("mean_price: there is at least one month");
  const double each = factor(change, 1.0);
  double now = 1.0;
  double sum = 0.0;
  for (std::int64_t m = 0; m < months; ++m) {
    sum += now;
    now *= each;
  }
  return sum / static_cast<double>(months);
}

inline constexpr Formula flat_price_overstatement_card{
    "economics.flat-price-overstatement", "n / sum over m = 0 .. n-1 of (1 + g)^m", "definition"};

/// How many times too large a revenue is when today's price is taken for all months.
/// \throws as mean_price().
[[nodiscard]] inline double flat_price_overstatement(PerPeriod change, std::int64_t months) {
  return 1.0 / mean_price(change, months);
}

}  // namespace weft::economics

namespace weft {

template <>
inline constexpr auto fields<economics::TokenPriceChange> = std::array{
    row<&economics::TokenPriceChange::input>("input", "a computed prompt token").in("%/yr"),
    row<&economics::TokenPriceChange::cached_input>("cached_input", "a prompt token from the cache")
        .in("%/yr"),
    row<&economics::TokenPriceChange::output>("output", "a generated token").in("%/yr")};
static_assert(describes_all<economics::TokenPriceChange>());
template <>
inline constexpr std::string_view type_name<economics::TokenPriceChange> = "token price change";

}  // namespace weft
