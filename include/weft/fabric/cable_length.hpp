// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/fabric/cables.hpp"
#include "weft/units/system.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <stdexcept>

namespace weft::fabric {

inline constexpr Reason floor_too_small{"fabric.floor-too-small",
                                        "the floor has fewer places than the nodes need racks"};

/// Where the leaves of a row stand.
enum class LeafPlace : std::uint8_t { row_end, row_middle };

/// A hall: rows of racks, cables in trays along the rows and across them.
struct Floor {
  std::int64_t rows = 0;
  std::int64_t racks_per_row = 0;
  Length rack_pitch{};
  Length row_pitch{};
  Length slack{};
  LeafPlace leaves = LeafPlace::row_end;
  friend bool operator==(const Floor&, const Floor&) = default;
  [[nodiscard]] constexpr std::int64_t places() const { return rows * racks_per_row; }
};

/// What of the hall a fabric uses.
struct FloorUse {
  std::int64_t racks = 1;          ///< of nodes; they fill the hall row by row
  std::int64_t leaf_groups = 1;    ///< groups of leaves that stand together, each with its racks
  std::int64_t direct_groups = 0;  ///< of switches without spines; 0: there are spines
};

struct LinkLength {
  Length mean{};
  Length longest{};
  friend bool operator==(const LinkLength&, const LinkLength&) = default;
};
/// Lengths of the links of each place.
struct LinkLengths {
  LinkLength node_leaf{};
  LinkLength leaf_spine{};  ///< of a fabric without spines: inside a group
  LinkLength spine_core{};  ///< of a fabric without spines: between groups
  friend bool operator==(const LinkLengths&, const LinkLengths&) = default;
};

/// Declared lengths: mean and longest are the same assumption.
[[nodiscard]] inline LinkLengths assumed_lengths(const TierLengths& tiers = {}) {
  return {{tiers.node_leaf, tiers.node_leaf},
          {tiers.leaf_spine, tiers.leaf_spine},
          {tiers.spine_core, tiers.spine_core}};
}

namespace detail {

/// Sum of |p - from| over the places 0 .. count-1.
constexpr std::int64_t steps_from(std::int64_t from, std::int64_t count) {
  const std::int64_t left = std::min(from, count - 1);
  const std::int64_t right = std::max<std::int64_t>(0, count - 1 - from);
  return left * (left + 1) / 2 + (from - left) * (left + 1) + right * (right + 1) / 2;
}
static_assert(steps_from(0, 4) == 6 && steps_from(1, 4) == 4 && steps_from(3, 2) == 5);
/// Mean of |p - q| over all pairs of `count` places.
constexpr double mean_apart(std::int64_t count) {
  const auto n = static_cast<double>(count);
  return (n * n - 1.0) / (3.0 * n);
}

/// Rows in use, in bands that share the place of their leaves.
struct Bands {
  std::int64_t racks = 0;
  std::int64_t rows = 0;
  std::int64_t row_racks = 0;
  std::int64_t band = 1;        ///< rows of one
  std::int64_t leaf_place = 0;  ///< in its row
  [[nodiscard]] constexpr std::int64_t racks_in(std::int64_t row) const {
    return row + 1 < rows ? row_racks : racks - (rows - 1) * row_racks;
  }
  /// The row in which the leaves of a row stand: the middle one of its band.
  [[nodiscard]] constexpr std::int64_t leaf_row(std::int64_t row) const {
    const std::int64_t first = row / band * band;
    return first + (std::min(band, rows - first) - 1) / 2;
  }
};
constexpr Bands bands(const Floor& floor, const FloorUse& use) {
  const auto up = [](std::int64_t whole, std::int64_t part) { return (whole + part - 1) / part; };
  const std::int64_t rows = up(use.racks, floor.racks_per_row);
  return {.racks = use.racks,
          .rows = rows,
          .row_racks = floor.racks_per_row,
          .band = up(rows, std::max<std::int64_t>(1, std::min(use.leaf_groups, rows))),
          .leaf_place = floor.leaves == LeafPlace::row_end ? 0 : (floor.racks_per_row - 1) / 2};
}

/// Sums over the racks of nodes, in steps of a rack and of a row.
struct Walk {
  std::int64_t along = 0;  ///< node to leaf
  std::int64_t across = 0;
  std::int64_t to_spines = 0;  ///< rows from leaf to spines, once a rack: uplinks follow endpoints
  Length longest{};
  std::int64_t most_to_spines = 0;
};
inline Walk walk(const Floor& floor, const Bands& used) {
  const std::int64_t spine_row = (floor.rows - 1) / 2;
  const auto apart = [](std::int64_t a, std::int64_t b) { return a < b ? b - a : a - b; };
  Walk sum;
  for (std::int64_t row = 0; row < used.rows; ++row) {
    const std::int64_t racks = used.racks_in(row);
    const std::int64_t leaf_row = used.leaf_row(row);
    const std::int64_t farthest = std::max(used.leaf_place, racks - 1 - used.leaf_place);
    sum.along += steps_from(used.leaf_place, racks);
    sum.across += racks * apart(row, leaf_row);
    sum.to_spines += racks * apart(leaf_row, spine_row);
    sum.longest =
        max(sum.longest, farthest * floor.rack_pitch + apart(row, leaf_row) * floor.row_pitch);
    sum.most_to_spines = std::max(sum.most_to_spines, apart(leaf_row, spine_row));
  }
  return sum;
}
/// Between rows of `rows` that lie side by side, leaves at the same place of each.
inline LinkLength among_rows(const Floor& floor, std::int64_t rows) {
  return {mean_apart(rows) * floor.row_pitch + floor.slack,
          (rows - 1) * floor.row_pitch + floor.slack};
}

}  // namespace detail

inline constexpr Formula link_lengths_card{
    "fabric.link-lengths", "l = |dx| + |dy| + slack, along trays; mean and longest",
    "definition: nodes fill racks row by row; leaves stand at one place of the middle row of those "
    "they serve, spines all along the middle row of the hall, cores along the row beside it"};

/// Lengths of links on a floor. Network racks push no nodes away.
/// \param use  racks of nodes >= 1, groups of leaves >= 1.
/// \throws std::domain_error if the floor has no places or nothing is placed.
[[nodiscard]] inline Feasible<LinkLengths> link_lengths(const Floor& floor, const FloorUse& use) {
  if (floor.rows < 1 || floor.racks_per_row < 1 || use.racks < 1 || use.leaf_groups < 1) {
    throw std::domain_error("link_lengths: rows, places, racks and groups must be at least 1");
  }
  if (use.racks > floor.places()) {
    return Infeasible{
        &floor_too_small, static_cast<double>(use.racks), static_cast<double>(floor.places()), {}};
  }
  const detail::Bands used = detail::bands(floor, use);
  const detail::Walk sum = detail::walk(floor, used);
  const auto mean = [&](std::int64_t steps, std::int64_t over) {
    return static_cast<double>(steps) / static_cast<double>(over);
  };
  LinkLengths lengths;
  lengths.node_leaf = {mean(sum.along, use.racks) * floor.rack_pitch +
                           mean(sum.across, use.racks) * floor.row_pitch + floor.slack,
                       sum.longest + floor.slack};
  if (use.direct_groups > 0) {
    const std::int64_t group = (used.rows + use.direct_groups - 1) / use.direct_groups;
    lengths.leaf_spine = detail::among_rows(floor, group);
    lengths.spine_core = detail::among_rows(floor, used.rows);
    return lengths;
  }
  const std::int64_t places = floor.racks_per_row;
  const std::int64_t farthest = std::max(used.leaf_place, places - 1 - used.leaf_place);
  lengths.leaf_spine = {
      mean(detail::steps_from(used.leaf_place, places), places) * floor.rack_pitch +
          mean(sum.to_spines, use.racks) * floor.row_pitch + floor.slack,
      farthest * floor.rack_pitch + sum.most_to_spines * floor.row_pitch + floor.slack};
  const Length beside = floor.rows > 1 ? floor.row_pitch : Length{};
  lengths.spine_core = {detail::mean_apart(places) * floor.rack_pitch + beside + floor.slack,
                        (places - 1) * floor.rack_pitch + beside + floor.slack};
  return lengths;
}

}  // namespace weft::fabric

namespace weft {

template <>
inline constexpr auto words<fabric::LeafPlace> =
    std::array{Case{"row-end", "in the first place of a row"},
               Case{"row-middle", "in the middle place of a row"}};
template <>
inline constexpr std::string_view type_name<fabric::Floor> = "floor";
template <>
inline constexpr auto fields<fabric::Floor> = std::array{
    row<&fabric::Floor::rows>("rows", "of racks").between(1, 10000).required(),
    row<&fabric::Floor::racks_per_row>("racks_per_row", "places of one row")
        .between(1, 10000)
        .required(),
    row<&fabric::Floor::rack_pitch>("rack_pitch", "from rack to rack")
        .in("m")
        .between(0, 100)
        .required(),
    row<&fabric::Floor::row_pitch>("row_pitch", "from row to row")
        .in("m")
        .between(0, 100)
        .required(),
    row<&fabric::Floor::slack>("slack", "added to each cable: up to the tray and down, and a loop")
        .in("m")
        .between(0, 1000)
        .required(),
    row<&fabric::Floor::leaves>("leaves", "where in their row")
        .default_from("assumption: at the end, which makes the longer cables")};
static_assert(describes_all<fabric::Floor>());

template <>
inline constexpr std::string_view type_name<fabric::LinkLength> = "link_length";
template <>
inline constexpr auto fields<fabric::LinkLength> =
    std::array{row<&fabric::LinkLength::mean>("mean", "over all links").in("m"),
               row<&fabric::LinkLength::longest>("longest", "it chooses the part").in("m")};
static_assert(describes_all<fabric::LinkLength>());

}  // namespace weft
