// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/diagnostic.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace weft {

/// What a value rests on, from the firmest to the weakest.
enum class Basis : std::uint8_t { quote, list, published, measured, derived, estimate, guess };

/// What is not known of a value: P5 and P95 of one draw, in SI base units.
struct Interval {
  double low = 0.0;
  double high = 0.0;
  friend constexpr bool operator==(const Interval&, const Interval&) = default;
};

/// What stands beside a value that somebody wrote: where, who says so, how sure.
/// The structs of the plan hold plain central values; formulas never see this.
struct Note {
  Span at;
  std::string from;   ///< source id or free text
  std::string as_of;  ///< date of the value
  std::string until;  ///< last day on which a quote is valid
  std::optional<Basis> basis;
  std::optional<Interval> interval;
  std::string expression;    ///< "=node_price": the text of a `let` reference
  std::string distribution;  ///< JSON text of a { "dist": ... }, for studies that draw scenarios
  bool bad = false;          ///< the text could not be read; the default stands and was reported

  friend bool operator==(const Note&, const Note&) = default;
};

/// By dotted path. A path that is not in here was not written: its value is a default.
using Notes = std::map<std::string, Note, std::less<>>;

}  // namespace weft
