// SPDX-License-Identifier: Apache-2.0
#include "weft/units/system.hpp"

using namespace weft;

#ifdef WEFT_CONTROL
constexpr double share = ratio(1.0 * second, 2.0 * second);
#else
constexpr double share = ratio(1.0 * second, 2.0 * byte);
#endif
