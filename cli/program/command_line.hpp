// SPDX-License-Identifier: Apache-2.0
// What every command has: a name, flags of presentation, and something that it does.
#pragma once

#include "console.hpp"

#include <CLI/CLI.hpp>

#include <functional>
#include <string>
#include <vector>

namespace weft::io {
struct Overrides;
}

namespace weft::cli {

/// The words of the command line and what they are read into. Options of CLI11 keep addresses of
/// these members: it stays where it was made.
class CommandLine {
 public:
  CommandLine();
  CommandLine(const CommandLine&) = delete;
  CommandLine& operator=(const CommandLine&) = delete;
  ~CommandLine() = default;

  /// A command that is run once its words are read.
  CLI::App& add(const char* name, const char* doc, std::function<int()> does);
  /// The same below another one, which says what runs.
  CLI::App& add_below(CLI::App& above, const std::string& name, const std::string& doc);

  [[nodiscard]] CLI::App& app() { return app_; }
  [[nodiscard]] Console console() const { return open_console(presentation_); }
  [[nodiscard]] bool asks_version() const { return version_; }
  [[nodiscard]] bool as_json() const { return version_json_; }
  /// What was chosen; empty where no command was named.
  [[nodiscard]] const std::function<int()>& chosen() const { return chosen_; }

 private:
  void presentation(CLI::App& to);

  CLI::App app_{"", "weft"};
  Presentation presentation_;
  std::function<int()> chosen_;
  bool version_ = false;
  bool version_json_ = false;
};

// Flags that several commands have.

inline constexpr const char* format_words =
    "table, plain, json, ndjson, csv, bom, markdown, junit, sarif, github or html";

/// What is laid over a plan. \param variant  false where the command has variants of its own.
void overrides(CLI::App& to, io::Overrides& into, bool variant = true);
/// Gates from outside the plan, and the day by which they are judged.
void gates(CLI::App& to, std::vector<std::string>& files, std::string& today);
/// Files that are written, and the size of those in markdown.
void outputs(CLI::App& to, std::vector<std::string>& files, std::size_t& most_bytes);

}  // namespace weft::cli
