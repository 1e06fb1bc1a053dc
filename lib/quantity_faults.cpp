// SPDX-License-Identifier: Apache-2.0
#include "quantity_reader.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

namespace weft::io::detail {

std::string in_marks(std::string_view text) {
  constexpr std::size_t most = 48;
  std::string made = "'";
  std::size_t size = std::min(text.size(), most);
  while (size > 0 && size < text.size() &&
         (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U)
    --size;
  for (const char c : text.substr(0, size)) {
    made += static_cast<unsigned char>(c) < 0x20U || c == 0x7F ? '?' : c;
  }
  return made + (size < text.size() ? "...'" : "'");
}
std::string offer(std::string_view text) { return "write \"" + std::string(text) + "\""; }

bool names_energy(std::string_view unit) {
  return unit.find("Wh") != std::string_view::npos || unit.find('J') != std::string_view::npos;
}

namespace {

/// Currencies for which a misplaced code is recognised; any code may have a rate.
bool is_currency(std::string_view word) {
  constexpr std::string_view codes[] = {"USD", "EUR", "GBP", "JPY", "CNY", "CHF", "CAD", "AUD",
                                        "INR", "KRW", "TWD", "SGD", "SEK", "NOK", "DKK", "PLN"};
  return std::find(std::begin(codes), std::end(codes), word) != std::end(codes);
}

/// True when a and b differ only in the power of time, and by one.
bool differ_by_time(Dimension a, Dimension b) {
  const int apart = a.second - b.second;
  a.second = b.second;
  return a == b && (apart == 1 || apart == -1);
}

}  // namespace

bool Reader::no_number(const Side& side, std::size_t i) {
  if (side.text.empty()) {
    return fail(side, "WF0219", "the text is empty", offer(example()));
  }
  auto rest = side.text.substr(i);
  std::string word;
  for (const char c : rest.substr(0, 3)) {
    word += is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
  }
  if (word == "nan" || word == "inf") {
    return fail(side, "WF0218", in_marks(side.text) + " is not a finite number",
                "leave the key out when the value is not known");
  }
  constexpr std::pair<std::string_view, std::string_view> signs[] = {
      {"\u20ac", "EUR"}, {"\u00a3", "GBP"}, {"\u00a5", "JPY"}};
  for (const auto& [sign, code] : signs) {
    if (!rest.starts_with(sign)) continue;
    return fail(side, "WF0216", in_marks(side.text) + " uses a currency sign other than $",
                offer(std::string(code) + " " + std::string(trimmed(rest.substr(sign.size())))));
  }
  if (rest.size() > 1 && rest.front() == '.' && is_digit(rest[1])) {
    return fail(side, "WF0201", in_marks(side.text) + " does not start with a digit",
                offer("0" + std::string(rest)));
  }
  return fail(side, "WF0201", in_marks(side.text) + " does not start with a number",
              offer(example()));
}

bool Reader::too_large(const Side& side) {
  return fail(side, "WF0217", in_marks(side.text) + " is outside what a number can hold",
              "check the exponent and the prefix");
}

bool Reader::whole_count(const Side& side, double value) {
  constexpr double most = 0x1p53;
  if (std::fabs(value) > most) return too_large(side);
  if (std::floor(value) == value) return true;
  return fail(side, "WF0211", in_marks(side.text) + " is not a whole number",
              "a count is whole: " + offer(std::to_string(static_cast<long long>(value))));
}

bool Reader::wrong_label(const Side& side) {
  const std::string label(expect.label);
  const std::string what = !label.empty()                 ? "a count of " + label
                           : expect.shape == Shape::count ? "a bare count"
                                                          : "a plain number";
  return fail(side, "WF0210", in_marks(side.text) + " has a unit, wanted " + what,
              offer(std::string(side.number.text) + (label.empty() ? "" : " " + label)));
}

bool Reader::explain_unit(const Side& side, const UnitFault& problem) {
  const auto begin = side.tail_at + problem.begin;
  const auto end = side.tail_at + problem.end;
  const auto word = side.tail.substr(problem.begin, problem.end - problem.begin);
  const std::string before(side.text.substr(0, side.tail_at - side.at));
  if (problem.problem == UnitProblem::unfinished) {
    return fail("WF0222", "the unit in " + in_marks(side.text) + " is not finished",
                offer(example()), begin, end);
  }
  if (problem.problem == UnitProblem::too_many) {
    return fail("WF0222", "the unit in " + in_marks(side.text) + " is too long", offer(example()),
                begin, end);
  }
  const auto last = side.tail.substr(std::min(side.tail.find_last_of(' ') + 1, side.tail.size()));
  if (side.front.empty() && last.size() < side.tail.size() && is_currency(last)) {
    const auto amount = side.text.substr(0, side.text.size() - last.size());
    return fail(side, "WF0216", "the currency stands before the amount",
                offer(std::string(last) + " " + std::string(trimmed(amount))));
  }
  const bool iso = is_currency(word) || currencies.find(word) != currencies.end();
  if (problem.problem == UnitProblem::money_inside || iso) {
    auto rest = std::string(side.tail.substr(0, problem.begin)) +
                std::string(side.tail.substr(problem.end));
    const std::string sign = iso ? std::string(word) + " " : "$";
    const std::string unit(trimmed(rest));
    const std::string typed(trimmed(before));
    return fail("WF0216", "the currency stands before the amount",
                offer(sign + typed + (unit.empty() ? "" : " " + unit)), begin, end);
  }
  if (problem.problem == UnitProblem::trailing) {
    return fail("WF0220", "cannot read " + in_marks(word) + " after the unit",
                "each divisor has its own \"/\", products stand before them: " +
                    offer(trimmed(whole.substr(side.at, begin - side.at))),
                begin, end);
  }
  constexpr std::string_view multipliers = "kKMGTB";
  if (word.size() == 1 && multipliers.find(word.front()) != std::string_view::npos) {
    const bool money = !side.front.empty();
    const bool dollars = !money && wants_money() && (word == "k" || word == "M" || word == "B");
    if (dollars && problem.begin == 0) {
      std::string amount(trimmed(before));
      amount += word;
      return fail(side, "WF0203", in_marks(side.text) + " has no currency",
                  offer("$" + amount + std::string(side.tail.substr(1))));
    }
    return fail("WF0209", in_marks(word) + " is not a unit",
                money ? "k, M and B stand right behind the amount: \"$3.6M\""
                      : "k, M and B multiply only amounts of money: " + offer(example()),
                begin, end);
  }
  if (word.size() > 1 && word.front() == 'B' && detail::find_word(word.substr(1))) {
    auto right = std::string(side.tail);
    right[problem.begin] = 'G';
    return fail("WF0209", in_marks(word) + ": B is byte, not billion", offer(before + right), begin,
                end);
  }
  auto near = detail::nearest_unit(side.tail, problem.begin, problem.end, expect.dimension,
                                   words(!side.front.empty()));
  // Memory is counted in bytes: gib means GiB where the field shows bytes.
  if (near && near->ends_with("ib") && expect.shown.ends_with("iB")) near->back() = 'B';
  std::string code = "WF0204";
  std::string hint = near ? "did you mean \"" + before + *near + "\"?" : offer(example());
  std::string lower(word);
  for (char& c : lower) c = is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
  if (lower.size() == 2 && lower.back() == 'b') {
    code = lower == "kb" ? "WF0206" : "WF0207";
    hint += "   b = bit, B = byte";
  } else if (lower.size() == 3 && lower.ends_with("ib")) {
    code = "WF0206";
    hint += "   Gi = 2^30, G = 10^9";
  }
  return fail(code, in_marks(word) + " is not a unit", std::move(hint), begin, end);
}

bool Reader::explain_dimension(const Side& side, const Unit& unit) {
  const Dimension& got = unit.dimension;
  const Dimension& want = expect.dimension;
  const bool by_time = differ_by_time(got, want);
  const bool rate_missing = by_time && got.second - want.second == 1;
  const auto name = [](Dimension dimension) {
    const auto known = detail::dimension_name(dimension);
    return known.empty() ? detail::base_unit(dimension) : std::string(known);
  };
  const bool energy = names_energy(side.tail) || names_energy(expect.shown);
  if (by_time && want.kilogram != 0 && (got.dollar == 0 || energy)) {
    return fail(side, "WF0205", in_marks(side.text) + " is " + name(got) + ", wanted " + name(want),
                "W is power, Wh is energy: write it like \"" + example() + "\"");
  }
  if (by_time && got.dollar != 0) {
    return fail(side, "WF0208",
                in_marks(side.text) + (rate_missing ? " is a total, wanted an amount per time"
                                                    : " is an amount per time, wanted a total"),
                rate_missing ? offer(std::string(side.text) + " /month") + " or \"" +
                                   std::string(side.text) + " /yr\""
                             : "write it like \"" + example() + "\"");
  }
  Dimension without_byte = got;
  without_byte.byte = want.byte;
  if (got.byte != want.byte && without_byte == want && side.tail.starts_with("B ")) {
    return fail(side, "WF0209", "B is byte, not billion",
                offer(std::string(side.text.substr(0, side.tail_at - side.at)) + "G" +
                      std::string(trimmed(side.tail.substr(1)))));
  }
  std::string hint = "write it like \"" + example() + "\"";
  if (detail::dimension_name(got).empty()) {
    return fail(side, "WF0202",
                in_marks(side.text) + " has the wrong dimension: wanted " + name(want), hint);
  }
  if (rate_missing) hint = "did you mean \"" + std::string(side.text) + "/s\"?";
  return fail(side, "WF0202",
              in_marks(side.text) + " has the wrong dimension: it is " + name(got) + ", wanted " +
                  name(want) + " such as \"" + example() + "\"",
              std::move(hint));
}

/// One end without a unit: show the whole form.
bool Reader::explain_range(const Side& low, const Side& high) {
  const bool by_tail = low.front.empty() == high.front.empty();
  const bool low_is_short = by_tail ? low.tail.empty() : low.front.empty();
  const Side& full = low_is_short ? high : low;
  const Side& short_end = low_is_short ? low : high;
  std::string whole_end;
  if (short_end.front.empty()) {
    whole_end = full.front;
    if (full.front.size() > 1) whole_end += ' ';
  }
  whole_end += short_end.text;
  if (short_end.bare) {
    const auto digits_end = full.number.text.data() + full.number.text.size();
    whole_end += full.text.substr(static_cast<std::size_t>(digits_end - full.text.data()));
  } else if (short_end.tail.empty() && !full.tail.empty()) {
    whole_end += ' ';
    whole_end += full.tail;
  }
  const std::string full_text(full.text);
  return fail(
      short_end, "WF0213", in_marks(short_end.text) + " does not have the unit of the other end",
      "a range has its unit at both ends: \"" +
          (low_is_short ? whole_end + " to " + full_text : full_text + " to " + whole_end) + "\"");
}

}  // namespace weft::io::detail
