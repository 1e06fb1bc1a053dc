// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/formula.hpp"
#include "weft/fabric/direct.hpp"
#include "weft/fabric/prime_power.hpp"

#include <cstdint>
#include <optional>

namespace weft::fabric {

inline constexpr Reason no_regular_graph{"fabric.no-regular-graph",
                                         "a random regular graph needs three ports a switch to be "
                                         "joined, more switches than that, and an "
                                         "even number of ports in all"};

/// A random regular graph of switches. What is absent is chosen: as many endpoints a switch as the
/// taper allows.
struct Jellyfish {
  std::optional<std::int64_t> degree{};  ///< ports of a switch to others
  std::optional<std::int64_t> hosts{};   ///< endpoints of a switch
  std::int64_t planes = 1;
  double oversubscription = 1.0;  ///< under uniform traffic, at the shortest paths a graph can have
  friend constexpr bool operator==(const Jellyfish&, const Jellyfish&) = default;
};

struct JellyfishShape {
  std::int64_t switches = 2;
  std::int64_t degree = 1;
  std::int64_t hosts = 1;
  friend constexpr bool operator==(const JellyfishShape&, const JellyfishShape&) = default;
};

inline constexpr Formula jellyfish_card{
    "fabric.jellyfish", "n r / 2 links; N = n p",
    "Singla, Hong, Popa, Godfrey, Jellyfish: Networking Data Centers Randomly, NSDI 2012"};
inline constexpr Formula jellyfish_bisection_card{
    "fabric.jellyfish-bisection", "at least n (r/4 - sqrt(r ln 2)/2), of almost every such graph",
    "Bollobas, The isoperimetric number of random regular graphs, European J. Comb. 1988"};
inline constexpr Formula jellyfish_hops_card{
    "fabric.jellyfish-hops",
    "at most 1 + ceil(log_(r-1)(2.1 r n ln n)) links, of almost every graph",
    "Bollobas, Random Graphs, 2nd edition 2001, 10.3"};
inline constexpr Formula mean_distance_card{
    "fabric.least-mean-distance", "r (r-1)^(i-1) switches at distance i, until all n-1 are placed",
    "Cerf, Cowan, Mullin, Stanton, A lower bound on the average shortest path length in regular "
    "graphs, Networks 1974"};

/// Links between two switches, on average, in the best regular graph there could be; 0 where no
/// graph of that degree joins them.
[[nodiscard]] constexpr double least_mean_distance(std::int64_t switches, std::int64_t degree) {
  if (switches < 2 || degree < 1 || (degree == 1 && switches > 2)) return 0.0;
  std::int64_t left = switches - 1;
  std::int64_t reached = degree;
  std::int64_t sum = 0;
  for (std::int64_t distance = 1; left > 0; ++distance) {
    const std::int64_t here = reached < left ? reached : left;
    sum += distance * here;
    left -= here;
    if (reached < left) reached *= degree - 1;
  }
  return static_cast<double>(sum) / static_cast<double>(switches - 1);
}

namespace detail {

constexpr double ln_2 = 0.69314718055994530942;

/// Switches on the longest way, at most; ln n is rounded up to whole doublings.
constexpr std::int64_t jellyfish_hops(std::int64_t switches, std::int64_t degree) {
  if (degree < 3) return 2;  // a full mesh
  std::int64_t doublings = 0;
  while (doublings < 62 && (std::int64_t{1} << doublings) < switches) ++doublings;
  constexpr double two_and_more = 2.1;
  const double far = two_and_more * static_cast<double>(degree) * static_cast<double>(switches) *
                     ln_2 * static_cast<double>(doublings);
  std::int64_t links = 1;
  double reach = 1.0;
  while (reach < far) {
    reach *= static_cast<double>(degree - 1);
    ++links;
  }
  return links + 1 < switches ? links + 1 : switches;
}

}  // namespace detail

/// Counts of a random regular graph; hops and bisection are bounds that hold for almost every one.
[[nodiscard]] constexpr Feasible<Design> build(const JellyfishShape& shape) {
  for (const std::int64_t count : {shape.switches, shape.degree, shape.hosts}) {
    if (!detail::countable(count)) return detail::not_countable(count);
  }
  const bool sparse = shape.degree < 3 && shape.switches > shape.degree + 1;
  if (sparse) return detail::exceeds(no_regular_graph, 3, shape.degree);
  if (shape.switches <= shape.degree || shape.switches * shape.degree % 2 != 0) {
    return detail::exceeds(no_regular_graph, shape.degree + 1, shape.switches);
  }
  const auto n = static_cast<double>(shape.switches);
  const auto degree = static_cast<double>(shape.degree);
  const double cut = n * (0.25 * degree - 0.5 * detail::square_root(degree * detail::ln_2));
  const double apart = least_mean_distance(shape.switches, shape.degree) * (n - 1.0) / n;
  return Design{.leaf = shape.switches,
                .node_links = shape.switches * shape.hosts,
                .local_links = shape.switches * shape.degree / 2,
                .tiers = 1,
                .down = shape.hosts,
                .network_ports = shape.degree,
                .bundle = 1,
                .edge_ports = shape.switches * shape.hosts,
                .max_endpoints = shape.switches * shape.hosts,
                .most_hops = detail::jellyfish_hops(shape.switches, shape.degree),
                .hops_are_bound = true,
                .oversubscription = static_cast<double>(shape.hosts) * apart / degree,
                .bisection_links = cut < 0.0 ? 0.0 : cut,
                .bisection_is = Known::at_least};
}

/// More switches always fit.
[[nodiscard]] constexpr Feasible<std::int64_t> largest(const Jellyfish&, const SizeRequest&) {
  return Infeasible{&no_largest};
}

namespace detail {

/// The graph for so many endpoints when each switch has `hosts` of them.
constexpr JellyfishShape jellyfish_of(const Jellyfish& kind, const SizeRequest& ask,
                                      std::int64_t hosts) {
  JellyfishShape shape{.hosts = hosts};
  shape.switches = divide_up(ends(ask), hosts);
  const std::int64_t free = network_ports(ask.leaf, hosts + ask.reserved);
  shape.degree = kind.degree.value_or(free < shape.switches ? free : shape.switches - 1);
  if (kind.degree && shape.switches <= shape.degree) shape.switches = shape.degree + 1;
  if (shape.switches * shape.degree % 2 != 0) ++shape.switches;
  return shape;
}

/// The graph with the hosts that were written, where the ports allow it.
constexpr Feasible<JellyfishShape> jellyfish_as_written(const Jellyfish& kind,
                                                        const SizeRequest& ask) {
  const auto shape = jellyfish_of(kind, ask, *kind.hosts);
  if (!fits(ask, *kind.hosts, shape.degree)) return no_ports(ask, *kind.hosts, shape.degree);
  const auto design = build(shape);
  return design ? Feasible<JellyfishShape>(shape) : design.why();
}

}  // namespace detail

/// As many endpoints a switch as taper and ports allow, and as few switches.
[[nodiscard]] constexpr Feasible<JellyfishShape> shape_for(const Jellyfish& kind,
                                                           const SizeRequest& ask) {
  if (kind.hosts && !detail::countable(*kind.hosts)) return detail::not_countable(*kind.hosts);
  if (kind.degree && !detail::countable(*kind.degree)) return detail::not_countable(*kind.degree);
  if (kind.hosts) return detail::jellyfish_as_written(kind, ask);
  const std::int64_t most = detail::host_ports(ask, kind.degree.value_or(1));
  const double allowed = kind.oversubscription * (1.0 + 1e-12);
  for (std::int64_t hosts = most; hosts >= 1; --hosts) {
    const auto shape = detail::jellyfish_of(kind, ask, hosts);
    if (!detail::fits(ask, hosts, shape.degree)) continue;
    const auto design = build(shape);
    if (design && design->oversubscription * detail::rates(ask.leaf) <= allowed) return shape;
  }
  return detail::no_ports(ask, 1, kind.degree.value_or(1) + 1);
}

[[nodiscard]] constexpr Feasible<Design> size(const Jellyfish& kind, const SizeRequest& ask) {
  return detail::cabled(kind, ask, kind.oversubscription);
}

static_assert([] {
  const auto small = build(JellyfishShape{16, 4, 1});
  return small->local_links == 32;
}());

}  // namespace weft::fabric
