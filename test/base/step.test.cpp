// SPDX-License-Identifier: Apache-2.0
#include "weft/base/step.hpp"

#include "weft/base/type_of.hpp"
#include "weft/units/system.hpp"

#include <gtest/gtest.h>

#include <cstdint>

namespace step_test {
namespace {

using weft::Formula;
using weft::Plainly;
using weft::Recording;

inline constexpr Formula transfer_card{"test.transfer", "S/B", "definition"};

constexpr weft::Time transfer(weft::Bytes size, weft::Bandwidth rate) { return size / rate; }

template <class Step>
weft::Time run(Step&& step, const weft::Bytes& size, const weft::Bandwidth& rate) {
  weft::Time out{};
  step(transfer_card, out, transfer, size, rate);
  return out;
}

TEST(Step, GivesTheSamePlainlyAndRecorded) {
  const weft::Bytes size = 6.0 * weft::byte;
  const weft::Bandwidth rate = 2.0 * weft::byte / weft::second;
  Recording recording;
  EXPECT_EQ(run(Plainly{}, size, rate), 3.0 * weft::second);
  EXPECT_EQ(run(recording, size, rate), 3.0 * weft::second);
}

TEST(Step, RecordsTheArgumentsOfTheCall) {
  const weft::Bytes size = 6.0 * weft::byte;
  const weft::Bandwidth rate = 2.0 * weft::byte / weft::second;
  Recording recording;
  weft::Time out{};
  recording(transfer_card, out, transfer, size, rate);
  ASSERT_EQ(recording.edges().size(), 1U);
  const auto& edge = recording.edges().front();
  EXPECT_EQ(edge.card, &transfer_card);
  EXPECT_EQ(edge.out.at, &out);
  EXPECT_EQ(edge.out.type, &weft::type_of<weft::Time>());
  ASSERT_EQ(edge.in.size(), 2U);
  EXPECT_EQ(edge.in[0].at, &size);
  EXPECT_EQ(edge.in[1].at, &rate);
}

TEST(Step, IsConstexprWhenTheFormulaIs) {
  constexpr double doubled = [] {
    double out = 0.0;
    Plainly{}(
        transfer_card, out, [](double x) { return 2.0 * x; }, 4.0);
    return out;
  }();
  static_assert(doubled == 8.0);
}

}  // namespace
}  // namespace step_test
