// SPDX-License-Identifier: Apache-2.0
#include "commands.hpp"
#include "weft/io/codes.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace weft::cli {
namespace {

struct Topic {
  std::string_view name;
  std::string_view text;
};

constexpr std::array topics{
    Topic{"exit-codes", R"(exit codes

  0   evaluated, and every limit holds
  1   evaluated, and a limit or a gate fails (with --strict: or something was warned of)
  2   could not be evaluated: bad usage, a file that cannot be read, an invalid plan
  3   evaluated, but the plan cannot be built or does not work
  4   weft diff --detailed-exitcode: good, and something changed
  70  a fault inside weft
)"},
    Topic{"formats", R"(formats of `weft eval`, `weft compare` and `weft diff`

  table     for people; what a terminal gets                                            .txt
  plain     id TAB value TAB unit, every digit; what a pipe gets                        .tsv
            An absent metric has "-" and a reason
  json      the result document: metrics by id, limits, bill, series, diagnostics       .json
  ndjson    the same as a record a line: "record" says what it is                       .ndjson
  csv       the metrics with a header line                                              .csv
  bom       the bill of materials as csv                                                .bom.csv
  markdown  for a comment or a wiki; --max-bytes leaves whole sections out              .md
  junit     gates, budgets and service levels as test cases                             .xml
  sarif     2.1.0: what does not hold, and diagnostics, with file, line and column      .sarif
  github    the same as annotations of a workflow: ::error file=...,line=...::message   .github
  html      pictures and tables in one file that needs no network                       .html

  -f names the format of standard output. -o FILE writes a file, its format named by its end, and
  -o FILE:FORMAT one of any name; repeat it for more. A file is written whole or not at all. Numbers
  of json are SI base units, dollars and tokens with 12 significant digits; the same plan gives the
  same bytes. junit, sarif and github are written also of a plan that cannot be evaluated.
)"},
    Topic{"gates", R"(gates: what a plan must keep beside budgets and SLOs

  "gates": { "cost_cap": { "require": "workloads.chat.cost_output <= $0.60 /Mtok",
                           "level": "error", "why": "agreed with product",
                           "waive": { "by": "a.planner", "until": "2027-09-30" } } }

  names        metric ids (weft schema --result), numbers of the plan by their path, baseline.ID
  values       with their unit: $0.60 /Mtok, 3 MW, 20 %, 36 months, 2028-01
  words        <= < >= > = !=    and or not    + - * /    ( )
  functions    at(2028-01, x)  max_over_time(x)  min_over_time(x)  min(a, b)  max(a, b)
  scenarios    p10 p50 p90 mean median probability: read, and not checked without scenarios

  Units are checked. A metric that has a value each month stands for it by its own rule, worst or
  mean or end. "Never" (a payback that does not come) is later than any month. What has no value is
  not checked, and never counts as passed. A division by zero fails.

  Levels: error fails the command with 1, warn does with --strict, info never. A waiver holds only
  by a day that you give: --today 2027-01-31. --gates FILE checks the gates of a file too, which
  looks like { "gates": { ... } }: so a plan's author cannot take them out.
)"},
    Topic{"overrides", R"(what is laid over a plan, in this order

  -v, --variant NAME     a patch of the plan's own "variants"
  -O, --overlay FILE     a JSON merge patch (RFC 7396); repeat for more
  -s, --set PATH=VALUE   one value: --set site.pue=1.2 --set fabrics.backend.switch=sn5600

  A * in PATH is every key that stands there: --set 'fabrics.*.switch=sn5600'. A name that holds
  dots, or is * itself, stands in double quotes: --set 'parts."dac-1.6t".price=$900'.
)"},
    Topic{"units", R"(quantities in a plan

  A quantity is a text with its unit: "800 Gb/s", "141 GB", "10.2 kW", "$0.085 /kWh", "20 /s".
  A number without quotes is a count or a ratio.

  b is bit, B is byte.   k M G T P E are powers of 1000, Ki Mi Gi Ti of 1024.
  bandwidth   Gb/s GB/s      data     GB GiB       time     ns us ms s min h days weeks months yr
  power       W kW MW        energy   J kWh MWh    tokens   tok ktok Mtok Gtok Ttok
  money       $ $12k $3.4M   prices   $/Mtok $/kWh $/kW/month $/yr $/h
  rates that compound        8 %/yr   2 %/month    ratios   0.3  30 %  3:1  2x
  a range, P5 to P95         "$27k to $34k": the unit stands at both ends
  a month of the calendar    2027-01

  Link rates are per direction unless a name says aggregate. A month is 1/12 year.
)"}};

std::string codes_list() {
  std::string text = "diagnostics (weft help CODE tells more)\n\n";
  for (const io::CodePage& each : io::all_codes()) {
    text += "  " + std::string(each.code) + "  " + std::string(each.title) + "\n";
  }
  return text;
}

}  // namespace

std::vector<std::string> help_topics() {
  std::vector<std::string> names{"codes"};
  for (const Topic& each : topics) names.emplace_back(each.name);
  return names;
}

int run(const Help& asked, const Console&) {
  if (asked.topic == "codes") return print(codes_list()) ? Exit::good : Exit::cannot_evaluate;
  for (const Topic& each : topics) {
    if (each.name == asked.topic) return print(each.text) ? Exit::good : Exit::cannot_evaluate;
  }
  if (const io::CodePage* page = io::find_code(asked.topic)) {
    return print(io::help_page(*page)) ? Exit::good : Exit::cannot_evaluate;
  }
  return -1;
}

}  // namespace weft::cli
