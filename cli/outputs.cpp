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
/// A longer end stands before one that it ends with.
constexpr std::array extensions{
    Extension{".json", "json"},     Extension{".ndjson", "ndjson"}, Extension{".bom.csv", "bom"},
    Extension{".csv", "csv"},       Extension{".tsv", "plain"},     Extension{".txt", "table"},
    Extension{".md", "markdown"},   Extension{".xml", "junit"},     Extension{".sarif", "sarif"},
    Extension{".github", "github"}, Extension{".html", "html"}};

struct Output {
  std::string format;
  std::string file;
};

bool has_format(const std::vector<std::string>& formats, std::string_view format) {
  return std::find(formats.begin(), formats.end(), format) != formats.end();
}

/// "build/out:junit", or a file whose end names the format.
std::optional<Output> output_of(const std::string& written,
                                const std::vector<std::string>& formats) {
  const auto colon = written.rfind(':');
  if (colon != std::string::npos && has_format(formats, written.substr(colon + 1))) {
    return Output{written.substr(colon + 1), written.substr(0, colon)};
  }
  for (const Extension& each : extensions) {
    if (!written.ends_with(each.end)) continue;
    if (has_format(formats, each.format)) return Output{std::string(each.format), written};
  }
  return std::nullopt;
}

/// ".json, .csv or .txt": of the formats that a command has.
std::string ends_of(const std::vector<std::string>& formats) {
  std::string list;
  for (const Extension& each : extensions) {
    if (!has_format(formats, each.format)) continue;
    list += (list.empty() ? "" : ", ") + std::string(each.end);
  }
  if (const auto last = list.rfind(", "); last != std::string::npos) list.replace(last, 2, " or ");
  return list;
}

}  // namespace

int check_outputs(const std::vector<std::string>& files, const std::vector<std::string>& formats,
                  const Console& console) {
  for (const std::string& file : files) {
    const auto output = output_of(file, formats);
    if (output && !output->file.empty()) continue;
    return refuse(console, "WF0603", "the end of " + file + " names no format",
                  "end the name in " + ends_of(formats) + ", or write FILE:FORMAT");
  }
  return Exit::good;
}

int write_outputs(const std::vector<std::string>& files, const std::vector<std::string>& formats,
                  const TextOf& text, const Console& console) {
  const report::View view{false, console.out.ascii, console.out.width};
  for (const std::string& file : files) {
    const auto output = output_of(file, formats);
    if (!output) continue;
    Diagnostics diagnostics;
    if (io::write_file(output->file, text(output->format, view), diagnostics)) continue;
    complain(console, diagnostics, {});
    return Exit::cannot_evaluate;
  }
  return Exit::good;
}

const std::vector<std::string>& report_formats() {
  static const std::vector<std::string> formats{"table", "plain",  "json",     "ndjson",
                                                "csv",   "bom",    "markdown", "junit",
                                                "sarif", "github", "html"};
  return formats;
}

const std::vector<std::string>& problem_formats() {
  static const std::vector<std::string> formats{"junit", "sarif", "github"};
  return formats;
}

bool shows_result(const std::vector<std::string>& files, const std::string& format,
                  const Console& console) {
  return files.empty() || !format.empty() || console.terminal;
}

}  // namespace weft::cli
