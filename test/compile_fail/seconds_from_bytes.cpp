// SPDX-License-Identifier: Apache-2.0
#include "weft/units/system.hpp"

using namespace weft;

#ifdef WEFT_CONTROL
constexpr Time wait = 8.0 * byte / (4.0 * byte / second);
#else
constexpr Time wait = 8.0 * byte;
#endif
