// SPDX-License-Identifier: Apache-2.0
#include "training_model.hpp"

#include "weft/io/library.hpp"
#include "weft/io/quantity_text.hpp"
#include "weft/units/math.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <string_view>

namespace weft::report {
namespace {

/// Letters and digits in lower case: "Llama-3.1 70B" and "llama-3.1-70b" are one name.
std::string plain(std::string_view name) {
  std::string made;
  for (const char each : name) {
    if (std::isalnum(static_cast<unsigned char>(each))) {
      made += static_cast<char>(std::tolower(static_cast<unsigned char>(each)));
    }
  }
  return made;
}

/// The record of a kind whose id is meant by `name`: exactly, else the longest id it begins with.
std::string id_meant(std::string_view kind, std::string_view name) {
  io::Sources sources;
  const io::Library library(sources);
  std::string wanted = plain(name.substr(name.rfind('/') + 1));
  // Llama 3 and 3.1 have the same dimensions.
  if (wanted.starts_with("llama3") && !wanted.starts_with("llama31"))
    wanted = "llama31" + wanted.substr(6);
  std::string found;
  for (const std::string& id : library.names(kind)) {
    const std::string known = plain(id);
    if (known == wanted) return id;
    if (wanted.starts_with(known) && known.size() > plain(found).size()) found = id;
  }
  return found;
}

std::optional<double> number(const io::Node& in, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    const io::Node* found = in.find(name);
    if (!found) continue;
    if (const auto* whole = std::get_if<std::int64_t>(&found->value)) {
      return static_cast<double>(*whole);
    }
    if (const auto* real = std::get_if<double>(&found->value)) return *real;
  }
  return std::nullopt;
}
std::int64_t count(const io::Node& in, std::initializer_list<std::string_view> names,
                   std::int64_t otherwise) {
  const auto found = number(in, names);
  return found ? static_cast<std::int64_t>(*found) : otherwise;
}
bool truth(const io::Node& in, std::string_view name, bool otherwise) {
  const io::Node* found = in.find(name);
  const bool* said = found ? std::get_if<bool>(&found->value) : nullptr;
  return said ? *said : otherwise;
}

/// Experts under "experts" or beside the other dimensions.
std::optional<catalog::Experts> experts_in(const io::Node& said, std::int64_t ffn) {
  const io::Node* nested = said.find("experts");
  const io::Node& in = nested && nested->is_object() ? *nested : said;
  catalog::Experts made;
  made.count = count(in, {"count", "experts", "num_experts", "routed_experts"}, 0);
  if (made.count < 1) return std::nullopt;
  made.active = count(in, {"active", "top_k", "topk", "experts_per_token", "active_experts"}, 1);
  made.ffn = count(in, {"ffn", "expert_ffn", "moe_ffn", "moe_intermediate_size"}, ffn);
  if (&in == &said) {
    made.ffn = count(in, {"expert_ffn", "moe_ffn", "moe_intermediate_size"}, ffn);
  }
  made.shared = count(in, {"shared", "shared_experts"}, 0);
  made.shared_ffn = count(in, {"shared_ffn"}, made.ffn);
  made.dense_layers = count(in, {"dense_layers"}, 0);
  return made;
}

catalog::Llm model_of(const io::Node& said) {
  catalog::Llm made;
  made.layers = count(said, {"layers"}, 0);
  made.hidden = count(said, {"hidden"}, 0);
  made.heads = count(said, {"heads"}, 0);
  made.kv_heads = count(said, {"kv_heads"}, made.heads);
  made.head_dim = count(said, {"head_dim"}, made.heads > 0 ? made.hidden / made.heads : 0);
  made.gated = truth(said, "gated", true);
  made.ffn = count(said, {"ffn"}, 4 * made.hidden);
  made.vocabulary = count(said, {"vocabulary", "vocab", "vocab_size"}, 50257);
  made.tied_embeddings = truth(said, "tied_embeddings", !made.gated);  // plain GPTs tie them
  made.experts = experts_in(said, made.ffn);
  if (const io::Node* window = said.find("window"); window && window->is_object()) {
    made.window = catalog::Window{count(*window, {"tokens"}, 0), count(*window, {"layers"}, 0)};
  }
  if (const io::Node* latent = said.find("latent"); latent && latent->is_object()) {
    made.latent =
        catalog::LatentAttention{count(*latent, {"query_rank"}, 0), count(*latent, {"kv_rank"}, 0),
                                 count(*latent, {"nope_dim"}, 0), count(*latent, {"rope_dim"}, 0),
                                 count(*latent, {"value_dim"}, 0)};
  }
  return made;
}

template <class Q>
void take(const io::Node& said, std::initializer_list<std::string_view> names, Q& into) {
  for (const std::string_view name : names) {
    const io::Node* found = said.find(name);
    if (!found || !found->text()) continue;
    const auto read = io::read_quantity(*found->text(), {.dimension = dimension_of<Q>});
    if (const auto* value = std::get_if<io::Reading>(&read)) into = Q::from_value(value->value);
  }
}
template <class Q>
void take(const io::Node& said, std::initializer_list<std::string_view> names,
          std::optional<Q>& into) {
  Q value = into.value_or(Q{});
  const Q before = value;
  take(said, names, value);
  if (!(value == before)) into = value;
}

std::optional<catalog::Accelerator> shipped_accelerator(const std::string& id) {
  io::Sources sources;
  const io::Library library(sources);
  catalog::Catalogue made;
  Notes notes;
  Diagnostics ignored;  // a test reads every record and finds no fault
  library.require("accelerator", id, made, notes, ignored);
  const catalog::Accelerator* found = made.accelerators.find(id);
  return found ? std::optional(*found) : std::nullopt;
}

}  // namespace

std::optional<catalog::Llm> model_meant(const io::Node& said) {
  if (said.is_object()) {
    catalog::Llm made = model_of(said);
    const bool whole = made.layers > 0 && made.hidden > 0 && made.heads > 0 && made.kv_heads > 0;
    return whole ? std::optional(std::move(made)) : std::nullopt;
  }
  if (!said.text()) return std::nullopt;
  const std::string id = id_meant("llm", *said.text());
  io::Sources sources;
  const io::Library library(sources);
  catalog::Catalogue made;
  Notes notes;
  Diagnostics ignored;  // a test reads every record and finds no fault
  library.require("llm", id, made, notes, ignored);
  const catalog::Llm* found = made.llms.find(id);
  return found ? std::optional(*found) : std::nullopt;
}

std::optional<AcceleratorMeant> accelerator_meant(const io::Node& said) {
  const io::Node* name = said.is_object() ? said.find("base") : &said;
  if (!name || !name->text()) return std::nullopt;
  const std::string id = id_meant("accelerator", *name->text());
  const auto shipped = shipped_accelerator(id);
  if (!shipped) return std::nullopt;
  AcceleratorMeant made{id, *shipped, 1.0};
  if (!said.is_object()) return made;
  take(said, {"memory"}, made.part.memory.usable);
  take(said, {"memory_bandwidth", "bandwidth"}, made.part.memory.bandwidth);
  take(said, {"power"}, made.part.power.max);
  take(said, {"bf16", "peak_bf16"}, made.part.peak.bf16);
  take(said, {"fp16", "peak_fp16"}, made.part.peak.fp16);
  take(said, {"fp8", "peak_fp8"}, made.part.peak.fp8);
  take(said, {"fp4", "peak_fp4"}, made.part.peak.fp4);
  take(said, {"scale_up_rate"}, made.part.scale_up.rate);
  take(said, {"scale_out_rate", "network"}, made.part.scale_out_rate);
  if (shipped->power.max && made.part.power.max && *made.part.power.max < *shipped->power.max) {
    // Switching power grows with the cube of the clock where voltage follows it.
    made.clock = weft::cbrt(ratio(*made.part.power.max, *shipped->power.max));
  }
  return made;
}

}  // namespace weft::report
