// SPDX-License-Identifier: Apache-2.0
#include "serving_rows.hpp"

#include "row_values.hpp"
#include "show.hpp"
#include "weft/io/nearest.hpp"
#include "weft/serving/stated_band.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace weft::report {
namespace {

/// The benchmark draws lengths evenly from this share to the whole of what is stated.
constexpr double mean_length = 0.9;

std::string lower(std::string_view text) {
  std::string made(text);
  for (char& each : made) {
    each = static_cast<char>(std::tolower(static_cast<unsigned char>(each)));
  }
  return made;
}

std::int64_t count_of(const io::Node& in, std::string_view name, std::int64_t otherwise) {
  const auto found = number_at(in, name);
  return found ? static_cast<std::int64_t>(*found) : otherwise;
}

std::optional<serving::Pool> pool_of(const io::Node& inputs, std::string_view name) {
  const io::Node* found = inputs.find(name);
  if (!found || !found->is_object()) return std::nullopt;
  serving::Pool made{.workers = count_of(*found, "workers", 1),
                     .accelerators = count_of(*found, "accelerators_per_worker", 1),
                     .data = count_of(*found, "attention_data", 1),
                     .stages = count_of(*found, "pipeline", 1),
                     .max_batch = {}};
  if (number_at(*found, "max_batch")) made.max_batch = count_of(*found, "max_batch", 1);
  if (made.max_batch && *made.max_batch < 1) return std::nullopt;
  if (made.workers < 1 || made.stages < 1 || made.data < 1) return std::nullopt;
  if (made.accelerators < made.stages) return std::nullopt;
  made.data = std::min(made.data, made.ranks());
  return made;
}

struct Word {
  std::string_view word;
  compute::Precision precision;
};
/// Names of formats beside those of the catalogue.
constexpr std::array other_words{
    Word{"fp4", compute::Precision::nvfp4},     Word{"w4a16", compute::Precision::int4},
    Word{"awq", compute::Precision::int4},      Word{"gptq", compute::Precision::int4},
    Word{"float16", compute::Precision::fp16},  Word{"bfloat16", compute::Precision::bf16},
    Word{"fp8_block", compute::Precision::fp8}, Word{"w4a8", compute::Precision::mxfp4},
    Word{"w4afp8", compute::Precision::int4}};

std::optional<compute::Precision> precision_of(const std::string& text) {
  const std::string word = lower(text);
  for (const Word& each : other_words) {
    if (each.word == word) return each.precision;
  }
  const auto& cases = words<compute::Precision>;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    if (cases[i].word == word) return static_cast<compute::Precision>(i);
  }
  return std::nullopt;
}

/// What is measured of a deployment, and how it was loaded.
std::string read_load(const io::Node& inputs, ServingRow& into) {
  const auto input = number_at(inputs, "input_tokens");
  const auto output = number_at(inputs, "output_tokens");
  const auto in_flight = number_at(inputs, "concurrency");
  if (!input || !output || !in_flight || *in_flight < 1.0) {
    return "a row says input_tokens, output_tokens and concurrency";
  }
  into.lengths = {mean_length * *input * token, mean_length * *output * token};
  into.in_flight = *in_flight;
  if (const io::Node* drafts = inputs.find("speculative"); drafts && drafts->is_object()) {
    into.as.layout.drafts.draft_tokens = count_of(*drafts, "draft_tokens", 1);
  }
  into.as.layout.cached = number_at(inputs, "prefix_cache_hit").value_or(0.0);
  return {};
}

}  // namespace

ServingParts::ServingParts() : library_(sources_) {
  Notes notes;
  Diagnostics ignored;  // a test reads every record and finds no fault
  for (const std::string& id : library_.names("llm")) {
    library_.require("llm", id, parts_, notes, ignored);
    names_[lower(id)] = id;
  }
  for (const auto& each : parts_.llms) {
    for (const std::string& release : each.value.hugging_face) {
      names_.emplace(lower(release), each.name);
    }
  }
  library_.require("serving-fit", "general", parts_, notes, ignored);
  fit_ = parts_.serving_fits.find("general");
}

std::string_view ServingParts::model_id(std::string_view name) const {
  const auto found = names_.find(lower(name));
  return found == names_.end() ? std::string_view() : std::string_view(found->second);
}

const catalog::Llm* ServingParts::model(std::string_view name) {
  return parts_.llms.find(model_id(name));
}

const catalog::Accelerator* ServingParts::accelerator(std::string_view id) {
  if (!library_.known("accelerator", id)) return nullptr;
  Notes notes;
  Diagnostics ignored;
  library_.require("accelerator", id, parts_, notes, ignored);
  return parts_.accelerators.find(id);
}

ServingParts& serving_parts() {
  static ServingParts all;
  return all;
}

std::string ServingRow::group() const {
  return serving::deployment_name(model, as.accelerator, as.engine, format, as.layout.apart,
                                  as.layout.drafts.draft_tokens > 0);
}

std::string read_server(const io::Node& inputs, ServingParts& parts, ServingRow& into) {
  const std::string model = text_at(inputs, "model");
  into.model = parts.model_id(model);
  if (into.model.empty()) return "the catalogue has no model \"" + model + "\"";
  into.as.accelerator = text_at(inputs, "accelerator");
  if (!parts.accelerator(into.as.accelerator)) {
    return "the catalogue has no accelerator \"" + into.as.accelerator + "\"";
  }
  into.as.engine = lower(text_at(inputs, "engine"));
  into.as.version = text_at(inputs, "engine_version");
  if (!serving::engine_at(parts.fit(), into.as.engine)) {
    return "no coefficients for the engine \"" + into.as.engine + "\"";
  }
  into.format = text_at(inputs, "precision");
  const auto weights = precision_of(into.format);
  if (!weights) return "no such format of weights: \"" + into.format + "\"";
  into.as.weights = *weights;
  const std::string cache = text_at(inputs, "kv_precision");
  into.as.cache = precision_of(cache);
  if (!cache.empty() && !into.as.cache) return "no such format of the cache: \"" + cache + "\"";
  if (into.as.version.empty()) into.assumed.push_back("an engine of usual age");
  if (!into.as.cache) into.assumed.push_back("cache in the format that is usual for the weights");
  return {};
}

bool read_pools(const io::Node& inputs, ServingRow& into) {
  const auto whole = pool_of(inputs, "aggregated");
  const auto decode = pool_of(inputs, "decode");
  const auto prefill = pool_of(inputs, "prefill");
  into.as.layout.apart =
      text_at(inputs, "mode") == "disaggregated" || (!whole && decode && prefill);
  if (into.as.layout.apart) {
    if (!decode || !prefill) return false;
    into.as.layout.decode = *decode;
    into.as.layout.prefill = *prefill;
    return true;
  }
  if (!whole) return false;
  into.as.layout.decode = *whole;
  return true;
}

ReadServingRow read_serving_row(const io::Node& inputs, ServingParts& parts) {
  ServingRow made;
  std::string fault = read_server(inputs, parts, made);
  if (!fault.empty()) return {std::nullopt, fault};
  if (!read_pools(inputs, made)) {
    return {std::nullopt, "a row says `aggregated`, or `prefill` and `decode` with their workers"};
  }
  fault = read_load(inputs, made);
  if (!fault.empty()) return {std::nullopt, fault};
  return {std::move(made), {}};
}

std::string serving_reason(const Infeasible& why) {
  std::string made(why.reason->text);
  if (why.of == dimension_of<Bytes> && why.needed > 0.0) {
    constexpr double giga_bytes = 1e9;
    made += ": " + show_number(why.needed / giga_bytes) + " GB needed, " +
            show_number(why.available / giga_bytes) + " GB there";
  }
  if (why.of == dimension_of<Frequency> && why.needed > 0.0) {
    made +=
        ": " + show_number(why.needed) + " /s asked, " + show_number(why.available) + " /s at most";
  }
  return made;
}

}  // namespace weft::report
