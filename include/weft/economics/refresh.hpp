// SPDX-License-Identifier: Apache-2.0
// Hardware that is replaced at an age, by the newest generation that can be used by then.
#pragma once

#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/base/per_period.hpp"
#include "weft/units/growth.hpp"
#include "weft/units/math.hpp"
#include "weft/units/system.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <vector>

namespace weft::economics {

/// Hardware to come, against today's.
struct HardwareGeneration {
  double available = 0.0;    ///< month from the start of the plan
  double performance = 1.0;  ///< of a unit
  double price = 1.0;        ///< of a unit, when it comes out
  double power = 1.0;        ///< of a unit

  friend constexpr bool operator==(const HardwareGeneration&, const HardwareGeneration&) = default;
};

inline constexpr Formula adopted_card{"economics.adopted", "available + adoption lag",
                                      "definition"};

/// The month from which a generation can be used where it must plug in.
[[nodiscard]] constexpr double adopted(const HardwareGeneration& of, Time lag) {
  return of.available + ratio(lag, one_month);
}

/// The generation that came last of those that can be used in a month; none while there is only
/// today's. Of two that come together, the later in the list.
[[nodiscard]] constexpr std::optional<std::size_t> newest(
    std::span<const HardwareGeneration> generations, Time lag, double month) {
  std::optional<std::size_t> found;
  for (std::size_t i = 0; i < generations.size(); ++i) {
    if (adopted(generations[i], lag) > month) continue;
    if (!found || generations[i].available >= generations[*found].available) found = i;
  }
  return found;
}

/// What stands and how it is renewed.
struct RefreshPolicy {
  double bought = 0.0;   ///< month
  Time age = one_year;   ///< at which it is replaced
  double horizon = 0.0;  ///< months of the plan
  std::int64_t units = 0;
  Money price{};       ///< of a unit, today
  Power power{};       ///< of a unit, today
  PerPeriod change{};  ///< of the price of hardware that is already for sale
  Time adoption_lag{};

  friend constexpr bool operator==(const RefreshPolicy&, const RefreshPolicy&) = default;
};

/// One replacement.
struct RefreshWave {
  double month = 0.0;
  std::optional<std::size_t> generation;  ///< none: the same as today's
  std::int64_t units = 0;
  Money capex{};
  Power power{};  ///< of all units

  friend constexpr bool operator==(const RefreshWave&, const RefreshWave&) = default;
};

inline constexpr Formula refresh_wave_card{
    "economics.refresh-wave",
    "ceil(units / performance) x price (1 + g)^(months since it came out)",
    "definition: the same work from fewer, better units"};

/// The replacement of a month: as much performance as stands today.
/// \throws std::domain_error if a generation has no performance.
[[nodiscard]] inline RefreshWave refresh_wave(const RefreshPolicy& policy,
                                              std::span<const HardwareGeneration> generations,
                                              double month) {
  RefreshWave wave{.month = month, .generation = newest(generations, policy.adoption_lag, month)};
  const HardwareGeneration now =
      wave.generation ? generations[*wave.generation] : HardwareGeneration{};
  if (!(now.performance > 0.0)) {
    throw std::domain_error("refresh_wave: a generation must perform");
  }
  wave.units = ceil_count(static_cast<double>(policy.units) / now.performance);
  wave.capex =
      wave.units * (now.price * factor(policy.change, month - now.available) * policy.price);
  wave.power = wave.units * (now.power * policy.power);
  return wave;
}

inline constexpr Formula refresh_months_card{
    "economics.refresh-months", "bought + k age < horizon, k = 1, 2, ..", "definition"};

/// All replacements within the horizon, in order; none where the age exceeds what is left.
/// \throws std::domain_error if the age is not positive, or as refresh_wave().
[[nodiscard]] inline std::vector<RefreshWave> refresh_waves(
    const RefreshPolicy& policy, std::span<const HardwareGeneration> generations) {
  const double age = ratio(policy.age, one_month);
  if (!(age > 0.0)) throw std::domain_error("refresh_waves: the age must be positive");
  std::vector<RefreshWave> waves;
  double month = policy.bought + age;
  for (std::int64_t k = 2; month < policy.horizon; ++k) {
    waves.push_back(refresh_wave(policy, generations, month));
    month = policy.bought + static_cast<double>(k) * age;
  }
  return waves;
}

}  // namespace weft::economics

namespace weft {

template <>
inline constexpr auto fields<economics::HardwareGeneration> =
    std::array{row<&economics::HardwareGeneration::available>("available", "month from the start"),
               row<&economics::HardwareGeneration::performance>("performance", "against today's"),
               row<&economics::HardwareGeneration::price>("price", "against today's"),
               row<&economics::HardwareGeneration::power>("power", "against today's")};
static_assert(describes_all<economics::HardwareGeneration>());
template <>
inline constexpr std::string_view type_name<economics::HardwareGeneration> = "hardware generation";

template <>
inline constexpr auto fields<economics::RefreshPolicy> = std::array{
    row<&economics::RefreshPolicy::bought>("bought", "month"),
    row<&economics::RefreshPolicy::age>("age", "at which it is replaced").in("months"),
    row<&economics::RefreshPolicy::horizon>("horizon", "months of the plan"),
    row<&economics::RefreshPolicy::units>("units", "that stand today"),
    row<&economics::RefreshPolicy::price>("price", "of a unit, today").in("$"),
    row<&economics::RefreshPolicy::power>("power", "of a unit, today").in("kW"),
    row<&economics::RefreshPolicy::change>("change", "of the price of what is for sale").in("%/yr"),
    row<&economics::RefreshPolicy::adoption_lag>("adoption_lag", "from release to use")
        .in("months")};
static_assert(describes_all<economics::RefreshPolicy>());
template <>
inline constexpr std::string_view type_name<economics::RefreshPolicy> = "refresh policy";

template <>
inline constexpr auto fields<economics::RefreshWave> =
    std::array{row<&economics::RefreshWave::month>("month", "from the start"),
               row<&economics::RefreshWave::units>("units", "that are bought"),
               row<&economics::RefreshWave::capex>("capex", "of all of them")
                   .in("$")
                   .by(economics::refresh_wave_card),
               row<&economics::RefreshWave::power>("power", "of all of them").in("kW")};
static_assert(describes_all<economics::RefreshWave, 1>(), "the index of the generation is hidden");
template <>
inline constexpr std::string_view type_name<economics::RefreshWave> = "refresh wave";

}  // namespace weft
