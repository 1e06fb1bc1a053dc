// SPDX-License-Identifier: Apache-2.0
// Measured rows of collectives: which profiles of links the system of a row has, and what they
// give.
#include "link_profiles.hpp"
#include "trust_inputs.hpp"
#include "weft/fabric/collective_model.hpp"
#include "weft/fabric/expert_exchange.hpp"

#include <array>
#include <cctype>
#include <charconv>
#include <string>

namespace weft::report {
namespace {

using fabric::Collective;
using fabric::CollectiveAlgorithm;

constexpr Bandwidth gb_s = giga_byte / second;
constexpr Bandwidth gbit_s = giga_bit / second;

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

/// The number that ends just before `at`.
std::optional<double> number_before(std::string_view text, std::size_t at) {
  while (at > 0 && text[at - 1] == ' ') --at;
  std::size_t begin = at;
  while (begin > 0 && (std::isdigit(static_cast<unsigned char>(text[begin - 1])) != 0 ||
                       text[begin - 1] == '.')) {
    --begin;
  }
  double value = 0.0;
  const auto read = std::from_chars(text.data() + begin, text.data() + at, value);
  if (read.ec != std::errc{} || read.ptr != text.data() + at) return std::nullopt;
  return value;
}

/// Adapters of a node: "16x EFAv3 200Gb/node", "8x400Gb RDMA", "3.2 Tb/s" is read by its count.
struct Adapters {
  double count = 1.0;
  Bandwidth rate{};  ///< of one
  std::string_view profile;
};
std::optional<Adapters> adapters_in(std::string_view text) {
  Adapters made;
  const auto unit = text.find("Gb");
  const auto rate = unit == std::string_view::npos ? std::nullopt : number_before(text, unit);
  if (!rate || *rate <= 0.0) return std::nullopt;
  made.rate = *rate * gbit_s;
  const auto times = text.find('x');
  if (times != std::string_view::npos && times < unit) {
    made.count = number_before(text, times).value_or(1.0);
  }
  if (has(text, "EFA")) {
    made.profile = has(text, "v4")    ? "efa-v4"
                   : has(text, "v3")  ? "efa-v3"
                   : made.count > 8.0 ? "efa-v2"
                                      : "efa-v1";
  } else if (has(text, "TCP")) {
    made.profile = "tcp-100g";
  } else {
    made.profile = adapter_profile_id(made.rate);
  }
  return made;
}
/// Where a row names the instance or the board instead of its adapters.
std::optional<Adapters> usual_adapters(std::string_view text) {
  const std::string_view id = usual_adapter_profile_id(text);
  const catalog::LinkProfile* profile = shipped_profile(id);
  if (!profile) return std::nullopt;
  return Adapters{static_cast<double>(profile->per_node), profile->rate, id};
}

/// The links and the ranks of a row.
struct System {
  const catalog::LinkProfile* local = nullptr;
  const catalog::LinkProfile* net = nullptr;
  fabric::RankGroup group;
  std::string local_id, net_id;
};

std::string described(const TrustInputs& in) {
  return in.text({"gpu"}) + " " + in.text({"system"}) + " " + in.text({"config"}) + " " +
         in.text({"fabric"}) + " " + std::string(in.source());
}

/// Everything in one rack-wide domain crosses no adapter.
bool one_domain(std::string_view text) {
  return has(text, "NVL72") || has(text, "MNNVL") || has(text, "mnnvl") ||
         has(text, "custom_algos") || (has(text, "GB200") && !has(text, "issue"));
}

/// Racks that the text does not name by their accelerators: NCCL's custom algorithms were measured
/// on GB200.
bool one_rack(std::string_view text, std::string_view fabric) {
  return has(fabric, "NVL72") || has(text, "MNNVL") || has(text, "mnnvl") ||
         has(text, "custom_algos");
}

/// Rows that number their kernel were measured with MSCCL++; its profiles end so.
const std::string kernel_library = "-mscclpp";

std::optional<System> system_of(const TrustInputs& in, TrustPrediction& out) {
  const std::string text = described(in);
  const std::string fabric = in.text({"fabric"});
  const bool kernels = in.find({"kernel"}) != nullptr;
  System made;
  std::string local(
      domain_profile_id(in.text({"gpu"}) + in.text({"system"}) + in.text({"config"})));
  if (local.empty()) local = domain_profile_id(fabric);
  if (local.empty()) local = domain_profile_id(text);
  if (local.empty()) local = "nvlink-4";
  if (one_rack(text, fabric)) local = "nvlink-5-nvl72";
  if (kernels) local += kernel_library;
  made.local = shipped_profile(local);
  made.local_id = local;
  if (!made.local) {
    out.lack_all("no profile " + local);
    return std::nullopt;
  }
  auto adapters = adapters_in(fabric);
  std::int64_t nodes = in.count({"nodes"}).value_or(adapters && adapters->count > 1.0 ? 8 : 1);
  if (adapters && adapters->count <= 1.0 && !in.count({"ranks"})) nodes = 2;
  if (one_domain(text)) nodes = 1;
  if (const auto nic = in.count({"ranks"}); nodes > 1 && !nic && adapters) {
    out.assume(adapters->count > 1.0 ? "8 nodes of 8" : "2 nodes of 1");
  }
  const std::int64_t each = adapters && adapters->count <= 1.0 && !in.count({"ranks"}) ? 1 : 8;
  made.group.ranks = in.count({"ranks"}).value_or(nodes * each);
  if (!in.count({"nodes"}) && !one_domain(text) && made.group.ranks > 8 && nodes == 1) {
    nodes = (made.group.ranks + 7) / 8;
  }
  made.group.local_ranks =
      std::max<std::int64_t>(1, made.group.ranks / std::max<std::int64_t>(1, nodes));
  made.group.local_rate = made.local->rate;
  if (nodes <= 1) return made;
  if (!adapters) adapters = usual_adapters(text);
  // A group of fewer ranks a node than usual has an adapter for each.
  if (!adapters) {
    adapters = adapters_in("8x400Gb/node");
    adapters->count = static_cast<double>(made.group.local_ranks);
  }
  if (has(text, "issue") && has(text, "GB200")) {
    adapters->count = static_cast<double>(made.group.local_ranks);
  }
  made.net_id = adapters->profile;
  // A library of its own on the same adapters, where it was measured there.
  if (kernels && shipped_profile(made.net_id + kernel_library)) made.net_id += kernel_library;
  made.net = shipped_profile(made.net_id);
  made.group.net_rate =
      adapters->count * adapters->rate / static_cast<double>(made.group.local_ranks);
  return made;
}

/// Bytes of a row: a number, or words: "large (asymptote)", "8-16 GiB", "256 MB (from memory)".
Bytes size_of(const TrustInputs& in, TrustPrediction& out) {
  if (const auto bytes = in.number({"bytes"})) return *bytes * byte;
  if (const auto pair = in.number({"bytes_per_pair"})) {
    return *pair * static_cast<double>(in.count({"ranks"}).value_or(1)) * byte;
  }
  const std::string words = in.text({"bytes"});
  const auto unit = words.find(" MB");
  if (unit != std::string::npos) {
    if (const auto count = number_before(words, unit)) return *count * mega * byte;
  }
  out.assume("16 GiB");
  return 16.0 * gibi * byte;
}

std::optional<CollectiveAlgorithm> algorithm_of(std::string_view word) {
  if (word == "ring") return CollectiveAlgorithm::ring;
  if (word == "nvls" || word == "sharp") return CollectiveAlgorithm::in_switch;
  if (word == "tree" || word == "nvlstree") return CollectiveAlgorithm::tree;
  return std::nullopt;
}

/// What a harness adds that starts every operation from Python, on whatever links: it was measured
/// beside NVLink 4, with and without.
Time torch_launch() { return shipped_profile("nvlink-4")->launch.value_or(Time{}); }

}  // namespace

void predict_collective(const TrustInputs& in, TrustPrediction& out) {
  const std::string named = in.text({"collective", "coll"});
  if (named.empty() && in.find({"message_KB"})) {
    return out.lack_all("no profile of many senders to one adapter");
  }
  if (named.empty()) out.assume("all_reduce");
  const auto kind = named.empty() ? std::optional(Collective::all_reduce) : collective_named(named);
  if (!kind) return out.lack_all("the row names no collective that Weft knows");
  const auto system = system_of(in, out);
  if (!system) return;
  const std::string algorithm = in.text({"algorithm"});
  if (!algorithm.empty() && algorithm != "nccl" && !algorithm_of(algorithm)) {
    return out.lack_all("no profile of " + algorithm);
  }
  const Bytes size = size_of(in, out);
  const bool adds = has(in.text({"fabric"}), "SHARP") && system->group.domains() > 1;
  const auto time = fabric::collective_time(
      *kind, size, system->group, {system->local, system->net, adds}, algorithm_of(algorithm));
  if (!time) return out.refuse(time.why());
  out.measure({.name = system->group.domains() > 1 ? system->net_id : system->local_id,
               .is_short = size < mebi * byte,
               .low = time->low,
               .high = time->high});
  const bool torch = has(in.text({"harness"}), "torch");
  const Time total = time->time.total() + (torch ? torch_launch() : Time{});
  const double bus = ratio(fabric::bus_bandwidth(*kind, size, system->group.ranks, total), gb_s);
  out.set("time_us", ratio(total, micro * second));
  out.set("nccl_us", ratio(total, micro * second));
  out.set("busbw_GBps", bus);
  out.set("busbw_min_GBps", bus);
  out.set("algbw_GBps", ratio(size / total, gb_s));
}

void predict_expert_exchange(const TrustInputs& in, TrustPrediction& out) {
  const std::string text = described(in);
  auto system = system_of(in, out);
  if (!system) return;
  std::int64_t ranks = in.count({"ranks"}).value_or(8);
  if (const auto at = text.find(" EP8x"); at != std::string::npos) {
    double nodes = 1.0;
    std::from_chars(text.data() + at + 5, text.data() + text.size(), nodes);
    ranks = 8 * static_cast<std::int64_t>(nodes);
  }
  const std::int64_t tokens = in.count({"tokens"}).value_or(4096);
  const std::int64_t hidden = in.count({"hidden"}).value_or(7168);
  const std::int64_t copies = in.count({"topk"}).value_or(8);
  const bool short_ones = tokens <= 512;
  const bool nccl = has(text, "nccl_ep");
  const std::string library = !short_ones ? "-expert-normal" : nccl ? "-nccl-ep" : "-expert-short";
  const catalog::LinkProfile* local = shipped_profile(
      short_ones ? "nvlink-4" + library : std::string(domain_profile_id(text)) + library);
  if (!local) local = system->local;
  const catalog::LinkProfile* net =
      shipped_profile(short_ones ? "rdma-400g-expert-short" : "rdma-400g-expert-normal");
  const std::int64_t inside = has(text, "pure RDMA") ? 1 : std::min<std::int64_t>(8, ranks);
  const fabric::RankGroup group{
      .ranks = ranks, .local_ranks = inside, .local_rate = local->rate, .net_rate = 50.0 * gb_s};
  const bool wide = has(in.text({"dtype"}), "bf16");
  const bool logical = in.find({"config"}) != nullptr;
  const bool crosses = group.domains() > 1;
  out.measure({.name = crosses ? (short_ones ? "rdma-400g-expert-short" : "rdma-400g-expert-normal")
                               : std::string(domain_profile_id(text)) + library,
               .low = crosses ? net->error.low : local->error.low,
               .high = crosses ? net->error.high : local->error.high});
  const auto say = [&](const std::string& name, bool narrow) {
    const fabric::ExpertMessage message{
        .hidden = hidden, .element = narrow ? byte : 2.0 * byte, .scale_group = narrow ? 128 : 0};
    Bytes counted = fabric::expert_exchange_bytes(tokens, copies, message);
    Time time{};
    if (short_ones || logical || ranks <= 8) {
      const auto made = fabric::expert_exchange_time(counted, group, {local, net});
      if (!made) return out.refuse(made.why());
      time = made->time.total();
    } else {
      // Normal kernels send a token once to each node and count those bytes.
      counted = fabric::nodes_reached(group.domains(), copies, 4) * static_cast<double>(tokens) *
                message.size();
      time = counted / (net->all_to_all->efficiency * group.net_rate);
    }
    out.set(name + "_us", ratio(time, micro * second));
    for (const std::string_view kind : {"_GBps", "_fp8_GBps", "_bf16_GBps"}) {
      out.set(name + std::string(kind), ratio(counted / time, gb_s));
    }
  };
  say("dispatch", !wide);
  say("combine", false);
}

void predict_link_rate(const TrustInputs& in, TrustPrediction& out) {
  if (const auto links = in.number({"links"})) {
    const double product = *links * in.number({"effective_GBps_per_link"}).value_or(0.0);
    out.set("product_GBps", product);
    out.set("measured_ring_busbw_GBps", product);
    return;
  }
  if (const auto nic = in.number({"nic_Gbps"})) {
    const auto* profile = shipped_profile(adapter_profile_id(*nic * gbit_s));
    out.set("per_nic_GBps", profile->ring->efficiency * ratio(*nic * gbit_s, gb_s));
    return;
  }
  const double spec = in.number({"spec_GBps"}).value_or(0.0);
  for (const std::string_view id : {"nvlink-3", "nvlink-4", "nvlink-5", "pcie-4", "pcie-5"}) {
    const catalog::LinkProfile& profile = *shipped_profile(id);
    if (ratio(profile.rate, gb_s) != spec) continue;
    const double one = profile.direct->efficiency * spec;
    for (const auto* name : {"unidir_GBps", "h2d_GBps", "d2h_GBps", "busbw_GBps"})
      out.set(name, one);
    out.set("duplex_GBps", 2.0 * one);
    return;
  }
  out.lack_all("no profile has this rate");
}

void predict_claimed(const TrustInputs& in, TrustPrediction& out) {
  (void)in;
  out.lack_all("a claim or a specification: an input of plans, nothing that Weft predicts");
}

}  // namespace weft::report
