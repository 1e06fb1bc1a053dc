// SPDX-License-Identifier: Apache-2.0
#include "error_at.hpp"
#include "load_parts.hpp"
#include "weft/io/nearest.hpp"

namespace weft::io {
namespace {

void note_variants(Loaded& into) {
  const Node* variants = into.document.find("variants");
  if (!variants || !variants->is_object()) return;
  for (const Node& each : variants->items) {
    if (!each.key.starts_with("x-")) into.variants.push_back(each.key);
  }
}

void lay_variant(Loaded& into, const std::string& name) {
  const Node* variants = into.document.find("variants");
  const Node* chosen = variants ? variants->find(name) : nullptr;
  if (chosen && !chosen->is_object()) return;  // said by check_sections
  if (!chosen) {
    const std::vector<std::string_view> names(into.variants.begin(), into.variants.end());
    into.diagnostics.error("WF0606", "variants", "the plan has no variant \"" + name + "\"",
                           did_you_mean(name, names));
    return;
  }
  Node patch = *chosen;
  std::erase_if(patch.items, [](const Node& member) { return member.key == "about"; });
  merge(into.document, patch);
}

void lay_file(Loaded& into, const std::string& file, const Fetch& fetch) {
  const auto overlay = parse_fetched(into, fetch, SourceKind::overlay, file);
  if (!overlay) return;
  if (overlay->is_object()) return merge(into.document, *overlay);
  error_at(into.diagnostics, overlay->at, "WF0310", "", "an overlay is an object, as the plan is",
           "begin with {");
}

}  // namespace

void lay_over(Loaded& into, const Overrides& overrides, const Fetch& fetch) {
  note_variants(into);
  into.variant = overrides.variant;
  if (!overrides.variant.empty()) lay_variant(into, overrides.variant);
  for (const std::string& file : overrides.overlays) lay_file(into, file, fetch);
  for (std::size_t i = 0; i < overrides.settings.size(); ++i) {
    lay_setting(into, overrides.settings[i], i);
  }
}

}  // namespace weft::io
