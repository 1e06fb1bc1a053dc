// SPDX-License-Identifier: Apache-2.0
// Private to weft::report.
#pragma once

#include "weft/report/table.hpp"

#include <cstddef>
#include <vector>

namespace weft::report {

/// The columns that have something to show, however wide the page is.
[[nodiscard]] std::vector<std::size_t> shown_columns(const Table& table);

}  // namespace weft::report
