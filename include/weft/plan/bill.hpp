// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/plan/evaluate.hpp"
#include "weft/plan/purchases.hpp"
#include "weft/plan/scenario.hpp"
#include "weft/units/system.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace weft::plan {

/// One line of what must be bought over the horizon.
struct BillLine {
  std::string owner;  ///< "clusters.train", "fabrics.backend"
  std::string phase;  ///< name of the phase it is bought in; empty without a ramp
  std::string kind;   ///< "node", "switch", "module", "cable", "nic", "spare", "facility"
  std::string part;   ///< catalogue id
  std::int64_t count = 0;
  std::optional<Money> price;  ///< of one, in that phase
  Money total{};
  Asset asset = Asset::networks;
  std::string note;      ///< "in the price of dgx-h100"
  bool renewed = false;  ///< in place of what has reached its age
  friend bool operator==(const BillLine&, const BillLine&) = default;
};

struct BillOfMaterials {
  std::vector<BillLine> lines;
  /// By asset class, as the outcome adds it.
  [[nodiscard]] SiteCapex capex() const {
    SiteCapex sum;
    for (const BillLine& each : lines) add(sum, each.asset, each.total);
    return sum;
  }
  [[nodiscard]] Money total() const { return capex().total(); }
};

/// Names and counts, on demand. Its total equals finance.capex bit for bit: both add the same
/// purchases in the same order.
[[nodiscard]] BillOfMaterials bill(const Scenario& scenario, const Evaluation& evaluated);

}  // namespace weft::plan
