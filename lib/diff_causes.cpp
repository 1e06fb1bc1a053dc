// SPDX-License-Identifier: Apache-2.0
#include "diff_parts.hpp"
#include "mixture.hpp"
#include "weft/io/content.hpp"
#include "weft/io/writer.hpp"

#include <utility>

namespace weft::report {
namespace {

using Values = std::optional<std::vector<double>>;

constexpr const char* in_catalogue = "catalogue";
constexpr const char* in_prices = "price book";
constexpr const char* in_plan = "plan";

Values saved_measures(const DiffSide& side, const std::vector<std::string>& ids) {
  std::vector<double> values;
  for (const std::string& each : ids) {
    const auto value = side.result.value(each);
    if (!value) return std::nullopt;
    values.push_back(*value);
  }
  return values;
}

const io::Node* used_files(const io::Node& document, std::string_view key) {
  const io::Node* uses = document.find("uses");
  return uses ? uses->find(key) : nullptr;
}

/// Two plans: mixtures of them are evaluated, files first, then one section of the plan at a time.
class PlanCauses {
 public:
  explicit PlanCauses(const Diff& of)
      : of_(of),
        to_(io::without_variants(of.head.answer.loaded.document)),
        mixture_(io::without_variants(of.base.answer.loaded.document)) {}

  std::vector<study::Cause> run() {
    find_steps();
    return study::attribute(steps_, [&](std::size_t k) -> Values {
      for (; taken_ < k; ++taken_) take(steps_[taken_]);
      if (k == 0) return saved_measures(of_.base, of_.measures);
      if (k == steps_.size()) return saved_measures(of_.head, of_.measures);
      return mixture_measures(mixture_, fetch(), of_.measures);
    });
  }

 private:
  [[nodiscard]] bool has_input(io::SourceKind kind) const {
    for (const ChangedInput& each : of_.inputs) {
      if (each.kind == kind) return true;
    }
    return false;
  }

  void find_steps() {
    const bool parts = !say_alike(used_files(mixture_, "catalog"), used_files(to_, "catalog"));
    const bool books = !say_alike(used_files(mixture_, "prices"), used_files(to_, "prices"));
    if (parts || has_input(io::SourceKind::catalogue)) steps_.emplace_back(in_catalogue);
    if (books || has_input(io::SourceKind::prices)) steps_.emplace_back(in_prices);
    for (const std::string& each : different_sections(mixture_, to_)) {
      if (each != "uses") steps_.push_back(std::string(in_plan) + ": " + each);
    }
  }

  void take(const std::string& step) {
    if (step == in_catalogue) {
      take_over(mixture_, to_, "uses.catalog");
      parts_of_head_ = true;
    } else if (step == in_prices) {
      take_over(mixture_, to_, "uses.prices");
      books_of_head_ = true;
    } else {
      take_over(mixture_, to_, step.substr(step.find(' ') + 1));
    }
  }

  /// Files come from the side whose they are.
  [[nodiscard]] io::Fetch fetch() const {
    return [this](io::SourceKind kind, const std::string& written, Diagnostics& diagnostics) {
      const bool head = kind == io::SourceKind::prices ? books_of_head_ : parts_of_head_;
      return (head ? of_.head : of_.base).fetch(kind, written, diagnostics);
    };
  }

  const Diff& of_;
  io::Node to_;
  io::Node mixture_;
  std::vector<std::string> steps_;
  std::size_t taken_ = 0;
  bool parts_of_head_ = false;
  bool books_of_head_ = false;
};

/// With a saved result only hashes say what differs: what differs together is charged together.
std::vector<study::Cause> saved_causes(const Diff& of) {
  const io::InputHashes& a = of.base.result.inputs;
  const io::InputHashes& b = of.head.result.inputs;
  const auto differ = [](const std::string& x, const std::string& y) {
    return x.empty() || x != y;
  };
  std::vector<std::string> steps;
  if (of.base.result.engine != of.head.result.engine) steps.emplace_back("engine");
  if (differ(a.catalogue, b.catalogue)) steps.emplace_back(in_catalogue);
  if (differ(a.prices, b.prices)) steps.emplace_back(in_prices);
  if (differ(a.plan, b.plan)) steps.emplace_back(in_plan);
  if (steps.empty()) steps.emplace_back("engine");  // the same inputs, another build of it
  return study::attribute(steps, [&](std::size_t k) -> Values {
    if (k == 0) return saved_measures(of.base, of.measures);
    return k == steps.size() ? saved_measures(of.head, of.measures) : std::nullopt;
  });
}

}  // namespace

void set_diff_causes(Diff& into) {
  if (into.measures.empty() || !into.changed()) return;
  const bool saved = into.base.is_saved || into.head.is_saved;
  into.causes = saved ? saved_causes(into) : PlanCauses(into).run();
}

}  // namespace weft::report
