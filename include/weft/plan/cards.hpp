// SPDX-License-Identifier: Apache-2.0
// Cards of the steps that join the formulas of the layers below into a plan: sums, worst months,
// and what one part hands to the next.
#pragma once

#include "weft/base/formula.hpp"

namespace weft::plan {

/// A value that is handed on as it is: explanations go on with what it was.
inline constexpr Formula as_is_card{"plan.as-is", "x", "definition"};
inline constexpr Formula sum_card{"plan.sum", "sum of the parts", "definition"};

// Stages.
inline constexpr Formula accelerators_each_card{"plan.accelerators-each", "max(1, accelerators)",
                                                "definition: a server without any counts as one"};
inline constexpr Formula cluster_power_card{
    "plan.cluster-power", "units x power of one; peak: the published maximum, sustained: typical",
    "definition"};
inline constexpr Formula parts_card{
    "plan.fabric-parts", "boxes, adapters, modules and cables of each place of the design",
    "definition: three counts (links, cables, modules), shared cages counted once"};
inline constexpr Formula balancing_card{
    "plan.load-balancing", "what is written, else by kind; ecmp: the busiest of hashed paths",
    "definition"};
inline constexpr Formula job_size_card{"plan.job-size", "min(asked, units x accelerators each)",
                                       "definition"};
inline constexpr Formula machine_card{
    "plan.serving-inputs", "the model in its formats and the engine on accelerators and networks",
    "definition"};
inline constexpr Formula stands_card{
    "plan.stands", "a phase stands from its first whole month in use", "definition"};

// Months.
inline constexpr Formula nothing_asked_card{
    "plan.nothing-asked", "0 of everything before the first phase, and all of that served",
    "definition"};
inline constexpr Formula need_card{
    "plan.need",
    "serving: replicas for the peak; training: its size while it runs; else as written",
    "definition"};
inline constexpr Formula share_card{
    "plan.share-of-a-cluster",
    "served = min(1, left / asked): by priority, then serving, then jobs that fill gaps",
    "definition"};
inline constexpr Formula use_card{"plan.use", "sum over months of accelerators used x share busy",
                                  "definition"};
inline constexpr Formula served_by_calls_card{
    "plan.served-by-calls", "least served of the workloads it calls", "definition"};
inline constexpr Formula busiest_month_card{
    "plan.busiest-month", "the month of a phase with most accelerators in use, then most requests",
    "definition"};
inline constexpr Formula flows_card{"plan.flows",
                                    "each flow of each workload on the fabric of its role",
                                    "definition: all at their peak at the same time"};
inline constexpr Formula left_by_classes_card{
    "plan.left-by-classes", "max(guarantee x B, B - what classes that do not yield take)",
    "definition"};

// Money.
inline constexpr Formula purchases_card{
    "plan.purchases",
    "sum over phases of (units now - units before) x price x (1 + change)^t, spares included",
    "definition"};
inline constexpr Formula left_over_card{
    "plan.left-over",
    "sum over purchases of price x share left at the end (market: (1 - d)^age; "
    "books: straight line)",
    "definition"};
inline constexpr Formula paid_card{
    "plan.paid", "deposits at the order, the rest at delivery, running cost, debt, tax, by month",
    "definition"};
inline constexpr Formula debt_card{"plan.debt", "an annuity of what is borrowed for each delivery",
                                   "definition; annuity as Excel PMT"};
inline constexpr Formula worth_card{
    "plan.worth", "all assets at the end of each month: books by straight line, market by decay",
    "definition"};
inline constexpr Formula licence_card{"plan.licences", "boxes x licence x months x inflation",
                                      "definition"};
inline constexpr Formula space_card{"plan.space", "peak power x price x months x inflation",
                                    "definition: colocation is paid by power"};
inline constexpr Formula support_card{
    "plan.support", "sum over purchases of share x price x months supported x inflation",
    "definition"};
inline constexpr Formula provisioned_card{"plan.provisioned",
                                          "sum over phases of months x accelerators", "definition"};
inline constexpr Formula owner_cost_card{
    "plan.cluster-cost",
    "its own + fabrics by accelerator-months + the site by what all that comes to", "definition"};
inline constexpr Formula workload_cost_card{
    "plan.workload-cost",
    "cost of its cluster x accelerator-months used / provisioned + its part of the fabrics",
    "definition: what nobody uses is idle cost"};
inline constexpr Formula fabric_share_card{
    "plan.fabric-share", "cost of each fabric x use by the rule / its capacity",
    "definition: what nobody uses, or can be charged for, is kept apart"};
inline constexpr Formula discount_card{"plan.discount", "(1 + r)^-(m/12)", "definition"};
inline constexpr Formula moved_cost_card{
    "plan.moved-cost", "tokens of applications: from the serving workload to the one that calls",
    "definition"};
inline constexpr Formula tokens_card{
    "plan.tokens", "requests x served x tokens of one, direct and of applications, over the months",
    "definition"};
inline constexpr Formula tools_card{"plan.tools", "tasks served x tools of one", "definition"};
inline constexpr Formula revenue_card{
    "plan.revenue", "sum over months of units served x price of the month", "definition"};
inline constexpr Formula received_card{"plan.received", "sum of the revenue of workloads, by month",
                                       "definition"};
inline constexpr Formula tco_card{"plan.tco", "capex + opex + financing + tax - residual",
                                  "definition: undiscounted, over the horizon"};
inline constexpr Formula net_card{"plan.net-cash", "received - paid; at the end residual - debt",
                                  "definition"};
inline constexpr Formula share_of_card{"plan.share-of", "part / whole", "definition"};
inline constexpr Formula idle_card{"plan.idle-cost", "tco - tax - cost of the workloads",
                                   "definition"};
inline constexpr Formula committed_card{
    "plan.committed", "worst month of orders not delivered + debt + power reserved to the end",
    "definition"};
inline constexpr Formula fabric_cost_card{"plan.fabric-cost", "capex - residual + opex",
                                          "definition"};

// What is shown.
inline constexpr Formula over_months_card{
    "plan.over-months",
    "the value of each month, and the one that stands for all by the rule of "
    "the metric",
    "definition"};
inline constexpr Formula worst_phase_card{"plan.worst-phase", "the worst of the phases",
                                          "definition"};
inline constexpr Formula site_power_card{
    "plan.site-power", "IT = nodes + networks; utility = IT x PUE; worst phase", "definition"};
inline constexpr Formula cluster_use_card{
    "plan.cluster-use", "need, use and capacity by month; headroom = capacity / need - 1",
    "definition"};
inline constexpr Formula headroom_card{
    "plan.headroom", "least over months of (capacity - what others need) / need - 1", "definition"};
inline constexpr Formula availability_card{"plan.availability", "MTBF / (MTBF + repair)",
                                           "definition: steady state of one unit"};
inline constexpr Formula kinds_card{"plan.kinds", "distinct boxes, modules, cables", "definition"};
inline constexpr Formula most_endpoints_card{"plan.most-endpoints", "most of one plane x planes",
                                             "definition"};
inline constexpr Formula probe_card{"plan.probe", "bus bandwidth of the probe on the worst cluster",
                                    "nccl-tests PERFORMANCE.md; collective model"};
inline constexpr Formula late_card{"plan.late", "max(0, usable - from)", "definition"};
inline constexpr Formula stranded_hours_card{
    "plan.stranded-hours", "accelerators x time between their own date and that of the phase",
    "definition"};
inline constexpr Formula shortfall_card{"plan.unmet", "sum of need not served / sum of need",
                                        "definition"};
inline constexpr Formula people_card{"plan.people", "site + fabrics, worst phase",
                                     "definition: linear in each kind of burden"};
inline constexpr Formula repairs_card{
    "plan.repairs", "failures of network parts + accelerators / MTBF, worst phase", "definition"};
inline constexpr Formula mean_people_card{"plan.mean-people", "people x months / months",
                                          "definition"};
inline constexpr Formula alternative_card{
    "plan.alternative", "its cost month by month against the plan's for the same workloads",
    "definition"};
inline constexpr Formula energy_of_work_card{
    "plan.energy-of-work", "used / capacity x sustained power x PUE x months, over output tokens",
    "definition"};
inline constexpr Formula verdict_card{
    "plan.verdict",
    "every limit against the metric of its name; margin = signed share of the limit", "definition"};
inline constexpr Formula feasible_card{
    "plan.feasible", "1 when each fabric, job and replica of the last phase works", "definition"};
inline constexpr Formula sharing_card{
    "plan.sharing", "the same plan with hardware of its own, less this one", "definition"};
inline constexpr Formula bandwidth_needed_card{
    "plan.bandwidth-needed", "max of the flows and the slowest rate at which every SLO still holds",
    "definition: found by halving the rate"};
inline constexpr Formula quoted_card{
    "plan.quoted-share", "capex at prices of quotes that are valid at time.start / capex",
    "definition"};
inline constexpr Formula assumptions_card{
    "plan.assumptions", "count of defaults of the plan and of values of parts", "definition"};
inline constexpr Formula guess_share_card{
    "plan.guess-share", "sum |d tco / tco| of values that are estimates or guesses / of all",
    "definition: each value moved by a tenth"};

}  // namespace weft::plan
