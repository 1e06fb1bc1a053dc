// SPDX-License-Identifier: Apache-2.0
#include "show.hpp"
#include "weft/io/writer.hpp"
#include "weft/report/assumptions.hpp"
#include "weft/report/metrics.hpp"
#include "weft/report/result_json.hpp"

namespace weft::report {
namespace {

std::string_view reason_of(const Metric& metric) {
  return metric.why && metric.why->reason ? metric.why->reason->id : "unknown";
}

}  // namespace

std::string result_plain(const Answer& answer, const ResultWish& wish) {
  std::string made;
  for (const Metric& each : metrics(answer.outcome())) {
    if (!matches(wish.metrics, each.id)) continue;
    made += each.id + '\t';
    made += each.value ? io::number_text(*each.value) : "-";
    made += '\t' + unit_of(each);
    if (!each.value) made += '\t' + std::string(reason_of(each));
    made += '\n';
  }
  return made;
}

std::string result_csv(const Answer& answer, const ResultWish& wish) {
  std::string made = "metric,value,unit,better,over,reason\r\n";
  for (const Metric& each : metrics(answer.outcome())) {
    if (!matches(wish.metrics, each.id)) continue;
    made += csv_field(each.id) + ',' + (each.value ? io::number_text(*each.value) : "") + ',' +
            csv_field(unit_of(each)) + ',' + std::string(word(each.better)) + ',' +
            std::string(word(each.over)) + ',' +
            (each.value ? std::string() : csv_field(reason_of(each))) + "\r\n";
  }
  return made;
}

std::string assumptions_plain(const Answer& answer) {
  std::string made;
  for (const Assumption& each : assumptions(answer)) {
    made += each.path + '\t' + each.value + '\t' +
            std::string(words<Basis>[static_cast<std::size_t>(each.basis)].word) + '\t' +
            each.source + '\n';
  }
  return made;
}

std::string bill_plain(const Answer& answer) {
  std::string made;
  for (const plan::BillLine& each : answer.bill.lines) {
    made += each.owner + '\t' + each.phase + '\t' + each.kind + '\t' + each.part + '\t' +
            std::to_string(each.count) + '\t' +
            (each.price ? io::number_text(each.price->value()) : "-") + '\t' +
            io::number_text(each.total.value()) + '\t' + each.note + '\n';
  }
  return made;
}

std::string bill_csv(const Answer& answer) {
  std::string made = "owner,phase,kind,part,count,price,total,note\r\n";
  for (const plan::BillLine& each : answer.bill.lines) {
    for (const std::string& text : {each.owner, each.phase, each.kind, each.part}) {
      made += csv_field(text) + ',';
    }
    made += std::to_string(each.count) + ',' +
            (each.price ? io::number_text(each.price->value()) : std::string()) + ',' +
            io::number_text(each.total.value()) + ',' + csv_field(each.note) + "\r\n";
  }
  return made;
}

}  // namespace weft::report
