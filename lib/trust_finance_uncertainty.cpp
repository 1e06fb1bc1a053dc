// SPDX-License-Identifier: Apache-2.0
// Options, even samples, shares of variance and curves through points.
#include "trust_finance.hpp"
#include "weft/base/low_discrepancy.hpp"
#include "weft/base/monotone_curve.hpp"
#include "weft/base/quantile.hpp"
#include "weft/base/variance_indices.hpp"
#include "weft/economics/american_option.hpp"
#include "weft/economics/option_value.hpp"
#include "weft/units/math.hpp"
#include "weft/units/normal.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <numbers>
#include <numeric>
#include <variant>

namespace weft::report {
namespace {

constexpr std::uint32_t samples = 1U << 16U;

/// The number that a text begins with.
std::optional<double> leading(std::string_view text) {
  double value = 0.0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  return read.ec == std::errc{} ? std::optional(value) : std::nullopt;
}
/// The 7 of "a=7".
std::optional<double> number_after(std::string_view text, std::string_view mark) {
  const auto at = text.find(mark);
  return at == std::string_view::npos ? std::nullopt : leading(text.substr(at + mark.size()));
}
/// The 7 of "7 sin^2".
std::optional<double> number_before(std::string_view text, std::string_view mark) {
  const auto at = text.find(mark);
  if (at == std::string_view::npos) return std::nullopt;
  const auto head = text.substr(0, at);
  return leading(head.substr(head.find_last_not_of("0123456789.") + 1));
}

/// The test function of Ishigami & Homma 1990 and its two coefficients.
struct Ishigami {
  double square = 0.0;
  double fourth = 0.0;

  [[nodiscard]] double at(std::span<const double> uniform) const {
    std::array<double, 3> x{};
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = std::numbers::pi * (2.0 * uniform[i] - 1.0);
    const double second = sin(x[1]);
    return sin(x[0]) * (1.0 + fourth * whole_power(x[2], 4)) + square * second * second;
  }
};

std::optional<Ishigami> ishigami_of(const TrustInputs& in) {
  const std::string text = in.text({"f"});
  const auto square =
      text.starts_with("Ishigami") ? number_after(text, "a=") : number_before(text, " sin^2 x2");
  const auto fourth =
      text.starts_with("Ishigami") ? number_after(text, "b=") : number_before(text, " x3^4");
  if (!square || !fourth) return std::nullopt;
  return Ishigami{*square, *fourth};
}

using Spread = std::variant<Normal, Lognormal>;

/// "normal p5=2 p95=4".
std::optional<Spread> spread_of(const std::string& text) {
  const auto low = number_after(text, "p5=");
  const auto high = number_after(text, "p95=");
  if (!low || !high) return std::nullopt;
  if (text.starts_with("lognormal")) return lognormal_between(*low, *high);
  if (text.starts_with("normal")) return normal_between(*low, *high);
  return std::nullopt;
}
double drawn(const Spread& from, double uniform) {
  return std::visit([&](const auto& each) { return each.quantile(uniform); }, from);
}

economics::OptionTerms option_of(const TrustInputs& in) {
  return {.spot = money_of(in, {"spot", "s"}),
          .strike = money_of(in, {"strike", "k"}),
          .yield = number_or(in, {"yield_", "yield", "q"}, 0.0),
          .rate = number_or(in, {"r", "rate"}, 0.0),
          .volatility = number_or(in, {"vol", "volatility"}, 0.0),
          .time = number_or(in, {"t", "time"}, 0.0) * one_year};
}

}  // namespace

void predict_exchange(const TrustInputs& in, TrustPrediction& out) {
  (void)in.number({"r"});  // of an exchange of two assets no interest enters
  say(out,
      economics::exchange_option({.got = number_or(in, {"q1_units"}, 1.0) * money_of(in, {"s1"}),
                                  .given = number_or(in, {"q2_units"}, 1.0) * money_of(in, {"s2"}),
                                  .got_yield = number_or(in, {"yield1"}, 0.0),
                                  .given_yield = number_or(in, {"yield2"}, 0.0),
                                  .got_volatility = number_or(in, {"vol1"}, 0.0),
                                  .given_volatility = number_or(in, {"vol2"}, 0.0),
                                  .correlation = number_or(in, {"rho"}, 0.0),
                                  .time = number_or(in, {"t"}, 0.0) * one_year}));
}

void predict_option(const TrustInputs& in, TrustPrediction& out) {
  const bool put = in.text({"type"}) == "put" || in.is("put");
  const economics::Right right = put ? economics::Right::put : economics::Right::call;
  say(out, in.is("american") ? economics::american_option(right, option_of(in))
                             : economics::european_option(right, option_of(in)));
}

void predict_sequence(const TrustInputs& in, TrustPrediction& out) {
  const std::int64_t count = std::clamp<std::int64_t>(in.count({"n"}).value_or(0), 0, samples);
  const std::size_t dimension = static_cast<std::size_t>(
      std::clamp<std::int64_t>(in.count({"dim", "dimension"}).value_or(1), 1, SobolAxis::most) - 1);
  const SobolAxis axis(dimension);
  std::vector<double> values;
  for (std::int64_t n = 1; n <= count; ++n) {
    const auto index = static_cast<std::uint32_t>(n);
    values.push_back(in.is("van_der_corput") ? van_der_corput(index) : axis.at(index));
  }
  say(out, values);
}

void predict_variance(const TrustInputs& in, TrustPrediction& out) {
  const auto function = ishigami_of(in);
  if (!function) return out.lack_all("only the function of Ishigami is known here");
  std::array<VarianceIndex, 3> indices{};
  variance_indices([&](std::span<const double> x) { return function->at(x); }, samples, indices);
  std::vector<double> values;
  for (const VarianceIndex& each : indices) {
    values.push_back(in.is("total") ? each.total : each.first);
  }
  say(out, values);
}

void predict_draws(const TrustInputs& in, TrustPrediction& out) {
  const auto x = spread_of(in.text({"x"}));
  const auto y = spread_of(in.text({"y"}));
  if (!x || !y) return out.lack_all("inputs are normal or lognormal with p5 and p95");
  out.assume("the result is the product of both");
  const SobolAxis first(0);
  const SobolAxis other(1);
  constexpr double half_cell = 0x1p-33;  // no draw is 0
  std::vector<double> products;
  for (std::uint32_t n = 1; n <= samples; ++n) {
    products.push_back(drawn(*x, first.at(n) + half_cell) * drawn(*y, other.at(n) + half_cell));
  }
  std::sort(products.begin(), products.end());
  const double mean =
      std::accumulate(products.begin(), products.end(), 0.0) / static_cast<double>(samples);
  std::vector<double> values{mean};
  for (const double p : {0.1, 0.5, 0.9}) values.push_back(quantile(products, p));
  say(out, values);
}

void predict_slopes(const TrustInputs& in, TrustPrediction& out) {
  const auto x = in.list({"x"});
  const auto y = in.list({"y"});
  std::vector<double> slopes(x.size());
  monotone_slopes(x, y, slopes);
  say(out, slopes);
  if (in.is("interior") && slopes.size() > 2) say(out, slopes[slopes.size() / 2]);
}

}  // namespace weft::report
