// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/formula.hpp"
#include "weft/training/step_rates.hpp"

#include <algorithm>
#include <cstdint>

namespace weft::training {

/// Ranks of a group: how many stand in one domain, and over how many domains they are spread.
struct GroupPlace {
  double local = 1.0;
  double domains = 1.0;
};

/// \param ranks   of the group.   \param stride  ranks of a job between two of its members.
[[nodiscard]] constexpr GroupPlace group_place(std::int64_t ranks, std::int64_t stride,
                                               std::int64_t domain) {
  const std::int64_t local =
      std::clamp<std::int64_t>(domain / std::max<std::int64_t>(1, stride), 1, ranks);
  const std::int64_t domains = (ranks + local - 1) / std::max<std::int64_t>(1, local);
  return {static_cast<double>(local), static_cast<double>(domains)};
}

inline constexpr Formula gather_time_card{
    "training.gather-time", "(g-1)/g S/B_domain + (k-1)/k S/(g B_net)",
    "definition: rings of g ranks in each of k domains, then g rings between them"};

/// A gather or a scatter-add of `whole` bytes on every rank: rings in the domains, then between.
[[nodiscard]] constexpr Time gather_time(Bytes whole, const GroupPlace& group,
                                         const StepRates& rates) {
  const double g = group.local;
  const double k = group.domains;
  const Bandwidth net = rates.layer.network * rates.links.net_rate;
  Time made = (g - 1.0) / g * (whole / rates.links.domain_rate);
  if (k > 1.0) made += (k - 1.0) / k * (whole / (g * net));
  return made;
}

}  // namespace weft::training
