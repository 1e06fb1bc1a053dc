// SPDX-License-Identifier: Apache-2.0
#include "training_case.hpp"

#include "link_profiles.hpp"
#include "training_model.hpp"
#include "weft/io/library.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <map>
#include <utility>

namespace weft::report {
namespace {

std::string lower(std::string_view text) {
  std::string made(text);
  for (char& each : made) each = static_cast<char>(std::tolower(static_cast<unsigned char>(each)));
  return made;
}
bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

std::optional<compute::Precision> precision_named(const std::string& word) {
  const auto& known = words<compute::Precision>;
  for (std::size_t i = 0; i < known.size(); ++i) {
    if (lower(word) == known[i].word) return static_cast<compute::Precision>(i);
  }
  return std::nullopt;
}

/// What a job of unpublished precision runs in: eight bits since accelerators have them.
compute::Precision usual_precision(const catalog::Accelerator& accelerator) {
  return accelerator.peak.fp8 ? compute::Precision::fp8 : compute::Precision::bf16;
}

training::Links links_meant(const AcceleratorMeant& meant, const catalog::LayerFit& layer) {
  return training::links_of(meant.part, shipped_profile(meant.part.scale_up.profile),
                            meant.part.scale_up.domain,
                            meant.part.scale_out_rate.value_or(layer.adapters), layer);
}

/// All that a row says of where its figures are from, and what the inputs say by themselves.
std::string description(const TrustInputs& in, const training::Parallel& split) {
  std::string text = std::string(in.source()) + " " + in.text({"software", "stack", "framework"});
  const std::string software = lower(in.text({"software"}));
  // PyTorch runs eagerly unless something says that it compiles.
  if (software == "fsdp" || software == "ddp") text += " eager";
  if (has(software, "async")) text += " overlapped-tensor";
  if (split.zero >= 3) text += " zero-3";
  return text;
}

/// The publication that a row is from: what stands before the first place inside it.
std::string publication(std::string_view source) {
  const std::string text = lower(source);
  constexpr std::array<std::pair<std::string_view, std::string_view>, 9> known{
      {{"megatron-bridge", "megatron-bridge"},
       {"llm-foundry", "llm-foundry"},
       {"vtrain", "vtrain"},
       {"training_results_v", "mlperf"},
       {"torchtitan", "torchtitan"},
       {"sc'21", "sc21"},
       {"korthikanti", "korthikanti"},
       {"megascale", "megascale"},
       {"2201.11990", "mt-nlg"}}};
  for (const auto& [part, name] : known) {
    if (has(text, part)) return std::string(name);
  }
  return text.substr(0, text.find_first_of(" @,"));
}

void read_recompute(const TrustInputs& in, TrainingCase& made) {
  const std::string said = lower(in.text({"recompute"}));
  made.split.recompute = training::Recompute::none;
  made.recompute_open = said.empty();
  if (has(said, "full")) made.split.recompute = training::Recompute::full;
  if (has(said, "selective")) made.split.recompute = training::Recompute::selective;
  if (has(said, "sequence")) made.split.sequence_parallel = true;
}

std::int64_t part(const io::Node& of, std::initializer_list<std::string_view> names,
                  std::int64_t otherwise) {
  for (const std::string_view name : names) {
    const io::Node* found = of.find(name);
    if (!found) continue;
    if (const auto* whole = std::get_if<std::int64_t>(&found->value)) return *whole;
  }
  return otherwise;
}

void read_split(const TrustInputs& in, TrainingCase& made) {
  training::Parallel& split = made.split;
  split.micro_batch = in.count({"micro_batch"}).value_or(1);
  const io::Node* said = in.find({"parallelism", "split"});
  if (!said || !said->is_object()) {
    made.is_auto = true;
    return;
  }
  split.tensor = part(*said, {"tensor", "tp"}, 1);
  split.pipeline = part(*said, {"pipeline", "pp"}, 1);
  split.context = part(*said, {"context", "cp"}, 1);
  const std::int64_t rest =
      made.job.accelerators /
      std::max<std::int64_t>(1, split.tensor * split.pipeline * split.context);
  split.data = part(*said, {"data", "dp"}, std::max<std::int64_t>(1, rest));
  split.expert = part(*said, {"expert", "ep"}, 1);
  split.virtual_stages = part(*said, {"virtual_stages", "vp"}, 0);
  made.sharding_open = !said->find("zero");
  split.zero = part(*said, {"zero"}, 1);
}

/// What is not said of a pipeline: how many chunks a rank holds.
void assume_chunks(const TrustInputs& in, TrainingCase& made) {
  training::Parallel& split = made.split;
  if (split.virtual_stages > 0) return;
  const std::string text =
      lower(std::string(in.source()) + " " + in.text({"software", "schedule"}));
  split.virtual_stages = 1;
  if (split.pipeline <= 1) return;
  // Submissions to MLPerf interleave chunks of two layers, and so does recent software that says
  // nothing of its schedule, where micro-batches come in multiples of the stages.
  const bool is_silent = !made.known_stack && in.text({"schedule"}).empty();
  const std::int64_t round = split.data * split.micro_batch;
  const auto batch = static_cast<std::int64_t>(ratio(made.job.global_batch, made.job.sequence));
  const bool may = round > 0 && batch / round % split.pipeline == 0;
  if (has(text, "interleaved")) {
    split.virtual_stages = 2;
  } else if (has(text, "training_results_v") || (is_silent && may)) {
    constexpr std::int64_t chunk = 2;
    const std::int64_t each = (made.model.llm.layers + split.pipeline - 1) / split.pipeline;
    split.virtual_stages = std::max<std::int64_t>(1, each / chunk);
  } else {
    return;
  }
  made.assumed.push_back(std::to_string(split.virtual_stages) + " virtual stages");
}

/// torchtitan states the batch of a rank; its pipelines cut it into as many parts as stages.
void divide_local_batch(const TrustInputs& in, TrainingCase& made) {
  training::Parallel& split = made.split;
  if (split.pipeline <= 1 || !has(lower(in.source()), "torchtitan")) return;
  const std::int64_t local = split.micro_batch;
  split.micro_batch = std::max<std::int64_t>(1, local / split.pipeline);
  if (local != split.micro_batch) {
    made.assumed.push_back("micro-batch " + std::to_string(split.micro_batch) +
                           " of a local batch");
  }
}

/// Weights that do not fit where nothing splits them must be sharded.
void assume_sharding(TrainingCase& made) {
  training::Parallel& split = made.split;
  if (!made.sharding_open || split.tensor * split.pipeline > 1 || split.data < 2) return;
  constexpr Bytes held = 6.0 * byte;  // weights and gradients
  const double routed = compute::routed_parameters(made.model.work);
  const double rank = made.model.work.parameters - routed +
                      routed / static_cast<double>(std::max<std::int64_t>(1, split.expert));
  if (!made.accelerator.memory.usable || rank * held < *made.accelerator.memory.usable) return;
  split.zero = 3;
  made.assumed.push_back("weights sharded over data ranks");
}

/// Models that are trained to predict a second token, by their makers' recipe.
std::int64_t predicted_tokens(const TrustInputs& in, const catalog::Llm& llm) {
  if (const auto said = in.count({"predicted_tokens", "mtp"})) return *said;
  const std::string source = lower(in.source());
  // Recipes of Megatron-Bridge train DeepSeek-V3 with it from release 26.02 on.
  const bool later = has(source, "megatron-bridge") && !has(source, "25.");
  return later && llm.about.vendor == "DeepSeek" ? 1 : 0;
}

void read_finetuning(const TrustInputs& in, TrainingCase& made) {
  const std::string source = lower(in.source());
  constexpr double packed = 0.35;  // of the sequence: several samples share one
  if (has(source, "sft performance") || has(source, "lora performance")) {
    made.model.attention_span = packed;
  }
  made.model.adapters_only = has(source, "lora performance");
}

std::string generation(const TrainingCase& of) {
  return of.kernels == "other" ? of.accelerator.about.name : of.kernels;
}

}  // namespace

std::string stack_of(const catalog::TrainingFit& fit, std::string_view text) {
  const std::string in = lower(text);
  std::string found = "other";
  std::size_t most = 0;
  for (const auto& each : fit.stacks) {
    for (const std::string& entry : each.value.named) {
      std::string rest = lower(entry);
      std::size_t length = 0;
      while (!rest.empty()) {
        const std::string word = rest.substr(0, rest.find(' '));
        rest.erase(0, std::min(rest.size(), word.size() + 1));
        if (!has(in, word)) {
          length = 0;
          break;
        }
        length += word.size();
      }
      if (length > most) {
        most = length;
        found = each.name;
      }
    }
  }
  return found;
}

TrainingCaseRead training_case(const TrustInputs& in, const catalog::TrainingFit& fit) {
  TrainingCase made;
  const io::Node* model = in.find({"model"});
  auto llm = model ? model_meant(*model) : std::nullopt;
  if (!llm) return {std::nullopt, "the model is not in the catalogue, and no dimensions are said"};
  const io::Node* accelerator = in.find({"accelerator"});
  const auto meant = accelerator ? accelerator_meant(*accelerator) : std::nullopt;
  if (!meant) return {std::nullopt, "the accelerator is not in the catalogue"};
  made.accelerator = meant->part;
  made.clock = meant->clock;
  made.links = links_meant(*meant, fit.layer);
  const std::int64_t predicted = predicted_tokens(in, *llm);
  made.has_experts = llm->experts.has_value();
  made.model = training::trainee(*std::move(llm), predicted);
  made.job.accelerators = in.count({"accelerators", "gpus"}).value_or(0);
  made.job.sequence =
      static_cast<double>(in.count({"sequence_length", "sequence"}).value_or(0)) * token;
  made.job.global_batch =
      static_cast<double>(in.count({"global_batch"}).value_or(0)) * made.job.sequence;
  const std::string precision = in.text({"precision"});
  const auto named = precision_named(precision);
  made.precision = named.value_or(usual_precision(made.accelerator));
  if (!named) made.assumed.push_back("matrix products in 8 bits where the accelerator has them");
  made.precision = compute::widened(made.accelerator.peak, made.precision);
  read_split(in, made);
  made.kernels = catalog::kernels_of(fit, meant->id);
  made.stack = stack_of(fit, description(in, made.split));
  made.known_kernels = made.kernels != "other";
  made.known_stack = made.stack != "other";
  const catalog::StackFit* stack = fit.stacks.find(made.stack);
  if (!stack || !fit.kernels.find(made.kernels)) {
    return {std::nullopt, "the fit has no entry called other"};
  }
  made.split.sequence_parallel = stack->sequence_parallel;
  if (stack->net_rate) made.links.net_rate = *stack->net_rate;
  read_recompute(in, made);
  assume_chunks(in, made);
  divide_local_batch(in, made);
  assume_sharding(made);
  read_finetuning(in, made);
  made.source = publication(in.source());
  // One software in several releases or settings is one family.
  made.family = (stack->like.empty() ? made.stack : stack->like) +
                (made.has_experts ? ", experts, " : ", dense, ") + generation(made);
  return {std::move(made), {}};
}

Feasible<training::StepRates> rates_of(const TrainingCase& of, const catalog::TrainingFit& fit) {
  const catalog::StackFit& stack = *fit.stacks.find(of.stack);
  return training::step_rates({.accelerator = &of.accelerator,
                               .kernels = fit.kernels.find(of.kernels),
                               .stack = &stack,
                               .like = stack.like.empty() ? nullptr : fit.stacks.find(stack.like),
                               .layer = &fit.layer,
                               .links = of.links,
                               .precision = of.precision,
                               .clock = of.clock});
}

Feasible<training::StepTerms> step_of(const TrainingCase& of, const catalog::TrainingFit& fit) {
  const auto rates = rates_of(of, fit);
  if (!rates) return rates.why();
  const auto plan = training::schedule(of.model.work, of.job, of.split);
  if (!plan) return plan.why();
  const auto parts = training::step_parts(of.model, of.job.sequence, of.split, *rates);
  return training::step_terms(of.model, of.job.sequence, parts, of.split, *plan, *rates);
}

Feasible<training::Memory> memory_of(const TrainingCase& of, const catalog::TrainingFit& fit) {
  const auto plan = training::schedule(of.model.work, of.job, of.split);
  if (!plan) return plan.why();
  training::MemoryStyle style = training::memory_style(*fit.stacks.find(of.stack), fit.layer);
  style.has_updates = !of.model.adapters_only;
  const training::Memory held = training::job_memory(of.model.work, of.job, of.split, *plan, style);
  if (!of.recompute_open || held.total() <= of.accelerator.memory.usable.value_or(held.total())) {
    return held;
  }
  training::Parallel again = of.split;
  again.recompute = training::Recompute::full;
  return training::job_memory(of.model.work, of.job, again, *plan, style);
}

training::Seen seen_of(const TrainingCase& of) {
  return {.split = !of.is_auto,
          .kernels = of.known_kernels,
          .software = of.known_stack,
          .experts = of.has_experts};
}

}  // namespace weft::report
