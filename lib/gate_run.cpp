// SPDX-License-Identifier: Apache-2.0
#include "weft/study/gate.hpp"
#include "weft/units/system.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace weft::study {
namespace {

using Op = GateProgram::Op;

constexpr double seconds_of_month = ratio(one_month, second);

/// A number or a verdict (1 and 0); nothing where it is not known.
using Value = std::optional<double>;

class Machine {
 public:
  Machine(const GateProgram& program, const GateValues& values)
      : program_(program), values_(values) {}

  GateAnswer run() {
    for (const GateProgram::Step& each : program_.steps) {
      step(each);
      if (divided_by_zero_) return {GateVerdict::fails, "divides by zero", {}, {}};
    }
    GateAnswer made;
    const bool one_comparison = program_.compared.form != GateKind::Form::truth;
    if (one_comparison) {
      made.given = left_;
      made.asked = right_;
    }
    if (const Value& verdict = stack_.back()) {
      made.verdict = *verdict != 0.0 ? GateVerdict::holds : GateVerdict::fails;
    } else {
      made.note = note_;
    }
    return made;
  }

 private:
  void step(const GateProgram::Step& of) {
    switch (of.op) {
      case Op::number:
        return stack_.push_back(of.number);
      case Op::name:
      case Op::at_month:
      case Op::most:
      case Op::least:
        return stack_.push_back(looked_up(of));
      case Op::drawn:
        say("only a command that draws scenarios can tell");
        stack_.back() = std::nullopt;
        return;
      case Op::negate:
      case Op::to_months:
      case Op::to_time:
      case Op::inverse:
        stack_.back() = alone(of.op, stack_.back());
        return;
      case Op::to_months_below: {
        Value& below = stack_[stack_.size() - 2];
        below = alone(Op::to_months, below);
        return;
      }
      default:
        return two(of.op);
    }
  }

  Value looked_up(const GateProgram::Step& of) {
    const GateName& name = program_.names[of.name];
    Value found;
    if (of.op == Op::name) {
      found = values_.value(name);
    } else if (const auto* series = values_.series(name); series && !series->empty()) {
      if (of.op == Op::most) found = *std::max_element(series->begin(), series->end());
      if (of.op == Op::least) found = *std::min_element(series->begin(), series->end());
      const auto at = static_cast<std::size_t>(of.month);
      if (of.op == Op::at_month && at < series->size()) found = (*series)[at];
    }
    if (!found) {
      say(name.of_baseline ? "there is no baseline with " + name.id
                           : name.id + " has no value in this result");
    }
    return found;
  }

  static Value alone(Op op, const Value& of) {
    if (!of) return of;
    if (op == Op::negate) return -*of;
    if (op == Op::to_months) return *of / seconds_of_month;
    if (op == Op::to_time) return *of * seconds_of_month;
    return *of != 0.0 ? 0.0 : 1.0;
  }

  void two(Op op) {
    const Value right = stack_.back();
    stack_.pop_back();
    const Value left = stack_.back();
    stack_.back() = joined(op, left, right);
  }

  Value joined(Op op, const Value& left, const Value& right) {
    if (op == Op::both || op == Op::either) return decided(op, left, right);
    if (op >= Op::less && op <= Op::unequal) {
      left_ = left;
      right_ = right;
    }
    if (!left || !right) return std::nullopt;
    if (op == Op::divide && *right == 0.0) {
      divided_by_zero_ = true;
      return std::nullopt;
    }
    const double found = computed(op, *left, *right);
    if (!std::isnan(found)) return found;
    say("it cannot be computed from what never happens");
    return std::nullopt;
  }

  /// One side may decide whatever the other is.
  static Value decided(Op op, const Value& left, const Value& right) {
    const double decides = op == Op::both ? 0.0 : 1.0;
    if ((left && *left == decides) || (right && *right == decides)) return decides;
    if (!left || !right) return std::nullopt;
    return 1.0 - decides;
  }

  static double computed(Op op, double a, double b) {
    switch (op) {
      case Op::add:
        return a + b;
      case Op::subtract:
        return a - b;
      case Op::multiply:
        return a * b;
      case Op::divide:
        return a / b;
      case Op::smaller:
        return std::min(a, b);
      case Op::larger:
        return std::max(a, b);
      default:
        return std::isnan(a) || std::isnan(b) ? std::nan("") : compared(op, a, b);
    }
  }
  static double compared(Op op, double a, double b) {
    bool holds = false;
    if (op == Op::less) holds = a < b;
    if (op == Op::at_most) holds = a <= b;
    if (op == Op::more) holds = a > b;
    if (op == Op::at_least) holds = a >= b;
    if (op == Op::equal) holds = a == b;
    if (op == Op::unequal) holds = a != b;
    return holds ? 1.0 : 0.0;
  }

  void say(std::string what) {
    if (note_.empty()) note_ = std::move(what);
  }

  const GateProgram& program_;
  const GateValues& values_;
  std::vector<Value> stack_;
  std::string note_;
  Value left_, right_;
  bool divided_by_zero_ = false;
};

}  // namespace

GateAnswer run_gate(const GateProgram& program, const GateValues& values) {
  return Machine(program, values).run();
}

}  // namespace weft::study
