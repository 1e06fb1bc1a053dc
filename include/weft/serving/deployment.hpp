// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"
#include "weft/serving/rank_work.hpp"

#include <array>
#include <cstdint>

namespace weft::serving {

/// How one replica of a model is spread over accelerators, as a plan says it. Attention runs on
/// `tensor` ranks, `data` times side by side; experts are spread over all ranks. That is one stage:
/// a pipeline has `pipeline` of them, with as many batches under way.
struct Deployment {
  std::int64_t tensor = 1;
  std::int64_t data = 1;
  std::int64_t pipeline = 1;
  std::int64_t max_batch = 1024;  ///< sequences a replica decodes at once, whatever memory allows
  [[nodiscard]] constexpr std::int64_t accelerators() const { return tensor * data * pipeline; }
  friend bool operator==(const Deployment&, const Deployment&) = default;
};

[[nodiscard]] constexpr Pool pool_of(const Deployment& of) {
  return {.workers = 1,
          .accelerators = of.accelerators(),
          .data = of.data,
          .stages = of.pipeline,
          .max_batch = of.max_batch};
}
[[nodiscard]] constexpr Deployment deployment_of(const Pool& of) {
  Deployment made{.tensor = of.ranks() / of.data, .data = of.data, .pipeline = of.stages};
  if (of.max_batch) made.max_batch = *of.max_batch;
  return made;
}

}  // namespace weft::serving

namespace weft {

template <>
inline constexpr std::string_view type_name<serving::Deployment> = "deployment";
template <>
inline constexpr auto fields<serving::Deployment> = std::array{
    row<&serving::Deployment::tensor>("tensor", "ranks that split each matrix").between(1, 4096),
    row<&serving::Deployment::data>(
        "data", "groups that each serve other requests; experts spread over all")
        .between(1, 4096),
    row<&serving::Deployment::pipeline>("pipeline", "stages that layers are split over")
        .between(1, 1024),
    row<&serving::Deployment::max_batch>("max_batch", "sequences decoded at once, a replica")
        .between(1, 1e6)
        .default_from("estimate"),
    row<&serving::Deployment::accelerators>("accelerators", "of one replica")};
static_assert(describes_all<serving::Deployment>());

}  // namespace weft
