// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/plan/need.hpp"

#include <algorithm>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <variant>

namespace weft::plan {

/// When a workload gets accelerators of its cluster: those that keep theirs by priority, then
/// serving, then jobs that take what the others leave.
struct Turn {
  enum class Kind : std::uint8_t { keeps, serves, fills } kind = Kind::keeps;
  std::size_t priority = 1;
};
[[nodiscard]] inline Turn turn_of(const Workload& workload) {
  if (std::holds_alternative<Serving>(workload)) return {Turn::Kind::serves, 1};
  const auto* trained = std::get_if<Training>(&workload);
  if (!trained) return {};
  const bool fills = trained->schedule == Schedule::off_peak;
  return {fills ? Turn::Kind::fills : Turn::Kind::keeps,
          static_cast<std::size_t>(trained->priority)};
}

inline constexpr std::size_t last_priority = 9;

namespace detail {

/// Visits the workloads of a cluster whose turn it is.
template <class Visit>
void each_in_turn(const Stage& stage, Position cluster, const Turn& turn, const Visit& visit) {
  for (Position w = 0; w < stage.workloads.size(); ++w) {
    if (stage.workloads[w].cluster != cluster) continue;
    const Turn own = turn_of(stage.plan.workloads.entries[w].value);
    const bool by_priority = turn.kind != Turn::Kind::serves;
    if (own.kind != turn.kind || (by_priority && own.priority != turn.priority)) continue;
    visit(w);
  }
}

/// Which priorities occur on a cluster.
struct Priorities {
  std::bitset<last_priority + 1> keep, fill;
};
inline Priorities priorities_on(const Stage& stage, Position cluster) {
  Priorities made;
  for (Position w = 0; w < stage.workloads.size(); ++w) {
    if (stage.workloads[w].cluster != cluster) continue;
    const Turn turn = turn_of(stage.plan.workloads.entries[w].value);
    if (turn.kind == Turn::Kind::keeps) made.keep.set(turn.priority);
    if (turn.kind == Turn::Kind::fills) made.fill.set(turn.priority);
  }
  return made;
}

/// What is needed of one cluster in each month. Jobs that fill gaps need nothing of their own.
inline void sum_needs(const Stage& stage, Position cluster, const Span& span, Workspace& room) {
  auto& sum = room.cluster_needed[cluster];
  for (std::size_t m = span.begin; m < span.end; ++m) sum[m] = 0.0;
  for (Position w = 0; w < stage.workloads.size(); ++w) {
    if (stage.workloads[w].cluster != cluster) continue;
    if (turn_of(stage.plan.workloads.entries[w].value).kind == Turn::Kind::fills) continue;
    for (std::size_t m = span.begin; m < span.end; ++m) sum[m] += room.workloads[w].needed[m];
  }
}

/// Accelerators that all workloads of a turn ask for; false where there are none.
inline bool sum_turn(const Stage& stage, Position cluster, const Turn& turn, const Span& span,
                     Workspace& room) {
  bool any = false;
  for (std::size_t m = span.begin; m < span.end; ++m) room.asked[m] = 0.0;
  each_in_turn(stage, cluster, turn, [&](Position w) {
    any = true;
    for (std::size_t m = span.begin; m < span.end; ++m) {
      room.asked[m] += room.workloads[w].needed[m];
    }
  });
  return any;
}

/// Gives what is left to the workloads of a turn, in proportion to need.
inline void give_turn(const Stage& stage, Position cluster, const Turn& turn, const Span& span,
                      Workspace& room) {
  if (!sum_turn(stage, cluster, turn, span, room)) return;
  each_in_turn(stage, cluster, turn, [&](Position w) {
    WorkloadMonths& months = room.workloads[w];
    const auto* served = std::get_if<Serving>(&stage.plan.workloads.entries[w].value);
    for (std::size_t m = span.begin; m < span.end; ++m) {
      const double needed = months.needed[m];
      if (needed <= 0.0) continue;
      double share = room.left[m] / room.asked[m];
      if (served && served->accelerators) {  // it may not use more than it was given
        share = std::min(share, static_cast<double>(*served->accelerators) / needed);
      }
      months.served[m] = std::min(1.0, share);
      months.used[m] = months.served[m] * needed;
    }
  });
  for (std::size_t m = span.begin; m < span.end; ++m) {
    room.left[m] = std::max(0.0, room.left[m] - room.asked[m]);
  }
}

/// Gives jobs that fill gaps what the others leave over a month: accelerators that nobody has, and
/// the hours in which those of serving stand idle.
inline void fill_gaps(const Stage& stage, Position cluster, const Turn& turn, const Span& span,
                      Workspace& room) {
  each_in_turn(stage, cluster, turn, [&](Position w) {
    WorkloadMonths& months = room.workloads[w];
    for (std::size_t m = span.begin; m < span.end; ++m) {
      const double work = months.needed[m] * months.busy[m];  // accelerator-months
      if (work <= 0.0) continue;
      months.served[m] = std::min(1.0, room.left[m] / work);
      months.used[m] = months.served[m] * months.needed[m];
      room.left[m] = std::max(0.0, room.left[m] - months.served[m] * work);
    }
  });
}

/// Accelerators that serving has and does not use, mean over a month.
inline void add_idle_hours(const Stage& stage, Position cluster, const Span& span,
                           Workspace& room) {
  each_in_turn(stage, cluster, {Turn::Kind::serves, 1}, [&](Position w) {
    const WorkloadMonths& months = room.workloads[w];
    for (std::size_t m = span.begin; m < span.end; ++m) {
      room.left[m] += months.used[m] * (1.0 - months.busy[m]);
    }
  });
}

}  // namespace detail

/// Gives the accelerators of one cluster to its workloads: those that keep theirs by priority, what
/// is left to serving, and what both leave to jobs that run off peak.
inline void give_cluster(const Stage& stage, Position cluster, const Span& span, Workspace& room) {
  const double capacity = room.stages[span.stage].clusters[cluster].capacity();
  for (std::size_t m = span.begin; m < span.end; ++m) room.left[m] = capacity;
  const detail::Priorities those = detail::priorities_on(stage, cluster);
  for (std::size_t p = 1; p <= last_priority; ++p) {
    if (those.keep.test(p)) {
      detail::give_turn(stage, cluster, {Turn::Kind::keeps, p}, span, room);
    }
  }
  detail::give_turn(stage, cluster, {Turn::Kind::serves, 1}, span, room);
  if (those.fill.none()) return;
  detail::add_idle_hours(stage, cluster, span, room);
  for (std::size_t p = 1; p <= last_priority; ++p) {
    if (those.fill.test(p)) {
      detail::fill_gaps(stage, cluster, {Turn::Kind::fills, p}, span, room);
    }
  }
}

/// What is needed of one cluster over a span of months, and who gets it.
template <class Step>
void share_cluster(const Stage& stage, Position cluster, const Span& span, Workspace& room,
                   Step& step) {
  const auto on_it = [&](auto member) {
    return across(room.workloads, [&, member](const WorkloadMonths& each, std::size_t w) {
      return stage.workloads[w].cluster == cluster ? &(each.*member) : nullptr;
    });
  };
  const auto priority = [&](const auto& each, std::size_t w) {
    const auto* trained = std::get_if<Training>(&each.value);
    return trained && stage.workloads[w].cluster == cluster ? &trained->priority : nullptr;
  };
  const auto needed = on_it(&WorkloadMonths::needed);
  step(
      sum_card, room.cluster_needed[cluster],
      [&] { detail::sum_needs(stage, cluster, span, room); }, needed);
  if (!span.stands) return;
  const ClusterState& there = room.stages[span.stage].clusters[cluster];
  step(
      share_card, parts(on_it(&WorkloadMonths::served), on_it(&WorkloadMonths::used)),
      [&] { give_cluster(stage, cluster, span, room); }, needed, on_it(&WorkloadMonths::busy),
      there.units, there.each, across(stage.plan.workloads.entries, priority), room.spans);
}

}  // namespace weft::plan
