// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"
#include "weft/fabric/design.hpp"
#include "weft/units/system.hpp"

#include <array>
#include <cstdint>

namespace weft::fabric {

/// How often one part fails. Inputs: fleets differ by an order of magnitude.
struct FailureRates {
  Frequency link = 0.00057 / one_month;  ///< cable and both modules of one link
  Frequency module = Frequency{};        ///< beyond what `link` counts
  Frequency box = 0.00051 / one_month;   ///< one switch
  Time repair = 4.0 * one_hour;          ///< from failure to service
  friend bool operator==(const FailureRates&, const FailureRates&) = default;
};

/// Failures of one fabric in a time.
struct FabricFailures {
  Frequency links{};
  Frequency modules{};
  Frequency switches{};
  friend constexpr bool operator==(const FabricFailures&, const FabricFailures&) = default;
  [[nodiscard]] constexpr Frequency total() const { return links + modules + switches; }
};

inline constexpr Formula fabric_failures_card{"fabric.failures", "sum n_i f_i", "definition"};

[[nodiscard]] constexpr FabricFailures fabric_failures(const Design& design, std::int64_t modules,
                                                       const FailureRates& rates) {
  return {.links = design.links() * rates.link,
          .modules = modules * rates.module,
          .switches = design.switches() * rates.box};
}

/// Bandwidth per accelerator of the worst hit node after one loss.
struct AfterLoss {
  Bandwidth link{};   ///< an access link
  Bandwidth trunk{};  ///< a link between switches
  Bandwidth leaf{};
  Bandwidth spine{};
  Bandwidth core{};
  Bandwidth plane{};
  friend constexpr bool operator==(const AfterLoss&, const AfterLoss&) = default;
  [[nodiscard]] constexpr Bandwidth worst_switch() const { return min(leaf, min(spine, core)); }
};

inline constexpr Formula after_loss_card{
    "fabric.after-loss",
    "B (1 - 1/n); B (1 - n_leaf/n); B (1 - 1/(P u)); B (1 - b/(P u)); B (1 - 1/core); B (1 - 1/P)",
    "Alibaba HPN, SIGCOMM 2024 (losing one of a node's links costs its share of them)"};

namespace detail {
/// What is left of B when `lost` of `all` equal parts are gone.
constexpr Bandwidth left_of(Bandwidth healthy, std::int64_t lost, std::int64_t all) {
  if (lost >= all) return Bandwidth{};
  return healthy * (static_cast<double>(all - lost) / static_cast<double>(all));
}
}  // namespace detail

/// The rule for every kind: a node spreads its work over the links that it has left, a switch over
/// its ways out. A lost link between switches is one way of its leaf, a lost spine the bundle to
/// it, a lost core one of those that a leaf can reach; a leaf, or the router of a fabric without
/// spines, takes the links on it; a plane takes its share of everything.
/// \param healthy        bandwidth per accelerator with nothing lost, B.
/// \param links          of one node, all planes, n.
/// \param links_on_leaf  of these, on one leaf.   \param design  the sized fabric.
[[nodiscard]] constexpr AfterLoss after_loss(Bandwidth healthy, std::int64_t links,
                                             std::int64_t links_on_leaf, const Design& design) {
  if (links < 1) return {};
  const auto left = [&](std::int64_t lost, std::int64_t all) {
    return detail::left_of(healthy, lost, all);
  };
  AfterLoss after{.link = left(1, links),
                  .trunk = healthy,
                  .leaf = left(links_on_leaf, links),
                  .spine = healthy,
                  .core = healthy,
                  .plane = left(1, design.planes)};
  const std::int64_t ways = design.planes * design.network_ports;
  if (ways > 0) after.trunk = left(1, ways);
  if (design.spine > 0) after.spine = ways > 0 ? left(design.bundle, ways) : left(1, design.spine);
  const std::int64_t reached = ways * design.spine_up;
  if (design.core > 0) after.core = left(1, reached < design.core ? reached : design.core);
  return after;
}

inline constexpr Formula part_availability_card{"fabric.availability", "1 - f t_repair, at least 0",
                                                "definition: rare failures, repaired one by one"};

/// Share of time in which no failure of the given rate is open.
[[nodiscard]] constexpr double availability(Frequency failures, Time repair) {
  const double down = ratio(repair, second) * ratio(failures, 1.0 / second);
  return down < 1.0 ? 1.0 - down : 0.0;
}

}  // namespace weft::fabric

namespace weft {

template <>
inline constexpr std::string_view type_name<fabric::FailureRates> = "failure_rates";
template <>
inline constexpr auto fields<fabric::FailureRates> =
    std::array{row<&fabric::FailureRates::link>("link", "cable and both modules")
                   .in("/yr")
                   .at_least(0)
                   .default_from("Alibaba HPN, SIGCOMM 2024: 0.057 % of NIC-ToR links a month"),
               row<&fabric::FailureRates::module>("module", "beyond what link counts")
                   .in("/yr")
                   .at_least(0)
                   .default_from("none: the published link rate is taken to contain modules"),
               row<&fabric::FailureRates::box>("switch", "one box")
                   .in("/yr")
                   .at_least(0)
                   .default_from("Alibaba HPN, SIGCOMM 2024: 0.051 % of ToR switches a month"),
               row<&fabric::FailureRates::repair>("repair", "from failure to service")
                   .in("h")
                   .at_least(0)
                   .default_from("estimate: spare on site, staff within hours")};
static_assert(describes_all<fabric::FailureRates>());

template <>
inline constexpr std::string_view type_name<fabric::FabricFailures> = "fabric_failures";
template <>
inline constexpr auto fields<fabric::FabricFailures> =
    std::array{row<&fabric::FabricFailures::links>("links", "cables with their modules")
                   .in("/yr")
                   .by(fabric::fabric_failures_card)
                   .metric(Over::mean, Better::less),
               row<&fabric::FabricFailures::modules>("modules", "counted apart")
                   .in("/yr")
                   .by(fabric::fabric_failures_card)
                   .metric(Over::mean, Better::less),
               row<&fabric::FabricFailures::switches>("switches", "boxes")
                   .in("/yr")
                   .by(fabric::fabric_failures_card)
                   .metric(Over::mean, Better::less),
               row<&fabric::FabricFailures::total>("total", "all of them")
                   .in("/yr")
                   .by(fabric::fabric_failures_card)
                   .metric(Over::mean, Better::less)};
static_assert(describes_all<fabric::FabricFailures>());

template <>
inline constexpr std::string_view type_name<fabric::AfterLoss> = "after_loss";
template <>
inline constexpr auto fields<fabric::AfterLoss> = std::array{
    row<&fabric::AfterLoss::link>("link", "one access link lost").in("Gb/s"),
    row<&fabric::AfterLoss::trunk>("trunk", "one link between switches lost").in("Gb/s"),
    row<&fabric::AfterLoss::leaf>("leaf", "one leaf lost").in("Gb/s"),
    row<&fabric::AfterLoss::spine>("spine", "one spine lost").in("Gb/s"),
    row<&fabric::AfterLoss::core>("core", "one core lost").in("Gb/s"),
    row<&fabric::AfterLoss::plane>("plane", "one plane lost").in("Gb/s"),
    row<&fabric::AfterLoss::worst_switch>("worst_switch", "the worst of the three").in("Gb/s")};
static_assert(describes_all<fabric::AfterLoss>());

}  // namespace weft
