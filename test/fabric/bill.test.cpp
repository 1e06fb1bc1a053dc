// SPDX-License-Identifier: Apache-2.0
#include "weft/fabric/bill.hpp"

#include "weft/base/type_of.hpp"
#include "weft/fabric/cables.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace weft::fabric {
namespace {

constexpr Bandwidth rate = 400.0 * giga_bit / second;

PartLine any_line() {
  return {*rc::gen::inRange<std::int64_t>(0, 10000),
          static_cast<double>(*rc::gen::inRange(0, 100000)) * dollar,
          static_cast<double>(*rc::gen::inRange(0, 3000)) * watt, 1.0};
}
FabricParts any_parts() {
  return {any_line(), any_line(), any_line(), any_line(),
          any_line(), any_line(), any_line(), any_line()};
}

RC_GTEST_PROP(FabricCapex, IsLinearInPrice, ()) {
  auto parts = any_parts();
  const Extras extras{0.03, 0.02, 0.05};
  const auto before = fabric_capex(parts, extras);
  for (auto* line : {&parts.leaf, &parts.spine, &parts.core, &parts.nics, &parts.node_modules,
                     &parts.trunk_modules, &parts.node_cables, &parts.trunk_cables}) {
    line->price *= 2.0;
  }
  RC_ASSERT(fabric_capex(parts, extras).total() == 2.0 * before.total());
}

RC_GTEST_PROP(FabricCapex, TermsAddUpToTheTotal, ()) {
  const auto capex = fabric_capex(any_parts(), {0.03, 0.02, 0.05});
  Money sum{};
  for (const Row& each : fields<FabricCapex>) {
    if (each.computed) continue;
    auto copy = capex;
    sum += *static_cast<const Money*>(each.at(&copy));
  }
  RC_ASSERT(sum == capex.total());
}

RC_GTEST_PROP(FabricPower, DoesNotDependOnPrice, ()) {
  auto parts = any_parts();
  const auto before = fabric_power(parts);
  parts.leaf.price = {};
  RC_ASSERT(fabric_power(parts) == before);
  RC_ASSERT(before.total() == before.boxes + before.modules + before.nics);
}

TEST(SpareCount, RoundsUpToWholePieces) {
  EXPECT_EQ(spare_count(100, 0.03), 3);
  EXPECT_EQ(spare_count(101, 0.03), 4);
  EXPECT_EQ(spare_count(0, 0.03), 0);
  EXPECT_EQ(spare_count(7, 0.0), 0);
}

OpticPart part(catalog::OpticForm form, double metres, double watts, double dollars) {
  return {.form = form,
          .rate = rate,
          .reach = metres * metre,
          .power = watts * watt,
          .price = dollars * dollar};
}

TEST(ChooseCable, CountsTwoModulesAgainstOneCable) {
  const std::array offered{part(catalog::OpticForm::module, 50, 8, 300),
                           part(catalog::OpticForm::aoc, 30, 8, 500)};
  EXPECT_EQ(*choose_cable(offered, rate, 20.0 * metre), 1U);
  EXPECT_EQ(*choose_cable(offered, rate, 40.0 * metre), 0U);
}

TEST(ChooseCable, SaysHowFarTheLongestReaches) {
  const std::array offered{part(catalog::OpticForm::dac, 2, 0.1, 100)};
  const auto choice = choose_cable(offered, rate, 10.0 * metre);
  ASSERT_FALSE(choice);
  EXPECT_EQ(choice.why().reason, &no_cable_reaches);
  EXPECT_EQ(choice.why().needed, 10.0);
  EXPECT_EQ(choice.why().available, 2.0);
  EXPECT_FALSE(choose_cable({}, rate, metre));
  EXPECT_FALSE(choose_cable(offered, 2.0 * rate, metre));
}

TEST(CountCables, CablesWithTheirEndsNeedNoModules) {
  for (const auto form :
       {catalog::OpticForm::dac, catalog::OpticForm::aec, catalog::OpticForm::aoc}) {
    const auto count = count_cables({.links = 7, .form = form, .twin_above = true});
    EXPECT_EQ(count.cables, 7);
    EXPECT_EQ(count.modules(), 0);
  }
}

TEST(CountCables, NothingNeedsNothing) { EXPECT_EQ(count_cables({}), CableCount{}); }

}  // namespace
}  // namespace weft::fabric
