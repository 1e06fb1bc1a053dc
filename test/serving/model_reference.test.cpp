// SPDX-License-Identifier: Apache-2.0
#include "../compute/llm_rows.hpp"
#include "model_setting.hpp"
#include "weft/serving/goodput.hpp"

namespace weft::serving::model_reference_test {
namespace {

using test::Json;

double number(const Json& in, const char* key) { return in[key].get<double>(); }
Time seconds(const Json& in, const char* key) { return number(in, key) * second; }
Json in_seconds(Time time) { return Json{{"seconds", time.value()}}; }

RankWork work_of(const Json& all, const Json& in) {
  RankWork made;
  made.dense = number(in, "dense_bytes") * byte;
  made.experts = number(in, "expert_bytes") * byte;
  made.dense_token = seconds(in, "ca");
  made.expert_token = seconds(in, "ce");
  made.prompt_core = seconds(in, "cattn");
  made.cache = number(all, "kv_bytes") * byte;
  made.output_token = seconds(all, "chead");
  made.decode_core = seconds(all, "cattd");
  made.layers = number(all, "layers");
  made.expert_layers = number(all, "moe_layers");
  made.experts_active = number(all, "top_k");
  made.active_share = number(all, "top_k") / number(all, "experts");
  made.hidden = number(all, "hidden_bytes") * byte;
  made.is_latent = number(all, "mla") > 0.0;
  made.is_linear = number(all, "gdn") > 0.0;
  return made;
}

/// A deployment whose work is given, with the compact coefficients.
struct Given {
  Coefficients by;
  Machine machine;
  RankWork decode, prefill;
  Pool decode_pool, prefill_pool;
  Speculation drafts;
  bool apart = false;
  Tokens input{};
  explicit Given(const Json& in)
      : decode(work_of(in, in)), prefill(work_of(in, in["prefill"])), apart(in["disaggregated"]) {
    auto fit = test::compact_fit();
    const std::string engine = in["engine"];
    fit.engines[engine].year = fit.overheads.reference_year + number(in, "engine_age");
    const bool hopper = in["hopper"];
    by = *coefficients(fit, {.engine = engine,
                             .version = "",
                             .accelerator = hopper ? "hopper" : "blackwell",
                             .four_bit = in["fp4"],
                             .narrow = in["fp4"].get<bool>() && !hopper});
    machine.memory_rate = number(in, "hbm") * byte / second;
    machine.scale_up_rate = number(in, "link") * byte / second;
    machine.scale_up_domain = static_cast<std::int64_t>(number(in, "domain"));
    decode_pool = {.workers = in["decode_workers"], .accelerators = in["gpus"], .data = in["dp"]};
    const std::int64_t dp = in["prefill"]["dp"];
    const auto tensor = static_cast<std::int64_t>(number(in["prefill"], "attention_tp"));
    prefill_pool = {.workers = in["prefill_workers"], .accelerators = dp * tensor, .data = dp};
    drafts.draft_tokens = in["mtp"];
    constexpr double mean_length = 0.9;
    input = mean_length * number(in, "input") * token;
  }
  [[nodiscard]] StepCosts costs() const {
    return step_costs(by, decode, machine, decode_pool, drafts, apart);
  }
  [[nodiscard]] PromptTime prompt() const {
    return prompt_time(by, prefill, machine, prefill_pool, input);
  }
  [[nodiscard]] Loaded loaded(const Json& in) const {
    Loaded made;
    made.step = costs();
    made.prompt = prompt();
    constexpr double mean_length = 0.9;
    made.lengths = {input, mean_length * number(in, "output") * token};
    made.decoders = static_cast<double>(decode_pool.workers);
    made.prefillers = static_cast<double>(prefill_pool.workers);
    made.apart = apart;
    made.room = apart ? number(in, "concurrency") : number(in, "batch_max");
    made.stall = by.engine.stall;
    made.pass = by.overheads.pass;
    made.burst = apart ? by.pools.burst : by.engine.burst;
    made.admission = apart ? by.pools.admission : by.engine.admission;
    made.request = by.engine.request + (apart ? by.pools.request : Time{});
    made.input_token = by.overheads.input_token;
    return made;
  }
};

/// A step of 8 ms and 0.1 ms a sequence, answers of 200 tokens, prompts that take next to nothing.
Loaded linear_step() {
  Loaded made;
  made.step.kernels = 8e-3 * second;
  made.step.cache_read = 0.1e-3 * second;
  made.prompt.spacing = 1e-6 * second;
  made.lengths = {1000.0 * token, 200.0 * token};
  made.apart = true;
  made.room = 512.0;
  return made;
}

const test::Predictors predictors{
    {"serving.closed-loop",
     [](const Json& in) {
       const auto found = closed_loop(Given(in).loaded(in), number(in, "concurrency"));
       return Json{{"ttft_s", found.ttft.total().value()}, {"tpot_s", found.tpot.total().value()}};
     }},
    {"serving.step-time",
     [](const Json& in) {
       return in_seconds(step_time(Given(in).costs(), number(in, "batch")).total());
     }},
    {"serving.kernel-time",
     [](const Json& in) {
       const Given at(in);
       return in_seconds(kernel_time(at.by, at.decode));
     }},
    {"serving.prompt-time",
     [](const Json& in) {
       const auto found = Given(in).prompt();
       return Json{{"seconds", found.total().value()}, {"stall", found.stall.value()}};
     }},
    {"serving.smooth-larger",
     [](const Json& in) { return in_seconds(smooth_larger(seconds(in, "a"), seconds(in, "b"))); }},
    {"serving.accepted-tokens",
     [](const Json& in) {
       return Json{{"tokens", accepted_tokens(number(in, "acceptance"), in["drafts"])}};
     }},
    {"serving.rank-work",
     [](const Json& in) {
       const auto llm = test::llm_of(in);
       catalog::PeakRates peaks;
       peaks.fp8 = number(in, "peak") * flop / second;
       peaks.bf16 = 0.5 * *peaks.fp8;
       const auto formats = numerics(llm, peaks, compute::Precision::fp8);
       const std::int64_t data = in["data"];
       const std::int64_t tensor = in["tensor"];
       const auto made = rank_work(compute::model_work(llm), *formats,
                                   {.accelerators = tensor * data, .data = data},
                                   {number(in, "input") * token, number(in, "output") * token});
       return Json{{"dense", made.dense.value()},
                   {"experts", made.experts.value()},
                   {"cache", made.cache.value()},
                   {"dense_token", made.dense_token.value()}};
     }},
    {"serving.open-loop",
     [](const Json& in) {
       const auto found = open_loop(linear_step(), number(in, "rate") / second);
       return Json{{"batch", found->batch}, {"tpot_mean", found->tpot_mean.value()}};
     }},
    {"serving.goodput",
     [](const Json& in) {
       const auto found =
           goodput(linear_step(), {.ttft_p95 = {}, .tpot_p95 = seconds(in, "tpot_p95")});
       return Json{{"rate", found->value()}};
     }},
    {"serving.memory-room",
     [](const Json& in) {
       EngineCosts engine;
       engine.memory_share = number(in, "share");
       engine.reserved = number(in, "reserved") * byte;
       engine.after_weights = in["after"];
       RankWork work;
       work.held = number(in, "held") * byte;
       work.kept = number(in, "kept") * byte;
       const std::int64_t data = in["data"];
       return Json{{"requests", *memory_room(engine, work, {.accelerators = data, .data = data},
                                             number(in, "usable") * byte)}};
     }},
};

class ServingModelReference : public testing::TestWithParam<Json> {};
TEST_P(ServingModelReference, RowIsReproduced) { test::check_row(GetParam(), predictors); }
INSTANTIATE_TEST_SUITE_P(Rows, ServingModelReference,
                         testing::ValuesIn(test::reference_rows("serving-model")), test::row_name);

}  // namespace
}  // namespace weft::serving::model_reference_test
