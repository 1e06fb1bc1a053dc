// SPDX-License-Identifier: Apache-2.0
#include "training_calibration.hpp"

#include "least_squares.hpp"
#include "training_search.hpp"
#include "weft/io/walk.hpp"
#include "weft/units/math.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <functional>
#include <map>
#include <set>
#include <stdexcept>

namespace weft::report {
namespace {

/// Spread that a good model leaves between rows of one setting.
constexpr double row_deviation = 0.04;
/// Rows farther off than this many deviations count linearly: publications have faults.
constexpr double robust_from = 2.0;

/// The coefficients of a fit that rows may move, as the fit lists them.
class Coefficients {
 public:
  explicit Coefficients(catalog::TrainingFit& fit) {
    const Type& type = type_of<catalog::TrainingFit>();
    for (const auto& each : fit.fitted) {
      const auto place = io::find_leaf(type, &fit, each.path);
      if (!place || !place->at || !place->type || !place->type->set) {
        throw std::domain_error("calibrate: no coefficient is called " + each.path);
      }
      places_.push_back(*place);
    }
  }
  [[nodiscard]] double get(std::size_t i) const { return places_[i].type->get(places_[i].at); }
  void set(std::size_t i, double value) const { places_[i].type->set(places_[i].at, value); }
  [[nodiscard]] std::size_t size() const { return places_.size(); }

 private:
  std::vector<io::Place> places_;
};

using Cases = std::vector<const TrainingCase*>;

double seconds_of(const TrainingCase& of, const catalog::TrainingFit& fit) {
  const auto step = step_of(of, fit);
  return step ? ratio(step->total(), second) : 0.0;
}

FitResult fit_to(const Cases& rows, catalog::TrainingFit& fit) {
  const Coefficients coefficients(fit);
  std::vector<FitParameter> parameters;
  for (std::size_t i = 0; i < coefficients.size(); ++i) {
    const catalog::FitPrior& of = fit.fitted[i];
    parameters.push_back({of.path, coefficients.get(i), of.prior, of.deviation, of.low, of.high});
  }
  const Residuals residuals = [&](std::span<const double> values, std::span<double> off) {
    for (std::size_t i = 0; i < values.size(); ++i) coefficients.set(i, values[i]);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      off[i] = weft::log(seconds_of(*rows[i], fit) / rows[i]->measured) / row_deviation;
    }
  };
  const FitResult found =
      least_squares(parameters, rows.size(), residuals, {.robust_from = robust_from});
  for (std::size_t i = 0; i < coefficients.size(); ++i) {
    coefficients.set(i, six_digits(found.values[i]));
    fit.fitted[i].learned = six_digits(std::clamp(found.information[i], 0.0, 1.0));
  }
  return found;
}

bool fits_into(const TrainingCase& of) { return !of.is_auto && of.measured > 0.0; }

/// From the priors on: nothing of what is left out may be in the start.
catalog::TrainingFit from_priors(catalog::TrainingFit fit) {
  const Coefficients coefficients(fit);
  for (std::size_t i = 0; i < coefficients.size(); ++i) coefficients.set(i, fit.fitted[i].prior);
  return fit;
}

using GroupOf = std::function<std::string(std::size_t)>;
using SecondsOf = std::function<double(const TrainingCase&, const catalog::TrainingFit&)>;

/// Each row by a fit of the rows of other groups.
std::vector<double> without_own(const Cases& rows, const catalog::TrainingFit& start,
                                const GroupOf& group, const SecondsOf& seconds) {
  std::set<std::string> groups;
  for (std::size_t i = 0; i < rows.size(); ++i) groups.insert(group(i));
  std::vector<double> made(rows.size(), 0.0);
  for (const std::string& name : groups) {
    Cases others;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (group(i) != name) others.push_back(rows[i]);
    }
    catalog::TrainingFit fit = from_priors(start);
    if (!others.empty()) (void)fit_to(others, fit);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (group(i) == name) made[i] = seconds(*rows[i], fit);
    }
  }
  return made;
}

double as_unknown_accelerator(const TrainingCase& of, const catalog::TrainingFit& fit) {
  TrainingCase other = of;
  other.kernels = "other";
  return seconds_of(other, fit);
}

/// P10 and P90 of measured over predicted.
void state_band(catalog::TrainingFit& fit, std::string_view name, std::vector<double> ratios) {
  constexpr double lower = 0.10;
  constexpr double upper = 0.90;
  constexpr std::size_t fewest = 5;  // of which quantiles say anything
  if (ratios.size() < fewest) return;
  std::sort(ratios.begin(), ratios.end());
  const auto at = [&](double share) {
    const double place = share * static_cast<double>(ratios.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const std::size_t above = std::min(below + 1, ratios.size() - 1);
    const double rest = place - static_cast<double>(below);
    return ratios[below] + rest * (ratios[above] - ratios[below]);
  };
  fit.bands[name] = {std::min(1.0, six_digits(at(lower))), std::max(1.0, six_digits(at(upper))),
                     static_cast<std::int64_t>(ratios.size())};
}

void state_errors(TrainingCalibration& made) {
  std::map<std::string, std::vector<double>> ratios;
  for (const CalibratedRow& each : made.rows) {
    const bool experts = each.of->has_experts;
    const double measured = each.of->measured;
    ratios[experts ? "known_experts" : "known_dense"].push_back(measured / each.fold);
    ratios[experts ? "new_software_experts" : "new_software_dense"].push_back(measured /
                                                                              each.left_out);
    ratios["new_accelerator"].push_back(measured / each.generation);
    made.fit.errors.mean += std::fabs(each.predicted / measured - 1.0);
    made.fit.errors.left_out += std::fabs(each.left_out / measured - 1.0);
  }
  const auto count = static_cast<double>(std::max<std::size_t>(1, made.rows.size()));
  made.fit.errors = {static_cast<std::int64_t>(made.rows.size()),
                     six_digits(made.fit.errors.mean / count),
                     six_digits(made.fit.errors.left_out / count)};
  for (auto& [name, of] : ratios) state_band(made.fit, name, std::move(of));
}

/// Jobs of unknown split: how far the published step lies above that of the best split.
void state_unknown_splits(const std::vector<TrainingCase>& cases, catalog::TrainingFit& fit) {
  std::vector<double> ratios;
  for (const TrainingCase& each : cases) {
    if (!each.is_auto || !(each.measured > 0.0)) continue;
    const auto found = choose_split(each, fit);
    if (!found) continue;
    const double best = ratio(found->best.front().step, second);
    ratios.push_back(each.measured / (fit.layer.unpublished_split * best));
  }
  state_band(fit, "unknown_split", std::move(ratios));
}

}  // namespace

std::vector<TrainingCase> training_cases(const std::vector<io::Node>& rows,
                                         const catalog::TrainingFit& fit, std::size_t& skipped) {
  std::vector<TrainingCase> made;
  const auto text = [](const io::Node* node) {
    return node && node->text() ? *node->text() : std::string();
  };
  for (const io::Node& row : rows) {
    if (text(row.find("kind")) != "training") continue;
    const std::string source = text(row.find("source"));
    auto read = training_case(TrustInputs("training", row.find("inputs"), source), fit);
    const io::Node* expected = row.find("expected");
    const io::Node* measured = expected ? expected->find("step_time_s") : nullptr;
    if (!read.found || !measured) {
      ++skipped;
      continue;
    }
    read.found->id = text(row.find("id"));
    if (const auto* real = std::get_if<double>(&measured->value)) read.found->measured = *real;
    if (const auto* whole = std::get_if<std::int64_t>(&measured->value)) {
      read.found->measured = static_cast<double>(*whole);
    }
    made.push_back(*std::move(read.found));
  }
  return made;
}

TrainingCalibration calibrate_training(const std::vector<TrainingCase>& cases,
                                       const catalog::TrainingFit& start) {
  TrainingCalibration made;
  made.fit = start;
  made.fit.bands = {};
  made.fit.errors = {};
  Cases rows;
  for (const TrainingCase& each : cases) {
    if (fits_into(each) && seconds_of(each, start) > 0.0) rows.push_back(&each);
  }
  if (rows.empty()) return made;
  made.fit = from_priors(made.fit);
  const FitResult found = fit_to(rows, made.fit);
  made.rounds = found.rounds;
  made.converged = found.converged;
  constexpr std::size_t folds = 8;
  const auto by_source = without_own(
      rows, start, [&](std::size_t i) { return rows[i]->source; }, seconds_of);
  const auto by_fold = without_own(
      rows, start, [](std::size_t i) { return std::to_string(i % folds); }, seconds_of);
  const auto by_generation = without_own(
      rows, start, [&](std::size_t i) { return rows[i]->kernels; }, as_unknown_accelerator);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    made.rows.push_back(
        {rows[i], seconds_of(*rows[i], made.fit), by_source[i], by_fold[i], by_generation[i]});
  }
  state_errors(made);
  state_unknown_splits(cases, made.fit);
  return made;
}

}  // namespace weft::report
