// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/plan/outcome_application.hpp"
#include "weft/plan/outcome_serving.hpp"
#include "weft/plan/outcome_training.hpp"

#include <array>
#include <variant>

namespace weft::plan {

using WorkloadOutcome = std::variant<TrainingOutcome, ServingOutcome, RentalOutcome,
                                     ApplicationOutcome, TraditionalOutcome>;

}  // namespace weft::plan

namespace weft {

template <>
inline constexpr auto words<plan::WorkloadOutcome> =
    std::array{Case{"training", ""}, Case{"serving", ""}, Case{"rental", ""},
               Case{"application", ""}, Case{"traditional", ""}};

}  // namespace weft
