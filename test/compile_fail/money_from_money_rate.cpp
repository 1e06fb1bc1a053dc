// SPDX-License-Identifier: Apache-2.0
#include "weft/units/system.hpp"

using namespace weft;

#ifdef WEFT_CONTROL
constexpr Money paid = 5.0 * dollar / one_hour * one_day;
#else
constexpr Money paid = 5.0 * dollar / one_hour;
#endif
