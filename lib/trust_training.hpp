// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "trust_inputs.hpp"

#include <span>

namespace weft::report {

/// The kinds of rows of training.
[[nodiscard]] std::span<const TrustKind> training_trust_kinds();

}  // namespace weft::report
