// SPDX-License-Identifier: Apache-2.0
// What the calibration of a domain says, whatever it fits.
#pragma once

#include "weft/report/calibrate.hpp"

#include <string>
#include <vector>

namespace weft::report {

/// Writes the errors of a fit as a table and as tab-separated text. \param heads  of the columns;
/// the first is a name.
void state_errors(const std::vector<std::string>& heads,
                  const std::vector<std::vector<std::string>>& lines, const View& view,
                  Calibration& into);

[[nodiscard]] Calibration training_calibration(const std::vector<io::Node>& rows, const View& view);
[[nodiscard]] Calibration serving_calibration(const std::vector<io::Node>& rows, const View& view);

}  // namespace weft::report
