// SPDX-License-Identifier: Apache-2.0
// weft size options: every kind of fabric with every switch, the cheapest first.
#include "question_reply.hpp"
#include "weft/fabric/bandwidth.hpp"
#include "weft/fabric/search.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace weft::report {

/// One way to build it, as numbers.
struct OptionReply {
  std::int64_t switches = 0, trunk_links = 0, hops = 0;
  double oversubscription = 1.0;
  Bandwidth bisection{};
  std::optional<Money> price;
};
/// By switch and kind.
struct OptionsReply {
  Named<OptionReply> options;
};

}  // namespace weft::report

namespace weft {

using report::OptionReply;
using report::OptionsQuestion;
using report::OptionsReply;

template <>
inline constexpr std::string_view type_name<OptionsQuestion> = "size_options";
template <>
inline constexpr auto fields<OptionsQuestion> = std::array{
    row<&OptionsQuestion::endpoints>("endpoints", "ports of nodes").between(2, 1e7).required(),
    row<&OptionsQuestion::link>("link", "rate of an endpoint, per direction")
        .in("Gb/s")
        .between(1, 1e15)
        .required(),
    row<&OptionsQuestion::rails>("rails", "leaves of a group; of rail topologies")
        .between(1, 64)
        .default_from("8 adapters a node"),
    row<&OptionsQuestion::prices>("prices", "a price book of the catalogue").only_label(),
    row<&OptionsQuestion::top>("top", "how many are shown").between(1, 100)};
static_assert(describes_all<OptionsQuestion>());

template <>
inline constexpr std::string_view type_name<OptionReply> = "size_option";
template <>
inline constexpr auto fields<OptionReply> = std::array{
    row<&OptionReply::switches>("switches", "all tiers and planes"),
    row<&OptionReply::trunk_links>("trunk_links", "between switches"),
    row<&OptionReply::hops>("hops", "most switches on a minimal path"),
    row<&OptionReply::oversubscription>("oversubscription", "after rounding"),
    row<&OptionReply::bisection>("bisection", "one way, over the narrowest half cut").in("Tb/s"),
    row<&OptionReply::price>("price", "of the boxes, where they have one").in("$")};
static_assert(describes_all<OptionReply>());
template <>
inline constexpr auto fields<OptionsReply> =
    std::array{row<&OptionsReply::options>("options", "the cheapest first").inlined()};
static_assert(describes_all<OptionsReply>());

}  // namespace weft

namespace weft::report {
namespace {

/// The word by which a plan calls a kind.
std::string word_of(const fabric::Topology& kind) {
  constexpr std::array<std::string_view, fabric::searched_kinds.size()> names{
      "single-switch", "leaf-spine", "rail-optimized", "rail-only", "dual-tor",
      "multi-plane",   "dragonfly",  "dragonfly-plus", "slim-fly",  "polar-fly",
      "hyperx",        "full-mesh",  "jellyfish"};
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (fabric::searched_kinds[i].index() == kind.index()) return std::string(names[i]);
  }
  return "leaf-spine";
}

std::optional<OptionsReply> size_options(const OptionsQuestion& ask, io::Library& library,
                                         Diagnostics& diagnostics) {
  if (!ask.prices.empty() && !library.use_book(ask.prices)) {
    diagnostics.error("WF0303", "prices", "no price book is called \"" + ask.prices + "\"", {});
    return std::nullopt;
  }
  catalog::Catalogue parts;
  Notes notes;
  for (const std::string& id : library.names("switch")) {
    library.require("switch", id, parts, notes, diagnostics);
  }
  std::vector<fabric::SwitchBox> boxes;
  for (const auto& each : parts.switches) boxes.push_back(fabric::switch_box(each.value));
  fabric::SizeRequest request;
  request.endpoints = ask.endpoints;
  request.rails = ask.rails;
  std::vector<fabric::Candidate> best(static_cast<std::size_t>(ask.top));
  best.resize(fabric::search(fabric::searched_kinds, boxes, request, ask.link, best));
  if (best.empty()) {
    diagnostics.error("WF0401", "endpoints", "no switch of the catalogue makes such a fabric",
                      "a slower link or fewer endpoints");
    return std::nullopt;
  }
  OptionsReply reply;
  for (const fabric::Candidate& each : best) {
    const std::string name =
        parts.switches.entries[each.box].name + "/" + word_of(fabric::searched_kinds[each.kind]);
    reply.options[name] = {each.design.switches(),
                           each.design.trunk_links(),
                           each.design.most_hops,
                           each.design.oversubscription,
                           fabric::bisection(each.design, each.uplink),
                           each.price};
  }
  return reply;
}

}  // namespace

const Type& options_question() { return type_of<OptionsQuestion>(); }

std::vector<Fact> options_reply(const io::Node& written, io::Sources& sources,
                                Diagnostics& diagnostics) {
  return reply_to<OptionsQuestion, OptionsReply, &size_options>(written, sources, diagnostics);
}

}  // namespace weft::report
