// SPDX-License-Identifier: Apache-2.0
#include "compare_parts.hpp"
#include "show.hpp"
#include "weft/report/assumptions.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace weft::report {
namespace {

/// Money by what its prices rest on.
struct Rests {
  double quoted = 0.0;
  double soft = 0.0;  ///< estimate and guess
  double whole = 0.0;

  [[nodiscard]] double quoted_share() const { return whole == 0.0 ? 0.0 : quoted / whole; }
  [[nodiscard]] double soft_share() const { return whole == 0.0 ? 0.0 : soft / whole; }
};

using Bases = std::map<std::string, Basis, std::less<>>;

Bases bases_of(const Answer& answer) {
  Bases bases;
  for (const Assumption& each : assumptions(answer)) bases[each.path] = each.basis;
  return bases;
}

std::optional<Basis> basis_of(const plan::BillLine& line, const Bases& bases) {
  for (const char* folder : {"nodes.", "switches.", "nics.", "optics."}) {
    const auto found = bases.find(folder + line.part + ".price");
    if (found != bases.end()) return found->second;
  }
  return std::nullopt;
}

/// Lines that the other plan does not have: what both buy does not decide between them.
Rests rests_of(const Answer& own, const Answer& other) {
  const Bases bases = bases_of(own);
  const auto& others = other.bill.lines;
  Rests made;
  for (const plan::BillLine& each : own.bill.lines) {
    if (std::find(others.begin(), others.end(), each) != others.end()) continue;
    const double money = ratio(each.total, dollar);
    made.whole += money;
    const auto basis = basis_of(each, bases);
    if (basis == Basis::quote) made.quoted += money;
    if (basis == Basis::estimate || basis == Basis::guess) made.soft += money;
  }
  return made;
}

}  // namespace

void warn_of_unlike_bases(Comparison& of) {
  if (of.order.size() < 2) return;
  const ComparedColumn* firm = &of.columns[of.order[0]];
  const ComparedColumn* loose = &of.columns[of.order[1]];
  if (!firm->works() || !loose->works()) return;
  Rests a = rests_of(firm->answer, loose->answer);
  Rests b = rests_of(loose->answer, firm->answer);
  if (b.quoted_share() > a.quoted_share()) {
    std::swap(a, b);
    std::swap(firm, loose);
  }
  constexpr double most = 0.5;  // of the money in which they differ
  if (a.quoted_share() < most || b.soft_share() < most) return;
  of.warnings.push_back("what only " + firm->name + " buys rests " + show_share(a.quoted_share()) +
                        " on quotes, what only " + loose->name + " buys " +
                        show_share(b.soft_share()) +
                        " on estimates and guesses: the two are not equally firm");
}

}  // namespace weft::report
