// SPDX-License-Identifier: Apache-2.0
// How far measured steps of a job may lie from what a fit predicts.
#pragma once

#include "weft/base/formula.hpp"
#include "weft/catalog/training_fit.hpp"

#include <string_view>

namespace weft::training {

/// How much of a job the rows of a fit have shown.
struct Seen {
  bool split = true;     ///< the split is known, not searched for
  bool kernels = true;   ///< kernels of this generation were fitted
  bool software = true;  ///< this software was fitted
  bool experts = false;  ///< the model has some
};

/// Which of a fit's bands holds.
[[nodiscard]] constexpr std::string_view band_name(const Seen& of) {
  if (!of.split) return "unknown_split";
  if (!of.kernels) return "new_accelerator";
  if (!of.software) return of.experts ? "new_software_experts" : "new_software_dense";
  return of.experts ? "known_experts" : "known_dense";
}

inline constexpr Formula stated_band_card{
    "training.stated-band", "P10 and P90 of measured over predicted x prediction",
    "definition: over the rows of the fit, left out one source or one generation at a time"};

/// The usual band where the fit states none.
[[nodiscard]] inline catalog::FitBand stated_band(const catalog::TrainingFit& fit, const Seen& of) {
  const catalog::FitBand* found = fit.bands.find(band_name(of));
  return found ? *found : catalog::FitBand{};
}

static_assert(band_name({}) == "known_dense" && band_name({.split = false}) == "unknown_split");

}  // namespace weft::training
