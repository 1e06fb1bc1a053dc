// SPDX-License-Identifier: Apache-2.0
#include "serving_fit_rows.hpp"

#include "row_values.hpp"
#include "weft/units/math.hpp"

#include <algorithm>
#include <utility>

namespace weft::report {
namespace {

ServingLogErrors errors_of(const PreparedServing& of, const serving::Coefficients& by) {
  const auto ready = serving::loaded(by, of.work, of.row.as.layout);
  if (!ready) return {};  // fits at every coefficient or at none: such rows were left out
  const auto found = serving::closed_loop(*ready, of.row.in_flight);
  return {weft::log(ratio(found.tpot.total(), second)) - of.ln_tpot,
          weft::log(ratio(found.ttft.total(), second)) - of.ln_ttft};
}

}  // namespace

ServingFitRows::ServingFitRows(const std::vector<io::Node>& rows, const catalog::ServingFit& start,
                               ServingCalibration& into)
    : start_(start) {
  for (const io::Node& each : rows) add(each, into);
}

std::vector<ServingLogErrors> ServingFitRows::errors(const catalog::ServingFit& fit,
                                                     const std::vector<std::size_t>& which) const {
  std::vector<serving::Coefficients> by;
  for (const Setting& each : settings_) {
    const auto& [engine, version, accelerator, four_bit, narrow] = each;
    by.push_back(*serving::coefficients(fit, {engine, version, accelerator, four_bit, narrow}));
  }
  std::vector<ServingLogErrors> made;
  made.reserve(which.size());
  for (const std::size_t at : which) made.push_back(errors_of(rows_[at], by[rows_[at].setting]));
  return made;
}

void ServingFitRows::add(const io::Node& node, ServingCalibration& into) {
  if (text_at(node, "kind") != "serving") return;
  const auto skip = [&](const std::string& why) {
    into.skipped.push_back(text_at(node, "id") + ": " + why);
  };
  const io::Node* inputs = node.find("inputs");
  const io::Node* expected = node.find("expected");
  if (!inputs || !expected) return skip("no inputs or nothing expected");
  auto read = read_serving_row(*inputs, serving_parts());
  if (!read.row) return skip(read.why);
  PreparedServing made{std::move(*read.row), {}, 0, 0.0, 0.0};
  constexpr double from_ms = 1e-3;
  const double tpot = from_ms * number_at(*expected, "tpot_ms").value_or(0.0);
  const double ttft = from_ms * number_at(*expected, "ttft_ms").value_or(0.0);
  if (tpot <= 0.0 || ttft <= 0.0) return skip("TTFT and TPOT are not both measured");
  if (const auto why = prepare(made, tpot, ttft); !why.empty()) skip(why);
}

std::string ServingFitRows::prepare(PreparedServing& made, double tpot, double ttft) {
  auto& parts = serving_parts();
  const serving::Layout& as = made.row.as.layout;
  const auto server =
      serving::catalogue_server(start_, *parts.model(made.row.model),
                                *parts.accelerator(made.row.as.accelerator), made.row.as);
  if (!server) return serving_reason(server.why());
  const auto ready = serving::loaded(*server, as, made.row.lengths);
  if (!ready) return serving_reason(ready.why());
  made.work =
      serving::deployed_work(server->model, server->formats, server->machine, as, made.row.lengths);
  made.ln_tpot = weft::log(tpot);
  made.ln_ttft = weft::log(ttft);
  const Setting key{made.row.as.engine, made.row.as.version, made.row.as.accelerator,
                    server->formats.four_bit, server->formats.narrow};
  const auto at = std::find(settings_.begin(), settings_.end(), key);
  made.setting = static_cast<std::size_t>(at - settings_.begin());
  if (at == settings_.end()) settings_.push_back(key);
  rows_.push_back(std::move(made));
  return {};
}

}  // namespace weft::report
