// SPDX-License-Identifier: Apache-2.0
#include "weft/io/nearest.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace weft::io::nearest_test {
namespace {

using Names = std::vector<std::string_view>;

TEST(EditDistance, CountsInsertionsDeletionsChangesAndSwaps) {
  EXPECT_EQ(edit_distance("", ""), 0U);
  EXPECT_EQ(edit_distance("", "abc"), 3U);
  EXPECT_EQ(edit_distance("abc", ""), 3U);
  EXPECT_EQ(edit_distance("swich", "switch"), 1U);
  EXPECT_EQ(edit_distance("swithc", "switch"), 1U);
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);
  EXPECT_EQ(edit_distance("ca", "abc"), 3U);
}

TEST(EditDistance, TakesCapitalsAndDashesAsTheSame) {
  EXPECT_EQ(edit_distance("Front-End", "front_end"), 0U);
}

TEST(Nearest, GivesUpToThreeNamesNearestFirst) {
  const Names names{"switch", "switches", "spine_switch", "nos", "nic", "link"};
  EXPECT_EQ(nearest("swich", names), (Names{"switch"}));
  EXPECT_EQ(nearest("swithces", names), (Names{"switches"}));
  EXPECT_EQ(nearest("nis", names), (Names{"nic", "nos"}));
  EXPECT_TRUE(nearest("bandwidth", names).empty());
  const Names many{"aab", "aac", "aad", "aae"};
  EXPECT_EQ(nearest("aaa", many), (Names{"aab", "aac", "aad"}));
  EXPECT_EQ(nearest("aaa", many, 1), (Names{"aab"}));
}

TEST(Nearest, DoesNotDependOnTheOrderOfTheNames) {
  EXPECT_EQ(nearest("aaa", Names{"aac", "aab", "aac"}), (Names{"aab", "aac"}));
}

TEST(Nearest, OffersNamesThatBeginWithTheText) {
  EXPECT_EQ(nearest("sn56", Names{"sn5600", "sn4600"}), (Names{"sn5600"}));
  EXPECT_EQ(nearest("llama", Names{"llama-3.1-405b", "deepseek-v3"}), (Names{"llama-3.1-405b"}));
  EXPECT_EQ(nearest("bandwidth_per", Names{"bandwidth_per_accelerator"}),
            (Names{"bandwidth_per_accelerator"}));
}

TEST(Nearest, SharesNothingWithAWordOfOtherLetters) {
  EXPECT_TRUE(nearest("x", Names{"y"}).empty());
  EXPECT_TRUE(nearest("", Names{"y"}).empty());
  EXPECT_TRUE(nearest("y", Names{""}).empty());
  EXPECT_TRUE(nearest(std::string(1'000'000, 'y'), Names{"y"}).empty());
}

TEST(DidYouMean, IsOneQuestion) {
  EXPECT_EQ(did_you_mean("latncy", Names{"latency", "bandwidth"}), "did you mean `latency`?");
  EXPECT_EQ(did_you_mean("nis", Names{"nic", "nos"}), "did you mean `nic` or `nos`?");
  EXPECT_EQ(did_you_mean("aaa", Names{"aab", "aac", "aad"}), "did you mean `aab`, `aac` or `aad`?");
  EXPECT_EQ(did_you_mean("zzz", Names{"aab"}), "");
}

}  // namespace
}  // namespace weft::io::nearest_test
