// SPDX-License-Identifier: Apache-2.0
#include "characters.hpp"
#include "weft/io/let.hpp"
#include "weft/study/gate.hpp"
#include "weft/units/system.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace weft::study {
namespace {

using Op = GateProgram::Op;
using Form = GateKind::Form;

constexpr std::size_t longest = 1000;
constexpr int deepest_gate = 32;
constexpr GateKind plain{};
constexpr GateKind truth{Form::truth, {}};
constexpr GateKind month{Form::month, {}};
constexpr GateKind duration{Form::number, dimension_of<Time>};

constexpr std::array drawn_functions{"p1",  "p5",  "p10", "p25",  "p50",    "p75",
                                     "p90", "p95", "p99", "mean", "median", "share_of_variance"};

bool is_drawn(std::string_view word) {
  return std::find(drawn_functions.begin(), drawn_functions.end(), word) != drawn_functions.end();
}

/// Also the bytes of the micro sign.
bool in_unit(char c) {
  return io::is_letter(c) || io::is_digit(c) || static_cast<unsigned char>(c) >= 0x80;
}
bool in_name(char c) { return io::is_lower(c) || io::is_digit(c) || c == '_'; }

/// or := and {"or" and} ; and := not {"and" not} ; not := "not" not | comparison ;
/// comparison := sum [op sum] ; sum := product {("+"|"-") product} ;
/// product := unary {("*"|"/") unary} ; unary := "-" unary | atom ;
/// atom := quantity | month | name | function "(" ... ")" | "(" or ")"
class Compiler {
 public:
  Compiler(std::string_view text, const GateScope& scope) : text_(text), scope_(scope) {}

  std::variant<GateProgram, io::TextFault> run() {
    if (text_.size() > longest) {
      fail("WF0701", "has more than 1,000 characters", "split it into several gates", 0, 0);
    } else {
      const GateKind kind = either();
      skip();
      if (!fault_ && at_ < text_.size()) syntax("does not belong here", at_, at_ + 1);
      if (!fault_ && kind != truth) {
        fail("WF0703", "is a value, not a comparison", "compare it: ... <= ...", 0, text_.size());
      }
    }
    if (fault_) return *fault_;
    const Op last = made_.steps.back().op;
    if (last < Op::less || last > Op::unequal) made_.compared = truth;
    return std::move(made_);
  }

 private:
  // --- faults ------------------------------------------------------------------------------------

  GateKind fail(std::string code, const std::string& what, std::string hint, std::size_t begin,
                std::size_t end) {
    if (!fault_) {
      end = std::min(end, text_.size());
      fault_ = io::TextFault{std::move(code), "the gate " + what, std::move(hint),
                             std::min(begin, end), end};
    }
    return plain;
  }
  GateKind syntax(const std::string& what, std::size_t begin, std::size_t end) {
    const std::string found(text_.substr(begin, end - begin));
    const std::string message =
        found.empty() ? "ends too early: " + what : "cannot be read: `" + found + "` " + what;
    return fail("WF0701", message, "such as workloads.chat.cost_output <= $0.60 /Mtok", begin, end);
  }
  GateKind unlike(const GateKind& a, const GateKind& b, std::size_t begin) {
    const bool months = a.form == Form::month || b.form == Form::month;
    return fail("WF0703", "joins " + words_of(a) + " and " + words_of(b),
                months ? "a month is held against \"36 months\" or 2028-01"
                       : "both sides must have the same unit",
                begin, at_);
  }
  static std::string words_of(const GateKind& kind) {
    if (kind.form == Form::truth) return "a comparison";
    if (kind.form == Form::month) return "a month";
    if (kind.dimension == Dimension{}) return "a plain number";
    const std::string shown = io::show_quantity(1.0, kind.dimension);
    const auto blank = shown.find(' ');
    return blank == std::string::npos ? "a value in " + shown.substr(0, 1)
                                      : "a value in " + shown.substr(blank + 1);
  }

  // --- characters --------------------------------------------------------------------------------

  void skip() {
    while (at_ < text_.size() && io::is_space(text_[at_])) ++at_;
  }
  bool take(std::string_view sign) {
    skip();
    if (text_.substr(at_, sign.size()) != sign) return false;
    at_ += sign.size();
    return true;
  }
  bool take_word(std::string_view word) {
    skip();
    const std::size_t end = at_ + word.size();
    if (text_.substr(at_, word.size()) != word) return false;
    if (end < text_.size() && (in_unit(text_[end]) || text_[end] == '_' || text_[end] == '.')) {
      return false;
    }
    at_ = end;
    return true;
  }
  void emit(Op op) { made_.steps.push_back({op, 0.0, 0, 0}); }

  // --- verdicts ----------------------------------------------------------------------------------

  GateKind either() { return joined("or", Op::either, &Compiler::both); }
  GateKind both() { return joined("and", Op::both, &Compiler::inverse); }

  GateKind joined(std::string_view word, Op op, GateKind (Compiler::*part)()) {
    const std::size_t begin = at_;
    GateKind left = (this->*part)();
    while (!fault_ && take_word(word)) {
      const GateKind right = (this->*part)();
      if (fault_) break;
      if (left != truth || right != truth) {
        return fail("WF0703", "joins values by `" + std::string(word) + "`",
                    "`" + std::string(word) + "` stands between comparisons", begin, at_);
      }
      emit(op);
    }
    return left;
  }

  GateKind inverse() {
    if (!take_word("not")) return comparison();
    if (++depth_ > deepest_gate)
      return fail("WF0701", "is nested more than 32 deep", "", at_, at_ + 1);
    const std::size_t begin = at_;
    const GateKind kind = inverse();
    --depth_;
    if (!fault_ && kind != truth) {
      return fail("WF0703", "has `not` before a value", "`not` stands before a comparison", begin,
                  at_);
    }
    emit(Op::inverse);
    return kind;
  }

  std::optional<Op> comparator() {
    struct Sign {
      std::string_view text;
      Op op;
    };
    constexpr std::array signs{Sign{"<=", Op::at_most}, Sign{">=", Op::at_least},
                               Sign{"==", Op::equal},   Sign{"!=", Op::unequal},
                               Sign{"<", Op::less},     Sign{">", Op::more},
                               Sign{"=", Op::equal}};
    for (const Sign& each : signs) {
      if (take(each.text)) return each.op;
    }
    return std::nullopt;
  }

  GateKind comparison() {
    const std::size_t begin = at_;
    const GateKind left = sum();
    if (fault_) return left;
    const auto op = comparator();
    if (!op) return left;
    const GateKind right = sum();
    if (fault_) return truth;
    made_.compared = alike(left, right, begin);
    if (fault_) return truth;
    emit(*op);
    const std::size_t next = at_;
    if (comparator()) return syntax("is a second comparison: join two by `and`", next, at_);
    return truth;
  }

  /// What both sides are once a time beside a month counts months; else a fault.
  GateKind alike(const GateKind& left, const GateKind& right, std::size_t begin) {
    if (left.form == Form::truth || right.form == Form::truth) return unlike(left, right, begin);
    if (left == right) return left;
    if (left == month && right == duration) {
      emit(Op::to_months);
      return month;
    }
    if (left == duration && right == month) {
      emit(Op::to_months_below);
      return month;
    }
    return unlike(left, right, begin);
  }

  // --- numbers -----------------------------------------------------------------------------------

  GateKind sum() {
    const std::size_t begin = at_;
    GateKind left = product();
    while (!fault_) {
      const bool plus = take("+");
      if (!plus && !take("-")) break;
      const GateKind right = product();
      if (fault_) break;
      const bool months = left == month && right == month;
      if (months && plus)
        return fail("WF0703", "adds two months", "add a time to a month", begin, at_);
      left = alike(left, right, begin);
      if (fault_) break;
      emit(plus ? Op::add : Op::subtract);
      if (!months) continue;
      emit(Op::to_time);
      left = duration;
    }
    return left;
  }

  GateKind product() {
    const std::size_t begin = at_;
    GateKind left = unary();
    while (!fault_) {
      const bool times = take("*");
      if (!times && !take("/")) break;
      const std::size_t behind = made_.steps.size();
      const GateKind right = unary();
      if (fault_) break;
      if (left.form != Form::number || right.form != Form::number) {
        return unlike(left, right, begin);
      }
      const auto& last = made_.steps.back();
      if (!times && made_.steps.size() == behind + 1 && last.op == Op::number &&
          last.number == 0.0) {
        return fail("WF0704", "divides by zero", "the value behind / must not be 0", begin, at_);
      }
      if (!combine(left.dimension, right.dimension, times ? 1 : -1)) {
        return fail("WF0703", "multiplies units beyond any that a metric has",
                    "check * and / in it", begin, at_);
      }
      emit(times ? Op::multiply : Op::divide);
    }
    return left;
  }

  static bool combine(Dimension& into, const Dimension& with, int sign) {
    constexpr std::array exponents{&Dimension::metre, &Dimension::kilogram, &Dimension::second,
                                   &Dimension::byte,  &Dimension::dollar,   &Dimension::token,
                                   &Dimension::flop};
    for (const auto each : exponents) {
      const int power = into.*each + sign * (with.*each);
      if (power < -8 || power > 8) return false;
      into.*each = static_cast<std::int8_t>(power);
    }
    return true;
  }

  GateKind unary() {
    if (++depth_ > deepest_gate) {
      return fail("WF0701", "is nested more than 32 deep", "split it into several gates", at_,
                  at_ + 1);
    }
    GateKind kind;
    if (take("-")) {
      const std::size_t begin = at_ - 1;
      kind = unary();
      if (!fault_ && kind.form != Form::number) kind = unlike(kind, plain, begin);
      emit(Op::negate);
    } else {
      kind = atom();
    }
    --depth_;
    return kind;
  }

  GateKind atom() {
    skip();
    const std::size_t begin = at_;
    if (take("(")) {
      const GateKind kind = either();
      if (!fault_ && !take(")")) return syntax("is never closed", begin, begin + 1);
      return kind;
    }
    if (at_ >= text_.size()) return syntax("a value is missing", at_, at_);
    const char first = text_[at_];
    if (io::is_lower(first)) return named();
    if (io::is_digit(first) || first == '$' || io::is_upper(first)) return literal();
    return syntax("is neither a metric nor a value", begin, begin + 1);
  }

  // --- literals ----------------------------------------------------------------------------------

  GateKind literal() {
    const std::size_t begin = at_;
    if (const auto calendar = parse_month(text_.substr(at_, 7))) {
      const bool ends = at_ + 7 >= text_.size() || !in_unit(text_[at_ + 7]);
      if (ends) {
        at_ += 7;
        made_.steps.push_back(
            {Op::number, static_cast<double>(months_between(scope_.start, *calendar)), 0, 0});
        return month;
      }
    }
    scan_quantity();
    const auto read = io::read_any(text_.substr(begin, at_ - begin), scope_.currencies);
    if (const auto* wrong = std::get_if<io::TextFault>(&read)) {
      return fail(wrong->code, "has a value that cannot be read: " + wrong->message, wrong->hint,
                  begin + wrong->begin, begin + wrong->end);
    }
    const auto& [reading, measure] = std::get<std::pair<io::Reading, io::Measure>>(read);
    if (measure.period || reading.range) {
      return fail("WF0703", "compares with a rate that compounds or with a range",
                  "write one value: 8 % for a yearly rate", begin, at_);
    }
    made_.steps.push_back({Op::number, measure.value, 0, 0});
    return {Form::number, measure.dimension};
  }

  /// From the digits to the end of the unit: "$0.60 /Mtok", "3:1", "20 %", "36 months".
  void scan_quantity() {
    while (at_ < text_.size() && (text_[at_] == '$' || io::is_upper(text_[at_]))) ++at_;
    skip();
    const auto in_number = [&](char c) {
      return io::is_digit(c) || c == '.' || c == ',' || c == ':' || c == 'e';
    };
    while (at_ < text_.size() && in_number(text_[at_])) {
      const bool power = text_[at_] == 'e' && at_ + 1 < text_.size() &&
                         (text_[at_ + 1] == '-' || text_[at_ + 1] == '+');
      at_ += power ? 2 : 1;
    }
    while (take_unit_word()) {
    }
  }

  bool take_unit_word() {
    const std::size_t before = at_;
    skip();
    if (at_ < text_.size() && text_[at_] == '%') {
      ++at_;
      return true;
    }
    const bool per = at_ + 1 < text_.size() && text_[at_] == '/' && io::is_letter(text_[at_ + 1]);
    std::size_t end = per ? at_ + 1 : at_;
    const std::size_t word = end;
    while (end < text_.size() && in_unit(text_[end])) ++end;
    const std::string_view found = text_.substr(word, end - word);
    const bool keyword = !per && (found == "and" || found == "or" || found == "not");
    if (found.empty() || keyword) {
      at_ = before;
      return false;
    }
    at_ = end;
    return true;
  }

  // --- names -------------------------------------------------------------------------------------

  std::string_view scan_name() {
    skip();
    const std::size_t begin = at_;
    const auto more = [&] {
      if (at_ >= text_.size()) return false;
      if (in_name(text_[at_])) return true;
      const bool dot = text_[at_] == '.' && at_ + 1 < text_.size() && in_name(text_[at_ + 1]);
      return dot && at_ > begin;
    };
    while (more()) ++at_;
    return text_.substr(begin, at_ - begin);
  }

  GateKind named() {
    const std::size_t begin = at_;
    const std::string_view word = scan_name();
    skip();
    const bool call = at_ < text_.size() && text_[at_] == '(';
    if (call) return function(word, begin);
    const auto found = look_up(word, begin);
    if (!found) return plain;
    made_.steps.push_back({Op::name, 0.0, found->second, 0});
    return found->first.kind;
  }

  std::optional<std::pair<GateSymbol, std::size_t>> look_up(std::string_view word,
                                                            std::size_t begin) {
    GateName name{std::string(word), false};
    constexpr std::string_view prefix = "baseline.";
    if (word.starts_with(prefix)) name = {std::string(word.substr(prefix.size())), true};
    const auto symbol = scope_.symbol(name.id);
    if (!symbol) {
      fail("WF0702", "names `" + name.id + "`, and no metric is called so", scope_.near(name.id),
           begin, begin + word.size());
      return std::nullopt;
    }
    made_.needs_baseline = made_.needs_baseline || name.of_baseline;
    const auto known = std::find(made_.names.begin(), made_.names.end(), name);
    const auto index = static_cast<std::size_t>(known - made_.names.begin());
    if (known == made_.names.end()) made_.names.push_back(std::move(name));
    return std::pair(*symbol, index);
  }

  GateKind function(std::string_view word, std::size_t begin) {
    ++at_;  // behind "("
    if (++depth_ > deepest_gate)
      return fail("WF0701", "is nested more than 32 deep", "", begin, at_);
    GateKind kind;
    if (word == "at") {
      kind = at_month();
    } else if (word == "max_over_time" || word == "min_over_time") {
      kind = series(word.starts_with("max") ? Op::most : Op::least, 0);
    } else if (word == "min" || word == "max") {
      kind = extreme(word == "min" ? Op::smaller : Op::larger, begin);
    } else if (word == "probability" || is_drawn(word)) {
      kind = drawn(word == "probability");
    } else {
      return syntax(
          "is no function: at, min, max, max_over_time, min_over_time, p10, p50, p90, "
          "mean, median, probability",
          begin, begin + word.size());
    }
    --depth_;
    if (!fault_ && !take(")")) return syntax("is never closed", begin, begin + word.size() + 1);
    return kind;
  }

  GateKind at_month() {
    skip();
    const std::size_t begin = at_;
    const auto calendar = parse_month(text_.substr(at_, 7));
    if (!calendar) return syntax("is no month such as 2028-01", begin, begin + 7);
    at_ += 7;
    const std::int64_t index = months_between(scope_.start, *calendar);
    if (index < 0 || index >= scope_.months) {
      return fail("WF0705", "asks for a month outside the horizon",
                  "the plan runs from " + format_month(scope_.start) + " to " +
                      format_month(scope_.start + (scope_.months - 1)),
                  begin, at_);
    }
    if (!take(",")) return syntax("wants a month, a comma and a metric", begin, at_);
    return series(Op::at_month, index);
  }

  GateKind series(Op op, std::int64_t month_index) {
    skip();
    const std::size_t begin = at_;
    const std::string_view word = scan_name();
    if (word.empty()) return syntax("is no metric", begin, begin + 1);
    const auto found = look_up(word, begin);
    if (!found) return plain;
    if (!found->first.has_series) {
      return fail("WF0705", "asks `" + std::string(word) + "` for a month, and it has no series",
                  "it has one value: write it without the month", begin, at_);
    }
    made_.steps.push_back({op, 0.0, found->second, month_index});
    return found->first.kind;
  }

  GateKind extreme(Op op, std::size_t begin) {
    const GateKind left = sum();
    if (fault_) return left;
    if (!take(",")) return syntax("is missing: two values with a comma between", at_, at_ + 1);
    const GateKind right = sum();
    if (fault_) return right;
    const GateKind kind = alike(left, right, begin);
    emit(op);
    return kind;
  }

  GateKind drawn(bool of_truth) {
    const std::size_t begin = at_;
    const GateKind inner = either();
    if (fault_) return inner;
    if ((inner == truth) != of_truth) {
      return fail(
          "WF0703",
          of_truth ? "wants the probability of a value" : "wants a quantile of a comparison",
          of_truth ? "probability(a <= b)" : "p90(a) <= b", begin, at_);
    }
    made_.needs_scenarios = true;
    emit(Op::drawn);
    return of_truth ? plain : inner;
  }

  std::string_view text_;
  const GateScope& scope_;
  std::size_t at_ = 0;
  int depth_ = 0;
  GateProgram made_;
  std::optional<io::TextFault> fault_;
};

}  // namespace

std::variant<GateProgram, io::TextFault> compile_gate(std::string_view text,
                                                      const GateScope& scope) {
  return Compiler(text, scope).run();
}

}  // namespace weft::study
