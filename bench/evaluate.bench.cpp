// SPDX-License-Identifier: Apache-2.0
// What the stages of an evaluation cost on the shipped example. Figures: docs/performance.md.
#include "weft/plan/evaluate.hpp"

#include "weft/fabric/collective_model.hpp"
#include "weft/fabric/search.hpp"
#include "weft/fabric/sizing.hpp"
#include "weft/io/library.hpp"
#include "weft/io/load.hpp"
#include "weft/io/quantity_text.hpp"
#include "weft/plan/resolve.hpp"
#include "weft/report/answer.hpp"

#include <benchmark/benchmark.h>

#include <string>
#include <vector>

namespace {

using namespace weft;

const std::string plan_path = std::string(WEFT_ROOT) + "/examples/ai-factory.json";

std::vector<plan::PhasePlan> phases_of(const io::Loaded& loaded) {
  std::vector<plan::PhasePlan> phases;
  for (const auto& each : loaded.phases) phases.push_back({each.name, each.from, &each.plan});
  return phases;
}

void load(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(io::load(plan_path));
}
BENCHMARK(load)->Unit(benchmark::kMicrosecond);

void resolve(benchmark::State& state) {
  const auto loaded = io::load(plan_path);
  const auto phases = phases_of(loaded);
  for (auto _ : state) {
    Diagnostics diagnostics;
    benchmark::DoNotOptimize(plan::resolve(phases, loaded.catalogue, diagnostics));
  }
}
BENCHMARK(resolve)->Unit(benchmark::kMicrosecond);

void choose(benchmark::State& state) {
  const auto answer = report::answer(plan_path);
  auto scenario = answer.scenario;
  for (auto _ : state) benchmark::DoNotOptimize(plan::choose(scenario));
}
BENCHMARK(choose)->Unit(benchmark::kMicrosecond);

/// The number that the design asks for: at least 20,000 a second on one core.
void evaluate(benchmark::State& state) {
  const auto answer = report::answer(plan_path);
  auto evaluation = plan::shape(answer.scenario);
  plan::evaluate(answer.scenario, evaluation);
  for (auto _ : state) {
    plan::evaluate(answer.scenario, evaluation);
    benchmark::DoNotOptimize(evaluation.outcome);
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(evaluate)->Unit(benchmark::kMicrosecond);

void bill(benchmark::State& state) {
  const auto answer = report::answer(plan_path);
  for (auto _ : state) benchmark::DoNotOptimize(plan::bill(answer.scenario, answer.evaluation));
}
BENCHMARK(bill)->Unit(benchmark::kMicrosecond);

/// Counts of one two-tier fabric for 4,096 endpoints.
void size_one_fabric(benchmark::State& state) {
  const auto answer = report::answer(plan_path);
  const auto& switches = answer.scenario.catalogue.switches;
  const auto box = fabric::switch_box(*switches.find("sn5600"));
  const fabric::SizeRequest ask{.endpoints = 4096, .rails = 8};
  const auto link = 400.0 * giga_bit / second;
  for (auto _ : state) {
    benchmark::DoNotOptimize(fabric::size_fabric(fabric::RailOptimized{}, ask, box, box, link));
  }
}
BENCHMARK(size_one_fabric)->Unit(benchmark::kNanosecond);

/// One all-reduce over 64 ranks in nodes of eight: three ways, the fastest taken.
void collective(benchmark::State& state) {
  io::Sources sources;
  const io::Library library(sources);
  catalog::Catalogue parts;
  Notes notes;
  Diagnostics diagnostics;
  for (const auto* id : {"nvlink-4", "rdma-400g"}) {
    library.require("profile", id, parts, notes, diagnostics);
  }
  const fabric::LinkProfiles links{parts.profiles.find("nvlink-4"),
                                   parts.profiles.find("rdma-400g")};
  const fabric::RankGroup group{64, 8, 450.0 * giga_byte / second, 50.0 * giga_byte / second};
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        fabric::collective_time(fabric::Collective::all_reduce, giga_byte, group, links));
  }
}
BENCHMARK(collective)->Unit(benchmark::kNanosecond);

/// Every kind with every switch of the catalogue, for 16,384 endpoints.
void search_fabrics(benchmark::State& state) {
  io::Sources sources;
  const io::Library library(sources);
  catalog::Catalogue parts;
  Notes notes;
  Diagnostics diagnostics;
  for (const auto& id : library.names("switch")) {
    library.require("switch", id, parts, notes, diagnostics);
  }
  std::vector<fabric::SwitchBox> boxes;
  for (const auto& each : parts.switches) boxes.push_back(fabric::switch_box(each.value));
  const fabric::SizeRequest ask{.endpoints = 16384, .rails = 8};
  std::vector<fabric::Candidate> best(10);
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        fabric::search(fabric::searched_kinds, boxes, ask, 400.0 * giga_bit / second, best));
  }
}
BENCHMARK(search_fabrics)->Unit(benchmark::kMicrosecond);

/// One text of a plan.
void read_quantity(benchmark::State& state) {
  const io::Expect price{.dimension = dimension_of<MoneyPerEnergy>};
  for (auto _ : state) benchmark::DoNotOptimize(io::read_quantity("$0.085 /kWh", price));
}
BENCHMARK(read_quantity)->Unit(benchmark::kNanosecond);

}  // namespace
