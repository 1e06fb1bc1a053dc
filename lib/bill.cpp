// SPDX-License-Identifier: Apache-2.0
#include "weft/plan/bill.hpp"

#include "weft/plan/renewals.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

namespace weft::plan {
namespace {

using Kind = Purchase::Kind;

std::string_view word_of(Kind kind) {
  switch (kind) {
    case Kind::node:
      return "node";
    case Kind::leaf:
    case Kind::spine:
    case Kind::core:
      return "switch";
    case Kind::nic:
      return "nic";
    case Kind::node_module:
    case Kind::trunk_module:
      return "module";
    case Kind::node_cable:
    case Kind::trunk_cable:
      return "cable";
    case Kind::recabling:
    case Kind::switching:
      return "work";
    case Kind::building:
      return "facility";
  }
  return "part";
}

/// A line of the parts of a fabric; of what clusters and the site buy there is none.
const detail::FabricLine* line_of(const Purchase& one) {
  const bool is_part = one.owner == Purchase::Owner::fabric && !is_work(one.kind);
  return is_part ? &detail::fabric_lines[one.line] : nullptr;
}

template <class T>
std::string name_in(const Named<T>& from, std::optional<Position> at) {
  return at ? from.entries[*at].name : std::string();
}

class Biller {
 public:
  Biller(const Scenario& scenario, const Workspace& room) : scenario_(scenario), room_(room) {}

  BillOfMaterials run() {
    each_purchase(scenario_, room_, [&](const Purchase& one) { bill_.lines.push_back(line(one)); });
    add_included();
    return std::move(bill_);
  }

 private:
  BillLine line(const Purchase& one) const {
    const Stage& stage = scenario_.stages[one.stage];
    BillLine made;
    made.owner = owner(one);
    made.phase = stage.name;
    made.kind = one.spare ? "spare" : std::string(word_of(one.kind));
    made.part = part(stage, one);
    made.count = one.count;
    made.price = one.price;
    made.total = one.total;
    made.asset = one.asset;
    if (const auto* from = line_of(one)) made.note = from->place;
    made.renewed = one.renewal > 0;
    if (made.renewed && one.kind != Kind::switching) {
      made.note += made.note.empty() ? "renewed" : ", renewed";
    }
    if (one.price == Money{})
      made.note += made.note.empty() ? "no price of its own" : ", no price of its own";
    return made;
  }

  std::string owner(const Purchase& one) const {
    const Plan& plan = scenario_.last().plan;
    switch (one.owner) {
      case Purchase::Owner::cluster:
        return "clusters." + plan.clusters.entries[one.at].name;
      case Purchase::Owner::fabric:
        return "fabrics." + plan.fabrics.entries[one.at].name;
      case Purchase::Owner::site:
        return "site";
    }
    return "site";
  }

  std::string part(const Stage& stage, const Purchase& one) const {
    const auto& parts = scenario_.catalogue;
    if (one.kind == Kind::building) return "building";
    if (one.kind == Kind::recabling) return "recabling";
    if (one.kind == Kind::switching) return "change of maker";
    if (one.kind == Kind::node) return parts.nodes.entries[stage.clusters[one.at].node].name;
    const FabricRefs& refs = stage.fabrics[one.at];
    switch (one.kind) {
      case Kind::leaf:
        return name_in(parts.switches, refs.leaf);
      case Kind::spine:
        return name_in(parts.switches, refs.spine);
      case Kind::core:
        return name_in(parts.switches, refs.core);
      case Kind::node_module:
      case Kind::node_cable:
      case Kind::trunk_module:
      case Kind::trunk_cable:
        return link_part(refs, *line_of(one));
      case Kind::nic:
        return nics(refs);
      default:
        return {};
    }
  }

  /// The part at the end of links that the line is of; of fibre, the modules that light it.
  std::string link_part(const FabricRefs& refs, const detail::FabricLine& line) const {
    const auto& links = refs.*line.links;
    if (!links) return {};
    return scenario_.catalogue.optics.entries[line.above ? links->above : links->below].name;
  }

  std::string nics(const FabricRefs& refs) const {
    std::string text;
    for (const Attachment& each : refs.attachments) {
      if (each.nic_included || !each.nic) continue;
      const std::string name = name_in(scenario_.catalogue.nics, each.nic);
      if (text.find(name) == std::string::npos) text += (text.empty() ? "" : " + ") + name;
    }
    return text;
  }

  /// Adapters that the price of a node contains: shown with a price of 0, so that nobody buys
  /// twice.
  void add_included() {
    const Stage& last = scenario_.last();
    for (Position f = 0; f < last.fabrics.size(); ++f) {
      for (const Attachment& each : last.fabrics[f].attachments) {
        const std::int64_t units = last.plan.clusters.entries[each.cluster].value.count;
        if (!each.nic_included || each.nics == 0 || !each.own_ports || units == 0) continue;
        BillLine made;
        made.owner = "fabrics." + last.plan.fabrics.entries[f].name;
        made.phase = last.name;
        made.kind = "nic";
        made.part = name_in(scenario_.catalogue.nics, each.nic);
        made.count = units * each.nics;
        made.price = Money{};
        made.note = "in the price of " +
                    scenario_.catalogue.nodes.entries[last.clusters[each.cluster].node].name;
        bill_.lines.push_back(std::move(made));
      }
    }
  }

  const Scenario& scenario_;
  const Workspace& room_;
  BillOfMaterials bill_;
};

}  // namespace

BillOfMaterials bill(const Scenario& scenario, const Evaluation& evaluated) {
  return Biller(scenario, evaluated.room).run();
}

}  // namespace weft::plan
