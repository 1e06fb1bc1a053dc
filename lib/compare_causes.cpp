// SPDX-License-Identifier: Apache-2.0
#include "compare_parts.hpp"
#include "mixture.hpp"
#include "weft/io/content.hpp"
#include "weft/io/files.hpp"

#include <utility>

namespace weft::report {
std::vector<study::Cause> causes_of(const ComparedColumn& base, const ComparedColumn& other,
                                    const std::vector<std::string>& measures) {
  const io::Node to = io::without_variants(other.answer.loaded.document);
  io::Node mixture = io::without_variants(base.answer.loaded.document);
  const auto differ = different_sections(mixture, to);
  std::string folder = io::folder_of(base.answer.path);
  std::size_t taken = 0;
  return study::attribute(differ, [&](std::size_t k) -> std::optional<std::vector<double>> {
    for (; taken < k; ++taken) {
      take_over(mixture, to, differ[taken]);
      if (differ[taken] == "uses") folder = io::folder_of(other.answer.path);
    }
    if (k == 0) return measures_of(base.metrics, measures);
    if (k == differ.size()) return measures_of(other.metrics, measures);
    return mixture_measures(mixture, io::files_below(folder), measures);
  });
}

std::vector<std::int64_t> cause_grains(const std::vector<study::Cause>& causes, std::size_t measure,
                                       double grain, std::int64_t whole) {
  std::vector<double> parts;
  parts.reserve(causes.size());
  for (const study::Cause& each : causes) parts.push_back(each.change[measure]);
  return apportion(parts, grain, whole);
}

}  // namespace weft::report
