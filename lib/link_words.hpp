// SPDX-License-Identifier: Apache-2.0
// Rates, lengths and powers of links, as messages say them.
#pragma once

#include "weft/units/system.hpp"

#include <string>

namespace weft::plan {

/// "400 Gb/s".
[[nodiscard]] std::string gigabits(Bandwidth rate);
/// "1.5 m".
[[nodiscard]] std::string metres(Length length);
/// "15 W".
[[nodiscard]] std::string watts(Power power);

}  // namespace weft::plan
