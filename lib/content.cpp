// SPDX-License-Identifier: Apache-2.0
#include "weft/io/content.hpp"

#include "weft/io/library.hpp"
#include "weft/io/writer.hpp"

#include <openssl/crypto.h>
#include <openssl/sha.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <stdexcept>
#include <utility>

namespace weft::io {
namespace {

constexpr std::string_view shipped = "builtin:";
constexpr std::string_view algorithm = "sha256:";

/// What a text says: canonical JSON where it is JSON.
std::string said_by(const Source& source) {
  if (source.kind == SourceKind::setting) return source.text;
  Diagnostics aside;  // said when the plan was read
  const Sources alone{source};
  const Node node = parse(0, alone, aside);
  return aside.has_errors() ? source.text : json_text(node);
}

/// Of what ships it is known since the library was built.
std::string hash_of(const Source& source) {
  const std::string_view name = source.name;
  if (name.starts_with(shipped)) {
    if (const auto known = shipped_hash(name.substr(shipped.size()))) {
      return std::string(algorithm) + std::string(*known);
    }
  }
  return content_hash(said_by(source));
}

bool is_catalogue(const UsedText& text) { return text.kind == SourceKind::catalogue; }

std::string joint_hash(const std::vector<UsedText>& all, SourceKind kind) {
  std::string text;
  for (const UsedText& each : all) {
    if (each.kind != kind) continue;
    // A file may be moved; a record that ships is its name.
    if (each.name.starts_with(shipped)) text += each.name;
    text += " " + each.hash + "\n";
  }
  return content_hash(text);
}

}  // namespace

std::string content_hash(std::string_view text) {
  // Without the configuration of the machine: it must not decide what a hash is.
  OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr);
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  if (SHA256(bytes, text.size(), digest.data()) == nullptr) {
    throw std::runtime_error("content_hash: this libcrypto has no SHA-256");
  }
  constexpr std::string_view digits = "0123456789abcdef";
  std::string made{algorithm};
  for (const unsigned char byte : digest) made += {digits[byte >> 4U], digits[byte & 0xFU]};
  return made;
}

std::vector<UsedText> used_texts(const Loaded& loaded) {
  std::vector<UsedText> all;
  for (const Source& each : loaded.sources) {
    const bool known = std::any_of(all.begin(), all.end(), [&](const UsedText& other) {
      return other.kind == each.kind && other.name == each.name;
    });
    if (!known) all.push_back({each.kind, each.name, hash_of(each)});
  }
  const auto parts = std::stable_partition(
      all.begin(), all.end(), [](const UsedText& each) { return !is_catalogue(each); });
  std::stable_sort(parts, all.end(),
                   [](const UsedText& a, const UsedText& b) { return a.name < b.name; });
  return all;
}

InputHashes input_hashes(const Loaded& loaded) {
  const auto all = used_texts(loaded);
  return {content_hash(json_text(without_variants(loaded.document))),
          joint_hash(all, SourceKind::prices), joint_hash(all, SourceKind::catalogue)};
}

Node without_variants(const Node& document) {
  Node made = document;
  std::erase_if(made.items, [](const Node& each) {
    return each.key == "variants" || each.key == "baseline" || each.key == "report";
  });
  return made;
}

}  // namespace weft::io
