// SPDX-License-Identifier: Apache-2.0
#include "commands.hpp"
#include "weft/io/nearest.hpp"

#include <algorithm>
#include <string_view>

namespace weft::cli {

std::string format_or_usual(const std::string& asked, const Console& console) {
  if (!asked.empty()) return asked;
  return console.terminal ? "table" : "plain";
}

int read_today(const std::string& written, report::GateWish& into, const Console& console) {
  if (written.empty()) return Exit::good;
  into.today = parse_date(written);
  if (into.today) return Exit::good;
  return refuse(console, "WF0601", "--today \"" + written + "\" is no day", "such as 2027-01-31");
}

int check_format(const std::string& format, const std::vector<std::string>& known,
                 const Console& console) {
  if (std::find(known.begin(), known.end(), format) != known.end()) return Exit::good;
  const std::vector<std::string_view> words(known.begin(), known.end());
  std::string hint = io::did_you_mean(format, words);
  if (hint.empty()) {
    hint = "formats:";
    for (const std::string& each : known) hint += " " + each;
  }
  return refuse(console, "WF0603", "there is no format \"" + format + "\"", hint);
}

}  // namespace weft::cli
