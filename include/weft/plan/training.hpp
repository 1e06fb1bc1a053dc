// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/calendar.hpp"
#include "weft/compute/precision.hpp"
#include "weft/plan/vocabulary.hpp"
#include "weft/training/parallel.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>

namespace weft::plan {

struct Checkpoint {
  std::optional<Time> every;
  Time restart = 10.0 * one_minute;
  friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

struct TrainingSlo {
  std::optional<Time> time_to_train;
  std::optional<double> goodput;
  std::optional<Time> checkpoint_write;
  std::optional<Time> step_time;
  std::optional<double> mfu;
  friend bool operator==(const TrainingSlo&, const TrainingSlo&) = default;
};

enum class Schedule : std::uint8_t { any, off_peak };

struct Training {
  std::string model;
  std::string on;
  std::optional<std::int64_t> accelerators;
  std::int64_t priority = 1;
  std::optional<CalendarMonth> from;
  std::optional<CalendarMonth> until;
  std::optional<Time> repeat;
  Tokens tokens{};
  Tokens sequence{};
  Tokens global_batch{};
  compute::Precision precision = compute::Precision::bf16;
  std::string software = "megatron_bridge";
  std::string fit = "published";
  std::optional<training::Parallel> parallel;
  Checkpoint checkpoint;
  Schedule schedule = Schedule::any;
  TrainingSlo slo;
  friend bool operator==(const Training&, const Training&) = default;
};

}  // namespace weft::plan

namespace weft {

template <>
inline constexpr std::string_view type_name<plan::Checkpoint> = "checkpoint";
template <>
inline constexpr auto fields<plan::Checkpoint> = std::array{
    row<&plan::Checkpoint::every>("every", "between two checkpoints; \"auto\": Young's interval")
        .in("min")
        .at_least(1)
        .automatic(),
    row<&plan::Checkpoint::restart>("restart", "from an interruption to the next step")
        .in("min")
        .at_least(0)
        .default_from("estimate: 10 min, Llama 3 reports over 90 % effective time at one "
                      "interruption in 3 h")};
static_assert(describes_all<plan::Checkpoint>());

template <>
inline constexpr std::string_view type_name<plan::TrainingSlo> = "training_slo";
template <>
inline constexpr auto fields<plan::TrainingSlo> = std::array{
    row<&plan::TrainingSlo::time_to_train>("time_to_train", "longest run, failures included")
        .in("days")
        .at_least(0),
    row<&plan::TrainingSlo::goodput>("goodput", "least productive share of wall time")
        .between(0, 1),
    row<&plan::TrainingSlo::checkpoint_write>("checkpoint_write", "longest write of one checkpoint")
        .in("s")
        .at_least(0),
    row<&plan::TrainingSlo::step_time>("step_time", "longest optimizer step").in("s").at_least(0),
    row<&plan::TrainingSlo::mfu>("mfu", "least model FLOP/s over dense peak").between(0, 1)};
static_assert(describes_all<plan::TrainingSlo>());

template <>
inline constexpr auto words<plan::Schedule> =
    std::array{Case{"any", "keeps its accelerators"},
               Case{"off-peak", "takes what the others leave over a month"}};
template <>
inline constexpr std::string_view type_name<plan::Training> = "training";
template <>
inline constexpr auto fields<plan::Training> = std::array{
    row<&plan::Training::model>("model", "that is trained").refers_to("llm").required(),
    row<&plan::Training::on>("on", "the cluster it runs on").refers_to("/clusters").required(),
    row<&plan::Training::accelerators>("accelerators",
                                       "that it keeps; all of the cluster when not written")
        .counts("GPU")
        .between(1, 1e9),
    row<&plan::Training::priority>("priority", "who yields when a cluster is too small; 1 first")
        .between(1, 9),
    row<&plan::Training::from>("from", "month in which the first run starts"),
    row<&plan::Training::until>("until", "last month in which a run starts"),
    row<&plan::Training::repeat>("repeat", "from one run to the next; once when not written")
        .in("months")
        .at_least(0),
    row<&plan::Training::tokens>("tokens", "of one run").in("Ttok").at_least(1).required(),
    row<&plan::Training::sequence>("sequence", "length").in("tok").at_least(1).required(),
    row<&plan::Training::global_batch>("global_batch", "tokens of one optimizer step")
        .in("Mtok")
        .at_least(1)
        .required(),
    row<&plan::Training::precision>("precision", "of the linear layers")
        .default_from("bf16: the precision of most published runs"),
    row<&plan::Training::software>("software", "that trains, as the fit names it")
        .default_from("megatron_bridge: most published steps of current accelerators are of it"),
    row<&plan::Training::fit>("fit", "coefficients of step time, the shipped ones or your own")
        .refers_to("training-fit")
        .default_from("published: 318 measured steps"),
    row<&plan::Training::parallel>("parallel", "split of the job; \"auto\": the fastest that fits")
        .automatic(),
    row<&plan::Training::checkpoint>("checkpoint", "against failures"),
    row<&plan::Training::schedule>("schedule", "when it runs"),
    row<&plan::Training::slo>("slo", "limits on the metrics of this workload")};
static_assert(describes_all<plan::Training>());

}  // namespace weft
