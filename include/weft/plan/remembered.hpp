// SPDX-License-Identifier: Apache-2.0
// Answers of the last evaluation that the next one finds again while what was asked is the same.
#pragma once

#include "weft/fabric/collective_model.hpp"

#include <cstdint>

namespace weft::plan {

/// What hashing came to the last time: the same question is asked again in each evaluation.
struct HashedFlows {
  std::int64_t flows = 0;
  std::int64_t paths = 0;
  double efficiency = 1.0;
};

/// Bus bandwidths for the probe of a fabric, as nccl-tests print them.
struct ProbeBus {
  Feasible<Bandwidth> all_reduce = Infeasible{&fabric::no_link_profile};
  Feasible<Bandwidth> all_to_all = Infeasible{&fabric::no_link_profile};
};

/// A group of accelerators and the links that it uses. Profiles belong to the scenario.
struct ProbeGroup {
  fabric::RankGroup on;
  fabric::LinkProfiles links;
  friend bool operator==(const ProbeGroup&, const ProbeGroup&) = default;
};

/// What a probe read the last time: while traffic leaves the same rates, the same question is asked
/// again in each evaluation.
struct Probed {
  ProbeGroup group;
  Bytes size{};
  ProbeBus bus;
};

}  // namespace weft::plan
