// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"
#include "weft/base/note.hpp"
#include "weft/plan/scenario.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace weft::study {

/// A number of a plan or of its parts, in every stage in which it stands.
struct Input {
  const Type* type = nullptr;
  Row row{};
  std::vector<void*> slots;  ///< in the scenario that it was taken from

  /// The value that stands last: of the last stage.
  [[nodiscard]] double now() const;
  /// True where the value counts whole things.
  [[nodiscard]] bool is_count() const;
  /// Legal values, the range of the field.
  [[nodiscard]] double legal(double value) const;
  /// Sets the last slot to `value` and the others in proportion, each inside its range.
  void set(double value) const;
  [[nodiscard]] std::vector<double> values() const;
  void set(const std::vector<double>& all) const;
};

/// By dotted path: "site.pue", "switches.sn5600.price".
using Inputs = std::map<std::string, Input, std::less<>>;

/// Every number of a scenario that may be varied. Slots that a plan fills from one name of `let`
/// are one input, "let.growth"; pass no notes to have each place for itself.
[[nodiscard]] Inputs inputs_of(plan::Scenario& scenario, const Notes& notes = {});

}  // namespace weft::study
