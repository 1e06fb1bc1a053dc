// SPDX-License-Identifier: Apache-2.0
#include "weft/training/step_terms.hpp"

#include "setting.hpp"
#include "weft/training/split_search.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace weft::training::step_terms_test {
namespace {

/// A plain GPT of 24 layers.
Trainee model() {
  catalog::Llm llm;
  llm.layers = 24;
  llm.hidden = 4096;
  llm.heads = 32;
  llm.kv_heads = 32;
  llm.head_dim = 128;
  llm.ffn = 16384;
  llm.gated = false;
  llm.vocabulary = 51200;
  return trainee(llm);
}

Trainee experts() {
  catalog::Llm llm = model().llm;
  llm.gated = true;
  catalog::Experts mix;
  mix.count = 64;
  mix.active = 4;
  mix.ffn = 1024;
  llm.experts = mix;
  return trainee(llm);
}

using Setting = test::Machine;

Job job(std::int64_t accelerators, double sequences) {
  Job made;
  made.sequence = 2048.0 * token;
  made.global_batch = sequences * made.sequence;
  made.accelerators = accelerators;
  return made;
}

StepTerms step(const Trainee& of, const Job& asked, const Parallel& split, const StepRates& rates) {
  const auto plan = schedule(of.work, asked, split);
  return step_terms(of, asked.sequence, step_parts(of, asked.sequence, split, rates), split, *plan,
                    rates);
}

TEST(GemmTime, GivesBackTheMeasuredCeilingAtItsOwnShape) {
  const GemmCeiling ceiling{.peak = 1e15 * flop / second,
                            .share = 0.75,
                            .operands = 3e12 * byte / second,
                            .element = 2.0 * byte,
                            .launch = {}};
  const Gemm cube{ceiling_edge, ceiling_edge, ceiling_edge};
  const Time took = gemm_time(cube, gemm_rates(ceiling)).total();
  EXPECT_NEAR(ratio(cube.work() / took, ceiling.peak), 0.75, 1e-12);
}

TEST(GemmTime, ThinShapesReachLess) {
  const GemmRates rates = gemm_rates({.peak = 1e15 * flop / second,
                                      .share = 0.75,
                                      .operands = 3e12 * byte / second,
                                      .element = 2.0 * byte,
                                      .launch = {}});
  FlopRate last{};
  for (const double rows : {16.0, 64.0, 256.0, 1024.0, 8192.0}) {
    const Gemm each{rows, 8192, 8192};
    const FlopRate reached = each.work() / gemm_time(each, rates).total();
    EXPECT_GT(reached, last) << rows;
    last = reached;
  }
}

TEST(GemmTime, NoShapeBeatsThePeak) {
  const GemmRates rates = gemm_rates({.peak = 1e15 * flop / second,
                                      .share = 0.96,
                                      .operands = 1e11 * byte / second,
                                      .element = 2.0 * byte,
                                      .launch = {}});
  EXPECT_NEAR(ratio(rates.plateau, 1e15 * flop / second), closest_to_peak, 1e-12);
}

TEST(SmoothMax, LiesBetweenTheLongerAndTheSum) {
  const Time a = 3.0 * second;
  EXPECT_EQ(smooth_max(a, Time{}), a);
  EXPECT_EQ(smooth_max(Time{}, Time{}), Time{});
  EXPECT_NEAR(ratio(smooth_max(a, a), a), std::pow(2.0, 1.0 / 6.0), 1e-12);
  EXPECT_GE(smooth_max(a, 2.0 * second), a);
}

TEST(LeftVisible, NothingHiddenCostsNothingAndNothingOverlappedCostsAll) {
  const Time work = 5.0 * second;
  EXPECT_NEAR(ratio(left_visible(Time{}, work, 0.5), second), 0.0, 1e-12);
  EXPECT_GE(left_visible(work, work, 0.0), work);
}

TEST(StepTerms, AddUp) {
  const Setting of;
  Parallel split;
  split.tensor = 4;
  split.pipeline = 4;
  split.data = 4;
  const StepTerms made = step(model(), job(64, 256), split, of.rates());
  const Time sum = made.layers.total() + made.head + made.uneven + made.bubble + made.messages +
                   made.gradients + made.weights + made.optimizer + made.overhead + made.software;
  EXPECT_EQ(made.total(), sum);
  EXPECT_GT(made.bubble, Time{});
  EXPECT_GT(made.layers.tensor, Time{});
  EXPECT_EQ(made.weights, Time{});
}

TEST(StepTerms, OneAcceleratorCommunicatesNothing) {
  const Setting of;
  const StepTerms made = step(model(), job(1, 8), Parallel{}, of.rates());
  EXPECT_EQ(made.bubble, Time{});
  EXPECT_EQ(made.messages, Time{});
  EXPECT_EQ(made.gradients, Time{});
  EXPECT_EQ(made.layers.tensor + made.layers.exchange + made.layers.context, Time{});
}

TEST(StepTerms, FasterPartsNeverTakeLonger) {
  const Setting of;
  const Trainee mixture = experts();
  Parallel split;
  split.tensor = 2;
  split.pipeline = 4;
  split.data = 16;
  split.expert = 16;
  split.context = 1;
  const Job asked = job(128, 256);
  const Time usual = step(mixture, asked, split, of.rates()).total();
  Setting peak = of;
  peak.part.peak.bf16 = 2e15 * flop / second;
  Setting memory = of;
  memory.part.memory.bandwidth = 8e12 * byte / second;
  Setting domain = of;
  domain.links.domain_rate = 8e11 * byte / second;
  Setting net = of;
  net.links.net_rate = 1e11 * byte / second;
  Setting wide = of;
  wide.links.domain = 64;
  Setting narrow = of;
  narrow.precision = compute::Precision::fp8;
  for (const Setting& each : {peak, memory, domain, net, wide, narrow}) {
    EXPECT_LT(step(mixture, asked, split, each.rates()).total(), usual);
  }
}

TEST(StepTerms, MoreMicroBatchesShrinkTheBubbleAndChunksToo) {
  const Setting of;
  Parallel split;
  split.pipeline = 4;
  const auto share = [&](double sequences, std::int64_t chunks) {
    split.virtual_stages = chunks;
    const StepTerms made = step(model(), job(4, sequences), split, of.rates());
    return ratio(made.bubble, made.total());
  };
  EXPECT_GT(share(8, 1), share(64, 1));
  EXPECT_GT(share(8, 1), share(8, 3));
}

TEST(StepTerms, FullRecomputationAddsAForwardPass) {
  const Setting of;
  Parallel split;
  const Time none = step(model(), job(1, 8), split, of.rates()).layers.matmul;
  split.recompute = Recompute::full;
  const Time full = step(model(), job(1, 8), split, of.rates()).layers.matmul;
  EXPECT_NEAR(ratio(full, none), 4.0 / 3.0, 1e-12);
}

TEST(StepRates, RefuseAPrecisionThatTheAcceleratorLacks) {
  Setting of;
  of.part.peak.fp8.reset();
  of.precision = compute::Precision::fp8;
  const auto made = of.asked();
  ASSERT_FALSE(made);
  EXPECT_EQ(made.why().reason, &compute::no_such_rate);
}

TEST(SearchSplits, BranchAndBoundFindsWhatTryingAllFinds) {
  const Setting of;
  const StepRates rates = of.rates();
  for (const Trainee& each : {model(), experts()}) {
    for (const std::int64_t accelerators : {8, 64, 256}) {
      const StepJob asked{&each, job(accelerators, 512), &rates, 76e9 * byte, {}};
      SplitLimits limits;
      const auto bounded = search_splits(asked, limits);
      limits.exhaustive = true;
      const auto all = search_splits(asked, limits);
      ASSERT_TRUE(bounded);
      ASSERT_TRUE(all);
      EXPECT_EQ(bounded->best, all->best) << accelerators;
      EXPECT_LT(bounded->candidates, all->candidates);
      EXPECT_EQ(all->skipped, 0);
    }
  }
}

TEST(SearchSplits, RoundsTheBatchOnlyWhereItMay) {
  const Setting of;
  const StepRates rates = of.rates();
  const Trainee each = model();
  const Job asked = job(88, 512);  // 11 divides neither heads nor batch
  const StepJob split{&each, asked, &rates, 76e9 * byte, {}};
  SplitLimits limits;
  limits.allowed = [](const Parallel& one) { return one.pipeline == 1; };
  EXPECT_FALSE(search_splits(split, limits));
  limits.style.rounding = 0.05;
  const auto found = search_splits(split, limits);
  ASSERT_TRUE(found);
  const Schedule plan = *schedule(each.work, asked, found->best.front().split);
  EXPECT_NEAR(ratio(plan.batch, asked.global_batch), 1.0, 0.05);
}

TEST(SearchSplits, SaysWhyNothingFits) {
  const Setting of;
  const StepRates rates = of.rates();
  const Trainee each = model();
  const auto made = search_splits({&each, job(8, 64), &rates, giga_byte, {}}, {});
  ASSERT_FALSE(made);
  EXPECT_EQ(made.why().reason, &nothing_fits);
  EXPECT_GT(made.why().needed, made.why().available);
}

}  // namespace
}  // namespace weft::training::step_terms_test
