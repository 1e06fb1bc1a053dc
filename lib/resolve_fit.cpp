// SPDX-License-Identifier: Apache-2.0
#include "resolve_fit.hpp"

#include "fit_place.hpp"
#include "weft/plan/link_places.hpp"

#include <algorithm>
#include <string>
#include <string_view>

namespace weft::plan {
namespace {

// --- tiers ---------------------------------------------------------------------------------------

bool has_cell_ports(const catalog::Switch& box) {
  return std::any_of(box.ports.begin(), box.ports.end(), [](const catalog::SwitchPorts& each) {
    return each.use == catalog::PortUse::fabric;
  });
}
/// Cell-based spines join leaves that have ports for cells, and nothing else does.
bool are_joined(const catalog::Switch& lower, const catalog::Switch& upper) {
  const bool cells = upper.protocol == catalog::Protocol::scheduled;
  if (cells || has_cell_ports(lower)) return cells && has_cell_ports(lower);
  return lower.protocol == upper.protocol;
}

void check_tier(const FitPlace& at, Position lower, Position upper, std::string_view key) {
  const catalog::Switch& below = at.box(lower);
  const catalog::Switch& above = at.box(upper);
  if (are_joined(below, above)) return;
  const bool cells = has_cell_ports(below) && below.protocol != catalog::Protocol::scheduled;
  at.diagnostics.error(
      "WF0401", at.path + std::string(key),
      at.box_name(upper) + " speaks " + case_word(above.protocol) + ", and " + at.box_name(lower) +
          " below it " +
          (cells ? "has ports for a scheduled fabric" : "speaks " + case_word(below.protocol)),
      "take a switch that speaks " +
          case_word(cells ? catalog::Protocol::scheduled : below.protocol));
}

void check_nos(const FitPlace& at, Position box, std::string_view tier) {
  const auto& runs = at.box(box).nos;
  const std::string& nos = at.written.nos;
  if (!at.refs.nos || runs.empty() || std::find(runs.begin(), runs.end(), nos) != runs.end())
    return;
  std::string known;
  for (const std::string& each : runs) known += (known.empty() ? "\"" : ", \"") + each + "\"";
  at.diagnostics.error(
      "WF0401", at.path + "nos",
      "\"" + nos + "\" does not run on " + at.box_name(box) + ", the " + std::string(tier),
      "it runs " + known);
}

void check_tiers(const FitPlace& at) {
  if (!at.written.spine_switch.empty() && at.refs.spine) {
    check_tier(at, *at.refs.leaf, *at.refs.spine, "spine_switch");
    check_nos(at, *at.refs.spine, "spine");
  }
  if (!at.written.core_switch.empty() && at.refs.spine && at.refs.core) {
    check_tier(at, *at.refs.spine, *at.refs.core, "core_switch");
    check_nos(at, *at.refs.core, "core");
  }
}

// --- floor ---------------------------------------------------------------------------------------

void check_floor(const Stage& stage, const catalog::Catalogue& catalogue,
                 Diagnostics& diagnostics) {
  const auto& floor = stage.plan.site.floor;
  if (!floor) return;
  std::int64_t racks = 0;
  for (Position c = 0; c < stage.clusters.size(); ++c) racks += cluster_racks(catalogue, stage, c);
  if (racks <= floor->places()) return;
  diagnostics.warn("WF0418", "site.floor",
                   (stage.name.empty() ? std::string() : "in " + stage.name + ", ") +
                       "the nodes need " + std::to_string(racks) + " racks, and the floor has " +
                       std::to_string(floor->places()) + " places",
                   "cable lengths are those of a full floor; write more rows or places");
}

}  // namespace

void fit_parts(Stage& stage, const catalog::Catalogue& catalogue, Diagnostics& diagnostics) {
  for (Position f = 0; f < stage.fabrics.size(); ++f) {
    FabricRefs& refs = stage.fabrics[f];
    if (refs.carrier != f || !refs.leaf) continue;
    const auto& [name, written] = stage.plan.fabrics.entries[f];
    const FitPlace at{stage, written, refs, catalogue, "fabrics." + name + ".", diagnostics};
    check_tiers(at);
    fit_cables(at, f, refs);
  }
  check_floor(stage, catalogue, diagnostics);
}

}  // namespace weft::plan
