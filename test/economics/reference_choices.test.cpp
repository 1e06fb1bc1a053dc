// SPDX-License-Identifier: Apache-2.0
#include "../reference_rows.hpp"
#include "weft/economics/alternatives.hpp"
#include "weft/economics/delay_cost.hpp"
#include "weft/economics/fabric_allocation.hpp"
#include "weft/economics/lock_in.hpp"
#include "weft/economics/openness.hpp"
#include "weft/economics/price_performance.hpp"
#include "weft/economics/refresh.hpp"
#include "weft/economics/refresh_price.hpp"
#include "weft/economics/shapley.hpp"
#include "weft/economics/token_split.hpp"

#include <array>

namespace weft::economics::reference_choices_test {
namespace {

using test::Json;
using Numbers = std::vector<double>;

Money money(const Json& in, const char* key) { return in[key].get<double>() * dollar; }
std::vector<Money> sums(const Json& in, const char* key) {
  std::vector<Money> made;
  for (const double each : in[key]) made.push_back(each * dollar);
  return made;
}
Numbers plain(const std::vector<Money>& sums) {
  Numbers made;
  for (const Money& each : sums) made.push_back(each.value());
  return made;
}
double in_weeks(Time time) { return ratio(time, one_week); }
LeadTimeMixture mixture(const Json& in) {
  LeadTimeMixture made;
  for (std::size_t i = 0; i < in["weeks"].size(); ++i) {
    made.push_back({in["weeks"][i].get<double>() * one_week, in["chance"][i]});
  }
  return made;
}
FabricStake stake(const Json& terms) {
  const auto term = [&](std::size_t i) { return terms[i].get<double>() * dollar; };
  return {term(0), term(1), term(2), term(3), term(4), term(5), term(6)};
}
Openness profile(const Json& terms) {
  return {terms[0], terms[1], terms[2], terms[3], terms[4], terms[5]};
}

const test::Predictors predictors{
    {"economics.expected-delay",
     [](const Json& in) {
       return Json{{"weeks",
                    in_weeks(expected_delay(mixture(in), in["allowed"].get<double>() * one_week))}};
     }},
    {"economics.lead-time-quantile",
     [](const Json& in) {
       Json weeks = Json::array();
       for (const double p : in["p"]) weeks.push_back(in_weeks(lead_time_quantile(mixture(in), p)));
       return Json{{"weeks", weeks}};
     }},
    {"economics.latest-of",
     [](const Json& in) {
       const std::vector<LeadTimeMixture> parts(in["parts"].get<std::size_t>(), mixture(in));
       Json weeks = Json::array();
       Json chance = Json::array();
       for (const LeadTimeCase& each : latest_of(parts)) {
         weeks.push_back(in_weeks(each.time));
         chance.push_back(each.chance);
       }
       return Json{{"weeks", weeks}, {"chance", chance}};
     }},
    {"economics.break-even-premium",
     [](const Json& in) {
       const LeadTimeMixture fast{{in["fast_weeks"].get<double>() * one_week, 1.0}};
       const StrandedRate waiting{.carrying = money(in, "usd_per_day") / one_day};
       return Json{{"premium", break_even_premium(mixture(in), fast,
                                                  in["allowed"].get<double>() * one_week, waiting)
                                   .value()}};
     }},
    {"economics.weighted-token-split",
     [](const Json& in) {
       const auto tokens = [&](std::size_t i) { return in["tokens"][i].get<double>() * token; };
       const TokenCost split =
           weighted_split(money(in, "cost"), in["idle"], {tokens(0), tokens(1), tokens(2)},
                          {in["weights"][0], in["weights"][1], in["weights"][2]});
       return Json{
           {"parts", {split.input.value(), split.cached_input.value(), split.output.value()}},
           {"idle", split.idle.value()}};
     }},
    {"economics.shapley",
     [](const Json& in) {
       std::vector<Money> parts(2);
       shapley(sums(in, "cost"), parts);
       return Json{{"parts", plain(parts)}};
     }},
    {"economics.fabric-allocation",
     [](const Json& in) {
       std::vector<FabricUse> users;
       for (const double each : in["users"]) users.push_back({.ports = each});
       std::vector<Money> parts(users.size());
       const FabricRest rest = allocate_fabric(money(in, "cost"), FabricBasis::ports,
                                               {.ports = in["ports"]}, users, parts);
       return Json{{"parts", plain(parts)},
                   {"idle", rest.idle.value()},
                   {"unallocated", rest.unallocated.value()}};
     }},
    {"economics.refresh-price",
     [](const Json& in) {
       Json total = Json::array();
       for (std::size_t i = 0; i < in["sources"].size(); ++i) {
         total.push_back(refresh_price(money(in, "list"), in["sources"][i],
                                       {in["per_extra"], in["counter"]},
                                       in["switching"][i].get<double>() * dollar)
                             .total()
                             .value());
       }
       return Json{{"total", total}};
     }},
    {"economics.all-sources-late",
     [](const Json& in) {
       return Json{{"chance", all_sources_late(in["late"].get<Numbers>(), in["common"])}};
     }},
    {"economics.concentration",
     [](const Json& in) {
       return Json{{"index", concentration(in["amounts"].get<Numbers>())}};
     }},
    {"economics.openness",
     [](const Json& in) {
       return Json{{"score", openness(profile(in["terms"]), profile(in["weights"]))}};
     }},
    {"economics.lock-in",
     [](const Json& in) {
       const LockIn of = lock_in(stake(in["fabric"]), stake(in["reference"]));
       return Json{{"terms", plain({of.price, of.switching, of.licences, of.lag, of.supply,
                                    of.effort, of.option})},
                   {"total", of.total().value()}};
     }},
    {"economics.flat-price-overstatement",
     [](const Json& in) {
       return Json{
           {"times", flat_price_overstatement({in["per_year"], Period::year}, in["months"])}};
     }},
    {"economics.rent-cost",
     [](const Json& in) {
       const Numbers needed = in["needed"];
       std::vector<Money> cost(needed.size());
       rent_cost({money(in, "usd_per_month") / one_month,
                  {in["change_per_month"], Period::month},
                  in["contract"]},
                 needed, cost);
       return Json{{"cost", plain(cost)}};
     }},
    {"economics.break-even-month",
     [](const Json& in) {
       return Json{
           {"months", ratio(*break_even_month(sums(in, "plan"), sums(in, "other")), one_month)}};
     }},
    {"economics.refresh-wave",
     [](const Json& in) {
       std::vector<HardwareGeneration> generations;
       for (std::size_t i = 0; i < in["available"].size(); ++i) {
         generations.push_back(
             {in["available"][i], in["performance"][i], in["price_factor"][i], 1.0});
       }
       const RefreshWave wave =
           refresh_wave({.units = in["units"],
                         .price = money(in, "price"),
                         .adoption_lag = in["lag_months"].get<double>() * one_month},
                        generations, in["month"]);
       return Json{{"units", wave.units}, {"capex", wave.capex.value()}};
     }},
    {"economics.price-index",
     [](const Json& in) {
       const auto index = price_index(sums(in, "base"), in["base_amounts"].get<Numbers>(),
                                      sums(in, "prices"), in["amounts"].get<Numbers>());
       return Json{{"laspeyres", index->laspeyres}, {"paasche", index->paasche}};
     }},
    {"economics.adoption-lag-cost",
     [](const Json& in) {
       return Json{{"cost", adoption_lag_cost(money(in, "usd_per_day") / one_day,
                                              in["days"].get<double>() * one_day)
                                .value()}};
     }},
};

class ChoicesReference : public testing::TestWithParam<Json> {};

TEST_P(ChoicesReference, IsReproduced) { test::check_row(GetParam(), predictors); }

INSTANTIATE_TEST_SUITE_P(Rows, ChoicesReference,
                         testing::ValuesIn(test::reference_rows("economics-choices")),
                         test::row_name);

TEST(ChoicesReference, ProvesEachFormulaThatIsListed) {
  std::map<std::string, int> rows;
  for (const Json& each : test::reference_rows("economics-choices")) ++rows[each["kind"]];
  for (const auto& [kind, predict] : predictors) EXPECT_GT(rows[kind], 0) << kind;
}

}  // namespace
}  // namespace weft::economics::reference_choices_test
