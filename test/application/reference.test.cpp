// SPDX-License-Identifier: Apache-2.0
#include "../reference_rows.hpp"
#include "weft/application/demand.hpp"
#include "weft/application/task.hpp"
#include "weft/application/traditional.hpp"

#include <array>

namespace weft::application::reference_test {
namespace {

using test::Json;

double number(const Json& in, const char* key, double other = 0.0) {
  return in.contains(key) ? in[key].get<double>() : other;
}
MoneyPerToken a_million(const Json& in, const char* key) {
  return number(in, key) * dollar / (mega * token);
}
Repeats steady(double times) { return {times, times}; }
const Frequency hertz = 1.0 / second;
const Bandwidth gigabit = giga_bit / second;

AgentStep tokens_step(const Json& in) {
  return {.times = steady(number(in, "times")),
          .input = number(in, "input") * token,
          .output = number(in, "output") * token,
          .resends_history = true,
          .cached_share = number(in, "cached_share")};
}

const test::Predictors predictors{
    {"application.token-charge",
     [](const Json& in) {
       if (in.contains("in_miss_B")) {
         const auto tokens = [&](const char* key) { return number(in, key) * giga * token; };
         const TokenUse day{tokens("in_miss_B"), tokens("in_hit_B"), tokens("out_B")};
         const TokenPrices prices{a_million(in, "p_miss"), a_million(in, "p_hit"),
                                  a_million(in, "p_out")};
         return Json{{"usd", token_charge(day, prices).total().value()}};
       }
       const Tokens each = number(in, "tokens") * token;
       const TokenPrices prices{a_million(in, "usd_per_m"), a_million(in, "usd_per_m_cached"),
                                a_million(in, "usd_per_m_out")};
       return Json{{"usd", token_charge({each, each, each}, prices).total().value()}};
     }},
    {"application.resent-turns",
     [](const Json& in) {
       return Json{{"turns", resent_turns({number(in, "mean"), number(in, "p95")})}};
     }},
    {"application.attempts",
     [](const Json& in) {
       return Json{{"attempts", attempts(number(in, "retry"))}};
     }},
    {"application.step-tokens",
     [](const Json& in) {
       const TokenUse use =
           step_tokens(tokens_step(in), number(in, "history") * token, number(in, "retry"));
       return Json{{"input", use.input.value()},
                   {"cached_input", use.cached_input.value()},
                   {"output", use.output.value()}};
     }},
    {"application.step-time",
     [](const Json& in) {
       AgentStep step = tokens_step(in);
       step.pause = number(in, "pause_s") * second;
       step.latency.ttft = number(in, "ttft_ms") * milli * second;
       step.latency.tpot = number(in, "tpot_ms") * milli * second / token;
       return Json{{"seconds", step_use(step, {}, number(in, "retry")).time.value()}};
     }},
    {"application.task-time",
     [](const Json& in) {
       std::array<StepUse, 2> steps{};
       for (std::size_t i = 0; i < steps.size(); ++i) {
         steps[i].time = in["time_s"][i].get<double>() * second;
         steps[i].time_variance = in["variance_s2"][i];
       }
       const TaskUse task = task_use(steps);
       return Json{{"mean", task.time.value()}, {"p90", task_time_p90(task).value()}};
     }},
    {"application.task-cost",
     [](const Json& in) {
       AgentStep step = tokens_step(in);
       step.tool_cost = number(in, "tool") * dollar;
       step.prices = {a_million(in, "usd_per_m_in"), {}, a_million(in, "usd_per_m_out")};
       const std::array<AgentStep, 1> steps{step};
       std::array<StepUse, 1> each{};
       run_steps(steps, number(in, "retry"), each);
       const TaskCost cost = task_cost(each, number(in, "retry"));
       return Json{{"input", cost.input.value()},
                   {"output", cost.output.value()},
                   {"tools", cost.tools.value()},
                   {"retries", cost.retries.value()},
                   {"total", cost.total().value()}};
     }},
    {"application.cost-per-success",
     [](const Json& in) {
       return Json{
           {"cost", cost_per_success(number(in, "cost") * dollar, number(in, "success"))->value()}};
     }},
    {"application.demand",
     [](const Json& in) {
       const DemandAt at = demand_at({number(in, "rate") * hertz,
                                      {number(in, "growth_per_month"), Period::month},
                                      number(in, "peak_to_mean")},
                                     number(in, "month"));
       return Json{{"mean", at.mean.value()}, {"peak", at.peak.value()}};
     }},
    {"application.call-rate",
     [](const Json& in) {
       std::vector<StepUse> steps;
       for (const double each : in["calls"]) steps.push_back({.calls = each});
       const std::vector<std::size_t> target = in["target"];
       std::array<Frequency, 2> rates{};
       add_call_rates(number(in, "tasks") * hertz, steps, target, rates);
       return Json{{"rates", {rates[0].value(), rates[1].value()}}};
     }},
    {"application.cost-per-user",
     [](const Json& in) {
       const auto cost =
           cost_per_user(number(in, "cost") * dollar, number(in, "tasks_per_month") / one_month,
                         number(in, "users"));
       return Json{{"usd_per_month", (*cost * one_month).value()}};
     }},
    {"application.users-supported",
     [](const Json& in) {
       return Json{{"users", *users_supported(number(in, "users"), number(in, "served") * hertz,
                                              number(in, "peak") * hertz)}};
     }},
    {"application.server-load",
     [](const Json& in) {
       const ServerTraffic traffic{number(in, "servers"),
                                   number(in, "east_west_gbps") * gigabit,
                                   number(in, "north_south_gbps") * gigabit,
                                   {number(in, "growth_per_month"), Period::month},
                                   number(in, "peak_to_mean")};
       const double month = number(in, "month");
       return Json{{"mean_gbps", ratio(server_load(traffic, month).total(), gigabit)},
                   {"peak_gbps", ratio(peak_server_load(traffic, month).total(), gigabit)}};
     }},
    {"application.loaded-latency",
     [](const Json& in) {
       const auto latency =
           loaded_latency(number(in, "unloaded_us") * micro * second, number(in, "message") * byte,
                          number(in, "gbps") * gigabit, number(in, "utilisation"));
       return Json{{"us", latency->total().value() / micro}};
     }},
    {"application.loaded-latency-p99",
     [](const Json& in) {
       const auto latency = loaded_latency_p99(
           number(in, "unloaded_us") * micro * second, number(in, "message") * byte,
           number(in, "gbps") * gigabit, number(in, "utilisation"));
       return Json{{"us", latency->total().value() / micro}};
     }},
    {"application.cost-per-server",
     [](const Json& in) {
       const auto cost = cost_per_server(number(in, "cost") * dollar, number(in, "servers"),
                                         number(in, "months") * one_month);
       return Json{{"usd_per_month", (*cost * one_month).value()}};
     }},
};

class ApplicationReference : public testing::TestWithParam<Json> {};

TEST_P(ApplicationReference, IsReproduced) { test::check_row(GetParam(), predictors); }

INSTANTIATE_TEST_SUITE_P(Rows, ApplicationReference,
                         testing::ValuesIn(test::reference_rows("application")), test::row_name);

TEST(ApplicationReference, ProvesEachFormulaThatIsListed) {
  std::map<std::string, int> rows;
  for (const Json& each : test::reference_rows("application")) ++rows[each["kind"]];
  for (const auto& [kind, predict] : predictors) EXPECT_GT(rows[kind], 0) << kind;
}

}  // namespace
}  // namespace weft::application::reference_test
