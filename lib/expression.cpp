// SPDX-License-Identifier: Apache-2.0
#include "characters.hpp"
#include "weft/io/let.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

namespace weft::io {
namespace {

constexpr std::size_t longest = 1000;
constexpr int deepest_expression = 32;

/// What may follow in a name after its first letter.
bool in_name(char c) { return is_lower(c) || is_digit(c) || c == '_'; }

using Op = Expression::Op;

/// sum = product { ("+" | "-") product } ; product = factor { ("*" | "/") factor } ;
/// factor = number | name | "-" factor | "(" sum ")"
class Compiler {
 public:
  explicit Compiler(std::string_view text) : text_(text) {}

  std::variant<Expression, TextFault> run() {
    if (text_.size() > longest) {
      fail("an expression has at most 1,000 characters", 0, text_.size());
    } else {
      at_ = 1;  // behind "="
      sum();
      skip();
      if (!fault_ && at_ < text_.size()) fail("does not belong here", at_, at_ + 1);
    }
    if (fault_) return *fault_;
    return std::move(made_);
  }

 private:
  void fail(std::string message, std::size_t begin, std::size_t end) {
    if (fault_) return;
    if (end <= text_.size() && end == begin + 1) {
      message = "`" + std::string(text_.substr(begin, 1)) + "` " + message;
    }
    fault_ = TextFault{"WF0316", "expression: " + message,
                       "an expression is numbers and `let` names with + - * / ( )", begin,
                       std::min(end, text_.size())};
  }
  void skip() {
    while (at_ < text_.size() && is_space(text_[at_])) ++at_;
  }
  bool take(char c) {
    skip();
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  void emit(Op op) { made_.steps.push_back({op, 0.0, 0}); }

  void sum() {
    product();
    while (!fault_) {
      if (take('+')) {
        product();
        emit(Op::add);
      } else if (take('-')) {
        product();
        emit(Op::subtract);
      } else {
        return;
      }
    }
  }
  void product() {
    factor();
    while (!fault_) {
      if (take('*')) {
        factor();
        emit(Op::multiply);
      } else if (take('/')) {
        factor();
        emit(Op::divide);
      } else {
        return;
      }
    }
  }
  void factor() {
    if (++depth_ > deepest_expression) {
      fail("is nested more than 32 deep", at_ - 1, at_);
    } else if (take('-')) {
      factor();
      emit(Op::negate);
    } else if (take('(')) {
      const std::size_t opened = at_ - 1;
      sum();
      if (!fault_ && !take(')')) fail("is never closed", opened, opened + 1);
    } else {
      atom();
    }
    --depth_;
  }
  void atom() {
    skip();
    const std::size_t begin = at_;
    if (at_ >= text_.size()) return fail("a number or a name is missing at the end", begin, begin);
    if (is_lower(text_[at_])) return name(begin);
    double value = 0.0;
    const char* const last = text_.data() + text_.size();
    const auto [end, fault] = std::from_chars(text_.data() + at_, last, value);
    if (!is_digit(text_[at_]) || fault != std::errc{}) {
      return fail("is no number and no `let` name", begin, begin + 1);
    }
    at_ = static_cast<std::size_t>(end - text_.data());
    if (at_ < text_.size() && in_name(text_[at_])) {
      return fail("follows a number: give a quantity a `let` name of its own", at_, at_ + 1);
    }
    made_.steps.push_back({Op::number, value, 0});
  }
  void name(std::size_t begin) {
    while (at_ < text_.size() && in_name(text_[at_])) ++at_;
    const std::string found(text_.substr(begin, at_ - begin));
    const auto known = std::find(made_.names.begin(), made_.names.end(), found);
    const auto index = static_cast<std::size_t>(known - made_.names.begin());
    if (known == made_.names.end()) made_.names.push_back(found);
    made_.steps.push_back({Op::name, 0.0, index});
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int depth_ = 0;
  Expression made_;
  std::optional<TextFault> fault_;
};

TextFault calculation(std::string code, std::string message, std::string hint) {
  return {std::move(code), "expression: " + std::move(message), std::move(hint), 0, 0};
}

bool is_plain(const Measure& each) { return each.dimension == Dimension{} && !each.period; }

using Exponent = std::int8_t Dimension::*;
constexpr std::array<Exponent, 7> exponents{
    &Dimension::metre,  &Dimension::kilogram, &Dimension::second, &Dimension::byte,
    &Dimension::dollar, &Dimension::token,    &Dimension::flop};

// No exponent of a quantity is beyond +-8: a product that leaves this is an error, never a wrap.
bool combine(Dimension& into, const Dimension& with, int sign) {
  for (const Exponent each : exponents) {
    const int power = into.*each + sign * (with.*each);
    if (power < -8 || power > 8) return false;
    into.*each = static_cast<std::int8_t>(power);
  }
  return true;
}

std::variant<Measure, TextFault> sum(Op op, Measure a, const Measure& b) {
  if (a.dimension != b.dimension || a.period != b.period) {
    return calculation("WF0202", "adds or subtracts values of different units",
                       "give a number that has a unit a `let` name of its own");
  }
  a.value = op == Op::add ? a.value + b.value : a.value - b.value;
  return a;
}

std::variant<Measure, TextFault> product(Op op, Measure a, const Measure& b) {
  if ((a.period && !is_plain(b)) || (b.period && (op == Op::divide || !is_plain(a)))) {
    return calculation("WF0202", "a rate that compounds can only be multiplied by a plain number",
                       "write the rate itself where it is needed");
  }
  if (op == Op::divide && b.value == 0.0)
    return calculation("WF0223", "divides by zero", "the value behind / must not be 0");
  a.value = op == Op::multiply ? a.value * b.value : a.value / b.value;
  if (b.period) a.period = b.period;
  if (!combine(a.dimension, b.dimension, op == Op::multiply ? 1 : -1)) {
    return calculation("WF0202", "the unit of the result is no unit that a plan uses",
                       "check * and / in it");
  }
  return a;
}

std::variant<Measure, TextFault> apply(Op op, const Measure& a, const Measure& b) {
  return op == Op::add || op == Op::subtract ? sum(op, a, b) : product(op, a, b);
}

constexpr Dimension dim(int m, int kg, int s, int b, int d, int t, int f) {
  const auto e = [](int power) { return static_cast<std::int8_t>(power); };
  return {e(m), e(kg), e(s), e(b), e(d), e(t), e(f)};
}
// What values in plans are measured in: m kg s B $ tok flop.
constexpr std::array used_dimensions{
    dim(0, 0, 0, 0, 1, 0, 0),   dim(0, 0, 1, 0, 0, 0, 0),   dim(0, 0, 0, 1, 0, 0, 0),
    dim(0, 0, -1, 1, 0, 0, 0),  dim(0, 0, -1, 0, 0, 0, 0),  dim(2, 1, -3, 0, 0, 0, 0),
    dim(2, 1, -2, 0, 0, 0, 0),  dim(0, 0, 0, 0, 0, 1, 0),   dim(0, 0, -1, 0, 0, 1, 0),
    dim(0, 0, -1, 0, 1, 0, 0),  dim(0, 0, 0, 0, 1, -1, 0),  dim(-2, -1, 2, 0, 1, 0, 0),
    dim(-2, -1, 3, 0, 1, 0, 0), dim(-2, -1, 2, 0, 1, 0, 0), dim(0, 0, 0, -1, 1, 0, 0),
    dim(0, 0, 1, -1, 1, 0, 0),  dim(0, 0, 0, 1, 0, -1, 0),  dim(1, 0, 0, 0, 0, 0, 0),
    dim(2, 0, 0, 0, 0, 0, 0),   dim(0, 1, 0, 0, 0, 0, 0),   dim(0, 0, 0, 0, 0, 0, 1),
    dim(0, 0, -1, 0, 0, 0, 1),  dim(0, 0, 0, 0, 0, -1, 1),  dim(0, 0, 0, -1, 0, 0, 1),
    dim(0, 0, 1, 0, 0, -1, 0),  dim(-1, 0, 1, 0, 0, 0, 0),  dim(2, 1, -2, 0, 0, -1, 0),
    dim(-1, 0, 0, 0, 1, 0, 0),  dim(-2, 0, 0, 0, 1, 0, 0),  dim(0, 0, 0, 0, -1, 1, 0),
    dim(-2, -1, 2, 0, 0, 1, 0), dim(-3, 1, 0, 0, 0, 0, 0),  dim(0, -1, 0, 0, 1, 0, 0),
    dim(-2, 0, -1, 0, 1, 0, 0), dim(3, 0, 0, 0, 0, 0, 0)};

}  // namespace

bool is_other_dimension(std::string_view code) {
  return code == "WF0202" || code == "WF0205" || code == "WF0208";
}

std::variant<Expression, TextFault> compile(std::string_view text) { return Compiler(text).run(); }

std::variant<Measure, TextFault> evaluate(const Expression& program,
                                          std::span<const Measure> values) {
  std::vector<Measure> stack;
  for (const Expression::Step& step : program.steps) {
    if (step.op == Op::number) {
      stack.push_back({step.number, {}, {}});
    } else if (step.op == Op::name) {
      stack.push_back(values[step.name]);
    } else if (step.op == Op::negate) {
      stack.back().value = -stack.back().value;
    } else {
      const Measure right = stack.back();
      stack.pop_back();
      const auto done = apply(step.op, stack.back(), right);
      if (const auto* fault = std::get_if<TextFault>(&done)) return *fault;
      stack.back() = std::get<Measure>(done);
    }
  }
  if (!std::isfinite(stack.back().value)) {
    return calculation("WF0223", "the result is too large for a number",
                       "check the prefixes of the units in it");
  }
  return stack.back();
}

std::variant<std::pair<Reading, Measure>, TextFault> read_any(std::string_view text,
                                                              const Currencies& currencies) {
  std::optional<TextFault> fault;
  const auto attempt = [&](const Expect& expect) -> std::optional<std::pair<Reading, Measure>> {
    const auto read = read_quantity(text, expect, currencies);
    if (const auto* wrong = std::get_if<TextFault>(&read)) {
      if (!fault || is_other_dimension(fault->code)) fault = *wrong;
      return std::nullopt;
    }
    const auto& reading = std::get<Reading>(read);
    Measure measure{reading.value, expect.dimension, {}};
    if (expect.shape == Shape::growth) measure.period = reading.period;
    return std::pair(reading, measure);
  };
  if (auto found = attempt({.shape = Shape::growth})) return *found;
  fault.reset();
  for (const Dimension each : used_dimensions) {
    if (auto found = attempt({.shape = Shape::quantity, .dimension = each})) return *found;
  }
  if (auto found = attempt({.shape = Shape::ratio})) return *found;
  return *fault;
}

}  // namespace weft::io
