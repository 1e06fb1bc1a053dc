// SPDX-License-Identifier: Apache-2.0
// Private to weft::io: a whole unit such as "Gb/s", taken apart into factor and dimension.
#pragma once

#include "unit_table.hpp"
#include "weft/base/dimension.hpp"
#include "weft/base/per_period.hpp"

#include <cstddef>
#include <optional>
#include <string_view>
#include <variant>

namespace weft::io::detail {

/// A whole unit expression: "Gb/s", "/kW/month", "%/yr".
struct Unit {
  Factor factor;
  Dimension dimension{};
  bool percent = false;          ///< the only word above the line is "%"
  std::optional<Period> period;  ///< the only word below the line is "yr" or "month"
  bool counted = false;          ///< holds a word that only counts: "req", a label
};

/// Which words besides the table are legal in a unit.
struct Vocabulary {
  std::string_view label;  ///< "GPU": what the field counts
  std::string_view shown;  ///< "$/switch/yr": its unknown words only count
  bool money = false;      ///< the amount stands behind "$", so dollars multiply
  bool any = false;        ///< the text is a shown unit itself: "$" is a unit, unknown words count
};

/// "GPU" or "GPUs" where the label is "GPU".
[[nodiscard]] bool is_label(std::string_view word, std::string_view label);

enum class UnitProblem { unknown, unfinished, trailing, too_many, money_inside };
struct UnitFault {
  UnitProblem problem{};
  std::size_t begin = 0;
  std::size_t end = 0;
};
[[nodiscard]] std::variant<Unit, UnitFault> parse_unit(std::string_view text,
                                                       const Vocabulary& words);

}  // namespace weft::io::detail
