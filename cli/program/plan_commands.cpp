// SPDX-License-Identifier: Apache-2.0
#include "plan_commands.hpp"

namespace weft::cli {

PlanCommands::PlanCommands(CommandLine& line) : line_(line) {
  add_init();
  add_validate();
  add_eval();
  add_compare();
  add_explain();
  add_diff();
  add_lock();
}

void PlanCommands::add_init() {
  CLI::App& made = line_.add("init", "Write a plan that evaluates, to begin with",
                             [this] { return cli::run(init_, line_.console()); });
  made.add_option("TARGET", init_.target, "Folder or file; - for standard output");
  made.add_option("--from", init_.from, "Which plan: minimal, ai-factory, full");
}

void PlanCommands::add_validate() {
  CLI::App& made = line_.add("validate", "Report every problem of plans and of all their variants",
                             [this] { return cli::run(validate_, line_.console()); });
  made.add_option("PLAN", validate_.plans, "Plans; - for standard input")->required();
  overrides(made, validate_.overrides);
  made.add_option("-f,--format", validate_.format, "table, json or github");
  made.add_flag("--strict", validate_.strict, "Exit with 1 when something was warned of");
}

void PlanCommands::add_eval() {
  CLI::App& made = line_.add("eval", "Evaluate a plan: capacity, bill of materials, cost, limits",
                             [this] { return cli::run(eval_, line_.console()); });
  made.add_option("PLAN", eval_.plan, "A plan; - for standard input")->required();
  overrides(made, eval_.overrides);
  made.add_flag("--all-variants", eval_.all_variants, "The plan and its variants side by side");
  made.add_option("-f,--format", eval_.format, format_words);
  outputs(made, eval_.outputs, eval_.most_bytes);
  made.add_option("--metrics", eval_.metrics,
                  "Only metrics that a pattern names, such as 'fabrics.*'")
      ->each([this](const std::string&) { eval_.list_metrics = true; });
  made.add_flag("--assumptions", eval_.assumptions, "List each value the plan does not write");
  made.add_flag("--bill", eval_.bill, "List what must be bought");
  made.add_flag("--write-budgets", eval_.write_budgets,
                "Print what the workloads ask of each network, as an overlay of the plan");
  made.add_flag("--strict", eval_.strict, "Exit with 1 when something was warned of");
  made.add_option_function<std::string>(
          "--locked",
          [this](const std::string& file) {
            eval_.locked = true;
            eval_.lock_file = file;
          },
          "[FILE]: refuse inputs that are not those of the lock file; weft.lock beside the plan")
      ->expected(0, 1);
  gates(made, eval_.gate_files, eval_.today);
}

void PlanCommands::add_compare() {
  CLI::App& made = line_.add("compare", "Put variants and plans side by side, and say what decides",
                             [this] { return cli::run(compare_, line_.console()); });
  made.footer(
      "One plan: its variants. Several: each as written; plan.json#NAME is a variant,\n"
      "plan.json#* all of them. Exits with the code of the best column.");
  made.add_option("PLAN", compare_.wish.plans, "Plans, or plan.json#VARIANT")->required();
  made.add_option("-v,--variant", compare_.wish.variants, "Only this variant; repeat for more")
      ->allow_extra_args(false);
  overrides(made, compare_.wish.overrides, false);
  made.add_option("--baseline", compare_.wish.baseline,
                  "The column that the others are held against");
  made.add_option("--by", compare_.wish.by,
                  "Rank by this metric; finance.npv, or finance.tco where nothing is sold");
  made.add_option("-f,--format", compare_.format, format_words);
  outputs(made, compare_.outputs, compare_.most_bytes);
  made.add_option("--metrics", compare_.metrics,
                  "Of plain, json and csv: only metrics that a pattern names");
  gates(made, compare_.wish.gates.files, compare_.today);
}

void PlanCommands::add_explain() {
  CLI::App& made = line_.add("explain", "Say how a result came to be: formulas, inputs, sources",
                             [this] { return cli::run(explain_, line_.console()); });
  made.footer("`weft eval PLAN -f plain` lists the results of a plan.");
  made.add_option("PLAN", explain_.plan, "A plan; - for standard input")->required();
  made.add_option("METRIC", explain_.metric, "A result, such as finance.npv")->required();
  overrides(made, explain_.overrides);
  made.add_option("--depth", explain_.depth, "Levels of inputs below it: 3 unless given, 0 all");
  made.add_option("-f,--format", explain_.format, "table, plain or json");
}

void PlanCommands::add_diff() {
  CLI::App& made = line_.add("diff", "Say what changed between two states of a plan, and why",
                             [this] { return cli::run(diff_, line_.console()); });
  made.footer(
      "Each side is a plan, a saved result (weft eval -f json), or a plan of a git revision,\n"
      "main:plan.json, with its files as they stood then; #NAME behind it is a variant.\n"
      "Exits with what HEAD says: 1 where a limit fails, 3 where it does not work.");
  made.add_option("BASE", diff_.wish.base, "What was: plan.json, result.json or REV:plan.json")
      ->required();
  made.add_option("HEAD", diff_.wish.head, "What is to be")->required();
  overrides(made, diff_.wish.overrides);
  made.add_option("-f,--format", diff_.format, format_words);
  outputs(made, diff_.outputs, diff_.most_bytes);
  made.add_option("--metrics", diff_.metrics,
                  "Of plain, json and csv: only metrics that a pattern names");
  made.add_option("--actuals", diff_.wish.actuals,
                  "CSV of month,metric,value: why what was paid is not what BASE planned");
  made.add_option("--when", diff_.when, "always, or write only where it is changed or failed")
      ->check(CLI::IsMember({"always", "changed", "failed"}));
  made.add_flag("--detailed-exitcode", diff_.detailed,
                "Exit with 4 when something changed and HEAD is good");
  gates(made, diff_.wish.gates.files, diff_.today);
}

void PlanCommands::add_lock() {
  CLI::App& made = line_.add("lock", "Note hashes of everything that a plan and its variants use",
                             [this] { return cli::run(lock_, line_.console()); });
  made.footer("weft eval PLAN --locked refuses what has changed since.");
  made.add_option("PLAN", lock_.plan, "A plan; - for standard input")->required();
  overrides(made, lock_.overrides, false);
  made.add_option("-o,--output", lock_.output,
                  "Where it goes; weft.lock beside the plan unless given; - for standard output");
  made.add_flag("--check", lock_.check,
                "Write nothing: exit with 1 where the file would be another one");
}

}  // namespace weft::cli
