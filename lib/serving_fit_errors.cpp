// SPDX-License-Identifier: Apache-2.0
#include "serving_fit_errors.hpp"

#include "serving_fit_width.hpp"
#include "weft/units/math.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <string_view>
#include <utility>

namespace weft::report {
namespace {

constexpr std::size_t deployment_folds = 10;
constexpr std::size_t fold_rounds = 4;

using Label = std::function<std::string(const PreparedServing&)>;

double share_off(double ln) { return weft::exp(ln) > 1.0 ? weft::expm1(ln) : -weft::expm1(ln); }

/// The value below which a share of `of` lies, between neighbours.
double quantile_of(std::vector<double> of, double share) {
  std::sort(of.begin(), of.end());
  const double at = share * static_cast<double>(of.size() - 1);
  const auto low = static_cast<std::size_t>(at);
  const std::size_t high = std::min(low + 1, of.size() - 1);
  return of[low] + (at - static_cast<double>(low)) * (of[high] - of[low]);
}

/// Errors of every row by fits that had not seen its kind.
struct LeftOut {
  std::vector<ServingLogErrors> errors;
  std::map<std::string, std::vector<ServingLogErrors>> by_label;
};
LeftOut leave_out(const ServingFitRows& rows, const catalog::ServingFit& start,
                  const Label& label) {
  LeftOut made;
  made.errors.resize(rows.all().size());
  std::map<std::string, std::vector<std::size_t>> labels;
  for (std::size_t i = 0; i < rows.all().size(); ++i) labels[label(rows.all()[i])].push_back(i);
  for (const auto& [name, out] : labels) {
    std::vector<std::size_t> rest;
    for (std::size_t i = 0; i < rows.all().size(); ++i) {
      if (label(rows.all()[i]) != name) rest.push_back(i);
    }
    if (rest.empty()) continue;
    ServingFitValues moving(with_priors(start, prior_width(rows, rest, start)));
    const auto values = fit_serving(rows, rest, moving, moving.parameters(), fold_rounds);
    const auto errors = rows.errors(moving.at(values), out);
    for (std::size_t k = 0; k < out.size(); ++k) made.errors[out[k]] = errors[k];
    made.by_label[name] = errors;
  }
  return made;
}

/// A value with how much it counts.
struct Weighted {
  double value = 0.0;
  double weight = 1.0;
};
/// The value below which a share of the weight lies, between neighbours.
double quantile_of(std::vector<Weighted> of, double share) {
  std::sort(of.begin(), of.end(),
            [](const Weighted& a, const Weighted& b) { return a.value < b.value; });
  double whole = 0.0;
  for (const Weighted& each : of) whole += each.weight;
  double below = 0.0;
  double last_at = 0.0;
  double last = of.front().value;
  for (const Weighted& each : of) {
    const double at = (below + each.weight / 2.0) / whole;
    if (at >= share) {
      return at > last_at ? last + (share - last_at) / (at - last_at) * (each.value - last)
                          : each.value;
    }
    last_at = at;
    last = each.value;
    below += each.weight;
  }
  return last;
}

/// P10 and P90 of measured over predicted, of rows with prefill together or apart. A label with n
/// rows counts as the square root of n, as deployments do in the fit.
catalog::ServingBand band(const ServingFitRows& rows, const std::vector<ServingLogErrors>& errors,
                          bool apart, const Label& label) {
  std::map<std::string, double> counts;
  for (const PreparedServing& each : rows.all()) {
    if (each.row.as.layout.apart == apart) counts[label(each)] += 1.0;
  }
  std::vector<Weighted> tpot, ttft;
  for (std::size_t i = 0; i < errors.size(); ++i) {
    const PreparedServing& row = rows.all()[i];
    if (row.row.as.layout.apart != apart) continue;
    const double weight = 1.0 / weft::sqrt(counts[label(row)]);
    tpot.push_back({weft::exp(-errors[i].tpot), weight});
    ttft.push_back({weft::exp(-errors[i].ttft), weight});
  }
  if (tpot.empty()) return {};
  constexpr double low = 0.1;
  constexpr double high = 0.9;
  return {std::min(1.0, quantile_of(tpot, low)), std::max(1.0, quantile_of(tpot, high)),
          std::min(1.0, quantile_of(ttft, low)), std::max(1.0, quantile_of(ttft, high))};
}
catalog::ServingBand wider(const catalog::ServingBand& a, const catalog::ServingBand& b) {
  return {std::min(a.tpot_low, b.tpot_low), std::max(a.tpot_high, b.tpot_high),
          std::min(a.ttft_low, b.ttft_low), std::max(a.ttft_high, b.ttft_high)};
}

/// Deployments in their order, dealt out to ten hands.
Label deployment_fold(const ServingFitRows& rows) {
  std::map<std::string, std::size_t> order;
  for (const PreparedServing& each : rows.all()) order.emplace(each.row.group(), 0);
  std::size_t next = 0;
  for (auto& [name, at] : order) at = next++ % deployment_folds;
  return [order](const PreparedServing& of) { return std::to_string(order.at(of.row.group())); };
}

struct Family {
  std::string_view one;  ///< of one of them: "model "
  Label label;
};

}  // namespace

catalog::ServingError serving_error(std::string name, const std::vector<ServingLogErrors>& errors) {
  std::vector<double> tpot, ttft;
  double tpot_sum = 0.0;
  double ttft_sum = 0.0;
  for (const ServingLogErrors& each : errors) {
    tpot.push_back(share_off(each.tpot));
    ttft.push_back(share_off(each.ttft));
    tpot_sum += tpot.back();
    ttft_sum += ttft.back();
  }
  const auto n = static_cast<double>(errors.size());
  return {std::move(name), quantile_of(tpot, 0.5), tpot_sum / n, quantile_of(ttft, 0.5),
          ttft_sum / n};
}

void state_serving_errors(const ServingFitRows& rows, const catalog::ServingFit& start,
                          catalog::ServingFit& into) {
  const auto deployments = leave_out(rows, start, deployment_fold(rows));
  const Label alike = [](const PreparedServing&) { return std::string(); };
  into.known = band(rows, deployments.errors, false, alike);
  into.known_pools = band(rows, deployments.errors, true, alike);
  into.unseen = into.known;
  into.unseen_pools = into.known_pools;
  into.errors.push_back(serving_error("all", deployments.errors));
  for (const bool apart : {false, true}) {
    std::vector<ServingLogErrors> some;
    for (std::size_t i = 0; i < rows.all().size(); ++i) {
      if (rows.all()[i].row.as.layout.apart == apart) some.push_back(deployments.errors[i]);
    }
    if (some.empty()) continue;
    into.errors.push_back(serving_error(apart ? "mode disaggregated" : "mode aggregated", some));
  }
  const std::vector<Family> families{
      {"accelerator ", [](const PreparedServing& of) { return of.row.as.accelerator; }},
      {"engine and format ",
       [](const PreparedServing& of) { return of.row.as.engine + " " + of.row.format; }},
      {"engine ", [](const PreparedServing& of) { return of.row.as.engine; }},
      {"model ", [](const PreparedServing& of) { return of.row.model; }}};
  for (const Family& each : families) {
    const auto left = leave_out(rows, start, each.label);
    for (const auto& [name, errors] : left.by_label) {
      into.errors.push_back(serving_error(std::string(each.one) + name, errors));
    }
    into.errors.push_back(serving_error("each " + std::string(each.one) + "in turn", left.errors));
    into.unseen = wider(into.unseen, band(rows, left.errors, false, each.label));
    into.unseen_pools = wider(into.unseen_pools, band(rows, left.errors, true, each.label));
  }
}

}  // namespace weft::report
