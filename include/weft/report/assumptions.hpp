// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/report/answer.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace weft::report {

/// A value that the author of the plan did not write.
struct Assumption {
  std::string path;    ///< "site.pue", or "switches.sn5600.power.typical" in the catalogue
  std::string value;   ///< as it would be written in a plan
  std::string source;  ///< why this value, or who says so
  Basis basis = Basis::estimate;
  bool from_catalogue = false;
  bool flatters = false;  ///< the default makes the plan look better than it may be
};

/// Defaults of the plan first, then values of the catalogue's records that the plan uses.
[[nodiscard]] std::vector<Assumption> assumptions(const Answer& answer);

/// How many of the values that a result rests on have which basis; `author` wrote no basis.
struct BasisCount {
  std::size_t author = 0;
  std::size_t defaults = 0;
  std::array<std::size_t, 7> by_basis{};
  [[nodiscard]] std::size_t total() const;
};
[[nodiscard]] BasisCount basis_count(const Answer& answer, const std::vector<Assumption>& all);

/// "rests on 412 values: 48 of the plan, 31 defaults, 290 published, 43 estimate".
[[nodiscard]] std::string basis_line(const BasisCount& count);

/// What the plan takes in its own favour because it does not say otherwise: a place, and how.
struct Flattery {
  std::string place;  ///< "operations.staff"
  std::string how;    ///< "base, per_fabric: nobody"
};
[[nodiscard]] std::vector<Flattery> flatteries(const Answer& answer,
                                               const std::vector<Assumption>& all);

}  // namespace weft::report
