// SPDX-License-Identifier: Apache-2.0
// Bass curves through observed adoptions.
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/formula.hpp"
#include "weft/economics/adoption.hpp"
#include "weft/units/math.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

namespace weft::economics {

inline constexpr Reason no_bass_fit{"economics.no-bass-fit",
                                    "no Bass curve with positive p, q and m fits these adoptions"};

namespace detail {

/// Solves a symmetric system of up to three unknowns by elimination with pivots.
template <std::size_t N>
[[nodiscard]] bool solve(std::array<std::array<double, N + 1>, N> rows,
                         std::array<double, N>& solution) {
  for (std::size_t column = 0; column < N; ++column) {
    const auto pivot = std::max_element(
        rows.begin() + static_cast<std::ptrdiff_t>(column), rows.end(),
        [&](const auto& a, const auto& b) { return std::fabs(a[column]) < std::fabs(b[column]); });
    if ((*pivot)[column] == 0.0) return false;
    std::swap(rows[column], *pivot);
    for (std::size_t r = column + 1; r < N; ++r) {
      const double times = rows[r][column] / rows[column][column];
      for (std::size_t k = column; k <= N; ++k) rows[r][k] -= times * rows[column][k];
    }
  }
  for (std::size_t r = N; r > 0; --r) {
    double rest = rows[r - 1][N];
    for (std::size_t k = r; k < N; ++k) rest -= rows[r - 1][k] * solution[k];
    solution[r - 1] = rest / rows[r - 1][r - 1];
  }
  return true;
}

}  // namespace detail

inline constexpr Formula bass_linear_fit_card{
    "economics.bass-linear-fit", "n_k = a + b N_{k-1} + c N_{k-1}^2; m = root, p = a/m, q = -c m",
    "Bass 1969, Management Science 15(5), section on regression"};

/// Least squares on the recursion: quick, and biased where there are few periods.
/// \param adopting  of periods 1, 2, ...; three or more.
[[nodiscard]] inline Feasible<Bass> bass_linear_fit(std::span<const double> adopting) {
  std::array<std::array<double, 4>, 3> rows{};
  double adopted = 0.0;
  for (const double each : adopting) {
    const std::array<double, 3> terms{1.0, adopted, adopted * adopted};
    for (std::size_t r = 0; r < terms.size(); ++r) {
      for (std::size_t c = 0; c < terms.size(); ++c) rows[r][c] += terms[r] * terms[c];
      rows[r][3] += terms[r] * each;
    }
    adopted += each;
  }
  std::array<double, 3> fitted{};
  if (adopting.size() < fitted.size() || !detail::solve(rows, fitted)) {
    return Infeasible{&no_bass_fit};
  }
  const auto [a, b, c] = fitted;
  const double under_root = b * b - 4.0 * a * c;
  if (!(under_root >= 0.0) || !(c < 0.0)) return Infeasible{&no_bass_fit};
  const double market = (-b - sqrt(under_root)) / (2.0 * c);
  if (!(market > 0.0) || !(a > 0.0)) return Infeasible{&no_bass_fit};
  return Bass{.innovation = a / market, .imitation = -c * market, .market = market};
}

/// What the adoptions of period k are compared with: the growth of the curve over the period, or
/// its slope at the period's number, which many published fits take.
enum class BassSample : std::uint8_t { growth_over_period, slope_at_number };

[[nodiscard]] inline double bass_sample(const Bass& of, BassSample sample, double k) {
  return sample == BassSample::slope_at_number ? bass_slope(of, k) : bass_adopting(of, k);
}

inline constexpr Formula bass_error_card{"economics.bass-error",
                                         "sqrt(sum (n_k - curve(k))^2 / (periods - 3))",
                                         "residual standard error of R's nls"};

/// How far a curve is from what was observed; three parameters were fitted.
/// \param adopting  of periods 1, 2, ...; four or more.
[[nodiscard]] inline Feasible<double> bass_error(const Bass& of, std::span<const double> adopting,
                                                 BassSample sample) {
  constexpr std::size_t parameters = 3;
  if (adopting.size() <= parameters) return Infeasible{&no_bass_fit};
  double sum = 0.0;
  for (std::size_t i = 0; i < adopting.size(); ++i) {
    const double off = adopting[i] - bass_sample(of, sample, static_cast<double>(i + 1));
    sum += off * off;
  }
  return sqrt(sum / static_cast<double>(adopting.size() - parameters));
}

namespace detail {

/// Sum of squares with the best market for the logarithms of p and q; the market enters linearly.
struct BassTrial {
  std::array<double, 2> log_rates{};
  double market = 0.0;
  double squares = 0.0;

  [[nodiscard]] Bass curve() const { return {exp(log_rates[0]), exp(log_rates[1]), market}; }
};

[[nodiscard]] inline BassTrial bass_trial(std::array<double, 2> log_rates,
                                          std::span<const double> adopting, BassSample sample) {
  BassTrial trial{log_rates, 1.0, 0.0};
  const Bass unit = trial.curve();
  double both = 0.0;
  double own = 0.0;
  for (std::size_t i = 0; i < adopting.size(); ++i) {
    const double share = bass_sample(unit, sample, static_cast<double>(i + 1));
    both += share * adopting[i];
    own += share * share;
  }
  trial.market = own > 0.0 ? both / own : 0.0;
  for (std::size_t i = 0; i < adopting.size(); ++i) {
    const double off =
        adopting[i] - trial.market * bass_sample(unit, sample, static_cast<double>(i + 1));
    trial.squares += off * off;
  }
  return trial;
}

}  // namespace detail

inline constexpr Formula bass_curve_fit_card{
    "economics.bass-curve-fit", "min over p, q, m of sum (n_k - curve(k))^2",
    "Srinivasan & Mason 1986, Marketing Science 5(2), nonlinear least squares"};

/// Least squares on the curve, by a search in the logarithms of p and q that halves its step.
/// \param adopting  of periods 1, 2, ...; four or more, their sum positive.
[[nodiscard]] inline Feasible<Bass> bass_curve_fit(std::span<const double> adopting,
                                                   BassSample sample) {
  constexpr std::size_t parameters = 3;
  constexpr double usual_innovation = 0.01;
  constexpr double usual_imitation = 0.4;
  constexpr double smallest_step = 1e-10;
  constexpr int most_steps = 20'000;
  if (adopting.size() <= parameters) return Infeasible{&no_bass_fit};
  auto best = detail::bass_trial({log(usual_innovation), log(usual_imitation)}, adopting, sample);
  double step = 1.0;
  for (int spent = 0; step > smallest_step && spent < most_steps; ++spent) {
    auto next = best;
    for (const double first : {-step, 0.0, step}) {
      for (const double other : {-step, 0.0, step}) {
        const auto trial = detail::bass_trial(
            {best.log_rates[0] + first, best.log_rates[1] + other}, adopting, sample);
        if (trial.squares < next.squares) next = trial;
      }
    }
    if (!(next.squares < best.squares)) step /= 2.0;
    best = next;
  }
  if (!(best.market > 0.0)) return Infeasible{&no_bass_fit};
  return best.curve();
}

}  // namespace weft::economics
