// SPDX-License-Identifier: Apache-2.0
#include "link_words.hpp"

#include "weft/io/quantity_text.hpp"

namespace weft::plan {

std::string gigabits(Bandwidth rate) {
  return io::show_quantity(rate.value(), dimension_of<Bandwidth>, "Gb/s", 4);
}
std::string metres(Length length) {
  return io::show_quantity(length.value(), dimension_of<Length>, "m", 3);
}
std::string watts(Power power) {
  return io::show_quantity(power.value(), dimension_of<Power>, "W", 3);
}

}  // namespace weft::plan
