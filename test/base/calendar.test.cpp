// SPDX-License-Identifier: Apache-2.0
#include "weft/base/calendar.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace calendar_test {
namespace {

using weft::calendar_month;
using weft::format_month;
using weft::months_between;
using weft::parse_month;

TEST(CalendarMonth, IsReadFromOneFormOnly) {
  EXPECT_EQ(parse_month("2027-01"), calendar_month(2027, 1));
  EXPECT_EQ(parse_month("0001-12"), calendar_month(1, 12));
  for (const char* wrong : {"", "2027", "2027-1", "2027-00", "2027-13", "27-01", "2027-01-01",
                            "2027/01", "2027-0x", " 2027-01", "0000-01", "-027-01"}) {
    EXPECT_FALSE(parse_month(wrong)) << wrong;
  }
}

TEST(CalendarMonth, CountsAcrossYears) {
  EXPECT_EQ(months_between(calendar_month(2026, 11), calendar_month(2027, 2)), 3);
  EXPECT_EQ(calendar_month(2026, 11) + 3, calendar_month(2027, 2));
  EXPECT_EQ(calendar_month(2027, 2) + -3, calendar_month(2026, 11));
  EXPECT_LT(calendar_month(2026, 12), calendar_month(2027, 1));
}

TEST(CalendarMonth, PadsTheYear) { EXPECT_EQ(format_month(calendar_month(7, 3)), "0007-03"); }

RC_GTEST_PROP(CalendarMonthProperty, IsReadBackAsWritten, ()) {
  const auto month = calendar_month(*rc::gen::inRange(1, 9999), *rc::gen::inRange(1, 13));
  RC_ASSERT(parse_month(format_month(month)) == month);
}

}  // namespace
}  // namespace calendar_test
