// SPDX-License-Identifier: Apache-2.0
// How far a serving model lies from rows that it was fitted on and from rows that it was not.
#pragma once

#include "serving_fit_rows.hpp"

#include <string>
#include <vector>

namespace weft::report {

[[nodiscard]] catalog::ServingError serving_error(std::string name,
                                                  const std::vector<ServingLogErrors>& errors);

/// Adds the errors of rows that were left out, deployment by deployment and family by family, and
/// the bands that they make. What is left out is left out of the choice of the form, too: each fit
/// chooses the width of its priors among its own rows.
/// \param start  with the priors as they were before any choice.
void state_serving_errors(const ServingFitRows& rows, const catalog::ServingFit& start,
                          catalog::ServingFit& into);

}  // namespace weft::report
