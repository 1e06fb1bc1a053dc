// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/fabric/direct.hpp"
#include "weft/fabric/hyperx.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace weft::fabric {

namespace detail {

/// The shape with as many endpoints a switch as ports and taper allow; hosts 0: it does not fit.
constexpr HyperXShape filled(const HyperX& kind, const SizeRequest& ask, const HyperXDims& size) {
  HyperXShape shape{.size = size, .width = kind.width};
  std::int64_t network = 0;
  std::int64_t narrowest = 0;
  for (std::size_t i = 0; i < size.size(); ++i) {
    if (size[i] < 2) continue;
    network += kind.width[i] * (size[i] - 1);
    const std::int64_t held = kind.width[i] * size[i];
    if (narrowest == 0 || held < narrowest) narrowest = held;
  }
  const std::int64_t fit = host_ports(ask, network);
  const double taper = kind.oversubscription / rates(ask.leaf) * static_cast<double>(narrowest);
  const auto smooth = static_cast<std::int64_t>(taper * (1.0 + 1e-12));
  const std::int64_t hosts = kind.hosts.value_or(narrowest > 0 && smooth < fit ? smooth : fit);
  shape.hosts = hosts > fit || hosts < 0 ? 0 : hosts;
  return shape;
}
constexpr std::int64_t ends_of(const HyperXShape& shape) {
  return shape.hosts * lattice(shape.size);
}
/// Nearly equal dimensions: `longer` of them have one switch more.
constexpr HyperXDims regular(std::int64_t dimensions, std::int64_t size, std::int64_t longer) {
  HyperXDims dims{};
  for (std::int64_t i = 0; i < dimensions; ++i) {
    dims[static_cast<std::size_t>(i)] = i < longer ? size + 1 : size;
  }
  return dims;
}
/// Tries all shapes of nearly equal dimensions, from the smallest on, until `visit` is content or
/// no port is left for endpoints.
template <class Visit>
constexpr void each_hyperx(const HyperX& kind, const SizeRequest& ask, std::int64_t dimensions,
                           const Visit& visit) {
  std::int64_t widths = 0;
  for (std::int64_t i = 0; i < dimensions; ++i) widths += kind.width[static_cast<std::size_t>(i)];
  for (std::int64_t size = 1; host_ports(ask, widths * (size - 1)) >= 1; ++size) {
    for (std::int64_t longer = 0; longer < dimensions; ++longer) {
      if (visit(filled(kind, ask, regular(dimensions, size, longer)))) return;
    }
  }
}
constexpr std::int64_t least_dimensions(const HyperX& kind) { return kind.dimensions.value_or(1); }
constexpr std::int64_t most_dimensions(const HyperX& kind) {
  return kind.dimensions.value_or(static_cast<std::int64_t>(hyperx_dimensions));
}
constexpr std::optional<Infeasible> refused(const HyperX& kind) {
  const std::int64_t most = static_cast<std::int64_t>(hyperx_dimensions);
  if (least_dimensions(kind) < 1) return not_countable(least_dimensions(kind));
  if (most_dimensions(kind) > most) return exceeds(not_a_shape, *kind.dimensions, most);
  for (const std::int64_t width : kind.width) {
    if (!countable(width)) return not_countable(width);
  }
  for (const std::int64_t along : kind.size) {
    if (along < 0 || along > 1'000'000) return not_countable(along);
  }
  if (kind.hosts && !countable(*kind.hosts)) return not_countable(*kind.hosts);
  return std::nullopt;
}
constexpr bool is_given(const HyperX& kind) { return lattice(kind.size) > 1; }

}  // namespace detail

/// Endpoints of the largest HyperX of these switches, one plane, `ask.extra` left out.
[[nodiscard]] constexpr Feasible<std::int64_t> largest(const HyperX& kind, const SizeRequest& ask) {
  if (const auto why = detail::refused(kind)) return *why;
  std::int64_t most = 0;
  const auto keep = [&](const HyperXShape& shape) {
    if (detail::ends_of(shape) > most) most = detail::ends_of(shape);
    return false;
  };
  if (detail::is_given(kind)) {
    keep(detail::filled(kind, ask, kind.size));
  } else {
    for (auto n = detail::least_dimensions(kind); n <= detail::most_dimensions(kind); ++n) {
      detail::each_hyperx(kind, ask, n, keep);
    }
  }
  if (most < 1) return detail::no_ports(ask, kind.hosts.value_or(1), 1);
  return most - ask.extra;
}

/// The fewest switches; of equally many the shape with fewer dimensions.
[[nodiscard]] constexpr Feasible<HyperXShape> shape_for(const HyperX& kind,
                                                        const SizeRequest& ask) {
  const auto most = largest(kind, ask);
  if (!most) return most.why();
  const std::int64_t ends = detail::ends(ask);
  if (ends > *most + ask.extra) {
    return detail::exceeds(too_many_endpoints, ends, *most + ask.extra);
  }
  if (detail::is_given(kind)) return detail::filled(kind, ask, kind.size);
  std::optional<HyperXShape> best;
  const auto keep = [&](const HyperXShape& shape) {
    if (detail::ends_of(shape) < ends) return false;
    if (!best || detail::lattice(shape.size) < detail::lattice(best->size)) best = shape;
    return true;
  };
  for (auto n = detail::least_dimensions(kind); n <= detail::most_dimensions(kind); ++n) {
    detail::each_hyperx(kind, ask, n, keep);
  }
  return *best;  // the largest of them holds the endpoints
}

[[nodiscard]] constexpr Feasible<Design> size(const HyperX& kind, const SizeRequest& ask) {
  return detail::cabled(kind, ask, kind.oversubscription);
}

namespace detail {
constexpr HyperX as_hyperx(const FullMesh& mesh) {
  return {.dimensions = 1,
          .size = {mesh.switches.value_or(0)},
          .width = {mesh.width, 1, 1, 1},
          .hosts = mesh.hosts,
          .planes = mesh.planes,
          .oversubscription = mesh.oversubscription};
}
}  // namespace detail

[[nodiscard]] constexpr Feasible<std::int64_t> largest(const FullMesh& kind,
                                                       const SizeRequest& ask) {
  return largest(detail::as_hyperx(kind), ask);
}
[[nodiscard]] constexpr Feasible<Design> size(const FullMesh& kind, const SizeRequest& ask) {
  return size(detail::as_hyperx(kind), ask);
}

}  // namespace weft::fabric
