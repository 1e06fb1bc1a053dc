// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/diagnostic.hpp"
#include "weft/catalog/catalogue.hpp"
#include "weft/plan/scenario.hpp"

namespace weft::plan {

/// Names the modules and cables that the author wrote, and reports what does not fit together
/// after everything is merged: protocols of the tiers, operating systems, modules against
/// protocols, rates and cages, and the racks against the floor.
void fit_parts(Stage& stage, const catalog::Catalogue& catalogue, Diagnostics& diagnostics);

}  // namespace weft::plan
