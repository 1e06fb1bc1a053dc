// SPDX-License-Identifier: Apache-2.0
// Coefficients of the serving model from measured rows.
#pragma once

#include "weft/catalog/serving_fit.hpp"
#include "weft/io/document.hpp"

#include <string>
#include <vector>

namespace weft::report {

/// What a fit gave, with what it could not use.
struct ServingCalibration {
  catalog::ServingFit fit;
  std::vector<std::string> skipped;  ///< "id: why"
};

/// Fits the coefficients of `start` that have a prior with a deviation, then again without each
/// deployment, model, accelerator, and engine with format, for the errors and the bands of what
/// was not seen. The same rows give the same digits.
[[nodiscard]] ServingCalibration calibrate_serving(const std::vector<io::Node>& rows,
                                                   const catalog::ServingFit& start);

/// The record as it stands in models/serving_fits.
[[nodiscard]] std::string serving_fit_json(const catalog::ServingFit& fit);

}  // namespace weft::report
