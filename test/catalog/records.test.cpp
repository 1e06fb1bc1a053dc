// SPDX-License-Identifier: Apache-2.0
#include "weft/base/type_of.hpp"
#include "weft/catalog/accelerator.hpp"
#include "weft/catalog/llm.hpp"
#include "weft/catalog/nic.hpp"
#include "weft/catalog/node.hpp"
#include "weft/catalog/optic.hpp"
#include "weft/catalog/price.hpp"
#include "weft/catalog/switch.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string_view>
#include <vector>

namespace weft::catalog::records_test {
namespace {

template <class... S>
struct Structs {};
using Parts = Structs<Accelerator, Node, Switch, Asic, Nic, Optic, Llm, PriceFact, Nos, PriceBook>;
using All = Structs<About, PeakRates, Memory, ScaleUp, HostLink, Achieved, AcceleratorPower,
                    Accelerator, LatentAttention, Experts, Window, Llm, NicPower, Nic, NodePorts,
                    NodePower, NodeStorage, Node, Optic, PriceFact, BookPrice, PriceBook,
                    SwitchPorts, Cages, SwitchPower, Switch, Asic, Nos>;

template <class... S>
std::vector<std::string_view> names(Structs<S...>) {
  return {type_name<S>...};
}

template <class S>
constexpr bool names_are_keys() {
  return std::ranges::all_of(fields<S>, [](const Row& each) {
    return !each.name.empty() && std::ranges::all_of(each.name, [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
  });
}
template <class S>
constexpr bool names_differ() {
  return std::ranges::all_of(fields<S>, [](const Row& each) {
    return std::ranges::count(fields<S>, each.name, &Row::name) == 1;
  });
}
template <class S>
constexpr bool quantities_show_a_unit() {
  return std::ranges::all_of(fields<S>, [](const Row& each) {
    return each.dimension == Dimension{} || !each.shown.empty();
  });
}
template <class S>
constexpr bool at_most_one_bare() {
  return std::ranges::count(fields<S>, true, &Row::is_bare) <= 1;
}
template <class S>
constexpr bool every_row_is_documented() {
  return std::ranges::none_of(fields<S>, [](const Row& each) { return each.doc.empty(); });
}
template <class S>
constexpr bool is_well_described() {
  return names_are_keys<S>() && names_differ<S>() && at_most_one_bare<S>() &&
         every_row_is_documented<S>();
}
template <class... S>
constexpr bool all_well_described(Structs<S...>) {
  return (is_well_described<S>() && ...);
}
static_assert(all_well_described(All{}));
static_assert(quantities_show_a_unit<Memory>() && quantities_show_a_unit<NodePorts>() &&
              quantities_show_a_unit<SwitchPorts>() && quantities_show_a_unit<Nic>());

template <class S>
constexpr bool starts_with_its_record() {
  return std::ranges::begin(fields<S>)->name == "record";
}
template <class... S>
constexpr bool all_start_with_their_record(Structs<S...>) {
  return (starts_with_its_record<S>() && ...);
}
static_assert(all_start_with_their_record(Parts{}));

template <class E>
constexpr bool every_word_is_documented() {
  return std::ranges::none_of(
      words<E>, [](const Case& each) { return each.word.empty() || each.doc.empty(); });
}
static_assert(every_word_is_documented<Status>() && every_word_is_documented<Confidence>() &&
              every_word_is_documented<Protocol>() && every_word_is_documented<PortUse>() &&
              every_word_is_documented<NodeForm>() && every_word_is_documented<OpticForm>() &&
              every_word_is_documented<OpticFamily>() && every_word_is_documented<CageForm>() &&
              every_word_is_documented<Attention>() && every_word_is_documented<Basis>());
static_assert(words<PortUse>.size() == static_cast<std::size_t>(PortUse::management) + 1);
static_assert(words<Protocol>.size() == static_cast<std::size_t>(Protocol::other) + 1);
static_assert(words<OpticFamily>.size() == static_cast<std::size_t>(OpticFamily::zr) + 1);
static_assert(words<CageForm>.size() == static_cast<std::size_t>(CageForm::co_packaged) + 1);
static_assert(words<NodeForm>.size() == static_cast<std::size_t>(NodeForm::storage) + 1);

TEST(CatalogueRecords, NoTwoTypesShareAName) {
  auto all = names(All{});
  std::ranges::sort(all);
  EXPECT_EQ(std::ranges::adjacent_find(all), all.end());
  EXPECT_EQ(std::ranges::find(all, "record"), all.end()) << "a type has no name of its own";
}

TEST(CatalogueRecords, APriceMayBeRedacted) {
  const auto hidden = [](const auto& table, std::string_view name) {
    const auto found = std::ranges::find(table, name, &Row::name);
    return found != table.end() && found->is_private;
  };
  EXPECT_TRUE(hidden(fields<Accelerator>, "price"));
  EXPECT_TRUE(hidden(fields<Node>, "price"));
  EXPECT_TRUE(hidden(fields<Switch>, "price"));
  EXPECT_TRUE(hidden(fields<Nic>, "price"));
  EXPECT_TRUE(hidden(fields<Optic>, "price"));
  EXPECT_TRUE(hidden(fields<Nos>, "licence"));
  EXPECT_TRUE(hidden(fields<BookPrice>, "price"));
  EXPECT_TRUE(hidden(fields<BookPrice>, "licence"));
}

TEST(CatalogueRecords, AnUnknownFigureIsAbsentNotZero) {
  const Accelerator accelerator;
  EXPECT_FALSE(accelerator.peak.bf16);
  EXPECT_FALSE(accelerator.power.max);
  EXPECT_FALSE(accelerator.price);
  const Switch box;
  EXPECT_FALSE(box.power.typical);
  EXPECT_FALSE(box.latency);
}

}  // namespace
}  // namespace weft::catalog::records_test
