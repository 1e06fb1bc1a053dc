// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <queue>
#include <random>
#include <stdexcept>
#include <vector>

namespace weft::test {

/// A fabric switch by switch and cable by cable: what closed forms are checked against.
class Graph {
 public:
  explicit Graph(std::size_t switches) : neighbours_(switches) {}

  void join(std::size_t a, std::size_t b) {
    if (a == b) throw std::logic_error("Graph: a cable has two ends");
    neighbours_[a].push_back(b);
    neighbours_[b].push_back(a);
    ++links_;
  }
  [[nodiscard]] std::size_t size() const { return neighbours_.size(); }
  [[nodiscard]] std::int64_t links() const { return links_; }
  [[nodiscard]] std::int64_t degree(std::size_t of) const {
    return static_cast<std::int64_t>(neighbours_[of].size());
  }
  [[nodiscard]] std::int64_t most_ports() const {
    std::int64_t most = 0;
    for (std::size_t i = 0; i < size(); ++i) most = std::max(most, degree(i));
    return most;
  }
  [[nodiscard]] const std::vector<std::size_t>& of(std::size_t at) const { return neighbours_[at]; }

  /// Links to every other switch; -1: out of reach.
  [[nodiscard]] std::vector<std::int64_t> distances(std::size_t from) const {
    std::vector<std::int64_t> far(size(), -1);
    std::queue<std::size_t> next;
    far[from] = 0;
    next.push(from);
    while (!next.empty()) {
      const std::size_t at = next.front();
      next.pop();
      for (const std::size_t other : neighbours_[at]) {
        if (far[other] >= 0) continue;
        far[other] = far[at] + 1;
        next.push(other);
      }
    }
    return far;
  }
  /// Switches on the longest shortest path between the first `ends` of them. Of more than 128 the
  /// paths from every so-manieth are walked.
  [[nodiscard]] std::int64_t hops(std::size_t ends) const {
    std::int64_t most = 0;
    for (std::size_t from = 0; from < ends; from += 1 + ends / 128) {
      const auto far = distances(from);
      for (std::size_t to = 0; to < ends; ++to) {
        if (far[to] < 0) throw std::logic_error("Graph: not joined");
        most = std::max(most, far[to] + 1);
      }
    }
    return most;
  }
  /// Links passed between two switches on average, a switch to itself included.
  [[nodiscard]] double mean_distance() const {
    std::int64_t sum = 0;
    for (std::size_t from = 0; from < size(); ++from) {
      for (const std::int64_t far : distances(from)) sum += far;
    }
    return static_cast<double>(sum) / static_cast<double>(size() * size());
  }

  using Matrix = std::vector<std::vector<std::int64_t>>;
  [[nodiscard]] Matrix matrix() const {
    Matrix joined(size(), std::vector<std::int64_t>(size()));
    for (std::size_t i = 0; i < size(); ++i) {
      for (const std::size_t j : neighbours_[i]) ++joined[i][j];
    }
    return joined;
  }

 private:
  std::vector<std::vector<std::size_t>> neighbours_;
  std::int64_t links_ = 0;
};

/// Links between the marked switches and the others.
inline std::int64_t cut(const Graph& graph, const std::vector<bool>& here) {
  std::int64_t links = 0;
  for (std::size_t i = 0; i < graph.size(); ++i) {
    if (!here[i]) continue;
    for (const std::size_t j : graph.of(i)) links += here[j] ? 0 : 1;
  }
  return links;
}

/// The narrowest of all cuts into halves; every switch has endpoints. For up to 20 switches.
inline std::int64_t exact_bisection(const Graph& graph) {
  const std::size_t n = graph.size();
  std::vector<bool> here(n, false);
  std::fill(here.begin(), here.begin() + static_cast<std::ptrdiff_t>(n / 2), true);
  std::int64_t least = graph.links();
  do {
    least = std::min(least, cut(graph, here));
  } while (std::prev_permutation(here.begin(), here.end()) && (n % 2 == 1 || here[0]));
  return least;
}

/// The narrowest cut into halves that swapping pairs finds from random starts: never below the true
/// one, so no closed form of a minimum may lie above it.
inline std::int64_t searched_bisection(const Graph& graph, int starts) {
  const std::size_t n = graph.size();
  const auto joined = graph.matrix();
  std::mt19937 random(7);
  std::int64_t least = graph.links();
  for (int start = 0; start < starts; ++start) {
    std::vector<std::size_t> order(n);
    for (std::size_t i = 0; i < n; ++i) order[i] = i;
    for (std::size_t i = n - 1; i > 0; --i) std::swap(order[i], order[random() % (i + 1)]);
    std::vector<bool> here(n, false);
    for (std::size_t i = 0; i < n / 2; ++i) here[order[i]] = true;
    std::vector<std::int64_t> gain(n);  // cut links saved by moving a switch to the other side
    for (std::size_t i = 0; i < n; ++i) {
      for (const std::size_t j : graph.of(i)) gain[i] += here[i] == here[j] ? -1 : 1;
    }
    for (bool better = true; better;) {
      std::size_t best_a = 0, best_b = 0;
      std::int64_t best = 0;
      for (std::size_t a = 0; a < n; ++a) {
        if (!here[a]) continue;
        for (std::size_t b = 0; b < n; ++b) {
          if (here[b]) continue;
          const std::int64_t saved = gain[a] + gain[b] - 2 * joined[a][b];
          if (saved > best) best = saved, best_a = a, best_b = b;
        }
      }
      better = best > 0;
      if (!better) break;
      for (const std::size_t moved : {best_a, best_b}) {
        for (const std::size_t j : graph.of(moved)) gain[j] += here[moved] == here[j] ? 2 : -2;
        gain[moved] = -gain[moved];
        here[moved] = !here[moved];
      }
    }
    least = std::min(least, cut(graph, here));
  }
  return least;
}

/// Most links that can carry traffic from the marked ends to the others at once: the narrowest cut
/// between them, wherever switches without endpoints stand.
inline std::int64_t flow_between(const Graph& graph, const std::vector<bool>& here,
                                 std::size_t ends) {
  const std::size_t n = graph.size();
  const std::size_t source = n, sink = n + 1;
  std::vector<std::vector<std::int64_t>> room(n + 2, std::vector<std::int64_t>(n + 2));
  const auto joined = graph.matrix();
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) room[i][j] = joined[i][j];
  }
  for (std::size_t i = 0; i < ends; ++i) {
    (here[i] ? room[source][i] : room[i][sink]) = graph.links();
  }
  std::int64_t flow = 0;
  while (true) {
    std::vector<std::size_t> from(n + 2, n + 2);
    std::queue<std::size_t> next;
    from[source] = source;
    next.push(source);
    while (!next.empty() && from[sink] == n + 2) {
      const std::size_t at = next.front();
      next.pop();
      for (std::size_t to = 0; to < n + 2; ++to) {
        if (from[to] != n + 2 || room[at][to] == 0) continue;
        from[to] = at;
        next.push(to);
      }
    }
    if (from[sink] == n + 2) return flow;
    std::int64_t more = graph.links();
    for (std::size_t at = sink; at != source; at = from[at])
      more = std::min(more, room[from[at]][at]);
    for (std::size_t at = sink; at != source; at = from[at]) {
      room[from[at]][at] -= more;
      room[at][from[at]] += more;
    }
    flow += more;
  }
}

/// The narrowest cut between halves of the first `ends` switches, which alone have endpoints.
inline std::int64_t exact_bisection_of_ends(const Graph& graph, std::size_t ends) {
  std::vector<bool> here(ends, false);
  std::fill(here.begin(), here.begin() + static_cast<std::ptrdiff_t>(ends / 2), true);
  std::int64_t least = graph.links();
  do {
    least = std::min(least, flow_between(graph, here, ends));
  } while (std::prev_permutation(here.begin(), here.end()));
  return least;
}

/// The second largest eigenvalue of a regular graph, by power iteration beside the all-ones vector.
inline double second_eigenvalue(const Graph& graph, int steps) {
  const std::size_t n = graph.size();
  const auto degree = static_cast<double>(graph.most_ports());
  std::mt19937 random(11);
  std::vector<double> now(n), next(n);
  for (double& each : now) each = static_cast<double>(random() % 1000);
  double value = 0.0;
  for (int step = 0; step < steps; ++step) {
    double mean = 0.0;
    for (const double each : now) mean += each / static_cast<double>(n);
    double length = 0.0;
    for (double& each : now) {
      each -= mean;
      length += each * each;
    }
    value = 0.0;
    for (std::size_t i = 0; i < n; ++i) {
      next[i] = degree * now[i];  // the shift makes every eigenvalue positive
      for (const std::size_t j : graph.of(i)) next[i] += now[j];
      value += now[i] * next[i] / length;
    }
    double largest = 0.0;
    for (const double each : next) largest = std::max(largest, each < 0.0 ? -each : each);
    for (std::size_t i = 0; i < n; ++i) now[i] = next[i] / largest;
  }
  return value - degree;
}

}  // namespace weft::test
