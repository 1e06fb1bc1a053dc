// SPDX-License-Identifier: Apache-2.0
#include "choose_pools.hpp"

#include "percent.hpp"
#include "weft/plan/evaluate_serving.hpp"
#include "weft/units/growth.hpp"

#include <algorithm>
#include <string>
#include <variant>

namespace weft::plan {
namespace {

std::string name_of(const serving::Deployment& on) {
  std::string text =
      std::to_string(on.accelerators()) + " accelerators (tensor " + std::to_string(on.tensor);
  if (on.data > 1) text += ", data " + std::to_string(on.data);
  if (on.pipeline > 1) text += ", pipeline " + std::to_string(on.pipeline);
  return text + ")";
}
std::string name_of(const serving::Offer& of) {
  const std::string decode = name_of(serving::deployment_of(of.as.decode));
  if (!of.as.apart) return decode;
  return name_of(serving::deployment_of(of.as.prefill)) + " for prefill, " + decode + " for decode";
}

/// Whether two offers differ in more than how busy prefill is kept.
bool same_pools(const serving::Offer& one, const serving::Offer& other) {
  return one.as.decode == other.as.decode && one.as.prefill == other.as.prefill;
}

/// The largest demand over the horizon, calls of applications included.
[[nodiscard]] Frequency largest_demand(const Scenario& scenario, const Stage& stage,
                                       const Serving& written, Position w) {
  const auto months = static_cast<double>(scenario.months - 1);
  const CalendarMonth start = stage.plan.time.start;
  const auto largest = [&](const Monthly<Frequency>& rate, PerPeriod growth, double peak) {
    const Frequency first = rate.at(start);
    const Frequency last = factor(growth, months) * rate.at(start + (scenario.months - 1));
    return peak * max(first, last);
  };
  Frequency sum =
      largest(written.traffic.requests, written.traffic.growth, written.traffic.peak_to_mean);
  for (Position a = 0; a < stage.workloads.size(); ++a) {
    const auto* tasks = std::get_if<Application>(&stage.plan.workloads.entries[a].value);
    for (Position i = 0; tasks && i < stage.workloads[a].calls.size(); ++i) {
      if (stage.workloads[a].calls[i] != w) continue;
      sum += tasks->steps.entries[i].value.times.mean *
             largest(tasks->tasks, tasks->growth, tasks->peak_to_mean);
    }
  }
  return sum > Frequency{} ? sum : 1.0 / second;
}

/// What the plan asks of a server, open but for the pools.
serving::Wanted wanted(const Serving& written, const serving::Server& server) {
  const serving::Layout base = layout_of(written, server.machine, {});
  const bool apart = base.apart;
  return {.server = server,
          .base = base,
          .lengths = lengths_of(written),
          .limits = limits_of(written),
          .together = !apart,
          .apart = apart};
}

}  // namespace

void PoolChooser::choose(const Scenario& scenario, Position s, Stage& stage,
                         const StageState& state, Position w, std::vector<Decision>* told) {
  const Workload& workload = stage.plan.workloads.entries[w].value;
  const auto& written = std::get<Serving>(workload);
  auto& into = stage.choices[w].pools;
  const auto server = server_of(scenario, stage, state, w);
  if (!server) {
    into = server.why();
    return;
  }
  servers_.resize(stage.workloads.size());
  details_.resize(stage.workloads.size());
  const bool asked_before = s > 0 && servers_[w] == *server &&
                            scenario.stages[s - 1].plan.workloads.entries[w].value == workload;
  if (asked_before) {
    into = scenario.stages[s - 1].choices[w].pools;
  } else {
    servers_[w] = *server;
    into = search(scenario, stage, w, *server);
  }
  if (told && into && !written.engine.deploy) told->push_back(decision(stage, w));
}

Feasible<ServingPools> PoolChooser::search(const Scenario& scenario, const Stage& stage, Position w,
                                           const serving::Server& server) {
  const auto& written = std::get<Serving>(stage.plan.workloads.entries[w].value);
  const serving::Wanted ask = wanted(written, server);
  if (ask.apart && server.machine.scale_out_rate == Bandwidth{}) {
    return Infeasible{&no_fabric_between};
  }
  serving::Offers all;
  if (written.engine.deploy) {
    const ServingPools own{*written.engine.deploy, *written.engine.deploy};
    serving::offer(ask, layout_of(written, server.machine, own), all);
  } else {
    all = serving::offers(ask);
  }
  if (all.found.empty()) return all.last;
  const serving::Demand demand{largest_demand(scenario, stage, written, w),
                               stage.plan.operations.headroom, 1.0};
  const auto offered = serving::ranked(all.found, demand);
  const serving::Offer& best = offered.front();
  details_[w] = {name_of(best), "", 0.0};
  const auto next = std::find_if(offered.begin(), offered.end(),
                                 [&](const auto& each) { return !same_pools(each, best); });
  if (next != offered.end()) {
    const auto needed = [&](const serving::Offer& of) {
      return static_cast<double>(serving::fleet(of.unit, demand).accelerators);
    };
    details_[w].runner_up = name_of(*next);
    details_[w].lead = needed(*next) / needed(best) - 1.0;
  }
  return ServingPools{serving::deployment_of(best.as.prefills()),
                      serving::deployment_of(best.as.decode),
                      best.as.apart ? best.prefill_load : ServingPools{}.prefill_load};
}

Decision PoolChooser::decision(const Stage& stage, Position w) const {
  const Detail& of = details_[w];
  return {"workloads." + stage.plan.workloads.entries[w].name + ".engine.deploy", of.chosen,
          of.runner_up,
          of.runner_up.empty() ? "nothing else keeps the limits"
                               : "the runner-up needs " + percent(of.lead) +
                                     " more accelerators for the same demand"};
}

}  // namespace weft::plan
