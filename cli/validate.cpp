// SPDX-License-Identifier: Apache-2.0
#include "commands.hpp"
#include "weft/io/diagnostics_text.hpp"
#include "weft/report/checks.hpp"

#include <algorithm>

namespace weft::cli {
namespace {

bool has_warnings(const Diagnostics& diagnostics) { return !diagnostics.items.empty(); }

/// "plan.json: ok, 3 variants": one line for a plan.
std::string plan_line(const std::vector<report::Answer>& of, const Console& console) {
  const bool bad = std::any_of(of.begin(), of.end(), [](const report::Answer& each) {
    return each.loaded.diagnostics.has_errors();
  });
  std::string line = of.front().path + ": ";
  line += bad ? report::toned("errors", report::Tone::bad, console.out)
              : report::toned("ok", report::Tone::good, console.out);
  if (of.size() > 1) line += ", " + std::to_string(of.size() - 1) + " variants";
  const std::size_t phases = of.front().loaded.phases.size();
  if (phases > 1) line += ", " + std::to_string(phases) + " phases";
  return line + "\n";
}

void complain_of(const std::vector<report::Answer>& all, const Console& console) {
  for (const report::Answer& each : all) {
    if (each.loaded.diagnostics.items.empty()) continue;
    if (!each.overrides.variant.empty()) say("in variant " + each.overrides.variant + ":\n");
    complain(console, each.loaded.diagnostics, each.loaded.sources);
  }
}

}  // namespace

int run(const Validate& asked, const Console& console) {
  if (const int bad = check_format(asked.format, {"table", "json", "github"}, console)) return bad;
  std::vector<report::Answer> all;
  std::string lines;
  for (const std::string& plan : asked.plans) {
    auto of = report::check_all(plan, asked.overrides);
    lines += plan_line(of, console);
    for (report::Answer& each : of) all.push_back(std::move(each));
  }
  if (asked.format == "json") lines = report::checks_json(all);
  if (asked.format == "github") {
    lines.clear();
    for (const report::Answer& each : all) {
      lines += io::render_github(each.loaded.diagnostics, each.loaded.sources);
    }
  }
  if (asked.format == "table") complain_of(all, console);
  if (!print(lines)) return Exit::cannot_evaluate;
  const bool errors = std::any_of(all.begin(), all.end(), [](const report::Answer& each) {
    return each.loaded.diagnostics.has_errors();
  });
  if (errors) return Exit::cannot_evaluate;
  const bool warned = std::any_of(all.begin(), all.end(), [](const report::Answer& each) {
    return has_warnings(each.loaded.diagnostics);
  });
  return asked.strict && warned ? Exit::limit_failed : Exit::good;
}

}  // namespace weft::cli
