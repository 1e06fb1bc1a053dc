// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/diagnostic.hpp"
#include "weft/catalog/catalogue.hpp"
#include "weft/plan/scenario.hpp"

#include <string>

namespace weft::plan {

template <class E>
std::string case_word(E value) {
  return std::string(words<E>[static_cast<std::size_t>(value)].word);
}

/// One fabric with hardware of its own.
struct FitPlace {
  const Stage& stage;
  const Fabric& written;
  const FabricRefs& refs;
  const catalog::Catalogue& catalogue;
  std::string path;  ///< "fabrics.backend."
  Diagnostics& diagnostics;

  [[nodiscard]] const catalog::Switch& box(Position at) const {
    return catalogue.switches.entries[at].value;
  }
  [[nodiscard]] const std::string& box_name(Position at) const {
    return catalogue.switches.entries[at].name;
  }
};

/// Names the modules and cables that the author wrote and reports those that make no link.
void fit_cables(const FitPlace& at, Position fabric, FabricRefs& refs);

}  // namespace weft::plan
