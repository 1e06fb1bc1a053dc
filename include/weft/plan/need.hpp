// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/plan/demand.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <variant>

namespace weft::plan {

/// Runs that may start, one `every` so many months from month `first` on.
[[nodiscard]] inline double runs_until(const Training& written, CalendarMonth start, double first,
                                       double every) {
  if (!written.until) return std::numeric_limits<double>::infinity();
  const auto end = static_cast<double>(months_between(start, *written.until) + 1);
  return std::max(0.0, std::ceil((end - first) / every));
}

/// Share of a month in which a training workload runs.
[[nodiscard]] inline double active_share(const Training& written, CalendarMonth start, Time run,
                                         double month) {
  const double first =
      written.from ? static_cast<double>(months_between(start, *written.from)) : 0.0;
  const double length = ratio(run, one_month);
  if (runs_until(written, start, first, 1.0) <= 0.0) return 0.0;
  if (!written.repeat || *written.repeat <= Time{}) {
    const double begin = std::max(first, month);
    const double end = std::min(first + length, month + 1.0);
    return std::max(0.0, end - begin);
  }
  const double every = std::max(ratio(*written.repeat, one_month), length);
  const double runs = runs_until(written, start, first, every);
  const auto active_before = [&](double date) {
    if (date <= first) return 0.0;
    const double cycles = std::floor((date - first) / every);
    if (cycles >= runs) return runs * length;
    return cycles * length + std::min(length, date - first - cycles * every);
  };
  return active_before(month + 1.0) - active_before(month);
}

inline void serving_need(const Serving& served, const ServingState& replica, double headroom,
                         const Span& span, WorkloadMonths& months) {
  const auto given = static_cast<double>(served.accelerators.value_or(0));
  for (std::size_t m = span.begin; m < span.end; ++m) {
    if (!replica.works()) {  // no replica keeps the limits
      months.needed[m] = std::max(given, months.peak[m] > Frequency{} ? 1.0 : 0.0);
      continue;
    }
    months.needed[m] = std::max(given, accelerators_for(replica, months.peak[m], headroom));
    if (months.needed[m] <= 0.0) continue;
    const double working = ratio(months.mean[m], replica.unit.requests) * replica.unit.total();
    months.busy[m] = std::min(1.0, working / months.needed[m]);
  }
}

inline void training_need(const Training& trained, const TrainingState& job, CalendarMonth start,
                          const Span& span, WorkloadMonths& months) {
  const auto asked = static_cast<double>(
      trained.accelerators.value_or(job.accelerators > 0 ? job.accelerators : 1));
  const double first =
      trained.from ? static_cast<double>(months_between(start, *trained.from)) : 0.0;
  for (std::size_t m = span.begin; m < span.end; ++m) {
    const auto month = static_cast<double>(m);
    if (!job.run) {  // it cannot run: what it asks for stays unmet while it is wanted
      months.needed[m] = month + 1.0 > first ? asked : 0.0;
      continue;
    }
    months.busy[m] = active_share(trained, start, job.run->time.total(), month);
    months.needed[m] = months.busy[m] > 0.0 ? asked : 0.0;
  }
}

/// What one workload needs over a span of months, before its cluster is asked whether it has that
/// much. Before anything can be used, it is counted with the first phase.
template <class Step>
void workload_need(const Stage& stage, Position at, const Span& span, Workspace& room, Step& step) {
  WorkloadMonths& months = room.workloads[at];
  const Workload& workload = stage.plan.workloads.entries[at].value;
  const WorkloadState& state = room.stages[span.stage].workloads[at];
  const auto need = [&](auto&& compute, const auto&... inputs) {
    step(need_card, parts(months.needed, months.busy), compute, inputs..., room.spans);
  };
  if (const auto* served = std::get_if<Serving>(&workload)) {
    need(
        [&] { serving_need(*served, state.serving, stage.plan.operations.headroom, span, months); },
        months.peak, months.mean, state.serving.unit, stage.plan.operations.headroom,
        served->accelerators);
  } else if (const auto* trained = std::get_if<Training>(&workload)) {
    need([&] { training_need(*trained, state.training, stage.plan.time.start, span, months); },
         trained->accelerators, trained->from, trained->repeat, state.training.run,
         state.training.accelerators);
  } else if (const auto* rented = std::get_if<Rental>(&workload)) {
    const auto rent = [&] {
      for (std::size_t m = span.begin; m < span.end; ++m) {
        months.needed[m] = static_cast<double>(rented->accelerators);
        months.busy[m] = rented->occupancy;
      }
    };
    need(rent, rented->accelerators, rented->occupancy);
  } else if (const auto* servers = std::get_if<Traditional>(&workload)) {
    const auto run = [&] {
      for (std::size_t m = span.begin; m < span.end; ++m) {
        months.needed[m] =
            std::ceil(static_cast<double>(servers->servers) * months.growth[m] - 1e-9);
        months.busy[m] = 1.0 / servers->peak_to_mean;
      }
    };
    need(run, servers->servers, months.growth, servers->peak_to_mean);
  }
}

}  // namespace weft::plan
