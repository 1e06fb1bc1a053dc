// SPDX-License-Identifier: Apache-2.0
// Private to weft::io: the reader of quantity texts. quantity_parts.cpp takes a text apart,
// quantity_text.cpp makes values of the parts, quantity_faults.cpp says what is wrong.
#pragma once

#include "characters.hpp"
#include "nearest_unit.hpp"
#include "unit_expression.hpp"
#include "unit_words.hpp"
#include "weft/io/quantity_text.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace weft::io::detail {

inline std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

/// The author's text in a message: short, one line.
[[nodiscard]] std::string in_marks(std::string_view text);
[[nodiscard]] std::string offer(std::string_view text);
[[nodiscard]] bool names_energy(std::string_view unit);

/// A number as it was typed, unconverted.
struct Number {
  std::string_view text;  ///< digits and point
  bool negative = false;
  int exponent = 0;  ///< of ten
};

/// One end of a range, or the whole text.
struct Side {
  std::string_view text;  ///< trimmed
  std::size_t at = 0;     ///< where it starts in the whole text
  Number number;
  double rate = 1.0;       ///< dollars a unit of the currency
  std::string_view front;  ///< "$" or "EUR"; empty without money
  std::string_view tail;   ///< the unit as typed
  std::size_t tail_at = 0;
  bool bare = true;  ///< neither money nor unit
};

struct Reader {
  std::string_view whole;
  const Expect& expect;
  const Currencies& currencies;
  std::optional<TextFault> fault;

  bool fail(std::string_view code, std::string message, std::string hint, std::size_t begin,
            std::size_t end) {
    if (!fault) fault = {std::string(code), std::move(message), std::move(hint), begin, end};
    return false;
  }
  bool fail(const Side& side, std::string_view code, std::string message, std::string hint) {
    return fail(code, std::move(message), std::move(hint), side.at, side.at + side.text.size());
  }

  [[nodiscard]] bool wants_money() const { return expect.dimension.dollar > 0; }
  [[nodiscard]] std::string shown() const {
    if (!expect.shown.empty()) return std::string(expect.shown);
    if (expect.shape == Shape::growth) return "%/yr";
    return expect.shape == Shape::quantity ? detail::base_unit(expect.dimension) : std::string();
  }
  [[nodiscard]] std::string example() const {
    return detail::join(expect.shown.ends_with("b/s") ? "400" : "10", shown());
  }
  [[nodiscard]] bool is_label(std::string_view word) const {
    return detail::is_label(word, expect.label);
  }
  [[nodiscard]] Vocabulary words(bool money) const { return {expect.label, expect.shown, money}; }

  bool split(std::string_view text, std::size_t at, Side& side);
  bool read_currency(Side& side, std::size_t& i);
  bool read_digits(Side& side, std::size_t& i);
  bool read_fraction(const Side& side, std::size_t& i);
  bool refuse_separator(const Side& side, std::size_t i);
  bool no_number(const Side& side, std::size_t i);
  bool read_multiplier(Side& side, std::size_t& i);
  bool evaluate(const Side& side, Reading& out, double& value);
  bool evaluate_bare(const Side& side, double& value);
  bool wrong_label(const Side& side);
  [[nodiscard]] bool mistakes_energy(const Side& side) const;
  bool evaluate_count(const Side& side, double& value);
  bool evaluate_ratio(const Side& side, double& value);
  bool evaluate_unit(const Side& side, Reading& out, double& value);
  bool read_period(const Side& side, const Unit& unit, Reading& out);
  bool check_unit(const Side& side, const Unit& unit);
  bool scale(const Side& side, const Factor& factor, double& value);
  bool explain_unit(const Side& side, const UnitFault& problem);
  bool explain_dimension(const Side& side, const Unit& unit);
  bool explain_range(const Side& low, const Side& high);
  bool too_large(const Side& side);
  bool whole_count(const Side& side, double value);
};

}  // namespace weft::io::detail
