// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <limits>
#include <optional>
#include <utility>

namespace weft {

/// How close a root must be and how long to look for it.
struct RootSearch {
  double relative = 1e-12;  ///< width of the last bracket, as a fraction of the root
  double absolute = 0.0;    ///< the same in units of x, for roots near zero
  int evaluations = 200;    ///< of the function, at most
};

/// Where a function was evaluated, and its value there.
struct RootPoint {
  double x, y;
};

namespace detail {

/// A quotient before it is known to be worth taking.
struct RootFraction {
  double over, under;
};

/// Where Brent's method stands: the root lies between `best` and `other`.
struct BrentBracket {
  RootPoint previous;  ///< the best before
  RootPoint best;
  RootPoint other;  ///< its y has the other sign than that of `best`
  double step;      ///< the last one
  double before;    ///< the one before it

  /// Makes the end with the smaller value the best.
  void order() {
    if (!(std::fabs(other.y) < std::fabs(best.y))) return;
    previous = best;
    best = other;
    other = previous;
  }
  [[nodiscard]] double tolerance(const RootSearch& search) const {
    return 2.0 * std::numeric_limits<double>::epsilon() * std::fabs(best.x) +
           0.5 * (search.absolute + search.relative * std::fabs(best.x));
  }
  [[nodiscard]] double half() const { return 0.5 * (other.x - best.x); }

  /// The step to where the straight line through `previous` and `best` is zero.
  [[nodiscard]] RootFraction secant() const {
    const double s = best.y / previous.y;
    return {2.0 * half() * s, 1.0 - s};
  }
  /// The step to where the parabola x(y) through all three points is zero.
  [[nodiscard]] RootFraction inverse_quadratic() const {
    const double s = best.y / previous.y;
    const double r = best.y / other.y;
    const double t = previous.y / other.y;
    return {s * (2.0 * half() * t * (t - r) - (best.x - previous.x) * (r - 1.0)),
            (t - 1.0) * (r - 1.0) * (s - 1.0)};
  }
  /// The interpolated step; none where it would leave the bracket or not shrink fast enough.
  [[nodiscard]] std::optional<double> interpolated(double tolerance) const {
    if (std::fabs(before) < tolerance || std::fabs(previous.y) <= std::fabs(best.y)) return {};
    auto [p, q] = previous.x != other.x ? inverse_quadratic() : secant();
    if (p > 0.0) q = -q;
    p = std::fabs(p);
    const bool inside = 2.0 * p < 3.0 * half() * q - std::fabs(tolerance * q);
    const bool shrinks = p < std::fabs(0.5 * before * q);
    if (!inside || !shrinks) return {};
    return p / q;
  }
  /// Where to look next: at the interpolated point or in the middle, never nearer than `tolerance`.
  [[nodiscard]] double next(double tolerance) {
    if (const auto one = interpolated(tolerance)) {
      before = std::exchange(step, *one);
    } else {
      before = step = half();
    }
    if (std::fabs(step) > tolerance) return best.x + step;
    return best.x + (half() > 0.0 ? tolerance : -tolerance);
  }
  void take(RootPoint found) {
    previous = best;
    best = found;
    if ((best.y > 0.0) != (other.y > 0.0)) return;
    other = previous;
    before = step = best.x - previous.x;
  }
};

}  // namespace detail

/// Where f is zero between two points: the method of Brent 1973, "Algorithms for Minimization
/// without Derivatives", chapter 4 (bisection, with interpolation when it converges faster).
/// Nothing when f has the same sign at both ends, is not a number, or the search is too short.
template <class F>
[[nodiscard]] std::optional<double> find_root(F&& f, RootPoint first, RootPoint last,
                                              RootSearch search = {}) {
  if (first.y == 0.0) return first.x;
  if (last.y == 0.0) return last.x;
  if (!(first.y < 0.0 && last.y > 0.0) && !(first.y > 0.0 && last.y < 0.0)) return std::nullopt;
  const double width = last.x - first.x;
  detail::BrentBracket bracket{first, last, first, width, width};
  for (int spent = 2; spent < search.evaluations; ++spent) {
    bracket.order();
    const double tolerance = bracket.tolerance(search);
    if (std::fabs(bracket.half()) <= tolerance) return bracket.best.x;
    const double x = bracket.next(tolerance);
    const RootPoint found{x, f(x)};
    if (found.y == 0.0) return x;
    if (std::isnan(found.y)) return std::nullopt;
    bracket.take(found);
  }
  return std::nullopt;
}

/// The same between low and high.
template <class F>
[[nodiscard]] std::optional<double> find_root(F&& f, double low, double high,
                                              RootSearch search = {}) {
  return find_root(f, RootPoint{low, f(low)}, RootPoint{high, f(high)}, search);
}

}  // namespace weft
