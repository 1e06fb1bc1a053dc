// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/plan/application.hpp"
#include "weft/plan/serving.hpp"
#include "weft/plan/training.hpp"

#include <array>
#include <variant>

namespace weft::plan {

using Workload = std::variant<Training, Serving, Rental, Application, Traditional>;

}  // namespace weft::plan

namespace weft {

template <>
inline constexpr auto words<plan::Workload> =
    std::array{Case{"training", "a model is trained"}, Case{"serving", "a model answers requests"},
               Case{"rental", "accelerators are sold by the hour"},
               Case{"application", "tasks made of calls to served models and of tools"},
               Case{"traditional", "servers without accelerators that load the front-end"}};

}  // namespace weft
