// SPDX-License-Identifier: Apache-2.0
#include "weft/io/load.hpp"

#include "weft/io/diagnostics_text.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace load_test {
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

const std::string several = R"({ "weft": 1,
  "clusters": { "a": { "node": "dgx-h100", "count": 1 }, "b": { "node": "dgx-h100", "count": 2 },
                "x-note": { "count": 9 } },
  "workloads": { "chat": { "kind": "serving", "model": "llama-3.1-70b", "on": "a",
      "traffic": { "requests": "20 /s", "peak_to_mean": 2, "input": "2000 tok", "output": "400 tok" },
      "slo": { "ttft_p95": "600 ms", "tpot_p95": "40 ms" } } },
  "fabrics": { "first": { "role": "out-of-band", "attach": { "*": {} }, "topology": "tree", "switch": "sn2201" },
               "second": { "role": "front-end", "attach": { "a": {}, "b": {} }, "topology": "leaf-spine", "switch": "sn5600" } } })";

io::Loaded load_several(std::vector<std::string> settings) {
  return io::load_text("plan.json", several,
                       {.variant = {}, .overlays = {}, .settings = std::move(settings)});
}

std::string only_fault(const io::Loaded& loaded) {
  const auto& items = loaded.diagnostics.items;
  if (items.size() != 1) return std::to_string(items.size()) + " faults";
  return items.front().code + " " + items.front().path + ": " + items.front().message;
}

TEST(Load, AStarInASettingIsEveryKeyThatIsThere) {
  const auto loaded = load_several({"clusters.*.count=7"});
  ASSERT_FALSE(loaded.diagnostics.has_errors()) << io::render(loaded.diagnostics, loaded.sources);
  const auto& plan = loaded.phases[0].plan;
  ASSERT_EQ(plan.clusters.size(), 2U);
  for (const auto& each : plan.clusters) EXPECT_EQ(each.value.count, 7) << each.name;
  // Notes of the author are nobody's clusters.
  const auto* note = io::find_path(loaded.document, "clusters.x-note.count");
  ASSERT_NE(note, nullptr);
  EXPECT_EQ(std::get<std::int64_t>(note->value), 9);
}

TEST(Load, AStarSeesWhatEarlierSettingsMadeAndRemoved) {
  const auto loaded = load_several({"clusters.c.node=dgx-h100", "fabrics.second.attach.b=null",
                                    "clusters.b=null", "clusters.*.count=5"});
  ASSERT_FALSE(loaded.diagnostics.has_errors()) << io::render(loaded.diagnostics, loaded.sources);
  const auto& clusters = loaded.phases[0].plan.clusters;
  ASSERT_EQ(clusters.size(), 2U);
  EXPECT_EQ(clusters.find("a")->count, 5);
  EXPECT_EQ(clusters.find("c")->count, 5);
}

TEST(Load, StarsMayStandOneBelowTheOther) {
  const auto loaded = load_several({"fabrics.*.attach.*.nic=cx7"});
  const auto nic = [&](const std::string& path) {
    const io::Node* found = io::find_path(loaded.document, path + ".nic");
    return found && found->text() ? *found->text() : "none";
  };
  EXPECT_EQ(nic("fabrics.first.attach.*"), "cx7");
  EXPECT_EQ(nic("fabrics.second.attach.a"), "cx7");
  EXPECT_EQ(nic("fabrics.second.attach.b"), "cx7");
}

TEST(Load, AStarInQuotesIsAKeyOfThatName) {
  const auto loaded = load_several({"fabrics.second.attach.\"*\".nic=cx7"});
  EXPECT_EQ(io::find_path(loaded.document, "fabrics.second.attach.a.nic"), nullptr);
  EXPECT_NE(io::find_path(loaded.document, "fabrics.second.attach.\"*\".nic"), nullptr);
}

TEST(Load, AStarRemovesEveryKeyAndEveryItem) {
  const auto loaded = load_several({"fabrics.*=null", "x-list=[1, 2, 3]", "x-list.*=null"});
  ASSERT_FALSE(loaded.diagnostics.has_errors()) << io::render(loaded.diagnostics, loaded.sources);
  EXPECT_TRUE(loaded.phases[0].plan.fabrics.empty());
  EXPECT_TRUE(io::find_path(loaded.document, "x-list")->items.empty());
}

TEST(Load, AStarThatStandsForNothingIsSaid) {
  EXPECT_EQ(only_fault(load_several({"cluster.*.count=7"})),
            "WF0608 cluster: `cluster` has no keys that `*` could stand for");
  EXPECT_EQ(load_several({"cluster.*.count=7"}).diagnostics.items[0].hint,
            "did you mean `clusters`?");
  EXPECT_EQ(only_fault(load_several({"clusters.a.count.*=7"})),
            "WF0608 clusters.a.count: `clusters.a.count` has no keys that `*` could stand for");
  const auto deep = load_several({"clusters.*.price.*=7"});
  EXPECT_EQ(only_fault(deep),
            "WF0608 clusters.*.price: `clusters.*.price` has no keys that `*` could stand for");
  // The mark stands under the star that found nothing.
  EXPECT_EQ(deep.diagnostics.items[0].at->begin, std::string("clusters.*.price.").size());
}

TEST(Load, AFaultBelowAStarPointsAtTheSetting) {
  const auto loaded = load_several({"clusters.*.cuont=7"});
  ASSERT_TRUE(loaded.diagnostics.has_errors());
  for (const auto& each : loaded.diagnostics.items) {
    EXPECT_EQ(each.code, "WF0301");
    EXPECT_EQ(io::position_of(*each.at, loaded.sources).column,
              std::string("clusters.*.").size() + 1);
  }
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
}  // namespace load_test
