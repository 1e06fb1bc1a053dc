// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/diagnostic.hpp"
#include "weft/io/document.hpp"
#include "weft/report/table.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace weft::report {

enum class Form : std::uint8_t { table, plain, json };

/// One record of the shipped catalogue, in a list.
struct Entry {
  std::string kind;
  std::string id;
  std::string vendor;
  std::string name;
  std::string year;
  std::string status;
  std::string confidence;
};

/// Records of a kind, or of all kinds when it is empty, by kind and id.
[[nodiscard]] std::vector<Entry> catalogue_entries(std::string_view kind);
/// Those whose kind, id, vendor or name hold every word; case does not matter.
[[nodiscard]] std::vector<Entry> catalogue_search(const std::vector<std::string>& words);
[[nodiscard]] std::string entries_text(const std::vector<Entry>& entries, Form form,
                                       const View& view);

/// Every field of a record with its value, source, basis and what other sources say. `id` may name
/// its kind too: "switch/sn5600". Empty after a diagnostic.
[[nodiscard]] std::string record_text(std::string_view id, Form form, const View& view,
                                      Diagnostics& diagnostics);

}  // namespace weft::report
