// SPDX-License-Identifier: Apache-2.0
#include "resolver.hpp"
#include "weft/io/nearest.hpp"
#include "weft/plan/share_cluster.hpp"
#include "weft/serving/coefficients.hpp"
#include "weft/serving/stated_band.hpp"
#include "weft/training/stated_band.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace weft::plan {

void Resolver::workload(const std::string& name, const Workload& workload) {
  WorkloadRefs refs;
  const std::string here = "workloads." + name;
  if (const auto* one = std::get_if<Training>(&workload)) {
    refs.cluster = position(plan_.clusters, one->on);
    refs.llm = position(catalogue_.llms, one->model);
    needs_accelerators(refs, here);
    trained(*one, here, refs);
    inside_horizon(one->from, here);
    check_until(*one, here);
  } else if (const auto* served = std::get_if<Serving>(&workload)) {
    refs.cluster = position(plan_.clusters, served->on);
    refs.llm = position(catalogue_.llms, served->model);
    needs_accelerators(refs, here);
    engine(*served, here, refs);
    if (served->engine.mode == ServingMode::disaggregated &&
        !(served->traffic.output.mean > Tokens{})) {
      diagnostics_.warn("WF0419", here + ".engine.mode",
                        "nothing is written, so prefill has no decode pool to be apart from",
                        "\"aggregated\" says what is computed");
    }
  } else if (const auto* rented = std::get_if<Rental>(&workload)) {
    refs.cluster = position(plan_.clusters, rented->on);
  } else if (const auto* servers = std::get_if<Traditional>(&workload)) {
    refs.cluster = position(plan_.clusters, servers->on);
  } else if (const auto* application = std::get_if<Application>(&workload)) {
    calls(*application, here, refs);
  }
  stage_.workloads.push_back(std::move(refs));
}

void Resolver::alternative(const Alternative& alternative) {
  const auto& names = std::visit(
      [](const auto& each) -> const auto& { return each.replaces; }, alternative);
  auto& replaced = stage_.replaced.emplace_back();
  for (const std::string& name : names) {
    const auto at = position(plan_.workloads, name);
    if (at && std::find(replaced.begin(), replaced.end(), *at) == replaced.end()) {
      replaced.push_back(*at);
    }
  }
}

void Resolver::check_until(const Training& training, const std::string& here) {
  if (!training.until) return;
  if (training.from && *training.until < *training.from) {
    diagnostics_.warn("WF0419", here + ".until", "it is before \"from\", so no run starts",
                      "a month from the first run on");
  } else if (!training.repeat) {
    diagnostics_.warn("WF0419", here + ".until", "the job runs once, so no later run can start",
                      "\"repeat\" says how often it runs");
  }
}

void Resolver::trained(const Training& training, const std::string& here, WorkloadRefs& refs) {
  const auto fit = position(catalogue_.training_fits, training.fit);
  if (!fit || !refs.llm || !refs.cluster) return;
  const catalog::TrainingFit& by = catalogue_.training_fits.entries[*fit].value;
  const auto stack = position(by.stacks, training.software);
  const auto kernels =
      position(by.kernels, catalog::kernels_of(by, node_of(*refs.cluster).accelerator));
  if (!stack) {
    std::vector<std::string_view> known;
    for (const auto& each : by.stacks) known.push_back(each.name);
    diagnostics_.error(
        "WF0303", here + ".software",
        "\"" + training.software + "\" is no software of the fit \"" + training.fit + "\"",
        io::did_you_mean(training.software, known));
  }
  if (!kernels) {
    diagnostics_.error(
        "WF0303", here + ".fit",
        "the fit \"" + training.fit + "\" has no kernels of " + node_of(*refs.cluster).accelerator,
        "add them, or kernels called \"other\"");
  }
  if (!stack || !kernels) return;
  const catalog::Llm& llm = catalogue_.llms.entries[*refs.llm].value;
  refs.training = TrainingRefs{
      .model = training::trainee(llm),
      .fit = *fit,
      .kernels = *kernels,
      .stack = *stack,
      .like = position(by.stacks, by.stacks.entries[*stack].value.like),
      .band = training::stated_band(by, {.kernels = by.kernels.entries[*kernels].name != "other",
                                         .software = training.software != "other",
                                         .experts = llm.experts.has_value()})};
}

void Resolver::engine(const Serving& served, const std::string& here, WorkloadRefs& refs) {
  const auto& fits = catalogue_.serving_fits;
  if (fits.empty() || !refs.cluster || !stage_.clusters[*refs.cluster].accelerator) return;
  const catalog::ServingFit& fit = fits.entries.front().value;
  const auto found = serving::engine_at(fit, served.engine.name);
  const auto family = serving::family_at(fit, node_of(*refs.cluster).accelerator);
  if (found && family) {
    const auto band = [&](bool apart) {
      const auto name = serving::deployment_name(
          served.model, node_of(*refs.cluster).accelerator, fit.engines.entries[*found].name,
          word_of(served.engine.weights), apart, served.engine.draft_tokens > 0);
      return serving::stated_band(fit, name, apart);
    };
    const catalog::ServingEngine& engine = fit.engines.entries[*found].value;
    refs.engine = EngineRefs{.engine = *found,
                             .family = *family,
                             .year = serving::release_year(engine, served.engine.version),
                             .together = band(false),
                             .apart = band(true)};
    return;
  }
  std::vector<std::string_view> names;
  for (const auto& each : fit.engines) {
    names.push_back(each.name);
    names.insert(names.end(), each.value.also.begin(), each.value.also.end());
  }
  std::string hint = io::did_you_mean(served.engine.name, names);
  if (hint.empty()) {
    for (const auto& each : fit.engines) hint += (hint.empty() ? "one of: " : ", ") + each.name;
  }
  diagnostics_.error("WF0304", here + ".engine.name",
                     "the catalogue has no engine `" + served.engine.name + "`", std::move(hint));
}

void Resolver::needs_accelerators(const WorkloadRefs& refs, const std::string& here) {
  if (!refs.cluster || stage_.clusters[*refs.cluster].accelerator) return;
  diagnostics_.error("WF0408", here + ".on", "this cluster has no accelerators",
                     "name a cluster whose node has some");
}

void Resolver::inside_horizon(const std::optional<CalendarMonth>& from, const std::string& here) {
  const CalendarMonth start = plan_.time.start;
  const auto months = static_cast<std::int64_t>(std::lround(ratio(plan_.time.horizon, one_month)));
  if (!from || (*from >= start && *from < start + months)) return;
  diagnostics_.error("WF0409", here + ".from",
                     format_month(*from) + " is outside the horizon, " + format_month(start) +
                         " to " + format_month(start + (months - 1)),
                     "change it, or time.start and time.horizon");
}

void Resolver::calls(const Application& application, const std::string& here, WorkloadRefs& refs) {
  for (const auto& step : application.steps) {
    const std::string at = here + ".steps." + step.name;
    const auto called = position(plan_.workloads, step.value.call);
    if (step.value.call.empty() == step.value.tool.empty()) {
      diagnostics_.error("WF0302", at, "a step has either \"call\" or \"tool\"",
                         "for example \"call\": \"chat\"");
    }
    if (called && !std::holds_alternative<Serving>(plan_.workloads.entries[*called].value)) {
      diagnostics_.error("WF0303", at + ".call",
                         "\"" + step.value.call + "\" is no serving workload", {});
      refs.calls.emplace_back(std::nullopt);
      continue;
    }
    refs.calls.push_back(called);
  }
}

std::int64_t Resolver::kept_by(const Workload& workload) const {
  if (const auto* rented = std::get_if<Rental>(&workload)) return rented->accelerators;
  const auto* one = std::get_if<Training>(&workload);
  if (!one || one->schedule == Schedule::off_peak) return 0;
  const bool later = until_ && one->from && *until_ <= *one->from;
  return later ? 0 : one->accelerators.value_or(0);
}

/// Says who yields: of equal priority those that are written later.
void Resolver::room(Position cluster) {
  const auto& entry = plan_.clusters.entries[cluster];
  const std::int64_t there = entry.value.count * node_of(cluster).accelerators;
  std::vector<Position> those;
  for (Position w = 0; w < plan_.workloads.size(); ++w) {
    if (stage_.workloads[w].cluster == cluster) those.push_back(w);
  }
  std::stable_sort(those.begin(), those.end(), [&](Position a, Position b) {
    const auto priority = [&](Position w) {
      return turn_of(plan_.workloads.entries[w].value).priority;
    };
    return priority(a) < priority(b);
  });
  std::int64_t kept = 0;
  for (const Position w : those) {
    const auto& [name, workload] = plan_.workloads.entries[w];
    const std::int64_t asked = kept_by(workload);
    kept += asked;
    if (asked == 0 || kept <= there) continue;
    diagnostics_.warn("WF0408", "workloads." + name + ".accelerators",
                      (stage_.name.empty() ? std::string() : "in " + stage_.name + ", ") +
                          std::to_string(kept) + " accelerators are kept on " + entry.name +
                          ", which has " + std::to_string(there) + ": this one yields",
                      "what is missing counts as unmet demand");
  }
}

}  // namespace weft::plan
