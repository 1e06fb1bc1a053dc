// SPDX-License-Identifier: Apache-2.0
#include "error_at.hpp"
#include "load_parts.hpp"
#include "weft/io/diagnostics_text.hpp"
#include "weft/io/reader.hpp"
#include "weft/io/walk.hpp"
#include "weft/io/writer.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace weft::io {
namespace {

using Names = std::set<std::string, std::less<>>;

void add_names_of(const std::string& expression, Names& names) {
  const auto program = compile(expression);
  if (const auto* good = std::get_if<Expression>(&program)) {
    names.insert(good->names.begin(), good->names.end());
  }
}

/// Names that the expressions of a document use, those of `let` itself aside.
void collect_names(const Node& node, Names& names) {
  const std::string* text = node.text();
  if (text && text->starts_with('=')) add_names_of(*text, names);
  for (const Node& each : node.items) {
    if (each.key != "let") collect_names(each, names);
  }
}

Node let_section(const Node& document) {
  const Node* section = document.find("let");
  return section ? *section : object_node();
}

}  // namespace

PlanReader::PlanReader(Loaded& into, const Library& library)
    : into_(into), library_(library), section_(let_section(into.document)) {
  let_ = Let(section_, into_.diagnostics);
  read_exchange();
}

void PlanReader::read_exchange() {
  const Node* rates = find_path(into_.document, "finance.exchange");
  if (!rates) return;
  Diagnostics aside;  // what is wrong here is reported when the section is read
  Notes notes;
  for (const Node& each : rates->items) {
    double rate = 0.0;
    const std::string path = join("finance.exchange", each.key);
    ReadContext context{aside, notes};
    context.let = &let_;
    io::read(each, type_of<double>(), &rate, path, context);
    if (rate > 0.0 && !notes[path].bad) currencies_[each.key] = rate;
  }
}

/// Those of the catalogue, and the maps of this document ("/clusters").
References PlanReader::references(const Node& document) const {
  References all = library_.references();
  all.known = [&document, parts = std::move(all.known)](std::string_view kind,
                                                        std::string_view id) {
    if (!kind.starts_with('/')) return parts(kind, id);
    const Node* map = document.find(kind.substr(1));
    return map && map->find(id);
  };
  all.names = [&document, parts = std::move(all.names)](std::string_view kind) {
    if (!kind.starts_with('/')) return parts(kind);
    std::vector<std::string> names;
    const Node* map = document.find(kind.substr(1));
    if (!map) return names;
    for (const Node& each : map->items) names.push_back(each.key);
    return names;
  };
  return all;
}

void PlanReader::read(const Node& document, plan::Plan& plan, Notes& notes) {
  Diagnostics found;
  ReadContext context{found, notes};
  context.let = &let_;
  context.currencies = currencies_;
  context.root = &type_of<plan::Plan>();
  for (const std::string_view each : document_sections) context.read_elsewhere.emplace_back(each);
  context.references = references(document);
  io::read(document, type_of<plan::Plan>(), &plan, "", context);
  settle_into(found, document);
}

/// Adds what was not yet said: a phase or a variant repeats the faults of the plan below it.
void PlanReader::settle_into(Diagnostics& found, const Node& document) {
  settle(found, document);
  const auto& items = into_.diagnostics.items;
  for (Diagnostic& each : found.items) {
    const bool said = std::any_of(items.begin(), items.end(), [&](const Diagnostic& other) {
      return is_same_fault(other, each);
    });
    if (!said) into_.diagnostics.add(std::move(each));
  }
}

void PlanReader::report_unused() const {
  Names used;
  collect_names(into_.document, used);
  let_.report_unused(used, into_.diagnostics);
}

}  // namespace weft::io
