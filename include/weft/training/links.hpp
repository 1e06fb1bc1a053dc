// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/catalog/accelerator.hpp"
#include "weft/catalog/link_profile.hpp"
#include "weft/catalog/training_fit.hpp"
#include "weft/units/system.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace weft::training {

/// Links between accelerators of a job; rates of one accelerator and direction.
struct Links {
  Bandwidth domain_rate{};  ///< ring inside a scale-up domain, as measured
  Bandwidth net_rate{};     ///< line rate of the adapters of one accelerator
  std::int64_t domain = 8;  ///< accelerators of one domain
  friend bool operator==(const Links&, const Links&) = default;
};

/// Links of `part` in domains of `domain` accelerators.
/// \param profile  of the links of a domain; null where nobody measured them.
/// \param net      line rate of the adapters of one accelerator; without a domain it carries all.
[[nodiscard]] inline Links links_of(const catalog::Accelerator& part,
                                    const catalog::LinkProfile* profile, std::int64_t domain,
                                    Bandwidth net, const catalog::LayerFit& layer) {
  const double share = profile && profile->ring ? profile->ring->efficiency : layer.domain_share;
  return {.domain_rate = share * part.scale_up.rate.value_or(net),
          .net_rate = net,
          .domain = std::max<std::int64_t>(1, domain)};
}

inline constexpr Formula planned_net_card{
    "training.planned-net", "min(line, effective / x)",
    "definition: x, the share that published clusters reach, holds their own losses"};

/// The line rate that a job meets on a planned network: that of its adapters, or less where the
/// network gives less than published clusters got of theirs.
/// \param effective  what the network gives one accelerator.
[[nodiscard]] constexpr Bandwidth planned_net(Bandwidth line, Bandwidth effective,
                                              const catalog::LayerFit& layer) {
  return weft::min(line, effective / layer.network);
}

}  // namespace weft::training

namespace weft {

template <>
inline constexpr std::string_view type_name<training::Links> = "training_links";
template <>
inline constexpr auto fields<training::Links> = std::array{
    row<&training::Links::domain_rate>("domain_rate", "ring inside a domain").in("GB/s"),
    row<&training::Links::net_rate>("net_rate", "adapters of one accelerator").in("GB/s"),
    row<&training::Links::domain>("domain", "accelerators of one")};
static_assert(describes_all<training::Links>());

}  // namespace weft
