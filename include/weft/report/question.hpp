// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/diagnostic.hpp"
#include "weft/base/fields.hpp"
#include "weft/io/document.hpp"
#include "weft/plan/fabric.hpp"
#include "weft/report/table.hpp"
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
};
[[nodiscard]] std::span<const Question> questions();
[[nodiscard]] const Question* find_question(std::string_view kind);

/// How many switches, links and cables a number of endpoints takes.
struct FabricQuestion {
  std::int64_t endpoints = 0;
  std::string switch_id;
  std::string spine_switch;
  plan::TopologyKind topology = plan::TopologyKind::leaf_spine;
  std::optional<Bandwidth> link;
  std::int64_t rails = 8;
  std::optional<std::int64_t> tiers;
  std::int64_t planes = 1;
  double oversubscription = 1.0;
  std::int64_t reserve = 0;
};

enum class CollectiveKind : std::uint8_t {
  all_reduce,
  all_gather,
  reduce_scatter,
  all_to_all,
  point_to_point
};
/// How long a collective operation takes.
struct CollectiveQuestion {
  CollectiveKind collective = CollectiveKind::all_reduce;
  Bytes size{};
  std::int64_t ranks = 0;
  Bandwidth rate{};
  Time hop{};
};

[[nodiscard]] std::string facts_json(const Question& question, const std::vector<Fact>& facts);
[[nodiscard]] std::string facts_plain(const std::vector<Fact>& facts);
[[nodiscard]] std::string facts_table(const std::vector<Fact>& facts, const View& view);

}  // namespace weft::report
