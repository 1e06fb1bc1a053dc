// SPDX-License-Identifier: Apache-2.0
#include "weft/units/system.hpp"

using namespace weft;

#ifdef WEFT_CONTROL
constexpr std::int64_t parts = static_cast<std::int64_t>(ratio(8.0 * byte, 4.0 * byte));
#else
constexpr std::int64_t parts = 8.0 * byte;
#endif
