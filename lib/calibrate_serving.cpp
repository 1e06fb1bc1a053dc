// SPDX-License-Identifier: Apache-2.0
#include "calibrate_serving.hpp"

#include "least_squares.hpp"
#include "serving_rows.hpp"
#include "weft/base/type_of.hpp"
#include "weft/io/walk.hpp"
#include "weft/io/writer.hpp"
#include "weft/units/math.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <stdexcept>
#include <tuple>

namespace weft::report {
namespace {

// How measurements count. Errors are of logarithms; beyond these scales an outlier counts less than
// its square: linearly for TPOT, by its logarithm for TTFT, whose mean often holds a cold start.
constexpr double tpot_scale = 0.1;
constexpr double ttft_scale = 0.25;
constexpr double ttft_weight = 0.108;
constexpr std::size_t deployment_folds = 10;
constexpr std::size_t first_rounds = 14;
constexpr std::size_t fold_rounds = 4;

using SettingKey = std::tuple<std::string, std::string, std::string, bool, bool>;

/// A row with what does not depend on coefficients.
struct Prepared {
  ServingRow row;
  serving::DeployedWork work;
  std::size_t setting = 0;
  double ln_tpot = 0.0;
  double ln_ttft = 0.0;
};

struct Errors {
  double tpot = 0.0;  ///< ln predicted / measured
  double ttft = 0.0;
};

Errors errors_of(const Prepared& of, const serving::Coefficients& by) {
  const auto ready = serving::loaded(by, of.work, of.row.as.layout);
  if (!ready) return {};  // fits at every coefficient or at none: such rows were left out
  const auto found = serving::closed_loop(*ready, of.row.in_flight);
  return {weft::log(ratio(found.tpot.total(), second)) - of.ln_tpot,
          weft::log(ratio(found.ttft.total(), second)) - of.ln_ttft};
}

double sign(double of) { return of < 0.0 ? -1.0 : 1.0; }
/// Its square is 2 (sqrt(1 + x^2) - 1).
double soft(double x) { return sign(x) * weft::sqrt(2.0 * (weft::sqrt(1.0 + x * x) - 1.0)); }
/// Its square is ln(1 + x^2).
double softer(double x) { return sign(x) * weft::sqrt(weft::log1p(x * x)); }

std::string text_of(const io::Node& row, std::string_view name) {
  const io::Node* found = row.find(name);
  return found && found->text() ? *found->text() : std::string();
}

/// 0 where there is none.
double number_of(const io::Node& of, std::string_view name) {
  const io::Node* found = of.find(name);
  if (!found) return 0.0;
  if (const auto* whole = std::get_if<std::int64_t>(&found->value)) {
    return static_cast<double>(*whole);
  }
  const double* value = std::get_if<double>(&found->value);
  return value ? *value : 0.0;
}

class Rows {
 public:
  Rows(const std::vector<io::Node>& rows, const catalog::ServingFit& start,
       ServingCalibration& into)
      : start_(start) {
    for (const io::Node& each : rows) add(each, into);
  }

  [[nodiscard]] const std::vector<Prepared>& all() const { return rows_; }

  /// Errors of the rows at `which` with these coefficients.
  [[nodiscard]] std::vector<Errors> errors(const catalog::ServingFit& fit,
                                           const std::vector<std::size_t>& which) const {
    std::vector<serving::Coefficients> by;
    for (const SettingKey& each : settings_) {
      const auto& [engine, version, accelerator, four_bit, narrow] = each;
      by.push_back(*serving::coefficients(fit, {engine, version, accelerator, four_bit, narrow}));
    }
    std::vector<Errors> made;
    made.reserve(which.size());
    for (const std::size_t at : which) made.push_back(errors_of(rows_[at], by[rows_[at].setting]));
    return made;
  }

 private:
  void add(const io::Node& node, ServingCalibration& into) {
    if (text_of(node, "kind") != "serving") return;
    const auto skip = [&](const std::string& why) {
      into.skipped.push_back(text_of(node, "id") + ": " + why);
    };
    const io::Node* inputs = node.find("inputs");
    const io::Node* expected = node.find("expected");
    if (!inputs || !expected) return skip("no inputs or nothing expected");
    auto read = read_serving_row(*inputs, serving_parts());
    if (!read.row) return skip(read.why);
    Prepared made{std::move(*read.row), {}, 0, 0.0, 0.0};
    constexpr double from_ms = 1e-3;
    const double tpot = from_ms * number_of(*expected, "tpot_ms");
    const double ttft = from_ms * number_of(*expected, "ttft_ms");
    if (tpot <= 0.0 || ttft <= 0.0) return skip("TTFT and TPOT are not both measured");
    prepare(made, tpot, ttft, skip);
  }

  template <class Skip>
  void prepare(Prepared& made, double tpot, double ttft, const Skip& skip) {
    auto& parts = serving_parts();
    const serving::Layout& as = made.row.as.layout;
    const auto server =
        serving::catalogue_server(start_, *parts.model(made.row.model),
                                  *parts.accelerator(made.row.as.accelerator), made.row.as);
    if (!server) return skip(serving_reason(server.why()));
    const auto ready = serving::loaded(*server, as, made.row.lengths);
    if (!ready) return skip(serving_reason(ready.why()));
    made.work = serving::deployed_work(server->model, server->formats, server->machine, as,
                                       made.row.lengths);
    made.ln_tpot = weft::log(tpot);
    made.ln_ttft = weft::log(ttft);
    const SettingKey key{made.row.as.engine, made.row.as.version, made.row.as.accelerator,
                         server->formats.four_bit, server->formats.narrow};
    const auto at = std::find(settings_.begin(), settings_.end(), key);
    made.setting = static_cast<std::size_t>(at - settings_.begin());
    if (at == settings_.end()) settings_.push_back(key);
    rows_.push_back(std::move(made));
  }

  const catalog::ServingFit& start_;
  std::vector<Prepared> rows_;
  std::vector<SettingKey> settings_;
};

/// The coefficients that move, by address in one record.
class Moving {
 public:
  explicit Moving(const catalog::ServingFit& start) : fit_(start) {
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
  Moving(const Moving&) = delete;
  Moving& operator=(const Moving&) = delete;

  [[nodiscard]] const std::vector<FitParameter>& parameters() const { return parameters_; }
  [[nodiscard]] const catalog::ServingFit& at(std::span<const double> values) {
    for (std::size_t i = 0; i < places_.size(); ++i) {
      places_[i].type->set(places_[i].at, weft::exp(values[i]));
    }
    if (auto* other = fit_.families.find("other")) share(*other);
    return fit_;
  }

 private:
  /// Accelerators of no fitted family take the geometric mean of those that are.
  void share(catalog::ServingKernels& other) {
    double layer = 0.0;
    double expert = 0.0;
    double count = 0.0;
    for (const auto& each : fit_.families) {
      if (&each.value == &other) continue;
      layer += weft::log(ratio(each.value.layer, second));
      expert += weft::log(ratio(each.value.expert_layer, second));
      count += 1.0;
    }
    other.layer = weft::exp(layer / count) * second;
    other.expert_layer = weft::exp(expert / count) * second;
  }

  catalog::ServingFit fit_;
  std::vector<FitParameter> parameters_;
  std::vector<io::Place> places_;
};

using Label = std::function<std::string(const Prepared&)>;

/// A deployment with n rows counts as the square root of n of them: hundreds of points of one sweep
/// are no hundreds of independent measurements.
std::vector<double> weights_of(const Rows& rows, const std::vector<std::size_t>& which) {
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

std::vector<double> fit_on(const Rows& rows, const std::vector<std::size_t>& which, Moving& moving,
                           std::vector<FitParameter> from, std::size_t rounds) {
  const auto weights = weights_of(rows, which);
  const Residuals residuals = [&](std::span<const double> values, std::span<double> out) {
    const auto found = rows.errors(moving.at(values), which);
    for (std::size_t i = 0; i < found.size(); ++i) {
      out[2 * i] = weights[i] * soft(found[i].tpot / tpot_scale);
      out[2 * i + 1] = weights[i] * weft::sqrt(ttft_weight) * softer(found[i].ttft / ttft_scale);
    }
  };
  return least_squares(std::move(from), 2 * which.size(), residuals,
                       {.most_rounds = rounds, .tolerance = 1e-5})
      .values;
}

double share_off(double ln) { return weft::exp(ln) > 1.0 ? weft::expm1(ln) : -weft::expm1(ln); }

/// The value below which a share of `of` lies, between neighbours.
double quantile_of(std::vector<double> of, double share) {
  std::sort(of.begin(), of.end());
  const double at = share * static_cast<double>(of.size() - 1);
  const auto low = static_cast<std::size_t>(at);
  const std::size_t high = std::min(low + 1, of.size() - 1);
  return of[low] + (at - static_cast<double>(low)) * (of[high] - of[low]);
}

catalog::ServingError summary(std::string name, const std::vector<Errors>& errors) {
  std::vector<double> tpot, ttft;
  double tpot_sum = 0.0;
  double ttft_sum = 0.0;
  for (const Errors& each : errors) {
    tpot.push_back(share_off(each.tpot));
    ttft.push_back(share_off(each.ttft));
    tpot_sum += tpot.back();
    ttft_sum += ttft.back();
  }
  const auto n = static_cast<double>(errors.size());
  return {std::move(name), quantile_of(tpot, 0.5), tpot_sum / n, quantile_of(ttft, 0.5),
          ttft_sum / n};
}

/// Errors of every row by fits that had not seen its kind.
struct LeftOut {
  std::vector<Errors> errors;
  std::map<std::string, std::vector<Errors>> by_label;
};
LeftOut leave_out(const Rows& rows, Moving& moving, const std::vector<FitParameter>& from,
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
    const auto values = fit_on(rows, rest, moving, from, fold_rounds);
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
catalog::ServingBand band(const Rows& rows, const std::vector<Errors>& errors, bool apart,
                          const Label& label) {
  std::map<std::string, double> counts;
  for (const Prepared& each : rows.all()) {
    if (each.row.as.layout.apart == apart) counts[label(each)] += 1.0;
  }
  std::vector<Weighted> tpot, ttft;
  for (std::size_t i = 0; i < errors.size(); ++i) {
    const Prepared& row = rows.all()[i];
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
Label deployment_fold(const Rows& rows) {
  std::map<std::string, std::size_t> order;
  for (const Prepared& each : rows.all()) order.emplace(each.row.group(), 0);
  std::size_t next = 0;
  for (auto& [name, at] : order) at = next++ % deployment_folds;
  return [order](const Prepared& of) { return std::to_string(order.at(of.row.group())); };
}

struct Family {
  std::string_view one;  ///< of one of them: "model "
  Label label;
};

void say_errors(const Rows& rows, Moving& moving, const std::vector<FitParameter>& from,
                catalog::ServingFit& into) {
  const auto deployments = leave_out(rows, moving, from, deployment_fold(rows));
  const Label alike = [](const Prepared&) { return std::string(); };
  into.known = band(rows, deployments.errors, false, alike);
  into.known_pools = band(rows, deployments.errors, true, alike);
  into.unseen = into.known;
  into.unseen_pools = into.known_pools;
  into.errors.push_back(summary("all", deployments.errors));
  for (const bool apart : {false, true}) {
    std::vector<Errors> some;
    for (std::size_t i = 0; i < rows.all().size(); ++i) {
      if (rows.all()[i].row.as.layout.apart == apart) some.push_back(deployments.errors[i]);
    }
    if (some.empty()) continue;
    into.errors.push_back(summary(apart ? "mode disaggregated" : "mode aggregated", some));
  }
  const std::vector<Family> families{
      {"accelerator ", [](const Prepared& of) { return of.row.as.accelerator; }},
      {"engine and format ",
       [](const Prepared& of) { return of.row.as.engine + " " + of.row.format; }},
      {"engine ", [](const Prepared& of) { return of.row.as.engine; }},
      {"model ", [](const Prepared& of) { return of.row.model; }}};
  for (const Family& each : families) {
    const auto left = leave_out(rows, moving, from, each.label);
    for (const auto& [name, errors] : left.by_label) {
      into.errors.push_back(summary(std::string(each.one) + name, errors));
    }
    into.errors.push_back(summary("each " + std::string(each.one) + "in turn", left.errors));
    into.unseen = wider(into.unseen, band(rows, left.errors, false, each.label));
    into.unseen_pools = wider(into.unseen_pools, band(rows, left.errors, true, each.label));
  }
}

}  // namespace

namespace {

/// The same with every number as it is stored.
catalog::ServingFit stored(catalog::ServingFit fit) {
  const Type& type = type_of<catalog::ServingFit>();
  std::vector<std::pair<std::string, double>> numbers;
  io::walk(type, &fit, "", [&](const io::Place& place) {
    const auto number = place.number();
    if (number && place.type && !place.row.computed) numbers.emplace_back(place.path, *number);
  });
  for (const auto& [path, number] : numbers) {
    const auto place = io::find(type, &fit, path);
    if (place && place->type && number != std::floor(number))
      place->type->set(place->at, six_digits(number));
  }
  return fit;
}

}  // namespace

ServingCalibration calibrate_serving(const std::vector<io::Node>& rows,
                                     const catalog::ServingFit& start) {
  ServingCalibration made;
  const Rows all(rows, start, made);
  made.fit = start;
  if (all.all().empty()) return made;
  std::vector<std::size_t> every(all.all().size());
  for (std::size_t i = 0; i < every.size(); ++i) every[i] = i;
  Moving moving(start);
  auto from = moving.parameters();
  const auto values = fit_on(all, every, moving, from, first_rounds);
  for (std::size_t i = 0; i < from.size(); ++i) from[i].value = values[i];
  made.fit = stored(moving.at(values));
  made.fit.rows = static_cast<std::int64_t>(every.size());
  made.fit.fitted.clear();
  for (const Prepared& each : all.all()) made.fit.fitted.push_back(each.row.group());
  std::sort(made.fit.fitted.begin(), made.fit.fitted.end());
  made.fit.fitted.erase(std::unique(made.fit.fitted.begin(), made.fit.fitted.end()),
                        made.fit.fitted.end());
  made.fit.errors = {summary("nothing", all.errors(made.fit, every))};
  catalog::ServingFit said = made.fit;
  say_errors(all, moving, from, said);
  made.fit = stored(std::move(said));
  return made;
}

std::string serving_fit_json(const catalog::ServingFit& fit) {
  return io::pretty_json(io::write(type_of<catalog::ServingFit>(), &fit, io::Write::changes)) +
         "\n";
}

}  // namespace weft::report
