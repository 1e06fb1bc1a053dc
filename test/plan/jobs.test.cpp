// SPDX-License-Identifier: Apache-2.0
// Who gets the accelerators of a cluster that several workloads share.
#include "tried.hpp"

#include <gtest/gtest.h>

#include <string>
#include <variant>
#include <vector>

namespace jobs_test {
namespace {

using tried::Tried;
namespace plan = weft::plan;

/// Two jobs of 64 accelerators and a chat on `nodes` nodes of eight.
std::string shared(int nodes, const std::string& first, const std::string& second) {
  const auto job = [](const std::string& more) {
    return R"({ "kind": "training", "model": "llama-3.1-8b", "on": "main", "accelerators": 64,
      "tokens": "20 Gtok", "repeat": "1 month", "sequence": "8192 tok", "global_batch": "1 Mtok")" +
           (more.empty() ? "" : ", " + more) + " }";
  };
  return R"({ "weft": 1,
    "clusters": { "main": { "node": "dgx-h100", "count": )" +
         std::to_string(nodes) + R"( } },
    "fabrics": { "backend": { "role": "scale-out", "attach": { "main": {} },
      "topology": "rail-optimized", "switch": "sn5600" } },
    "workloads": { "one": )" +
         job(first) + R"(, "two": )" + job(second) + R"(,
      "chat": { "kind": "serving", "model": "llama-3.1-8b", "on": "main",
        "traffic": { "requests": "20 /s", "peak_to_mean": 4, "input": "1000 tok", "output": "300 tok" },
        "slo": { "ttft_p95": "2 s", "tpot_p95": "60 ms" } } } })";
}

const plan::WorkloadCapacity& capacity(const Tried& made, const std::string& name) {
  const auto* of = made.outcome().workloads.find(name);
  if (const auto* job = std::get_if<plan::TrainingOutcome>(of)) return job->capacity;
  return std::get<plan::ServingOutcome>(*of).capacity;
}
double served(const Tried& made, const std::string& name) {
  return capacity(made, name).served.value;
}

TEST(Jobs, OfEqualPriorityYieldAlike) {
  const Tried made = tried::text(shared(12, "", ""));
  ASSERT_TRUE(made.good()) << made.said();
  EXPECT_DOUBLE_EQ(served(made, "one"), 0.75);
  EXPECT_DOUBLE_EQ(served(made, "two"), 0.75);
  EXPECT_EQ(served(made, "chat"), 0.0);
}

TEST(Jobs, OfLaterPriorityYieldFirstAndAreNamed) {
  const Tried made = tried::text(shared(12, "\"priority\": 2", ""));
  ASSERT_TRUE(made.good()) << made.said();
  EXPECT_DOUBLE_EQ(served(made, "one"), 0.5);
  EXPECT_DOUBLE_EQ(served(made, "two"), 1.0);
  const auto& said = made.loaded.diagnostics.items;
  ASSERT_EQ(said.size(), 1U) << made.said();
  EXPECT_EQ(said.front().path, "workloads.one.accelerators");
  EXPECT_EQ(said.front().message,
            "128 accelerators are kept on main, which has 96: this one yields");
}

TEST(Jobs, OffPeakTakeOnlyWhatTheOthersLeave) {
  const std::string off_peak = "\"schedule\": \"off-peak\"";
  const Tried gaps = tried::text(shared(10, "", off_peak));
  const Tried usual = tried::text(shared(10, "", ""));
  ASSERT_TRUE(gaps.good()) << gaps.said();
  ASSERT_TRUE(usual.good()) << usual.said();
  EXPECT_DOUBLE_EQ(served(gaps, "one"), 1.0);
  EXPECT_DOUBLE_EQ(served(gaps, "chat"), 1.0);
  EXPECT_GT(served(gaps, "two"), 0.0);
  EXPECT_LT(served(usual, "chat"), 1.0);
  const auto needed = [](const Tried& made) {
    return made.outcome().clusters.find("main")->accelerators_needed.value;
  };
  EXPECT_EQ(needed(usual) - needed(gaps), 64.0);
}

TEST(Jobs, NobodyWorksMoreThanThereIs) {
  for (const int nodes : {8, 10, 12, 16, 20}) {
    const Tried made = tried::text(shared(nodes, "\"priority\": 3", "\"schedule\": \"off-peak\""));
    ASSERT_TRUE(made.good()) << made.said();
    const auto& utilisation = made.outcome().clusters.find("main")->utilisation;
    EXPECT_LE(utilisation.value, 1.0 + 1e-12) << nodes;
  }
}

TEST(Jobs, StartNoRunAfterTheirLastMonth) {
  const Tried twice = tried::text(shared(20, "\"from\": \"2027-02\", \"until\": \"2027-03\"", ""));
  ASSERT_TRUE(twice.good()) << twice.said();
  const auto& needed = capacity(twice, "one").accelerators;
  std::vector<std::size_t> months;
  for (std::size_t m = 0; m < needed.months.size(); ++m) {
    if (needed.months[m] > 0.0) months.push_back(m);
  }
  EXPECT_EQ(months, (std::vector<std::size_t>{1, 2}));
}

TEST(Jobs, SayThatALastMonthHasNoEffect) {
  const Tried made = tried::text(shared(20, R"("from": "2027-03", "until": "2027-02")", ""));
  ASSERT_TRUE(made.good()) << made.said();
  EXPECT_EQ(made.loaded.diagnostics.items.front().code, "WF0419") << made.said();
  EXPECT_EQ(capacity(made, "one").accelerators.value, 0.0);
}

TEST(Jobs, StateHowFarMeasuredStepsMayLie) {
  const Tried made = tried::text(shared(20, "", ""));
  ASSERT_TRUE(made.good()) << made.said();
  const auto& run = *std::get<plan::TrainingOutcome>(*made.outcome().workloads.find("one")).run;
  EXPECT_LT(run.step_time_low, run.step_time.total());
  EXPECT_GT(run.step_time_high, run.step_time.total());
  const auto& seen =
      *std::get<plan::ServingOutcome>(*made.outcome().workloads.find("chat")).service;
  EXPECT_LT(seen.ttft_p95_low, seen.ttft_p95);
  EXPECT_GT(*seen.tpot_p95_high, *seen.tpot_p95);
}

}  // namespace
}  // namespace jobs_test
