// SPDX-License-Identifier: Apache-2.0
#include "weft/units/system.hpp"

using namespace weft;

#ifdef WEFT_CONTROL
constexpr Power draw = 5.0 * watt;
#else
constexpr Power draw = 5.0;
#endif
