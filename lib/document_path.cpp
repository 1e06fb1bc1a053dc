// SPDX-License-Identifier: Apache-2.0
#include "number.hpp"
#include "weft/io/schema.hpp"
#include "weft/io/walk.hpp"
#include "weft/io/writer.hpp"

#include <algorithm>
#include <cmath>

namespace weft::io {
namespace {

std::string_view plain_name(const Type& type) {
  switch (type.shape) {
    case Shape::truth:
      return "true or false";
    case Shape::count:
      return "whole number";
    case Shape::ratio:
      return "number, share (30 %) or ratio (3:1)";
    case Shape::quantity:
      return "quantity";
    case Shape::growth:
      return "rate that compounds";
    case Shape::month:
      return "month, such as 2027-01";
    case Shape::text:
      return "text";
    case Shape::choice:
      return "one word";
    case Shape::record:
      return "object";
    case Shape::list:
      return "list";
    case Shape::map:
      return "named entries";
    case Shape::variant:
      return "kind, or object with a kind";
    default:
      return "value";
  }
}

std::string limit(double value, const Type& type, const Row& row) {
  return type.shape == Shape::quantity ? show_quantity(value, type.dimension, row.shown)
                                       : number_text(value);
}

void line(std::string& into, std::string_view head, std::string_view text) {
  if (text.empty()) return;
  into += "  ";
  into += head;
  into.append(head.size() < 10 ? 10 - head.size() : 1, ' ');
  into += text;
  into += '\n';
}

void describe_row(std::string& into, const Row& row, const Type& whole) {
  const Type& type = inner(whole);
  std::string kind(plain_name(type));
  if (type.shape == Shape::quantity) {
    const Expect expect{type.shape, type.dimension, row.shown, row.label};
    kind += ", such as \"" + example_of(expect) + "\"";
  }
  if (whole.shape == Shape::monthly) kind += ", or a forecast { \"by_month\": ... }";
  line(into, "type", kind);
  line(into, "unit", row.shown);
  line(into, "counts", row.label);
  const bool least = std::isfinite(row.range.least);
  const bool most = std::isfinite(row.range.most);
  if (is_number(type.shape) && (least || most)) {
    line(into, "range",
         (least ? limit(row.range.least, type, row) : std::string()) + " .. " +
             (most ? limit(row.range.most, type, row) : std::string()));
  }
  if (row.need == Need::required) line(into, "needed", "there is no default");
  if (row.is_automatic) line(into, "auto", "is chosen when it is \"auto\"");
  line(into, "refers to", row.refers);
  line(into, "keys", row.keys);
  line(into, "planned", row.pending);
  line(into, "was", row.was);
}

/// The default, from a struct that nobody touched.
std::string default_of(const Type& record, const Row& row) {
  if (row.computed || row.need == Need::required || !record.blank) return {};
  const Node blank = write(record, record.blank());
  const Node* value = blank.find(row.name);
  if (!value || value->is_object() || value->is_list()) return {};
  std::string text = json_text(*value);
  if (text == "\"\"" || text == "\"0000-01\"") return {};
  if (!row.because.empty()) text += "   (" + std::string(row.because) + ")";
  return text;
}

void describe_children(std::string& into, const Meaning& at) {
  const Type& type = inner(*at.type);
  if (type.shape == Shape::choice || type.shape == Shape::variant) {
    for (const Case& each : type.cases()) line(into, each.word, each.doc);
  }
  if (type.shape == Shape::map || type.shape == Shape::list) {
    return describe_children(into, {at.row, &type.element()});
  }
  if (type.shape == Shape::variant) {
    for (std::size_t i = 0; i < type.cases().size(); ++i) {
      if (type.alternative(i).rows().empty()) continue;
      into += "\n" + std::string(type.cases()[i].word) + ":\n";
      describe_children(into, {at.row, &type.alternative(i)});
    }
  }
  if (type.shape != Shape::record) return;
  std::size_t widest = 0;
  for (const Row& each : type.rows()) widest = std::max(widest, each.name.size());
  for (const Row& each : type.rows()) {
    if (each.computed) continue;
    std::string name(each.name);
    name.append(widest - name.size(), ' ');
    std::string doc(each.doc);
    const Row row = effective(at.row, type, each);
    if (!row.shown.empty()) doc += " [" + std::string(row.shown) + "]";
    if (row.need == Need::required) doc += " (needed)";
    line(into, name, doc);
  }
}

}  // namespace

std::string document_path(const Type& root, std::string_view dotted) {
  std::string made;
  const auto dot = dotted.rfind('.');
  const auto holders = find_types(root, dot == std::string_view::npos ? "" : dotted.substr(0, dot));
  for (const Meaning& each : find_types(root, dotted)) {
    if (!each.type) continue;
    made += made.empty() ? std::string(dotted.empty() ? "plan" : dotted) + "\n" : "\n";
    if (!each.row.doc.empty()) made += "  " + std::string(each.row.doc) + "\n";
    describe_row(made, each.row, *each.type);
    for (const Meaning& holder : holders) {
      const Type* type = holder.type ? &inner(*holder.type) : nullptr;
      if (!type || type->shape != Shape::record || !find_row(*type, each.row.name)) continue;
      if (!dotted.ends_with(each.row.name)) continue;
      line(made, "default", default_of(*type, each.row));
      break;
    }
    std::string children;
    describe_children(children, each);
    if (!children.empty()) made += "\n" + children;
  }
  return made;
}

}  // namespace weft::io
