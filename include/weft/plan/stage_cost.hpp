// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/economics/colocation.hpp"
#include "weft/economics/energy_cost.hpp"
#include "weft/economics/staff.hpp"
#include "weft/plan/cards.hpp"
#include "weft/plan/evaluate_costs.hpp"
#include "weft/plan/step_inputs.hpp"

#include <variant>

namespace weft::plan {

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

/// What operating takes by kind of burden; automation leaves less of it.
[[nodiscard]] inline economics::StaffRatios staff_ratios(const Operations& operations,
                                                         double base) {
  const Staff& staff = operations.staff;
  return {base, staff.per_fabric, staff.per_nos_kind, staff.per_1000_devices,
          effort_of(operations.automation)};
}

/// People that one fabric needs: itself, its operating system when it is the first with it, its
/// boxes, and what its openness asks.
[[nodiscard]] inline double fabric_people(const Stage& stage, const StageState& state,
                                          Position fabric) {
  if (!state.fabrics[fabric].design) return 0.0;
  const auto boxes = static_cast<double>(state.fabrics[fabric].design->switches());
  return economics::staff(staff_ratios(stage.plan.operations, 0.0),
                          {1.0, brings_nos(stage, state, fabric) ? 1.0 : 0.0, boxes})
             .total() +
         stage.plan.fabrics.entries[fabric].value.openness.effort.value_or(0.0);
}
[[nodiscard]] inline double site_people(const Stage& stage, const StageState& state) {
  const Operations& operations = stage.plan.operations;
  double units = 0.0;
  for (const ClusterState& each : state.clusters) units += static_cast<double>(each.units);
  return economics::staff(staff_ratios(operations, operations.staff.base), {0.0, 0.0, units})
      .total();
}

/// Sums over the months in which a stage stands: what its constant monthly amounts are multiplied
/// by.
struct StageMonths {
  MoneyPerEnergy price{};
  double inflation = 0.0;
  double months = 0.0;
  double worth = 0.0;  ///< inflation, discounted
};

/// What a stage costs in each of its months, before the prices of that month.
struct StageMonth {
  Energy energy{};  ///< PUE included
  Money fixed{};    ///< space, licences, people; rises with prices
};

/// Books what one stage costs to run over its months, and says what each month is made of.
template <class Step>
class StageCost {
 public:
  StageCost(const Scenario& scenario, Position stage, const StageMonths& over, Workspace& room,
            Step& step)
      : step_(step),
        systems_(scenario.catalogue.nos),
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
      const ClusterState& each = state_.clusters[c];
      power(each.sustained, each.peak, parts(each.sustained, each.peak), room_.cluster_books[c]);
    }
    for (Position f = 0; f < state_.fabrics.size(); ++f) fabric(f);
    if (hall_ && stage_.plan.site.budget.it_power) take_or_pay();
    people(site_people(stage_, state_), room_.site_book,
           across(state_.clusters, &ClusterState::units), nullptr);
    return month_;
  }

 private:
  void pay(Money& account, Money each_month) {
    account += over_.inflation * each_month;
    month_.fixed += each_month;
  }

  /// Energy of the sustained load, space for the peak.
  template <class Load>
  void power(Power sustained, Power peak, const Load& of, CostBook& book) {
    const Site& site = stage_.plan.site;
    if (!hall_ || !hall_->energy_included) {
      const auto use = [&] {
        book.energy += economics::energy_cost(sustained, site.pue, one_month, over_.price).total();
        month_.energy += site.pue * sustained * one_month;
      };
      step_(economics::energy_cost_card, book.energy, use, of, site.pue, site.power_price,
            room_.spans);
    }
    if (!hall_) return;
    step_(
        space_card, book.space, [&] { pay(book.space, peak * one_month * hall_->price); }, of,
        hall_->price, room_.spans, room_.inflation);
  }

  void fabric(Position f) {
    const FabricState& fabric = state_.fabrics[f];
    if (!fabric.design) return;
    CostBook& book = room_.fabric_books[f];
    RunningWorth& worth = room_.running[f];
    const Time time = over_.worth * one_month;
    const auto boxes = fabric.parts.leaf.count + fabric.parts.spine.count + fabric.parts.core.count;
    worth.standing += time;
    worth.boxes += static_cast<double>(boxes) * time;
    power(fabric.power.total(), fabric.power.total(), fabric.power, book);
    if (stage_.fabrics[f].nos) {
      const auto& each = systems_.entries[*stage_.fabrics[f].nos].value.licence;
      const auto license = [&] {
        worth.licences += static_cast<double>(boxes) * each.value_or(MoneyRate{}) * time;
        pay(book.licences, boxes * each.value_or(MoneyRate{}) * one_month);
      };
      step_(licence_card, book.licences, license, fabric.parts.leaf.count, fabric.parts.spine.count,
            fabric.parts.core.count, each, room_.spans, room_.inflation);
    }
    people(fabric_people(stage_, state_, f), book,
           across(state_.fabrics, &FabricState::design),  // the first with a NOS answers for it
           &stage_.plan.fabrics.entries[f].value.openness);
  }

  template <class Load>
  void people(double count, CostBook& book, const Load& of, const Openness* openness) {
    const auto employ = [&] {
      book.people += count * over_.months;
      pay(book.staff, economics::staff_cost(count, salary_, one_month));
    };
    step_(economics::staff_cost_card, parts(book.people, book.staff), employ,
          stage_.plan.operations.staff, of, stage_.plan.operations.automation, openness,
          stage_.plan.operations.salary, room_.spans, room_.inflation);
  }

  /// Reserved power that nobody draws is paid too.
  void take_or_pay() {
    const auto& reserved = stage_.plan.site.budget.it_power;
    const auto reserve = [&] {
      const auto cost = economics::colocation_cost(
          {.price = hall_->price, .reserved = *reserved, .take_or_pay = hall_->take_or_pay},
          state_.node_peak + state_.network, one_month, {});
      pay(room_.site_book.space, cost.take_or_pay);
    };
    step_(economics::colocation_card, room_.site_book.space, reserve, hall_->price, reserved,
          hall_->take_or_pay, state_.node_peak, state_.network, room_.spans, room_.inflation);
  }

  Step& step_;
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
