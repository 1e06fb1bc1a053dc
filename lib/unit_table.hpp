// SPDX-License-Identifier: Apache-2.0
// Private to weft::io: what a unit word means, and which word was probably meant.
#pragma once

#include "weft/base/dimension.hpp"
#include "weft/base/per_period.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace weft::io::detail {

/// A factor to SI base units that keeps its decimal part apart: 10^shift * up / down.
/// `up` and `down` are whole numbers, so an exact unit stays exact.
struct Factor {
  int shift = 0;
  double up = 1.0;
  double down = 1.0;
};

struct Symbol {
  std::string_view text;
  Factor factor;
  Dimension dimension;
  unsigned prefixes = 0;  ///< bits of PrefixKind
};

enum PrefixKind : unsigned { tiny = 1, thousand = 2, big = 4, huge = 8, binary = 16 };

struct Prefix {
  std::string_view text;
  int shift = 0;
  double up = 1.0;
  PrefixKind kind{};
};

/// A word such as "Gb", taken apart. The prefix is null when there is none.
struct Word {
  const Prefix* prefix = nullptr;
  const Symbol* symbol = nullptr;
};
[[nodiscard]] std::optional<Word> find_word(std::string_view word);

/// The prefix of `kinds` for 10^shift (decimal kinds only); null when there is none.
[[nodiscard]] const Prefix* find_prefix(unsigned kinds, int shift);
/// The largest binary prefix that is at most `size`; null below 1024.
[[nodiscard]] const Prefix* find_binary_prefix(double size);

/// A whole unit expression: "Gb/s", "/kW/month", "%/yr".
struct Unit {
  Factor factor;
  Dimension dimension{};
  bool percent = false;          ///< the only word above the line is "%"
  std::optional<Period> period;  ///< the only word below the line is "yr" or "month"
  bool counted = false;          ///< holds a word that only counts: "req", a label
};

/// Which words besides the table are legal in a unit.
struct Vocabulary {
  std::string_view label;  ///< "GPU": what the field counts
  std::string_view shown;  ///< "$/switch/yr": its unknown words only count
  bool money = false;      ///< the amount stands behind "$", so dollars multiply
  bool any = false;        ///< the text is a shown unit itself: "$" is a unit, unknown words count
};

enum class UnitProblem { unknown, unfinished, trailing, too_many, money_inside };
struct UnitFault {
  UnitProblem problem{};
  std::size_t begin = 0;
  std::size_t end = 0;
};
[[nodiscard]] std::variant<Unit, UnitFault> parse_unit(std::string_view text,
                                                       const Vocabulary& words);

/// The expression with the word at [begin, end) replaced by the unit that was probably meant:
/// the closest spelling, and among equals the one with the wanted dimension.
[[nodiscard]] std::optional<std::string> nearest_unit(std::string_view expression,
                                                      std::size_t begin, std::size_t end,
                                                      Dimension wanted, const Vocabulary& words);

/// "a power", "a data rate", "a price of tokens"; empty when the dimension has no name.
[[nodiscard]] std::string_view dimension_name(Dimension dimension);
/// A unit in which the dimension is written when no other is asked for: "W", "B/s", "$/tok".
[[nodiscard]] std::string base_unit(Dimension dimension);

/// Number and unit as one writes them: "$0.3 /Mtok", "12 us", "2x", "40 /s".
[[nodiscard]] std::string join(std::string_view number, std::string_view unit);

}  // namespace weft::io::detail
