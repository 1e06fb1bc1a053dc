// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "galois.hpp"
#include "graph.hpp"
#include "weft/fabric/topology.hpp"

#include <array>
#include <cstddef>
#include <random>
#include <set>
#include <utility>
#include <vector>

// Fabrics built cable by cable from the definition of their kind, not from its closed form.
namespace weft::test {

inline std::size_t to_size(std::int64_t count) { return static_cast<std::size_t>(count); }

/// Joins every pair of groups `even` times, then the ports that are left by a regular graph.
template <class Port>
void join_groups(Graph& graph, std::size_t groups, std::size_t ports, std::size_t even, bool spread,
                 const Port& port) {
  std::vector<std::size_t> used(groups);
  const auto link = [&](std::size_t a, std::size_t b) {
    graph.join(port(a, used[a]++), port(b, used[b]++));
  };
  for (std::size_t a = 0; a < groups; ++a) {
    for (std::size_t b = a + 1; b < groups; ++b) {
      for (std::size_t i = 0; i < even; ++i) link(a, b);
    }
  }
  if (!spread || groups < 2) return;
  const std::size_t left = ports - even * (groups - 1);
  for (std::size_t step = 1; step <= left / 2; ++step) {
    for (std::size_t a = 0; a < groups; ++a) link(a, (a + step) % groups);
  }
  if (left % 2 == 1) {
    for (std::size_t a = 0; a < groups / 2; ++a) link(a, a + groups / 2);
  }
}

inline Graph graph_of(const fabric::DragonflyShape& shape) {
  const auto a = to_size(shape.routers), groups = to_size(shape.groups);
  Graph graph(a * groups);
  for (std::size_t g = 0; g < groups; ++g) {
    for (std::size_t i = 0; i < a; ++i) {
      for (std::size_t j = i + 1; j < a; ++j) graph.join(g * a + i, g * a + j);
    }
  }
  if (groups < 2) return graph;
  const std::size_t ports = a * to_size(shape.global_ports);
  const std::size_t even =
      shape.links_per_pair > 0 ? to_size(shape.links_per_pair) : ports / (groups - 1);
  const bool spread = shape.links_per_pair == 0 && shape.remainder == fabric::Remainder::spread;
  join_groups(graph, groups, ports, even, spread,
              [&](std::size_t g, std::size_t used) { return g * a + used % a; });
  return graph;
}

/// Leaves first, then spines.
inline Graph graph_of(const fabric::DragonflyPlusShape& shape) {
  const auto l = to_size(shape.leaves), s = to_size(shape.spines), groups = to_size(shape.groups);
  Graph graph((l + s) * groups);
  for (std::size_t g = 0; g < groups; ++g) {
    for (std::size_t i = 0; i < l; ++i) {
      for (std::size_t j = 0; j < s; ++j) graph.join(g * l + i, groups * l + g * s + j);
    }
  }
  if (groups < 2) return graph;
  const std::size_t ports = s * to_size(shape.global_ports);
  join_groups(graph, groups, ports, ports / (groups - 1), true,
              [&](std::size_t g, std::size_t used) { return groups * l + g * s + used % s; });
  return graph;
}

/// The generator sets of McKay, Miller and Siran: the steps inside a block of either side.
inline std::array<std::vector<std::size_t>, 2> mms_steps(const Galois& field) {
  const std::size_t q = field.size();
  std::array<std::vector<std::size_t>, 2> steps;
  const std::size_t w = (q + 1) / 4;
  for (std::size_t i = 0; i + 1 < q && q % 4 != 3; i += 2) {
    steps[0].push_back(field.power(i));
    steps[1].push_back(field.power(i + 1));
  }
  for (std::size_t i = 0; i < w && q % 4 == 3; ++i) {
    steps[0].push_back(field.power(2 * i));
    steps[0].push_back(field.power(2 * w - 1 + 2 * i));
    steps[1].push_back(field.power(2 * i + 1));
    steps[1].push_back(field.power(2 * w + 2 * i));
  }
  return steps;
}

inline Graph graph_of(const fabric::SlimFlyShape& shape) {
  const Galois field(to_size(shape.q));
  const std::size_t q = field.size();
  const auto steps = mms_steps(field);
  Graph graph(2 * q * q);
  for (std::size_t side = 0; side < 2; ++side) {
    const std::set<std::size_t> near(steps[side].begin(), steps[side].end());
    for (std::size_t block = 0; block < q; ++block) {
      for (std::size_t y = 0; y < q; ++y) {
        for (std::size_t z = y + 1; z < q; ++z) {
          if (near.count(field.subtract(y, z)) == 0) continue;
          graph.join((side * q + block) * q + y, (side * q + block) * q + z);
        }
      }
    }
  }
  for (std::size_t x = 0; x < q; ++x) {
    for (std::size_t m = 0; m < q; ++m) {
      for (std::size_t c = 0; c < q; ++c) {
        graph.join(x * q + field.add(field.multiply(m, x), c), (q + m) * q + c);
      }
    }
  }
  return graph;
}

inline Graph graph_of(const fabric::PolarFlyShape& shape) {
  const Galois field(to_size(shape.q));
  const std::size_t q = field.size();
  std::vector<std::array<std::size_t, 3>> points{{0, 0, 1}};  // the first digit that is not 0 is 1
  for (std::size_t z = 0; z < q; ++z) points.push_back({0, 1, z});
  for (std::size_t y = 0; y < q; ++y) {
    for (std::size_t z = 0; z < q; ++z) points.push_back({1, y, z});
  }
  Graph graph(points.size());
  for (std::size_t i = 0; i < points.size(); ++i) {
    for (std::size_t j = i + 1; j < points.size(); ++j) {
      std::size_t dot = 0;
      for (std::size_t k = 0; k < 3; ++k) {
        dot = field.add(dot, field.multiply(points[i][k], points[j][k]));
      }
      if (dot == 0) graph.join(i, j);
    }
  }
  return graph;
}

/// Visits the switches of a lattice along every dimension: `visit(from, to, along, i, j)`.
template <class Size, class Visit>
void each_line(const Size& size, const Visit& visit) {
  std::size_t stride = 1, all = 1;
  for (const std::int64_t each : size) all *= each < 1 ? 1 : to_size(each);
  for (std::size_t d = 0; d < size.size(); ++d) {
    const std::size_t along = size[d] < 1 ? 1 : to_size(size[d]);
    for (std::size_t at = 0; at < all; ++at) {
      const std::size_t i = at / stride % along;
      for (std::size_t j = i + 1; j < along; ++j) visit(at, at + (j - i) * stride, d, i, j);
    }
    stride *= along;
  }
}

inline Graph graph_of(const fabric::HyperXShape& shape) {
  Graph graph(to_size(fabric::detail::lattice(shape.size)));
  each_line(shape.size, [&](std::size_t a, std::size_t b, std::size_t d, std::size_t, std::size_t) {
    for (std::int64_t k = 0; k < shape.width[d]; ++k) graph.join(a, b);
  });
  return graph;
}

inline Graph graph_of(const fabric::TorusShape& shape) {
  Graph graph(to_size(fabric::detail::nodes_of(shape.size)));
  each_line(shape.size,
            [&](std::size_t a, std::size_t b, std::size_t d, std::size_t i, std::size_t j) {
              const std::size_t along = to_size(shape.size[d]);
              const bool next = j == i + 1, around = along > 2 && i == 0 && j == along - 1;
              for (std::int64_t k = 0; k < shape.width && (next || around); ++k) graph.join(a, b);
            });
  return graph;
}

/// Levels one after the other, the lowest first. A switch of level i is named by the subtree that
/// it stands in and by one number below the product of the up links under it.
inline Graph graph_of(const fabric::XgftShape& shape) {
  const auto levels = to_size(shape.levels);
  std::vector<std::size_t> trees(levels, 1), tops(levels, 1), start(levels + 1, 0);
  for (std::size_t i = 0; i < levels; ++i) {
    for (std::size_t j = i + 1; j < levels; ++j) trees[i] *= to_size(shape.down[j]);
    for (std::size_t j = 0; j < i; ++j) tops[i] *= to_size(shape.up[j]);
    start[i + 1] = start[i] + trees[i] * tops[i];
  }
  Graph graph(start[levels]);
  for (std::size_t i = 0; i + 1 < levels; ++i) {
    for (std::size_t tree = 0; tree < trees[i]; ++tree) {
      for (std::size_t top = 0; top < tops[i]; ++top) {
        for (std::size_t up = 0; up < to_size(shape.up[i]); ++up) {
          graph.join(start[i] + tree * tops[i] + top,
                     start[i + 1] + tree / to_size(shape.down[i + 1]) * tops[i + 1] +
                         top * to_size(shape.up[i]) + up);
        }
      }
    }
  }
  return graph;
}

/// A random regular graph: stubs are paired, and pairs that may not be are swapped with others.
inline Graph graph_of(const fabric::JellyfishShape& shape) {
  const auto n = to_size(shape.switches), degree = to_size(shape.degree);
  std::mt19937 random(3);
  std::vector<std::size_t> stubs;
  for (std::size_t i = 0; i < n * degree; ++i) stubs.push_back(i / degree);
  for (std::size_t i = stubs.size() - 1; i > 0; --i) std::swap(stubs[i], stubs[random() % (i + 1)]);
  const auto pair = [&](std::size_t i) { return std::minmax(stubs[i], stubs[i + 1]); };
  for (bool bad = true; bad;) {
    bad = false;
    std::set<std::pair<std::size_t, std::size_t>> seen;
    for (std::size_t i = 0; i < stubs.size(); i += 2) {
      if (stubs[i] != stubs[i + 1] && seen.insert(pair(i)).second) continue;
      std::swap(stubs[i], stubs[random() % stubs.size()]);
      bad = true;
    }
  }
  Graph graph(n);
  for (std::size_t i = 0; i < stubs.size(); i += 2) graph.join(stubs[i], stubs[i + 1]);
  return graph;
}

/// One plane of a folded Clos: leaves, then spines, then cores. Pods are full.
inline Graph clos_graph(const fabric::Design& design) {
  const auto planes = to_size(design.planes), pods = to_size(design.groups);
  const auto leaves = to_size(design.leaf) / planes / pods;
  const auto spines = to_size(design.spine) / planes / pods;
  const auto cores = to_size(design.core) / planes;
  Graph graph(pods * (leaves + spines) + cores);
  for (std::size_t pod = 0; pod < pods; ++pod) {
    for (std::size_t leaf = 0; leaf < leaves; ++leaf) {
      for (std::size_t up = 0; up < to_size(design.up); ++up) {
        graph.join(pod * leaves + leaf, pods * leaves + pod * spines + up / to_size(design.bundle));
      }
    }
    const std::size_t each = spines == 0 ? 0 : cores / spines;
    for (std::size_t spine = 0; spine < spines && each > 0; ++spine) {
      for (std::size_t up = 0; up < to_size(design.spine_up); ++up) {
        graph.join(pods * leaves + pod * spines + spine,
                   pods * (leaves + spines) + spine * each + up % each);
      }
    }
  }
  return graph;
}

}  // namespace weft::test
