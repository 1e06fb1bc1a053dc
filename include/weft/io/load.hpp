// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/base/diagnostic.hpp"
#include "weft/base/note.hpp"
#include "weft/catalog/catalogue.hpp"
#include "weft/io/document.hpp"
#include "weft/io/library.hpp"
#include "weft/plan/plan.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace weft::io {

/// What is laid over the text of a plan: the variant, then overlays in order, then settings.
struct Overrides {
  std::string variant;                ///< name; empty: the plan as written
  std::vector<std::string> overlays;  ///< files
  std::vector<std::string> settings;  ///< "fabrics.backend.switch=sn5600"
};

/// One phase of the ramp: the plan as it stands then.
struct LoadedPhase {
  std::string name;
  CalendarMonth from{};
  plan::Plan plan;
  Notes notes;
};

/// A plan that was read. Usable when `diagnostics` has no errors.
struct Loaded {
  Sources sources;
  Diagnostics diagnostics;  ///< settled: sorted by place
  Node document;            ///< overrides merged; `ramp`, `variants`, `let`, `parts` still in it
  std::vector<LoadedPhase> phases;  ///< ascending; one without a name where the plan has no ramp
  catalog::Catalogue catalogue;
  Notes part_notes;
  std::vector<std::string> variants;
  std::string variant;  ///< the one that was laid over

  // Defined in load.cpp: to copy a plan is seconds of compiling for each file that can.
  Loaded();
  Loaded(const Loaded&);
  Loaded(Loaded&&) noexcept;
  Loaded& operator=(const Loaded&);
  Loaded& operator=(Loaded&&) noexcept;
  ~Loaded();
};

/// Where the other texts of a plan come from: overlays, price books and files of parts, each by its
/// name as it is written. What it gives is called as people find it again. Nothing, and an error
/// that says why, where there is none.
using Fetch = std::function<std::optional<Source>(SourceKind kind, const std::string& written,
                                                  Diagnostics& diagnostics)>;
/// Files: overlays as they are named, what the plan names below the folder of the plan.
[[nodiscard]] Fetch files_below(const std::string& folder);

/// Reads a plan from a file, or from standard input for "-".
[[nodiscard]] Loaded load(const std::string& path, const Overrides& overrides = {});
/// Reads a plan from a text. Relative files it names are looked up below `folder`.
[[nodiscard]] Loaded load_text(std::string name, std::string text, const Overrides& overrides = {},
                               const std::string& folder = ".");
/// The same, with other texts from wherever `fetch` has them.
[[nodiscard]] Loaded load_text(std::string name, std::string text, const Overrides& overrides,
                               const Fetch& fetch);

}  // namespace weft::io
