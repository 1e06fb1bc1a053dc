// SPDX-License-Identifier: Apache-2.0
// Any text, read as a field of any kind: no crash, offsets within the text, and what was read is
// written and read back to the same bits. The first byte chooses the field.
#include "weft/io/quantity_text.hpp"
#include "weft/units/system.hpp"

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <string>
#include <string_view>
#include <variant>

namespace {

using weft::Shape;
using weft::io::Expect;

const Expect fields[] = {
    {Shape::quantity, weft::dimension_of<weft::Bandwidth>, "Gb/s", {}},
    {Shape::quantity, weft::dimension_of<weft::Bytes>, "GiB", {}},
    {Shape::quantity, weft::dimension_of<weft::Time>, "weeks", {}},
    {Shape::quantity, weft::dimension_of<weft::Time>, "us", {}},
    {Shape::quantity, weft::dimension_of<weft::Power>, "kW", {}},
    {Shape::quantity, weft::dimension_of<weft::Energy>, "kWh", {}},
    {Shape::quantity, weft::dimension_of<weft::Money>, "$", {}},
    {Shape::quantity, weft::dimension_of<weft::MoneyRate>, "$/switch/yr", {}},
    {Shape::quantity, weft::dimension_of<weft::MoneyPerToken>, "$/Mtok", {}},
    {Shape::quantity, weft::dimension_of<weft::MoneyPerEnergy>, "$/kWh", {}},
    {Shape::quantity, weft::dimension_of<weft::MoneyPerPowerTime>, "$/kW/month", {}},
    {Shape::quantity, weft::dimension_of<weft::Frequency>, "/s", {}},
    {Shape::quantity, weft::dimension_of<weft::Tokens>, "tok", {}},
    {Shape::quantity, weft::dimension_of<weft::FlopRate>, "", {}},
    {Shape::count, {}, {}, "GPU"},
    {Shape::ratio, {}, "%", {}},
    {Shape::ratio, {}, "x", "FTE"},
    {Shape::growth, {}, "%/yr", {}},
};

void require(bool holds) {
  if (!holds) std::abort();
}

void check_round_trip(double value, const Expect& expect) {
  const std::string text = weft::io::write_quantity(value, expect.dimension, expect.shown);
  const auto again = weft::io::read_quantity(text, expect);
  const auto* reading = std::get_if<weft::io::Reading>(&again);
  require(reading != nullptr);
  require(std::bit_cast<std::uint64_t>(reading->value) == std::bit_cast<std::uint64_t>(value));
  require(!weft::io::show_quantity(value, expect.dimension, expect.shown).empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const Expect& expect = fields[data[0] % std::size(fields)];
  const std::string text(reinterpret_cast<const char*>(data + 1), size - 1);
  const weft::io::Currencies currencies{{"EUR", 1.08}};
  const auto read = weft::io::read_quantity(text, expect, currencies);
  if (const auto* fault = std::get_if<weft::io::TextFault>(&read)) {
    require(fault->begin <= fault->end && fault->end <= text.size());
    require(fault->code.starts_with("WF02") && !fault->message.empty() && !fault->hint.empty());
  } else {
    const auto& reading = *std::get_if<weft::io::Reading>(&read);
    require(std::isfinite(reading.value));
    if (reading.range) {
      require(reading.range->low <= reading.range->high);
      check_round_trip(reading.range->low, expect);
      check_round_trip(reading.range->high, expect);
    }
    check_round_trip(reading.value, expect);
  }
  (void)weft::io::bit_byte_hint(text);
  return 0;
}
