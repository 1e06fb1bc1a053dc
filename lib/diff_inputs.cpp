// SPDX-License-Identifier: Apache-2.0
#include "diff_parts.hpp"
#include "weft/io/diagnostics_text.hpp"
#include "weft/io/walk.hpp"
#include "weft/io/writer.hpp"

#include <algorithm>
#include <utility>

namespace weft::report {
namespace {

std::string place_text(const Span& at, const io::Sources& sources) {
  const io::Position where = io::position_of(at, sources);
  return std::string(where.source) + ":" + std::to_string(where.line) + ":" +
         std::to_string(where.column);
}

/// Walks two documents together.
class Changes {
 public:
  Changes(io::SourceKind kind, const io::Sources& base, const io::Sources& head,
          std::vector<ChangedInput>& into)
      : kind_(kind), base_(base), head_(head), into_(into) {}

  void walk(const io::Node* a, const io::Node* b, const std::string& path) {
    if (a && b && a->is_object() && b->is_object()) return members(*a, *b, path);
    if (a && b && a->is_list() && b->is_list()) return items(*a, *b, path);
    if (a && b && io::json_text(*a) == io::json_text(*b)) return;
    if (!a && !b) return;
    ChangedInput one;
    one.kind = kind_;
    one.path = path;
    if (a) one.base = io::json_text(*a);
    if (b) one.head = io::json_text(*b);
    if (b) one.head_at = b->at;
    one.at = b ? place_text(b->at, head_) : place_text(a->at, base_);
    into_.push_back(std::move(one));
  }

 private:
  void members(const io::Node& a, const io::Node& b, const std::string& path) {
    for (const io::Node& each : a.items) {
      walk(&each, b.find(each.key), io::join(path, each.key));
    }
    for (const io::Node& each : b.items) {
      if (!a.find(each.key)) walk(nullptr, &each, io::join(path, each.key));
    }
  }
  void items(const io::Node& a, const io::Node& b, const std::string& path) {
    for (std::size_t i = 0; i < std::max(a.items.size(), b.items.size()); ++i) {
      walk(i < a.items.size() ? &a.items[i] : nullptr, i < b.items.size() ? &b.items[i] : nullptr,
           io::join(path, std::to_string(i)));
    }
  }

  io::SourceKind kind_;
  const io::Sources& base_;
  const io::Sources& head_;
  std::vector<ChangedInput>& into_;
};

/// What the files of a kind say together, later ones over earlier ones. Records that ship with the
/// program are the same on both sides.
io::Node said_together(const io::Sources& sources, io::SourceKind kind) {
  io::Node made = io::object_node();
  for (std::size_t i = 0; i < sources.size(); ++i) {
    if (sources[i].kind != kind || sources[i].name.starts_with("builtin:")) continue;
    Diagnostics aside;  // said when the plan was read
    io::merge(made, io::parse(static_cast<std::uint16_t>(i), sources, aside));
  }
  return made;
}

}  // namespace

std::vector<ChangedInput> changed_inputs(const DiffSide& base, const DiffSide& head) {
  std::vector<ChangedInput> all;
  const io::Loaded& a = base.answer.loaded;
  const io::Loaded& b = head.answer.loaded;
  Changes(io::SourceKind::plan, a.sources, b.sources, all).walk(&a.document, &b.document, "");
  for (const auto kind : {io::SourceKind::prices, io::SourceKind::catalogue}) {
    const io::Node before = said_together(a.sources, kind);
    const io::Node after = said_together(b.sources, kind);
    Changes(kind, a.sources, b.sources, all).walk(&before, &after, "");
  }
  return all;
}

}  // namespace weft::report
