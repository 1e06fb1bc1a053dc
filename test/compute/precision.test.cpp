// SPDX-License-Identifier: Apache-2.0
#include "weft/compute/precision.hpp"

#include <gtest/gtest.h>

namespace weft::compute::precision_test {
namespace {

catalog::PeakRates without_four_bits() {
  catalog::PeakRates peaks;
  peaks.bf16 = 1e15 * flop / second;
  peaks.fp8 = 2e15 * flop / second;
  return peaks;
}

TEST(PeakRate, SaysWhyThereIsNone) {
  const auto rate = peak_rate(without_four_bits(), Precision::nvfp4);
  ASSERT_FALSE(rate);
  EXPECT_EQ(rate.why().reason, &no_such_rate);
}

TEST(PeakRate, BlockFormatsRunAtTheRateOfTheirWidth) {
  EXPECT_EQ(peak_rate(without_four_bits(), Precision::mxfp8),
            peak_rate(without_four_bits(), Precision::fp8));
}

TEST(Widened, NarrowWeightsRunAtTheNarrowestRateThatHoldsThem) {
  auto peaks = without_four_bits();
  EXPECT_EQ(widened(peaks, Precision::mxfp4), Precision::fp8);
  peaks.fp8.reset();
  EXPECT_EQ(widened(peaks, Precision::mxfp4), Precision::bf16);
  EXPECT_EQ(widened(peaks, Precision::bf16), Precision::bf16);
}

TEST(BytesPerElement, ScalesOfABlockAreCounted) {
  EXPECT_GT(bytes_per_element(Precision::nvfp4), bytes_per_element(Precision::mxfp4));
  EXPECT_GT(bytes_per_element(Precision::mxfp4), bytes_per_element(Precision::fp4));
}

}  // namespace
}  // namespace weft::compute::precision_test
