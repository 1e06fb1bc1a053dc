// SPDX-License-Identifier: Apache-2.0
#include "choose_cables.hpp"
#include "choose_topology.hpp"
#include "weft/io/quantity_text.hpp"
#include "weft/plan/evaluate.hpp"
#include "weft/plan/evaluate_fabrics.hpp"
#include "weft/plan/evaluate_workloads.hpp"
#include "weft/units/growth.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace weft::plan {
namespace {

std::string number(double value, int digits = 3) {
  return io::show_quantity(value, {}, {}, digits);
}

std::string name_of(const training::Parallel& split) {
  std::string text = "tensor " + std::to_string(split.tensor) + ", pipeline " +
                     std::to_string(split.pipeline) + ", data " + std::to_string(split.data);
  if (split.context > 1) text += ", context " + std::to_string(split.context);
  if (split.expert > 1) text += ", expert " + std::to_string(split.expert);
  if (split.virtual_stages > 1)
    text += ", " + std::to_string(split.virtual_stages) + " virtual stages";
  return text + ", micro-batch " + std::to_string(split.micro_batch);
}
std::string name_of(const serving::Deployment& on) {
  std::string text =
      std::to_string(on.accelerators()) + " accelerators (tensor " + std::to_string(on.tensor);
  if (on.data > 1) text += ", data " + std::to_string(on.data);
  return text + ")";
}

/// Makes the choices of a scenario, stage by stage.
class Chooser {
 public:
  explicit Chooser(Scenario& scenario) : scenario_(scenario), room_(shape(scenario)) {}

  std::vector<Decision> run() {
    read_boxes(scenario_.catalogue, room_.room.boxes);
    for (Position s = 0; s < scenario_.stages.size(); ++s) {
      enter(s);
      stage_->choices.assign(stage_->workloads.size(), {});
      count();
    }
    choose_topologies(scenario_, room_.room, decisions_);
    for (Position s = 0; s < scenario_.stages.size(); ++s) {
      enter(s);
      size();
    }
    for (Position s = 0; s < scenario_.stages.size(); ++s) {
      enter(s);
      choose_cables(scenario_, *stage_, *state_, room_.room.stages.back(), room_.room.boxes,
                    is_last_ ? &decisions_ : nullptr);
      for (Position w = 0; w < stage_->workloads.size(); ++w) workload(s, w);
    }
    return std::move(decisions_);
  }

 private:
  void enter(Position s) {
    stage_ = &scenario_.stages[s];
    state_ = &room_.room.stages[s];
    is_last_ = s + 1 == scenario_.stages.size();
  }

  void count() {
    for (Position c = 0; c < stage_->clusters.size(); ++c) {
      const auto& node = scenario_.catalogue.nodes.entries[stage_->clusters[c].node].value;
      state_->clusters[c].units = stage_->plan.clusters.entries[c].value.count;
      state_->clusters[c].each = std::max<std::int64_t>(1, node.accelerators);
    }
  }
  /// Sizes the stage as evaluate() will: choices need the rates of the fabrics.
  void size() { evaluate_fabrics(scenario_, *stage_, room_.room.boxes, *state_, *state_); }

  // --- workloads ---------------------------------------------------------------------------------

  void workload(Position s, Position w) {
    const Workload& written = stage_->plan.workloads.entries[w].value;
    if (const auto* trained = std::get_if<Training>(&written)) split(*trained, w);
    if (const auto* served = std::get_if<Serving>(&written)) pools(*served, s, w);
  }

  void split(const Training& written, Position w) {
    auto& into = stage_->choices[w].split;
    if (written.parallel) {
      into = *written.parallel;
      return;
    }
    const WorkloadRefs& refs = stage_->workloads[w];
    const auto accelerators = job_size(written, state_->clusters[*refs.cluster]);
    if (accelerators == 0) {
      into = Infeasible{&no_units};
      return;
    }
    const auto machine = machine_of(scenario_, *stage_, *state_, *refs.cluster, written.precision,
                                    fabric::Role::scale_out);
    if (!machine) {
      into = machine.why();
      return;
    }
    if (accelerators > machine->scale_up_domain && machine->scale_out_rate == Bandwidth{}) {
      into = Infeasible{&no_fabric_between};
      return;
    }
    const auto work = compute::model_work(scenario_.catalogue.llms.entries[*refs.llm].value);
    const auto found = training::choose_parallel(work, job_of(written, accelerators), *machine);
    if (!found) {
      into = found.why();
      return;
    }
    into = found->best.split;
    if (!is_last_) return;
    Decision made{"workloads." + stage_->plan.workloads.entries[w].name + ".parallel",
                  name_of(found->best.split), "", ""};
    if (found->runner_up) {
      made.runner_up = name_of(found->runner_up->split);
      made.reason = number(100.0 * found->lead()) + " % more tokens a second";
    }
    made.reason += (made.reason.empty() ? "" : "; ") + std::to_string(found->fitting) + " of " +
                   std::to_string(found->tried) + " splits fit";
    decisions_.push_back(std::move(made));
  }

  /// The largest demand over the horizon, calls of applications included.
  [[nodiscard]] Frequency demand(const Serving& written, Position w) const {
    const auto months = static_cast<double>(scenario_.months - 1);
    const CalendarMonth start = stage_->plan.time.start;
    const auto largest = [&](const Monthly<Frequency>& rate, PerPeriod growth, double peak) {
      const Frequency first = rate.at(start);
      const Frequency last = factor(growth, months) * rate.at(start + (scenario_.months - 1));
      return peak * max(first, last);
    };
    Frequency sum =
        largest(written.traffic.requests, written.traffic.growth, written.traffic.peak_to_mean);
    for (Position a = 0; a < stage_->workloads.size(); ++a) {
      const auto* tasks = std::get_if<Application>(&stage_->plan.workloads.entries[a].value);
      for (Position i = 0; tasks && i < stage_->workloads[a].calls.size(); ++i) {
        if (stage_->workloads[a].calls[i] != w) continue;
        sum += tasks->steps.entries[i].value.times.mean *
               largest(tasks->tasks, tasks->growth, tasks->peak_to_mean);
      }
    }
    return sum > Frequency{} ? sum : 1.0 / second;
  }

  void pools(const Serving& written, Position s, Position w) {
    auto& into = stage_->choices[w].pools;
    if (written.engine.deploy) {
      into = ServingPools{*written.engine.deploy, *written.engine.deploy};
      return;
    }
    const auto server = server_of(scenario_, *stage_, *state_, w);
    if (!server) {
      into = server.why();
      return;
    }
    servers_.resize(stage_->workloads.size());
    details_.resize(stage_->workloads.size());
    if (s > 0 && servers_[w] == *server && scenario_.stages[s - 1].choices[w].pools) {
      into = scenario_.stages[s - 1].choices[w].pools;  // the same question, the same answer
      if (is_last_) decide(w);
      return;
    }
    servers_[w] = *server;
    const serving::Demand asked{demand(written, w), stage_->plan.operations.headroom, 1.0};
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
      into = ServingPools{found->prefill.best.replica.deployment,
                          found->decode.best.replica.deployment};
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
    if (is_last_) decide(w);
  }

  struct Detail {
    std::string chosen, runner_up;
    double lead = 0.0;
  };
  void decide(Position w) {
    const Detail& of = details_[w];
    decisions_.push_back({"workloads." + stage_->plan.workloads.entries[w].name + ".engine.deploy",
                          of.chosen, of.runner_up,
                          of.runner_up.empty() ? "nothing else keeps the limits"
                                               : "the runner-up needs " + number(100.0 * of.lead) +
                                                     " % more accelerators for the same demand"});
  }

  Scenario& scenario_;
  Evaluation room_;
  Stage* stage_ = nullptr;
  StageState* state_ = nullptr;
  bool is_last_ = false;
  std::vector<serving::Server> servers_;
  std::vector<Detail> details_;
  std::vector<Decision> decisions_;
};

}  // namespace

std::vector<Decision> choose(Scenario& scenario) { return Chooser(scenario).run(); }

}  // namespace weft::plan
