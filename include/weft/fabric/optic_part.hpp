// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/catalog/cage.hpp"
#include "weft/catalog/optic.hpp"
#include "weft/catalog/record.hpp"
#include "weft/units/system.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace weft::fabric {

/// A few of the words of an enum; none means any.
template <class E>
struct AnyOf {
  std::uint32_t bits = 0;
  constexpr void add(E one) { bits |= std::uint32_t{1} << static_cast<std::uint32_t>(one); }
  [[nodiscard]] constexpr bool takes(E one) const {
    return bits == 0 || ((bits >> static_cast<std::uint32_t>(one)) & 1U) != 0;
  }
  friend constexpr bool operator==(const AnyOf&, const AnyOf&) = default;
};

/// What choosing and counting need of a module or cable: numbers only.
struct OpticPart {
  catalog::OpticForm form = catalog::OpticForm::module;
  Bandwidth rate{};
  Length reach{};
  Power power{};  ///< each end
  std::optional<Time> latency{};
  std::optional<Money> price{};  ///< one module; of a cable with its ends, the cable
  std::optional<catalog::OpticFamily> family{};
  std::int64_t splits = 1;          ///< most links that one can carry
  std::optional<Bandwidth> lane{};  ///< of one lane on the line
  AnyOf<catalog::CageForm> cages{};
  AnyOf<catalog::Protocol> protocols{};
  bool qualified_only = false;
  friend bool operator==(const OpticPart&, const OpticPart&) = default;
};

[[nodiscard]] inline OpticPart optic_part(const catalog::Optic& record) {
  OpticPart part{.form = record.form,
                 .rate = record.rate,
                 .reach = record.reach,
                 .power = record.power,
                 .latency = record.latency,
                 .price = record.price,
                 .family = record.family,
                 .splits = record.splits,
                 .lane = record.lane,
                 .qualified_only = record.qualified_only};
  for (const auto each : record.cages) part.cages.add(each);
  for (const auto each : record.protocols) part.protocols.add(each);
  return part;
}

/// Modules that one link needs: two with fibre between them, none on a cable with its ends.
[[nodiscard]] constexpr std::int64_t modules_per_link(catalog::OpticForm form) {
  return form == catalog::OpticForm::module ? 2 : 0;
}
/// True of a cable that comes with both its ends.
[[nodiscard]] constexpr bool has_its_ends(catalog::OpticForm form) {
  using Form = catalog::OpticForm;
  return form == Form::dac || form == Form::aec || form == Form::aoc;
}
static_assert(has_its_ends(catalog::OpticForm::aoc) && !has_its_ends(catalog::OpticForm::cpo));

}  // namespace weft::fabric
