// SPDX-License-Identifier: Apache-2.0
#include "quantity_reader.hpp"
#include "unit_table.hpp"
#include "weft/io/quantity_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace weft::io {
namespace {

using detail::Factor;
using detail::Unit;

/// Of "$/kWh" and of "$/kW/month"; the reader does not take one for the other.
constexpr Dimension energy_price{.metre = -2, .kilogram = -1, .second = 2, .dollar = 1};

/// Significant decimal digits without trailing zeros; `point` digits stand before the point.
struct Decimal {
  std::string digits;
  int point = 0;
  bool negative = false;
};

/// \param precision  significant digits; 0 takes as many as the double needs to be read back.
Decimal decimal(double value, int precision = 0) {
  std::array<char, 128> text{};
  const auto done =
      precision > 0 ? std::to_chars(text.begin(), text.end(), value, std::chars_format::scientific,
                                    precision - 1)
                    : std::to_chars(text.begin(), text.end(), value, std::chars_format::scientific);
  const std::string_view written(text.data(), static_cast<std::size_t>(done.ptr - text.data()));
  const auto e = written.find('e');
  int exponent = 0;
  const auto from = written.data() + e + (written[e + 1] == '+' ? 2 : 1);
  std::from_chars(from, done.ptr, exponent);
  Decimal made{.digits = {}, .point = exponent + 1, .negative = written.front() == '-'};
  for (const char c : written.substr(0, e)) {
    if (c >= '0' && c <= '9') made.digits += c;
  }
  while (made.digits.size() > 1 && made.digits.back() == '0') made.digits.pop_back();
  return made;
}

/// \param decimals  at least so many digits behind the point.
std::string layout(const Decimal& number, int decimals = 0) {
  constexpr int widest = 21;
  constexpr int smallest = -8;
  const auto size = static_cast<int>(number.digits.size());
  std::string text = number.negative ? "-" : "";
  if (number.digits == "0") return text + "0";
  if (number.point > widest || number.point < smallest) {
    text += number.digits.substr(0, 1);
    if (size > 1) text += "." + number.digits.substr(1);
    return text + "e" + std::to_string(number.point - 1);
  }
  const auto zeros = [](int count) {
    return std::string(static_cast<std::size_t>(std::max(count, 0)), '0');
  };
  std::string fraction;
  if (number.point <= 0) {
    text += "0";
    fraction = zeros(-number.point) + number.digits;
  } else {
    text += number.digits.substr(0, static_cast<std::size_t>(number.point));
    text += zeros(number.point - size);
    if (size > number.point)
      fraction = number.digits.substr(static_cast<std::size_t>(number.point));
  }
  fraction += zeros(decimals - static_cast<int>(fraction.size()));
  return fraction.empty() ? text : text + "." + fraction;
}

std::string not_finite(double value) {
  return std::isnan(value) ? "nan" : value < 0.0 ? "-inf" : "inf";
}

bool is_suffix(std::string_view shown) { return shown == "x" || shown == ":1"; }

/// The factor of a shown unit; nothing when it is no unit of that dimension.
std::optional<Factor> factor_of(std::string_view shown, Dimension dimension) {
  if (is_suffix(shown) && dimension == Dimension{}) return Factor{};
  const auto parsed =
      detail::parse_unit(shown, {.label = {}, .shown = {}, .money = false, .any = true});
  const auto* unit = std::get_if<Unit>(&parsed);
  if (unit == nullptr) return std::nullopt;
  if (unit->dimension == dimension) return unit->factor;
  if (unit->percent && unit->period && dimension == Dimension{}) return Factor{-2, 1.0, 1.0};
  return std::nullopt;
}

/// "$430k" rather than "$430000": the shortest of the four spellings.
std::string write_money(Decimal number, std::string_view unit) {
  std::string best;
  for (const char multiplier : {' ', 'k', 'M', 'B'}) {
    std::string text = layout(number);
    const bool exponent = text.find('e') != std::string::npos;
    if (multiplier != ' ' && !exponent) text += multiplier;
    if (best.empty() || (!exponent && text.size() <= best.size())) best = text;
    number.point -= 3;
  }
  return detail::join(best, unit);
}

std::string write_decimal(double amount, const Factor& factor, std::string_view unit) {
  Decimal number = decimal(amount);
  number.point -= factor.shift;
  return unit.starts_with('$') ? write_money(std::move(number), unit)
                               : detail::join(layout(number), unit);
}

bool reads_back(const std::string& text, double value, Dimension dimension,
                std::string_view shown) {
  const auto read = read_quantity(text, {Shape::quantity, dimension, shown, {}});
  const auto* got = std::get_if<Reading>(&read);
  return got != nullptr && got->value == value;
}

/// In a unit whose factor is not a power of ten the nearest text may miss by a bit.
std::optional<std::string> search(double value, Dimension dimension, const Factor& factor,
                                  std::string_view unit) {
  const double near = value * factor.down / factor.up;
  if (!std::isfinite(near)) return std::nullopt;
  constexpr double infinity = std::numeric_limits<double>::infinity();
  for (const double amount :
       {near, std::nextafter(near, infinity), std::nextafter(near, -infinity)}) {
    auto text = write_decimal(amount, factor, unit);
    if (reads_back(text, value, dimension, unit)) return text;
  }
  return std::nullopt;
}

std::string normal(std::string_view shown) {
  return shown.starts_with("USD") ? "$" + std::string(shown.substr(3)) : std::string(shown);
}

// What people see.

/// Rounded for people: never inside the digits before the point.
Decimal rounded(double value, int shift, int digits) {
  Decimal number = decimal(value, digits);
  const int whole = number.point - shift;
  constexpr int most = 17;
  if (whole > digits) number = decimal(value, std::min(whole, most));
  number.point -= shift;
  return number;
}

std::string natural_unit(double value, Dimension dimension) {
  constexpr double month = 2629800.0;
  const auto base = detail::base_unit(dimension);
  if (base == "J") return std::fabs(value) < 1e6 ? "J" : "kWh";
  if (base == "$/tok") return "$/Mtok";
  if (base == "tok/$") return "Mtok/$";
  if (base == "$/s") return std::fabs(value) * month < 1e5 ? "$/h" : "$/yr";
  if (dimension == energy_price) return "$/kWh";
  return base;
}

std::string show_money(double value, const Factor& factor, std::string_view unit, int digits) {
  Decimal number = rounded(value * factor.down / factor.up, factor.shift, digits);
  if (number.point > 4) {
    // Large amounts have a multiplier, so the digits asked for are enough.
    number = decimal(value * factor.down / factor.up, digits);
    number.point -= factor.shift;
    const int steps = std::min((number.point - 1) / 3, 3);
    number.point -= 3 * steps;
    constexpr std::string_view multipliers = " kMB";
    return detail::join(layout(number) + multipliers[static_cast<std::size_t>(steps)], unit);
  }
  const bool whole = static_cast<int>(number.digits.size()) <= number.point;
  return detail::join(layout(number, whole || number.point > 3 || digits < 3 ? 0 : 2), unit);
}

/// "5 days", "1 day".
std::string show_plain(double value, const Factor& factor, std::string_view shown, int digits) {
  const double amount = value * factor.down / factor.up;
  const std::string text = layout(rounded(amount, factor.shift, digits));
  std::string unit(shown);
  for (const std::string_view word : {"day", "week", "month", "year"}) {
    if (unit == std::string(word) + "s") unit = word;
    if (unit == word && text != "1") unit += 's';
  }
  if (unit == "x" || unit == ":1") return text + unit;
  return detail::join(text, unit);
}

std::optional<std::string> show_long_time(double value, int digits) {
  constexpr double minute = 60.0;
  constexpr double hour = 3600.0;
  constexpr double day = 86400.0;
  const double size = std::fabs(value);
  if (size < 2.0 * minute) return std::nullopt;
  if (size < 2.0 * hour) return show_plain(value, {0, minute, 1.0}, "min", digits);
  if (size < 2.0 * day) return show_plain(value, {0, hour, 1.0}, "h", digits);
  return show_plain(value, {0, day, 1.0}, "day", digits);
}

const detail::Prefix* fitting(unsigned kinds, int exponent) {
  int shift = exponent >= 0 ? exponent / 3 * 3 : -((2 - exponent) / 3) * 3;
  for (; shift > 0; shift -= 3) {
    if (const auto* found = detail::find_prefix(kinds, shift)) return found;
  }
  for (; shift < 0; shift += 3) {
    if (const auto* found = detail::find_prefix(kinds, shift)) return found;
  }
  return nullptr;
}

/// "0.4 GB/s" as "400 MB/s"; nothing when the unit does not begin with a word that takes prefixes.
std::optional<std::string> show_prefixed(double value, Dimension dimension, std::string_view shown,
                                         int digits) {
  const auto stop = std::min(shown.find_first_of(" /*"), shown.size());
  const auto word = detail::find_word(shown.substr(0, stop));
  if (!word || word->symbol->prefixes == 0 || value == 0.0) return std::nullopt;
  const std::string plain = std::string(word->symbol->text) + std::string(shown.substr(stop));
  if (plain == "s" && dimension == Dimension{.second = 1}) {
    if (auto text = show_long_time(value, digits)) return text;
  }
  const auto factor = factor_of(plain, dimension);
  if (!factor) return std::nullopt;
  const double amount = value * factor->down / factor->up;
  if (!std::isfinite(amount)) return std::nullopt;
  if (word->prefix != nullptr && word->prefix->kind == detail::binary) {
    const auto* prefix = detail::find_binary_prefix(std::fabs(amount));
    if (prefix == nullptr) return show_plain(amount, {}, plain, digits);
    return show_plain(amount, {0, prefix->up, 1.0}, std::string(prefix->text) + plain, digits);
  }
  Decimal number = decimal(amount, digits);
  number.point -= factor->shift;
  const int least = plain == "m" ? 0 : 1;
  if (word->prefix == nullptr && number.point >= least && number.point <= 4) {
    return show_plain(value, *factor, plain, digits);
  }
  const auto* prefix = fitting(word->symbol->prefixes, number.point - 1);
  if (prefix == nullptr) return show_plain(value, *factor, plain, digits);
  number.point -= prefix->shift;
  return detail::join(layout(number), std::string(prefix->text) + plain);
}

}  // namespace

std::string write_quantity(double value, Dimension dimension, std::string_view shown) {
  if (!std::isfinite(value)) return not_finite(value);
  const std::string unit = normal(shown);
  const auto factor = shown.empty() ? std::nullopt : factor_of(unit, dimension);
  if (factor && factor->up == 1.0 && factor->down == 1.0) {
    if (is_suffix(unit)) return layout(decimal(value)) + unit;
    return write_decimal(value, *factor, unit);
  }
  if (factor) {
    if (auto text = search(value, dimension, *factor, unit)) return *std::move(text);
  }
  const bool power_price =
      dimension == energy_price && !unit.empty() && !detail::names_energy(unit);
  return write_decimal(value, {}, power_price ? "$/W/s" : detail::base_unit(dimension));
}

std::string show_quantity(double value, Dimension dimension, std::string_view shown, int digits) {
  if (!std::isfinite(value)) return not_finite(value);
  constexpr int most = 17;
  digits = std::clamp(digits, 1, most);
  std::string unit = shown.empty() ? natural_unit(value, dimension) : normal(shown);
  auto factor = factor_of(unit, dimension);
  if (!factor) {
    unit = detail::base_unit(dimension);
    factor = Factor{};
  }
  if (unit.starts_with('$')) return show_money(value, *factor, unit, digits);
  if (auto text = show_prefixed(value, dimension, unit, digits)) return *std::move(text);
  return show_plain(value, *factor, unit, digits);
}

}  // namespace weft::io
