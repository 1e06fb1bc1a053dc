// SPDX-License-Identifier: Apache-2.0
// What holds for every diff, over all examples and over plans made at random.
#include "diff_checks.hpp"

namespace weft::report::diff_test {
namespace {

TEST(Diff, APlanAgainstItselfIsEmptyForEveryShippedPlanAndVariant) {
  for (const char* each : {"minimal", "ai-factory", "full", "network-options"}) {
    const std::string plan = root + "/examples/" + each + ".json";
    const Diff made = between(plan, plan);
    ASSERT_TRUE(made.read()) << each;
    ASSERT_GT(made.equal_metrics, 100U) << each;
    expect_empty(made);
    for (const std::string& variant : made.head.answer.loaded.variants) {
      expect_empty(between(plan + "#" + variant, plan + "#" + variant));
    }
  }
}

TEST(Diff, NothingChangesWhateverIsLaidOverBothSides) {
  for (std::uint64_t i = 0; i < 20; ++i) {
    const int count = between_ends(1, i, 1, 200);
    const int price = between_ends(2, i, 10'000, 900'000);
    const Diff made = between(minimal, minimal,
                              {"clusters.main.count=" + std::to_string(count),
                               "parts={\"dgx-h100\": {\"kind\": \"node\", \"price\": \"$" +
                                   std::to_string(price) + "\"}}"});
    ASSERT_TRUE(made.read());
    expect_empty(made);
  }
}

TEST(Diff, CausesAndShownRowsAddUp) {
  for (std::uint64_t i = 0; i < 8; ++i) {
    const Diff made = some_change(i);
    ASSERT_EQ(made.inputs.size(), 3U);
    expect_sums(made);
  }
}

}  // namespace
}  // namespace weft::report::diff_test
