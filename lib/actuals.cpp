// SPDX-License-Identifier: Apache-2.0
#include "weft/report/actuals.hpp"

#include "weft/units/system.hpp"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

namespace weft::report {
namespace {

constexpr std::string_view paid_id = "finance.cash_out";
constexpr std::string_view site_id = "site.accelerators";

/// "clusters.train" of "clusters.train.utilisation".
std::string owner_of(std::string_view id) { return std::string(id.substr(0, id.rfind('.'))); }
std::string_view last_word(std::string_view id) { return id.substr(id.rfind('.') + 1); }

/// The values of the file and of the plan by month.
class MonthsOfWork {
 public:
  MonthsOfWork(const Actuals& actuals, const ResultDocument& planned) : planned_(planned) {
    for (const ActualValue& each : actuals.values) given_[each.id][each.month] = each.value;
  }

  [[nodiscard]] bool gives(std::string_view id) const { return given_.contains(id); }
  [[nodiscard]] bool gives_word(std::string_view head, std::string_view word) const {
    return std::any_of(given_.begin(), given_.end(), [&](const auto& each) {
      return each.first.starts_with(head) && last_word(each.first) == word;
    });
  }
  [[nodiscard]] std::vector<std::size_t> months_of(std::string_view id) const {
    std::vector<std::size_t> months;
    const auto found = given_.find(id);
    if (found == given_.end()) return months;
    for (const auto& [month, value] : found->second) months.push_back(month);
    return months;
  }

  [[nodiscard]] study::MonthOfWork planned(std::size_t month) const { return at(month, false); }
  [[nodiscard]] study::MonthOfWork actual(std::size_t month) const { return at(month, true); }

  [[nodiscard]] std::vector<ActualMetric> metrics() const {
    std::vector<ActualMetric> made;
    for (const ResultMetric& each : planned_.metrics) {
      const auto found = given_.find(each.id);
      if (found == given_.end()) continue;
      ActualMetric one{each.id, each.unit, 0, 0.0, 0.0};
      for (const auto& [month, value] : found->second) {
        ++one.months;
        one.planned += each.series[month];
        one.actual += value;
      }
      const double share = each.unit == "USD" ? 1.0 : 1.0 / static_cast<double>(one.months);
      one.planned *= share;
      one.actual *= share;
      made.push_back(std::move(one));
    }
    return made;
  }

 private:
  /// What the plan says of a month; what the file says where it does and is asked for.
  [[nodiscard]] double value(std::string_view id, std::size_t month, bool actual) const {
    if (actual) {
      const auto found = given_.find(id);
      if (found != given_.end()) {
        const auto one = found->second.find(month);
        if (one != found->second.end()) return one->second;
      }
    }
    const ResultMetric* metric = planned_.find(id);
    return metric && month < metric->series.size() ? metric->series[month] : 0.0;
  }

  [[nodiscard]] study::MonthOfWork at(std::size_t month, bool actual) const {
    study::MonthOfWork made;
    made.paid = value(paid_id, month, actual) * dollar;
    made.accelerators = accelerators(month, actual);
    made.utilisation = utilisation(month, actual);
    made.work = work(month, actual);
    return made;
  }

  /// Of the site, or as planned with those clusters changed that the file speaks of.
  [[nodiscard]] double accelerators(std::size_t month, bool actual) const {
    double sum = value(site_id, month, actual);
    if (gives(site_id) || !actual) return sum;
    for (const auto& [id, values] : given_) {
      if (!is_cluster(id, "accelerators")) continue;
      sum += value(id, month, true) - value(id, month, false);
    }
    return std::max(sum, 0.0);
  }

  static bool is_cluster(std::string_view id, std::string_view word) {
    return id.starts_with("clusters.") && last_word(id) == word;
  }

  /// Mean over the clusters of which the file gives it, each by its accelerators.
  [[nodiscard]] std::optional<double> utilisation(std::size_t month, bool actual) const {
    double busy = 0.0;
    double all = 0.0;
    for (const auto& [id, values] : given_) {
      if (!is_cluster(id, "utilisation")) continue;
      const double count = value(owner_of(id) + ".accelerators", month, actual);
      busy += count * value(id, month, actual);
      all += count;
    }
    return all > 0.0 && busy > 0.0 ? std::optional(busy / all) : std::nullopt;
  }

  /// Demand of the workloads of which the file gives it, each against its planned mean and by its
  /// planned accelerators.
  [[nodiscard]] std::optional<double> work(std::size_t month, bool actual) const {
    double sum = 0.0;
    for (const auto& [id, values] : given_) {
      const bool demand = last_word(id) == "requests" || last_word(id) == "tasks";
      if (!id.starts_with("workloads.") || !demand) continue;
      const double usual = mean(id);
      const double weight = std::max(mean(owner_of(id) + ".accelerators"), least_weight);
      if (usual > 0.0) sum += weight * value(id, month, actual) / usual;
    }
    return sum > 0.0 ? std::optional(sum) : std::nullopt;
  }

  [[nodiscard]] double mean(std::string_view id) const {
    const ResultMetric* metric = planned_.find(id);
    if (!metric || metric->series.empty()) return 0.0;
    double sum = 0.0;
    for (const double each : metric->series) sum += each;
    return sum / static_cast<double>(metric->series.size());
  }

  static constexpr double least_weight = 1e-9;  // an application has no accelerators of its own

  const ResultDocument& planned_;
  std::map<std::string, std::map<std::size_t, double>, std::less<>> given_;
};

bool covers(const std::vector<std::size_t>& months, Actuals& actuals, CalendarMonth start) {
  if (months.empty()) {
    actuals.diagnostics.error("WF0804", "", "the file does not say what was paid",
                              "add a line for each month: 2027-03,finance.cash_out,$1.2M");
    return false;
  }
  for (std::size_t i = 1; i < months.size(); ++i) {
    if (months[i] == months[i - 1] + 1) continue;
    const auto gap = static_cast<std::int64_t>(months[i - 1] + 1);
    actuals.diagnostics.error("WF0804", "",
                              "finance.cash_out of " + format_month(start + gap) + " is missing",
                              "months that are split follow each other");
    return false;
  }
  return true;
}

}  // namespace

std::optional<PlanAgainstActual> against_plan(Actuals& actuals, const ResultDocument& planned) {
  if (actuals.diagnostics.has_errors()) return std::nullopt;
  const MonthsOfWork work(actuals, planned);
  const auto months = work.months_of(paid_id);
  if (!covers(months, actuals, planned.start.value_or(CalendarMonth{}))) return std::nullopt;
  std::vector<study::MonthOfWork> was;
  std::vector<study::MonthOfWork> is;
  const std::size_t all = planned.find(paid_id)->series.size();
  for (std::size_t i = 0; i < all; ++i) was.push_back(work.planned(i));
  for (const std::size_t each : months) is.push_back(work.actual(each));
  PlanAgainstActual made;
  made.first = months.front();
  made.months = static_cast<std::int64_t>(months.size());
  made.late = study::months_late(was, is, made.first);
  made.parts = study::plan_variance(was, is, made.first, made.late.value_or(0));
  for (const std::size_t each : months) made.planned += ratio(was[each].paid, dollar);
  for (const study::MonthOfWork& each : is) made.actual += ratio(each.paid, dollar);
  made.metrics = work.metrics();
  if (!work.gives(site_id) && !work.gives_word("clusters.", "accelerators")) {
    made.held.emplace_back("accelerators");
  }
  if (!work.gives_word("clusters.", "utilisation")) made.held.emplace_back("utilisation");
  if (!work.gives_word("workloads.", "requests") && !work.gives_word("workloads.", "tasks")) {
    made.held.emplace_back("volume");
  }
  return made;
}

}  // namespace weft::report
