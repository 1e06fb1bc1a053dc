// SPDX-License-Identifier: Apache-2.0
// Results for tools that read line by line, and for people who read Markdown.
#pragma once

#include "weft/report/ci_reports.hpp"
#include "weft/report/compare.hpp"
#include "weft/report/result_json.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace weft::report {

/// JSON, a record a line: the result, then each metric, limit, gate, line of the bill, diagnostic.
/// "record" says which; "of" names the answer where there are several.
[[nodiscard]] std::string result_ndjson(std::span<const NamedAnswer> answers,
                                        const ResultWish& wish = {});
/// The same of every column; then the causes of their differences.
[[nodiscard]] std::string compare_ndjson(const Comparison& of, std::string_view glob);

/// The columns of a comparison under their names.
[[nodiscard]] std::vector<NamedAnswer> named_answers(const Comparison& of);

/// The bill of materials as RFC 4180; with several answers a first column names them.
[[nodiscard]] std::string bills_csv(std::span<const NamedAnswer> answers);

/// The summary for a comment or a wiki: whole sections are left out until it is short enough.
[[nodiscard]] std::string result_markdown(const Answer& answer, std::size_t most_bytes = 0);

}  // namespace weft::report
