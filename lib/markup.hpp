// SPDX-License-Identifier: Apache-2.0
// Private to weft::report: texts of a plan inside XML and HTML.
#pragma once

#include <string>
#include <string_view>

namespace weft::report {

/// A text that shows as it is, in an element or in a quoted attribute. What XML cannot hold
/// (control characters) becomes U+FFFD.
[[nodiscard]] inline std::string markup_text(std::string_view text) {
  std::string made;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool blank = c == '\n' || c == '\t';
    switch (c) {
      case '&':
        made += "&amp;";
        break;
      case '<':
        made += "&lt;";
        break;
      case '>':
        made += "&gt;";
        break;
      case '"':
        made += "&quot;";
        break;
      case '\'':
        made += "&#39;";
        break;
      default:
        if ((byte < 0x20 && !blank) || byte == 0x7f) {
          made += "\xEF\xBF\xBD";
        } else {
          made += c;
        }
    }
  }
  return made;
}

}  // namespace weft::report
