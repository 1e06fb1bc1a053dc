// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/report/answer.hpp"

#include <string>

namespace weft::report {

/// What the workloads ask of each network, as an overlay of the plan: budgets that the networks
/// must give, rounded up to whole Gb/s. A network that nothing loads is not in it.
[[nodiscard]] std::string budget_patch(const Answer& answer);

}  // namespace weft::report
