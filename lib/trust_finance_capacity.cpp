// SPDX-License-Identifier: Apache-2.0
// How much capacity a demand needs, and how demands and costs move.
#include "trust_finance.hpp"
#include "weft/application/service_level.hpp"
#include "weft/economics/adoption.hpp"
#include "weft/economics/bass_fit.hpp"
#include "weft/economics/learning.hpp"
#include "weft/economics/newsvendor.hpp"
#include "weft/fabric/queueing.hpp"

namespace weft::report {
namespace {

Time minutes(const TrustInputs& in, InputNames names) {
  return number_or(in, names, 0.0) * one_minute;
}

Frequency arrivals_of(const TrustInputs& in) {
  return number_or(in, {"transactions", "calls"}, 0.0) / minutes(in, {"interval_min", "interval"});
}

void say_level(const application::ServiceLevel& level, TrustPrediction& out) {
  say(out, std::vector<double>{level.waiting, level.within, level.occupancy});
  say(out, level.waiting);
  for (const char* name : {"p_wait", "waiting", "waiting_probability"}) {
    out.set(name, level.waiting);
  }
  out.set("service_level", level.within);
  out.set("occupancy", level.occupancy);
}

economics::Bass bass_of(const TrustInputs& in) {
  return {number_or(in, {"p"}, 0.0), number_or(in, {"q"}, 0.0), number_or(in, {"m"}, 1.0)};
}

/// Until long after the curve has passed its highest point.
std::vector<double> bass_periods(const economics::Bass& of) {
  constexpr double times = 4.0;
  constexpr double least = 20.0;
  constexpr double most = 10'000.0;
  const double periods = std::min(times * economics::bass_peak_time(of) + least, most);
  std::vector<double> steps(static_cast<std::size_t>(periods));
  economics::bass_steps(of, steps);
  return steps;
}

void say_bass_peak(const TrustInputs& in, TrustPrediction& out) {
  const economics::Bass of = bass_of(in);
  const auto stepped = economics::bass_peak(bass_periods(of));
  const double smooth = economics::bass_peak_time(of);
  out.set("discrete_peak", stepped.period);
  out.set("continuous_peak", smooth);
  say(out, std::vector<double>{stepped.period, stepped.adopting});
  say(out, in.is("discrete") ? stepped.period : smooth);
}

void say_fit(const Feasible<economics::Bass>& fit, bool market_first, TrustPrediction& out) {
  if (!fit) return out.refuse(fit.why());
  say(out, market_first ? std::vector<double>{fit->market, fit->innovation, fit->imitation}
                        : std::vector<double>{fit->innovation, fit->imitation, fit->market});
  out.set("p", fit->innovation);
  out.set("q", fit->imitation);
  out.set("m", fit->market);
}

}  // namespace

void predict_erlang(const TrustInputs& in, TrustPrediction& out) {
  const std::int64_t servers = in.count({"servers", "agents", "n"}).value_or(0);
  const auto offered = in.number({"offered", "erlangs", "a"});
  if (offered && in.is("erlang_b")) return say(out, fabric::share_blocked(servers, *offered));
  if (offered) {
    const auto queue = fabric::many_servers(servers, *offered);
    return queue ? say(out, queue->waiting) : out.refuse(queue.why());
  }
  const auto level =
      application::service_level(servers, arrivals_of(in), minutes(in, {"aht_min", "handling_min"}),
                                 minutes(in, {"asa_min", "target_min"}));
  return level ? say_level(*level, out) : out.refuse(level.why());
}

void predict_servers(const TrustInputs& in, TrustPrediction& out) {
  const auto needed =
      application::servers_needed(arrivals_of(in), minutes(in, {"aht_min", "handling_min"}),
                                  {.wait = minutes(in, {"asa_min", "target_min"}),
                                   .within = number_or(in, {"service_level"}, 0.0),
                                   .occupancy = number_or(in, {"max_occupancy"}, 1.0),
                                   .absent = number_or(in, {"shrinkage"}, 0.0)});
  say(out, std::vector<double>{static_cast<double>(needed.present),
                               static_cast<double>(needed.employed)});
  say(out, static_cast<double>(needed.present));
}

void predict_newsvendor(const TrustInputs& in, TrustPrediction& out) {
  const Money cost = money_of(in, {"cost"});
  const Normal demand{number_or(in, {"mean"}, 0.0), number_or(in, {"sd", "deviation"}, 0.0)};
  say(out, economics::newsvendor(demand, money_of(in, {"price"}) - cost,
                                 cost - money_of(in, {"salvage"})));
}

void predict_bass(const TrustInputs& in, TrustPrediction& out) {
  using economics::BassSample;
  const auto adopting = in.list({"sales", "adoptions"});
  if (in.is("peak")) return say_bass_peak(in, out);
  if (in.is("fit_ols")) return say_fit(economics::bass_linear_fit(adopting), false, out);
  const BassSample sample =
      in.is("growth") ? BassSample::growth_over_period : BassSample::slope_at_number;
  if (in.is("fit_nls")) {
    out.assume("sales are compared with the slope of the curve, as the source's regression does");
    return say_fit(economics::bass_curve_fit(adopting, sample), true, out);
  }
  if (!adopting.empty()) return say(out, economics::bass_error(bass_of(in), adopting, sample));
  const double t = number_or(in, {"t"}, 0.0);
  say(out, economics::bass_adopted(bass_of(in), t));
}

void predict_growth(const TrustInputs& in, TrustPrediction& out) {
  const double limit = number_or(in, {"m", "limit"}, 1.0);
  const Time t = number_or(in, {"t"}, 0.0) * one_year;
  const Frequency steepness = number_or(in, {"k"}, 0.0) / one_year;
  if (in.is("gompertz")) {
    return say(out, limit * economics::gompertz(t, number_or(in, {"b"}, 0.0), steepness));
  }
  say(out, limit * economics::logistic(t, number_or(in, {"t0"}, 0.0) * one_year, steepness));
}

void predict_learning(const TrustInputs& in, TrustPrediction& out) {
  say(out, economics::learning_curve(money_of(in, {"c1", "first", "first_cost", "cost"}),
                                     number_or(in, {"n", "units", "cumulative"}, 1.0),
                                     number_or(in, {"learning_rate", "LR", "lr", "rate"}, 0.0)));
}

}  // namespace weft::report
