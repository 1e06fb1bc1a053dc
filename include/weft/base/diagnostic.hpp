// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace weft {

/// Where a text stands: `source` indexes the list of texts that were read (plan, overlays,
/// command line, catalogue); [begin, end) are byte offsets in it.
struct Span {
  std::uint16_t source = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  friend constexpr auto operator<=>(const Span&, const Span&) = default;
};

enum class Severity : std::uint8_t { error, warning, note };

/// One thing the author of a plan should know. `code` is stable and has a page in `weft help`.
struct Diagnostic {
  Severity severity = Severity::error;
  std::string code;        ///< "WF0207"
  std::string path;        ///< dotted path in the plan; empty for the whole document
  std::string message;     ///< what is wrong, with the values in the author's own units
  std::string hint;        ///< what to type instead; may be empty
  std::optional<Span> at;  ///< filled by `io` from `path` when the finder does not know it

  friend bool operator==(const Diagnostic&, const Diagnostic&) = default;
};

/// Collected, never thrown: one run reports every problem.
struct Diagnostics {
  std::vector<Diagnostic> items;

  void add(Diagnostic one) { items.push_back(std::move(one)); }
  void error(std::string code, std::string path, std::string message, std::string hint = {}) {
    add({Severity::error, std::move(code), std::move(path), std::move(message), std::move(hint),
         std::nullopt});
  }
  void warn(std::string code, std::string path, std::string message, std::string hint = {}) {
    add({Severity::warning, std::move(code), std::move(path), std::move(message), std::move(hint),
         std::nullopt});
  }
  [[nodiscard]] bool has_errors() const {
    return std::any_of(items.begin(), items.end(),
                       [](const Diagnostic& each) { return each.severity == Severity::error; });
  }
};

}  // namespace weft
