// SPDX-License-Identifier: Apache-2.0
#include "phases.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <variant>

namespace weft::plan {
namespace {

/// Reports what a phase has that the phase before it has not, or the other way round.
template <class T>
void same_names(const std::string& phase, std::string_view section, const Named<T>& before,
                const Named<T>& now, Diagnostics& diagnostics) {
  const std::string here = "ramp." + phase + "." + std::string(section);
  for (const auto& each : now) {
    if (before.find(each.name)) continue;
    diagnostics.error("WF0413", here + "." + each.name,
                      "only the phase `" + phase + "` has `" + each.name + "`",
                      "write it in " + std::string(section) +
                          " of the plan itself; a phase says how many there are");
  }
  for (const auto& each : before) {
    if (now.find(each.name)) continue;
    diagnostics.error("WF0413", here, "the phase `" + phase + "` removes `" + each.name + "`",
                      "phases change counts: a cluster that is gone has \"count\": 0");
  }
}

/// What a phase may not make something else of: the ramp adds to it.
void same_things(const std::string& phase, const Plan& before, const Plan& now,
                 Diagnostics& diagnostics) {
  const auto refuse = [&](bool differs, const std::string& path) {
    if (!differs) return;
    diagnostics.error("WF0413", "ramp." + phase + "." + path,
                      "the phase `" + phase + "` changes what stands already",
                      "write another cluster or fabric beside it, with a count of its own");
  };
  const auto clusters = std::min(before.clusters.size(), now.clusters.size());
  for (Position c = 0; c < clusters; ++c) {
    const auto& [name, was] = before.clusters.entries[c];
    refuse(was.node != now.clusters.entries[c].value.node, "clusters." + name + ".node");
  }
  const auto fabrics = std::min(before.fabrics.size(), now.fabrics.size());
  for (Position f = 0; f < fabrics; ++f) {
    const auto& [name, was] = before.fabrics.entries[f];
    const Fabric& is = now.fabrics.entries[f].value;
    const std::string here = "fabrics." + name + ".";
    refuse(was.role != is.role, here + "role");
    refuse(was.shares != is.shares, here + "shares");
    refuse(was.switch_id != is.switch_id, here + "switch");
    refuse(was.spine_switch != is.spine_switch, here + "spine_switch");
    refuse(was.core_switch != is.core_switch, here + "core_switch");
  }
  const auto workloads = std::min(before.workloads.size(), now.workloads.size());
  for (Position w = 0; w < workloads; ++w) {
    const auto& [name, was] = before.workloads.entries[w];
    const Workload& is = now.workloads.entries[w].value;
    refuse(was.index() != is.index(), "workloads." + name + ".kind");
    const auto* tasks = std::get_if<Application>(&was);
    const auto* later = std::get_if<Application>(&is);
    if (tasks && later) {
      same_names(phase, "workloads." + name + ".steps", tasks->steps, later->steps, diagnostics);
    }
  }
}

}  // namespace

void check_phases(std::span<const PhasePlan> phases, Diagnostics& diagnostics) {
  for (std::size_t i = 1; i < phases.size(); ++i) {
    const Plan& before = *phases[i - 1].plan;
    const Plan& now = *phases[i].plan;
    same_names(phases[i].name, "clusters", before.clusters, now.clusters, diagnostics);
    same_names(phases[i].name, "fabrics", before.fabrics, now.fabrics, diagnostics);
    same_names(phases[i].name, "workloads", before.workloads, now.workloads, diagnostics);
    if (!diagnostics.has_errors()) same_things(phases[i].name, before, now, diagnostics);
  }
}

void check_calendar(std::span<const PhasePlan> phases, std::int64_t months,
                    Diagnostics& diagnostics) {
  const CalendarMonth start = phases.front().plan->time.start;
  for (const PhasePlan& each : phases) {
    const auto month = months_between(start, each.from);
    if (each.name.empty() || (month >= 0 && month < months)) continue;
    diagnostics.error("WF0405", "ramp." + each.name + ".from",
                      format_month(each.from) + " is outside the horizon, " + format_month(start) +
                          " to " + format_month(start + (months - 1)),
                      "change it, or time.start and time.horizon");
  }
}

}  // namespace weft::plan
