// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/fabric/claim_finding.hpp"

#include <string>

namespace weft::report {

/// "the leaves have more uplinks than the spines have ports for them: 512 uplinks, 256 spine
/// ports".
[[nodiscard]] std::string finding_text(const fabric::Finding& finding);

}  // namespace weft::report
