// SPDX-License-Identifier: Apache-2.0
#include "weft/study/gate.hpp"

#include "weft/units/system.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace weft::study::gate_test {
namespace {

using Form = GateKind::Form;

const std::vector<double> power{1e6, 3e6, 2e6};

/// A few names with values: a plan of three months from 2027-01.
GateScope scope() {
  static const std::map<std::string, GateSymbol, std::less<>> symbols{
      {"power", {{Form::number, dimension_of<Power>}, true}},
      {"cost", {{Form::number, dimension_of<Money>}, false}},
      {"tokens", {{Form::number, dimension_of<Tokens>}, false}},
      {"share", {{Form::number, {}}, false}},
      {"zero", {{Form::number, {}}, false}},
      {"absent", {{Form::number, {}}, false}},
      {"payback", {{Form::month, {}}, false}},
      {"never", {{Form::month, {}}, false}}};
  GateScope made;
  made.symbol = [](std::string_view name) -> std::optional<GateSymbol> {
    const auto found = symbols.find(name);
    return found == symbols.end() ? std::nullopt : std::optional(found->second);
  };
  made.near = [](std::string_view) { return std::string("did you mean `power`?"); };
  made.start = calendar_month(2027, 1);
  made.months = 3;
  return made;
}

GateValues values() {
  GateValues made;
  made.value = [](const GateName& name) -> std::optional<double> {
    static const std::map<std::string, double> known{
        {"power", 3e6}, {"cost", 600.0},   {"tokens", 1e6}, {"share", 0.2},
        {"zero", 0.0},  {"payback", 30.0}, {"never", never}};
    if (name.of_baseline) return name.id == "cost" ? std::optional(500.0) : std::nullopt;
    const auto found = known.find(name.id);
    return found == known.end() ? std::nullopt : std::optional(found->second);
  };
  made.series = [](const GateName& name) { return name.id == "power" ? &power : nullptr; };
  return made;
}

/// "holds", "fails", "not checked", or the code of the fault.
std::string said(const std::string& text) {
  const auto compiled = compile_gate(text, scope());
  if (const auto* fault = std::get_if<io::TextFault>(&compiled)) {
    EXPECT_LE(fault->begin, fault->end) << text;
    EXPECT_LE(fault->end, text.size()) << text;
    EXPECT_FALSE(fault->message.empty());
    return fault->code;
  }
  switch (run_gate(std::get<GateProgram>(compiled), values()).verdict) {
    case GateVerdict::holds:
      return "holds";
    case GateVerdict::fails:
      return "fails";
    case GateVerdict::not_checked:
      return "not checked";
  }
  return "";
}

struct Case {
  const char* text;
  const char* expected;
};
class Gate : public testing::TestWithParam<Case> {};
TEST_P(Gate, Says) { EXPECT_EQ(said(GetParam().text), GetParam().expected) << GetParam().text; }

INSTANTIATE_TEST_SUITE_P(
    Comparisons, Gate,
    testing::Values(Case{"power <= 3 MW", "holds"}, Case{"power < 3 MW", "fails"},
                    Case{"power >= 3000 kW", "holds"}, Case{"3 MW = power", "holds"},
                    Case{"power != 3 MW", "fails"}, Case{"share <= 20 %", "holds"},
                    Case{"share > 0.2", "fails"}, Case{"share <= 1:4", "holds"},
                    Case{"cost/tokens <= $600 /Mtok", "holds"},
                    Case{"cost / tokens <= $599.99 /Mtok", "fails"}));
INSTANTIATE_TEST_SUITE_P(
    Arithmetic, Gate,
    testing::Values(Case{"power <= 0.5 * 6 MW", "holds"}, Case{"power - 1 MW <= 2 MW", "holds"},
                    Case{"power-1 MW < 2 MW", "fails"}, Case{"2 + 2 * 2 = 6", "holds"},
                    Case{"(2 + 2) * 2 = 8", "holds"}, Case{"8 / 2 / 2 = 2", "holds"},
                    Case{"8 - 2 - 2 = 4", "holds"}, Case{"-share < 0", "holds"},
                    Case{"min(share, 0.1) = 0.1", "holds"},
                    Case{"max(power, 4 MW) = 4 MW", "holds"}));
INSTANTIATE_TEST_SUITE_P(Verdicts, Gate,
                         testing::Values(Case{"share < 1 and power < 4 MW", "holds"},
                                         Case{"share > 1 and power < 4 MW", "fails"},
                                         Case{"share > 1 or power < 4 MW", "holds"},
                                         Case{"not share > 1", "holds"},
                                         Case{"not (share < 1 and power < 4 MW)", "fails"},
                                         Case{"share > 1 or share > 1 or share < 1", "holds"},
                                         Case{"share < 1 or share < 1 and share > 1", "holds"},
                                         Case{"not not share < 1", "holds"}));
INSTANTIATE_TEST_SUITE_P(
    Months, Gate,
    testing::Values(
        Case{"payback <= 36 months", "holds"}, Case{"payback <= 24 months", "fails"},
        Case{"36 months >= payback", "holds"}, Case{"payback <= 2029-07", "holds"},
        Case{"payback <= 2029-06", "fails"}, Case{"never <= 36 months", "fails"},
        Case{"never >= 2029-01", "holds"}, Case{"payback + 6 months <= 3 yr", "holds"},
        Case{"never - never <= 1 yr", "not checked"}, Case{"payback <= 36", "WF0703"},
        Case{"payback + payback <= 3 yr", "WF0703"}, Case{"at(2027-02, power) = 3 MW", "holds"},
        Case{"at(2027-01, power) = 1 MW", "holds"}, Case{"min_over_time(power) = 1 MW", "holds"},
        Case{"max_over_time(power) <= 2 MW", "fails"}, Case{"at(2027-04, power) <= 1 MW", "WF0705"},
        Case{"at(2026-12, power) <= 1 MW", "WF0705"}, Case{"at(2027-01, cost) <= $1", "WF0705"}));
INSTANTIATE_TEST_SUITE_P(
    Unknown, Gate,
    testing::Values(Case{"absent < 1", "not checked"}, Case{"absent < 1 or share < 1", "holds"},
                    Case{"absent < 1 and share > 1", "fails"},
                    Case{"absent < 1 and share < 1", "not checked"},
                    Case{"not absent < 1", "not checked"}, Case{"p90(cost) <= $1", "not checked"},
                    Case{"probability(cost < baseline.cost) <= 20 %", "not checked"},
                    Case{"mean(power) <= 3 MW and share > 1", "fails"},
                    Case{"cost <= baseline.cost", "fails"},
                    Case{"cost <= 1.2 * baseline.cost", "holds"},
                    Case{"share <= baseline.share", "not checked"},
                    Case{"share / zero < 1", "fails"}, Case{"zero / share < 1", "holds"}));
INSTANTIATE_TEST_SUITE_P(
    Faults, Gate,
    testing::Values(Case{"", "WF0701"}, Case{"power <=", "WF0701"}, Case{"power", "WF0703"},
                    Case{"<= 3 MW", "WF0701"}, Case{"power <= 3 MW extra", "WF0220"},
                    Case{"power <= 3 MW)", "WF0701"}, Case{"(power <= 3 MW", "WF0701"},
                    Case{"1 <= share <= 2", "WF0701"}, Case{"powr <= 3 MW", "WF0702"},
                    Case{"baseline.powr <= 3 MW", "WF0702"}, Case{"power <= 3 MWh", "WF0703"},
                    Case{"power + cost <= 3 MW", "WF0703"}, Case{"power and share < 1", "WF0703"},
                    Case{"not power", "WF0703"}, Case{"share / 0 < 1", "WF0704"},
                    Case{"p90(cost <= $1)", "WF0703"}, Case{"probability(cost) <= 1", "WF0703"},
                    Case{"sum(cost) <= $1", "WF0701"}, Case{"share <= 8 %/yr", "WF0703"},
                    Case{"share <= 1 % to 2 %", "WF0703"}, Case{"power <= 3 Mw", "WF0204"},
                    Case{"(share < 1) < 2", "WF0703"},
                    Case{"cost*cost*cost*cost*cost*cost*cost*cost*cost <= $1", "WF0703"}));

TEST(GateLimits, ALongOrDeepGateIsRefused) {
  EXPECT_EQ(said(std::string(2000, '1')), "WF0701");
  EXPECT_EQ(said(std::string(400, '(') + "share" + std::string(400, ')') + " < 1"), "WF0701");
  EXPECT_EQ(said(std::string(400, '-') + "1 < 2"), "WF0701");
  std::string nots;
  for (int i = 0; i < 200; ++i) nots += "not ";
  EXPECT_EQ(said(nots + "share < 1"), "WF0701");
}

TEST(GateFault, PointsAtTheWord) {
  const std::string text = "share < 1 and powr <= 3 MW";
  const auto compiled = compile_gate(text, scope());
  const auto& fault = std::get<io::TextFault>(compiled);
  EXPECT_EQ(text.substr(fault.begin, fault.end - fault.begin), "powr");
  EXPECT_EQ(fault.hint, "did you mean `power`?");
}

TEST(GateAnswerOfAComparison, HasBothSides) {
  const auto program = std::get<GateProgram>(compile_gate("power <= 0.5 * 8 MW", scope()));
  const auto answer = run_gate(program, values());
  EXPECT_EQ(answer.given, 3e6);
  EXPECT_EQ(answer.asked, 4e6);
  EXPECT_EQ(program.compared.dimension, dimension_of<Power>);
}

TEST(GateThatDividesByZero, SaysSo) {
  const auto program = std::get<GateProgram>(compile_gate("share / zero < 1", scope()));
  EXPECT_EQ(run_gate(program, values()).note, "divides by zero");
}

}  // namespace
}  // namespace weft::study::gate_test
