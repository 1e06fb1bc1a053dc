// SPDX-License-Identifier: Apache-2.0
#include "command_line.hpp"

#include "weft/io/load.hpp"

#include <utility>

namespace weft::cli {
namespace {

constexpr const char* footer =
    "A plan is a JSON file; `weft init` writes one. Topics of `weft help TOPIC`: codes, "
    "exit-codes,\n"
    "formats, gates, overrides, units; `weft help WF0207` explains a diagnostic.";

}  // namespace

CommandLine::CommandLine() {
  app_.require_subcommand(0, 1);
  app_.footer(footer);
  app_.add_flag("--version", version_, "Print the version and stop; with --json as JSON");
  app_.add_flag("--json", version_json_, "With --version")->group("");
  presentation(app_);
}

CLI::App& CommandLine::add(const char* name, const char* doc, std::function<int()> does) {
  CLI::App& made = add_below(app_, name, doc);
  made.callback([this, does = std::move(does)] { chosen_ = does; });
  return made;
}

CLI::App& CommandLine::add_below(CLI::App& above, const std::string& name, const std::string& doc) {
  CLI::App* made = above.add_subcommand(name, doc);
  presentation(*made);
  return *made;
}

void CommandLine::presentation(CLI::App& to) {
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

void overrides(CLI::App& to, io::Overrides& into, bool variant) {
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
  to.add_option("--today", today, "Day by which waivers and quotes are judged, such as 2027-01-31");
}

void outputs(CLI::App& to, std::vector<std::string>& files, std::size_t& most_bytes) {
  to.add_option("-o,--out", files,
                "Write a file, its format named by its end or as FILE:FORMAT; repeat")
      ->allow_extra_args(false);
  to.add_option("--max-bytes", most_bytes,
                "Of markdown: leave whole sections out until it is no longer than this");
}

}  // namespace weft::cli
