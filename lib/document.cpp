// SPDX-License-Identifier: Apache-2.0
#include "weft/io/document.hpp"

#include "erase_marked.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace weft::io {
namespace {

/// A path that was followed as far as it goes.
struct Reached {
  const Node* node;
  std::size_t rest;  ///< bytes of the path that lead nowhere
};

bool ends_name(std::string_view rest, std::size_t at) {
  return at == rest.size() || rest[at] == '.';
}

Reached descend(const Node& node, std::string_view rest) {
  Reached best{&node, rest.size()};
  const auto follow = [&](const Node& child, std::size_t used) {
    const auto deeper = descend(child, rest.substr(std::min(used + 1, rest.size())));
    if (deeper.rest < best.rest) best = deeper;
  };
  if (rest.empty()) return best;
  if (node.is_list()) {
    std::size_t index = 0;
    const auto [stop, error] = std::from_chars(rest.data(), rest.data() + rest.size(), index);
    const auto used = static_cast<std::size_t>(stop - rest.data());
    if (error == std::errc{} && ends_name(rest, used) && index < node.items.size()) {
      follow(node.items[index], used);
    }
    return best;
  }
  const bool in_quotes = rest[0] == '"';
  for (const Node& each : node.items) {
    const std::size_t size = each.key.size();
    if (in_quotes && rest.substr(1, size) == each.key && rest.size() > size + 1 &&
        rest[size + 1] == '"' && ends_name(rest, size + 2)) {
      follow(each, size + 2);
    } else if (rest.substr(0, size) == each.key && ends_name(rest, size)) {
      follow(each, size);
    }
  }
  return best;
}

/// The item of a list that a key addresses, or null.
Node* item_at(Node& list, std::string_view key) {
  std::size_t index = 0;
  const auto [stop, error] = std::from_chars(key.data(), key.data() + key.size(), index);
  const bool whole = error == std::errc{} && stop == key.data() + key.size();
  return whole && index < list.items.size() ? &list.items[index] : nullptr;
}

bool patches_items(Node& list, const Node& patch) {
  return list.is_list() && !patch.items.empty() &&
         std::all_of(patch.items.begin(), patch.items.end(),
                     [&](const Node& each) { return item_at(list, each.key) != nullptr; });
}

void merge_items(Node& list, const Node& patch) {
  std::vector<bool> gone(list.items.size(), false);
  for (const Node& each : patch.items) {
    Node* const item = item_at(list, each.key);
    if (each.is_null()) {
      gone[static_cast<std::size_t>(item - list.items.data())] = true;
    } else {
      merge(*item, each);
    }
  }
  erase_marked(list.items, gone);
}

void merge_member(Node& into, const Node& patch) {
  Node* const old = into.find(patch.key);
  if (patch.is_null()) {
    if (old != nullptr) into.items.erase(into.items.begin() + (old - into.items.data()));
  } else if (old != nullptr) {
    if (!patch.is_object()) old->key_at = patch.key_at;
    merge(*old, patch);
  } else {
    Node& fresh = into.items.emplace_back();
    fresh.key = patch.key;
    fresh.key_at = patch.key_at;
    merge(fresh, patch);
  }
}

}  // namespace

const Node* Node::find(std::string_view name) const {
  if (!is_object()) return nullptr;
  const auto found =
      std::find_if(items.begin(), items.end(), [&](const Node& each) { return each.key == name; });
  return found == items.end() ? nullptr : &*found;
}
Node* Node::find(std::string_view name) {
  return const_cast<Node*>(std::as_const(*this).find(name));
}

void merge(Node& into, const Node& patch) {
  if (!patch.is_object()) {
    into.value = patch.value;
    into.at = patch.at;
    into.items = patch.items;
    return;
  }
  if (patches_items(into, patch)) {
    merge_items(into, patch);
    return;
  }
  if (!into.is_object()) {
    into.value = Object{};
    into.at = patch.at;
    into.items.clear();
  }
  for (const Node& each : patch.items) merge_member(into, each);
}

Node at_path(std::string_view dotted, Node leaf) {
  if (dotted.empty()) return leaf;
  std::string_view name = dotted.substr(0, dotted.find('.'));
  std::string_view rest = dotted.substr(std::min(name.size() + 1, dotted.size()));
  const auto close = dotted[0] == '"' ? dotted.find('"', 1) : std::string_view::npos;
  if (close != std::string_view::npos && ends_name(dotted, close + 1)) {
    name = dotted.substr(1, close - 1);
    rest = dotted.substr(std::min(close + 2, dotted.size()));
  }
  Node child = at_path(rest, std::move(leaf));
  child.key = name;
  child.key_at = child.at;
  Node parent;
  parent.value = Object{};
  parent.at = child.at;
  parent.items.push_back(std::move(child));
  return parent;
}

const Node* find_path(const Node& root, std::string_view dotted) {
  const Reached found = descend(root, dotted);
  return found.rest == 0 ? found.node : nullptr;
}

Span locate(const Node& root, std::string_view dotted) { return descend(root, dotted).node->at; }

}  // namespace weft::io
