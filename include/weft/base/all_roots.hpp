// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/root.hpp"

#include <cmath>
#include <cstddef>
#include <type_traits>
#include <utility>

namespace weft {

/// How finely roots are looked for.
struct RootScan {
  std::size_t points = 0;  ///< of the grid, 3 or more
  /// A turning point with |f| below this share of its terms' size touches zero: a double root.
  double touching = 1e-13;
};

namespace detail {

/// Where f, of one sign at both ends, comes nearest to zero or goes farthest beyond: golden
/// section.
template <class F>
[[nodiscard]] double turning_point(F&& f, double low, double high) {
  constexpr double golden = 0.6180339887498949;
  constexpr int steps = 80;  // 0.618^80 is below the last digit of a double
  const double side = f(low) < 0.0 ? -1.0 : 1.0;
  double left = high - golden * (high - low);
  double right = low + golden * (high - low);
  double at_left = side * f(left);
  double at_right = side * f(right);
  for (int step = 0; step < steps && low < left && right < high; ++step) {
    if (at_left < at_right) {
      high = std::exchange(right, left);
      at_right = at_left;
      left = high - golden * (high - low);
      at_left = side * f(left);
    } else {
      low = std::exchange(left, right);
      at_left = at_right;
      right = low + golden * (high - low);
      at_right = side * f(right);
    }
  }
  return at_left < at_right ? left : right;
}

[[nodiscard]] inline bool opposite_signs(double a, double b) {
  return (a < 0.0 && b > 0.0) || (a > 0.0 && b < 0.0);
}
[[nodiscard]] inline bool same_sign(double a, double b) {
  return (a < 0.0 && b < 0.0) || (a > 0.0 && b > 0.0);
}

/// What find_all_roots() does at one cell of its grid.
template <class F, class Size, class Keep>
struct RootCell {
  F& f;
  Size& size;
  Keep& keep;
  double touching;

  void refine(const RootPoint& low, const RootPoint& high) const {
    // To the last digit: a rate of return is compared, not measured.
    const auto root = find_root(f, low, high, {.relative = 0.0});
    keep(root ? *root : low.x + 0.5 * (high.x - low.x));
  }
  void cross(const RootPoint& low, const RootPoint& high) const {
    if (low.y == 0.0) {
      keep(low.x);
    } else if (opposite_signs(low.y, high.y)) {
      refine(low, high);
    }
  }
  /// The middle one of three points of one sign is the nearest to zero.
  void turn(const RootPoint& low, const RootPoint& middle, const RootPoint& high) const {
    if (!same_sign(low.y, middle.y) || !same_sign(middle.y, high.y)) return;
    const double nearest = std::fabs(middle.y);
    if (nearest > std::fabs(low.y) || nearest > std::fabs(high.y)) return;
    const double x = turning_point(f, low.x, high.x);
    const double value = f(x);
    if (std::fabs(value) <= touching * size(x)) {
      keep(x);  // rounding alone would make two roots of it
    } else if (opposite_signs(low.y, value)) {
      refine(low, {x, value});
      refine({x, value}, high);
    }
  }
};

}  // namespace detail

/// All roots of f in ascending order, as far as a grid shows them: each change of sign, and between
/// grid points the turning points that reach zero (two roots close together, or a double one).
/// \param f      the function.   \param size  the sum of the sizes of its terms at x.
/// \param point  the k-th grid point, ascending.   \param keep  receives each root.
template <class F, class Size, class Point, class Keep>
void find_all_roots(F&& f, Size&& size, Point&& point, const RootScan& scan, Keep&& keep) {
  const detail::RootCell<std::remove_reference_t<F>, std::remove_reference_t<Size>,
                         std::remove_reference_t<Keep>>
      cell{f, size, keep, scan.touching};
  const auto at = [&](std::size_t k) {
    const double x = point(k);
    return RootPoint{x, f(x)};
  };
  RootPoint before = at(0);
  RootPoint here = at(1);
  cell.cross(before, here);
  for (std::size_t k = 2; k < scan.points; ++k) {
    const RootPoint next = at(k);
    cell.turn(before, here, next);
    cell.cross(here, next);
    before = here;
    here = next;
  }
  if (here.y == 0.0) keep(here.x);
}

}  // namespace weft
