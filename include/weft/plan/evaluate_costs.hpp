// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <variant>

#include "weft/economics/allocation.hpp"
#include "weft/economics/colocation.hpp"
#include "weft/economics/depreciation.hpp"
#include "weft/economics/energy_cost.hpp"
#include "weft/economics/staff.hpp"
#include "weft/plan/purchases.hpp"
#include "weft/units/growth.hpp"

namespace weft::plan {

[[nodiscard]] inline PerPeriod decay_of(const Finance& finance, Asset asset) {
  switch (asset) {
    case Asset::accelerators: return finance.value_decay.accelerator;
    case Asset::servers: return finance.value_decay.server;
    case Asset::spares:
    case Asset::networks: return finance.value_decay.network;
    case Asset::facility: return {};
  }
  return {};
}
[[nodiscard]] inline Time book_life_of(const Finance& finance, Asset asset) {
  switch (asset) {
    case Asset::accelerators: return finance.book_life.accelerator;
    case Asset::servers: return finance.book_life.server;
    case Asset::spares:
    case Asset::networks: return finance.book_life.network;
    case Asset::facility: return finance.book_life.facility;
  }
  return finance.book_life.network;
}

[[nodiscard]] inline CostBook& book_of(Workspace& room, const Purchase& one) {
  switch (one.owner) {
    case Purchase::Owner::cluster: return room.cluster_books[one.at];
    case Purchase::Owner::fabric: return room.fabric_books[one.at];
    case Purchase::Owner::site: return room.site_book;
  }
  return room.site_book;
}

/// Adds what a fabric buys to the line of its capex that it belongs to.
inline void add(fabric::FabricCapex& to, const Purchase& one) {
  using Kind = Purchase::Kind;
  if (one.spare) {
    to.spares += one.total;
  } else if (one.kind == Kind::nic) {
    to.nics += one.total;
  } else if (one.kind == Kind::node_module || one.kind == Kind::trunk_module) {
    to.modules += one.total;
  } else if (one.kind == Kind::node_cable || one.kind == Kind::trunk_cable) {
    to.cables += one.total;
  } else {
    to.switches += one.total;
  }
}

/// Books every purchase: paid in its month, worth its market value at the end.
inline void book_purchases(const Scenario& scenario, Workspace& room, SiteCapex& capex) {
  const Finance& finance = scenario.last().plan.finance;
  const auto months = static_cast<double>(scenario.months);
  each_purchase(scenario, room, [&](const Purchase& one) {
    const auto month = static_cast<std::size_t>(one.month);
    CostBook& book = book_of(room, one);
    add(capex, one.asset, one.total);
    room.paid[month] += one.total;
    room.arrivals.push_back({month, &book, one.total});
    const Time age = (months - one.month) * one_month;
    const Money value = one.asset == Asset::facility
                            ? economics::book_value(one.total, Money{}, finance.book_life.facility, age)
                            : economics::market_value(one.total, decay_of(finance, one.asset), age);
    book.capex += one.total;
    if (one.owner == Purchase::Owner::fabric) add(book.parts, one);
    book.residual += value;
    book.book += economics::book_value(one.total, Money{}, book_life_of(finance, one.asset), age);
  });
}

/// People, from what stands: for the site, and of these for each fabric.
struct People {
  double site = 0.0;    ///< base, and the devices that are no switches
  double devices = 0.0; ///< things with a management address
  double nos_kinds = 0.0;
};

/// Things of a stage that have a management address.
[[nodiscard]] inline double devices_of(const StageState& state) {
  double sum = 0.0;
  for (const ClusterState& each : state.clusters) sum += static_cast<double>(each.units);
  for (const FabricState& each : state.fabrics) {
    if (each.design) sum += static_cast<double>(each.design->switches());
  }
  return sum;
}

/// The first fabric of a stage whose switches run this operating system answers for it.
[[nodiscard]] inline bool brings_nos(const Stage& stage, const StageState& state, Position fabric) {
  const auto nos = stage.fabrics[fabric].nos;
  if (!nos || !state.fabrics[fabric].design) return false;
  for (Position f = 0; f < fabric; ++f) {
    if (stage.fabrics[f].nos == nos && state.fabrics[f].design) return false;
  }
  return true;
}

/// People that one fabric needs: itself, its operating system when it is the first with it, its boxes.
[[nodiscard]] inline double fabric_people(const Stage& stage, const StageState& state,
                                          Position fabric) {
  if (!state.fabrics[fabric].design) return 0.0;
  const Staff& ratios = stage.plan.operations.staff;
  const auto boxes = static_cast<double>(state.fabrics[fabric].design->switches());
  return economics::staff({0.0, ratios.per_fabric, ratios.per_nos_kind, ratios.per_1000_devices, 1.0},
                          {1.0, brings_nos(stage, state, fabric) ? 1.0 : 0.0, boxes})
      .total();
}
[[nodiscard]] inline double site_people(const Stage& stage, const StageState& state) {
  const Staff& ratios = stage.plan.operations.staff;
  double units = 0.0;
  for (const ClusterState& each : state.clusters) units += static_cast<double>(each.units);
  return economics::staff({ratios.base, 0.0, 0.0, ratios.per_1000_devices, 1.0}, {0.0, 0.0, units})
      .total();
}

/// What one month costs to run, booked where it belongs and paid in that month.
class MonthCost {
 public:
  MonthCost(const Scenario& scenario, std::size_t stage, std::size_t month, Workspace& room)
      : systems_(scenario.catalogue.nos),
        stage_(scenario.stages[stage]),
        state_(room.stages[stage]),
        room_(room),
        month_(month) {
    const CalendarMonth start = scenario.stages.front().plan.time.start;
    const Site& site = stage_.plan.site;
    pue_ = site.pue;
    price_ = site.power_price.at(start + static_cast<std::int64_t>(month));
    inflation_ = room.inflation[month];
    hall_ = site.tenure ? std::get_if<Colocation>(&*site.tenure) : nullptr;
    salary_ = stage_.plan.operations.salary.value_or(MoneyRate{});
  }

  void run() {
    for (Position c = 0; c < state_.clusters.size(); ++c) {
      const ClusterState& cluster = state_.clusters[c];
      CostBook& book = room_.cluster_books[c];
      power(cluster.sustained, cluster.peak, book);
      const auto& support = stage_.plan.operations.support;
      pay(book.support,
          inflation_ * economics::support_cost(
                           book.standing, stage_.clusters[c].accelerator ? support.accelerator : support.server,
                           one_month));
    }
    for (Position f = 0; f < state_.fabrics.size(); ++f) fabric(f);
    if (hall_ && stage_.plan.site.budget.it_power) take_or_pay();
    const double people = site_people(stage_, state_);
    room_.site_book.people += people;
    pay(room_.site_book.staff, inflation_ * economics::staff_cost(people, salary_, one_month));
  }

 private:
  void pay(Money& account, Money amount) {
    account += amount;
    room_.paid[month_] += amount;
  }

  /// Energy of the sustained load, space for the peak.
  void power(Power sustained, Power peak, CostBook& book) {
    if (!hall_ || !hall_->energy_included) {
      pay(book.energy, economics::energy_cost(sustained, pue_, one_month, price_).total());
    }
    if (hall_) pay(book.space, inflation_ * (peak * one_month * hall_->price));
  }

  void fabric(Position f) {
    const FabricState& fabric = state_.fabrics[f];
    if (!fabric.design) return;
    CostBook& book = room_.fabric_books[f];
    power(fabric.power.total(), fabric.power.total(), book);
    pay(book.support, inflation_ * economics::support_cost(
                                       book.standing, stage_.plan.operations.support.network, one_month));
    if (stage_.fabrics[f].nos) {
      const auto each = systems_.entries[*stage_.fabrics[f].nos].value.licence;
      const auto boxes = fabric.parts.leaf.count + fabric.parts.spine.count + fabric.parts.core.count;
      pay(book.licences, inflation_ * (boxes * each.value_or(MoneyRate{}) * one_month));
    }
    const double people = fabric_people(stage_, state_, f);
    book.people += people;
    pay(book.staff, inflation_ * economics::staff_cost(people, salary_, one_month));
  }

  /// Reserved power that nobody draws is paid too.
  void take_or_pay() {
    const auto cost = economics::colocation_cost(
        {.price = hall_->price, .reserved = *stage_.plan.site.budget.it_power, .take_or_pay = hall_->take_or_pay},
        state_.node_peak + state_.network, one_month, {});
    pay(room_.site_book.space, inflation_ * cost.take_or_pay);
  }

  const Named<catalog::Nos>& systems_;
  const Stage& stage_;
  const StageState& state_;
  Workspace& room_;
  std::size_t month_;
  double pue_ = 1.0;
  MoneyPerEnergy price_{};
  double inflation_ = 1.0;
  const Colocation* hall_ = nullptr;
  MoneyRate salary_{};
};

}  // namespace weft::plan
