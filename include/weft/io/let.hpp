// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/diagnostic.hpp"
#include "weft/base/note.hpp"
#include "weft/io/document.hpp"
#include "weft/io/quantity_text.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace weft::io {

/// An "=expr" as a postfix program: numbers, `let` names, + - * / and parentheses.
struct Expression {
  enum class Op : std::uint8_t { number, name, add, subtract, multiply, divide, negate };
  struct Step {
    Op op{};
    double number = 0.0;
    std::size_t name = 0;  ///< index in `names`
  };
  std::vector<Step> steps;
  std::vector<std::string> names;  ///< each name once, in the order of first use

  /// "=node_price": the value is then read with the type of the field.
  [[nodiscard]] bool is_one_name() const {
    return steps.size() == 1 && steps.front().op == Op::name;
  }
};

/// A number with its dimension, in SI base units; `period` for a rate that compounds.
struct Measure {
  double value = 0.0;
  Dimension dimension{};
  std::optional<Period> period;
};

/// Compiles a text that begins with "=". At most 1,000 characters, nested at most 32 deep.
[[nodiscard]] std::variant<Expression, TextFault> compile(std::string_view text);

/// Runs a program on one value for each of its names; units are checked.
[[nodiscard]] std::variant<Measure, TextFault> evaluate(const Expression& program,
                                                        std::span<const Measure> values);

/// True for the codes that say: a good quantity, of another dimension than the field wants.
[[nodiscard]] bool is_other_dimension(std::string_view code);

/// Reads a quantity whose dimension nobody has said: of the dimensions that plans use, the one that
/// fits. The fault is that of the text itself, not of a dimension.
[[nodiscard]] std::variant<std::pair<Reading, Measure>, TextFault> read_any(
    std::string_view text, const Currencies& currencies = {});

/// A value with what is not known of it.
struct Weighed {
  Measure central;
  std::optional<Interval> range;
  std::optional<Basis> basis;
};

/// The `let` section of a plan. It refers to the node, which must outlive it.
class Let {
 public:
  Let() = default;
  /// Reports bad names, broken expressions, unknown names and circles; such names are bad.
  Let(const Node& section, Diagnostics& diagnostics);

  [[nodiscard]] const Node* find(std::string_view name) const;
  [[nodiscard]] bool bad(std::string_view name) const { return bad_.contains(name); }
  [[nodiscard]] std::vector<std::string_view> names() const;

  /// The value of an expression over these names, or why there is none. When several names are
  /// uncertain, the range is first order: each is varied alone, and the parts are taken as
  /// independent. A study that draws runs the program itself.
  [[nodiscard]] std::variant<Weighed, TextFault> weigh(const Expression& program,
                                                       const Currencies& currencies) const;

  /// Warns of each name that neither `used` nor the names they use hold.
  void report_unused(const std::set<std::string, std::less<>>& used,
                     Diagnostics& diagnostics) const;

 private:
  bool check(const Node& member, std::vector<std::string>& open,
             std::set<std::string, std::less<>>& done, Diagnostics& diagnostics);

  const Node* section_ = nullptr;
  std::set<std::string, std::less<>> bad_;
};

}  // namespace weft::io
