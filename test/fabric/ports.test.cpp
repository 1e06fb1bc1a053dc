// SPDX-License-Identifier: Apache-2.0
#include "weft/fabric/ports.hpp"

#include "weft/fabric/sizing.hpp"

#include <gtest/gtest.h>

namespace weft::fabric::ports_test {
namespace {

constexpr Bandwidth gbps = giga_bit / second;

catalog::Switch sn5600() {
  catalog::Switch record;
  record.ports = {{.count = 64, .rate = 800.0 * gbps},
                  {.count = 1, .rate = 25.0 * gbps, .use = catalog::PortUse::management}};
  record.cages.count = 64;
  record.breakouts = {"64x800", "128x400", "256x200", "256x100"};
  record.power.typical = 940.0 * watt;
  return record;
}
catalog::Switch management_switch() {
  catalog::Switch record;
  record.ports = {{.count = 48, .rate = gbps},
                  {.count = 4, .rate = 100.0 * gbps, .use = catalog::PortUse::uplink}};
  return record;
}
catalog::Switch scheduled_leaf() {
  catalog::Switch record;
  record.ports = {{.count = 18, .rate = 800.0 * gbps},
                  {.count = 20, .rate = 800.0 * gbps, .use = catalog::PortUse::fabric}};
  return record;
}
catalog::Switch scheduled_spine() {
  catalog::Switch record;
  record.ports = {{.count = 128, .rate = 800.0 * gbps, .use = catalog::PortUse::fabric}};
  return record;
}

TEST(ParseSplit, TakesPortsTimesRateAndNothingElse) {
  EXPECT_EQ(parse_split("128x400")->count, 128);
  EXPECT_EQ(parse_split("128x400")->rate, 400.0 * gbps);
  for (const char* text : {"", "x", "128", "128x", "x400", "0x400", "128x0", "128x400 (64PE-B)",
                           "up to 320 logical ports", "64x800+128x400"}) {
    EXPECT_FALSE(parse_split(text)) << text;
  }
}

TEST(LogicalPorts, FollowTheListedSplits) {
  const auto box = switch_box(sn5600());
  EXPECT_EQ(*logical_ports(box, 800.0 * gbps), 64);
  EXPECT_EQ(*logical_ports(box, 400.0 * gbps), 128);
  EXPECT_EQ(*logical_ports(box, 200.0 * gbps), 256);
  EXPECT_EQ(*logical_ports(box, 100.0 * gbps), 256);
  EXPECT_EQ(*logical_ports(box, 50.0 * gbps), 256);
}

TEST(LogicalPorts, ALinkFasterThanThePortIsInfeasible) {
  const auto ports = logical_ports(switch_box(sn5600()), 1600.0 * gbps);
  ASSERT_FALSE(ports);
  EXPECT_EQ(ports.why().reason, &link_faster_than_port);
  EXPECT_EQ(ports.why().available, (800.0 * gbps).value());
}

TEST(LogicalPorts, WithoutASplitAPortCarriesOneLink) {
  auto record = sn5600();
  record.breakouts.clear();
  EXPECT_EQ(*logical_ports(switch_box(record), 400.0 * gbps), 64);
  record.max_ports = 320;
  EXPECT_EQ(*logical_ports(switch_box(record), 400.0 * gbps), 128);
  EXPECT_EQ(*logical_ports(switch_box(record), 100.0 * gbps), 320);
}

TEST(LogicalPorts, MixedBoxesCountBothGroups) {
  catalog::Switch record;
  record.ports = {{.count = 16, .rate = 800.0 * gbps}, {.count = 384, .rate = 100.0 * gbps}};
  const auto box = switch_box(record);
  EXPECT_EQ(*logical_ports(box, 100.0 * gbps), 400);
  EXPECT_EQ(*logical_ports(box, 800.0 * gbps), 16);
}

TEST(SwitchBox, LeavesManagementPortsOut) {
  const auto box = switch_box(sn5600());
  EXPECT_EQ(box.native_ports(), 64);
  EXPECT_EQ(box.capacity, 64 * (800.0 * gbps));
  EXPECT_EQ(box.power, 940.0 * watt);
}

TEST(SizeFabric, RunsUplinksAtTheRateOfThePort) {
  const auto box = switch_box(sn5600());
  const auto sized =
      size_fabric(RailOptimized{}, {.endpoints = 256, .rails = 8}, box, box, 400.0 * gbps);
  ASSERT_TRUE(sized);
  EXPECT_EQ(sized->uplink, 800.0 * gbps);
  EXPECT_EQ(sized->design.leaf, 8);
  EXPECT_EQ(sized->design.down, 64);
  EXPECT_EQ(sized->design.up, 32);
  EXPECT_EQ(sized->design.spine, 4);
  EXPECT_EQ(sized->design.oversubscription, 1.0);
  EXPECT_EQ(sized->leaf.cages_needed, 64);
  EXPECT_TRUE(sized->leaf.holds() && sized->spine.holds());
}

TEST(SizeFabric, BreaksUplinksOutWhereTwoTiersNeedTheRadix) {
  const auto box = switch_box(sn5600());
  const auto sized = size_fabric(LeafSpine{}, {.endpoints = 8192}, box, box, 400.0 * gbps);
  ASSERT_TRUE(sized);
  EXPECT_EQ(sized->design.tiers, 2);
  EXPECT_EQ(sized->uplink, 400.0 * gbps);
  EXPECT_EQ(sized->design.leaf, 128);
  EXPECT_EQ(sized->design.spine, 64);
}

TEST(SizeFabric, ScheduledBoxesCableEveryFabricPort) {
  const auto sized = size_fabric(LeafSpine{}, {.endpoints = 180}, switch_box(scheduled_leaf()),
                                 switch_box(scheduled_spine()), 800.0 * gbps);
  ASSERT_TRUE(sized);
  EXPECT_EQ(sized->design.leaf, 10);
  EXPECT_EQ(sized->design.up, 20);
  EXPECT_LT(sized->design.oversubscription, 1.0);
}

TEST(SizeFabric, ManagementTreesOfOneBoxUseItsSlowPortsAbove) {
  const auto box = switch_box(management_switch());
  const auto sized = size_fabric(Tree{}, {.endpoints = 1900}, box, box, gbps);
  ASSERT_TRUE(sized);
  EXPECT_EQ(sized->design.leaf, 40);
  EXPECT_EQ(sized->design.spine, 2);
}

TEST(SizeFabric, SaysWhichSwitchCannotCarryTheDesign) {
  const auto leaf = switch_box(sn5600());
  auto spine = leaf;
  spine.capacity = 10.0 * (800.0 * gbps);
  const auto sized = size_fabric(LeafSpine{}, {.endpoints = 2048}, leaf, spine, 800.0 * gbps);
  ASSERT_FALSE(sized);
  EXPECT_EQ(sized.why().reason, &capacity_exceeded);
  EXPECT_EQ(sized.why().at, "spine");
  EXPECT_GT(sized.why().needed, sized.why().available);
}

TEST(SizeFabric, AnImpossiblePortSaysWhatIsThere) {
  const auto box = switch_box(management_switch());
  const auto sized = size_fabric(LeafSpine{}, {.endpoints = 8}, box, box, 400.0 * gbps);
  ASSERT_FALSE(sized);
  EXPECT_EQ(sized.why().reason, &link_faster_than_port);
}

TEST(PortBudget, NamesTheFirstLimitThatBreaks) {
  const auto box = switch_box(sn5600());
  EXPECT_TRUE(port_budget(box, {.down = 128, .down_rate = 400.0 * gbps}).holds());
  EXPECT_EQ(port_budget(box, {.down = 129, .down_rate = 400.0 * gbps}).why().reason,
            &ports_exhausted);
  auto small = box;
  small.capacity = 25600.0 * gbps;
  EXPECT_EQ(port_budget(small, {.down = 128, .down_rate = 400.0 * gbps}).why().reason,
            &capacity_exceeded);
  auto few = box;
  few.cages = 0;
  EXPECT_TRUE(port_budget(few, {.down = 128, .down_rate = 400.0 * gbps}).holds());
  const auto mixed =
      port_budget(box, {.down = 100, .down_rate = 400.0 * gbps, .up = 28, .up_rate = 800.0 * gbps});
  EXPECT_EQ(mixed.why().reason, &capacity_exceeded);
}

/// The capacity of a leaf with cell-based ports is that of its network side, as vendors state it.
TEST(PortBudget, CellsAreNotCountedAgainstTheNetworkSide) {
  auto leaf = switch_box(scheduled_leaf());
  leaf.capacity = leaf.any.count * leaf.any.rate;
  const Cabled all{.down = leaf.any.count,
                   .down_rate = leaf.any.rate,
                   .up = leaf.up.count,
                   .up_rate = leaf.up.rate};
  EXPECT_TRUE(port_budget(leaf, all).holds());
  leaf.capacity = 0.5 * leaf.capacity;
  EXPECT_EQ(port_budget(leaf, all).why().reason, &capacity_exceeded);
}

}  // namespace
}  // namespace weft::fabric::ports_test
