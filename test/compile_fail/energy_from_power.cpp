// SPDX-License-Identifier: Apache-2.0
#include "weft/units/system.hpp"

using namespace weft;

#ifdef WEFT_CONTROL
constexpr Energy used = 5.0 * watt * one_hour;
#else
constexpr Energy used = 5.0 * watt;
#endif
