// SPDX-License-Identifier: Apache-2.0
// The shipped profiles of links, and which of them a text means.
#pragma once

#include "weft/catalog/link_profile.hpp"

#include <string_view>

namespace weft::report {

/// A shipped profile by id; null when there is none.
[[nodiscard]] const catalog::LinkProfile* shipped_profile(std::string_view id);

/// Id of the profile of the links inside a node that a text names: by its accelerators, by the
/// instance, by the links themselves; empty when it names none.
[[nodiscard]] std::string_view domain_profile_id(std::string_view text);

/// Id of the profile of the adapters that a node has by its name, or usually by that of its
/// accelerators; empty when the text names none.
[[nodiscard]] std::string_view usual_adapter_profile_id(std::string_view text);

/// Id of the profile of adapters of a rate.
[[nodiscard]] std::string_view adapter_profile_id(Bandwidth rate);

}  // namespace weft::report
