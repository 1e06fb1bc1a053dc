// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/plan/scenario.hpp"

namespace weft::plan {

/// Counts of how many makers the parts of each fabric with hardware of its own can be had.
/// \param catalogue  with its market.
void count_sources(Stage& stage, const catalog::Catalogue& catalogue);

}  // namespace weft::plan
