// SPDX-License-Identifier: Apache-2.0
#include "weft/io/reader.hpp"

#include "reader_class.hpp"
#include "weft/io/nearest.hpp"
#include "weft/io/walk.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace weft::io {
namespace {

constexpr int deepest = 100;

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_plan_name(std::string_view name) {
  return !name.empty() && is_lower(name.front()) &&
         std::all_of(name.begin(), name.end(),
                     [](char c) { return is_lower(c) || is_digit(c) || c == '_'; });
}
bool is_word(std::string_view name) {
  const auto first = [](char c) { return is_lower(c) || is_digit(c) || (c >= 'A' && c <= 'Z'); };
  return !name.empty() && first(name.front()) && std::all_of(name.begin(), name.end(), [&](char c) {
    return first(c) || c == '_' || c == '-';
  });
}

std::vector<std::string_view> stored_names(const Type& record) {
  std::vector<std::string_view> names;
  for (const Row& each : record.rows()) {
    if (!each.computed) names.push_back(each.name);
  }
  return names;
}

/// The first place, nearest to the root, where a key is legal: "fabrics.*.budget".
std::string where_legal(const Type& root, std::string_view key) {
  std::vector<std::pair<const Type*, std::string>> open{{&root, ""}};
  std::set<const Type*> seen;
  for (std::size_t i = 0; i < open.size(); ++i) {
    const std::string path = open[i].second;
    const Type& type = inner(*open[i].first);
    if (!seen.insert(&type).second) continue;
    if (type.shape == Shape::map || type.shape == Shape::list) {
      open.emplace_back(&type.element(), type.shape == Shape::map ? join(path, "*") : path);
    } else if (type.shape == Shape::variant) {
      for (std::size_t k = 0; k < type.cases().size(); ++k) {
        open.emplace_back(&type.alternative(k), path);
      }
    } else if (type.shape == Shape::record) {
      for (const Row& each : type.rows()) {
        if (each.computed) continue;
        if (each.name == key) return path.empty() ? "the plan itself" : "`" + path + "`";
        open.emplace_back(&each.type(), join(path, each.name));
      }
    }
  }
  return {};
}

const Row* renamed_row(const Type& record, std::string_view old) {
  for (const Row& each : record.rows()) {
    if (!each.was.empty() && each.was == old) return &each;
  }
  return nullptr;
}

}  // namespace

void Reader::value(const Node& node, const Type& type, void* into, const std::string& path,
                   const Row& row) {
  if (depth_ >= deepest) return wrong_type(node, path, "is nested too deep");
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

void Reader::members(const Node& node, const Type& type, void* into, const std::string& path,
                     const Row& holder, bool has_kind) {
  std::vector<std::string_view> written;
  std::vector<std::string_view> unknown;
  const auto& elsewhere = context_.read_elsewhere;
  for (const Node& each : node.items) {
    if (each.key.starts_with("x-")) continue;
    if (path.empty() && (each.key == "$schema" || std::find(elsewhere.begin(), elsewhere.end(),
                                                            each.key) != elsewhere.end())) {
      continue;
    }
    const Row* row = find_row(type, each.key);
    if (!row && has_kind && each.key == "kind") continue;
    if (!row) {
      row = renamed_row(type, each.key);
      if (row) {
        add("WF0311", join(path, each.key),
            "`" + each.key + "` is now called `" + std::string(row->name) + "`",
            "write `" + std::string(row->name) + "`", each.key_at, Severity::warning);
      }
    }
    if (!row || row->computed) {
      unknown.push_back(each.key);
      unknown_key(each, type, path);
      continue;
    }
    if (each.is_null()) continue;
    written.push_back(row->name);
    member(each, effective(holder, type, *row), into, join(path, row->name));
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

void Reader::unknown_key(const Node& node, const Type& type, const std::string& path) {
  const auto names = stored_names(type);
  std::string hint = did_you_mean(node.key, names);
  const std::string where = context_.root ? where_legal(*context_.root, node.key) : "";
  if (!where.empty()) {
    hint += (hint.empty() ? "" : "   ") + ("`" + node.key + "` is a key of " + where);
  }
  if (hint.empty()) hint = "see: weft schema" + (path.empty() ? "" : " " + path);
  add("WF0301", join(path, node.key), "unknown key `" + node.key + "`", std::move(hint),
      node.key_at);
}

void Reader::missing(const Node& node, const Type& type, const std::string& path,
                     const std::vector<std::string_view>& written,
                     const std::vector<std::string_view>& unknown) {
  const auto names = stored_names(type);
  std::set<std::string_view> meant;
  for (const std::string_view each : unknown) {
    const auto near = nearest(each, names, 1);
    meant.insert(near.begin(), near.end());
  }
  for (const Row& each : type.rows()) {
    if (each.need != Need::required || meant.contains(each.name)) continue;
    if (std::find(written.begin(), written.end(), each.name) != written.end()) continue;
    add("WF0302", join(path, each.name), "`" + std::string(each.name) + "` is missing",
        std::string(each.name) + ": " + std::string(each.doc), node.at);
  }
}

void Reader::variant(const Node& node, const Type& type, void* into, const std::string& path,
                     const Row& row) {
  const auto peeled = open(node, path);
  if (!peeled) return;
  const Inherit inherit(*this, peeled->note);
  const Node& at = *peeled->node;
  const Node* kind = at.is_object() ? at.find("kind") : &at;
  std::vector<std::string_view> words;
  std::string list;
  for (const Case& each : type.cases()) {
    words.push_back(each.word);
    list += (list.empty() ? "" : ", ") + std::string(each.word);
  }
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

bool Reader::key_is_good(const Node& node, const Type& type, const std::string& path,
                         const Row& row) {
  const bool texts = inner(type.element()).shape == Shape::text;
  const std::string_view kind = !row.keys.empty() ? row.keys : texts ? "" : row.refers;
  const bool refers =
      kind.starts_with('/') || (row.keys.empty() && !kind.empty()) ||
      (!kind.empty() && context_.references.names && !context_.references.names(kind).empty());
  if (refers) {
    return node.key == "*" || is_known(kind, node.key, node.key_at, path);
  }
  if (kind.empty() ? is_plan_name(node.key) : is_word(node.key)) return true;
  std::string offer;
  for (const char c : node.key) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    offer += is_lower(lower) || is_digit(lower) ? lower : '_';
  }
  add("WF0305", path,
      "`" + node.key + "` is no name: " +
          (kind.empty() ? "names are small letters, digits and _" : "letters, digits, _ and -"),
      is_plan_name(offer) ? "such as `" + offer + "`" : "such as `wave_1`", node.key_at);
  return false;
}

bool Reader::is_known(std::string_view kind, const std::string& id, const Span& at,
                      const std::string& path) {
  const auto& [known, names] = context_.references;
  if (!known || known(kind, id)) return true;
  std::vector<std::string> all;
  if (names) all = names(kind);
  const std::vector<std::string_view> views(all.begin(), all.end());
  std::string hint = did_you_mean(id, views);
  if (kind.starts_with('/')) {
    add("WF0303", path, "`" + id + "` is not in `" + std::string(kind.substr(1)) + "`",
        std::move(hint), at);
  } else {
    if (hint.empty()) hint = "see: weft catalog list";
    add("WF0304", path, "the catalogue has no " + std::string(kind) + " `" + id + "`",
        std::move(hint), at);
  }
  return false;
}

void Reader::monthly(const Node& node, const Type& type, void* into, const std::string& path,
                     const Row& row) {
  const Peeled peeled = peel(node);
  if (!peeled.fault && peeled.node->find("by_month")) {
    return forecast(peeled, type, into, path, row);
  }
  const auto read = leaf(node, type.element(), path, row);
  if (!read) return;
  type.clear(into);
  store(type.element(), type.make(into, {}), *read);
}

void Reader::forecast(const Peeled& peeled, const Type& type, void* into, const std::string& path,
                      const Row& row) {
  Note note = peeled.note;
  note.at = peeled.node->at;
  const Node& by_month = *peeled.node->find("by_month");
  if (auto wrong = read_provenance(*peeled.node, note, {"by_month"})) {
    report(*peeled.node, peeled, path, *wrong);
    note.bad = true;
  } else if (!by_month.is_object() || by_month.items.empty()) {
    add("WF0310", path, "wants values by month", R"(such as { "2027-01": ..., "2028-01": ... })",
        by_month.at);
    note.bad = true;
  }
  context_.notes[path] = note;
  if (note.bad) return;
  const Inherit inherit(*this, note);
  std::vector<std::pair<CalendarMonth, LeafValue>> points;
  for (const Node& each : by_month.items) {
    const std::string at = join(path, each.key);
    const auto month = parse_month(each.key);
    if (!month) {
      add("WF0314", at, "`" + each.key + "` is no month", "a month is written like \"2027-01\"",
          each.key_at);
      continue;
    }
    const auto read = leaf(each, type.element(), at, row);
    const auto same = [&](const auto& point) { return point.first == *month; };
    if (std::any_of(points.begin(), points.end(), same)) {
      add("WF0314", at, "the month " + each.key + " is written twice", {}, each.key_at);
    } else if (read) {
      points.emplace_back(*month, *read);
    }
  }
  std::sort(points.begin(), points.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  if (points.empty()) {
    context_.notes[path].bad = true;
    return;
  }
  type.clear(into);
  for (const auto& [month, read] : points) {
    store(type.element(), type.make(into, format_month(month)), read);
  }
}

void read(const Node& node, const Type& type, void* into, const std::string& path,
          ReadContext& context) {
  Reader(context).value(node, type, into, path, Row{});
}

}  // namespace weft::io
