// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace weft::fabric {

/// What a fabric is for.
enum class Role : std::uint8_t { scale_up, scale_out, inference, storage, front_end, out_of_band };
inline constexpr std::size_t role_count = 6;

/// What travels. Each flow has a role at home and falls to another one where that is missing.
enum class Flow : std::uint8_t {
  tensor,
  context,
  pipeline,
  data,
  expert,
  kv_transfer,
  weights_load,
  checkpoint,
  dataset,
  user,
  retrieval,
  east_west,
  north_south,
  management
};
inline constexpr std::size_t flow_count = 14;

/// The role that carries `flow` unless the plan says otherwise. The five flows of model
/// parallelism stay on scale-up while all their ranks share one domain.
/// \param serving        the flow belongs to a serving workload.
/// \param inside_domain  its ranks reach each other over the scale-up network.
[[nodiscard]] constexpr Role home(Flow flow, bool serving, bool inside_domain) {
  switch (flow) {
    case Flow::tensor:
    case Flow::context:
    case Flow::pipeline:
    case Flow::data:
    case Flow::expert:
      if (inside_domain) return Role::scale_up;
      return serving ? Role::inference : Role::scale_out;
    case Flow::kv_transfer:
      return Role::inference;
    case Flow::weights_load:
    case Flow::checkpoint:
    case Flow::dataset:
      return Role::storage;
    case Flow::user:
    case Flow::retrieval:
    case Flow::east_west:
    case Flow::north_south:
      return Role::front_end;
    case Flow::management:
      return Role::out_of_band;
  }
  return Role::front_end;
}

/// Where the flows of a missing role go; empty where there is nothing to fall to.
[[nodiscard]] constexpr std::optional<Role> next_role(Role missing) {
  switch (missing) {
    case Role::inference:
      return Role::scale_out;
    case Role::scale_out:
    case Role::storage:
    case Role::out_of_band:
      return Role::front_end;
    case Role::scale_up:
    case Role::front_end:
      return std::nullopt;
  }
  return std::nullopt;
}

static_assert(home(Flow::expert, true, false) == Role::inference);
static_assert(home(Flow::tensor, true, true) == Role::scale_up);
static_assert(next_role(*next_role(Role::inference)) == Role::front_end);

}  // namespace weft::fabric

namespace weft {

template <>
inline constexpr auto words<fabric::Role> =
    std::array{Case{"scale-up", "inside a domain of accelerators; comes with the node"},
               Case{"scale-out", "between domains: training"},
               Case{"inference", "between the accelerators that serve"},
               Case{"storage", "checkpoints, data sets, weights"},
               Case{"front-end", "users, applications, the way out of the site"},
               Case{"out-of-band", "management"}};
template <>
inline constexpr auto words<fabric::Flow> =
    std::array{Case{"tensor", "tensor parallelism"},
               Case{"context", "context or sequence parallelism"},
               Case{"pipeline", "activations between pipeline stages"},
               Case{"data", "gradients and sharded parameters"},
               Case{"expert", "dispatch and combine of a mixture of experts"},
               Case{"kv_transfer", "attention cache from prefill to decode"},
               Case{"weights_load", "model weights to the accelerators"},
               Case{"checkpoint", "writing and reading checkpoints"},
               Case{"dataset", "training data"},
               Case{"user", "prompts and answers"},
               Case{"retrieval", "what an application looks up"},
               Case{"east_west", "traditional traffic between servers"},
               Case{"north_south", "traditional traffic out of the site"},
               Case{"management", "control, logs, images"}};
static_assert(words<fabric::Role>.size() == fabric::role_count);
static_assert(words<fabric::Flow>.size() == fabric::flow_count);

}  // namespace weft
