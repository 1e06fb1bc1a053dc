// SPDX-License-Identifier: Apache-2.0
// How far measurements of a deployment may lie from what a fit predicts.
#pragma once

#include "weft/base/formula.hpp"
#include "weft/catalog/serving_fit.hpp"
#include "weft/units/system.hpp"

#include <algorithm>
#include <string>
#include <string_view>

namespace weft::serving {

/// What a fit counts as one deployment, as its record lists it: "deepseek-v3 nvidia-b200-sxm sglang
/// fp8 aggregated".
/// \param format  of the weights, as rows write it.
[[nodiscard]] inline std::string deployment_name(std::string_view model,
                                                 std::string_view accelerator,
                                                 std::string_view engine, std::string_view format,
                                                 bool apart, bool drafts) {
  std::string made;
  for (const std::string_view part : {model, accelerator, engine, format}) {
    made += part;
    made += ' ';
  }
  made += apart ? "disaggregated" : "aggregated";
  return drafts ? made + " speculative" : made;
}

inline constexpr Formula stated_band_card{
    "serving.stated-band", "P10 and P90 of measured over predicted x prediction",
    "definition: over the rows of the fit, left out one deployment or one family at a time"};

/// \param deployment  its name. Those that the fit did not see have a wider band.
[[nodiscard]] inline const catalog::ServingBand& stated_band(const catalog::ServingFit& fit,
                                                             std::string_view deployment,
                                                             bool apart) {
  const bool seen = std::find(fit.fitted.begin(), fit.fitted.end(), deployment) != fit.fitted.end();
  if (seen) return apart ? fit.known_pools : fit.known;
  return apart ? fit.unseen_pools : fit.unseen;
}

}  // namespace weft::serving
