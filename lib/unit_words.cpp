// SPDX-License-Identifier: Apache-2.0
#include "unit_words.hpp"

#include <array>

namespace weft::io::detail {
namespace {

struct Named {
  Dimension dimension;
  std::string_view name;
  std::string_view unit;
};
constexpr std::array names{
    Named{{}, "a plain number", ""},
    Named{{.metre = 1}, "a length", "m"},
    Named{{.metre = 2}, "a area", "m*m"},
    Named{{.kilogram = 1}, "a mass", "kg"},
    Named{{.second = 1}, "a time", "s"},
    Named{{.second = -1}, "a rate per time", "/s"},
    Named{{.byte = 1}, "an amount of data", "B"},
    Named{{.second = -1, .byte = 1}, "a data rate", "B/s"},
    Named{{.dollar = 1}, "an amount of money", "$"},
    Named{{.second = -1, .dollar = 1}, "an amount of money per time", "$/s"},
    Named{{.token = 1}, "a number of tokens", "tok"},
    Named{{.second = -1, .token = 1}, "a token rate", "tok/s"},
    Named{{.flop = 1}, "a number of operations", "flop"},
    Named{{.second = -1, .flop = 1}, "a compute rate", "flop/s"},
    Named{{.metre = 2, .kilogram = 1, .second = -2}, "an energy", "J"},
    Named{{.metre = 2, .kilogram = 1, .second = -3}, "a power", "W"},
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

}  // namespace

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
