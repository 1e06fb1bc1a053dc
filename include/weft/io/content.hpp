// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "weft/io/load.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace weft::io {

/// SHA-256 (FIPS 180-4) of a text: "sha256:" and 64 hexadecimal digits. The same text gives the
/// same hash on every machine.
[[nodiscard]] std::string content_hash(std::string_view text);

/// A text that a plan was read from.
struct UsedText {
  SourceKind kind = SourceKind::plan;
  std::string name;  ///< as in Source
  /// Of what it says: blanks, line ends and comments do not count. Of what ships: of its file.
  std::string hash;
  friend bool operator==(const UsedText&, const UsedText&) = default;
};
/// Every text that was used: the plan, what was laid over it and the price books in the order in
/// which they win, then the records and files of the catalogue by name. Each once.
[[nodiscard]] std::vector<UsedText> used_texts(const Loaded& loaded);

/// What decides a result, each as one hash over the texts of its kind.
struct InputHashes {
  std::string plan;  ///< with everything laid over it, without its variants
  std::string prices;
  std::string catalogue;
  friend bool operator==(const InputHashes&, const InputHashes&) = default;
};
[[nodiscard]] InputHashes input_hashes(const Loaded& loaded);

/// The document without what does not decide its own results: variants, the baseline among them,
/// and what a report shows.
[[nodiscard]] Node without_variants(const Node& document);

}  // namespace weft::io
