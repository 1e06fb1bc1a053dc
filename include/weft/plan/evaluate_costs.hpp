// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/economics/staff.hpp"
#include "weft/plan/asset_value.hpp"
#include "weft/plan/enter_purchase.hpp"
#include "weft/plan/funding.hpp"
#include "weft/plan/renewal_terms.hpp"
#include "weft/units/growth.hpp"

#include <array>
#include <cstddef>
#include <optional>

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
  } else if (is_work(one.kind)) {
    to.installation += one.total;
  } else {
    to.switches += one.total;
  }
}

/// When the purchases of one owner in one month are paid: they follow each other.
class PayCalendar {
 public:
  explicit PayCalendar(const Scenario& scenario) : scenario_(scenario) {}

  [[nodiscard]] const PayDates& of(const Purchase& one) {
    const bool known =
        one.owner == owner_ && one.at == at_ && one.stage == stage_ && one.month == month_;
    if (!known) {
      owner_ = one.owner;
      at_ = one.at;
      stage_ = one.stage;
      month_ = one.month;
      dates_ = pay_dates(scenario_, one);
    }
    return dates_;
  }

 private:
  const Scenario& scenario_;
  Purchase::Owner owner_ = Purchase::Owner::site;
  Position at_ = 0;
  Position stage_ = 0;
  double month_ = -1.0;
  PayDates dates_;
};

/// Pays a purchase: a deposit at the order, the rest at delivery, of which a lender pays his share.
inline void pay(const Scenario& scenario, const Purchase& one, const PayDates& when,
                const std::optional<Debt>& debt, bool is_asset, Workspace& room) {
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

/// What is left of the purchases of one month, asset by asset: those of one fabric follow each
/// other.
class WorthOfMonth {
 public:
  explicit WorthOfMonth(const Scenario& scenario) : scenario_(scenario) {}

  /// At the end of the horizon, or at the age at which it is replaced.
  [[nodiscard]] const WorthLeft& at(Asset asset, double month) {
    Known& known = known_[static_cast<std::size_t>(asset)];
    if (known.month != month) {
      known.month = month;
      known.replaced = replaced_after(scenario_, asset, month);
      const double kept = known.replaced.value_or(static_cast<double>(scenario_.months) - month);
      known.left = worth_left(scenario_.last().plan.finance, asset, kept * one_month);
    }
    return known.left;
  }
  /// Months after which it is replaced; at() was asked before.
  [[nodiscard]] const std::optional<double>& replaced(Asset asset) const {
    return known_[static_cast<std::size_t>(asset)].replaced;
  }

 private:
  struct Known {
    double month = -1.0;
    std::optional<double> replaced;
    WorthLeft left;
  };
  const Scenario& scenario_;
  std::array<Known, asset_count> known_{};
};

/// What is replaced is sold in that month, and no longer supported.
inline void trade_in(double month, Money worth, const Arrival& old, Workspace& room) {
  const auto at = static_cast<std::size_t>(month);
  room.paid[at] -= worth;
  room.invested[at] -= worth;
  room.traded += worth;
  room.arrivals.push_back({at, old.book, Money{} - old.support});
}

/// Books every purchase: paid as finance says, worth its market value at the end.
template <class Step>
void book_purchases(const Scenario& scenario, Workspace& room, Step& step) {
  const Finance& finance = scenario.last().plan.finance;
  WorthOfMonth left(scenario);
  PayCalendar calendar(scenario);
  const std::optional<Debt> debt = debt_of(finance);
  each_purchase(scenario, room, [&](const Purchase& one) {
    const auto month = static_cast<std::size_t>(one.month);
    CostBook& book = book_of(room, one);
    const bool sold = !is_work(one.kind);  // of work nothing is left
    pay(scenario, one, calendar.of(one), debt, sold, room);
    room.arrivals.push_back({month, &book, support_of(scenario, one)});
    const WorthLeft worth = sold ? left.at(one.asset, one.month) : WorthLeft{};
    const auto spend = [&] {
      add(room.capex, one.asset, one.total);
      book.capex += one.total;
      if (one.owner != Purchase::Owner::fabric) return;
      add(book.parts, one);
      note_renewal(one, finance.discount_rate, room.renewals[one.at]);
    };
    const auto keep = [&] {
      book.residual += worth.market * one.total;
      book.book += worth.book * one.total;
    };
    enter_purchase(scenario, room, one, spend, keep, step);
    if (!sold || !left.replaced(one.asset)) return;
    const Arrival arrived = room.arrivals.back();
    trade_in(one.month + *left.replaced(one.asset), worth.market * one.total, arrived, room);
  });
  if (!debt) return;
  const auto delivery = [](const auto& each, std::size_t) { return &each.value.delivery; };
  step(
      debt_card, parts(room.financing, room.owed_after, room.interest, room.owed),
      [&] { serve_debt(*debt, room); }, finance.funding,
      across(room.cluster_books, &CostBook::capex), across(room.fabric_books, &CostBook::capex),
      room.site_book.capex, finance.payment,
      across(scenario.last().plan.clusters.entries, delivery),
      across(scenario.last().plan.fabrics.entries, delivery), scenario.last().plan.site.delivery);
  step(as_is_card, room.site_book.financing, std::identity{}, room.financing);
}

}  // namespace weft::plan
