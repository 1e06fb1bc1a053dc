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

/// Where f is zero between low and high: the method of Brent 1973, "Algorithms for Minimization
/// without Derivatives", chapter 4 (bisection, with interpolation when it converges faster).
/// Nothing when f has the same sign at both ends, is not a number, or the search is too short.
template <class F>
[[nodiscard]] std::optional<double> find_root(F&& f, double low, double high,
                                              RootSearch search = {}) {
  double a = low;   // the previous best
  double b = high;  // the best
  double fa = f(a);
  double fb = f(b);
  if (fa == 0.0) return a;
  if (fb == 0.0) return b;
  if (!(fa < 0.0 && fb > 0.0) && !(fa > 0.0 && fb < 0.0)) return std::nullopt;
  double c = a;  // f(b) and f(c) have different signs
  double fc = fa;
  double step = b - a;
  double before = step;
  for (int spent = 2; spent < search.evaluations; ++spent) {
    if (std::fabs(fc) < std::fabs(fb)) {
      a = std::exchange(b, c);
      c = a;
      fa = std::exchange(fb, fc);
      fc = fa;
    }
    const double tolerance = 2.0 * std::numeric_limits<double>::epsilon() * std::fabs(b) +
                             0.5 * (search.absolute + search.relative * std::fabs(b));
    const double half = 0.5 * (c - b);
    if (std::fabs(half) <= tolerance) return b;
    bool bisect = std::fabs(before) < tolerance || std::fabs(fa) <= std::fabs(fb);
    if (!bisect) {
      const double s = fb / fa;
      double p = 2.0 * half * s;  // secant
      double q = 1.0 - s;
      if (a != c) {  // inverse quadratic
        const double r = fb / fc;
        const double t = fa / fc;
        p = s * (2.0 * half * t * (t - r) - (b - a) * (r - 1.0));
        q = (t - 1.0) * (r - 1.0) * (s - 1.0);
      }
      if (p > 0.0) q = -q;
      p = std::fabs(p);
      bisect = !(2.0 * p < 3.0 * half * q - std::fabs(tolerance * q)) ||
               !(p < std::fabs(0.5 * before * q));
      if (!bisect) before = std::exchange(step, p / q);
    }
    if (bisect) before = step = half;
    a = b;
    fa = fb;
    b += std::fabs(step) > tolerance ? step : half > 0.0 ? tolerance : -tolerance;
    fb = f(b);
    if (fb == 0.0) return b;
    if (std::isnan(fb)) return std::nullopt;
    if ((fb > 0.0) == (fc > 0.0)) {
      c = a;
      fc = fa;
      before = step = b - a;
    }
  }
  return std::nullopt;
}

}  // namespace weft
