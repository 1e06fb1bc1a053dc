// SPDX-License-Identifier: Apache-2.0
#include "../reference_rows.hpp"
#include "weft/study/plan_variance.hpp"

#include <optional>

namespace weft::study::reference_test {
namespace {

using test::Json;

std::optional<double> maybe(const Json& in, const char* key) {
  return in.contains(key) ? std::optional(in[key].get<double>()) : std::nullopt;
}

/// Units of the textbooks (pounds of material, hours of labour) stand for accelerators.
MonthOfWork month(const Json& in) {
  return {in["usd"].get<double>() * dollar, in["units"], maybe(in, "utilisation"),
          maybe(in, "work")};
}

const test::Predictors predictors{{"study.plan-variance", [](const Json& in) {
                                     const PlanVariance made =
                                         month_variance(month(in["planned"]), month(in["actual"]));
                                     return Json{{"volume", made.volume.value()},
                                                 {"performance", made.performance.value()},
                                                 {"utilisation", made.utilisation.value()},
                                                 {"price", made.price.value()},
                                                 {"total", made.total().value()}};
                                   }}};

class StudyReference : public testing::TestWithParam<Json> {};

TEST_P(StudyReference, IsReproduced) { test::check_row(GetParam(), predictors); }

INSTANTIATE_TEST_SUITE_P(Rows, StudyReference, testing::ValuesIn(test::reference_rows("study")),
                         test::row_name);

TEST(StudyReference, ProvesItsFormula) {
  for (const Json& each : test::reference_rows("study")) {
    EXPECT_EQ(each["kind"], plan_variance_card.id) << each["id"];
  }
}

}  // namespace
}  // namespace weft::study::reference_test
