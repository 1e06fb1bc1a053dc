// SPDX-License-Identifier: Apache-2.0
// Private to weft::report: what of a plan cannot be built, and which workloads do not run.
#pragma once

#include "weft/report/metrics.hpp"

#include <string>
#include <vector>

namespace weft::report {

struct Stuck {
  std::string part;  ///< "fabrics.backend"
  const Infeasible* why = nullptr;
};

/// One for each part and reason. What is absent by intent (a network that comes with the node) is
/// not among them. `all` must outlive the result.
[[nodiscard]] std::vector<Stuck> stuck_parts(const std::vector<Metric>& all);

/// "too few ports (fabrics.backend.switch): needs 40, there is 32".
[[nodiscard]] std::string stuck_text(const Infeasible& why);

}  // namespace weft::report
