// SPDX-License-Identifier: Apache-2.0
#include "weft/study/inputs.hpp"

#include "weft/io/walk.hpp"

#include <algorithm>
#include <cmath>
#include <type_traits>

namespace weft::study {
namespace {

bool can_vary(const io::Place& place) {
  return place.type && io::is_number(place.type->shape) && place.type->set && !place.row.is_label;
}

/// "let.growth" where the value is "=growth", else the path.
std::string name_of(const std::string& path, const Notes& notes) {
  const auto note = notes.find(path);
  if (note == notes.end() || !note->second.expression.starts_with('=')) return path;
  const std::string name = note->second.expression.substr(1);
  const bool one_name = std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
  return one_name ? "let." + name : path;
}

void add_slots(const Type& type, const void* root, const std::string& path, const Notes& notes,
               Inputs& into) {
  io::walk(type, root, path, [&](const io::Place& place) {
    if (!can_vary(place)) return;
    Input& input = into[name_of(place.path, notes)];
    input.type = place.type;
    input.row = place.row;
    input.slots.push_back(place.at);
  });
}

}  // namespace

double Input::now() const { return type->get(slots.back()); }

bool Input::is_count() const { return type->shape == Shape::count; }

double Input::legal(double value) const {
  return std::clamp(is_count() ? std::round(value) : value, row.range.least, row.range.most);
}

void Input::set(double value) const {
  const double before = now();
  const std::vector<double> were = values();
  for (std::size_t i = 0; i < slots.size(); ++i) {
    const bool scales = before != 0.0 && were[i] != before;
    type->set(slots[i], legal(scales ? were[i] * (value / before) : value));
  }
}

std::vector<double> Input::values() const {
  std::vector<double> all;
  all.reserve(slots.size());
  for (const void* slot : slots) all.push_back(type->get(slot));
  return all;
}

void Input::set(const std::vector<double>& all) const {
  for (std::size_t i = 0; i < slots.size(); ++i) type->set(slots[i], all[i]);
}

Inputs inputs_of(plan::Scenario& scenario, const Notes& notes) {
  Inputs inputs;
  for (plan::Stage& each : scenario.stages) {
    add_slots(type_of<plan::Plan>(), &each.plan, "", notes, inputs);
  }
  catalog::Catalogue& parts = scenario.catalogue;
  const auto add_records = [&](auto& records, const std::string& folder) {
    using Record = std::remove_cvref_t<decltype(records.entries.front().value)>;
    for (auto& each : records) {
      add_slots(type_of<Record>(), &each.value, folder + "." + each.name, {}, inputs);
    }
  };
  add_records(parts.accelerators, "accelerators");
  add_records(parts.nodes, "nodes");
  add_records(parts.switches, "switches");
  add_records(parts.nics, "nics");
  add_records(parts.optics, "optics");
  add_records(parts.nos, "nos");
  add_records(parts.llms, "llms");
  return inputs;
}

}  // namespace weft::study
