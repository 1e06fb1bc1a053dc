// SPDX-License-Identifier: Apache-2.0
#include "trust_metrics.hpp"
#include "weft/report/json_writer.hpp"
#include "weft/report/trust.hpp"

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

namespace weft::report {
namespace {

void put(JsonWriter& json, std::string_view name, const std::optional<TrustValue>& value) {
  if (!value) return;
  json.key(name);
  if (const auto* number = std::get_if<double>(&*value)) {
    json.number(*number);
  } else if (const auto* said = std::get_if<bool>(&*value)) {
    json.truth(*said);
  } else {
    json.text(std::get<std::string>(*value));
  }
}

void put(JsonWriter& json, std::string_view name, const std::vector<std::string>& texts) {
  if (texts.empty()) return;
  json.key(name).open_list(true);
  for (const std::string& each : texts) json.text(each);
  json.close();
}

/// The part of a metric's name before its elements: "cost_musd" of "cost_musd.FT2".
std::string_view whole_of(std::string_view metric) {
  return metric.substr(0, metric.find_first_of(".["));
}

/// Lines of one list or object of a row, put together again as the row has them.
struct Branch {
  std::string key;  ///< empty in a list
  std::optional<TrustValue> value;
  std::vector<Branch> items;
};

/// The branch at the rest of a name: "[1][0]" or ".FT2".
Branch& branch_at(Branch& from, std::string_view rest) {
  Branch* at = &from;
  while (!rest.empty()) {
    const bool in_list = rest.front() == '[';
    const std::size_t end = in_list ? rest.find(']') : rest.find_first_of(".[", 1);
    const std::string_view name = rest.substr(1, end - 1);
    const auto known = std::find_if(at->items.begin(), at->items.end(),
                                    [&](const Branch& each) { return each.key == name; });
    if (known == at->items.end()) {
      at = &at->items.emplace_back(Branch{std::string(name), std::nullopt, {}});
    } else {
      at = &*known;
    }
    rest.remove_prefix(std::min(rest.size(), in_list ? end + 1 : end));
  }
  return *at;
}

bool is_list(const Branch& of) {
  return !of.items.empty() && std::all_of(of.items.begin(), of.items.end(), [](const Branch& each) {
    return each.key.find_first_not_of("0123456789") == std::string::npos;
  });
}

void put(JsonWriter& json, const Branch& of) {
  if (of.items.empty()) {
    if (!of.value) {
      json.raw("null");
    } else if (const auto* number = std::get_if<double>(&*of.value)) {
      json.number(*number);
    } else if (const auto* said = std::get_if<bool>(&*of.value)) {
      json.truth(*said);
    } else {
      json.text(std::get<std::string>(*of.value));
    }
    return;
  }
  const bool listed = is_list(of);
  if (listed) {
    json.open_list(true);
  } else {
    json.open_object(true);
  }
  for (const Branch& each : of.items) {
    if (!listed) json.key(each.key);
    put(json, each);
  }
  json.close();
}

/// The stated error of a measured time or rate, as nine of ten measurements lie above and below.
void put_band(JsonWriter& json, const TrustLine& line) {
  const double* value = line.predicted ? std::get_if<double>(&*line.predicted) : nullptr;
  if (!value || !(line.low > 0.0) || !(line.high > 0.0)) return;
  if (is_time(line.metric)) {
    json.number("p10", line.low * *value).number("p90", line.high * *value);
  } else if (is_rate(line.metric)) {
    json.number("p10", *value / line.high).number("p90", *value / line.low);
  }
}

using Lines = std::span<const TrustLine>;

/// One object for a list or an object that a row expects: the worst of its elements decides.
std::string whole_line(Lines lines) {
  const TrustLine& first = lines.front();
  const std::string_view metric = whole_of(first.metric);
  Branch expected;
  Branch predicted;
  double worst = 0.0;
  bool pass = true;
  std::string unsupported;
  for (const TrustLine& each : lines) {
    const std::string_view rest = std::string_view(each.metric).substr(metric.size());
    branch_at(expected, rest).value = each.expected;
    branch_at(predicted, rest).value = each.predicted;
    if (std::fabs(each.error) > std::fabs(worst)) worst = each.error;
    pass = pass && each.pass;
    if (!each.unsupported.empty()) unsupported = each.unsupported;
  }
  JsonWriter json;
  json.open_object(true).text("id", first.id).text("kind", first.kind).text("metric", metric);
  json.key("expected");
  put(json, expected);
  json.key("predicted");
  put(json, predicted);
  if (unsupported.empty()) {
    json.number("error", worst).key("pass").truth(pass);
  } else {
    json.text("unsupported", unsupported);
  }
  json.text("source", first.source);
  return std::move(json.close()).finish();
}

/// Lines from `at` on that are elements of one list or object.
Lines elements_at(Lines lines, std::size_t at) {
  const std::string_view whole = whole_of(lines[at].metric);
  std::size_t end = at;
  while (end < lines.size() && lines[end].id == lines[at].id &&
         lines[end].metric.size() > whole.size() && whole_of(lines[end].metric) == whole) {
    ++end;
  }
  return lines.subspan(at, end - at);
}

}  // namespace

std::string trust_ndjson(const TrustReport& report) {
  std::string made;
  std::size_t told = 0;  // lines whose whole was written
  for (std::size_t i = 0; i < report.lines.size(); ++i) {
    const TrustLine& each = report.lines[i];
    const Lines elements = i < told ? Lines{} : elements_at(report.lines, i);
    if (!elements.empty()) {
      made += whole_line(elements);
      told = i + elements.size();
    }
    JsonWriter json;
    json.open_object(true).text("id", each.id).text("kind", each.kind);
    if (!each.metric.empty()) json.text("metric", each.metric);
    put(json, "expected", each.expected);
    put(json, "predicted", each.predicted);
    put_band(json, each);
    if (each.unsupported.empty()) {
      json.number("error", each.error).key("pass").truth(each.pass);
    } else {
      json.text("unsupported", each.unsupported);
    }
    if (each.fitted) json.key("fitted").truth(true);
    put(json, "reasons", each.reasons);
    put(json, "assumed", each.assumed);
    put(json, "ignored", each.ignored);
    if (!each.source.empty()) json.text("source", each.source);
    made += std::move(json.close()).finish();
  }
  return made;
}

}  // namespace weft::report
