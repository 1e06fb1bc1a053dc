// SPDX-License-Identifier: Apache-2.0
#include "weft/report/assumptions.hpp"

#include "weft/catalog/record.hpp"
#include "weft/io/walk.hpp"
#include "weft/io/writer.hpp"

#include <algorithm>
#include <numeric>
#include <set>
#include <string_view>
#include <utility>

namespace weft::report {
namespace {

constexpr std::string_view flatters_word = ": flatters";

std::string value_text(const io::Place& place) {
  if (!place.type) return {};
  io::Node node = io::write(*place.type, place.at);
  if (place.type->shape == Shape::quantity) {
    return io::write_quantity(place.type->get(place.at), place.type->dimension, place.row.shown);
  }
  if (const std::string* text = node.text()) return *text;
  return io::json_text(node);
}

std::string_view last_of(std::string_view path) {
  const auto dot = path.rfind('.');
  return dot == std::string_view::npos ? path : path.substr(dot + 1);
}
std::string_view parent_of(std::string_view path) {
  const auto dot = path.rfind('.');
  return dot == std::string_view::npos ? std::string_view{} : path.substr(0, dot);
}

bool is_silent(const io::Place& place) {
  if (!place.type || place.row.is_label || !place.row.pending.empty()) return true;
  if (place.type->shape == Shape::variant) return true;  // its kind
  return place.type->shape == Shape::text && static_cast<const std::string*>(place.at)->empty();
}

Basis basis_of_default(std::string_view because) {
  if (because.starts_with("estimate")) return Basis::estimate;
  return because.empty() || because.find("flatters") != std::string_view::npos ? Basis::guess
                                                                               : Basis::published;
}

/// Sections that no metric reads yet are no assumptions: their rows say so.
bool is_under_pending(std::string_view path, const std::vector<std::string>& pending) {
  return std::any_of(pending.begin(), pending.end(), [&](const std::string& each) {
    return path.starts_with(each) && path.size() > each.size() && path[each.size()] == '.';
  });
}

/// Paths of the records whose row is pending: `walk` tells of leaves only.
void collect_pending(const Type& type, const std::string& path, std::vector<std::string>& into) {
  if (type.shape != Shape::record) return;
  for (const Row& each : type.rows()) {
    if (each.computed) continue;
    const std::string here = io::join(path, each.name);
    if (!each.pending.empty()) into.push_back(here);
    collect_pending(each.type(), here, into);
  }
}

void defaults_of(const io::LoadedPhase& phase, std::vector<Assumption>& into) {
  std::vector<std::string> pending;
  collect_pending(type_of<plan::Plan>(), "", pending);
  io::walk(type_of<plan::Plan>(), &phase.plan, "", [&](const io::Place& place) {
    if (is_silent(place) || is_under_pending(place.path, pending)) return;
    if (phase.notes.find(place.path) != phase.notes.end()) return;
    const std::string_view because = place.row.because;
    Assumption made;
    made.path = place.path;
    made.value = value_text(place);
    made.source = because.empty() ? "default" : std::string(because);
    made.basis = basis_of_default(because);
    made.flatters = because.find("flatters") != std::string_view::npos;
    into.push_back(std::move(made));
  });
}

struct RecordBasis {
  Basis basis = Basis::published;
  std::string sources;
};

RecordBasis basis_of(const catalog::About& about) {
  RecordBasis made{about.basis, {}};
  for (const std::string& each : about.sources) {
    made.sources += (made.sources.empty() ? "" : ", ") + each;
  }
  return made;
}

/// What a result can rest on: numbers of a record, not its names.
void values_of(const Type& type, const void* record, const std::string& path,
               const RecordBasis& about, const Notes& notes, std::vector<Assumption>& into) {
  io::walk(type, record, path, [&](const io::Place& place) {
    if (!place.type || !io::is_number(place.type->shape) || place.row.is_label) return;
    const auto note = notes.find(place.path);
    if (note == notes.end()) return;  // a default of the record, not a fact
    Assumption made;
    made.path = place.path;
    made.value = value_text(place);
    made.basis = note->second.basis.value_or(about.basis);
    made.source = note->second.from.empty() ? about.sources : note->second.from;
    made.from_catalogue = true;
    into.push_back(std::move(made));
  });
}

std::set<std::string, std::less<>> used_parts(const Answer& answer) {
  std::set<std::string, std::less<>> used;
  for (const plan::BillLine& each : answer.bill.lines) used.insert(each.part);
  for (const io::LoadedPhase& phase : answer.loaded.phases) {
    for (const auto& each : phase.plan.fabrics) {
      if (!each.value.cables) continue;
      used.insert(each.value.cables->node_leaf);
      used.insert(each.value.cables->leaf_spine);
      used.insert(each.value.cables->spine_core);
    }
  }
  return used;
}

template <class T>
void records_of(const Named<T>& records, const std::string& folder, const Answer& answer,
                const std::set<std::string, std::less<>>* used, std::vector<Assumption>& into) {
  for (const auto& each : records) {
    if (used && !used->contains(each.name)) continue;
    values_of(type_of<T>(), &each.value, folder + "." + each.name, basis_of(each.value.about),
              answer.loaded.part_notes, into);
  }
}

}  // namespace

std::vector<Assumption> assumptions(const Answer& answer) {
  std::vector<Assumption> all;
  if (answer.loaded.phases.empty()) return all;
  defaults_of(answer.loaded.phases.back(), all);
  const catalog::Catalogue& parts = answer.loaded.catalogue;
  const auto used = used_parts(answer);
  records_of(parts.accelerators, "accelerators", answer, nullptr, all);
  records_of(parts.nodes, "nodes", answer, nullptr, all);
  records_of(parts.switches, "switches", answer, nullptr, all);
  records_of(parts.asics, "asics", answer, nullptr, all);
  records_of(parts.nics, "nics", answer, nullptr, all);
  records_of(parts.optics, "optics", answer, &used, all);
  records_of(parts.nos, "nos", answer, nullptr, all);
  records_of(parts.llms, "llms", answer, nullptr, all);
  return all;
}

std::size_t BasisCount::total() const {
  return author + defaults + std::accumulate(by_basis.begin(), by_basis.end(), std::size_t{0});
}

BasisCount basis_count(const Answer& answer, const std::vector<Assumption>& all) {
  BasisCount count;
  const auto add = [&](Basis basis) { ++count.by_basis[static_cast<std::size_t>(basis)]; };
  for (const Assumption& each : all) {
    if (each.from_catalogue) {
      add(each.basis);
    } else {
      ++count.defaults;
    }
  }
  if (answer.loaded.phases.empty()) return count;
  const io::LoadedPhase& phase = answer.loaded.phases.back();
  io::walk(type_of<plan::Plan>(), &phase.plan, "", [&](const io::Place& place) {
    if (!place.type || !io::is_number(place.type->shape)) return;
    const auto note = phase.notes.find(place.path);
    if (note == phase.notes.end()) return;
    if (note->second.basis) {
      add(*note->second.basis);
    } else {
      ++count.author;
    }
  });
  return count;
}

std::string basis_line(const BasisCount& count) {
  std::string line = "rests on " + std::to_string(count.total()) +
                     " values: " + std::to_string(count.author) + " of the plan, " +
                     std::to_string(count.defaults) + " defaults";
  for (std::size_t i = 0; i < count.by_basis.size(); ++i) {
    if (count.by_basis[i] == 0) continue;
    line += ", " + std::to_string(count.by_basis[i]) + " " + std::string(words<Basis>[i].word);
  }
  return line;
}

namespace {

void add_flattery(std::string_view place, std::string_view how, std::string_view what,
                  std::vector<Flattery>& into) {
  const std::string end = ": " + std::string(how);
  for (Flattery& each : into) {
    if (each.place == place && each.how.ends_with(end)) {
      each.how.insert(each.how.size() - end.size(), ", " + std::string(what));
      return;
    }
  }
  into.push_back({std::string(place), std::string(what) + end});
}

/// Whatever has no delivery stands on the day on which it is wanted.
void add_deliveries(const plan::Plan& plan, std::vector<Flattery>& into) {
  std::string late;
  const auto add = [&](const std::string& name) { late += (late.empty() ? "" : ", ") + name; };
  for (const auto& each : plan.clusters) {
    if (!each.value.delivery) add("clusters." + each.name);
  }
  for (const auto& each : plan.fabrics) {
    if (!each.value.delivery && each.value.shares.empty()) add("fabrics." + each.name);
  }
  if (!late.empty()) into.push_back({"delivery", late + ": punctual"});
}

}  // namespace

std::vector<Flattery> flatteries(const Answer& answer, const std::vector<Assumption>& all) {
  std::vector<Flattery> made;
  if (answer.loaded.phases.empty()) return made;
  const plan::Plan& plan = answer.loaded.phases.back().plan;
  add_deliveries(plan, made);
  for (const Assumption& each : all) {
    if (!each.flatters) continue;
    std::string_view how = each.source;
    if (const auto at = how.find(flatters_word); at != std::string_view::npos) {
      how = how.substr(0, at);
    }
    const std::string_view parent = parent_of(each.path);
    add_flattery(parent, how, last_of(each.path), made);
  }
  if (!plan.operations.salary)
    made.push_back({"operations.salary", "not written: people cost nothing"});
  if (!plan.site.tenure) made.push_back({"site.tenure", "not written: space costs nothing"});
  return made;
}

}  // namespace weft::report
