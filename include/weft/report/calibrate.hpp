// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/io/document.hpp"
#include "weft/report/table.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace weft::report {

/// Coefficients that were fitted to rows.
struct Calibration {
  std::string record;       ///< JSON of kind training-fit or serving-fit
  std::string errors;       ///< table: seen and left out, side by side
  std::string plain;        ///< the same, tab-separated
  std::size_t rows = 0;     ///< of the fit
  std::size_t skipped = 0;  ///< that could not be read
  bool converged = false;
};

/// Refits the coefficients of training steps, or of serving where a row is of that kind, to
/// measured rows, from the shipped priors. Rows of the other kind are skipped.
[[nodiscard]] Calibration calibrate(const std::vector<io::Node>& rows, const View& view);

}  // namespace weft::report
