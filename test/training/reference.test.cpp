// SPDX-License-Identifier: Apache-2.0
#include "../compute/llm_rows.hpp"
#include "../reference_rows.hpp"
#include "weft/training/run.hpp"
#include "weft/training/step_time.hpp"
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

/// The enumerator of a word of the plan's vocabulary.
template <class E>
E choice_of(const Json& in, const char* key) {
  const auto said = in.value(key, std::string(words<E>[0].word));
  for (std::size_t i = 0; i < words<E>.size(); ++i) {
    if (words<E>[i].word == said) return static_cast<E>(i);
  }
  throw std::invalid_argument(said);
}

Recompute recompute_of(const Json& in) {
  return in.contains("recompute") ? choice_of<Recompute>(in, "recompute") : Recompute::selective;
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
  split.shard_ranks = in.value("shard_ranks", std::int64_t{0});
  split.pipelining = choice_of<Pipelining>(in, "pipelining");
  split.offload = choice_of<Offload>(in, "offload");
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
  std::int64_t domain = 1;
};

Setting setting_of(const Json& in) {
  Setting made;
  made.work = work_of(in);
  made.split = split_of(in);
  made.job.sequence = number(in, "sequence") * token;
  made.job.global_batch = number(in, "batch") * made.job.sequence;
  made.job.accelerators = made.split.accelerators();
  made.plan = *schedule(made.work, made.job, made.split);
  made.domain = in["machine"]["domain"];
  return made;
}

/// Rates of a setting with every share at 1 and every wait at 0.
StepRates rates_of(const Json& given) {
  StepRates made;
  made.bf16_peak = made.peak = number(given, "peak") * flop / second;
  made.memory = number(given, "memory") * byte / second;
  made.host = given.value("host", 0.0) * byte / second;
  made.links = {number(given, "up") * byte / second, number(given, "out") * byte / second,
                given["domain"]};
  made.wide = gemm_rates({.peak = made.peak,
                          .share = 1.0,
                          .operands = 1e30 * byte / second,
                          .element = 2.0 * byte,
                          .launch = {}});
  made.layer.network = 1.0;
  made.layer.optimizer = 1.0;
  made.layer.tensor_latency = made.layer.crossing_latency = Time{};
  return made;
}
Trainee trainee_of(const Json& in) { return trainee(test::llm_of(in)); }
LayerSplit layer_of(const Json& in) {
  const Parallel split = split_of(in);
  return {.tensor = split.tensor,
          .context = split.context,
          .expert = split.expert,
          .micro_batch = split.micro_batch,
          .sequence = number(in, "sequence") * token,
          .sequence_parallel = split.sequence_parallel};
}
/// A time that depends on one layer's shape.
template <auto Formula>
Json of_layer(const Json& in) {
  return in_seconds(Formula(trainee_of(in), layer_of(in), rates_of(in["machine"])));
}
/// A time that depends on the state of a rank.
template <auto Formula>
Json of_state(const Json& in) {
  const auto at = setting_of(in);
  return in_seconds(
      Formula(rank_state(at.work, at.split, at.plan), at.split, rates_of(in["machine"])));
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
    {"training.bubble",
     [](const Json& in) {
       const auto split = split_of(in);
       const auto passes = stage_passes(seconds(in, "stage"), split.recompute == Recompute::full);
       return in_seconds(
           bubble_time(split.pipelining, split.pipeline, split.virtual_stages, passes));
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
    {"training.tensor-time", of_layer<tensor_time>},
    {"training.context-time", of_layer<context_time>},
    {"training.element-time", of_layer<element_time>},
    {"training.expert-exchange", of_layer<expert_exchange>},
    {"training.head-time", of_layer<head_time>},
    {"training.replica-time", &of_state<replica_time>},
    {"training.gradient-time", of_state<gradient_time>},
    {"training.optimizer-time", of_state<optimizer_time>},
    {"training.message-time",
     [](const Json& in) {
       const auto at = setting_of(in);
       return in_seconds(message_time(trainee_of(in), at.job.sequence, at.split,
                                      at.plan.micro_batches, rates_of(in["machine"])));
     }},
    {"training.stage-time",
     [](const Json& in) {
       const std::int64_t layers = in["layers"];
       const Time all = static_cast<double>(layers) * seconds(in, "layer_s");
       const auto made = stage_time(all, seconds(in, "head_s"), layers, split_of(in), {});
       return Json{{"middle", made.middle.value()},
                   {"fullest", made.fullest.value()},
                   {"mean", made.mean.value()}};
     }},
    {"training.planned-net",
     [](const Json& in) {
       catalog::LayerFit layer;
       layer.network = number(in, "share");
       return Json{{"rate", planned_net(number(in, "line") * byte / second,
                                        number(in, "effective") * byte / second, layer)
                                .value()}};
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
       const auto sent = traffic(at.work, at.job, at.split, at.plan, at.domain, second);
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
