// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace weft::study {

/// What one cause adds to a difference, for each measure that was asked for.
struct Cause {
  std::vector<std::string> sections;  ///< several where a mixture of them cannot be evaluated
  std::vector<double> change;
  friend bool operator==(const Cause&, const Cause&) = default;
};

/// Splits the difference of two plans by causes: sections are taken over from the other plan one
/// at a time, in the order given, and each is charged with what changes then. The parts add up to
/// the whole, whatever the order; how they share an interaction depends on it.
/// \param sections  what differs.
/// \param after  after(k): the measures with the first k sections taken over, k = 0..n; nothing
///   where that mixture cannot be evaluated. A section is then charged together with the next one.
/// \return nothing where one of the two plans themselves cannot be evaluated.
template <class After>
[[nodiscard]] std::vector<Cause> attribute(std::span<const std::string> sections, After&& after) {
  std::vector<Cause> causes;
  std::optional<std::vector<double>> before = after(std::size_t{0});
  if (!before) return causes;
  std::vector<std::string> open;
  for (std::size_t k = 0; k < sections.size(); ++k) {
    open.push_back(sections[k]);
    std::optional<std::vector<double>> now = after(k + 1);
    if (!now && k + 1 == sections.size()) return {};
    if (!now) continue;
    std::vector<double> change(now->size());
    for (std::size_t i = 0; i < change.size(); ++i) change[i] = (*now)[i] - (*before)[i];
    causes.push_back({std::move(open), std::move(change)});
    open.clear();
    before = std::move(now);
  }
  return causes;
}

}  // namespace weft::study
