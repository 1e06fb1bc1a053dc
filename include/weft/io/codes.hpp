// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace weft::io {

/// What `weft help WF0207` says. The examples are lines of a plan or of a command line.
struct CodePage {
  std::string_view code;
  std::string_view title;
  std::string_view what;  ///< what was found
  std::string_view why;   ///< why it is refused or doubted
  std::string_view wrong;
  std::string_view right;
};

/// Every code, in ascending order: WF01 text, WF02 values and units, WF03 names, WF04 plans whose
/// parts do not fit, WF05 bills of materials, WF06 command line and files, WF07 gates, WF08 what
/// was signed, WF09 faults of Weft.
[[nodiscard]] std::span<const CodePage> all_codes();

/// Accepts "WF0207", "wf0207" and "0207"; null when there is no such code.
[[nodiscard]] const CodePage* find_code(std::string_view code);

/// The page as plain text, folded at 80 columns.
[[nodiscard]] std::string help_page(const CodePage& page);

}  // namespace weft::io
