// SPDX-License-Identifier: Apache-2.0
// What timing one training step and searching the splits of a job cost. Figures:
// docs/performance.md.
#include "weft/io/library.hpp"
#include "weft/training/split_search.hpp"
#include "weft/training/step_time.hpp"

#include <benchmark/benchmark.h>

#include <cstdint>

namespace {

using namespace weft;

/// A100s in nodes of eight with 200 Gb/s each, timed with the shipped fit.
struct Published {
  io::Sources sources;
  catalog::Catalogue parts;
  training::StepRates rates;

  Published() {
    const io::Library library(sources);
    Notes notes;
    Diagnostics diagnostics;
    library.require("accelerator", "nvidia-a100-80gb-sxm", parts, notes, diagnostics);
    library.require("training-fit", "published", parts, notes, diagnostics);
    library.require("llm", "gpt-3-175b", parts, notes, diagnostics);
    const catalog::Accelerator& part = *parts.accelerators.find("nvidia-a100-80gb-sxm");
    const catalog::TrainingFit& fit = *parts.training_fits.find("published");
    rates = *training::step_rates(
        {.accelerator = &part,
         .kernels = fit.kernels.find("a100"),
         .stack = fit.stacks.find("megatron_bridge"),
         .layer = &fit.layer,
         .links = training::links_of(part, parts.profiles.find(part.scale_up.profile), 8,
                                     200.0 * giga_bit / second, fit.layer)});
  }
};

training::Job job_of(std::int64_t accelerators, double sequences) {
  training::Job made;
  made.sequence = 2048.0 * token;
  made.global_batch = sequences * made.sequence;
  made.accelerators = accelerators;
  return made;
}

/// A GPT of 10^12 parameters.
training::Trainee trillion() {
  catalog::Llm llm;
  llm.layers = 128;
  llm.hidden = 25600;
  llm.heads = llm.kv_heads = 160;
  llm.head_dim = 160;
  llm.ffn = 4 * llm.hidden;
  llm.gated = false;
  llm.vocabulary = 51200;
  return training::trainee(llm);
}

void training_step(benchmark::State& state) {
  const Published on;
  const training::Trainee model = training::trainee(*on.parts.llms.find("gpt-3-175b"));
  const training::StepJob job{&model, job_of(1024, 1536), &on.rates, 80.0 * giga_byte, {}};
  const training::Parallel split{.tensor = 8, .pipeline = 8, .data = 16};
  for (auto _ : state) benchmark::DoNotOptimize(training::step(job, split));
}
BENCHMARK(training_step)->Unit(benchmark::kNanosecond);

void search(benchmark::State& state, const training::Trainee& model, const training::Job& job) {
  const Published on;
  const training::StepJob asked{&model, job, &on.rates, 76.0 * giga_byte, {}};
  std::int64_t timed = 0;
  for (auto _ : state) {
    const auto found = training::search_splits(asked, training::SplitLimits());
    timed += found ? found->candidates : 0;
    benchmark::DoNotOptimize(found);
  }
  state.SetItemsProcessed(timed);  // candidates that were timed whole
}

/// The whole search of 175B on 1,024 and of 1T on 4,096 accelerators.
void split_search_175b(benchmark::State& state) {
  const Published on;
  search(state, training::trainee(*on.parts.llms.find("gpt-3-175b")), job_of(1024, 1536));
}
BENCHMARK(split_search_175b)->Unit(benchmark::kMicrosecond);
void split_search_1t(benchmark::State& state) { search(state, trillion(), job_of(4096, 2048)); }
BENCHMARK(split_search_1t)->Unit(benchmark::kMicrosecond);

}  // namespace
