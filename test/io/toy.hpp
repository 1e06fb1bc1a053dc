// SPDX-License-Identifier: Apache-2.0
// A small vocabulary with every shape, for the tests of reading, writing, walking and documenting.
#pragma once

#include "weft/base/type_of.hpp"
#include "weft/io/document.hpp"
#include "weft/io/reader.hpp"
#include "weft/units/system.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace toy {

using namespace weft;

enum class Role : std::uint8_t { scale_out, front_end, out_of_band };

template <class Q>
struct Spread {
  Q mean{};
  std::optional<Q> p95;
  friend bool operator==(const Spread&, const Spread&) = default;
};

struct Tree {
  std::int64_t tiers = 2;
  double oversubscription = 1.0;
  friend bool operator==(const Tree&, const Tree&) = default;
};
struct Torus {
  std::int64_t x = 0;
  std::int64_t y = 0;
  friend bool operator==(const Torus&, const Torus&) = default;
};
using Topology = std::variant<Tree, Torus>;

struct Attach {
  std::optional<std::string> nic;
  std::int64_t count = 1;
  friend bool operator==(const Attach&, const Attach&) = default;
};

struct Budget {
  std::optional<Bandwidth> bandwidth;
  std::optional<Time> latency_p99;
  friend bool operator==(const Budget&, const Budget&) = default;
};

struct Fabric {
  Role role = Role::scale_out;
  Named<Attach> attach;
  Topology topology;
  std::optional<std::string> box;
  Bandwidth border{};
  Budget budget;
  std::vector<std::string> also;
  friend bool operator==(const Fabric&, const Fabric&) = default;
};

struct Cluster {
  std::int64_t count = 0;
  std::optional<Money> price;
  PerPeriod growth;
  CalendarMonth from{};
  bool owned = false;
  friend bool operator==(const Cluster&, const Cluster&) = default;
};

struct Traffic {
  Frequency requests{};
  Spread<Tokens> input;
  double peak_to_mean = 1.0;
  Monthly<Money> cost;
  friend bool operator==(const Traffic&, const Traffic&) = default;
};

struct Plan {
  std::string name;
  Named<Cluster> clusters;
  Named<Fabric> fabrics;
  Traffic traffic;
  Named<double> exchange;
  Named<double> by_role;
  friend bool operator==(const Plan&, const Plan&) = default;
};

inline constexpr Reason no_demand{"toy.no-demand", "nothing is asked for"};
struct Outcome {
  Money capital{};
  Money running{};
  Feasible<Time> payback = Infeasible{&no_demand};
  [[nodiscard]] constexpr Money total() const { return capital + running; }
};

}  // namespace toy

namespace weft {

template <>
inline constexpr auto words<toy::Role> =
    std::array{Case{"scale-out", "data and pipeline"}, Case{"front-end", "users"},
               Case{"out-of-band", "management"}};
template <>
inline constexpr auto words<toy::Topology> =
    std::array{Case{"tree", "switches in tiers"}, Case{"torus", "a ring in each direction"}};

template <class Q>
inline constexpr auto fields<toy::Spread<Q>> =
    std::array{row<&toy::Spread<Q>::mean>("mean", "the mean").required().bare(),
               row<&toy::Spread<Q>::p95>("p95", "the 95th percentile")};
template <class Q>
inline constexpr std::string_view type_name<toy::Spread<Q>> = "spread";

template <>
inline constexpr auto fields<toy::Tree> =
    std::array{row<&toy::Tree::tiers>("tiers", "rows of switches").between(1, 3),
               row<&toy::Tree::oversubscription>("oversubscription", "down to up").between(1, 64)};
template <>
inline constexpr std::string_view type_name<toy::Tree> = "tree";
static_assert(describes_all<toy::Tree>());
template <>
inline constexpr auto fields<toy::Torus> =
    std::array{row<&toy::Torus::x>("x", "length").at_least(1).required(),
               row<&toy::Torus::y>("y", "width").at_least(1).required()};
template <>
inline constexpr std::string_view type_name<toy::Torus> = "torus";

template <>
inline constexpr auto fields<toy::Attach> =
    std::array{row<&toy::Attach::nic>("nic", "adapter").refers_to("nic"),
               row<&toy::Attach::count>("count", "adapters for each node").at_least(1)};
template <>
inline constexpr std::string_view type_name<toy::Attach> = "attach";

template <>
inline constexpr auto fields<toy::Budget> =
    std::array{row<&toy::Budget::bandwidth>("bandwidth", "one direction, per accelerator")
                   .in("Gb/s")
                   .between(0, 1e11),
               row<&toy::Budget::latency_p99>("latency_p99", "99th percentile, port to port")
                   .in("us")
                   .between(0, 10)};
template <>
inline constexpr std::string_view type_name<toy::Budget> = "budget";

template <>
inline constexpr auto fields<toy::Fabric> =
    std::array{row<&toy::Fabric::role>("role", "what it carries").required(),
               row<&toy::Fabric::attach>("attach", "clusters on it").refers_to("/clusters"),
               row<&toy::Fabric::topology>("topology", "how it is wired"),
               row<&toy::Fabric::box>("switch", "leaf switch").refers_to("switch").automatic(),
               row<&toy::Fabric::border>("border", "way out of the site")
                   .in("Tb/s")
                   .at_least(0)
                   .renamed_from("uplink"),
               row<&toy::Fabric::budget>("budget", "limits"),
               row<&toy::Fabric::also>("also", "more clusters").refers_to("/clusters")};
template <>
inline constexpr std::string_view type_name<toy::Fabric> = "fabric";
static_assert(describes_all<toy::Fabric>());

template <>
inline constexpr auto fields<toy::Cluster> = std::array{
    row<&toy::Cluster::count>("count", "orderable units").at_least(0).required().counts("GPU"),
    row<&toy::Cluster::price>("price", "of one unit").in("$").at_least(0),
    row<&toy::Cluster::growth>("growth", "of its price")
        .between(-0.9, 2)
        .default_from("definition"),
    row<&toy::Cluster::from>("from", "first month"),
    row<&toy::Cluster::owned>("owned", "already bought").not_yet("book value")};
template <>
inline constexpr std::string_view type_name<toy::Cluster> = "cluster";

template <>
inline constexpr auto fields<toy::Traffic> = std::array{
    row<&toy::Traffic::requests>("requests", "mean of the first month").in("/s").at_least(0),
    row<&toy::Traffic::input>("input", "prompt of one request").in("tok").between(0, 1e7),
    row<&toy::Traffic::peak_to_mean>("peak_to_mean", "busiest hour").between(1, 100),
    row<&toy::Traffic::cost>("cost", "of one gateway").in("$").at_least(0)};
template <>
inline constexpr std::string_view type_name<toy::Traffic> = "traffic";

template <>
inline constexpr auto fields<toy::Plan> = std::array{
    row<&toy::Plan::name>("name", "for people").only_label(),
    row<&toy::Plan::clusters>("clusters", "nodes of one kind"),
    row<&toy::Plan::fabrics>("fabrics", "networks"),
    row<&toy::Plan::traffic>("traffic", "what users ask for"),
    row<&toy::Plan::exchange>("exchange", "dollars for one").keyed_by("currency").at_least(0),
    row<&toy::Plan::by_role>("by_role", "share of each role").keyed_by("role")};
template <>
inline constexpr std::string_view type_name<toy::Plan> = "plan";
static_assert(describes_all<toy::Plan>());

template <>
inline constexpr auto fields<toy::Outcome> =
    std::array{row<&toy::Outcome::capital>("capital", "bought").in("$"),
               row<&toy::Outcome::running>("running", "each year").in("$"),
               row<&toy::Outcome::payback>("payback", "until it is earned").in("months"),
               row<&toy::Outcome::total>("total", "all of it").in("$")};
template <>
inline constexpr std::string_view type_name<toy::Outcome> = "outcome";

}  // namespace weft

namespace toy {

/// A text read into a plan, with everything that was said about it.
struct Read {
  explicit Read(std::string text) : sources{{"plan.json", std::move(text)}} {
    root = io::parse(0, sources, diagnostics);
    if (const io::Node* section = root.find("let")) let.emplace(*section, diagnostics);
    io::ReadContext context{.diagnostics = diagnostics, .notes = notes};
    if (let) context.let = &*let;
    context.currencies = {{"EUR", 1.25}};
    context.root = &type_of<Plan>();
    context.read_elsewhere = {"let"};
    context.references.names = [this](std::string_view kind) { return names(kind); };
    context.references.known = [this](std::string_view kind, std::string_view id) {
      for (const std::string& each : names(kind)) {
        if (each == id) return true;
      }
      return false;
    };
    io::read(root, type_of<Plan>(), &plan, "", context);
    if (let) let->report_unused(context.used, diagnostics);
  }
  Read(const Read&) = delete;
  Read& operator=(const Read&) = delete;

  [[nodiscard]] std::vector<std::string> names(std::string_view kind) const {
    if (kind == "switch") return {"sn5600", "q3400-ra"};
    if (kind == "nic") return {"cx8"};
    std::vector<std::string> made;
    const io::Node* map = kind == "/clusters" ? root.find("clusters") : nullptr;
    if (map) {
      for (const io::Node& each : map->items) made.push_back(each.key);
    }
    return made;
  }
  /// "WF0301 fabrics.a.swich": code and path of each diagnostic, in the order of reading.
  [[nodiscard]] std::vector<std::string> said() const {
    std::vector<std::string> made;
    for (const Diagnostic& each : diagnostics.items) made.push_back(each.code + " " + each.path);
    return made;
  }
  /// The text under the span of a diagnostic.
  [[nodiscard]] std::string under(std::size_t index) const {
    const Span at = diagnostics.items.at(index).at.value_or(Span{});
    return sources[0].text.substr(at.begin, at.end - at.begin);
  }

  io::Sources sources;
  Diagnostics diagnostics;
  io::Node root;
  std::optional<io::Let> let;
  Notes notes;
  Plan plan;
};

}  // namespace toy
