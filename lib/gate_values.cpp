// SPDX-License-Identifier: Apache-2.0
// The values of a gate: quantities, months, metrics and functions of them.
#include "characters.hpp"
#include "gate_compiler.hpp"

#include <algorithm>
#include <array>

namespace weft::study {
namespace {

using Op = GateProgram::Op;

constexpr std::size_t month_length = 7;  // 2028-01

constexpr std::array drawn_functions{"p1",  "p5",  "p10", "p25",  "p50",    "p75",
                                     "p90", "p95", "p99", "mean", "median", "share_of_variance"};

bool is_drawn(std::string_view word) {
  return std::find(drawn_functions.begin(), drawn_functions.end(), word) != drawn_functions.end();
}

}  // namespace

GateKind GateCompiler::atom() {
  scan_.skip_blanks();
  const std::size_t begin = scan_.at();
  if (scan_.take("(")) {
    const GateKind kind = either();
    if (!fault_ && !scan_.take(")")) return syntax("is never closed", begin, begin + 1);
    return kind;
  }
  if (scan_.ended()) return syntax("a value is missing", scan_.at(), scan_.at());
  const char first = scan_.next();
  if (io::is_lower(first)) return named();
  if (io::is_digit(first) || first == '$' || io::is_upper(first)) return literal();
  return syntax("is neither a metric nor a value", begin, begin + 1);
}

GateKind GateCompiler::literal() {
  const std::size_t begin = scan_.at();
  const auto calendar = parse_month(scan_.ahead(month_length));
  const std::string_view more = scan_.ahead(month_length + 1);
  if (calendar && (more.size() == month_length || !in_gate_unit(more.back()))) {
    scan_.pass(month_length);
    made_.steps.push_back(
        {Op::number, static_cast<double>(months_between(scope_.start, *calendar)), 0, 0});
    return gate_month;
  }
  const auto read = io::read_any(scan_.take_quantity(), scope_.currencies);
  if (const auto* wrong = std::get_if<io::TextFault>(&read)) {
    return fail(wrong->code, "has a value that cannot be read: " + wrong->message, wrong->hint,
                begin + wrong->begin, begin + wrong->end);
  }
  const auto& [reading, measure] = std::get<std::pair<io::Reading, io::Measure>>(read);
  if (measure.period || reading.range) {
    return fail("WF0703", "compares with a rate that compounds or with a range",
                "write one value: 8 % for a yearly rate", begin, scan_.at());
  }
  made_.steps.push_back({Op::number, measure.value, 0, 0});
  return {GateKind::Form::number, measure.dimension};
}

GateKind GateCompiler::named() {
  const std::size_t begin = scan_.at();
  const std::string_view word = scan_.take_name();
  scan_.skip_blanks();
  const bool call = scan_.next() == '(';
  if (call) return function(word, begin);
  const auto found = look_up(word, begin);
  if (!found) return gate_number;
  made_.steps.push_back({Op::name, 0.0, found->second, 0});
  return found->first.kind;
}

std::optional<std::pair<GateSymbol, std::size_t>> GateCompiler::look_up(std::string_view word,
                                                                        std::size_t begin) {
  GateName name{std::string(word), false};
  constexpr std::string_view prefix = "baseline.";
  if (word.starts_with(prefix)) name = {std::string(word.substr(prefix.size())), true};
  const auto symbol = scope_.symbol(name.id);
  if (!symbol) {
    fail("WF0702", "names `" + name.id + "`, and no metric is called so", scope_.near(name.id),
         begin, begin + word.size());
    return std::nullopt;
  }
  made_.needs_baseline = made_.needs_baseline || name.of_baseline;
  const auto known = std::find(made_.names.begin(), made_.names.end(), name);
  const auto index = static_cast<std::size_t>(known - made_.names.begin());
  if (known == made_.names.end()) made_.names.push_back(std::move(name));
  return std::pair(*symbol, index);
}

GateKind GateCompiler::function(std::string_view word, std::size_t begin) {
  scan_.pass(1);  // behind "("
  if (!descend(begin, scan_.at())) return gate_number;
  GateKind kind;
  if (word == "at") {
    kind = at_month();
  } else if (word == "max_over_time" || word == "min_over_time") {
    kind = series(word.starts_with("max") ? Op::most : Op::least, 0);
  } else if (word == "min" || word == "max") {
    kind = extreme(word == "min" ? Op::smaller : Op::larger, begin);
  } else if (word == "probability" || is_drawn(word)) {
    kind = drawn(word == "probability");
  } else {
    return syntax(
        "is no function: at, min, max, max_over_time, min_over_time, p10, p50, p90, "
        "mean, median, probability",
        begin, begin + word.size());
  }
  --depth_;
  if (!fault_ && !scan_.take(")")) return syntax("is never closed", begin, begin + word.size() + 1);
  return kind;
}

GateKind GateCompiler::at_month() {
  scan_.skip_blanks();
  const std::size_t begin = scan_.at();
  const auto calendar = parse_month(scan_.ahead(month_length));
  if (!calendar) return syntax("is no month such as 2028-01", begin, begin + month_length);
  scan_.pass(month_length);
  const std::int64_t index = months_between(scope_.start, *calendar);
  if (index < 0 || index >= scope_.months) {
    return fail("WF0705", "asks for a month outside the horizon",
                "the plan runs from " + format_month(scope_.start) + " to " +
                    format_month(scope_.start + (scope_.months - 1)),
                begin, scan_.at());
  }
  if (!scan_.take(",")) return syntax("wants a month, a comma and a metric", begin, scan_.at());
  return series(Op::at_month, index);
}

GateKind GateCompiler::series(Op op, std::int64_t month_index) {
  scan_.skip_blanks();
  const std::size_t begin = scan_.at();
  const std::string_view word = scan_.take_name();
  if (word.empty()) return syntax("is no metric", begin, begin + 1);
  const auto found = look_up(word, begin);
  if (!found) return gate_number;
  if (!found->first.has_series) {
    return fail("WF0705", "asks `" + std::string(word) + "` for a month, and it has no series",
                "it has one value: write it without the month", begin, scan_.at());
  }
  made_.steps.push_back({op, 0.0, found->second, month_index});
  return found->first.kind;
}

GateKind GateCompiler::extreme(Op op, std::size_t begin) {
  const GateKind left = sum();
  if (fault_) return left;
  if (!scan_.take(","))
    return syntax("is missing: two values with a comma between", scan_.at(), scan_.at() + 1);
  const GateKind right = sum();
  if (fault_) return right;
  const GateKind kind = alike(left, right, begin);
  emit(op);
  return kind;
}

GateKind GateCompiler::drawn(bool of_truth) {
  const std::size_t begin = scan_.at();
  const GateKind inner = either();
  if (fault_) return inner;
  if ((inner == gate_truth) != of_truth) {
    return fail("WF0703",
                of_truth ? "wants the probability of a value" : "wants a quantile of a comparison",
                of_truth ? "probability(a <= b)" : "p90(a) <= b", begin, scan_.at());
  }
  made_.needs_scenarios = true;
  emit(Op::drawn);
  return of_truth ? gate_number : inner;
}

}  // namespace weft::study
