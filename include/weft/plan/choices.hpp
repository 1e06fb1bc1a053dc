// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/serving/deployment.hpp"
#include "weft/training/parallel.hpp"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace weft::plan {

/// Deployments of one serving workload: prefill and decode on the same accelerators, or apart.
struct ServingPools {
  serving::Deployment prefill;  ///< of both phases when they are not apart
  serving::Deployment decode;
  double prefill_load = 0.8;  ///< share of time that prefill replicas are busy where they are apart
  friend bool operator==(const ServingPools&, const ServingPools&) = default;
};

/// What stands where the plan says "auto", or what the author wrote; held while studies vary
/// inputs.
struct WorkloadChoice {
  Feasible<training::Parallel> split;  ///< of training
  Feasible<ServingPools> pools;        ///< of serving
  friend bool operator==(const WorkloadChoice&, const WorkloadChoice&) = default;
};

/// One choice that was made, for people: what, and why not the next best.
struct Decision {
  std::string path;  ///< "workloads.pretrain.parallel"
  std::string chosen;
  std::string runner_up;  ///< empty when nothing else worked
  std::string reason;
  friend bool operator==(const Decision&, const Decision&) = default;
};

}  // namespace weft::plan

namespace weft {

template <>
inline constexpr std::string_view type_name<plan::ServingPools> = "serving_pools";
template <>
inline constexpr auto fields<plan::ServingPools> = std::array{
    row<&plan::ServingPools::prefill>("prefill", "of both phases when they are not apart"),
    row<&plan::ServingPools::decode>("decode", "of the decode pool"),
    row<&plan::ServingPools::prefill_load>("prefill_load", "of prefill replicas that are apart")
        .between(0, 1)};
static_assert(describes_all<plan::ServingPools>());

}  // namespace weft
