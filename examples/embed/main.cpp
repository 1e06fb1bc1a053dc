// SPDX-License-Identifier: Apache-2.0
// A plan evaluated inside another program: read it, ask two questions, change one input, ask again.
#include "weft/io/quantity_text.hpp"
#include "weft/report/answer.hpp"
#include "weft/report/metrics.hpp"

#include <cstdio>
#include <string>

int main(int count, char** words) {
  const char* plan = count > 1 ? words[1] : "examples/ai-factory.json";
  for (const char* vendor : {"sn5600", "dell-z9864f"}) {
    weft::io::Overrides change;
    change.settings = {std::string("fabrics.backend.switch=") + vendor,
                       "fabrics.backend.nos=sonic_supported"};
    const auto answer = weft::report::answer(plan, change);
    if (!answer.evaluated) return 2;
    std::printf("%s\n", vendor);
    for (const auto& metric : weft::report::metrics(answer.outcome())) {
      if (!metric.value ||
          (metric.id != "finance.npv" && metric.id != "workloads.chat.cost_output")) {
        continue;
      }
      const auto text = weft::io::show_quantity(*metric.value, metric.dimension, metric.shown);
      std::printf("  %-28s %s\n", metric.id.c_str(), text.c_str());
    }
  }
}
