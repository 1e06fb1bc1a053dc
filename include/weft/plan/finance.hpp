// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/calendar.hpp"
#include "weft/base/named.hpp"
#include "weft/base/per_period.hpp"
#include "weft/plan/vocabulary.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>

namespace weft::plan {

struct TimeFrame {
  CalendarMonth start = calendar_month(2027, 1);
  Time horizon = 60.0 * one_month;
  friend bool operator==(const TimeFrame&, const TimeFrame&) = default;
};

struct Payment {
  double deposit = 0.0;
  friend bool operator==(const Payment&, const Payment&) = default;
};

struct Cash {
  friend bool operator==(const Cash&, const Cash&) = default;
};
struct Loan {
  double share = 1.0;
  PerPeriod rate{};
  Time term{};
  friend bool operator==(const Loan&, const Loan&) = default;
};
struct Lease {
  double share = 1.0;
  PerPeriod rate{};
  Time term{};
  friend bool operator==(const Lease&, const Lease&) = default;
};
using Funding = std::variant<Cash, Loan, Lease>;

struct BookLife {
  Time accelerator = 5.0 * one_year;
  Time server = 5.0 * one_year;
  Time network = 6.0 * one_year;
  Time facility = 15.0 * one_year;
  friend bool operator==(const BookLife&, const BookLife&) = default;
};

struct ValueDecay {
  PerPeriod accelerator{0.28, Period::year};
  PerPeriod server{0.25, Period::year};
  PerPeriod network{0.18, Period::year};
  friend bool operator==(const ValueDecay&, const ValueDecay&) = default;
};

enum class AllocateFabrics : std::uint8_t {
  bytes,
  accelerators,
  p95_bandwidth,
  reserved_bandwidth,
  ports
};
enum class AllocateTokens : std::uint8_t { phase_time };
enum class AllocateIdle : std::uint8_t { apart };

struct Allocate {
  AllocateFabrics fabrics = AllocateFabrics::accelerators;
  AllocateTokens tokens = AllocateTokens::phase_time;
  AllocateIdle idle = AllocateIdle::apart;
  friend bool operator==(const Allocate&, const Allocate&) = default;
};

enum class BookMethod : std::uint8_t { straight_line };

struct Finance {
  std::string currency = "USD";
  Named<double> exchange;
  PerPeriod discount_rate{0.10, Period::year};
  double tax_rate = 0.0;
  PerPeriod price_inflation{};
  Payment payment;
  std::optional<Funding> funding;
  BookLife book_life;
  BookMethod book_method = BookMethod::straight_line;
  ValueDecay value_decay;
  Allocate allocate;
  friend bool operator==(const Finance&, const Finance&) = default;
};

}  // namespace weft::plan

namespace weft {

template <>
inline constexpr std::string_view type_name<plan::TimeFrame> = "time";
template <>
inline constexpr auto fields<plan::TimeFrame> =
    std::array{row<&plan::TimeFrame::start>("start", "first month")
                   .default_from("an arbitrary origin: results count months from it"),
               row<&plan::TimeFrame::horizon>("horizon", "whole months")
                   .in("months")
                   .between(2629799, 31557600.0 * 30)
                   .default_from("60 months: a usual planning horizon")};
static_assert(describes_all<plan::TimeFrame>());

template <>
inline constexpr std::string_view type_name<plan::Payment> = "payment";
template <>
inline constexpr auto fields<plan::Payment> = std::array{
    row<&plan::Payment::deposit>("deposit", "share paid at the order; the rest at delivery")
        .between(0, 1)};
static_assert(describes_all<plan::Payment>());

template <>
inline constexpr auto words<plan::Funding> =
    std::array{Case{"cash", ""}, Case{"loan", ""}, Case{"lease", ""}};
template <>
inline constexpr std::string_view type_name<plan::Cash> = "cash";
template <>
inline constexpr std::array<Row, 0> fields<plan::Cash>{};
template <>
inline constexpr std::string_view type_name<plan::Loan> = "loan";
template <>
inline constexpr auto fields<plan::Loan> =
    std::array{row<&plan::Loan::share>("share", "of capex").between(0, 1),
               row<&plan::Loan::rate>("rate", "of interest").between(0, 1),
               row<&plan::Loan::term>("term", "").in("months").at_least(0)};
static_assert(describes_all<plan::Loan>());
template <>
inline constexpr std::string_view type_name<plan::Lease> = "lease";
template <>
inline constexpr auto fields<plan::Lease> =
    std::array{row<&plan::Lease::share>("share", "of capex").between(0, 1),
               row<&plan::Lease::rate>("rate", "inside the payments").between(0, 1),
               row<&plan::Lease::term>("term", "").in("months").at_least(0)};
static_assert(describes_all<plan::Lease>());

template <>
inline constexpr std::string_view type_name<plan::BookLife> = "book_life";
template <>
inline constexpr auto fields<plan::BookLife> =
    std::array{row<&plan::BookLife::accelerator>("accelerator", "")
                   .in("yr")
                   .between(2629800, 31557600.0 * 40)
                   .default_from("price facts life-amazon, life-lambda: 5 years"),
               row<&plan::BookLife::server>("server", "")
                   .in("yr")
                   .between(2629800, 31557600.0 * 40)
                   .default_from("price facts life-amazon, life-lambda: 5 years"),
               row<&plan::BookLife::network>("network", "")
                   .in("yr")
                   .between(2629800, 31557600.0 * 40)
                   .default_from("price facts life-alphabet, life-microsoft: 6 years"),
               row<&plan::BookLife::facility>("facility", "")
                   .in("yr")
                   .between(2629800, 31557600.0 * 60)
                   .default_from("estimate: 15 years")};
static_assert(describes_all<plan::BookLife>());

template <>
inline constexpr std::string_view type_name<plan::ValueDecay> = "value_decay";
template <>
inline constexpr auto fields<plan::ValueDecay> =
    std::array{row<&plan::ValueDecay::accelerator>("accelerator", "market value lost")
                   .between(0, 0.99)
                   .default_from("price fact hw-pp-trend: 0.14 of a decade a year = 27.6 %/yr"),
               row<&plan::ValueDecay::server>("server", "market value lost")
                   .between(0, 0.99)
                   .default_from("estimate: a little slower than accelerators"),
               row<&plan::ValueDecay::network>("network", "market value lost")
                   .between(0, 0.99)
                   .default_from("estimate: slower than servers")};
static_assert(describes_all<plan::ValueDecay>());

template <>
inline constexpr auto words<plan::AllocateFabrics> =
    std::array{Case{"bytes", "by the traffic that each workload puts on them"},
               Case{"accelerators", "by accelerator-months"},
               Case{"p95-bandwidth", "by the rate that each keeps 95 % of the time"},
               Case{"reserved-bandwidth", "by the rate that its accelerators are guaranteed"},
               Case{"ports", "by the ports of the accelerators that it uses"}};
template <>
inline constexpr auto words<plan::AllocateTokens> =
    std::array{Case{"phase-time", "by busy time of prefill and decode"}};
template <>
inline constexpr auto words<plan::AllocateIdle> =
    std::array{Case{"apart", "capacity nobody used is a line of its own"}};
template <>
inline constexpr auto words<plan::BookMethod> = std::array{Case{"straight-line", ""}};
template <>
inline constexpr std::string_view type_name<plan::Allocate> = "allocate";
template <>
inline constexpr auto fields<plan::Allocate> =
    std::array{row<&plan::Allocate::fabrics>("fabrics", "cost of fabrics to workloads"),
               row<&plan::Allocate::tokens>("tokens", "cost of serving to input and output"),
               row<&plan::Allocate::idle>("idle", "cost of unused capacity")};
static_assert(describes_all<plan::Allocate>());

template <>
inline constexpr std::string_view type_name<plan::Finance> = "finance";
template <>
inline constexpr auto fields<plan::Finance> = std::array{
    row<&plan::Finance::currency>("currency", "of the result: USD").only_label(),
    row<&plan::Finance::exchange>("exchange", "dollars for one unit of a currency, by ISO code")
        .between(1e-6, 1e6)
        .keyed_by("currency"),
    row<&plan::Finance::discount_rate>("discount_rate",
                                       "effective a year, nominal; first flow at time.start")
        .between(-0.5, 10)
        .default_from("estimate: 10 %/yr, a common hurdle rate"),
    row<&plan::Finance::tax_rate>("tax_rate", "on profit").between(0, 0.99),
    row<&plan::Finance::price_inflation>("price_inflation", "of operating costs")
        .between(-0.5, 10)
        .default_from("none: flatters"),
    row<&plan::Finance::payment>("payment", "when capex is paid"),
    row<&plan::Finance::funding>("funding", "cash, loan (paid in arrears) or lease (in advance)"),
    row<&plan::Finance::book_life>("book_life", "years of depreciation"),
    row<&plan::Finance::book_method>("book_method", "of depreciation"),
    row<&plan::Finance::value_decay>("value_decay", "of the market, by age"),
    row<&plan::Finance::allocate>("allocate", "rules for shared cost")};
static_assert(describes_all<plan::Finance>());

}  // namespace weft
