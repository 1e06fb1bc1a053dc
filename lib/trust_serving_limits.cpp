// SPDX-License-Identifier: Apache-2.0
// Rows of systems that kept limits of latency while requests arrived by themselves (MLPerf's Server
// and Interactive scenarios): whether Weft says the same of them at the rate that they were given.
#include "row_values.hpp"
#include "serving_rows.hpp"
#include "trust_inputs.hpp"
#include "weft/serving/open_loop.hpp"
#include "weft/serving/stated_band.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

namespace weft::report {
namespace {

constexpr double ms_of_second = 1e3;

/// What a row says of arrivals, and what its answers had to keep at the 99th percentile.
struct Arrivals {
  Frequency rate{};             ///< requests a second of the whole system
  Time ttft_limit{};            ///< of P99
  Time tpot_limit{};            ///< of P99
  std::int64_t accelerators{};  ///< of the whole system
};

/// A layout and what its requests see.
struct SeenOn {
  serving::Layout as;
  serving::OpenLoop seen;
};

/// What takes the larger part of its limit, as a share of it: above 1 a limit is broken.
double tightest(const serving::OpenLoop& seen, const Arrivals& of) {
  return std::max(ratio(seen.ttft_p99, of.ttft_limit), ratio(seen.tpot_p99, of.tpot_limit));
}

Feasible<SeenOn> seen_on(const serving::Server& server, const ServingRow& row,
                         const serving::Layout& as, const Arrivals& of) {
  const auto ready = serving::loaded(server, as, row.lengths);
  if (!ready) return ready.why();
  const auto seen = serving::open_loop(*ready, of.rate);
  if (!seen) return seen.why();
  return SeenOn{as, *seen};
}

/// The layout that leaves more of its tightest limit; of two that cannot be had, the one that
/// answers more requests.
bool is_roomier(const Feasible<SeenOn>& one, const Feasible<SeenOn>& other, const Arrivals& of) {
  if (one && other) return tightest(one->seen, of) < tightest(other->seen, of);
  if (one || other) return static_cast<bool>(one);
  const auto answered = [](const Infeasible& why) {
    return why.reason == &serving::beyond_capacity ? why.available : -1.0;
  };
  return answered(one.why()) > answered(other.why());
}

/// Replicas side by side over all accelerators of the system, in widths of powers of two inside the
/// scale-up domain, and for models with experts in every number of data groups: the layout that
/// leaves most of its tightest limit, or why the one that comes nearest cannot be had.
Feasible<SeenOn> roomiest(const serving::Server& server, const ServingRow& row,
                          const Arrivals& of) {
  std::optional<Feasible<SeenOn>> best;
  const std::int64_t widest = std::min(server.machine.scale_up_domain, of.accelerators);
  for (std::int64_t wide = 1; wide <= widest; wide *= 2) {
    if (of.accelerators % wide != 0) continue;
    const std::int64_t groups = server.model.experts > 0 ? wide : 1;
    for (std::int64_t data = 1; data <= groups; data *= 2) {
      serving::Layout as = row.as.layout;
      as.decode = {
          .workers = of.accelerators / wide, .accelerators = wide, .data = data, .max_batch = {}};
      auto found = seen_on(server, row, as, of);
      if (!best || is_roomier(found, *best, of)) best = std::move(found);
    }
  }
  return *best;  // a width of one divides every number
}

void read_limit_names(const TrustInputs& in) {
  for (const std::string_view name : {"model",
                                      "accelerator",
                                      "engine",
                                      "engine_version",
                                      "precision",
                                      "kv_precision",
                                      "input_tokens",
                                      "input_tokens_p95",
                                      "output_tokens",
                                      "output_tokens_p95",
                                      "rate",
                                      "mode",
                                      "accelerators",
                                      "aggregated",
                                      "prefill",
                                      "decode",
                                      "ttft_p99_limit_ms",
                                      "tpot_p99_limit_ms",
                                      "lengths_from",
                                      "layout_from",
                                      "note"}) {
    static_cast<void>(in.find({name}));  // is read, whether the row has it or not
  }
}

/// \return what the row lacks; empty where it lacks nothing.
std::string read_arrivals(const TrustInputs& in, ServingRow& row, Arrivals& into) {
  const auto input = in.number({"input_tokens"});
  const auto output = in.number({"output_tokens"});
  const auto rate = in.number({"rate"});
  const auto ttft = in.number({"ttft_p99_limit_ms"});
  const auto tpot = in.number({"tpot_p99_limit_ms"});
  const auto accelerators = in.count({"accelerators"});
  const bool positive = input && output && rate && ttft && tpot && accelerators && *input > 0.0 &&
                        *output > 0.0 && *rate > 0.0 && *ttft > 0.0 && *tpot > 0.0 &&
                        *accelerators > 0;
  if (!positive) {
    return "a row says input_tokens, output_tokens, rate, accelerators, ttft_p99_limit_ms and "
           "tpot_p99_limit_ms, each above 0";
  }
  row.lengths = {.input = *input * token,
                 .output = *output * token,
                 .input_p95 = in.number({"input_tokens_p95"}).value_or(0.0) * token,
                 .output_p95 = in.number({"output_tokens_p95"}).value_or(0.0) * token};
  into = {.rate = *rate / second,
          .ttft_limit = *ttft / ms_of_second * second,
          .tpot_limit = *tpot / ms_of_second * second,
          .accelerators = *accelerators};
  return {};
}

/// The limits against predictions, and against the P10 that is stated for what is measured of them:
/// a limit below that is one that Weft says cannot be kept.
void judge_limits(const serving::OpenLoop& seen, const Arrivals& of,
                  const catalog::ServingBand& band, TrustPrediction& out) {
  out.set("ttft_kept", seen.ttft_p99 <= of.ttft_limit);
  out.set("tpot_kept", seen.tpot_p99 <= of.tpot_limit);
  out.set("kept_in_band", band.ttft_low * seen.ttft_p99 <= of.ttft_limit &&
                              band.tpot_low * seen.tpot_p99 <= of.tpot_limit);
}

/// Weft says that this system cannot answer the load at all: no limit is kept.
void break_limits(const Infeasible& why, TrustPrediction& out) {
  for (const char* const kept : {"ttft_kept", "tpot_kept", "kept_in_band"}) out.set(kept, false);
  out.lack_all(serving_reason(why));
}

void predict_arrivals(const TrustInputs& in, TrustPrediction& out) {
  if (!in.all()) return out.lack_all("the row has no inputs");
  read_limit_names(in);
  ServingParts& parts = serving_parts();
  ServingRow row;
  Arrivals of;
  std::string fault = read_server(*in.all(), parts, row);
  if (fault.empty()) fault = read_arrivals(in, row, of);
  if (!fault.empty()) return out.lack_all(fault);
  const bool has_layout = in.find({"aggregated"}) || in.find({"decode"});
  if (has_layout && !read_pools(*in.all(), row)) {
    return out.lack_all("the row's pools are none that a deployment can have");
  }
  const auto server = serving::catalogue_server(parts.fit(), *parts.model(row.model),
                                                *parts.accelerator(row.as.accelerator), row.as);
  if (!server) return out.lack_all(serving_reason(server.why()));
  for (const std::string& each : row.assumed) out.assume(each);
  out.group(row.model);
  const auto found =
      has_layout ? seen_on(*server, row, row.as.layout, of) : roomiest(*server, row, of);
  if (!found) return break_limits(found.why(), out);
  if (!has_layout) {
    const serving::Pool& pool = found->as.decode;
    out.assume("replicas side by side, width " + std::to_string(pool.accelerators) +
               (pool.data > 1 ? " in " + std::to_string(pool.data) + " data groups" : ""));
  }
  const serving::OpenLoop& seen = found->seen;
  const auto& band = serving::stated_band(parts.fit(), row.group(), row.as.layout.apart);
  out.set("ttft_p99_ms", ms_of_second * ratio(seen.ttft_p99, second));
  out.set("tpot_p99_ms", ms_of_second * ratio(seen.tpot_p99, second));
  out.set("ttft_mean_ms", ms_of_second * ratio(seen.ttft_mean, second));
  for (const char* const metric : {"ttft_p99_ms", "ttft_mean_ms"}) {
    out.measure(metric, {band.ttft_low, band.ttft_high});
  }
  out.measure("tpot_p99_ms", {band.tpot_low, band.tpot_high});
  judge_limits(seen, of, band, out);
}

constexpr std::array limited_kinds{TrustKind{"serving-mlperf", &predict_arrivals}};

}  // namespace

std::span<const TrustKind> serving_limits_trust_kinds() { return limited_kinds; }

}  // namespace weft::report
