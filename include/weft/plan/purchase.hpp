// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/fabric/bill.hpp"
#include "weft/plan/scenario.hpp"
#include "weft/units/system.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace weft::plan {

/// The class of an asset decides its book life, its decay and its line in finance.capex.
enum class Asset : std::uint8_t { accelerators, servers, networks, spares, facility };
inline constexpr std::size_t asset_count = 5;

/// What is bought at once: so many of one part, by one owner, in one phase.
struct Purchase {
  enum class Owner : std::uint8_t { cluster, fabric, site };
  enum class Kind : std::uint8_t {
    node,
    leaf,
    spine,
    core,
    nic,
    node_module,
    trunk_module,
    node_cable,
    trunk_cable,
    recabling,
    switching,  ///< to another maker
    building
  };
  Owner owner = Owner::site;
  Position at = 0;  ///< of the owner
  Position stage = 0;
  Kind kind = Kind::node;
  Asset asset = Asset::networks;
  bool spare = false;
  std::size_t line = 0;  ///< of a fabric: in detail::fabric_lines
  std::int64_t count = 0;
  Money today{};  ///< of one, at time.start
  Money price{};  ///< of one, in its month
  Money total{};
  double month = 0.0;        ///< from time.start
  std::int64_t renewal = 0;  ///< how many times its like was replaced before
};

/// Work that is paid with what is bought: nothing of it can be sold.
[[nodiscard]] constexpr bool is_work(Purchase::Kind kind) {
  return kind == Purchase::Kind::recabling || kind == Purchase::Kind::switching;
}

namespace detail {

using Parts = fabric::FabricParts;
/// One line of the parts of a fabric: what is bought, and where it goes.
struct FabricLine {
  fabric::PartLine Parts::*line;
  Purchase::Kind kind;
  bool optic;
  std::optional<LinkParts> FabricRefs::*links = nullptr;  ///< which part: of these links,
  bool above = false;                                     ///< at their upper end
  const char* place = "";
};
inline constexpr std::array fabric_lines{
    FabricLine{&Parts::leaf, Purchase::Kind::leaf, false, nullptr, false, "leaf"},
    FabricLine{&Parts::spine, Purchase::Kind::spine, false, nullptr, false, "spine"},
    FabricLine{&Parts::core, Purchase::Kind::core, false, nullptr, false, "core"},
    FabricLine{&Parts::nics, Purchase::Kind::nic, false},
    FabricLine{&Parts::nic_modules, Purchase::Kind::node_module, true, &FabricRefs::node_leaf,
               false, "node to leaf, at the node"},
    FabricLine{&Parts::leaf_modules, Purchase::Kind::node_module, true, &FabricRefs::node_leaf,
               true, "node to leaf, at the leaf"},
    FabricLine{&Parts::trunk_modules, Purchase::Kind::trunk_module, true, &FabricRefs::leaf_spine,
               false, "leaf to spine"},
    FabricLine{&Parts::spine_modules, Purchase::Kind::trunk_module, true, &FabricRefs::leaf_spine,
               true, "leaf to spine, at the spine"},
    FabricLine{&Parts::upper_modules, Purchase::Kind::trunk_module, true, &FabricRefs::spine_core,
               false, "spine to core"},
    FabricLine{&Parts::core_modules, Purchase::Kind::trunk_module, true, &FabricRefs::spine_core,
               true, "spine to core, at the core"},
    FabricLine{&Parts::node_cables, Purchase::Kind::node_cable, true, &FabricRefs::node_leaf, false,
               "node to leaf"},
    FabricLine{&Parts::trunk_cables, Purchase::Kind::trunk_cable, true, &FabricRefs::leaf_spine,
               false, "leaf to spine"},
    FabricLine{&Parts::upper_cables, Purchase::Kind::trunk_cable, true, &FabricRefs::spine_core,
               false, "spine to core"}};

}  // namespace detail

}  // namespace weft::plan
