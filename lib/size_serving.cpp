// SPDX-License-Identifier: Apache-2.0
// weft size serving: deployments of a model on a node for a load, the fewest accelerators first.
#include "question_reply.hpp"
#include "serving_rows.hpp"
#include "weft/serving/offers.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace weft {

using report::ServingQuestion;

template <>
inline constexpr std::string_view type_name<ServingQuestion> = "size_serving";
template <>
inline constexpr auto fields<ServingQuestion> = std::array{
    row<&ServingQuestion::model>("model", "of the catalogue").refers_to("llm").required(),
    row<&ServingQuestion::node>("node", "that it runs on").refers_to("node").required(),
    row<&ServingQuestion::engine>("engine", "that serves").default_from("the one most measured"),
    row<&ServingQuestion::weights>("weights", "format of the checkpoint").default_from("estimate"),
    row<&ServingQuestion::kv_cache>("kv_cache", "format of the cache"),
    row<&ServingQuestion::input>("input", "tokens of a prompt").between(1, 1e7).required(),
    row<&ServingQuestion::output>("output", "tokens of an answer; 0 for an embedder")
        .between(0, 1e7)
        .required(),
    row<&ServingQuestion::rate>("rate", "requests a second").between(1e-6, 1e9).required(),
    row<&ServingQuestion::ttft_p95>("ttft_p95", "limit").in("ms").at_least(0),
    row<&ServingQuestion::tpot_p95>("tpot_p95", "limit").in("ms").at_least(0),
    row<&ServingQuestion::draft_tokens>("draft_tokens", "guessed before each step").between(0, 64),
    row<&ServingQuestion::prefix_cache_hit>("prefix_cache_hit", "share of prompts").between(0, 1),
    row<&ServingQuestion::top>("top", "how many are shown").between(1, 100)};
static_assert(describes_all<ServingQuestion>());

}  // namespace weft

namespace weft::report {
namespace {

std::string name_of(const serving::Offer& of) {
  const auto pool = [](const serving::Pool& one) {
    const auto part = [](std::string_view name, std::int64_t count) {
      return count > 1 ? std::string(name) + std::to_string(count) : std::string();
    };
    return "tp" + std::to_string(one.ranks() / one.data) + part("-dp", one.data) +
           part("-pp", one.stages);
  };
  if (!of.as.apart) return pool(of.as.decode);
  return pool(of.as.prefill) + "+" + pool(of.as.decode);
}

void put(std::vector<Fact>& facts, const std::string& row, std::string_view column, double value,
         Dimension of, std::string_view shown) {
  facts.push_back({row + "." + std::string(column), value, of, shown, {}, {}, column});
}

serving::Demand demand_of(const ServingQuestion& ask) { return {.requests = ask.rate / second}; }

void put(std::vector<Fact>& facts, const ServingQuestion& ask, const serving::Offer& each) {
  const std::string row = name_of(each);
  const auto fleet = serving::fleet(each.unit, demand_of(ask));
  const auto number = [&](std::string_view column, auto value, std::string_view shown) {
    put(facts, row, column, value.value(), dimension_of<decltype(value)>, shown);
  };
  put(facts, row, "accelerators", static_cast<double>(fleet.accelerators), {}, {});
  put(facts, row, "replicas", static_cast<double>(fleet.replicas), {}, {});
  put(facts, row, "prefillers", static_cast<double>(fleet.prefillers), {}, {});
  number("requests", each.unit.requests, "/s");
  put(facts, row, "batch", each.seen.batch, {}, {});
  number("ttft_p50", each.seen.ttft_p50, "ms");
  number("ttft_p95", each.seen.ttft_p95, "ms");
  number("tpot_p50", each.seen.tpot_p50, "ms");
  number("tpot_p95", each.seen.tpot_p95, "ms");
}

std::string refusal(const Infeasible& why) {
  if (why.of != dimension_of<Time>) return serving_reason(why);
  constexpr double in_ms = 1e3;
  return std::string(why.reason->text) + ": " + std::to_string(in_ms * why.needed) + " ms, asked " +
         std::to_string(in_ms * why.available) + " ms";
}

serving::Deployed base_of(const ServingQuestion& ask, const std::string& accelerator) {
  serving::Deployed made;
  made.engine = ask.engine;
  made.accelerator = accelerator;
  made.weights = ask.weights;
  made.cache = ask.kv_cache;
  made.layout.drafts.draft_tokens = ask.draft_tokens;
  made.layout.cached = ask.prefix_cache_hit;
  return made;
}

}  // namespace

const Type& serving_question() { return type_of<ServingQuestion>(); }

std::vector<Fact> serving_reply(const io::Node& written, io::Sources& sources,
                                Diagnostics& diagnostics) {
  io::Library library(sources);
  Notes notes;
  ServingQuestion ask;
  io::ReadContext context{diagnostics, notes};
  context.references = library.references();
  io::read(written, type_of<ServingQuestion>(), &ask, "", context);
  if (diagnostics.has_errors()) return {};
  catalog::Catalogue parts;
  library.require("node", ask.node, parts, notes, diagnostics);
  library.require("llm", ask.model, parts, notes, diagnostics);
  const catalog::Node* node = parts.nodes.find(ask.node);
  const catalog::Llm* llm = parts.llms.find(ask.model);
  const auto* part = node ? parts.accelerators.find(node->accelerator) : nullptr;
  if (!llm || !part || diagnostics.has_errors()) {
    diagnostics.error("WF0401", "node", "the node has no accelerators that can serve",
                      "name a node whose accelerators are known: `weft catalog list node`");
    return {};
  }
  const auto as = base_of(ask, node->accelerator);
  auto server = serving::catalogue_server(serving_parts().fit(), *llm, *part, as);
  serving::Offers made;
  if (server) {
    server->machine.scale_up_domain = std::max(node->scale_up_domain, std::int64_t{1});
    made = serving::offers({.server = *server,
                            .base = as.layout,
                            .lengths = {static_cast<double>(ask.input) * token,
                                        static_cast<double>(ask.output) * token},
                            .limits = {.ttft_p95 = ask.ttft_p95.value_or(Time{}),
                                       .tpot_p95 = ask.tpot_p95.value_or(Time{})}});
  }
  if (made.found.empty()) {
    diagnostics.error("WF0401", "node", refusal(server ? made.last : server.why()),
                      "looser limits, a narrower format or a node with more memory");
    return {};
  }
  const auto offered = serving::ranked(made.found, demand_of(ask));
  std::vector<Fact> facts;
  const auto shown = std::min(offered.size(), static_cast<std::size_t>(ask.top));
  for (std::size_t i = 0; i < shown; ++i) put(facts, ask, offered[i]);
  return facts;
}

}  // namespace weft::report
