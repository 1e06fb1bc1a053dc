// SPDX-License-Identifier: Apache-2.0
#include "least_squares.hpp"

#include <Eigen/Dense>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace weft {
namespace {

using Vector = Eigen::VectorXd;
using Matrix = Eigen::MatrixXd;

/// The parameters that move, in units of their prior deviation: all of them of the order of one.
class Problem {
 public:
  Problem(std::vector<FitParameter> parameters, std::size_t count, const Residuals& residuals,
          const FitOptions& options)
      : parameters_(std::move(parameters)),
        count_(static_cast<Eigen::Index>(count)),
        residuals_(residuals),
        options_(options) {
    for (std::size_t i = 0; i < parameters_.size(); ++i) {
      const FitParameter& each = parameters_[i];
      if (each.deviation < 0.0 || each.low > each.high || each.value < each.low ||
          each.value > each.high) {
        throw std::domain_error("least_squares: " + each.name + " must lie between its bounds");
      }
      if (each.deviation > 0.0 && each.low < each.high) free_.push_back(i);
    }
  }

  [[nodiscard]] Eigen::Index free_count() const { return static_cast<Eigen::Index>(free_.size()); }
  [[nodiscard]] Vector start() const {
    Vector at(free_count());
    for (Eigen::Index j = 0; j < at.size(); ++j) at[j] = of(j).value / of(j).deviation;
    return at;
  }
  [[nodiscard]] double low(Eigen::Index j) const { return of(j).low / of(j).deviation; }
  [[nodiscard]] double high(Eigen::Index j) const { return of(j).high / of(j).deviation; }

  [[nodiscard]] std::vector<double> values(const Vector& at) const {
    std::vector<double> all;
    all.reserve(parameters_.size());
    for (const FitParameter& each : parameters_) all.push_back(each.value);
    for (Eigen::Index j = 0; j < at.size(); ++j) {
      all[free_[static_cast<std::size_t>(j)]] = at[j] * of(j).deviation;
    }
    return all;
  }

  /// Measurements first, then one residual a free parameter: its distance from the prior.
  [[nodiscard]] Vector residuals(const Vector& at) const {
    Vector made = Vector::Zero(count_ + free_count());
    const std::vector<double> all = values(at);
    residuals_(all, {made.data(), static_cast<std::size_t>(count_)});
    for (Eigen::Index i = 0; i < count_; ++i) made[i] = tamed(made[i]);
    for (Eigen::Index j = 0; j < at.size(); ++j)
      made[count_ + j] = at[j] - of(j).prior / of(j).deviation;
    return made;
  }

  /// Central differences, one-sided at a bound.
  [[nodiscard]] Matrix jacobian(const Vector& at) const {
    Matrix made(count_ + free_count(), free_count());
    for (Eigen::Index j = 0; j < at.size(); ++j) {
      Vector up = at;
      Vector down = at;
      up[j] = std::min(at[j] + options_.difference, high(j));
      down[j] = std::max(at[j] - options_.difference, low(j));
      made.col(j) = (residuals(up) - residuals(down)) / (up[j] - down[j]);
    }
    return made;
  }

  [[nodiscard]] double deviation(Eigen::Index j) const { return of(j).deviation; }
  [[nodiscard]] std::size_t place(Eigen::Index j) const {
    return free_[static_cast<std::size_t>(j)];
  }

 private:
  [[nodiscard]] const FitParameter& of(Eigen::Index j) const {
    return parameters_[free_[static_cast<std::size_t>(j)]];
  }
  /// Its square grows linearly from `robust_from` on (Huber 1964).
  [[nodiscard]] double tamed(double residual) const {
    const double from = options_.robust_from;
    const double size = std::fabs(residual);
    if (from <= 0.0 || size <= from) return residual;
    return std::copysign(std::sqrt(2.0 * from * size - from * from), residual);
  }

  std::vector<FitParameter> parameters_;
  Eigen::Index count_;
  const Residuals& residuals_;
  FitOptions options_;
  std::vector<std::size_t> free_;
};

double objective(const Vector& residuals) { return 0.5 * residuals.squaredNorm(); }

/// A step of damped normal equations that stays between the bounds.
Vector stepped(const Problem& problem, const Vector& at, const Matrix& slope, const Vector& off,
               double damping) {
  Matrix curvature = slope.transpose() * slope;
  curvature.diagonal() *= 1.0 + damping;
  Vector next = at - curvature.ldlt().solve(slope.transpose() * off);
  for (Eigen::Index j = 0; j < next.size(); ++j) {
    next[j] = std::clamp(next[j], problem.low(j), problem.high(j));
  }
  return next;
}

struct Search {
  Vector at;
  Vector off;
  double damping = 0.0;
};

/// Raises the damping until the objective falls. \return its relative gain; 0 when it does not.
double improve(const Problem& problem, Search& search, const Matrix& slope) {
  constexpr int most_tries = 12;
  constexpr double easier = 0.2;
  constexpr double harder = 5.0;
  const double before = objective(search.off);
  for (int tried = 0; tried < most_tries; ++tried) {
    const Vector next = stepped(problem, search.at, slope, search.off, search.damping);
    const Vector off = problem.residuals(next);
    const double after = objective(off);
    if (after < before) {
      search = {next, off, search.damping * easier};
      return (before - after) / before;
    }
    search.damping *= harder;
  }
  return 0.0;
}

}  // namespace

FitResult least_squares(std::vector<FitParameter> parameters, std::size_t residual_count,
                        const Residuals& residuals, const FitOptions& options) {
  FitResult result;
  result.deviations.assign(parameters.size(), 0.0);
  result.information.assign(parameters.size(), 0.0);
  const Problem problem(std::move(parameters), residual_count, residuals, options);
  Search search{problem.start(), problem.residuals(problem.start()), options.first_damping};
  if (!search.off.allFinite()) {
    throw std::domain_error("least_squares: residuals must be numbers at the start");
  }
  while (!result.converged && result.rounds < options.most_rounds && problem.free_count() > 0) {
    ++result.rounds;
    result.converged = improve(problem, search, problem.jacobian(search.at)) < options.tolerance;
  }
  result.converged = result.converged || problem.free_count() == 0;
  result.values = problem.values(search.at);
  result.objective = objective(search.off);
  if (problem.free_count() == 0) return result;
  const Matrix slope = problem.jacobian(search.at);
  const Matrix spread = (slope.transpose() * slope)
                            .ldlt()
                            .solve(Matrix::Identity(problem.free_count(), problem.free_count()));
  for (Eigen::Index j = 0; j < problem.free_count(); ++j) {
    result.deviations[problem.place(j)] = std::sqrt(spread(j, j)) * problem.deviation(j);
    result.information[problem.place(j)] = 1.0 - spread(j, j);
  }
  return result;
}

double six_digits(double value) {
  std::array<char, 32> text{};
  const auto end =
      std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::general, 6);
  double made = value;
  std::from_chars(text.data(), end.ptr, made);
  return made;
}

}  // namespace weft
