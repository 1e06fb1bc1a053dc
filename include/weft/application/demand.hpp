// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/application/agent.hpp"
#include "weft/base/feasible.hpp"
#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/base/per_period.hpp"
#include "weft/units/growth.hpp"
#include "weft/units/system.hpp"

#include <cstddef>
#include <span>
#include <stdexcept>

namespace weft::application {

/// Demand that grows and has a daily peak: tasks of an application, requests of a serving workload.
struct Demand {
  Frequency rate{};  ///< mean of the first month
  PerPeriod growth{};
  double peak_to_mean = 1.0;

  friend constexpr bool operator==(const Demand&, const Demand&) = default;
};

/// Rates of one month.
struct DemandAt {
  Frequency mean{};
  Frequency peak{};

  friend constexpr bool operator==(const DemandAt&, const DemandAt&) = default;
};

inline constexpr Formula demand_card{"application.demand", "d_0 g^m; peak = mean x peak_to_mean",
                                     "definition: compound growth"};

/// \param month  m, months from the first month of the demand.
[[nodiscard]] inline DemandAt demand_at(const Demand& demand, double month) {
  const Frequency mean = factor(demand.growth, month) * demand.rate;
  return {.mean = mean, .peak = demand.peak_to_mean * mean};
}

inline constexpr Formula call_rate_card{"application.call-rate", "sum over steps of tasks x calls",
                                        "definition"};

/// Calls a second that an application puts on each serving workload.
/// \param tasks   tasks a second.
/// \param steps   what each step uses in a task.
/// \param target  for each step the index of its workload in `rates`; ignored for tools.
/// \param rates   one sum a workload; calls are added to what stands there.
/// \throws std::logic_error if lengths differ or an index is outside `rates`.
constexpr void add_call_rates(Frequency tasks, std::span<const StepUse> steps,
                              std::span<const std::size_t> target, std::span<Frequency> rates) {
  if (steps.size() != target.size()) throw std::logic_error("add_call_rates: one target a step");
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (steps[i].calls == 0.0) continue;
    if (target[i] >= rates.size()) throw std::logic_error("add_call_rates: no such workload");
    rates[target[i]] = rates[target[i]] + steps[i].calls * tasks;
  }
}

inline constexpr Reason no_users{"application.no-users",
                                 "no users, so that no cost can be put on one"};

inline constexpr Formula cost_per_user_card{"application.cost-per-user",
                                            "cost per task x tasks a second / users", "definition"};

/// Money a user and time.
/// \param tasks  mean tasks a second of all users.
[[nodiscard]] inline Feasible<MoneyRate> cost_per_user(Money cost_per_task, Frequency tasks,
                                                       double users) {
  if (!(users > 0.0)) return Infeasible{&no_users};
  return cost_per_task * tasks / users;
}

inline constexpr Reason no_demand{"application.no-demand", "nothing is asked for"};

inline constexpr Formula users_supported_card{
    "application.users-supported", "users x tasks that can be served / tasks at the peak",
    "definition: every user asks for the same"};

/// Users that a capacity carries when each asks for what the present ones ask for.
/// \param served  most tasks a second at all limits.   \param peak  tasks a second at the peak.
[[nodiscard]] inline Feasible<double> users_supported(double users, Frequency served,
                                                      Frequency peak) {
  if (!(peak > Frequency{})) return Infeasible{&no_demand};
  return users * ratio(served, peak);
}

}  // namespace weft::application

namespace weft {

template <>
inline constexpr auto fields<application::Demand> = std::array{
    row<&application::Demand::rate>("rate", "mean of the first month").in("/s"),
    row<&application::Demand::growth>("growth", "of the mean, compounding").in("%/month"),
    row<&application::Demand::peak_to_mean>("peak_to_mean", "busiest hour / mean").at_least(1.0)};
static_assert(describes_all<application::Demand>());
template <>
inline constexpr std::string_view type_name<application::Demand> = "demand";

template <>
inline constexpr auto fields<application::DemandAt> = std::array{
    row<&application::DemandAt::mean>("mean", "of the month").in("/s").by(application::demand_card),
    row<&application::DemandAt::peak>("peak", "of the month")
        .in("/s")
        .by(application::demand_card)};
static_assert(describes_all<application::DemandAt>());
template <>
inline constexpr std::string_view type_name<application::DemandAt> = "demand of a month";

}  // namespace weft
