// SPDX-License-Identifier: Apache-2.0
#include "finding_text.hpp"
#include "show.hpp"
#include "weft/io/diagnostics_text.hpp"
#include "weft/io/writer.hpp"
#include "weft/report/check_bom.hpp"
#include "weft/report/json_writer.hpp"

#include <algorithm>

namespace weft::report {
namespace {

std::string_view gravity_word(fabric::Gravity gravity) {
  return gravity == fabric::Gravity::impossible ? "impossible" : "hides";
}

std::string_view verdict(const CheckedBom& checked) {
  if (checked.impossible()) return "impossible";
  return checked.findings.items.empty() ? "clean" : "hides";
}

std::size_t count(const CheckedBom& checked, fabric::Gravity gravity) {
  const auto& all = checked.findings.items;
  return static_cast<std::size_t>(
      std::count_if(all.begin(), all.end(),
                    [&](const fabric::Finding& each) { return each.check->gravity == gravity; }));
}

std::string things(std::size_t number, std::string_view one) {
  return std::to_string(number) + " " + std::string(one) + (number == 1 ? "" : "s");
}

std::string last_line(const CheckedBom& checked) {
  const std::size_t hard = count(checked, fabric::Gravity::impossible);
  const std::size_t soft = count(checked, fabric::Gravity::hides);
  if (hard + soft == 0) return "nothing in this bill speaks against it";
  std::string text =
      hard > 0 ? "cannot be built as written: " + things(hard, "reason") : "can be built";
  if (soft > 0) text += "; not as it is sold: " + things(soft, "thing");
  return text;
}

}  // namespace

std::string bom_json(const CheckedBom& checked) {
  JsonWriter json;
  json.open_object().text("weft_check_bom", "1.0").text("verdict", verdict(checked));
  if (!checked.claim.name.empty()) json.text("name", checked.claim.name);
  json.key("findings").open_list();
  for (std::size_t i = 0; i < checked.findings.items.size(); ++i) {
    const fabric::Finding& each = checked.findings.items[i];
    json.open_object(true).text("id", each.check->reason.id);
    json.text("severity", gravity_word(each.check->gravity)).text("path", each.path);
    if (const auto& at = checked.told.items[i].at) {
      const io::Position place = io::position_of(*at, checked.sources);
      json.count("line", static_cast<std::int64_t>(place.line));
      json.count("column", static_cast<std::int64_t>(place.column));
    }
    if (!each.check->needed.empty()) {
      json.number("needed", each.needed).number("available", each.available);
      json.text("unit", si_unit(each.of));
    }
    json.text("message", finding_text(each)).close();
  }
  return std::move(json.close().close()).finish();
}

std::string bom_plain(const CheckedBom& checked) {
  std::string made;
  for (std::size_t i = 0; i < checked.findings.items.size(); ++i) {
    const fabric::Finding& each = checked.findings.items[i];
    made +=
        std::string(gravity_word(each.check->gravity)) + "\t" + std::string(each.check->reason.id);
    made += "\t" + std::string(each.path) + "\t";
    if (const auto& at = checked.told.items[i].at) {
      const io::Position place = io::position_of(*at, checked.sources);
      made += std::to_string(place.line) + ":" + std::to_string(place.column);
    }
    made += "\t" + io::number_text(each.needed) + "\t" + io::number_text(each.available) + "\t" +
            si_unit(each.of) + "\t" + finding_text(each) + "\n";
  }
  return made;
}

std::string bom_table(const CheckedBom& checked, const View& view) {
  io::RenderOptions options;
  options.color = view.color;
  options.ascii = view.ascii;
  options.width = view.width;
  const Tone tone = checked.impossible()             ? Tone::bad
                    : checked.findings.items.empty() ? Tone::good
                                                     : Tone::warn;
  Diagnostics in_order = checked.told;
  std::stable_sort(in_order.items.begin(), in_order.items.end(),
                   [](const Diagnostic& a, const Diagnostic& b) { return a.at < b.at; });
  return io::render(in_order, checked.sources, options) + toned(last_line(checked), tone, view) +
         "\n";
}

}  // namespace weft::report
