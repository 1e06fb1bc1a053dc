// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/fields.hpp"

#include <boost/units/base_dimension.hpp>
#include <boost/units/base_unit.hpp>
#include <boost/units/derived_dimension.hpp>
#include <boost/units/make_system.hpp>
#include <boost/units/physical_dimensions/length.hpp>
#include <boost/units/physical_dimensions/mass.hpp>
#include <boost/units/physical_dimensions/time.hpp>
#include <boost/units/quantity.hpp>
#include <boost/units/unit.hpp>

#include <cstdint>

namespace weft {
namespace units {

namespace bu = boost::units;

// Ordinals and unit numbers are arbitrary but unique in a program (Boost keeps < 0 for itself).
struct information : bu::base_dimension<information, 9001> {};
struct money : bu::base_dimension<money, 9002> {};
struct text_tokens : bu::base_dimension<text_tokens, 9003> {};
struct operations : bu::base_dimension<operations, 9004> {};

using length_tag = bu::length_base_dimension;
using mass_tag = bu::mass_base_dimension;
using time_tag = bu::time_base_dimension;

struct metre_unit : bu::base_unit<metre_unit, bu::length_dimension, 9101> {};
struct kilogram_unit : bu::base_unit<kilogram_unit, bu::mass_dimension, 9102> {};
struct second_unit : bu::base_unit<second_unit, bu::time_dimension, 9103> {};
struct byte_unit : bu::base_unit<byte_unit, information::dimension_type, 9104> {};
struct dollar_unit : bu::base_unit<dollar_unit, money::dimension_type, 9105> {};
struct token_unit : bu::base_unit<token_unit, text_tokens::dimension_type, 9106> {};
struct flop_unit : bu::base_unit<flop_unit, operations::dimension_type, 9107> {};

using system = bu::make_system<metre_unit, kilogram_unit, second_unit, byte_unit, dollar_unit,
                               token_unit, flop_unit>::type;

template <class D>
using quantity_of = bu::quantity<bu::unit<D, system>, double>;

}  // namespace units

template <class A, class B>
using Per = typename boost::units::divide_typeof_helper<A, B>::type;
template <class A, class B>
using Times = typename boost::units::multiply_typeof_helper<A, B>::type;

using Length = units::quantity_of<boost::units::length_dimension>;
using Mass = units::quantity_of<boost::units::mass_dimension>;
using Time = units::quantity_of<boost::units::time_dimension>;
using Bytes = units::quantity_of<units::information::dimension_type>;
using Money = units::quantity_of<units::money::dimension_type>;
using Tokens = units::quantity_of<units::text_tokens::dimension_type>;
using Flops = units::quantity_of<units::operations::dimension_type>;

using Area = Times<Length, Length>;
using Bandwidth = Per<Bytes, Time>;  ///< per direction unless the name says aggregate
using Frequency = units::quantity_of<
    boost::units::derived_dimension<boost::units::time_base_dimension, -1>::type>;
using FlopRate = Per<Flops, Time>;
using TokenRate = Per<Tokens, Time>;
using Energy = Per<Per<Times<Mass, Area>, Time>, Time>;
using Power = Per<Energy, Time>;
using MoneyRate = Per<Money, Time>;
using MoneyPerToken = Per<Money, Tokens>;
using MoneyPerEnergy = Per<Money, Energy>;
using MoneyPerPower = Per<Money, Power>;
using MoneyPerPowerTime = Per<MoneyRate, Power>;
using MoneyPerBytes = Per<Money, Bytes>;
using MoneyPerBandwidth = Per<Money, Bandwidth>;
using BytesPerToken = Per<Bytes, Tokens>;
using FlopsPerToken = Per<Flops, Tokens>;
using FlopsPerByte = Per<Flops, Bytes>;
using TimePerToken = Per<Time, Tokens>;
using TimePerLength = Per<Time, Length>;
using EnergyPerToken = Per<Energy, Tokens>;
using TokensPerMoney = Per<Tokens, Money>;
using TokensPerEnergy = Per<Tokens, Energy>;

// The units are quantities of double, never Boost unit objects: 7 * unit / 2 would be an integer.
inline constexpr Length metre = Length::from_value(1.0);
inline constexpr Mass kilogram = Mass::from_value(1.0);
inline constexpr Time second = Time::from_value(1.0);
inline constexpr Bytes byte = Bytes::from_value(1.0);
inline constexpr Money dollar = Money::from_value(1.0);
inline constexpr Tokens token = Tokens::from_value(1.0);
inline constexpr Flops flop = Flops::from_value(1.0);
inline constexpr Power watt = Power::from_value(1.0);
inline constexpr Energy joule = Energy::from_value(1.0);

inline constexpr double kilo = 1e3;
inline constexpr double mega = 1e6;
inline constexpr double giga = 1e9;
inline constexpr double tera = 1e12;
inline constexpr double peta = 1e15;
inline constexpr double milli = 1e-3;
inline constexpr double micro = 1e-6;
inline constexpr double nano = 1e-9;
inline constexpr double kibi = 1024.0;
inline constexpr double mebi = 1024.0 * kibi;
inline constexpr double gibi = 1024.0 * mebi;
inline constexpr double tebi = 1024.0 * gibi;

inline constexpr Bytes bit = 0.125 * byte;
inline constexpr Bytes giga_bit = giga * bit;
inline constexpr Bytes giga_byte = giga * byte;
inline constexpr Bytes gibi_byte = gibi * byte;
inline constexpr Time one_minute = 60.0 * second;
inline constexpr Time one_hour = 3600.0 * second;
inline constexpr Time one_day = 24.0 * one_hour;
inline constexpr Time one_week = 7.0 * one_day;
inline constexpr Time one_year = 365.25 * one_day;          ///< Julian year, 8766 h
inline constexpr Time one_month = one_year * (1.0 / 12.0);  ///< 1/12 year, never 30 days
inline constexpr Energy kilowatt_hour = kilo * watt * one_hour;

namespace units {

constexpr void raise(Dimension& to, length_tag, std::int8_t by) { to.metre = by; }
constexpr void raise(Dimension& to, mass_tag, std::int8_t by) { to.kilogram = by; }
constexpr void raise(Dimension& to, time_tag, std::int8_t by) { to.second = by; }
constexpr void raise(Dimension& to, information, std::int8_t by) { to.byte = by; }
constexpr void raise(Dimension& to, money, std::int8_t by) { to.dollar = by; }
constexpr void raise(Dimension& to, text_tokens, std::int8_t by) { to.token = by; }
constexpr void raise(Dimension& to, operations, std::int8_t by) { to.flop = by; }

template <class List>
struct Exponents;
template <>
struct Exponents<bu::dimensionless_type> {
  static constexpr Dimension value{};
};
template <class Tag, bu::integer_type N, bu::integer_type D, class Next>
struct Exponents<bu::list<bu::dim<Tag, bu::static_rational<N, D>>, Next>> {
  static_assert(D == 1, "a quantity at a border has whole exponents");
  static constexpr Dimension value = [] {
    Dimension made = Exponents<Next>::value;
    raise(made, Tag{}, static_cast<std::int8_t>(N));
    return made;
  }();
};

}  // namespace units

template <class D>
inline constexpr bool is_quantity<units::bu::quantity<units::bu::unit<D, units::system>, double>> =
    true;
template <class D>
inline constexpr Dimension
    dimension_of<units::bu::quantity<units::bu::unit<D, units::system>, double>> =
        units::Exponents<D>::value;

namespace units {
// Counts of devices, ranks and requests are plain numbers. Found by argument-dependent look-up.
// Spelled with bu::quantity: clang 14 rejects a constrained template here.
template <class D>
[[nodiscard]] constexpr quantity_of<D> operator*(std::int64_t count,
                                                 bu::quantity<bu::unit<D, system>, double> each) {
  return static_cast<double>(count) * each;
}
template <class D>
[[nodiscard]] constexpr quantity_of<D> operator*(bu::quantity<bu::unit<D, system>, double> each,
                                                 std::int64_t count) {
  return static_cast<double>(count) * each;
}
template <class D>
[[nodiscard]] constexpr quantity_of<D> operator/(bu::quantity<bu::unit<D, system>, double> whole,
                                                 std::int64_t count) {
  return whole / static_cast<double>(count);
}
}  // namespace units

/// `a / b` of equal dimensions as a plain double; the operator alone gives a quantity of 1.
template <class Q>
[[nodiscard]] constexpr double ratio(Q a, Q b) {
  return a.value() / b.value();
}
template <class Q>
[[nodiscard]] constexpr Q min(Q a, std::type_identity_t<Q> b) {
  return b < a ? b : a;
}
template <class Q>
[[nodiscard]] constexpr Q max(Q a, std::type_identity_t<Q> b) {
  return a < b ? b : a;
}

}  // namespace weft
