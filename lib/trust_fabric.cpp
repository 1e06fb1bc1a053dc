// SPDX-License-Identifier: Apache-2.0
// Which rule answers which kind of fabric row.
#include "trust_inputs.hpp"

#include <array>

namespace weft::report {
namespace {

constexpr std::array fabric_kinds{TrustKind{"clos*", &predict_clos},
                                  TrustKind{"rail-clos*", &predict_clos},
                                  TrustKind{"multiplane*", &predict_clos},
                                  TrustKind{"rail-dualtor*", &predict_dual_tor},
                                  TrustKind{"rail-only*", &predict_rail_only},
                                  TrustKind{"capacity", &predict_capacity},
                                  TrustKind{"dragonfly+", &predict_dragonfly_plus},
                                  TrustKind{"dragonfly", &predict_dragonfly},
                                  TrustKind{"slimfly", &predict_slim_fly},
                                  TrustKind{"polarfly", &predict_polar_fly},
                                  TrustKind{"hyperx", &predict_hyperx},
                                  TrustKind{"flattened-butterfly", &predict_hyperx},
                                  TrustKind{"fullmesh", &predict_full_mesh},
                                  TrustKind{"jellyfish", &predict_regular_graph},
                                  TrustKind{"torus*", &predict_torus},
                                  TrustKind{"ocs*", &predict_optical_torus},
                                  TrustKind{"nvlink-domain", &predict_scale_up},
                                  TrustKind{"bisection", &predict_bisection},
                                  TrustKind{"cost", &predict_cost},
                                  TrustKind{"power", &predict_power},
                                  TrustKind{"latency", &predict_latency},
                                  TrustKind{"port-budget", &predict_port_budget},
                                  TrustKind{"bom", &predict_inventory},
                                  TrustKind{"validator", &predict_claim}};

}  // namespace

std::span<const TrustKind> fabric_trust_kinds() { return fabric_kinds; }

}  // namespace weft::report
