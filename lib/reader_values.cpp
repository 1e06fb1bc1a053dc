// SPDX-License-Identifier: Apache-2.0
#include "reader_class.hpp"
#include "weft/io/nearest.hpp"
#include "weft/io/walk.hpp"
#include "weft/io/writer.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace weft::io {
namespace {

using Number = std::variant<Reading, NodeFault>;
using Word = std::variant<LeafValue, TextFault>;

/// The value of "=a * b".
Number read_expression(const Peeled& peeled, const Expect& expect, const ReadContext& context,
                       Note& note) {
  auto weighed = context.let->weigh(*peeled.expression, context.currencies);
  if (auto* fault = std::get_if<TextFault>(&weighed)) {
    return NodeFault{peeled.node, std::move(*fault)};
  }
  const auto& [central, range, basis] = std::get<Weighed>(weighed);
  const bool grows = expect.shape == Shape::growth;
  if (central.dimension != expect.dimension || central.period.has_value() != grows) {
    return NodeFault{
        peeled.node,
        {"WF0202", "the result of " + *peeled.node->text() + " has another unit than this value",
         "such as \"" + example_of(expect) + "\"", 0, 0}};
  }
  if (!note.basis) note.basis = basis;
  Reading reading;
  reading.value = central.value;
  reading.period = central.period.value_or(Period::year);
  reading.range = range;
  return reading;
}

/// The value of { "dist": ... }.
Number read_drawn(const Node& at, const Expect& expect, const Currencies& currencies, Note& note) {
  if (auto wrong = read_provenance(
          at, note, {"dist", "of", "low", "mode", "high", "mean", "sd", "p5", "p95"})) {
    return *std::move(wrong);
  }
  auto drawn = read_distribution(at, expect, currencies);
  if (std::holds_alternative<Reading>(drawn)) note.distribution = json_text(at);
  return drawn;
}

Number read_plain(const Node& at, const Expect& expect, const Currencies& currencies) {
  const auto no_number = [&](std::string message) {
    return NodeFault{
        &at, {"WF0310", std::move(message), "such as \"" + example_of(expect) + "\"", 0, 0}};
  };
  if (at.find("by_month")) {
    return NodeFault{&at,
                     {"WF0310", "a forecast by month is not possible here",
                      "write the one value that holds for all months", 0, 0}};
  }
  if (at.find("from")) return no_number("the value itself is missing: write it as \"is\"");
  if (at.is_list()) return no_number("wants one value, not a list");
  if (at.is_object()) return no_number("wants one value, not an object");
  auto read = read_number(at, expect, currencies);
  if (auto* fault = std::get_if<TextFault>(&read)) return NodeFault{&at, std::move(*fault)};
  return std::get<Reading>(read);
}

Number read_any_number(const Peeled& peeled, const Expect& expect, const ReadContext& context,
                       Note& note) {
  if (peeled.expression) return read_expression(peeled, expect, context, note);
  if (peeled.node->find("dist")) {
    return read_drawn(*peeled.node, expect, context.currencies, note);
  }
  return read_plain(*peeled.node, expect, context.currencies);
}

bool is_count(double value) {
  return value == std::floor(value) && std::fabs(value) <= largest_count;
}

TextFault wrong_word(std::string code, std::string message, std::string hint) {
  return {std::move(code), std::move(message), std::move(hint), 0, 0};
}

Word read_truth(const Node& at) {
  if (const auto* truth = std::get_if<bool>(&at.value)) return LeafValue(*truth);
  const bool quotes = at.text() && (*at.text() == "true" || *at.text() == "false");
  return wrong_word("WF0310", "wants true or false", quotes ? "without quotes" : "");
}

Word read_month(const Node& at) {
  const auto month = at.text() ? parse_month(*at.text()) : std::nullopt;
  if (month) return LeafValue(*month);
  return wrong_word("WF0314", in_words(at) + " is no month", "a month is written like \"2027-01\"");
}

Word read_choice(const Node& at, const Type& type) {
  const auto words = words_of(type);
  const std::string* text = at.text();
  const auto found = text ? std::find(words.begin(), words.end(), *text) : words.end();
  if (found != words.end()) return LeafValue(static_cast<std::size_t>(found - words.begin()));
  return wrong_word("WF0306", in_words(at) + " is none of: " + listed(words),
                    text ? did_you_mean(*text, words) : "");
}

Word read_word(const Node& at, const Type& type) {
  switch (type.shape) {
    case Shape::truth:
      return read_truth(at);
    case Shape::month:
      return read_month(at);
    case Shape::text:
      if (at.text()) return LeafValue(*at.text());
      return wrong_word("WF0310", "wants a text, not " + in_words(at), "put it in quotes");
    default:
      return read_choice(at, type);
  }
}

}  // namespace

std::optional<LeafValue> Reader::leaf(const Node& node, const Type& type, const std::string& path,
                                      const Row& row) {
  const Peeled peeled = peel(node);
  Note note = peeled.note;
  note.at = node.at;
  std::optional<LeafValue> made;
  if (peeled.fault) {
    report(node, peeled, path, *peeled.fault);
  } else if (is_number(type.shape)) {
    made = number(node, peeled, type, path, row, note);
  } else {
    made = word(node, peeled, type, path, row);
  }
  note.bad = !made;
  context_.notes[path] = std::move(note);
  return made;
}

void Reader::store(const Type& type, void* into, const LeafValue& value) {
  struct Store {
    const Type& type;
    void* into;
    void operator()(double number) const { type.set(into, number); }
    void operator()(PerPeriod growth) const { *static_cast<PerPeriod*>(into) = growth; }
    void operator()(bool truth) const { *static_cast<bool*>(into) = truth; }
    void operator()(CalendarMonth month) const { *static_cast<CalendarMonth*>(into) = month; }
    void operator()(const std::string& text) const { *static_cast<std::string*>(into) = text; }
    void operator()(std::size_t index) const { type.pick(into, index); }
  };
  std::visit(Store{type, into}, value);
}

std::optional<LeafValue> Reader::number(const Node& node, const Peeled& peeled, const Type& type,
                                        const std::string& path, const Row& row, Note& note) {
  const Expect expect{type.shape, type.dimension, row.shown, row.label};
  auto read = read_any_number(peeled, expect, context_, note);
  if (const auto* fault = std::get_if<NodeFault>(&read)) {
    report(node, peeled, path, *fault);
    return std::nullopt;
  }
  auto& reading = std::get<Reading>(read);
  note.interval = reading.range;
  const bool counts = type.shape == Shape::count;
  if (counts && (reading.range || peeled.expression)) reading.value = std::round(reading.value);
  if (counts && !is_count(reading.value)) {
    report(node, peeled, path,
           {peeled.node,
            {"WF0211", in_words(*peeled.node) + " is not a whole number", "a count has no fraction",
             0, 0}});
    return std::nullopt;
  }
  if (!in_range(node, peeled, type, reading, path, row)) return std::nullopt;
  if (type.shape == Shape::growth) return PerPeriod{reading.value, reading.period};
  return reading.value;
}

std::optional<LeafValue> Reader::word(const Node& node, const Peeled& peeled, const Type& type,
                                      const std::string& path, const Row& row) {
  const Node& at = *peeled.node;
  auto read = peeled.expression
                  ? wrong_word("WF0310", "wants no number, so no expression either", {})
                  : read_word(at, type);
  if (auto* fault = std::get_if<TextFault>(&read)) {
    report(node, peeled, path, {&at, std::move(*fault)});
    return std::nullopt;
  }
  const bool refers = type.shape == Shape::text && !row.refers.empty();
  if (refers && !is_known(row.refers, *at.text(), node.at, path)) return std::nullopt;
  return std::get<LeafValue>(std::move(read));
}

}  // namespace weft::io
