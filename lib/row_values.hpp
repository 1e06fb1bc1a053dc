// SPDX-License-Identifier: Apache-2.0
// What the members of a row of measurements hold.
#pragma once

#include "weft/io/document.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace weft::report {

/// A whole or a real number; nothing where it is neither.
[[nodiscard]] std::optional<double> number_in(const io::Node& value);
[[nodiscard]] std::optional<double> number_at(const io::Node& row, std::string_view name);

/// A text; empty where there is none of this name.
[[nodiscard]] std::string text_at(const io::Node& row, std::string_view name);

}  // namespace weft::report
