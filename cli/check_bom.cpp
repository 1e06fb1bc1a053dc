// SPDX-License-Identifier: Apache-2.0
#include "weft/report/check_bom.hpp"

#include "commands.hpp"

namespace weft::cli {

int run(const CheckBom& asked, const Console& console) {
  const std::string format = format_or_usual(asked.format, console);
  if (const int bad = check_format(format, {"table", "plain", "json"}, console)) return bad;
  const report::CheckedBom checked = report::check_bom(asked.file);
  complain(console, checked.faults, checked.sources);
  if (!checked.readable()) return Exit::cannot_evaluate;
  const std::string text = format == "json"    ? report::bom_json(checked)
                           : format == "plain" ? report::bom_plain(checked)
                                               : report::bom_table(checked, console.out);
  if (!print(text)) return Exit::cannot_evaluate;
  return checked.impossible() ? Exit::limit_failed : Exit::good;
}

}  // namespace weft::cli
