// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/training/checkpoint.hpp"
#include "weft/training/parallel.hpp"
#include "weft/training/step_time.hpp"
#include "weft/units/system.hpp"

#include <array>
#include <cstdint>

namespace weft::training {

/// Where the wall time of one run goes; the terms add up.
struct TimeToTrain {
  Time productive{};
  Time checkpoint{};
  Time rework{};
  Time restart{};
  [[nodiscard]] constexpr Time total() const { return productive + checkpoint + rework + restart; }
  friend bool operator==(const TimeToTrain&, const TimeToTrain&) = default;
};

/// One run from the first token to the last.
struct Run {
  TimeToTrain time;
  double steps = 0.0;
  double interruptions = 0.0;  ///< expected in one run
  Bytes checkpoint_bytes{};
  Time checkpoint_write{};
  Time checkpoint_every{};
  [[nodiscard]] constexpr double goodput() const {
    const auto all = time.total();
    return all > Time{} ? ratio(time.productive, all) : 0.0;
  }
  friend bool operator==(const Run&, const Run&) = default;
};

inline constexpr Reason no_progress{"training.no-progress",
                                    "interruptions come faster than the job gets on"};

inline constexpr Formula time_to_train_card{"training.time-to-train",
                                            "tokens / (tokens/s) / (1 - loss)", "definition"};

/// One run of `job` at the pace of `step`.
/// \param write  time of one checkpoint on the storage that it has.
[[nodiscard]] inline Feasible<Run> run(const compute::ModelWork& work, const Job& job,
                                       const Step& step, const Reliability& reliability,
                                       Time write) {
  const auto between = job_interruption(reliability, job.accelerators);
  Run made;
  made.checkpoint_bytes = checkpoint_bytes(work, reliability);
  made.checkpoint_write = write;
  made.checkpoint_every =
      weft::max(reliability.every.value_or(young_interval(write, between)), step.time.total());
  const auto lost = loss(write, made.checkpoint_every, between, reliability.restart);
  if (lost.total() >= 1.0) return Infeasible{&no_progress, lost.total(), 1.0, {}};
  made.time.productive = job.tokens / step.tokens_per_second;
  const auto wall = made.time.productive / (1.0 - lost.total());
  made.time.checkpoint = lost.checkpoint * wall;
  made.time.rework = lost.rework * wall;
  made.time.restart = lost.restart * wall;
  made.steps = ratio(job.tokens, step.schedule.batch);
  made.interruptions = ratio(wall, between);
  return made;
}

}  // namespace weft::training

namespace weft {

template <>
inline constexpr std::string_view type_name<training::TimeToTrain> = "time_to_train";
template <>
inline constexpr auto fields<training::TimeToTrain> = std::array{
    row<&training::TimeToTrain::productive>("productive", "").in("days"),
    row<&training::TimeToTrain::checkpoint>("checkpoint", "writing").in("days"),
    row<&training::TimeToTrain::rework>("rework", "done again after interruptions").in("days"),
    row<&training::TimeToTrain::restart>("restart", "standing still after interruptions")
        .in("days"),
    row<&training::TimeToTrain::total>("total", "wall time of one run")
        .in("days")
        .by(training::time_to_train_card)};
static_assert(describes_all<training::TimeToTrain>());

template <>
inline constexpr std::string_view type_name<training::Run> = "training_run";
template <>
inline constexpr auto fields<training::Run> =
    std::array{row<&training::Run::time>("time", ""),
               row<&training::Run::steps>("steps", ""),
               row<&training::Run::interruptions>("interruptions", "expected in one run")
                   .by(training::job_interruption_card),
               row<&training::Run::checkpoint_bytes>("checkpoint_bytes", "")
                   .in("TB")
                   .by(training::checkpoint_bytes_card),
               row<&training::Run::checkpoint_write>("checkpoint_write", "")
                   .in("s")
                   .by(training::checkpoint_write_card),
               row<&training::Run::checkpoint_every>("checkpoint_every", "")
                   .in("min")
                   .by(training::young_interval_card),
               row<&training::Run::goodput>("goodput", "productive share of wall time")
                   .by(training::loss_card)};
static_assert(describes_all<training::Run>());

}  // namespace weft
