// SPDX-License-Identifier: Apache-2.0
#include "weft/report/check_bom.hpp"

#include "weft/io/diagnostics_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace weft::report::check_bom_test {
namespace {

using testing::HasSubstr;

/// A published guide: 32 leaves with 16 uplinks each, 8 spines of 32 ports.
constexpr const char* guide = R"({
  "name": "1,024 accelerators",
  "accelerators": 1024,
  "link": "400 Gb/s",
  "leaf": { "count": 32, "down": 32, "up": 16 },
  "spine": { "count": 8, "ports": 32 },
  "oversubscription": 2
})";

std::string said(const CheckedBom& checked) {
  return io::render(checked.faults, checked.sources) + io::render(checked.told, checked.sources);
}

TEST(CheckBom, SaysWhereAndWhatIsNeeded) {
  const CheckedBom checked = check_bom_text("bom.json", guide);
  ASSERT_TRUE(checked.readable()) << said(checked);
  EXPECT_TRUE(checked.impossible());
  EXPECT_THAT(said(checked),
              HasSubstr("bom.json:6:23: error[WF0501]: bom.spine-ports: the leaves have more "
                        "uplinks than the spines have ports for them: uplinks 512, spine ports "
                        "256"));
  EXPECT_THAT(bom_plain(checked),
              HasSubstr("impossible\tbom.spine-ports\tspine.count\t6:23\t512\t256\t"));
}

TEST(CheckBom, TellsWhatIsHiddenAsAWarning) {
  const CheckedBom checked = check_bom_text("bom.json", R"({
  "endpoints": 256,
  "link": "800 Gb/s",
  "bisection": "204.8 Tb/s"
})");
  EXPECT_FALSE(checked.impossible());
  EXPECT_THAT(said(checked), HasSubstr("4:16: warning[WF0502]: bom.injection-as-bisection"));
  EXPECT_THAT(bom_json(checked), HasSubstr(R"("verdict": "hides")"));
}

TEST(CheckBom, ASwitchIsLookedUp) {
  const CheckedBom checked = check_bom_text("bom.json", R"({
  "link": "100 Gb/s",
  "leaf": { "switch": "sn5600", "count": 8, "breakout": "512x100" },
  "nic": "connectx-7"
})");
  ASSERT_TRUE(checked.readable()) << said(checked);
  EXPECT_THAT(said(checked), HasSubstr("bom.breakout"));
  EXPECT_THAT(said(checked), HasSubstr("ports counted on 512, legal at that rate 256"));
}

TEST(CheckBom, PartsOfTwoProtocolsDoNotJoin) {
  const CheckedBom checked = check_bom_text("bom.json", R"({
  "link": "400 Gb/s",
  "leaf": { "switch": "sn5600", "count": 8, "down": 64, "up": 64 },
  "spine": { "switch": "qm9700", "count": 8 }
})");
  EXPECT_THAT(said(checked), HasSubstr("bom.protocol"));
}

TEST(CheckBom, AnUnknownKeyOrPartIsAFaultOfTheFile) {
  const CheckedBom key = check_bom_text("bom.json", R"({ "leaf": { "cuont": 8 } })");
  EXPECT_FALSE(key.readable());
  EXPECT_THAT(said(key), HasSubstr("did you mean `count`?"));
  const CheckedBom part = check_bom_text("bom.json", R"({ "leaf": { "switch": "sn5601" } })");
  EXPECT_FALSE(part.readable());
  EXPECT_THAT(said(part), HasSubstr("WF0304"));
  EXPECT_FALSE(check_bom_text("bom.json", "{").readable());
}

TEST(CheckBom, ASoundBillIsClean) {
  const CheckedBom checked = check_bom_text("bom.json", R"({ "leaf": { "count": 32, "up": 16 },
                                      "spine": { "count": 16, "ports": 32 } })");
  EXPECT_TRUE(checked.told.items.empty()) << said(checked);
  EXPECT_THAT(bom_json(checked), HasSubstr(R"("verdict": "clean")"));
  EXPECT_EQ(bom_table(checked, {}), "nothing in this bill speaks against it\n");
}

}  // namespace
}  // namespace weft::report::check_bom_test
