// SPDX-License-Identifier: Apache-2.0
// Of systems that kept limits of latency, how many Weft says kept them.
#include "weft/report/trust.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace weft::report {
namespace {

/// What Weft says of one system, and how far off its 99th percentiles are.
struct KeptRow {
  std::string model;
  bool ttft = false;
  bool tpot = false;
  bool in_band = false;
  std::optional<double> ttft_error, tpot_error;
};

void note_line(const TrustLine& line, KeptRow& into) {
  if (!line.groups.empty()) into.model = line.groups.front();
  const bool* said = line.predicted ? std::get_if<bool>(&*line.predicted) : nullptr;
  if (line.metric == "ttft_kept") into.ttft = said && *said;
  if (line.metric == "tpot_kept") into.tpot = said && *said;
  if (line.metric == "kept_in_band") into.in_band = said && *said;
  if (!line.predicted) return;
  if (line.metric == "ttft_p99_ms") into.ttft_error = std::fabs(line.error);
  if (line.metric == "tpot_p99_ms") into.tpot_error = std::fabs(line.error);
}

std::optional<double> middle_of(std::vector<double> errors) {
  if (errors.empty()) return std::nullopt;
  std::sort(errors.begin(), errors.end());
  const std::size_t middle = errors.size() / 2;
  return errors.size() % 2 == 1 ? errors[middle] : (errors[middle - 1] + errors[middle]) / 2.0;
}

TrustKept kept_of(std::string model, const std::vector<KeptRow>& rows) {
  TrustKept made;
  made.model = std::move(model);
  std::vector<double> ttft;
  std::vector<double> tpot;
  for (const KeptRow& each : rows) {
    ++made.rows;
    if (each.ttft) ++made.ttft;
    if (each.tpot) ++made.tpot;
    if (each.ttft && each.tpot) ++made.both;
    if (each.in_band) ++made.in_band;
    if (each.ttft_error) ttft.push_back(*each.ttft_error);
    if (each.tpot_error) tpot.push_back(*each.tpot_error);
  }
  made.ttft_median = middle_of(std::move(ttft));
  made.tpot_median = middle_of(std::move(tpot));
  return made;
}

/// The row asks for a limit to be kept, and a rule knows what it is about.
bool asks_of_limits(const TrustLine& line) {
  return line.kind == "serving-mlperf" && !line.groups.empty();
}

}  // namespace

std::vector<TrustKept> trust_kept(const TrustReport& report) {
  std::map<std::string, KeptRow> by_id;
  for (const TrustLine& line : report.lines) {
    if (asks_of_limits(line)) note_line(line, by_id[line.id]);
  }
  std::map<std::string, std::vector<KeptRow>> by_model;
  for (const auto& [id, row] : by_id) {
    by_model[row.model].push_back(row);
    by_model["all"].push_back(row);
  }
  std::vector<TrustKept> made;
  for (const auto& [model, rows] : by_model) made.push_back(kept_of(model, rows));
  return made;
}

}  // namespace weft::report
