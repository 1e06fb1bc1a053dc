// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"

#include <functional>
#include <utility>
#include <vector>

namespace weft {

/// Evaluates `out = formula(in...)` and nothing else: the form that runs millions of times.
struct Plainly {
  template <class Out, class F, class... In>
  constexpr void operator()(const Formula&, Out& out, F&& formula, const In&... in) const {
    out = std::invoke(std::forward<F>(formula), in...);
  }
};

/// A place in memory with its type: a struct and its first member share an address.
struct Place {
  const void* at = nullptr;
  const Type* type = nullptr;
};

/// Which formula made which value from which values. The inputs are the arguments of the very call
/// that computed, so the list cannot drift from the computation.
struct Edge {
  const Formula* card = nullptr;
  Place out;
  std::vector<Place> in;
};

/// The recorded twin of Plainly: same calls, same results, and an Edge for each.
class Recording {
 public:
  template <class Out, class F, class... In>
  void operator()(const Formula& card, Out& out, F&& formula, const In&... in) {
    out = std::invoke(std::forward<F>(formula), in...);
    edges_.push_back({&card, {&out, &type_of<Out>()}, {{&in, &type_of<In>()}...}});
  }
  [[nodiscard]] const std::vector<Edge>& edges() const { return edges_; }

 private:
  std::vector<Edge> edges_;
};

}  // namespace weft
