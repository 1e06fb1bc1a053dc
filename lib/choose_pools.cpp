// SPDX-License-Identifier: Apache-2.0
#include "choose_pools.hpp"

#include "percent.hpp"
#include "weft/plan/evaluate_serving.hpp"
#include "weft/units/growth.hpp"

#include <string>
#include <variant>

namespace weft::plan {
namespace {

std::string name_of(const serving::Deployment& on) {
  std::string text =
      std::to_string(on.accelerators()) + " accelerators (tensor " + std::to_string(on.tensor);
  if (on.data > 1) text += ", data " + std::to_string(on.data);
  return text + ")";
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

}  // namespace

void PoolChooser::choose(const Scenario& scenario, Position s, Stage& stage,
                         const StageState& state, Position w, std::vector<Decision>* told) {
  const auto& written = std::get<Serving>(stage.plan.workloads.entries[w].value);
  auto& into = stage.choices[w].pools;
  if (written.engine.deploy) {
    into = ServingPools{*written.engine.deploy, *written.engine.deploy};
    return;
  }
  const auto server = server_of(scenario, stage, state, w);
  if (!server) {
    into = server.why();
    return;
  }
  servers_.resize(stage.workloads.size());
  details_.resize(stage.workloads.size());
  if (s > 0 && servers_[w] == *server && scenario.stages[s - 1].choices[w].pools) {
    into = scenario.stages[s - 1].choices[w].pools;  // the same question, the same answer
    if (told) told->push_back(decision(stage, w));
    return;
  }
  servers_[w] = *server;
  const serving::Demand asked{largest_demand(scenario, stage, written, w),
                              stage.plan.operations.headroom, 1.0};
  const bool apart = written.engine.mode == ServingMode::disaggregated;
  if (apart && server->machine.scale_out_rate == Bandwidth{}) {
    into = Infeasible{&no_fabric_between};
    return;
  }
  if (apart) {
    const auto found =
        serving::choose_disaggregated(*server, shape_of(written), limits_of(written), asked);
    if (!found) {
      into = found.why();
      return;
    }
    into =
        ServingPools{found->prefill.best.replica.deployment, found->decode.best.replica.deployment};
    details_[w] = {
        name_of(into->prefill) + " for prefill, " + name_of(into->decode) + " for decode",
        found->decode.runner_up
            ? name_of(found->decode.runner_up->replica.deployment) + " for decode"
            : "",
        found->decode.lead()};
  } else {
    const auto found =
        serving::choose_deployment(*server, shape_of(written), limits_of(written), asked);
    if (!found) {
      into = found.why();
      return;
    }
    into = ServingPools{found->best.replica.deployment, found->best.replica.deployment};
    details_[w] = {name_of(into->decode),
                   found->runner_up ? name_of(found->runner_up->replica.deployment) : "",
                   found->lead()};
  }
  if (told) told->push_back(decision(stage, w));
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
