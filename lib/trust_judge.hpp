// SPDX-License-Identifier: Apache-2.0
// What a published row says, and how far the prediction is off.
#pragma once

#include "trust_inputs.hpp"
#include "weft/report/trust.hpp"

#include <string>
#include <string_view>

namespace weft::report {

/// What a row is about: its topology, kind or function.
[[nodiscard]] std::string row_kind(const io::Node& row);

/// Predicts a row by its rule and adds a line for each figure that it expects.
/// \param inputs  of the row or of the row that it refers to; may be null.
/// \param rule    null where no rule knows rows of this kind.
void judge_row(const io::Node& row, const io::Node* inputs, TrustRule rule, TrustReport& into);

}  // namespace weft::report
