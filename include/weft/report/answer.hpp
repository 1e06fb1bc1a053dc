// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/io/load.hpp"
#include "weft/plan/bill.hpp"
#include "weft/plan/evaluate.hpp"
#include "weft/plan/scenario.hpp"
#include "weft/report/basis_share.hpp"
#include "weft/report/gates.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace weft::report {

/// A plan, read and evaluated. Without `evaluated` only what was read and its diagnostics count.
struct Answer {
  std::string path;  ///< as the user gave it
  io::Overrides overrides;
  io::Loaded loaded;  ///< its diagnostics hold those of resolving too, settled
  bool resolved = false;
  bool evaluated = false;
  plan::Scenario scenario;
  std::vector<plan::Decision> decisions;
  plan::Evaluation evaluation;
  plan::BillOfMaterials bill;
  std::vector<CheckedGate> gates;
  std::optional<BasisShares> cost_basis;  ///< once vary_inputs() was asked

  // Defined in answer.cpp, as those of Loaded.
  Answer();
  Answer(const Answer&);
  Answer(Answer&&) noexcept;
  Answer& operator=(const Answer&);
  Answer& operator=(Answer&&) noexcept;
  ~Answer();

  [[nodiscard]] const plan::Outcome& outcome() const { return evaluation.outcome; }
};

/// Reads a plan and looks whether its parts fit together; nothing is evaluated.
[[nodiscard]] Answer check(const std::string& path, const io::Overrides& overrides = {},
                           const GateWish& gates = {});

/// Reads, resolves, chooses, evaluates and bills a plan, and checks its gates. Where the plan has
/// errors, `evaluated` is false and `loaded.diagnostics` says why. \param check_now  false: the
/// caller checks the gates, once it knows the baseline.
[[nodiscard]] Answer answer(const std::string& path, const io::Overrides& overrides = {},
                            const GateWish& gates = {}, bool check_now = true);

/// The same for a plan that was read already.
[[nodiscard]] Answer answer(io::Loaded loaded, const GateWish& gates = {}, bool check_now = true);

enum class Status : std::uint8_t { ok, limits_failed, infeasible, not_evaluated };

[[nodiscard]] Status status(const Answer& answer);
/// "ok", "limits_failed", "infeasible", "not_evaluated".
[[nodiscard]] std::string_view word(Status status);

}  // namespace weft::report
