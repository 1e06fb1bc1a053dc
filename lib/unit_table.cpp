// SPDX-License-Identifier: Apache-2.0
#include "unit_table.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>
#include <numeric>
#include <vector>

namespace weft::io::detail {
namespace {

constexpr Dimension length{.metre = 1};
constexpr Dimension mass{.kilogram = 1};
constexpr Dimension time{.second = 1};
constexpr Dimension frequency{.second = -1};
constexpr Dimension data{.byte = 1};
constexpr Dimension money{.dollar = 1};
constexpr Dimension tokens{.token = 1};
constexpr Dimension operations{.flop = 1};
constexpr Dimension energy{.metre = 2, .kilogram = 1, .second = -2};
constexpr Dimension power{.metre = 2, .kilogram = 1, .second = -3};
constexpr Dimension pure{};

constexpr double minute_s = 60.0;
constexpr double hour_s = 3600.0;
constexpr double day_s = 86400.0;
constexpr double week_s = 7.0 * day_s;
constexpr double year_s = 365.25 * day_s;
constexpr double month_s = year_s / 12.0;
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

struct Named {
  Dimension dimension;
  std::string_view name;
  std::string_view unit;
};
constexpr std::array names{
    Named{pure, "a plain number", ""},
    Named{length, "a length", "m"},
    Named{{.metre = 2}, "a area", "m*m"},
    Named{mass, "a mass", "kg"},
    Named{time, "a time", "s"},
    Named{frequency, "a rate per time", "/s"},
    Named{data, "an amount of data", "B"},
    Named{{.second = -1, .byte = 1}, "a data rate", "B/s"},
    Named{money, "an amount of money", "$"},
    Named{{.second = -1, .dollar = 1}, "an amount of money per time", "$/s"},
    Named{tokens, "a number of tokens", "tok"},
    Named{{.second = -1, .token = 1}, "a token rate", "tok/s"},
    Named{operations, "a number of operations", "flop"},
    Named{{.second = -1, .flop = 1}, "a compute rate", "flop/s"},
    Named{energy, "an energy", "J"},
    Named{power, "a power", "W"},
    Named{{.dollar = 1, .token = -1}, "a price of tokens", "$/tok"},
    Named{{.metre = -2, .kilogram = -1, .second = 2, .dollar = 1}, "a price of energy", "$/J"},
    Named{{.metre = -2, .kilogram = -1, .second = 3, .dollar = 1}, "a price of power", "$/W"},
    Named{{.metre = -2, .kilogram = -1, .second = 2, .token = 1}, "tokens per energy", "tok/J"},
    Named{{.metre = 2, .kilogram = 1, .second = -2, .token = -1}, "energy per token", "J/tok"},
    Named{{.byte = -1, .dollar = 1}, "a price of data", "$/B"},
    Named{{.byte = 1, .token = -1}, "data per token", "B/tok"},
    Named{{.token = -1, .flop = 1}, "operations per token", "flop/tok"},
    Named{{.byte = -1, .flop = 1}, "operations per byte", "flop/B"},
    Named{{.second = 1, .token = -1}, "time per token", "s/tok"},
    Named{{.metre = -1, .second = 1}, "time per length", "s/m"},
    Named{{.dollar = -1, .token = 1}, "tokens per money", "tok/$"},
};

bool is_space(char c) { return c == ' ' || c == '\t'; }

Dimension raised(Dimension to, const Dimension& by, int sign) {
  const auto add = [sign](std::int8_t& a, std::int8_t b) {
    a = static_cast<std::int8_t>(a + sign * b);
  };
  add(to.metre, by.metre);
  add(to.kilogram, by.kilogram);
  add(to.second, by.second);
  add(to.byte, by.byte);
  add(to.dollar, by.dollar);
  add(to.token, by.token);
  add(to.flop, by.flop);
  return to;
}

Factor times(Factor a, const Factor& b, bool dividing) {
  a.shift += dividing ? -b.shift : b.shift;
  a.up *= dividing ? b.down : b.up;
  a.down *= dividing ? b.up : b.down;
  return a;
}

/// Cancels common factors: "Mb/h * h" must not round twice.
void reduce(Factor& factor) {
  constexpr double exact = 0x1p53;
  if (factor.up > exact || factor.down > exact) return;
  const auto common = static_cast<double>(
      std::gcd(static_cast<std::int64_t>(factor.up), static_cast<std::int64_t>(factor.down)));
  factor.up /= common;
  factor.down /= common;
}

bool is_label(std::string_view word, const Vocabulary& words) {
  if (words.label.empty()) return false;
  const auto size = words.label.size();
  return word == words.label ||
         (word.size() == size + 1 && word.starts_with(words.label) && word.back() == 's');
}

/// "switch" in "$/switch/yr": a word of the shown unit that the table does not know.
bool counts_in(std::string_view word, std::string_view shown) {
  for (std::size_t at = shown.find(word); at != std::string_view::npos;
       at = shown.find(word, at + 1)) {
    const auto edge = [&](std::size_t i) {
      return i >= shown.size() || is_space(shown[i]) || shown[i] == '/' || shown[i] == '*';
    };
    if ((at == 0 || edge(at - 1)) && edge(at + word.size())) return true;
  }
  return false;
}

struct Term {
  Factor factor;
  Dimension dimension{};
  const Symbol* symbol = nullptr;
};

std::variant<Term, UnitProblem> read_term(std::string_view word, bool dividing,
                                          const Vocabulary& words) {
  if (word == "$" || (words.any && word == "USD")) {
    if (!dividing && !words.any && !words.money) return UnitProblem::money_inside;
    return Term{{}, money, nullptr};
  }
  if (is_label(word, words)) return Term{};
  if (const auto found = find_word(word)) {
    Term term{found->symbol->factor, found->symbol->dimension, nullptr};
    if (found->prefix != nullptr) {
      term.factor.shift += found->prefix->shift;
      term.factor.up *= found->prefix->up;
    } else {
      term.symbol = found->symbol;
    }
    return term;
  }
  if (words.any || counts_in(word, words.shown)) return Term{};
  return UnitProblem::unknown;
}

std::optional<Period> period_of(const Symbol* symbol) {
  if (symbol == nullptr) return std::nullopt;
  if (symbol->factor.up == year_s) return Period::year;
  if (symbol->factor.up == month_s) return Period::month;
  return std::nullopt;
}

/// Edits between two words; a difference of case counts half.
int distance(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return std::tolower(static_cast<unsigned char>(c)); };
  std::vector<int> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = static_cast<int>(2 * j);
  for (std::size_t i = 0; i < a.size(); ++i) {
    int diagonal = row[0];
    row[0] += 2;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const int change = a[i] == b[j] ? 0 : lower(a[i]) == lower(b[j]) ? 1 : 2;
      const int best = std::min({row[j + 1] + 2, row[j] + 2, diagonal + change});
      diagonal = row[j + 1];
      row[j + 1] = best;
    }
  }
  return row.back();
}

struct Spelling {
  std::string_view wrong;
  std::string_view right;
};
constexpr std::array spellings{
    Spelling{"hr", "h"},      Spelling{"hrs", "h"},      Spelling{"sec", "s"},
    Spelling{"secs", "s"},    Spelling{"mins", "min"},   Spelling{"wk", "week"},
    Spelling{"mo", "month"},  Spelling{"yrs", "yr"},     Spelling{"a", "yr"},
    Spelling{"d", "day"},     Spelling{"TOPS", "Top/s"}, Spelling{"POPS", "Pop/s"},
    Spelling{"KB", "kB"},     Spelling{"Kb", "kb"},      Spelling{"KW", "kW"},
    Spelling{"percent", "%"}, Spelling{"meter", "m"},    Spelling{"metre", "m"},
    Spelling{"meters", "m"},  Spelling{"metres", "m"},   Spelling{"watt", "W"},
    Spelling{"watts", "W"},   Spelling{"rps", "/s"},     Spelling{"qps", "/s"},
};

/// Spellings that are common elsewhere and that no edit distance finds.
std::optional<std::string> known_misspelling(std::string_view word) {
  for (const auto& each : spellings) {
    if (each.wrong == word) return std::string(each.right);
  }
  const auto ends = [&](std::string_view tail) {
    return word.size() > tail.size() && word.ends_with(tail);
  };
  if (ends("bps") || ends("Bps")) return std::string(word.substr(0, word.size() - 2)) + "/s";
  constexpr std::array long_names{
      Spelling{"tokens", "tok"}, Spelling{"token", "tok"}, Spelling{"bytes", "B"},
      Spelling{"Bytes", "B"},    Spelling{"byte", "B"},    Spelling{"Byte", "B"},
      Spelling{"bits", "b"},     Spelling{"Bits", "b"},    Spelling{"Bit", "b"}};
  for (const auto& each : long_names) {
    if (!ends(each.wrong)) continue;
    auto right = std::string(word.substr(0, word.size() - each.wrong.size()));
    right += each.right;
    if (find_word(right)) return right;
  }
  if (ends("flops") || ends("FLOPS") || ends("FLOPs")) {
    return std::string(word.substr(0, word.size() - 1)) + "/s";
  }
  return std::nullopt;
}

}  // namespace

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

std::variant<Unit, UnitFault> parse_unit(std::string_view text, const Vocabulary& words) {
  constexpr int most_terms = 24;
  Unit unit;
  int terms = 0;
  int above = 0;
  int below = 0;
  bool dividing = false;
  bool open = false;  // an operator waits for its word
  const Symbol* first = nullptr;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (is_space(c)) {
      ++at;
      continue;
    }
    if (c == '/' || c == '*') {
      if (open || (c == '*' && terms == 0)) return UnitFault{UnitProblem::unfinished, at, at + 1};
      if (c == '*' && dividing) return UnitFault{UnitProblem::trailing, at, text.size()};
      dividing = dividing || c == '/';
      open = true;
      ++at;
      continue;
    }
    const auto stop = std::min(text.find_first_of(" \t/*", at), text.size());
    if (dividing && !open) return UnitFault{UnitProblem::trailing, at, text.size()};
    if (++terms > most_terms) return UnitFault{UnitProblem::too_many, at, text.size()};
    const auto read = read_term(text.substr(at, stop - at), dividing, words);
    if (const auto* problem = std::get_if<UnitProblem>(&read)) {
      const bool after = *problem == UnitProblem::unknown && terms > 1 && !open;
      return UnitFault{after ? UnitProblem::trailing : *problem, at, stop};
    }
    const Term& term = *std::get_if<Term>(&read);
    unit.factor = times(unit.factor, term.factor, dividing);
    unit.dimension = raised(unit.dimension, term.dimension, dividing ? -1 : 1);
    unit.counted = unit.counted || (term.dimension == pure && term.factor.shift == 0);
    if (terms == 1) first = term.symbol;
    if (dividing && ++below == 1) unit.period = period_of(term.symbol);
    if (!dividing) ++above;
    open = false;
    at = stop;
  }
  if (open) return UnitFault{UnitProblem::unfinished, 0, text.size()};
  unit.percent = above == 1 && first != nullptr && first->text == "%";
  if (below != 1 || !unit.percent) unit.period.reset();
  reduce(unit.factor);
  return unit;
}

std::optional<std::string> nearest_unit(std::string_view expression, std::size_t begin,
                                        std::size_t end, Dimension wanted,
                                        const Vocabulary& words) {
  const auto word = expression.substr(begin, end - begin);
  const auto replaced = [&](std::string_view by) {
    return std::string(expression.substr(0, begin)) + std::string(by) +
           std::string(expression.substr(end));
  };
  if (const auto known = known_misspelling(word)) return replaced(*known);
  constexpr std::size_t longest = 16;
  if (word.size() > longest) return std::nullopt;
  std::optional<std::string> best;
  int best_score = 8;
  const auto consider = [&](std::string_view candidate) {
    const int apart = distance(word, candidate);
    const auto most = std::max<std::size_t>(2, 2 * (word.size() / 3));
    if (apart > static_cast<int>(most)) return;
    const auto whole = replaced(candidate);
    const auto parsed = parse_unit(whole, words);
    const auto* unit = std::get_if<Unit>(&parsed);
    const bool fits = unit != nullptr && unit->dimension == wanted;
    const int score = apart + (fits ? 0 : 3);
    if (score < best_score) {
      best_score = score;
      best = whole;
    }
  };
  for (const Symbol& symbol : symbols) {
    consider(symbol.text);
    for (const Prefix& prefix : prefixes) {
      if ((symbol.prefixes & prefix.kind) != 0) {
        consider(std::string(prefix.text) + std::string(symbol.text));
      }
    }
  }
  return best;
}

std::string_view dimension_name(Dimension dimension) {
  for (const auto& each : names) {
    if (each.dimension == dimension) return each.name;
  }
  return {};
}

std::string base_unit(Dimension dimension) {
  for (const auto& each : names) {
    if (each.dimension == dimension) return std::string(each.unit);
  }
  struct Power {
    int exponent;
    std::string_view symbol;
  };
  const std::array powers{Power{dimension.dollar, "$"},    Power{dimension.token, "tok"},
                          Power{dimension.flop, "flop"},   Power{dimension.byte, "B"},
                          Power{dimension.kilogram, "kg"}, Power{dimension.metre, "m"},
                          Power{dimension.second, "s"}};
  std::string text;
  for (const auto& each : powers) {
    for (int i = 0; i < each.exponent; ++i) {
      text += (text.empty() ? "" : "*") + std::string(each.symbol);
    }
  }
  for (const auto& each : powers) {
    for (int i = 0; i > each.exponent; --i) text += "/" + std::string(each.symbol);
  }
  return text;
}

std::string join(std::string_view number, std::string_view unit) {
  const bool negative = number.starts_with('-');
  if (unit.starts_with('$')) {
    auto rest = unit.substr(1);
    if (rest.starts_with('*')) rest.remove_prefix(1);
    while (rest.starts_with(' ')) rest.remove_prefix(1);
    std::string text = negative ? "-$" : "$";
    text += number.substr(negative ? 1 : 0);
    if (!rest.empty()) text += ' ';
    return text += rest;
  }
  std::string text(number);
  if (!unit.empty() && unit != "x" && unit.front() != ':') text += ' ';
  return text += unit;
}

}  // namespace weft::io::detail
