// SPDX-License-Identifier: Apache-2.0
#include "show.hpp"
#include "stuck.hpp"
#include "summary_parts.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace weft::report {
namespace {

template <class T>
std::vector<std::string> names_of(const Named<T>& things) {
  std::vector<std::string> names;
  for (const auto& each : things) names.push_back(each.name);
  return names;
}

void insert_column(Table& table, std::size_t at, Column column,
                   const std::vector<std::string>& cells) {
  table.columns.insert(table.columns.begin() + static_cast<std::ptrdiff_t>(at), std::move(column));
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    table.rows[i].insert(table.rows[i].begin() + static_cast<std::ptrdiff_t>(at), Cell(cells[i]));
  }
}

}  // namespace

std::string title_text(const Results& results) {
  const std::string& name = results.plan().name;
  return name.empty() ? results.answer().path : name;
}

std::string span_text(const Results& results) {
  const Answer& answer = results.answer();
  std::string text =
      std::to_string(answer.scenario.months) + " months from " + format_month(results.start());
  if (!answer.loaded.variant.empty()) text += ", variant " + answer.loaded.variant;
  const std::size_t stages = answer.scenario.stages.size();
  if (stages > 1) text += ", " + std::to_string(stages) + " phases";
  return text;
}

Table headline_table(const Results& results) {
  Table table{"Headline", {{"", Align::left}, {"", Align::decimal}, {"", Align::left, 1}}, {}};
  for (const std::string& id : headline(results)) {
    const Metric* metric = results.find(id);
    if (!metric) continue;
    table.rows.push_back(
        {Cell(id), Cell(results.text(id), Tone::bold), Cell(std::string(metric->doc), Tone::dim)});
  }
  return table;
}

Table cluster_table(const Results& results) {
  constexpr std::array picks{Pick{"accelerators", "accelerators"},
                             Pick{"needed", "accelerators_needed"},
                             Pick{"headroom", "headroom"},
                             Pick{"used", "utilisation", 1},
                             Pick{"full in", "exhausted", 3},
                             Pick{"capex", "capex"},
                             Pick{"provisioned hour", "cost_per_accelerator_hour", 2},
                             Pick{"used hour", "cost_per_used_hour", 1}};
  const auto& clusters = results.plan().clusters;
  Table table = table_of(results, "Clusters", "cluster", "clusters", names_of(clusters), picks);
  std::vector<std::string> nodes;
  std::vector<std::string> counts;
  for (const auto& each : clusters) {
    nodes.push_back(each.value.node);
    counts.push_back(grouped(std::to_string(each.value.count)));
  }
  insert_column(table, 1, {"node", Align::left, 1}, nodes);
  insert_column(table, 2, {"units", Align::decimal, 2}, counts);
  return table;
}

std::vector<Table> fabric_tables(const Results& results) {
  constexpr std::array size{Pick{"endpoints", "endpoints"},
                            Pick{"leaf", "switches.leaf", 2},
                            Pick{"spine", "switches.spine", 2},
                            Pick{"core", "switches.core", 2},
                            Pick{"cables", "cables", 3},
                            Pick{"modules", "modules", 3},
                            Pick{"taper", "oversubscription", 1},
                            Pick{"power", "power", 1},
                            Pick{"capex", "capex"},
                            Pick{"of TCO", "cost_share"}};
  constexpr std::array service{
      Pick{"gives", "bandwidth_per_accelerator"}, Pick{"after balancing", "bandwidth_effective", 2},
      Pick{"asked of it", "bandwidth_needed"},    Pick{"busiest link", "busiest_link"},
      Pick{"unloaded", "latency_unloaded", 1},    Pick{"p99", "latency_p99"},
      Pick{"all-reduce", "all_reduce_busbw", 3}};
  const auto& fabrics = results.plan().fabrics;
  std::vector<std::string> roles;
  std::vector<std::string> switches;
  for (const auto& each : fabrics) {
    roles.emplace_back(words<fabric::Role>[static_cast<std::size_t>(each.value.role)].word);
    switches.push_back(each.value.shares.empty() ? each.value.switch_id
                                                 : "on " + each.value.shares);
  }
  Table sizes = table_of(results, "Fabrics", "fabric", "fabrics", names_of(fabrics), size);
  insert_column(sizes, 1, {"role", Align::left, 2}, roles);
  insert_column(sizes, 2, {"switch", Align::left, 1}, switches);
  Table services = table_of(results, "Bandwidth per accelerator, latency NIC to NIC", "fabric",
                            "fabrics", names_of(fabrics), service);
  return {std::move(sizes), std::move(services)};
}

Table requirement_table(const Results& results) {
  Table table{"Limits",
              {{""},
               {"limit"},
               {"asked", Align::right},
               {"given", Align::right},
               {"margin", Align::decimal}},
              {}};
  for (const plan::Requirement& each : results.answer().outcome().requirements) {
    const Metric* metric = results.find(each.metric);
    const bool fails = each.verdict == plan::Verdict::fails;
    const bool open = each.verdict == plan::Verdict::not_checked;
    std::string given = metric && !open ? results.text(each.given, *metric) : "not checked";
    table.rows.push_back({fails  ? Cell("x", Tone::bad)
                          : open ? Cell("?", Tone::warn)
                                 : Cell("ok", Tone::good),
                          Cell(each.limit), Cell(limit_text(results, each)), Cell(std::move(given)),
                          open ? Cell(dash(results.view()))
                               : Cell(show_share(each.margin), fails ? Tone::bad : Tone::plain)});
  }
  return table;
}

Table ramp_table(const Results& results) {
  constexpr std::array picks{Pick{"ready", "ready"}, Pick{"late", "late"},
                             Pick{"stranded", "stranded_hours", 1},
                             Pick{"stranded cost", "stranded_cost", 1}};
  const auto& stages = results.answer().scenario.stages;
  if (stages.size() < 2) return {};
  std::vector<std::string> names;
  std::vector<std::string> from;
  for (const plan::Stage& each : stages) {
    names.push_back(each.name);
    from.push_back(format_month(each.from));
  }
  Table table = table_of(results, "Ramp", "phase", "ramp", names, picks);
  insert_column(table, 1, {"wanted"}, from);
  return table;
}

std::string shortfall_text(const Results& results) {
  if (results.answer().scenario.stages.size() < 2 || !results.has("ramp.first_shortfall")) {
    return {};
  }
  return "demand is first not met in " + results.text("ramp.first_shortfall") + "; " +
         results.text("ramp.unmet_share") + " of it over the horizon";
}

std::vector<DecisionText> decision_texts(const Results& results) {
  std::vector<DecisionText> made;
  for (const plan::Decision& each : results.answer().decisions) {
    std::string why = each.reason;
    if (!each.runner_up.empty())
      why += (why.empty() ? "" : "; ") + ("next best: " + each.runner_up);
    made.push_back({each.path, each.chosen, std::move(why)});
  }
  return made;
}

namespace {

/// One line for each thing and reason, not for each metric.
struct Missing {
  std::string place;
  const Infeasible* why;
  std::vector<std::string> metrics;
};

std::vector<Missing> missing(const std::vector<Metric>& all) {
  std::vector<Missing> found;
  for (const Metric& each : all) {
    if (each.value || !each.why || !each.why->reason || each.is_term) continue;
    const auto dot = each.id.rfind('.');
    const std::string place = each.id.substr(0, dot);
    auto at = std::find_if(found.begin(), found.end(), [&](const Missing& other) {
      return other.place == place && *other.why == *each.why;
    });
    if (at == found.end()) at = found.insert(found.end(), {place, each.why, {}});
    at->metrics.push_back(each.id.substr(dot + 1));
  }
  return found;
}

}  // namespace

Table absent_table(const Results& results) {
  Table table{"Not in this result", {{"of"}, {"why"}, {"metrics", Align::left, 1}}, {}};
  for (const Missing& each : missing(results.all())) {
    std::string names = each.metrics.front();
    if (each.metrics.size() == 2) names += ", " + each.metrics.back();
    if (each.metrics.size() > 2)
      names += " and " + std::to_string(each.metrics.size() - 1) + " more";
    table.rows.push_back({Cell(each.place), Cell(stuck_text(*each.why)), Cell(names, Tone::dim)});
  }
  return table;
}

}  // namespace weft::report
