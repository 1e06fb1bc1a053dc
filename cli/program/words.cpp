// SPDX-License-Identifier: Apache-2.0
#include "words.hpp"

#include <algorithm>
#include <utility>

namespace weft::cli {
namespace {

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

}  // namespace

std::vector<ShellCommand> shell_commands(CLI::App& root) {
  std::vector<ShellCommand> made;
  collect(root, "", made);
  return made;
}

std::vector<std::string> names_of(CLI::App& of) {
  std::vector<std::string> names;
  for (const CLI::App* each : of.get_subcommands({})) names.push_back(each->get_name());
  return names;
}

std::string path_of(const CLI::App& of) {
  const CLI::App* above = of.get_parent();
  if (!above || !above->get_parent()) return of.get_name();
  return path_of(*above) + " " + of.get_name();
}

std::vector<std::string> flags_of(const CLI::App& root, const CLI::App& of) {
  std::vector<std::string> flags;
  for (const CLI::App* app : {&of, &root}) {
    for (const CLI::Option* each : app->get_options()) {
      for (const std::string& name : each->get_lnames()) flags.push_back("--" + name);
      for (const std::string& name : each->get_snames()) flags.push_back("-" + name);
    }
  }
  return flags;
}

std::optional<std::string> unknown_flag(const std::vector<std::string>& asked,
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

}  // namespace weft::cli
