// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/serving/deployed.hpp"
#include "weft/serving/open_loop.hpp"
#include "weft/units/math.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace weft::serving {

/// What a deployment is searched for.
struct Wanted {
  const catalog::ServingFit& fit;
  const catalog::Llm& llm;
  const catalog::Accelerator& part;
  std::int64_t domain = 1;  ///< accelerators that reach each other over scale-up
  Deployed base;            ///< engine, formats, drafts: pools are chosen
  MeanLengths lengths;
  Limits limits;
};

/// One replica of a deployment at the most requests that see the limits kept.
struct Offer {
  Deployed as;
  Frequency requests{};
  OpenLoop seen;
  [[nodiscard]] std::int64_t accelerators() const {
    const std::int64_t prefill =
        as.apart ? as.prefill.workers * as.prefill.accelerators : std::int64_t{0};
    return as.decode.workers * as.decode.accelerators + prefill;
  }
  [[nodiscard]] Frequency of_one() const { return requests / accelerators(); }
};

/// The offers, the best first, and why the others are none.
struct Offers {
  std::vector<Offer> found;
  std::int64_t tried = 0;
  Infeasible last;  ///< of the widest that was tried and is none
};

namespace detail {

/// How busy prompts may keep a pool that is sized for them.
inline constexpr double prefill_load = 0.8;
/// Prefill workers beside one decode worker at most.
inline constexpr std::int64_t most_prefillers = 64;

[[nodiscard]] inline Feasible<Loaded> ready(const Wanted& of, const Deployed& as) {
  const auto work = deployed_work(of.llm, of.part, as, of.lengths);
  if (!work) return work.why();
  const auto by = coefficients_of(of.fit, as, work->formats);
  if (!by) return by.why();
  return loaded(*by, *work, as);
}

inline void offer(const Wanted& of, const Deployed& as, const Loaded& load, Offers& into) {
  ++into.tried;
  const auto most = goodput(load, of.limits);
  if (!most || !(*most > Frequency{})) {
    into.last = most ? Infeasible{&beyond_capacity, 0.0, 0.0, {}} : most.why();
    return;
  }
  const auto seen = open_loop(load, *most);
  if (seen) into.found.push_back({as, *most, *seen});
}

/// Prefill workers that keep up with one decode worker at its limit of TPOT.
[[nodiscard]] inline std::int64_t prefillers_for(const Loaded& load, const Limits& limits) {
  Loaded free = load;
  free.prefillers = 1e9;
  const auto most = goodput(free, {.ttft_p95 = Time{}, .tpot_p95 = limits.tpot_p95});
  if (!most) return 0;
  const double busy = ratio(*most, 1.0 / load.prompt.spacing) / prefill_load;
  return std::clamp<std::int64_t>(ceil_count(busy), 1, most_prefillers);
}

inline void offer_apart(const Wanted& of, const Deployed& together, Offers& into) {
  for (std::int64_t n = 1; n <= of.domain; n *= 2) {
    Deployed as = together;
    as.apart = true;
    as.prefill = {.workers = 1, .accelerators = n, .data = 1};
    auto load = ready(of, as);
    if (!load) continue;
    as.prefill.workers = prefillers_for(*load, of.limits);
    if (as.prefill.workers == 0) continue;
    load->prefillers = static_cast<double>(as.prefill.workers);
    offer(of, as, *load, into);
  }
}

}  // namespace detail

/// Every width in powers of two inside the domain; for models with experts every number of data
/// groups; prefill with decode, and in a pool of its own where there is output.
[[nodiscard]] inline Offers offers(const Wanted& of) {
  Offers made;
  for (std::int64_t n = 1; n <= of.domain; n *= 2) {
    const std::int64_t groups = of.llm.experts ? n : 1;
    for (std::int64_t data = 1; data <= groups; data *= 2) {
      if (of.llm.heads % (n / data) != 0) continue;
      Deployed as = of.base;
      as.apart = false;
      as.decode = {.workers = 1, .accelerators = n, .data = data};
      const auto load = detail::ready(of, as);
      if (!load) {
        ++made.tried;
        made.last = load.why();
        continue;
      }
      detail::offer(of, as, *load, made);
      if (of.lengths.output > Tokens{}) detail::offer_apart(of, as, made);
    }
  }
  std::stable_sort(made.found.begin(), made.found.end(),
                   [](const Offer& a, const Offer& b) { return a.of_one() > b.of_one(); });
  return made;
}

}  // namespace weft::serving
