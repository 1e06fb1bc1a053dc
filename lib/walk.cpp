// SPDX-License-Identifier: Apache-2.0
#include "weft/io/walk.hpp"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace weft::io {
namespace {

// The tables give addresses of members through mutable pointers only; this is the one place where
// a value that is merely looked at passes through them.
void* open(const void* value) { return const_cast<void*>(value); }

struct Child {
  std::string key;
  const void* at = nullptr;
};
std::vector<Child> children(const Type& type, const void* value) {
  std::vector<Child> found;
  type.each(value, &found, [](void* context, std::string_view key, const void* child) {
    static_cast<std::vector<Child>*>(context)->push_back({std::string(key), child});
  });
  if (type.shape != Shape::list) return found;
  for (std::size_t i = 0; i < found.size(); ++i) found[i].key = std::to_string(i);
  return found;
}

class Walker {
 public:
  explicit Walker(const Visitor& visit) : visit_(visit) {}

  void value(const Type& type, const void* at, const std::string& path, const Row& row) const {
    switch (type.shape) {
      case Shape::record:
        return record(type, at, path, row);
      case Shape::variant:
        return variant(type, at, path, row);
      case Shape::optional:
      case Shape::feasible:
        return perhaps(type, at, path, row);
      case Shape::list:
      case Shape::map:
      case Shape::monthly:
        for (const Child& each : children(type, at)) {
          value(type.element(), each.at, each.key.empty() ? path : join(path, each.key), row);
        }
        return;
      default:
        visit_({path, row, &type, open(at), nullptr});
    }
  }

 private:
  void record(const Type& type, const void* at, const std::string& path, const Row& holder) const {
    for (const Row& each : type.rows()) {
      const Row row = effective(holder, type, each);
      const std::string name = join(path, row.name);
      if (row.computed) {
        visit_({name, row, nullptr, open(at), nullptr});
      } else {
        value(row.type(), row.at(open(at)), name, row);
      }
    }
  }
  void variant(const Type& type, const void* at, const std::string& path, const Row& row) const {
    visit_({join(path, "kind"), row, &type, open(at), nullptr});
    value(type.alternative(type.index(at)), type.held(open(at)), path, row);
  }
  void perhaps(const Type& type, const void* at, const std::string& path, const Row& row) const {
    if (const void* held = type.find(open(at), {})) return value(type.element(), held, path, row);
    if (type.why) visit_({path, row, &type.element(), nullptr, type.why(at)});
  }

  const Visitor& visit_;
};

// Optionals and feasibles are looked through; false when there is nothing inside.
bool look_through(Place& place) {
  while (place.type &&
         (place.type->shape == Shape::optional || place.type->shape == Shape::feasible)) {
    void* held = place.type->find(place.at, {});
    if (!held) {
      if (place.type->why) place.why = place.type->why(place.at);
      return false;
    }
    place.at = held;
    place.type = &place.type->element();
  }
  return true;
}

bool enter_record(Place& place, std::string_view name) {
  const Row* row = find_row(*place.type, name);
  if (!row) return false;
  place.row = effective(place.row, *place.type, *row);
  if (row->computed) {
    place.type = nullptr;
  } else {
    place.at = row->at(place.at);
    place.type = &row->type();
  }
  return true;
}

bool enter_list(Place& place, std::string_view name) {
  std::size_t index = 0;
  const auto [end, fault] = std::from_chars(name.data(), name.data() + name.size(), index);
  if (fault != std::errc{} || end != name.data() + name.size()) return false;
  const auto items = children(*place.type, place.at);
  if (index >= items.size()) return false;
  place.at = open(items[index].at);
  place.type = &place.type->element();
  return true;
}

bool enter(Place& place, std::string_view name) {
  if (!place.type || !look_through(place)) return false;
  const Type& type = *place.type;
  switch (type.shape) {
    case Shape::record:
      return enter_record(place, name);
    case Shape::list:
      return enter_list(place, name);
    case Shape::map:
    case Shape::monthly:
      place.at = type.find(place.at, name);
      place.type = &type.element();
      return place.at != nullptr;
    case Shape::variant:
      if (name == "kind") return true;
      place.type = &type.alternative(type.index(place.at));
      place.at = type.held(place.at);
      return enter(place, name);
    default:
      return false;
  }
}

void step(const Meaning& from, std::string_view name, std::vector<Meaning>& into) {
  if (!from.type) return;
  const Type& type = inner(*from.type);
  if (type.shape == Shape::record) {
    const Row* row = find_row(type, name);
    if (!row) return;
    into.push_back({effective(from.row, type, *row), row->computed ? nullptr : &row->type()});
  } else if (type.shape == Shape::variant) {
    if (name == "kind") into.push_back({from.row, &type});
    for (std::size_t i = 0; i < type.cases().size(); ++i) {
      step({from.row, &type.alternative(i)}, name, into);
    }
  } else if (type.shape == Shape::map || type.shape == Shape::list ||
             from.type->shape == Shape::monthly) {
    into.push_back({from.row, from.type->shape == Shape::monthly ? &type : &type.element()});
  }
}

}  // namespace

const Type& inner(const Type& type) {
  const bool wraps = type.shape == Shape::optional || type.shape == Shape::feasible ||
                     type.shape == Shape::monthly;
  return wraps ? inner(type.element()) : type;
}

std::vector<Meaning> find_types(const Type& root, std::string_view dotted) {
  if (dotted.ends_with('.')) return {};
  std::vector<Meaning> found{{Row{}, &root}};
  while (!dotted.empty() && !found.empty()) {
    const std::size_t dot = dotted.find('.');
    std::vector<Meaning> next;
    for (const Meaning& each : found) step(each, dotted.substr(0, dot), next);
    found = std::move(next);
    dotted = dot == std::string_view::npos ? std::string_view{} : dotted.substr(dot + 1);
  }
  return found;
}

const Row* bare_row(const Type& record) {
  for (const Row& each : record.rows()) {
    if (each.is_bare) return &each;
  }
  return nullptr;
}

const Row* find_row(const Type& record, std::string_view name) {
  for (const Row& each : record.rows()) {
    if (each.name == name) return &each;
  }
  return nullptr;
}

Row effective(const Row& holder, const Type& record, const Row& member) {
  if (!bare_row(record)) return member;
  Row row = member;
  const bool number = row.computed || is_number(row.type().shape);
  if (!number || !row.shown.empty()) return row;
  row.shown = holder.shown;
  if (row.label.empty()) row.label = holder.label;
  if (std::isinf(row.range.least)) row.range.least = holder.range.least;
  if (std::isinf(row.range.most)) row.range.most = holder.range.most;
  return row;
}

std::string join(std::string_view path, std::string_view name) {
  std::string joined(path);
  if (!path.empty()) joined += '.';
  joined += name;
  return joined;
}

std::optional<double> Place::number() const {
  if (why || !at) return std::nullopt;
  if (!type) return row.value(at);
  if (!is_number(type->shape)) return std::nullopt;
  return type->get(at);
}

void walk(const Type& type, const void* value, const std::string& path, const Visitor& visit) {
  Walker(visit).value(type, value, path, Row{});
}

std::optional<Place> find(const Type& root, void* value, std::string_view dotted) {
  Place place{std::string(dotted), Row{}, &root, value, nullptr};
  if (dotted.ends_with('.')) return std::nullopt;
  while (!dotted.empty()) {
    const std::size_t dot = dotted.find('.');
    if (!enter(place, dotted.substr(0, dot))) return std::nullopt;
    dotted = dot == std::string_view::npos ? std::string_view{} : dotted.substr(dot + 1);
  }
  if (!look_through(place) && !place.why) return std::nullopt;
  return place;
}

std::optional<Place> find_leaf(const Type& root, void* value, std::string_view dotted) {
  auto place = find(root, value, dotted);
  while (place && place->type && place->type->shape == Shape::record) {
    const Row* bare = bare_row(*place->type);
    if (!bare) return place;
    enter_record(*place, bare->name);
    place->path = join(place->path, bare->name);
    if (!look_through(*place) && !place->why) return std::nullopt;
  }
  return place;
}

Index::Index(const Type& type, const void* root, const std::string& prefix) {
  add(type, root, prefix);
}

void Index::add(const Type& type, const void* at, const std::string& path) {
  places_.emplace(at, std::pair(&type, path));  // equal keys keep their order: outermost first
  switch (type.shape) {
    case Shape::record:
      for (const Row& each : type.rows()) {
        if (!each.computed) add(each.type(), each.at(open(at)), join(path, each.name));
      }
      return;
    case Shape::variant:
      return add(type.alternative(type.index(at)), type.held(open(at)), path);
    case Shape::optional:
    case Shape::feasible:
      if (const void* held = type.find(open(at), {})) add(type.element(), held, path);
      return;
    case Shape::list:
    case Shape::map:
    case Shape::monthly:
      for (const Child& each : children(type, at)) {
        add(type.element(), each.at, each.key.empty() ? path : join(path, each.key));
      }
      return;
    default:
      return;
  }
}

std::optional<std::string> Index::path(const void* at, const Type* type) const {
  const auto [first, last] = places_.equal_range(at);
  for (auto each = first; each != last; ++each) {
    if (!type || each->second.first == type) return each->second.second;
  }
  return std::nullopt;
}

}  // namespace weft::io
