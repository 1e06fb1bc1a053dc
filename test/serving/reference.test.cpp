// SPDX-License-Identifier: Apache-2.0
#include "../compute/llm_rows.hpp"
#include "../reference_rows.hpp"
#include "weft/serving/disaggregated.hpp"
#include "weft/serving/search.hpp"
#include "weft/serving/traffic.hpp"

namespace weft::serving::reference_test {
namespace {

using test::Json;

double number(const Json& in, const char* key) { return in[key].get<double>(); }
Time seconds(const Json& in, const char* key) { return number(in, key) * second; }
Json in_seconds(Time time) { return Json{{"seconds", time.value()}}; }

/// A small model on a machine of round figures.
struct Setting {
  Server server;
  Deployment on;
  Traffic traffic;
  explicit Setting(const Json& in) {
    server.model = compute::model_work(test::llm_of(in));
    const auto& given = in["machine"];
    auto& machine = server.machine;
    machine.dense_peak = number(given, "peak") * flop / second;
    machine.wide_peak = machine.dense_peak;
    machine.memory_rate = number(given, "memory") * byte / second;
    machine.scale_up_rate = number(given, "up") * byte / second;
    machine.scale_out_rate = number(given, "out") * byte / second;
    machine.scale_up_domain = given["domain"];
    machine.usable_memory = number(given, "usable") * byte;
    server.formats.weight = number(in, "weight") * byte;
    server.formats.cache = number(in, "cache") * byte;
    on.tensor = in["tensor"];
    on.data = in["data"];
    traffic.input.mean = number(in, "input") * token;
    traffic.output.mean = number(in, "output") * token;
    traffic.prefix_cache_hit = number(in, "hit");
  }
};

Time prompt_of(const Setting& at) {
  return prefill(at.server, at.on, at.traffic.input.mean, at.traffic.prefix_cache_hit).total();
}

const test::Predictors predictors{
    {"serving.rank-weights",
     [](const Json& in) {
       const Setting at(in);
       return Json{{"bytes", rank_weights(at.server, at.on).total().value()}};
     }},
    {"serving.sequences",
     [](const Json& in) {
       const Setting at(in);
       return Json{{"sequences", memory(at.server, at.on, at.traffic)->sequences}};
     }},
    {"serving.decode-step",
     [](const Json& in) {
       const Setting at(in);
       return in_seconds(
           decode_step(at.server, at.on, number(in, "batch"), mean_context(at.traffic)).total());
     }},
    {"serving.prefill", [](const Json& in) { return in_seconds(prompt_of(Setting(in))); }},
    {"serving.tpot",
     [](const Json& in) {
       const Setting at(in);
       return in_seconds(
           tpot(at.server, at.on, at.traffic, number(in, "batch"), prompt_of(at)).total());
     }},
    {"serving.little",
     [](const Json& in) {
       const Setting at(in);
       return Json{
           {"rate", steady(at.server, at.on, at.traffic, number(in, "batch")).requests.value()}};
     }},
    {"serving.one-shot-all-reduce",
     [](const Json& in) {
       return in_seconds(one_shot_all_reduce(number(in, "size") * byte, in["ranks"],
                                             number(in, "rate") * byte / second, seconds(in, "hop"))
                             .total());
     }},
    {"serving.tensor-exchange",
     [](const Json& in) {
       const Setting at(in);
       return in_seconds(tensor_exchange(at.server, at.on, number(in, "tokens")));
     }},
    {"serving.expert-exchange",
     [](const Json& in) {
       const Setting at(in);
       return in_seconds(expert_exchange(at.server, at.on, number(in, "tokens")));
     }},
    {"serving.queue-wait",
     [](const Json& in) {
       return in_seconds(
           queue_wait(seconds(in, "service"), number(in, "busy"), number(in, "variation")));
     }},
    {"serving.wait-percentile",
     [](const Json& in) {
       return in_seconds(wait_percentile(seconds(in, "mean"), number(in, "busy"), number(in, "p")));
     }},
    {"serving.length-spread",
     [](const Json& in) {
       return Json{
           {"sigma", length_spread({number(in, "mean") * token, number(in, "p95") * token})}};
     }},
    {"serving.ttft",
     [](const Json& in) {
       const Setting at(in);
       const auto all = prompts(at.server, at.on, at.traffic);
       return in_seconds(ttft(at.server.engine, all, all.at_p95, 0.0, p95, Time{}).total());
     }},
    {"serving.batch-percentile",
     [](const Json& in) {
       return Json{{"batch", batch_percentile(number(in, "mean"), number(in, "most"), p95)}};
     }},
    {"serving.capacity",
     [](const Json& in) {
       const Setting at(in);
       return Json{{"batch", capacity(at.server, at.on, at.traffic, {})->state.batch}};
     }},
    {"serving.replicas",
     [](const Json& in) {
       const auto fleet = replicas(number(in, "demand") / second, number(in, "one") / second, 8,
                                   number(in, "headroom"), number(in, "availability"));
       return Json{{"replicas", fleet.replicas}};
     }},
    {"serving.cache-transfer",
     [](const Json& in) {
       const Setting at(in);
       return in_seconds(cache_transfer(at.server, at.on, at.traffic).mean);
     }},
    {"serving.rate-match",
     [](const Json& in) {
       Disaggregated pools;
       pools.prefill.requests = number(in, "prefill") / second;
       pools.decode.requests = number(in, "decode") / second;
       const auto fleet = replicas(number(in, "demand") / second, pools);
       return Json{{"prefill", fleet.prefill.replicas}, {"decode", fleet.decode.replicas}};
     }},
    {"serving.traffic",
     [](const Json& in) {
       const Setting at(in);
       const auto flows =
           traffic(at.server, at.on, at.traffic, number(in, "requests") / second, false);
       return Json{{"tensor", flows.tensor.value()}, {"user", flows.user.value()}};
     }},
    {"serving.weights-load",
     [](const Json& in) {
       const Setting at(in);
       return Json{{"bytes", weights_load(at.server, at.on).value()}};
     }},
};

class ServingReference : public testing::TestWithParam<Json> {};
TEST_P(ServingReference, RowIsReproduced) { test::check_row(GetParam(), predictors); }
INSTANTIATE_TEST_SUITE_P(Rows, ServingReference, testing::ValuesIn(test::reference_rows("serving")),
                         test::row_name);

}  // namespace
}  // namespace weft::serving::reference_test
