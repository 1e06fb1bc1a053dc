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

/// What one workload needs in a month, before its cluster is asked whether it has that much.
inline void workload_need(const Stage& stage, const StageState* state, Position at,
                          CalendarMonth start, std::size_t m, Workspace& room) {
  WorkloadMonths& months = room.workloads[at];
  const Workload& workload = stage.plan.workloads.entries[at].value;
  const auto month = static_cast<double>(m);
  // Before anything can be used, what is needed is counted with the first phase.
  const WorkloadState& now = (state ? *state : room.stages.front()).workloads[at];
  if (const auto* served = std::get_if<Serving>(&workload)) {
    const ServingState& replica = now.serving;
    const bool asked = months.peak[m] > Frequency{};
    months.needed[m] = accelerators_for(replica, months.peak[m], stage.plan.operations.headroom);
    if (!replica.works()) months.needed[m] = asked ? 1.0 : 0.0;  // no replica keeps the limits
    if (served->accelerators) {
      months.needed[m] = std::max(static_cast<double>(*served->accelerators), months.needed[m]);
    }
    if (replica.works() && months.needed[m] > 0.0) {
      const double working = ratio(months.mean[m], replica.requests) * replica.accelerators;
      months.busy[m] = std::min(1.0, working / months.needed[m]);
    }
  } else if (const auto* trained = std::get_if<Training>(&workload)) {
    const TrainingState& job = now.training;
    const auto asked = static_cast<double>(
        trained->accelerators.value_or(job.accelerators > 0 ? job.accelerators : 1));
    if (!job.run) {  // it cannot run: what it asks for stays unmet while it is wanted
      const double first =
          trained->from ? static_cast<double>(months_between(start, *trained->from)) : 0.0;
      months.needed[m] = month + 1.0 > first ? asked : 0.0;
      return;
    }
    const double active = active_share(*trained, start, job.run->time.total(), month);
    months.needed[m] = active > 0.0 ? asked : 0.0;
    months.busy[m] = active;
  } else if (const auto* rented = std::get_if<Rental>(&workload)) {
    months.needed[m] = static_cast<double>(rented->accelerators);
    months.busy[m] = rented->occupancy;
  } else if (const auto* servers = std::get_if<Traditional>(&workload)) {
    months.needed[m] = std::ceil(static_cast<double>(servers->servers) * months.growth[m] - 1e-9);
    months.busy[m] = 1.0 / servers->peak_to_mean;
  }
}

/// Gives the accelerators of each cluster to its workloads: training, rental and servers first,
/// what is left to serving in proportion to need.
inline void share_clusters(const Stage& stage, const StageState* state, std::size_t m,
                           Workspace& room) {
  std::fill(room.kept.begin(), room.kept.end(), 0.0);
  std::fill(room.serving.begin(), room.serving.end(), 0.0);
  const auto serves = [&](Position w) {
    return std::holds_alternative<Serving>(stage.plan.workloads.entries[w].value);
  };
  for (Position w = 0; w < stage.workloads.size(); ++w) {
    const auto cluster = stage.workloads[w].cluster;
    if (cluster) (serves(w) ? room.serving : room.kept)[*cluster] += room.workloads[w].needed[m];
  }
  for (Position c = 0; c < stage.clusters.size(); ++c) {
    room.cluster_needed[c][m] = room.kept[c] + room.serving[c];
  }
  if (!state) return;
  for (Position w = 0; w < stage.workloads.size(); ++w) {
    const auto cluster = stage.workloads[w].cluster;
    WorkloadMonths& months = room.workloads[w];
    if (!cluster || months.needed[m] <= 0.0) continue;
    const double capacity = state->clusters[*cluster].capacity();
    const double kept = room.kept[*cluster];
    const double left = std::max(0.0, capacity - kept);
    const double share =
        serves(w) ? std::min(1.0, left / room.serving[*cluster]) : std::min(1.0, capacity / kept);
    months.used[m] = share * months.needed[m];
    months.served[m] = share;
    const auto* served = std::get_if<Serving>(&stage.plan.workloads.entries[w].value);
    if (served && served->accelerators) {  // it may not use more than it was given
      const double most =
          std::min(1.0, static_cast<double>(*served->accelerators) / months.needed[m]);
      months.used[m] = std::min(months.used[m], most * months.needed[m]);
      months.served[m] = std::min(share, most);
    }
  }
}

}  // namespace weft::plan
