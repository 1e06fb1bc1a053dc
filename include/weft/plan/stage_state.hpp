// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/application/agent.hpp"
#include "weft/application/task.hpp"
#include "weft/base/feasible.hpp"
#include "weft/economics/fabric_allocation.hpp"
#include "weft/economics/lock_in.hpp"
#include "weft/economics/refresh.hpp"
#include "weft/economics/refresh_price.hpp"
#include "weft/fabric/bandwidth.hpp"
#include "weft/fabric/bill.hpp"
#include "weft/fabric/cable_length.hpp"
#include "weft/fabric/cables.hpp"
#include "weft/fabric/design.hpp"
#include "weft/fabric/failures.hpp"
#include "weft/fabric/latency.hpp"
#include "weft/fabric/traffic.hpp"
#include "weft/plan/outcome_finance.hpp"
#include "weft/plan/remembered.hpp"
#include "weft/serving/deployed.hpp"
#include "weft/serving/fleet.hpp"
#include "weft/serving/open_loop.hpp"
#include "weft/training/run.hpp"
#include "weft/training/step_time.hpp"
#include "weft/training/traffic.hpp"
#include "weft/units/system.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace weft::plan {

/// One cluster in one stage.
struct ClusterState {
  std::int64_t units = 0;
  std::int64_t each = 1;  ///< accelerators of one unit; 1 where there are none
  Power peak{};           ///< of all units
  Power sustained{};
  double racks = 0.0;
  Power rack_power{};
  double ready = 0.0;           ///< months from time.start
  std::vector<Bandwidth> load;  ///< of one accelerator at the peak, one value a fabric
  [[nodiscard]] double capacity() const { return static_cast<double>(units * each); }
};

/// The hardware of one fabric in one stage. A logical fabric reads its carrier's.
struct FabricState {
  Feasible<fabric::Design> design;
  std::int64_t endpoints = 0;  ///< ports asked for, all planes together
  std::int64_t accelerators = 0;
  std::int64_t nics = 0;
  Bandwidth link{};    ///< of one plane, the fastest port
  Bandwidth uplink{};  ///< between switches
  fabric::CableCount node_cables;
  fabric::CableCount trunk_cables;
  fabric::CableCount upper_cables;
  fabric::LinkLengths lengths;
  fabric::FabricParts parts;
  bool priced = false;  ///< every part that it buys has a price
  fabric::FabricPower power;
  double racks = 0.0;
  fabric::PathLatency latency;  ///< of the probe
  Time hop{};  ///< of an empty message over all tiers: what a step of a collective waits
  double balancing = 1.0;
  HashedFlows hashed;
  std::vector<Probed> probed;   ///< one an attachment
  fabric::Injection injection;  ///< of the worst cluster
  Bandwidth effective{};        ///< of the worst cluster, per accelerator
  fabric::AfterLoss after_loss;
  fabric::FabricFailures failures;
  double availability = 1.0;  ///< of the bandwidth that the budget promises
  double ready = 0.0;
  fabric::Flows flows;  ///< all endpoints, at the busiest month of the stage
  fabric::LinkLoad busiest;
  Bandwidth needed{};     ///< of the busiest cluster, per accelerator
  Bandwidth contended{};  ///< what is left of `effective` when the other classes are at their peak
};

/// One training workload in one stage.
struct TrainingState {
  Feasible<training::Step> step;
  Feasible<training::Run> run;
  training::Traffic traffic;
  std::int64_t accelerators = 0;
};

/// One serving workload in one stage: what a unit does, and what it was computed from.
struct ServingState {
  serving::Server server;
  serving::RequestLengths lengths;
  serving::Limits limits;
  serving::Layout layout;
  double prefill_load = 0.0;
  bool answered = false;           ///< the rest belongs to these inputs
  Feasible<serving::Loaded> load;  ///< of a replica, or one that decodes with those that prefill
  Feasible<Frequency> most;        ///< that keep their limits, one unit
  serving::Unit unit;
  serving::OpenLoop limit;           ///< what requests see there
  serving::OpenLoop seen;            ///< at the load of the busiest month
  std::optional<Frequency> seen_at;  ///< that load
  [[nodiscard]] bool works() const { return unit.accelerators > 0; }
};

struct WorkloadState {
  TrainingState training;
  ServingState serving;
  double peak = 0.0;            ///< largest accelerators in use in a month of the stage
  Frequency peak_requests{};    ///< served in that month
  std::vector<Bandwidth> load;  ///< of all of it at the peak, one value a fabric with hardware
};

/// What one stage comes to, before months and money.
struct StageState {
  double usable = 0.0;  ///< months from time.start
  std::vector<ClusterState> clusters;
  std::vector<FabricState> fabrics;
  std::vector<WorkloadState> workloads;
  Power node_peak{}, node_sustained{}, network{};
};

/// The months that one stage stands, or those in which something is asked and nothing stands yet.
struct Span {
  std::size_t stage = 0;  ///< whose plan holds; the first where nothing stands yet
  bool stands = false;
  std::size_t begin = 0;  ///< first month from time.start
  std::size_t end = 0;    ///< after the last
  [[nodiscard]] double months() const { return static_cast<double>(end - begin); }
};

/// One workload over the months, and what the months add up to.
struct WorkloadMonths {
  std::vector<Frequency> mean, peak;  ///< requests (those of applications included) or tasks
  std::vector<Frequency> own;         ///< mean of direct requests
  std::vector<double> growth;         ///< of the demand since time.start
  std::vector<double> needed;         ///< accelerators at the peak, headroom included
  std::vector<double> used;           ///< of these, what the cluster has
  std::vector<double> busy;           ///< share of the used that works, mean over the month
  std::vector<double> served;         ///< share of the demand
  double used_months = 0.0;           ///< accelerator-months that it keeps
  double runs = 0.0;                  ///< of training, within the horizon
  std::vector<application::AgentStep> steps;  ///< of an application
  std::vector<application::StepUse> uses;
  application::TaskUse task;
  Money cost{}, network_cost{};
  Feasible<Money> revenue;
  double network_share = 0.0;          ///< of the cost, before any of it moves to applications
  application::TokenUse tokens;        ///< of serving: served over the horizon
  application::TokenUse moved;         ///< of these, for applications
  application::TokenPrices unit_cost;  ///< of serving
};

/// Money of one owner (a cluster, a fabric, the site) over the horizon.
struct CostBook {
  Money capex{}, residual{}, book{};
  Money energy{}, space{}, support{}, licences{}, staff{};
  fabric::FabricCapex parts;  ///< of a fabric: its capex by kind of part
  double people = 0.0;        ///< summed over the months
  Money financing{};          ///< of the site: interest on all that is bought
  [[nodiscard]] Money opex() const { return energy + space + support + licences + staff; }
  [[nodiscard]] Money total() const { return capex + opex() + financing - residual; }
};

/// How one fabric is bought again at its age.
struct Renewal {
  double first = 0.0;               ///< month; none where `times` is 0
  double times = 0.0;               ///< each discounted to time.start
  Money switching{};                ///< cost of another maker
  Money list{};                     ///< of all boxes at the first refresh, without competition
  economics::RefreshPrice boxes{};  ///< what is paid for them
  economics::RefreshPrice optics{};
  double boxes_share = 1.0;  ///< of the list price
  double optics_share = 1.0;
  Money list_worth{};  ///< of boxes over the horizon, at list prices, discounted
  Money saved{};       ///< against list prices, over the horizon
};

/// What a fabric stakes on its openness, and the open fabric beside it.
struct Stakes {
  economics::FabricStake own, open;
};

/// Present values of what a fabric needs to run.
struct RunningWorth {
  Money licences{};
  Time boxes{};     ///< how long each of them stands
  Time standing{};  ///< of the fabric
};

/// A purchase that needs support from its month on.
struct Arrival {
  std::size_t month = 0;
  CostBook* book = nullptr;
  Money support{};  ///< each month, at the prices of time.start
};

/// Room for everything that an evaluation computes on its way; made once by shape().
struct Workspace {
  std::vector<StageState> stages;
  std::vector<WorkloadMonths> workloads;
  std::vector<fabric::SwitchBox> boxes;  ///< of each switch of the catalogue
  std::vector<double> inflation;         ///< of operating cost since time.start
  std::vector<double> input_price, cached_price, output_price, rent;  ///< change since time.start
  std::vector<Span> spans;     ///< from the first month in which something is asked, in order
  std::size_t asked_from = 0;  ///< first month of the first phase: nothing is asked before
  std::vector<Money> paid, received, net, inflows, outflows;  ///< by month
  std::vector<Money> invested;  ///< of what is paid: for assets, and to lenders
  std::vector<Money> borrowed, interest, owed;
  std::vector<Money> unpaid;               ///< change of what is ordered and not yet paid
  std::vector<std::vector<Money>> bought;  ///< by class of asset and month
  std::vector<Money> book, market;         ///< of all assets at the end of each month
  std::vector<Money> written_off;
  std::vector<double> rented;           ///< accelerators that an alternative would rent
  std::vector<Money> other, plan_cost;  ///< of an alternative, and of what it replaces
  Money owed_after{};                   ///< to lenders after the horizon
  Money financing{}, tax{};
  Money owned_book{};          ///< of units that stood before time.start, at the end
  std::vector<double> latest;  ///< ready dates of one stage
  std::vector<std::vector<double>> cluster_needed;   ///< accelerators, by cluster and month
  std::vector<std::vector<double>> cluster_working;  ///< of these, busy on average
  std::vector<double> left, asked;     ///< of one cluster in each month, while it is shared out
  std::vector<double> cluster_months;  ///< provisioned accelerator-months of each cluster
  std::vector<CostBook> cluster_books, fabric_books;
  CostBook site_book;
  std::vector<economics::HardwareGeneration> accelerators, networks;  ///< to come
  std::vector<Renewal> renewals;                                      ///< of each fabric
  std::vector<Stakes> stakes;                                         ///< of each fabric
  std::vector<RunningWorth> running;                                  ///< of each fabric
  std::vector<double> discount;                                       ///< of each month
  Money traded{};   ///< in the residual: what was replaced, paid back in its month
  SiteCapex capex;  ///< what is bought, by class of asset
  std::vector<Arrival> arrivals;
  std::vector<double> supported;  ///< months of support, inflation included, of a purchase by month
  std::vector<Money> support;     ///< each month, of what is bought in a month
  Money tools{};
  std::vector<Money> cluster_cost, cluster_network_cost;
  std::vector<double> weights;
  std::vector<Money> shares;
  std::vector<double> uses;                     ///< of one fabric, by each workload
  std::vector<Money> parts;                     ///< of its cost
  std::vector<economics::FabricRest> leftover;  ///< of each fabric: what no workload is charged
};

/// Visits the months in which something stands, in order: `visit(month, stage)`.
template <class Visit>
void each_month(const Workspace& room, const Visit& visit) {
  for (const Span& span : room.spans) {
    if (!span.stands) continue;
    for (std::size_t m = span.begin; m < span.end; ++m) visit(m, room.stages[span.stage]);
  }
}

}  // namespace weft::plan
