// SPDX-License-Identifier: Apache-2.0
#include "weft/report/result_document.hpp"

#include "weft/report/json_writer.hpp"
#include "weft/report/metrics.hpp"
#include "weft/report/result_json.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace weft::report {
namespace {

/// As it reads back from a document.
double at_12_digits(double value) {
  const std::string text = digits12(value);
  double made = 0.0;
  std::from_chars(text.data(), text.data() + text.size(), made);
  return made;
}

ResultMetric result_metric(const Metric& of) {
  ResultMetric made{of.id, unit_of(of), std::nullopt, "", of.is_term, {}};
  if (of.value) made.value = at_12_digits(*of.value);
  if (!of.value) made.absent = of.why && of.why->reason ? of.why->reason->id : "unknown";
  for (const double each : of.series) made.series.push_back(at_12_digits(each));
  return made;
}

ResultLimit result_limit(const plan::Requirement& of, const std::vector<Metric>& all) {
  const auto verdict = words<plan::Verdict>[static_cast<std::size_t>(of.verdict)].word;
  ResultLimit made{of.limit, of.metric, std::string(verdict), std::nullopt, ""};
  if (of.verdict != plan::Verdict::not_checked) made.given = at_12_digits(of.given);
  if (const Metric* metric = find(all, of.metric)) made.unit = unit_of(*metric);
  return made;
}

ResultLimit result_gate(const CheckedGate& of) {
  const study::GateKind& kind = of.program.compared;
  const bool month = kind.form == study::GateKind::Form::month;
  const std::string id = of.file.empty() ? of.id : of.id + " of " + of.file;
  ResultLimit made{id, of.written.require, std::string(word(of.state)), std::nullopt, ""};
  if (!of.given || *of.given == study::never) return made;
  made.given = at_12_digits(*of.given);
  made.unit = month ? "month" : si_unit(kind.dimension);
  return made;
}

// --- reading -------------------------------------------------------------------------------------

std::optional<double> member_number(const io::Node* node) {
  if (!node) return std::nullopt;
  if (const auto* whole = std::get_if<std::int64_t>(&node->value)) {
    return static_cast<double>(*whole);
  }
  if (const auto* real = std::get_if<double>(&node->value)) return *real;
  return std::nullopt;
}

std::string member_text(const io::Node& in, std::string_view key) {
  const io::Node* node = in.find(key);
  const std::string* text = node ? node->text() : nullptr;
  return text ? *text : std::string();
}

const std::vector<io::Node>& members_below(const io::Node& of, std::string_view key) {
  static const std::vector<io::Node> none;
  const io::Node* found = of.find(key);
  return found ? found->items : none;
}

/// Reads one document, and remembers what is wrong with it.
class ResultReader {
 public:
  ResultReader(const io::Node& document, Diagnostics& diagnostics)
      : document_(document), diagnostics_(diagnostics) {}

  ResultDocument run() {
    check_version();
    made_.engine = member_text(document_, "engine");
    made_.status = member_text(document_, "status");
    if (const io::Node* inputs = document_.find("inputs")) read_inputs(*inputs);
    for (const io::Node& each : members_below(document_, "metrics")) add_metric(each);
    for (const io::Node& each : members_below(document_, "absent")) add_absent(each);
    add_series();
    for (const io::Node& each : members_below(document_, "requirements"))
      add_limit(each, "limit", "metric");
    for (const io::Node& each : members_below(document_, "gates"))
      add_limit(each, "gate", "require");
    if (const io::Node* bom = document_.find("bom")) add_lines(*bom);
    return std::move(made_);
  }

 private:
  void refuse(const io::Node& at, const std::string& message) {
    diagnostics_.add({Severity::error, "WF0611", "", message,
                      "such a file is written by: weft eval PLAN -f json", at.at});
  }

  void check_version() {
    const std::string version = member_text(document_, "weft_result");
    const auto major = version.substr(0, version.find('.'));
    if (major == result_version.substr(0, result_version.find('.'))) return;
    refuse(document_, "this program reads results of version " + std::string(result_version) +
                          ", not \"" + version + "\"");
  }

  void read_inputs(const io::Node& inputs) {
    const std::string start = member_text(inputs, "start");
    if (!start.empty()) made_.start = parse_month(start);
    const io::Node* hashes = inputs.find("hashes");
    if (!hashes) return;
    made_.inputs = {member_text(*hashes, "plan"), member_text(*hashes, "prices"),
                    member_text(*hashes, "catalogue")};
  }

  void add_metric(const io::Node& node) {
    ResultMetric one;
    one.id = node.key;
    one.unit = member_text(node, "unit");
    one.value = member_number(node.find("value"));
    one.is_term = node.find("term") != nullptr;
    if (!one.value) refuse(node, "the metric " + node.key + " has no number");
    made_.metrics.push_back(std::move(one));
  }

  void add_absent(const io::Node& node) {
    ResultMetric one;
    one.id = node.key;
    one.absent = member_text(node, "reason");
    made_.metrics.push_back(std::move(one));
  }

  void add_series() {
    for (const io::Node& node : members_below(document_, "series")) {
      const auto at = std::find_if(made_.metrics.begin(), made_.metrics.end(),
                                   [&](const ResultMetric& each) { return each.id == node.key; });
      if (at == made_.metrics.end()) continue;  // "month"
      for (const io::Node& each : node.items)
        at->series.push_back(member_number(&each).value_or(0.0));
    }
  }

  void add_limit(const io::Node& node, std::string_view id, std::string_view metric) {
    std::string name = member_text(node, id);
    const std::string file = member_text(node, "file");
    if (!file.empty()) name += " of " + file;
    made_.limits.push_back({std::move(name), member_text(node, metric),
                            member_text(node, "verdict"), member_number(node.find("given")),
                            member_text(node, "unit")});
  }

  void add_lines(const io::Node& bom) {
    for (const io::Node& each : members_below(bom, "lines")) {
      made_.bill.push_back(
          {member_text(each, "owner"), member_text(each, "phase"), member_text(each, "kind"),
           member_text(each, "part"),
           static_cast<std::int64_t>(member_number(each.find("count")).value_or(0.0)),
           member_number(each.find("total")).value_or(0.0)});
    }
  }

  const io::Node& document_;
  Diagnostics& diagnostics_;
  ResultDocument made_;
};

}  // namespace

const ResultMetric* ResultDocument::find(std::string_view id) const {
  const auto at = std::find_if(metrics.begin(), metrics.end(),
                               [&](const ResultMetric& each) { return each.id == id; });
  return at == metrics.end() ? nullptr : &*at;
}

std::optional<double> ResultDocument::value(std::string_view id) const {
  const ResultMetric* found = find(id);
  return found ? found->value : std::nullopt;
}

ResultDocument result_document(const Answer& answer) {
  ResultDocument made;
  made.engine = WEFT_VERSION;
  made.status = word(status(answer));
  if (!answer.evaluated) return made;
  made.start = answer.scenario.last().plan.time.start;
  made.inputs = io::input_hashes(answer.loaded);
  const auto all = metrics(answer.outcome());
  for (const Metric& each : all) made.metrics.push_back(result_metric(each));
  for (const plan::Requirement& each : answer.outcome().requirements) {
    made.limits.push_back(result_limit(each, all));
  }
  for (const CheckedGate& each : answer.gates) made.limits.push_back(result_gate(each));
  for (const plan::BillLine& each : answer.bill.lines) {
    made.bill.push_back({each.owner, each.phase, each.kind, each.part, each.count,
                         at_12_digits(ratio(each.total, dollar))});
  }
  return made;
}

bool is_result(const io::Node& document) { return document.find("weft_result") != nullptr; }

ResultDocument read_result(const io::Node& document, Diagnostics& diagnostics) {
  return ResultReader(document, diagnostics).run();
}

}  // namespace weft::report
