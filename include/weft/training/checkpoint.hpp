// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/compute/llm_work.hpp"
#include "weft/units/math.hpp"
#include "weft/units/system.hpp"

#include <array>
#include <cstdint>
#include <optional>

namespace weft::training {

/// How often accelerators stop a job, and what is done about it.
struct Reliability {
  Time accelerator_interruption = 50677.0 * one_hour;  ///< accelerator-time between two
  Time restart = 10.0 * one_minute;   ///< from the interruption to the next useful step
  std::optional<Time> every;          ///< between checkpoints; absent: Young's interval
  Bytes per_parameter = 14.0 * byte;  ///< written
  friend bool operator==(const Reliability&, const Reliability&) = default;
};

inline constexpr Formula checkpoint_bytes_card{"training.checkpoint-bytes",
                                               "N x (2 weight + 12 optimizer) bytes", "definition"};
/// What one checkpoint writes: weights and optimizer state, sharded so that each byte goes once.
[[nodiscard]] constexpr Bytes checkpoint_bytes(const compute::ModelWork& work,
                                               const Reliability& reliability = {}) {
  return work.parameters * reliability.per_parameter;
}

inline constexpr Formula checkpoint_write_card{
    "training.checkpoint-write",
    "bytes / min(storage write rate, n x storage rate per accelerator)", "definition"};
/// Time of one checkpoint that the job waits for.
/// \param storage  write rate of the whole storage, 0: not a limit.
/// \param attached  storage bandwidth of all accelerators of the job together.
[[nodiscard]] constexpr Time checkpoint_write(Bytes size, Bandwidth storage, Bandwidth attached) {
  const auto rate = storage > Bandwidth{} ? weft::min(storage, attached) : attached;
  return size / rate;
}

inline constexpr Formula job_interruption_card{
    "training.job-interruption", "accelerator-time between interruptions / n",
    "Grattafiori et al. 2024, arXiv:2407.21783, table 5"};
/// Mean time between interruptions of a job on `accelerators`.
[[nodiscard]] constexpr Time job_interruption(const Reliability& reliability,
                                              std::int64_t accelerators) {
  return reliability.accelerator_interruption / accelerators;
}

inline constexpr Formula young_interval_card{"training.young-interval", "sqrt(2 write M)",
                                             "Young 1974, CACM 17(9)"};
/// Interval between checkpoints that loses least, to first order.
[[nodiscard]] inline Time young_interval(Time write, Time between_interruptions) {
  return weft::sqrt(2.0 * ratio(write, second) * ratio(between_interruptions, second)) * second;
}

/// Shares of the wall time that make no progress.
struct Loss {
  double checkpoint = 0.0;  ///< writing
  double rework = 0.0;      ///< done again after an interruption
  double restart = 0.0;     ///< standing still after one
  [[nodiscard]] constexpr double total() const { return checkpoint + rework + restart; }
  friend bool operator==(const Loss&, const Loss&) = default;
};

inline constexpr Formula loss_card{
    "training.loss", "write/(every + write) + (every/2)/M + restart/M",
    "definition; writing and rework to first order after Young 1974, CACM 17(9)"};
/// \param write  of one checkpoint.  \param every  productive time between two.
/// \param between  mean time between interruptions, M.
[[nodiscard]] constexpr Loss loss(Time write, Time every, Time between, Time restart) {
  return {.checkpoint = write > Time{} ? ratio(write, every + write) : 0.0,
          .rework = ratio(every / 2.0, between),
          .restart = ratio(restart, between)};
}

}  // namespace weft::training

namespace weft {

template <>
inline constexpr std::string_view type_name<training::Reliability> = "reliability";
template <>
inline constexpr auto fields<training::Reliability> = std::array{
    row<&training::Reliability::accelerator_interruption>("interruption",
                                                          "accelerator-time between two")
        .in("h")
        .between(1, 1e15)
        .default_from("Grattafiori et al. 2024, arXiv:2407.21783, table 5: 419 unexpected ones in "
                      "54 days on 16,384 H100"),
    row<&training::Reliability::restart>("restart", "from the interruption to the next useful step")
        .in("min")
        .at_least(0)
        .default_from("estimate"),
    row<&training::Reliability::every>("every", "between checkpoints")
        .in("min")
        .at_least(1e-3)
        .automatic(),
    row<&training::Reliability::per_parameter>("per_parameter", "checkpoint bytes")
        .in("B")
        .at_least(0)
        .default_from("bf16 weights and fp32 Adam state")};
static_assert(describes_all<training::Reliability>());

template <>
inline constexpr std::string_view type_name<training::Loss> = "loss";
template <>
inline constexpr auto fields<training::Loss> =
    std::array{row<&training::Loss::checkpoint>("checkpoint", "writing"),
               row<&training::Loss::rework>("rework", "done again after an interruption"),
               row<&training::Loss::restart>("restart", "standing still after one"),
               row<&training::Loss::total>("total", "of the wall time").by(training::loss_card)};
static_assert(describes_all<training::Loss>());

}  // namespace weft
