// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/formula.hpp"
#include "weft/base/low_discrepancy.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>

namespace weft {

/// How much of the variance of a result one input explains.
struct VarianceIndex {
  double first = 0.0;  ///< alone
  double total = 0.0;  ///< with all its interactions

  friend constexpr bool operator==(const VarianceIndex&, const VarianceIndex&) = default;
};

inline constexpr Formula variance_indices_card{
    "base.variance-indices", "S_i = mean(f_B (f_ABi - f_A)) / V, T_i = mean((f_A - f_ABi)^2) / 2V",
    "Saltelli et al. 2010 (first), Jansen 1999 (total); Comput. Phys. Commun. 181, 117"};

namespace detail {

inline constexpr std::size_t most_inputs = SobolAxis::most / 2;

/// The two independent samples A and B of one point.
struct PairOfPoints {
  std::array<double, most_inputs> a{};
  std::array<double, most_inputs> b{};
};

struct PairSampler {
  std::array<SobolAxis, SobolAxis::most> axes{
      SobolAxis(0), SobolAxis(1), SobolAxis(2), SobolAxis(3), SobolAxis(4),
      SobolAxis(5), SobolAxis(6), SobolAxis(7), SobolAxis(8), SobolAxis(9)};

  [[nodiscard]] PairOfPoints at(std::uint32_t n, std::size_t inputs) const {
    PairOfPoints points;
    for (std::size_t i = 0; i < inputs; ++i) {
      points.a[i] = axes[i].at(n);
      points.b[i] = axes[inputs + i].at(n);
    }
    return points;
  }
};

}  // namespace detail

/// Sobol indices of a function of independent inputs, each uniform on (0, 1).
/// \param f        called with a span of `indices.size()` coordinates.
/// \param samples  points; each costs 2 + inputs calls. Powers of two integrate best.
/// \param indices  receives one for each input, at most 5.
/// All are 0 when the function does not vary.
/// \throws std::domain_error for more inputs or no samples.
template <class F>
void variance_indices(F&& f, std::uint32_t samples, std::span<VarianceIndex> indices) {
  const std::size_t inputs = indices.size();
  if (inputs > detail::most_inputs) throw std::domain_error("variance_indices: at most 5 inputs");
  if (samples == 0) throw std::domain_error("variance_indices: there are no samples");
  const detail::PairSampler sampler;
  const auto count = static_cast<double>(samples);
  const auto value = [&](const std::array<double, detail::most_inputs>& x) -> double {
    return f(std::span<const double>(x.data(), inputs));
  };
  double mean = 0.0;  // subtracted below, so that the product terms do not carry it
  for (std::uint32_t n = 1; n <= samples; ++n) mean += value(sampler.at(n, inputs).a) / count;
  for (VarianceIndex& each : indices) each = {};
  double variance = 0.0;
  for (std::uint32_t n = 1; n <= samples; ++n) {
    const detail::PairOfPoints points = sampler.at(n, inputs);
    const double at_a = value(points.a) - mean;
    const double at_b = value(points.b) - mean;
    variance += 0.5 * (at_a * at_a + at_b * at_b) / count;
    for (std::size_t i = 0; i < inputs; ++i) {
      auto mixed = points.a;
      mixed[i] = points.b[i];
      const double at_mixed = value(mixed) - mean;
      indices[i].first += at_b * (at_mixed - at_a) / count;
      indices[i].total += 0.5 * (at_a - at_mixed) * (at_a - at_mixed) / count;
    }
  }
  for (VarianceIndex& each : indices) {
    each = variance > 0.0 ? VarianceIndex{each.first / variance, each.total / variance}
                          : VarianceIndex{};
  }
}

}  // namespace weft
