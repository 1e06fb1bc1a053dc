// SPDX-License-Identifier: Apache-2.0
#include "weft/fabric/role.hpp"

#include "weft/base/type_of.hpp"
#include "weft/fabric/traffic.hpp"

#include <gtest/gtest.h>

namespace weft::fabric::role_test {
namespace {

constexpr Bandwidth one = byte / second;

TEST(Role, EveryFlowOfADomainStaysInIt) {
  for (const Flow flow : {Flow::tensor, Flow::context, Flow::pipeline, Flow::data, Flow::expert}) {
    EXPECT_EQ(home(flow, false, true), Role::scale_up);
    EXPECT_EQ(home(flow, false, false), Role::scale_out);
    EXPECT_EQ(home(flow, true, false), Role::inference);
  }
}

TEST(Role, EveryFallEndsAtTheFrontEnd) {
  for (const Role role : {Role::scale_out, Role::inference, Role::storage, Role::out_of_band}) {
    Role at = role;
    while (const auto next = next_role(at)) at = *next;
    EXPECT_EQ(at, Role::front_end);
  }
  EXPECT_FALSE(next_role(Role::front_end));
  EXPECT_FALSE(next_role(Role::scale_up));
}

TEST(Flows, MembersStandInTheOrderOfTheWords) {
  for (std::size_t i = 0; i < flow_count; ++i) {
    EXPECT_EQ(fields<Flows>[i].name, words<Flow>[i].word);
    Flows flows;
    flows[static_cast<Flow>(i)] = one;
    EXPECT_EQ(fields<Flows>[i].at(&flows), &flows[static_cast<Flow>(i)]);
    EXPECT_EQ(flows.total(), one);
  }
}

TEST(LinkLoad, TrunksOfOneTierDoNotExist) {
  const auto load = link_load({.peak = one, .rate = 4.0 * one, .balancing = 0.5}, {.tiers = 1});
  EXPECT_EQ(load.trunk, 0.0);
  EXPECT_EQ(load.worst(), 0.25);
}

TEST(LinkLoad, TaperFillsTrunksFirst) {
  const Design flat{.tiers = 2, .oversubscription = 1.0};
  const Design tapered{.tiers = 2, .oversubscription = 3.0};
  const LinkDemand ask{.peak = one, .rate = 4.0 * one};
  EXPECT_EQ(link_load(ask, flat).worst(), 0.25);
  EXPECT_EQ(link_load(ask, tapered).worst(), 0.75);
}

TEST(ClassRate, NeverFallsBelowTheGuarantee) {
  for (double others = 0.0; others < 20.0; others += 1.0) {
    const auto rate = class_rate(10.0 * one, 0.4, others * one);
    EXPECT_GE(rate, 4.0 * one);
    EXPECT_LE(rate, 10.0 * one);
  }
}

TEST(Margin, RefusesALimitOfZero) {
  EXPECT_THROW((void)margin(1.0, 0.0, Better::more), std::domain_error);
}

}  // namespace
}  // namespace weft::fabric::role_test
