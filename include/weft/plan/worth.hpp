// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/plan/asset_value.hpp"
#include "weft/plan/renewals.hpp"
#include "weft/plan/stage_state.hpp"
#include "weft/units/growth.hpp"
#include "weft/units/math.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace weft::plan {

/// Adds what `amount` of an asset is worth at the end of each month, and what is written off.
/// \param age  months that it is old at time.start; negative: it is bought later.
/// \param end  month in which it is sold: behind the horizon where it is not replaced.
inline void add_worth(const Finance& finance, Asset asset, Money amount, std::int64_t age,
                      std::size_t end, Workspace& room) {
  const double life = ratio(book_life_of(finance, asset), one_month);
  const bool sinks = asset != Asset::facility;
  const double kept =
      sinks ? ratio(economics::market_value(dollar, decay_of(finance, asset), one_month), dollar)
            : 1.0;
  const auto book_at = [&](double months) { return std::max(0.0, 1.0 - months / life); };
  const auto first = static_cast<std::size_t>(std::max<std::int64_t>(0, -age));
  double old = static_cast<double>(std::max<std::int64_t>(0, age));
  double market = old > 0.0 ? weft::pow(kept, old) : 1.0;
  double before = book_at(old);
  for (std::size_t m = first; m < std::min(end, room.book.size()); ++m) {
    old += 1.0;
    const double book = book_at(old);
    market *= kept;
    room.book[m] += book * amount;
    room.market[m] += (sinks ? market : book) * amount;
    room.written_off[m] += (before - book) * amount;
    before = book;
  }
}

/// Month in which what was bought at `month` is replaced, or the end of the horizon.
[[nodiscard]] inline std::size_t sold_in(const Scenario& scenario, Asset asset, double month) {
  const auto kept = replaced_after(scenario, asset, month);
  const double end = kept ? month + *kept : static_cast<double>(scenario.months);
  return static_cast<std::size_t>(std::max(0.0, end));
}

/// Book and market value of all that stands, month by month: what is bought, and owned units whose
/// month of purchase is known, at today's price of one.
inline void sum_worth(const Scenario& scenario, Workspace& room) {
  for (auto* each : {&room.book, &room.market, &room.written_off}) {
    std::fill(each->begin(), each->end(), Money{});
  }
  const Stage& first = scenario.stages.front();
  const Finance& finance = scenario.last().plan.finance;
  for (std::size_t asset = 0; asset < asset_count; ++asset) {
    for (std::size_t m = 0; m < room.bought[asset].size(); ++m) {
      const Money amount = room.bought[asset][m];
      if (!(amount > Money{})) continue;
      const auto each = static_cast<Asset>(asset);
      add_worth(finance, each, amount, -static_cast<std::int64_t>(m),
                sold_in(scenario, each, static_cast<double>(m)), room);
    }
  }
  room.owned_book = {};
  for (Position c = 0; c < first.clusters.size(); ++c) {
    const auto& owned = first.plan.clusters.entries[c].value.owned;
    const auto price = unit_price(scenario, first, c);
    if (!owned || !owned->bought || !price) continue;
    const Asset asset = first.clusters[c].accelerator ? Asset::accelerators : Asset::servers;
    const std::int64_t age = months_between(*owned->bought, first.plan.time.start);
    const Money amount = owned->count * *price;
    const std::size_t sold = sold_in(scenario, asset, -static_cast<double>(age));
    add_worth(finance, asset, amount, age, sold, room);
    if (sold < room.book.size()) continue;
    const auto end = static_cast<double>(age + scenario.months) * one_month;
    room.owned_book += worth_left(finance, asset, end).book * amount;
  }
}

/// The same with what it reads.
template <class Step>
void evaluate_worth(const Scenario& scenario, Workspace& room, Step& step) {
  const Stage& first = scenario.stages.front();
  const Finance& finance = scenario.last().plan.finance;
  const auto owned = [&](const auto& each, std::size_t c) {
    return std::tuple(&each.value.owned, unit_price_of(scenario, first, c));
  };
  step(
      worth_card, parts(room.book, room.market, room.written_off, room.owned_book),
      [&] { sum_worth(scenario, room); }, across(room.cluster_books, &CostBook::capex),
      across(room.fabric_books, &CostBook::capex), room.site_book.capex,
      across(first.plan.clusters.entries, owned), finance.book_life, finance.value_decay);
}

/// What a sale of all that was bought brings over its book value on the day after the horizon.
[[nodiscard]] inline Money sale_gain(const Workspace& room) {
  Money gain{};
  for (const auto* books : {&room.cluster_books, &room.fabric_books}) {
    for (const CostBook& each : *books) gain += each.residual - each.book;
  }
  return gain + room.site_book.residual - room.site_book.book;
}

/// The largest fall that a sale of everything would show in the books.
[[nodiscard]] inline Money impairment_risk(const Workspace& room) {
  Money worst{};
  for (std::size_t m = 0; m < room.book.size(); ++m) {
    worst = max(worst, room.book[m] - room.market[m]);
  }
  return worst;
}

}  // namespace weft::plan
