// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/report/ci_reports.hpp"
#include "weft/report/compare.hpp"

#include <span>
#include <string>

namespace weft::report {

/// A report for people as one HTML file that needs no network: verdict, pictures, tables. Light and
/// dark, on paper, and without scripts: each picture has its numbers below it. Strings of the plan
/// show as they are and never become markup. Of answers that were evaluated.
[[nodiscard]] std::string result_html(std::span<const NamedAnswer> answers);

/// The same of plans side by side.
[[nodiscard]] std::string compare_html(const Comparison& of);

}  // namespace weft::report
