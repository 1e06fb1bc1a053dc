// SPDX-License-Identifier: Apache-2.0
#include "weft/report/calibrate.hpp"

#include "calibrate_serving.hpp"
#include "calibration_text.hpp"
#include "serving_rows.hpp"
#include "show.hpp"

#include <algorithm>
#include <utility>

namespace weft::report {
namespace {

bool is_of(const io::Node& row, std::string_view kind) {
  const io::Node* said = row.find("kind");
  return said && said->text() && *said->text() == kind;
}

}  // namespace

void state_errors(const std::vector<std::string>& heads,
                  const std::vector<std::vector<std::string>>& lines, const View& view,
                  Calibration& into) {
  Table table{"", {}, {}};
  for (const std::string& each : heads) {
    table.columns.push_back({each, table.columns.empty() ? Align::left : Align::decimal});
  }
  for (const auto& line : lines) {
    std::vector<Cell> cells;
    std::string plain;
    for (const std::string& part : line) {
      plain += (plain.empty() ? "" : "\t") + part;
      cells.emplace_back(part);
    }
    into.plain += plain + "\n";
    table.rows.push_back(std::move(cells));
  }
  into.errors = render(table, view);
}

Calibration serving_calibration(const std::vector<io::Node>& rows, const View& view) {
  const ServingCalibration found = calibrate_serving(rows, serving_parts().fit());
  Calibration made;
  made.rows = static_cast<std::size_t>(found.fit.rows);
  made.skipped = found.skipped.size();
  if (made.rows == 0) return made;
  made.converged = true;
  made.record = serving_fit_json(found.fit);
  std::vector<std::vector<std::string>> lines;
  for (const catalog::ServingError& each : found.fit.errors) {
    lines.push_back({each.left_out.empty() ? "in sample" : each.left_out,
                     show_share(each.tpot_median), show_share(each.tpot_mean),
                     show_share(each.ttft_median), show_share(each.ttft_mean)});
  }
  state_errors({"left out of the fit", "TPOT median", "mean", "TTFT median", "mean"}, lines, view,
               made);
  return made;
}

Calibration calibrate(const std::vector<io::Node>& rows, const View& view) {
  const bool serves = std::any_of(rows.begin(), rows.end(),
                                  [](const io::Node& each) { return is_of(each, "serving"); });
  return serves ? serving_calibration(rows, view) : training_calibration(rows, view);
}

}  // namespace weft::report
