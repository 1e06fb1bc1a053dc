// SPDX-License-Identifier: Apache-2.0
#include "commands.hpp"
#include "weft/io/files.hpp"
#include "weft/io/library.hpp"
#include "weft/io/nearest.hpp"

#include <filesystem>
#include <vector>

namespace weft::cli {
namespace {

constexpr std::string_view folder = "examples";

int unknown(const std::string& from, const Console& console) {
  std::vector<std::string_view> names;
  for (const std::string_view each : io::shipped_paths(folder)) {
    names.push_back(each.substr(folder.size() + 1));
  }
  std::string hint = io::did_you_mean(from, names);
  if (hint.empty()) {
    hint = "plans to begin with:";
    for (const std::string_view each : names) hint += " " + std::string(each);
  }
  return refuse(console, "WF0604", "there is no plan \"" + from + "\" to begin with", hint);
}

}  // namespace

int run(const Init& asked, const Console& console) {
  const auto text = io::shipped_text(std::string(folder) + "/" + asked.from);
  if (!text) return unknown(asked.from, console);
  if (asked.target == "-") return print(*text) ? Exit::good : Exit::cannot_evaluate;
  namespace fs = std::filesystem;
  fs::path file(asked.target);
  std::error_code fault;
  if (fs::is_directory(file, fault) || !file.has_filename()) file /= "plan.json";
  if (fs::exists(file, fault)) {
    return refuse(console, "WF0605", file.string() + " is there already and was left as it is",
                  "name another file: weft init other.json");
  }
  Diagnostics diagnostics;
  if (!io::write_file(file.string(), *text, diagnostics)) {
    complain(console, diagnostics, {});
    return Exit::cannot_evaluate;
  }
  const std::string shown = file.lexically_normal().string();
  return print("wrote " + shown + "; next: weft eval " + shown + "\n") ? Exit::good
                                                                       : Exit::cannot_evaluate;
}

}  // namespace weft::cli
