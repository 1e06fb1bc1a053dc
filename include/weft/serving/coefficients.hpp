// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/feasible.hpp"
#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/catalog/serving_fit.hpp"
#include "weft/serving/numerics.hpp"
#include "weft/units/math.hpp"
#include "weft/units/system.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstddef>
#include <optional>
#include <string_view>

namespace weft::serving {

inline constexpr Reason unknown_engine{"serving.unknown-engine",
                                       "no coefficients are known for this engine"};

/// What an engine adds, without its names and versions: copied in each evaluation.
struct EngineCosts {
  Time step{};                 ///< scheduling and sampling, each step
  double stall = 0.9;          ///< share of prefill work that decoding waits for
  Time request{};              ///< interface and tokenizer, once a request
  double admission = 1.0;      ///< decode steps until the first token leaves
  double burst = 0.1;          ///< share of the requests in flight that a prompt finds ahead
  double memory_share = 0.9;   ///< of usable memory
  bool after_weights = false;  ///< the share is of what weights leave
  Bytes reserved{};            ///< buffers
  friend bool operator==(const EngineCosts&, const EngineCosts&) = default;
};
[[nodiscard]] inline EngineCosts engine_costs(const catalog::ServingEngine& of) {
  return {.step = of.step,
          .stall = of.stall,
          .request = of.request,
          .admission = of.admission,
          .burst = of.burst,
          .memory_share = of.memory_share,
          .after_weights = of.after_weights,
          .reserved = of.reserved};
}

/// Coefficients of one engine of one age on one kind of accelerator with weights of one format.
struct Coefficients {
  catalog::ServingShares shares;        ///< factors of narrow formats are worked in
  catalog::ServingOverheads overheads;  ///< likewise
  EngineCosts engine;
  catalog::ServingPools pools;
  Time layer{};         ///< kernels of one layer
  Time expert_layer{};  ///< on top
  Time latent_layer{};  ///< on top
  Time linear_layer{};  ///< on top
  friend bool operator==(const Coefficients&, const Coefficients&) = default;
};

namespace detail {

/// Compares "0.5.10.post1" and the like number by number.
[[nodiscard]] inline int compare_versions(std::string_view a, std::string_view b) {
  const auto next = [](std::string_view& of) {
    while (!of.empty() && std::isdigit(static_cast<unsigned char>(of.front())) == 0) {
      of.remove_prefix(1);
    }
    if (of.empty()) return -1.0;
    double made = 0.0;
    while (!of.empty() && std::isdigit(static_cast<unsigned char>(of.front())) != 0) {
      made = 10.0 * made + (of.front() - '0');
      of.remove_prefix(1);
    }
    return made;
  };
  while (!a.empty() || !b.empty()) {
    const double x = next(a);
    const double y = next(b);
    if (x != y) return x < y ? -1 : 1;
  }
  return 0;
}

}  // namespace detail

/// Position of an engine by one of its names.
[[nodiscard]] inline std::optional<std::size_t> engine_at(const catalog::ServingFit& fit,
                                                          std::string_view name) {
  for (std::size_t i = 0; i < fit.engines.size(); ++i) {
    const auto& each = fit.engines.entries[i];
    const auto& also = each.value.also;
    if (each.name == name || std::find(also.begin(), also.end(), name) != also.end()) return i;
  }
  return std::nullopt;
}

/// Position of the family of an accelerator: "other" where it was not measured.
[[nodiscard]] inline std::optional<std::size_t> family_at(const catalog::ServingFit& fit,
                                                          std::string_view accelerator) {
  std::optional<std::size_t> other;
  for (std::size_t i = 0; i < fit.families.size(); ++i) {
    const auto& each = fit.families.entries[i];
    const auto& ids = each.value.accelerators;
    if (std::find(ids.begin(), ids.end(), accelerator) != ids.end()) return i;
    if (each.name == "other") other = i;
  }
  return other;
}

/// The year of a version: of the version itself, else of the newest numbered one before it, else
/// the engine's usual.
[[nodiscard]] inline double release_year(const catalog::ServingEngine& engine,
                                         std::string_view version) {
  double found = engine.year;
  std::string_view best;
  const auto numbered = [](std::string_view text) {
    return !text.empty() && std::isdigit(static_cast<unsigned char>(text.front())) != 0;
  };
  for (const auto& each : engine.releases) {
    if (each.version == version) return each.year;
    if (!numbered(version) || !numbered(each.version)) continue;
    if (detail::compare_versions(each.version, version) > 0) continue;
    if (!best.empty() && detail::compare_versions(each.version, best) <= 0) continue;
    best = each.version;
    found = each.year;
  }
  return found;
}

/// What coefficients() works from, by name.
struct Setting {
  std::string_view engine;
  std::string_view version;      ///< may be empty
  std::string_view accelerator;  ///< catalogue id
  bool four_bit = false;
  bool narrow = false;
};

inline constexpr Formula kernel_time_card{"serving.kernel-time",
                                          "t family x e engine x k narrow x p^(year - reference)",
                                          "fitted, models/serving_fits"};

/// \param year  in which the version of the engine came out.
/// \param four_bit, narrow  as numerics() says.
[[nodiscard]] inline Coefficients coefficients(const catalog::ServingFit& fit,
                                               const catalog::ServingEngine& engine, double year,
                                               const catalog::ServingKernels& family, bool four_bit,
                                               bool narrow) {
  const double age = year - fit.overheads.reference_year;
  const double kernels = engine.kernels * weft::pow(fit.overheads.yearly, age) *
                         (narrow ? fit.overheads.narrow_kernels : 1.0);
  Coefficients made;
  made.shares = fit.shares;
  made.overheads = fit.overheads;
  made.engine = engine_costs(engine);
  made.pools = fit.pools;
  made.layer = kernels * family.layer;
  made.expert_layer = kernels * family.expert_layer;
  made.latent_layer = kernels * fit.overheads.latent_layer;
  made.linear_layer = kernels * fit.overheads.linear_layer;
  if (four_bit) {
    made.shares.expert_memory =
        std::min(1.0, fit.shares.expert_memory * fit.shares.four_bit_memory);
  }
  if (narrow) {
    made.shares.prefill_matmul *= fit.shares.narrow_prefill;
    made.shares.prompt_matmul *= fit.shares.narrow_prompt;
  }
  return made;
}

/// The coefficients of a setting, or that its engine is unknown.
[[nodiscard]] inline Feasible<Coefficients> coefficients(const catalog::ServingFit& fit,
                                                         const Setting& of) {
  const auto at = engine_at(fit, of.engine);
  const auto family = family_at(fit, of.accelerator);
  if (!at || !family) return Infeasible{&unknown_engine, 0.0, 0.0, {}};
  const catalog::ServingEngine& engine = fit.engines.entries[*at].value;
  return coefficients(fit, engine, release_year(engine, of.version),
                      fit.families.entries[*family].value, of.four_bit, of.narrow);
}

}  // namespace weft::serving

namespace weft {

template <>
inline constexpr std::string_view type_name<serving::EngineCosts> = "engine_costs";
template <>
inline constexpr auto fields<serving::EngineCosts> = std::array{
    row<&serving::EngineCosts::step>("step", "scheduling and sampling").in("us"),
    row<&serving::EngineCosts::stall>("stall", "share of prefill work that decoding waits for"),
    row<&serving::EngineCosts::request>("request", "interface and tokenizer").in("ms"),
    row<&serving::EngineCosts::admission>("admission", "steps until the first token leaves"),
    row<&serving::EngineCosts::burst>("burst", "share of requests that a prompt finds ahead"),
    row<&serving::EngineCosts::memory_share>("memory_share", "of usable memory"),
    row<&serving::EngineCosts::after_weights>("after_weights", "of what weights leave"),
    row<&serving::EngineCosts::reserved>("reserved", "buffers").in("GB")};
static_assert(describes_all<serving::EngineCosts>());

template <>
inline constexpr std::string_view type_name<serving::Coefficients> = "serving_coefficients";
template <>
inline constexpr auto fields<serving::Coefficients> = std::array{
    row<&serving::Coefficients::shares>("shares", "of the data sheet"),
    row<&serving::Coefficients::overheads>("overheads", ""),
    row<&serving::Coefficients::engine>("engine", ""),
    row<&serving::Coefficients::pools>("pools", ""),
    row<&serving::Coefficients::layer>("layer", "kernels").in("us").by(serving::kernel_time_card),
    row<&serving::Coefficients::expert_layer>("expert_layer", "on top").in("us"),
    row<&serving::Coefficients::latent_layer>("latent_layer", "on top").in("us"),
    row<&serving::Coefficients::linear_layer>("linear_layer", "on top").in("us")};
static_assert(describes_all<serving::Coefficients>());

}  // namespace weft
