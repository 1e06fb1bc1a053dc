// SPDX-License-Identifier: Apache-2.0
// Flows that a hash puts on equal paths: balls in bins.
#pragma once

#include "weft/base/formula.hpp"
#include "weft/units/math.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <stdexcept>

namespace weft::fabric {

/// What hashing m equal flows onto p equal paths comes to, on average over hashes.
struct HashedPaths {
  double largest = 0.0;     ///< flows on the fullest path
  double efficiency = 0.0;  ///< max(1, m/p) / largest: against an even spread
  double used = 0.0;        ///< share of the paths that carry anything
  friend constexpr bool operator==(const HashedPaths&, const HashedPaths&) = default;
};

inline constexpr Formula hashed_paths_card{
    "fabric.hashed-paths",
    "P(max <= L) = m!/p^m [x^m] (sum_{i<=L} x^i/i!)^p; from 129 flows on F(L; m/p)^p of Poisson",
    "definition: balls in bins, counted exactly; its Poisson limit is within 0.6 % there"};

namespace detail {

/// Distribution of the fullest of p bins that hold m balls.
class FullestBin {
 public:
  static constexpr std::int64_t most_exact = 128;

  FullestBin(std::int64_t flows, std::int64_t paths)
      : flows_(flows),
        paths_(paths),
        mean_(static_cast<double>(flows) / static_cast<double>(paths)) {
    const std::int64_t known = std::min(flows_, most_exact);
    for (std::int64_t i = 0; i <= known; ++i) bin_[index(i)] = poisson(mean_, i);
  }

  /// P(no bin holds more than `limit`). Limits are asked in ascending order.
  [[nodiscard]] double within(std::int64_t limit) {
    return flows_ <= most_exact ? exactly_within(limit) : nearly_within(limit);
  }
  [[nodiscard]] double mean() const { return mean_; }

 private:
  /// P(a Poisson variable = count).
  [[nodiscard]] static double poisson(double mean, std::int64_t count) {
    const auto k = static_cast<double>(count);
    return exp(k * log(mean) - mean - lgamma(k + 1.0));
  }

  /// Chance of each number of balls in some bins, which hold at most `most`.
  struct Group {
    std::array<double, most_exact + 1> chance{};
    std::int64_t most = 0;
  };
  [[nodiscard]] Group joined(const Group& one, const Group& other) const {
    Group both;
    both.most = std::min(flows_, one.most + other.most);
    for (std::int64_t i = 0; i <= one.most; ++i) {
      const double chance = one.chance[index(i)];
      const std::int64_t last = std::min(other.most, flows_ - i);
      for (std::int64_t j = 0; j <= last; ++j)
        both.chance[index(i + j)] += chance * other.chance[index(j)];
    }
    return both;
  }
  /// Chance that two groups together hold all balls.
  [[nodiscard]] double all_balls(const Group& one, const Group& other) const {
    double sum = 0.0;
    for (std::int64_t i = std::max<std::int64_t>(0, flows_ - other.most);
         i <= std::min(one.most, flows_); ++i)
      sum += one.chance[index(i)] * other.chance[index(flows_ - i)];
    return sum;
  }
  /// Independent Poisson bins, given that together they hold all flows. Groups of 1, 2, 4, ... bins
  /// are joined as the number of paths has them.
  [[nodiscard]] double exactly_within(std::int64_t limit) const {
    Group group{bin_, std::min(limit, flows_)};
    Group all;
    all.chance[0] = 1.0;
    std::int64_t left = paths_;
    for (; left > 1; left /= 2, group = joined(group, group)) {
      if (left % 2 == 1) all = joined(all, group);
    }
    const double together = poisson(static_cast<double>(flows_), flows_);
    return std::min(1.0, all_balls(all, group) / together);
  }
  [[nodiscard]] double nearly_within(std::int64_t limit) {
    for (; summed_ <= limit; ++summed_) below_ += poisson(mean_, summed_);
    return exp(static_cast<double>(paths_) * log(std::min(1.0, below_)));
  }
  [[nodiscard]] static std::size_t index(std::int64_t at) { return static_cast<std::size_t>(at); }

  std::int64_t flows_;
  std::int64_t paths_;
  double mean_;
  std::array<double, most_exact + 1> bin_{};  ///< Poisson
  double below_ = 0.0;                        ///< sum of it up to `summed_`
  std::int64_t summed_ = 0;
};

}  // namespace detail

/// \param flows  m >= 1, of equal rate.   \param paths  p >= 1.
/// \throws std::domain_error if either is below 1.
[[nodiscard]] inline HashedPaths hashed_paths(std::int64_t flows, std::int64_t paths) {
  if (flows < 1 || paths < 1) throw std::domain_error("hashed_paths: at least one flow and path");
  detail::FullestBin fullest(flows, paths);
  constexpr double certain = 1.0 - 1e-10;
  HashedPaths made;
  const double even = std::max(1.0, fullest.mean());
  double before = 0.0;
  // The fullest path holds at least the mean, rounded up.
  std::int64_t limit = (flows + paths - 1) / paths;
  made.largest = static_cast<double>(limit);
  for (; before < certain && limit <= flows; ++limit) {
    const double now = limit == flows ? 1.0 : fullest.within(limit);
    made.efficiency += (now - before) * even / static_cast<double>(limit);
    made.largest += 1.0 - now;
    before = now;
  }
  const double missed = 1.0 - 1.0 / static_cast<double>(paths);
  made.used = 1.0 - whole_power(missed, flows);
  return made;
}

}  // namespace weft::fabric
