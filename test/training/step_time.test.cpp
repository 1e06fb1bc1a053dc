// SPDX-License-Identifier: Apache-2.0
#include "weft/training/step_time.hpp"

#include "setting.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace weft::training::step_time_test {
namespace {

Feasible<Step> step_on(const test::Machine& machine, const Parallel& split, const Job& asked) {
  const Trainee model = test::dense_model();
  const StepRates rates = machine.rates();
  return step({.model = &model,
               .job = asked,
               .rates = &rates,
               .memory = *machine.part.memory.usable,
               .style = {}},
              split);
}
Parallel wide() {
  Parallel split;
  split.tensor = 4;
  split.pipeline = 2;
  split.data = 8;
  return split;
}

TEST(Step, PartsAreThoseOfTheTerms) {
  const Trainee model = test::dense_model();
  const StepRates rates = test::Machine().rates();
  const Job asked = test::job(64);
  const auto plan = *schedule(model.work, asked, wide());
  const StepParts parts = step_parts(model, asked.sequence, wide(), rates);
  const StepTerms terms = step_terms(model, asked.sequence, parts, wide(), plan, rates);
  const StepTime made = step_time(terms);
  EXPECT_DOUBLE_EQ(ratio(made.total(), terms.total()), 1.0);
  EXPECT_EQ(made.tensor, terms.layers.tensor);
  EXPECT_EQ(made.pipeline, terms.messages);
}

TEST(Step, MfuIsModelArithmeticOverThePeak) {
  Parallel split;
  split.data = 8;
  split.zero = 3;
  const auto made = step_on(test::Machine(), split, test::job(8));
  ASSERT_TRUE(made);
  const Trainee model = test::dense_model();
  const Job asked = test::job(8);
  const Flops work =
      flops_per_token(model.work, asked.sequence, asked.convention) * asked.global_batch;
  EXPECT_DOUBLE_EQ(made->mfu, ratio(work / made->time.total(), 8e15 * flop / second));
  EXPECT_LT(made->mfu, test::Machine().part.achieved.matmul_bf16.value());
}

TEST(Step, SaysHowMuchMemoryItNeeds) {
  test::Machine small;
  small.part.memory.usable = giga_byte;
  const auto made = step_on(small, wide(), test::job(64));
  ASSERT_FALSE(made);
  EXPECT_EQ(made.why().reason, &out_of_memory);
  EXPECT_GT(made.why().needed, made.why().available);
}

TEST(Step, SoftwareThatIsLikeAnotherTakesItsFactorToo) {
  test::Machine usual;
  catalog::StackFit like;
  like.factor = 1.25;
  usual.stack.factor = 1.1;
  const StepRates made = *step_rates({.accelerator = &usual.part,
                                      .kernels = &usual.kernels,
                                      .stack = &usual.stack,
                                      .like = &like,
                                      .layer = &usual.layer,
                                      .links = usual.links});
  EXPECT_DOUBLE_EQ(made.factor, 1.375);
}

TEST(Links, APlannedNetGivesNoMoreThanItsLineAndNoMoreThanItself) {
  catalog::LayerFit layer;
  layer.network = 0.8;
  const Bandwidth line = 50e9 * byte / second;
  EXPECT_EQ(planned_net(line, line, layer), line);
  EXPECT_EQ(planned_net(line, 0.9 * line, layer), line);
  EXPECT_DOUBLE_EQ(ratio(planned_net(line, 0.4 * line, layer), line), 0.5);
}

TEST(Schedule, NamesTheRuleThatIsBroken) {
  const auto work = test::dense_model().work;
  const auto broken = [&](auto change) {
    Parallel split;
    change(split);
    return schedule(work, test::job(split.accelerators()), split).why().reason;
  };
  EXPECT_EQ(broken([](Parallel& s) { s.tensor = 5; }), &heads_not_divisible);
  EXPECT_EQ(broken([](Parallel& s) { s.pipeline = 64; }), &too_many_stages);
  EXPECT_EQ(broken([](Parallel& s) { s.expert = 2; }), &experts_not_divisible);
  EXPECT_EQ(broken([](Parallel& s) { s.data = 1024; }), &batch_too_small);
  EXPECT_EQ(broken([](Parallel& s) { s.context = 3; }), &context_not_divisible);
  EXPECT_EQ(broken([](Parallel& s) { s.micro_batch = 0; }), &no_work);
  EXPECT_EQ(schedule(work, test::job(2), {}).why().reason, &wrong_accelerators);
}

RC_GTEST_PROP(Step, MoreBandwidthIsNeverSlower, ()) {
  const double factor = 1.0 + 0.01 * *rc::gen::inRange(0, 1000);
  test::Machine faster;
  faster.links.net_rate = factor * faster.links.net_rate;
  faster.links.domain_rate = factor * faster.links.domain_rate;
  faster.part.memory.bandwidth = factor * faster.part.memory.bandwidth;
  const auto time = [](const test::Machine& on) {
    return step_on(on, wide(), test::job(64))->time.total();
  };
  RC_ASSERT(time(faster) <= time(test::Machine()));
}

RC_GTEST_PROP(Step, RisesWithTheBatch, ()) {
  Job asked = test::job(8);
  Parallel split;
  split.data = 8;
  split.zero = 3;
  const auto time = [&](std::int64_t rounds) {
    asked.global_batch = static_cast<double>(8 * rounds) * asked.sequence;
    return step_on(test::Machine(), split, asked)->time.total();
  };
  const std::int64_t rounds = *rc::gen::inRange(1, 1000);
  RC_ASSERT(time(rounds) < time(rounds + 1));
}

RC_GTEST_PROP(Step, IsNeverFasterThanThePeak, ()) {
  Parallel split = wide();
  split.micro_batch = 1 << *rc::gen::inRange(0, 4);
  split.recompute = *rc::gen::element(Recompute::none, Recompute::selective, Recompute::full);
  const auto made = step_on(test::Machine(), split, test::job(64));
  RC_PRE(bool(made));
  RC_ASSERT(made->mfu < 1.0);
}

}  // namespace
}  // namespace weft::training::step_time_test
