// SPDX-License-Identifier: Apache-2.0
#include "weft/report/compare.hpp"

#include "bill_prices.hpp"
#include "compare_parts.hpp"
#include "stuck.hpp"
#include "weft/io/files.hpp"
#include "weft/io/nearest.hpp"
#include "weft/study/ranking.hpp"

#include <algorithm>
#include <future>
#include <utility>

namespace weft::report {
namespace {

/// One plan as it is asked for.
struct Wanted {
  std::string path;
  std::string variant;
  std::string name;
};

std::string stem_of(std::string_view path) {
  if (const auto slash = path.rfind('/'); slash != std::string_view::npos) {
    path.remove_prefix(slash + 1);
  }
  if (path.ends_with(".json")) path.remove_suffix(5);
  std::string stem(path);
  std::replace_if(
      stem.begin(), stem.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, '_');
  return stem;
}

/// Names that two columns share get the path of their plan before them.
void make_unique(std::vector<Wanted>& all) {
  std::vector<std::string> names;
  for (const Wanted& each : all) names.push_back(each.name);
  for (Wanted& each : all) {
    if (std::count(names.begin(), names.end(), each.name) < 2) continue;
    each.name = each.variant.empty() ? each.path : each.path + "#" + each.variant;
  }
}

/// Which columns there are; plans that must be read to know are read here.
class Asked {
 public:
  explicit Asked(const CompareWish& wish) : wish_(wish) {}

  std::vector<Wanted> run() {
    for (const std::string& each : wish_.plans) plan(each);
    make_unique(all_);
    return std::move(all_);
  }
  /// As the first plan says.
  [[nodiscard]] const std::string& baseline() const { return baseline_; }

 private:
  void plan(const std::string& written) {
    const auto hash = written.rfind('#');
    const bool names = hash != std::string::npos && hash + 1 < written.size();
    const std::string path = names ? written.substr(0, hash) : written;
    const std::string variant = names ? written.substr(hash + 1) : std::string();
    if (!variant.empty() && variant != "*") return add(path, variant);
    for (const std::string& each : wish_.variants) add(path, each);
    if (!wish_.variants.empty()) return;
    const bool every = variant == "*" || wish_.plans.size() == 1;
    const auto variants = every ? variants_of(path) : std::vector<std::string>{};
    for (const std::string& each : variants) add(path, each);
    if (variants.empty()) add(path, {});
  }
  void add(const std::string& path, const std::string& variant) {
    all_.push_back({path, variant, variant.empty() ? stem_of(path) : variant});
  }
  /// Only the text of the plan is read: its variants stand in it.
  std::vector<std::string> variants_of(const std::string& path) {
    if (path == "-") return {};
    Diagnostics aside;  // said again by the column that reads the plan
    const auto text = io::read_file(path, aside);
    if (!text) return {};
    const io::Sources sources{{path, *text}};
    const io::Node document = io::parse(0, sources, aside);
    const io::Node* base = document.find("baseline");
    if (baseline_.empty() && base && base->text()) baseline_ = *base->text();
    std::vector<std::string> names;
    const io::Node* variants = document.find("variants");
    if (!variants || !variants->is_object()) return names;
    for (const io::Node& each : variants->items) {
      if (!each.key.starts_with("x-")) names.push_back(each.key);
    }
    return names;
  }

  const CompareWish& wish_;
  std::vector<Wanted> all_;
  std::string baseline_;
};

/// Why a plan that was evaluated cannot be built or does not work.
std::string reason_of(const std::vector<Metric>& all) {
  const auto stuck = stuck_parts(all);
  if (stuck.empty()) return "a part cannot be built or a workload does not run";
  return stuck.front().part + ": " + std::string(stuck.front().why->reason->text);
}

ComparedColumn column_of(const Wanted& wanted, io::Overrides overrides, const GateWish& gates) {
  ComparedColumn made;
  made.name = wanted.name;
  overrides.variant = wanted.variant;
  made.answer = answer(wanted.path, overrides, gates, false);
  if (!made.answer.evaluated) {
    for (const Diagnostic& each : made.answer.loaded.diagnostics.items) {
      if (each.severity != Severity::error) continue;
      made.reason = each.message;
      break;
    }
    if (made.reason.empty()) made.reason = "the plan cannot be evaluated";
    return made;
  }
  made.metrics = metrics(made.answer.outcome());
  if (status(made.answer) == Status::infeasible) made.reason = reason_of(made.metrics);
  return made;
}

/// Columns are independent: each has a thread, and its own place in the list.
std::vector<ComparedColumn> columns_of(const std::vector<Wanted>& all, const CompareWish& wish) {
  std::vector<std::future<ComparedColumn>> runs;
  runs.reserve(all.size());
  for (const Wanted& each : all) {
    runs.push_back(std::async(std::launch::async, [&each, &wish] {
      return column_of(each, wish.overrides, wish.gates);
    }));
  }
  std::vector<ComparedColumn> columns;
  columns.reserve(all.size());
  for (auto& each : runs) columns.push_back(each.get());
  return columns;
}

/// Metrics point into the outcome that they were read from, and a column may have moved.
void read_metrics(std::vector<ComparedColumn>& columns) {
  for (ComparedColumn& each : columns) {
    if (each.answer.evaluated) each.metrics = metrics(each.answer.outcome());
  }
}

bool set_baseline(Comparison& made, const std::string& wanted, bool asked_for) {
  const auto at = std::find_if(made.columns.begin(), made.columns.end(),
                               [&](const ComparedColumn& each) { return each.name == wanted; });
  if (at != made.columns.end()) {
    made.baseline = static_cast<std::size_t>(at - made.columns.begin());
    return true;
  }
  if (!asked_for) return true;
  std::vector<std::string_view> names;
  for (const ComparedColumn& each : made.columns) names.push_back(each.name);
  made.faults.error("WF0609", "", "no column is called \"" + wanted + "\"",
                    io::did_you_mean(wanted, names));
  return false;
}

void set_price_indices(Comparison& made) {
  if (!made.base().answer.evaluated) return;
  for (ComparedColumn& each : made.columns) note_price_index(made.base().answer.bill, each.answer);
}

/// "baseline." in a gate is the column that the others are held against.
void check_all_gates(Comparison& made) {
  const Answer& base = made.base().answer;
  const auto values = base.evaluated ? metrics(base.outcome()) : std::vector<Metric>{};
  for (ComparedColumn& each : made.columns) {
    if (each.answer.evaluated) check_gates(each.answer, base.evaluated ? &values : nullptr);
  }
}

bool all_have(const Comparison& made, std::string_view id) {
  return std::all_of(made.columns.begin(), made.columns.end(), [&](const ComparedColumn& each) {
    return !each.works() || each.value(id).has_value();
  });
}

bool set_objective(Comparison& made, const std::string& wanted) {
  made.by = wanted;
  if (wanted.empty()) made.by = all_have(made, "finance.npv") ? "finance.npv" : "finance.tco";
  const auto has = [&](const ComparedColumn& each) { return each.find(made.by) != nullptr; };
  const auto at = std::find_if(made.columns.begin(), made.columns.end(), has);
  if (at == made.columns.end()) {
    std::vector<std::string_view> ids;
    for (const ComparedColumn& each : made.columns) {
      for (const Metric& one : each.metrics) ids.push_back(one.id);
    }
    made.better = Better::less;
    if (wanted.empty()) return true;  // no column was evaluated
    made.faults.error("WF0607", "", "no result is called \"" + wanted + "\"",
                      io::did_you_mean(wanted, ids));
    return false;
  }
  made.better = at->find(made.by)->better;
  if (made.better == Better::neither) {
    made.faults.error("WF0607", "", wanted + " is neither better high nor better low",
                      "rank by a metric that has a direction, such as finance.tco");
    return false;
  }
  return true;
}

void rank(Comparison& made) {
  std::vector<study::Candidate> all;
  for (const ComparedColumn& each : made.columns) {
    all.push_back({each.works(), status(each.answer) == Status::ok, each.value(made.by)});
  }
  made.order = study::ranked(all, made.better);
  for (std::size_t i = 0; i < made.order.size(); ++i) made.columns[made.order[i]].rank = i + 1;
}

void set_indices(Comparison& made) {
  const auto base = made.base().value("finance.price_performance");
  if (!base || *base == 0.0) return;
  for (ComparedColumn& each : made.columns) {
    const auto own = each.value("finance.price_performance");
    if (each.works() && own) each.index = *own / *base;
  }
}

void set_causes(Comparison& made) {
  for (const char* each : {"finance.tco", "finance.npv"}) {
    if (made.base().works() && made.base().value(each)) made.measures.emplace_back(each);
  }
  if (made.measures.empty()) return;
  for (std::size_t i = 0; i < made.columns.size(); ++i) {
    ComparedColumn& each = made.columns[i];
    if (i != made.baseline && each.works()) {
      each.causes = causes_of(made.base(), each, made.measures);
    }
  }
}

study::Objective objective_of(const std::string& id) {
  if (id == "finance.tco") {
    return [](const plan::Outcome& of) -> std::optional<double> {
      if (!of.finance.cost) return std::nullopt;
      return ratio(of.finance.cost->tco.total(), dollar);
    };
  }
  if (id == "finance.npv") {
    return [](const plan::Outcome& of) -> std::optional<double> {
      if (!of.finance.gain) return std::nullopt;
      return ratio(of.finance.gain->npv, dollar);
    };
  }
  return [id](const plan::Outcome& of) -> std::optional<double> {
    const auto all = metrics(of);
    const Metric* found = find(all, id);
    return found ? found->value : std::nullopt;
  };
}

study::Contender contender_of(const ComparedColumn& of) {
  return {&of.answer.scenario, &of.answer.loaded.phases.back().notes, &of.answer.loaded.part_notes};
}

void set_switch_overs(Comparison& made) {
  if (made.columns.size() < 2) return;
  const ComparedColumn& first = made.columns[made.order[0]];
  const ComparedColumn& second = made.columns[made.order[1]];
  if (!first.works() || !second.works()) return;
  made.switch_overs =
      study::switch_overs(contender_of(first), contender_of(second), objective_of(made.by));
}

}  // namespace

const Metric* ComparedColumn::find(std::string_view id) const { return report::find(metrics, id); }

std::optional<double> ComparedColumn::value(std::string_view id) const {
  const Metric* found = find(id);
  return found ? found->value : std::nullopt;
}

Comparison compare(const CompareWish& wish) {
  Comparison made;
  Asked asked(wish);
  const std::vector<Wanted> wanted = asked.run();
  made.columns = columns_of(wanted, wish);
  const bool said = !wish.baseline.empty();
  if (!set_baseline(made, said ? wish.baseline : asked.baseline(), said)) return made;
  set_price_indices(made);
  check_all_gates(made);
  read_metrics(made.columns);
  if (!set_objective(made, wish.by)) return made;
  rank(made);
  set_indices(made);
  set_causes(made);
  set_switch_overs(made);
  warn_of_unlike_bases(made);
  return made;
}

}  // namespace weft::report
