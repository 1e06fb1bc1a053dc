// SPDX-License-Identifier: Apache-2.0
#include "program.hpp"

#include "command_line.hpp"
#include "commands.hpp"
#include "plan_commands.hpp"
#include "question_commands.hpp"
#include "shell.hpp"
#include "weft/io/nearest.hpp"
#include "weft/report/json_writer.hpp"
#include "weft/report/result_json.hpp"
#include "words.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace weft::cli {
namespace {

std::string listed(const std::vector<std::string>& words) {
  std::string list;
  for (const std::string& each : words) list += (list.empty() ? "" : ", ") + each;
  return list;
}

/// All commands, and what is said where none can run.
class Program {
 public:
  Program() {
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
      line_.app().parse(count, words);
    } catch (const CLI::CallForHelp&) {
      return say_help(active());
    } catch (const CLI::ParseError& fault) {
      return refuse_words(asked, fault);
    }
    if (line_.asks_version()) return say_version();
    if (!line_.chosen()) return say_help(line_.app());
    return line_.chosen()();
  }

 private:
  void add_help() {
    CLI::App& made = line_.add("help", "Explain a command, a topic or a diagnostic",
                               [this] { return say_topic(); });
    made.add_option("TOPIC", help_.topic,
                    "A command, codes, exit-codes, formats, gates, overrides, units, WF0207");
  }

  void add_completion() {
    CLI::App& made = line_.add(
        "completion", "Print a script that completes commands and options in a shell", [this] {
          const std::string script = completion_script(shell_commands(line_.app()), shell_);
          return print(script) ? Exit::good : Exit::cannot_evaluate;
        });
    made.add_option("SHELL", shell_, "bash, zsh or fish")
        ->required()
        ->check(CLI::IsMember({"bash", "zsh", "fish"}));
  }

  void add_man() {
    line_.add("man", "Print the manual page: weft man > weft.1", [this] {
      const std::string page = manual_page(shell_commands(line_.app()), WEFT_VERSION);
      return print(page) ? Exit::good : Exit::cannot_evaluate;
    });
  }

  [[nodiscard]] CLI::App* command(const std::string& name) {
    for (CLI::App* each : line_.app().get_subcommands({})) {
      if (each->get_name() == name) return each;
    }
    return nullptr;
  }

  /// The innermost command that was named.
  CLI::App& active() {
    CLI::App* at = &line_.app();
    while (!at->get_subcommands().empty()) at = at->get_subcommands().front();
    return *at;
  }

  int say_help(CLI::App& of) {
    const std::string path = &of == &line_.app() ? "" : path_of(of);
    const auto last = path.rfind(' ');
    const std::string above = last == std::string::npos ? "weft" : "weft " + path.substr(0, last);
    std::string text = of.help(&of == &line_.app() ? "" : above);
    if (&of == &line_.app()) {
      text = "weft " WEFT_VERSION ": capacity and cost planning for AI fabrics\n" + text;
    }
    return print(text) ? Exit::good : Exit::cannot_evaluate;
  }

  int say_topic() {
    if (help_.topic.empty()) return say_help(line_.app());
    const int done = cli::run(help_, line_.console());
    if (done >= 0) return done;
    if (CLI::App* of = command(help_.topic)) return say_help(*of);
    std::vector<std::string> names = help_topics();
    for (std::string& each : names_of(line_.app())) names.push_back(std::move(each));
    return refuse_word("there is no help on \"" + help_.topic + "\"", help_.topic, names,
                       "weft help lists the topics");
  }

  int say_version() {
    if (!line_.as_json())
      return print("weft " WEFT_VERSION "\n") ? Exit::good : Exit::cannot_evaluate;
    report::JsonWriter json;
    json.open_object().text("weft", WEFT_VERSION).text("weft_result", report::result_version);
    return print(std::move(json.close()).finish()) ? Exit::good : Exit::cannot_evaluate;
  }

  int unknown_command(const std::string& word) {
    return refuse_word("there is no command \"" + word + "\"", word, names_of(line_.app()),
                       "weft --help lists the commands");
  }

  /// What was meant by a word instead, or else the hint.
  int refuse_word(const std::string& message, const std::string& word,
                  const std::vector<std::string>& names, const std::string& hint) {
    const std::vector<std::string_view> views(names.begin(), names.end());
    const std::string near = io::did_you_mean(word, views);
    return refuse(line_.console(), "WF0601", message, near.empty() ? hint : near);
  }

  int refuse_words(const std::vector<std::string>& asked, const CLI::ParseError& fault) {
    CLI::App& of = active();
    const std::string at = &of == &line_.app() ? "weft" : "weft " + path_of(of);
    const std::string hint = at + " --help lists what it takes";
    const auto flags = flags_of(line_.app(), of);
    if (const auto flag = unknown_flag(asked, flags)) {
      return refuse_word(at + " has no flag " + *flag, *flag, flags, hint);
    }
    if (fault.get_name() == "ExtrasError") return refuse_extra(of, at, hint);
    const auto commands = names_of(of);
    if (fault.get_name() == "RequiredError" && !commands.empty()) {
      return refuse(line_.console(), "WF0601", at + " wants one of: " + listed(commands), hint);
    }
    std::string what = fault.what();
    if (const auto line = what.find('\n'); line != std::string::npos) what.erase(line);
    return refuse(line_.console(), "WF0601", at + ": " + what, hint);
  }

  int refuse_extra(CLI::App& of, const std::string& at, const std::string& hint) {
    const auto extra = line_.app().remaining(true);
    if (extra.empty()) return refuse(line_.console(), "WF0601", at + " does not take a word", hint);
    return refuse_word(at + " does not take \"" + extra.front() + "\"", extra.front(), names_of(of),
                       hint);
  }

  CommandLine line_;
  PlanCommands plans_{line_};
  QuestionCommands questions_{line_};
  std::string shell_;
  Help help_;
};

}  // namespace

int run_program(int count, char** words) { return Program().run(count, words); }

}  // namespace weft::cli
