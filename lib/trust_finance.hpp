// SPDX-License-Identifier: Apache-2.0
// How the rules of finance read a row: the words of spreadsheets and of Python's libraries.
#pragma once

#include "trust_inputs.hpp"
#include "weft/economics/annuity_terms.hpp"
#include "weft/economics/dated_flow.hpp"
#include "weft/units/system.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace weft::report {

/// The one number of a row that expects just one.
inline constexpr std::string_view only_value = "value";

[[nodiscard]] double number_or(const TrustInputs& in, InputNames names, double other);
[[nodiscard]] Money money_of(const TrustInputs& in, InputNames names);
[[nodiscard]] std::vector<Money> flows_of(const TrustInputs& in);
/// Flows with their days; empty, and the reason said, when a day does not read.
[[nodiscard]] std::vector<economics::DatedFlow> dated_flows_of(const TrustInputs& in,
                                                               TrustPrediction& out);
[[nodiscard]] economics::Due due_of(const TrustInputs& in);
[[nodiscard]] economics::Annuity annuity_of(const TrustInputs& in);
/// One number, several, or what a formula gives or refuses.
void say(TrustPrediction& out, double value);
void say(TrustPrediction& out, Money value);
void say(TrustPrediction& out, const std::vector<double>& values);
void say(TrustPrediction& out, const Feasible<double>& value);

}  // namespace weft::report
