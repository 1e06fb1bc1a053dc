// SPDX-License-Identifier: Apache-2.0
// Private to weft::io: the words of units, their prefixes and what they mean.
#pragma once

#include "weft/base/dimension.hpp"

#include <optional>
#include <span>
#include <string_view>

namespace weft::io::detail {

inline constexpr double seconds_a_year = 365.25 * 86400.0;
inline constexpr double seconds_a_month = seconds_a_year / 12.0;

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

/// The whole table, in the order in which words are looked up.
[[nodiscard]] std::span<const Symbol> unit_symbols();
[[nodiscard]] std::span<const Prefix> unit_prefixes();

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

}  // namespace weft::io::detail
