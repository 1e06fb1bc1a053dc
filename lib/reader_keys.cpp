// SPDX-License-Identifier: Apache-2.0
// Keys and names: which are legal where, and what was meant by one that is not.
#include "plan_name.hpp"
#include "reader_class.hpp"
#include "weft/io/nearest.hpp"
#include "weft/io/walk.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace weft::io {
namespace {

/// Keys that are words of their own, such as roles.
bool is_free_word(std::string_view name) {
  const auto first = [](char c) { return is_letter(c) || is_digit(c); };
  return !name.empty() && first(name.front()) && std::all_of(name.begin(), name.end(), [&](char c) {
    return first(c) || c == '_' || c == '-';
  });
}

std::string like_a_plan_name(std::string_view name) {
  std::string made = lowered(name);
  for (char& c : made) {
    if (!is_lower(c) && !is_digit(c)) c = '_';
  }
  return made;
}

/// A type below the root, and the way to it: "fabrics.*".
struct Below {
  const Type* type = nullptr;
  std::string path;
};

std::vector<Below> steps_below(const Type& type, const std::string& path) {
  std::vector<Below> made;
  if (type.shape == Shape::map) {
    made.push_back({&type.element(), join(path, "*")});
  } else if (type.shape == Shape::list) {
    made.push_back({&type.element(), path});
  } else if (type.shape == Shape::variant) {
    for (std::size_t i = 0; i < type.cases().size(); ++i) {
      made.push_back({&type.alternative(i), path});
    }
  } else if (type.shape == Shape::record) {
    for (const Row& each : type.rows()) {
      if (!each.computed) made.push_back({&each.type(), join(path, each.name)});
    }
  }
  return made;
}

bool stores(const Type& type, std::string_view key) {
  const Row* row = type.shape == Shape::record ? find_row(type, key) : nullptr;
  return row && !row->computed;
}

/// The first place, nearest to the root, where a key is legal: "fabrics.*.budget".
std::string where_legal(const Type& root, std::string_view key) {
  std::vector<Below> open{{&root, ""}};
  std::set<const Type*> seen;
  for (std::size_t i = 0; i < open.size(); ++i) {
    const std::string path = open[i].path;
    const Type& type = inner(*open[i].type);
    if (!seen.insert(&type).second) continue;
    if (stores(type, key)) return path.empty() ? "the plan itself" : "`" + path + "`";
    for (Below& each : steps_below(type, path)) open.push_back(std::move(each));
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

std::vector<std::string_view> stored_names(const Type& record) {
  std::vector<std::string_view> names;
  for (const Row& each : record.rows()) {
    if (!each.computed) names.push_back(each.name);
  }
  return names;
}

std::vector<std::string_view> words_of(const Type& type) {
  std::vector<std::string_view> words;
  for (const Case& each : type.cases()) words.push_back(each.word);
  return words;
}

std::string listed(const std::vector<std::string_view>& words) {
  std::string list;
  for (const std::string_view each : words) list += (list.empty() ? "" : ", ") + std::string(each);
  return list;
}

const Row* Reader::row_of(const Node& member, const Type& type, const std::string& path) {
  const Row* row = find_row(type, member.key);
  if (!row) {
    row = renamed_row(type, member.key);
    if (!row) return nullptr;
    add("WF0311", join(path, member.key),
        "`" + member.key + "` is now called `" + std::string(row->name) + "`",
        "write `" + std::string(row->name) + "`", member.key_at, Severity::warning);
  }
  return row->computed ? nullptr : row;
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

bool Reader::key_is_good(const Node& node, const Type& type, const std::string& path,
                         const Row& row) {
  const bool texts = inner(type.element()).shape == Shape::text;
  const std::string_view kind = !row.keys.empty() ? row.keys : texts ? "" : row.refers;
  if (are_references(kind, row)) {
    return node.key == "*" || is_known(kind, node.key, node.key_at, path);
  }
  if (kind.empty() ? is_plan_name(node.key) : is_free_word(node.key)) return true;
  const std::string offer = like_a_plan_name(node.key);
  add("WF0305", path,
      "`" + node.key + "` is no name: " +
          (kind.empty() ? "names are small letters, digits and _" : "letters, digits, _ and -"),
      is_plan_name(offer) ? "such as `" + offer + "`" : "such as `wave_1`", node.key_at);
  return false;
}

bool Reader::are_references(std::string_view kind, const Row& row) const {
  if (kind.empty()) return false;
  const auto& names = context_.references.names;
  return kind.starts_with('/') || row.keys.empty() || (names && !names(kind).empty());
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

}  // namespace weft::io
