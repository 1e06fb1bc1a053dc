// SPDX-License-Identifier: Apache-2.0
#include "weft/io/document.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace weft::io::document_test {
namespace {

struct Parsed {
  Sources sources;
  Diagnostics diagnostics;
  Node root;
};

Parsed read(std::string text) {
  Parsed parsed;
  parsed.sources.push_back({"plan.json", std::move(text)});
  parsed.root = parse(0, parsed.sources, parsed.diagnostics);
  return parsed;
}

std::string cut(const Parsed& parsed, Span at) {
  return parsed.sources.at(at.source).text.substr(at.begin, at.end - at.begin);
}
std::string value_text(const Parsed& parsed, std::string_view path) {
  const Node* const node = find_path(parsed.root, path);
  return node == nullptr ? "(missing)" : cut(parsed, node->at);
}
std::string key_text(const Parsed& parsed, std::string_view path) {
  const Node* const node = find_path(parsed.root, path);
  return node == nullptr ? "(missing)" : cut(parsed, node->key_at);
}

/// The tree without its spans, as JSON without blanks.
std::string dump(const Node& node) {
  if (node.is_object() || node.is_list()) {
    std::string text = node.is_object() ? "{" : "[";
    for (const Node& each : node.items) {
      if (text.size() > 1) text += ',';
      if (node.is_object()) text += '"' + each.key + "\":";
      text += dump(each);
    }
    return text + (node.is_object() ? '}' : ']');
  }
  if (node.is_null()) return "null";
  if (const auto* truth = std::get_if<bool>(&node.value)) return *truth ? "true" : "false";
  if (const auto* count = std::get_if<std::int64_t>(&node.value)) return std::to_string(*count);
  if (const auto* number = std::get_if<double>(&node.value)) return std::to_string(*number);
  return '"' + *node.text() + '"';
}

TEST(Spans, CoverEveryKindOfValueAndItsKey) {
  const auto parsed = read(
      R"({"text": "800 Gb/s", "count":8,"share" : -1.5e-3 , "yes":true,"no": false, "none":null,
 "list": [ 1, "two", [3] ], "object": { "inner": 12 }})");
  ASSERT_TRUE(parsed.diagnostics.items.empty());
  EXPECT_EQ(value_text(parsed, "text"), "\"800 Gb/s\"");
  EXPECT_EQ(value_text(parsed, "count"), "8");
  EXPECT_EQ(value_text(parsed, "share"), "-1.5e-3");
  EXPECT_EQ(value_text(parsed, "yes"), "true");
  EXPECT_EQ(value_text(parsed, "no"), "false");
  EXPECT_EQ(value_text(parsed, "none"), "null");
  EXPECT_EQ(value_text(parsed, "list"), "[ 1, \"two\", [3] ]");
  EXPECT_EQ(value_text(parsed, "list.1"), "\"two\"");
  EXPECT_EQ(value_text(parsed, "list.2"), "[3]");
  EXPECT_EQ(value_text(parsed, "list.2.0"), "3");
  EXPECT_EQ(value_text(parsed, "object"), "{ \"inner\": 12 }");
  EXPECT_EQ(value_text(parsed, "object.inner"), "12");
  EXPECT_EQ(key_text(parsed, "object.inner"), "\"inner\"");
  EXPECT_EQ(key_text(parsed, "share"), "\"share\"");
  EXPECT_EQ(cut(parsed, parsed.root.at), parsed.sources[0].text);
}

TEST(Spans, OfNumbersAreExactWhateverFollows) {
  for (const std::string_view after : {"", " ", "\n", "\r\n", "//c\n", "/*c*/", "\t"}) {
    const auto parsed = read("[12.5" + std::string(after) + ",7" + std::string(after) + "]");
    ASSERT_TRUE(parsed.diagnostics.items.empty()) << after;
    EXPECT_EQ(value_text(parsed, "0"), "12.5");
    EXPECT_EQ(value_text(parsed, "1"), "7");
  }
  const auto alone = read("1e3");
  EXPECT_EQ(cut(alone, alone.root.at), "1e3");
}

TEST(Spans, CoverTextsWithEscapesAndOtherScripts) {
  const auto parsed = read(
      R"({"a\"b": "x\\", "\\": "\"", "é\u00e9": "日本\n", "": "", "e": "\\\"\\", "/*": "//"})");
  ASSERT_TRUE(parsed.diagnostics.items.empty());
  ASSERT_EQ(parsed.root.items.size(), 6U);
  std::vector<std::tuple<std::string, std::string, std::string, std::string>> got;
  for (const Node& each : parsed.root.items) {
    got.emplace_back(each.key, cut(parsed, each.key_at), *each.text(), cut(parsed, each.at));
  }
  EXPECT_EQ(got[0], std::tuple("a\"b", R"("a\"b")", "x\\", R"("x\\")"));
  EXPECT_EQ(got[1], std::tuple("\\", R"("\\")", "\"", R"("\"")"));
  EXPECT_EQ(got[2], std::tuple("éé", R"("é\u00e9")", "日本\n", R"("日本\n")"));
  EXPECT_EQ(got[3], std::tuple("", R"("")", "", R"("")"));
  EXPECT_EQ(got[4], std::tuple("e", R"("e")", "\\\"\\", R"("\\\"\\")"));
  EXPECT_EQ(got[5], std::tuple("/*", R"("/*")", "//", R"("//")"));
}

TEST(Spans, CountBytesAcrossCommentsCarriageReturnsAndAByteOrderMark) {
  const auto parsed = read(
      "\xEF\xBB\xBF// \"first\": 1\r\n{ /* { */ \"a\" /* é\\*/ : // \\\r\n  12 "
      "/*3*/,\r\n\"b\":/**/\"x\"}//\r\n");
  ASSERT_TRUE(parsed.diagnostics.items.empty());
  EXPECT_EQ(value_text(parsed, "a"), "12");
  EXPECT_EQ(key_text(parsed, "a"), "\"a\"");
  EXPECT_EQ(value_text(parsed, "b"), "\"x\"");
  EXPECT_EQ(cut(parsed, parsed.root.at).front(), '{');
  EXPECT_EQ(cut(parsed, parsed.root.at).back(), '}');
}

TEST(Numbers, AreWholeWhileTheyFitAndElseTheNearestDouble) {
  const auto parsed = read(
      "[0, -0, 9223372036854775807, -9223372036854775808, 9223372036854775808, "
      "123456789012345678901234567890, 0.1, 1e308, 4.9e-324, 1E2, -1.5]");
  ASSERT_TRUE(parsed.diagnostics.items.empty());
  const auto& items = parsed.root.items;
  using Limits = std::numeric_limits<std::int64_t>;
  EXPECT_EQ(std::get<std::int64_t>(items[0].value), 0);
  EXPECT_EQ(std::get<std::int64_t>(items[2].value), Limits::max());
  EXPECT_EQ(std::get<std::int64_t>(items[3].value), Limits::min());
  EXPECT_EQ(std::get<double>(items[4].value), 9223372036854775808.0);
  EXPECT_EQ(std::get<double>(items[5].value), 123456789012345678901234567890.0);
  EXPECT_EQ(std::get<double>(items[6].value), 0.1);
  EXPECT_EQ(std::get<double>(items[7].value), 1e308);
  EXPECT_EQ(std::get<double>(items[8].value), 4.9e-324);
  EXPECT_EQ(std::get<double>(items[9].value), 100.0);
  EXPECT_EQ(std::get<double>(items[10].value), -1.5);
}

struct Bad {
  std::string_view text;
  std::string_view code;
  std::string_view part;     // the text under the caret
  std::string_view message;  // part of it
  std::string_view hint;     // part of it
};

void PrintTo(const Bad& bad, std::ostream* out) { *out << bad.text; }

class BadText : public testing::TestWithParam<Bad> {};

TEST_P(BadText, IsExplainedWhereItStands) {
  const Bad& bad = GetParam();
  const auto parsed = read(std::string(bad.text));
  ASSERT_EQ(parsed.diagnostics.items.size(), 1U);
  const Diagnostic& one = parsed.diagnostics.items[0];
  EXPECT_EQ(one.severity, Severity::error);
  EXPECT_EQ(one.code, bad.code) << one.message;
  ASSERT_TRUE(one.at.has_value());
  EXPECT_EQ(cut(parsed, *one.at), bad.part) << one.message;
  EXPECT_NE(one.message.find(bad.message), std::string::npos) << one.message;
  EXPECT_NE(one.hint.find(bad.hint), std::string::npos) << one.hint;
}

INSTANTIATE_TEST_SUITE_P(
    Syntax, BadText,
    testing::Values(
        Bad{"{\"a\" 1}", "WF0101", "1", "expected ':' after the key", ""},
        Bad{"{\"a\" = 1}", "WF0101", "=", "expected ':'", "instead of '='"},
        Bad{"{\"a\": 1]", "WF0101", "]", "'{' of line 1 is still open", "'}' first"},
        Bad{"[\n1}", "WF0101", "}", "'[' of line 1", "']' first"},
        Bad{"{\"a\":}", "WF0101", "}", "a value is missing", ""},
        Bad{"[\"a\": 1]", "WF0101", ":", "inside a list", "{ }"},
        Bad{"{1: 2}", "WF0105", "1", "a key stands in double quotes", "\"1\":"},
        Bad{"}", "WF0101", "}", "expected a value", "begins with '{'"},
        Bad{"{", "WF0102", "", "'{' of line 1 is still open", "'}'"},
        Bad{"{\n\"a\": [1, 2\n\n", "WF0102", "", "'[' of line 2", "']'"},
        Bad{"{\"a\":", "WF0102", "", "still open", ""},
        Bad{"{\"a\"", "WF0102", "", "still open", ""},
        Bad{"{\"a\": 1,", "WF0102", "", "still open", ""},
        Bad{"{\"a\": 1 \"b\": 2}", "WF0103", "\"b\"", "missing before \"b\"", ""},
        Bad{"[1 2]", "WF0103", "2", "missing before '2'", ""},
        Bad{"[[1] [2]]", "WF0103", "[", "missing", ""},
        Bad{"{\"a\": \"the \"best\" one\"}", "WF0103", "best", "expected ','", "\\\""},
        Bad{"{\"a\": 1,}", "WF0104", ",", "nothing after it before '}'", "remove"},
        Bad{"[1, // last\n]", "WF0104", ",", "nothing after it before ']'", "remove"},
        Bad{"[1,,2]", "WF0104", ",", "a value is missing", ""},
        Bad{"{\"a\": 1,,\"b\":2}", "WF0104", ",", "too many", ""},
        Bad{"{'a': 1}", "WF0105", "'a'", "double quotes", "write \"a\""},
        Bad{"{\"a\": 'x y'}", "WF0105", "'x y'", "double quotes", "write \"x y\""},
        Bad{"{a_b: 1}", "WF0105", "a_b", "a key stands in double quotes", "\"a_b\":"},
        Bad{"{\"a\": rail-optimized }", "WF0105", "rail-optimized", "double quotes",
            "\"rail-optimized\""},
        Bad{"{\"a\": 800 Gb/s, \"b\": 1}", "WF0105", "800 Gb/s", "with a unit", "\"800 Gb/s\""},
        Bad{"{\"a\": 5% // share\n}", "WF0105", "5%", "with a unit", "\"5%\""},
        Bad{"{\"a\": 3:1}", "WF0105", "3:1", "with a unit", "\"3:1\""},
        Bad{"{\"a\": 2x}", "WF0105", "2x", "with a unit", "\"2x\""},
        Bad{"{\"a\": $5k}", "WF0105", "$5k", "no plain number", "\"$5k\""},
        Bad{"{\"a\": =x}", "WF0105", "=x", "no plain number", "\"=x\""},
        Bad{"{\"a\": True}", "WF0105", "True", "bare word", "write true"},
        Bad{"[\xE2\x80\x9C"
            "a\xE2\x80\x9D]",
            "WF0105", "\xE2\x80\x9C", "curly", "straight"},
        Bad{"{\"a\": \"x\n}", "WF0106", "\"x", "no closing quote", ""},
        Bad{"{\"a\": \"x", "WF0106", "\"x", "no closing quote", ""},
        Bad{"{\"a", "WF0106", "\"a", "no closing quote", ""},
        Bad{"[\"a\tb\"]", "WF0106", "\t", "U+0009", "\\t"},
        Bad{"[\"\\q\"]", "WF0106", "\\q", "no escape", ""},
        Bad{"[\"\\u12g4\"]", "WF0106", "\\u", "four hexadecimal", ""},
        Bad{"[\"\\ud800\"]", "WF0106", "\\ud800", "surrogate", ""},
        Bad{"[\"\\udc00x\"]", "WF0106", "\\udc00", "surrogate", ""},
        Bad{"[012]", "WF0107", "012", "is no number", "leading 0"},
        Bad{"[+1]", "WF0107", "+1", "is no number", "'+'"},
        Bad{"[.5]", "WF0107", ".5", "is no number", "0.5"},
        Bad{"[1.]", "WF0107", "1.", "is no number", "after the point"},
        Bad{"[0x1F]", "WF0107", "0x1F", "is no number", "decimal"},
        Bad{"[1_000]", "WF0107", "1_000", "is no number", "'_'"},
        Bad{"{\"a\": 1,000}", "WF0107", ",", "without commas", ""},
        Bad{"[1e]", "WF0107", "1e", "is no number", ""},
        Bad{"[-]", "WF0107", "-", "is no number", ""},
        Bad{"[NaN]", "WF0107", "NaN", "no number in JSON", "leave the key out"},
        Bad{"[-Infinity]", "WF0107", "-Infinity", "is no number", "leave the key out"},
        Bad{"{\"a\": 1e999 }", "WF0108", "1e999", "holds 1e999", ""},
        Bad{"[-1e999]", "WF0108", "-1e999", "holds", ""},
        Bad{"[1e-999]", "WF0108", "1e-999", "holds", ""},
        Bad{"[\"\xC3\x28\"]", "WF0111", "\xC3", "not UTF-8 at byte 2", "UTF-8"},
        Bad{"[\"\xED\xA0\x80\"]", "WF0111", "\xED", "not UTF-8", ""},
        Bad{"\xFF\xFE{", "WF0111", "\xFF", "not UTF-8", "UTF-16"},
        Bad{std::string_view("{}\0{", 4), "WF0111", std::string_view("\0", 1), "zero byte", ""},
        Bad{"", "WF0112", "", "is empty", "weft init"},
        Bad{" \n// only this\n", "WF0112", "", "is empty", ""},
        Bad{"{} x", "WF0113", "x", "after the end", ""},
        Bad{"{}\n{}", "WF0113", "{", "after the end", ""},
        Bad{"[1 /* 2]", "WF0115", "/*", "never closed", "*/"},
        Bad{"{ # note\n}", "WF0115", "#", "no comment", "//"},
        Bad{"[1, / 2]", "WF0115", "/", "no comment", "//"},
        Bad{"{\"a\": \xC2\xA0 1}", "WF0105", "\xC2\xA0 1", "no plain number", ""}));

TEST(DuplicateKeys, AreFoundAtTheSecondAndTheFirstIsKept) {
  const auto parsed =
      read("{\n \"a\": 1,\n \"b\": {\"x\": 1, \"\\u0078\": 2},\n \"a\": 3, \"a\": 4}");
  ASSERT_EQ(parsed.diagnostics.items.size(), 3U);
  const auto& inner = parsed.diagnostics.items[0];
  EXPECT_EQ(inner.code, "WF0109");
  EXPECT_EQ(inner.path, "b.x");
  EXPECT_EQ(cut(parsed, *inner.at), "\"\\u0078\"");
  const auto& outer = parsed.diagnostics.items[1];
  EXPECT_EQ(outer.path, "a");
  EXPECT_NE(outer.message.find("\"a\" already stands on line 2"), std::string::npos)
      << outer.message;
  EXPECT_EQ(dump(parsed.root), R"({"a":1,"b":{"x":1}})");
}

TEST(Limits, NestingStopsAtSixtyFourWithoutRecursion) {
  EXPECT_TRUE(read(std::string(64, '[') + std::string(64, ']')).diagnostics.items.empty());
  for (const char bracket : {'[', '{'}) {
    std::string deep;
    for (int i = 0; i < 200'000; ++i) deep += bracket == '[' ? "[" : "{\"a\":";
    const auto parsed = read(deep);
    ASSERT_EQ(parsed.diagnostics.items.size(), 1U);
    EXPECT_EQ(parsed.diagnostics.items[0].code, "WF0110");
    EXPECT_EQ(parsed.diagnostics.items[0].at->begin, bracket == '[' ? 64U : 64U * 5U);
    EXPECT_TRUE(parsed.root.is_null());
  }
}

TEST(Limits, RefuseTextsThatAreTooLong) {
  std::string many = "[0";
  for (std::size_t i = 0; i < most_values; ++i) many += ",0";
  auto parsed = read(many + "]");
  ASSERT_EQ(parsed.diagnostics.items.size(), 1U);
  EXPECT_EQ(parsed.diagnostics.items[0].code, "WF0114");

  std::string wide = "{\"k\":0";
  for (std::size_t i = 0; i < most_members; ++i) wide += ",\"k" + std::to_string(i) + "\":0";
  parsed = read(wide + "}");
  ASSERT_EQ(parsed.diagnostics.items.size(), 1U);
  EXPECT_EQ(parsed.diagnostics.items[0].code, "WF0114");

  parsed = read(std::string(most_bytes + 1, ' '));
  ASSERT_EQ(parsed.diagnostics.items.size(), 1U);
  EXPECT_EQ(parsed.diagnostics.items[0].code, "WF0114");
}

TEST(Limits, EveryBeginningOfATextIsReadOrExplained) {
  const std::string text =
      "// c\n{\"a\\u00e9\": [1.5e3, -2, \"x\\\"\", null], /* d */ \"b\": {\"c\": true}}";
  for (std::size_t size = 0; size < text.size(); ++size) {
    const auto parsed = read(text.substr(0, size));
    ASSERT_EQ(parsed.diagnostics.items.size(), 1U) << text.substr(0, size);
    EXPECT_LE(parsed.diagnostics.items[0].at->end, size);
    EXPECT_NE(parsed.diagnostics.items[0].code, "WF0101") << text.substr(0, size);
  }
  for (std::size_t at = 0; at < text.size(); ++at) {
    for (const char other : {'"', '\'', ',', ']', '{', '\\', '\0', '/', '1', 'e', ' ', '\xFF'}) {
      std::string changed = text;
      changed[at] = other;
      const auto parsed = read(changed);
      for (const auto& each : parsed.diagnostics.items) {
        ASSERT_TRUE(each.at.has_value());
        EXPECT_LE(each.at->begin, each.at->end);
        EXPECT_LE(each.at->end, changed.size());
      }
    }
  }
}

TEST(Limits, AMissingSourceIsTheProgrammersFault) {
  Diagnostics diagnostics;
  EXPECT_THROW((void)parse(1, Sources{}, diagnostics), std::out_of_range);
}

struct Patched {
  std::string_view target, patch, result;
};

// The examples of RFC 7396, appendix A, but for those whose target is a list addressed by position.
TEST(Merge, FollowsTheExamplesOfTheStandard) {
  for (const auto& [target, patch, result] : std::vector<Patched>{
           {R"({"a":"b"})", R"({"a":"c"})", R"({"a":"c"})"},
           {R"({"a":"b"})", R"({"b":"c"})", R"({"a":"b","b":"c"})"},
           {R"({"a":"b"})", R"({"a":null})", R"({})"},
           {R"({"a":"b","b":"c"})", R"({"a":null})", R"({"b":"c"})"},
           {R"({"a":["b"]})", R"({"a":"c"})", R"({"a":"c"})"},
           {R"({"a":"c"})", R"({"a":["b"]})", R"({"a":["b"]})"},
           {R"({"a":{"b":"c"}})", R"({"a":{"b":"d","c":null}})", R"({"a":{"b":"d"}})"},
           {R"({"a":[{"b":"c"}]})", R"({"a":[1]})", R"({"a":[1]})"},
           {R"(["a","b"])", R"(["c","d"])", R"(["c","d"])"},
           {R"({"a":"b"})", R"(["c"])", R"(["c"])"},
           {R"({"a":"foo"})", "null", "null"},
           {R"({"a":"foo"})", R"("bar")", R"("bar")"},
           {R"({"e":null})", R"({"a":1})", R"({"e":null,"a":1})"},
           {R"([1,2])", R"({"a":"b","c":null})", R"({"a":"b"})"},
           {R"({})", R"({"a":{"bb":{"ccc":null}}})", R"({"a":{"bb":{}}})"}}) {
    Node into = read(std::string(target)).root;
    merge(into, read(std::string(patch)).root);
    EXPECT_EQ(dump(into), result) << target << " with " << patch;
  }
}

TEST(Merge, PatchesItemsOfAListByTheirPosition) {
  Node into = read(R"({"l": [{"a": 1}, {"b": 2}, 3]})").root;
  merge(into, read(R"({"l": {"0": {"x": 9}, "2": null}})").root);
  EXPECT_EQ(dump(into), R"({"l":[{"a":1,"x":9},{"b":2}]})");
  merge(into, read(R"({"l": {"7": 1}})").root);
  EXPECT_EQ(dump(into), R"({"l":{"7":1}})");
}

TEST(Merge, WhatWinsBringsItsOwnSpans) {
  Parsed parsed;
  parsed.sources = {{"plan.json", R"({"f": {"switch": "a", "link": "b"}})"},
                    {"over.json", R"({  "f": {"link": "c", "nic": "d"}})"},
                    {"<command line>:--set[1]", "f.switch=12 kW"}};
  parsed.root = parse(0, parsed.sources, parsed.diagnostics);
  merge(parsed.root, parse(1, parsed.sources, parsed.diagnostics));
  Node leaf;
  leaf.value = std::string("12 kW");
  leaf.at = {2, 9, 14};
  merge(parsed.root, at_path("f.switch", leaf));
  EXPECT_TRUE(parsed.diagnostics.items.empty());
  EXPECT_EQ(dump(parsed.root), R"({"f":{"switch":"12 kW","link":"c","nic":"d"}})");
  EXPECT_EQ(value_text(parsed, "f.switch"), "12 kW");
  EXPECT_EQ(find_path(parsed.root, "f.link")->at.source, 1);
  EXPECT_EQ(find_path(parsed.root, "f.link")->key_at.source, 1);
  EXPECT_EQ(value_text(parsed, "f.nic"), "\"d\"");
  EXPECT_EQ(find_path(parsed.root, "f")->at.source, 0);
}

TEST(Paths, FindValuesAndTheNearestEnclosingOne) {
  const auto parsed =
      read(R"({"parts": {"dac-1.6t": {"price": "$1"}, "dac": 2}, "l": [[5, 6]], "": 1})");
  EXPECT_EQ(value_text(parsed, "parts.dac-1.6t.price"), "\"$1\"");
  EXPECT_EQ(value_text(parsed, "parts.\"dac-1.6t\".price"), "\"$1\"");
  EXPECT_EQ(value_text(parsed, "parts.dac"), "2");
  EXPECT_EQ(value_text(parsed, "l.0.1"), "6");
  EXPECT_EQ(find_path(parsed.root, ""), &parsed.root);
  for (const std::string_view missing : {"l.1", "l.0.x", "l.-1", "l.00x", "parts.da", "l.0.1.2"}) {
    EXPECT_EQ(find_path(parsed.root, missing), nullptr) << missing;
  }
  EXPECT_EQ(cut(parsed, locate(parsed.root, "l.0.9")), "[5, 6]");
  EXPECT_EQ(cut(parsed, locate(parsed.root, "parts.dac-1.6t.power.max")), "{\"price\": \"$1\"}");
  EXPECT_EQ(locate(parsed.root, "nothing.here"), parsed.root.at);
}

TEST(Paths, SetOneLeafUnderNamesWithDots) {
  Node leaf;
  leaf.value = std::int64_t{3};
  EXPECT_EQ(dump(at_path("a.b.c", leaf)), R"({"a":{"b":{"c":3}}})");
  EXPECT_EQ(dump(at_path("parts.\"dac-1.6t\".price", leaf)),
            R"({"parts":{"dac-1.6t":{"price":3}}})");
  EXPECT_EQ(dump(at_path("", leaf)), "3");
}

}  // namespace
}  // namespace weft::io::document_test
