// SPDX-License-Identifier: Apache-2.0
#include "number.hpp"

#include "weft/io/nearest.hpp"
#include "weft/io/writer.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <utility>
#include <vector>

namespace weft::io {
namespace {

constexpr double normal_95 = 1.6448536269514722;  // 95th percentile of the standard normal

constexpr std::array<std::string_view, 7> bases{"quote",   "list",     "published", "measured",
                                                "derived", "estimate", "guess"};
constexpr std::array<std::string_view, 7> provenance{"from",  "as_of",        "until", "basis",
                                                     "about", "alternatives", "note"};

TextFault wants(std::string what, std::string hint = {}) {
  return {"WF0310", std::move(what), std::move(hint), 0, 0};
}

struct Shaped {
  std::string_view name;
  std::array<std::string_view, 3> parameters;
};
constexpr std::array<Shaped, 5> distributions{{{"discrete", {"of", "", ""}},
                                               {"triangular", {"low", "mode", "high"}},
                                               {"uniform", {"low", "high", ""}},
                                               {"normal", {"mean", "sd", ""}},
                                               {"lognormal", {"p5", "p95", ""}}}};

const Shaped* shaped(std::string_view name) {
  for (const Shaped& each : distributions) {
    if (each.name == name) return &each;
  }
  return nullptr;
}

Reading spread(double central, double low, double high) {
  Reading made;
  made.value = central;
  made.range = Interval{low, high};
  return made;
}

double triangular_quantile(double low, double mode, double high, double p) {
  if (high == low) return low;
  const double split = (mode - low) / (high - low);
  if (p < split) return low + std::sqrt(p * (high - low) * (mode - low));
  return high - std::sqrt((1.0 - p) * (high - low) * (high - mode));
}

double discrete_quantile(const std::vector<std::pair<double, double>>& points, double p) {
  double sum = 0.0;
  for (const auto& [value, probability] : points) {
    sum += probability;
    if (sum >= p - 1e-12) return value;
  }
  return points.back().first;
}

Node key_as_value(const Node& member) {
  Node made;
  made.value = member.key;
  made.at = member.key_at;
  return made;
}

using Result = std::variant<Reading, NodeFault>;

NodeFault in_distribution(const Node& node, std::string message) {
  return {&node, {"WF0315", std::move(message), "see: weft help WF0315", 0, 0}};
}

Result discrete(const Node& object, const Node& of, const Expect& expect,
                const Currencies& currencies) {
  if (!of.is_object() || of.items.empty()) {
    return in_distribution(of,
                           "`of` wants values with their probabilities, such as "
                           "{ \"12 weeks\": 0.5, \"20 weeks\": 0.5 }");
  }
  std::vector<std::pair<double, double>> points;
  double sum = 0.0;
  Period period = Period::year;
  for (const Node& each : of.items) {
    const auto value = read_number(key_as_value(each), expect, currencies);
    if (const auto* fault = std::get_if<TextFault>(&value)) return NodeFault{&each, *fault};
    const auto share = read_number(each, {.shape = Shape::ratio}, currencies);
    if (const auto* fault = std::get_if<TextFault>(&share)) return NodeFault{&each, *fault};
    const double probability = std::get<Reading>(share).value;
    if (!(probability >= 0.0 && probability <= 1.0)) {
      return in_distribution(each, "a probability is from 0 to 1");
    }
    sum += probability;
    period = std::get<Reading>(value).period;
    points.emplace_back(std::get<Reading>(value).value, probability);
  }
  if (std::fabs(sum - 1.0) > 1e-9) {
    return in_distribution(object,
                           "the probabilities add up to " + number_text(sum) + ", not to 1");
  }
  std::sort(points.begin(), points.end());
  Reading made = spread(discrete_quantile(points, 0.5), discrete_quantile(points, 0.05),
                        discrete_quantile(points, 0.95));
  made.period = period;
  return made;
}

Result smooth(const Node& object, std::string_view name, std::span<const double> p) {
  if (name == "normal") {
    if (p[1] < 0.0) return in_distribution(object, "`sd` may not be negative");
    return spread(p[0], p[0] - normal_95 * p[1], p[0] + normal_95 * p[1]);
  }
  if (name == "triangular") {
    if (!(p[0] <= p[1] && p[1] <= p[2])) {
      return in_distribution(object, "`low`, `mode`, `high` must ascend");
    }
    const auto at = [&](double share) { return triangular_quantile(p[0], p[1], p[2], share); };
    return spread(at(0.5), at(0.05), at(0.95));
  }
  if (p[1] < p[0]) return in_distribution(object, "the second value is below the first");
  if (name == "uniform") {
    const double width = p[1] - p[0];
    return spread(p[0] + 0.5 * width, p[0] + 0.05 * width, p[0] + 0.95 * width);
  }
  if (!(p[0] > 0.0)) return in_distribution(object, "`p5` of a lognormal must be above 0");
  return spread(std::sqrt(p[0]) * std::sqrt(p[1]), p[0], p[1]);
}

std::optional<NodeFault> unknown_key(const Node& object,
                                     std::initializer_list<std::string_view> extra) {
  std::vector<std::string_view> legal(provenance.begin(), provenance.end());
  legal.insert(legal.end(), extra.begin(), extra.end());
  for (const Node& each : object.items) {
    if (each.key.starts_with("x-")) continue;
    if (std::find(legal.begin(), legal.end(), each.key) != legal.end()) continue;
    return NodeFault{&each,
                     {"WF0301", "unknown key `" + each.key + "` beside a value",
                      did_you_mean(each.key, legal), 0, 0}};
  }
  return std::nullopt;
}

}  // namespace

std::string example_of(const Expect& expect) {
  const std::string shown(expect.shown);
  switch (expect.shape) {
    case Shape::count:
      return expect.label.empty() ? "8" : "8 " + std::string(expect.label);
    case Shape::ratio:
      return "30 %";
    case Shape::growth:
      return "5 %/yr";
    default:
      break;
  }
  if (shown.empty()) return write_quantity(1.0, expect.dimension);
  if (!shown.starts_with('$')) return "100 " + shown;
  return shown.size() == 1 ? "$100" : "$100 " + shown.substr(shown[1] == ' ' ? 2 : 1);
}

std::variant<Reading, TextFault> read_number(const Node& node, const Expect& expect,
                                             const Currencies& currencies) {
  if (const auto* text = node.text()) return read_quantity(*text, expect, currencies);
  if (const auto* whole = std::get_if<std::int64_t>(&node.value)) {
    return read_number(static_cast<double>(*whole), expect);
  }
  if (const auto* real = std::get_if<double>(&node.value)) return read_number(*real, expect);
  return wants("wants a value such as \"" + example_of(expect) + "\"");
}

bool is_value_object(const Node& node) {
  return node.is_object() && (node.find("is") || node.find("dist"));
}

std::optional<NodeFault> read_provenance(const Node& object, Note& note,
                                         std::initializer_list<std::string_view> extra) {
  for (const auto& [key, into] : {std::pair{"from", &Note::from}, std::pair{"as_of", &Note::as_of},
                                  std::pair{"until", &Note::until}}) {
    const Node* found = object.find(key);
    if (!found || found->is_null()) continue;
    if (!found->text()) return NodeFault{found, wants("wants a text")};
    if ((note.*into).empty()) note.*into = *found->text();
  }
  const Node* basis = object.find("basis");
  if (basis && !basis->is_null()) {
    const std::string word = basis->text() ? *basis->text() : "";
    const auto* at = std::find(bases.begin(), bases.end(), word);
    if (at == bases.end()) {
      return NodeFault{basis,
                       {"WF0306",
                        "`basis` is one of quote, list, published, measured, derived, "
                        "estimate, guess",
                        did_you_mean(word, bases), 0, 0}};
    }
    if (!note.basis) note.basis = static_cast<Basis>(at - bases.begin());
  }
  return unknown_key(object, extra);
}

const Node* first_parameter(const Node& distribution, Node& scratch) {
  const Node* dist = distribution.find("dist");
  const Shaped* shape = dist && dist->text() ? shaped(*dist->text()) : nullptr;
  const Node* first = shape ? distribution.find(shape->parameters[0]) : nullptr;
  if (!first || shape->name != "discrete") return first;
  if (first->items.empty()) return nullptr;
  scratch = key_as_value(first->items.front());
  return &scratch;
}

std::variant<Reading, NodeFault> read_distribution(const Node& object, const Expect& expect,
                                                   const Currencies& currencies) {
  const Node& dist = *object.find("dist");
  const std::string name = dist.text() ? *dist.text() : "";
  const Shaped* shape = shaped(name);
  if (!shape) {
    std::vector<std::string_view> known;
    for (const Shaped& each : distributions) known.push_back(each.name);
    return NodeFault{&dist,
                     {"WF0306",
                      "`dist` is one of discrete, triangular, uniform, normal, "
                      "lognormal",
                      did_you_mean(name, known), 0, 0}};
  }
  Note ignored;
  const auto& keys = shape->parameters;
  if (auto fault = read_provenance(object, ignored, {"dist", keys[0], keys[1], keys[2]})) {
    return *fault;
  }
  std::vector<double> parameters;
  Period period = Period::year;
  for (const std::string_view key : keys) {
    if (key.empty()) continue;
    const Node* found = object.find(key);
    if (!found) return in_distribution(object, "a " + name + " wants `" + std::string(key) + "`");
    if (key == "of") return discrete(object, *found, expect, currencies);
    const auto read = read_number(*found, expect, currencies);
    if (const auto* fault = std::get_if<TextFault>(&read)) return NodeFault{found, *fault};
    parameters.push_back(std::get<Reading>(read).value);
    period = std::get<Reading>(read).period;
  }
  auto made = smooth(object, name, parameters);
  if (auto* reading = std::get_if<Reading>(&made)) reading->period = period;
  return made;
}

}  // namespace weft::io
