// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"
#include "weft/base/formula.hpp"

#include <stdexcept>

namespace weft::economics {

/// How freely each part of a fabric can be had from somebody else: 0 (one vendor only) to 1. As
/// weights: how much each counts.
struct Openness {
  double asic = 0.0;        ///< choice of switch silicon
  double nos = 0.0;         ///< operating systems that run on the switches
  double optics = 0.0;      ///< modules and cables of others
  double management = 0.0;  ///< a standard interface to configure and watch
  double protocol = 0.0;    ///< of the transport: a standard or one's own
  double spares = 0.0;      ///< parts that fit elsewhere

  friend constexpr bool operator==(const Openness&, const Openness&) = default;
};

inline constexpr Openness equal_weights{1.0, 1.0, 1.0, 1.0, 1.0, 1.0};

inline constexpr Formula openness_card{"economics.openness", "sum of w_k o_k / sum of w_k",
                                       "definition: weighted profile, each term an input"};

/// One number of a profile, 0 to 1.
/// \throws std::domain_error for a term outside 0..1, a negative weight or no weight at all.
[[nodiscard]] constexpr double openness(const Openness& of, const Openness& weights) {
  const auto add = [](double term, double weight) {
    if (!(term >= 0.0 && term <= 1.0)) throw std::domain_error("openness: a term lies in 0 to 1");
    if (!(weight >= 0.0)) throw std::domain_error("openness: a weight is not negative");
    return term * weight;
  };
  const double sum = add(of.asic, weights.asic) + add(of.nos, weights.nos) +
                     add(of.optics, weights.optics) + add(of.management, weights.management) +
                     add(of.protocol, weights.protocol) + add(of.spares, weights.spares);
  const double all = weights.asic + weights.nos + weights.optics + weights.management +
                     weights.protocol + weights.spares;
  if (!(all > 0.0)) throw std::domain_error("openness: something must count");
  return sum / all;
}
static_assert(openness({.asic = 1.0, .spares = 0.5}, equal_weights) == 0.25);

/// One number of a profile with what each term adds to it.
struct OpennessScore {
  Openness profile;
  Openness weights = equal_weights;

  [[nodiscard]] constexpr double asic() const { return part(&Openness::asic); }
  [[nodiscard]] constexpr double nos() const { return part(&Openness::nos); }
  [[nodiscard]] constexpr double optics() const { return part(&Openness::optics); }
  [[nodiscard]] constexpr double management() const { return part(&Openness::management); }
  [[nodiscard]] constexpr double protocol() const { return part(&Openness::protocol); }
  [[nodiscard]] constexpr double spares() const { return part(&Openness::spares); }
  [[nodiscard]] constexpr double total() const {
    return asic() + nos() + optics() + management() + protocol() + spares();
  }
  friend constexpr bool operator==(const OpennessScore&, const OpennessScore&) = default;

 private:
  [[nodiscard]] constexpr double part(double Openness::*term) const {
    Openness alone;
    alone.*term = profile.*term;
    return openness(alone, weights);
  }
};
static_assert(OpennessScore{{.asic = 1.0, .nos = 0.5}, {.asic = 3.0, .nos = 1.0}}.total() ==
              openness({.asic = 1.0, .nos = 0.5}, {.asic = 3.0, .nos = 1.0}));

inline constexpr Formula term_openness_card{"economics.term-openness", "1 - 1 / sources",
                                            "definition: one source is none"};

/// Openness of a part by how many sources there are for it: 0, 1/2, 2/3, ...
/// \param sources  >= 1.   \throws std::domain_error for less.
[[nodiscard]] constexpr double term_openness(double sources) {
  if (!(sources >= 1.0)) throw std::domain_error("term_openness: there is at least one source");
  return 1.0 - 1.0 / sources;
}

}  // namespace weft::economics

namespace weft {

template <>
inline constexpr auto fields<economics::Openness> = std::array{
    row<&economics::Openness::asic>("asic", "choice of switch silicon").between(0, 1),
    row<&economics::Openness::nos>("nos", "operating systems that run on it").between(0, 1),
    row<&economics::Openness::optics>("optics", "modules and cables of others").between(0, 1),
    row<&economics::Openness::management>("management", "standard interface").between(0, 1),
    row<&economics::Openness::protocol>("protocol", "standard transport").between(0, 1),
    row<&economics::Openness::spares>("spares", "parts that fit elsewhere").between(0, 1)};
static_assert(describes_all<economics::Openness>());
template <>
inline constexpr std::string_view type_name<economics::Openness> = "openness profile";

template <>
inline constexpr auto fields<economics::OpennessScore> =
    std::array{row<&economics::OpennessScore::asic>("asic", "choice of switch silicon"),
               row<&economics::OpennessScore::nos>("nos", "operating systems that run on it"),
               row<&economics::OpennessScore::optics>("optics", "modules and cables of others"),
               row<&economics::OpennessScore::management>("management", "standard interface"),
               row<&economics::OpennessScore::protocol>("protocol", "standard transport"),
               row<&economics::OpennessScore::spares>("spares", "parts that fit elsewhere"),
               row<&economics::OpennessScore::total>("total", "weighted profile")
                   .by(economics::openness_card)};
static_assert(describes_all<economics::OpennessScore, 2>(),
              "its terms are shown, not what they rest on");
template <>
inline constexpr std::string_view type_name<economics::OpennessScore> = "openness score";

}  // namespace weft
