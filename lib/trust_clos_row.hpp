// SPDX-License-Identifier: Apache-2.0
// How a row of a folded Clos says what it asks.
#pragma once

#include "trust_inputs.hpp"
#include "weft/fabric/topology.hpp"

#include <cstdint>
#include <optional>

namespace weft::report {

inline constexpr Bandwidth any_rate =
    400.0 * giga_bit / second;                 // only ratios of rates matter here
inline constexpr std::int64_t usual_gpus = 8;  // of one node: DGX, HGX, OCP UBB

/// A row of a Clos fabric in the words of the library.
struct ClosRow {
  fabric::SizeRequest ask;  ///< endpoints of one plane; 0: the largest
  std::optional<std::int64_t> tiers;
  std::int64_t gpus_per_node = 1;
  std::int64_t links_per_cable = 1;
  bool own_adapters = false;  ///< a plane carries whole adapters, not a part of each
};

[[nodiscard]] ClosRow read_clos_row(const TrustInputs& in, TrustPrediction& out);

/// Endpoints of all planes; nothing where the row asks for the largest fabric.
[[nodiscard]] std::optional<std::int64_t> endpoints_of(const TrustInputs& in, const ClosRow& row);

/// The fabric of so many tiers; of as few as it takes where none are said.
[[nodiscard]] Feasible<fabric::Design> sized(std::optional<std::int64_t> tiers,
                                             const fabric::SizeRequest& ask);

/// The most endpoints of so many tiers, one plane; 0 where there is none.
[[nodiscard]] std::int64_t largest(const ClosRow& row, std::int64_t tiers);

}  // namespace weft::report
