// SPDX-License-Identifier: Apache-2.0
// Each file in fixtures/ is a plan with a fault, NAME.expect what is said of it: place, severity,
// code and message, the help below. NAME.flags holds flags of the command line, one a line.
// WEFT_BLESS=1 in the environment writes the expectations anew; the difference is then reviewed.
#include "../plan/tried.hpp"
#include "weft/io/codes.hpp"
#include "weft/io/walk.hpp"
#include "weft/report/answer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace diagnostics_test {
namespace {

namespace fs = std::filesystem;
const fs::path folder = fs::path(WEFT_ROOT) / "test" / "diagnostics" / "fixtures";

std::string slurp(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> plans() {
  std::vector<std::string> names;
  for (const auto& each : fs::directory_iterator(folder)) {
    if (each.path().extension() == ".json") names.push_back(each.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

weft::io::Overrides flags(const std::string& name) {
  weft::io::Overrides made;
  std::istringstream lines(slurp(folder / (name + ".flags")));
  for (std::string line; std::getline(lines, line);) {
    const auto value = line.substr(std::min(line.find(' ') + 1, line.size()));
    if (line.starts_with("--set ")) made.settings.push_back(value);
    if (line.starts_with("--variant ")) made.variant = value;
    if (line.starts_with("--overlay ")) made.overlays.push_back((folder / value).string());
  }
  return made;
}

/// "--today 2027-01-31": by what waivers are judged.
weft::report::GateWish gate_wish(const std::string& name) {
  weft::report::GateWish made;
  std::istringstream lines(slurp(folder / (name + ".flags")));
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("--today ")) made.today = weft::parse_date(line.substr(8));
  }
  return made;
}

/// Paths of this machine do not belong into an expectation.
std::string local(std::string text) {
  const std::string prefix = folder.string() + "/";
  for (auto at = text.find(prefix); at != text.npos; at = text.find(prefix)) {
    text.erase(at, prefix.size());
  }
  return text;
}

std::string report(const tried::Tried& made, const std::string& file) {
  std::string text;
  for (const auto& each : weft::io::flatten(made.loaded.diagnostics, made.loaded.sources)) {
    const char* severity = each.severity == weft::Severity::error     ? "error"
                           : each.severity == weft::Severity::warning ? "warning"
                                                                      : "note";
    if (each.begin) {
      const std::string source = local(std::string(each.begin->source));
      if (source != file) text += source + ":";
      text += std::to_string(each.begin->line) + ":" + std::to_string(each.begin->column);
    } else {
      text += "-";
    }
    text += " " + std::string(severity) + "[" + each.code + "] " + local(each.message) + "\n";
    if (!each.hint.empty()) text += "    = " + local(each.hint) + "\n";
  }
  if (!made.good()) return text;
  text += made.outcome().plan.feasible == 1.0 ? "evaluated\n" : "evaluated: not feasible\n";
  weft::io::walk(
      weft::type_of<weft::plan::Outcome>(), &made.outcome(), "", [&](const weft::io::Place& place) {
        const bool own = !place.why || !place.why->reason;
        if (own || made.outcome().plan.feasible == 1.0) return;
        if (place.path.ends_with(".size") || place.path.ends_with(".run") ||
            place.path.ends_with(".service")) {
          text += "    " + place.path + ": " + std::string(place.why->reason->text) + "\n";
        }
      });
  return text;
}

class Fixture : public testing::TestWithParam<std::string> {};

TEST_P(Fixture, SaysWhatIsExpected) {
  const std::string name = GetParam();
  const fs::path plan = folder / (name + ".json");
  auto made = tried::file(plan.string(), flags(name));
  if (made.scenario) {  // gates are read once the plan holds together
    made.loaded = weft::report::check(plan.string(), flags(name), gate_wish(name)).loaded;
    if (made.loaded.diagnostics.has_errors()) made.evaluated.reset();
  }
  const std::string said = report(made, name + ".json");
  const fs::path expected = folder / (name + ".expect");
  if (std::getenv("WEFT_BLESS")) std::ofstream(expected, std::ios::binary) << said;
  EXPECT_EQ(said, slurp(expected)) << made.said();
  for (const auto& each : made.loaded.diagnostics.items) {
    EXPECT_TRUE(weft::io::find_code(each.code)) << each.code;
    EXPECT_FALSE(each.message.empty());
  }
}

INSTANTIATE_TEST_SUITE_P(Plans, Fixture, testing::ValuesIn(plans()),
                         [](const auto& each_info) { return each_info.param; });

TEST(Fixtures, AreMany) { EXPECT_GE(plans().size(), 60U); }

TEST(Fixtures, MakeEveryCodeOfReadingAndResolvingFire) {
  // What a plan alone cannot cause, and where it is tried instead.
  const std::set<std::string, std::less<>> elsewhere{
      "WF0114",  // too large: BigFile below
      "WF0311",  // renamed keys: no key of the plan was renamed yet; test/io/reader.test.cpp
      "WF0601", "WF0603", "WF0605", "WF0607",  // command line and output: test/golden
      "WF0609",                                // columns: test/report/compare.test.cpp
      "WF0604",                                // files: below
      "WF0610", "WF0611",                      // revisions and saved results: test/golden
      "WF0501", "WF0502",                      // bills of materials: test/report
      "WF0708", "WF0709", "WF0710",            // results: test/report/ci_reports.test.cpp
      "WF0711", "WF0801", "WF0802", "WF0804",  // what changed, locks, actuals: test/golden
      "WF0901"};                               // a fault inside Weft
  std::set<std::string> fired;
  for (const std::string& name : plans()) {
    std::istringstream lines(slurp(folder / (name + ".expect")));
    for (std::string line; std::getline(lines, line);) {
      const auto open = line.find("[WF");
      if (open != line.npos && !line.starts_with("    ")) fired.insert(line.substr(open + 1, 6));
    }
  }
  for (const auto& page : weft::io::all_codes()) {
    if (elsewhere.contains(page.code)) continue;
    EXPECT_TRUE(fired.contains(std::string(page.code))) << page.code << ": " << page.title;
  }
}

// --- files ---------------------------------------------------------------------------------------

class Files : public testing::Test {
 protected:
  void SetUp() override {
    folder_ =
        fs::temp_directory_path() /
        ("weft-diagnostics-" + std::to_string(::testing::UnitTest::GetInstance()->random_seed()) +
         "-" + ::testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  [[nodiscard]] static std::string only(const weft::io::Loaded& loaded) {
    if (loaded.diagnostics.items.size() != 1)
      return std::to_string(loaded.diagnostics.items.size()) + " diagnostics";
    const auto& one = loaded.diagnostics.items.front();
    return one.code + " " + one.message;
  }
  fs::path folder_;
};

TEST_F(Files, BigFileIsRefusedUnread) {
  const fs::path path = folder_ / "big.json";
  {
    std::ofstream out(path, std::ios::binary);
    const std::string line(1024, ' ');
    for (int i = 0; i < 50 * 1024; ++i) out << line;
  }
  EXPECT_THAT(only(weft::io::load(path.string())), testing::HasSubstr("more than 16 MiB"));
}

TEST_F(Files, ADirectoryIsNoPlan) {
  EXPECT_THAT(only(weft::io::load(folder_.string())), testing::HasSubstr("it is a directory"));
}

TEST_F(Files, AMissingFileIsSaidWithTheNearestName) {
  std::ofstream(folder_ / "plan.json") << "{}";
  const auto loaded = weft::io::load((folder_ / "paln.json").string());
  EXPECT_THAT(only(loaded), testing::HasSubstr("there is no such file"));
  EXPECT_THAT(loaded.diagnostics.items.front().hint, testing::HasSubstr("plan.json"));
}

TEST_F(Files, AFileWithoutPermissionIsSaid) {
  const fs::path path = folder_ / "secret.json";
  std::ofstream(path) << "{}";
  fs::permissions(path, fs::perms::none);
  if (std::ifstream(path).good()) GTEST_SKIP() << "this user may read everything";
  EXPECT_THAT(only(weft::io::load(path.string())), testing::HasSubstr("cannot read"));
}

TEST_F(Files, AMissingOverlayIsSaid) {
  const auto loaded =
      weft::io::load((folder / "two_variants.json").string(),
                     {.variant = {}, .overlays = {"no/such/overlay.json"}, .settings = {}});
  EXPECT_EQ(loaded.diagnostics.items.front().code, "WF0604");
}

TEST_F(Files, MissingPartsAndPricesAreSaid) {
  const fs::path path = folder_ / "plan.json";
  std::ofstream(path)
      << R"({ "weft": 1, "uses": { "catalog": ["builtin", "parts.json"], "prices": "book.json" },
  "clusters": { "main": { "node": "dgx-h100", "count": 1 } } })";
  const auto loaded = weft::io::load(path.string());
  ASSERT_EQ(loaded.diagnostics.items.size(), 2U);
  for (const auto& each : loaded.diagnostics.items) EXPECT_EQ(each.code, "WF0604");
}

// --- texts that no fixture file should hold ------------------------------------------------------

std::string codes(const weft::io::Loaded& loaded) {
  std::string text;
  for (const auto& each : loaded.diagnostics.items) text += (text.empty() ? "" : " ") + each.code;
  return text;
}

TEST(Text, ManyThousandsOfBracketsAreRefused) {
  EXPECT_EQ(codes(weft::io::load_text("plan.json", std::string(1'000'000, '['))), "WF0110");
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "{\"a\":";
  EXPECT_EQ(codes(weft::io::load_text("plan.json", deep)), "WF0110");
}

TEST(Text, EveryPrefixOfAPlanIsReadWithoutFault) {
  const std::string plan = slurp(fs::path(WEFT_ROOT) / "examples" / "minimal.json");
  for (std::size_t size = 0; size < plan.size(); size += 7) {
    const auto loaded = weft::io::load_text("plan.json", plan.substr(0, size));
    EXPECT_TRUE(loaded.diagnostics.has_errors()) << size;
  }
}

TEST(Text, ASettingAsDeepAsATowerIsRefused) {
  std::string path = "a";
  for (int i = 0; i < 100'000; ++i) path += ".a";
  const auto loaded = weft::io::load_text(
      "plan.json", "{}", {.variant = {}, .overlays = {}, .settings = {path + "=1"}});
  EXPECT_EQ(codes(loaded).substr(0, 6), "WF0602");
}

}  // namespace
}  // namespace diagnostics_test
