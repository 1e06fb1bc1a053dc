// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/named.hpp"
#include "weft/catalog/accelerator.hpp"
#include "weft/catalog/link_profile.hpp"
#include "weft/catalog/llm.hpp"
#include "weft/catalog/market.hpp"
#include "weft/catalog/nic.hpp"
#include "weft/catalog/node.hpp"
#include "weft/catalog/optic.hpp"
#include "weft/catalog/serving_fit.hpp"
#include "weft/catalog/switch.hpp"
#include "weft/catalog/training_fit.hpp"

#include <array>

namespace weft::catalog {

/// The records that a plan names, and those that these name; beside them what else is for sale.
/// Prices of the books that the plan uses are in them.
struct Catalogue {
  Named<Accelerator> accelerators;
  Named<Node> nodes;
  Named<Switch> switches;
  Named<Asic> asics;
  Named<Nic> nics;
  Named<Optic> optics;
  Named<Nos> nos;
  Named<Llm> llms;
  Named<LinkProfile> profiles;
  Named<ServingFit> serving_fits;
  Named<TrainingFit> training_fits;
  Market market;  ///< nothing of a plan but the counts of its sources rests on it
  friend bool operator==(const Catalogue&, const Catalogue&) = default;
};

}  // namespace weft::catalog

namespace weft {

template <>
inline constexpr std::string_view type_name<catalog::Catalogue> = "catalogue";
template <>
inline constexpr auto fields<catalog::Catalogue> = std::array{
    row<&catalog::Catalogue::accelerators>("accelerators", "").keyed_by("accelerator"),
    row<&catalog::Catalogue::nodes>("nodes", "").keyed_by("node"),
    row<&catalog::Catalogue::switches>("switches", "").keyed_by("switch"),
    row<&catalog::Catalogue::asics>("asics", "").keyed_by("asic"),
    row<&catalog::Catalogue::nics>("nics", "").keyed_by("nic"),
    row<&catalog::Catalogue::optics>("optics", "").keyed_by("optic"),
    row<&catalog::Catalogue::nos>("nos", "").keyed_by("nos"),
    row<&catalog::Catalogue::llms>("llms", "").keyed_by("llm"),
    row<&catalog::Catalogue::profiles>("calibration", "").keyed_by("profile"),
    row<&catalog::Catalogue::serving_fits>("serving_fits", "").keyed_by("serving-fit"),
    row<&catalog::Catalogue::training_fits>("training_fits", "").keyed_by("training-fit")};
static_assert(describes_all<catalog::Catalogue, 1>(), "the market is no record of the plan");

}  // namespace weft
