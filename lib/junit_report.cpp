// SPDX-License-Identifier: Apache-2.0
#include "findings.hpp"
#include "markup.hpp"
#include "plan_checks.hpp"

#include <cstdint>
#include <utility>

namespace weft::report {
namespace {

using State = PlanCheck::State;

struct TestCase {
  std::string name;
  State state = State::holds;
  io::Flat what;
};
struct TestSuite {
  std::string name;
  std::vector<TestCase> cases;

  [[nodiscard]] std::int64_t count(State state) const {
    std::int64_t found = 0;
    for (const TestCase& each : cases) found += each.state == state ? 1 : 0;
    return found;
  }
  [[nodiscard]] std::int64_t skipped() const {
    return count(State::waived) + count(State::not_checked);
  }
};

/// "fabrics.backend" and "budget.latency_p99"; "gates" and "cost_cap".
std::pair<std::string, std::string> split(const std::string& path) {
  const auto first = path.find('.');
  if (first == std::string::npos) return {path, "works"};
  const std::string head = path.substr(0, first);
  const bool named = head == "fabrics" || head == "workloads" || head == "clusters";
  const auto end = named ? path.find('.', first + 1) : first;
  if (end == std::string::npos) return {path, "works"};
  return {path.substr(0, end), path.substr(end + 1)};
}

void put_case(std::vector<TestSuite>& suites, const std::string& suite, TestCase one) {
  for (TestSuite& each : suites) {
    if (each.name == suite) return each.cases.push_back(std::move(one));
  }
  suites.push_back({suite, {std::move(one)}});
}

void add_suites(const NamedAnswer& of, std::vector<TestSuite>& suites) {
  const std::string before = of.name.empty() ? "" : of.name + ": ";
  const io::Loaded& loaded = of.answer->loaded;
  if (!of.answer->evaluated) {
    for (io::Flat& each : io::flatten(loaded.diagnostics, loaded.sources)) {
      if (each.severity != Severity::error) continue;
      const std::string name = each.path.empty() ? of.answer->path : each.path;
      put_case(suites, before + "reading", {name, State::fails, std::move(each)});
    }
    return;
  }
  for (const PlanCheck& each : plan_checks(*of.answer)) {
    const auto [suite, name] = split(each.said.path);
    put_case(suites, before + suite,
             {name, each.state, io::flatten({{each.said}}, loaded.sources).front()});
  }
}

std::string counts(std::int64_t tests, std::int64_t failures, std::int64_t skipped) {
  return " tests=\"" + std::to_string(tests) + "\" failures=\"" + std::to_string(failures) +
         "\" errors=\"0\" skipped=\"" + std::to_string(skipped) + "\"";
}

std::string outcome_element(const TestCase& of) {
  const std::string message = markup_text(of.what.message);
  switch (of.state) {
    case State::holds:
      return {};
    case State::fails:
      return "      <failure type=\"" + of.what.code + "\" message=\"" + message + "\"/>\n";
    case State::warns:
      return "      <system-out>warning: " + message + "</system-out>\n";
    case State::waived:
    case State::not_checked:
      break;
  }
  return "      <skipped message=\"" + message + "\"/>\n";
}

std::string case_element(const TestCase& of, const std::string& suite) {
  std::string made = "    <testcase classname=\"" + markup_text(suite) + "\" name=\"" +
                     markup_text(of.name) + "\"";
  if (of.what.begin && is_file(of.what.begin->source)) {
    made += " file=\"" + markup_text(of.what.begin->source) + "\" line=\"" +
            std::to_string(of.what.begin->line) + "\"";
  }
  const std::string inner = outcome_element(of);
  return made + (inner.empty() ? "/>\n" : ">\n" + inner + "    </testcase>\n");
}

}  // namespace

std::string junit_report(std::span<const NamedAnswer> answers) {
  std::vector<TestSuite> suites;
  for (const NamedAnswer& each : answers) add_suites(each, suites);
  std::int64_t tests = 0;
  std::int64_t failures = 0;
  std::int64_t skipped = 0;
  std::string body;
  for (const TestSuite& each : suites) {
    const auto size = static_cast<std::int64_t>(each.cases.size());
    tests += size;
    failures += each.count(State::fails);
    skipped += each.skipped();
    body += "  <testsuite name=\"" + markup_text(each.name) + "\"" +
            counts(size, each.count(State::fails), each.skipped()) + ">\n";
    for (const TestCase& one : each.cases) body += case_element(one, each.name);
    body += "  </testsuite>\n";
  }
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"weft\"" +
         counts(tests, failures, skipped) + ">\n" + body + "</testsuites>\n";
}

}  // namespace weft::report
