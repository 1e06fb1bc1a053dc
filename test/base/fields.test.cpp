// SPDX-License-Identifier: Apache-2.0
#include "weft/base/type_of.hpp"
#include "weft/units/system.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace test {

enum class Colour : std::uint8_t { red, green };
struct Cable {
  weft::Length length = 2.0 * weft::metre;
  std::int64_t count = 3;
  [[nodiscard]] weft::Length total() const { return count * length; }
};
struct Fibre {
  double loss = 0.5;
};
using Wire = std::variant<Cable, Fibre>;
struct Everything {
  bool truth = false;
  std::int64_t count = 0;
  double ratio = 0.0;
  weft::Bandwidth rate{};
  weft::PerPeriod growth{};
  weft::CalendarMonth month{};
  std::string text;
  Colour colour{};
  Cable cable;
  std::optional<double> maybe;
  std::vector<Cable> list;
  weft::Named<Cable> map;
  weft::Monthly<weft::Money> monthly;
  Wire wire;
  weft::Feasible<double> feasible;
};

}  // namespace test

namespace weft {

template <>
inline constexpr auto words<test::Colour> = std::array{Case{"red", "warm"}, Case{"green", "cool"}};
template <>
inline constexpr auto fields<test::Cable> =
    std::array{row<&test::Cable::length>("length", "of one").in("m").between(0.0, 1e4),
               row<&test::Cable::count>("count", "how many").required(),
               row<&test::Cable::total>("total", "of all").metric(Over::sum, Better::less)};
template <>
inline constexpr std::string_view type_name<test::Cable> = "cable";
template <>
inline constexpr auto fields<test::Fibre> = std::array{row<&test::Fibre::loss>("loss", "a share")};
template <>
inline constexpr auto words<test::Wire> = std::array{Case{"cable", ""}, Case{"fibre", ""}};
template <>
inline constexpr auto fields<test::Everything> =
    std::array{row<&test::Everything::truth>("truth", ""),
               row<&test::Everything::count>("count", ""),
               row<&test::Everything::ratio>("ratio", ""),
               row<&test::Everything::rate>("rate", "").in("Gb/s"),
               row<&test::Everything::growth>("growth", ""),
               row<&test::Everything::month>("month", ""),
               row<&test::Everything::text>("text", "").only_label(),
               row<&test::Everything::colour>("colour", ""),
               row<&test::Everything::cable>("cable", ""),
               row<&test::Everything::maybe>("maybe", ""),
               row<&test::Everything::list>("list", ""),
               row<&test::Everything::map>("map", ""),
               row<&test::Everything::monthly>("monthly", ""),
               row<&test::Everything::wire>("wire", ""),
               row<&test::Everything::feasible>("feasible", "")};

static_assert(describes_all<test::Cable>() && describes_all<test::Fibre>());
static_assert(describes_all<test::Everything>());
static_assert(!describes_all<test::Everything, 1>());

}  // namespace weft

namespace {

using test::Cable;
using test::Everything;
using weft::Shape;
using weft::Type;
using weft::type_of;

const Type& member(std::string_view name) {
  for (const auto& each : type_of<Everything>().rows()) {
    if (each.name == name) return each.type();
  }
  throw std::out_of_range("no such member");
}
void* address(Everything& whole, std::string_view name) {
  for (const auto& each : type_of<Everything>().rows()) {
    if (each.name == name) return each.at(&whole);
  }
  return nullptr;
}

TEST(FieldTable, KnowsTheShapeOfEachMember) {
  EXPECT_EQ(member("truth").shape, Shape::truth);
  EXPECT_EQ(member("count").shape, Shape::count);
  EXPECT_EQ(member("ratio").shape, Shape::ratio);
  EXPECT_EQ(member("rate").shape, Shape::quantity);
  EXPECT_EQ(member("growth").shape, Shape::growth);
  EXPECT_EQ(member("month").shape, Shape::month);
  EXPECT_EQ(member("text").shape, Shape::text);
  EXPECT_EQ(member("colour").shape, Shape::choice);
  EXPECT_EQ(member("cable").shape, Shape::record);
  EXPECT_EQ(member("maybe").shape, Shape::optional);
  EXPECT_EQ(member("list").shape, Shape::list);
  EXPECT_EQ(member("map").shape, Shape::map);
  EXPECT_EQ(member("monthly").shape, Shape::monthly);
  EXPECT_EQ(member("wire").shape, Shape::variant);
  EXPECT_EQ(member("feasible").shape, Shape::feasible);
  EXPECT_EQ(member("rate").dimension, weft::dimension_of<weft::Bandwidth>);
  EXPECT_EQ(member("monthly").dimension, weft::dimension_of<weft::Money>);
  EXPECT_EQ(member("cable").name, "cable");
}

TEST(FieldTable, ReadsAndWritesNumbersThroughTheRow) {
  Everything whole;
  for (const char* name : {"count", "ratio", "rate", "growth"}) {
    member(name).set(address(whole, name), 7.0);
    EXPECT_EQ(member(name).get(address(whole, name)), 7.0) << name;
  }
  EXPECT_EQ(whole.rate, 7.0 * weft::byte / weft::second);
  EXPECT_EQ(whole.growth.fraction, 7.0);
}

TEST(FieldTable, ComputesARowWithoutAMember) {
  const Cable cable{4.0 * weft::metre, 5};
  const auto& total = type_of<Cable>().rows()[2];
  EXPECT_TRUE(total.computed);
  EXPECT_EQ(total.value(&cable), 20.0);
  EXPECT_EQ(total.dimension, weft::dimension_of<weft::Length>);
  EXPECT_TRUE(total.is_metric);
  EXPECT_EQ(total.over_time, weft::Over::sum);
}

TEST(FieldTable, KeepsWhatTheBuildersSaid) {
  const auto rows = type_of<Cable>().rows();
  EXPECT_EQ(rows[0].shown, "m");
  EXPECT_EQ(rows[0].range.most, 1e4);
  EXPECT_EQ(rows[1].need, weft::Need::required);
  EXPECT_EQ(rows[0].need, weft::Need::defaulted);
}

TEST(FieldTable, MakesAndFindsTheChildrenOfContainers) {
  Everything whole;
  const auto make = [&](std::string_view name, std::string_view key) {
    return member(name).make(address(whole, name), key);
  };
  *static_cast<double*>(make("maybe", "")) = 2.0;
  EXPECT_EQ(whole.maybe, 2.0);
  static_cast<Cable*>(make("list", ""))->count = 9;
  EXPECT_EQ(whole.list.at(0).count, 9);
  static_cast<Cable*>(make("map", "long"))->count = 8;
  EXPECT_EQ(whole.map.find("long")->count, 8);
  EXPECT_EQ(member("map").find(address(whole, "map"), "short"), nullptr);
  EXPECT_NE(member("map").find(address(whole, "map"), "long"), nullptr);
  *static_cast<weft::Money*>(make("monthly", "2027-03")) = 5.0 * weft::dollar;
  EXPECT_EQ(whole.monthly.at(weft::calendar_month(2027, 3)), 5.0 * weft::dollar);
  *static_cast<double*>(make("feasible", "")) = 3.0;
  EXPECT_EQ(*whole.feasible, 3.0);
  std::string keys;
  member("map").each(address(whole, "map"), &keys,
                     [](void* seen, std::string_view key, const void*) {
                       *static_cast<std::string*>(seen) += key;
                     });
  EXPECT_EQ(keys, "long");
}

TEST(FieldTable, PicksWordsAndKinds) {
  Everything whole;
  member("colour").pick(address(whole, "colour"), 1);
  EXPECT_EQ(whole.colour, test::Colour::green);
  EXPECT_EQ(member("colour").cases()[1].word, "green");
  auto* wire = address(whole, "wire");
  member("wire").pick(wire, 1);
  EXPECT_EQ(member("wire").index(wire), 1U);
  EXPECT_EQ(&member("wire").alternative(1), &type_of<test::Fibre>());
  EXPECT_EQ(static_cast<test::Fibre*>(member("wire").held(wire))->loss, 0.5);
}

}  // namespace
