// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/catalog/catalogue.hpp"
#include "weft/plan/resolve.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace weft::plan {

/// Position of `name`; none where it is empty or not there.
template <class T>
std::optional<Position> position(const Named<T>& in, std::string_view name) {
  const auto at = in.index(name);
  return name.empty() || at == in.size() ? std::nullopt : std::optional<Position>(at);
}

template <class E>
std::string word_of(E value) {
  return std::string(words<E>[static_cast<std::size_t>(value)].word);
}

/// Turns the names of one phase into positions and reports what does not fit together.
class Resolver {
 public:
  /// \param until  month in which the next phase begins; none for the last.
  Resolver(Stage& stage, std::optional<CalendarMonth> until, const catalog::Catalogue& catalogue,
           Diagnostics& diagnostics)
      : stage_(stage),
        until_(until),
        plan_(stage.plan),
        catalogue_(catalogue),
        diagnostics_(diagnostics) {}

  void run();

 private:
  void cluster(const Cluster& cluster);
  [[nodiscard]] const catalog::Node& node_of(Position cluster) const;

  [[nodiscard]] std::string path(Position fabric, std::string_view key = {}) const;
  void fabric(Position at);
  [[nodiscard]] std::string first_cluster() const;
  void check_nos(Position at, const FabricRefs& refs);
  void attach(Position at, FabricRefs& refs);
  void attach_cluster(Position at, FabricRefs& refs, std::string_view name, const Attach& how);
  /// The node's own ports of a role; a role it has no ports for uses those it falls to.
  [[nodiscard]] const catalog::NodePorts* ports_of(Position cluster, fabric::Role role,
                                                   bool& own) const;
  /// A port goes to one switch: two fabrics with hardware of their own cannot have it.
  void take_ports(Position at, Position cluster, const catalog::NodePorts& ports);
  /// Both ends of a link speak the same protocol, and no adapter is faster than the port it meets.
  void check_ends(Position at, const FabricRefs& refs, const std::string& cluster,
                  const Attachment& end);
  void carrier(Position at);
  /// What a logical fabric cannot have: it is whatever the fabric has that it shares.
  void own_hardware(Position at, const Fabric& fabric);
  /// Ports of a logical fabric stand on the hardware that it shares, each once.
  void endpoints(Position at);
  /// What carries each role for a cluster, falls included.
  void roles(Position cluster);
  [[nodiscard]] std::optional<Position> fabric_with(Position cluster, fabric::Role role) const;

  void workload(const std::string& name, const Workload& workload);
  void alternative(const Alternative& alternative);
  void check_until(const Training& training, const std::string& here);
  void trained(const Training& training, const std::string& here, WorkloadRefs& refs);
  void engine(const Serving& served, const std::string& here, WorkloadRefs& refs);
  void needs_accelerators(const WorkloadRefs& refs, const std::string& here);
  void inside_horizon(const std::optional<CalendarMonth>& from, const std::string& here);
  void calls(const Application& application, const std::string& here, WorkloadRefs& refs);
  /// Accelerators that a workload keeps for itself in this phase.
  [[nodiscard]] std::int64_t kept_by(const Workload& workload) const;
  /// What is kept for training and rental must exist.
  void room(Position cluster);

  /// A part without a price leaves the plan without any cost: better said where it is named.
  void prices();
  void node_prices();
  void switch_prices(Position fabric);
  void nic_prices(Position fabric);
  static std::string part_hint(const std::string& id, std::string_view kind);
  void no_price(const std::string& at, const std::string& part, std::string hint);

  Stage& stage_;
  std::optional<CalendarMonth> until_;
  const Plan& plan_;
  const catalog::Catalogue& catalogue_;
  Diagnostics& diagnostics_;
  /// The fabric that cables a group of ports of the units of a cluster.
  std::map<std::pair<Position, const catalog::NodePorts*>, Position> port_holders_;
};

}  // namespace weft::plan
