// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/diagnostic.hpp"
#include "weft/base/fields.hpp"
#include "weft/fabric/claim_finding.hpp"
#include "weft/io/document.hpp"
#include "weft/report/table.hpp"

#include <string>

namespace weft::report {

/// Somebody's bill of materials, read and checked.
struct CheckedBom {
  io::Sources sources;
  Diagnostics faults;  ///< of reading; nothing was checked where there are errors
  fabric::Claim claim;
  fabric::Findings findings;
  Diagnostics told;  ///< the findings, in the order of `findings`, with their places

  [[nodiscard]] bool readable() const { return !faults.has_errors(); }
  [[nodiscard]] bool impossible() const { return findings.impossible(); }
};

/// What a file of `weft check-bom` may hold: for its documentation and JSON Schema.
[[nodiscard]] const Type& bom_type();

/// Reads a file, or standard input for "-".
[[nodiscard]] CheckedBom check_bom(const std::string& path);
[[nodiscard]] CheckedBom check_bom_text(std::string name, std::string text);

[[nodiscard]] std::string bom_json(const CheckedBom& checked);
[[nodiscard]] std::string bom_plain(const CheckedBom& checked);
[[nodiscard]] std::string bom_table(const CheckedBom& checked, const View& view);

}  // namespace weft::report
