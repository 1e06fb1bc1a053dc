// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/report/answer.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace weft::report {

/// Version of the result document: a larger second number only adds.
inline constexpr std::string_view result_version = "1.0";

struct ResultWish {
  std::string metrics = "*";  ///< which ids
  bool assumptions = false;   ///< every value the author did not write, not only their count
};

/// The result document: metrics by id, requirements, bill, series, choices, diagnostics. The same
/// answer gives the same bytes: no time, host or path but what the user typed.
[[nodiscard]] std::string result_json(const Answer& answer, const ResultWish& wish = {});

/// `id TAB value TAB unit`, values with all their digits; an absent metric has "-" and its reason.
[[nodiscard]] std::string result_plain(const Answer& answer, const ResultWish& wish = {});
/// The same as RFC 4180 with a header line.
[[nodiscard]] std::string result_csv(const Answer& answer, const ResultWish& wish = {});

/// One document over several variants of a plan: each result under the name of its variant.
[[nodiscard]] std::string results_json(const std::vector<Answer>& answers,
                                       const ResultWish& wish = {});

/// `path TAB value TAB basis TAB source` of every value that the author did not write.
[[nodiscard]] std::string assumptions_plain(const Answer& answer);
/// Lines of the bill: owner, phase, kind, part, count, price, total, note, with tabs between.
[[nodiscard]] std::string bill_plain(const Answer& answer);
/// The same as RFC 4180 with a header line.
[[nodiscard]] std::string bill_csv(const Answer& answer);

}  // namespace weft::report
