// SPDX-License-Identifier: Apache-2.0
// Private to weft::io: the steps of load(), in the order in which they run. Each says what it found
// in `Loaded::diagnostics`.
#pragma once

#include "weft/io/let.hpp"
#include "weft/io/library.hpp"
#include "weft/io/load.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace weft::io {

// load_files.cpp: texts that the plan consists of

[[nodiscard]] Node parse_source(Loaded& into, Source source);
/// A text of this name; nothing when it cannot be read or parsed without fault.
[[nodiscard]] std::optional<Node> parse_fetched(Loaded& into, const Fetch& fetch, SourceKind kind,
                                                const std::string& written);

// load_overrides.cpp: what is laid over the plan; load_setting.cpp: one --set

void lay_over(Loaded& into, const Overrides& overrides, const Fetch& fetch);
/// \param index  which of the settings, from 0.
void lay_setting(Loaded& into, const std::string& setting, std::size_t index);

// load_frame.cpp: the version, and the sections that work on the document

/// Sections that are no members of Plan.
inline constexpr std::string_view document_sections[] = {"$schema", "let", "parts", "ramp",
                                                         "variants"};
/// Another version may mean something else by the same keys: nothing further is read then.
void check_version(Loaded& into);
void check_sections(Loaded& into);
void check_variants(Loaded& into);
/// Names of variants and phases become parts of metric ids and flags.
void check_name(Loaded& into, std::string_view section, const Node& each);

// load_library.cpp: the catalogue with the books, files and parts of the plan

void fill_library(Loaded& into, const Fetch& fetch, Library& library);

// load_plan.cpp: from the document to plan structs

class PlanReader {
 public:
  /// Reads `let` and the rates of currencies: whatever is read later may use them.
  PlanReader(Loaded& into, const Library& library);
  PlanReader(const PlanReader&) = delete;
  PlanReader& operator=(const PlanReader&) = delete;

  void read(const Node& document, plan::Plan& plan, Notes& notes);
  /// Warns of names in `let` that nothing in the document uses.
  void report_unused() const;
  [[nodiscard]] const Let& let() const { return let_; }

 private:
  void read_exchange();
  [[nodiscard]] References references(const Node& document) const;
  void settle_into(Diagnostics& found, const Node& document);

  Loaded& into_;
  const Library& library_;
  Node section_;  // let_ refers to it
  Let let_;
  Currencies currencies_;
};

// load_phases.cpp: the plan as it stands in each phase of the ramp

void read_phases(Loaded& into, PlanReader& reader);

// load_catalogue.cpp: the parts that the phases name

void require_parts(Loaded& into, const Library& library);

}  // namespace weft::io
