// SPDX-License-Identifier: Apache-2.0
#include "weft/io/reader.hpp"

#include "reader_class.hpp"
#include "weft/io/nearest.hpp"
#include "weft/io/walk.hpp"

#include <algorithm>
#include <utility>

namespace weft::io {
namespace {

constexpr int deepest_value = 100;

}  // namespace

void Reader::value(const Node& node, const Type& type, void* into, const std::string& path,
                   const Row& row) {
  if (depth_ >= deepest_value) return wrong_type(node, path, "is nested too deep");
  ++depth_;
  switch (type.shape) {
    case Shape::record:
      record(node, type, into, path, row);
      break;
    case Shape::variant:
      variant(node, type, into, path, row);
      break;
    case Shape::list:
      list(node, type, into, path, row);
      break;
    case Shape::map:
      map(node, type, into, path, row);
      break;
    case Shape::monthly:
      monthly(node, type, into, path, row);
      break;
    case Shape::optional:
    case Shape::feasible:
      if (!is_leaf(type.element().shape)) {
        value(node, type.element(), type.make(into, {}), path, row);
      } else if (const auto read = leaf(node, type.element(), path, row)) {
        store(type.element(), type.make(into, {}), *read);
      }
      break;
    default:
      if (const auto read = leaf(node, type, path, row)) store(type, into, *read);
  }
  --depth_;
}

void Reader::wrong_type(const Node& node, const std::string& path, std::string wants,
                        std::string hint) {
  Note& note = context_.notes[path];
  note.at = node.at;
  note.bad = true;
  add("WF0310", path, std::move(wants), std::move(hint), node.at);
}

void Reader::record(const Node& node, const Type& type, void* into, const std::string& path,
                    const Row& holder) {
  const Row* bare = bare_row(type);
  const Peeled peeled = peel(node);
  const bool object = !peeled.fault && !peeled.expression && peeled.node->is_object();
  const bool is_value =
      object && bare &&
      (peeled.node->find("dist") || (peeled.node->find("by_month") && !find_row(type, "by_month")));
  if (object && !is_value) {
    const Inherit inherit(*this, peeled.note);
    return members(*peeled.node, type, into, path, holder, false);
  }
  if (bare) {
    const Row row = effective(holder, type, *bare);
    return member(node, row, into, join(path, row.name));
  }
  if (!open(node, path)) return;
  std::string such;
  for (const std::string_view each : stored_names(type)) {
    if (such.size() < 40)
      such += (such.empty() ? "" : ", ") + std::string("\"") + std::string(each) + "\": ...";
  }
  wrong_type(node, path, "wants an object", "such as { " + such + " }");
}

bool Reader::is_read_elsewhere(std::string_view key, const std::string& path) const {
  if (key.starts_with("x-")) return true;
  const auto& elsewhere = context_.read_elsewhere;
  return path.empty() && (key == "$schema" ||
                          std::find(elsewhere.begin(), elsewhere.end(), key) != elsewhere.end());
}

void Reader::members(const Node& node, const Type& type, void* into, const std::string& path,
                     const Row& holder, bool has_kind) {
  std::vector<std::string_view> written;
  std::vector<std::string_view> unknown;
  for (const Node& each : node.items) {
    if (is_read_elsewhere(each.key, path)) continue;
    if (has_kind && each.key == "kind" && !find_row(type, each.key)) continue;
    const Row* row = row_of(each, type, path);
    if (!row) {
      unknown.push_back(each.key);
      unknown_key(each, type, path);
    } else if (!each.is_null()) {
      written.push_back(row->name);
      member(each, effective(holder, type, *row), into, join(path, row->name));
    }
  }
  missing(node, type, path, written, unknown);
}

void Reader::member(const Node& node, const Row& row, void* record, const std::string& path) {
  if (!row.pending.empty()) {
    add("WF0312", path, "planned: not yet computed: " + std::string(row.pending), {}, node.at,
        Severity::warning);
  }
  const Type& type = row.type();
  if (row.is_automatic && node.text() && *node.text() == "auto") {
    context_.notes[path].at = node.at;
    if (type.clear) type.clear(row.at(record));
    return;
  }
  value(node, type, row.at(record), path, row);
}

void Reader::variant(const Node& node, const Type& type, void* into, const std::string& path,
                     const Row& row) {
  const auto peeled = open(node, path);
  if (!peeled) return;
  const Inherit inherit(*this, peeled->note);
  const Node& at = *peeled->node;
  const Node* kind = at.is_object() ? at.find("kind") : &at;
  const auto words = words_of(type);
  const std::string list = listed(words);
  if (!kind) {
    return add("WF0302", join(path, "kind"), "`kind` is missing", "one of: " + list, at.at);
  }
  if (!kind->text() || peeled->expression) {
    return wrong_type(*kind, path, "wants a kind", "one of: " + list);
  }
  const auto found = std::find(words.begin(), words.end(), *kind->text());
  Note& note = context_.notes[join(path, "kind")];
  note = peeled->note;
  note.at = peeled->let.empty() ? kind->at : node.at;
  note.bad = found == words.end();
  if (note.bad) {
    std::string hint = did_you_mean(*kind->text(), words);
    return add("WF0306", join(path, "kind"), "`" + *kind->text() + "` is none of: " + list,
               std::move(hint), note.at);
  }
  const auto index = static_cast<std::size_t>(found - words.begin());
  type.pick(into, index);
  const Type& alternative = type.alternative(index);
  if (at.is_object()) {
    members(at, alternative, type.held(into), path, row, true);
  } else {
    missing(at, alternative, path, {}, {});
  }
}

void Reader::list(const Node& node, const Type& type, void* into, const std::string& path,
                  const Row& row) {
  const auto item = [&](const Node& each, const std::string& at) {
    const Type& element = type.element();
    if (!is_leaf(element.shape)) return value(each, element, type.make(into, {}), at, row);
    const auto read = leaf(each, element, at, row);
    void* place = type.make(into, {});  // also for a bad one: paths count the items
    if (read) store(element, place, *read);
  };
  type.clear(into);
  const Peeled peeled = peel(node);
  if (peeled.fault || !peeled.node->is_list()) return item(node, join(path, "0"));
  const Inherit inherit(*this, peeled.note);
  for (std::size_t i = 0; i < peeled.node->items.size(); ++i) {
    item(peeled.node->items[i], join(path, std::to_string(i)));
  }
}

void Reader::map(const Node& node, const Type& type, void* into, const std::string& path,
                 const Row& row) {
  const auto peeled = open(node, path);
  if (!peeled) return;
  const Inherit inherit(*this, peeled->note);
  if (!peeled->node->is_object()) {
    return wrong_type(node, path, "wants named entries", "such as { \"name\": ... }");
  }
  const Type& element = type.element();
  for (const Node& each : peeled->node->items) {
    if (each.key.starts_with("x-") || each.is_null()) continue;
    const std::string at = join(path, each.key);
    if (!key_is_good(each, type, at, row)) continue;
    if (!is_leaf(element.shape)) {
      value(each, element, type.make(into, each.key), at, row);
    } else if (const auto read = leaf(each, element, at, row)) {
      store(element, type.make(into, each.key), *read);
    }
  }
}

void read(const Node& node, const Type& type, void* into, const std::string& path,
          ReadContext& context) {
  Reader(context).value(node, type, into, path, Row{});
}

}  // namespace weft::io
