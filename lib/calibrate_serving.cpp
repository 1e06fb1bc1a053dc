// SPDX-License-Identifier: Apache-2.0
#include "calibrate_serving.hpp"

#include "serving_fit_errors.hpp"
#include "serving_fit_width.hpp"
#include "weft/base/type_of.hpp"
#include "weft/io/writer.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace weft::report {
namespace {

constexpr std::size_t first_rounds = 14;

/// The same with every number as it is stored.
catalog::ServingFit stored(catalog::ServingFit fit) {
  const Type& type = type_of<catalog::ServingFit>();
  std::vector<std::pair<std::string, double>> numbers;
  io::walk(type, &fit, "", [&](const io::Place& place) {
    const auto number = place.number();
    if (number && place.type && !place.row.computed) numbers.emplace_back(place.path, *number);
  });
  for (const auto& [path, number] : numbers) {
    const auto place = io::find(type, &fit, path);
    if (place && place->type && number != std::floor(number))
      place->type->set(place->at, six_digits(number));
  }
  return fit;
}

/// Says in the record how much its priors count.
void note_width(std::vector<std::string>& notes, double width) {
  constexpr std::string_view begin = "Priors count with ";
  std::erase_if(notes, [&](const std::string& each) { return each.starts_with(begin); });
  notes.push_back(std::string(begin) + io::json_text(io::Node{width, {}, {}, {}, {}}) +
                  " of their stated deviations: models that a fit had not seen are predicted best "
                  "so.");
}

}  // namespace

ServingCalibration calibrate_serving(const std::vector<io::Node>& rows,
                                     const catalog::ServingFit& start) {
  ServingCalibration made;
  const ServingFitRows all(rows, start, made);
  made.fit = start;
  if (all.all().empty()) return made;
  std::vector<std::size_t> every(all.all().size());
  for (std::size_t i = 0; i < every.size(); ++i) every[i] = i;
  const double width = prior_width(all, every, start);
  ServingFitValues moving(with_priors(start, width));
  const auto values = fit_serving(all, every, moving, moving.parameters(), first_rounds);
  made.fit = stored(moving.at(values));
  made.fit.priors = start.priors;
  note_width(made.fit.about.notes, width);
  made.fit.rows = static_cast<std::int64_t>(every.size());
  made.fit.fitted.clear();
  for (const PreparedServing& each : all.all()) made.fit.fitted.push_back(each.row.group());
  std::sort(made.fit.fitted.begin(), made.fit.fitted.end());
  made.fit.fitted.erase(std::unique(made.fit.fitted.begin(), made.fit.fitted.end()),
                        made.fit.fitted.end());
  made.fit.errors = {serving_error("nothing", all.errors(made.fit, every))};
  catalog::ServingFit said = made.fit;
  state_serving_errors(all, start, said);
  made.fit = stored(std::move(said));
  return made;
}

std::string serving_fit_json(const catalog::ServingFit& fit) {
  return io::pretty_json(io::write(type_of<catalog::ServingFit>(), &fit, io::Write::changes)) +
         "\n";
}

}  // namespace weft::report
