// SPDX-License-Identifier: Apache-2.0
#include "trust_inputs.hpp"

#include "row_values.hpp"
#include "weft/io/quantity_text.hpp"
#include "weft/report/json_writer.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace weft::report {
namespace {

/// Sources have many words for one count. The first of a group is the one that rules set; a rule
/// that sets another of them means something of its own by it.
constexpr std::array<std::string_view, 9> leaf_words{
    "leaf", "leaves", "leafs", "leaf_switches", "tor", "tors", "tor_switches", "edge", "t0"};
constexpr std::array<std::string_view, 7> spine_words{
    "spine", "spines", "spine_switches", "agg", "aggs", "aggregation", "t1"};
constexpr std::array<std::string_view, 5> core_words{"core", "cores", "core_switches", "t2",
                                                     "superspine"};
constexpr std::array<std::string_view, 6> switch_words{"switches",     "routers",  "total_switches",
                                                       "switch_count", "vertices", "total_routers"};
constexpr std::array<std::string_view, 8> endpoint_words{
    "endpoints", "hosts", "terminals", "max_endpoints", "max_hosts", "gpus", "nics", "xpus"};
constexpr std::array<std::string_view, 9> trunk_words{
    "inter_switch_links", "switch_links", "network_links", "router_links", "links", "edges",
    "trunk_links",        "fabric_links", "total_links"};
constexpr std::array<std::string_view, 8> node_link_words{
    "node_leaf_links", "node_links",   "nic_tor_links",  "endpoint_links",
    "host_links",      "access_links", "gpu_leaf_links", "compute_and_ufm_cables"};
constexpr std::array<std::string_view, 5> leaf_spine_words{
    "leaf_spine_links", "spine_leaf_links", "tor_agg_links", "edge_agg_links", "uplinks"};
constexpr std::array<std::string_view, 3> spine_core_words{"spine_core_links", "agg_core_links",
                                                           "core_links"};
constexpr std::array<std::string_view, 3> node_cable_words{"node_leaf_cables", "node_cables",
                                                           "gpu_leaf_cables"};
constexpr std::array<std::string_view, 2> trunk_cable_words{"leaf_spine_cables",
                                                            "spine_leaf_cables"};
constexpr std::array<std::string_view, 7> oversubscription_words{
    "oversub",       "oversubscription", "taper",      "blocking",
    "oversub_ratio", "blocking_ratio",   "agg_oversub"};
constexpr std::array<std::string_view, 5> degree_words{"network_degree", "degree", "k_prime",
                                                       "network_radix", "network_ports"};
constexpr std::array<std::string_view, 4> radix_words{"radix", "router_radix", "switch_radix",
                                                      "ports_per_router"};
constexpr std::array<std::string_view, 3> hop_words{"hops", "max_hops", "most_hops"};
constexpr std::array<std::string_view, 4> local_words{"local_links", "intra_group_links",
                                                      "local_edges", "intra_links"};
constexpr std::array<std::string_view, 4> global_words{"global_links", "inter_group_links",
                                                       "global_edges", "inter_links"};
constexpr std::array<std::string_view, 6> pair_words{
    "links_between_group_pair", "links_per_pair",        "links_per_group_pair",
    "links_per_global_pair",    "global_links_per_pair", "lpp"};
constexpr std::array<std::string_view, 3> group_words{"pods", "groups", "max_groups"};
constexpr std::array<std::string_view, 3> module_words{"transceivers", "modules", "optics"};
constexpr std::array<std::string_view, 5> bisection_words{
    "bisection_tbps_one_way", "bisection_tbps", "bisection_tb_s_one_way", "bisection_one_way_tbps",
    "bisection"};
constexpr std::array<std::string_view, 4> cut_words{"bisection_links", "bisection_width",
                                                    "cut_links", "bisection_edges"};
constexpr std::array<std::string_view, 4> down_words{"nics_per_t0", "down", "nodes_per_leaf",
                                                     "leaf_down"};

constexpr std::array<std::span<const std::string_view>, 23> word_groups{
    leaf_words,       spine_words,      core_words,        switch_words,
    endpoint_words,   trunk_words,      node_link_words,   leaf_spine_words,
    spine_core_words, node_cable_words, trunk_cable_words, oversubscription_words,
    degree_words,     radix_words,      hop_words,         local_words,
    global_words,     pair_words,       group_words,       module_words,
    bisection_words,  cut_words,        down_words};

/// "routers_per_level[1]" is "routers_per_level" and "[1]".
std::pair<std::string_view, std::string_view> head_and_rest(std::string_view metric) {
  const auto end = std::min(metric.find_first_of(".["), metric.size());
  return {metric.substr(0, end), metric.substr(end)};
}

}  // namespace

const io::Node* TrustInputs::find(InputNames names) const {
  if (!inputs_) return nullptr;
  for (const std::string_view name : names) {
    const io::Node* found = inputs_->find(name);
    if (!found) continue;
    read_->insert(std::string(name));
    return found;
  }
  return nullptr;
}

std::optional<double> TrustInputs::number(InputNames names) const {
  for (const std::string_view name : names) {
    if (const auto at = given_.find(name); at != given_.end()) return at->second;
  }
  const io::Node* found = find(names);
  return found ? number_in(*found) : std::nullopt;
}

std::optional<std::int64_t> TrustInputs::count(InputNames names) const {
  constexpr double most = 1e7;  // no fabric has more of anything; products stay countable
  const auto found = number(names);
  if (!found || !(*found >= -most && *found <= most)) return std::nullopt;
  return static_cast<std::int64_t>(*found);
}

std::optional<bool> TrustInputs::truth(InputNames names) const {
  const io::Node* found = find(names);
  if (!found) return std::nullopt;
  if (const auto* said = std::get_if<bool>(&found->value)) return *said;
  return std::nullopt;
}

std::string TrustInputs::text(InputNames names) const {
  const io::Node* found = find(names);
  return found && found->text() ? *found->text() : std::string();
}

std::vector<double> TrustInputs::list(InputNames names) const {
  for (const std::string_view name : names) {
    if (const auto at = lists_.find(name); at != lists_.end()) return at->second;
  }
  std::vector<double> made;
  const io::Node* found = find(names);
  if (!found) return made;
  if (const auto one = number_in(*found)) made.push_back(*one);
  for (const io::Node& each : found->items) {
    if (const auto one = number_in(each)) made.push_back(*one);
  }
  return made;
}

std::optional<Bandwidth> TrustInputs::rate(InputNames names) const {
  const auto found = number(names);
  if (!found) return std::nullopt;
  return *found * giga_bit / second;
}

std::map<std::string, double> TrustInputs::beginning(std::string_view head) const {
  std::map<std::string, double> made;
  if (!inputs_) return made;
  for (const io::Node& each : inputs_->items) {
    const auto value = number_in(each);
    if (!value || !each.key.starts_with(head)) continue;
    read_->insert(each.key);
    made[each.key.substr(head.size())] = *value;
  }
  return made;
}

std::vector<std::string> TrustInputs::unread() const {
  std::vector<std::string> made;
  if (!inputs_) return made;
  for (const io::Node& each : inputs_->items) {
    if (!read_->contains(each.key)) made.push_back(each.key);
  }
  return made;
}

namespace {
constexpr std::string_view measured_prefix = "measured_";
}

bool TrustInputs::expects(std::string_view metric) const {
  return given_.contains(std::string(measured_prefix) + std::string(metric));
}

std::vector<std::string> TrustInputs::expected_beginning(std::string_view head) const {
  std::vector<std::string> made;
  for (const auto& [name, value] : given_) {
    if (!name.starts_with(measured_prefix)) continue;
    const std::string metric = name.substr(measured_prefix.size());
    if (metric.starts_with(head)) made.push_back(metric);
  }
  return made;
}

void TrustPrediction::set(const std::string& name, const std::vector<double>& values) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    set(name + "[" + std::to_string(i) + "]", values[i]);
  }
}

void TrustPrediction::refuse(const Infeasible& why) {
  if (!why.reason) return;
  std::string text = std::string(why.reason->id) + ": " + std::string(why.reason->text);
  if (!why.at.empty()) text += " (" + std::string(why.at) + ")";
  if (why.needed > 0.0 || why.available > 0.0) {
    text += ": needs " + io::show_quantity(why.needed, why.of) + ", there is " +
            io::show_quantity(why.available, why.of);
  }
  if (refusal_.empty()) refusal_ = text;
  reasons_.push_back(std::move(text));
}

std::optional<TrustValue> TrustPrediction::find(std::string_view metric) const {
  constexpr std::string_view right = "right_";
  if (metric.starts_with(right)) metric.remove_prefix(right.size());
  if (const auto at = values_.find(metric); at != values_.end()) return at->second;
  const auto [head, rest] = head_and_rest(metric);
  for (const auto& group : word_groups) {
    if (std::find(group.begin(), group.end(), head) == group.end()) continue;
    const auto at = values_.find(std::string(group.front()) + std::string(rest));
    if (at != values_.end()) return at->second;
  }
  return std::nullopt;
}

std::string TrustPrediction::why_not(std::string_view metric) const {
  if (const auto at = lacks_.find(metric); at != lacks_.end()) return at->second;
  if (!refusal_.empty()) return refusal_;
  return "no rule gives this metric from the inputs of the row";
}

}  // namespace weft::report
