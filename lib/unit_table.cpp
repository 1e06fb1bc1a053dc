// SPDX-License-Identifier: Apache-2.0
#include "unit_table.hpp"

#include <array>

namespace weft::io::detail {
namespace {

constexpr Dimension length{.metre = 1};
constexpr Dimension mass{.kilogram = 1};
constexpr Dimension time{.second = 1};
constexpr Dimension frequency{.second = -1};
constexpr Dimension data{.byte = 1};
constexpr Dimension tokens{.token = 1};
constexpr Dimension operations{.flop = 1};
constexpr Dimension energy{.metre = 2, .kilogram = 1, .second = -2};
constexpr Dimension power{.metre = 2, .kilogram = 1, .second = -3};
constexpr Dimension pure{};

constexpr double minute_s = 60.0;
constexpr double hour_s = 3600.0;
constexpr double day_s = 86400.0;
constexpr double week_s = 7.0 * day_s;
constexpr double year_s = seconds_a_year;
constexpr double month_s = seconds_a_month;
static_assert(month_s == 2629800.0);

constexpr unsigned decimal = thousand | big;

constexpr std::array symbols{
    Symbol{"s", {}, time, tiny},
    Symbol{"b", {0, 1, 8}, data, decimal | binary},
    Symbol{"B", {}, data, decimal | binary},
    Symbol{"tok", {}, tokens, decimal},
    Symbol{"W", {}, power, tiny | decimal},
    Symbol{"%", {-2, 1, 1}, pure},
    Symbol{"flop", {}, operations, decimal | huge},
    Symbol{"FLOP", {}, operations, decimal | huge},
    Symbol{"op", {}, operations, decimal | huge},
    Symbol{"OP", {}, operations, decimal | huge},
    Symbol{"Wh", {0, hour_s, 1}, energy, decimal},
    Symbol{"J", {}, energy, tiny | decimal},
    Symbol{"m", {}, length, tiny | thousand},
    Symbol{"cm", {-2, 1, 1}, length},
    Symbol{"g", {-3, 1, 1}, mass, tiny | thousand},
    Symbol{"Hz", {}, frequency, decimal},
    Symbol{"bit", {0, 1, 8}, data, decimal | binary},
    Symbol{"bits", {0, 1, 8}, data},
    Symbol{"byte", {}, data},
    Symbol{"bytes", {}, data},
    Symbol{"token", {}, tokens},
    Symbol{"tokens", {}, tokens},
    Symbol{"min", {0, minute_s, 1}, time},
    Symbol{"h", {0, hour_s, 1}, time},
    Symbol{"day", {0, day_s, 1}, time},
    Symbol{"days", {0, day_s, 1}, time},
    Symbol{"week", {0, week_s, 1}, time},
    Symbol{"weeks", {0, week_s, 1}, time},
    Symbol{"month", {0, month_s, 1}, time},
    Symbol{"months", {0, month_s, 1}, time},
    Symbol{"yr", {0, year_s, 1}, time},
    Symbol{"year", {0, year_s, 1}, time},
    Symbol{"years", {0, year_s, 1}, time},
    Symbol{"second", {}, time},
    Symbol{"seconds", {}, time},
    Symbol{"minute", {0, minute_s, 1}, time},
    Symbol{"minutes", {0, minute_s, 1}, time},
    Symbol{"hour", {0, hour_s, 1}, time},
    Symbol{"hours", {0, hour_s, 1}, time},
    Symbol{"req", {}, pure},
    Symbol{"request", {}, pure},
    Symbol{"requests", {}, pure},
};

// "u" before the micro signs: the writer takes the first prefix that fits.
constexpr std::array prefixes{
    Prefix{"p", -12, 1, tiny},       Prefix{"n", -9, 1, tiny},
    Prefix{"u", -6, 1, tiny},        Prefix{"\u00b5", -6, 1, tiny},
    Prefix{"\u03bc", -6, 1, tiny},   Prefix{"m", -3, 1, tiny},
    Prefix{"k", 3, 1, thousand},     Prefix{"M", 6, 1, big},
    Prefix{"G", 9, 1, big},          Prefix{"T", 12, 1, big},
    Prefix{"P", 15, 1, big},         Prefix{"E", 18, 1, big},
    Prefix{"Z", 21, 1, huge},        Prefix{"Y", 24, 1, huge},
    Prefix{"Ki", 0, 0x1p10, binary}, Prefix{"Mi", 0, 0x1p20, binary},
    Prefix{"Gi", 0, 0x1p30, binary}, Prefix{"Ti", 0, 0x1p40, binary},
    Prefix{"Pi", 0, 0x1p50, binary}, Prefix{"Ei", 0, 0x1p60, binary},
};

}  // namespace

std::span<const Symbol> unit_symbols() { return symbols; }
std::span<const Prefix> unit_prefixes() { return prefixes; }

std::optional<Word> find_word(std::string_view word) {
  std::optional<Word> prefixed;
  for (const Symbol& each : symbols) {
    const auto size = each.text.size();
    if (word.size() < size || word.back() != each.text.back() || !word.ends_with(each.text))
      continue;
    if (word.size() == size) return Word{nullptr, &each};
    if (each.prefixes == 0 || prefixed) continue;
    const auto front = word.substr(0, word.size() - size);
    for (const Prefix& prefix : prefixes) {
      if ((each.prefixes & prefix.kind) != 0 && prefix.text == front) prefixed = {&prefix, &each};
    }
  }
  return prefixed;
}

const Prefix* find_prefix(unsigned kinds, int shift) {
  for (const Prefix& each : prefixes) {
    if (each.shift == shift && (each.kind & kinds & ~unsigned{binary}) != 0) return &each;
  }
  return nullptr;
}

const Prefix* find_binary_prefix(double size) {
  const Prefix* best = nullptr;
  for (const Prefix& each : prefixes) {
    if (each.kind == binary && each.up <= size) best = &each;
  }
  return best;
}

}  // namespace weft::io::detail
