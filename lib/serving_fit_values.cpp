// SPDX-License-Identifier: Apache-2.0
#include "serving_fit_values.hpp"

#include "weft/base/type_of.hpp"
#include "weft/units/math.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>

namespace weft::report {
namespace {

// How measurements count. Errors are of logarithms; beyond these scales an outlier counts less than
// its square: linearly for TPOT, by its logarithm for TTFT, whose mean often holds a cold start.
constexpr double tpot_scale = 0.1;
constexpr double ttft_scale = 0.25;
constexpr double ttft_weight = 0.108;

double sign(double of) { return of < 0.0 ? -1.0 : 1.0; }
/// Its square is 2 (sqrt(1 + x^2) - 1).
double soft(double x) { return sign(x) * weft::sqrt(2.0 * (weft::sqrt(1.0 + x * x) - 1.0)); }
/// Its square is ln(1 + x^2).
double softer(double x) { return sign(x) * weft::sqrt(weft::log1p(x * x)); }

double tpot_residual(const ServingLogErrors& of) { return soft(of.tpot / tpot_scale); }
double ttft_residual(const ServingLogErrors& of) {
  return weft::sqrt(ttft_weight) * softer(of.ttft / ttft_scale);
}

/// Accelerators of no fitted family take the geometric mean of those that are.
void share_kernels(catalog::ServingFit& fit, catalog::ServingKernels& other) {
  double layer = 0.0;
  double expert = 0.0;
  double count = 0.0;
  for (const auto& each : fit.families) {
    if (&each.value == &other) continue;
    layer += weft::log(ratio(each.value.layer, second));
    expert += weft::log(ratio(each.value.expert_layer, second));
    count += 1.0;
  }
  other.layer = weft::exp(layer / count) * second;
  other.expert_layer = weft::exp(expert / count) * second;
}

/// A deployment with n rows counts as the square root of n of them: hundreds of points of one sweep
/// are no hundreds of independent measurements.
std::vector<double> weights_of(const ServingFitRows& rows, const std::vector<std::size_t>& which) {
  std::map<std::string, double> counts;
  for (const std::size_t at : which) counts[rows.all()[at].row.group()] += 1.0;
  std::vector<double> made;
  double sum = 0.0;
  for (const std::size_t at : which) {
    made.push_back(1.0 / weft::sqrt(counts[rows.all()[at].row.group()]));
    sum += made.back();
  }
  for (double& each : made) each = weft::sqrt(each * static_cast<double>(which.size()) / sum);
  return made;
}

}  // namespace

ServingFitValues::ServingFitValues(const catalog::ServingFit& start) : fit_(start) {
  for (const catalog::ServingPrior& each : start.priors) {
    const auto place = io::find(type_of<catalog::ServingFit>(), &fit_, each.coefficient);
    if (!place || !place->type) {
      throw std::domain_error("calibrate_serving: no coefficient " + each.coefficient);
    }
    if (each.deviation <= 0.0) {
      place->type->set(place->at, each.value);
      continue;
    }
    constexpr double least = 1e-9;
    const double low = std::max(place->row.range.least, least);
    parameters_.push_back({.name = each.coefficient,
                           .value = weft::log(each.value),
                           .prior = weft::log(each.value),
                           .deviation = each.deviation,
                           .low = weft::log(low),
                           .high = weft::log(place->row.range.most)});
    places_.push_back(*place);
  }
}

const catalog::ServingFit& ServingFitValues::at(std::span<const double> values) {
  for (std::size_t i = 0; i < places_.size(); ++i) {
    places_[i].type->set(places_[i].at, weft::exp(values[i]));
  }
  if (auto* other = fit_.families.find("other")) share_kernels(fit_, *other);
  return fit_;
}

double serving_loss(const ServingLogErrors& of) {
  const double tpot = tpot_residual(of);
  const double ttft = ttft_residual(of);
  return tpot * tpot + ttft * ttft;
}

std::vector<double> fit_serving(const ServingFitRows& rows, const std::vector<std::size_t>& which,
                                ServingFitValues& moving, std::vector<FitParameter> from,
                                std::size_t rounds) {
  const auto weights = weights_of(rows, which);
  const Residuals residuals = [&](std::span<const double> values, std::span<double> out) {
    const auto found = rows.errors(moving.at(values), which);
    for (std::size_t i = 0; i < found.size(); ++i) {
      out[2 * i] = weights[i] * tpot_residual(found[i]);
      out[2 * i + 1] = weights[i] * ttft_residual(found[i]);
    }
  };
  return least_squares(std::move(from), 2 * which.size(), residuals,
                       {.most_rounds = rounds, .tolerance = 1e-5})
      .values;
}

}  // namespace weft::report
