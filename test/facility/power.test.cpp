// SPDX-License-Identifier: Apache-2.0
#include "weft/facility/power.hpp"

#include "../reference_rows.hpp"
#include "weft/facility/racks.hpp"

#include <rapidcheck/gtest.h>

namespace weft::facility::power_test {
namespace {

using test::Json;

const test::Predictors predictors{
    {"facility.utility-power",
     [](const Json& in) {
       const auto power = utility_power(in["it_w"].get<double>() * watt, in["pue"]);
       return Json{{"total_w", power.total().value()}, {"overhead_w", power.overhead.value()}};
     }},
    {"facility.energy",
     [](const Json& in) {
       return Json{{"energy_j", site_energy(in["power_w"].get<double>() * watt, in["load"],
                                            in["hours"].get<double>() * one_hour)
                                    .value()}};
     }},
    {"facility.racks",
     [](const Json& in) {
       const auto fit = *racks({in["count"], in["units"], in["power_w"].get<double>() * watt},
                               {in["rack_units"], in["rack_w"].get<double>() * watt});
       return Json{{"by_space", fit.by_space},
                   {"by_power", fit.by_power},
                   {"total", fit.total()},
                   {"fullest_w", fit.fullest.value()}};
     }},
    {"facility.binding", [](const Json& in) {
       const SiteLoad asked{.it_power = in["it_w"].get<double>() * watt, .racks = in["racks"]};
       const SiteLoad limits{.it_power = in["it_limit_w"].get<double>() * watt,
                             .racks = in["racks_limit"]};
       const auto first = *site_binding(asked, limits);
       return Json{{"margin", first.margin}, {"limit_index", static_cast<int>(first.limit)}};
     }}};

class FacilityReference : public testing::TestWithParam<Json> {};

TEST_P(FacilityReference, RowIsReproduced) { test::check_row(GetParam(), predictors); }

INSTANTIATE_TEST_SUITE_P(Rows, FacilityReference,
                         testing::ValuesIn(test::reference_rows("facility")), test::row_name);

RC_GTEST_PROP(Racks, NoRackIsOverfilled, ()) {
  const RackLoad load{*rc::gen::inRange<std::int64_t>(1, 5000),
                      static_cast<double>(*rc::gen::inRange(1, 21)),
                      static_cast<double>(*rc::gen::inRange(1, 40)) * kilo * watt};
  const RackLimits rack{.power = 40.0 * kilo * watt};
  const auto fit = *racks(load, rack);
  const auto held = ratio(fit.fullest, load.power);
  RC_ASSERT(fit.fullest <= *rack.power);
  RC_ASSERT(held * load.units <= rack.units);
  RC_ASSERT(static_cast<double>(fit.total()) * held >= static_cast<double>(load.count));
}

TEST(Racks, NothingNeedsNoRack) { EXPECT_EQ(*racks({}, {}), Racks{}); }

TEST(Racks, AUnitTallerThanARackTakesSeveral) {
  const auto fit = racks({.count = 2, .units = 84.0, .power = 200.0 * kilo * watt},
                         {.power = 120.0 * kilo * watt});
  ASSERT_TRUE(fit);
  EXPECT_EQ(fit->total(), 4);
  EXPECT_EQ(fit->fullest, 100.0 * kilo * watt);
}

TEST(Racks, AUnitThatDrawsMoreThanARackSaysBoth) {
  const auto fit =
      racks({.count = 1, .units = 8.0, .power = 14.3 * kilo * watt}, {.power = 10.0 * kilo * watt});
  ASSERT_FALSE(fit);
  EXPECT_EQ(fit.why().reason, &unit_exceeds_rack);
  EXPECT_EQ(fit.why().needed, 14300.0);
  EXPECT_EQ(fit.why().available, 10000.0);
}

TEST(UnitPower, TakesTheFigureThatTheRuleAsksFor) {
  EXPECT_EQ(unit_power(3.0 * watt, 2.0 * watt, PowerRule::peak), 3.0 * watt);
  EXPECT_EQ(unit_power(3.0 * watt, 2.0 * watt, PowerRule::sustained), 2.0 * watt);
  EXPECT_EQ(unit_power({}, 2.0 * watt, PowerRule::peak), 2.0 * watt);
  EXPECT_FALSE(unit_power({}, {}, PowerRule::peak));
}

TEST(ItPower, AnEmptySiteHasNoNetworkShare) {
  EXPECT_EQ(ItPower{}.network_share(), 0.0);
  EXPECT_EQ((ItPower{3.0 * watt, watt}).network_share(), 0.25);
}

TEST(UtilityPower, RefusesAPueBelowOne) {
  EXPECT_THROW((void)utility_power(watt, 0.9), std::domain_error);
}

}  // namespace
}  // namespace weft::facility::power_test
