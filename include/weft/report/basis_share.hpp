// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/note.hpp"

#include <array>
#include <string>

namespace weft::report {

struct Answer;

/// How much of the total cost of ownership rests on what, as shares that add up to 1. The weight of
/// a value is how far the total moves when the value, everywhere it stands, falls by a tenth;
/// choices are held. A finite step, for rounding up to whole boxes has no derivative.
struct BasisShares {
  double author = 0.0;                   ///< written without a basis
  std::array<double, 7> by_basis{};      ///< in the order of `Basis`; defaults are among them
  [[nodiscard]] double guessed() const;  ///< estimate and guess
};

/// Finds the shares and puts what is guessed into the verdict, as plan.guess_share. Evaluates once
/// for each number that the plan or its parts hold: some ten milliseconds. Does nothing where the
/// plan has no total cost.
void vary_inputs(Answer& answer);

/// "total cost rests 61 % on values of the plan, 22 % on published, 17 % on estimate".
[[nodiscard]] std::string share_line(const BasisShares& shares);

}  // namespace weft::report
