// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/compute/llm_work.hpp"
#include "weft/serving/rank_work.hpp"
#include "weft/units/system.hpp"

#include <algorithm>
#include <array>

namespace weft::serving {

/// The network between a prefill pool and a decode pool.
struct Handover {
  Bandwidth rate{};      ///< of one rank, as work finds it
  Time hop{};            ///< of a message
  double overlap = 0.0;  ///< share of a transfer that runs under the prefill, layer by layer
  friend bool operator==(const Handover&, const Handover&) = default;
};

inline constexpr Formula cache_transfer_card{"serving.cache-transfer", "a + KV(I) / (t rate)",
                                             "definition"};

/// What one sequence of `length` tokens keeps, all ranks of a group together, each byte once.
[[nodiscard]] constexpr Bytes sequence_cache(const compute::ModelWork& model,
                                             const Numerics& formats, Tokens length) {
  return compute::kv_cache(model, length, formats.cache) +
         static_cast<double>(model.layers) * model.indexer_width * ratio(length, token) *
             detail::indexer_element +
         model.state_width * detail::state_element;
}

/// All ranks of the narrower of both groups work at the same time.
[[nodiscard]] constexpr Time cache_transfer(const Handover& over, Bytes size, const Pool& prefill,
                                            const Pool& decode) {
  return over.hop + size / (std::min(prefill.tensor(), decode.tensor()) * over.rate);
}

inline constexpr Formula exposed_transfer_card{
    "serving.exposed-transfer", "a + max((1 - o) T, T - prompt)",
    "definition; layer by layer: Patel et al. 2024, Splitwise, arXiv:2311.18677"};

/// What a request waits for of a transfer: no more of it is hidden than its prefill takes.
[[nodiscard]] constexpr Time exposed_transfer(const Handover& over, Time transfer, Time prompt) {
  const Time moved = transfer - over.hop;
  return over.hop + weft::max((1.0 - over.overlap) * moved, moved - prompt);
}

}  // namespace weft::serving

namespace weft {

template <>
inline constexpr std::string_view type_name<serving::Handover> = "handover";
template <>
inline constexpr auto fields<serving::Handover> = std::array{
    row<&serving::Handover::rate>("rate", "of one rank").in("Gb/s").at_least(0),
    row<&serving::Handover::hop>("hop", "of a message").in("us").at_least(0),
    row<&serving::Handover::overlap>("overlap", "share that runs under the prefill").between(0, 1)};
static_assert(describes_all<serving::Handover>());

}  // namespace weft
