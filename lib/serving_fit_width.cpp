// SPDX-License-Identifier: Apache-2.0
#include "serving_fit_width.hpp"

#include "weft/units/math.hpp"

#include <array>
#include <limits>
#include <map>
#include <string>
#include <utility>

namespace weft::report {
namespace {

constexpr std::array widths{0.35, 0.5, 0.7, 1.0};
constexpr std::size_t width_rounds = 4;
/// A choice among four needs fewer rows than a fit: every eighth.
constexpr std::size_t rows_apart = 8;

/// Loss of the models that each fit had not seen.
double loss_left_out(const ServingFitRows& rows,
                     const std::map<std::string, std::vector<std::size_t>>& models,
                     const catalog::ServingFit& start) {
  double loss = 0.0;
  for (const auto& [name, out] : models) {
    std::vector<std::size_t> rest;
    for (const auto& [other, which] : models) {
      if (other != name) rest.insert(rest.end(), which.begin(), which.end());
    }
    ServingFitValues moving(start);
    const auto values = fit_serving(rows, rest, moving, moving.parameters(), width_rounds);
    for (const ServingLogErrors& each : rows.errors(moving.at(values), out)) {
      loss += serving_loss(each);
    }
  }
  return loss;
}

}  // namespace

double prior_width(const ServingFitRows& rows, const std::vector<std::size_t>& which,
                   const catalog::ServingFit& start) {
  std::map<std::string, std::vector<std::size_t>> models;
  for (std::size_t i = 0; i < which.size(); i += rows_apart) {
    models[rows.all()[which[i]].row.model].push_back(which[i]);
  }
  if (models.size() < 2) return 1.0;
  // Beside an eighth of the rows the priors must count an eighth, too.
  const double thin = weft::sqrt(static_cast<double>(rows_apart));
  double best = 1.0;
  double least = std::numeric_limits<double>::infinity();
  for (const double width : widths) {
    const double loss = loss_left_out(rows, models, with_priors(start, thin * width));
    if (!(loss < least)) continue;
    least = loss;
    best = width;
  }
  return best;
}

catalog::ServingFit with_priors(catalog::ServingFit start, double width) {
  for (catalog::ServingPrior& each : start.priors) each.deviation *= width;
  return start;
}

}  // namespace weft::report
