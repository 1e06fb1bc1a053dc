// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <optional>
#include <span>
#include <vector>

namespace weft::study {

/// What decides the place of one plan among several.
struct Candidate {
  bool works = true;                ///< can be built and does its work
  bool keeps_limits = true;         ///< no limit fails at error level
  std::optional<double> objective;  ///< absent: it stands behind those that have one
};

/// True when `a` stands before `b`: what works, then what keeps its limits, then by objective.
[[nodiscard]] inline bool stands_before(const Candidate& a, const Candidate& b, Better better) {
  if (a.works != b.works) return a.works;
  if (a.keeps_limits != b.keeps_limits) return a.keeps_limits;
  if (a.objective.has_value() != b.objective.has_value()) return a.objective.has_value();
  if (!a.objective) return false;
  return better == Better::less ? *a.objective < *b.objective : *a.objective > *b.objective;
}

/// Positions, the best first; equals keep their order.
[[nodiscard]] inline std::vector<std::size_t> ranked(std::span<const Candidate> all,
                                                     Better better) {
  std::vector<std::size_t> order(all.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return stands_before(all[a], all[b], better);
  });
  return order;
}

}  // namespace weft::study
