// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/diagnostic.hpp"
#include "weft/base/fields.hpp"
#include "weft/compute/precision.hpp"
#include "weft/fabric/collective.hpp"
#include "weft/io/document.hpp"
#include "weft/plan/fabric.hpp"
#include "weft/report/table.hpp"
#include "weft/training/job_search.hpp"
#include "weft/units/system.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace weft::report {

/// One number of a reply.
struct Fact {
  std::string id;
  double value = 0.0;
  Dimension dimension{};
  std::string_view shown;
  std::string_view doc;
  std::string text{};         ///< where the answer is a word
  std::string_view column{};  ///< last part of the id of a reply that is a table: "time"
};

/// A question that needs no plan: a described struct goes in, described numbers come out. Flags of
/// `weft size KIND` are the rows of the struct.
struct Question {
  std::string_view kind;
  std::string_view doc;
  std::string_view example;  ///< flags
  const Type& (*input)() = nullptr;
  /// Reads `written`, an object as in a plan, and answers; nothing where there are errors.
  std::vector<Fact> (*reply)(const io::Node& written, io::Sources& sources,
                             Diagnostics& diagnostics) = nullptr;
  std::string_view rows{};  ///< head of the first column, where the reply is a table
};
/// A flag that sets one value of a question.
struct Flag {
  std::string name;  ///< "--links-per-pair"
  std::string path;  ///< "topology.links_per_pair"
  std::string doc;
  bool is_switch = false;  ///< true or false; alone it means true
  std::string usual;       ///< of a kind: what it is when only its own flags are given
};
/// The rows of the struct as flags; of a member with kinds, its kind and the rows of each kind.
[[nodiscard]] std::vector<Flag> flags_of(const Question& question);

[[nodiscard]] std::span<const Question> questions();
[[nodiscard]] const Question* find_question(std::string_view kind);

/// How many switches and links a number of endpoints takes, or how many endpoints some switches do.
struct FabricQuestion {
  std::optional<std::int64_t> endpoints;
  bool max = false;
  std::string switch_id;
  std::string spine_switch;
  std::string core_switch;
  plan::Topology topology;
  std::optional<Bandwidth> link;
  std::int64_t rails = 8;
  std::int64_t extra = 0;
  std::int64_t sized_for = 0;
  std::int64_t reserve = 0;
  fabric::Bundles bundles = fabric::Bundles::uniform;
  fabric::Fill fill = fabric::Fill::dense;
};

/// Which kinds and switches of the catalogue join a number of endpoints for the least money.
struct OptionsQuestion {
  std::int64_t endpoints = 0;
  Bandwidth link{};
  std::int64_t rails = 8;
  std::string prices;
  std::int64_t top = 10;
};

/// How long a collective operation takes between accelerators of a node of the catalogue, or on
/// links of a technology.
struct CollectiveQuestion {
  fabric::Collective op = fabric::Collective::all_reduce;
  std::optional<Bytes> bytes;  ///< empty: sizes from 1 KiB to 16 GiB
  std::string fabric;          ///< "plan.json#backend": ranks and links of a plan
  std::int64_t ranks = 0;      ///< 0: the probe of the fabric, else all of it
  std::string node;
  std::int64_t per_node = 0;  ///< 0: as the node has them, else 8
  std::string local;          ///< profile of the links in a node
  std::string net;            ///< profile of the links between nodes
  std::optional<Bandwidth> rate;
  bool sharp = false;
};

/// Which deployments of a model serve a load within limits on the fewest accelerators.
struct ServingQuestion {
  std::string model;
  std::string node;
  std::string engine = "vllm";
  compute::Precision weights = compute::Precision::fp8;
  std::optional<compute::Precision> kv_cache;
  std::int64_t input = 0;   ///< tokens
  std::int64_t output = 0;  ///< tokens
  double rate = 0.0;        ///< requests a second
  std::optional<Time> ttft_p95;
  std::optional<Time> tpot_p95;
  std::int64_t draft_tokens = 0;
  double prefix_cache_hit = 0.0;
  std::int64_t top = 10;
};

/// One training job on nodes of the catalogue. What is not written of the split is searched.
struct TrainingQuestion {
  std::string model;
  std::string node;
  std::int64_t nodes = 0;
  std::optional<Tokens> tokens;    ///< of the whole run
  std::optional<Tokens> sequence;  ///< empty: 8,192, or what the model can take
  std::int64_t batch = 1024;       ///< sequences of one step
  std::string precision;           ///< empty: eight bits where the accelerator has them
  std::optional<std::int64_t> tp, pp, cp, ep, vp, micro_batch;
  std::optional<training::Pipelining> pipelining = training::Pipelining::one_forward_one_backward;
  std::int64_t shard_ranks = 0;
  training::Offload offload = training::Offload::none;
  training::Objective objective = training::Objective::time;
  std::optional<Time> within;  ///< longest run
};

[[nodiscard]] std::string facts_json(const Question& question, const std::vector<Fact>& facts);
[[nodiscard]] std::string facts_plain(const std::vector<Fact>& facts);
/// One line a fact; of a reply that is a table one line a row.
[[nodiscard]] std::string facts_csv(const Question& question, const std::vector<Fact>& facts);
[[nodiscard]] std::string facts_table(const Question& question, const std::vector<Fact>& facts,
                                      const View& view);

}  // namespace weft::report
