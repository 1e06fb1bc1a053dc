// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/calendar.hpp"
#include "weft/base/dimension.hpp"
#include "weft/io/quantity_text.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace weft::study {

/// What a gate compares: a number of some dimension, a month counted from time.start, a verdict.
struct GateKind {
  enum class Form : std::uint8_t { number, month, truth } form = Form::number;
  Dimension dimension{};
  friend constexpr bool operator==(const GateKind&, const GateKind&) = default;
};

/// What is known of a name before anything is computed.
struct GateSymbol {
  GateKind kind{};
  bool has_series = false;  ///< one value a month: at(2028-01, x)
};

/// The names that a gate may use and the calendar that it stands in.
struct GateScope {
  std::function<std::optional<GateSymbol>(std::string_view name)> symbol;
  std::function<std::string(std::string_view name)> near;  ///< "did you mean `a`?", or empty
  CalendarMonth start{};
  std::int64_t months = 0;  ///< of the horizon
  io::Currencies currencies{};
};

/// A name that a gate uses.
struct GateName {
  std::string id;
  bool of_baseline = false;  ///< "baseline.finance.npv"
  friend bool operator==(const GateName&, const GateName&) = default;
};

/// A gate as a postfix program: it always ends, whatever its text is.
struct GateProgram {
  enum class Op : std::uint8_t {
    number,
    name,
    at_month,
    most,
    least,  // leave a value
    add,
    subtract,
    multiply,
    divide,
    negate,  // numbers
    to_months,
    to_months_below,
    to_time,  // between months and time
    smaller,
    larger,  // min(a, b), max(a, b)
    less,
    at_most,
    more,
    at_least,
    equal,
    unequal,  // comparisons
    both,
    either,
    inverse,  // verdicts
    drawn,    // what only scenarios can tell
  };
  struct Step {
    Op op{};
    double number = 0.0;
    std::size_t name = 0;    ///< index in `names`
    std::int64_t month = 0;  ///< of at_month: from time.start
  };
  std::vector<Step> steps;
  std::vector<GateName> names;
  bool needs_baseline = false;
  bool needs_scenarios = false;
  GateKind compared{};  ///< of the two sides, where the whole gate is one comparison
};

/// Compiles "workloads.chat.cost_output <= $0.60 /Mtok": comparisons, and, or, not, arithmetic,
/// at(2028-01, x), max_over_time(x), min(a, b), baseline.x; p10(x), probability(...) and their like
/// are legal and never checked here. Units are checked. At most 1,000 characters, nested at most
/// 32 deep.
[[nodiscard]] std::variant<GateProgram, io::TextFault> compile_gate(std::string_view text,
                                                                    const GateScope& scope);

/// "Never" (a payback that does not come) is a month beyond every limit.
inline constexpr double never = std::numeric_limits<double>::infinity();

/// Values for the names of a gate; nothing where this evaluation has none.
struct GateValues {
  std::function<std::optional<double>(const GateName& name)> value;
  /// By month of the horizon; empty where there is no series.
  std::function<const std::vector<double>*(const GateName& name)> series;
};

enum class GateVerdict : std::uint8_t { holds, fails, not_checked };

struct GateAnswer {
  GateVerdict verdict = GateVerdict::not_checked;
  std::string note;  ///< why it was not checked, or why it fails without a comparison
  std::optional<double> given, asked;  ///< where the whole gate is one comparison
};

/// Runs a gate. What is not known stays unknown through `and` and `or`, unless the other side
/// decides; a division by zero fails.
[[nodiscard]] GateAnswer run_gate(const GateProgram& program, const GateValues& values);

}  // namespace weft::study
