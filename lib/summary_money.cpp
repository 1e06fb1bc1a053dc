// SPDX-License-Identifier: Apache-2.0
#include "show.hpp"
#include "summary_parts.hpp"
#include "weft/io/quantity_text.hpp"
#include "weft/report/summary.hpp"

#include <array>
#include <cmath>

namespace weft::report {
namespace {

constexpr std::array training{Pick{"accelerators", "accelerators"},
                              Pick{"step", "step_time"},
                              Pick{"MFU", "mfu"},
                              Pick{"tokens", "tokens_per_second", 1},
                              Pick{"one run", "time_to_train"},
                              Pick{"goodput", "goodput"},
                              Pick{"memory", "memory_per_accelerator", 2},
                              Pick{"checkpoint", "checkpoint_write", 3},
                              Pick{"cost of a run", "cost_per_run"}};
constexpr std::array serving{Pick{"accelerators", "accelerators"},
                             Pick{"requests", "requests"},
                             Pick{"served", "served"},
                             Pick{"TTFT p95", "ttft_p95"},
                             Pick{"TPOT p95", "tpot_p95"},
                             Pick{"tok/s each", "tokens_per_accelerator", 2},
                             Pick{"on fabrics", "network_share", 3},
                             Pick{"input", "cost_input", 1},
                             Pick{"output", "cost_output"},
                             Pick{"margin", "margin", 2}};
constexpr std::array application{Pick{"tasks", "tasks"},
                                 Pick{"served", "served", 2},
                                 Pick{"calls", "calls_per_task", 1},
                                 Pick{"tokens", "tokens_per_task", 1},
                                 Pick{"time p90", "task_time_p90"},
                                 Pick{"cost", "cost_per_task"},
                                 Pick{"a success", "cost_per_success"},
                                 Pick{"users", "users_supported", 2},
                                 Pick{"a user", "cost_per_user", 2}};
constexpr std::array traditional{Pick{"servers", "accelerators"}, Pick{"served", "served"},
                                 Pick{"p99", "latency_p99"}, Pick{"a server", "cost_per_server"},
                                 Pick{"cost", "cost"}};
constexpr std::array rental{Pick{"accelerators", "accelerators"}, Pick{"sold", "hours_sold"},
                            Pick{"revenue", "revenue"}, Pick{"cost", "cost"},
                            Pick{"margin", "margin"}};

struct Kind {
  std::string_view title;
  std::span<const Pick> picks;
};
constexpr std::array workload_kinds{
    Kind{"Training", training}, Kind{"Serving", serving}, Kind{"Rental", rental},
    Kind{"Applications, for one task", application}, Kind{"Traditional", traditional}};
static_assert(workload_kinds.size() == std::variant_size_v<plan::Workload>);

Branch branch(const Results& results, std::string_view id, std::string name) {
  return {std::move(name), results.value(id), {}, {}};
}

/// The terms of a sum, those that are zero left out.
std::vector<Branch> terms(const Results& results, std::string_view id) {
  std::vector<Branch> parts;
  const std::string head = std::string(id) + ".";
  for (const Metric& each : results.all()) {
    if (!each.is_term || !each.value || *each.value == 0.0 || !each.id.starts_with(head)) continue;
    if (each.id.find('.', head.size()) != std::string::npos) continue;
    parts.push_back({each.id.substr(head.size()), *each.value, {}, std::string(each.doc)});
  }
  return parts;
}

/// Networks are opened into fabrics where these add up to them.
void open_networks(const Results& results, Branch& networks) {
  double sum = 0.0;
  std::vector<Branch> parts;
  for (const auto& each : results.plan().fabrics) {
    Branch part = branch(results, "fabrics." + each.name + ".capex", each.name);
    if (part.value == 0.0) continue;
    part.parts = terms(results, "fabrics." + each.name + ".capex");
    for (Branch& term : part.parts) term.note.clear();
    sum += part.value;
    parts.push_back(std::move(part));
  }
  if (std::fabs(sum - networks.value) <= 1e-9 * std::fabs(sum)) networks.parts = std::move(parts);
}

}  // namespace

std::vector<Table> workload_tables(const Results& results) {
  std::vector<Table> made;
  for (std::size_t kind = 0; kind < workload_kinds.size(); ++kind) {
    std::vector<std::string> names;
    for (const auto& each : results.plan().workloads) {
      if (each.value.index() == kind) names.push_back(each.name);
    }
    made.push_back(table_of(results, std::string(workload_kinds[kind].title), "workload",
                            "workloads", names, workload_kinds[kind].picks));
  }
  return made;
}

Table cost_table(const Results& results) {
  if (!results.has("finance.tco")) return {};
  Branch root = branch(results, "finance.tco", "total cost of ownership");
  for (Branch part : terms(results, "finance.tco")) {
    if (part.name != "residual") {
      part.parts = terms(results, "finance." + part.name);
      part.note.clear();
    }
    for (Branch& each : part.parts) {
      if (part.name == "capex" && each.name == "networks") open_networks(results, each);
    }
    root.parts.push_back(std::move(part));
  }
  Table table = tree_table(root, results.view());
  const bool taxed = results.plan().finance.tax_rate > 0.0;
  table.title = "Cost over " + std::to_string(results.answer().scenario.months) +
                " months, undiscounted" + (taxed ? "" : ", before tax");
  return table;
}

std::string bill_table(const Answer& answer, const View& view) {
  Table table{"Bill of materials",
              {{"owner"},
               {"phase", Align::left, 2},
               {"kind", Align::left, 1},
               {"part"},
               {"count", Align::right},
               {"each", Align::decimal},
               {"total", Align::right},
               {"share", Align::decimal, 4},
               {"note", Align::left, 3}},
              {}};
  const auto money = [](Money of) {
    return "$" + grouped(std::to_string(static_cast<std::int64_t>(std::llround(of.value()))));
  };
  const Money all = answer.bill.total();
  const auto share = [&](Money of) {
    return of > Money{} ? show_share(ratio(of, all)) : std::string();
  };
  for (const plan::BillLine& each : answer.bill.lines) {
    table.rows.push_back(
        {Cell(each.owner), Cell(each.phase), Cell(each.kind), Cell(each.part),
         Cell(grouped(std::to_string(each.count))),
         Cell(each.price ? io::show_quantity(each.price->value(), dimension_of<Money>, "$", 4)
                         : dash(view)),
         Cell(money(each.total)), Cell(share(each.total), Tone::dim), Cell(each.note, Tone::dim)});
  }
  table.rows.push_back(
      {Cell("total", Tone::bold), {}, {}, {}, {}, {}, Cell(money(all), Tone::bold), {}, {}});
  return render(table, view);
}

}  // namespace weft::report
