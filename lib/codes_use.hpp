// SPDX-License-Identifier: Apache-2.0
// Private to weft::io: pages of diagnostics on what Weft is asked: bills of materials, the command
// line, gates, what was signed.
#pragma once

#include "weft/io/codes.hpp"

#include <array>

namespace weft::io {

// One row a code, ascending: code, title, what, why, wrong example, right example.
inline constexpr auto use_codes = std::to_array<CodePage>({
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

}  // namespace weft::io
