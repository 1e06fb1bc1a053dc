// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/over_months.hpp"
#include "weft/plan/outcome_capacity.hpp"
#include "weft/training/step_time.hpp"
#include "weft/units/system.hpp"

#include <array>

namespace weft::plan {

struct TrainingRun {
  training::StepTime step_time;
  Time step_time_low{}, step_time_high{};
  double mfu = 0.0;
  TokenRate tokens_per_second{};
  Bytes memory_per_accelerator{};
  Time time_to_train{};
  double goodput = 1.0;
  double interruptions = 0.0;
  Feasible<Time> checkpoint_write;
  Feasible<Money> cost_per_run;
  friend bool operator==(const TrainingRun&, const TrainingRun&) = default;
};

struct TrainingOutcome {
  WorkloadCapacity capacity;
  Feasible<TrainingRun> run;
  Feasible<WorkloadMoney> money;
  friend bool operator==(const TrainingOutcome&, const TrainingOutcome&) = default;
};

}  // namespace weft::plan

namespace weft {

template <>
inline constexpr std::string_view type_name<plan::TrainingRun> = "training_run";
template <>
inline constexpr auto fields<plan::TrainingRun> = std::array{
    row<&plan::TrainingRun::step_time>("step_time", "one optimizer step")
        .in("s")
        .metric(Over::worst, Better::less),
    row<&plan::TrainingRun::step_time_low>("step_time_low",
                                           "one in ten measured steps would be shorter")
        .in("s")
        .metric(Over::worst, Better::less),
    row<&plan::TrainingRun::step_time_high>("step_time_high",
                                            "one in ten measured steps would be longer")
        .in("s")
        .metric(Over::worst, Better::less),
    row<&plan::TrainingRun::mfu>("mfu", "model FLOP/s over dense peak; causal attention counted")
        .metric(Over::worst, Better::more),
    row<&plan::TrainingRun::tokens_per_second>("tokens_per_second", "whole job")
        .in("Mtok/s")
        .metric(Over::worst, Better::more),
    row<&plan::TrainingRun::memory_per_accelerator>("memory_per_accelerator", "the fullest rank")
        .in("GB")
        .metric(Over::worst, Better::less),
    row<&plan::TrainingRun::time_to_train>("time_to_train",
                                           "wall time of one run, failures included")
        .in("days")
        .metric(Over::worst, Better::less),
    row<&plan::TrainingRun::goodput>("goodput", "productive share of wall time")
        .metric(Over::mean, Better::more),
    row<&plan::TrainingRun::interruptions>("interruptions", "expected in one run")
        .metric(Over::once, Better::less),
    row<&plan::TrainingRun::checkpoint_write>("checkpoint_write",
                                              "one checkpoint on the storage fabric")
        .in("s")
        .metric(Over::worst, Better::less),
    row<&plan::TrainingRun::cost_per_run>("cost_per_run", "all-in")
        .in("$")
        .metric(Over::mean, Better::less)};
static_assert(describes_all<plan::TrainingRun>());

template <>
inline constexpr std::string_view type_name<plan::TrainingOutcome> = "training_outcome";
template <>
inline constexpr auto fields<plan::TrainingOutcome> =
    std::array{row<&plan::TrainingOutcome::capacity>("capacity", "").inlined(),
               row<&plan::TrainingOutcome::run>("run", "").inlined(),
               row<&plan::TrainingOutcome::money>("money", "").inlined()};
static_assert(describes_all<plan::TrainingOutcome>());

}  // namespace weft
