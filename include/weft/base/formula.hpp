// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace weft {

/// The card of a formula: what it is called, what it says, where it is from.
/// `explain`, the formula reference and the check that each card has a reference row read it.
struct Formula {
  std::string_view id;        ///< "layer.name", stable: people search for it
  std::string_view equation;  ///< in the symbols of the formula's doc comment
  std::string_view source;    ///< publication, standard or "definition"
};

}  // namespace weft
