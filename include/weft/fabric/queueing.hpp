// SPDX-License-Identifier: Apache-2.0
// Waiting in queues: exact means, exact percentiles where there is a formula.
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/formula.hpp"
#include "weft/base/root.hpp"
#include "weft/units/math.hpp"
#include "weft/units/system.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <stdexcept>

namespace weft::fabric {

inline constexpr Reason overloaded{"fabric.overloaded",
                                   "the busiest link is asked for more than it carries"};

namespace detail {
inline void check_share(double share) {
  if (!(share > 0.0 && share < 1.0)) throw std::domain_error("queue: a share lies in (0, 1)");
}
inline Infeasible too_busy(double load) { return {&overloaded, load, 1.0, {}}; }
}  // namespace detail

inline constexpr Formula markov_wait_card{"queue.mm1", "P(W > t) = rho exp(-(1-rho) t/s)",
                                          "Kleinrock 1975, Queueing Systems I: M/M/1"};

/// Waiting time in front of one exponential server that `share` of all customers do not exceed.
/// \param load  rho, 0..1.   \param service  mean time of one customer, s.
/// \throws std::domain_error unless 0 < share < 1.
[[nodiscard]] inline Feasible<Time> markov_wait(double load, Time service, double share) {
  detail::check_share(share);
  if (!(load < 1.0)) return detail::too_busy(load);
  const double beyond = 1.0 - share;
  if (load <= beyond) return Time{};
  return log(load / beyond) / (1.0 - load) * service;
}

/// Time in the system, service included: P(T > t) = exp(-(1-rho) t/s).
[[nodiscard]] inline Feasible<Time> markov_stay(double load, Time service, double share) {
  detail::check_share(share);
  if (!(load < 1.0)) return detail::too_busy(load);
  return -log(1.0 - share) / (1.0 - load) * service;
}

inline constexpr Formula general_wait_card{
    "queue.mg1", "rho (1 + c^2) / (2 (1-rho)) s",
    "Pollaczek-Khinchine formula; c: standard deviation of service over its mean"};

/// Mean waiting time of Poisson arrivals in front of any one server. c^2 is 1 for exponential and
/// 0 for constant service.
[[nodiscard]] inline Feasible<Time> general_mean_wait(double load, Time service,
                                                      double squared_variation) {
  if (!(load < 1.0)) return detail::too_busy(load);
  return load * (1.0 + squared_variation) / (2.0 * (1.0 - load)) * service;
}

inline constexpr Formula constant_wait_card{
    "queue.md1",
    "P(W <= t) = exp(-y) sum_j Q(k-1-j) y^j / j!, k = floor(t/s) + 1, y = rho (k - t/s)",
    "Franx 2001, Operations Research Letters 29: M/D/c by the number in the system; here c = 1"};

namespace detail {

/// How many customers of an M/D/1 system there are at most, each with its probability, as far as a
/// wait of `longest` services asks. Every term is positive, so nothing cancels.
class ConstantServiceQueue {
 public:
  static constexpr std::size_t longest = 40;

  /// \param load  rho, 0 < rho < 1.   \param services  the longest wait that will be asked.
  ConstantServiceQueue(double load, std::size_t services) : load_(load) {
    // Of the arrivals in one service: P(A > m).
    std::array<double, longest + 3> more{};
    double term = exp(-load);
    for (std::size_t m = 0; m < services + 3; ++m) {
      // 1 - P(A <= m) would cancel: the next terms are summed, each at most rho/(m+2) of the last.
      double tail = 0.0;
      double next = term * load / static_cast<double>(m + 1);
      for (std::size_t i = m + 2; next > tail * 1e-17; ++i) {
        tail += next;
        next *= load / static_cast<double>(i);
      }
      more[m] = tail;
      term *= load / static_cast<double>(m + 1);
    }
    std::array<double, longest + 3> holds{1.0 - load};
    double sum = holds[0];
    for (std::size_t n = 0; n <= services + 1; ++n) {
      double up = holds[0] * more[n];
      for (std::size_t i = 1; i <= n; ++i) up += holds[i] * more[n + 1 - i];
      holds[n + 1] = up * exp(load);
      sum += holds[n + 1];
      at_most_[n] = sum;
    }
  }
  /// P(W <= t), t in services.
  [[nodiscard]] double within(double t) const {
    const auto whole = static_cast<std::size_t>(t) + 1;
    const double y = load_ * (static_cast<double>(whole) - t);
    double weight = exp(-y);
    double sum = 0.0;
    for (std::size_t j = 0; j < whole; ++j) {
      sum += at_most_[whole - 1 - j] * weight;
      weight *= y / static_cast<double>(j + 1);
    }
    return sum;
  }

 private:
  double load_;
  std::array<double, longest + 3> at_most_{};  // P(waiting <= n)
};

}  // namespace detail

inline constexpr Formula constant_wait_tail_card{
    "queue.md1-tail", "P(W > t) = C exp(-x t/s), rho (e^x - 1) = x, C = (1-rho) / (rho e^x - 1)",
    "Tijms 2003, A First Course in Stochastic Models, chapter 9; at p99 off by at most 6 % (near "
    "load 0.15), by 0.02 % from load 0.5 on"};

/// Waiting time in front of one server of constant service by its first pole: what a planner asks
/// thousands of times. \throws std::domain_error unless 0 < share < 1.
[[nodiscard]] inline Feasible<Time> constant_wait_tail(double load, Time service, double share) {
  detail::check_share(share);
  if (!(load < 1.0)) return detail::too_busy(load);
  if (load <= 1.0 - share) return Time{};
  // Within one service there is a closed form: P(W <= t) = (1-rho) exp(rho t/s).
  const double within_one = log(share / (1.0 - load)) / load;
  if (within_one <= 1.0) return within_one * service;
  // Newton from the right of the root: the function is convex there.
  double pole = 1.0 + 2.0 * (1.0 - load) / load;
  double grown = expm1(pole);
  for (int i = 0; i < 60; ++i) {
    const double next = pole - (load * grown - pole) / (load * (grown + 1.0) - 1.0);
    if (!(next < pole)) break;
    pole = next;
    grown = expm1(pole);
  }
  const double scale = (1.0 - load) / (load * (grown + 1.0) - 1.0);
  return std::max(log(scale / (1.0 - share)) / pole, 1.0) * service;
}

/// The same exactly; from 32 services on by its first pole, which is exact there.
[[nodiscard]] inline Feasible<Time> constant_wait(double load, Time service, double share) {
  Feasible<Time> near = constant_wait_tail(load, service, share);
  if (!near || *near <= service) return near;
  const double guess = ratio(*near, service);
  constexpr double pole_is_exact = 32.0;
  if (guess > pole_is_exact) return near;
  const double high = 1.05 * guess + 1.0;
  const detail::ConstantServiceQueue queue(load, static_cast<std::size_t>(high) + 1);
  const auto found =
      find_root([&](double t) { return queue.within(t) - share; }, 0.5 * guess, high);
  return found ? Feasible<Time>(*found * service) : near;
}

inline constexpr Formula many_servers_card{
    "queue.mmc",
    "B_k = a B_{k-1} / (k + a B_{k-1}); C = B / (1 - rho (1-B)); "
    "P(W > t) = C exp(-(c-a) t/s)",
    "Erlang 1917; Kleinrock 1975, Queueing Systems I: M/M/c"};

/// Poisson arrivals, exponential service, several servers.
struct ManyServers {
  double blocked = 0.0;  ///< Erlang B: share lost where nobody waits
  double waiting = 0.0;  ///< Erlang C: share that waits
};

/// Share that is lost where nobody can wait: Erlang B, at any load.
/// \param servers  c >= 1.   \param offered  load in servers, a = rho c >= 0.
/// \throws std::domain_error for c < 1 or a < 0.
[[nodiscard]] constexpr double share_blocked(std::int64_t servers, double offered) {
  if (servers < 1) throw std::domain_error("share_blocked: there is at least one server");
  if (!(offered >= 0.0)) throw std::domain_error("share_blocked: the load must not be negative");
  double blocked = 1.0;
  for (std::int64_t k = 1; k <= servers; ++k) {
    blocked = offered * blocked / (static_cast<double>(k) + offered * blocked);
  }
  return blocked;
}
static_assert(share_blocked(1, 1.0) == 0.5);

/// \param servers, offered  as of share_blocked().
/// \return Infeasible for waiting from a = c on. \throws as share_blocked().
[[nodiscard]] inline Feasible<ManyServers> many_servers(std::int64_t servers, double offered) {
  const double blocked = share_blocked(servers, offered);
  const auto count = static_cast<double>(servers);
  if (!(offered < count)) return Infeasible{&overloaded, offered, count, {}};
  ManyServers made{.blocked = blocked};
  made.waiting = made.blocked / (1.0 - offered / count * (1.0 - made.blocked));
  return made;
}

/// Waiting time that `share` of all customers do not exceed. \throws as many_servers().
[[nodiscard]] inline Feasible<Time> many_servers_wait(std::int64_t servers, double offered,
                                                      Time service, double share) {
  detail::check_share(share);
  const auto made = many_servers(servers, offered);
  if (!made) return made.why();
  const double beyond = 1.0 - share;
  if (made->waiting <= beyond) return Time{};
  return log(made->waiting / beyond) / (static_cast<double>(servers) - offered) * service;
}

}  // namespace weft::fabric
