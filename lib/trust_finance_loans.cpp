// SPDX-License-Identifier: Apache-2.0
// Level payments, compounding and depreciation.
#include "trust_finance.hpp"
#include "weft/economics/compounding.hpp"
#include "weft/economics/declining_balance.hpp"
#include "weft/economics/depreciation.hpp"
#include "weft/economics/levelised_cost.hpp"
#include "weft/economics/loan_schedule.hpp"
#include "weft/economics/macrs.hpp"

namespace weft::report {
namespace {

bool starts(const TrustInputs& in, std::string_view word) { return in.kind().starts_with(word); }

std::int64_t count_of(const TrustInputs& in, InputNames names, std::int64_t other) {
  return in.count(names).value_or(other);
}

/// "mid-quarter" with its number in an input or in the words: "mid-quarter Q3".
economics::TaxConvention convention_of(const TrustInputs& in) {
  const std::string words = in.text({"convention"});
  std::int64_t quarter = count_of(in, {"quarter", "placed_in_quarter"}, 0);
  for (std::int64_t each = 1; each <= 4; ++each) {
    if (words.find('Q' + std::to_string(each)) != std::string::npos) quarter = each;
  }
  const bool is_quarter = quarter >= 1 && quarter <= 4 && words.find("half") == std::string::npos;
  return is_quarter ? static_cast<economics::TaxConvention>(quarter)
                    : economics::TaxConvention::half_year;
}

}  // namespace

void predict_annuity(const TrustInputs& in, TrustPrediction& out) {
  const economics::Annuity of = annuity_of(in);
  if (starts(in, "pmt")) {
    return say(out,
               -economics::annuity_payment(of.present, of.rate, of.periods, of.future, of.due));
  }
  if (starts(in, "pv")) return say(out, economics::annuity_present(of));
  if (starts(in, "fv")) return say(out, economics::annuity_future(of));
  if (starts(in, "nper")) return say(out, economics::annuity_periods(of));
  say(out, economics::annuity_rate(of));
}

void predict_loan(const TrustInputs& in, TrustPrediction& out) {
  const economics::Annuity loan = annuity_of(in);
  if (starts(in, "cum")) {
    const auto parts = economics::loan_payments(loan, count_of(in, {"start", "start_period"}, 1),
                                                count_of(in, {"end", "end_period"}, 1));
    return say(out, starts(in, "cumprinc") ? parts.principal : parts.interest);
  }
  const auto part = economics::loan_payment(loan, count_of(in, {"per", "period"}, 1));
  say(out, starts(in, "ppmt") ? part.principal : part.interest);
}

void predict_capital_recovery(const TrustInputs& in, TrustPrediction& out) {
  say(out, economics::capital_recovery_factor(number_or(in, {"rate", "r", "wacc"}, 0.0),
                                              number_or(in, {"years", "nper", "n", "periods"}, 0)));
}

void predict_fixed_charge(const TrustInputs& in, TrustPrediction& out) {
  const double years = number_or(in, {"years", "nper", "n", "analysis_period"}, 0.0);
  const double tax = number_or(in, {"tax", "tax_rate", "T"}, 0.0);
  const double inflation = number_or(in, {"inflation", "i"}, 0.0);
  const auto stated = in.number({"wacc", "real_wacc", "rate"});
  const double real =
      stated ? *stated
             : economics::real_capital_cost(
                   {.debt = number_or(in, {"debt_fraction", "debt", "D"}, 0.0),
                    .interest = number_or(in, {"interest", "real_interest", "R_int"}, 0.0),
                    .return_on = number_or(in, {"return_on_equity", "RROE", "rroe"}, 0.0),
                    .inflation = inflation,
                    .tax = tax});
  const auto deductions = in.list({"depreciation", "depreciation_schedule"});
  const auto schedule = in.list({"construction", "construction_schedule"});
  say(out, economics::fixed_charge_rate(
               real, years,
               deductions.empty()
                   ? number_or(in, {"pfin"}, 1.0)
                   : economics::project_financing_factor(deductions, tax, real, inflation),
               schedule.empty()
                   ? number_or(in, {"cfin"}, 1.0)
                   : economics::construction_financing_factor(
                         schedule, tax, number_or(in, {"construction_interest", "i_c"}, 0.0))));
}

void predict_compounding(const TrustInputs& in, TrustPrediction& out) {
  const double times = number_or(in, {"n", "npery", "m", "periods", "years"}, 1.0);
  const Money from = money_of(in, {"pv", "from", "p0"});
  const Money to = money_of(in, {"fv", "to", "p1"});
  if (starts(in, "effect")) {
    return say(out, economics::effective_rate(number_or(in, {"nominal", "rate"}, 0.0), times));
  }
  if (starts(in, "nominal")) {
    return say(out, economics::nominal_rate(number_or(in, {"effective", "rate"}, 0.0), times));
  }
  if (starts(in, "fvschedule")) {
    const auto rates = in.list({"rates", "schedule"});
    return say(out, economics::scheduled_value(money_of(in, {"principal", "pv"}), rates));
  }
  if (starts(in, "cagr") || starts(in, "rri")) {
    return say(out, economics::growth_rate(from, to, times));
  }
  say(out, economics::periods_to_reach(from, to, number_or(in, {"rate"}, 0.0)));
}

void predict_depreciation(const TrustInputs& in, TrustPrediction& out) {
  const Money cost = money_of(in, {"cost"});
  const Money salvage = money_of(in, {"salvage"});
  const double life = number_or(in, {"life"}, 0.0);
  const double factor = number_or(in, {"factor"}, economics::double_declining);
  const double period = number_or(in, {"per", "period"}, 1.0);
  if (starts(in, "sln")) {
    return say(out, economics::straight_line(cost, salvage, life * one_year) * one_year);
  }
  if (starts(in, "syd")) return say(out, economics::sum_of_years(cost, salvage, life, period));
  if (starts(in, "ddb")) {
    return say(out, economics::declining_balance(cost, salvage, life, period, factor));
  }
  if (starts(in, "db")) {
    const auto months = in.number({"month", "months"});
    const auto year = static_cast<std::int64_t>(period);
    return say(out, months ? economics::fixed_declining(cost, salvage, life, year, *months)
                           : economics::fixed_declining(cost, salvage, life, year));
  }
  const bool stays =
      in.truth({"no_switch"}).value_or(false) || in.number({"no_switch"}).value_or(0.0) != 0.0;
  say(out, economics::variable_declining(
               cost, salvage, life, number_or(in, {"start", "start_period"}, 0.0),
               number_or(in, {"end", "end_period"}, 0.0), factor,
               stays ? economics::LateMethod::declining : economics::LateMethod::straight_line));
}

void predict_macrs(const TrustInputs& in, TrustPrediction& out) {
  const std::int64_t life = count_of(in, {"life", "years", "recovery_period"}, 0);
  const economics::TaxConvention convention = convention_of(in);
  std::vector<double> percent;
  for (std::int64_t year = 1; year <= life + 1; ++year) {
    percent.push_back(economics::macrs_share(life, convention, year) / economics::percent_point);
  }
  say(out, percent);
}

void predict_levelised(const TrustInputs& in, TrustPrediction& out) {
  out.assume("a unit of the row stands for a token");
  const auto cost = economics::levelised_cost(
      number_or(in, {"fixed_charge_rate", "fcr"}, 0.0), money_of(in, {"capital_cost", "capex"}),
      money_of(in, {"fixed_operating_cost", "fixed"}) / one_year,
      money_of(in, {"variable_operating_cost", "variable"}) / token,
      number_or(in, {"annual_units", "units"}, 0.0) * token / one_year);
  if (!cost) return out.refuse(cost.why());
  say(out, ratio(cost->total(), dollar / token));
}

}  // namespace weft::report
