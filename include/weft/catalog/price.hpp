// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/named.hpp"
#include "weft/catalog/record.hpp"
#include "weft/units/system.hpp"

#include <array>
#include <optional>
#include <string>

namespace weft::catalog {

/// One dated observation of a price or of a figure of the market. Values are kept as texts with
/// their units: dimensions differ from row to row. Inputs to a price book, never read by a formula.
struct PriceFact {
  About about;
  std::string category;  ///< "api_tokens", "gpu_rental", "switch"
  std::string item;
  std::string value;    ///< "$1.70 /h", or a range "$27k to $34k"
  std::string typical;  ///< where a range has one
  std::string unit;     ///< what the value is counted in, as noted: "USD/GPU-h"
  std::string input;    ///< of token prices
  std::string cached_input;
  std::string output;
  std::string commit_1y;  ///< with a commitment of one year
  std::string commit_3y;
  std::string date;
  std::string from_date;
  std::string to_date;
  friend bool operator==(const PriceFact&, const PriceFact&) = default;
};

/// What a price book says of one part.
struct BookPrice {
  std::optional<Money> price;
  std::optional<MoneyRate> licence;
  friend bool operator==(const BookPrice&, const BookPrice&) = default;
};

/// A set of part prices that a plan can name in `uses.prices`. Later books win, part by part.
struct PriceBook {
  About about;
  Named<BookPrice> accelerators, nodes, switches, nics, optics, nos;
  friend bool operator==(const PriceBook&, const PriceBook&) = default;
};

}  // namespace weft::catalog

namespace weft {

template <>
inline constexpr std::string_view type_name<catalog::PriceFact> = "price";
template <>
inline constexpr auto fields<catalog::PriceFact> = std::array{
    row<&catalog::PriceFact::about>("record", "who made it, where its figures are from"),
    row<&catalog::PriceFact::category>("category", "kind of price: api_tokens, gpu_rental, switch")
        .only_label(),
    row<&catalog::PriceFact::item>("item", "what was priced").only_label(),
    row<&catalog::PriceFact::value>("value", "one value or a range, with its unit").only_label(),
    row<&catalog::PriceFact::typical>("typical", "where the value is a range").only_label(),
    row<&catalog::PriceFact::unit>("unit", "what the value is counted in, as noted").only_label(),
    row<&catalog::PriceFact::input>("input", "of token prices").only_label(),
    row<&catalog::PriceFact::cached_input>("cached_input", "of token prices").only_label(),
    row<&catalog::PriceFact::output>("output", "of token prices").only_label(),
    row<&catalog::PriceFact::commit_1y>("commit_1y", "rental with a commitment of one year")
        .only_label(),
    row<&catalog::PriceFact::commit_3y>("commit_3y", "rental with a commitment of three years")
        .only_label(),
    row<&catalog::PriceFact::date>("date", "of the observation").only_label(),
    row<&catalog::PriceFact::from_date>("from_date", "valid from").only_label(),
    row<&catalog::PriceFact::to_date>("to_date", "valid to").only_label()};
static_assert(describes_all<catalog::PriceFact>());

template <>
inline constexpr std::string_view type_name<catalog::BookPrice> = "book_price";
template <>
inline constexpr auto fields<catalog::BookPrice> = std::array{
    row<&catalog::BookPrice::price>("price", "of one").in("$").at_least(0).bare().redactable(),
    row<&catalog::BookPrice::licence>("licence", "of an operating system, one switch")
        .in("$/yr")
        .at_least(0)
        .redactable()};
static_assert(describes_all<catalog::BookPrice>());

template <>
inline constexpr std::string_view type_name<catalog::PriceBook> = "price_book";
template <>
inline constexpr auto fields<catalog::PriceBook> = std::array{
    row<&catalog::PriceBook::about>("record", "who made it, where its figures are from"),
    row<&catalog::PriceBook::accelerators>("accelerators", "one package or card")
        .keyed_by("accelerator"),
    row<&catalog::PriceBook::nodes>("nodes", "one orderable unit").keyed_by("node"),
    row<&catalog::PriceBook::switches>("switches", "one box, without modules").keyed_by("switch"),
    row<&catalog::PriceBook::nics>("nics", "one card").keyed_by("nic"),
    row<&catalog::PriceBook::optics>("optics", "one module, or one cable with its ends")
        .keyed_by("optic"),
    row<&catalog::PriceBook::nos>("nos", "one switch").keyed_by("nos")};
static_assert(describes_all<catalog::PriceBook>());

}  // namespace weft
