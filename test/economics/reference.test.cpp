// SPDX-License-Identifier: Apache-2.0
#include "../reference_rows.hpp"
#include "weft/economics/accelerator_hour.hpp"
#include "weft/economics/allocation.hpp"
#include "weft/economics/annuity.hpp"
#include "weft/economics/capex.hpp"
#include "weft/economics/colocation.hpp"
#include "weft/economics/depreciation.hpp"
#include "weft/economics/energy_cost.hpp"
#include "weft/economics/internal_rate.hpp"
#include "weft/economics/payback.hpp"
#include "weft/economics/present_value.hpp"
#include "weft/economics/price_performance.hpp"
#include "weft/economics/ramp.hpp"
#include "weft/economics/returns.hpp"
#include "weft/economics/staff.hpp"
#include "weft/economics/stranded.hpp"
#include "weft/economics/token_cost.hpp"
#include "weft/economics/total_cost.hpp"
#include "weft/units/growth.hpp"

namespace weft::economics::reference_test {
namespace {

using test::Json;

double number(const Json& in, const char* key, double other = 0.0) {
  return in.contains(key) ? in[key].get<double>() : other;
}
Money money(const Json& in, const char* key) { return number(in, key) * dollar; }
PerPeriod monthly(const Json& in, const char* key = "rate") {
  return {number(in, key), Period::month};
}
std::vector<Money> flows(const Json& in) {
  std::vector<Money> all;
  for (const double each : in["cashflows"]) all.push_back(each * dollar);
  return all;
}
template <class T>
Json or_null(const Feasible<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}
Time weeks(const Json& in, const char* key) { return number(in, key) * one_week; }

/// Published rows count years; a month of ours stands for one of their periods.
const test::Predictors predictors{
    {"units.growth",
     [](const Json& in) {
       Json factors = Json::array();
       for (std::size_t i = 0; i < in["months"].size(); ++i) {
         factors.push_back(factor(PerPeriod{in["per_year"][i].get<double>(), Period::year},
                                  in["months"][i].get<double>()));
       }
       return Json{{"factor", factors}};
     }},
    {"economics.discount-factor",
     [](const Json& in) {
       return Json{{"factor", discount_factor({number(in, "rate"), Period::year}, in["months"])}};
     }},
    {"economics.net-present-value",
     [](const Json& in) {
       return Json{{"npv", net_present_value(flows(in), monthly(in)).value()}};
     }},
    {"economics.restated-price",
     [](const Json& in) {
       return Json{{"price", restated_price(number(in, "price") * dollar, number(in, "then"),
                                            number(in, "now"))
                                 .value()}};
     }},
    {"economics.net-present-value-excel",
     [](const Json& in) {
       return Json{{"npv", net_present_value_excel(flows(in), monthly(in)).value()}};
     }},
    {"economics.present-value",
     [](const Json& in) {
       std::vector<Tokens> tokens;
       for (const double each : in["tokens"]) tokens.push_back(each * token);
       return Json{{"tokens", present_value(tokens, monthly(in)).value()}};
     }},
    {"economics.payback",
     [](const Json& in) {
       const auto at = payback(flows(in));
       return Json{{"months", at ? Json(ratio(*at, one_month)) : Json(nullptr)}};
     }},
    {"economics.peak-cash",
     [](const Json& in) {
       const auto peak = peak_cash(flows(in));
       return Json{{"amount", peak.amount.value()}, {"month", peak.month}};
     }},
    {"economics.internal-rate",
     [](const Json& in) {
       const auto rate = internal_rate(flows(in));
       return Json{{"rate", rate ? Json(per_month(*rate)) : Json(nullptr)}};
     }},
    {"economics.internal-rates",
     [](const Json& in) {
       std::vector<double> rates(8);
       rates.resize(internal_rates(flows(in), rates));
       return Json{{"rates", rates}};
     }},
    {"economics.profitability-index",
     [](const Json& in) {
       return Json{
           {"index", or_null(profitability_index(money(in, "inflows"), money(in, "outlays")))}};
     }},
    {"economics.return-on-investment",
     [](const Json& in) {
       return Json{
           {"roi", or_null(return_on_investment(money(in, "inflows"), money(in, "outlays")))}};
     }},
    {"economics.mark-up",
     [](const Json& in) {
       return Json{{"mark_up", or_null(mark_up(money(in, "rev"), money(in, "cost")))}};
     }},
    {"economics.gross-margin",
     [](const Json& in) {
       return Json{{"margin", or_null(gross_margin(money(in, "price"), money(in, "cost")))}};
     }},
    {"economics.annuity-payment",
     [](const Json& in) {
       const Due due = in.value("when", "end") == "begin" ? Due::begin : Due::end;
       const Money paid =
           annuity_payment(money(in, "pv"), number(in, "rate"), in["nper"], money(in, "fv"), due);
       return Json{{"pmt", -paid.value()}};
     }},
    {"economics.capital-recovery-factor",
     [](const Json& in) {
       return Json{{"factor", capital_recovery_factor(number(in, "rate"), in["years"])}};
     }},
    {"economics.loan-balance",
     [](const Json& in) {
       return Json{{"balance", loan_balance(money(in, "principal"), number(in, "rate"),
                                            number(in, "periods"), number(in, "paid"))
                                   .value()}};
     }},
    {"economics.equivalent-annual-cost",
     [](const Json& in) {
       return Json{{"cost", equivalent_annual_cost(money(in, "cost"), number(in, "salvage"),
                                                   number(in, "rate"), number(in, "periods"))
                                .value()}};
     }},
    {"economics.straight-line",
     [](const Json& in) {
       return Json{{"depreciation", (straight_line(money(in, "cost"), money(in, "salvage"),
                                                   number(in, "life") * one_year) *
                                     one_year)
                                        .value()}};
     }},
    {"economics.book-value",
     [](const Json& in) {
       return Json{{"value", book_value(money(in, "cost"), money(in, "salvage"),
                                        number(in, "life") * one_year, number(in, "age") * one_year)
                                 .value()}};
     }},
    {"economics.market-value",
     [](const Json& in) {
       return Json{{"value", market_value(money(in, "cost"), {number(in, "decay"), Period::year},
                                          number(in, "years") * one_year)
                                 .value()}};
     }},
    {"economics.impairment",
     [](const Json& in) {
       return Json{{"value", impairment(money(in, "book"), money(in, "market")).value()}};
     }},
    {"economics.total-cost",
     [](const Json& in) {
       return Json{
           {"total", TotalCost{money(in, "capex"), money(in, "opex"), money(in, "financing"),
                               money(in, "tax"), money(in, "residual")}
                         .total()
                         .value()}};
     }},
    {"economics.spares",
     [](const Json& in) {
       return Json{{"units", spare_units(in["count"].get<std::int64_t>(), in["share"])}};
     }},
    {"economics.facility-capex",
     [](const Json& in) {
       return Json{{"cost", facility_capex(number(in, "usd_per_watt") * dollar / watt,
                                           number(in, "megawatt") * mega * watt)
                                .value()}};
     }},
    {"economics.accelerator-hour",
     [](const Json& in) {
       const Time time = number(in, "nodes") * number(in, "accelerators_per_node") *
                         number(in, "hours") * one_hour;
       const auto hour = accelerator_hour({.opex = money(in, "cost")}, {time, time, time});
       return Json{{"usd_per_hour", (hour->total() * one_hour).value()}};
     }},
    {"economics.break-even-utilisation",
     [](const Json& in) {
       return Json{
           {"utilisation", or_null(break_even_utilisation(money(in, "usd_per_hour") / one_hour,
                                                          money(in, "rent") / one_hour))}};
     }},
    {"economics.full-burden-token-cost",
     [](const Json& in) {
       const auto cost = full_burden_cost(money(in, "usd_per_gpu_hour") / one_hour,
                                          number(in, "tok_s_gpu") * token / second);
       return Json{{"usd_per_million_tokens", cost->value() * mega}};
     }},
    {"economics.phase-time",
     [](const Json& in) {
       const auto rate = [&](const char* key) { return number(in, key) * token / second; };
       const PhaseTime day =
           phase_time(number(in, "in_tok") * token, number(in, "out_tok") * token,
                      rate("prefill_tok_s_node"), rate("decode_tok_s_node"), Time{});
       return Json{{"nodes", ratio(day.busy(), one_day)}};
     }},
    {"economics.token-cost",
     [](const Json& in) {
       const double prefill = number(in, "prefill_nodes");
       const double decode = number(in, "decode_nodes");
       const application::TokenUse use{
           number(in, "in_tok") * token, {}, number(in, "out_tok") * token};
       const TokenCost cost = token_cost((prefill + decode) * money(in, "usd_per_node_day"),
                                         {prefill * one_day, decode * one_day, {}}, use, 1.0);
       return Json{
           {"usd_per_million_input", ratio(cost.input, dollar) / use.input.value() * mega},
           {"usd_per_million_output", ratio(cost.output, dollar) / use.output.value() * mega}};
     }},
    {"economics.unit-token-cost",
     [](const Json& in) {
       const double prefill = number(in, "prefill_nodes");
       const double decode = number(in, "decode_nodes");
       const application::TokenUse use{
           number(in, "in_tok") * token, {}, number(in, "out_tok") * token};
       const Money day = (prefill + decode) * money(in, "usd_per_node_day");
       const auto unit = unit_token_cost(
           token_cost(day, {prefill * one_day, decode * one_day, {}}, use, 1.0), use);
       return Json{{"usd_per_million_input", unit.input.value() * mega},
                   {"usd_per_million_output", unit.output.value() * mega}};
     }},
    {"economics.levelised-token-cost",
     [](const Json& in) {
       return Json{{"unit_cost",
                    levelised_token_cost(money(in, "cost"), number(in, "units") * token)->value()}};
     }},
    {"economics.allocation",
     [](const Json& in) {
       const std::vector<double> weights = in["weights"];
       std::vector<Money> parts(weights.size());
       const Money rest = allocate(money(in, "cost"), weights, parts);
       Json values = Json::array();
       for (const Money& each : parts) values.push_back(each.value());
       return Json{{"parts", values}, {"unallocated", rest.value()}};
     }},
    {"economics.energy-cost",
     [](const Json& in) {
       const Energy energy = number(in, "equipment_twh") * giga * kilowatt_hour;
       return Json{{"cost", energy_cost(energy / one_year, number(in, "pue"), one_year,
                                        money(in, "usd_kwh") / kilowatt_hour)
                                .total()
                                .value()}};
     }},
    {"economics.colocation",
     [](const Json& in) {
       const Colocation hall{money(in, "usd_per_kw_month") / (kilo * watt) / one_month,
                             number(in, "reserved_kw") * kilo * watt, number(in, "take_or_pay"),
                             in["included"]};
       const auto cost =
           colocation_cost(hall, number(in, "used_kw") * kilo * watt,
                           number(in, "months") * one_month, {.equipment = money(in, "energy")});
       return Json{{"used", cost.used.value()},
                   {"take_or_pay", cost.take_or_pay.value()},
                   {"energy", cost.energy.value()},
                   {"total", cost.total().value()}};
     }},
    {"economics.staff",
     [](const Json& in) {
       const Staff people =
           staff({number(in, "base"), number(in, "per_fabric"), number(in, "per_nos_kind"),
                  number(in, "per_1000_devices"), number(in, "automation")},
                 {number(in, "fabrics"), number(in, "nos_kinds"), number(in, "devices")});
       return Json{{"total", people.total()}};
     }},
    {"economics.staff-cost",
     [](const Json& in) {
       return Json{{"cost", staff_cost(number(in, "people"), money(in, "usd_per_year") / one_year,
                                       number(in, "months") * one_month)
                                .value()}};
     }},
    {"economics.next-fabric-cost",
     [](const Json& in) {
       const MoneyRate cost = next_fabric_cost(
           {number(in, "base"), number(in, "per_fabric"), number(in, "per_nos_kind"),
            number(in, "per_1000_devices"), number(in, "automation")},
           number(in, "devices"), in["new_nos"], money(in, "usd_per_year") / one_year);
       return Json{{"usd_per_year", (cost * one_year).value()}};
     }},
    {"economics.support-cost",
     [](const Json& in) {
       return Json{
           {"cost", support_cost(money(in, "paid"), {number(in, "share_per_year"), Period::year},
                                 number(in, "months") * one_month)
                        .value()}};
     }},
    {"economics.arrival",
     [](const Json& in) {
       const Arrival at = arrival({number(in, "from"), weeks(in, "order_ahead_weeks"),
                                   weeks(in, "lead_time_weeks"), weeks(in, "install_weeks"),
                                   weeks(in, "acceptance_weeks")});
       return Json{{"ordered", at.ordered},
                   {"delivered", at.delivered},
                   {"installed", at.installed},
                   {"ready", at.ready}};
     }},
    {"economics.order-by",
     [](const Json& in) {
       return Json{{"month",
                    order_by(number(in, "needed"), {.lead_time = weeks(in, "lead_time_weeks"),
                                                    .install = weeks(in, "install_weeks"),
                                                    .acceptance = weeks(in, "acceptance_weeks")})}};
     }},
    {"economics.usable",
     [](const Json& in) {
       const std::vector<double> ready = in["ready"];
       return Json{{"month", usable(number(in, "from"), ready)}};
     }},
    {"economics.capacity",
     [](const Json& in) {
       std::vector<Addition> additions;
       for (std::size_t i = 0; i < in["usable"].size(); ++i) {
         additions.push_back({in["usable"][i], in["capacity"][i]});
       }
       std::vector<double> by_month(in["months"].get<std::size_t>());
       capacity_by_month(additions, by_month);
       return Json{{"by_month", by_month}};
     }},
    {"economics.shortfall",
     [](const Json& in) {
       const std::vector<double> demand = in["demand"];
       const std::vector<double> capacity = in["capacity"];
       const Shortfall found = shortfall(demand, capacity);
       return Json{{"unmet_share", found.unmet_share()}, {"first", found.first}};
     }},
    {"economics.stranded-time",
     [](const Json& in) {
       return Json{
           {"accelerator_months", ratio(stranded_time(number(in, "accelerators"),
                                                      number(in, "ready"), number(in, "usable")),
                                        one_month)}};
     }},
    {"economics.stranded-rate",
     [](const Json& in) {
       const StrandedRate rate = stranded_rate(
           money(in, "value"), monthly(in, "discount_per_month"), monthly(in, "decay_per_month"),
           money(in, "space") / one_month, money(in, "margin") / one_month);
       const auto shown = [](MoneyRate each) { return (each * one_month).value(); };
       return Json{{"carrying", shown(rate.carrying)},
                   {"decay", shown(rate.decay)},
                   {"take_or_pay", shown(rate.take_or_pay)},
                   {"lost_margin", shown(rate.lost_margin)}};
     }},
    {"economics.stranded-cost",
     [](const Json& in) {
       const auto rate = [&](std::size_t i) {
         return in["usd_per_month"][i].get<double>() * dollar / one_month;
       };
       return Json{
           {"total", stranded_cost(number(in, "accelerator_months") * one_month,
                                   {rate(0), rate(1), rate(2), rate(3)}, number(in, "mitigation"))
                         .total()
                         .value()}};
     }},
};

class EconomicsReference : public testing::TestWithParam<Json> {};

TEST_P(EconomicsReference, IsReproduced) { test::check_row(GetParam(), predictors); }

INSTANTIATE_TEST_SUITE_P(Rows, EconomicsReference,
                         testing::ValuesIn(test::reference_rows("economics")), test::row_name);

TEST(EconomicsReference, ProvesEachFormulaThatIsListed) {
  std::map<std::string, int> rows;
  for (const Json& each : test::reference_rows("economics")) ++rows[each["kind"]];
  for (const auto& [kind, predict] : predictors) EXPECT_GT(rows[kind], 0) << kind;
}

}  // namespace
}  // namespace weft::economics::reference_test
