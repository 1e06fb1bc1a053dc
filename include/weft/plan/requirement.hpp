// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/plan/serving.hpp"
#include "weft/plan/vocabulary.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace weft::plan {

enum class GateLevel : std::uint8_t { error, warn, info };

struct Waiver {
  std::string by;
  std::string until;
  std::string why;
  friend bool operator==(const Waiver&, const Waiver&) = default;
};

/// A requirement that joins several metrics.
struct Gate {
  std::string require;
  GateLevel level = GateLevel::error;
  std::string why;
  std::optional<Waiver> waive;
  friend bool operator==(const Gate&, const Gate&) = default;
};

struct RentAlternative {
  std::vector<std::string> replaces;
  RentalPrice price;
  Time commitment{};
  friend bool operator==(const RentAlternative&, const RentAlternative&) = default;
};
struct ApiAlternative {
  std::vector<std::string> replaces;
  TokenPrices price;
  friend bool operator==(const ApiAlternative&, const ApiAlternative&) = default;
};
using Alternative = std::variant<RentAlternative, ApiAlternative>;

struct Study {
  std::int64_t scenarios = 4096;
  std::int64_t seed = 1;
  friend bool operator==(const Study&, const Study&) = default;
};

struct ReportWish {
  std::vector<std::string> headline;
  friend bool operator==(const ReportWish&, const ReportWish&) = default;
};

}  // namespace weft::plan

namespace weft {

template <>
inline constexpr auto words<plan::GateLevel> =
    std::array{Case{"error", ""}, Case{"warn", ""}, Case{"info", ""}};
template <>
inline constexpr std::string_view type_name<plan::Waiver> = "waiver";
template <>
inline constexpr auto fields<plan::Waiver> = std::array{
    row<&plan::Waiver::by>("by", "who answers for it").required(),
    row<&plan::Waiver::until>("until", "last day").required(), row<&plan::Waiver::why>("why", "")};
static_assert(describes_all<plan::Waiver>());
template <>
inline constexpr std::string_view type_name<plan::Gate> = "gate";
template <>
inline constexpr auto fields<plan::Gate> =
    std::array{row<&plan::Gate::require>("require", "an expression over metric ids").required(),
               row<&plan::Gate::level>("level", "what breaking it means")
                   .default_from("what must hold is an error when it does not"),
               row<&plan::Gate::why>("why", "").only_label(),
               row<&plan::Gate::waive>("waive", "until when it may be broken")};
static_assert(describes_all<plan::Gate>());

template <>
inline constexpr auto words<plan::Alternative> =
    std::array{Case{"rent", "accelerators by the hour"}, Case{"api", "tokens from somebody else"}};
template <>
inline constexpr std::string_view type_name<plan::RentAlternative> = "rent_alternative";
template <>
inline constexpr auto fields<plan::RentAlternative> =
    std::array{row<&plan::RentAlternative::replaces>("replaces", "workloads")
                   .refers_to("/workloads")
                   .required(),
               row<&plan::RentAlternative::price>("price", ""),
               row<&plan::RentAlternative::commitment>("commitment", "").in("months").at_least(0)};
static_assert(describes_all<plan::RentAlternative>());
template <>
inline constexpr std::string_view type_name<plan::ApiAlternative> = "api_alternative";
template <>
inline constexpr auto fields<plan::ApiAlternative> =
    std::array{row<&plan::ApiAlternative::replaces>("replaces", "workloads")
                   .refers_to("/workloads")
                   .required(),
               row<&plan::ApiAlternative::price>("price", "")};
static_assert(describes_all<plan::ApiAlternative>());

template <>
inline constexpr std::string_view type_name<plan::Study> = "study";
template <>
inline constexpr auto fields<plan::Study> =
    std::array{row<&plan::Study::scenarios>("scenarios", "drawn").between(1, 1e8),
               row<&plan::Study::seed>("seed", "of the draws").at_least(0)};
static_assert(describes_all<plan::Study>());
template <>
inline constexpr std::string_view type_name<plan::ReportWish> = "report";
template <>
inline constexpr auto fields<plan::ReportWish> = std::array{
    row<&plan::ReportWish::headline>("headline", "metric ids that stand first").only_label()};
static_assert(describes_all<plan::ReportWish>());

}  // namespace weft
