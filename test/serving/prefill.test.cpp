// SPDX-License-Identifier: Apache-2.0
#include "weft/serving/prefill.hpp"

#include "setting.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace weft::serving::prefill_test {
namespace {

TEST(Prefill, ACachedPromptStillTakesOnePass) {
  const auto pass = prefill(test::server(), {}, 1000.0 * token, 1.0);
  EXPECT_GE(pass.total(), pass_overhead(test::server()));
}

RC_GTEST_PROP(Prefill, CacheHitsNeverSlowItDown, ()) {
  const double hit = 0.01 * *rc::gen::inRange(0, 99);
  const auto time = [&](double share) {
    return prefill(test::server(), {.tensor = 2}, 4000.0 * token, share).total();
  };
  RC_ASSERT(time(hit + 0.01) <= time(hit));
}

RC_GTEST_PROP(Prefill, RisesWithThePrompt, ()) {
  const double input = *rc::gen::inRange(1, 100000);
  const auto time = [&](double tokens) {
    return prefill(test::server(), {}, tokens * token, 0.0).total();
  };
  RC_ASSERT(time(input) <= time(input + 1.0));
}

}  // namespace
}  // namespace weft::serving::prefill_test
