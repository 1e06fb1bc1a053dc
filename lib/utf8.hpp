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

/// The code point that begins at byte `i` of `text`.
[[nodiscard]] inline CodePoint code_point(std::string_view text, std::size_t i) {
  const auto byte = [&](std::size_t k) -> std::uint32_t {
    return k < text.size() ? static_cast<unsigned char>(text[k]) : 0U;
  };
  const std::uint32_t lead = byte(i);
  if (lead < 0x80) return {lead, 1, true};
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  const CodePoint bad{lead, 1, false};
  if (lead < 0xC2 || lead > 0xF4) return bad;
  std::uint32_t value = lead & (0xFFU >> (length + 1));
  for (std::size_t k = 1; k < length; ++k) {
    if ((byte(i + k) & 0xC0U) != 0x80U) return bad;
    value = value << 6U | (byte(i + k) & 0x3FU);
  }
  const bool overlong = (length == 3 && value < 0x800) || (length == 4 && value < 0x10000);
  if (overlong || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000)) return bad;
  return {value, length, true};
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
