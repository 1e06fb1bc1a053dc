// SPDX-License-Identifier: Apache-2.0
// Every leaf that a plan writes is felt: changed through the document, it changes a metric, a
// verdict or a diagnostic; or its row says that it is only a label, or not yet computed.
#include "tried.hpp"
#include "weft/base/per_period.hpp"
#include "weft/io/library.hpp"
#include "weft/io/walk.hpp"
#include "weft/io/writer.hpp"
#include "weft/report/answer.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace felt_test {
namespace {

namespace io = weft::io;
namespace plan = weft::plan;
using tried::Tried;
using weft::Row;
using weft::Shape;
using weft::Type;

const std::string root = WEFT_ROOT;
const std::string full = root + "/examples/full.json";

// --- what is read and not yet computed -----------------------------------------------------------

/// Rows of the tables that say what they are good for today, in the order of the tables.
void pending_rows(const Type& of, const std::string& path, std::set<const Type*> open,
                  std::vector<std::string>& lines) {
  const Type& type = io::inner(of);
  if (!open.insert(&type).second) return;
  if (type.shape == Shape::map || type.shape == Shape::list) {
    pending_rows(type.element(), type.shape == Shape::map ? io::join(path, "*") : path, open,
                 lines);
  } else if (type.shape == Shape::variant) {
    for (std::size_t i = 0; i < type.cases().size(); ++i) {
      pending_rows(type.alternative(i), path, open, lines);
    }
  } else if (type.shape == Shape::record) {
    for (const Row& row : type.rows()) {
      if (row.computed) continue;
      const std::string here = io::join(path, row.name);
      if (row.pending.empty()) {
        pending_rows(row.type(), here, open, lines);
        continue;
      }
      const std::string line =
          "| `" + here + "` | " + std::string(row.doc) + " | " + std::string(row.pending) + " |\n";
      if (std::find(lines.begin(), lines.end(), line) == lines.end()) lines.push_back(line);
    }
  }
}

std::string pending_page() {
  std::vector<std::string> lines;
  pending_rows(weft::type_of<plan::Plan>(), "", {}, lines);
  std::string text =
      "# Not yet computed\n\n"
      "These keys of a plan are read and checked, and no result depends on them yet. `weft "
      "validate`\n"
      "says so where a plan writes one (WF0312). The table is made from the field tables: a test\n"
      "compares them, and `WEFT_BLESS=1` writes it anew.\n\n"
      "| key | what it is | until then |\n|---|---|---|\n";
  for (const std::string& each : lines) text += each;
  return text;
}

TEST(NotYetComputed, IsTheTableOfTheDocumentation) {
  const std::string page = root + "/docs/not-yet-computed.md";
  if (std::getenv("WEFT_BLESS")) std::ofstream(page, std::ios::binary) << pending_page();
  std::ifstream in(page, std::ios::binary);
  const std::string written{std::istreambuf_iterator<char>(in), {}};
  EXPECT_EQ(written, pending_page());
}

// --- every leaf is felt --------------------------------------------------------------------------

/// What is said and found, without places: a setting moves them.
struct Felt {
  std::optional<plan::Outcome> outcome;
  std::set<std::string> said;
  friend bool operator==(const Felt&, const Felt&) = default;
};

Felt felt(const Tried& made) {
  Felt all;
  if (made.evaluated) all.outcome = made.evaluated->outcome;
  for (const auto& each : made.loaded.diagnostics.items) {
    if (each.code == "WF0309") continue;  // a value in place of "=name" leaves the name unused
    all.said.insert(each.code + " " + each.path + " " + each.message);
  }
  return all;
}

Tried read(std::vector<std::string> settings) {
  return tried::resolve(
      io::load(full, {.variant = {}, .overlays = {}, .settings = std::move(settings)}));
}

void evaluate(Tried& made) {
  made.evaluated = plan::shape(*made.scenario);
  plan::evaluate(*made.scenario, *made.evaluated);
}

/// Takes the choices of a like scenario: searches are run only where nothing else is felt.
void choose_as(const plan::Scenario& like, plan::Scenario& scenario) {
  for (std::size_t s = 0; s < scenario.stages.size(); ++s) {
    plan::Stage& stage = scenario.stages[s];
    stage.choices = like.stages[s].choices;
    for (std::size_t f = 0; f < stage.fabrics.size(); ++f) {
      if (!stage.fabrics[f].node_leaf)
        stage.fabrics[f].node_leaf = like.stages[s].fabrics[f].node_leaf;
      if (!stage.fabrics[f].leaf_spine)
        stage.fabrics[f].leaf_spine = like.stages[s].fabrics[f].leaf_spine;
    }
  }
}

/// Another legal number near the one that is written.
double nudged(double value, const Row& row, bool whole) {
  const auto legal = [&](double each) { return each >= row.range.least && each <= row.range.most; };
  const double up = whole ? value + std::max(1.0, std::round(0.1 * value)) : value * 1.1;
  const double down = whole ? value - std::max(1.0, std::round(0.1 * value)) : value * 0.9;
  if (value == 0.0) return legal(0.1) && !whole ? 0.1 : 1.0;
  return legal(up) ? up : down;
}

std::string other_name(const std::vector<std::string>& names, const std::string& now) {
  for (const std::string& each : names) {
    if (each != now) return each;
  }
  return now + "x";
}

/// Texts of other values of the leaf, the likeliest to be felt first.
std::vector<std::string> others(const io::Place& at, const io::Node& document,
                                const io::Library& library) {
  const Type& type = *at.type;
  const auto value = at.number().value_or(0.0);
  switch (type.shape) {
    case Shape::truth:
      return {*static_cast<const bool*>(at.at) ? "false" : "true"};
    case Shape::count:
      return {io::number_text(nudged(value, at.row, true))};
    case Shape::ratio:
      return {io::number_text(nudged(value, at.row, false))};
    case Shape::quantity:
      return {io::write_quantity(value == 0.0 ? 1.0 : nudged(value, at.row, false), type.dimension,
                                 at.row.shown)};
    case Shape::growth: {
      const auto& growth = *static_cast<const weft::PerPeriod*>(at.at);
      const double fraction =
          growth.fraction == 0.0 ? 0.05 : nudged(growth.fraction, at.row, false);
      return {io::number_text(100.0 * fraction) +
              (growth.period == weft::Period::year ? " %/yr" : " %/month")};
    }
    case Shape::month:
      return {weft::format_month(*static_cast<const weft::CalendarMonth*>(at.at) + 1)};
    case Shape::text: {
      const auto& now = *static_cast<const std::string*>(at.at);
      if (at.row.refers.empty()) return {now + "x"};
      std::vector<std::string> names;
      if (!at.row.refers.starts_with('/')) {
        names = library.names(at.row.refers);
      } else if (const auto* map = document.find(at.row.refers.substr(1))) {
        for (const auto& each : map->items) names.push_back(each.key);
      }
      return {other_name(names, now)};
    }
    case Shape::choice:
    case Shape::variant: {
      std::vector<std::string> words;  // two words may be alike here, such as bf16 and fp16
      for (std::size_t i = 1; i < type.cases().size(); ++i) {
        words.emplace_back(type.cases()[(type.index(at.at) + i) % type.cases().size()].word);
      }
      return words;
    }
    default:
      return {};
  }
}

/// True when a row on the way to the leaf says that no number depends on it.
bool excused(const std::string& path, const Row& leaf) {
  if (leaf.is_label || !leaf.pending.empty()) return true;
  for (auto dot = path.find('.'); dot != std::string::npos; dot = path.find('.', dot + 1)) {
    for (const auto& each : io::find_types(weft::type_of<plan::Plan>(), path.substr(0, dot))) {
      if (each.row.is_label || !each.row.pending.empty()) return true;
    }
  }
  return false;
}

/// The example as it stands, and what hides some of its leaves taken away: the later of two dates,
/// the explicit one of two values, a job that does not fit.
const std::vector<std::vector<std::string>> contexts{
    {},
    {"site.delivery.lead_time=150 weeks"},
    {"clusters.train.delivery.lead_time=100 weeks"},
    {"fabrics.backend.load_balancing.efficiency=null"},
    {"site.tenure=null", "site.tenure={\"kind\": \"own\", \"capex\": \"$11 /W\"}"},
    {"operations.salary=EUR 180k /yr"},
    {"workloads.embed.traffic.requests=50 /s", "workloads.embed.slo.ttft_p95=5 s"},
    {"workloads.pretrain.accelerators=4096", "ramp.full.clusters.train.count=960"},
    {"workloads.finetune.on=train", "workloads.finetune.schedule=any",
     "workloads.finetune.priority=3"},
    {"workloads.chat.slo.ttft_p95=null", "workloads.chat.slo.tpot_p95=null",
     "workloads.embed.slo.ttft_p95=null", "workloads.chat.engine.mode=aggregated"}};

/// A waiver is told where its gate is broken.
const std::string broken_gate = "gates.goal_1b.require=workloads.pretrain.time_to_train <= 1 days";

/// What is said of gates: they are checked once all else was evaluated.
std::set<std::string> gates_said(const std::vector<std::string>& settings) {
  const auto made =
      weft::report::answer(full, {.variant = {}, .overlays = {}, .settings = settings},
                           {{}, weft::parse_date("2027-01-01")});
  std::set<std::string> said;
  for (const auto& each : made.loaded.diagnostics.items) said.insert(each.code + each.message);
  for (const auto& each : made.gates) {
    said.insert(each.id + " " + std::to_string(static_cast<int>(each.written.level)) + " " +
                std::string(weft::report::word(each.state)) + " " + each.note);
  }
  return said;
}

/// The plan in one context, to be held against changes of one leaf.
struct Base {
  std::vector<std::string> settings;
  Tried made;
  Felt before;
};

bool is_felt(const Base& base, const std::string& setting) {
  auto settings = base.settings;
  settings.push_back(setting);
  Tried made = read(std::move(settings));
  if (!made.scenario) return true;
  auto searched = made;
  choose_as(*base.made.scenario, *made.scenario);
  evaluate(made);
  if (felt(made) != base.before) return true;
  (void)plan::choose(*searched.scenario);
  evaluate(searched);
  return felt(searched) != base.before;
}

TEST(Felt, EveryLeafOfTheFullExample) {
  std::vector<Base> bases;
  for (const auto& settings : contexts) {
    Tried made = read(settings);
    ASSERT_TRUE(made.scenario) << made.said();
    (void)plan::choose(*made.scenario);
    evaluate(made);
    Felt before = felt(made);
    bases.push_back({settings, std::move(made), std::move(before)});
  }

  io::Sources sources;
  const io::Library library(sources);
  const auto& document = bases.front().made.loaded.document;
  const auto& phase = bases.front().made.loaded.phases.back();
  std::size_t leaves = 0;
  std::size_t excused_leaves = 0;
  std::string unfelt;
  io::walk(weft::type_of<plan::Plan>(), &phase.plan, "", [&](const io::Place& at) {
    if (!at.type || at.why || !phase.notes.contains(at.path)) return;  // nobody wrote it
    if (excused(at.path, at.row)) {
      ++excused_leaves;
      return;
    }
    auto texts = others(at, document, library);
    if (texts.empty()) return;
    // A gate on a metric that is only planned tells nothing of its number, and one that is broken
    // by far is broken by another number too: it asks for what fails, and for what holds.
    if (at.path.starts_with("gates.") && at.row.name == "require") {
      texts.emplace_back("plan.feasible >= 2");
      texts.emplace_back("plan.feasible >= 1");
    }
    ++leaves;
    const std::string later = "ramp." + phase.name + "." + at.path;
    const std::string path = io::find_path(document, later) ? later : at.path;
    if (at.path.starts_with("gates.")) {
      static const auto before = gates_said({});
      static const auto broken = gates_said({broken_gate});
      const bool felt_by_gates =
          std::any_of(texts.begin(), texts.end(), [&](const std::string& text) {
            const std::string setting = path + "=" + text;
            return gates_said({setting}) != before || gates_said({broken_gate, setting}) != broken;
          });
      if (!felt_by_gates) unfelt += "  " + path + "=" + texts.front() + "\n";
      return;
    }
    const bool any = std::any_of(bases.begin(), bases.end(), [&](const Base& base) {
      return std::any_of(texts.begin(), texts.end(),
                         [&](const std::string& text) { return is_felt(base, path + "=" + text); });
    });
    if (!any) unfelt += "  " + path + "=" + texts.front() + "\n";
  });
  EXPECT_EQ(unfelt, "") << "changes nothing";
  EXPECT_GT(leaves, 150U);
  EXPECT_GT(excused_leaves, 0U);
}

}  // namespace
}  // namespace felt_test
