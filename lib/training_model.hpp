// SPDX-License-Identifier: Apache-2.0
// Which model and which accelerator a row means: a name of the catalogue, or figures.
#pragma once

#include "weft/catalog/accelerator.hpp"
#include "weft/catalog/llm.hpp"
#include "weft/io/document.hpp"

#include <optional>
#include <string>

namespace weft::report {

/// A model by catalogue id or by its dimensions.
[[nodiscard]] std::optional<catalog::Llm> model_meant(const io::Node& said);

struct AcceleratorMeant {
  std::string id;  ///< of the catalogue: the base of one that differs
  catalog::Accelerator part;
  double clock = 1.0;  ///< of the base's, where its power is limited
};
/// An accelerator by catalogue id, or {"base": id} with the figures that differ.
[[nodiscard]] std::optional<AcceleratorMeant> accelerator_meant(const io::Node& said);

}  // namespace weft::report
