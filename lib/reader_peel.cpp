// SPDX-License-Identifier: Apache-2.0
// What stands around a value, { "is": ... } and "=name", and where its faults are reported.
#include "reader_class.hpp"
#include "weft/io/nearest.hpp"
#include "weft/io/walk.hpp"

#include <utility>

namespace weft::io {
namespace {

constexpr int most_layers = 64;

void fill(Note& note, const Note& from) {
  if (note.from.empty()) note.from = from.from;
  if (note.as_of.empty()) note.as_of = from.as_of;
  if (note.until.empty()) note.until = from.until;
  if (!note.basis) note.basis = from.basis;
  if (note.expression.empty()) note.expression = from.expression;
}

/// The part of a text in the source; the whole value when escapes make offsets unknown.
Span part_of(const Node& node, const TextFault& fault) {
  const std::string* text = node.text();
  if (!text || fault.end <= fault.begin || fault.end > text->size()) return node.at;
  const std::size_t written = node.at.end - node.at.begin;
  if (written != text->size() && written != text->size() + 2) return node.at;
  const auto quote = static_cast<std::uint32_t>(written == text->size() ? 0 : 1);
  return {node.at.source, node.at.begin + quote + static_cast<std::uint32_t>(fault.begin),
          node.at.begin + quote + static_cast<std::uint32_t>(fault.end)};
}

}  // namespace

void Reader::add(std::string code, const std::string& path, std::string message, std::string hint,
                 const Span& at, Severity severity) {
  context_.diagnostics.add(
      {severity, std::move(code), path, std::move(message), std::move(hint), at});
}

Peeled Reader::peel(const Node& node) {
  Peeled made;
  made.node = &node;
  for (int depth = 0; depth < most_layers && peel_layer(made); ++depth) continue;
  fill(made.note, inherited_);
  return made;
}

bool Reader::peel_layer(Peeled& made) {
  if (made.node->is_object() && made.node->find("is")) {
    made.fault = read_provenance(*made.node, made.note, {"is"});
    if (made.fault) return false;
    made.node = made.node->find("is");
    return true;
  }
  const std::string* text = made.node->text();
  return text && text->starts_with('=') && peel_expression(made, *text);
}

bool Reader::peel_expression(Peeled& made, const std::string& text) {
  auto compiled = compile(text);
  if (const auto* fault = std::get_if<TextFault>(&compiled)) {
    made.silent = !made.let.empty();  // the let section reports its own
    made.fault = NodeFault{made.node, *fault};
    return false;
  }
  auto& program = std::get<Expression>(compiled);
  if (made.note.expression.empty()) made.note.expression = text;
  check_names(made, program);
  if (made.fault) return false;
  if (!program.is_one_name()) {
    made.expression = std::move(program);
    return false;
  }
  made.let = program.names.front();
  made.node = context_.let->find(made.let);
  return true;
}

void Reader::check_names(Peeled& made, const Expression& program) {
  for (const std::string& name : program.names) {
    context_.used.insert(name);
    if (context_.let && context_.let->find(name)) {
      made.silent = made.silent || context_.let->bad(name);
      continue;
    }
    const auto names = context_.let ? context_.let->names() : std::vector<std::string_view>{};
    made.silent = !made.let.empty();
    made.fault = NodeFault{
        made.node,
        {"WF0307", "there is no `let` name `" + name + "`", did_you_mean(name, names), 0, 0}};
    return;
  }
  if (made.silent) made.fault = NodeFault{made.node, {}};
}

std::optional<Peeled> Reader::open(const Node& node, const std::string& path) {
  Peeled peeled = peel(node);
  if (!peeled.fault) return peeled;
  Note& note = context_.notes[path];
  note.at = node.at;
  note.bad = true;
  report(node, peeled, path, *peeled.fault);
  return std::nullopt;
}

void Reader::report(const Node& node, const Peeled& peeled, const std::string& path,
                    const NodeFault& fault) {
  if (peeled.silent) return;
  const TextFault& what = fault.fault;
  if (peeled.let.empty()) {
    return add(what.code, path, what.message, what.hint, part_of(*fault.node, what));
  }
  const std::string* text = fault.node->text();
  const bool own = text && std::holds_alternative<TextFault>(read_any(*text, context_.currencies));
  if (own && what.code.starts_with("WF02")) {
    return add(what.code, "let." + peeled.let, what.message, what.hint, part_of(*fault.node, what));
  }
  add(what.code, path, "`" + peeled.let + "`: " + what.message, what.hint, node.at);
}

const Note* note_at(const Notes& notes, const Type& root, std::string_view path) {
  const auto exact = notes.find(path);
  if (exact != notes.end()) return &exact->second;
  for (const Meaning& each : find_types(root, path)) {
    if (!each.type || inner(*each.type).shape != Shape::record) continue;
    const Row* bare = bare_row(inner(*each.type));
    if (!bare) continue;
    if (const Note* found = note_at(notes, root, join(path, bare->name))) return found;
  }
  return nullptr;
}

}  // namespace weft::io
