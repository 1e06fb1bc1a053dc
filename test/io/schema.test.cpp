// SPDX-License-Identifier: Apache-2.0
#include "weft/io/schema.hpp"

#include "toy.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

namespace schema_test {
namespace {

using testing::HasSubstr;
using weft::type_of;

std::string text() { return weft::io::schema_text(type_of<toy::Plan>(), "toy", "toy.json"); }

TEST(Schema, IsTheSameEachTime) { EXPECT_EQ(text(), text()); }

TEST(Schema, SaysUnitsWordsAndNeeds) {
  const std::string made = text();
  EXPECT_THAT(made, HasSubstr("\"one direction, per accelerator [Gb/s]\""));
  EXPECT_THAT(made, HasSubstr("[\"scale-out\", \"front-end\", \"out-of-band\"]"));
  EXPECT_THAT(made, HasSubstr("\"x-unit\": \"Tb/s\""));
  EXPECT_THAT(made, HasSubstr("\"required\": [\"kind\", \"x\", \"y\"]"));
}

TEST(Schema, AValidatorAgreesWithTheReader) {
  ASSERT_EQ(std::system("python3 -c 'from jsonschema import Draft202012Validator'"), 0)
      << "python3-jsonschema is missing: scripts/install-packages test";
  const std::vector<std::string> good{
      R"({})",
      R"({"x-mine": 1, "clusters": {"a": {"count": 3, "price": "$1 to $2", "x-y": 0}}})",
      R"({"traffic": {"input": "4 tok", "cost": {"by_month": {"2027-01": "$3"}}}})",
      R"({"traffic": {"input": {"mean": "4 tok"}, "cost": {"is": "$3", "basis": "guess"}}})",
      R"({"fabrics": {"f": {"role": "front-end", "topology": "tree", "switch": "auto"}}})",
      R"({"fabrics": {"f": {"role": "front-end", "topology": {"kind": "torus", "x": 1, "y": 1}}}})"};
  const std::vector<std::string> bad{
      R"({"nam": 1})",
      R"({"clusters": {"A": {"count": 1}}})",
      R"({"clusters": {"a": {}}})",
      R"({"clusters": {"a": {"count": -1}}})",
      R"({"fabrics": {"f": {"role": "front"}}})",
      R"({"traffic": {"peak_to_mean": [1]}})",
      R"({"fabrics": {"f": {"role": "front-end", "topology": {"x": 1}}}})"};
  const std::string folder = testing::TempDir() + "weft_schema_test_";
  std::ofstream(folder + "schema.json") << text();
  std::ofstream lines(folder + "plans.ndjson");
  std::string expected;
  for (const auto& [plans, is_good] : {std::pair{good, true}, std::pair{bad, false}}) {
    for (const std::string& each : plans) {
      lines << each << "\n";
      expected += is_good ? '1' : '0';
      EXPECT_EQ(toy::Read(each).diagnostics.has_errors(), !is_good) << each;
    }
  }
  lines.close();
  std::ofstream(folder + "check.py")
      << "import json, sys\nfrom jsonschema import Draft202012Validator as V\n"
         "schema = json.load(open(sys.argv[1] + 'schema.json'))\nV.check_schema(schema)\n"
         "print(''.join('01'[V(schema).is_valid(json.loads(each))]\n"
         "              for each in open(sys.argv[1] + 'plans.ndjson')), end='',\n"
         "      file=open(sys.argv[1] + 'answers', 'w'))\n";
  ASSERT_EQ(std::system(("python3 " + folder + "check.py " + folder).c_str()), 0);
  std::string answers;
  std::ifstream(folder + "answers") >> answers;
  EXPECT_EQ(answers, expected);
}

TEST(Schema, APathIsDocumented) {
  const std::string made =
      weft::io::document_path(type_of<toy::Plan>(), "fabrics.*.budget.bandwidth");
  EXPECT_EQ(made,
            "fabrics.*.budget.bandwidth\n"
            "  one direction, per accelerator\n"
            "  type      quantity, such as \"100 Gb/s\"\n"
            "  unit      Gb/s\n"
            "  range     0 Gb/s .. 800 Gb/s\n");
  EXPECT_EQ(weft::io::document_path(type_of<toy::Plan>(), "fabrics.*.budgit"), "");
}

TEST(Schema, MembersAndDefaultsAreListed) {
  const std::string fabric = weft::io::document_path(type_of<toy::Plan>(), "fabrics.backend");
  EXPECT_THAT(fabric, HasSubstr("what it carries (needed)"));
  EXPECT_THAT(weft::io::document_path(type_of<toy::Plan>(), "traffic.peak_to_mean"),
              HasSubstr("default   1\n"));
  EXPECT_THAT(weft::io::document_path(type_of<toy::Plan>(), "clusters.a.growth"),
              HasSubstr("0 %/yr\"   (definition)"));
  EXPECT_THAT(weft::io::document_path(type_of<toy::Plan>(), "fabrics.*.topology"),
              HasSubstr("a ring in each direction"));
}

}  // namespace
}  // namespace schema_test
