// SPDX-License-Identifier: Apache-2.0
// What the network between prefill and decode does to requests.
#include "setting.hpp"
#include "weft/serving/goodput.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace weft::serving::handover_test {
namespace {

constexpr Bandwidth usual = 5e10 * byte / second;

Loaded ready(Bandwidth rate, double overlap = 0.0) {
  return *loaded(test::server(), test::apart(rate, overlap), test::uneven_chat);
}

TEST(Handover, TogetherThereIsNone) {
  const auto of = *loaded(test::server(), test::deployed().layout, test::chat);
  EXPECT_EQ(of.transfer, Time{});
  EXPECT_EQ(of.links, Time{});
}

TEST(Handover, IsBytesOverTheLinksOfTheNarrowerGroup) {
  const auto layout = test::apart(usual);
  const auto server = test::server();
  const Bytes cache = sequence_cache(server.model, server.formats, test::chat.input);
  EXPECT_DOUBLE_EQ(ratio(ready(usual).transfer, cache / (2.0 * usual)), 1.0);
  EXPECT_EQ(std::min(layout.prefill.tensor(), layout.decode.tensor()), 2.0);
}

TEST(Handover, NoMoreIsHiddenThanThePrefillTakes) {
  const auto slow = ready(1e-4 * usual, 1.0);
  EXPECT_NEAR(ratio(slow.transfer + slow.prompt.total(), slow.links), 1.0, 1e-12);
  EXPECT_EQ(ready(usual, 1.0).transfer, Time{});
}

TEST(Handover, LinksThatAreTooSlowBoundTheRequests) {
  const auto slow = ready(1e-4 * usual);
  const auto most = goodput(slow, {});
  ASSERT_TRUE(most);
  EXPECT_LE(ratio(*most, 1.0 / slow.links), 1.0);
  EXPECT_LT(*most, *goodput(ready(usual), {}));
}

RC_GTEST_PROP(Handover, ASlowerNetworkNeverImprovesAnything, ()) {
  const double factor = 0.01 * *rc::gen::inRange(1, 100);
  const double overlap = 0.1 * *rc::gen::inRange(0, 10);
  const auto fast = ready(usual, overlap);
  const auto slow = ready(factor * usual, overlap);
  RC_ASSERT(slow.transfer >= fast.transfer);
  RC_ASSERT(slow.longer.p95 >= fast.longer.p95);
  const Limits limits{.ttft_p95 = 2.0 * second, .tpot_p95 = 50e-3 * second};
  const auto more = goodput(fast, limits);
  const auto less = goodput(slow, limits);
  RC_ASSERT(more);
  RC_ASSERT((!less || *less <= *more * (1.0 + 1e-5)));
}

RC_GTEST_PROP(Exchange, WiderThanADomainASlowerNetworkIsNeverFaster, ()) {
  const double factor = 0.01 * *rc::gen::inRange(1, 100);
  const auto wide = [](double share) {
    auto on = test::part();
    on.scale_out_rate = share * *on.scale_out_rate;
    Layout layout;
    layout.decode = {.accelerators = 32, .data = 2};
    return *loaded(test::server(on), layout, test::chat);
  };
  const auto fast = wide(1.0);
  const auto slow = wide(factor);
  RC_ASSERT(step_time(slow.step, 64.0).total() > step_time(fast.step, 64.0).total());
  RC_ASSERT(slow.prompt.total() > fast.prompt.total());
}

}  // namespace
}  // namespace weft::serving::handover_test
