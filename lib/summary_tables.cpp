// SPDX-License-Identifier: Apache-2.0
#include "show.hpp"
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

std::string cluster_part(const Results& results) {
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
  return render(table, results.view());
}

std::string fabric_part(const Results& results) {
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
  std::string made = render(sizes, results.view());
  const std::string second = render(services, results.view());
  return second.empty() ? made : made + "\n" + second;
}

std::string requirement_part(const Results& results) {
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
  return render(table, results.view());
}

std::string ramp_part(const Results& results) {
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
  std::string made = render(table, results.view());
  if (results.has("ramp.first_shortfall")) {
    made += "  demand is first not met in " + results.text("ramp.first_shortfall") + "; " +
            results.text("ramp.unmet_share") + " of it over the horizon\n";
  }
  return made;
}

std::string decision_part(const Results& results) {
  const View& view = results.view();
  const auto& decisions = results.answer().decisions;
  if (decisions.empty()) return {};
  std::string made = toned("Chosen where the plan leaves it open", Tone::bold, view) + "\n";
  for (const plan::Decision& each : decisions) {
    made += "  " + each.path + "  " + toned(each.chosen, Tone::bold, view) + "\n";
    std::string why = each.reason;
    if (!each.runner_up.empty())
      why += (why.empty() ? "" : "; ") + ("next best: " + each.runner_up);
    if (why.empty()) continue;
    made += "      " + toned(hanging(why, view.width, 6), Tone::dim, view) + "\n";
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

std::string counted(const Infeasible& why) {
  const std::string where = why.at.empty() ? "" : " (" + std::string(why.at) + ")";
  if (why.needed == 0.0 && why.available == 0.0) return where;
  MetricDoc of;
  of.dimension = why.of;
  return where + ": needs " + show_value(why.needed, of, {}) + ", there is " +
         show_value(why.available, of, {});
}

}  // namespace

std::string absent_part(const Results& results) {
  Table table{"Not in this result", {{"of"}, {"why"}, {"metrics", Align::left, 1}}, {}};
  for (const Missing& each : missing(results.all())) {
    std::string names = each.metrics.front();
    if (each.metrics.size() == 2) names += ", " + each.metrics.back();
    if (each.metrics.size() > 2)
      names += " and " + std::to_string(each.metrics.size() - 1) + " more";
    table.rows.push_back({Cell(each.place),
                          Cell(std::string(each.why->reason->text) + counted(*each.why)),
                          Cell(names, Tone::dim)});
  }
  return render(table, results.view());
}

}  // namespace weft::report
