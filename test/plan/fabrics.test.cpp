// SPDX-License-Identifier: Apache-2.0
// What the networks of a plan give, and what is asked of them.
#include "tried.hpp"
#include "weft/fabric/hashed_paths.hpp"
#include "weft/plan/needs.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace fabrics_test {
namespace {

using tried::Tried;
namespace plan = weft::plan;
using weft::ratio;

const std::string factory = std::string(WEFT_ROOT) + "/examples/ai-factory.json";
const std::string minimal = std::string(WEFT_ROOT) + "/examples/minimal.json";

Tried with(const std::string& file, std::vector<std::string> settings) {
  return tried::file(file, {.variant = {}, .overlays = {}, .settings = std::move(settings)});
}

const plan::FabricOutcome& fabric(const Tried& made, const std::string& name) {
  const auto* found = made.outcome().fabrics.find(name);
  if (!found) throw std::logic_error("no fabric " + name);
  return *found;
}
const plan::FabricService& service(const Tried& made, const std::string& name) {
  return *fabric(made, name).service;
}

TEST(Classes, ALaterOneLeavesAnEarlierOneAllButItsGuarantee) {
  const std::string busy = "workloads.intranet.traffic.east_west=40 Gb/s";
  const auto effective = [&](const std::string& priority) {
    const Tried made = with(
        factory, {busy, "fabrics.storage.attach={\"cpu\": {}, \"disk\": {}}",
                  "fabrics.storage.class={\"priority\": " + priority + ", \"guarantee\": \"10 %\"}",
                  "fabrics.front.class={\"priority\": 2}"});
    EXPECT_TRUE(made.good()) << made.said();
    return ratio(service(made, "storage").bandwidth_effective, weft::giga_bit / weft::second);
  };
  const double first = effective("1");
  const double same = effective("2");
  const double later = effective("3");
  EXPECT_GT(first, same);  // what the others ask no longer counts against it
  EXPECT_EQ(same, later);
}

TEST(Border, IsComparedWithWhatLeavesTheSite) {
  const Tried made = with(factory, {});
  ASSERT_TRUE(made.good()) << made.said();
  const plan::FabricService& front = service(made, "front");
  const auto leaves = front.flows.user + front.flows.north_south;
  ASSERT_TRUE(front.border_use);
  EXPECT_NEAR(*front.border_use, ratio(leaves, 1.6 * weft::tera * weft::bit / weft::second), 1e-12);
  EXPECT_FALSE(service(made, "backend").border_use);
}

TEST(Fibre, CostsItsPriceForEachLinkBetweenModules) {
  const auto capex = [](const std::string& price) {
    const Tried made = with(
        minimal,
        {"operations.fibre=" + price,
         "fabrics.backend.cables={\"node_leaf\": \"dr4-400g\", \"leaf_spine\": \"dr8-800g\"}"});
    EXPECT_TRUE(made.good()) << made.said();
    return made;
  };
  const Tried free = capex("$0");
  const Tried paid = capex("$100");
  const auto& parts = paid.evaluated->room.stages.back().fabrics[0].parts;
  // Between modules at the nodes and between those of the switches: no line is a cable with its
  // ends.
  ASSERT_GT(parts.nic_modules.count, 0);
  ASSERT_GT(parts.trunk_modules.count, 0);
  const std::int64_t fibres = parts.node_cables.count + parts.trunk_cables.count;
  const auto more =
      fabric(paid, "backend").money->capex.cables - fabric(free, "backend").money->capex.cables;
  EXPECT_NEAR(ratio(more, weft::dollar), 100.0 * static_cast<double>(fibres), 1e-6);
}

TEST(LoadBalancing, HashingCountsTheFlowsOfALeaf) {
  const auto efficiency = [](const std::string& flows) {
    const Tried made = with(
        minimal, {"fabrics.backend.load_balancing={\"kind\": \"ecmp\", \"flows\": " + flows + "}"});
    EXPECT_TRUE(made.good()) << made.said();
    const auto& design = *made.evaluated->room.stages.back().fabrics[0].design;
    const double given = service(made, "backend").load_balancing_efficiency;
    EXPECT_EQ(given,
              weft::fabric::hashed_paths(design.down * std::stol(flows), design.up).efficiency);
    return given;
  };
  EXPECT_LT(efficiency("1"), efficiency("16"));
}

TEST(Collectives, OfAFabricAreThoseOfItsProfiles) {
  const Tried made = with(minimal, {"fabrics.backend.load_balancing=packet-spray"});
  ASSERT_TRUE(made.good()) << made.said();
  const auto& reduce = service(made, "backend").all_reduce_busbw;
  ASSERT_TRUE(reduce);
  // Eight adapters of 50 GB/s a node: nccl-tests print up to 380 GB/s where nothing is lost.
  const double rate = ratio(*reduce, weft::giga_byte / weft::second);
  EXPECT_GT(rate, 200.0);
  EXPECT_LT(rate, 400.0);
  const Tried unknown =
      with(minimal, {"parts={\"odd\": {\"kind\": \"nic\", \"rate\": \"400 Gb/s\", "
                     "\"protocols\": [\"ethernet\"]}}",
                     "fabrics.backend.attach.main={\"nic\": \"odd\"}"});
  ASSERT_TRUE(unknown.good()) << unknown.said();
  EXPECT_FALSE(service(unknown, "backend").all_reduce_busbw);
}

TEST(Needs, TheSlowestRateKeepsEverySloAndASlowerOneDoesNot) {
  const Tried first = with(factory, {});
  ASSERT_TRUE(first.good()) << first.said();
  const auto& run =
      *std::get<plan::TrainingOutcome>(*first.outcome().workloads.find("pretrain")).run;
  // Two percent of slack, which a slower network uses up.
  const double days = 1.02 * ratio(run.time_to_train, 24.0 * weft::one_hour);
  Tried made =
      with(factory, {"workloads.pretrain.slo.time_to_train=" + std::to_string(days) + " days"});
  ASSERT_TRUE(made.good()) << made.said();
  const auto held = made.outcome().requirements;
  plan::Evaluation needs = *made.evaluated;
  plan::find_needs(*made.scenario, needs);
  const auto keeps = [&](std::size_t f, double share) {
    plan::Scenario slower = *made.scenario;
    for (auto& stage : slower.stages) stage.fabrics[f].slowed = share;
    plan::Evaluation tried = plan::shape(slower);
    plan::evaluate(slower, tried);
    for (std::size_t i = 0; i < held.size(); ++i) {
      if (held[i].limit.starts_with("workloads.") && held[i].verdict == plan::Verdict::holds &&
          tried.outcome.requirements[i].verdict != plan::Verdict::holds)
        return false;
    }
    return true;
  };
  int raised = 0;
  for (std::size_t f = 0; f < held.size() && f < needs.outcome.fabrics.size(); ++f) {
    const auto& before = made.outcome().fabrics.entries[f].value.service;
    const auto& after = needs.outcome.fabrics.entries[f].value.service;
    if (!before || !after) continue;
    EXPECT_GE(after->bandwidth_needed, before->bandwidth_needed);
    if (!(after->bandwidth_needed > before->bandwidth_needed)) continue;
    ++raised;
    const double share = ratio(after->bandwidth_needed, after->bandwidth_per_accelerator);
    EXPECT_TRUE(keeps(f, share)) << made.outcome().fabrics.entries[f].name;
    EXPECT_FALSE(keeps(f, 0.99 * share)) << made.outcome().fabrics.entries[f].name;
  }
  EXPECT_GT(raised, 0);
}

}  // namespace
}  // namespace fabrics_test
