// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/serving/deployed.hpp"
#include "weft/serving/fleet.hpp"
#include "weft/serving/goodput.hpp"
#include "weft/units/math.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <vector>

namespace weft::serving {

/// What a deployment is searched for.
struct Wanted {
  Server server;
  Layout base;  ///< drafts, cached share, handover: pools are chosen
  RequestLengths lengths;
  Limits limits;
  bool together = true;  ///< prefill with decode is tried
  bool apart = true;     ///< prefill in a pool of its own is tried
};

/// One unit of a deployment at the most requests that see the limits kept.
struct Offer {
  Layout as;
  double prefill_load = 0.0;  ///< share of time that prefill workers are busy; 0: not apart
  Unit unit;
  OpenLoop seen;
};

/// The offers, and why the others are none.
struct Offers {
  std::vector<Offer> found;
  std::int64_t tried = 0;
  Infeasible last;  ///< of the widest that was tried and is none
};

/// How busy prompts may keep a pool of their own: the less, the shorter they wait and the more
/// accelerators stand for them.
inline constexpr std::array prefill_loads{0.8, 0.65, 0.5, 0.35, 0.2};

/// A deployment with prefill apart as its pools are matched in rate.
[[nodiscard]] inline Loaded matched(Loaded load, const Limits& limits, double prefill_load) {
  load.prefillers = matched_prefillers(load, limits, prefill_load);
  return load;
}

[[nodiscard]] inline Unit unit_of(const Layout& as, const Loaded& load, Frequency most) {
  Unit made{.requests = most, .accelerators = as.decode.workers * as.decode.accelerators};
  if (!as.apart) return made;
  made.prefillers = load.prefillers / static_cast<double>(as.prefill.stages);
  made.prefill_accelerators = as.prefill.accelerators;
  return made;
}

/// Fewer accelerators for the demand; as many, then more room above it.
[[nodiscard]] inline bool better(const Fleet& one, const Fleet& other) {
  if (one.accelerators != other.accelerators) return one.accelerators < other.accelerators;
  return one.requests_at_slo > other.requests_at_slo;
}

namespace detail {

inline void offer(const Wanted& of, const Layout& as, const Loaded& load, double prefill_load,
                  Offers& into) {
  ++into.tried;
  const auto most = goodput(load, of.limits);
  if (!most || !(*most > Frequency{})) {
    into.last = most ? Infeasible{&beyond_capacity, 0.0, 0.0, {}} : most.why();
    return;
  }
  const auto seen = open_loop(load, *most);
  if (seen) into.found.push_back({as, prefill_load, unit_of(as, load, *most), *seen});
}

}  // namespace detail

/// Offers with the pools of `as`: one, or where prefill is apart one for each share of time that
/// prompts keep it busy.
inline void offer(const Wanted& of, const Layout& as, Offers& into) {
  const auto load = loaded(of.server, as, of.lengths);
  if (!load) {
    ++into.tried;
    into.last = load.why();
    return;
  }
  if (!as.apart) return detail::offer(of, as, *load, 0.0, into);
  for (const double busy : prefill_loads) {
    detail::offer(of, as, matched(*load, of.limits, busy), busy, into);
  }
}

namespace detail {

/// Offers with pools of whole domains as stages.
inline void offer_pipelines(const Wanted& of, std::int64_t domain, std::int64_t stages,
                            Offers& into) {
  const bool apart = of.apart && of.lengths.output > Tokens{};
  const std::int64_t groups = of.server.model.experts > 0 ? domain : 1;
  for (std::int64_t data = 1; data <= groups; data *= 2) {
    Layout as = of.base;
    as.decode = {.workers = 1,
                 .accelerators = stages * domain,
                 .data = data,
                 .stages = stages,
                 .max_batch = of.base.decode.max_batch};
    as.prefill = as.decode;
    as.prefill.data = 1;
    as.apart = false;
    if (of.together || !apart) offer(of, as, into);
    as.apart = true;
    if (apart) offer(of, as, into);
  }
}

}  // namespace detail

/// Pipelines that are tried where no domain holds the model: stages, each as wide as a domain.
inline constexpr std::array pipelines{2, 4, 8, 16};

/// Every width in powers of two inside the domain; for models with experts every number of data
/// groups; prefill with decode, and in a pool of its own where there is output. Where nothing in a
/// domain works, the shortest pipeline of whole domains that does.
[[nodiscard]] inline Offers offers(const Wanted& of) {
  Offers made;
  const std::int64_t domain = std::max<std::int64_t>(1, of.server.machine.scale_up_domain);
  const auto pool = [&](std::int64_t accelerators, std::int64_t data) {
    return Pool{.workers = 1,
                .accelerators = accelerators,
                .data = data,
                .max_batch = of.base.decode.max_batch};
  };
  const bool apart = of.apart && of.lengths.output > Tokens{};
  for (std::int64_t n = 1; n <= domain; n *= 2) {
    const std::int64_t groups = of.server.model.experts > 0 ? n : 1;
    for (std::int64_t data = 1; data <= groups; data *= 2) {
      if (of.server.model.heads % (n / data) != 0) continue;
      Layout as = of.base;
      as.apart = false;
      as.decode = pool(n, data);
      if (of.together || !apart) offer(of, as, made);
      as.apart = true;
      for (std::int64_t wide = 1; apart && wide <= domain; wide *= 2) {
        if (of.server.model.heads % wide != 0) continue;
        as.prefill = pool(wide, 1);
        offer(of, as, made);
      }
    }
  }
  if (of.server.machine.scale_out_rate <= Bandwidth{}) return made;
  for (const std::int64_t stages : pipelines) {
    const bool too_large = made.found.empty() && made.last.reason == &weights_too_large;
    if (!too_large || stages > of.server.model.layers) break;
    detail::offer_pipelines(of, domain, stages, made);
  }
  return made;
}

/// The offers in the order of what they need for a demand, the fewest accelerators first; of equal
/// ones that which was found first.
[[nodiscard]] inline std::vector<Offer> ranked(const std::vector<Offer>& found,
                                               const Demand& demand) {
  std::vector<Fleet> needed;
  needed.reserve(found.size());
  for (const Offer& each : found) needed.push_back(fleet(each.unit, demand));
  std::vector<std::size_t> order(found.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return better(needed[a], needed[b]); });
  std::vector<Offer> made;
  made.reserve(found.size());
  for (const std::size_t each : order) made.push_back(found[each]);
  return made;
}

}  // namespace weft::serving
