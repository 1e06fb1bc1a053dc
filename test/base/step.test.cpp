// SPDX-License-Identifier: Apache-2.0
#include "weft/base/step.hpp"

#include "weft/base/type_of.hpp"
#include "weft/units/system.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <vector>

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

TEST(Step, AFormulaWithoutArgumentsFillsItsResultsInTheirPlaces) {
  double sum = 0.0;
  std::int64_t count = 0;
  const std::vector<double> values{1.0, 2.0};
  const auto add = [&] {
    for (const double each : values) sum += each;
    count = static_cast<std::int64_t>(values.size());
  };
  Plainly{}(transfer_card, weft::parts(sum, count), add, values);
  EXPECT_EQ(sum, 3.0);
  Recording recording;
  recording(transfer_card, weft::parts(sum, count), add, values);
  ASSERT_EQ(recording.edges().size(), 2U);
  EXPECT_EQ(recording.edges()[0].out.at, &sum);
  EXPECT_EQ(recording.edges()[1].out.at, &count);
  EXPECT_EQ(recording.edges()[1].in.front().at, &values);
}

TEST(Step, InputsMayBeMembersOfAListAndPointersToWhatMayBeMissing) {
  struct Item {
    double one = 1.0;
    std::int64_t two = 2;
  };
  const std::vector<Item> items(2);
  const double* missing = nullptr;
  double out = 0.0;
  const auto second = [](const Item& each, std::size_t at) {
    return at == 1 ? &each.two : nullptr;
  };
  Recording recording;
  recording(
      transfer_card, out, [] {}, weft::across(items, &Item::one), weft::across(items, second),
      missing);
  const auto& in = recording.edges().front().in;
  ASSERT_EQ(in.size(), 3U);
  EXPECT_EQ(in[0].at, &items[0].one);
  EXPECT_EQ(in[1].at, &items[1].one);
  EXPECT_EQ(in[2].at, &items[1].two);
  EXPECT_EQ(in[2].type, &weft::type_of<std::int64_t>());
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
