// SPDX-License-Identifier: Apache-2.0
#include "resolve_sources.hpp"

#include "weft/plan/size_fabrics.hpp"

#include <vector>

namespace weft::plan {
namespace {

/// Rates of the links between endpoints and leaves, one plane of them.
std::vector<Bandwidth> end_rates(const Stage& stage, Position at) {
  const auto planes = static_cast<double>(planes_of(stage.plan.fabrics.entries[at].value.topology));
  std::vector<Bandwidth> rates;
  each_attachment(stage, at, [&](const Attachment& each, Position) {
    if (each.ports > 0) rates.push_back(each.rate / planes);
  });
  return rates;
}

}  // namespace

void count_sources(Stage& stage, const catalog::Catalogue& catalogue) {
  for (Position f = 0; f < stage.fabrics.size(); ++f) {
    FabricRefs& refs = stage.fabrics[f];
    const std::string& nos = stage.plan.fabrics.entries[f].value.nos;
    const auto rates = end_rates(stage, f);
    std::optional<Position> below;
    for (const auto& tier : {refs.leaf, refs.spine, refs.core}) {
      if (!tier || tier == below) continue;
      const auto& [id, record] = catalogue.switches.entries[*tier];
      const std::span<const Bandwidth> used =
          tier == refs.leaf ? std::span(rates) : std::span<const Bandwidth>();
      const auto made =
          fabric::sources({id, record, nos, used}, catalogue.market, catalogue.optics);
      refs.sources = refs.sources ? fabric::narrower(*refs.sources, made) : made;
      below = tier;
    }
  }
}

}  // namespace weft::plan
