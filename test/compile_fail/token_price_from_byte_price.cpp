// SPDX-License-Identifier: Apache-2.0
#include "weft/units/system.hpp"

using namespace weft;

#ifdef WEFT_CONTROL
constexpr MoneyPerToken price = 1.0 * dollar / token;
#else
constexpr MoneyPerToken price = 1.0 * dollar / byte;
#endif
