// SPDX-License-Identifier: Apache-2.0
// The ways of a collective, each with the time that its parts take.
#pragma once

#include "weft/catalog/link_profile.hpp"
#include "weft/fabric/collective.hpp"
#include "weft/fabric/collective_candidate.hpp"
#include "weft/fabric/collective_staged.hpp"
#include "weft/fabric/collective_steps.hpp"
#include "weft/units/math.hpp"
#include "weft/units/system.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>

namespace weft::fabric::detail {

/// Bytes that a ring moves over each link, over S.
constexpr double ring_volume(Collective kind, double n) {
  switch (kind) {
    case Collective::all_reduce:
      return 2.0 * (n - 1.0) / n;
    case Collective::all_gather:
    case Collective::reduce_scatter:
      return (n - 1.0) / n;
    default:
      return 1.0;
  }
}
/// Times that a ring goes round.
constexpr double ring_rounds(Collective kind) { return kind == Collective::all_reduce ? 2.0 : 1.0; }

/// In a full mesh a group has only the links between its own ranks.
inline Bandwidth local_rate(const RankGroup& on, const LinkProfiles& links) {
  const std::int64_t mesh = links.local->mesh;
  if (mesh < 2 || on.local_ranks >= mesh) return on.local_rate;
  return static_cast<double>(on.local_ranks - 1) / static_cast<double>(mesh - 1) * on.local_rate;
}

inline Candidate ring(Collective kind, Bytes size, const RankGroup& on, const LinkProfiles& links) {
  const auto n = static_cast<double>(on.ranks);
  const auto k = static_cast<double>(on.domains());
  const catalog::LinkFit& local = *links.local->ring;
  const Bytes moved = ring_volume(kind, n) * size;
  const double crossing = ring_rounds(kind) * (k - 1.0);
  const double inside = ring_rounds(kind) * (n - 1.0) - crossing;
  Candidate made{.algorithm = CollectiveAlgorithm::ring,
                 .latency = local.latency + inside * local.step,
                 .fill = local.fill,
                 .local = moved / (local.efficiency * local_rate(on, links))};
  if (on.domains() == 1) return made;
  const catalog::LinkFit& net = *links.net->ring;
  made.latency += net.latency + crossing * net.step;
  made.fill += net.fill;
  made.net = moved / (static_cast<double>(on.local_ranks) * net.efficiency * on.net_rate);
  if (on.local_ranks == 1) made.local = Time{};
  return made;
}

/// Whether the library lets the switches of the domain add.
inline bool adds_in_switch(const RankGroup& on, const LinkProfiles& links) {
  return links.local->in_switch && on.local_ranks >= links.local->in_switch_from;
}
/// The part of an all-reduce inside each domain.
inline Candidate local_reduce(Bytes size, const RankGroup& on, const LinkProfiles& links) {
  const bool in_switch = adds_in_switch(on, links);
  const catalog::LinkFit& fit = in_switch ? *links.local->in_switch : *links.local->ring;
  Candidate made{.algorithm = CollectiveAlgorithm::in_switch};
  const auto g = static_cast<double>(on.local_ranks);
  made.latency = fit.latency + (in_switch ? 1.0 : 2.0 * (g - 1.0)) * fit.step;
  made.fill = fit.fill;
  // With the switches' help each rank answers the reads of all and sends its part of the sum to
  // all; without, it sends its sum on and the result back.
  const double volume = in_switch ? 1.0 + 1.0 / g : 2.0 * (g - 1.0) / g;
  if (on.local_ranks > 1) made.local = volume * size / (fit.efficiency * local_rate(on, links));
  return made;
}

/// What the busiest domain of a double binary tree sends, over S: with two domains its one child's
/// part, with three one and a half, from four on both children's.
constexpr double tree_volume(std::int64_t domains) {
  return domains <= 2 ? 1.0 : domains == 3 ? 1.5 : 2.0;
}

inline Candidate tree(Bytes size, const RankGroup& on, const LinkProfiles& links,
                      const catalog::LinkFit& net) {
  Candidate made = local_reduce(size, on, links);
  made.algorithm = CollectiveAlgorithm::tree;
  made.latency += net.latency + doublings(on.domains()) * net.step;
  made.fill += net.fill;
  made.net = tree_volume(on.domains()) * size /
             (static_cast<double>(on.local_ranks) * net.efficiency * on.net_rate);
  return made;
}

/// Switches between the domains add: each domain sends S once and receives it once.
inline Candidate net_in_switch(Bytes size, const RankGroup& on, const LinkProfiles& links) {
  const catalog::LinkFit& net = *links.net->in_switch;
  Candidate made = local_reduce(size, on, links);
  made.latency += net.latency + doublings(on.domains()) * net.step;
  made.fill += net.fill;
  made.net = size / (static_cast<double>(on.local_ranks) * net.efficiency * on.net_rate);
  return made;
}

inline Candidate pairwise(Bytes size, const RankGroup& on, const LinkProfiles& links) {
  const auto n = static_cast<double>(on.ranks);
  const auto g = static_cast<double>(std::min(on.local_ranks, on.ranks));
  const catalog::LinkFit& local = *links.local->all_to_all;
  Candidate made{.algorithm = CollectiveAlgorithm::pairwise,
                 .latency = local.latency + (g - 1.0) * local.step,
                 .fill = local.fill};
  if (g > 1.0) made.local = (g - 1.0) / n * size / (local.efficiency * local_rate(on, links));
  if (on.domains() == 1) return made;
  const catalog::LinkFit& net = *links.net->all_to_all;
  made.latency += net.latency + (n - g) * net.step;
  made.fill += net.fill;
  made.net = (n - g) / n * size / (net.efficiency * on.net_rate);
  return made;
}

/// Two ranks of a full mesh have one link.
inline Bandwidth pair_rate(const RankGroup& on, const LinkProfiles& links) {
  const std::int64_t mesh = links.local->mesh;
  return mesh < 2 ? on.local_rate : on.local_rate / static_cast<double>(mesh - 1);
}

inline Candidate direct(Bytes size, const RankGroup& on, const LinkProfiles& links) {
  const bool inside = on.local_ranks > 1;
  const catalog::LinkFit& fit = inside ? *links.local->direct : *links.net->direct;
  Candidate made{
      .algorithm = CollectiveAlgorithm::direct, .latency = fit.latency, .fill = fit.fill};
  (inside ? made.local : made.net) =
      size / (fit.efficiency * (inside ? pair_rate(on, links) : on.net_rate));
  return made;
}

/// Offers each way of an all-reduce but the ring.
template <class Offer>
void each_reduction(Bytes size, const RankGroup& on, const LinkProfiles& links, Offer&& offer) {
  if (on.domains() == 1) {
    if (adds_in_switch(on, links)) offer(local_reduce(size, on, links));
    return;
  }
  const catalog::LinkProfile& net = *links.net;
  for (const auto* each : {&net.tree, &net.short_tree}) {
    if (*each) offer(tree(size, on, links, **each));
  }
  if (links.net_adds && net.in_switch) offer(net_in_switch(size, on, links));
}

/// All-gather or reduce-scatter in doubling steps. NCCL runs it where each node has one rank.
inline Candidate aggregated_trees(Bytes size, const RankGroup& on, const LinkProfiles& links) {
  const auto n = static_cast<double>(on.ranks);
  const catalog::LinkFit& net = *links.net->ring;
  return {.algorithm = CollectiveAlgorithm::pat,
          .latency = net.latency + doublings(on.ranks) * net.step,
          .fill = net.fill,
          .net = (n - 1.0) / n * size / (net.efficiency * on.net_rate)};
}

/// Every rank with its peers of the other domains by its own adapter, and inside, by turns. An
/// all-reduce is the reduce-scatter and the all-gather, one after the other.
inline Candidate staged(Collective kind, Bytes size, const RankGroup& on,
                        const LinkProfiles& links) {
  const catalog::LinkFit& local = *links.local->ring;
  const catalog::LinkFit& net = *links.net->staged;
  const StagedGroup by{.local_ranks = on.local_ranks,
                       .domains = on.domains(),
                       .local_rate = local.efficiency * local_rate(on, links),
                       .net_rate = net.efficiency * on.net_rate,
                       .stages = links.net->stages};
  const double rounds = ring_rounds(kind);
  const auto g = static_cast<double>(on.local_ranks);
  const auto k = static_cast<double>(on.domains());
  Candidate made{.algorithm = CollectiveAlgorithm::staged,
                 .latency = local.latency + net.latency,
                 .fill = local.fill + net.fill};
  if (on.local_ranks > 1) made.local = rounds * (g - 1.0) / g * size / by.local_rate;
  made.net = rounds * (k - 1.0) / (g * k) * size / by.net_rate;
  made.least = rounds * staged_all_gather(size, by).total();
  return made;
}

/// Whether the library between the domains has kernels that gather in stages.
inline bool offers_staged(Collective kind, const RankGroup& on, const LinkProfiles& links) {
  const bool gathers = kind == Collective::all_reduce || kind == Collective::all_gather ||
                       kind == Collective::reduce_scatter;
  return gathers && on.domains() > 1 && links.net->staged && links.local->ring;
}

/// Whether both technologies that a group uses have a fit.
inline bool both_know(const RankGroup& on, const LinkProfiles& links,
                      std::optional<catalog::LinkFit> catalog::LinkProfile::*fit) {
  return links.local->*fit && (on.domains() == 1 || links.net->*fit);
}

/// Offers each way of an all-gather or a reduce-scatter but the ring.
template <class Offer>
void each_gather(Bytes size, const RankGroup& on, const LinkProfiles& links, Offer&& offer) {
  const bool alone = on.domains() > 1 && on.local_ranks == 1;
  if (alone && links.net->ring) offer(aggregated_trees(size, on, links));
}

/// Offers each way of an operation that both technologies know.
template <class Offer>
void each_way(Collective kind, Bytes size, const RankGroup& on, const LinkProfiles& links,
              Offer&& offer) {
  using Profile = catalog::LinkProfile;
  if (kind == Collective::all_to_all) {
    if (both_know(on, links, &Profile::all_to_all)) offer(pairwise(size, on, links));
    return;
  }
  if (kind == Collective::point_to_point) {
    const auto& fit = on.local_ranks > 1 ? links.local->direct : links.net->direct;
    if (fit) offer(direct(size, on, links));
    return;
  }
  if (both_know(on, links, &Profile::ring)) offer(ring(kind, size, on, links));
  if (offers_staged(kind, on, links)) offer(staged(kind, size, on, links));
  if (kind == Collective::all_reduce && links.local->ring) each_reduction(size, on, links, offer);
  if (kind == Collective::all_gather || kind == Collective::reduce_scatter)
    each_gather(size, on, links, offer);
}

}  // namespace weft::fabric::detail
