// SPDX-License-Identifier: Apache-2.0
#include "choose_split.hpp"

#include "percent.hpp"
#include "weft/plan/training_job.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace weft::plan {
namespace {

std::string name_of(const training::Parallel& split) {
  std::string text = "tensor " + std::to_string(split.tensor) + ", pipeline " +
                     std::to_string(split.pipeline) + ", data " + std::to_string(split.data);
  if (split.context > 1) text += ", context " + std::to_string(split.context);
  if (split.expert > 1) text += ", expert " + std::to_string(split.expert);
  if (split.virtual_stages > 1)
    text += ", " + std::to_string(split.virtual_stages) + " virtual stages";
  return text + ", micro-batch " + std::to_string(split.micro_batch);
}

/// The best of the splits with other widths than the first; the second best where all have the
/// same.
const training::SplitFound* runner_up(const std::vector<training::SplitFound>& best) {
  if (best.size() < 2) return nullptr;
  const auto differs = [&](const training::SplitFound& each) {
    const training::Parallel& first = best.front().split;
    return each.split.tensor != first.tensor || each.split.pipeline != first.pipeline ||
           each.split.context != first.context;
  };
  const auto at = std::find_if(best.begin() + 1, best.end(), differs);
  return at == best.end() ? &best[1] : &*at;
}

Decision decision(const std::string& workload, const training::SplitSearch& found) {
  const training::SplitFound& best = found.best.front();
  Decision made{"workloads." + workload + ".parallel", name_of(best.split), "", ""};
  if (const training::SplitFound* other = runner_up(found.best)) {
    made.runner_up = name_of(other->split);
    made.reason = percent(ratio(other->step, best.step) - 1.0) + " more tokens a second; ";
  }
  made.reason += std::to_string(found.candidates) + " splits that fit were timed";
  return made;
}

}  // namespace

void SplitChooser::choose(const Scenario& scenario, Stage& stage, const StageState& state,
                          Position w, std::vector<Decision>* told) {
  const auto& written = std::get<Training>(stage.plan.workloads.entries[w].value);
  auto& into = stage.choices[w].split;
  if (written.parallel) {
    into = *written.parallel;
    return;
  }
  const auto accelerators = job_size(written, state.clusters[*stage.workloads[w].cluster]);
  if (accelerators == 0) {
    into = Infeasible{&no_units};
    return;
  }
  const auto rates = step_rates_of(scenario, stage, state, w, accelerators);
  if (!rates) {
    into = rates.why();
    return;
  }
  training::StepJob job = step_job(scenario, stage, w, accelerators, *rates);
  job.memory = training::planned_memory * job.memory;
  asked_.resize(stage.workloads.size());
  auto& last = asked_[w];
  const auto& llm = stage.workloads[w].llm;
  const bool same = last && last->llm == llm && last->job == job.job &&
                    last->memory == job.memory && last->rates == *rates;
  if (!same) {
    training::SplitLimits limits;
    limits.style.rounding = 0.05;  // of the batch: nobody changes a cluster to keep it
    last = Asked{llm, job.job, job.memory, *rates, training::search_splits(job, limits)};
  }
  if (!last->found) {
    into = last->found.why();
    return;
  }
  into = last->found->best.front().split;
  if (told) told->push_back(decision(stage.plan.workloads.entries[w].name, *last->found));
}

}  // namespace weft::plan
