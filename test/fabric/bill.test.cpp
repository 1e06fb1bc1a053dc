// SPDX-License-Identifier: Apache-2.0
#include "weft/fabric/bill.hpp"

#include "weft/base/type_of.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace weft::fabric::bill_test {
namespace {

PartLine any_line() {
  return {*rc::gen::inRange<std::int64_t>(0, 10000),
          static_cast<double>(*rc::gen::inRange(0, 100000)) * dollar,
          static_cast<double>(*rc::gen::inRange(0, 3000)) * watt, 1.0};
}
FabricParts any_parts() {
  FabricParts parts{
      .leaf = any_line(), .spine = any_line(), .core = any_line(), .nics = any_line()};
  for (const auto line : detail::module_lines) parts.*line = any_line();
  for (const auto line : detail::cable_lines) parts.*line = any_line();
  return parts;
}

RC_GTEST_PROP(FabricCapex, IsLinearInPrice, ()) {
  auto parts = any_parts();
  const Extras extras{0.03, 0.02, 0.05};
  const auto before = fabric_capex(parts, extras);
  parts.nics.price *= 2.0;
  for (const auto line : detail::box_lines) (parts.*line).price *= 2.0;
  for (const auto line : detail::module_lines) (parts.*line).price *= 2.0;
  for (const auto line : detail::cable_lines) (parts.*line).price *= 2.0;
  RC_ASSERT(fabric_capex(parts, extras).total() == 2.0 * before.total());
}

RC_GTEST_PROP(FabricCapex, TermsAddUpToTheTotal, ()) {
  const auto capex = fabric_capex(any_parts(), {0.03, 0.02, 0.05});
  Money sum{};
  for (const Row& each : fields<FabricCapex>) {
    if (each.computed) continue;
    auto copy = capex;
    sum += *static_cast<const Money*>(each.at(&copy));
  }
  RC_ASSERT(sum == capex.total());
}

RC_GTEST_PROP(FabricPower, DoesNotDependOnPrice, ()) {
  auto parts = any_parts();
  const auto before = fabric_power(parts);
  parts.leaf.price = {};
  RC_ASSERT(fabric_power(parts) == before);
  RC_ASSERT(before.total() == before.boxes + before.modules + before.nics);
}

TEST(SpareCount, RoundsUpToWholePieces) {
  EXPECT_EQ(spare_count(100, 0.03), 3);
  EXPECT_EQ(spare_count(101, 0.03), 4);
  EXPECT_EQ(spare_count(0, 0.03), 0);
  EXPECT_EQ(spare_count(7, 0.0), 0);
}

/// Every member is one of the lines that prices, powers and spares are summed over.
TEST(FabricParts, HasNoLineThatIsLeftOut) {
  constexpr std::size_t lines =
      detail::box_lines.size() + detail::module_lines.size() + detail::cable_lines.size() + 1;
  static_assert(sizeof(FabricParts) == lines * sizeof(PartLine));
  FabricParts parts;
  std::int64_t modules = 0;
  for (const auto line : detail::module_lines) {
    parts.*line = {.count = ++modules, .price = dollar, .power = watt};
  }
  EXPECT_EQ(module_count(parts), modules * (modules + 1) / 2);
  EXPECT_EQ(fabric_capex(parts, {}).modules, static_cast<double>(module_count(parts)) * dollar);
  EXPECT_EQ(fabric_power(parts).modules, static_cast<double>(module_count(parts)) * watt);
}

}  // namespace
}  // namespace weft::fabric::bill_test
