// SPDX-License-Identifier: Apache-2.0
#include "weft/report/diff.hpp"

#include "diff_parts.hpp"
#include "weft/io/diagnostics_text.hpp"
#include "weft/io/files.hpp"
#include "weft/io/nearest.hpp"
#include "weft/io/revision.hpp"
#include "weft/io/writer.hpp"

#include <algorithm>
#include <future>
#include <iostream>
#include <utility>

namespace weft::report {
namespace {

/// "plan.json#open" -> "plan.json", "open".
struct SideName {
  std::string place;
  std::string variant;
};

SideName split_name(const std::string& written) {
  const auto hash = written.rfind('#');
  if (hash == std::string::npos || hash + 1 == written.size()) return {written, ""};
  return {written.substr(0, hash), written.substr(hash + 1)};
}

/// The text of a side, and where its files are.
std::optional<std::string> side_text(const std::string& place, DiffSide& side) {
  Diagnostics& faults = side.answer.loaded.diagnostics;
  if (place == "-") {
    side.fetch = io::files_below(".");
    return io::read_stream(std::cin, "<stdin>", faults);
  }
  if (const auto file = io::revision_file(place)) {
    side.fetch = io::files_at(*file);
    return io::read_revision(*file, faults);
  }
  side.fetch = io::files_below(io::folder_of(place));
  return io::read_file(place, faults);
}

/// The result of a variant in a document over several; null where there is none.
const io::Node* one_of(const io::Node& document, const std::string& variant, Diagnostics& faults) {
  const io::Node* all = document.find("variants");
  const io::Node* found = all ? all->find(variant.empty() ? "plan" : variant) : nullptr;
  if (found) return found;
  std::vector<std::string_view> names;
  if (all) {
    for (const io::Node& each : all->items) names.push_back(each.key);
  }
  faults.error("WF0606", "", "the saved results have no variant \"" + variant + "\"",
               io::did_you_mean(variant, names));
  return nullptr;
}

/// True where the text is a saved result; it is read then.
bool read_saved(const std::string& name, const std::string& text, const std::string& variant,
                DiffSide& side) {
  io::Loaded& loaded = side.answer.loaded;
  const io::Sources alone{{name, text}};
  Diagnostics found;
  io::Node document = io::parse(0, alone, found);
  const bool several = document.find("weft_results") != nullptr;
  if (!several && !is_result(document)) return false;
  side.is_saved = true;
  loaded.sources = alone;
  const io::Node* one = several ? one_of(document, variant, loaded.diagnostics) : &document;
  if (!found.has_errors() && one) side.result = read_result(*one, loaded.diagnostics);
  for (Diagnostic& each : found.items) loaded.diagnostics.add(std::move(each));
  io::settle(loaded.diagnostics, document);
  return true;
}

DiffSide side_of(const std::string& written, io::Overrides overrides, const GateWish& gates) {
  DiffSide made;
  made.name = written;
  const SideName name = split_name(written);
  if (!name.variant.empty()) overrides.variant = name.variant;
  made.answer.path = name.place;
  auto text = side_text(name.place, made);
  const std::string shown = name.place == "-" ? "<stdin>" : name.place;
  if (!text || read_saved(shown, *text, overrides.variant, made)) return made;
  made.answer = answer(io::load_text(shown, *std::move(text), overrides, made.fetch), gates, false);
  made.answer.path = name.place;
  made.answer.overrides = std::move(overrides);
  return made;
}

/// What a gate finds under "baseline.".
std::vector<Metric> baseline_metrics(const ResultDocument& of) {
  std::vector<Metric> made;
  for (const ResultMetric& each : of.metrics) {
    Metric one;
    one.id = each.id;
    one.value = each.value;
    one.series = each.series;
    made.push_back(std::move(one));
  }
  return made;
}

/// Gates of both sides are held against the base, so that the same plan gets the same verdict.
void set_results(Diff& of) {
  if (!of.base.is_saved) of.base.result = result_document(of.base.answer);
  const std::vector<Metric> baseline = baseline_metrics(of.base.result);
  for (DiffSide* each : {&of.base, &of.head}) {
    if (each->is_saved) continue;
    if (each->answer.evaluated) check_gates(each->answer, &baseline);
    each->result = result_document(each->answer);
  }
}

}  // namespace

bool Diff::same_plan() const {
  const bool judged = std::any_of(limits.begin(), limits.end(),
                                  [](const ChangedLimit& each) { return each.base != each.head; });
  return !judged && inputs.empty() && metrics.empty() && bill.empty() &&
         base.result.status == head.result.status;
}

bool Diff::changed() const {
  return !same_plan() || (against && against->actual != against->planned);
}

Diff diff(const DiffWish& wish) {
  Diff made;
  auto base = std::async(std::launch::async,
                         [&] { return side_of(wish.base, wish.overrides, wish.gates); });
  made.head = side_of(wish.head, wish.overrides, wish.gates);
  made.base = base.get();
  if (!made.read()) return made;
  set_results(made);
  if (!made.base.is_saved && !made.head.is_saved) {
    made.inputs = changed_inputs(made.base, made.head);
  }
  compare_results(made);
  set_diff_causes(made);
  if (!wish.actuals.empty()) {
    made.actuals = read_actuals(wish.actuals, made.base.result);
    made.against = against_plan(made.actuals, made.base.result);
  }
  return made;
}

Answer annotated_head(const Diff& of) {
  Answer made = of.head.answer;
  for (const ChangedInput& each : of.inputs) {
    if (!each.head_at) continue;
    std::string said = each.path + ": " + each.base.value_or("not written") + " -> " +
                       each.head.value_or("not written");
    made.loaded.diagnostics.add(
        {Severity::note, "WF0711", each.path, std::move(said), "", each.head_at});
  }
  io::settle(made.loaded.diagnostics, made.loaded.document);
  return made;
}

}  // namespace weft::report
