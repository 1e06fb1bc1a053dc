// SPDX-License-Identifier: Apache-2.0
#include "weft/report/budget_patch.hpp"

#include "weft/report/json_writer.hpp"
#include "weft/units/math.hpp"

#include <string>
#include <utility>

namespace weft::report {

std::string budget_patch(const Answer& answer) {
  JsonWriter json;
  json.open_object().key("fabrics").open_object();
  for (const auto& [name, fabric] : answer.outcome().fabrics) {
    if (!fabric.service || !(fabric.service->bandwidth_needed > Bandwidth{})) continue;
    const double needed = ratio(fabric.service->bandwidth_needed, giga_bit / second);
    json.key(name).open_object(true).key("budget").open_object(true);
    json.text("bandwidth_per_accelerator", std::to_string(ceil_count(needed)) + " Gb/s");
    json.close().close();
  }
  return std::move(json.close().close()).finish();
}

}  // namespace weft::report
