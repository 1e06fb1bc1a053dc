// SPDX-License-Identifier: Apache-2.0
// Private to weft::report: what is known of a metric by its id alone.
#pragma once

#include "weft/report/metrics.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace weft::report {

/// "fabrics.<fabric>.switches" for "fabrics.backend.switches"; word by word.
[[nodiscard]] bool fits(std::string_view pattern, std::string_view id);

/// The table of metrics, to be asked often.
class MetricDocs {
 public:
  /// What the table says of `id`, under this id; nothing where it is no metric of this version.
  [[nodiscard]] std::optional<MetricDoc> find(std::string_view id) const;

 private:
  std::vector<MetricDoc> table_ = metric_table();
};

}  // namespace weft::report
