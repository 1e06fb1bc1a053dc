// SPDX-License-Identifier: Apache-2.0
#include "weft/io/library.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace library_test {
namespace {

namespace io = weft::io;

/// A library with the parts of a text laid over it.
struct Shelf {
  explicit Shelf(std::string parts = "{}") {
    sources.push_back({"parts.json", std::move(parts)});
    node = io::parse(0, sources, diagnostics);
    library.use_parts(node, "parts", diagnostics);
  }
  io::Sources sources;
  weft::Diagnostics diagnostics;
  io::Library library{sources};
  io::Node node;
};

TEST(Library, KnowsWhatIsShipped) {
  const Shelf shelf;
  EXPECT_TRUE(shelf.library.known("switch", "sn5600"));
  EXPECT_FALSE(shelf.library.known("switch", "sn5601"));
  EXPECT_FALSE(shelf.library.known("swich", "sn5600"));
  const auto names = shelf.library.names("switch");
  EXPECT_TRUE(std::is_sorted(names.begin(), names.end()));
  EXPECT_GT(names.size(), 10U);
}

TEST(Library, APartIsLaidOverTheRecordFieldByField) {
  Shelf shelf(R"({ "sn5600": { "kind": "switch", "price": "$1" } })");
  weft::catalog::Catalogue catalogue;
  weft::Notes notes;
  shelf.library.require("switch", "sn5600", catalogue, notes, shelf.diagnostics);
  const auto* made = catalogue.switches.find("sn5600");
  ASSERT_NE(made, nullptr);
  EXPECT_EQ(made->price->value(), 1.0);
  EXPECT_FALSE(made->ports.empty());
}

TEST(Library, ANodeBringsItsAccelerator) {
  Shelf shelf;
  weft::catalog::Catalogue catalogue;
  weft::Notes notes;
  shelf.library.require("node", "dgx-h100", catalogue, notes, shelf.diagnostics);
  EXPECT_EQ(catalogue.nodes.size(), 1U);
  EXPECT_GE(catalogue.accelerators.size(), 1U);
  EXPECT_FALSE(shelf.diagnostics.has_errors());
}

TEST(Library, APriceBookPricesWhatItNames) {
  Shelf shelf;
  ASSERT_TRUE(shelf.library.use_book("list-2026h2"));
  EXPECT_FALSE(shelf.library.use_book("list-1999"));
  weft::catalog::Catalogue catalogue;
  weft::Notes notes;
  shelf.library.require("node", "dgx-h100", catalogue, notes, shelf.diagnostics);
  EXPECT_TRUE(catalogue.nodes.find("dgx-h100")->price);
}

TEST(Library, OwnPartsAreReadEvenWhenNothingNamesThem) {
  Shelf shelf(R"({ "mine": { "kind": "switch", "prise": "$1" } })");
  weft::catalog::Catalogue catalogue;
  weft::Notes notes;
  shelf.library.require_own(catalogue, notes, shelf.diagnostics);
  EXPECT_TRUE(shelf.diagnostics.has_errors());
}

}  // namespace
}  // namespace library_test
