// SPDX-License-Identifier: Apache-2.0
#include "shell.hpp"

namespace weft::cli {
namespace {

std::string joined(const std::vector<std::string>& words, std::string_view between) {
  std::string made;
  for (const std::string& each : words) made += (made.empty() ? "" : std::string(between)) + each;
  return made;
}

/// Everything that may follow a command, in one line.
std::string choices(const ShellCommand& of) {
  std::vector<std::string> all = of.words;
  for (const ShellOption& each : of.options) {
    if (!each.long_name.empty()) all.push_back(each.long_name);
    if (!each.short_name.empty()) all.push_back(each.short_name);
  }
  return joined(all, " ");
}

/// Finds the command that was typed: its words, options left out.
constexpr std::string_view find_path = R"(  local path="" word next
  for word in "${words[@]:1}"; do
    [[ $word == -* ]] && continue
    next="${path:+$path }$word"
    case "$next" in
)";

std::string paths_case(const std::vector<ShellCommand>& commands) {
  std::vector<std::string> quoted;
  for (const ShellCommand& each : commands) {
    if (!each.path.empty()) quoted.push_back("'" + each.path + "'");
  }
  return "      " + joined(quoted, "|") + ") path=$next ;;\n";
}

std::string bash_script(const std::vector<ShellCommand>& commands) {
  std::string made =
      "# bash completion of weft: weft completion bash > /etc/bash_completion.d/weft\n"
      "_weft() {\n"
      "  local cur=${COMP_WORDS[COMP_CWORD]} words=(\"${COMP_WORDS[@]:0:COMP_CWORD}\")\n" +
      std::string(find_path) + paths_case(commands) +
      "    esac\n  done\n  local all=''\n  case \"$path\" in\n";
  for (const ShellCommand& each : commands) {
    made += "    '" + each.path + "') all='" + choices(each) + "' ;;\n";
  }
  return made +
         "  esac\n  COMPREPLY=($(compgen -W \"$all\" -- \"$cur\"))\n"
         "  [[ $cur == -* ]] || COMPREPLY+=($(compgen -f -- \"$cur\"))\n}\n"
         "complete -o filenames -F _weft weft\n";
}

std::string zsh_script(const std::vector<ShellCommand>& commands) {
  std::string made =
      "#compdef weft\n# zsh completion of weft: weft completion zsh > "
      "\"${fpath[1]}/_weft\"\n_weft() {\n  setopt local_options ksh_arrays\n" +
      std::string(find_path) + paths_case(commands) +
      "    esac\n  done\n  local all=''\n  case \"$path\" in\n";
  for (const ShellCommand& each : commands) {
    made += "    '" + each.path + "') all='" + choices(each) + "' ;;\n";
  }
  return made + "  esac\n  unsetopt ksh_arrays\n  compadd -- ${=all}\n  _files\n}\n_weft \"$@\"\n";
}

/// Text between single quotes of fish.
std::string fish_text(std::string_view text) {
  std::string made = "'";
  for (const char each : text) {
    if (each == '\'' || each == '\\') made += '\\';
    made += each == '\n' ? ' ' : each;
  }
  return made + "'";
}

/// Where a command is completed: nowhere said for the program itself.
std::string fish_when(std::string_view condition) {
  return condition.empty() ? std::string() : " -n " + fish_text(condition);
}

std::string fish_option(const std::string& own, const ShellOption& option) {
  std::string made = "complete -c weft";
  made += fish_when(own.empty() ? "" : "__fish_seen_subcommand_from " + own);
  if (!option.long_name.empty()) made += " -l " + option.long_name.substr(2);
  if (!option.short_name.empty()) made += " -s " + option.short_name.substr(1);
  if (option.takes_value) made += " -r";
  return made + " -d " + fish_text(option.about) + "\n";
}

std::string fish_script(const std::vector<ShellCommand>& commands) {
  std::string made =
      "# fish completion of weft: weft completion fish > ~/.config/fish/completions/weft.fish\n";
  for (const ShellCommand& each : commands) {
    const auto space = each.path.rfind(' ');
    const bool nested = space != std::string::npos;
    const std::string own = nested ? each.path.substr(space + 1) : each.path;
    const std::string when = nested ? "__fish_seen_subcommand_from " + each.path.substr(0, space)
                                    : std::string("__fish_use_subcommand");
    if (!own.empty()) {
      made += "complete -c weft" + fish_when(when) + " -a " + own + " -d " + fish_text(each.about) +
              "\n";
    }
    for (const ShellOption& option : each.options) made += fish_option(own, option);
  }
  return made;
}

/// Text of a manual: a dot or a quote at the start of a line would be a command.
std::string troff(std::string_view text) {
  std::string made;
  for (const char each : text) {
    if (made.empty() || made.back() == '\n') {
      if (each == '.' || each == '\'') made += "\\&";
    }
    if (each == '\\') {
      made += "\\e";
    } else if (each == '-') {
      made += "\\-";
    } else {
      made += each;
    }
  }
  return made;
}

}  // namespace

std::string completion_script(const std::vector<ShellCommand>& commands, std::string_view shell) {
  if (shell == "fish") return fish_script(commands);
  return shell == "zsh" ? zsh_script(commands) : bash_script(commands);
}

std::string manual_page(const std::vector<ShellCommand>& commands, std::string_view version) {
  std::string made = ".TH WEFT 1 \"\" \"weft " + troff(version) +
                     "\" \"User Commands\"\n.SH NAME\nweft \\- capacity and cost planning for AI "
                     "fabrics\n.SH SYNOPSIS\n.B weft\n.I COMMAND\n[OPTIONS]\n.SH COMMANDS\n";
  for (const ShellCommand& each : commands) {
    if (!each.path.empty()) made += ".SS " + troff("weft " + each.path + each.usage) + "\n";
    made += troff(each.about) + (each.about.empty() ? "" : "\n");
    for (const ShellOption& option : each.options) {
      std::string name = option.short_name;
      if (!option.long_name.empty()) name += (name.empty() ? "" : ", ") + option.long_name;
      made += ".TP\n.B " + troff(name) + "\n" + troff(option.about) + "\n";
    }
  }
  return made +
         ".SH EXIT STATUS\n0: everything holds. 1: a limit, gate or prediction fails. 2: the input "
         "cannot be used. 3: a part cannot be built. 70: a fault of the program.\n";
}

}  // namespace weft::cli
