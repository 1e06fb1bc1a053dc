// SPDX-License-Identifier: Apache-2.0
// The shipped profiles of links, and which of them a text means.
#pragma once

#include "weft/catalog/link_profile.hpp"

#include <string_view>

namespace weft::report {

/// A shipped profile by id; null when there is none.
[[nodiscard]] const catalog::LinkProfile* shipped_profile(std::string_view id);

/// Id of the profile of the links inside a node of accelerators with this name; empty when unknown.
[[nodiscard]] std::string_view domain_profile_id(std::string_view accelerator);

/// Id of the profile of adapters of a rate.
[[nodiscard]] std::string_view adapter_profile_id(Bandwidth rate);

}  // namespace weft::report
