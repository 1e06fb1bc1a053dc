// SPDX-License-Identifier: Apache-2.0
#include "trust_judge.hpp"

#include "finding_text.hpp"
#include "row_values.hpp"
#include "trust_metrics.hpp"
#include "weft/fabric/claim_check.hpp"
#include "weft/io/writer.hpp"

#include <charconv>
#include <cmath>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

namespace weft::report {

std::string row_kind(const io::Node& row) {
  for (const std::string_view name : {"topology", "kind", "function"}) {
    if (std::string said = text_at(row, name); !said.empty()) return said;
  }
  return {};
}
namespace {

/// Kinds whose inputs also read as a bill of leaves and spines.
bool is_bill(std::string_view kind) {
  return kind.find("clos") != std::string_view::npos || kind.starts_with("rail");
}

std::optional<TrustValue> value_of(const io::Node& node) {
  if (const auto* whole = std::get_if<std::int64_t>(&node.value)) {
    return static_cast<double>(*whole);
  }
  if (const auto* real = std::get_if<double>(&node.value)) return *real;
  if (const auto* said = std::get_if<bool>(&node.value)) return *said;
  if (node.text()) return *node.text();
  return std::nullopt;
}

/// One metric that a row expects.
struct Expected {
  std::string metric;
  TrustValue value;
};

void flatten_into(const io::Node& node, const std::string& name, std::vector<Expected>& into) {
  if (const auto value = value_of(node)) into.push_back({name, *value});
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    const io::Node& item = node.items[i];
    flatten_into(item,
                 node.is_list() ? name + "[" + std::to_string(i) + "]"
                 : name.empty() ? item.key
                                : name + "." + item.key,
                 into);
  }
}

/// How far a prediction may be off: relative, or absolute where the row says so.
struct Tolerance {
  double relative = 0.0;
  std::optional<double> absolute;
  std::string bound;  ///< "min": the row is a floor; "max": a ceiling
  bool is_unsaid = false;
};
Tolerance tolerance_of(const io::Node& row) {
  const io::Node* said = row.find("tolerance");
  if (!said) return {0.0, std::nullopt, {}, true};
  if (said->is_object())
    return {number_at(*said, "rel").value_or(0.0), number_at(*said, "abs"), text_at(*said, "bound"),
            false};
  return {number_in(*said).value_or(0.0), std::nullopt, {}, false};
}

/// A measured time without a tolerance is judged by the error that its prediction states.
bool in_band(const TrustLine& line, double expected, double predicted) {
  return expected >= line.low * predicted && expected <= line.high * predicted;
}

void judge(TrustLine& line, const Tolerance& tolerance) {
  // What the last digits of a double lose in a few multiplications; no row is that exact.
  constexpr double rounding = 1e-12;
  const double* expected = std::get_if<double>(&*line.expected);
  const double* predicted = std::get_if<double>(&*line.predicted);
  if (!expected || !predicted) {
    line.pass = *line.expected == *line.predicted;
    line.error = line.pass ? 0.0 : 1.0;
    return;
  }
  const double off = *predicted - *expected;
  line.error = *expected == 0.0 ? off : off / std::fabs(*expected);
  if (!tolerance.bound.empty()) {
    line.pass = tolerance.bound == "min" ? off >= 0.0 : off <= 0.0;
    return;
  }
  if (line.by_band) {
    line.pass = in_band(line, *expected, *predicted);
    return;
  }
  line.pass = tolerance.absolute ? std::fabs(off) <= *tolerance.absolute
                                 : std::fabs(line.error) <= tolerance.relative + rounding;
}

constexpr std::string_view wrong = "wrong_";

/// "right_spines_radix64" is the metric of switches with 64 ports: the row's way to state an input.
void give_stated(const std::vector<Expected>& expected, TrustInputs& in) {
  constexpr std::string_view radix = "_radix";
  for (const Expected& each : expected) {
    const double* value = std::get_if<double>(&each.value);
    if (each.metric.starts_with(wrong) && value) {
      in.give("claimed_" + each.metric.substr(wrong.size()), *value);
    }
    const auto at = each.metric.rfind(radix);
    if (at == std::string::npos || !each.metric.starts_with("right_")) continue;
    double ports = 0.0;
    const char* const end = each.metric.data() + each.metric.size();
    const auto read = std::from_chars(each.metric.data() + at + radix.size(), end, ports);
    if (read.ec == std::errc{} && read.ptr == end) in.give("radix", ports);
  }
}

/// Values that calibrate a model: the rule says which of them it reads.
void give_measured(const std::vector<Expected>& expected, TrustInputs& in) {
  for (const Expected& each : expected) {
    if (const double* value = std::get_if<double>(&each.value)) {
      in.give("measured_" + each.metric, *value);
    }
  }
}

std::string without_radix(const std::string& metric) {
  const auto at = metric.rfind("_radix");
  return metric.starts_with("right_") && at != std::string::npos ? metric.substr(0, at) : metric;
}

/// A number that a peer prints and that is not the computed one.
void compare_claims(const std::vector<Expected>& expected, TrustPrediction& out) {
  for (const Expected& each : expected) {
    if (!each.metric.starts_with(wrong)) continue;
    const std::string metric = each.metric.substr(wrong.size());
    const auto right = out.find(metric);
    const double* computed = right ? std::get_if<double>(&*right) : nullptr;
    const double* said = std::get_if<double>(&each.value);
    if (!computed || !said || *computed == *said) continue;
    out.reject("trust.differs: " + metric + " is said to be " + io::number_text(*said) +
               " and is " + io::number_text(*computed));
  }
}

/// Whether a design that must be refused is. A peer's defect may also be something that it hides.
TrustLine rejection(const TrustLine& head, bool defect, TrustPrediction& out) {
  TrustLine line = head;
  line.metric = "rejected";
  line.expected = true;
  bool rejected = !out.reasons().empty();
  if (out.has_claim) {
    for (const fabric::Finding& each : fabric::check(out.claim).items) {
      if (!defect && each.check->gravity != fabric::Gravity::impossible) continue;
      rejected = true;
      out.reject(std::string(each.check->reason.id) + ": " + finding_text(each));
    }
  }
  line.predicted = rejected;
  line.reasons = out.reasons();
  judge(line, {});
  return line;
}

class Judgement {
 public:
  Judgement(const io::Node& row, const io::Node* inputs, TrustReport& report)
      : row_(row), inputs_(inputs), report_(report) {
    head_.id = text_at(row, "id");
    head_.kind = row_kind(row);
    head_.source = text_at(row, "source");
    // A row that expects one number, or one list, gives it no name.
    const io::Node* expected = row.find("expected");
    if (expected) flatten_into(*expected, expected->is_object() ? "" : "value", expected_);
  }

  void run(TrustRule rule) {
    if (!rule) return say_unsupported("no rule for rows of this kind");
    if (expected_.empty()) return say_unsupported("the row expects nothing");
    const std::string defects = text_at(row_, "case_class");
    const bool refused = defects == "must_reject" || defects == "peer_defect";
    TrustInputs in(head_.kind, inputs_, head_.source);
    TrustPrediction out;
    give_stated(expected_, in);
    give_measured(expected_, in);
    apply(rule, in, out);
    head_.assumed = out.assumed();
    head_.technology = out.technology().name;
    head_.is_short = out.technology().is_short;
    head_.low = out.technology().low;
    head_.high = out.technology().high;
    head_.groups = out.groups();
    if (refused && !out.has_claim && is_bill(head_.kind)) {
      TrustPrediction bill;
      predict_claim(in, bill);
      out.adopt(std::move(bill));
    }
    head_.ignored = in.unread();
    if (refused) {
      compare_claims(expected_, out);
      report_.lines.push_back(rejection(head_, defects == "peer_defect", out));
    }
    for (const Expected& each : expected_) {
      if (!each.metric.starts_with(wrong)) add(each, out);
    }
  }

 private:
  /// A formula refuses what it is not made for; the row then says so, and the others go on.
  static void apply(TrustRule rule, const TrustInputs& in, TrustPrediction& out) {
    try {
      rule(in, out);
    } catch (const std::domain_error& refused) {
      out.lack_all(refused.what());
    }
  }

  void say_unsupported(std::string why) {
    TrustLine line = head_;
    line.unsupported = std::move(why);
    report_.lines.push_back(std::move(line));
  }

  void add(const Expected& each, const TrustPrediction& out) {
    TrustLine line = head_;
    line.metric = each.metric;
    line.expected = each.value;
    const std::string metric = without_radix(each.metric);
    line.predicted = out.find(metric);
    if (!line.predicted && expected_.size() == 1) line.predicted = out.find("value");
    line.fitted = out.is_fit(metric);
    if (const auto band = out.band(metric)) {
      line.low = band->low;
      line.high = band->high;
    }
    if (line.predicted) {
      const Tolerance tolerance = tolerance_of(row_);
      line.by_band = tolerance.is_unsaid && line.high > 0.0 && is_time(metric);
      judge(line, tolerance);
    } else {
      line.unsupported = out.why_not(metric);
    }
    report_.lines.push_back(std::move(line));
  }

  const io::Node& row_;
  const io::Node* inputs_;
  TrustReport& report_;
  TrustLine head_;
  std::vector<Expected> expected_;
};

}  // namespace

void judge_row(const io::Node& row, const io::Node* inputs, TrustRule rule, TrustReport& into) {
  Judgement(row, inputs, into).run(rule);
}

}  // namespace weft::report
