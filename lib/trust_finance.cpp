// SPDX-License-Identifier: Apache-2.0
// Rows of finance: which rule answers which function.
#include "trust_finance.hpp"

#include <array>

namespace weft::report {

double number_or(const TrustInputs& in, InputNames names, double other) {
  return in.number(names).value_or(other);
}

Money money_of(const TrustInputs& in, InputNames names) {
  return number_or(in, names, 0.0) * dollar;
}

std::vector<Money> flows_of(const TrustInputs& in) {
  std::vector<Money> flows;
  for (const double each : in.list({"cashflows", "cash_flows", "flows", "values"})) {
    flows.push_back(each * dollar);
  }
  return flows;
}

std::vector<economics::DatedFlow> dated_flows_of(const TrustInputs& in, TrustPrediction& out) {
  const std::vector<Money> amounts = flows_of(in);
  const io::Node* days = in.find({"dates", "days"});
  std::vector<economics::DatedFlow> flows;
  for (std::size_t i = 0; days && i < days->items.size() && i < amounts.size(); ++i) {
    const std::string* text = days->items[i].text();
    const auto day = text ? parse_date(*text) : std::nullopt;
    if (!day) break;
    flows.push_back({*day, amounts[i]});
  }
  if (!days || flows.empty() || flows.size() != amounts.size() ||
      flows.size() != days->items.size()) {
    out.lack_all("each cash flow needs a day such as 2027-01-31");
    flows.clear();
  }
  return flows;
}

economics::Due due_of(const TrustInputs& in) {
  const std::string word = in.text({"when", "type", "due"});
  const bool early = word == "begin" || in.number({"when", "type", "due"}).value_or(0.0) != 0.0;
  return early ? economics::Due::begin : economics::Due::end;
}

economics::Annuity annuity_of(const TrustInputs& in) {
  return {.rate = number_or(in, {"rate", "r"}, 0.0),
          .periods = number_or(in, {"nper", "n", "periods"}, 0.0),
          .payment = money_of(in, {"pmt", "payment"}),
          .present = money_of(in, {"pv", "present", "principal"}),
          .future = money_of(in, {"fv", "future"}),
          .due = due_of(in)};
}

void say(TrustPrediction& out, double value) { out.set(std::string(only_value), value); }
void say(TrustPrediction& out, Money value) { say(out, ratio(value, dollar)); }
void say(TrustPrediction& out, const std::vector<double>& values) {
  out.set(std::string(only_value), values);
}
void say(TrustPrediction& out, const Feasible<double>& value) {
  if (value) {
    say(out, *value);
  } else {
    out.refuse(value.why());
  }
}

namespace {

/// Longer names before those that they begin with.
constexpr std::array finance_kinds{TrustKind{"npv*", &predict_npv},
                                   TrustKind{"irr*", &predict_irr},
                                   TrustKind{"mirr*", &predict_mirr},
                                   TrustKind{"xnpv*", &predict_xnpv},
                                   TrustKind{"xnfv*", &predict_xnfv},
                                   TrustKind{"xirr*", &predict_xirr},
                                   TrustKind{"payback*", &predict_payback},
                                   TrustKind{"discounted_payback*", &predict_payback},
                                   TrustKind{"profitability_index*", &predict_profitability},
                                   TrustKind{"pmt*", &predict_annuity},
                                   TrustKind{"pv*", &predict_annuity},
                                   TrustKind{"fvschedule*", &predict_compounding},
                                   TrustKind{"fv*", &predict_annuity},
                                   TrustKind{"nper*", &predict_annuity},
                                   TrustKind{"rate*", &predict_annuity},
                                   TrustKind{"ppmt*", &predict_loan},
                                   TrustKind{"ipmt*", &predict_loan},
                                   TrustKind{"cumipmt*", &predict_loan},
                                   TrustKind{"cumprinc*", &predict_loan},
                                   TrustKind{"capital_recovery_factor*", &predict_capital_recovery},
                                   TrustKind{"crf*", &predict_capital_recovery},
                                   TrustKind{"fixed_charge_rate*", &predict_fixed_charge},
                                   TrustKind{"fcr*", &predict_fixed_charge},
                                   TrustKind{"effect*", &predict_compounding},
                                   TrustKind{"nominal*", &predict_compounding},
                                   TrustKind{"cagr*", &predict_compounding},
                                   TrustKind{"rri*", &predict_compounding},
                                   TrustKind{"periods_to_reach*", &predict_compounding},
                                   TrustKind{"pduration*", &predict_compounding},
                                   TrustKind{"sln*", &predict_depreciation},
                                   TrustKind{"syd*", &predict_depreciation},
                                   TrustKind{"db*", &predict_depreciation},
                                   TrustKind{"ddb*", &predict_depreciation},
                                   TrustKind{"vdb*", &predict_depreciation},
                                   TrustKind{"macrs*", &predict_macrs},
                                   TrustKind{"levelized*", &predict_levelised},
                                   TrustKind{"levelised*", &predict_levelised},
                                   TrustKind{"erlang_b*", &predict_erlang},
                                   TrustKind{"erlang_c*", &predict_erlang},
                                   TrustKind{"min_servers*", &predict_servers},
                                   TrustKind{"newsvendor*", &predict_newsvendor},
                                   TrustKind{"bass*", &predict_bass},
                                   TrustKind{"logistic*", &predict_growth},
                                   TrustKind{"gompertz*", &predict_growth},
                                   TrustKind{"wright*", &predict_learning},
                                   TrustKind{"learning*", &predict_learning},
                                   TrustKind{"margrabe*", &predict_exchange},
                                   TrustKind{"european_option*", &predict_option},
                                   TrustKind{"american_*", &predict_option},
                                   TrustKind{"van_der_corput*", &predict_sequence},
                                   TrustKind{"sobol dim*", &predict_sequence},
                                   TrustKind{"sobol_*", &predict_variance},
                                   TrustKind{"monte_carlo*", &predict_draws},
                                   TrustKind{"steffen*", &predict_slopes},
                                   TrustKind{"tok_s_per_MW*", &predict_energy},
                                   TrustKind{"J/tok*", &predict_energy},
                                   TrustKind{"joules_per_token*", &predict_energy},
                                   TrustKind{"usd_per_million_tokens*", &predict_full_burden},
                                   TrustKind{"catalogue constant*", &predict_shipped},
                                   TrustKind{"committed-use discount*", &predict_discounts},
                                   TrustKind{"relative cost*", &predict_comparison},
                                   TrustKind{"cost ratio*", &predict_comparison},
                                   TrustKind{"price ratio*", &predict_comparison},
                                   TrustKind{"pct change*", &predict_change},
                                   TrustKind{"annual price decline factor*", &predict_change},
                                   TrustKind{"years to halve*", &predict_change},
                                   TrustKind{"hourly*", &predict_decay_charge},
                                   TrustKind{"gross_margin*", &predict_margin},
                                   TrustKind{"cost_profit_margin*", &predict_margin},
                                   TrustKind{"delta TCO*", &predict_cost_effect},
                                   TrustKind{"daily theoretical revenue*", &predict_revenue},
                                   TrustKind{"token cost*", &predict_token_price},
                                   TrustKind{"cache hit rate*", &predict_cache},
                                   TrustKind{"average nodes*", &predict_phase_nodes},
                                   TrustKind{"$/M in*", &predict_phase_split},
                                   TrustKind{"training cost*", &predict_training_cost},
                                   TrustKind{"acquisition*", &predict_acquisition},
                                   TrustKind{"monthly TCO*", &predict_monthly},
                                   TrustKind{"annual energy cost*", &predict_energy_bill},
                                   TrustKind{"cluster BOM*", &predict_cluster}};

}  // namespace

std::span<const TrustKind> finance_trust_kinds() { return finance_kinds; }

}  // namespace weft::report
