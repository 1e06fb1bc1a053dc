// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/calendar.hpp"
#include "weft/catalog/catalogue.hpp"
#include "weft/economics/lead_time.hpp"
#include "weft/fabric/role.hpp"
#include "weft/fabric/sources.hpp"
#include "weft/plan/choices.hpp"
#include "weft/plan/plan.hpp"
#include "weft/training/trainee.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace weft::plan {

/// Position in one of the lists of the plan or of the catalogue.
using Position = std::size_t;

/// Ports of one cluster on the hardware of one fabric.
struct Attachment {
  Position cluster = 0;
  std::int64_t ports = 0;  ///< of one unit
  Bandwidth rate{};        ///< of one port, per direction
  std::int64_t nics = 0;   ///< adapters of one unit behind these ports
  std::optional<Position> nic;
  std::optional<Position> profile;  ///< of its links, as collectives find them
  bool nic_included = true;         ///< the price of the node contains them
  bool own_ports = true;  ///< false: ports that another fabric on the same hardware brings
  friend bool operator==(const Attachment&, const Attachment&) = default;
};

/// The names in a cluster, as positions.
struct ClusterRefs {
  Position node = 0;
  std::optional<Position> accelerator;
  std::optional<Position> profile;  ///< of the links inside a domain
  /// The fabric that carries what belongs to a role; falls to the next role are taken.
  std::array<std::optional<Position>, fabric::role_count> fabric_of{};
  friend bool operator==(const ClusterRefs&, const ClusterRefs&) = default;
};

/// The parts that make the links of one place; of a cable with its ends twice the same.
struct LinkParts {
  Position below = 0;  ///< towards the nodes
  Position above = 0;
  friend bool operator==(const LinkParts&, const LinkParts&) = default;
};

/// The names in a fabric, as positions. One that shares another's hardware has no switches.
struct FabricRefs {
  Position carrier = 0;  ///< whose hardware it uses: its own position, or that of `shares`
  std::optional<Position> leaf, spine, core, nos;
  std::vector<Attachment> attachments;  ///< of its own clusters
  bool every_switch = false;            ///< a management port of each switch of the others
  std::optional<LinkParts> node_leaf, leaf_spine, spine_core;  ///< named, or chosen
  std::optional<fabric::Sources> sources;                      ///< of hardware of its own
  double slowed = 1.0;  ///< share of its rate that work finds: 1 but where a study asks for less
  friend bool operator==(const FabricRefs&, const FabricRefs&) = default;
};

/// What a training workload is timed with: the model as it is trained, and positions in its fit.
struct TrainingRefs {
  training::Trainee model;
  Position fit = 0;      ///< of the catalogue
  Position kernels = 0;  ///< of the fit, as the next two
  Position stack = 0;
  std::optional<Position> like;
  catalog::FitBand band;  ///< of measured over predicted steps
  friend bool operator==(const TrainingRefs&, const TrainingRefs&) = default;
};

/// Where the coefficients of a serving workload stand.
struct EngineRefs {
  Position fit = 0;               ///< in the catalogue
  Position engine = 0;            ///< in the fit
  Position family = 0;            ///< of the accelerator, in the fit
  double year = 0.0;              ///< in which its release came out
  catalog::ServingBand together;  ///< of measured over predicted waits
  catalog::ServingBand apart;     ///< the same with prefill and decode apart
  friend bool operator==(const EngineRefs&, const EngineRefs&) = default;
};

/// The names in a workload, as positions.
struct WorkloadRefs {
  std::optional<Position> cluster, llm;
  std::optional<TrainingRefs> training;
  std::optional<EngineRefs> engine;            ///< of serving
  std::vector<std::optional<Position>> calls;  ///< of an application: the workload of each step
  friend bool operator==(const WorkloadRefs&, const WorkloadRefs&) = default;
};

/// One installed configuration: the plan as it stands in a phase, with its names resolved.
/// The plan is held whole, so that every input of an evaluation has the path that its author wrote.
struct Stage {
  std::string name;  ///< of the phase; empty where the plan has no ramp
  CalendarMonth from{};
  Plan plan;
  std::vector<ClusterRefs> clusters;
  std::vector<FabricRefs> fabrics;
  std::vector<WorkloadRefs> workloads;
  std::vector<std::optional<economics::LeadTime>>
      lead_times;                               ///< of fabrics, where one is a spread
  std::vector<std::vector<Position>> replaced;  ///< of each alternative: its workloads
  std::vector<WorkloadChoice> choices;          ///< one a workload; filled by choose()
  friend bool operator==(const Stage&, const Stage&) = default;
};

/// A plan that can be evaluated: stages in the order of the calendar, and the records they name.
struct Scenario {
  catalog::Catalogue catalogue;
  std::vector<Stage> stages;  ///< at least one
  std::int64_t months = 0;    ///< of the horizon

  [[nodiscard]] const Stage& last() const { return stages.back(); }
  friend bool operator==(const Scenario&, const Scenario&) = default;
};

}  // namespace weft::plan
