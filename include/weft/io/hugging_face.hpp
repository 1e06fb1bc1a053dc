// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/catalog/llm.hpp"
#include "weft/io/document.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace weft::io {

/// Values of `model_type` that read_hugging_face() understands, in alphabetical order.
[[nodiscard]] std::vector<std::string_view> hugging_face_families();

/// A language model as its makers publish it: the `config.json` of a Hugging Face repository. Of a
/// model that also sees or hears the text part is read. Parameters are counted from the dimensions.
/// \return nothing when the family is unknown or a dimension is missing: `diagnostics` says which,
///         with its place.
[[nodiscard]] std::optional<catalog::Llm> read_hugging_face(const Node& config,
                                                            Diagnostics& diagnostics);

/// The model as a file of parts that a plan can name under `uses.catalog`: one record by its id.
[[nodiscard]] std::string part_text(std::string_view id, const catalog::Llm& model);

}  // namespace weft::io
