// SPDX-License-Identifier: Apache-2.0
#include "weft/io/codes.hpp"

#include <algorithm>
#include <array>

namespace weft::io {
namespace {

// One row a code, ascending: code, title, what, why, wrong example, right example.
constexpr auto pages = std::to_array<CodePage>({
    // WF01: the text
    {"WF0101", "Unexpected text",
     "Something stands where JSON wants something else: a bracket of the wrong kind, a ':' that is "
     "missing, a key without a value.",
     "What follows cannot be read with any certainty, so reading stops here.", R"("count" = 8)",
     R"("count": 8)"},
    {"WF0102", "The text ends too early", "The file ends while a '{' or '[' is still open.",
     "A cut-off file would otherwise be evaluated as a smaller plan.",
     R"({ "clusters": { "train": {} })", R"({ "clusters": { "train": {} } })"},
    {"WF0103", "A comma is missing",
     "Two members of an object or two items of a list stand side by side.",
     "Often a line was added below one that had no comma.", R"("count": 8 "node": "dgx-h100")",
     R"("count": 8, "node": "dgx-h100")"},
    {"WF0104", "A comma too many", "A comma is followed by a closing bracket or by another comma.",
     "JSON has no trailing commas, and an empty place may be a value that was lost.",
     R"(["train", "serve",])", R"(["train", "serve"])"},
    {"WF0105", "Double quotes are missing",
     "A key, a text or a value with a unit stands without quotes, or in single or curly ones.",
     "Keys and texts stand in double quotes; so does every quantity, because its unit belongs to "
     "it.",
     R"(link: 800 Gb/s)", R"("link": "800 Gb/s")"},
    {"WF0106", "A text is not well formed",
     "A text in quotes never ends, or holds a control character or an unknown escape.",
     "A line break inside text is written \\n, a tab \\t, a quote \\\", a backslash \\\\.",
     R"("about": "first draft)", R"("about": "first draft")"},
    {"WF0107", "Not a number",
     "The digits do not form a JSON number: a leading zero or plus, no digit beside the point, "
     "NaN, Infinity.",
     "A value that is not known is left out; the report then shows the default that was taken.",
     R"("share": .5, "rate": NaN)", R"("share": 0.5)"},
    {"WF0108", "A number out of reach",
     "The number is larger or nearer to zero than a 64-bit floating-point number can be.",
     "It would become infinity or 0 without a word.", R"("size": 1e999)", R"("size": "1 EB")"},
    {"WF0109", "A key stands twice",
     "The same key stands twice in one object. The first one is kept for further checks.",
     "JSON leaves open which one counts, so a plan may mean two things.",
     R"({ "count": 8, "count": 16 })", R"({ "count": 16 })"},
    {"WF0110", "Nested too deeply", "More than 64 brackets are open at once.",
     "No plan needs it; it is usually a program that wrote the file in a loop.", "[[[[ ... ]]]]",
     R"({ "clusters": {} })"},
    {"WF0111", "Not UTF-8", "The file holds bytes that are no UTF-8, or a zero byte.",
     "Names and units could not be compared with certainty. Editors can save a file as UTF-8.",
     "a file in UTF-16 or Latin-1", "the same file in UTF-8"},
    {"WF0112", "The text is empty", "There is nothing in the file but blanks and comments.",
     "An empty file is more often an accident than a plan. weft init prints a plan to begin with.",
     "", R"({ "weft": 1 })"},
    {"WF0113", "Text after the end", "Something follows the last closing bracket.",
     "A file is one plan. Often a bracket closes too early, or two files were joined.",
     R"({ "weft": 1 } { })", R"({ "weft": 1 })"},
    {"WF0114", "Too large",
     "The text has more than 16 MiB, 200,000 values, or 5,000 keys in one object.",
     "Reading must end in bounded time and memory, whatever the file is.",
     "a log file given as a plan", "a plan; catalogues and price books in files of their own"},
    {"WF0115", "Not a comment",
     "A comment is not closed, or begins with something other than // or /*.",
     "The rest of the file would silently disappear into it.", "# price from the quote",
     "// price from the quote"},

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

    // WF03: names
    {"WF0301", "Unknown key", "No field of this name belongs here.",
     "A key that nobody reads would leave its default in force without a word. Keys that begin "
     "with x- are yours.",
     R"("swich": "sn5600")", R"("switch": "sn5600")"},
    {"WF0302", "A key is missing", "The object lacks a key that has no default.",
     "There is no honest value to take in its place.", R"("train": { "count": 8 })",
     R"("train": { "node": "dgx-h100", "count": 8 })"},
    {"WF0303", "No such name in the plan",
     "The text names a cluster, fabric or workload that the plan does not have.",
     "The part would hang in the air: nothing would be attached to it.", R"("attach": "trian")",
     R"("attach": "train")"},
    {"WF0304", "Not in the catalogue",
     "No record of this kind has this id, in the built-in catalogue, in your own or in parts.",
     "Parts are looked up by their exact id. weft catalog search WORD finds it.",
     R"("switch": "sn5601")", R"("switch": "sn5600")"},
    {"WF0305", "Not a legal name",
     "Names of clusters, fabrics, workloads and variants are lower-case letters, digits and '_', "
     "and begin with a letter.",
     "A name becomes part of metric ids such as fabrics.backend.switches; a dot or a blank would "
     "break them.",
     R"("Back-End": {})", R"("back_end": {})"},
    {"WF0306", "Unknown word", "The field takes one of a few words, and this is none of them.",
     "Each word stands for a model of its own; there is no nearest one to take.",
     R"("kind": "fat-trea")", R"("kind": "fat-tree")"},
    {"WF0307", "Unknown let name", "An expression uses a name that let does not define.",
     "A value cannot be computed from nothing.", R"("price": "=node_prize")",
     R"("price": "=node_price")"},
    {"WF0308", "A circle in let", "A let name is defined by itself, directly or through others.",
     "None of the names in the circle has a value.", R"("let": { "a": "=b", "b": "=a" })",
     R"("let": { "a": 2, "b": "=a" })"},
    {"WF0309", "A let name that nothing uses", "Nothing in the plan refers to this name.",
     "Editing it changes nothing, which is seldom what its author expects. Often a reference is "
     "misspelt.",
     R"("let": { "pue": 1.2 })", R"("let": { "pue": 1.2 }, "site": { "pue": "=pue" })"},
    {"WF0310", "The wrong kind of value",
     "The field wants another JSON type: an object instead of a number, a text instead of a list.",
     "Its meaning would have to be guessed. weft schema PATH shows the form.", R"("count": "many")",
     R"("count": 8)"},
    {"WF0311", "This key has a new name",
     "The key is the old name of a field. It is still read, for one major version.",
     "Later versions will not know it.", "the old key", "the key that the message names"},
    {"WF0312", "Planned: not yet computed",
     "The section is read and checked, but no result depends on it yet.",
     "It is said aloud so that nobody takes the result for one that includes it.",
     "a section whose layer is still to come",
     "the same; the message goes when the layer is there"},
    {"WF0313", "A version this program does not read",
     "The number behind \"weft\" names a version of the plan's format that is unknown here.",
     "Fields may have changed their meaning between versions.", R"("weft": 9)", R"("weft": 1)"},
    {"WF0314", "Not a month", "A month is not written as year and month, or stands twice.",
     "A month is a calendar date and never 30 days, so it needs its year.",
     R"("start": "Jan 2027")", R"("start": "2027-01")"},
    {"WF0315", "A distribution that does not hold",
     "A { \"dist\": ... } lacks a part, or its parts contradict each other.",
     "No draw can be made from it. discrete takes of; triangular low, mode and high; uniform low "
     "and high; probabilities add up to 1.",
     R"({ "dist": "discrete", "of": { "12 weeks": 0.5 } })",
     R"({ "dist": "discrete", "of": { "12 weeks": 0.5, "20 weeks": 0.5 } })"},
    {"WF0316", "An expression that cannot be computed",
     "The text behind '=' is no expression, or uses a let name that has no usable value.",
     "An expression is numbers and let names with + - * / and brackets; units are checked.",
     R"("price": "=2 * (node_price")", R"("price": "=2 * node_price")"},

    // WF04: plans whose parts do not fit
    {"WF0401", "Parts do not fit together",
     "Two parts that are to be connected differ in protocol, speed, cage or form.",
     "They cannot be ordered as they stand: no cable would join them.",
     R"("nic": "an Ethernet adapter", "switch": "an InfiniBand switch")",
     "two parts of one protocol"},
    {"WF0402", "A fabric without endpoints",
     "No cluster is attached to the fabric, or those that are have no port for it.",
     "It would be bought and carry nothing.", R"("backend": { "attach": {} })",
     R"("backend": { "attach": { "train": {} } })"},
    {"WF0403", "An adapter faster than the switch port",
     "The network adapter runs faster than the port of the switch that it is plugged into.",
     "The link runs at the slower rate, and the difference is paid for and never used.",
     "an 800 Gb/s adapter on a 400 Gb/s port", "ports of one rate"},
    {"WF0404", "Variants without a baseline",
     "There are several variants, and none is named as the one to compare with.",
     "Differences need a side to start from.", R"("variants": { "a": {}, "b": {} })",
     R"("baseline": "a", "variants": { "a": {}, "b": {} })"},
    {"WF0405", "Phases out of order",
     "A phase begins before the plan does, or before the phase above it.",
     "Each phase is laid over the ones before it, so their order is their meaning.",
     R"("from": "2026-01" in a plan that starts in 2027-01)", R"("from": "2027-06")"},
    {"WF0406", "The node has no such ports",
     "A node is attached to a fabric for whose role its record has no ports.",
     "Nothing says how many links there would be and how fast.",
     R"("attach": { "disk": {} } on a scale-out fabric)",
     R"("attach": { "disk": { "nic": "...", "count": 2 } })"},
    {"WF0407", "A fabric that cannot be shared",
     "A fabric shares one that is unknown, or that itself runs on another one.",
     "Traffic is put on the fabric that owns the switches; a chain of them has no owner.",
     "mgmt shares storage, which shares backend", "both share backend"},
    {"WF0408", "More accelerators than there are",
     "A workload asks for more accelerators than its cluster has at that time.",
     "The cluster would be sold twice.", "2,048 accelerators asked of 1,024",
     "as many as the cluster has, or a larger cluster"},
    {"WF0409", "A month outside the horizon",
     "A month lies before the start of the plan or after its end.",
     "What happens then is in no result.", "\"2035-01\" in a plan of 60 months from 2027-01",
     "a month inside, or a longer horizon"},
    {"WF0410", "No price", "A part has no price in the catalogue, in a price book or in the plan.",
     "The bill counts the part and says that its price is missing; no cost and no return is "
     "computed, "
     "as any total would be too low.",
     R"("switch": "sn5600")", R"("parts": { "sn5600": { "price": "$40k" } })"},
    {"WF0412", "Not for a variant or a phase",
     "A variant or a phase changes something that holds for the whole plan, such as the list of "
     "variants or the discount rate.",
     "A variant is laid over the plan and a phase over the variant; nothing is laid over either in "
     "turn.",
     R"("variants": { "a": { "variants": { "b": {} } } })", R"("variants": { "a": {}, "b": {} })"},
    {"WF0413", "A phase that adds or removes parts",
     "A phase has a cluster, a fabric, a workload or a step that another phase does not have, or "
     "makes something else of it.",
     "A phase says how many units stand and what they do; what exists is written in the plan "
     "itself, with a count of 0 until it comes.",
     R"("ramp": { "full": { "from": "2028-01", "clusters": { "new": { ... } } } })",
     R"("clusters": { "new": { "count": 0, ... } }, then "count": 16 in the phase)"},
    {"WF0414", "Ports that another fabric has",
     "Two fabrics with switches of their own are attached to the same ports of a node.",
     "A port has one cable. A role that the node has no ports for falls to those of another role.",
     R"("storage": { "switch": "sn5600", "attach": { "gpu": {} } } beside such a front-end)",
     R"("storage": { "shares": "front", "attach": { "gpu": {} } })"},
    {"WF0415", "A module that does not fit the cage",
     "A module or cable that the plan names has another form than the cages of the switch that it "
     "goes into.",
     "It cannot be plugged in. Often the switch was changed, by a variant or above, and the cables "
     "were not.",
     "a QSFP112 cable in an OSFP cage",
     R"("cables": "auto", or a part whose "cages" has that form)"},
    {"WF0416", "A module too hot for the cage",
     "A module that the plan names draws more than a cage of the switch can cool.",
     "It would be shut down or slow down, mostly when the hall is warm.",
     "a coherent module of 30 W in a cage of 18 W", "a part that draws less, or another switch"},
    {"WF0417", "A cable too short", "A cable that the plan names is shorter than any link can be.",
     "The way up to the tray and down again is in every link of the floor plan.",
     "a copper cable of 2 m where the slack is 4 m", "a part that reaches farther"},
    {"WF0418", "More racks than places",
     "The nodes need more racks than the floor plan has places.",
     "Lengths of cables follow from where racks stand, and some would stand nowhere.",
     R"("floor": { "rows": 2, "racks_per_row": 10, ... } for 40 racks)",
     R"("floor": { "rows": 4, "racks_per_row": 10, ... })"},
    {"WF0419", "A setting without effect",
     "What is asked for cannot show in any result, because another value of the plan leaves it "
     "nothing to do.",
     "An embedder writes no tokens: there is no decode pool that its prefill could be apart from.",
     R"("mode": "disaggregated" with "output": "0 tok")", R"("mode": "aggregated")"},

    // WF05: somebody's bill of materials
    {"WF0501", "A bill that cannot be built",
     "weft check-bom found counts, rates or parts that contradict each other or physics. The "
     "message begins with the name of the check and says what is needed and what there is.",
     "Ordered as written, it would not work: a cable without a port, a port without bandwidth.",
     R"("leaf": { "count": 32, "up": 16 }, "spine": { "count": 8, "ports": 32 })",
     R"("leaf": { "count": 32, "up": 16 }, "spine": { "count": 16, "ports": 32 })"},
    {"WF0502", "A bill that hides something",
     "weft check-bom found that it can be built, and is not what it is sold as, or pays for "
     "something that is never used.",
     "The buyer should know before signing: half the bandwidth, a part counted twice, one spine.",
     R"("oversubscription": 1 with 32 ports down and 16 up)", R"("oversubscription": 2)"},

    // WF06: the command line and files
    {"WF0601", "Unknown command or flag",
     "The command line has a word that no command or flag is called.",
     "weft --help lists the commands, weft COMMAND --help the flags.", "weft evla plan.json",
     "weft eval plan.json"},
    {"WF0602", "--set is not PATH=VALUE", "The text behind --set has no '=', or no path before it.",
     "The path is dotted as in the plan; the value is written as in the plan, without the outer "
     "quotes.",
     "weft eval plan.json --set pue:1.2", "weft eval plan.json --set site.pue=1.2"},
    {"WF0603", "Unknown format", "The word behind -f is no format of this command.",
     "The formats of a command stand in its --help.", "weft eval plan.json -f jsn",
     "weft eval plan.json -f json"},
    {"WF0604", "A file cannot be read", "The file is missing, is a directory, or may not be read.",
     "Nothing was evaluated.", "weft eval paln.json", "weft eval plan.json"},
    {"WF0605", "A file cannot be written",
     "The output could not be written as a whole: no folder, no permission, no space.",
     "Files are written all or nothing; what stood there before still stands.",
     "weft eval plan.json -o missing/result.json", "weft eval plan.json -o result.json"},
    {"WF0606", "Unknown variant", "The plan has no variant of this name.",
     "Variants are the keys of \"variants\" in the plan.", "weft eval plan.json --variant opne",
     "weft eval plan.json --variant open"},
    {"WF0607", "Unknown metric", "No result has this id.",
     "Metric ids follow the plan: fabrics.backend.switches, workloads.pretrain.step_time.",
     "fabrics.backend.swiches", "fabrics.backend.switches"},
    {"WF0608", "A * that stands for nothing",
     "A * in the path of --set stands for every key that is there, and none is.",
     "Nothing would be set, without a word. Often the name before the * is misspelt. A key that is "
     "itself called * stands in double quotes.",
     "weft eval plan.json --set 'fabric.*.switch=sn5600'",
     "weft eval plan.json --set 'fabrics.*.switch=sn5600'"},
    {"WF0609", "Unknown column", "weft compare has no column of this name.",
     "A column is called by its variant, or by its plan where it is no variant.",
     "weft compare plan.json --baseline opne", "weft compare plan.json --baseline open"},

    {"WF0610", "A revision that cannot be read",
     "REV:PATH names a file of a git repository. Either git is not installed, this folder is in no "
     "repository, or there is no such revision or no such file in it.",
     "Nothing is fetched: what a shallow clone does not have is missing here too. PATH begins at "
     "the "
     "root of the repository; ./PATH in this folder.",
     "weft diff mian:plan.json plan.json", "weft diff main:plan.json plan.json"},
    {"WF0611", "Not a saved result",
     "The file says that it is a result of weft, and cannot be read as one of this version.",
     "What cannot be read with certainty is not compared.", R"({ "weft_result": "9.0" })",
     "weft eval plan.json -f json > result.json"},

    // WF07: gates
    {"WF0701", "A gate that cannot be read",
     "The text behind \"require\" is no comparison of metrics and values.",
     "A gate is one line: comparisons, and, or, not, + - * /, at(2028-01, x), max_over_time(x), "
     "baseline.x. It has at most 1,000 characters.",
     R"("require": "workloads.chat.cost_output <= ")",
     R"("require": "workloads.chat.cost_output <= $0.60 /Mtok")"},
    {"WF0702", "A gate on an unknown metric",
     "The gate names something that this plan has no result and no number for.",
     "A gate that asks for nothing would never fail. weft schema --result lists the metrics; those "
     "of a workload depend on its kind.",
     R"("require": "workloads.chat.cost_ouput <= $0.60 /Mtok")",
     R"("require": "workloads.chat.cost_output <= $0.60 /Mtok")"},
    {"WF0703", "A gate with unlike units",
     "Both sides of a comparison or a sum must have the same unit; and, or and not stand between "
     "comparisons.",
     "Dollars held against watts tell nothing.", R"("require": "site.it_power <= 4.5 MWh")",
     R"("require": "site.it_power <= 4.5 MW")"},
    {"WF0704", "A gate that divides by zero", "The value behind / is zero as it is written.",
     "It would have no value. Where a metric turns out to be zero, the gate fails and says so.",
     R"("require": "finance.capex / 0 <= $1")", R"("require": "finance.capex / 2 <= $1")"},
    {"WF0705", "A gate on a month that there is not",
     "The month lies outside the horizon, or the metric has one value and no series.",
     "at(2028-01, x) and max_over_time(x) read the series of a metric.",
     R"("require": "at(2058-01, site.it_power) <= 4 MW")",
     R"("require": "at(2028-01, site.it_power) <= 4 MW")"},
    {"WF0706", "A waiver without owner or last day",
     "A waiver says who answers for it and the last day on which it holds, as 2027-09-30.",
     "What is waived for ever and by nobody is a gate that does not exist.",
     R"("waive": { "by": "", "until": "next year" })",
     R"("waive": { "by": "a.planner", "until": "2027-09-30" })"},
    {"WF0707", "A waiver that runs out",
     "By --today the waiver has run out, or does so within 30 days. Weft has no clock: without "
     "--today no waiver holds.",
     "A waiver that ran out makes a failed gate an error, whatever its level.",
     R"("until": "2026-01-31")", R"("until": "2027-09-30")"},

    {"WF0708", "A gate does not hold",
     "The plan was evaluated, and what the gate requires is not so.",
     "sarif, junit and github say it at the line of the gate, with the lines that it depends on. "
     "The exit code is 1 at level error.",
     "", R"("waive": { "by": "a.planner", "until": "2027-09-30" })"},
    {"WF0709", "A budget or service level does not hold",
     "The plan was evaluated, and a metric is beyond the limit of the same name.",
     "A budget of a network and an SLO of a workload are limits, checked as they stand.", "",
     R"("budget": { "latency_p99": "12 us" })"},
    {"WF0710", "Something cannot be built, or does not run",
     "The plan was read, and a network cannot be built from these parts, or a workload does not "
     "run on this hardware.",
     "The exit code is 3: there is no answer to hold limits against.", "",
     R"("topology": "three-tier")"},

    {"WF0711", "An input changed",
     "weft diff points at each line whose value is another one than on the other side.",
     "It is a note: whether the change is good is said by gates, budgets and service levels.",
     R"("count": 64, where BASE has "count": 96)", R"("count": 96)"},

    // WF08: what was signed
    {"WF0801", "Not a lock file", "The file is no lock file of this version.",
     "weft lock PLAN writes one: JSON with \"weft_lock\", the engine and a line for each input.",
     R"({ "inputs": [] })", "weft lock plan.json"},
    {"WF0802", "Not what was locked",
     "A text that the plan was evaluated with is not the one that the lock file names, or the "
     "program is another version.",
     "A signed number must not move in silence. Comments and blanks do not count.",
     "weft eval plan.json --locked", "weft diff signed.json plan.json; weft lock plan.json"},
    {"WF0803", "A quote that has run out",
     "By --today the last day of a value has passed, or it cannot be read as a day or a month.",
     "Weft has no clock: without --today nothing runs out. With --locked it is an error.",
     R"("until": "2026-01-31")", R"("until": "2027-09-30")"},

    {"WF0804", "Actuals that cannot be read",
     "A line of the file behind --actuals is no month, metric and value; or a month is missing "
     "between others, or outside the plan, or stands twice.",
     "What was paid is split month by month: finance.cash_out of each month must be there.",
     "2027-3,finance.cash_out,1.2M", "2027-03,finance.cash_out,$1.2M"},

    // WF09: faults of the program
    {"WF0901", "A fault inside Weft",
     "A rule that the program sets for itself was broken. The plan is not to blame.",
     "Please report it with the plan that shows it; the message names the function.", "", ""},
});

static_assert(std::is_sorted(pages.begin(), pages.end(),
                             [](const CodePage& a, const CodePage& b) { return a.code < b.code; }));

constexpr std::size_t columns = 80;

void fold(std::string& out, std::string_view label, std::string_view text) {
  if (text.empty()) return;
  constexpr std::size_t indent = 8;
  std::string line(label);
  line.resize(indent, ' ');
  bool fresh = true;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    if (!fresh && line.size() + 1 + word.size() > columns) {
      out += line + '\n';
      line.assign(indent, ' ');
      fresh = true;
    }
    if (!fresh) line += ' ';
    line += word;
    fresh = false;
    text.remove_prefix(std::min(word.size() + 1, text.size()));
  }
  out += line + '\n';
}

}  // namespace

std::span<const CodePage> all_codes() { return pages; }

const CodePage* find_code(std::string_view code) {
  constexpr std::size_t digits = 4;
  if (code.size() == digits + 2 && (code[0] == 'W' || code[0] == 'w') &&
      (code[1] == 'F' || code[1] == 'f')) {
    code.remove_prefix(2);
  }
  if (code.size() != digits) return nullptr;
  const auto found = std::find_if(pages.begin(), pages.end(), [&](const CodePage& each) {
    return each.code.substr(2) == code;
  });
  return found == pages.end() ? nullptr : &*found;
}

std::string help_page(const CodePage& page) {
  std::string out = std::string(page.code) + "  " + std::string(page.title) + "\n\n";
  fold(out, "what", page.what);
  fold(out, "why", page.why);
  if (!page.wrong.empty() || !page.right.empty()) out += '\n';
  if (!page.wrong.empty()) out += "wrong   " + std::string(page.wrong) + '\n';
  if (!page.right.empty()) out += "right   " + std::string(page.right) + '\n';
  return out;
}

}  // namespace weft::io
