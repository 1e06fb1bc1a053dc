// SPDX-License-Identifier: Apache-2.0
#include "weft/report/calibrate.hpp"

#include "commands.hpp"
#include "weft/io/files.hpp"
#include "weft/report/trust.hpp"

#include <iostream>

namespace weft::cli {

int run(const Calibrate& asked, const Console& console) {
  io::Sources sources;
  Diagnostics diagnostics;
  const bool piped = asked.rows == "-";
  const auto text = piped ? io::read_stream(std::cin, "<stdin>", diagnostics)
                          : io::read_file(asked.rows, diagnostics);
  std::vector<io::Node> rows;
  if (text) {
    rows = report::trust_rows(piped ? "<stdin>" : asked.rows, *text, sources, diagnostics);
  }
  complain(console, diagnostics, sources);
  if (diagnostics.has_errors()) return Exit::cannot_evaluate;
  const report::Calibration made = report::calibrate(rows, console.out);
  if (made.rows == 0) {
    return refuse(
        console, "WF0601", "no row of " + asked.rows + " can be fitted",
        "rows of kind \"training\" with a known split and an expected step_time_s, or of kind "
        "\"serving\" with an expected tpot_ms and ttft_ms");
  }
  if (!made.converged) {
    return refuse(console, "WF0601", "the fit did not come to rest", "more or other rows");
  }
  if (made.skipped > 0) {
    say(std::to_string(made.skipped) + " rows could not be read and were left out\n");
  }
  const std::string& errors = console.terminal ? made.errors : made.plain;
  if (asked.output == "-") {
    say(errors);
    return print(made.record) ? Exit::good : Exit::cannot_evaluate;
  }
  Diagnostics fault;
  if (!io::write_file(asked.output, made.record, fault)) {
    complain(console, fault, {});
    return Exit::cannot_evaluate;
  }
  return print(errors) ? Exit::good : Exit::cannot_evaluate;
}

}  // namespace weft::cli
