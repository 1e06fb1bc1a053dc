// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/io/quantity_text.hpp"

#include <string>

namespace weft::plan {

/// A share as a decision says it, three digits: 0.0213 is "2.13 %".
[[nodiscard]] inline std::string percent(double share) {
  constexpr int digits = 3;
  return io::show_quantity(100.0 * share, {}, {}, digits) + " %";
}

}  // namespace weft::plan
