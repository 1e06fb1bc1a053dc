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

constexpr int exponent_limit = 100000;

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

bool Reader::read_currency(Side& side, std::size_t& i) {
  const auto rest = side.text.substr(i);
  if (rest.starts_with('$')) {
    side.front = rest.substr(0, 1);
    for (++i; i < side.text.size() && is_space(side.text[i]);) ++i;
    return true;
  }
  if (rest.size() < 4 || !std::all_of(rest.begin(), rest.begin() + 3, is_upper)) return true;
  const char next = rest[3];
  if (!is_space(next) && !is_digit(next)) return true;
  const auto code = rest.substr(0, 3);
  const auto rate = currencies.find(code);
  if (rate == currencies.end() && code != "USD") {
    if (!wants_money()) return true;
    return fail("WF0215", "no exchange rate for " + std::string(code) + " is written",
                "add \"finance\": { \"exchange\": { \"" + std::string(code) +
                    "\": { \"is\": <dollars for one " + std::string(code) +
                    ">, \"as_of\": \"<date>\" } } }, or write dollars",
                side.at + i, side.at + i + 3);
  }
  side.front = code;
  side.rate = code == "USD" ? 1.0 : rate->second;
  for (i += 3; i < side.text.size() && is_space(side.text[i]);) ++i;
  return true;
}

bool Reader::read_digits(Side& side, std::size_t& i) {
  const auto text = side.text;
  const auto sign = [&] {
    if (i >= text.size() || (text[i] != '-' && text[i] != '+')) return;
    side.number.negative = text[i] == '-';
    ++i;
  };
  sign();
  const bool signed_already = i > 0;
  if (!read_currency(side, i)) return false;
  if (!signed_already) sign();
  const auto start = i;
  const auto digits = [&] {
    const auto from = i;
    while (i < text.size() && is_digit(text[i])) ++i;
    return i > from;
  };
  if (!digits()) return no_number(side, start);
  if (i < text.size() && text[i] == '.') {
    ++i;
    if (!digits()) {
      return fail(side, "WF0201", quoted(text) + " has no digit after its decimal point",
                  offer(std::string(text.substr(0, i)) + "0" + std::string(text.substr(i))));
    }
  }
  side.number.text = text.substr(start, i - start);
  if (i + 1 < text.size() && (text[i] == ',' || text[i] == '_' || text[i] == '\'') &&
      is_digit(text[i + 1])) {
    std::string plain(text);
    plain.erase(std::remove(plain.begin(), plain.end(), text[i]), plain.end());
    return fail("WF0221", quoted(text) + " has a separator between its digits",
                offer(plain) + "; the decimal point is a dot", side.at + i, side.at + i + 1);
  }
  if (i >= text.size() || (text[i] != 'e' && text[i] != 'E')) return true;
  auto next = i + 1;
  const bool down = next < text.size() && text[next] == '-';
  if (next < text.size() && (text[next] == '-' || text[next] == '+')) ++next;
  if (next >= text.size() || !is_digit(text[next])) return true;
  int exponent = 0;
  for (; next < text.size() && is_digit(text[next]); ++next) {
    exponent = std::min(exponent_limit, 10 * exponent + (text[next] - '0'));
  }
  side.number.exponent = down ? -exponent : exponent;
  i = next;
  return true;
}

/// k, M and B right after an amount of money.
bool Reader::read_multiplier(Side& side, std::size_t& i) {
  if (side.front.empty() || i >= side.text.size()) return true;
  const char c = side.text[i];
  const int shift = c == 'k' ? 3 : c == 'M' ? 6 : c == 'B' ? 9 : 0;
  if (shift == 0 || (i + 1 < side.text.size() && is_letter(side.text[i + 1]))) return true;
  side.number.exponent += shift;
  ++i;
  return true;
}

bool Reader::split(std::string_view text, std::size_t at, Side& side) {
  side.text = trimmed(text);
  side.at = at + static_cast<std::size_t>(side.text.data() - text.data());
  std::size_t i = 0;
  if (!read_digits(side, i) || !read_multiplier(side, i)) return false;
  side.tail = trimmed(side.text.substr(i));
  side.tail_at = side.at + static_cast<std::size_t>(side.tail.data() - side.text.data());
  side.bare = side.front.empty() && side.tail.empty();
  const bool dash = side.tail.starts_with('-') || side.tail.starts_with("\u2013");
  if (dash && side.tail.find_first_of("0123456789") != std::string_view::npos) {
    return fail(side, "WF0213", quoted(side.text) + " is not how a range is written",
                "a range has its unit at both ends: \"" + detail::join("10", shown()) + " to " +
                    detail::join("20", shown()) + "\"");
  }
  return true;
}

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
    return fail(side, "WF0212", quoted(typed) + " does not say per which period it compounds",
                offer(percent + " %/yr") + " or \"" + percent + " %/month\"");
  }
  return fail(side, "WF0203", quoted(typed) + " has no unit", offer(detail::join(typed, shown())));
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
    return fail(side, "WF0201", quoted(side.text) + " is not a ratio", offer("3:1"));
  }
  value = *top / *below;
  return std::isfinite(value) || too_large(side);
}

/// "$/kW/month" and "$/kWh" have the same dimension, and nobody means one by the other.
bool Reader::mistakes_energy(const Side& side) const {
  if (expect.dimension.dollar == 0 || expect.dimension.kilogram == 0) return false;
  return !expect.shown.empty() && names_energy(side.tail) != names_energy(expect.shown);
}

bool Reader::evaluate_unit(const Side& side, Reading& out, double& value) {
  const bool money = !side.front.empty();
  const auto parsed = detail::parse_unit(side.tail, words(money));
  if (const auto* problem = std::get_if<UnitFault>(&parsed)) return explain_unit(side, *problem);
  Unit unit = *std::get_if<Unit>(&parsed);
  if (money) ++unit.dimension.dollar;
  if (expect.shape == Shape::growth) {
    if (!unit.percent || !unit.period || money) {
      const bool share = unit.percent && unit.dimension == Dimension{} && !money;
      const std::string typed(share ? side.text : std::string_view("8 %"));
      return fail(side, "WF0212", quoted(side.text) + " is no rate that compounds",
                  offer(typed + "/yr") + " or \"" + typed + "/month\"");
    }
    out.period = *unit.period;
    unit.factor = {-2, 1.0, 1.0};
  } else if (expect.shape == Shape::ratio && unit.percent && unit.period) {
    return fail(side, "WF0212", quoted(side.text) + " is a rate per time, wanted a plain share",
                offer(std::string(side.number.text) + " %"));
  } else if (unit.dimension != expect.dimension) {
    return explain_dimension(side, unit);
  } else if (mistakes_energy(side)) {
    return fail(side, "WF0205",
                quoted(side.text) + " is a price of " +
                    (names_energy(side.tail) ? "energy" : "power for a time") +
                    ", wanted one like \"" + example() + "\"",
                "W is power, Wh is energy: check the figure and its unit");
  } else if (expect.shape == Shape::ratio && unit.counted && !is_label(side.tail)) {
    return wrong_label(side);
  }
  const auto read = convert(side.number, unit.factor.shift);
  if (!read) return too_large(side);
  value = *read;
  if (side.rate != 1.0) value *= side.rate;
  if (unit.factor.up != 1.0) value *= unit.factor.up;
  if (unit.factor.down != 1.0) value /= unit.factor.down;
  return std::isfinite(value) || too_large(side);
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
    const bool before = at > 0 && is_space(text[at - 1]);
    const bool after = at + 2 == text.size() || is_space(text[at + 2]);
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
    return reader.fail("WF0213", "the two ends of " + quoted(text) + " have different periods",
                       "write both per year or both per month", 0, size);
  }
  if (range.low > range.high) {
    return reader.fail("WF0214", "the range " + quoted(text) + " runs from high to low",
                       offer(std::string(high.text) + " to " + std::string(low.text)), 0, size);
  }
  out.value = median(range.low, range.high);
  if (reader.expect.shape == Shape::count) out.value = std::floor(out.value + 0.5);
  out.range = range;
  return true;
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
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool ends = i + 1 == text.size() || detail::is_space(text[i + 1]) || text[i + 1] == '/';
    if ((text[i] != 'b' && text[i] != 'B') || !ends || i == 0) continue;
    auto start = i;
    while (start > 0 && detail::is_letter(text[start - 1])) --start;
    const bool money = start > 0 && detail::is_digit(text[start - 1]) && text.find('$') < start;
    const auto word = detail::find_word(text.substr(start, i + 1 - start));
    if (!word || word->symbol->dimension.byte != 1 || money) continue;
    if (found) return std::nullopt;
    found = i;
  }
  if (!found) return std::nullopt;
  std::string swapped(text);
  swapped[*found] = swapped[*found] == 'b' ? 'B' : 'b';
  return swapped;
}

}  // namespace weft::io
