// SPDX-License-Identifier: Apache-2.0
#include "mixture.hpp"

#include "weft/io/walk.hpp"
#include "weft/io/writer.hpp"
#include "weft/plan/evaluate.hpp"
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

void add_different(std::string_view key, const io::Node* base, const io::Node* other,
                   std::vector<std::string>& into) {
  const auto member = [](const io::Node* of, const std::string& name) {
    return of ? of->find(name) : nullptr;
  };
  for (const io::Node* each : {base, other}) {
    if (!each) continue;
    for (const io::Node& entry : each->items) {
      std::string path = io::join(key, entry.key);
      const bool known = std::find(into.begin(), into.end(), path) != into.end();
      if (known || say_alike(member(base, entry.key), member(other, entry.key))) continue;
      into.push_back(std::move(path));
    }
  }
}

void put_member(io::Node& object, const std::string& key, const io::Node* value) {
  io::Node* own = object.find(key);
  if (!value) {
    std::erase_if(object.items, [&](const io::Node& each) { return each.key == key; });
  } else if (own) {
    *own = *value;
  } else {
    object.items.push_back(*value);
  }
}

}  // namespace

bool say_alike(const io::Node* a, const io::Node* b) {
  if (!a || !b) return a == b;
  return io::json_text(*a) == io::json_text(*b);
}

void take_over(io::Node& into, const io::Node& from, const std::string& path) {
  const auto dot = path.find('.');
  const std::string key = path.substr(0, dot);
  const io::Node* section = from.find(key);
  if (dot == std::string::npos) return put_member(into, key, section);
  if (!into.find(key)) io::add(into, key, io::object_node());
  const std::string name = path.substr(dot + 1);
  put_member(*into.find(key), name, section ? section->find(name) : nullptr);
}

std::vector<std::string> different_sections(const io::Node& base, const io::Node& other) {
  std::vector<std::string> found;
  for (const std::string_view key : sections) {
    const io::Node* a = base.find(key);
    const io::Node* b = other.find(key);
    if (say_alike(a, b)) continue;
    if (is_map(key)) {
      add_different(key, a, b, found);
    } else {
      found.emplace_back(key);
    }
  }
  return found;
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

std::optional<std::vector<double>> mixture_measures(const io::Node& mixture, const io::Fetch& fetch,
                                                    const std::vector<std::string>& ids) {
  const io::Loaded loaded = io::load_text("mixture", io::json_text(mixture), {}, fetch);
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

}  // namespace weft::report
