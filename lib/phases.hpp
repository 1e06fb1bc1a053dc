// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/plan/resolve.hpp"

#include <cstdint>
#include <span>

namespace weft::plan {

/// Reports what a phase may not change: phases add units, they make nothing else of what stands.
void check_phases(std::span<const PhasePlan> phases, Diagnostics& diagnostics);

/// Reports phases outside the horizon.
void check_calendar(std::span<const PhasePlan> phases, std::int64_t months,
                    Diagnostics& diagnostics);

}  // namespace weft::plan
