// SPDX-License-Identifier: Apache-2.0
// Demand that grows by a law: curves of the share reached, 0 to 1, or of the level, 1 at the start.
#pragma once

#include "weft/base/formula.hpp"
#include "weft/units/math.hpp"
#include "weft/units/system.hpp"

#include <cstddef>
#include <numbers>
#include <span>
#include <stdexcept>

namespace weft::economics {

inline constexpr Formula logistic_card{"economics.logistic", "1 / (1 + exp(-k (t - t_0)))",
                                       "Verhulst 1838; definition"};

/// Share of its limit that a demand has reached.
/// \param time  t.   \param middle  t_0, when it is at one half.   \param steepness  k > 0.
[[nodiscard]] inline double logistic(Time time, Time middle, Frequency steepness) {
  return 1.0 / (1.0 + exp(-ratio(time - middle, 1.0 / steepness)));
}

inline constexpr Formula gompertz_card{"economics.gompertz", "exp(-b exp(-k t))",
                                       "Gompertz 1825; definition"};

/// Share of its limit, slow at the end.
/// \param displacement  b > 0: exp(-b) is the share at the start.
[[nodiscard]] inline double gompertz(Time time, double displacement, Frequency steepness) {
  return exp(-displacement * exp(-ratio(time, 1.0 / steepness)));
}

/// Who buys on his own account, and who because others did, a period.
struct Bass {
  double innovation = 0.0;  ///< p
  double imitation = 0.0;   ///< q
  double market = 1.0;      ///< m

  friend constexpr bool operator==(const Bass&, const Bass&) = default;
};

inline constexpr Formula bass_card{"economics.bass",
                                   "m (1 - e^(-(p+q)t)) / (1 + (q/p) e^(-(p+q)t))",
                                   "Bass 1969, Management Science 15(5), continuous solution"};

/// All who have adopted until t, in periods from the start.
/// \throws std::domain_error unless p > 0 and q >= 0.
[[nodiscard]] inline double bass_adopted(const Bass& of, double t) {
  if (!(of.innovation > 0.0 && of.imitation >= 0.0)) {
    throw std::domain_error("bass_adopted: p must be positive and q not negative");
  }
  const double fading = exp(-(of.innovation + of.imitation) * t);
  return of.market * (1.0 - fading) / (1.0 + of.imitation / of.innovation * fading);
}

/// Who adopts in period k, from k - 1 to k, by the continuous curve.
[[nodiscard]] inline double bass_adopting(const Bass& of, double k) {
  return bass_adopted(of, k) - bass_adopted(of, k - 1.0);
}

/// Slope of the curve: adopters a period at the time t.
[[nodiscard]] inline double bass_slope(const Bass& of, double t) {
  const double adopted = bass_adopted(of, t) / of.market;
  return of.market * (of.innovation + of.imitation * adopted) * (1.0 - adopted);
}

inline constexpr Formula bass_peak_card{"economics.bass-peak", "ln(q/p) / (p+q)",
                                        "Bass 1969, Management Science 15(5)"};

/// When most adopt by the continuous curve; 0 where there are never more than at the start.
[[nodiscard]] inline double bass_peak_time(const Bass& of) {
  if (!(of.innovation > 0.0)) throw std::domain_error("bass_peak_time: p must be positive");
  if (!(of.imitation > of.innovation)) return 0.0;
  return log(of.imitation / of.innovation) / (of.innovation + of.imitation);
}

inline constexpr Formula bass_steps_card{
    "economics.bass-steps", "n_k = (p + q N_{k-1} / m) (m - N_{k-1})",
    "Bass 1969, Management Science 15(5), discrete analogue; peaks later than the curve"};

/// A period and how many adopt in it.
struct BassPeak {
  double period = 0.0;  ///< k, from 1
  double adopting = 0.0;

  friend constexpr bool operator==(const BassPeak&, const BassPeak&) = default;
};

/// Adopters of periods 1, 2, ... by the recursion. \param by_period  receives them.
constexpr void bass_steps(const Bass& of, std::span<double> by_period) {
  double adopted = 0.0;
  for (double& each : by_period) {
    each = (of.innovation + of.imitation * adopted / of.market) * (of.market - adopted);
    adopted += each;
  }
}

/// The first period with the most adopters of some.
/// \param by_period  not empty.
[[nodiscard]] constexpr BassPeak bass_peak(std::span<const double> by_period) {
  if (by_period.empty()) throw std::domain_error("bass_peak: there are no periods");
  BassPeak peak{1.0, by_period.front()};
  for (std::size_t i = 1; i < by_period.size(); ++i) {
    if (by_period[i] > peak.adopting) peak = {static_cast<double>(i + 1), by_period[i]};
  }
  return peak;
}

inline constexpr Formula seasonality_card{
    "economics.seasonality", "1 + a cos(2 pi (m - m_peak) / 12)",
    "definition: one wave a year; the mean of twelve months is 1"};

/// Demand of a calendar month against the mean of its year.
/// \param amplitude  a, 0..1.   \param month, peak  months of any count.
[[nodiscard]] inline double seasonality(double amplitude, double month, double peak) {
  if (!(amplitude >= 0.0 && amplitude <= 1.0)) {
    throw std::domain_error("seasonality: the amplitude lies in 0 to 1");
  }
  constexpr double months_of_a_year = 12.0;
  return 1.0 + amplitude * cos(2.0 * std::numbers::pi * (month - peak) / months_of_a_year);
}

inline constexpr Formula peak_to_mean_card{"economics.peak-to-mean", "max of d / mean of d",
                                           "definition"};

/// Busiest of some equal times against their mean; 1 where nothing is asked.
[[nodiscard]] constexpr double peak_to_mean(std::span<const double> demand) {
  double most = 0.0;
  double sum = 0.0;
  for (const double each : demand) {
    most = each > most ? each : most;
    sum += each;
  }
  return sum > 0.0 ? most * static_cast<double>(demand.size()) / sum : 1.0;
}

}  // namespace weft::economics
