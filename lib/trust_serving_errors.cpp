// SPDX-License-Identifier: Apache-2.0
// How far off predictions of deployments are, by what these have in common.
#include "serving_rows.hpp"
#include "weft/report/trust.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace weft::report {
namespace {

struct Errors {
  std::vector<double> tpot, ttft;
  std::size_t inside = 0;
};

double median(std::vector<double> of) {
  if (of.empty()) return 0.0;
  std::sort(of.begin(), of.end());
  const std::size_t middle = of.size() / 2;
  return of.size() % 2 == 1 ? of[middle] : (of[middle - 1] + of[middle]) / 2.0;
}
double mean(const std::vector<double>& of) {
  double sum = 0.0;
  for (const double each : of) sum += each;
  return of.empty() ? 0.0 : sum / static_cast<double>(of.size());
}

void add(const TrustLine& line, std::map<std::string, Errors>& into) {
  const double* expected = line.expected ? std::get_if<double>(&*line.expected) : nullptr;
  const double* predicted = line.predicted ? std::get_if<double>(&*line.predicted) : nullptr;
  if (!expected || !predicted || *predicted <= 0.0) return;
  const double over = *expected / *predicted;
  for (const std::string& group : line.groups) {
    Errors& errors = into[group];
    (line.metric == "tpot_ms" ? errors.tpot : errors.ttft).push_back(std::fabs(line.error));
    if (over >= line.low && over <= line.high) ++errors.inside;
  }
}

}  // namespace

std::vector<TrustError> trust_errors(const TrustReport& report) {
  std::map<std::string, Errors> groups;
  for (const TrustLine& line : report.lines) {
    if (line.kind == "serving" && line.unsupported.empty()) add(line, groups);
  }
  std::vector<TrustError> made;
  for (const auto& [name, errors] : groups) {
    TrustError each;
    each.group = name;
    each.rows = errors.tpot.size();
    each.tpot_median = median(errors.tpot);
    each.tpot_mean = mean(errors.tpot);
    each.ttft_median = median(errors.ttft);
    each.ttft_mean = mean(errors.ttft);
    const auto& said = serving_parts().fit().errors;
    const auto left = std::find_if(said.begin(), said.end(),
                                   [&](const auto& one) { return one.left_out == each.group; });
    if (left != said.end()) {
      each.left_out_tpot_median = left->tpot_median;
      each.left_out_tpot_mean = left->tpot_mean;
      each.left_out_ttft_median = left->ttft_median;
    }
    const std::size_t values = errors.tpot.size() + errors.ttft.size();
    each.inside = static_cast<double>(errors.inside) / static_cast<double>(values);
    made.push_back(std::move(each));
  }
  return made;
}

}  // namespace weft::report
