// SPDX-License-Identifier: Apache-2.0
#include "weft/report/trust.hpp"

#include "row_values.hpp"
#include "trust_judge.hpp"
#include "trust_metrics.hpp"
#include "trust_training.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace weft::report {
namespace {

constexpr std::array all_domains{
    TrustDomain{"fabric", "reference/fabric-published",
                "sizes, bills, bisection and latency of published fabrics"},
    TrustDomain{"collective", "reference/collective-published",
                "times and bus bandwidths of collectives, queues, hashing, NCCL's own model"},
    TrustDomain{"training", "reference/training-published",
                "step times and memory of published training jobs"},
    TrustDomain{"serving", "reference/serving-published",
                "time to the first token and between tokens of measured deployments"},
    TrustDomain{"serving-mlperf", "reference/serving-mlperf",
                "limits of latency that systems kept while requests arrived by themselves"},
    TrustDomain{"finance", "reference/finance-published",
                "present values, rates, loans, depreciation, unit costs, capacity, options"}};

/// The rules of a domain. A later domain adds a line here and a file beside this one.
struct DomainRules {
  std::string_view domain;
  std::span<const TrustKind> (*kinds)();
  bool by_function = false;  ///< its rows name a function, not a kind
};
constexpr std::array all_rules{DomainRules{"fabric", &fabric_trust_kinds},
                               DomainRules{"collective", &collective_trust_kinds},
                               DomainRules{"training", &training_trust_kinds},
                               DomainRules{"serving", &serving_trust_kinds},
                               DomainRules{"serving-mlperf", &serving_limits_trust_kinds},
                               DomainRules{"finance", &finance_trust_kinds, true}};

bool stands_for(std::string_view pattern, std::string_view kind) {
  if (!pattern.ends_with('*')) return pattern == kind;
  return kind.starts_with(pattern.substr(0, pattern.size() - 1));
}

struct FoundRule {
  std::string_view domain;
  TrustRule rule = nullptr;
};
FoundRule rule_of(std::string_view kind, bool by_function) {
  for (const DomainRules& each : all_rules) {
    if (each.by_function != by_function) continue;
    for (const TrustKind& one : each.kinds()) {
      if (stands_for(one.kind, kind)) return {each.domain, one.rule};
    }
  }
  return {};
}

bool names_function(const io::Node& row) {
  return text_at(row, "topology").empty() && text_at(row, "kind").empty();
}

/// The inputs of a row; those of another where it only says {"see": "its-id"}.
const io::Node* inputs_of(const io::Node& row, const std::vector<io::Node>& rows) {
  const io::Node* own = row.find("inputs");
  const std::string other = own ? text_at(*own, "see") : std::string();
  if (other.empty()) return own;
  const auto named = std::find_if(
      rows.begin(), rows.end(), [&](const io::Node& each) { return text_at(each, "id") == other; });
  return named == rows.end() ? own : named->find("inputs");
}

bool wanted(std::string_view asked, std::string_view kind, std::string_view domain) {
  return asked.empty() || asked == kind || asked == domain;
}

}  // namespace

std::size_t TrustReport::failed() const {
  return static_cast<std::size_t>(std::count_if(lines.begin(), lines.end(), [](const auto& each) {
    return each.unsupported.empty() && !each.by_band && !each.pass;
  }));
}

TrustReport::Banded TrustReport::banded() const {
  Banded made;
  for (const TrustLine& each : lines) {
    if (!each.unsupported.empty() || !each.by_band) continue;
    ++made.all;
    if (each.pass) ++made.inside;
  }
  return made;
}

bool TrustReport::good() const {
  constexpr std::size_t enough = 20;  // of fewer values no share can be told
  constexpr double share = 0.75;      // P10 to P90 holds eight of ten
  const Banded in = banded();
  const bool held =
      in.all < enough || static_cast<double>(in.inside) >= share * static_cast<double>(in.all);
  return failed() == 0 && held;
}

std::size_t TrustReport::unsupported() const {
  return static_cast<std::size_t>(std::count_if(
      lines.begin(), lines.end(), [](const auto& each) { return !each.unsupported.empty(); }));
}

const TrustLine* TrustReport::worst() const {
  const TrustLine* found = nullptr;
  for (const TrustLine& each : lines) {
    if (!each.unsupported.empty() || each.fitted) continue;
    if (!found || std::fabs(each.error) > std::fabs(found->error)) found = &each;
  }
  return found;
}

std::span<const TrustDomain> trust_domains() { return all_domains; }

std::vector<std::string_view> trust_kinds() {
  std::vector<std::string_view> names;
  for (const DomainRules& each : all_rules) {
    names.push_back(each.domain);
    for (const TrustKind& one : each.kinds()) names.push_back(one.kind);
  }
  return names;
}

TrustReport trust(const std::vector<io::Node>& rows, std::string_view kind) {
  TrustReport report;
  for (const io::Node& row : rows) {
    const std::string of = row_kind(row);
    const FoundRule found = rule_of(of, names_function(row));
    if (!wanted(kind, of, found.domain)) continue;
    ++report.rows;
    judge_row(row, inputs_of(row, rows), found.rule, report);
  }
  return report;
}

}  // namespace weft::report
