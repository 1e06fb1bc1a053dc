// SPDX-License-Identifier: Apache-2.0
#include "weft/units/system.hpp"

using namespace weft;

#ifdef WEFT_CONTROL
constexpr bool late = 1.0 * second > Time{};
#else
constexpr bool late = 1.0 * second > 0.0;
#endif
