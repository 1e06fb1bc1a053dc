// SPDX-License-Identifier: Apache-2.0
// What tokens, accelerators and data centres cost.
#include "trust_finance.hpp"
#include "weft/application/token_use.hpp"
#include "weft/economics/compounding.hpp"
#include "weft/economics/energy_cost.hpp"
#include "weft/economics/learning.hpp"
#include "weft/economics/monthly_cost.hpp"
#include "weft/economics/price_performance.hpp"
#include "weft/economics/returns.hpp"
#include "weft/economics/token_cost.hpp"
#include "weft/io/library.hpp"

#include <algorithm>
#include <charconv>

namespace weft::report {
namespace {

constexpr Tokens million_tokens = mega * token;
constexpr double giga_tokens = giga;
constexpr Power kilowatt = kilo * watt;

MoneyPerToken per_million(const TrustInputs& in, InputNames names) {
  return money_of(in, names) / million_tokens;
}

TokenRate throughput(const TrustInputs& in) {
  return number_or(in, {"tok_s_gpu", "tps_gpu", "tok_s"}, 0.0) * token / second;
}

/// All numbers of a row that compares two things by name, the larger first.
std::vector<Money> compared(const TrustInputs& in) {
  std::vector<Money> amounts;
  for (const auto& [name, value] : in.beginning("")) amounts.push_back(value * dollar);
  std::sort(amounts.begin(), amounts.end(), std::greater<>());
  return amounts;
}

/// The first number in a text such as "$1.95 /h".
std::optional<double> first_number(std::string_view text) {
  const auto begin = text.find_first_of("0123456789");
  if (begin == std::string_view::npos) return std::nullopt;
  double value = 0.0;
  const auto read = std::from_chars(text.data() + begin, text.data() + text.size(), value);
  return read.ec == std::errc{} ? std::optional(value) : std::nullopt;
}

/// A figure of the shipped price records.
std::optional<double> shipped_number(const io::Library& library, const std::string& id,
                                     std::string_view key) {
  const auto record = library.record("price", id);
  const io::Node* said = record ? record->find(key) : nullptr;
  return said && said->text() ? first_number(*said->text()) : std::nullopt;
}

std::string lower(std::string text) {
  for (char& each : text) {
    if (each >= 'A' && each <= 'Z') each = static_cast<char>(each - 'A' + 'a');
  }
  return text;
}

}  // namespace

void predict_energy(const TrustInputs& in, TrustPrediction& out) {
  const Power power = number_or(in, {"kw_per_gpu", "kw"}, 0.0) * kilowatt;
  const auto yield = economics::tokens_per_energy(throughput(in), power);
  (void)in.text({"sku"});
  if (!yield) return out.refuse(yield.why());
  say(out,
      in.is("MW") ? ratio(*yield * (mega * watt), token / second) : ratio(token / *yield, joule));
}

void predict_full_burden(const TrustInputs& in, TrustPrediction& out) {
  (void)in.text({"sku"});
  const auto cost = economics::full_burden_cost(
      money_of(in, {"usd_per_gpu_hour", "usd_gpu_hour"}) / one_hour, throughput(in));
  if (!cost) return out.refuse(cost.why());
  say(out, ratio(*cost, dollar / million_tokens));
}

void predict_shipped(const TrustInputs& in, TrustPrediction& out) {
  const std::string part = lower(in.text({"sku"}));
  io::Sources sources;
  const io::Library library(sources);
  std::vector<double> values;
  for (const std::string& id :
       {"kw-" + part, "tco-" + part + "-hyper", "tco-" + part + "-neo", "tco-" + part + "-rent"}) {
    const auto value = shipped_number(library, id, "value");
    if (!value) return out.lack_all("the shipped prices have no " + id);
    values.push_back(*value);
  }
  say(out, values);
}

void predict_discounts(const TrustInputs& in, TrustPrediction& out) {
  const io::Node* providers = in.find({"provider", "providers"});
  io::Sources sources;
  const io::Library library(sources);
  for (std::size_t i = 0; providers && i < providers->items.size(); ++i) {
    const std::string* name = providers->items[i].text();
    if (!name) continue;
    const std::string id = "cud-" + lower(name->substr(0, name->find('(')));
    const std::string metric = std::string(only_value) + "[" + std::to_string(i) + "]";
    const auto one = shipped_number(library, id, "commit_1y");
    const auto three = shipped_number(library, id, "commit_3y");
    if (one && three) out.set(metric, std::vector<double>{*one, *three});
  }
}

void predict_comparison(const TrustInputs& in, TrustPrediction& out) {
  const auto amounts = compared(in);
  if (amounts.size() < 2) return out.lack_all("two amounts are compared");
  const auto more = economics::relative_difference(amounts.front(), amounts.back());
  if (!more) return out.refuse(more.why());
  constexpr double percent = 100.0;
  say(out, in.is("relative") ? percent * *more : 1.0 + *more);
}

void predict_change(const TrustInputs& in, TrustPrediction& out) {
  const Money from = money_of(in, {"p0", "from"});
  const Money to = money_of(in, {"p1", "to"});
  if (in.is("halve")) {
    const auto change = economics::decade_decline(number_or(in, {"ooms_per_year", "ooms"}, 0.0));
    return say(out, ratio(economics::halving_time(change), one_year));
  }
  if (in.is("decline")) {
    const double years = number_or(in, {"years"}, 1.0);
    if (!(from > Money{} && to > Money{})) return out.lack_all("prices are positive");
    return say(out, 1.0 + economics::growth_rate(to, from, years));
  }
  say(out, economics::relative_difference(to, from));
}

void predict_decay_charge(const TrustInputs& in, TrustPrediction& out) {
  constexpr double price_performance = 0.14;  // powers of ten a year
  const MoneyRate charge =
      economics::decay_charge(money_of(in, {"value", "price", "acquisition", "cost"}),
                              number_or(in, {"ooms_per_year", "ooms", "k"}, price_performance));
  const auto hours = in.number({"hours_per_year", "H"});
  say(out, hours ? charge * one_year / *hours : charge * one_hour);
}

void predict_margin(const TrustInputs& in, TrustPrediction& out) {
  const Money price = money_of(in, {"price", "rev", "revenue"});
  const Money cost = money_of(in, {"cost"});
  say(out, in.is("gross") ? economics::gross_margin(price, cost) : economics::mark_up(price, cost));
}

void predict_cost_effect(const TrustInputs& in, TrustPrediction& out) {
  say(out, economics::cost_effect(number_or(in, {"power_colo_share", "share"}, 0.0),
                                  number_or(in, {"delta", "change"}, 0.0)));
}

void predict_revenue(const TrustInputs& in, TrustPrediction& out) {
  const auto tokens = [&](InputNames names) {
    return number_or(in, names, 0.0) * giga_tokens * token;
  };
  const application::TokenUse day{tokens({"in_miss_B"}), tokens({"in_hit_B"}), tokens({"out_B"})};
  const application::TokenPrices prices{per_million(in, {"p_miss"}), per_million(in, {"p_hit"}),
                                        per_million(in, {"p_out"})};
  say(out, application::token_charge(day, prices).total());
}

void predict_token_price(const TrustInputs& in, TrustPrediction& out) {
  const Tokens tokens = number_or(in, {"tokens"}, 0.0) * token;
  const application::TokenPrices prices{
      per_million(in, {"usd_per_m"}), per_million(in, {"usd_per_m_cached"}), {}};
  const bool cached = in.number({"usd_per_m_cached"}).has_value();
  const application::TokenUse use{cached ? Tokens{} : tokens, cached ? tokens : Tokens{}, {}};
  say(out, application::token_charge(use, prices).total());
}

void predict_cache(const TrustInputs& in, TrustPrediction& out) {
  const double total = number_or(in, {"total"}, 0.0);
  if (!(total > 0.0)) return out.lack_all("no tokens, so no rate");
  say(out, number_or(in, {"hit", "hits"}, 0.0) / total);
}

void predict_phase_nodes(const TrustInputs& in, TrustPrediction& out) {
  const auto rate = [&](InputNames names) { return number_or(in, names, 0.0) * token / second; };
  const economics::PhaseTime day = economics::phase_time(
      number_or(in, {"in_tok"}, 0.0) * token, number_or(in, {"out_tok"}, 0.0) * token,
      rate({"prefill_tok_s_node"}), rate({"decode_tok_s_node"}), Time{});
  out.set("prefill_nodes", ratio(day.prefill, one_day));
  out.set("decode_nodes", ratio(day.decode, one_day));
  say(out, ratio(day.busy(), one_day));
}

void predict_phase_split(const TrustInputs& in, TrustPrediction& out) {
  // Of the day that the source reports, for rows that give its nodes alone.
  constexpr double reported_input = 608e9;
  constexpr double reported_output = 168e9;
  const auto input = in.number({"in_tok"});
  const auto output = in.number({"out_tok"});
  if (!input || !output) out.assume("608 billion input and 168 billion output tokens, that day's");
  const application::TokenUse use{
      input.value_or(reported_input) * token, {}, output.value_or(reported_output) * token};
  const economics::PhaseTime time{number_or(in, {"prefill_nodes"}, 0.0) * one_day,
                                  number_or(in, {"decode_nodes"}, 0.0) * one_day, Time{}};
  const Money day = ratio(time.busy(), one_day) * money_of(in, {"usd_per_node_day"});
  const auto unit = economics::unit_token_cost(economics::token_cost(day, time, use, 1.0), use);
  say(out, std::vector<double>{ratio(unit.input, dollar / million_tokens),
                               ratio(unit.output, dollar / million_tokens)});
}

void predict_training_cost(const TrustInputs& in, TrustPrediction& out) {
  const MoneyRate price = money_of(in, {"usd_per_gpu_hour"}) / one_hour;
  Money sum{};
  std::vector<double> values;
  for (const double each : in.list({"gpu_hours_k"})) {
    const Money cost = each * kilo * one_hour * price;
    values.push_back(ratio(cost, mega * dollar));
    sum = sum + cost;
  }
  values.push_back(ratio(sum, mega * dollar));
  say(out, values);
}

void predict_acquisition(const TrustInputs& in, TrustPrediction& out) {
  constexpr double network_share = 0.19;  // of a cluster, Epoch AI
  const auto share = in.number({"interconnect_share", "share"});
  if (!share) out.assume("the interconnect is 19 % of a cluster");
  const Money paid = economics::cluster_acquisition(
      number_or(in, {"chips"}, 0.0) * money_of(in, {"price"}), share.value_or(network_share));
  // In the money of the month that the row states, where it gives a price index.
  const auto then = in.number({"index_then"});
  const auto now = in.number({"index_now"});
  say(out, then && now ? economics::restated_price(paid, *then, *now) : paid);
}

void predict_monthly(const TrustInputs& in, TrustPrediction& out) {
  const auto years = [&](InputNames names) { return number_or(in, names, 1.0) * one_year; };
  const economics::MonthlyCost month = economics::monthly_cost(
      {.servers = {number_or(in, {"servers"}, 0.0) * money_of(in, {"server_usd"}),
                   years({"server_years"})},
       .network = {money_of(in, {"network_usd"}), years({"network_years"})},
       .facility = {money_of(in, {"facility_usd"}), years({"facility_years"})},
       .power_share = number_or(in, {"cooling_power_share_of_facility"}, 0.0),
       .critical = number_or(in, {"critical_kw"}, 0.0) * kilowatt,
       .load = number_or(in, {"avg_load"}, 1.0),
       .pue = number_or(in, {"pue"}, 1.0),
       .energy = money_of(in, {"usd_kwh"}) / kilowatt_hour,
       .cost_of_money = number_or(in, {"cost_of_money"}, 0.0)});
  std::vector<double> shares;
  for (const Money& each : {month.servers, month.network, month.power_and_cooling,
                            month.other_facility, month.energy}) {
    shares.push_back(ratio(each, month.total()));
  }
  say(out, shares);
  say(out, month.total());
}

void predict_energy_bill(const TrustInputs& in, TrustPrediction& out) {
  const Energy used = number_or(in, {"twh"}, 0.0) * giga * kilowatt_hour;
  say(out, economics::energy_cost(used / one_year, number_or(in, {"pue"}, 1.0), one_year,
                                  money_of(in, {"usd_kwh"}) / kilowatt_hour)
               .total());
}

void predict_cluster(const TrustInputs& in, TrustPrediction& out) {
  const double nodes = number_or(in, {"nodes"}, 0.0);
  const double accelerators = nodes * number_or(in, {"gpus_per_node"}, 0.0);
  const double ports = number_or(in, {"switch_ports"}, 0.0);
  const double tiers = number_or(in, {"tiers"}, 1.0);
  if (!(accelerators > 0.0 && ports > 0.0)) return out.lack_all("no accelerators or no ports");
  // Each tier below the top takes two ports of a switch for each accelerator, the top one: counted
  // so beyond what two tiers of such switches can hold, as the source does.
  const double switches = (2.0 * tiers - 1.0) * accelerators / ports;
  out.assume("switches are counted by ports, as the source does, not laid out");
  const Money boxes = switches * money_of(in, {"switch_usd"});
  const Money links = accelerators * money_of(in, {"link_usd_per_gpu"});
  const Money total =
      nodes * (money_of(in, {"node_usd"}) + money_of(in, {"facility_usd_per_node"})) + boxes +
      links;
  say(out, std::vector<double>{switches, ratio(boxes, dollar), ratio(links, dollar),
                               ratio(total, dollar), ratio(total, dollar) / accelerators});
}

}  // namespace weft::report
