// SPDX-License-Identifier: Apache-2.0
#include "weft/io/quantity_text.hpp"
#include "weft/units/system.hpp"

#include <cstdio>
#include <variant>

int main() {
  const auto got =
      weft::io::read_quantity("800 Gb/s", {.dimension = weft::dimension_of<weft::Bandwidth>});
  const auto* reading = std::get_if<weft::io::Reading>(&got);
  if (reading == nullptr || reading->value != 1e11) return 1;
  const weft::Time time = 100.0 * weft::giga_byte / weft::Bandwidth::from_value(reading->value);
  std::printf("100 GB over 800 Gb/s takes %g s\n", time.value());
  return time == weft::second ? 0 : 1;
}
