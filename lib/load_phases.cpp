// SPDX-License-Identifier: Apache-2.0
#include "error_at.hpp"
#include "load_parts.hpp"
#include "weft/io/nearest.hpp"
#include "weft/io/reader.hpp"
#include "weft/io/walk.hpp"
#include "weft/io/writer.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace weft::io {
namespace {

struct Written {
  const Node* node = nullptr;
  plan::Phase phase;
};

bool is_header(const Node& member) { return member.key == "from" || member.key == "about"; }

/// A phase changes what stands, not the rules by which all months are counted.
void check_patch(Loaded& into, const Node& phase) {
  constexpr std::string_view allowed[] = {"from",      "about", "clusters",  "fabrics",
                                          "workloads", "site",  "operations"};
  for (const Node& member : phase.items) {
    const auto* found = std::find(std::begin(allowed), std::end(allowed), member.key);
    if (found != std::end(allowed) || member.key.starts_with("x-")) continue;
    const std::string path = join("ramp." + phase.key, member.key);
    if (find_row(type_of<plan::Plan>(), member.key)) {
      error_at(into.diagnostics, member.key_at, "WF0412", path,
               "a phase cannot change `" + member.key + "`: it holds for all months",
               "write it in the plan itself, or in a variant");
    } else {
      error_at(into.diagnostics, member.key_at, "WF0301", path, "unknown key `" + member.key + "`",
               did_you_mean(member.key, allowed));
    }
  }
}

plan::Phase read_header(Loaded& into, const Node& phase, const Let& let) {
  Node header = object_node();
  header.at = phase.at;
  std::copy_if(phase.items.begin(), phase.items.end(), std::back_inserter(header.items), is_header);
  Notes notes;
  ReadContext context{into.diagnostics, notes};
  context.let = &let;
  plan::Phase made;
  read(header, type_of<plan::Phase>(), &made, "ramp." + phase.key, context);
  return made;
}

void check_order(Loaded& into, const Written& before, const Written& after) {
  if (after.phase.from >= before.phase.from) return;
  const Node& node = *after.node;
  const Node* from = node.find("from");
  error_at(into.diagnostics, from ? from->at : node.at, "WF0405", "ramp." + node.key + ".from",
           "`" + node.key + "` begins before `" + before.node->key + "`, " +
               format_month(before.phase.from) + ", which stands above it",
           "phases stand in the order of the calendar: each is laid over those above it");
}

std::vector<Written> read_headers(Loaded& into, const Node& ramp, const Let& let) {
  std::vector<Written> written;
  for (const Node& each : ramp.items) {
    if (each.key.starts_with("x-")) continue;
    check_name(into, "ramp", each);
    check_patch(into, each);
    written.push_back({&each, read_header(into, each, let)});
    if (written.size() > 1 && !into.diagnostics.has_errors()) {
      check_order(into, *(written.end() - 2), written.back());
    }
  }
  return written;
}

}  // namespace

void read_phases(Loaded& into, PlanReader& reader) {
  LoadedPhase base;
  reader.read(into.document, base.plan, base.notes);
  const Node* ramp = into.document.find("ramp");
  if (!ramp || !ramp->is_object() || ramp->items.empty()) {
    base.from = base.plan.time.start;
    into.phases.push_back(std::move(base));
    return;
  }
  const auto written = read_headers(into, *ramp, reader.let());
  if (into.diagnostics.has_errors()) {
    into.phases.push_back(std::move(base));
    return;
  }
  Node document = into.document;
  for (const Written& each : written) {
    Node patch = *each.node;
    std::erase_if(patch.items, is_header);
    merge(document, patch);
    LoadedPhase phase{each.node->key, each.phase.from, {}, {}};
    reader.read(document, phase.plan, phase.notes);
    into.phases.push_back(std::move(phase));
  }
}

}  // namespace weft::io
