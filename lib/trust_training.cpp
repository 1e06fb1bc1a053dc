// SPDX-License-Identifier: Apache-2.0
// Rows of training steps: what was measured, beside what the shipped fit says.
#include "trust_training.hpp"

#include "training_case.hpp"
#include "training_search.hpp"

#include <array>
#include <string>

namespace weft::report {
namespace {

void predict_training(const TrustInputs& in, TrustPrediction& out) {
  const catalog::TrainingFit& fit = shipped_training_fit();
  auto read = training_case(in, fit);
  if (!read.found) return out.lack_all(read.why);
  TrainingCase& of = *read.found;
  if (of.is_auto) {
    const auto chosen = choose_split(of, fit);
    if (!chosen) return out.refuse(chosen.why());
    of.split = chosen->best.front().split;
    of.assumed.push_back("split: " + split_text(of.split));
  }
  for (const std::string& each : of.assumed) out.assume(each);
  const auto step = step_of(of, fit);
  if (!step) return out.refuse(step.why());
  const catalog::FitBand stated = training::stated_band(fit, seen_of(of));
  out.measure({.name = of.family, .is_short = false, .low = stated.low, .high = stated.high});
  // Nobody finds the best split of a model every time: what is published is slower by so much.
  const double found = of.is_auto ? fit.layer.unpublished_split : 1.0;
  out.set("step_time_s", found * ratio(step->total(), second));
  if (const auto held = memory_of(of, fit)) {
    out.set("peak_memory_GiB", ratio(held->total(), gibi_byte));
  }
}

constexpr std::array training_kinds{TrustKind{"training", &predict_training}};

}  // namespace

std::span<const TrustKind> training_trust_kinds() { return training_kinds; }

}  // namespace weft::report
