// SPDX-License-Identifier: Apache-2.0
// Private to weft::io: pages of diagnostics on values and their units.
#pragma once

#include "weft/io/codes.hpp"

#include <array>

namespace weft::io {

// One row a code, ascending: code, title, what, why, wrong example, right example.
inline constexpr auto values_codes = std::to_array<CodePage>({
    // WF02: values and units
    {"WF0201", "Not a quantity",
     "The text does not begin with a number, or its number is not complete.",
     "A quantity is a number and its unit, with a digit on both sides of a decimal point.",
     R"("link": "fast")", R"("link": "800 Gb/s")"},
    {"WF0202", "Wrong dimension",
     "The unit does not fit the field: a power where a rate is wanted, a capacity where a price "
     "is.",
     "Every field knows its dimension; any unit of that dimension is accepted.",
     R"("power_price": "80 kW")", R"("power_price": "$0.08 /kWh")"},
    {"WF0203", "The unit is missing",
     "A bare number, or an amount without its currency, stands where a quantity is wanted.",
     "800 of what? A bare number is only a count or a ratio.", R"("link": 800)",
     R"("link": "800 Gb/s")"},
    {"WF0204", "Unknown unit", "The word behind the number is no unit.",
     "Units are case-sensitive: prefixes and symbols as in the SI, b for bit and B for byte.",
     R"("link": "800 Gbbs")", R"("link": "800 Gb/s")"},
    {"WF0205", "Power and energy confused",
     "A power stands where an energy is wanted, or the other way round.",
     "W is power, Wh is energy: 1 kW for one hour is 1 kWh. Electricity is priced by the kWh, "
     "capacity by the kW.",
     R"("power_price": "$0.08 /kW")", R"("power_price": "$0.08 /kWh")"},
    {"WF0206", "A prefix in the wrong case",
     "The prefix of the unit is written otherwise: KB for kB, gib for GiB.",
     "G is 10^9 and Gi is 2^30, 7 % apart; k is 1000 and stands in lower case. A guess could be "
     "wrong.",
     R"("memory": "80 gib")", R"("memory": "80 GiB")"},
    {"WF0207", "Bit and byte confused",
     "A rate is beyond its port or its range by the 8 between byte and bit, or its unit leaves "
     "open which is meant.",
     "b is bit and B is byte: 800 GB/s is 6.4 Tb/s. Links are sold in bits, memory in bytes.",
     R"("link": "800 GB/s")", R"("link": "800 Gb/s")"},
    {"WF0208", "An amount and an amount per time confused",
     "Money in total stands where money per time is wanted, or the other way round.",
     "A fee of $2M and a fee of $2M a year differ by the length of the plan.",
     R"("support": "$40k")", R"("support": "$40k /yr")"},
    {"WF0209", "A multiplier that is no unit", "k, M, B or T stands where it multiplies nothing.",
     "They multiply only amounts behind a $. Elsewhere B is byte, and thousands have an SI prefix: "
     "k, M, G, T.",
     R"("tokens": "80 Btok")", R"("tokens": "80 Gtok")"},
    {"WF0210", "A unit where none belongs", "A count or a ratio is written with a unit.",
     "The field is a plain number; a unit says that something else was meant.", R"("tiers": "2 m")",
     R"("tiers": 2)"},
    {"WF0211", "Not a whole number", "The field counts things, and the value has a fraction.",
     "There is no half of a switch; rounding it would be a silent choice.", R"("count": 2.5)",
     R"("count": 3)"},
    {"WF0212", "A growth without its period",
     "A rate that compounds does not say whether per year or per month, or a plain share says that "
     "it does.",
     "8 % a year and 8 % a month are far apart.", R"("growth": "8 %")", R"("growth": "8 %/yr")"},
    {"WF0213", "Not a range",
     "A range lacks an end, a unit at one of its ends, or the word between them.",
     "Both ends carry their unit, so that nothing is guessed.", R"("price": "$27 to 34k")",
     R"("price": "$27k to $34k")"},
    {"WF0214", "A range from high to low", "The first end of the range is above the second.",
     "Often one end has a slip in its unit.", R"("price": "$34k to $27k")",
     R"("price": "$27k to $34k")"},
    {"WF0215", "No exchange rate",
     "An amount is in a currency for which the plan has no dated rate.",
     "Rates move: the plan says which one it was made with, and the report shows it.",
     R"("price": "EUR 30k" in a plan without a rate for EUR)",
     "the same with a dated rate for EUR in the plan"},
    {"WF0216", "How money is written",
     "A currency stands behind its amount, or is a sign other than $.",
     "One form is readable by everybody: $ or the three letters of the currency in front.",
     R"("price": "30k USD")", R"("price": "$30k")"},
    {"WF0217", "A number out of reach",
     "The number with its unit is larger or nearer to zero than a 64-bit floating-point number can "
     "be.",
     "It would become infinity or 0 without a word.", R"("size": "1e400 B")", R"("size": "1 EB")"},
    {"WF0218", "Not a finite number", "The text says infinity or NaN.",
     "Every result built on it would be one, too. A value that is not known is left out.",
     R"("rate": "inf Gb/s")", R"("rate": "800 Gb/s")"},
    {"WF0219", "An empty text", "The text between the quotes is empty.",
     "A value that is not known is left out; the report then shows the default that was taken.",
     R"("link": "")", R"("link": "800 Gb/s")"},
    {"WF0220", "Something follows the unit",
     "There are more words behind a quantity that is already complete.",
     "What they say would be lost. Remarks belong into a comment.",
     R"("link": "800 Gb/s full duplex")", R"("link": "800 Gb/s"   // full duplex)"},
    {"WF0221", "A separator between digits", "A comma, blank or apostrophe divides the digits.",
     "1,200 is twelve hundred to some and 1.2 to others.", R"("price": "$1,200")",
     R"("price": "$1200")"},
    {"WF0222", "A unit that is not finished",
     "The unit ends in a '/' or another sign, or is longer than any unit.",
     "Its second half is missing.", R"("link": "800 Gb/")", R"("link": "800 Gb/s")"},
    {"WF0223", "Outside the range",
     "The value is outside what the field may be, or an expression has no finite result. weft "
     "schema PATH shows the range.",
     "Such a value is impossible or a slip of the prefix; a result built on it would mislead.",
     R"("pue": 0.8)", R"("pue": 1.2)"},
});

}  // namespace weft::io
