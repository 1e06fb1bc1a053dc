// SPDX-License-Identifier: Apache-2.0
// What a refresh costs when there is a rival, and when there is none.
#pragma once

#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/units/math.hpp"
#include "weft/units/system.hpp"

#include <cstdint>
#include <span>
#include <stdexcept>

namespace weft::economics {

/// How bidders answer each other.
struct Competition {
  double per_extra_source = 0.0;   ///< change of the asked price by each further bidder: -6 %
  double incumbent_counter = 0.0;  ///< discount by which the incumbent answers a rival, 0..1

  friend constexpr bool operator==(const Competition&, const Competition&) = default;
};

/// What is paid at a refresh.
struct RefreshPrice {
  Money hardware{};
  Money switching{};  ///< nothing when the incumbent keeps the order
  bool switches = false;

  [[nodiscard]] constexpr Money total() const { return hardware + switching; }
  friend constexpr bool operator==(const RefreshPrice&, const RefreshPrice&) = default;
};

inline constexpr Formula refresh_price_card{
    "economics.refresh-price", "min(list (1 - c), list (1 + e)^(n-1) + K); list when n = 1",
    "Andover Intel 2025 (incumbents answer a white box's price with a discount); definition"};

/// The incumbent asks its list price, less its counter-discount once there is a rival; the best of
/// n bidders asks less by each further bidder, and changing to it costs K. At equal cost the
/// incumbent stays.
/// \param list     price without competition.   \param sources  n, real bidders, >= 1.
/// \param cost     K, of switching.
/// \throws std::domain_error for no bidder, a change below -100 % or a discount outside 0..1.
[[nodiscard]] inline RefreshPrice refresh_price(Money list, std::int64_t sources,
                                                const Competition& market, Money cost) {
  if (sources < 1) throw std::domain_error("refresh_price: there is at least one bidder");
  if (!(market.per_extra_source >= -1.0)) {
    throw std::domain_error("refresh_price: a bidder cannot take off more than the price");
  }
  if (!(market.incumbent_counter >= 0.0 && market.incumbent_counter <= 1.0)) {
    throw std::domain_error("refresh_price: the discount lies in 0 to 1");
  }
  if (sources == 1) return {.hardware = list};
  const RefreshPrice stays{.hardware = (1.0 - market.incumbent_counter) * list};
  const RefreshPrice leaves{
      .hardware = whole_power(1.0 + market.per_extra_source, sources - 1) * list,
      .switching = cost,
      .switches = true};
  return leaves.total() < stays.total() ? leaves : stays;
}

inline constexpr Formula concentration_card{"economics.concentration", "sum of share^2",
                                            "Herfindahl-Hirschman index"};

/// 1 for one source, 1/n for n equal ones; 0 without any.
/// \param amounts  bought from each, >= 0.   \throws std::domain_error for a negative one.
[[nodiscard]] constexpr double concentration(std::span<const double> amounts) {
  double sum = 0.0;
  double squares = 0.0;
  for (const double each : amounts) {
    if (!(each >= 0.0)) throw std::domain_error("concentration: an amount is not negative");
    sum += each;
    squares += each * each;
  }
  return sum > 0.0 ? squares / (sum * sum) : 0.0;
}

inline constexpr Formula all_sources_late_card{
    "economics.all-sources-late", "beta min p_i + (1 - beta) prod p_i",
    "common-cause (beta factor) form, Fleming 1975; definition"};

/// Chance that every source is late: with probability beta they share one cause, which the best of
/// them meets as seldom as it does; else they are independent.
/// \param late    p_i, each in 0..1; not empty.   \param common  beta, 0..1.
/// \throws std::domain_error outside these ranges.
[[nodiscard]] constexpr double all_sources_late(std::span<const double> late, double common) {
  if (late.empty()) throw std::domain_error("all_sources_late: there are no sources");
  if (!(common >= 0.0 && common <= 1.0)) {
    throw std::domain_error("all_sources_late: the common share lies in 0 to 1");
  }
  double together = 1.0;
  double least = 1.0;
  for (const double each : late) {
    if (!(each >= 0.0 && each <= 1.0)) {
      throw std::domain_error("all_sources_late: a chance lies in 0 to 1");
    }
    together *= each;
    least = each < least ? each : least;
  }
  return common * least + (1.0 - common) * together;
}

}  // namespace weft::economics

namespace weft {

template <>
inline constexpr auto fields<economics::Competition> = std::array{
    row<&economics::Competition::per_extra_source>("per_extra_source", "change by each bidder")
        .between(-1, 1),
    row<&economics::Competition::incumbent_counter>("incumbent_counter", "discount to a rival")
        .between(0, 1)};
static_assert(describes_all<economics::Competition>());
template <>
inline constexpr std::string_view type_name<economics::Competition> = "competition of bidders";

template <>
inline constexpr auto fields<economics::RefreshPrice> = std::array{
    row<&economics::RefreshPrice::hardware>("hardware", "what is paid for it").in("$"),
    row<&economics::RefreshPrice::switching>("switching", "of changing the supplier").in("$"),
    row<&economics::RefreshPrice::switches>("switches", "a rival has the order"),
    row<&economics::RefreshPrice::total>("total", "what the refresh costs")
        .in("$")
        .by(economics::refresh_price_card)};
static_assert(describes_all<economics::RefreshPrice>());
template <>
inline constexpr std::string_view type_name<economics::RefreshPrice> = "refresh price";

}  // namespace weft
