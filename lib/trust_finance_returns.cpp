// SPDX-License-Identifier: Apache-2.0
// Present values and rates of return.
#include "trust_finance.hpp"
#include "weft/economics/internal_rate.hpp"
#include "weft/economics/modified_internal_rate.hpp"
#include "weft/economics/payback.hpp"
#include "weft/economics/present_value.hpp"
#include "weft/economics/returns.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace weft::report {
namespace {

/// Rows count periods without a name; a month of ours stands for one of them.
PerPeriod per_row_period(const TrustInputs& in) {
  return {number_or(in, {"rate", "discount_rate", "r"}, 0.0), Period::month};
}
PerPeriod yearly(const TrustInputs& in) {
  return {number_or(in, {"rate", "discount_rate", "r"}, 0.0), Period::year};
}

std::optional<DayCount> day_count_of(const TrustInputs& in) {
  std::string word = in.text({"day_count", "basis", "convention"});
  if (word.empty()) return DayCount::actual_365_fixed;
  const auto lower = [](std::string text) {
    for (char& each : text) each = each >= 'A' && each <= 'Z' ? static_cast<char>(each + 32) : each;
    return text;
  };
  word = lower(word);
  if (word == "30u/360" || word == "30/360 us" || word == "30/360") word = "30/360 sia";
  if (word == "act/365") word = "act/365f";
  for (std::size_t i = 0; i < words<DayCount>.size(); ++i) {
    if (lower(std::string(words<DayCount>[i].word)) == word) return static_cast<DayCount>(i);
  }
  return std::nullopt;
}

/// All roots as a list, and the chosen one as the value.
template <std::size_t N>
void say_rates(const std::array<double, N>& rates, std::size_t found, TrustPrediction& out) {
  const auto kept = std::span<const double>(rates).first(std::min(found, N));
  say(out, std::vector<double>(kept.begin(), kept.end()));
  out.set("roots", static_cast<std::int64_t>(found));
}

void say_chosen(const Feasible<double>& chosen, TrustPrediction& out) {
  say(out, chosen);
  if (!chosen) out.set_text(std::string(only_value), "no_real_solution");
}

}  // namespace

void predict_npv(const TrustInputs& in, TrustPrediction& out) {
  const auto flows = flows_of(in);
  const PerPeriod rate = per_row_period(in);
  if (in.is("Excel") || in.is("t=1")) {
    return say(out, economics::net_present_value_excel(flows, rate));
  }
  if (!in.is("t=0")) out.assume("the first flow stands at the start");
  say(out, economics::net_present_value(flows, rate));
}

void predict_irr(const TrustInputs& in, TrustPrediction& out) {
  const auto flows = flows_of(in);
  std::array<double, 32> rates{};
  say_rates(rates, economics::internal_rates(flows, rates), out);
  say_chosen(economics::internal_rate_per_period(flows), out);
}

void predict_mirr(const TrustInputs& in, TrustPrediction& out) {
  say_chosen(economics::modified_internal_rate(flows_of(in), number_or(in, {"finance_rate"}, 0.0),
                                               number_or(in, {"reinvest_rate"}, 0.0)),
             out);
}

void predict_xnpv(const TrustInputs& in, TrustPrediction& out) {
  const auto flows = dated_flows_of(in, out);
  const auto count = day_count_of(in);
  if (!count) return out.lack_all("no such day count");
  if (flows.empty()) return;
  const bool earliest = in.is("earliest") || in.source().find("pyxirr") != std::string_view::npos;
  say(out, economics::dated_present_value(
               flows, yearly(in), *count,
               earliest ? economics::ValueDay::earliest : economics::ValueDay::first_listed));
}

void predict_xnfv(const TrustInputs& in, TrustPrediction& out) {
  const auto flows = dated_flows_of(in, out);
  const auto count = day_count_of(in);
  if (!count) return out.lack_all("no such day count");
  if (!flows.empty()) say(out, economics::dated_future_value(flows, yearly(in), *count));
}

void predict_xirr(const TrustInputs& in, TrustPrediction& out) {
  const auto flows = dated_flows_of(in, out);
  const auto count = day_count_of(in);
  if (!count) return out.lack_all("no such day count");
  if (flows.empty()) return;
  std::array<double, 32> rates{};
  say_rates(rates, economics::dated_internal_rates(flows, rates, *count), out);
  const auto chosen = economics::dated_internal_rate(flows, *count);
  say_chosen(chosen ? Feasible<double>(chosen->fraction) : Feasible<double>(chosen.why()), out);
}

void predict_payback(const TrustInputs& in, TrustPrediction& out) {
  const auto flows = flows_of(in);
  const auto at = in.is("discounted") ? economics::discounted_payback(flows, per_row_period(in))
                                      : economics::payback(flows);
  say(out, at ? Feasible<double>(ratio(*at, one_month)) : Feasible<double>(at.why()));
  if (!at) out.set_text(std::string(only_value), "never");
}

void predict_profitability(const TrustInputs& in, TrustPrediction& out) {
  std::vector<Money> earned;
  std::vector<Money> spent;
  for (const Money& each : flows_of(in)) {
    earned.push_back(max(each, Money{}));
    spent.push_back(max(Money{} - each, Money{}));
  }
  const PerPeriod rate = per_row_period(in);
  say(out, economics::profitability_index(
               economics::present_value(std::span<const Money>(earned), rate),
               economics::present_value(std::span<const Money>(spent), rate)));
}

}  // namespace weft::report
