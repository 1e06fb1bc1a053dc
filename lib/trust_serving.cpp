// SPDX-License-Identifier: Apache-2.0
// Rows of measured deployments: time to the first token and between tokens.
#include "serving_rows.hpp"
#include "trust_inputs.hpp"
#include "weft/serving/stated_band.hpp"

#include <array>
#include <string>

namespace weft::report {
namespace {

void read_all(const TrustInputs& in) {
  for (const std::string_view name :
       {"model", "accelerator", "engine", "engine_version", "precision", "kv_precision",
        "input_tokens", "output_tokens", "concurrency", "mode", "aggregated", "prefill", "decode",
        "speculative", "prefix_cache_hit"}) {
    static_cast<void>(in.find({name}));  // is read, whether the row has it or not
  }
}

void predict_serving(const TrustInputs& in, TrustPrediction& out) {
  if (!in.all()) return out.lack_all("the row has no inputs");
  read_all(in);
  ServingParts& parts = serving_parts();
  const ReadServingRow read = read_serving_row(*in.all(), parts);
  if (!read.row) return out.lack_all(read.why);
  const ServingRow& row = *read.row;
  const auto server = serving::catalogue_server(parts.fit(), *parts.model(row.model),
                                                *parts.accelerator(row.as.accelerator), row.as);
  if (!server) return out.lack_all(serving_reason(server.why()));
  const auto ready = serving::loaded(*server, row.as.layout, row.lengths);
  if (!ready) return out.lack_all(serving_reason(ready.why()));
  const auto found = serving::closed_loop(*ready, row.in_flight);
  constexpr double in_ms = 1e3;
  out.set("ttft_ms", in_ms * ratio(found.ttft.total(), second));
  out.set("tpot_ms", in_ms * ratio(found.tpot.total(), second));
  const auto& band = serving::stated_band(parts.fit(), row.group(), row.as.layout.apart);
  out.measure("ttft_ms", {band.ttft_low, band.ttft_high});
  out.measure("tpot_ms", {band.tpot_low, band.tpot_high});
  for (const std::string& each : row.assumed) out.assume(each);
  out.group("all");
  out.group(std::string("mode ") + (row.as.layout.apart ? "disaggregated" : "aggregated"));
  out.group("accelerator " + row.as.accelerator);
  out.group("engine " + row.as.engine);
  out.group("engine and format " + row.as.engine + " " + row.format);
  out.group("model " + row.model);
}

constexpr std::array serving_kinds{TrustKind{"serving", &predict_serving}};

}  // namespace

std::span<const TrustKind> serving_trust_kinds() { return serving_kinds; }

}  // namespace weft::report
