// SPDX-License-Identifier: Apache-2.0
#include "weft/io/load.hpp"

#include "weft/io/diagnostics_text.hpp"

#include <gtest/gtest.h>

#include <string>

namespace {

namespace io = weft::io;

const std::string small = R"({ "weft": 1, "let": { "n": 4 },
  "clusters": { "main": { "node": "dgx-h100", "count": "=n", "price": { "is": "$400k", "from": "a quote", "basis": "quote" } } },
  "variants": { "a": {}, "b": { "about": "more of them", "clusters": { "main": { "count": 8 } } } }, "baseline": "a",
  "ramp": { "first": { "from": "2027-02", "clusters": { "main": { "count": 2 } } }, "second": { "from": "2027-06", "site": { "pue": 1.2 } } } })";

io::Loaded load(io::Overrides overrides = {}) {
  return io::load_text("plan.json", small, overrides);
}

TEST(Load, GivesOnePlanForEachPhase) {
  const auto loaded = load();
  ASSERT_FALSE(loaded.diagnostics.has_errors()) << io::render(loaded.diagnostics, loaded.sources);
  ASSERT_EQ(loaded.phases.size(), 2U);
  EXPECT_EQ(loaded.phases[0].name, "first");
  EXPECT_EQ(loaded.phases[0].plan.clusters.find("main")->count, 2);
  EXPECT_EQ(loaded.phases[1].plan.clusters.find("main")->count, 2);
  EXPECT_EQ(loaded.phases[1].plan.site.pue, 1.2);
  EXPECT_NE(loaded.phases[0].plan.site.pue, 1.2);
}

TEST(Load, WithoutARampThereIsOnePhaseWithoutAName) {
  const auto loaded = load({.variant = {}, .overlays = {}, .settings = {"ramp=null"}});
  ASSERT_EQ(loaded.phases.size(), 1U);
  EXPECT_EQ(loaded.phases[0].name, "");
  EXPECT_EQ(loaded.phases[0].plan.clusters.find("main")->count, 4);
}

TEST(Load, AVariantIsLaidOverThePlanAndSettingsOverIt) {
  const auto variant = load({.variant = "b", .overlays = {}, .settings = {"ramp=null"}});
  EXPECT_EQ(variant.phases[0].plan.clusters.find("main")->count, 8);
  EXPECT_EQ(variant.phases[0].plan.about, "");
  const auto set =
      load({.variant = "b", .overlays = {}, .settings = {"ramp=null", "clusters.main.count=16"}});
  EXPECT_EQ(set.phases[0].plan.clusters.find("main")->count, 16);
  EXPECT_EQ(set.variants, (std::vector<std::string>{"a", "b"}));
}

TEST(Load, KeepsWhereAValueIsFrom) {
  const auto loaded = load();
  const auto& note = loaded.phases[0].notes.at("clusters.main.price");
  EXPECT_EQ(note.from, "a quote");
  EXPECT_EQ(note.basis, weft::Basis::quote);
  EXPECT_EQ(io::position_of(note.at, loaded.sources).line, 2U);
}

TEST(Load, ASettingIsJsonWhereItReadsAsJsonAndATextElsewhere) {
  const auto loaded =
      load({.variant = {},
            .overlays = {},
            .settings = {"site.budget.it_power=2 MW", "site.pue=1.3", "name=\"first\""}});
  ASSERT_FALSE(loaded.diagnostics.has_errors()) << io::render(loaded.diagnostics, loaded.sources);
  EXPECT_EQ(loaded.phases[0].plan.site.budget.it_power->value(), 2e6);
  EXPECT_EQ(loaded.phases[0].plan.name, "first");
}

TEST(Load, AnAmountInAnotherCurrencyTakesTheRateOfThePlan) {
  const auto loaded =
      load({.variant = {},
            .overlays = {},
            .settings = {"finance.exchange={\"EUR\": {\"is\": 1.1, \"as_of\": \"2026-11-14\"}}",
                         "operations.salary=EUR 100k /yr"}});
  ASSERT_FALSE(loaded.diagnostics.has_errors()) << io::render(loaded.diagnostics, loaded.sources);
  EXPECT_NEAR(loaded.phases[0].plan.operations.salary->value() * 31557600.0, 110e3, 1e-3);
}

TEST(Load, TheUsersOwnKeysAreLeftAlone) {
  const auto loaded =
      load({.variant = {}, .overlays = {}, .settings = {"x-note={\"any\": [1, 2]}"}});
  EXPECT_FALSE(loaded.diagnostics.has_errors());
}

}  // namespace
