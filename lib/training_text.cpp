// SPDX-License-Identifier: Apache-2.0
// What a calibration says: the record, and how far off it is on rows it saw and on rows it did not.
#include "calibration_text.hpp"
#include "show.hpp"
#include "training_calibration.hpp"
#include "weft/io/walk.hpp"
#include "weft/io/writer.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <utility>

namespace weft::report {
namespace {

struct Errors {
  std::size_t rows = 0;
  double seen = 0.0;  ///< sums of |error| until they are shown
  double fold = 0.0;
  double left_out = 0.0;
  double worst = 0.0;
};

using Grouped = std::map<std::string, Errors>;

void add(const CalibratedRow& row, Errors& to) {
  const double measured = row.of->measured;
  const double seen = std::fabs(row.predicted / measured - 1.0);
  ++to.rows;
  to.seen += seen;
  to.fold += std::fabs(row.fold / measured - 1.0);
  to.left_out += std::fabs(row.left_out / measured - 1.0);
  to.worst = std::max(to.worst, seen);
}

std::string share_of(double sum, const Errors& of) {
  return show_share(sum / static_cast<double>(std::max<std::size_t>(1, of.rows)));
}

std::vector<std::string> line(const std::string& name, const Errors& of) {
  return {name,
          std::to_string(of.rows),
          share_of(of.seen, of),
          share_of(of.fold, of),
          share_of(of.left_out, of),
          show_share(of.worst)};
}

std::vector<std::vector<std::string>> table_lines(const TrainingCalibration& made) {
  Grouped sources;
  Grouped families;
  Errors all;
  for (const CalibratedRow& each : made.rows) {
    add(each, sources[each.of->source]);
    add(each, families[each.of->family]);
    add(each, all);
  }
  std::vector<std::vector<std::string>> text;
  for (const auto& [name, of] : sources) text.push_back(line(name, of));
  for (const auto& [name, of] : families) text.push_back(line(name, of));
  text.push_back(line("all", all));
  return text;
}

}  // namespace

Calibration training_calibration(const std::vector<io::Node>& rows, const View& view) {
  const catalog::TrainingFit& start = shipped_training_fit();
  Calibration made;
  const auto cases = training_cases(rows, start, made.skipped);
  const TrainingCalibration found = calibrate_training(cases, start);
  made.rows = found.rows.size();
  if (made.rows == 0) return made;
  made.converged = found.converged;
  made.record =
      io::pretty_json(io::write(type_of<catalog::TrainingFit>(), &found.fit, io::Write::changes));
  state_errors({"publication, then software, model, generation", "rows", "mean error", "by eighths",
                "left out", "worst"},
               table_lines(found), view, made);
  return made;
}

}  // namespace weft::report
