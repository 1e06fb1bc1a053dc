// SPDX-License-Identifier: Apache-2.0
// Private to weft::report: on what prices a bill of materials stands.
#pragma once

#include "weft/plan/bill.hpp"
#include "weft/report/answer.hpp"

namespace weft::report {

/// Sets finance.capex_quoted_share: of what is bought, at prices of quotes that are still valid in
/// the first month of the plan. What is bought again later is under no quote.
void note_quotes(Answer& answer);

/// Sets finance.bom_price_index: what both bills buy, by its place, at the prices of the one
/// against those of the other.
void note_price_index(const plan::BillOfMaterials& base, Answer& answer);

}  // namespace weft::report
