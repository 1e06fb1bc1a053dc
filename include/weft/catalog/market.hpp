// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/named.hpp"
#include "weft/catalog/switch.hpp"

namespace weft::catalog {

/// Every box that could be had in place of one that a plan names, with its silicon and its
/// operating systems: sources are counted in it.
struct Market {
  Named<Switch> switches;
  Named<Asic> asics;
  Named<Nos> nos;
  friend bool operator==(const Market&, const Market&) = default;
};

}  // namespace weft::catalog
