// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/plan/demand.hpp"

#include <algorithm>
#include <cmath>
#include <variant>

namespace weft::plan {

/// Share of a month in which a training workload runs.
[[nodiscard]] inline double active_share(const Training& written, CalendarMonth start, Time run,
                                         double month) {
  const double first =
      written.from ? static_cast<double>(months_between(start, *written.from)) : 0.0;
  const double length = ratio(run, one_month);
  if (!written.repeat || *written.repeat <= Time{}) {
    const double begin = std::max(first, month);
    const double end = std::min(first + length, month + 1.0);
    return std::max(0.0, end - begin);
  }
  const double every = std::max(ratio(*written.repeat, one_month), length);
  const auto active_before = [&](double date) {
    if (date <= first) return 0.0;
    const double cycles = std::floor((date - first) / every);
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
    const double working = ratio(months.mean[m], replica.requests) * replica.accelerators;
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
inline void workload_need(const Stage& stage, Position at, const Span& span, Workspace& room) {
  WorkloadMonths& months = room.workloads[at];
  const Workload& workload = stage.plan.workloads.entries[at].value;
  const WorkloadState& state = room.stages[span.stage].workloads[at];
  if (const auto* served = std::get_if<Serving>(&workload)) {
    serving_need(*served, state.serving, stage.plan.operations.headroom, span, months);
  } else if (const auto* trained = std::get_if<Training>(&workload)) {
    training_need(*trained, state.training, stage.plan.time.start, span, months);
  } else if (const auto* rented = std::get_if<Rental>(&workload)) {
    for (std::size_t m = span.begin; m < span.end; ++m) {
      months.needed[m] = static_cast<double>(rented->accelerators);
      months.busy[m] = rented->occupancy;
    }
  } else if (const auto* servers = std::get_if<Traditional>(&workload)) {
    for (std::size_t m = span.begin; m < span.end; ++m) {
      months.needed[m] = std::ceil(static_cast<double>(servers->servers) * months.growth[m] - 1e-9);
      months.busy[m] = 1.0 / servers->peak_to_mean;
    }
  }
}

namespace detail {

inline const Serving* serving_of(const Stage& stage, Position workload) {
  return std::get_if<Serving>(&stage.plan.workloads.entries[workload].value);
}

/// Sums what is needed of one cluster in each month: kept for training, rental and servers, and
/// asked by serving.
inline void sum_needs(const Stage& stage, Position cluster, const Span& span, Workspace& room) {
  for (std::size_t m = span.begin; m < span.end; ++m) room.kept[m] = room.serving[m] = 0.0;
  for (Position w = 0; w < stage.workloads.size(); ++w) {
    if (stage.workloads[w].cluster != cluster) continue;
    auto& sum = serving_of(stage, w) ? room.serving : room.kept;
    for (std::size_t m = span.begin; m < span.end; ++m) sum[m] += room.workloads[w].needed[m];
  }
  for (std::size_t m = span.begin; m < span.end; ++m) {
    room.cluster_needed[cluster][m] = room.kept[m] + room.serving[m];
  }
}

/// Share of its need that one workload gets of its cluster, month by month.
inline void give_share(const Serving* served, double capacity, const Span& span,
                       const Workspace& room, WorkloadMonths& months) {
  for (std::size_t m = span.begin; m < span.end; ++m) {
    const double needed = months.needed[m];
    if (needed <= 0.0) continue;
    const double left = std::max(0.0, capacity - room.kept[m]);
    double share = served ? left / room.serving[m] : capacity / room.kept[m];
    if (served && served->accelerators) {  // it may not use more than it was given
      share = std::min(share, static_cast<double>(*served->accelerators) / needed);
    }
    months.served[m] = std::min(1.0, share);
    months.used[m] = months.served[m] * needed;
  }
}

}  // namespace detail

/// Gives the accelerators of one cluster to its workloads: training, rental and servers first,
/// what is left to serving in proportion to need.
inline void share_cluster(const Stage& stage, Position cluster, const Span& span, Workspace& room) {
  detail::sum_needs(stage, cluster, span, room);
  if (!span.stands) return;
  const double capacity = room.stages[span.stage].clusters[cluster].capacity();
  for (Position w = 0; w < stage.workloads.size(); ++w) {
    if (stage.workloads[w].cluster != cluster) continue;
    detail::give_share(detail::serving_of(stage, w), capacity, span, room, room.workloads[w]);
  }
}

}  // namespace weft::plan
