// SPDX-License-Identifier: Apache-2.0
// Every described place of an evaluation: its inputs, what is computed on the way, its results.
#pragma once

#include "weft/base/step.hpp"
#include "weft/plan/evaluate.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace weft::report {

/// What a place is part of.
enum class Root : std::uint8_t { result, way, plan, choice, catalogue };

/// One object, and the object that it is a member of.
struct Spot {
  Place place;
  Row row;  ///< that holds it, with the unit of the rows around it
  std::string key;
  std::optional<std::size_t> above;
  Root root = Root::result;
  std::size_t stage = 0;  ///< of a plan
};

/// Addresses and types to places. A struct and its first member share an address.
class Places {
 public:
  Places(const plan::Scenario& scenario, const plan::Evaluation& evaluation);

  [[nodiscard]] std::optional<std::size_t> find(const Place& place) const;
  [[nodiscard]] const Spot& at(std::size_t spot) const { return spots_[spot]; }
  /// "phases.full.clusters.train.peak", "site.pue", "fabrics.backend.cost".
  [[nodiscard]] std::string path(std::size_t spot) const;

 private:
  void add(Spot spot);
  void children(std::size_t spot);
  void members(std::size_t spot);
  void items(std::size_t spot);
  void child(std::size_t above, const Place& place, const Row& row, std::string key);
  [[nodiscard]] std::string item_key(const Row& row, std::size_t index) const;

  const plan::Scenario& scenario_;
  std::vector<Spot> spots_;
  std::multimap<const void*, std::size_t> by_address_;
};

}  // namespace weft::report
