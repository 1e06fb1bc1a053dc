// SPDX-License-Identifier: Apache-2.0
// Fields as a plan has them, for the tests of quantity texts.
#pragma once

#include "weft/io/quantity_text.hpp"
#include "weft/units/system.hpp"

namespace weft::test {

template <class Q>
constexpr io::Expect quantity(std::string_view shown) {
  return {Shape::quantity, dimension_of<Q>, shown, {}};
}

inline constexpr auto rate = quantity<Bandwidth>("Gb/s");
inline constexpr auto size = quantity<Bytes>("GB");
inline constexpr auto span = quantity<Time>("weeks");
inline constexpr auto latency = quantity<Time>("us");
inline constexpr auto draw = quantity<Power>("kW");
inline constexpr auto used = quantity<Energy>("kWh");
inline constexpr auto amount = quantity<Money>("$");
inline constexpr auto salary = quantity<MoneyRate>("$/yr");
inline constexpr auto rent = quantity<MoneyRate>("$/h");
inline constexpr auto energy_price = quantity<MoneyPerEnergy>("$/kWh");
inline constexpr auto space_price = quantity<MoneyPerPowerTime>("$/kW/month");
inline constexpr auto build_price = quantity<MoneyPerPower>("$/W");
inline constexpr auto token_price = quantity<MoneyPerToken>("$/Mtok");
inline constexpr auto tokens = quantity<Tokens>("tok");
inline constexpr auto token_rate = quantity<TokenRate>("tok/s");
inline constexpr auto arrivals = quantity<Frequency>("/s");
inline constexpr auto work = quantity<Flops>("flop");
inline constexpr auto speed = quantity<FlopRate>("Tflop/s");
inline constexpr auto way = quantity<Length>("m");
inline constexpr auto mass = quantity<Mass>("kg");
inline constexpr auto licence = quantity<MoneyRate>("$/switch/yr");
inline constexpr io::Expect number{Shape::count, {}, {}, {}};
inline constexpr io::Expect gpus{Shape::count, {}, {}, "GPU"};
inline constexpr io::Expect share{Shape::ratio, {}, "%", {}};
inline constexpr io::Expect staff{Shape::ratio, {}, {}, "FTE"};
inline constexpr io::Expect growth{Shape::growth, {}, "%/yr", {}};

}  // namespace weft::test
