// SPDX-License-Identifier: Apache-2.0
#include "findings.hpp"

#include "plan_checks.hpp"

#include <algorithm>
#include <utility>

namespace weft::report {
namespace {

io::Flat flat(const Diagnostic& said, const io::Sources& sources) {
  return io::flatten({{said}}, sources).front();
}

bool same(const Finding& a, const Finding& b) {
  return a.waived == b.waived && a.what.severity == b.what.severity && a.what.code == b.what.code &&
         a.what.path == b.what.path && a.what.message == b.what.message &&
         a.what.begin == b.what.begin;
}

void add_finding(std::vector<Finding>& all, Finding one) {
  const auto known =
      std::find_if(all.begin(), all.end(), [&](const Finding& each) { return same(each, one); });
  if (known == all.end()) {
    all.push_back(std::move(one));
  } else {
    known->of.push_back(std::move(one.of.front()));
  }
}

Finding finding_of(const PlanCheck& check, const io::Sources& sources) {
  Finding made;
  made.what = flat(check.said, sources);
  made.waived = check.state == PlanCheck::State::waived;
  for (const CheckDriver& each : check.drivers) {
    if (check.said.at == each.at) continue;
    made.drivers.push_back(
        {each.path, io::position_of(each.at, sources), io::end_position_of(each.at, sources)});
  }
  return made;
}

bool is_told(const PlanCheck& check) {
  return check.state != PlanCheck::State::holds && check.state != PlanCheck::State::not_checked;
}

}  // namespace

std::vector<Finding> findings(std::span<const NamedAnswer> answers) {
  std::vector<Finding> all;
  for (const NamedAnswer& each : answers) {
    const io::Loaded& loaded = each.answer->loaded;
    for (io::Flat& one : io::flatten(loaded.diagnostics, loaded.sources)) {
      add_finding(all, {std::move(one), {}, false, {each.name}});
    }
  }
  for (const NamedAnswer& each : answers) {
    if (!each.answer->evaluated) continue;
    for (const PlanCheck& check : plan_checks(*each.answer)) {
      if (!is_told(check)) continue;
      Finding one = finding_of(check, each.answer->loaded.sources);
      one.of = {each.name};
      add_finding(all, std::move(one));
    }
  }
  for (Finding& each : all) {
    if (each.of.size() == answers.size()) each.of.clear();
  }
  return all;
}

std::string finding_message(const Finding& of) {
  std::string names;
  for (const std::string& each : of.of) names += (names.empty() ? "in " : ", ") + each;
  return names.empty() ? of.what.message : names + ": " + of.what.message;
}

bool is_file(std::string_view source) {
  return !source.starts_with('<') && !source.starts_with("builtin:");
}

}  // namespace weft::report
