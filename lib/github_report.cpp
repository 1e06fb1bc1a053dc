// SPDX-License-Identifier: Apache-2.0
#include "findings.hpp"

#include <utility>

namespace weft::report {
namespace {

/// "fabrics.backend (plan.json:12)": a line of the annotation, which has one place only.
std::string driver_lines(const Finding& of) {
  std::string text;
  for (const FilePlace& each : of.drivers) {
    text += (text.empty() ? "" : "\n") + ("it depends on " + each.path) + " (" +
            std::string(each.begin.source) + ":" + std::to_string(each.begin.line) + ")";
  }
  return text;
}

}  // namespace

std::string github_report(std::span<const NamedAnswer> answers) {
  std::string made;
  for (const Finding& each : findings(answers)) {
    io::Flat one = each.what;
    one.message = finding_message(each);
    if (each.waived) one.severity = Severity::note;
    if (one.hint.empty()) one.hint = driver_lines(each);
    if (one.begin && !is_file(one.begin->source)) one.begin.reset();
    made += io::github_command(one);
  }
  return made;
}

}  // namespace weft::report
