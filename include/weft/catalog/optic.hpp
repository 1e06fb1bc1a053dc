// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/catalog/cage.hpp"
#include "weft/catalog/record.hpp"
#include "weft/units/system.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace weft::catalog {

/// How a link is made: a copper or optical cable with fixed ends, or two modules and a fibre.
enum class OpticForm : std::uint8_t { dac, aec, aoc, module, cpo };

/// What two parts at the ends of one link must have in common besides their rate.
enum class OpticFamily : std::uint8_t { dac, aec, aoc, sr, dr, fr, lr, zr };

/// One module (a link has two) or one cable with its ends.
struct Optic {
  About about;
  OpticForm form = OpticForm::module;
  std::string kind;                   ///< "DR8", "DAC"
  std::optional<OpticFamily> family;  ///< absent: a module joins only its like
  Bandwidth rate{};                   ///< per direction
  std::int64_t splits = 1;            ///< most links that one can carry, side by side
  std::optional<Bandwidth> lane;      ///< of one lane on the line, per direction
  std::vector<CageForm> cages;        ///< forms it goes into; none: any
  std::vector<Protocol> protocols;    ///< none: any
  bool qualified_only = false;        ///< needs hosts that are qualified for it
  Length reach{};
  std::string lanes;
  Power power{};  ///< each end
  std::optional<Time> latency;
  std::string fec;
  std::string medium;
  std::string connector;
  std::string use;
  std::vector<std::string> makers;  ///< who sells it, as far as the sources say
  std::optional<Money> price;       ///< one module; of a cable with its ends, the cable
  friend bool operator==(const Optic&, const Optic&) = default;
};

}  // namespace weft::catalog

namespace weft {

template <>
inline constexpr auto words<catalog::OpticForm> = std::array{
    Case{"dac", "passive copper, ends included"}, Case{"aec", "active copper"},
    Case{"aoc", "optical cable, ends included"}, Case{"module", "two of them and a fibre"},
    Case{"cpo", "co-packaged: comes with the switch, never chosen as a part"}};
template <>
inline constexpr auto words<catalog::OpticFamily> =
    std::array{Case{"DAC", "passive copper"},
               Case{"AEC", "active copper"},
               Case{"AOC", "optical cable with its ends"},
               Case{"SR", "multimode fibres side by side"},
               Case{"DR", "single-mode fibres side by side"},
               Case{"FR", "wavelengths on one pair of fibres, 2 km"},
               Case{"LR", "wavelengths on one pair of fibres, 10 km"},
               Case{"ZR", "coherent"}};
template <>
inline constexpr std::string_view type_name<catalog::Optic> = "optic";
template <>
inline constexpr auto fields<catalog::Optic> = std::array{
    row<&catalog::Optic::about>("record", "who made it, where its figures are from"),
    row<&catalog::Optic::form>("form", "how the link is made").required(),
    row<&catalog::Optic::kind>("kind", "as the standard calls it").only_label(),
    row<&catalog::Optic::rate>("rate", "per direction").in("Gb/s").at_least(0).required(),
    row<&catalog::Optic::family>("family", "both ends of a link are of one; by form when a cable"),
    row<&catalog::Optic::splits>("splits", "most links that one can carry, side by side")
        .between(1, 64),
    row<&catalog::Optic::lane>("lane", "of one lane on the line; equal at both ends")
        .in("Gb/s")
        .at_least(0),
    row<&catalog::Optic::cages>("cages", "forms of cage it goes into; none: any"),
    row<&catalog::Optic::protocols>("protocols", "that it carries; none: any"),
    row<&catalog::Optic::qualified_only>(
        "qualified_only", "needs hosts that are qualified for it: taken only where it is written"),
    row<&catalog::Optic::reach>("reach", "longest link").in("m").at_least(0),
    row<&catalog::Optic::lanes>("lanes", "electrical").only_label(),
    row<&catalog::Optic::power>("power", "each end").in("W").at_least(0),
    row<&catalog::Optic::latency>("latency", "each end").in("ns").at_least(0),
    row<&catalog::Optic::fec>("fec", "error correction on the line").only_label(),
    row<&catalog::Optic::medium>("medium", "copper or fibre").only_label(),
    row<&catalog::Optic::connector>("connector", "of the medium or the cage").only_label(),
    row<&catalog::Optic::use>("use", "where it is usual").only_label(),
    row<&catalog::Optic::makers>("makers", "who sells it, as far as the sources say"),
    row<&catalog::Optic::price>("price", "one module, or one cable with its ends")
        .in("$")
        .at_least(0)
        .redactable()};
static_assert(describes_all<catalog::Optic>());

}  // namespace weft
