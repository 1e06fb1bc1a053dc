// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace weft::io {

struct CodePoint {
  std::uint32_t value = 0;
  std::size_t bytes = 1;
  bool good = true;  ///< else one byte that is no UTF-8
};

/// Bytes of the code point that `lead` begins; 0 when no code point begins so.
[[nodiscard]] constexpr std::size_t bytes_behind(std::uint32_t lead) {
  if (lead < 0x80) return 1;
  if (lead < 0xC2 || lead > 0xF4) return 0;
  if (lead < 0xE0) return 2;
  return lead < 0xF0 ? 3 : 4;
}

/// Not written with more bytes than it needs, and no half of a surrogate pair.
[[nodiscard]] constexpr bool is_character(std::uint32_t value, std::size_t bytes) {
  if (bytes == 3) return value >= 0x800 && (value < 0xD800 || value >= 0xE000);
  return bytes != 4 || (value >= 0x10000 && value <= 0x10FFFF);
}

/// The code point that begins at byte `i` of `text`.
[[nodiscard]] inline CodePoint code_point(std::string_view text, std::size_t i) {
  const std::uint32_t lead = i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  const std::size_t bytes = bytes_behind(lead);
  if (bytes == 1) return {lead, 1, true};
  const CodePoint bad{lead, 1, false};
  if (bytes == 0 || text.size() - i < bytes) return bad;
  std::uint32_t value = lead & (0xFFU >> (bytes + 1));
  for (const char c : text.substr(i + 1, bytes - 1)) {
    const std::uint32_t byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0U) != 0x80U) return bad;
    value = value << 6U | (byte & 0x3FU);
  }
  return is_character(value, bytes) ? CodePoint{value, bytes, true} : bad;
}

/// Offset of the first byte that is no UTF-8, or npos.
[[nodiscard]] inline std::size_t first_bad_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    if (static_cast<unsigned char>(text[i]) < 0x80) {
      ++i;
      continue;
    }
    const CodePoint c = code_point(text, i);
    if (!c.good) return i;
    i += c.bytes;
  }
  return std::string_view::npos;
}

/// Bytes of the longest beginning of `text` that holds at most `most` code points.
[[nodiscard]] inline std::size_t fit(std::string_view text, std::size_t most) {
  std::size_t bytes = 0;
  for (; most > 0 && bytes < text.size(); --most) bytes += code_point(text, bytes).bytes;
  return bytes < text.size() ? bytes : text.size();
}

/// "U+00A0".
[[nodiscard]] inline std::string name_of(std::uint32_t code) {
  std::string digits;
  for (; code > 0 || digits.size() < 4; code >>= 4U) {
    digits.insert(digits.begin(), "0123456789ABCDEF"[code & 0xFU]);
  }
  return "U+" + digits;
}

}  // namespace weft::io
