// SPDX-License-Identifier: Apache-2.0
#include "weft/base/fields.hpp"

struct Pair {
  double first = 0.0;
  double second = 0.0;
};
namespace weft {
#ifdef WEFT_CONTROL
template <>
inline constexpr auto fields<Pair> =
    std::array{row<&Pair::first>("first", ""), row<&Pair::second>("second", "")};
#else
template <>
inline constexpr auto fields<Pair> = std::array{row<&Pair::first>("first", "")};
#endif
static_assert(describes_all<Pair>());
}  // namespace weft
