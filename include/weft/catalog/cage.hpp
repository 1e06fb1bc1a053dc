// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"

#include <array>
#include <cstdint>

namespace weft::catalog {

/// Form of the cage that a module or the end of a cable goes into, as the standards call it.
enum class CageForm : std::uint8_t {
  osfp,
  osfp224,
  qsfp_dd,
  qsfp_dd800,
  qsfp112,
  qsfp56,
  qsfp28,
  sfp28,
  rj45,
  co_packaged
};

}  // namespace weft::catalog

namespace weft {

template <>
inline constexpr auto words<catalog::CageForm> =
    std::array{Case{"OSFP", "eight lanes, up to 800 Gb/s"},
               Case{"OSFP224", "eight lanes of 200 Gb/s"},
               Case{"QSFP-DD", "eight lanes of 50 Gb/s"},
               Case{"QSFP-DD800", "eight lanes of 100 Gb/s"},
               Case{"QSFP112", "four lanes of 100 Gb/s"},
               Case{"QSFP56", "four lanes of 50 Gb/s"},
               Case{"QSFP28", "four lanes of 25 Gb/s"},
               Case{"SFP28", "one lane of 25 Gb/s"},
               Case{"RJ45", "twisted pair, no module"},
               Case{"CPO", "optics in the box: fibre goes in, no module"}};

}  // namespace weft
