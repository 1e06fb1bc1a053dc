// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"
#include "weft/base/note.hpp"
#include "weft/base/per_period.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace weft::io {

/// What the field that is being read wants.
struct Expect {
  Shape shape = Shape::quantity;  ///< count, ratio, quantity or growth
  Dimension dimension{};
  std::string_view shown{};  ///< "Gb/s": offered in messages
  std::string_view label{};  ///< what a plain number counts: "8 GPU" is then legal
};

/// What a text said, in SI base units, bytes, dollars, tokens, flops.
struct Reading {
  /// The central value. Of a range it is the median: the geometric mean when both ends are above
  /// zero (P5..P95 of a lognormal), else the arithmetic mean (of a normal). Of a range of counts
  /// it is the nearest whole number.
  double value = 0.0;
  Period period = Period::year;   ///< of growth
  std::optional<Interval> range;  ///< "a to b"
};

/// Why a text is no such quantity. [begin, end) are offsets in the text.
struct TextFault {
  std::string code;
  std::string message;
  std::string hint;
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// Dollars for one unit of a currency, by ISO code: only currencies with a dated rate in the plan.
using Currencies = std::map<std::string, double, std::less<>>;

/// Reads "800 Gb/s", "$0.085 /kWh", "8 %/yr", "3:1", "$27k to $34k", "20 /s", "2x", "EUR 5M".
/// Exact: decimal prefixes move the decimal point of the text before the one conversion to double.
[[nodiscard]] std::variant<Reading, TextFault> read_quantity(std::string_view text,
                                                             const Expect& expect,
                                                             const Currencies& currencies = {});

/// The same for a number without quotes: only counts and ratios may stand without a unit.
[[nodiscard]] std::variant<Reading, TextFault> read_number(double number, const Expect& expect);

/// The text with bits for bytes (or bytes for bits), when it has just one such word: what a range
/// check offers for a value that is eight times too large. "800 GB/s" gives "800 Gb/s".
[[nodiscard]] std::optional<std::string> bit_byte_hint(std::string_view text);

/// The shortest text in unit `shown` (or the base unit when empty) that reads back to the same
/// bits, for any finite value. Where no text in hours, kWh and the like does, the base unit is
/// used. "%/yr" writes the fraction of a growth, "x" and ":1" a ratio.
[[nodiscard]] std::string write_quantity(double value, Dimension dimension,
                                         std::string_view shown = {});

/// For people: `digits` significant digits and the prefix that fits, e.g. "1.23 TB/s", "$4.56M".
/// Digits before the decimal point are never rounded away.
[[nodiscard]] std::string show_quantity(double value, Dimension dimension,
                                        std::string_view shown = {}, int digits = 4);

}  // namespace weft::io
