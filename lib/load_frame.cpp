// SPDX-License-Identifier: Apache-2.0
#include "error_at.hpp"
#include "load_parts.hpp"
#include "plan_name.hpp"
#include "weft/io/walk.hpp"

namespace weft::io {
namespace {

/// A section that works on the document is named objects, whatever stands in them.
void check_section(Loaded& into, std::string_view key, const std::string& hint) {
  const Node* section = into.document.find(key);
  if (!section) return;
  if (!section->is_object()) {
    error_at(into.diagnostics, section->at, "WF0310", std::string(key), "wants named objects",
             hint);
    return;
  }
  for (const Node& each : section->items) {
    if (each.key.starts_with("x-") || each.is_object()) continue;
    error_at(into.diagnostics, each.at, "WF0310", join(key, each.key), "wants an object", hint);
  }
}

void check_variant(Loaded& into, const Node& variant) {
  check_name(into, "variants", variant);
  for (const std::string_view key : {"variants", "baseline", "weft"}) {
    const Node* member = variant.find(key);
    if (!member) continue;
    error_at(into.diagnostics, member->key_at, "WF0412", join("variants." + variant.key, key),
             "a variant cannot change `" + std::string(key) + "`",
             key == "variants" ? "a variant stands alone: write the second one beside it" : "");
  }
}

}  // namespace

void check_version(Loaded& into) {
  const Node* version = into.document.find("weft");
  const auto* number = version ? std::get_if<std::int64_t>(&version->value) : nullptr;
  if (!number || *number == 1) return;
  error_at(into.diagnostics, version->at, "WF0313", "weft",
           "this program reads version 1 of the plan format, not " + std::to_string(*number),
           "write \"weft\": 1 if the plan is one, or use a program that reads it");
}

void check_sections(Loaded& into) {
  check_section(into, "variants", "such as { \"open\": { \"fabrics\": ... } }");
  check_section(into, "ramp", "such as { \"wave_1\": { \"from\": \"2027-04\", ... } }");
  check_section(into, "parts", "such as { \"my-switch\": { \"kind\": \"switch\", ... } }");
}

void check_variants(Loaded& into) {
  if (const Node* variants = into.document.find("variants")) {
    for (const Node& each : variants->items) {
      if (!each.key.starts_with("x-")) check_variant(into, each);
    }
  }
  if (into.variants.size() >= 2 && !into.document.find("baseline")) {
    into.diagnostics.error("WF0404", "variants",
                           "two variants and no baseline to hold them against",
                           "add \"baseline\": \"" + into.variants.front() + "\"");
  }
}

void check_name(Loaded& into, std::string_view section, const Node& each) {
  if (is_plan_name(each.key)) return;
  error_at(into.diagnostics, each.key_at, "WF0305", join(section, each.key),
           "`" + each.key + "` is no name: names are small letters, digits and _",
           "such as `wave_1`");
}

}  // namespace weft::io
