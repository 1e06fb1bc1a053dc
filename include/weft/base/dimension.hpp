// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace weft {

/// Exponents of the seven base units in which every quantity is kept:
/// metre, kilogram, second, byte, dollar, token, flop. All zero is a pure number.
struct Dimension {
  std::int8_t metre = 0;
  std::int8_t kilogram = 0;
  std::int8_t second = 0;
  std::int8_t byte = 0;
  std::int8_t dollar = 0;
  std::int8_t token = 0;
  std::int8_t flop = 0;

  friend constexpr bool operator==(const Dimension&, const Dimension&) = default;
};

}  // namespace weft
