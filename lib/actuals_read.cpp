// SPDX-License-Identifier: Apache-2.0
#include "error_at.hpp"
#include "metric_docs.hpp"
#include "weft/io/csv.hpp"
#include "weft/io/diagnostics_text.hpp"
#include "weft/io/files.hpp"
#include "weft/io/nearest.hpp"
#include "weft/io/quantity_text.hpp"
#include "weft/report/actuals.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <set>
#include <string_view>
#include <utility>

namespace weft::report {
namespace {

/// What the split divides by or multiplies with cannot be negative; of the rest, money above all,
/// every sign has a meaning.
struct Amount {
  std::string_view word;  ///< last of the metric's id
  double most;
};
constexpr std::array amount_columns{Amount{"accelerators", std::numeric_limits<double>::infinity()},
                                    Amount{"utilisation", 1.0},
                                    Amount{"requests", std::numeric_limits<double>::infinity()},
                                    Amount{"tasks", std::numeric_limits<double>::infinity()}};

bool can_be(std::string_view id, double value) {
  const std::string_view word = id.substr(id.rfind('.') + 1);
  const auto at = std::find_if(amount_columns.begin(), amount_columns.end(),
                               [&](const Amount& each) { return each.word == word; });
  return at == amount_columns.end() || (value >= 0.0 && value <= at->most);
}

/// Reads the rows of a file against the plan that they are held to.
class ActualReader {
 public:
  ActualReader(Actuals& into, const ResultDocument& planned) : into_(into), planned_(planned) {}

  void run() {
    const auto rows = io::read_csv(0, into_.sources, into_.diagnostics);
    for (const io::CsvRow& each : rows) {
      const bool is_head = &each == &rows.front() && each.front().text == "month";
      if (!is_head) row(each);
    }
  }

 private:
  void refuse(const io::CsvField& at, const std::string& code, const std::string& message,
              const std::string& hint) {
    io::error_at(into_.diagnostics, at.at, code, "", message, hint);
  }

  void row(const io::CsvRow& fields) {
    if (fields.size() != 3) {
      return refuse(
          fields.front(), "WF0804",
          "a line has a month, a metric and a value; this has " + std::to_string(fields.size()),
          "such as 2027-03,finance.cash_out,$1.2M");
    }
    const auto month = month_of(fields[0]);
    const ResultMetric* metric = metric_of(fields[1]);
    if (!month || !metric) return;
    const auto value = value_of(fields[2], metric->id);
    if (!value) return;
    if (!can_be(metric->id, *value)) {
      return refuse(fields[2], "WF0223", fields[2].text + " cannot be " + metric->id,
                    *value < 0.0 ? "0 or more" : "a share of the time: 0.35 or 35 %");
    }
    if (!known_.emplace(*month, metric->id).second) {
      return refuse(fields[1], "WF0804", metric->id + " of " + fields[0].text + " stands twice",
                    "take one of them out");
    }
    into_.values.push_back({*month, metric->id, *value});
  }

  std::optional<std::size_t> month_of(const io::CsvField& field) {
    const auto month = parse_month(field.text);
    if (!month) {
      refuse(field, "WF0804", "\"" + field.text + "\" is no month", "such as 2027-03");
      return std::nullopt;
    }
    std::size_t months = 0;
    for (const ResultMetric& each : planned_.metrics) months = std::max(months, each.series.size());
    const CalendarMonth start = planned_.start.value_or(CalendarMonth{});
    const std::int64_t at = months_between(start, *month);
    if (at >= 0 && at < static_cast<std::int64_t>(months)) return static_cast<std::size_t>(at);
    refuse(field, "WF0804", field.text + " is no month of the plan",
           "it has " + format_month(start) + " to " +
               format_month(start + (static_cast<std::int64_t>(months) - 1)));
    return std::nullopt;
  }

  const ResultMetric* metric_of(const io::CsvField& field) {
    const ResultMetric* found = planned_.find(field.text);
    if (found && !found->series.empty()) return found;
    std::vector<std::string_view> ids;
    for (const ResultMetric& each : planned_.metrics) {
      if (!each.series.empty()) ids.push_back(each.id);
    }
    std::string hint = io::did_you_mean(field.text, ids);
    if (hint.empty()) hint = "weft schema --result says which have a series by month";
    refuse(field, "WF0607",
           found ? field.text + " has no value of each month in the plan"
                 : "the plan has no result called \"" + field.text + "\"",
           hint);
    return nullptr;
  }

  std::optional<double> value_of(const io::CsvField& field, const std::string& id) {
    double number = 0.0;
    const char* end = field.text.data() + field.text.size();
    const auto done = std::from_chars(field.text.data(), end, number);
    if (done.ec == std::errc{} && done.ptr == end && std::isfinite(number)) return number;
    const auto doc = docs_.find(id);
    io::Expect expect;
    if (doc) expect = {Shape::quantity, doc->dimension, doc->shown, {}};
    if (expect.dimension == Dimension{}) expect.shape = Shape::ratio;
    const auto read = io::read_quantity(field.text, expect);
    if (const auto* fault = std::get_if<io::TextFault>(&read)) {
      refuse(field, fault->code, fault->message, fault->hint);
      return std::nullopt;
    }
    return std::get<io::Reading>(read).value;
  }

  Actuals& into_;
  const ResultDocument& planned_;
  MetricDocs docs_;
  std::set<std::pair<std::size_t, std::string>> known_;
};

}  // namespace

Actuals read_actuals(const std::string& path, const ResultDocument& planned) {
  Actuals made;
  auto text = io::read_file(path, made.diagnostics);
  if (!text) return made;
  made.sources.push_back({path, *std::move(text)});
  ActualReader(made, planned).run();
  io::settle(made.diagnostics, io::Node{});
  return made;
}

}  // namespace weft::report
