// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/diagnostic.hpp"

#include <string>
#include <utility>

namespace weft::io {

/// An error whose place in the text is known.
inline void error_at(Diagnostics& diagnostics, Span at, std::string code, std::string path,
                     std::string message, std::string hint = {}) {
  diagnostics.add(
      {Severity::error, std::move(code), std::move(path), std::move(message), std::move(hint), at});
}

/// The same fault of the same text, whatever path led to it.
[[nodiscard]] inline bool is_same_fault(const Diagnostic& a, const Diagnostic& b) {
  return a.at == b.at && a.code == b.code && a.message == b.message;
}

}  // namespace weft::io
