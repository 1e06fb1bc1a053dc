// SPDX-License-Identifier: Apache-2.0
#include "unit_expression.hpp"

#include "characters.hpp"

#include <algorithm>
#include <cstdint>
#include <numeric>

namespace weft::io::detail {
namespace {

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

/// "switch" in "$/switch/yr": a word of the shown unit that the table does not know.
bool counts_in(std::string_view word, std::string_view shown) {
  for (std::size_t at = shown.find(word); at != std::string_view::npos;
       at = shown.find(word, at + 1)) {
    const auto edge = [&](std::size_t i) {
      return i >= shown.size() || is_blank(shown[i]) || shown[i] == '/' || shown[i] == '*';
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
    return Term{{}, {.dollar = 1}, nullptr};
  }
  if (is_label(word, words.label)) return Term{};
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
  if (symbol->factor.up == seconds_a_year) return Period::year;
  if (symbol->factor.up == seconds_a_month) return Period::month;
  return std::nullopt;
}

bool is_operator(char c) { return c == '/' || c == '*'; }

/// Words with "*" between them, then words that each stand behind a "/".
class UnitParser {
 public:
  UnitParser(std::string_view text, const Vocabulary& words) : text_(text), words_(words) {}

  std::variant<Unit, UnitFault> parse() {
    for (skip_blanks(); at_ < text_.size(); skip_blanks()) {
      const auto fault = is_operator(text_[at_]) ? take_operator() : take_word();
      if (fault) return *fault;
    }
    if (waiting_) return UnitFault{UnitProblem::unfinished, 0, text_.size()};
    unit_.percent = above_ == 1 && first_ != nullptr && first_->text == "%";
    if (below_ != 1 || !unit_.percent) unit_.period.reset();
    reduce(unit_.factor);
    return unit_;
  }

 private:
  void skip_blanks() {
    while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
  }

  [[nodiscard]] UnitFault fault(UnitProblem problem, std::size_t end) const {
    return {problem, at_, end};
  }

  std::optional<UnitFault> take_operator() {
    const bool times = text_[at_] == '*';
    if (waiting_ || (times && terms_ == 0)) return fault(UnitProblem::unfinished, at_ + 1);
    if (times && dividing_) return fault(UnitProblem::trailing, text_.size());
    dividing_ = dividing_ || !times;
    waiting_ = true;
    ++at_;
    return std::nullopt;
  }

  std::optional<UnitFault> take_word() {
    constexpr int most_terms = 24;
    if (dividing_ && !waiting_) return fault(UnitProblem::trailing, text_.size());
    if (++terms_ > most_terms) return fault(UnitProblem::too_many, text_.size());
    const auto stop = std::min(text_.find_first_of(" \t/*", at_), text_.size());
    const auto read = read_term(text_.substr(at_, stop - at_), dividing_, words_);
    if (const auto* problem = std::get_if<UnitProblem>(&read)) {
      const bool after = *problem == UnitProblem::unknown && terms_ > 1 && !waiting_;
      return fault(after ? UnitProblem::trailing : *problem, stop);
    }
    add(*std::get_if<Term>(&read));
    waiting_ = false;
    at_ = stop;
    return std::nullopt;
  }

  void add(const Term& term) {
    unit_.factor = times(unit_.factor, term.factor, dividing_);
    unit_.dimension = raised(unit_.dimension, term.dimension, dividing_ ? -1 : 1);
    unit_.counted = unit_.counted || (term.dimension == Dimension{} && term.factor.shift == 0);
    if (terms_ == 1) first_ = term.symbol;
    if (!dividing_) {
      ++above_;
    } else if (++below_ == 1) {
      unit_.period = period_of(term.symbol);
    }
  }

  std::string_view text_;
  const Vocabulary& words_;
  Unit unit_;
  std::size_t at_ = 0;
  int terms_ = 0;
  int above_ = 0;  ///< words above the line
  int below_ = 0;
  bool dividing_ = false;
  bool waiting_ = false;  ///< an operator waits for its word
  const Symbol* first_ = nullptr;
};

}  // namespace

bool is_label(std::string_view word, std::string_view label) {
  if (label.empty() || !word.starts_with(label)) return false;
  return word.size() == label.size() || word.substr(label.size()) == "s";
}

std::variant<Unit, UnitFault> parse_unit(std::string_view text, const Vocabulary& words) {
  return UnitParser(text, words).parse();
}

}  // namespace weft::io::detail
