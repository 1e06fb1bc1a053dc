// SPDX-License-Identifier: Apache-2.0
// Takes the text of a quantity apart: sign, currency, digits, multiplier, unit.
#include "quantity_reader.hpp"

#include <algorithm>
#include <string>

namespace weft::io::detail {
namespace {

constexpr int exponent_limit = 100000;

bool skip_digits(std::string_view text, std::size_t& i) {
  const auto from = i;
  while (i < text.size() && is_digit(text[i])) ++i;
  return i > from;
}

bool is_sign(char c) { return c == '-' || c == '+'; }

void read_sign(Side& side, std::size_t& i) {
  if (i >= side.text.size() || !is_sign(side.text[i])) return;
  side.number.negative = side.text[i] == '-';
  ++i;
}

/// "e9" behind the digits; an "e" that no digit follows is left to the unit.
void read_exponent(Side& side, std::size_t& i) {
  const auto text = side.text;
  if (i >= text.size() || (text[i] != 'e' && text[i] != 'E')) return;
  auto next = i + 1;
  const bool down = next < text.size() && text[next] == '-';
  if (next < text.size() && is_sign(text[next])) ++next;
  const auto first = next;
  if (!skip_digits(text, next)) return;
  int exponent = 0;
  for (const char digit : text.substr(first, next - first)) {
    exponent = std::min(exponent_limit, 10 * exponent + (digit - '0'));
  }
  side.number.exponent = down ? -exponent : exponent;
  i = next;
}

}  // namespace

bool Reader::read_currency(Side& side, std::size_t& i) {
  const auto rest = side.text.substr(i);
  if (rest.starts_with('$')) {
    side.front = rest.substr(0, 1);
    for (++i; i < side.text.size() && is_blank(side.text[i]);) ++i;
    return true;
  }
  if (rest.size() < 4 || !std::all_of(rest.begin(), rest.begin() + 3, is_upper)) return true;
  const char next = rest[3];
  if (!is_blank(next) && !is_digit(next)) return true;
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
  for (i += 3; i < side.text.size() && is_blank(side.text[i]);) ++i;
  return true;
}

bool Reader::read_fraction(const Side& side, std::size_t& i) {
  const auto text = side.text;
  if (i >= text.size() || text[i] != '.') return true;
  ++i;
  if (skip_digits(text, i)) return true;
  return fail(side, "WF0201", in_marks(text) + " has no digit after its decimal point",
              offer(std::string(text.substr(0, i)) + "0" + std::string(text.substr(i))));
}

bool Reader::refuse_separator(const Side& side, std::size_t i) {
  const auto text = side.text;
  const bool separates = i + 1 < text.size() && is_digit(text[i + 1]) &&
                         std::string_view(",_'").find(text[i]) != std::string_view::npos;
  if (!separates) return true;
  std::string plain(text);
  plain.erase(std::remove(plain.begin(), plain.end(), text[i]), plain.end());
  return fail("WF0221", in_marks(text) + " has a separator between its digits",
              offer(plain) + "; the decimal point is a dot", side.at + i, side.at + i + 1);
}

bool Reader::read_digits(Side& side, std::size_t& i) {
  read_sign(side, i);
  const bool signed_already = i > 0;
  if (!read_currency(side, i)) return false;
  if (!signed_already) read_sign(side, i);
  const auto start = i;
  if (!skip_digits(side.text, i)) return no_number(side, start);
  if (!read_fraction(side, i)) return false;
  side.number.text = side.text.substr(start, i - start);
  if (!refuse_separator(side, i)) return false;
  read_exponent(side, i);
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
    return fail(side, "WF0213", in_marks(side.text) + " is not how a range is written",
                "a range has its unit at both ends: \"" + detail::join("10", shown()) + " to " +
                    detail::join("20", shown()) + "\"");
  }
  return true;
}

}  // namespace weft::io::detail
