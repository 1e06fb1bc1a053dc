// SPDX-License-Identifier: Apache-2.0
#include "compare_parts.hpp"
#include "weft/io/walk.hpp"
#include "weft/io/writer.hpp"
#include "weft/plan/resolve.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace weft::report {
namespace {

/// The stated order: what things cost and are, when and where, what stands, what runs, what it
/// earns. Sections that only label or judge are not among them.
constexpr std::array<std::string_view, 12> sections{"uses", "parts",    "let",        "time",
                                                    "site", "clusters", "fabrics",    "workloads",
                                                    "ramp", "finance",  "operations", "ecosystem"};
/// Of these each entry is a section of its own.
constexpr std::array<std::string_view, 4> maps{"parts", "clusters", "fabrics", "workloads"};

bool is_map(std::string_view key) { return std::find(maps.begin(), maps.end(), key) != maps.end(); }

bool alike(const io::Node* a, const io::Node* b) {
  if (!a || !b) return a == b;
  return io::json_text(*a) == io::json_text(*b);
}

void add_entries(std::string_view key, const io::Node* base, const io::Node* other,
                 std::vector<std::string>& into) {
  const auto member = [](const io::Node* of, const std::string& name) {
    return of ? of->find(name) : nullptr;
  };
  for (const io::Node* each : {base, other}) {
    if (!each) continue;
    for (const io::Node& entry : each->items) {
      std::string path = io::join(key, entry.key);
      const bool known = std::find(into.begin(), into.end(), path) != into.end();
      if (known || alike(member(base, entry.key), member(other, entry.key))) continue;
      into.push_back(std::move(path));
    }
  }
}

void put(io::Node& object, const std::string& key, const io::Node* value) {
  io::Node* own = object.find(key);
  if (!value) {
    std::erase_if(object.items, [&](const io::Node& each) { return each.key == key; });
  } else if (own) {
    *own = *value;
  } else {
    object.items.push_back(*value);
  }
}

/// Takes one section over from the other plan.
void take_over(io::Node& into, const io::Node& from, const std::string& path) {
  const auto dot = path.find('.');
  const std::string key = path.substr(0, dot);
  const io::Node* section = from.find(key);
  if (dot == std::string::npos) return put(into, key, section);
  if (!into.find(key)) io::add(into, key, io::object_node());
  const std::string name = path.substr(dot + 1);
  put(*into.find(key), name, section ? section->find(name) : nullptr);
}

/// The plan without what belongs to the other variants.
io::Node bare(const io::Node& document) {
  io::Node made = document;
  std::erase_if(made.items, [](const io::Node& each) {
    return each.key == "variants" || each.key == "baseline" || each.key == "report";
  });
  return made;
}

std::string folder_of(const std::string& path) {
  const auto slash = path.rfind('/');
  return slash == std::string::npos ? "." : path.substr(0, slash);
}

std::optional<std::vector<double>> measures_of(const std::vector<Metric>& all,
                                               const std::vector<std::string>& ids) {
  std::vector<double> values;
  for (const std::string& each : ids) {
    const Metric* found = find(all, each);
    if (!found || !found->value) return std::nullopt;
    values.push_back(*found->value);
  }
  return values;
}

/// What a mixture of two plans gives.
std::optional<std::vector<double>> tried(const io::Node& document, const std::string& folder,
                                         const std::vector<std::string>& ids) {
  const io::Loaded loaded = io::load_text("mixture", io::json_text(document), {}, folder);
  if (loaded.diagnostics.has_errors()) return std::nullopt;
  std::vector<plan::PhasePlan> phases;
  for (const io::LoadedPhase& each : loaded.phases) {
    phases.push_back({each.name, each.from, &each.plan, &each.notes});
  }
  Diagnostics found;
  plan::Scenario scenario = plan::resolve(phases, loaded.catalogue, found);
  if (found.has_errors()) return std::nullopt;
  (void)plan::choose(scenario);
  plan::Evaluation evaluation = plan::shape(scenario);
  plan::evaluate(scenario, evaluation);
  if (evaluation.outcome.plan.feasible == 0.0) return std::nullopt;
  return measures_of(metrics(evaluation.outcome), ids);
}

}  // namespace

std::vector<std::string> different_sections(const io::Node& base, const io::Node& other) {
  std::vector<std::string> found;
  for (const std::string_view key : sections) {
    const io::Node* a = base.find(key);
    const io::Node* b = other.find(key);
    if (alike(a, b)) continue;
    if (is_map(key)) {
      add_entries(key, a, b, found);
    } else {
      found.emplace_back(key);
    }
  }
  return found;
}

std::vector<study::Cause> causes_of(const ComparedColumn& base, const ComparedColumn& other,
                                    const std::vector<std::string>& measures) {
  const io::Node to = bare(other.answer.loaded.document);
  io::Node mixture = bare(base.answer.loaded.document);
  const auto differ = different_sections(mixture, to);
  std::string folder = folder_of(base.answer.path);
  std::size_t taken = 0;
  return study::attribute(differ, [&](std::size_t k) -> std::optional<std::vector<double>> {
    for (; taken < k; ++taken) {
      take_over(mixture, to, differ[taken]);
      if (differ[taken] == "uses") folder = folder_of(other.answer.path);
    }
    if (k == 0) return measures_of(base.metrics, measures);
    if (k == differ.size()) return measures_of(other.metrics, measures);
    return tried(mixture, folder, measures);
  });
}

std::vector<std::int64_t> cause_grains(const std::vector<study::Cause>& causes, std::size_t measure,
                                       double grain, std::int64_t whole) {
  std::vector<double> parts;
  parts.reserve(causes.size());
  for (const study::Cause& each : causes) parts.push_back(each.change[measure]);
  return apportion(parts, grain, whole);
}

}  // namespace weft::report
