// SPDX-License-Identifier: Apache-2.0
// How far a serving model lies from rows that it was fitted on and from rows that it was not.
#pragma once

#include "serving_fit_values.hpp"

#include <string>
#include <vector>

namespace weft::report {

[[nodiscard]] catalog::ServingError serving_error(std::string name,
                                                  const std::vector<ServingLogErrors>& errors);

/// Adds the errors of rows that were left out, deployment by deployment and family by family, and
/// the bands that they make.
/// \param from  the coefficients that each fit starts at.
void state_serving_errors(const ServingFitRows& rows, ServingFitValues& moving,
                          const std::vector<FitParameter>& from, catalog::ServingFit& into);

}  // namespace weft::report
