// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/units/system.hpp"

namespace weft::application {

/// Tokens of a call, a task or a month. `input` is what has to be computed; the part of a prompt
/// that the prefix cache holds stands apart and is not in it.
struct TokenUse {
  Tokens input{};
  Tokens cached_input{};
  Tokens output{};

  [[nodiscard]] constexpr Tokens total() const { return input + cached_input + output; }
  friend constexpr bool operator==(const TokenUse&, const TokenUse&) = default;
};

[[nodiscard]] constexpr TokenUse operator+(const TokenUse& a, const TokenUse& b) {
  return {a.input + b.input, a.cached_input + b.cached_input, a.output + b.output};
}
[[nodiscard]] constexpr TokenUse operator*(double times, const TokenUse& each) {
  return {times * each.input, times * each.cached_input, times * each.output};
}

/// Money a token of each kind: a price list, or the unit costs of a serving workload.
struct TokenPrices {
  MoneyPerToken input{};
  MoneyPerToken cached_input{};
  MoneyPerToken output{};

  friend constexpr bool operator==(const TokenPrices&, const TokenPrices&) = default;
};

/// What tokens cost at given prices.
struct TokenCharge {
  Money input{};
  Money cached_input{};
  Money output{};

  [[nodiscard]] constexpr Money total() const { return input + cached_input + output; }
  friend constexpr bool operator==(const TokenCharge&, const TokenCharge&) = default;
};

inline constexpr Formula token_charge_card{
    "application.token-charge", "n_in p_in + n_cached p_cached + n_out p_out",
    "deepseek-ai/open-infra-index day 6 (theoretical daily revenue); definition"};

/// Tokens times prices, kind by kind.
/// \param use     tokens n of each kind.
/// \param prices  money a token p of each kind.
[[nodiscard]] constexpr TokenCharge token_charge(const TokenUse& use, const TokenPrices& prices) {
  return {.input = use.input * prices.input,
          .cached_input = use.cached_input * prices.cached_input,
          .output = use.output * prices.output};
}
static_assert(token_charge({2.0 * token, 3.0 * token, 4.0 * token},
                           {dollar / token, dollar / token, dollar / token})
                  .total() == 9.0 * dollar);

/// Divides a prompt into what must be computed and what the prefix cache holds.
/// \param prompt  all input tokens.   \param hit  cached share, 0..1.
[[nodiscard]] constexpr TokenUse split_by_cache(Tokens prompt, double hit, Tokens output) {
  const Tokens cached = hit * prompt;
  return {.input = prompt - cached, .cached_input = cached, .output = output};
}
static_assert(split_by_cache(8.0 * token, 0.25, token).cached_input == 2.0 * token);

}  // namespace weft::application

namespace weft {

template <>
inline constexpr auto fields<application::TokenUse> = std::array{
    row<&application::TokenUse::input>("input", "prompt tokens that have to be computed").in("tok"),
    row<&application::TokenUse::cached_input>("cached_input", "prompt tokens from the prefix cache")
        .in("tok"),
    row<&application::TokenUse::output>("output", "tokens generated").in("tok"),
    row<&application::TokenUse::total>("total", "all three").in("tok")};
static_assert(describes_all<application::TokenUse>());
template <>
inline constexpr std::string_view type_name<application::TokenUse> = "token use";

template <>
inline constexpr auto fields<application::TokenPrices> = std::array{
    row<&application::TokenPrices::input>("input", "a computed prompt token").in("$/Mtok"),
    row<&application::TokenPrices::cached_input>("cached_input", "a prompt token from the cache")
        .in("$/Mtok"),
    row<&application::TokenPrices::output>("output", "a generated token").in("$/Mtok")};
static_assert(describes_all<application::TokenPrices>());
template <>
inline constexpr std::string_view type_name<application::TokenPrices> = "token prices";

template <>
inline constexpr auto fields<application::TokenCharge> = std::array{
    row<&application::TokenCharge::input>("input", "for computed prompt tokens").in("$"),
    row<&application::TokenCharge::cached_input>("cached_input", "for prompt tokens from the cache")
        .in("$"),
    row<&application::TokenCharge::output>("output", "for generated tokens").in("$"),
    row<&application::TokenCharge::total>("total", "all three")
        .in("$")
        .by(application::token_charge_card)};
static_assert(describes_all<application::TokenCharge>());
template <>
inline constexpr std::string_view type_name<application::TokenCharge> = "token charge";

}  // namespace weft
