// SPDX-License-Identifier: Apache-2.0
#include "weft/study/attribution.hpp"

#include "weft/study/ranking.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

namespace weft::study::attribution_test {
namespace {

using Measures = std::optional<std::vector<double>>;

TEST(Attribution, ChargesEachSectionWithWhatChangesThen) {
  const std::vector<std::string> sections{"let", "fabrics.backend"};
  const std::vector<Measures> after{{{10.0, 1.0}}, {{12.0, 1.0}}, {{9.0, 4.0}}};
  const auto causes = attribute(sections, [&](std::size_t k) { return after[k]; });
  ASSERT_EQ(causes.size(), 2U);
  EXPECT_EQ(causes[0], (Cause{{"let"}, {2.0, 0.0}}));
  EXPECT_EQ(causes[1], (Cause{{"fabrics.backend"}, {-3.0, 3.0}}));
}

TEST(Attribution, AMixtureThatDoesNotWorkIsChargedWithTheNextSection) {
  const std::vector<std::string> sections{"a", "b", "c"};
  const std::vector<Measures> after{{{1.0}}, std::nullopt, {{5.0}}, {{7.0}}};
  const auto causes = attribute(sections, [&](std::size_t k) { return after[k]; });
  ASSERT_EQ(causes.size(), 2U);
  EXPECT_EQ(causes[0], (Cause{{"a", "b"}, {4.0}}));
  EXPECT_EQ(causes[1], (Cause{{"c"}, {2.0}}));
}

TEST(Attribution, TwoEqualPlansHaveNoCause) {
  EXPECT_TRUE(attribute({}, [](std::size_t) { return Measures{{1.0}}; }).empty());
}

RC_GTEST_PROP(AttributionProperty, PartsAddUpToTheWhole, ()) {
  const auto values = *rc::gen::nonEmpty(rc::gen::arbitrary<std::vector<std::int32_t>>());
  const auto works =
      *rc::gen::container<std::vector<bool>>(values.size(), rc::gen::arbitrary<bool>());
  const std::vector<std::string> sections(values.size() - 1, "s");
  const std::size_t last = values.size() - 1;
  const auto causes = attribute(sections, [&](std::size_t k) -> Measures {
    if (k != 0 && k != last && !works[k]) return std::nullopt;
    return std::vector<double>{static_cast<double>(values[k])};
  });
  double sum = 0.0;
  std::size_t taken = 0;
  for (const Cause& each : causes) {
    sum += each.change[0];
    taken += each.sections.size();
  }
  RC_ASSERT(sum == static_cast<double>(values.back()) - static_cast<double>(values.front()));
  RC_ASSERT(taken == sections.size());
}

TEST(Ranking, WhatWorksAndKeepsItsLimitsStandsFirst) {
  const std::vector<Candidate> all{{true, false, 1.0},
                                   {false, true, 0.5},
                                   {true, true, 3.0},
                                   {true, true, 2.0},
                                   {true, true, std::nullopt}};
  EXPECT_EQ(ranked(all, Better::less), (std::vector<std::size_t>{3, 2, 4, 0, 1}));
  EXPECT_EQ(ranked(all, Better::more), (std::vector<std::size_t>{2, 3, 4, 0, 1}));
}

TEST(Ranking, EqualsKeepTheirOrder) {
  const std::vector<Candidate> all{{true, true, 1.0}, {true, true, 1.0}};
  EXPECT_EQ(ranked(all, Better::less), (std::vector<std::size_t>{0, 1}));
}

}  // namespace
}  // namespace weft::study::attribution_test
