// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/formula.hpp"
#include "weft/units/system.hpp"

namespace weft::economics {

inline constexpr Reason nothing_paid{"economics.nothing-paid",
                                     "nothing is paid, so that no return can be put on it"};
inline constexpr Reason nothing_earned{"economics.nothing-earned",
                                       "nothing is earned, so that no margin can be put on it"};

inline constexpr Formula profitability_index_card{
    "economics.profitability-index", "PV(inflows) / PV(outlays) = 1 + NPV / PV(outlays)",
    "definition"};

/// \param inflows  present value, positive.   \param outlays  present value, positive.
[[nodiscard]] inline Feasible<double> profitability_index(Money inflows, Money outlays) {
  if (!(outlays > Money{})) return Infeasible{&nothing_paid};
  return ratio(inflows, outlays);
}

inline constexpr Formula return_on_investment_card{"economics.return-on-investment",
                                                   "(inflows - outlays) / outlays", "definition"};

/// Undiscounted and for the whole horizon: name the horizon beside it.
[[nodiscard]] inline Feasible<double> return_on_investment(Money inflows, Money outlays) {
  if (!(outlays > Money{})) return Infeasible{&nothing_paid};
  return ratio(inflows - outlays, outlays);
}

inline constexpr Formula mark_up_card{
    "economics.mark-up", "(revenue - cost) / cost",
    "deepseek-ai/open-infra-index day 6 (there called cost profit margin)"};

/// Gain on what was spent. Not a margin: 545 % mark-up are 84.5 % gross margin.
[[nodiscard]] inline Feasible<double> mark_up(Money revenue, Money cost) {
  return return_on_investment(revenue, cost);
}

inline constexpr Formula gross_margin_card{
    "economics.gross-margin", "(revenue - cost) / revenue",
    "SemiAnalysisAI/InferenceX-app blog inferencex-v2 (gross margin of a token price)"};

[[nodiscard]] inline Feasible<double> gross_margin(Money revenue, Money cost) {
  if (!(revenue > Money{})) return Infeasible{&nothing_earned};
  return ratio(revenue - cost, revenue);
}

}  // namespace weft::economics
