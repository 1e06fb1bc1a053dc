// SPDX-License-Identifier: Apache-2.0
// How much what is known beforehand counts: the one choice of form that a calibration makes itself.
#pragma once

#include "serving_fit_values.hpp"

#include <cstddef>
#include <vector>

namespace weft::report {

/// The share of the stated deviations of all priors with which models are predicted best that a fit
/// has not seen: each model among the rows at `which` is left out in turn.
/// \return 1 where fewer than two models are among them.
[[nodiscard]] double prior_width(const ServingFitRows& rows, const std::vector<std::size_t>& which,
                                 const catalog::ServingFit& start);

/// The same priors with that share of their deviations.
[[nodiscard]] catalog::ServingFit with_priors(catalog::ServingFit start, double width);

}  // namespace weft::report
