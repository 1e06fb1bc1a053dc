// SPDX-License-Identifier: Apache-2.0
#include "training_calibration.hpp"
#include "training_case.hpp"
#include "weft/io/library.hpp"
#include "weft/report/trust.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

namespace weft::report::trust_training_test {
namespace {

std::vector<io::Node> published(io::Sources& sources) {
  Diagnostics diagnostics;
  return trust_rows("rows", *io::shipped_text("reference/training-published"), sources,
                    diagnostics);
}

struct Family {
  double rows = 0.0;
  double error = 0.0;
};

TEST(TrustTraining, StepTimesOfAllPublishedRowsLieWithinFivePercentOnAverage) {
  io::Sources sources;
  const TrustReport report = trust(published(sources));
  std::map<std::string, Family> families;
  Family all;
  double inside = 0.0;
  for (const TrustLine& each : report.lines) {
    if (each.metric != "step_time_s") continue;
    ASSERT_TRUE(each.unsupported.empty()) << each.id << ": " << each.unsupported;
    Family& family = families[each.technology];
    for (Family* to : {&family, &all}) {
      to->rows += 1.0;
      to->error += std::fabs(each.error);
    }
    inside += each.pass ? 1.0 : 0.0;
  }
  EXPECT_EQ(all.rows, 339.0);
  EXPECT_LE(all.error / all.rows, 0.05);
  for (const auto& [name, of] : families) {
    if (of.rows >= 5.0) {
      EXPECT_LE(of.error / of.rows, 0.10) << name;
    }
  }
  EXPECT_GE(inside / all.rows, 0.75);
  EXPECT_LE(inside / all.rows, 0.90);
}

TEST(TrustTraining, NoPublishedJobThatRanIsSaidNotToFit) {
  io::Sources sources;
  std::size_t skipped = 0;
  const auto& fit = shipped_training_fit();
  const auto cases = training_cases(published(sources), fit, skipped);
  EXPECT_EQ(skipped, 0U);
  for (const TrainingCase& each : cases) {
    if (each.is_auto) continue;
    const auto held = memory_of(each, fit);
    ASSERT_TRUE(held) << each.id;
    EXPECT_LE(held->total(), *each.accelerator.memory.usable) << each.id;
  }
}

TEST(TrustTraining, TheShippedFitStatesErrorsForAllThatItMayBeAsked) {
  const auto& fit = shipped_training_fit();
  for (const char* band : {"known_dense", "known_experts", "new_software_dense",
                           "new_software_experts", "new_accelerator", "unknown_split"}) {
    const catalog::FitBand* found = fit.bands.find(band);
    ASSERT_TRUE(found) << band;
    EXPECT_LT(found->low, 1.0);
    EXPECT_GT(found->high, 1.0);
  }
  EXPECT_LE(fit.errors.mean, 0.05);
  EXPECT_LE(fit.errors.left_out, 0.095);
  EXPECT_NE(fit.kernels.find("other"), nullptr);
  EXPECT_NE(fit.stacks.find("other"), nullptr);
}

TEST(TrustTraining, SoftwareIsToldByTheWordsOfItsDescription) {
  const auto& fit = shipped_training_fit();
  EXPECT_EQ(stack_of(fit, "NVIDIA-NeMo/Megatron-Bridge docs, 26.04 NeMo Container"),
            "megatron_bridge");
  EXPECT_EQ(stack_of(fit, "NVIDIA-NeMo/Megatron-Bridge docs, 26.08 NeMo Container"),
            "megatron_bridge_2026");
  EXPECT_EQ(stack_of(fit, "somebody's own cluster"), "other");
}

}  // namespace
}  // namespace weft::report::trust_training_test
