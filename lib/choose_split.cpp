// SPDX-License-Identifier: Apache-2.0
#include "choose_split.hpp"

#include "percent.hpp"
#include "weft/plan/evaluate_training.hpp"

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

}  // namespace

void choose_split(const Scenario& scenario, Stage& stage, const StageState& state, Position w,
                  std::vector<Decision>* told) {
  const auto& written = std::get<Training>(stage.plan.workloads.entries[w].value);
  auto& into = stage.choices[w].split;
  if (written.parallel) {
    into = *written.parallel;
    return;
  }
  const WorkloadRefs& refs = stage.workloads[w];
  const auto accelerators = job_size(written, state.clusters[*refs.cluster]);
  if (accelerators == 0) {
    into = Infeasible{&no_units};
    return;
  }
  const auto machine =
      machine_of(scenario, stage, state, *refs.cluster, written.precision, fabric::Role::scale_out);
  if (!machine) {
    into = machine.why();
    return;
  }
  if (accelerators > machine->scale_up_domain && machine->scale_out_rate == Bandwidth{}) {
    into = Infeasible{&no_fabric_between};
    return;
  }
  const auto work = compute::model_work(scenario.catalogue.llms.entries[*refs.llm].value);
  const auto found = training::choose_parallel(work, job_of(written, accelerators), *machine);
  if (!found) {
    into = found.why();
    return;
  }
  into = found->best.split;
  if (!told) return;
  Decision made{"workloads." + stage.plan.workloads.entries[w].name + ".parallel",
                name_of(found->best.split), "", ""};
  if (found->runner_up) {
    made.runner_up = name_of(found->runner_up->split);
    made.reason = percent(found->lead()) + " more tokens a second";
  }
  made.reason += (made.reason.empty() ? "" : "; ") + std::to_string(found->fitting) + " of " +
                 std::to_string(found->tried) + " splits fit";
  told->push_back(std::move(made));
}

}  // namespace weft::plan
