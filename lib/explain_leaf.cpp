// SPDX-License-Identifier: Apache-2.0
#include "explain_leaf.hpp"

#include "show.hpp"
#include "weft/catalog/record.hpp"
#include "weft/io/diagnostics_text.hpp"
#include "weft/io/library.hpp"
#include "weft/io/walk.hpp"
#include "weft/io/writer.hpp"

#include <algorithm>
#include <string_view>

namespace weft::report {
namespace {

MetricDoc doc_for(const std::string& id, const Type& type, const Row& row) {
  MetricDoc made;
  made.id = id;
  made.dimension = type.dimension;
  made.shown = row.shown;
  return made;
}

const Row* total_of(const Type& record) {
  for (const Row& each : record.rows()) {
    if (each.computed && each.name == "total") return &each;
  }
  return nullptr;
}

std::size_t size_of(const Type& type, const void* at) {
  std::size_t size = 0;
  type.each(at, &size, [](void* context, std::string_view, const void*) {
    ++*static_cast<std::size_t*>(context);
  });
  return size;
}

/// A text of something that is not one number.
std::string spelled(const Type& type, const void* at, const Row& row) {
  switch (type.shape) {
    case Shape::truth:
      return *static_cast<const bool*>(at) ? "true" : "false";
    case Shape::text:
    case Shape::choice:
    case Shape::month: {
      const io::Node node = io::write(type, at);
      const std::string* text = node.text();
      return text ? *text : io::json_text(node);
    }
    case Shape::growth:
    case Shape::monthly: {
      const io::Node node = io::write(type, at);
      const std::string* text = node.text();
      if (text) return *text;
      return type.shape == Shape::monthly ? "a forecast by month" : io::json_text(node);
    }
    case Shape::list: {
      const bool series = io::is_number(type.element().shape) && row.refers.empty();
      return std::to_string(size_of(type, at)) + (series ? " months" : " entries");
    }
    default:
      return {};
  }
}

/// What a record says of itself; null where it says nothing.
const catalog::About* about_of(const Place& place) {
  for (const Row& each : place.type->rows()) {
    if (each.computed || &each.type() != &type_of<catalog::About>()) continue;
    return static_cast<const catalog::About*>(each.at(const_cast<void*>(place.at)));
  }
  return nullptr;
}

/// The plan, or all records: inputs of what counts them.
Derivation whole_of(Root root) {
  Derivation leaf;
  const bool is_plan = root == Root::plan;
  leaf.id = is_plan ? "plan" : "catalogue";
  leaf.origin = is_plan ? Origin::written : Origin::catalogue;
  leaf.source = is_plan ? "all of it" : "every record that the plan uses";
  return leaf;
}

/// A value inside optionals and records that stand for one of their members.
struct Held {
  const Type* type = nullptr;  ///< null where there is nothing
  const void* at = nullptr;
  Row row;
  const Infeasible* why = nullptr;

  /// Goes one level in. \return false where there is none.
  bool open() {
    if (!type) return false;
    if (type->shape == Shape::optional || type->shape == Shape::feasible) {
      const void* inside = type->find(const_cast<void*>(at), {});
      if (!inside && type->why) why = type->why(at);
      type = inside ? &type->element() : nullptr;
      at = inside;
      return true;
    }
    const Row* bare = type->shape == Shape::record ? io::bare_row(*type) : nullptr;
    if (!bare) return false;
    row = io::effective(row, *type, *bare);
    at = row.at(const_cast<void*>(at));
    type = &row.type();
    return true;
  }
};

void read_number(double value, const MetricDoc& doc, CalendarMonth start, Derivation& into) {
  into.value = value;
  into.dimension = doc.dimension;
  into.text = show_value(value, doc, start);
}

}  // namespace

SourceTitles::SourceTitles() {
  const auto text = io::shipped_text("sources");
  if (!text) return;
  const io::Sources sources{{"builtin:sources", std::string(*text)}};
  Diagnostics faults;
  const io::Node all = io::parse(0, sources, faults);
  const auto word = [](const io::Node& of, std::string_view name) {
    const io::Node* found = of.find(name);
    const std::string* said = found ? found->text() : nullptr;
    return said ? *said : std::string();
  };
  for (const io::Node& each : all.items) {
    const std::string address = word(each, "address");
    titles_[each.key] = word(each, "title") + (address.empty() ? "" : ", " + address);
  }
}

std::string SourceTitles::of(const std::string& id) const {
  const auto found = titles_.find(id);
  return found == titles_.end() ? std::string() : found->second;
}

void read_value(const Spot& spot, const std::string& id, CalendarMonth start, Derivation& into) {
  Held held{spot.place.type, spot.place.at, spot.row};
  while (held.open()) {
  }
  if (!held.type) {
    into.why = held.why;
    into.text = "none";
    return;
  }
  const Type& type = *held.type;
  const Row* total = type.shape == Shape::record ? total_of(type) : nullptr;
  MetricDoc doc = doc_for(id, type, total && !total->shown.empty() ? *total : held.row);
  if (type.shape == Shape::variant) {
    into.text = type.cases()[type.index(held.at)].word;
  } else if (total) {
    doc.dimension = total->dimension;
    read_number(total->value(held.at), doc, start, into);
  } else if (io::is_number(type.shape) && type.shape != Shape::growth) {
    read_number(type.get(held.at), doc, start, into);
  } else {
    into.text = spelled(type, held.at, held.row);
  }
}

std::string Leaves::position(const weft::Span& at) const {
  const io::Position place = io::position_of(at, answer_.loaded.sources);
  return answer_.loaded.sources[at.source].name + ":" + std::to_string(place.line) + ":" +
         std::to_string(place.column);
}

void Leaves::say_note(const Note& note, Derivation& leaf) const {
  if (note.at != weft::Span{}) leaf.place = position(note.at);
  leaf.basis = note.basis;
  leaf.expression = note.expression;
  if (note.from.empty()) return;
  leaf.source = note.from;
  if (std::string title = titles_.of(note.from); !title.empty()) {
    leaf.references.push_back(std::move(title));
  }
}

/// What a value of the plan rests on; of a section, the first value of it that is written.
void Leaves::say_written(const Spot& spot, Derivation& leaf) const {
  const Notes& notes = answer_.loaded.phases[spot.stage].notes;
  auto note = notes.find(leaf.id);
  const std::string below = leaf.id + ".";
  if (note == notes.end()) {
    note = notes.lower_bound(below);
    if (note != notes.end() && !note->first.starts_with(below)) note = notes.end();
  }
  if (note != notes.end()) {
    leaf.origin = Origin::written;
    return say_note(note->second, leaf);
  }
  leaf.origin = Origin::assumed;
  leaf.source = spot.row.because.empty() ? "default: nothing is written"
                                         : "default: " + std::string(spot.row.because);
}

/// Sources of a value of a record: its own, or those of the record.
void Leaves::say_record(std::size_t spot, Derivation& leaf) const {
  leaf.origin = Origin::catalogue;
  const Notes& notes = answer_.loaded.part_notes;
  if (const auto note = notes.find(leaf.id); note != notes.end()) say_note(note->second, leaf);
  if (!leaf.source.empty()) return;
  for (auto at = std::optional(spot); at; at = places_.at(*at).above) {
    const Place& place = places_.at(*at).place;
    if (place.type->shape != Shape::record) continue;
    const catalog::About* found = about_of(place);
    if (!found) continue;
    const catalog::About& about = *found;
    if (!leaf.basis) leaf.basis = about.basis;
    for (const std::string& each : about.sources) {
      leaf.source += (leaf.source.empty() ? "" : ", ") + each;
      if (std::string title = titles_.of(each); !title.empty()) {
        leaf.references.push_back(std::move(title));
      }
    }
    break;
  }
  if (leaf.source.empty()) leaf.source = "the record names no source";
}

const Derivation& Leaves::of(std::size_t at) {
  const auto found = known_.find(at);
  return found == known_.end() ? known_.emplace(at, read(at)).first->second : found->second;
}

Derivation Leaves::read(std::size_t at) const {
  const Spot& spot = places_.at(at);
  Derivation leaf;
  leaf.id = places_.path(at);
  if (leaf.id.empty()) return whole_of(spot.root);
  leaf.doc = spot.row.doc;
  read_value(spot, leaf.id, answer_.scenario.last().plan.time.start, leaf);
  if (spot.root == Root::catalogue) {
    say_record(at, leaf);
  } else if (spot.root == Root::plan) {
    say_written(spot, leaf);
  } else {
    say_written(spot, leaf);
    leaf.origin = Origin::chosen;
    for (const plan::Decision& each : answer_.decisions) {
      if (!leaf.id.starts_with(each.path)) continue;
      leaf.source = each.reason;
      leaf.text = each.chosen;
    }
  }
  return leaf;
}

}  // namespace weft::report
