// SPDX-License-Identifier: Apache-2.0
// Private to weft::report: the frame of an HTML file, and tables in it.
#pragma once

#include "weft/report/table.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace weft::report {

/// The whole file around what stands in it: head, style, body, scripts.
[[nodiscard]] std::string html_page(std::string_view title, const std::string& body);

/// "<p class="...">text</p>", the text escaped; empty where the text is.
[[nodiscard]] std::string html_paragraph(std::string_view text, std::string_view css = {});
/// A heading with tables below it; those without rows are left out, and the heading with them.
[[nodiscard]] std::string html_tables(std::string_view heading, const std::vector<Table>& tables);
/// \param label  what it is, for those who do not see it; where it has no title.
[[nodiscard]] std::string html_table(const Table& table, std::string_view label);

}  // namespace weft::report
