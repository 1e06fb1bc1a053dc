// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"

namespace weft::plan {

inline constexpr Reason no_units{"plan.no-units", "the cluster has no units in this phase"};
inline constexpr Reason no_fabric_between{
    "plan.no-fabric-between",
    "the work needs more accelerators than one domain and no fabric joins them"};

}  // namespace weft::plan
