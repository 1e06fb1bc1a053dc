// SPDX-License-Identifier: Apache-2.0
#include "../compute/llm_rows.hpp"
#include "../reference_rows.hpp"
#include "weft/training/run.hpp"
#include "weft/training/search.hpp"
#include "weft/training/traffic.hpp"

namespace weft::training::reference_test {
namespace {

using test::Json;

double number(const Json& in, const char* key) { return in[key].get<double>(); }
Time seconds(const Json& in, const char* key) { return number(in, key) * second; }
Json in_seconds(Time time) { return Json{{"seconds", time.value()}}; }
Gpt gpt_of(const Json& in) {
  return {.layers = number(in, "layers"),
          .hidden = number(in, "hidden"),
          .vocabulary = number(in, "vocabulary"),
          .sequence = in.value("sequence", 0.0)};
}
compute::ModelWork work_of(const Json& in) { return compute::model_work(test::llm_of(in)); }

Recompute recompute_of(const Json& in) {
  const auto word = in.value("recompute", std::string("selective"));
  return word == "none" ? Recompute::none : word == "full" ? Recompute::full : Recompute::selective;
}

Parallel split_of(const Json& in) {
  const auto count = [&](const char* key) { return in.value(key, std::int64_t{1}); };
  Parallel split;
  split.tensor = count("tensor");
  split.pipeline = count("pipeline");
  split.data = count("data");
  split.context = count("context");
  split.expert = count("expert");
  split.virtual_stages = count("virtual_stages");
  split.micro_batch = count("micro_batch");
  split.zero = in.value("zero", std::int64_t{0});
  split.recompute = recompute_of(in);
  split.sequence_parallel = in.value("sequence_parallel", true);
  return split;
}

/// A whole small job on a machine of round figures.
struct Setting {
  compute::ModelWork work;
  Job job;
  Parallel split;
  Schedule plan;
  compute::Machine machine;
};

Setting setting_of(const Json& in) {
  Setting made;
  made.work = work_of(in);
  made.split = split_of(in);
  made.job.sequence = number(in, "sequence") * token;
  made.job.global_batch = number(in, "batch") * made.job.sequence;
  made.job.accelerators = made.split.accelerators();
  made.plan = *schedule(made.work, made.job, made.split);
  const auto& given = in["machine"];
  made.machine.dense_peak = number(given, "peak") * flop / second;
  made.machine.wide_peak = made.machine.dense_peak;
  made.machine.memory_rate = number(given, "memory") * byte / second;
  made.machine.scale_up_rate = number(given, "up") * byte / second;
  made.machine.scale_out_rate = number(given, "out") * byte / second;
  made.machine.scale_up_domain = given["domain"];
  return made;
}

template <auto Formula>
Json exchange(const Json& in) {
  const auto at = setting_of(in);
  return in_seconds(Formula(at.work, at.split, at.plan, at.machine));
}

Json share_of_peak(const Json& in, Flops flops) {
  return Json{{"mfu", mfu(flops, in["accelerators"], number(in, "peak") * flop / second,
                          seconds(in, "time"))}};
}

const test::Predictors predictors{
    {"training.flops-per-token",
     [](const Json& in) {
       const auto convention = in["convention"] == "causal" ? compute::AttentionFlops::causal
                                                            : compute::AttentionFlops::full_square;
       const auto flops = flops_per_token(work_of(in), number(in, "sequence") * token, convention);
       return Json{{"gflop", flops.value() / giga}};
     }},
    {"training.six-n",
     [](const Json& in) {
       return Json{{"flop", six_n(number(in, "parameters"), number(in, "tokens") * token).value()}};
     }},
    {"training.gpt-parameters",
     [](const Json& in) {
       return Json{{"billions", gpt_parameters(gpt_of(in)) / giga}};
     }},
    {"training.gpt-model-flops",
     [](const Json& in) {
       return share_of_peak(in, gpt_model_flops(gpt_of(in), number(in, "batch")));
     }},
    {"training.mfu",
     [](const Json& in) {
       return share_of_peak(in, gpt_model_flops(gpt_of(in), number(in, "batch")));
     }},
    {"training.gpt-selective-flops",
     [](const Json& in) {
       return share_of_peak(in, gpt_selective_flops(gpt_of(in), number(in, "batch")));
     }},
    {"training.gpt-full-flops",
     [](const Json& in) {
       return Json{{"flop", gpt_full_flops(gpt_of(in), number(in, "batch")).value()}};
     }},
    {"training.state-memory",
     [](const Json& in) {
       return Json{
           {"gib", ratio(state_memory(number(in, "parameters"), in["zero"], in["shards"]).total(),
                         gibi_byte)}};
     }},
    {"training.gpt-activations",
     [](const Json& in) {
       const auto split = split_of(in);
       const auto layer =
           gpt_layer_activations({.tokens = number(in, "sequence") * number(in, "micro_batch"),
                                  .sequence = number(in, "sequence"),
                                  .hidden = number(in, "hidden"),
                                  .heads = number(in, "heads"),
                                  .tensor = split.tensor,
                                  .sequence_parallel = split.sequence_parallel},
                                 split.recompute);
       const double layers = layers_in_flight(number(in, "layers"), split, 1000);
       return Json{{"gib", ratio(layers * layer, gibi_byte)}};
     }},
    {"training.layers-in-flight",
     [](const Json& in) {
       return Json{
           {"layers", layers_in_flight(number(in, "layers"), split_of(in), in["micro_batches"])}};
     }},
    {"training.job-interruption",
     [](const Json& in) {
       return Json{{"hours", ratio(job_interruption({}, in["accelerators"]), one_hour)}};
     }},
    {"training.young-interval",
     [](const Json& in) {
       return in_seconds(young_interval(seconds(in, "write"), seconds(in, "between")));
     }},
    {"training.loss",
     [](const Json& in) {
       const auto lost = loss(seconds(in, "write"), seconds(in, "every"), seconds(in, "between"),
                              seconds(in, "restart"));
       return Json{
           {"checkpoint", lost.checkpoint}, {"rework", lost.rework}, {"restart", lost.restart}};
     }},
    {"training.checkpoint-bytes",
     [](const Json& in) {
       compute::ModelWork work;
       work.parameters = number(in, "parameters");
       return Json{{"bytes", checkpoint_bytes(work).value()}};
     }},
    {"training.checkpoint-write",
     [](const Json& in) {
       return in_seconds(checkpoint_write(number(in, "size") * byte,
                                          number(in, "storage") * byte / second,
                                          number(in, "attached") * byte / second));
     }},
    {"training.schedule",
     [](const Json& in) {
       const auto plan = setting_of(in).plan;
       return Json{{"micro_batches", plan.micro_batches},
                   {"layers_per_stage", plan.layers_per_stage},
                   {"batch", plan.batch.value()}};
     }},
    {"training.tensor", exchange<tensor_time>},
    {"training.context", exchange<context_time>},
    {"training.pipeline", exchange<pipeline_time>},
    {"training.data", exchange<data_time>},
    {"training.expert", exchange<expert_time>},
    {"training.optimizer", exchange<optimizer_time>},
    {"training.elementwise",
     [](const Json& in) {
       const auto at = setting_of(in);
       return Json{{"bytes", elementwise_bytes(at.work, at.split, at.plan.micro_tokens).value()}};
     }},
    {"training.micro-batch",
     [](const Json& in) {
       const auto at = setting_of(in);
       return in_seconds(micro_batch_time(at.work, at.job, at.split, at.plan, at.machine));
     }},
    {"training.step-time",
     [](const Json& in) {
       const auto at = setting_of(in);
       const auto step = step_time(at.work, at.job, at.split, at.plan, at.machine);
       return Json{{"seconds", step.total().value()},
                   {"bubble_over_stage", ratio(step.bubble, step.compute / at.plan.micro_batches)}};
     }},
    {"training.time-to-train",
     [](const Json& in) {
       Job job;
       job.tokens = number(in, "tokens") * token;
       job.accelerators = in["accelerators"];
       Step pace;
       pace.tokens_per_second = number(in, "rate") * token / second;
       pace.schedule.batch = token;
       Reliability reliability;
       reliability.accelerator_interruption = seconds(in, "interruption");
       reliability.restart = seconds(in, "restart");
       reliability.every = seconds(in, "every");
       return in_seconds(run({}, job, pace, reliability, seconds(in, "write"))->time.total());
     }},
    {"training.traffic",
     [](const Json& in) {
       const auto at = setting_of(in);
       const auto sent = traffic(at.work, at.job, at.split, at.plan, at.machine, second);
       return Json{{"up_tensor", sent.scale_up.tensor.value()},
                   {"up_data", sent.scale_up.data.value()}};
     }},
    {"training.all-reduce-bytes",
     [](const Json& in) {
       const auto sent = all_reduce_bytes(number(in, "size") * byte, in["ranks"], in["inside"]);
       return Json{{"inside", sent.inside.value()}, {"outside", sent.outside.value()}};
     }},
};

class TrainingReference : public testing::TestWithParam<Json> {};
TEST_P(TrainingReference, RowIsReproduced) { test::check_row(GetParam(), predictors); }
INSTANTIATE_TEST_SUITE_P(Rows, TrainingReference,
                         testing::ValuesIn(test::reference_rows("training")), test::row_name);

}  // namespace
}  // namespace weft::training::reference_test
