// SPDX-License-Identifier: Apache-2.0
// Private to weft::report: plans that are part one plan and part another, to charge differences to
// what differs.
#pragma once

#include "weft/io/load.hpp"
#include "weft/report/metrics.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace weft::report {

/// Sections in which two plans differ, in the order in which they are taken over: what things cost
/// and are, when and where, what stands, what runs, what it earns.
[[nodiscard]] std::vector<std::string> different_sections(const io::Node& base,
                                                          const io::Node& other);

/// True where both say the same, or neither is there.
[[nodiscard]] bool say_alike(const io::Node* a, const io::Node* b);

/// Takes one section over from the other plan: "let", "fabrics.backend".
void take_over(io::Node& into, const io::Node& from, const std::string& path);

/// The values of metrics; nothing where one of them has none.
[[nodiscard]] std::optional<std::vector<double>> measures_of(const std::vector<Metric>& all,
                                                             const std::vector<std::string>& ids);

/// The same of a mixture; nothing where it cannot be evaluated or does not work.
[[nodiscard]] std::optional<std::vector<double>> mixture_measures(
    const io::Node& mixture, const io::Fetch& fetch, const std::vector<std::string>& ids);

}  // namespace weft::report
