// SPDX-License-Identifier: Apache-2.0
#include "weft/io/diagnostics_text.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace weft::io::diagnostics_text_test {
namespace {

/// The span of the only `part` in the text.
Span span_of(const Sources& sources, std::string_view part, std::uint16_t source = 0) {
  const auto begin = sources.at(source).text.find(part);
  return {source, static_cast<std::uint32_t>(begin),
          static_cast<std::uint32_t>(begin + part.size())};
}

Diagnostic one(const Sources& sources, std::string_view part, std::string message = "message",
               std::string hint = "") {
  return {Severity::error,    "WF0207",        "",
          std::move(message), std::move(hint), span_of(sources, part)};
}

TEST(PositionOf, CountsCodePointsAndTakesATabAsOne) {
  const Sources sources{{"p", "\xEF\xBB\xBF{\r\n\t\"é日\": 1\n}"}};
  EXPECT_EQ(position_of(span_of(sources, "{"), sources), (Position{"p", 1, 1}));
  EXPECT_EQ(position_of(span_of(sources, "\"é日\""), sources), (Position{"p", 2, 2}));
  EXPECT_EQ(position_of(span_of(sources, "1"), sources), (Position{"p", 2, 8}));
  EXPECT_EQ(end_position_of(span_of(sources, "1"), sources), (Position{"p", 2, 9}));
  EXPECT_EQ(position_of(span_of(sources, "}"), sources), (Position{"p", 3, 1}));
  EXPECT_EQ(position_of({0, 900, 901}, sources), (Position{"p", 3, 2}));
}

TEST(Render, PutsACaretUnderTheWholeValue) {
  std::string text(48, '\n');
  text += "    \"link\": \"800 GB/s\",\n";
  const Sources sources{{"plan.json", text}};
  Diagnostics found;
  found.add(one(sources, "\"800 GB/s\"", "'800 GB/s' is 6.4 Tb/s", "did you mean \"800 Gb/s\"?"));
  EXPECT_EQ(render(found, sources),
            "plan.json:49:13: error[WF0207]: '800 GB/s' is 6.4 Tb/s\n"
            "   49 |     \"link\": \"800 GB/s\",\n"
            "      |             ^^^^^^^^^^\n"
            "      = help: did you mean \"800 Gb/s\"?      (weft help WF0207)\n"
            "1 error\n");
}

TEST(Render, MarksTheFirstLineOfALongValueAndTheEndOfAText) {
  const Sources sources{{"plan.json", "{\"a\": {\r\n  \"b\": 1 }\r\n"}};
  Diagnostics found;
  found.add(one(sources, "{\r\n  \"b\": 1 }"));
  found.add({Severity::warning, "WF0102", "", "ends", "", Span{0, 19, 19}});
  EXPECT_EQ(render(found, sources),
            "plan.json:1:7: error[WF0207]: message\n"
            "    1 | {\"a\": {\n"
            "      |       ^\n"
            "      = help: weft help WF0207\n"
            "plan.json:2:11: warning[WF0102]: ends\n"
            "    2 |   \"b\": 1 }\n"
            "      |           ^\n"
            "      = help: weft help WF0102\n"
            "1 error, 1 warning\n");
}

TEST(Render, PointsIntoTheCommandLine) {
  const Sources sources{{"<command line>:--set[2]", "site.pue=12 kW"}};
  Diagnostics found;
  found.add(one(sources, "12 kW", "'12 kW' has the wrong dimension"));
  EXPECT_EQ(render(found, sources),
            "<command line>:--set[2]:1:10: error[WF0207]: '12 kW' has the wrong dimension\n"
            "    1 | site.pue=12 kW\n"
            "      |          ^^^^^\n"
            "      = help: weft help WF0207\n"
            "1 error\n");
}

TEST(Render, OmitsAPlaceThatIsNotKnown) {
  Diagnostics found;
  found.error("WF0604", "", "cannot read x");
  found.error("WF0302", "site.pue", "missing");
  EXPECT_EQ(render(found, {}),
            "error[WF0604]: cannot read x\n"
            "      = help: weft help WF0604\n"
            "error[WF0302]: missing   (at site.pue)\n"
            "      = help: weft help WF0302\n"
            "2 errors\n");
  EXPECT_EQ(render({}, {}), "");
}

TEST(Render, CutsLongLinesAroundTheCaret) {
  const Sources sources{{"p", std::string(500, 'a') + "\"é\"" + std::string(500, 'b')}};
  Diagnostics found;
  found.add(one(sources, "\"é\""));
  RenderOptions narrow;
  narrow.width = 30;
  EXPECT_EQ(render(found, sources, narrow),
            "p:1:501: error[WF0207]: message\n"
            "    1 | …aaaaaaaaaa\"é\"bbbbbbbbbbbbbbbbb…\n"
            "      |            ^^^\n"
            "      = help: weft help WF0207\n"
            "1 error\n");
  narrow.ascii = true;
  EXPECT_EQ(render(found, sources, narrow),
            "p:1:501: error[WF0207]: message\n"
            "    1 | ...aaaaaaaaaa\"?\"bbbbbbbbbbbbbbbbb...\n"
            "      |              ^^^\n"
            "      = help: weft help WF0207\n"
            "1 error\n");
}

TEST(Render, CutsOnlyWhereSomethingIsLeftOut) {
  const Sources sources{{"p", "\n" + std::string(20, 'a') + "X" + std::string(200, 'b')}};
  Diagnostics found;
  found.add(one(sources, "X"));
  RenderOptions narrow;
  narrow.width = 60;
  const std::string text = render(found, sources, narrow);
  EXPECT_NE(text.find("    2 | " + std::string(20, 'a') + "X" + std::string(39, 'b') + "…\n"),
            std::string::npos)
      << text;
}

TEST(Render, AlignsTheCaretUnderTabsAndWideLetters) {
  const Sources sources{{"p", "\t\"日本\": x"}};
  Diagnostics found;
  found.add(one(sources, "x"));
  EXPECT_EQ(render(found, sources),
            "p:1:8: error[WF0207]: message\n"
            "    1 |  \"日本\": x\n"
            "      |          ^\n"
            "      = help: weft help WF0207\n"
            "1 error\n");
}

TEST(Render, LetsNoTextSteerTheTerminal) {
  const Sources sources{{"p", "\"\x1b[31m\xE2\x80\xAE\xFF\""}};
  Diagnostics found;
  found.add(one(sources, "31m", "bad \x1b[0m\x07 name"));
  const std::string text = render(found, sources);
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_NE(text.find("bad ?[0m? name"), std::string::npos);
  EXPECT_NE(text.find("\"?[31m??\""), std::string::npos);
}

TEST(Render, ColorsOnlyWhenAsked) {
  const Sources sources{{"p", "x"}};
  Diagnostics found;
  found.add(one(sources, "x"));
  EXPECT_EQ(render(found, sources).find('\x1b'), std::string::npos);
  RenderOptions colored;
  colored.color = true;
  EXPECT_NE(render(found, sources, colored).find("\x1b[1;31merror[WF0207]\x1b[0m"),
            std::string::npos);
}

TEST(Render, ShowsFiftyAndCountsTheRestErrorsFirst) {
  Diagnostics found;
  for (int i = 0; i < 30; ++i) found.warn("WF0309", "", "doubt " + std::to_string(i));
  for (int i = 0; i < 40; ++i) found.error("WF0301", "", "fault " + std::to_string(i));
  const std::string text = render(found, {});
  EXPECT_NE(text.find("fault 39"), std::string::npos);
  EXPECT_NE(text.find("doubt 9\n"), std::string::npos);
  EXPECT_EQ(text.find("doubt 10"), std::string::npos);
  EXPECT_NE(text.find("... and 20 warnings more\n40 errors, 30 warnings\n"), std::string::npos);
}

TEST(Settle, FindsPlacesSortsAndDropsRepeats) {
  const Sources sources{{"p", R"({"site": {"pue": 0.5, "racks": -1}, "let": {}})"}};
  Diagnostics found;
  const Node root = parse(0, sources, found);
  found.warn("WF0309", "let", "third");
  found.error("WF0203", "site.racks", "second");
  found.error("WF0302", "site.power_price", "enclosing");
  found.error("WF0203", "site.pue", "first");
  found.error("WF0203", "site.pue", "first");
  found.error("WF0604", "", "no place");
  settle(found, root);
  ASSERT_EQ(found.items.size(), 5U);
  EXPECT_EQ(found.items[0].message, "no place");
  EXPECT_FALSE(found.items[0].at);
  EXPECT_EQ(found.items[1].message, "enclosing");
  EXPECT_EQ(found.items[1].at, find_path(root, "site")->at);
  EXPECT_EQ(found.items[2].message, "first");
  EXPECT_EQ(found.items[3].message, "second");
  EXPECT_EQ(found.items[4].message, "third");
  EXPECT_EQ(count_line(found), "4 errors, 1 warning");
  const Diagnostics once = found;
  settle(found, root);
  EXPECT_EQ(found.items, once.items);
}

TEST(RenderJson, SaysTheSameWithBothEnds) {
  const Sources sources{{"plan.json", "{\n \"a\": \"é\"}"}};
  Diagnostics found;
  found.error("WF0604", "", "cannot read \"x\"\xFF");
  found.add(one(sources, "\"é\"", "message", "hint"));
  EXPECT_EQ(render_json(found, sources), R"([
  {
    "severity": "error",
    "code": "WF0604",
    "message": "cannot read \"x\"�"
  },
  {
    "severity": "error",
    "code": "WF0207",
    "message": "message",
    "hint": "hint",
    "file": "plan.json",
    "line": 2,
    "column": 7,
    "end_line": 2,
    "end_column": 10
  }
])");
  EXPECT_EQ(render_json({}, {}), "[]");
}

TEST(RenderGithub, WritesWorkflowCommands) {
  const Sources sources{{"a,b:c.json", "{\n \"a\": 1}"}};
  Diagnostics found;
  found.add(one(sources, "1", "50 % of\nit", "hint"));
  found.add({Severity::note, "WF0410", "", "no price", "", {}});
  EXPECT_EQ(render_github(found, sources),
            "::error file=a%2Cb%3Ac.json,line=2,endLine=2,col=7,endColumn=8,title=WF0207::"
            "50 %25 of%0Ait%0Ahint\n"
            "::notice title=WF0410::no price\n");
}

}  // namespace
}  // namespace weft::io::diagnostics_text_test
