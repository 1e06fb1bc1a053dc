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

constexpr int deepest = 64;
constexpr double largest_count =
    9007199254740992.0;  // 2^53: a double holds each whole number below

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

std::string limit_text(double value, const Type& type, const Row& row) {
  if (type.shape == Shape::count && std::fabs(value) <= largest_count) {
    return std::to_string(static_cast<long long>(value));
  }
  if (type.shape == Shape::quantity) return show_quantity(value, type.dimension, row.shown);
  if (type.shape == Shape::growth) return number_text(value * 100.0) + " %";
  return number_text(value);
}

std::string limits_text(const Type& type, const Row& row) {
  const bool least = std::isfinite(row.range.least);
  const bool most = std::isfinite(row.range.most);
  if (least && most) {
    return "is outside " + limit_text(row.range.least, type, row) + " .. " +
           limit_text(row.range.most, type, row);
  }
  if (least) return "is below " + limit_text(row.range.least, type, row);
  return "is above " + limit_text(row.range.most, type, row);
}

/// No value of a plan is further from 1 than this, in SI base units: products of several such
/// values are still finite, and a slip of the exponent is found where it was written.
constexpr double beyond_plans = 1e30;
constexpr double most_things = 1e15;  // of what is counted, where its row says nothing else

bool is_imaginable(double value, const Type& type, const Range& range) {
  const double size = std::fabs(value);
  const double most = std::isfinite(range.most)    ? std::fabs(range.most)
                      : type.shape == Shape::count ? most_things
                                                   : beyond_plans;
  return value == 0.0 ||
         (size <= std::max(most, std::fabs(std::isfinite(range.least) ? range.least : 0.0)) &&
          size >= 1.0 / beyond_plans);
}

bool within(const Reading& reading, const Range& range) {
  const auto good = [&](double value) { return value >= range.least && value <= range.most; };
  return good(reading.value) &&
         (!reading.range || (good(reading.range->low) && good(reading.range->high)));
}

std::string in_words(const Node& node) {
  const std::string text = json_text(node);
  return text.size() <= 60 ? text : text.substr(0, 57) + "...";
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
  for (int depth = 0; depth < deepest; ++depth) {
    if (made.node->is_object() && made.node->find("is")) {
      if (auto wrong = read_provenance(*made.node, made.note, {"is"})) {
        made.fault = std::move(wrong);
        break;
      }
      made.node = made.node->find("is");
      continue;
    }
    const std::string* text = made.node->text();
    if (!text || !text->starts_with('=')) break;
    auto compiled = compile(*text);
    if (const auto* fault = std::get_if<TextFault>(&compiled)) {
      made.silent = !made.let.empty();  // the let section reports its own
      made.fault = NodeFault{made.node, *fault};
      break;
    }
    auto& program = std::get<Expression>(compiled);
    if (made.note.expression.empty()) made.note.expression = *text;
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
      break;
    }
    if (made.silent && !made.fault) made.fault = NodeFault{made.node, {}};
    if (made.fault) break;
    if (!program.is_one_name()) {
      made.expression = std::move(program);
      break;
    }
    made.let = program.names.front();
    made.node = context_.let->find(made.let);
  }
  fill(made.note, inherited_);
  return made;
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
  Reading reading;
  const auto fail = [&](const Node& at, TextFault fault) {
    report(node, peeled, path, {&at, std::move(fault)});
    return std::nullopt;
  };
  const auto no_number = [&](std::string message) {
    return fail(*peeled.node,
                {"WF0310", std::move(message), "such as \"" + example_of(expect) + "\"", 0, 0});
  };
  if (peeled.expression) {
    auto weighed = context_.let->weigh(*peeled.expression, context_.currencies);
    if (auto* fault = std::get_if<TextFault>(&weighed))
      return fail(*peeled.node, std::move(*fault));
    const auto& [central, range, basis] = std::get<Weighed>(weighed);
    const bool grows = type.shape == Shape::growth;
    if (central.dimension != type.dimension || central.period.has_value() != grows) {
      return fail(
          *peeled.node,
          {"WF0202", "the result of " + *peeled.node->text() + " has another unit than this value",
           "such as \"" + example_of(expect) + "\"", 0, 0});
    }
    reading.value = central.value;
    reading.period = central.period.value_or(Period::year);
    reading.range = range;
    if (!note.basis) note.basis = basis;
  } else if (peeled.node->find("dist")) {
    if (auto wrong = read_provenance(
            *peeled.node, note, {"dist", "of", "low", "mode", "high", "mean", "sd", "p5", "p95"})) {
      return fail(*wrong->node, std::move(wrong->fault));
    }
    auto drawn = read_distribution(*peeled.node, expect, context_.currencies);
    if (auto* fault = std::get_if<NodeFault>(&drawn))
      return fail(*fault->node, std::move(fault->fault));
    reading = std::get<Reading>(drawn);
    note.distribution = json_text(*peeled.node);
  } else if (peeled.node->find("by_month")) {
    return fail(*peeled.node, {"WF0310", "a forecast by month is not possible here",
                               "write the one value that holds for all months", 0, 0});
  } else if (peeled.node->is_object() && peeled.node->find("from")) {
    return no_number("the value itself is missing: write it as \"is\"");
  } else if (peeled.node->is_object() || peeled.node->is_list()) {
    return no_number("wants one value, not " +
                     std::string(peeled.node->is_list() ? "a list" : "an object"));
  } else {
    auto read = read_number(*peeled.node, expect, context_.currencies);
    if (auto* fault = std::get_if<TextFault>(&read)) return fail(*peeled.node, std::move(*fault));
    reading = std::get<Reading>(read);
  }
  note.interval = reading.range;
  if (type.shape == Shape::count) {
    if (reading.range || peeled.expression) reading.value = std::round(reading.value);
    if (reading.value != std::floor(reading.value) || std::fabs(reading.value) > largest_count) {
      return fail(*peeled.node, {"WF0211", in_words(*peeled.node) + " is not a whole number",
                                 "a count has no fraction", 0, 0});
    }
  }
  if (!in_range(node, peeled, type, reading, path, row)) return std::nullopt;
  if (type.shape == Shape::growth) return PerPeriod{reading.value, reading.period};
  return reading.value;
}

bool Reader::in_range(const Node& node, const Peeled& peeled, const Type& type,
                      const Reading& reading, const std::string& path, const Row& row) {
  if (within(reading, row.range)) {
    const auto good = [&](double value) { return is_imaginable(value, type, row.range); };
    if (good(reading.value) &&
        (!reading.range || (good(reading.range->low) && good(reading.range->high)))) {
      return true;
    }
    const bool small = std::fabs(reading.value) < 1.0;
    add("WF0223", path,
        in_words(*peeled.node) + (small ? " is smaller" : " is larger") +
            " than anything in a plan",
        "is it the exponent, or the prefix of the unit?", node.at);
    return false;
  }
  const std::string* text = peeled.node->text();
  if (text && !peeled.expression && type.dimension.byte != 0) {
    const std::string other = bit_byte_hint(*text).value_or(*text);
    const Expect expect{type.shape, type.dimension, row.shown, row.label};
    const auto read = read_quantity(other, expect, context_.currencies);
    const auto* good = std::get_if<Reading>(&read);
    if (good && within(*good, row.range)) {
      report(node, peeled, path,
             {peeled.node,
              {"WF0207",
               in_words(*peeled.node) + " is " +
                   show_quantity(reading.value, type.dimension, row.shown) + ", which " +
                   limits_text(type, row),
               "did you mean " + quoted(other) + "?   b = bit, B = byte", 0, 0}});
      return false;
    }
  }
  const std::string what = peeled.let.empty()
                               ? in_words(*peeled.node)
                               : "`" + peeled.let + "`, " + in_words(*peeled.node) + ",";
  std::string hint;
  if (!row.doc.empty()) hint = std::string(row.name) + ": " + std::string(row.doc);
  add("WF0223", path, what + " " + limits_text(type, row), std::move(hint), node.at);
  return false;
}

std::optional<LeafValue> Reader::word(const Node& node, const Peeled& peeled, const Type& type,
                                      const std::string& path, const Row& row) {
  const Node& at = *peeled.node;
  const auto fail = [&](std::string code, std::string message, std::string hint) {
    report(node, peeled, path, {&at, {std::move(code), std::move(message), std::move(hint), 0, 0}});
    return std::nullopt;
  };
  if (peeled.expression) return fail("WF0310", "wants no number, so no expression either", {});
  if (type.shape == Shape::truth) {
    if (const auto* truth = std::get_if<bool>(&at.value)) return *truth;
    const bool quotes = at.text() && (*at.text() == "true" || *at.text() == "false");
    return fail("WF0310", "wants true or false", quotes ? "without quotes" : "");
  }
  const std::string* text = at.text();
  if (type.shape == Shape::month) {
    if (text) {
      if (const auto month = parse_month(*text)) return *month;
    }
    return fail("WF0314", in_words(at) + " is no month", "a month is written like \"2027-01\"");
  }
  if (type.shape == Shape::text) {
    if (!text) return fail("WF0310", "wants a text, not " + in_words(at), "put it in quotes");
    if (!row.refers.empty() && !is_known(row.refers, *text, node.at, path)) return std::nullopt;
    return *text;
  }
  std::vector<std::string_view> words;
  for (const Case& each : type.cases()) words.push_back(each.word);
  if (text) {
    const auto found = std::find(words.begin(), words.end(), *text);
    if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  }
  std::string list;
  for (const std::string_view each : words) list += (list.empty() ? "" : ", ") + std::string(each);
  return fail("WF0306", in_words(at) + " is none of: " + list,
              text ? did_you_mean(*text, words) : "");
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
