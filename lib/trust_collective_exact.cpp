// SPDX-License-Identifier: Apache-2.0
// Rows that a formula of the fabric answers to the last digit.
#include "trust_inputs.hpp"
#include "weft/fabric/collective.hpp"
#include "weft/fabric/collective_levels.hpp"
#include "weft/fabric/collective_steps.hpp"
#include "weft/fabric/congestion.hpp"
#include "weft/fabric/expert_exchange.hpp"
#include "weft/fabric/hashed_paths.hpp"
#include "weft/fabric/nccl_tuner.hpp"
#include "weft/fabric/queueing.hpp"

#include <array>
#include <cctype>
#include <string>

namespace weft::report {
namespace {

using fabric::Collective;
using fabric::CollectiveTime;

double in_us(Time time) { return ratio(time, micro * second); }
double in_gb(Bandwidth rate) { return ratio(rate, giga_byte / second); }

struct Kind {
  std::string_view word;
  Collective kind;
};
constexpr std::array collectives{Kind{"all_reduce", Collective::all_reduce},
                                 Kind{"allreduce", Collective::all_reduce},
                                 Kind{"all_gather", Collective::all_gather},
                                 Kind{"allgather", Collective::all_gather},
                                 Kind{"reduce_scatter", Collective::reduce_scatter},
                                 Kind{"reducescatter", Collective::reduce_scatter},
                                 Kind{"all_to_all", Collective::all_to_all},
                                 Kind{"alltoall", Collective::all_to_all},
                                 Kind{"broadcast", Collective::broadcast},
                                 Kind{"reduce", Collective::reduce},
                                 Kind{"sendrecv", Collective::point_to_point},
                                 Kind{"p2p", Collective::point_to_point},
                                 Kind{"send_recv", Collective::point_to_point}};

using Steps = CollectiveTime (*)(Bytes size, std::int64_t ranks, Bandwidth rate, Time hop);
struct StepsFormula {
  std::string_view text;  // without blanks
  Steps time;
};
/// The cost formulas as the sources write them.
constexpr std::array formulas{
    StepsFormula{"(p-1)a+n(p-1)/pb", &fabric::ring_all_gather},
    StepsFormula{"lgpa+n(p-1)/pb", &fabric::doubling_all_gather},
    StepsFormula{"2(p-1)a+2n(p-1)/pb", &fabric::ring_all_reduce},
    StepsFormula{"lgpa+nlgpb", &fabric::recursive_doubling_all_reduce},
    StepsFormula{"2lgpa+2n(p-1)/pb", &fabric::rabenseifner_all_reduce},
    StepsFormula{"(lgp+p-1)a+2n(p-1)/pb",
                 [](Bytes size, std::int64_t ranks, Bandwidth rate, Time hop) {
                   return fabric::scatter_gather_broadcast(size, ranks, rate, hop,
                                                           fabric::GatherSteps::ring);
                 }},
    StepsFormula{"lgpa+n/2lgpb", &fabric::bruck_all_to_all},
    StepsFormula{"(p-1)a+nb",
                 [](Bytes size, std::int64_t ranks, Bandwidth rate, Time hop) {
                   // Here n leaves out the block that stays.
                   const auto p = static_cast<double>(ranks);
                   return fabric::pairwise_all_to_all(p / (p - 1.0) * size, ranks, rate, hop);
                 }},
    StepsFormula{"a+nb", [](Bytes size, std::int64_t, Bandwidth rate,
                            Time hop) { return fabric::point_to_point(size, rate, hop); }},
    StepsFormula{"(sqrt((p-2)a)+sqrt(nb))^2", &fabric::chain_broadcast}};

std::string without_blanks(std::string_view text) {
  std::string made;
  for (const char each : text) {
    if (!std::isspace(static_cast<unsigned char>(each))) made += each;
  }
  return made;
}

}  // namespace

std::optional<Collective> collective_named(std::string_view word) {
  for (const Kind& each : collectives) {
    if (each.word == word) return each.kind;
  }
  return std::nullopt;
}

void predict_bus(const TrustInputs& in, TrustPrediction& out) {
  const auto kind = collective_named(in.text({"collective", "coll"}));
  const auto ranks = in.count({"ranks", "n_ranks", "n"});
  if (!kind && ranks) {
    // In a switch each accelerator sends its payload once and receives the sum once.
    const double ring = fabric::bus_factor(Collective::all_reduce, *ranks);
    out.set("ring_bytes_per_byte", ring);
    out.set("nvls_bytes_per_gpu_per_direction", 1.0);
    out.set("nvls_max_busbw_over_link", ring);
    return;
  }
  if (!kind || !ranks || *ranks < 1) return out.lack_all("the row names no collective and ranks");
  out.set("busbw_over_algbw", fabric::bus_factor(*kind, *ranks));
  const auto size = in.number({"bytes"});
  const auto time = in.number({"time_us"});
  if (!size || !time) return;
  const Time took = *time * micro * second;
  out.set("algbw_GBps", in_gb(*size * byte / took));
  out.set("busbw_GBps", in_gb(fabric::bus_bandwidth(*kind, *size * byte, *ranks, took)));
}

void predict_steps(const TrustInputs& in, TrustPrediction& out) {
  const auto ranks = in.count({"p", "ranks"});
  const auto size = in.number({"bytes", "n"});
  const auto alpha = in.number({"alpha_us"});
  const auto beta = in.number({"beta_us_per_byte"});
  if (!ranks || !size || !alpha || !beta || *ranks < 2) {
    return out.lack_all("the row lacks ranks, bytes, alpha or beta");
  }
  const std::string formula = without_blanks(in.text({"formula"}));
  for (const StepsFormula& each : formulas) {
    // A remark may follow the formula.
    if (formula != each.text && !formula.starts_with(std::string(each.text) + "(") &&
        !formula.starts_with(std::string(each.text) + ";")) {
      continue;
    }
    const Bandwidth rate = byte / (*beta * micro * second);
    const CollectiveTime time = each.time(*size * byte, *ranks, rate, *alpha * micro * second);
    return out.set("time_us", in_us(time.total()));
  }
  out.lack("time_us", "no formula is written so");
}

void predict_tuner(const TrustInputs& in, TrustPrediction& out) {
  namespace nccl = fabric::nccl;
  constexpr std::array<std::string_view, 7> algorithms{
      "tree", "ring", "collnetdirect", "collnetchain", "nvls", "nvlstree", "pat"};
  constexpr std::array<std::string_view, 3> protocols{"LL", "LL128", "Simple"};
  constexpr std::array<std::string_view, 4> generations{"volta", "ampere", "hopper", "blackwell"};
  const auto index = [](const auto& words, const std::string& word) {
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (words[i] == word) return static_cast<int>(i);
    }
    return -1;
  };
  const int by = index(algorithms, in.text({"algo"}));
  const int with = index(protocols, in.text({"proto"}));
  const int generation = index(generations, in.text({"gen"}));
  const auto kind = collective_named(in.text({"coll"}));
  if (by < 0 || with < 0 || generation < 0 || !kind) return out.lack_all("an unknown word");
  const auto rate = [&](std::string_view name) {
    return in.number({name}).value_or(0.0) * giga_byte / second;
  };
  const nccl::Group group{.operation = *kind,
                          .ranks = in.count({"n_ranks"}).value_or(1),
                          .nodes = in.count({"n_nodes"}).value_or(1),
                          .generation = static_cast<nccl::Generation>(generation),
                          .channels = in.count({"channels"}).value_or(1),
                          .local = rate("bw_intra"),
                          .net = rate("bw_inter")};
  const auto algorithm = static_cast<nccl::Algorithm>(by);
  const auto protocol = static_cast<nccl::Protocol>(with);
  const auto bandwidth = nccl::algorithm_bandwidth(group, algorithm, protocol);
  if (!bandwidth) return out.lack_all("NCCL does not offer this algorithm here");
  out.set("latency_us", in_us(nccl::tuner_latency(group, algorithm, protocol)));
  out.set("algbw_GBps", in_gb(*bandwidth));
  const auto size = in.number({"bytes"});
  if (!size) return;
  const auto time = nccl::tuner_time(group, *size * byte, algorithm, protocol);
  if (time) out.set("time_us", in_us(time->total()));
}

void predict_queue(const TrustInputs& in, TrustPrediction& out) {
  if (const auto servers = in.count({"servers"})) {
    const auto made = fabric::many_servers(*servers, in.number({"erlangs"}).value_or(0.0));
    if (!made) return out.refuse(made.why());
    out.set("erlangB", made->blocked);
    out.set("erlangC", made->waiting);
    return;
  }
  const auto arrivals = in.number({"lambda_per_h"});
  const auto served = in.number({"mu_per_h"});
  const double service = served ? 60.0 / *served : in.number({"service_time"}).value_or(1.0);
  const double load = arrivals && served ? *arrivals / *served : in.number({"rho"}).value_or(0.0);
  const auto variation = in.number({"cs2"});
  const auto set = [&](const std::string& name, const Feasible<Time>& value) {
    if (!value) return out.refuse(value.why());
    out.set(name, service * ratio(*value, second));
  };
  // Rows of constant service ask for the 99.9th percentile, those of exponential service for the
  // time in the system.
  const bool constant = in.expects("Wq_p999");
  const double squared = variation.value_or(constant ? 0.0 : 1.0);
  out.set("rho", load);
  set("Wq_mean", fabric::general_mean_wait(load, second, squared));
  set("Wq_min", fabric::general_mean_wait(load, second, squared));
  if (const auto mean = fabric::general_mean_wait(load, second, squared)) {
    out.set("W_min", service * (ratio(*mean, second) + 1.0));
    out.set("W_mean", service * (ratio(*mean, second) + 1.0));
  }
  if (variation && *variation != 1.0) return;
  const auto wait = constant ? &fabric::constant_wait : &fabric::markov_wait;
  set("Wq_p99", wait(load, second, 0.99));
  set("Wq_p999", wait(load, second, 0.999));
  set("W_p99", fabric::markov_stay(load, second, 0.99));
}

void predict_expert_bytes(const TrustInputs& in, TrustPrediction& out) {
  const auto group = in.count({"fp8_group"});
  const fabric::ExpertMessage message{.hidden = in.count({"hidden"}).value_or(0),
                                      .element = group ? byte : 2.0 * byte,
                                      .scale_group = group.value_or(0),
                                      .header = in.number({"header_bytes"}).value_or(0.0) * byte};
  const Bytes size = fabric::expert_exchange_bytes(in.count({"tokens"}).value_or(0),
                                                   in.count({"topk"}).value_or(0), message);
  out.set("bytes", ratio(size, byte));
  // "GBps_at_77us": the rate if it takes so long.
  for (const std::string& metric : in.expected_beginning("GBps_at_")) {
    const double us = std::stod("0" + metric.substr(std::string_view("GBps_at_").size()));
    if (us > 0.0) out.set(metric, in_gb(size / (us * micro * second)));
  }
}

void predict_congestion(const TrustInputs& in, TrustPrediction& out) {
  const auto flows = in.count({"flows"});
  const auto paths = in.count({"paths"});
  if (flows && paths && *flows > 0 && *paths > 0) {
    const auto hashed = fabric::hashed_paths(*flows, *paths);
    out.set("E_max_load", hashed.largest);
    out.set("E_mean_over_max_completion_eff", hashed.efficiency);
    out.set("E_fraction_paths_used", hashed.used);
  }
  const auto senders = in.count({"senders"});
  const auto each = in.number({"bytes_each"});
  const auto port = in.number({"port_GBps"});
  if (senders && each && port && *senders > 0) {
    const auto made = fabric::incast(*senders, *each * byte, *port * giga_byte / second);
    out.set("drain_us", in_us(made.drain));
    out.set("buffer_needed_bytes", ratio(made.buffer, byte));
  }
  const auto down = in.number({"down_ports"});
  const auto up = in.number({"up_ports"});
  const auto speed = in.number({"speed_Gbps"});
  if (down && up && speed) {
    out.set("ratio", *down / *up);
    const Bandwidth line = *speed * giga * bit / second;
    out.set("worst_case_cross_leaf_Gbps_per_host",
            ratio(fabric::crossing_rate(line, *down / *up, 0.0), giga * bit / second));
  }
}

void predict_hierarchy(const TrustInputs& in, TrustPrediction& out) {
  const auto g = in.count({"g"}).value_or(1);
  const auto k = in.count({"k"}).value_or(1);
  const auto size = in.number({"bytes", "P_bytes"}).value_or(0.0) * byte;
  const auto nic = in.number({"nic_GBps", "nic_GBps_per_gpu"}).value_or(1.0) * giga_byte / second;
  const auto ranks = g * k;
  if (const auto local = in.number({"nvlink_GBps"})) {
    const std::array levels{
        fabric::CollectiveLevel{.fan_out = g, .rate = *local * giga_byte / second},
        fabric::CollectiveLevel{.fan_out = k, .rate = nic}};
    const double overlap = in.number({"overlap"}).value_or(0.0);
    out.set("time_us", in_us(fabric::hierarchical_all_reduce(size, levels, overlap).time.total()));
    return;
  }
  const auto in_ms = [](Time time) { return ratio(time, milli * second); };
  const auto n = static_cast<double>(ranks);
  out.set("naive_ms", in_ms(size / nic));
  out.set(
      "flat_ring_node_ms",
      in_ms(fabric::ring_all_reduce(size, ranks, static_cast<double>(g) * nic, Time{}).total()));
  out.set("inter_shard_wire_ms",
          in_ms(fabric::ring_all_reduce(size / static_cast<double>(g), k, nic, Time{}).total()));
  out.set("bytes_leaving_node_fraction", static_cast<double>(k - 1) / (n - 1.0));
  out.lack("intra_node_measured_ms", "the measured time of one node is not an input of the row");
  const auto bus = in.number({"measured_busbw"});
  if (!bus) return;
  out.set("per_gpu_nic_rate_GBps", *bus * static_cast<double>(k - 1) / (n - 1.0));
  out.set("measured_ms", in_ms(fabric::bus_factor(Collective::all_reduce, ranks) * size /
                               (*bus * giga_byte / second)));
}

}  // namespace weft::report
