// SPDX-License-Identifier: Apache-2.0
#include "../compute/llm_rows.hpp"
#include "../reference_rows.hpp"
#include "weft/serving/offers.hpp"
#include "weft/serving/traffic.hpp"

namespace weft::serving::reference_test {
namespace {

using test::Json;

double number(const Json& in, const char* key) { return in[key].get<double>(); }
Time seconds(const Json& in, const char* key) { return number(in, key) * second; }
Json in_seconds(Time time) { return Json{{"seconds", time.value()}}; }

/// A step of 8 ms and 0.1 ms a sequence, answers of 200 tokens.
Loaded linear_step(Time spacing) {
  Loaded made;
  made.step.kernels = 8e-3 * second;
  made.step.cache_read = 0.1e-3 * second;
  made.prompt.spacing = spacing;
  made.lengths = {1000.0 * token, 200.0 * token};
  made.apart = true;
  made.room = 512.0;
  return made;
}

const test::Predictors predictors{
    {"serving.queue-wait",
     [](const Json& in) {
       return in_seconds(
           queue_wait(seconds(in, "service"), number(in, "busy"), number(in, "variation")));
     }},
    {"serving.prompt-wait",
     [](const Json& in) {
       return in_seconds(
           prompt_wait(seconds(in, "service"), number(in, "busy"), number(in, "variation"), p95));
     }},
    {"serving.length-spread",
     [](const Json& in) {
       return Json{{"sigma", length_spread(number(in, "mean") * token, number(in, "p95") * token)}};
     }},
    {"serving.prompt-variation",
     [](const Json& in) {
       Prompts of;
       of.spread = length_spread(number(in, "mean") * token, number(in, "p95") * token);
       return Json{
           {"variation", prompt_spread(of, [](const Prompt&) { return Time{}; }).variation}};
     }},
    {"serving.batch-percentile",
     [](const Json& in) {
       return Json{{"batch", batch_percentile(number(in, "mean"), number(in, "most"), p95)}};
     }},
    {"serving.replicas",
     [](const Json& in) {
       const auto made = fleet({.requests = number(in, "one") / second, .accelerators = 8},
                               {.requests = number(in, "demand") / second,
                                .headroom = number(in, "headroom"),
                                .availability = number(in, "availability")});
       return Json{{"replicas", made.replicas}};
     }},
    {"serving.rate-match",
     [](const Json& in) {
       const double prefillers = number(in, "decode") / number(in, "prefill");
       const auto made = fleet({.requests = number(in, "decode") / second,
                                .accelerators = 8,
                                .prefillers = prefillers,
                                .prefill_accelerators = 4},
                               {.requests = number(in, "demand") / second});
       return Json{{"prefill", made.prefillers}, {"decode", made.replicas}};
     }},
    {"serving.matched-prefillers",
     [](const Json& in) {
       return Json{
           {"workers", matched_prefillers(linear_step(seconds(in, "spacing")),
                                          {.ttft_p95 = {}, .tpot_p95 = seconds(in, "tpot_p95")},
                                          number(in, "load"))}};
     }},
    {"serving.cache-transfer",
     [](const Json& in) {
       Numerics formats;
       formats.cache = byte;
       const auto model = compute::model_work(test::llm_of(in));
       const Bytes size = sequence_cache(model, formats, number(in, "input") * token);
       return in_seconds(
           cache_transfer({.rate = number(in, "rate") * byte / second, .hop = seconds(in, "hop")},
                          size, {.accelerators = in["prefill"]}, {.accelerators = in["decode"]}));
     }},
    {"serving.exposed-transfer",
     [](const Json& in) {
       return in_seconds(
           exposed_transfer({.hop = seconds(in, "hop"), .overlap = number(in, "overlap")},
                            seconds(in, "transfer"), seconds(in, "prompt")));
     }},
    {"serving.traffic",
     [](const Json& in) {
       const std::int64_t data = in["data"];
       const std::int64_t tensor = in["tensor"];
       const auto flows = pool_flows(compute::model_work(test::llm_of(in)),
                                     {.accelerators = tensor * data, .data = data},
                                     number(in, "tokens") * token / second, 8);
       return Json{{"tensor", flows.tensor.value()}};
     }},
    {"serving.user-traffic",
     [](const Json& in) {
       const RequestLengths lengths{number(in, "input") * token, number(in, "output") * token};
       return Json{{"user", user_traffic(lengths, number(in, "requests") / second).value()}};
     }},
};

class ServingReference : public testing::TestWithParam<Json> {};
TEST_P(ServingReference, RowIsReproduced) { test::check_row(GetParam(), predictors); }
INSTANTIATE_TEST_SUITE_P(Rows, ServingReference, testing::ValuesIn(test::reference_rows("serving")),
                         test::row_name);

}  // namespace
}  // namespace weft::serving::reference_test
