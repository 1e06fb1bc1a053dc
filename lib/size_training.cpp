// SPDX-License-Identifier: Apache-2.0
// weft size training: one job without a plan.
#include "link_profiles.hpp"
#include "question_reply.hpp"
#include "show.hpp"
#include "training_case.hpp"
#include "training_search.hpp"
#include "weft/facility/power.hpp"
#include "weft/io/quantity_text.hpp"
#include "weft/training/work.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace weft::report {
namespace {

/// What one job comes to.
struct TrainingReply {
  Time step{}, low{}, high{};
  std::optional<Time> run;
  double mfu = 0.0;
  TokenRate rate{};
  Bytes memory{}, available{};
  std::int64_t accelerators = 0;
  training::Parallel split;
  std::optional<Time> runner_up;
  Time accelerator_time{};
  std::optional<Energy> energy;
  training::StepTerms terms;
};

}  // namespace
}  // namespace weft::report

namespace weft {

using report::TrainingQuestion;
using report::TrainingReply;

template <>
inline constexpr std::string_view type_name<TrainingQuestion> = "size_training";
template <>
inline constexpr auto fields<TrainingQuestion> = std::array{
    row<&TrainingQuestion::model>("model", "what is trained").refers_to("llm").required(),
    row<&TrainingQuestion::node>("node", "what it runs on").refers_to("node").required(),
    row<&TrainingQuestion::nodes>("nodes", "how many").between(1, 1e6).required(),
    row<&TrainingQuestion::tokens>("tokens", "of the whole run").in("Ttok").at_least(1),
    row<&TrainingQuestion::sequence>("sequence", "tokens of one sequence")
        .in("tok")
        .between(1, 1e8)
        .default_from("8192, or what the model can take"),
    row<&TrainingQuestion::batch>("batch", "sequences of one step").between(1, 1e7),
    row<&TrainingQuestion::precision>("precision", "bf16, fp8, mxfp8 or nvfp4")
        .default_from("eight bits where the accelerator has them"),
    row<&TrainingQuestion::tp>("tp", "tensor ranks").between(1, 4096).automatic(),
    row<&TrainingQuestion::pp>("pp", "pipeline stages").between(1, 4096).automatic(),
    row<&TrainingQuestion::cp>("cp", "context ranks").between(1, 4096).automatic(),
    row<&TrainingQuestion::ep>("ep", "expert ranks").between(1, 4096).automatic(),
    row<&TrainingQuestion::vp>("vp", "model chunks of a pipeline rank")
        .between(1, 1024)
        .automatic(),
    row<&TrainingQuestion::micro_batch>("micro_batch", "sequences").between(1, 65536).automatic(),
    row<&TrainingQuestion::pipelining>("pipelining",
                                       "order of passes in a pipeline; auto: the best")
        .default_from("1f1b: what published runs name")
        .automatic(),
    row<&TrainingQuestion::shard_ranks>("shard_ranks", "data ranks of one sharded copy; 0: all")
        .between(0, 1e6)
        .default_from("all: the least memory"),
    row<&TrainingQuestion::offload>("offload", "what the host keeps between steps")
        .default_from("nothing: it costs time"),
    row<&TrainingQuestion::objective>("objective", "what the search wants least of")
        .default_from("time: on all the nodes"),
    row<&TrainingQuestion::within>("within", "longest run of the tokens, failures left out")
        .in("days")
        .at_least(0)};
static_assert(describes_all<TrainingQuestion>());

template <>
inline constexpr auto fields<TrainingReply> = std::array{
    row<&TrainingReply::step>("step", "of the best split that fits").in("s"),
    row<&TrainingReply::low>("p10", "nine of ten measurements lie above").in("s"),
    row<&TrainingReply::high>("p90", "nine of ten measurements lie below").in("s"),
    row<&TrainingReply::run>("time_to_train", "without failures").in("day"),
    row<&TrainingReply::mfu>("mfu", "model arithmetic, causal, over the peak of the precision"),
    row<&TrainingReply::rate>("rate", "tokens trained").in("tok/s"),
    row<&TrainingReply::memory>("memory", "of the fullest accelerator").in("GB"),
    row<&TrainingReply::available>("available", "of one accelerator").in("GB"),
    row<&TrainingReply::accelerators>("accelerators", "that the job takes"),
    row<&TrainingReply::split>("split", ""),
    row<&TrainingReply::runner_up>("runner_up", "step of the second best split").in("s"),
    row<&TrainingReply::accelerator_time>("accelerator_time", "of a million tokens")
        .in("h")
        .by(training::objective_card),
    row<&TrainingReply::energy>("energy", "of a million tokens: nodes at sustained power")
        .in("kWh"),
    row<&TrainingReply::terms>("terms", "of the step")};
static_assert(describes_all<TrainingReply>());

}  // namespace weft

namespace weft::report {
namespace {

std::optional<compute::Precision> precision_of(const TrainingQuestion& ask,
                                               const catalog::PeakRates& peak,
                                               Diagnostics& diagnostics) {
  if (ask.precision.empty()) {
    return peak.fp8 ? compute::Precision::fp8 : compute::Precision::bf16;
  }
  const auto& known = words<compute::Precision>;
  for (std::size_t i = 0; i < known.size(); ++i) {
    const auto each = static_cast<compute::Precision>(i);
    if (known[i].word != ask.precision) continue;
    if (compute::peak_rate(peak, each)) return each;
    diagnostics.error("WF0401", "precision",
                      "the accelerator has no peak rate for " + ask.precision, "bf16");
    return std::nullopt;
  }
  diagnostics.error("WF0401", "precision", "no precision is called \"" + ask.precision + "\"",
                    "bf16, fp8, mxfp8 or nvfp4");
  return std::nullopt;
}

/// Adapters of the node stand for the network of a job.
training::Links links_at(const catalog::Node& node, const catalog::Accelerator& accelerator,
                         const catalog::LayerFit& layer) {
  Bandwidth net = accelerator.scale_out_rate.value_or(layer.adapters);
  if (const catalog::NodePorts* ports = node.ports.find("scale-out");
      ports && ports->count > 0 && node.accelerators > 0) {
    net = static_cast<double>(ports->count) / static_cast<double>(node.accelerators) * ports->rate;
  }
  return training::links_of(accelerator, shipped_profile(accelerator.scale_up.profile),
                            node.scale_up_domain, net, layer);
}

/// A job and the node that it runs on.
struct AskedJob {
  TrainingCase job;
  catalog::Node node;
};

std::optional<AskedJob> asked_job(const TrainingQuestion& ask, io::Library& library,
                                  Diagnostics& diagnostics) {
  catalog::Catalogue parts;
  Notes notes;
  library.require("llm", ask.model, parts, notes, diagnostics);
  library.require("node", ask.node, parts, notes, diagnostics);
  const catalog::Llm* llm = parts.llms.find(ask.model);
  const catalog::Node* node = parts.nodes.find(ask.node);
  const catalog::Accelerator* part = node ? parts.accelerators.find(node->accelerator) : nullptr;
  if (!llm || diagnostics.has_errors()) return std::nullopt;
  if (!part) {
    diagnostics.error("WF0401", "node", "this node has no accelerators", "dgx-h100");
    return std::nullopt;
  }
  const auto precision = precision_of(ask, part->peak, diagnostics);
  if (!precision) return std::nullopt;
  constexpr std::int64_t usual_sequence = 8192;
  const std::int64_t longest = llm->max_position > 0 ? llm->max_position : usual_sequence;
  TrainingCase made;
  made.job.sequence =
      ask.sequence.value_or(static_cast<double>(std::min(usual_sequence, longest)) * token);
  if (made.job.sequence > static_cast<double>(longest) * token) {
    diagnostics.error("WF0401", "sequence", "longer than the model's positions",
                      "--sequence '" + std::to_string(longest) + " tok' at most");
    return std::nullopt;
  }
  const catalog::TrainingFit& fit = shipped_training_fit();
  made.has_experts = llm->experts.has_value();
  made.model = training::trainee(*llm);
  made.accelerator = *part;
  made.links = links_at(*node, *part, fit.layer);
  made.precision = *precision;
  made.job.global_batch = static_cast<double>(ask.batch) * made.job.sequence;
  made.job.accelerators = ask.nodes * node->accelerators;
  made.job.tokens = ask.tokens.value_or(Tokens{});
  made.kernels = catalog::kernels_of(fit, node->accelerator);
  made.stack = fit.stacks.find("megatron_bridge") ? "megatron_bridge" : "other";
  made.known_kernels = made.kernels != "other";
  made.known_stack = made.stack != "other";
  made.is_auto = true;
  return AskedJob{std::move(made), *node};
}

bool agrees(const TrainingQuestion& ask, const training::Parallel& split) {
  const std::array<std::pair<std::optional<std::int64_t>, std::int64_t>, 6> wanted{
      {{ask.tp, split.tensor},
       {ask.pp, split.pipeline},
       {ask.cp, split.context},
       {ask.ep, split.expert},
       {ask.vp, split.virtual_stages},
       {ask.micro_batch, split.micro_batch}}};
  return std::all_of(wanted.begin(), wanted.end(),
                     [](const auto& each) { return !each.first || *each.first == each.second; });
}

/// Only what `ask` leaves open is searched.
training::SplitLimits limits_of(const TrainingQuestion& ask) {
  training::SplitLimits limits;
  limits.allowed = [&ask](const training::Parallel& split) { return agrees(ask, split); };
  limits.style.shard_ranks = ask.shard_ranks;
  limits.style.offload = ask.offload;
  limits.style.orders = {training::Pipelining::one_forward_one_backward};
  if (ask.pipelining) {
    limits.style.orders = {*ask.pipelining};
  } else {
    for (std::size_t i = 1; i < words<training::Pipelining>.size(); ++i)
      limits.style.orders.push_back(static_cast<training::Pipelining>(i));
  }
  return limits;
}

/// What the job does in time and memory, and what a million tokens of it take.
void describe_run(const TrainingQuestion& ask, const TrainingCase& of, const catalog::Node& node,
                  TrainingReply& made) {
  constexpr Tokens million = 1e6 * token;
  made.rate = of.job.global_batch / made.step;
  if (ask.tokens) made.run = *ask.tokens / made.rate;
  const Flops work =
      training::flops_per_token(of.model.work, of.job.sequence, compute::AttentionFlops::causal) *
      of.job.global_batch;
  const auto accelerators = static_cast<double>(of.job.accelerators);
  made.mfu = ratio(work / made.step,
                   accelerators * *compute::peak_rate(of.accelerator.peak, of.precision));
  made.accelerator_time = accelerators * (million / made.rate);
  const auto power =
      facility::unit_power(node.power.max, node.power.typical, facility::PowerRule::sustained);
  if (power) made.energy = made.accelerator_time / static_cast<double>(node.accelerators) * *power;
}

void refuse(const Infeasible& why, Diagnostics& diagnostics) {
  std::string said(why.reason->text);
  if (why.of == dimension_of<Time>)
    said += ": the fastest takes " + show_number(ratio(why.needed * second, one_day)) + " days";
  diagnostics.error("WF0401", "nodes", said,
                    "more nodes, another --batch, or fewer of --tp --pp --cp --ep");
}

std::optional<TrainingReply> size_training(const TrainingQuestion& ask, io::Library& library,
                                           Diagnostics& diagnostics) {
  auto asked = asked_job(ask, library, diagnostics);
  if (!asked) return std::nullopt;
  if (ask.within && !ask.tokens) {
    diagnostics.error("WF0401", "within", "a longest run needs --tokens", "--tokens '15 Ttok'");
    return std::nullopt;
  }
  const catalog::TrainingFit& fit = shipped_training_fit();
  TrainingCase& of = asked->job;
  const auto found = choose_job(of, fit, limits_of(ask), ask.objective, ask.within);
  if (!found) {
    refuse(found.why(), diagnostics);
    return std::nullopt;
  }
  const auto& best = found->splits.best;
  of.split = best.front().split;
  of.job.accelerators = found->accelerators;
  of.is_auto = false;
  const auto step = step_of(of, fit);
  const auto held = memory_of(of, fit);
  if (!step || !held) return std::nullopt;
  TrainingReply made;
  made.terms = *step;
  made.step = step->total();
  const catalog::FitBand stated = training::stated_band(fit, seen_of(of));
  made.low = stated.low * made.step;
  made.high = stated.high * made.step;
  describe_run(ask, of, asked->node, made);
  made.memory = held->total();
  made.available = of.accelerator.memory.usable.value_or(Bytes{});
  made.accelerators = found->accelerators;
  made.split = of.split;
  if (best.size() > 1) made.runner_up = best[1].step;
  return made;
}

}  // namespace

const Type& training_question() { return type_of<TrainingQuestion>(); }

std::vector<Fact> training_reply(const io::Node& written, io::Sources& sources,
                                 Diagnostics& diagnostics) {
  return reply_to<TrainingQuestion, TrainingReply, &size_training>(written, sources, diagnostics);
}

}  // namespace weft::report
