// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/economics/annuity.hpp"
#include "weft/economics/ramp.hpp"
#include "weft/plan/purchases.hpp"
#include "weft/plan/stage_state.hpp"
#include "weft/units/growth.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <variant>

namespace weft::plan {

/// Months in which a purchase is ordered and delivered.
struct PayDates {
  std::size_t ordered = 0;
  std::size_t delivered = 0;
};

/// How the owner of a purchase has it delivered; nothing: it is there when it is wanted.
[[nodiscard]] inline const std::optional<Delivery>& delivery_of(const Stage& stage,
                                                                const Purchase& one) {
  switch (one.owner) {
    case Purchase::Owner::cluster:
      return stage.plan.clusters.entries[one.at].value.delivery;
    case Purchase::Owner::fabric:
      return stage.plan.fabrics.entries[one.at].value.delivery;
    case Purchase::Owner::site:
      return stage.plan.site.delivery;
  }
  return stage.plan.site.delivery;
}

/// Whole months within the horizon: what falls before its start is paid in the first, what falls
/// behind its end in the last.
[[nodiscard]] inline PayDates pay_dates(const Scenario& scenario, const Purchase& one) {
  const auto inside = [&](double month) {
    const auto last = static_cast<double>(scenario.months - 1);
    return static_cast<std::size_t>(std::clamp(std::floor(month), 0.0, last));
  };
  const auto& how = delivery_of(scenario.stages[one.stage], one);
  if (!how) return {inside(one.month), inside(one.month)};
  const auto at = economics::arrival(
      {one.month, how->order_ahead, how->lead_time, how->install, how->acceptance});
  return {inside(at.ordered), inside(at.delivered)};
}

/// A loan or a lease of a share of every purchase.
struct Debt {
  double share = 0.0;
  PerPeriod rate{};
  Time term{};
  economics::Due due = economics::Due::end;
};

/// Nothing where everything is paid in cash.
[[nodiscard]] inline std::optional<Debt> debt_of(const Finance& finance) {
  if (!finance.funding) return std::nullopt;
  const auto found = [](const auto& how, economics::Due due) {
    return how.share > 0.0 && how.term >= one_month
               ? std::optional<Debt>({how.share, how.rate, how.term, due})
               : std::nullopt;
  };
  if (const auto* loan = std::get_if<Loan>(&*finance.funding)) {
    return found(*loan, economics::Due::end);
  }
  if (const auto* lease = std::get_if<Lease>(&*finance.funding)) {
    return found(*lease, economics::Due::begin);
  }
  return std::nullopt;
}

/// Pays back, month by month, what was borrowed for deliveries; what is owed after the horizon is
/// paid the day after it. A lease is paid in advance and ends with the owner's title.
inline void serve_debt(const Debt& debt, Workspace& room) {
  const double rate = factor(debt.rate, 1.0) - 1.0;
  const double term = std::round(ratio(debt.term, one_month));
  const std::size_t months = room.paid.size();
  const std::size_t first = debt.due == economics::Due::begin ? 0 : 1;
  for (std::size_t start = 0; start < months; ++start) {
    const Money borrowed = room.borrowed[start];
    if (!(borrowed > Money{})) continue;
    const Money each = economics::annuity_payment(borrowed, rate, term, Money{}, debt.due);
    Money owed = borrowed;
    Money repaid{};
    const auto count = static_cast<std::size_t>(term);
    for (std::size_t k = 0; k < count && start + first + k < months; ++k) {
      const std::size_t m = start + first + k;
      const Money interest = k == 0 && first == 0 ? Money{} : rate * owed;
      owed = k + 1 == count ? Money{} : owed + interest - each;
      repaid += each;
      room.paid[m] += each;
      room.invested[m] += each;
      room.interest[m] += interest;
      room.owed[m] += owed;
    }
    for (std::size_t m = start; m < std::min(start + first, months); ++m) room.owed[m] += borrowed;
    const Money left = (1.0 + rate) * owed;  // a month after the last payment
    room.owed_after += left;
    room.financing += repaid + left - borrowed;
  }
}

}  // namespace weft::plan
