// SPDX-License-Identifier: Apache-2.0
#include "weft/fabric/claim_check.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <ostream>
#include <set>
#include <string>
#include <vector>

namespace weft::fabric::claim_test {
namespace {

constexpr Bandwidth gbps = giga_bit / second;
constexpr Bandwidth port = 400.0 * gbps;

/// 1,024 endpoints on 32 leaves and 16 spines of 64 ports: nothing speaks against it.
Claim sound() {
  Claim claim;
  claim.accelerators = claim.endpoints = 1024;
  claim.nodes = 128;
  claim.accelerators_per_node = 8;
  claim.link = port;
  claim.nic = {.count = 1024, .rate = port, .protocol = catalog::Protocol::infiniband};
  claim.leaf = {.count = 32,
                .ports = 64,
                .port_rate = port,
                .capacity = 64 * port,
                .down = 32,
                .up = 32,
                .cages = 32,
                .cage_power = 17.0 * watt,
                .protocol = catalog::Protocol::infiniband};
  claim.spine = claim.leaf;
  claim.spine.count = 16;
  claim.spine.down = 64;
  claim.spine.up.reset();
  claim.node_leaf = {.links = 1024,
                     .cables = 1024,
                     .form = catalog::OpticForm::module,
                     .modules = 2048,
                     .module_rate = port,
                     .module_power = 15.0 * watt,
                     .length = 40.0 * metre,
                     .protocol = catalog::Protocol::infiniband};
  claim.leaf_spine = claim.node_leaf;
  claim.oversubscription = 1.0;
  claim.bisection = 512 * port;
  claim.prices["switches"] = 48.0 * 30e3 * dollar;
  claim.prices["cables"] = 1e6 * dollar;
  claim.total = 48.0 * 30e3 * dollar + 1e6 * dollar;
  return claim;
}

std::vector<std::string> ids(const Findings& found) {
  std::vector<std::string> made;
  for (const Finding& each : found.items) made.emplace_back(each.check->reason.id);
  return made;
}

TEST(Claim, ASoundBillPasses) {
  const Findings found = check(sound());
  EXPECT_THAT(ids(found), testing::IsEmpty());
  EXPECT_FALSE(found.impossible());
}

TEST(Claim, AnEmptyBillPasses) { EXPECT_THAT(ids(check({})), testing::IsEmpty()); }

/// One thing made wrong, and what is said of it.
struct Wrong {
  std::string name;
  std::function<void(Claim&)> make;
  std::string id;
  std::string path;
  double needed = 0.0;
  double available = 0.0;
  friend void PrintTo(const Wrong& wrong, std::ostream* out) { *out << wrong.name; }
};

const double gb = 1e9 / 8.0;  // bytes a second of one Gb/s

const std::vector<Wrong> wrongs{
    {"both_directions", [](Claim& c) { c = {.link = 800.0 * gbps, .rates = Directions::both}; },
     "bom.both-directions", "rates", 800 * gb, 400 * gb},
    {"accelerators", [](Claim& c) { c.nodes = 120; }, "bom.accelerators", "accelerators", 1024,
     960},
    {"nics", [](Claim& c) { c.nic.count = 1000; }, "bom.nics-short", "nic.count", 1024, 1000},
    {"nic_rate", [](Claim& c) { c.nic.rate = 2.0 * port; }, "bom.nic-faster-than-links", "nic.rate",
     800 * gb, 400 * gb},
    {"protocol", [](Claim& c) { c.spine.protocol = catalog::Protocol::ethernet; }, "bom.protocol",
     "spine.protocol"},
    {"bytes", [](Claim& c) { c = {.link = 8.0 * port, .leaf = {.port_rate = port}}; },
     "bom.bytes-for-bits", "leaf.down_rate", 3200 * gb, 400 * gb},
    {"link_rate", [](Claim& c) { c = {.link = 2.0 * port, .leaf = {.port_rate = port}}; },
     "bom.link-faster-than-port", "leaf.down_rate", 800 * gb, 400 * gb},
    {"ports", [](Claim& c) { c.leaf.reserved = 4; }, "bom.ports", "leaf.ports", 68, 64},
    {"breakout", [](Claim& c) { c = {.leaf = {.capacity = 51.2e3 * gbps, .breakout = "512x200"}}; },
     "bom.breakout", "leaf.breakout", 512, 256},
    {"doubled",
     [](Claim& c) { c = {.leaf = {.ports = 64, .port_rate = port, .capacity = 128 * port}}; },
     "bom.doubled-capacity", "leaf.capacity", 51200 * gb, 25600 * gb},
    {"capacity",
     [](Claim& c) {
       c = {.leaf = {.capacity = 25.6e3 * gbps,
                     .down = 96,
                     .down_rate = 200.0 * gbps,
                     .up = 10,
                     .up_rate = 800.0 * gbps}};
     },
     "bom.capacity", "leaf.capacity", 27200 * gb, 25600 * gb},
    {"cages",
     [](Claim& c) {  // a cage of 800 Gb/s takes one of 600
       c = {.link = 600.0 * gbps, .leaf = {.capacity = 51.2e3 * gbps, .down = 65, .cages = 64}};
     },
     "bom.cages", "leaf.cages", 65, 64},
    {"cage_power", [](Claim& c) { c.node_leaf.module_power = 18.0 * watt; }, "bom.cage-power",
     "node_leaf.module_power", 18, 17},
    {"edge", [](Claim& c) { c.leaf.down = 31; }, "bom.edge-ports", "node_leaf.links", 1024, 992},
    {"maximum", [](Claim& c) { c.max_endpoints = 4096; }, "bom.endpoints-beyond-maximum",
     "max_endpoints", 4096, 2048},
    {"spine_ports",
     [](Claim& c) { c = {.leaf = {.count = 32, .up = 16}, .spine = {.count = 8, .ports = 32}}; },
     "bom.spine-ports", "spine.count", 512, 256},
    {"spines",
     [](Claim& c) {
       c = {.accelerators = 512, .spine = {.count = 56, .ports = 64}, .oversubscription = 1.0};
     },
     "bom.spines-beyond-need", "spine.count", 8, 56},
    {"core",
     [](Claim& c) { c = {.spine = {.count = 32, .up = 32}, .core = {.count = 8, .ports = 64}}; },
     "bom.core-ports", "core.count", 1024, 512},
    {"beyond_uplinks", [](Claim& c) { c = {.leaf = {.count = 8, .up = 4}, .spine = {.count = 8}}; },
     "bom.spines-beyond-uplinks", "spine.count", 8, 4},
    {"beyond_spine",
     [](Claim& c) { c = {.leaf = {.count = 128}, .spine = {.count = 64, .ports = 64}}; },
     "bom.leaves-beyond-spine", "leaf.count", 128, 64},
    {"bundles", [](Claim& c) { c = {.leaf = {.count = 8, .up = 18}, .spine = {.count = 5}}; },
     "bom.uneven-bundles", "leaf.up", 18, 5},
    {"one_spine", [](Claim& c) { c = {.leaf = {.count = 8, .up = 8}, .spine = {.count = 1}}; },
     "bom.single-spine", "spine.count", 2, 1},
    {"links_beyond",
     [](Claim& c) {
       c.leaf_spine.links = 1025;
       c.leaf_spine.form.reset();
       c.leaf_spine.cables.reset();
     },
     "bom.links-beyond-ports", "leaf_spine.links", 1025, 1024},
    {"links_short",
     [](Claim& c) {
       c.leaf_spine.links = 1000;
       c.leaf_spine.form.reset();
       c.leaf_spine.cables.reset();
     },
     "bom.links-short", "leaf_spine.links", 1024, 1000},
    {"cables_short", [](Claim& c) { c.leaf_spine.cables = 512; }, "bom.cables-short",
     "leaf_spine.cables", 1024, 512},
    {"cables_beyond", [](Claim& c) { c.leaf_spine.cables = 2048; }, "bom.cables-beyond",
     "leaf_spine.cables", 1024, 2048},
    {"modules_short", [](Claim& c) { c.leaf_spine.modules = 1024; }, "bom.modules-short",
     "leaf_spine.modules", 2048, 1024},
    {"modules_beyond", [](Claim& c) { c.leaf_spine.modules = 4096; }, "bom.modules-beyond",
     "leaf_spine.modules", 2048, 4096},
    {"integral", [](Claim& c) { c.leaf_spine.form = catalog::OpticForm::aoc; }, "bom.integral-ends",
     "leaf_spine.modules", 0, 2048},
    {"reach",
     [](Claim& c) {
       c.node_leaf.form = catalog::OpticForm::dac;
       c.node_leaf.modules = 0;
       c.node_leaf.length = 5.0 * metre;
     },
     "bom.reach", "node_leaf.length", 5, 3},
    {"module_rate", [](Claim& c) { c.node_leaf.module_rate = 0.5 * port; }, "bom.module-rate",
     "node_leaf.module_rate", 400 * gb, 200 * gb},
    {"taper",
     [](Claim& c) {
       c = {.leaf = {.down = 96, .down_rate = 200.0 * gbps, .up = 8, .up_rate = 800.0 * gbps},
            .oversubscription = 1.0};
     },
     "bom.oversubscription", "oversubscription", 1, 3},
    {"injection",
     [](Claim& c) { c = {.endpoints = 256, .link = 2.0 * port, .bisection = 204.8e3 * gbps}; },
     "bom.injection-as-bisection", "bisection", 204800 * gb, 102400 * gb},
    {"bisection", [](Claim& c) { c.bisection = 600 * port; }, "bom.bisection", "bisection",
     240000 * gb, 204800 * gb},
    {"slim_fly", [](Claim& c) { c = {.slim_fly_q = 28}; }, "bom.slim-fly-order", "slim_fly_q", 28,
     27},
    {"total", [](Claim& c) { *c.total -= 1000.0 * dollar; }, "bom.total", "total", 2.44e6,
     2.439e6}};

class WrongBill : public testing::TestWithParam<Wrong> {};

TEST_P(WrongBill, IsFoundOut) {
  const Wrong& wrong = GetParam();
  Claim claim = sound();
  wrong.make(claim);
  const Findings found = check(claim);
  ASSERT_EQ(ids(found), std::vector<std::string>{wrong.id});
  const Finding& one = found.items.front();
  EXPECT_EQ(one.path, wrong.path);
  EXPECT_DOUBLE_EQ(one.needed, wrong.needed);
  EXPECT_DOUBLE_EQ(one.available, wrong.available);
}

INSTANTIATE_TEST_SUITE_P(Bills, WrongBill, testing::ValuesIn(wrongs),
                         [](const auto& each) { return each.param.name; });

TEST(Claim, EveryCheckHasItsBill) {
  std::set<std::string> tried;
  for (const Wrong& each : wrongs) tried.insert(each.id);
  std::set<std::string> known;
  for (const Check* each : all_checks) known.emplace(each->reason.id);
  EXPECT_EQ(tried, known);
  EXPECT_EQ(known.size(), all_checks.size());
}

TEST(Claim, OnlyWhatCannotBeBuiltIsImpossible) {
  Claim one_spine{.leaf = {.count = 8, .up = 8}, .spine = {.count = 1}};
  EXPECT_FALSE(check(one_spine).impossible());
  Claim short_of_ports{.leaf = {.count = 32, .up = 16}, .spine = {.count = 8, .ports = 32}};
  EXPECT_TRUE(check(short_of_ports).impossible());
}

TEST(Claim, TheRecordOfASwitchFillsWhatIsNotSaid) {
  SwitchBox box;
  box.any = {64, 2.0 * port};
  box.splits[0] = {128, port};
  box.splits[1] = {256, 0.5 * port};
  box.split_count = 2;
  box.max_ports = 256;
  box.capacity = 128 * port;
  box.cages = 64;
  Claim claim{.link = port, .leaf = {.count = 4, .down = 64, .up = 64}};
  EXPECT_THAT(ids(check(claim, {.leaf = &box})), testing::IsEmpty());
  claim.leaf.down = 80;
  EXPECT_THAT(ids(check(claim, {.leaf = &box})),
              testing::ElementsAre("bom.ports", "bom.capacity", "bom.cages"));
  claim.leaf.down = 64;
  claim.leaf.breakout = "512x100";
  EXPECT_THAT(ids(check(claim, {.leaf = &box})), testing::ElementsAre("bom.breakout"));
}

TEST(Claim, TwinPortCagesTakeHalfOfTheModules) {
  SwitchBox twin;
  twin.any = {64, port};
  twin.cages = 32;
  twin.capacity = 64 * port;
  Claim claim = sound();
  claim.leaf_spine.modules = 1024;
  claim.node_leaf.modules = 1024 + 512;
  EXPECT_THAT(ids(check(claim, {.leaf = &twin, .spine = &twin})), testing::IsEmpty());
}

TEST(Claim, TheLeavesOfAScheduledFabricSpeakEthernetToNodes) {
  Claim claim{.nic = {.protocol = catalog::Protocol::ethernet},
              .leaf = {.protocol = catalog::Protocol::scheduled},
              .spine = {.protocol = catalog::Protocol::scheduled}};
  EXPECT_THAT(ids(check(claim)), testing::IsEmpty());
  claim.nic.protocol = catalog::Protocol::infiniband;
  EXPECT_THAT(ids(check(claim)), testing::ElementsAre("bom.protocol"));
}

}  // namespace
}  // namespace weft::fabric::claim_test
