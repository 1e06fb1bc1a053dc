// SPDX-License-Identifier: Apache-2.0
#include "weft/report/question.hpp"

#include "question_reply.hpp"
#include "weft/base/type_of.hpp"
#include "weft/fabric/collective.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace weft::report {

struct CollectiveReply {
  Time latency{}, transfer{}, total{};
  Bandwidth algorithm_bandwidth{}, bus_bandwidth{};
};

}  // namespace weft::report

namespace weft {

using report::CollectiveQuestion;
using report::CollectiveReply;

template <>
inline constexpr auto words<report::CollectiveKind> = std::array{
    Case{"all-reduce", "ring"}, Case{"all-gather", "ring"}, Case{"reduce-scatter", "ring"},
    Case{"all-to-all", "pairwise"}, Case{"point-to-point", "one message"}};
template <>
inline constexpr std::string_view type_name<CollectiveQuestion> = "size_collective";
template <>
inline constexpr auto fields<CollectiveQuestion> = std::array{
    row<&CollectiveQuestion::collective>("collective", "which operation"),
    row<&CollectiveQuestion::size>("size", "payload of a rank; of a gather, what is gathered")
        .in("GB")
        .at_least(0)
        .required(),
    row<&CollectiveQuestion::ranks>("ranks", "participants").between(1, 1e7).required(),
    row<&CollectiveQuestion::rate>("rate", "of a rank, one direction")
        .in("Gb/s")
        .between(1, 1e16)
        .required(),
    row<&CollectiveQuestion::hop>("hop", "latency of one step").in("us").between(0, 10)};
static_assert(describes_all<CollectiveQuestion>());

template <>
inline constexpr auto fields<CollectiveReply> = std::array{
    row<&CollectiveReply::latency>("latency", "fixed cost of its steps").in("us"),
    row<&CollectiveReply::transfer>("transfer", "bytes over the slowest link").in("us"),
    row<&CollectiveReply::total>("total", "what the workload waits").in("us"),
    row<&CollectiveReply::algorithm_bandwidth>("algorithm_bandwidth", "size / time").in("GB/s"),
    row<&CollectiveReply::bus_bandwidth>("bus_bandwidth", "as nccl-tests counts it").in("GB/s")};
static_assert(describes_all<CollectiveReply>());

}  // namespace weft

namespace weft::report {
namespace {

std::optional<CollectiveReply> size_collective(const CollectiveQuestion& ask, io::Library&,
                                               Diagnostics&) {
  const auto timed = [&]() -> std::pair<fabric::CollectiveTime, fabric::Collective> {
    switch (ask.collective) {
      case CollectiveKind::all_reduce:
        return {fabric::ring_all_reduce(ask.size, ask.ranks, ask.rate, ask.hop),
                fabric::Collective::all_reduce};
      case CollectiveKind::all_gather:
      case CollectiveKind::reduce_scatter:
        return {fabric::ring_all_gather(ask.size, ask.ranks, ask.rate, ask.hop),
                fabric::Collective::all_gather};
      case CollectiveKind::all_to_all:
        return {fabric::pairwise_all_to_all(ask.size, ask.ranks, ask.rate, ask.hop),
                fabric::Collective::all_to_all};
      case CollectiveKind::point_to_point:
        break;
    }
    return {fabric::point_to_point(ask.size, ask.rate, ask.hop),
            fabric::Collective::point_to_point};
  }();
  const auto& [time, kind] = timed;
  CollectiveReply reply{time.latency, time.transfer, time.total(), {}, {}};
  if (reply.total > Time{}) {
    reply.algorithm_bandwidth = ask.size / reply.total;
    reply.bus_bandwidth = fabric::bus_bandwidth(kind, ask.size, ask.ranks, reply.total);
  }
  return reply;
}

constexpr std::array all_questions{
    Question{"fabric", "switches, links and power for a number of endpoints",
             "--endpoints 16384 --switch sn5600 --topology rail-optimized", &fabric_question,
             &fabric_reply},
    Question{"options", "every kind with every switch of the catalogue, the cheapest first",
             "--endpoints 16384 --link '400 Gb/s' --prices list-2026h2", &options_question,
             &options_reply},
    Question{"collective", "time and bandwidth of one collective operation",
             "--size '1 GB' --ranks 1024 --rate '400 Gb/s' --hop '5 us'",
             &type_of<CollectiveQuestion>,
             &reply_to<CollectiveQuestion, CollectiveReply, &size_collective>}};

}  // namespace

namespace {

std::string flag_name(std::string_view row) {
  std::string name = "--" + std::string(row);
  std::replace(name.begin(), name.end(), '_', '-');
  return name;
}

std::string words_of(std::span<const Case> cases) {
  std::string words;
  for (const Case& each : cases) {
    words += (words.empty() ? "" : ", ") + std::string(each.word);
  }
  return words;
}

Flag flag_of(const Row& row, std::string path) {
  Flag flag{flag_name(row.name), std::move(path), std::string(row.doc), false, {}};
  const Type& type = io::inner(row.type());
  flag.is_switch = type.shape == Shape::truth && row.need != Need::required;
  if (type.shape == Shape::choice) flag.doc += ": " + words_of(type.cases());
  if (!row.shown.empty()) flag.doc += " [" + std::string(row.shown) + "]";
  if (row.need == Need::required) flag.doc += " (needed)";
  return flag;
}

/// Rows of the kinds of a member, each once: the same name means the same in every kind.
void add_kinds(const Row& row, const Type& type, std::vector<Flag>& into) {
  const std::string path(row.name);
  into.push_back({flag_name(row.name), path + ".kind",
                  std::string(row.doc) + ": " + words_of(type.cases()), false,
                  std::string(type.cases().front().word)});
  for (std::size_t i = 0; i < type.cases().size(); ++i) {
    for (const Row& each : type.alternative(i).rows()) {
      Flag flag = flag_of(each, path + "." + std::string(each.name));
      const auto known = std::find_if(into.begin(), into.end(),
                                      [&](const Flag& one) { return one.name == flag.name; });
      if (known == into.end()) into.push_back(std::move(flag));
    }
  }
}

}  // namespace

std::vector<Flag> flags_of(const Question& question) {
  std::vector<Flag> flags;
  for (const Row& row : question.input().rows()) {
    const Type& type = io::inner(row.type());
    if (type.shape == Shape::variant) {
      add_kinds(row, type, flags);
    } else {
      flags.push_back(flag_of(row, std::string(row.name)));
    }
  }
  return flags;
}

std::span<const Question> questions() { return all_questions; }

const Question* find_question(std::string_view kind) {
  const auto at = std::find_if(all_questions.begin(), all_questions.end(),
                               [&](const Question& each) { return each.kind == kind; });
  return at == all_questions.end() ? nullptr : &*at;
}

}  // namespace weft::report
