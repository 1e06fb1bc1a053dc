// SPDX-License-Identifier: Apache-2.0
#include "weft/fabric/cables.hpp"

#include "weft/base/type_of.hpp"
#include "weft/fabric/cable_length.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <cstdlib>
#include <numeric>
#include <vector>

namespace weft::fabric::cables_test {
namespace {

using catalog::CageForm;
using catalog::OpticFamily;
using catalog::OpticForm;

constexpr Bandwidth gigabit = giga_bit / second;
constexpr Bandwidth slow = 400.0 * gigabit;
constexpr Bandwidth fast = 800.0 * gigabit;

OpticPart part(OpticForm form, double metres, double watts, double dollars) {
  return {.form = form,
          .rate = slow,
          .reach = metres * metre,
          .power = watts * watt,
          .price = dollars * dollar};
}
OpticPart module(OpticFamily family, double gigabits, std::int64_t splits, double dollars) {
  OpticPart made{.rate = gigabits * gigabit,
                 .reach = 500.0 * metre,
                 .power = 9.0 * watt,
                 .price = dollars * dollar,
                 .family = family,
                 .splits = splits,
                 .lane = 100.0 * gigabit};
  made.cages.add(CageForm::osfp);
  return made;
}
OpticPart cable(OpticForm form, double gigabits, std::int64_t splits) {
  return {.form = form,
          .rate = gigabits * gigabit,
          .reach = 3.0 * metre,
          .power = watt,
          .price = 100.0 * dollar,
          .splits = splits};
}

/// 64 ports of 400 Gb/s in 32 cages.
SwitchBox twin_port_box() {
  return {.any = {64, slow}, .max_ports = 128, .capacity = 64 * slow, .cages = 32};
}
/// 64 ports of 800 Gb/s in 64 cages, each of which may be split in two or four.
SwitchBox splitting_box() {
  SwitchBox box{.any = {64, fast}, .max_ports = 256, .capacity = 64 * fast, .cages = 64};
  box.splits[0] = {128, slow};
  box.splits[1] = {256, 0.5 * slow};
  box.split_count = 2;
  return box;
}
catalog::Cages osfp() {
  catalog::Cages cages;
  cages.form = CageForm::osfp;
  return cages;
}

// --- ends ----------------------------------------------------------------------------------------

TEST(LinksPerCage, AreThePortsOfATwinPortCage) {
  EXPECT_EQ(links_per_cage(twin_port_box(), slow), 2);
  EXPECT_EQ(links_per_port(twin_port_box(), slow), 1);
}
TEST(LinksPerCage, AreTheLegalBreakoutsOfAPort) {
  EXPECT_EQ(links_per_cage(splitting_box(), fast), 1);
  EXPECT_EQ(links_per_cage(splitting_box(), slow), 2);
  EXPECT_EQ(links_per_cage(splitting_box(), 0.5 * slow), 4);
  EXPECT_EQ(links_per_port(splitting_box(), 0.5 * slow), 4);
}
TEST(LinksPerCage, AreOneWhereNothingIsKnown) {
  EXPECT_EQ(links_per_cage(SwitchBox{}, slow), 1);
  EXPECT_EQ(links_per_cage(SwitchBox{.up = {4, fast}}, fast), 1);
}

TEST(SwitchEnd, SplitsNoPortMoreThanTheLinksAsk) {
  const auto few = switch_end(splitting_box(), osfp(), slow, {.links = 40, .all = 64});
  const auto many = switch_end(splitting_box(), osfp(), slow, {.links = 40, .all = 65});
  const auto alone = module(OpticFamily::dr, 400, 4, 500);
  EXPECT_EQ(misfit(alone, few, slow), Misfit::none);
  EXPECT_EQ(links_in_cage(alone, few, slow), 1);
  EXPECT_EQ(misfit(alone, many, slow), Misfit::rate);
  const auto twin = switch_end(twin_port_box(), osfp(), slow, {.links = 4, .all = 4});
  EXPECT_EQ(misfit(alone, twin, slow), Misfit::rate) << "half a twin-port cage is no cage";
}

TEST(Misfit, SaysWhatKeepsAPartOut) {
  auto cages = osfp();
  cages.max_module = 17.0 * watt;
  const auto end = switch_end(splitting_box(), cages, fast);
  auto hot = module(OpticFamily::dr, 800, 8, 900);
  EXPECT_EQ(misfit(hot, end, fast), Misfit::none);
  hot.power = 18.0 * watt;
  EXPECT_EQ(misfit(hot, end, fast), Misfit::power);
  cages.form = CageForm::qsfp_dd800;
  EXPECT_EQ(misfit(hot, switch_end(splitting_box(), cages, fast), fast), Misfit::form);
  EXPECT_EQ(misfit(module(OpticFamily::fr, 1600, 2, 900), end, fast), Misfit::rate);
}
TEST(Misfit, AFewCagesMayCoolMore) {
  auto cages = osfp();
  cages.max_module = 12.0 * watt;
  cages.high_power = 16;
  cages.high_power_module = 21.0 * watt;
  auto hot = module(OpticFamily::zr, 800, 1, 900);
  hot.power = 20.0 * watt;
  const auto with = [&](std::int64_t links) {
    return misfit(hot, switch_end(splitting_box(), cages, fast, {.links = links}), fast);
  };
  EXPECT_EQ(with(16), Misfit::none);
  EXPECT_EQ(with(17), Misfit::power);
  EXPECT_EQ(with(0), Misfit::power) << "how many is not known";
}
TEST(Misfit, OpticsInTheBoxTakeNoModule) {
  catalog::Cages cages;
  cages.form = CageForm::co_packaged;
  const auto end = switch_end(splitting_box(), cages, fast);
  auto engine = module(OpticFamily::dr, 800, 1, 0);
  EXPECT_EQ(misfit(engine, end, fast), Misfit::form);
  engine.form = OpticForm::cpo;
  EXPECT_EQ(misfit(engine, end, fast), Misfit::none);
  EXPECT_EQ(misfit(engine, adapter_end(1), fast), Misfit::form);
}
TEST(Misfit, FibresSideBySideMayStayDark) {
  const auto half = 0.5 * slow;
  EXPECT_EQ(misfit(module(OpticFamily::sr, 400, 4, 1), adapter_end(1), half), Misfit::none);
  EXPECT_EQ(misfit(module(OpticFamily::fr, 400, 1, 1), adapter_end(1), half), Misfit::rate);
  const SwitchBox box{.any = {32, half}, .cages = 32};
  EXPECT_EQ(misfit(module(OpticFamily::sr, 400, 4, 1), switch_end(box, {}, half), half),
            Misfit::none);
  EXPECT_EQ(misfit(module(OpticFamily::sr, 400, 4, 1), switch_end(box, osfp(), half), half),
            Misfit::rate)
      << "a cage that is known takes no faster module than its ports are";
  auto wide_lanes = module(OpticFamily::sr, 400, 4, 1);
  wide_lanes.lane = 0.75 * half;
  EXPECT_EQ(misfit(wide_lanes, adapter_end(1), half), Misfit::rate) << "no whole lanes";
}

// --- choice --------------------------------------------------------------------------------------

TEST(ChooseCable, CountsTwoModulesAgainstOneCable) {
  const std::array offered{part(OpticForm::module, 50, 8, 300), part(OpticForm::aoc, 30, 8, 500)};
  EXPECT_EQ(*choose_cable(offered, slow, 20.0 * metre), 1U);
  EXPECT_EQ(*choose_cable(offered, slow, 40.0 * metre), 0U);
}
TEST(ChooseCable, SaysHowFarTheLongestReaches) {
  const std::array offered{part(OpticForm::dac, 2, 0.1, 100)};
  const auto choice = choose_cable(offered, slow, 10.0 * metre);
  ASSERT_FALSE(choice);
  EXPECT_EQ(choice.why().reason, &no_cable_reaches);
  EXPECT_EQ(choice.why().needed, 10.0);
  EXPECT_EQ(choice.why().available, 2.0);
  EXPECT_FALSE(choose_cable({}, slow, metre));
  EXPECT_FALSE(choose_cable(offered, fast, metre));
}

/// An adapter of 400 Gb/s on a switch whose cages serve two such links.
LinkWanted twin_link(double metres) {
  return {.rate = slow,
          .length = metres * metre,
          .below = adapter_end(1),
          .above = switch_end(twin_port_box(), osfp(), slow)};
}

TEST(ChooseLink, TakesPartsOfOneFamilyAtBothEnds) {
  const std::array offered{
      module(OpticFamily::sr, 400, 4, 100), module(OpticFamily::dr, 400, 4, 500),
      module(OpticFamily::dr, 800, 8, 900), module(OpticFamily::fr, 800, 2, 10)};
  EXPECT_EQ(*choose_link(offered, twin_link(100)), (LinkPair{1, 2}));
  EXPECT_EQ(*link_cost(offered[1], offered[2], twin_link(100)).price, 950.0 * dollar)
      << "the module of the cage is shared by two links";
}
TEST(ChooseLink, BothEndsReadTheSameLanes) {
  std::array offered{module(OpticFamily::dr, 400, 4, 500), module(OpticFamily::dr, 800, 8, 900)};
  EXPECT_EQ(*choose_link(offered, twin_link(100)), (LinkPair{0, 1}));
  offered[0].lane = 50.0 * gigabit;
  EXPECT_EQ(*choose_link(offered, twin_link(100)), (LinkPair{1, 1})) << "half of it dark";
  offered[1].lane.reset();
  offered[1].family = OpticFamily::sr;
  const auto none = choose_link(offered, twin_link(100));
  ASSERT_FALSE(none);
  EXPECT_EQ(none.why().reason, &no_part_fits);
}
TEST(ChooseLink, BothEndsReach) {
  std::array offered{module(OpticFamily::dr, 400, 4, 500), module(OpticFamily::dr, 800, 8, 900)};
  offered[1].reach = 100.0 * metre;
  EXPECT_TRUE(choose_link(offered, twin_link(100)));
  const auto far = choose_link(offered, twin_link(101));
  ASSERT_FALSE(far);
  EXPECT_EQ(far.why().reason, &no_cable_reaches);
  EXPECT_EQ(far.why().available, 100.0);
}
TEST(ChooseLink, ASplitterCableServesTheLinksOfOneCage) {
  const std::array splitter{cable(OpticForm::dac, 800, 2)};
  const std::array straight{cable(OpticForm::dac, 800, 1)};
  EXPECT_EQ(*choose_link(splitter, twin_link(2)), (LinkPair{0, 0}));
  EXPECT_FALSE(choose_link(straight, twin_link(2)));
  LinkWanted between = twin_link(2);
  between.below = between.above;
  EXPECT_TRUE(choose_link(straight, between)) << "from one twin-port cage to another";
  EXPECT_EQ(*link_cost(splitter[0], splitter[0], twin_link(2)).price, 50.0 * dollar);
}
TEST(ChooseLink, ThePartCarriesTheProtocol) {
  std::array offered{cable(OpticForm::aoc, 400, 1)};
  LinkWanted link{.rate = slow, .length = metre};
  offered[0].protocols.add(catalog::Protocol::ethernet);
  EXPECT_TRUE(choose_link(offered, link));
  link.protocol = catalog::Protocol::infiniband;
  EXPECT_FALSE(choose_link(offered, link));
}
TEST(ChooseLink, WhatComesWithTheBoxCostsNothingMore) {
  std::array offered{module(OpticFamily::dr, 800, 8, 900), module(OpticFamily::dr, 800, 1, 0)};
  offered[1].form = OpticForm::cpo;
  offered[1].price.reset();
  LinkWanted link{.rate = fast, .length = metre};
  link.above.form = CageForm::co_packaged;
  EXPECT_EQ(*choose_link(offered, link), (LinkPair{0, 1}));
  EXPECT_EQ(*link_cost(offered[0], offered[1], link).price, 900.0 * dollar);
}

std::vector<OpticPart> any_offer() {
  std::vector<OpticPart> offered;
  const auto count = *rc::gen::inRange(1, 8);
  for (int i = 0; i < count; ++i) {
    auto one =
        module(static_cast<OpticFamily>(*rc::gen::inRange(3, 6)), *rc::gen::element(400.0, 800.0),
               *rc::gen::element(1, 2, 8), *rc::gen::inRange(1, 2000));
    one.form = *rc::gen::element(OpticForm::module, OpticForm::dac, OpticForm::aoc);
    one.reach = static_cast<double>(*rc::gen::inRange(1, 600)) * metre;
    offered.push_back(one);
  }
  return offered;
}
/// A brute-force twin: nothing else that joins and reaches is cheaper.
RC_GTEST_PROP(ChooseLink, NothingThatFitsIsCheaper, ()) {
  const auto offered = any_offer();
  const auto link = twin_link(*rc::gen::inRange(1, 600));
  const auto chosen = choose_link(offered, link);
  const auto price = [&](LinkPair pair) {
    return *link_cost(offered[pair.below], offered[pair.above], link).price;
  };
  std::size_t fitting = 0;
  for (std::size_t i = 0; i < offered.size(); ++i) {
    for (std::size_t j = 0; j < offered.size(); ++j) {
      const bool reaches = !(offered[i].reach < link.length) && !(offered[j].reach < link.length);
      if (!reaches || !detail::joins(offered, {i, j}, link)) continue;
      ++fitting;
      RC_ASSERT(chosen.operator bool());
      RC_ASSERT(price(*chosen) <= price({i, j}));
    }
  }
  RC_ASSERT(chosen.operator bool() == (fitting > 0));
}
/// More length never makes a link cheaper.
RC_GTEST_PROP(ChooseLink, LongerIsNeverCheaper, ()) {
  const auto offered = any_offer();
  const auto near = twin_link(*rc::gen::inRange(1, 300));
  auto far = near;
  far.length += static_cast<double>(*rc::gen::inRange(0, 300)) * metre;
  const auto short_one = choose_link(offered, near);
  const auto long_one = choose_link(offered, far);
  if (!long_one) return;
  RC_ASSERT(short_one.operator bool());
  const auto price = [&](const LinkPair& pair) {
    return *link_cost(offered[pair.below], offered[pair.above], near).price;
  };
  RC_ASSERT(price(*short_one) <= price(*long_one));
}

// --- counts --------------------------------------------------------------------------------------

TEST(CountCables, CablesWithTheirEndsNeedNoModules) {
  for (const auto form : {OpticForm::dac, OpticForm::aec, OpticForm::aoc}) {
    const auto count = count_cables({.links = 7, .form = form, .twin_above = true});
    EXPECT_EQ(count.cables, 7);
    EXPECT_EQ(count.modules(), 0);
  }
}
TEST(CountCables, NothingNeedsNothing) { EXPECT_EQ(count_cables({}), CableCount{}); }

RC_GTEST_PROP(ModulesAt, AreThoseOfEachBoxAddedUp, ()) {
  const EndLoad end{.links = *rc::gen::inRange<std::int64_t>(0, 5000),
                    .boxes = *rc::gen::inRange<std::int64_t>(1, 100),
                    .per_cage = *rc::gen::inRange<std::int64_t>(1, 9)};
  std::vector<std::int64_t> boxes(static_cast<std::size_t>(end.boxes), 0);
  for (std::int64_t i = 0; i < end.links; ++i) ++boxes[static_cast<std::size_t>(i % end.boxes)];
  const auto sum = std::accumulate(boxes.begin(), boxes.end(), std::int64_t{0},
                                   [&](std::int64_t all, std::int64_t links) {
                                     return all + (links + end.per_cage - 1) / end.per_cage;
                                   });
  RC_ASSERT(modules_at(end) == sum);
  RC_ASSERT(modules_at(end) * end.per_cage >= end.links);
}

/// NVIDIA DGX SuperPOD B200 reference architecture: QM9700, one 400 Gb/s link an adapter. Cables
/// are counted by the link, modules of a switch by the twin-port cage.
TEST(CountLinkParts, TwinPortCagesHalveTheModulesOfASwitch) {
  struct Row {
    std::int64_t leaf, links;
  };
  for (const auto& [leaf, links] : {Row{16, 512}, Row{32, 1024}, Row{64, 2048}, Row{512, 16384}}) {
    const auto node =
        count_link_parts({.links = links, .lower = {.links = links}, .upper = {links, leaf, 2}});
    EXPECT_EQ(node, (CableCount{links, links, links / 2}));
    const auto trunk = count_link_parts(
        {.links = links, .lower = {links, leaf, 2}, .upper = {links, leaf / 2, 2}});
    EXPECT_EQ(trunk, (CableCount{links, links / 2, links / 2}));
  }
}
/// The same architecture with 1020 of 1024 ports cabled: no two leaves share a module.
TEST(CountLinkParts, AnOddLinkOfABoxHasAModuleOfItsOwn) {
  const auto node =
      count_link_parts({.links = 1020, .lower = {.links = 1020}, .upper = {1020, 32, 2}});
  EXPECT_EQ(node.modules_below, 1020);
  EXPECT_EQ(node.modules_above, 512);
}
/// NVIDIA DGX SuperPOD B300 Spectrum-4 Ethernet reference architecture, Table 3: two planes of
/// 400 Gb/s out of 800 Gb/s ports. Cables are counted by the port.
TEST(CountLinkParts, PlanesThatAreSplitFromOnePortShareACable) {
  struct Row {
    std::int64_t links, leaf, spine, cables;
  };
  for (const auto& [links, leaf, spine, cables] :
       {Row{1024, 16, 8, 512}, Row{2048, 32, 16, 1024}, Row{8192, 128, 64, 4096},
        Row{16384, 256, 128, 8192}}) {
    const auto box = splitting_box();
    const std::int64_t at_switch = links_per_port(box, slow);
    const CabledLinks node{.links = links,
                           .lower = {links, 1, adapter_end(2).per_cage},
                           .upper = {links, leaf, links_per_cage(box, slow)},
                           .split_below = 2,
                           .split_above = at_switch};
    EXPECT_EQ(count_link_parts(node), (CableCount{cables, cables, cables}));
    const CabledLinks trunk{.links = links,
                            .lower = {links, leaf, 2},
                            .upper = {links, spine, 2},
                            .split_below = at_switch,
                            .split_above = at_switch};
    EXPECT_EQ(count_link_parts(trunk), (CableCount{cables, cables, cables}));
  }
}
/// An adapter of one plane has one link in its port: the split port of the leaf fans out.
TEST(CountLinkParts, AFanOutIsACableALink) {
  const auto node = count_link_parts({.links = 512,
                                      .lower = {.links = 512},
                                      .upper = {512, 8, 2},
                                      .split_below = 1,
                                      .split_above = 2});
  EXPECT_EQ(node, (CableCount{512, 512, 256}));
}
TEST(CountLinkParts, ASplitterIsCountedByItsFatEnd) {
  const auto node = count_link_parts({.links = 512,
                                      .below = OpticForm::dac,
                                      .above = OpticForm::dac,
                                      .lower = {.links = 512},
                                      .upper = {512, 8, 2}});
  EXPECT_EQ(node, (CableCount{.cables = 256}));
}
TEST(CountLinkParts, OpticsOfABoxAreNoModules) {
  const auto node = count_link_parts(
      {.links = 64, .above = OpticForm::cpo, .lower = {.links = 64}, .upper = {.links = 64}});
  EXPECT_EQ(node, (CableCount{64, 64, 0}));
}
/// Switches of one kind at both ends: every link has two ends among them.
TEST(CountLinkParts, BothEndsInEqualBoxes) {
  const EndLoad ends{.links = 2 * 28, .boxes = 8};
  EXPECT_EQ(count_link_parts({.links = 28, .lower = ends}), (CableCount{28, 56, 0}));
  EXPECT_EQ(count_link_parts(
                {.links = 28, .below = OpticForm::dac, .above = OpticForm::dac, .lower = ends}),
            (CableCount{.cables = 28}));
}

RC_GTEST_PROP(CountLinkParts, EveryLinkHasTwoEnds, ()) {
  const auto links = *rc::gen::inRange<std::int64_t>(0, 5000);
  const EndLoad lower{links, *rc::gen::inRange<std::int64_t>(1, 64), *rc::gen::element(1, 2, 4)};
  const EndLoad upper{links, *rc::gen::inRange<std::int64_t>(1, 64), *rc::gen::element(1, 2, 4)};
  const auto fibre = count_link_parts({.links = links,
                                       .lower = lower,
                                       .upper = upper,
                                       .split_below = lower.per_cage,
                                       .split_above = upper.per_cage});
  RC_ASSERT(fibre.modules_below * lower.per_cage >= links);
  RC_ASSERT(fibre.modules_above * upper.per_cage >= links);
  RC_ASSERT(fibre.cables <= links);
  const auto copper = count_link_parts({.links = links,
                                        .below = OpticForm::dac,
                                        .above = OpticForm::dac,
                                        .lower = lower,
                                        .upper = upper});
  RC_ASSERT(copper.modules() == 0);
  RC_ASSERT(copper.cables * std::max(lower.per_cage, upper.per_cage) >= links);
}

// --- lengths -------------------------------------------------------------------------------------

struct At {
  std::int64_t row = 0, place = 0;
};
Length between(const Floor& floor, At a, At b) {
  return std::abs(a.place - b.place) * floor.rack_pitch +
         std::abs(a.row - b.row) * floor.row_pitch + floor.slack;
}
struct Average {
  Length sum{}, longest{};
  std::int64_t count = 0;
  void add(Length one) {
    sum += one;
    longest = max(longest, one);
    ++count;
  }
  [[nodiscard]] bool is(const LinkLength& length) const {
    constexpr double rounding = 1e-9;
    const double off = ratio(sum / count - length.mean, metre);
    const double end = ratio(longest - length.longest, metre);
    return std::abs(off) < rounding && std::abs(end) < rounding;
  }
};

/// The twin of link_lengths: puts every rack, leaf, spine and core on the floor and measures.
struct Placed {
  Floor floor;
  FloorUse use;
  std::int64_t rows = 0;
  std::int64_t band = 1;
  std::vector<At> racks;

  Placed(const Floor& on, const FloorUse& with) : floor(on), use(with) {
    for (std::int64_t i = 0; i < use.racks; ++i) {
      racks.push_back({i / floor.racks_per_row, i % floor.racks_per_row});
    }
    rows = racks.back().row + 1;
    while (band * std::min(use.leaf_groups, rows) < rows) ++band;
  }
  [[nodiscard]] At leaf_of(std::int64_t row) const {
    std::vector<std::int64_t> together;
    for (std::int64_t r = 0; r < rows; ++r) {
      if (r / band == row / band) together.push_back(r);
    }
    const std::int64_t place =
        floor.leaves == LeafPlace::row_end ? 0 : (floor.racks_per_row - 1) / 2;
    return {together[(together.size() - 1) / 2], place};
  }
  [[nodiscard]] Average nodes() const {
    Average made;
    for (const At& rack : racks) made.add(between(floor, rack, leaf_of(rack.row)));
    return made;
  }
  [[nodiscard]] Average spines() const {
    Average made;
    for (const At& rack : racks) {
      for (std::int64_t place = 0; place < floor.racks_per_row; ++place) {
        made.add(between(floor, leaf_of(rack.row), {(floor.rows - 1) / 2, place}));
      }
    }
    return made;
  }
  [[nodiscard]] Average cores() const {
    Average made;
    for (std::int64_t a = 0; a < floor.racks_per_row; ++a) {
      for (std::int64_t b = 0; b < floor.racks_per_row; ++b) {
        made.add(between(floor, {0, a}, {floor.rows > 1 ? 1 : 0, b}));
      }
    }
    return made;
  }
  [[nodiscard]] Average among(std::int64_t side) const {
    Average made;
    for (std::int64_t a = 0; a < side; ++a) {
      for (std::int64_t b = 0; b < side; ++b) made.add(between(floor, {a, 0}, {b, 0}));
    }
    return made;
  }
};

Floor any_floor() {
  return {.rows = *rc::gen::inRange<std::int64_t>(1, 12),
          .racks_per_row = *rc::gen::inRange<std::int64_t>(1, 15),
          .rack_pitch = 0.1 * *rc::gen::inRange(0, 12) * metre,
          .row_pitch = 0.1 * *rc::gen::inRange(0, 40) * metre,
          .slack = 0.1 * *rc::gen::inRange(0, 60) * metre,
          .leaves = *rc::gen::element(LeafPlace::row_end, LeafPlace::row_middle)};
}

RC_GTEST_PROP(LinkLengths, AgreeWithAWalkOverEveryRack, ()) {
  const Floor floor = any_floor();
  const FloorUse use{.racks = *rc::gen::inRange<std::int64_t>(1, floor.places() + 1),
                     .leaf_groups = *rc::gen::inRange<std::int64_t>(1, 20)};
  const auto lengths = link_lengths(floor, use);
  RC_ASSERT(lengths.operator bool());
  const Placed placed(floor, use);
  RC_ASSERT(placed.nodes().is(lengths->node_leaf));
  RC_ASSERT(placed.spines().is(lengths->leaf_spine));
  RC_ASSERT(placed.cores().is(lengths->spine_core));
}
RC_GTEST_PROP(LinkLengths, WithoutSpinesRunInsideAndBetweenGroups, ()) {
  const Floor floor = any_floor();
  const FloorUse use{.racks = *rc::gen::inRange<std::int64_t>(1, floor.places() + 1),
                     .leaf_groups = 4,
                     .direct_groups = *rc::gen::inRange<std::int64_t>(1, 9)};
  const auto lengths = link_lengths(floor, use);
  const Placed placed(floor, use);
  const std::int64_t group = (placed.rows + use.direct_groups - 1) / use.direct_groups;
  RC_ASSERT(placed.among(group).is(lengths->leaf_spine));
  RC_ASSERT(placed.among(placed.rows).is(lengths->spine_core));
}
RC_GTEST_PROP(LinkLengths, MoreSlackIsFeltOnceACable, ()) {
  Floor floor = any_floor();
  const auto before = link_lengths(floor, {});
  floor.slack += metre;
  const auto after = link_lengths(floor, {});
  const double more = ratio(after->spine_core.longest - before->spine_core.longest, metre);
  RC_ASSERT(std::abs(more - 1.0) < 1e-9);
}
TEST(LinkLengths, OneRackHasOnlyItsSlack) {
  const Floor floor{1, 1, metre, metre, 3.0 * metre, LeafPlace::row_end};
  const LinkLength slack{3.0 * metre, 3.0 * metre};
  EXPECT_EQ(*link_lengths(floor, {}), (LinkLengths{slack, slack, slack}));
}
TEST(LinkLengths, SaysHowManyRacksTheFloorHas) {
  const Floor floor{2, 3, metre, metre, metre, LeafPlace::row_end};
  EXPECT_TRUE(link_lengths(floor, {.racks = 6}));
  const auto full = link_lengths(floor, {.racks = 7});
  ASSERT_FALSE(full);
  EXPECT_EQ(full.why().reason, &floor_too_small);
  EXPECT_EQ(full.why().needed, 7.0);
  EXPECT_EQ(full.why().available, 6.0);
  EXPECT_THROW((void)link_lengths(floor, {.racks = 0}), std::domain_error);
}
TEST(LinkLengths, AreDeclaredWhereThereIsNoFloor) {
  const TierLengths tiers;
  EXPECT_EQ(assumed_lengths().node_leaf.longest, tiers.node_leaf);
  EXPECT_EQ(assumed_lengths().spine_core.mean, tiers.spine_core);
}

}  // namespace
}  // namespace weft::fabric::cables_test
