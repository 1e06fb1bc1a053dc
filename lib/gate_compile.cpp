// SPDX-License-Identifier: Apache-2.0
#include "gate_compiler.hpp"

#include <algorithm>
#include <array>

namespace weft::study {
namespace {

using Op = GateProgram::Op;
using Form = GateKind::Form;

constexpr std::size_t longest = 1000;
constexpr int deepest_gate = 32;

std::string words_of(const GateKind& kind) {
  if (kind.form == Form::truth) return "a comparison";
  if (kind.form == Form::month) return "a month";
  if (kind.dimension == Dimension{}) return "a plain number";
  const std::string shown = io::show_quantity(1.0, kind.dimension);
  const auto blank = shown.find(' ');
  return blank == std::string::npos ? "a value in " + shown.substr(0, 1)
                                    : "a value in " + shown.substr(blank + 1);
}

bool combine(Dimension& into, const Dimension& with, int sign) {
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

}  // namespace

std::variant<GateProgram, io::TextFault> GateCompiler::run() {
  if (scan_.size() > longest) {
    fail("WF0701", "has more than 1,000 characters", "split it into several gates", 0, 0);
  } else {
    const GateKind kind = either();
    scan_.skip_blanks();
    if (!fault_ && !scan_.ended()) syntax("does not belong here", scan_.at(), scan_.at() + 1);
    if (!fault_ && kind != gate_truth) {
      fail("WF0703", "is a value, not a comparison", "compare it: ... <= ...", 0, scan_.size());
    }
  }
  if (fault_) return *fault_;
  const Op last = made_.steps.back().op;
  if (last < Op::less || last > Op::unequal) made_.compared = gate_truth;
  return std::move(made_);
}

GateKind GateCompiler::fail(std::string code, const std::string& what, std::string hint,
                            std::size_t begin, std::size_t end) {
  if (!fault_) {
    end = std::min(end, scan_.size());
    fault_ = io::TextFault{std::move(code), "the gate " + what, std::move(hint),
                           std::min(begin, end), end};
  }
  return gate_number;
}

GateKind GateCompiler::syntax(const std::string& what, std::size_t begin, std::size_t end) {
  const std::string found(scan_.between(begin, end));
  const std::string message =
      found.empty() ? "ends too early: " + what : "cannot be read: `" + found + "` " + what;
  return fail("WF0701", message, "such as workloads.chat.cost_output <= $0.60 /Mtok", begin, end);
}

GateKind GateCompiler::unlike(const GateKind& a, const GateKind& b, std::size_t begin) {
  const bool months = a.form == Form::month || b.form == Form::month;
  return fail("WF0703", "joins " + words_of(a) + " and " + words_of(b),
              months ? "a month is held against \"36 months\" or 2028-01"
                     : "both sides must have the same unit",
              begin, scan_.at());
}

bool GateCompiler::descend(std::size_t begin, std::size_t end) {
  if (++depth_ <= deepest_gate) return true;
  fail("WF0701", "is nested more than 32 deep", "split it into several gates", begin, end);
  return false;
}

GateKind GateCompiler::either() { return joined("or", Op::either, &GateCompiler::both); }

GateKind GateCompiler::both() { return joined("and", Op::both, &GateCompiler::inverse); }

GateKind GateCompiler::joined(std::string_view word, Op op, GateKind (GateCompiler::*part)()) {
  const std::size_t begin = scan_.at();
  GateKind left = (this->*part)();
  while (!fault_ && scan_.take_word(word)) {
    const GateKind right = (this->*part)();
    if (fault_) break;
    if (left != gate_truth || right != gate_truth) {
      return fail("WF0703", "joins values by `" + std::string(word) + "`",
                  "`" + std::string(word) + "` stands between comparisons", begin, scan_.at());
    }
    emit(op);
  }
  return left;
}

GateKind GateCompiler::inverse() {
  if (!scan_.take_word("not")) return comparison();
  const std::size_t begin = scan_.at();
  if (!descend(begin, begin + 1)) return gate_truth;
  const GateKind kind = inverse();
  --depth_;
  if (!fault_ && kind != gate_truth) {
    return fail("WF0703", "has `not` before a value", "`not` stands before a comparison", begin,
                scan_.at());
  }
  emit(Op::inverse);
  return kind;
}

std::optional<GateProgram::Op> GateCompiler::comparator() {
  struct Sign {
    std::string_view text;
    Op op;
  };
  constexpr std::array signs{Sign{"<=", Op::at_most}, Sign{">=", Op::at_least},
                             Sign{"==", Op::equal},   Sign{"!=", Op::unequal},
                             Sign{"<", Op::less},     Sign{">", Op::more},
                             Sign{"=", Op::equal}};
  for (const Sign& each : signs) {
    if (scan_.take(each.text)) return each.op;
  }
  return std::nullopt;
}

GateKind GateCompiler::comparison() {
  const std::size_t begin = scan_.at();
  const GateKind left = sum();
  if (fault_) return left;
  const auto op = comparator();
  if (!op) return left;
  const GateKind right = sum();
  if (fault_) return gate_truth;
  made_.compared = alike(left, right, begin);
  if (fault_) return gate_truth;
  emit(*op);
  const std::size_t next = scan_.at();
  if (comparator()) return syntax("is a second comparison: join two by `and`", next, scan_.at());
  return gate_truth;
}

GateKind GateCompiler::alike(const GateKind& left, const GateKind& right, std::size_t begin) {
  if (left.form == Form::truth || right.form == Form::truth) return unlike(left, right, begin);
  if (left == right) return left;
  if (left == gate_month && right == gate_duration) {
    emit(Op::to_months);
    return gate_month;
  }
  if (left == gate_duration && right == gate_month) {
    emit(Op::to_months_below);
    return gate_month;
  }
  return unlike(left, right, begin);
}

GateKind GateCompiler::sum() {
  const std::size_t begin = scan_.at();
  GateKind left = product();
  while (!fault_) {
    const bool plus = scan_.take("+");
    if (!plus && !scan_.take("-")) break;
    left = added(left, plus, begin);
  }
  return left;
}

GateKind GateCompiler::added(const GateKind& left, bool plus, std::size_t begin) {
  const GateKind right = product();
  if (fault_) return left;
  const bool months = left == gate_month && right == gate_month;
  if (months && plus)
    return fail("WF0703", "adds two months", "add a time to a month", begin, scan_.at());
  const GateKind kind = alike(left, right, begin);
  if (fault_) return kind;
  emit(plus ? Op::add : Op::subtract);
  if (!months) return kind;
  emit(Op::to_time);
  return gate_duration;
}

GateKind GateCompiler::product() {
  const std::size_t begin = scan_.at();
  GateKind left = unary();
  while (!fault_) {
    const bool times = scan_.take("*");
    if (!times && !scan_.take("/")) break;
    left = multiplied(left, times, begin);
  }
  return left;
}

GateKind GateCompiler::multiplied(GateKind left, bool times, std::size_t begin) {
  const std::size_t behind = made_.steps.size();
  const GateKind right = unary();
  if (fault_) return left;
  if (left.form != Form::number || right.form != Form::number) return unlike(left, right, begin);
  const auto& last = made_.steps.back();
  const bool is_literal = made_.steps.size() == behind + 1 && last.op == Op::number;
  if (!times && is_literal && last.number == 0.0)
    return fail("WF0704", "divides by zero", "the value behind / must not be 0", begin, scan_.at());
  if (!combine(left.dimension, right.dimension, times ? 1 : -1)) {
    return fail("WF0703", "multiplies units beyond any that a metric has", "check * and / in it",
                begin, scan_.at());
  }
  emit(times ? Op::multiply : Op::divide);
  return left;
}

GateKind GateCompiler::unary() {
  if (!descend(scan_.at(), scan_.at() + 1)) return gate_number;
  GateKind kind;
  if (scan_.take("-")) {
    const std::size_t begin = scan_.at() - 1;
    kind = unary();
    if (!fault_ && kind.form != Form::number) kind = unlike(kind, gate_number, begin);
    emit(Op::negate);
  } else {
    kind = atom();
  }
  --depth_;
  return kind;
}

std::variant<GateProgram, io::TextFault> compile_gate(std::string_view text,
                                                      const GateScope& scope) {
  return GateCompiler(text, scope).run();
}

}  // namespace weft::study
