// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/economics/allocation.hpp"
#include "weft/economics/colocation.hpp"
#include "weft/economics/energy_cost.hpp"
#include "weft/economics/staff.hpp"
#include "weft/plan/asset_value.hpp"
#include "weft/plan/funding.hpp"
#include "weft/plan/purchases.hpp"
#include "weft/units/growth.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <variant>

namespace weft::plan {

[[nodiscard]] inline CostBook& book_of(Workspace& room, const Purchase& one) {
  switch (one.owner) {
    case Purchase::Owner::cluster:
      return room.cluster_books[one.at];
    case Purchase::Owner::fabric:
      return room.fabric_books[one.at];
    case Purchase::Owner::site:
      return room.site_book;
  }
  return room.site_book;
}

/// Support of a purchase in each month that it stands, at the prices of time.start.
[[nodiscard]] inline Money support_of(const Scenario& scenario, const Purchase& one) {
  const Support& support = scenario.last().plan.operations.support;
  if (one.owner == Purchase::Owner::site) return {};
  if (one.owner == Purchase::Owner::fabric) {
    return economics::support_cost(one.total, support.network, one_month);
  }
  const bool accelerated = scenario.last().clusters[one.at].accelerator.has_value();
  return economics::support_cost(one.total, accelerated ? support.accelerator : support.server,
                                 one_month);
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
  } else if (one.kind == Kind::recabling) {
    to.installation += one.total;
  } else {
    to.switches += one.total;
  }
}

/// Pays a purchase: a deposit at the order, the rest at delivery, of which a lender pays his share.
inline void pay(const Scenario& scenario, const Purchase& one, const std::optional<Debt>& debt,
                bool is_asset, Workspace& room) {
  const PayDates when = pay_dates(scenario, one);
  const Money deposit = scenario.last().plan.finance.payment.deposit * one.total;
  const Money lent = debt ? debt->share * one.total : Money{};
  const Money rest = one.total - deposit;
  room.paid[when.ordered] += deposit;
  room.paid[when.delivered] += rest - lent;
  room.unpaid[when.ordered] += rest;
  room.unpaid[when.delivered] -= rest;
  if (debt) room.borrowed[when.delivered] += lent;
  if (!is_asset) return;  // work is written off as it is done
  room.invested[when.ordered] += deposit;
  room.invested[when.delivered] += rest - lent;
  room.bought[static_cast<std::size_t>(one.asset)][static_cast<std::size_t>(one.month)] +=
      one.total;
}

/// Books every purchase: paid as finance says, worth its market value at the end.
inline void book_purchases(const Scenario& scenario, Workspace& room, SiteCapex& capex) {
  const Finance& finance = scenario.last().plan.finance;
  const auto months = static_cast<double>(scenario.months);
  std::array<WorthLeft, asset_count> left{};  // of the purchases of one month
  double known = -1.0;
  const std::optional<Debt> debt = debt_of(finance);
  each_purchase(scenario, room, [&](const Purchase& one) {
    const auto month = static_cast<std::size_t>(one.month);
    CostBook& book = book_of(room, one);
    add(capex, one.asset, one.total);
    const bool sold = one.kind != Purchase::Kind::recabling;  // of work nothing is left
    pay(scenario, one, debt, sold, room);
    room.arrivals.push_back({month, &book, support_of(scenario, one)});
    if (one.month != known) {
      known = one.month;
      for (std::size_t i = 0; i < asset_count; ++i) {
        left[i] = worth_left(finance, static_cast<Asset>(i), (months - known) * one_month);
      }
    }
    const WorthLeft worth = sold ? left[static_cast<std::size_t>(one.asset)] : WorthLeft{};
    book.capex += one.total;
    if (one.owner == Purchase::Owner::fabric) add(book.parts, one);
    book.residual += worth.market * one.total;
    book.book += worth.book * one.total;
  });
  if (debt) serve_debt(*debt, room);
  room.site_book.financing = room.financing;
}

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

/// People that one fabric needs: itself, its operating system when it is the first with it, its
/// boxes.
[[nodiscard]] inline double fabric_people(const Stage& stage, const StageState& state,
                                          Position fabric) {
  if (!state.fabrics[fabric].design) return 0.0;
  const Staff& ratios = stage.plan.operations.staff;
  const auto boxes = static_cast<double>(state.fabrics[fabric].design->switches());
  return economics::staff(
             {0.0, ratios.per_fabric, ratios.per_nos_kind, ratios.per_1000_devices, 1.0},
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

/// Sums over the months in which a stage stands: what its constant monthly amounts are multiplied
/// by.
struct StageMonths {
  MoneyPerEnergy price{};
  double inflation = 0.0;
  double months = 0.0;
};

/// What a stage costs in each of its months, before the prices of that month.
struct StageMonth {
  Energy energy{};  ///< PUE included
  Money fixed{};    ///< space, licences, people; rises with prices
};

/// Books what one stage costs to run over its months, and says what each month is made of.
class StageCost {
 public:
  StageCost(const Scenario& scenario, Position stage, const StageMonths& over, Workspace& room)
      : systems_(scenario.catalogue.nos),
        stage_(scenario.stages[stage]),
        state_(room.stages[stage]),
        room_(room),
        over_(over) {
    const Site& site = stage_.plan.site;
    hall_ = site.tenure ? std::get_if<Colocation>(&*site.tenure) : nullptr;
    salary_ = stage_.plan.operations.salary.value_or(MoneyRate{});
  }

  StageMonth run() {
    for (Position c = 0; c < state_.clusters.size(); ++c) {
      power(state_.clusters[c].sustained, state_.clusters[c].peak, room_.cluster_books[c]);
    }
    for (Position f = 0; f < state_.fabrics.size(); ++f) fabric(f);
    if (hall_ && stage_.plan.site.budget.it_power) take_or_pay();
    people(site_people(stage_, state_), room_.site_book);
    return month_;
  }

 private:
  void pay(Money& account, Money each_month) {
    account += over_.inflation * each_month;
    month_.fixed += each_month;
  }

  /// Energy of the sustained load, space for the peak.
  void power(Power sustained, Power peak, CostBook& book) {
    const double pue = stage_.plan.site.pue;
    if (!hall_ || !hall_->energy_included) {
      book.energy += economics::energy_cost(sustained, pue, one_month, over_.price).total();
      month_.energy += pue * sustained * one_month;
    }
    if (hall_) pay(book.space, peak * one_month * hall_->price);
  }

  void fabric(Position f) {
    const FabricState& fabric = state_.fabrics[f];
    if (!fabric.design) return;
    CostBook& book = room_.fabric_books[f];
    power(fabric.power.total(), fabric.power.total(), book);
    if (stage_.fabrics[f].nos) {
      const auto each = systems_.entries[*stage_.fabrics[f].nos].value.licence;
      const auto boxes =
          fabric.parts.leaf.count + fabric.parts.spine.count + fabric.parts.core.count;
      pay(book.licences, boxes * each.value_or(MoneyRate{}) * one_month);
    }
    people(fabric_people(stage_, state_, f), book);
  }

  void people(double count, CostBook& book) {
    book.people += count * over_.months;
    pay(book.staff, economics::staff_cost(count, salary_, one_month));
  }

  /// Reserved power that nobody draws is paid too.
  void take_or_pay() {
    const auto cost = economics::colocation_cost({.price = hall_->price,
                                                  .reserved = *stage_.plan.site.budget.it_power,
                                                  .take_or_pay = hall_->take_or_pay},
                                                 state_.node_peak + state_.network, one_month, {});
    pay(room_.site_book.space, cost.take_or_pay);
  }

  const Named<catalog::Nos>& systems_;
  const Stage& stage_;
  const StageState& state_;
  Workspace& room_;
  StageMonths over_;
  StageMonth month_;
  const Colocation* hall_ = nullptr;
  MoneyRate salary_{};
};

}  // namespace weft::plan
