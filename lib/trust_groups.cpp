// SPDX-License-Identifier: Apache-2.0
// How far off a technology is over all rows that were measured on it.
#include "trust_metrics.hpp"
#include "weft/report/trust.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace weft::report {
namespace {

/// Measured over predicted time. A rate is the other way round.
std::optional<double> time_ratio(const TrustLine& line) {
  const auto number = [](const std::optional<TrustValue>& value) {
    return value ? std::get_if<double>(&*value) : nullptr;
  };
  const double* expected = number(line.expected);
  const double* predicted = number(line.predicted);
  if (!expected || !predicted || *expected <= 0.0 || *predicted <= 0.0) return std::nullopt;
  if (is_time(line.metric)) return *expected / *predicted;
  if (is_rate(line.metric)) return *predicted / *expected;
  return std::nullopt;
}

void add(const TrustLine& line, double ratio, TrustGroup& group) {
  const double error = std::fabs(1.0 / ratio - 1.0);
  if (line.is_short) {
    ++group.short_points;
    group.short_mean += error;
  } else {
    ++group.points;
    group.mean += error;
    group.worst = std::max(group.worst, error);
  }
  if (ratio >= line.low && ratio <= line.high) ++group.inside;
}

}  // namespace

std::vector<TrustGroup> trust_groups(const TrustReport& report) {
  std::map<std::string, TrustGroup> groups;
  for (const TrustLine& line : report.lines) {
    if (line.technology.empty() || !line.unsupported.empty()) continue;
    const auto ratio = time_ratio(line);
    if (!ratio) continue;
    TrustGroup& group = groups[line.technology];
    group.technology = line.technology;
    add(line, *ratio, group);
  }
  std::vector<TrustGroup> made;
  for (auto& [name, group] : groups) {
    if (group.points > 0) group.mean /= static_cast<double>(group.points);
    if (group.short_points > 0) group.short_mean /= static_cast<double>(group.short_points);
    made.push_back(std::move(group));
  }
  return made;
}

TrustOverall trust_overall(std::span<const TrustGroup> groups) {
  TrustOverall made;
  TrustGroup& all = made.all;
  for (const TrustGroup& each : groups) {
    all.points += each.points;
    all.mean += each.mean * static_cast<double>(each.points);
    all.worst = std::max(all.worst, each.worst);
    all.short_points += each.short_points;
    all.short_mean += each.short_mean * static_cast<double>(each.short_points);
    all.inside += each.inside;
    if (each.mean > made.worst_mean) {
      made.worst_mean = each.mean;
      made.worst_group = each.technology;
    }
  }
  if (all.points > 0) all.mean /= static_cast<double>(all.points);
  if (all.short_points > 0) all.short_mean /= static_cast<double>(all.short_points);
  return made;
}

}  // namespace weft::report
