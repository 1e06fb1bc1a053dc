// SPDX-License-Identifier: Apache-2.0
// Turns the text of a gate into the steps of a program, checking units on the way.
#pragma once

#include "gate_scanner.hpp"
#include "weft/io/let.hpp"
#include "weft/study/gate.hpp"
#include "weft/units/system.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace weft::study {

inline constexpr GateKind gate_number{};
inline constexpr GateKind gate_truth{GateKind::Form::truth, {}};
inline constexpr GateKind gate_month{GateKind::Form::month, {}};
inline constexpr GateKind gate_duration{GateKind::Form::number, dimension_of<Time>};

/// or := and {"or" and} ; and := not {"and" not} ; not := "not" not | comparison ;
/// comparison := sum [op sum] ; sum := product {("+"|"-") product} ;
/// product := unary {("*"|"/") unary} ; unary := "-" unary | atom ;
/// atom := quantity | month | name | function "(" ... ")" | "(" or ")"
class GateCompiler {
 public:
  GateCompiler(std::string_view text, const GateScope& scope) : scan_(text), scope_(scope) {}

  std::variant<GateProgram, io::TextFault> run();

 private:
  using Op = GateProgram::Op;

  GateKind fail(std::string code, const std::string& what, std::string hint, std::size_t begin,
                std::size_t end);
  GateKind syntax(const std::string& what, std::size_t begin, std::size_t end);
  GateKind unlike(const GateKind& a, const GateKind& b, std::size_t begin);
  /// Counts what is nested. \return false when it is too deep, which is then said.
  bool descend(std::size_t begin, std::size_t end);
  void emit(Op op) { made_.steps.push_back({op, 0.0, 0, 0}); }

  // Verdicts and numbers: gate_compile.cpp.
  GateKind either();
  GateKind both();
  GateKind joined(std::string_view word, Op op, GateKind (GateCompiler::*part)());
  GateKind inverse();
  std::optional<Op> comparator();
  GateKind comparison();
  /// What both sides are once a time beside a month counts months; else a fault.
  GateKind alike(const GateKind& left, const GateKind& right, std::size_t begin);
  GateKind sum();
  GateKind added(const GateKind& left, bool plus, std::size_t begin);
  GateKind product();
  GateKind multiplied(GateKind left, bool times, std::size_t begin);
  GateKind unary();

  // Values: gate_values.cpp.
  GateKind atom();
  GateKind literal();
  GateKind named();
  std::optional<std::pair<GateSymbol, std::size_t>> look_up(std::string_view word,
                                                            std::size_t begin);
  GateKind function(std::string_view word, std::size_t begin);
  GateKind at_month();
  GateKind series(Op op, std::int64_t month_index);
  GateKind extreme(Op op, std::size_t begin);
  GateKind drawn(bool of_truth);

  GateScanner scan_;
  const GateScope& scope_;
  int depth_ = 0;
  GateProgram made_;
  std::optional<io::TextFault> fault_;
};

}  // namespace weft::study
