// SPDX-License-Identifier: Apache-2.0
#include "weft/io/codes.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <string>

namespace weft::io::codes_test {
namespace {

TEST(Codes, AreFourDigitsInAscendingOrder) {
  const auto pages = all_codes();
  ASSERT_FALSE(pages.empty());
  for (std::size_t i = 0; i < pages.size(); ++i) {
    const std::string code(pages[i].code);
    EXPECT_EQ(code.size(), 6U) << code;
    EXPECT_EQ(code.substr(0, 2), "WF") << code;
    EXPECT_TRUE(std::all_of(code.begin() + 2, code.end(), [](char c) {
      return c >= '0' && c <= '9';
    })) << code;
    if (i > 0) {
      EXPECT_LT(pages[i - 1].code, pages[i].code);
    }
  }
}

TEST(Codes, EachSayWhatAndWhyWithExamples) {
  for (const CodePage& each : all_codes()) {
    EXPECT_FALSE(each.title.empty()) << each.code;
    EXPECT_EQ(each.what.back(), '.') << each.code;
    EXPECT_EQ(each.why.back(), '.') << each.code;
    EXPECT_NE(each.title.back(), '.') << each.code;
    if (each.code < "WF0900") {
      EXPECT_FALSE(each.right.empty()) << each.code;
    }
  }
}

TEST(Codes, AreFoundHoweverTheyAreTyped) {
  ASSERT_NE(find_code("WF0207"), nullptr);
  EXPECT_EQ(find_code("WF0207")->code, "WF0207");
  EXPECT_EQ(find_code("wf0207"), find_code("WF0207"));
  EXPECT_EQ(find_code("0207"), find_code("WF0207"));
  for (const auto* unknown : {"", "WF", "WF9999", "207", "XX0207", "WF02077"}) {
    EXPECT_EQ(find_code(unknown), nullptr) << unknown;
  }
}

TEST(HelpPage, IsFoldedAtEightyColumns) {
  const std::string page = help_page(*find_code("WF0109"));
  EXPECT_EQ(page,
            "WF0109  A key stands twice\n"
            "\n"
            "what    The same key stands twice in one object. The first one is kept for\n"
            "        further checks.\n"
            "why     JSON leaves open which one counts, so a plan may mean two things.\n"
            "\n"
            "wrong   { \"count\": 8, \"count\": 16 }\n"
            "right   { \"count\": 16 }\n");
  for (const CodePage& each : all_codes()) {
    std::istringstream lines(help_page(each));
    for (std::string line; std::getline(lines, line);) {
      EXPECT_LE(line.size(), 100U) << line;
      EXPECT_TRUE(line.empty() || line.back() != ' ') << line;
    }
  }
}

}  // namespace
}  // namespace weft::io::codes_test
