// SPDX-License-Identifier: Apache-2.0
// The command line: the only file that knows CLI11.
#include "app.hpp"

#include "commands.hpp"
#include "shell.hpp"
#include "weft/io/nearest.hpp"
#include "weft/io/walk.hpp"
#include "weft/report/json_writer.hpp"
#include "weft/report/question.hpp"
#include "weft/report/result_json.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace weft::cli {
namespace {

constexpr const char* footer =
    "A plan is a JSON file; `weft init` writes one. Topics of `weft help TOPIC`: codes, "
    "exit-codes,\n"
    "formats, gates, overrides, units; `weft help WF0207` explains a diagnostic.";

constexpr const char* format_words =
    "table, plain, json, ndjson, csv, bom, markdown, junit, sarif, github or html";

std::string listed(const std::vector<std::string>& words) {
  std::string list;
  for (const std::string& each : words) list += (list.empty() ? "" : ", ") + each;
  return list;
}

ShellOption option_of(const CLI::Option& option) {
  ShellOption made;
  if (!option.get_lnames().empty()) made.long_name = "--" + option.get_lnames().front();
  if (!option.get_snames().empty()) made.short_name = "-" + option.get_snames().front();
  made.about = option.get_description();
  made.takes_value = option.get_items_expected_max() > 0;
  return made;
}

void collect(CLI::App& app, const std::string& path, std::vector<ShellCommand>& into) {
  ShellCommand made;
  made.path = path;
  made.about = app.get_description();
  for (const CLI::Option* each : app.get_options()) {
    if (each->get_positional()) {
      made.usage += " " + each->get_name(true, false);
      continue;
    }
    if (each->get_group().empty()) continue;  // what nobody is told of
    made.options.push_back(option_of(*each));
  }
  const auto below = app.get_subcommands([](CLI::App*) { return true; });
  for (const CLI::App* each : below) made.words.push_back(each->get_name());
  into.push_back(std::move(made));
  for (CLI::App* each : below) {
    collect(*each, path.empty() ? each->get_name() : path + " " + each->get_name(), into);
  }
}

/// Flags and what they are read into. Options of CLI11 keep addresses of these members.
class Program {
 public:
  Program() {
    app_.require_subcommand(0, 1);
    app_.footer(footer);
    app_.add_flag("--version", version_, "Print the version and stop; with --json as JSON");
    app_.add_flag("--json", version_json_, "With --version")->group("");
    presentation(app_);
    add_init();
    add_validate();
    add_eval();
    add_compare();
    add_explain();
    add_diff();
    add_lock();
    add_size();
    add_check_bom();
    add_trust();
    add_calibrate();
    add_catalog();
    add_import();
    add_schema();
    add_help();
    add_completion();
    add_man();
  }

  int run(int count, char** words) {
    const std::vector<std::string> asked(words + 1, words + count);
    if (!asked.empty() && !asked.front().starts_with('-') && !command(asked.front())) {
      return unknown_command(asked.front());
    }
    try {
      app_.parse(count, words);
    } catch (const CLI::CallForHelp&) {
      return say_help(active());
    } catch (const CLI::ParseError& fault) {
      return refuse_words(asked, fault);
    }
    if (version_) return say_version();
    if (!chosen_) return say_help(app_);
    return chosen_();
  }

 private:
  [[nodiscard]] Console console() const { return open_console(presentation_); }

  void presentation(CLI::App& to) {
    to.add_option("--color", presentation_.color, "auto, always or never")
        ->check(CLI::IsMember({"auto", "always", "never"}))
        ->group("Presentation");
    to.add_flag_callback(
          "--no-color", [this] { presentation_.color = "never"; }, "No colours")
        ->group("Presentation");
    to.add_flag("--ascii", presentation_.ascii, "Nothing but ASCII")->group("Presentation");
    to.add_option("--width", presentation_.width, "Columns of tables")
        ->check(CLI::Range(40, 1000))
        ->group("Presentation");
  }

  void overrides(CLI::App& to, io::Overrides& into, bool variant = true) {
    if (variant) to.add_option("-v,--variant", into.variant, "Lay a variant of the plan over it");
    to.add_option("-O,--overlay", into.overlays, "Lay a JSON merge patch over it; repeat for more")
        ->allow_extra_args(false);
    to.add_option("-s,--set", into.settings,
                  "PATH=VALUE: set one value, or with * in PATH one of every key; repeat for more")
        ->allow_extra_args(false);
  }

  void gates(CLI::App& to, std::vector<std::string>& files, std::string& today) {
    to.add_option("--gates", files, "Check the gates of a file too; repeat for more")
        ->allow_extra_args(false);
    to.add_option("--today", today,
                  "Day by which waivers and quotes are judged, such as 2027-01-31");
  }

  void outputs(CLI::App& to, std::vector<std::string>& files, std::size_t& most_bytes) {
    to.add_option("-o,--out", files,
                  "Write a file, its format named by its end or as FILE:FORMAT; repeat")
        ->allow_extra_args(false);
    to.add_option("--max-bytes", most_bytes,
                  "Of markdown: leave whole sections out until it is no longer than this");
  }

  CLI::App& add(const char* name, const char* doc, std::function<int()> does) {
    CLI::App* made = app_.add_subcommand(name, doc);
    presentation(*made);
    made->callback([this, does = std::move(does)] { chosen_ = does; });
    return *made;
  }

  void add_init() {
    CLI::App& made = add("init", "Write a plan that evaluates, to begin with",
                         [this] { return cli::run(init_, console()); });
    made.add_option("TARGET", init_.target, "Folder or file; - for standard output");
    made.add_option("--from", init_.from, "Which plan: minimal, ai-factory, full");
  }

  void add_validate() {
    CLI::App& made = add("validate", "Report every problem of plans and of all their variants",
                         [this] { return cli::run(validate_, console()); });
    made.add_option("PLAN", validate_.plans, "Plans; - for standard input")->required();
    overrides(made, validate_.overrides);
    made.add_option("-f,--format", validate_.format, "table, json or github");
    made.add_flag("--strict", validate_.strict, "Exit with 1 when something was warned of");
  }

  void add_eval() {
    CLI::App& made = add("eval", "Evaluate a plan: capacity, bill of materials, cost, limits",
                         [this] { return cli::run(eval_, console()); });
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

  void add_compare() {
    CLI::App& made = add("compare", "Put variants and plans side by side, and say what decides",
                         [this] { return cli::run(compare_, console()); });
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

  void add_explain() {
    CLI::App& made = add("explain", "Say how a result came to be: formulas, inputs, sources",
                         [this] { return cli::run(explain_, console()); });
    made.footer("`weft eval PLAN -f plain` lists the results of a plan.");
    made.add_option("PLAN", explain_.plan, "A plan; - for standard input")->required();
    made.add_option("METRIC", explain_.metric, "A result, such as finance.npv")->required();
    overrides(made, explain_.overrides);
    made.add_option("--depth", explain_.depth, "Levels of inputs below it: 3 unless given, 0 all");
    made.add_option("-f,--format", explain_.format, "table, plain or json");
  }

  void add_diff() {
    CLI::App& made = add("diff", "Say what changed between two states of a plan, and why",
                         [this] { return cli::run(diff_, console()); });
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

  void add_lock() {
    CLI::App& made = add("lock", "Note hashes of everything that a plan and its variants use",
                         [this] { return cli::run(lock_, console()); });
    made.footer("weft eval PLAN --locked refuses what has changed since.");
    made.add_option("PLAN", lock_.plan, "A plan; - for standard input")->required();
    overrides(made, lock_.overrides, false);
    made.add_option("-o,--output", lock_.output,
                    "Where it goes; weft.lock beside the plan unless given; - for standard output");
    made.add_flag("--check", lock_.check,
                  "Write nothing: exit with 1 where the file would be another one");
  }

  void add_catalog() {
    CLI::App& made = add("catalog", "Look at the parts, models and prices that are built in",
                         [this] { return cli::run(catalog_, console()); });
    made.require_subcommand(1);
    const auto verb = [&](const char* name, const char* doc, Catalog::Verb what, const char* word,
                          const char* word_doc, bool needed) {
      CLI::App* sub = made.add_subcommand(name, doc);
      presentation(*sub);
      sub->callback([this, what] { catalog_.verb = what; });
      sub->add_option(word, catalog_.words, word_doc)->required(needed);
      sub->add_option("-f,--format", catalog_.format, "table, plain or json");
    };
    verb("list", "Records of a kind", Catalog::Verb::list, "KIND",
         "accelerator, node, switch, asic, nic, optic, nos, llm, price or book", false);
    verb("show", "One record: each value with its source", Catalog::Verb::show, "ID", "Record ids",
         true);
    verb("search", "Records that hold all words", Catalog::Verb::search, "WORDS", "Words", true);
  }

  void add_schema() {
    CLI::App& made = add("schema", "Explain a path of a plan, or write the JSON Schema",
                         [this] { return cli::run(schema_, console()); });
    made.add_option("PATH", schema_.path, "Such as 'fabrics.*.budget'; none for the whole plan");
    made.add_flag("--json", schema_.json, "JSON Schema (2020-12) of a plan");
    made.add_flag("--result", schema_.result,
                  "The metrics of a result instead; PATH is then an id");
  }

  void add_size() {
    CLI::App& made = add("size", "Answer one question without a plan",
                         [this] { return cli::run(size_, console()); });
    made.require_subcommand(1);
    for (const report::Question& each : report::questions()) add_question(made, each);
  }

  /// Flags are the rows of the struct that the question reads.
  void add_question(CLI::App& to, const report::Question& question) {
    CLI::App* sub = to.add_subcommand(std::string(question.kind), std::string(question.doc));
    presentation(*sub);
    sub->footer("Example: weft size " + std::string(question.kind) + " " +
                std::string(question.example));
    sub->callback([this, &question] { size_.kind = question.kind; });
    sub->add_option("-f,--format", size_.format, "table, plain or json");
    for (const report::Flag& flag : report::flags_of(question)) add_question_flag(*sub, flag);
  }

  void add_question_flag(CLI::App& to, const report::Flag& flag) {
    CLI::Option* made = to.add_option_function<std::string>(
        flag.name,
        [this, flag](const std::string& text) {
          size_.values.push_back({flag.path, flag.name, text.empty() ? "true" : text});
        },
        flag.doc);
    if (flag.is_switch) made->expected(0, 1);
  }

  void add_check_bom() {
    CLI::App& made = add("check-bom", "Check somebody's bill of materials of a fabric",
                         [this] { return cli::run(check_bom_, console()); });
    made.footer("Exits with 1 when it cannot be built. `weft schema check-bom` shows the format.");
    made.add_option("FILE", check_bom_.file, "A JSON file; - for standard input")->required();
    made.add_option("-f,--format", check_bom_.format, "table, plain or json");
  }

  void add_trust() {
    CLI::App& made = add("trust", "Run published figures through the formulas: what comes out",
                         [this] { return cli::run(trust_, console()); });
    made.footer("Exits with 1 when a prediction misses its tolerance.");
    made.add_option("FILE", trust_.file,
                    "Your own rows; - for standard input; none for those built in");
    made.add_option("--kind", trust_.kind,
                    "Only rows of a domain (fabric) or of a kind (dragonfly)");
    made.add_option("-f,--format", trust_.format, "table, plain or ndjson");
  }

  void add_calibrate() {
    CLI::App& made = add("calibrate", "Fit the few coefficients of training steps to measurements",
                         [this] { return cli::run(calibrate_, console()); });
    made.footer("Prints errors on rows that the fit saw and on rows that it did not.");
    made.add_option("ROWS", calibrate_.rows, "Measured rows; - for standard input")->required();
    made.add_option("-o,--output", calibrate_.output,
                    "Where the record goes; - for standard output")
        ->required();
  }

  void add_import() {
    CLI::App& made = add("import", "Make a record of the catalogue from somebody's file",
                         [this] { return cli::run(import_, console()); });
    made.footer(
        "hf: the config.json of a language model on Hugging Face. The record goes under `parts`\n"
        "of a plan, or into a file that its `uses.catalog` names.");
    made.add_option("FROM", import_.from, "Whose file: hf")
        ->required()
        ->check(CLI::IsMember({"hf"}));
    made.add_option("FILE", import_.file, "The file; - for standard input")->required();
    made.add_option("--id", import_.id, "Of the record; from the file unless given");
    made.add_option("-o,--output", import_.output, "Where the record goes; - for standard output");
  }

  void add_help() {
    CLI::App& made =
        add("help", "Explain a command, a topic or a diagnostic", [this] { return say_topic(); });
    made.add_option("TOPIC", help_.topic,
                    "A command, codes, exit-codes, formats, gates, overrides, units, WF0207");
  }

  /// Every command, the program first.
  [[nodiscard]] std::vector<ShellCommand> commands() {
    std::vector<ShellCommand> made;
    collect(app_, "", made);
    return made;
  }

  void add_completion() {
    CLI::App& made =
        add("completion", "Print a script that completes commands and options in a shell", [this] {
          const std::string script = completion_script(commands(), shell_);
          return print(script) ? Exit::good : Exit::cannot_evaluate;
        });
    made.add_option("SHELL", shell_, "bash, zsh or fish")
        ->required()
        ->check(CLI::IsMember({"bash", "zsh", "fish"}));
  }

  void add_man() {
    add("man", "Print the manual page: weft man > weft.1", [this] {
      const std::string page = manual_page(commands(), WEFT_VERSION);
      return print(page) ? Exit::good : Exit::cannot_evaluate;
    });
  }

  // --- answers -----------------------------------------------------------------------------------

  [[nodiscard]] CLI::App* command(const std::string& name) {
    for (CLI::App* each : app_.get_subcommands({})) {
      if (each->get_name() == name) return each;
    }
    return nullptr;
  }

  /// The innermost command that was named.
  CLI::App& active() {
    CLI::App* at = &app_;
    while (!at->get_subcommands().empty()) at = at->get_subcommands().front();
    return *at;
  }

  int say_help(CLI::App& of) {
    const std::string path = &of == &app_ ? "" : path_of(of);
    const auto last = path.rfind(' ');
    const std::string above = last == std::string::npos ? "weft" : "weft " + path.substr(0, last);
    std::string text = of.help(&of == &app_ ? "" : above);
    if (&of == &app_) {
      text = "weft " WEFT_VERSION ": capacity and cost planning for AI fabrics\n" + text;
    }
    return print(text) ? Exit::good : Exit::cannot_evaluate;
  }

  int say_topic() {
    if (help_.topic.empty()) return say_help(app_);
    const int done = cli::run(help_, console());
    if (done >= 0) return done;
    if (CLI::App* of = command(help_.topic)) return say_help(*of);
    std::vector<std::string> names = help_topics();
    for (std::string& each : names_of(app_)) names.push_back(std::move(each));
    return refuse_word("there is no help on \"" + help_.topic + "\"", help_.topic, names,
                       "weft help lists the topics");
  }

  int say_version() {
    if (!version_json_)
      return print("weft " WEFT_VERSION "\n") ? Exit::good : Exit::cannot_evaluate;
    report::JsonWriter json;
    json.open_object().text("weft", WEFT_VERSION).text("weft_result", report::result_version);
    return print(std::move(json.close()).finish()) ? Exit::good : Exit::cannot_evaluate;
  }

  int unknown_command(const std::string& word) {
    return refuse_word("there is no command \"" + word + "\"", word, names_of(app_),
                       "weft --help lists the commands");
  }

  /// What was meant by a word instead, or else the hint.
  int refuse_word(const std::string& message, const std::string& word,
                  const std::vector<std::string>& names, const std::string& hint) {
    const std::vector<std::string_view> views(names.begin(), names.end());
    const std::string near = io::did_you_mean(word, views);
    return refuse(console(), "WF0601", message, near.empty() ? hint : near);
  }

  int refuse_words(const std::vector<std::string>& asked, const CLI::ParseError& fault) {
    CLI::App& of = active();
    const std::string at = &of == &app_ ? "weft" : "weft " + path_of(of);
    const std::string hint = at + " --help lists what it takes";
    const auto flags = flags_of(of);
    if (const auto flag = unknown_flag(asked, flags)) {
      return refuse_word(at + " has no flag " + *flag, *flag, flags, hint);
    }
    if (fault.get_name() == "ExtrasError") return refuse_extra(of, at, hint);
    const auto commands = names_of(of);
    if (fault.get_name() == "RequiredError" && !commands.empty()) {
      return refuse(console(), "WF0601", at + " wants one of: " + listed(commands), hint);
    }
    std::string what = fault.what();
    if (const auto line = what.find('\n'); line != std::string::npos) what.erase(line);
    return refuse(console(), "WF0601", at + ": " + what, hint);
  }

  int refuse_extra(CLI::App& of, const std::string& at, const std::string& hint) {
    const auto extra = app_.remaining(true);
    if (extra.empty()) return refuse(console(), "WF0601", at + " does not take a word", hint);
    return refuse_word(at + " does not take \"" + extra.front() + "\"", extra.front(), names_of(of),
                       hint);
  }

  /// Flags of a command and those that every command has.
  [[nodiscard]] std::vector<std::string> flags_of(const CLI::App& of) const {
    std::vector<std::string> flags;
    for (const CLI::App* app : {&of, &app_}) {
      for (const CLI::Option* each : app->get_options()) {
        for (const std::string& name : each->get_lnames()) flags.push_back("--" + name);
        for (const std::string& name : each->get_snames()) flags.push_back("-" + name);
      }
    }
    return flags;
  }

  /// The first flag that was asked for and is none; a short flag may have its value behind it.
  static std::optional<std::string> unknown_flag(const std::vector<std::string>& asked,
                                                 const std::vector<std::string>& flags) {
    for (const std::string& word : asked) {
      if (!word.starts_with('-') || word == "-") continue;
      const std::string flag = word.substr(0, word.find('='));
      const bool long_flag = flag.starts_with("--");
      const bool known = std::any_of(flags.begin(), flags.end(), [&](const std::string& each) {
        return each == flag || (!long_flag && each.size() == 2 && flag.starts_with(each));
      });
      if (!known) return flag;
    }
    return std::nullopt;
  }

  static std::vector<std::string> names_of(CLI::App& of) {
    std::vector<std::string> names;
    for (const CLI::App* each : of.get_subcommands({})) names.push_back(each->get_name());
    return names;
  }

  static std::string path_of(const CLI::App& of) {
    const CLI::App* above = of.get_parent();
    if (!above || !above->get_parent()) return of.get_name();
    return path_of(*above) + " " + of.get_name();
  }

  CLI::App app_{"", "weft"};
  Presentation presentation_;
  std::function<int()> chosen_;
  bool version_ = false;
  bool version_json_ = false;
  Init init_;
  Validate validate_;
  Eval eval_;
  Compare compare_;
  Explain explain_;
  DiffAsked diff_;
  LockAsked lock_;
  Catalog catalog_;
  Schema schema_;
  Size size_;
  CheckBom check_bom_;
  Trust trust_;
  Calibrate calibrate_;
  Import import_;
  std::string shell_;
  Help help_;
};

}  // namespace

int run_program(int count, char** words) { return Program().run(count, words); }

}  // namespace weft::cli
