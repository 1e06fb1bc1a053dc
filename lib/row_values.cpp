// SPDX-License-Identifier: Apache-2.0
#include "row_values.hpp"

#include <cstdint>
#include <variant>

namespace weft::report {

std::optional<double> number_in(const io::Node& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value.value)) {
    return static_cast<double>(*whole);
  }
  if (const auto* real = std::get_if<double>(&value.value)) return *real;
  return std::nullopt;
}

std::optional<double> number_at(const io::Node& row, std::string_view name) {
  const io::Node* found = row.find(name);
  return found ? number_in(*found) : std::nullopt;
}

std::string text_at(const io::Node& row, std::string_view name) {
  const io::Node* found = row.find(name);
  return found && found->text() ? *found->text() : std::string();
}

}  // namespace weft::report
