// SPDX-License-Identifier: Apache-2.0
#include "weft/fabric/sources.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <utility>
#include <vector>

namespace weft::fabric::sources_test {
namespace {

constexpr Bandwidth gbps = giga_bit / second;

catalog::Switch box(std::string maker, std::int64_t ports, double rate,
                    std::vector<std::string> nos) {
  catalog::Switch made;
  made.about.vendor = std::move(maker);
  made.ports = {{.count = ports, .rate = rate * gbps}};
  made.nos = std::move(nos);
  return made;
}

/// One's own box, a like one, and one of each kind that is none.
class Counting : public testing::Test {
 protected:
  void SetUp() override {
    market_.nos["open"].open = true;
    market_.nos["open"].licence = 2000.0 * dollar / one_year;
    market_.nos["own"];
    add("mine", box("Mine", 64, 800, {"open", "own"}));
    add("like", box("Theirs", 64, 800, {"open"}));
  }
  void add(const std::string& id, const catalog::Switch& record) { market_.switches[id] = record; }
  [[nodiscard]] Sources count(std::string_view nos = "open") const {
    const std::array rates{400.0 * gbps};
    return sources({"mine", *market_.switches.find("mine"), nos, rates}, market_, optics_);
  }
  catalog::Market market_;
  Named<catalog::Optic> optics_;
};

TEST_F(Counting, ALikeBoxIsASource) { EXPECT_EQ(count().switches, 2); }

TEST_F(Counting, ASystemOfOneMakerHasOneSource) { EXPECT_EQ(count("own").switches, 1); }

TEST_F(Counting, WithoutAWrittenSystemAnyThatBothRunWillDo) {
  EXPECT_EQ(count("").switches, 2);
  add("other", box("Other", 64, 800, {"foreign"}));
  EXPECT_EQ(count("").switches, 2);
}

TEST_F(Counting, WhatCannotBeOrderedIsNone) {
  auto coming = box("Coming", 64, 800, {"open"});
  coming.about.status = catalog::Status::announced;
  add("coming", coming);
  EXPECT_EQ(count().switches, 2);
}

TEST_F(Counting, FewerLinksOrAnotherClassAreNone) {
  add("small", box("Small", 32, 800, {"open"}));
  add("slow", box("Slow", 128, 400, {"open"}));
  add("large", box("Large", 128, 800, {"open"}));
  auto foreign = box("Foreign", 64, 800, {"open"});
  foreign.protocol = catalog::Protocol::infiniband;
  add("foreign", foreign);
  EXPECT_EQ(count().switches, 2);
}

TEST_F(Counting, OneThatBreaksOutToFewerLinksIsNone) {
  auto split = box("Mine", 64, 800, {"open"});
  split.breakouts = {"128x400"};
  add("mine", split);
  EXPECT_EQ(count().switches, 1);  // the like box holds 64 links of 400 Gb/s
}

TEST_F(Counting, AMakerCountsOnce) {
  add("again", box("Theirs", 64, 800, {"open"}));
  EXPECT_EQ(count().switches, 2);
}

TEST_F(Counting, RivalsRunAnOpenSystem) {
  add("closed", box("Closed", 64, 800, {"own"}));
  EXPECT_EQ(count("own").rivals, 2);
  EXPECT_EQ(count("own").rival_licence, 2000.0 * dollar / one_year);
  EXPECT_TRUE(count("open").open_nos);
  EXPECT_FALSE(count("own").open_nos);
}

TEST_F(Counting, MakersOfModulesThatFit) {
  catalog::Optic module;
  module.rate = 800.0 * gbps;
  module.makers = {"A", "B"};
  optics_["fits"] = module;
  module.makers = {"C"};
  module.qualified_only = true;
  optics_["bound"] = module;
  module.qualified_only = false;
  module.rate = 400.0 * gbps;
  optics_["slow"] = module;
  EXPECT_EQ(count().optics, 2);
  optics_["fits"].makers.clear();
  EXPECT_EQ(count().optics, 1);
}

TEST_F(Counting, TheNarrowestTierCounts) {
  Sources wide;
  wide.switches = 5;
  wide.optics = 4;
  wide.rivals = 7;
  Sources narrow;
  narrow.switches = 2;
  narrow.optics = 6;
  narrow.rivals = 3;
  const Sources both = narrower(wide, narrow);
  EXPECT_EQ(both.switches, 2);
  EXPECT_EQ(both.optics, 4);
  EXPECT_EQ(both.rivals, 3);
}

}  // namespace
}  // namespace weft::fabric::sources_test
