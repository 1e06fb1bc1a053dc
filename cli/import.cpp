// SPDX-License-Identifier: Apache-2.0
#include "commands.hpp"
#include "weft/compute/llm_work.hpp"
#include "weft/io/files.hpp"
#include "weft/io/hugging_face.hpp"
#include "weft/io/quantity_text.hpp"

#include <iostream>

namespace weft::cli {
namespace {

/// "llama-3.1-8b" of "meta-llama/Llama-3.1-8B": ids are lower case with digits, dots and hyphens.
std::string record_id(std::string_view name) {
  std::string made;
  for (const char each : name.substr(name.rfind('/') + 1)) {
    const bool upper = each >= 'A' && each <= 'Z';
    const bool known =
        (each >= 'a' && each <= 'z') || (each >= '0' && each <= '9') || each == '.' || each == '-';
    made += upper ? static_cast<char>(each - 'A' + 'a') : known ? each : '-';
  }
  return made;
}

/// What a reader checks first: how large it is.
std::string size_line(std::string_view id, const catalog::Llm& model) {
  const compute::ModelWork work = compute::model_work(model);
  const auto billions = [](double count) { return io::show_quantity(count / giga, {}, {}, 4); };
  std::string text = std::string(id) + ": " + billions(work.parameters) + " billion parameters";
  if (model.experts) {
    text += ", " +
            billions(work.dense_parameters + work.output_parameters +
                     compute::routed_active_parameters(work)) +
            " billion active a token";
  }
  return text + "\n";
}

}  // namespace

int run(const Import& asked, const Console& console) {
  io::Sources sources;
  Diagnostics diagnostics;
  const bool piped = asked.file == "-";
  const std::string name = piped ? "<stdin>" : asked.file;
  const auto text =
      piped ? io::read_stream(std::cin, name, diagnostics) : io::read_file(name, diagnostics);
  std::optional<catalog::Llm> model;
  if (text) {
    sources.push_back({name, *text});
    const io::Node config = io::parse(0, sources, diagnostics);
    if (!diagnostics.has_errors()) model = io::read_hugging_face(config, diagnostics);
  }
  complain(console, diagnostics, sources);
  if (!model) return Exit::cannot_evaluate;
  std::string id = asked.id;
  if (id.empty() && !model->hugging_face.empty()) id = record_id(model->hugging_face.front());
  if (id.empty()) id = "imported";
  say(size_line(id, *model));
  const std::string made = io::part_text(id, *model);
  if (asked.output == "-") return print(made) ? Exit::good : Exit::cannot_evaluate;
  Diagnostics fault;
  if (io::write_file(asked.output, made, fault)) return Exit::good;
  complain(console, fault, {});
  return Exit::cannot_evaluate;
}

}  // namespace weft::cli
