// SPDX-License-Identifier: Apache-2.0
// What evaluating one deployment and searching the deployments of a model cost. Figures:
// docs/performance.md.
#include "weft/io/library.hpp"
#include "weft/serving/offers.hpp"

#include <benchmark/benchmark.h>

#include <cstdint>

namespace {

using namespace weft;

/// DeepSeek-V3 in FP8 on H200s in nodes of eight, with the shipped fit.
struct ServedModel {
  io::Sources sources;
  catalog::Catalogue parts;
  serving::Server server;

  ServedModel() {
    const io::Library library(sources);
    Notes notes;
    Diagnostics diagnostics;
    library.require("accelerator", "nvidia-h200-sxm", parts, notes, diagnostics);
    library.require("serving-fit", "general", parts, notes, diagnostics);
    library.require("llm", "deepseek-v3", parts, notes, diagnostics);
    serving::Deployed as;
    as.engine = "sglang";
    as.accelerator = "nvidia-h200-sxm";
    server = *serving::catalogue_server(*parts.serving_fits.find("general"),
                                        *parts.llms.find("deepseek-v3"),
                                        *parts.accelerators.find("nvidia-h200-sxm"), as);
  }
};

constexpr serving::RequestLengths chat{2000.0 * token, 400.0 * token, 6000.0 * token,
                                       1000.0 * token};

serving::Layout layout() {
  serving::Layout made;
  made.decode = {.accelerators = 8, .data = 8};
  return made;
}

/// From a layout to its waits at one load.
void serving_deployment(benchmark::State& state) {
  const ServedModel on;
  const serving::Layout as = layout();
  for (auto _ : state) {
    const auto load = serving::loaded(on.server, as, chat);
    benchmark::DoNotOptimize(serving::closed_loop(*load, 64.0));
  }
}
BENCHMARK(serving_deployment)->Unit(benchmark::kNanosecond);

void serving_goodput(benchmark::State& state) {
  const ServedModel on;
  const auto load = *serving::loaded(on.server, layout(), chat);
  const serving::Limits limits{.ttft_p95 = 2.0 * second, .tpot_p95 = 60e-3 * second};
  for (auto _ : state) benchmark::DoNotOptimize(serving::goodput(load, limits));
}
BENCHMARK(serving_goodput)->Unit(benchmark::kMicrosecond);

/// Every deployment of the model on one kind of node.
void serving_search(benchmark::State& state) {
  const ServedModel on;
  const serving::Wanted ask{.server = on.server,
                            .base = {},
                            .lengths = chat,
                            .limits = {.ttft_p95 = 2.0 * second, .tpot_p95 = 60e-3 * second}};
  std::int64_t tried = 0;
  for (auto _ : state) {
    const auto found = serving::offers(ask);
    tried += found.tried;
    benchmark::DoNotOptimize(found);
  }
  state.SetItemsProcessed(tried);  // deployments
}
BENCHMARK(serving_search)->Unit(benchmark::kMillisecond);

}  // namespace
