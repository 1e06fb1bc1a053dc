// SPDX-License-Identifier: Apache-2.0
// What a sized design says of the metrics of a row.
#pragma once

#include "trust_inputs.hpp"
#include "weft/fabric/design.hpp"

#include <cstdint>

namespace weft::report {

void say_boxes(const fabric::Design& design, TrustPrediction& out);
void say_links(const fabric::Design& design, std::int64_t links_per_cable, TrustPrediction& out);
/// Counts of a simulator's graph, in which an NVSwitch is a node and each accelerator has one
/// link to it.
void say_graph(const fabric::Design& design, std::int64_t gpus, std::int64_t each,
               TrustPrediction& out);

/// A tree whose ports the row states level by level. \return false where it states none.
bool say_stated_tree(const TrustInputs& in, TrustPrediction& out);

}  // namespace weft::report
