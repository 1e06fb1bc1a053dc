// SPDX-License-Identifier: Apache-2.0
#include "weft/report/explain.hpp"

#include "commands.hpp"
#include "weft/io/nearest.hpp"

#include <string_view>
#include <vector>

namespace weft::cli {
namespace {

int refuse_metric(const Explain& asked, const report::Explanation& all, const Console& console) {
  std::vector<std::string_view> ids;
  ids.reserve(all.metrics().size());
  for (const report::Metric& each : all.metrics()) ids.push_back(each.id);
  std::string hint = io::did_you_mean(asked.metric, ids);
  if (hint.empty()) hint = "weft eval " + asked.plan + " -f plain lists them";
  return refuse(console, "WF0607", "no result is called " + asked.metric, hint);
}

}  // namespace

int run(const Explain& asked, const Console& console) {
  const std::string format = format_or_usual(asked.format, console);
  if (const int bad = check_format(format, {"table", "plain", "json"}, console)) return bad;
  const report::Answer answer = report::answer(asked.plan, asked.overrides);
  complain(console, answer.loaded.diagnostics, answer.loaded.sources);
  if (!answer.evaluated) return Exit::cannot_evaluate;
  const report::Explanation all(answer);
  const auto found = all.of(asked.metric, asked.depth);
  if (!found) return refuse_metric(asked, all, console);
  const std::string text = format == "json"    ? report::explain_json(*found)
                           : format == "plain" ? report::explain_plain(*found)
                                               : report::explain_table(*found, console.out);
  return print(text) ? Exit::good : Exit::cannot_evaluate;
}

}  // namespace weft::cli
