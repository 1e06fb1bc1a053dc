// SPDX-License-Identifier: Apache-2.0
#include "outputs.hpp"

#include "weft/io/files.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace weft::cli {
namespace {

struct Extension {
  std::string_view end;
  std::string_view format;
};
constexpr std::array extensions{Extension{".json", "json"}, Extension{".csv", "csv"},
                                Extension{".tsv", "plain"}, Extension{".txt", "table"},
                                Extension{".md", "markdown"}};

std::optional<std::string> format_of(std::string_view file,
                                     const std::vector<std::string>& formats) {
  for (const Extension& each : extensions) {
    const bool known = std::find(formats.begin(), formats.end(), each.format) != formats.end();
    if (known && file.ends_with(each.end)) return std::string(each.format);
  }
  return std::nullopt;
}

/// ".json, .csv or .txt": of the formats that a command has.
std::string ends_of(const std::vector<std::string>& formats) {
  std::string list;
  for (const Extension& each : extensions) {
    if (std::find(formats.begin(), formats.end(), each.format) == formats.end()) continue;
    list += (list.empty() ? "" : ", ") + std::string(each.end);
  }
  if (const auto last = list.rfind(", "); last != std::string::npos) list.replace(last, 2, " or ");
  return list;
}

}  // namespace

int check_outputs(const std::vector<std::string>& files, const std::vector<std::string>& formats,
                  const Console& console) {
  for (const std::string& file : files) {
    if (format_of(file, formats)) continue;
    return refuse(console, "WF0603", "the end of " + file + " names no format",
                  "end the name in " + ends_of(formats));
  }
  return Exit::good;
}

int write_outputs(const std::vector<std::string>& files, const TextOf& text,
                  const Console& console) {
  const report::View view{false, console.out.ascii, console.out.width};
  for (const std::string& file : files) {
    const auto format = format_of(file, {"json", "csv", "plain", "table", "markdown"});
    Diagnostics diagnostics;
    if (io::write_file(file, text(*format, view), diagnostics)) continue;
    complain(console, diagnostics, {});
    return Exit::cannot_evaluate;
  }
  return Exit::good;
}

bool shows_result(const std::vector<std::string>& files, const std::string& format,
                  const Console& console) {
  return files.empty() || !format.empty() || console.terminal;
}

}  // namespace weft::cli
