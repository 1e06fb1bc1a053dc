// SPDX-License-Identifier: Apache-2.0
#include "weft/io/schema.hpp"

#include "number.hpp"
#include "weft/io/walk.hpp"
#include "weft/io/writer.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

namespace weft::io {
namespace {

Node truth_node(bool truth) {
  Node made;
  made.value = truth;
  return made;
}
Node number_node(double number) {
  Node made;
  made.value = number;
  return made;
}
Node typed(std::string_view type) {
  Node made = object_node();
  add(made, "type", text_node(type));
  return made;
}
Node reference(std::string_view name) {
  Node made = object_node();
  add(made, "$ref", text_node("#/$defs/" + std::string(name)));
  return made;
}
Node any_of(std::vector<Node> forms) {
  if (forms.size() == 1) return std::move(forms.front());
  Node made = object_node();
  Node& list = add(made, "anyOf", list_node());
  for (Node& each : forms) add(list, {}, std::move(each));
  return made;
}
Node words_node(std::span<const Case> cases) {
  Node made = object_node();
  Node& list = add(made, "enum", list_node());
  for (const Case& each : cases) add(list, {}, text_node(each.word));
  return made;
}
Node expression() {
  Node made = typed("string");
  add(made, "pattern", text_node("^="));
  return made;
}

/// A value with its source, a distribution, or a value that depends on the month.
Node value_definition() {
  Node made = typed("object");
  add(made, "description", text_node("a value and what is known about it, or a distribution"));
  Node is = object_node();
  Node& required = add(is, "required", list_node());
  add(required, {}, text_node("is"));
  Node dist = object_node();
  add(add(dist, "required", list_node()), {}, text_node("dist"));
  Node& either = add(made, "anyOf", list_node());
  add(either, {}, std::move(is));
  add(either, {}, std::move(dist));
  Node& properties = add(made, "properties", object_node());
  for (const std::string_view each : {"from", "as_of", "until"})
    add(properties, each, typed("string"));
  static constexpr std::array<Case, 7> bases{{{"quote", ""},
                                              {"list", ""},
                                              {"published", ""},
                                              {"measured", ""},
                                              {"derived", ""},
                                              {"estimate", ""},
                                              {"guess", ""}}};
  add(properties, "basis", words_node(bases));
  return made;
}

Node forecast_definition() {
  Node made = typed("object");
  add(made, "description",
      text_node("a forecast: linear between the months, constant outside them"));
  add(add(made, "required", list_node()), {}, text_node("by_month"));
  Node months = typed("object");
  Node name = object_node();
  add(name, "pattern", text_node("^[0-9]{4}-(0[1-9]|1[0-2])$"));
  add(months, "propertyNames", std::move(name));
  add(add(made, "properties", object_node()), "by_month", std::move(months));
  return made;
}

class Schema {
 public:
  Node document(const Type& root, std::string_view title, std::string_view id) {
    Node made = object_node();
    add(made, "$schema", text_node("https://json-schema.org/draft/2020-12/schema"));
    add(made, "$id", text_node(id));
    add(made, "title", text_node(title));
    add(made, "$ref", text_node("#/$defs/" + define(root, Row{}, {})));
    Node definitions = object_node();
    add(definitions, "value", value_definition());
    add(definitions, "forecast", forecast_definition());
    for (auto& [name, definition] : definitions_) add(definitions, name, std::move(definition));
    add(made, "$defs", std::move(definitions));
    return made;
  }

 private:
  /// A definition for a record; as an alternative of a variant it has its `kind`. One with a bare
  /// row takes unit and range from its holder, so it is its own for each unit.
  std::string define(const Type& type, const Row& holder, std::string_view kind) {
    const bool follows = bare_row(type) != nullptr;
    const Key key{&type, std::string(kind), follows ? std::string(holder.shown) : ""};
    const auto known = names_.find(key);
    if (known != names_.end()) return known->second;
    std::string name(type.name);
    for (int i = 2; name == "value" || name == "forecast" || !taken_.insert(name).second; ++i) {
      name = std::string(type.name) + "_" + std::to_string(i);
    }
    names_.emplace(key, name);
    Node made = record(type, holder, kind);
    definitions_.emplace_back(name, std::move(made));
    return name;
  }

  Node record(const Type& type, const Row& holder, std::string_view kind) {
    Node made = typed("object");
    Node properties = object_node();
    Node required = list_node();
    if (!kind.empty()) {
      Node only = object_node();
      add(only, "const", text_node(kind));
      add(properties, "kind", std::move(only));
      add(required, {}, text_node("kind"));
    }
    for (const Row& each : type.rows()) {
      if (each.computed) continue;
      const Row row = effective(holder, type, each);
      add(properties, row.name, member(row));
      if (row.need == Need::required) add(required, {}, text_node(row.name));
    }
    add(made, "properties", std::move(properties));
    if (!required.items.empty()) add(made, "required", std::move(required));
    Node& own = add(made, "patternProperties", object_node());
    add(own, "^(x-|\\$schema$)", truth_node(true));
    add(made, "additionalProperties", truth_node(false));
    return made;
  }

  Node member(const Row& row) {
    const Type& type = row.type();
    auto accepted = forms(type, row);
    if (row.is_automatic) {
      Node automatic = object_node();
      add(automatic, "const", text_node("auto"));
      accepted.push_back(std::move(automatic));
    }
    if (type.shape == Shape::optional) accepted.push_back(typed("null"));
    Node made = any_of(std::move(accepted));
    describe(made, row);
    return made;
  }

  void describe(Node& made, const Row& row) const {
    const Type& type = inner(row.type());
    std::string text(row.doc);
    if (!row.shown.empty()) text += " [" + std::string(row.shown) + "]";
    if (!row.refers.empty()) text += "; refers to " + std::string(row.refers);
    if (!row.pending.empty()) text += "; planned: not yet computed: " + std::string(row.pending);
    add(made, "description", text_node(text));
    if (!row.was.empty()) add(made, "$comment", text_node("was " + std::string(row.was)));
    if (!row.shown.empty()) add(made, "x-unit", text_node(row.shown));
    if (!is_number(type.shape) || type.shape == Shape::ratio) return;
    const Expect expect{type.shape, type.dimension, row.shown, row.label};
    Node& examples = add(made, "examples", list_node());
    add(examples, {}, text_node(example_of(expect)));
  }

  std::vector<Node> forms(const Type& type, const Row& row) {
    switch (type.shape) {
      case Shape::optional:
      case Shape::feasible:
        return forms(type.element(), row);
      case Shape::record:
        return record_forms(type, row);
      case Shape::variant:
        return variant_forms(type, row);
      case Shape::map:
        return {map_form(type, row), expression()};
      case Shape::list:
        return list_forms(type, row);
      case Shape::monthly: {
        auto made = forms(type.element(), row);
        made.push_back(reference("forecast"));
        return made;
      }
      default:
        return leaf_forms(type, row);
    }
  }

  std::vector<Node> leaf_forms(const Type& type, const Row& row) const {
    std::vector<Node> made;
    switch (type.shape) {
      case Shape::truth:
        made = {typed("boolean"), expression()};
        break;
      case Shape::choice:
        made = {words_node(type.cases()), expression()};
        break;
      case Shape::count:
      case Shape::ratio: {
        Node number = typed(type.shape == Shape::count ? "integer" : "number");
        if (std::isfinite(row.range.least)) add(number, "minimum", number_node(row.range.least));
        if (std::isfinite(row.range.most)) add(number, "maximum", number_node(row.range.most));
        made = {std::move(number), typed("string")};
        break;
      }
      case Shape::month: {
        Node month = typed("string");
        add(month, "pattern", text_node("^([0-9]{4}-(0[1-9]|1[0-2])$|=)"));
        made = {std::move(month)};
        break;
      }
      default:
        made = {typed("string")};
    }
    made.push_back(reference("value"));
    return made;
  }

  std::vector<Node> record_forms(const Type& type, const Row& row) {
    std::vector<Node> made{reference(define(type, row, {}))};
    const Row* bare = bare_row(type);
    if (!bare) return {std::move(made[0]), expression(), reference("value")};
    for (Node& each : forms(bare->type(), effective(row, type, *bare))) {
      made.push_back(std::move(each));
    }
    return made;
  }

  std::vector<Node> variant_forms(const Type& type, const Row& row) {
    std::vector<Node> made{words_node(type.cases()), expression(), reference("value")};
    for (std::size_t i = 0; i < type.cases().size(); ++i) {
      made.push_back(reference(define(type.alternative(i), row, type.cases()[i].word)));
    }
    return made;
  }

  Node map_form(const Type& type, const Row& row) {
    Node made = typed("object");
    const bool texts = inner(type.element()).shape == Shape::text;
    if (row.keys.empty() && (texts || row.refers.empty())) {
      Node name = object_node();
      add(name, "pattern", text_node("^([a-z][a-z0-9_]*|x-.*)$"));
      add(made, "propertyNames", std::move(name));
    }
    auto accepted = forms(type.element(), row);
    accepted.push_back(typed("null"));
    Node& own = add(made, "patternProperties", object_node());
    add(own, "^x-", truth_node(true));
    add(made, "additionalProperties", any_of(std::move(accepted)));
    return made;
  }

  std::vector<Node> list_forms(const Type& type, const Row& row) {
    Node list = typed("array");
    add(list, "items", any_of(forms(type.element(), row)));
    std::vector<Node> made{std::move(list)};
    for (Node& each : forms(type.element(), row)) made.push_back(std::move(each));
    return made;
  }

  using Key = std::tuple<const Type*, std::string, std::string>;
  std::map<Key, std::string> names_;  // looked up only: the order of addresses is never shown
  std::set<std::string> taken_;
  std::vector<std::pair<std::string, Node>> definitions_;
};

}  // namespace

Node schema(const Type& root, std::string_view title, std::string_view id) {
  return Schema().document(root, title, id);
}

std::string schema_text(const Type& root, std::string_view title, std::string_view id) {
  return pretty_json(schema(root, title, id)) + "\n";
}

}  // namespace weft::io
