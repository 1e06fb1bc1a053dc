// SPDX-License-Identifier: Apache-2.0
#include "weft/report/trust.hpp"

#include "finding_text.hpp"
#include "trust_inputs.hpp"
#include "trust_metrics.hpp"
#include "trust_training.hpp"
#include "weft/fabric/claim_check.hpp"
#include "weft/io/writer.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace weft::report {
namespace {

constexpr std::array all_domains{
    TrustDomain{"fabric", "reference/fabric-published",
                "sizes, bills, bisection and latency of published fabrics"},
    TrustDomain{"collective", "reference/collective-published",
                "times and bus bandwidths of collectives, queues, hashing, NCCL's own model"},
    TrustDomain{"training", "reference/training-published",
                "step times and memory of published training jobs"},
    TrustDomain{"serving", "reference/serving-published",
                "time to the first token and between tokens of measured deployments"},
    TrustDomain{"finance", "reference/finance-published",
                "present values, rates, loans, depreciation, unit costs, capacity, options"}};

/// The rules of a domain. A later domain adds a line here and a file beside this one.
struct DomainRules {
  std::string_view domain;
  std::span<const TrustKind> (*kinds)();
  bool by_function = false;  ///< its rows name a function, not a kind
};
constexpr std::array all_rules{
    DomainRules{"fabric", &fabric_trust_kinds}, DomainRules{"collective", &collective_trust_kinds},
    DomainRules{"training", &training_trust_kinds}, DomainRules{"serving", &serving_trust_kinds},
    DomainRules{"finance", &finance_trust_kinds, true}};

/// Kinds whose inputs also read as a bill of leaves and spines.
bool is_bill(std::string_view kind) {
  return kind.find("clos") != std::string_view::npos || kind.starts_with("rail");
}

bool stands_for(std::string_view pattern, std::string_view kind) {
  if (!pattern.ends_with('*')) return pattern == kind;
  return kind.starts_with(pattern.substr(0, pattern.size() - 1));
}

struct FoundRule {
  std::string_view domain;
  TrustRule rule = nullptr;
};
FoundRule rule_of(std::string_view kind, bool by_function) {
  for (const DomainRules& each : all_rules) {
    if (each.by_function != by_function) continue;
    for (const TrustKind& one : each.kinds()) {
      if (stands_for(one.kind, kind)) return {each.domain, one.rule};
    }
  }
  return {};
}

std::string text_of(const io::Node& row, std::string_view name) {
  const io::Node* found = row.find(name);
  return found && found->text() ? *found->text() : std::string();
}

/// A row says what it is about as a topology, a kind or a function.
std::string kind_of(const io::Node& row) {
  for (const std::string_view name : {"topology", "kind", "function"}) {
    if (std::string said = text_of(row, name); !said.empty()) return said;
  }
  return {};
}
bool names_function(const io::Node& row) {
  return text_of(row, "topology").empty() && text_of(row, "kind").empty();
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
  const auto number = [](const io::Node* node) {
    const auto value = node ? value_of(*node) : std::nullopt;
    const double* real = value ? std::get_if<double>(&*value) : nullptr;
    return real ? std::optional(*real) : std::nullopt;
  };
  const io::Node* said = row.find("tolerance");
  if (!said) return {0.0, std::nullopt, {}, true};
  if (said->is_object())
    return {number(said->find("rel")).value_or(0.0), number(said->find("abs")),
            text_of(*said, "bound"), false};
  return {number(said).value_or(0.0), std::nullopt, {}, false};
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

/// The inputs of a row; those of another where it only says {"see": "its-id"}.
const io::Node* inputs_of(const io::Node& row, const std::vector<io::Node>& rows) {
  const io::Node* own = row.find("inputs");
  const std::string other = own ? text_of(*own, "see") : std::string();
  if (other.empty()) return own;
  const auto named = std::find_if(
      rows.begin(), rows.end(), [&](const io::Node& each) { return text_of(each, "id") == other; });
  return named == rows.end() ? own : named->find("inputs");
}

class Judge {
 public:
  Judge(const io::Node& row, const io::Node* inputs, TrustReport& report)
      : row_(row), inputs_(inputs), report_(report) {
    head_.id = text_of(row, "id");
    head_.kind = kind_of(row);
    head_.source = text_of(row, "source");
    // A row that expects one number, or one list, gives it no name.
    const io::Node* expected = row.find("expected");
    if (expected) flatten_into(*expected, expected->is_object() ? "" : "value", expected_);
  }

  void run(TrustRule rule) {
    if (!rule) return say_unsupported("no rule for rows of this kind");
    if (expected_.empty()) return say_unsupported("the row expects nothing");
    const std::string defects = text_of(row_, "case_class");
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

bool wanted(std::string_view asked, std::string_view kind, std::string_view domain) {
  return asked.empty() || asked == kind || asked == domain;
}

}  // namespace

std::size_t TrustReport::failed() const {
  return static_cast<std::size_t>(std::count_if(lines.begin(), lines.end(), [](const auto& each) {
    return each.unsupported.empty() && !each.by_band && !each.pass;
  }));
}

TrustReport::Banded TrustReport::banded() const {
  Banded made;
  for (const TrustLine& each : lines) {
    if (!each.unsupported.empty() || !each.by_band) continue;
    ++made.all;
    if (each.pass) ++made.inside;
  }
  return made;
}

bool TrustReport::good() const {
  constexpr std::size_t enough = 20;  // of fewer values no share can be told
  constexpr double share = 0.75;      // P10 to P90 holds eight of ten
  const Banded in = banded();
  const bool held =
      in.all < enough || static_cast<double>(in.inside) >= share * static_cast<double>(in.all);
  return failed() == 0 && held;
}

std::size_t TrustReport::unsupported() const {
  return static_cast<std::size_t>(std::count_if(
      lines.begin(), lines.end(), [](const auto& each) { return !each.unsupported.empty(); }));
}

const TrustLine* TrustReport::worst() const {
  const TrustLine* found = nullptr;
  for (const TrustLine& each : lines) {
    if (!each.unsupported.empty() || each.fitted) continue;
    if (!found || std::fabs(each.error) > std::fabs(found->error)) found = &each;
  }
  return found;
}

std::span<const TrustDomain> trust_domains() { return all_domains; }

std::vector<std::string_view> trust_kinds() {
  std::vector<std::string_view> names;
  for (const DomainRules& each : all_rules) {
    names.push_back(each.domain);
    for (const TrustKind& one : each.kinds()) names.push_back(one.kind);
  }
  return names;
}

namespace {

std::vector<io::Node> objects_of(io::Node document) {
  if (io::Node* rows = document.find("rows")) document = std::move(*rows);
  if (document.is_list()) return std::move(document.items);
  if (!document.is_object()) return {};
  std::vector<io::Node> one;
  one.push_back(std::move(document));
  return one;
}

/// One object a line: true when the first line that is not empty is an object of its own.
bool has_lines(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return false;
  const std::string_view line = text.substr(begin, text.find('\n', begin) - begin);
  io::Sources sources{{"line", std::string(line)}};
  Diagnostics ignored;
  const io::Node node = io::parse(0, sources, ignored);
  return !ignored.has_errors() && node.is_object() && !node.find("rows");
}

}  // namespace

std::vector<io::Node> trust_rows(std::string name, std::string_view text, io::Sources& sources,
                                 Diagnostics& diagnostics) {
  constexpr std::size_t most_lines = 60'000;  // sources are numbered with 16 bits
  if (!has_lines(text)) {
    sources.push_back({std::move(name), std::string(text)});
    return objects_of(
        io::parse(static_cast<std::uint16_t>(sources.size() - 1), sources, diagnostics));
  }
  std::vector<io::Node> rows;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const auto end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    if (number > most_lines) {
      diagnostics.error("WF0114", "", name + ": more than 60000 lines");
      break;
    }
    sources.push_back({name + " line " + std::to_string(number), std::string(line)});
    rows.push_back(io::parse(static_cast<std::uint16_t>(sources.size() - 1), sources, diagnostics));
  }
  return rows;
}

TrustReport trust(const std::vector<io::Node>& rows, std::string_view kind) {
  TrustReport report;
  for (const io::Node& row : rows) {
    const std::string of = kind_of(row);
    const FoundRule found = rule_of(of, names_function(row));
    if (!wanted(kind, of, found.domain)) continue;
    ++report.rows;
    Judge(row, inputs_of(row, rows), report).run(found.rule);
  }
  return report;
}

}  // namespace weft::report
