// SPDX-License-Identifier: Apache-2.0
#include "weft/io/quantity_text.hpp"

#include "quantity_reader.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>
#include <utility>

namespace weft::io {
namespace detail {
namespace {

/// 10^shift * number: the nearest double, or nothing when it is too large or too small.
std::optional<double> convert(const Number& number, int shift) {
  double value = 0.0;
  std::from_chars_result done{};
  const int exponent = number.exponent + shift;
  if (exponent == 0) {
    done = std::from_chars(number.text.data(), number.text.data() + number.text.size(), value);
  } else {
    std::string moved(number.text);
    moved += 'e';
    moved += std::to_string(exponent);
    done = std::from_chars(moved.data(), moved.data() + moved.size(), value);
  }
  if (done.ec != std::errc{} && number.text.find_first_of("123456789") != std::string_view::npos) {
    return std::nullopt;
  }
  return number.negative ? -value : value;
}

}  // namespace

bool Reader::evaluate_bare(const Side& side, double& value) {
  const auto read = convert(side.number, 0);
  if (!read) return too_large(side);
  value = *read;
  if (expect.shape == Shape::ratio || expect.dimension == Dimension{}) {
    if (expect.shape != Shape::growth) return true;
  }
  const std::string typed(side.text);
  if (expect.shape == Shape::growth) {
    // 0.02 is meant as a share: 2 %.
    const std::string percent =
        std::fabs(value) < 1.0 ? write_quantity(std::round(value * 1e6) / 1e4, {}) : typed;
    return fail(side, "WF0212", in_marks(typed) + " does not say per which period it compounds",
                offer(percent + " %/yr") + " or \"" + percent + " %/month\"");
  }
  return fail(side, "WF0203", in_marks(typed) + " has no unit",
              offer(detail::join(typed, shown())));
}

bool Reader::evaluate_count(const Side& side, double& value) {
  const auto read = convert(side.number, 0);
  if (!read) return too_large(side);
  value = *read;
  if (side.bare || (side.front.empty() && is_label(side.tail))) return whole_count(side, value);
  constexpr std::string_view multipliers = "kKMGTB";
  if (side.tail.size() == 1 && multipliers.find(side.tail.front()) != std::string_view::npos) {
    return fail(side, "WF0209", "k, M and B multiply only amounts of money",
                "write the count in full, such as 5000, or 5e9");
  }
  return wrong_label(side);
}

bool Reader::evaluate_ratio(const Side& side, double& value) {
  if (side.bare || side.tail == "x") return evaluate_bare(side, value);
  const auto top = convert(side.number, 0);
  const auto bottom_text = trimmed(side.tail.substr(1));
  Number bottom{bottom_text};
  const auto digits = bottom_text.find_first_not_of("0123456789.");
  const auto below =
      bottom_text.empty() || !is_digit(bottom_text.front()) || digits != std::string_view::npos
          ? std::nullopt
          : convert(bottom, 0);
  if (!top || !below || *below == 0.0 ||
      std::count(bottom_text.begin(), bottom_text.end(), '.') > 1) {
    return fail(side, "WF0201", in_marks(side.text) + " is not a ratio", offer("3:1"));
  }
  value = *top / *below;
  return std::isfinite(value) || too_large(side);
}

/// "$/kW/month" and "$/kWh" have the same dimension, and nobody means one by the other.
bool Reader::mistakes_energy(const Side& side) const {
  if (expect.dimension.dollar == 0 || expect.dimension.kilogram == 0) return false;
  return !expect.shown.empty() && names_energy(side.tail) != names_energy(expect.shown);
}

/// A rate that compounds is a share per year or per month.
bool Reader::read_period(const Side& side, const Unit& unit, Reading& out) {
  const bool money = !side.front.empty();
  if (unit.percent && unit.period && !money) {
    out.period = *unit.period;
    return true;
  }
  const bool share = unit.percent && unit.dimension == Dimension{} && !money;
  const std::string typed(share ? side.text : std::string_view("8 %"));
  return fail(side, "WF0212", in_marks(side.text) + " is no rate that compounds",
              offer(typed + "/yr") + " or \"" + typed + "/month\"");
}

bool Reader::check_unit(const Side& side, const Unit& unit) {
  const bool ratio = expect.shape == Shape::ratio;
  if (ratio && unit.percent && unit.period) {
    return fail(side, "WF0212", in_marks(side.text) + " is a rate per time, wanted a plain share",
                offer(std::string(side.number.text) + " %"));
  }
  if (unit.dimension != expect.dimension) return explain_dimension(side, unit);
  if (mistakes_energy(side)) {
    return fail(side, "WF0205",
                in_marks(side.text) + " is a price of " +
                    (names_energy(side.tail) ? "energy" : "power for a time") +
                    ", wanted one like \"" + example() + "\"",
                "W is power, Wh is energy: check the figure and its unit");
  }
  return !ratio || !unit.counted || is_label(side.tail) || wrong_label(side);
}

bool Reader::scale(const Side& side, const Factor& factor, double& value) {
  const auto read = convert(side.number, factor.shift);
  if (!read) return too_large(side);
  value = *read;
  if (side.rate != 1.0) value *= side.rate;
  if (factor.up != 1.0) value *= factor.up;
  if (factor.down != 1.0) value /= factor.down;
  return std::isfinite(value) || too_large(side);
}

bool Reader::evaluate_unit(const Side& side, Reading& out, double& value) {
  const bool money = !side.front.empty();
  const auto parsed = detail::parse_unit(side.tail, words(money));
  if (const auto* problem = std::get_if<UnitFault>(&parsed)) return explain_unit(side, *problem);
  Unit unit = *std::get_if<Unit>(&parsed);
  if (money) ++unit.dimension.dollar;
  if (expect.shape == Shape::growth) {
    if (!read_period(side, unit, out)) return false;
    unit.factor = {-2, 1.0, 1.0};
  } else if (!check_unit(side, unit)) {
    return false;
  }
  return scale(side, unit.factor, value);
}

bool Reader::evaluate(const Side& side, Reading& out, double& value) {
  if (expect.shape == Shape::count) return evaluate_count(side, value);
  if (side.bare) return evaluate_bare(side, value);
  const bool dimensionless = expect.shape != Shape::growth && expect.dimension == Dimension{};
  if (dimensionless && side.front.empty() && (side.tail == "x" || side.tail.starts_with(':'))) {
    return evaluate_ratio(side, value);
  }
  return evaluate_unit(side, out, value);
}

namespace {

/// Where " to " stands; npos when the text is no range.
std::size_t find_to(std::string_view text) {
  for (auto at = text.find("to"); at != std::string_view::npos; at = text.find("to", at + 1)) {
    const bool before = at > 0 && is_blank(text[at - 1]);
    const bool after = at + 2 == text.size() || is_blank(text[at + 2]);
    if (before && after) return at;
  }
  return std::string_view::npos;
}

double median(double low, double high) {
  if (low == high) return low;
  if (low <= 0.0) return 0.5 * low + 0.5 * high;
  const double square = low * high;
  const bool normal = std::isnormal(square);
  return std::clamp(normal ? std::sqrt(square) : std::sqrt(low) * std::sqrt(high), low, high);
}

bool read_range(Reader& reader, std::string_view text, std::size_t to, Reading& out) {
  Side low;
  Side high;
  if (!reader.split(text.substr(0, to), 0, low)) return false;
  if (trimmed(text.substr(to + 2)).empty()) {
    return reader.fail("WF0213", "the range has no upper end",
                       "a range has its unit at both ends: \"10 kW to 20 kW\"", to, to + 2);
  }
  if (!reader.split(text.substr(to + 2), to + 2, high)) return false;
  if (low.tail.empty() != high.tail.empty() || low.front.empty() != high.front.empty()) {
    return reader.explain_range(low, high);
  }
  Interval range;
  Reading upper;
  if (!reader.evaluate(low, out, range.low) || !reader.evaluate(high, upper, range.high)) {
    return false;
  }
  const auto size = text.size();
  if (out.period != upper.period) {
    return reader.fail("WF0213", "the two ends of " + in_marks(text) + " have different periods",
                       "write both per year or both per month", 0, size);
  }
  if (range.low > range.high) {
    return reader.fail("WF0214", "the range " + in_marks(text) + " runs from high to low",
                       offer(std::string(high.text) + " to " + std::string(low.text)), 0, size);
  }
  out.value = median(range.low, range.high);
  if (reader.expect.shape == Shape::count) out.value = std::floor(out.value + 0.5);
  out.range = range;
  return true;
}

/// Whether the letter at `i` is the b or B of a unit such as "Gb/s", and no billions of money.
bool ends_data_unit(std::string_view text, std::size_t i) {
  const bool last = i + 1 == text.size() || is_blank(text[i + 1]) || text[i + 1] == '/';
  if ((text[i] != 'b' && text[i] != 'B') || !last) return false;
  auto start = i;
  while (start > 0 && is_letter(text[start - 1])) --start;
  if (start > 0 && is_digit(text[start - 1]) && text.find('$') < start) return false;
  const auto word = find_word(text.substr(start, i + 1 - start));
  return word && word->symbol->dimension.byte == 1;
}

}  // namespace
}  // namespace detail

std::variant<Reading, TextFault> read_quantity(std::string_view text, const Expect& expect,
                                               const Currencies& currencies) {
  detail::Reader reader{text, expect, currencies, std::nullopt};
  Reading out;
  const auto to = detail::find_to(text);
  if (to != std::string_view::npos) {
    if (detail::read_range(reader, text, to, out)) return out;
    return *std::move(reader.fault);
  }
  detail::Side side;
  if (reader.split(text, 0, side) && reader.evaluate(side, out, out.value)) return out;
  return *std::move(reader.fault);
}

std::variant<Reading, TextFault> read_number(double number, const Expect& expect) {
  return read_quantity(write_quantity(number, {}), expect);
}

std::optional<std::string> bit_byte_hint(std::string_view text) {
  std::optional<std::size_t> found;
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (!detail::ends_data_unit(text, i)) continue;
    if (found) return std::nullopt;
    found = i;
  }
  if (!found) return std::nullopt;
  std::string swapped(text);
  swapped[*found] = swapped[*found] == 'b' ? 'B' : 'b';
  return swapped;
}

}  // namespace weft::io
