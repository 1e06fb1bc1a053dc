// SPDX-License-Identifier: Apache-2.0
#include "weft/io/files.hpp"

#include "weft/io/document.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace weft::io::files_test {
namespace {

namespace fs = std::filesystem;

class Files : public testing::Test {
 protected:
  void SetUp() override {
    const auto* const test = testing::UnitTest::GetInstance()->current_test_info();
    folder_ = fs::path(testing::TempDir()) / (std::string("weft_files_") + test->name());
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  void TearDown() override {
    fs::permissions(folder_, fs::perms::owner_all);
    fs::remove_all(folder_);
  }
  [[nodiscard]] std::string path(const std::string& name) const {
    return (folder_ / name).string();
  }
  [[nodiscard]] std::string content(const std::string& name) const {
    std::ifstream in(path(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  void expect_one(const std::string& code, const std::string& part) const {
    ASSERT_EQ(diagnostics_.items.size(), 1U);
    EXPECT_EQ(diagnostics_.items[0].code, code);
    EXPECT_NE(diagnostics_.items[0].message.find(part), std::string::npos)
        << diagnostics_.items[0].message;
  }
  [[nodiscard]] std::size_t entries() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder_), {}));
  }
  fs::path folder_;
  Diagnostics diagnostics_;
};

TEST_F(Files, AreReadByteForByte) {
  const std::string text("{\r\n\0\xFF}", 6);
  ASSERT_TRUE(write_file(path("plan.json"), text, diagnostics_));
  EXPECT_EQ(read_file(path("plan.json"), diagnostics_), text);
  EXPECT_TRUE(diagnostics_.items.empty());
}

TEST_F(Files, ThatAreEmptyAreEmptyTexts) {
  ASSERT_TRUE(write_file(path("plan.json"), "", diagnostics_));
  const auto text = read_file(path("plan.json"), diagnostics_);
  ASSERT_EQ(text, "");
  const Sources sources{{"plan.json", *text}};
  (void)parse(0, sources, diagnostics_);
  expect_one("WF0112", "empty");
}

TEST_F(Files, ThatAreMissingNameTheNearestOne) {
  ASSERT_TRUE(write_file(path("plan.json"), "{}", diagnostics_));
  EXPECT_FALSE(read_file(path("paln.json"), diagnostics_));
  expect_one("WF0604", "there is no such file");
  EXPECT_EQ(diagnostics_.items[0].hint, "did you mean `" + path("plan.json") + "`?");
}

TEST_F(Files, InAFolderThatIsMissingHaveNoNearestOne) {
  EXPECT_FALSE(read_file(path("none/plan.json"), diagnostics_));
  expect_one("WF0604", "there is no such file");
  EXPECT_EQ(diagnostics_.items[0].hint, "");
}

TEST_F(Files, ThatAreDirectoriesAreRefused) {
  EXPECT_FALSE(read_file(folder_.string(), diagnostics_));
  expect_one("WF0604", "it is a directory");
}

TEST_F(Files, WithoutPermissionAreRefused) {
  ASSERT_TRUE(write_file(path("plan.json"), "{}", diagnostics_));
  fs::permissions(path("plan.json"), fs::perms::none);
  if (std::ifstream(path("plan.json"))) GTEST_SKIP() << "this user may read everything";
  EXPECT_FALSE(read_file(path("plan.json"), diagnostics_));
  expect_one("WF0604", "ermission");
}

TEST_F(Files, OfFiftyMegabytesAreRefusedUnread) {
  std::ofstream(path("plan.json")) << "{";
  fs::resize_file(path("plan.json"), 50'000'000);
  EXPECT_FALSE(read_file(path("plan.json"), diagnostics_));
  expect_one("WF0114", "16 MiB");
}

TEST_F(Files, WithoutAnEndAreReadToTheLimit) {
  EXPECT_FALSE(read_file("/dev/zero", diagnostics_));
  expect_one("WF0114", "16 MiB");
}

TEST_F(Files, OfTheLargestSizeAreRead) {
  std::istringstream in(std::string(most_bytes, ' '));
  EXPECT_EQ(read_stream(in, "<stdin>", diagnostics_)->size(), most_bytes);
  std::istringstream longer(std::string(most_bytes + 1, ' '));
  EXPECT_FALSE(read_stream(longer, "<stdin>", diagnostics_));
  expect_one("WF0114", "<stdin>");
}

TEST_F(Files, AreReplacedAsAWholeAndKeepTheirMode) {
  std::ofstream(path("result.json")) << "old and longer";
  const auto mode = fs::perms::owner_read | fs::perms::owner_write;
  fs::permissions(path("result.json"), mode);
  ASSERT_TRUE(write_file(path("result.json"), "new", diagnostics_));
  EXPECT_EQ(content("result.json"), "new");
  EXPECT_EQ(fs::status(path("result.json")).permissions(), mode);
  EXPECT_EQ(entries(), 1U);
}

TEST_F(Files, BehindALinkAreReplacedAndTheLinkStays) {
  std::ofstream(path("real.json")) << "old";
  fs::create_symlink("real.json", path("link.json"));
  ASSERT_TRUE(write_file(path("link.json"), "new", diagnostics_));
  EXPECT_TRUE(fs::is_symlink(path("link.json")));
  EXPECT_EQ(content("real.json"), "new");
  EXPECT_EQ(entries(), 2U);
}

TEST_F(Files, ThatCannotBeWrittenLeaveNothingBehind) {
  EXPECT_FALSE(write_file(path("none/result.json"), "new", diagnostics_));
  EXPECT_FALSE(write_file(folder_.string(), "new", diagnostics_));
  ASSERT_EQ(diagnostics_.items.size(), 2U);
  EXPECT_EQ(diagnostics_.items[0].code, "WF0605");
  EXPECT_NE(diagnostics_.items[1].message.find("it is a directory"), std::string::npos);
  EXPECT_EQ(entries(), 0U);
}

TEST_F(Files, ThatAreDevicesAreWrittenDirectly) {
  EXPECT_TRUE(write_file("/dev/null", "new", diagnostics_));
  EXPECT_FALSE(fs::is_regular_file("/dev/null"));
  EXPECT_FALSE(write_file("/dev/full", "new", diagnostics_));
  expect_one("WF0605", "/dev/full");
}

}  // namespace
}  // namespace weft::io::files_test
