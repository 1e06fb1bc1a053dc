// SPDX-License-Identifier: Apache-2.0
// Any text as a gate: no crash, an end, offsets within the text; and what compiles also runs, with
// every name known and with none.
#include "weft/study/gate.hpp"
#include "weft/units/system.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace {

namespace study = weft::study;
using Form = study::GateKind::Form;

void require(bool holds) {
  if (!holds) std::abort();
}

std::optional<study::GateSymbol> symbol(std::string_view name) {
  if (name == "site.it_power")
    return study::GateSymbol{{Form::number, weft::dimension_of<weft::Power>}, true};
  if (name == "finance.tco")
    return study::GateSymbol{{Form::number, weft::dimension_of<weft::Money>}, false};
  if (name == "finance.payback") return study::GateSymbol{{Form::month, {}}, false};
  if (name == "s") return study::GateSymbol{{Form::number, {}}, false};
  return std::nullopt;
}

void run(const study::GateProgram& program, std::optional<double> value) {
  static const std::vector<double> series(24, 1.0);
  const study::GateValues values{[&](const study::GateName&) { return value; },
                                 [&](const study::GateName&) { return value ? &series : nullptr; }};
  const auto answer = study::run_gate(program, values);
  require(answer.verdict != study::GateVerdict::not_checked || !answer.note.empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  study::GateScope scope;
  scope.symbol = symbol;
  scope.near = [](std::string_view) { return std::string("near"); };
  scope.start = weft::calendar_month(2027, 1);
  scope.months = 24;
  const auto compiled = study::compile_gate(text, scope);
  if (const auto* fault = std::get_if<weft::io::TextFault>(&compiled)) {
    require(fault->begin <= fault->end && fault->end <= text.size());
    require(fault->code.starts_with("WF0") && !fault->message.empty());
    return 0;
  }
  const auto& program = *std::get_if<study::GateProgram>(&compiled);
  require(!program.steps.empty() && program.steps.size() <= 4 * text.size());
  for (const std::optional<double> value : {std::optional(0.0), std::optional(1.5),
                                            std::optional(study::never), std::optional<double>()}) {
    run(program, value);
  }
  return 0;
}
