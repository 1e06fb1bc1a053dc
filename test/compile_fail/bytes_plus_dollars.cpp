// SPDX-License-Identifier: Apache-2.0
#include "weft/units/system.hpp"

using namespace weft;

#ifdef WEFT_CONTROL
constexpr Bytes sum = 1.0 * byte + 1.0 * byte;
#else
constexpr Bytes sum = 1.0 * byte + 1.0 * dollar;
#endif
