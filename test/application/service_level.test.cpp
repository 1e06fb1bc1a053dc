// SPDX-License-Identifier: Apache-2.0
#include "weft/application/service_level.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <stdexcept>

namespace weft::application::service_level_test {
namespace {

const Frequency arrivals = 100.0 / (30.0 * one_minute);
const Time handling = 3.0 * one_minute;

TEST(ServiceLevel, WithoutEnoughServersThereIsNone) {
  EXPECT_FALSE(service_level(9, arrivals, handling, one_minute));
  EXPECT_THROW((void)service_level(10, arrivals, Time{}, one_minute), std::domain_error);
}
TEST(ServersNeeded, AreTheFewestThatKeepTheTarget) {
  const ServiceTarget target{.wait = one_minute, .within = 0.8, .occupancy = 0.85, .absent = 0.3};
  const ServersNeeded needed = servers_needed(arrivals, handling, target);
  const auto kept = service_level(needed.present, arrivals, handling, target.wait);
  EXPECT_GE(kept->within, 0.8);
  EXPECT_LE(kept->occupancy, 0.85);
  const auto fewer = service_level(needed.present - 1, arrivals, handling, target.wait);
  EXPECT_TRUE(!fewer || fewer->within < 0.8 || fewer->occupancy > 0.85);
  EXPECT_GE(0.7 * static_cast<double>(needed.employed), static_cast<double>(needed.present));
}
TEST(ServersNeeded, RefusesATargetThatNobodyKeeps) {
  EXPECT_THROW((void)servers_needed(arrivals, handling, {.within = 1.0}), std::domain_error);
  EXPECT_THROW((void)servers_needed(arrivals, handling, {.absent = 1.0}), std::domain_error);
  EXPECT_THROW((void)servers_needed(arrivals, handling, {.occupancy = 0.0}), std::domain_error);
}
RC_GTEST_PROP(ServiceLevel, MoreServersNeverServeLess, ()) {
  const int servers = *rc::gen::inRange(11, 60);
  const auto few = service_level(servers, arrivals, handling, one_minute);
  const auto more = service_level(servers + 1, arrivals, handling, one_minute);
  RC_ASSERT(more->within >= few->within);
  RC_ASSERT(more->waiting <= few->waiting);
}

}  // namespace
}  // namespace weft::application::service_level_test
