// SPDX-License-Identifier: Apache-2.0
#include "bill_prices.hpp"

#include "weft/economics/price_performance.hpp"

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace weft::report {
namespace {

/// Where the price of a line was written: beside the cluster, or in a record of the part.
const Note* price_note(const Answer& answer, const plan::BillLine& line) {
  const Notes& written = answer.loaded.phases.back().notes;
  const auto own = written.find(line.owner + ".price");
  const bool is_node = line.owner.starts_with("clusters.");
  if (is_node && own != written.end()) return &own->second;
  constexpr std::array<std::string_view, 4> folders{"nodes.", "switches.", "nics.", "optics."};
  for (const std::string_view each : folders) {
    const auto found = answer.loaded.part_notes.find(std::string(each) + line.part + ".price");
    if (found != answer.loaded.part_notes.end()) return &found->second;
  }
  return nullptr;
}

/// A quote that does not say how long it holds is taken to hold.
bool holds_at(const Note& note, std::string_view day) {
  return note.basis == Basis::quote && (note.until.empty() || note.until >= day);
}

/// Amount and price of what stands in one place of a bill, whoever makes it.
struct Placed {
  double count = 0.0;
  Money total{};
};
using Places = std::map<std::string, Placed, std::less<>>;

Places places_of(const plan::BillOfMaterials& bill) {
  Places places;
  for (const plan::BillLine& each : bill.lines) {
    if (!(each.total > Money{})) continue;
    Placed& at = places[each.owner + " " + each.kind + " " + each.note];
    at.count += static_cast<double>(each.count);
    at.total += each.total;
  }
  return places;
}

}  // namespace

void note_quotes(Answer& answer) {
  auto& cost = answer.evaluation.outcome.finance.cost;
  if (!cost || !(cost->capex.total() > Money{})) return;
  const std::string day = format_month(answer.scenario.last().plan.time.start) + "-01";
  Money quoted{};
  for (const plan::BillLine& each : answer.bill.lines) {
    const Note* note = each.renewed ? nullptr : price_note(answer, each);
    if (note && holds_at(*note, day)) quoted += each.total;
  }
  cost->capex_quoted_share = ratio(quoted, cost->capex.total());
}

void note_price_index(const plan::BillOfMaterials& base, Answer& answer) {
  if (!answer.evaluated || !answer.outcome().finance.cost) return;
  const Places then = places_of(base);
  const Places now = places_of(answer.bill);
  std::array<std::vector<Money>, 2> prices;
  std::array<std::vector<double>, 2> amounts;
  for (const auto& [place, one] : then) {
    const auto other = now.find(place);
    if (other == now.end()) continue;
    for (const auto& [k, each] : {std::pair{0U, one}, std::pair{1U, other->second}}) {
      prices[k].push_back(each.total / each.count);
      amounts[k].push_back(each.count);
    }
  }
  const auto index = economics::price_index(prices[0], amounts[0], prices[1], amounts[1]);
  auto& cost = *answer.evaluation.outcome.finance.cost;
  cost.bom_price_index = index ? Feasible<double>(index->fisher()) : Feasible<double>(index.why());
}

}  // namespace weft::report
