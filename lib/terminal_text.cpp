// SPDX-License-Identifier: Apache-2.0
#include "terminal_text.hpp"

#include "utf8.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>

namespace weft::io {
namespace {

/// Code points from `first` to `last`.
struct Block {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
};

/// Controls and marks that turn the direction of text.
constexpr std::array steering{Block{0x0000, 0x001F}, Block{0x007F, 0x009F}, Block{0x200E, 0x200F},
                              Block{0x2028, 0x202E}, Block{0x2066, 0x2069}};
/// Marks that stand on the character before them.
constexpr std::array combining{Block{0x0300, 0x036F}, Block{0x200B, 0x200D}, Block{0xFE00, 0xFE0F}};
/// East Asian characters and pictures: two columns.
constexpr std::array wide{Block{0x1100, 0x115F}, Block{0x2E80, 0xA4CF},   Block{0xAC00, 0xD7A3},
                          Block{0xF900, 0xFAFF}, Block{0xFE30, 0xFE6F},   Block{0xFF00, 0xFF60},
                          Block{0xFFE0, 0xFFE6}, Block{0x1F300, 0x1FAFF}, Block{0x20000, 0x3FFFD}};

bool is_in(std::span<const Block> blocks, std::uint32_t c) {
  return std::any_of(blocks.begin(), blocks.end(),
                     [&](const Block& each) { return c >= each.first && c <= each.last; });
}

std::size_t cells(std::uint32_t c) {
  if (is_in(combining, c)) return 0;
  return is_in(wide, c) ? 2 : 1;
}

}  // namespace

Shown shown(std::string_view text, bool ascii) {
  Shown out;
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint c = code_point(text, i);
    if (c.value == '\t' || c.value == '\n') {
      out.text += ' ';
      ++out.cells;
    } else if (!c.good || is_in(steering, c.value) || (ascii && c.value >= 0x80)) {
      out.text += '?';
      ++out.cells;
    } else {
      out.text += text.substr(i, c.bytes);
      out.cells += cells(c.value);
    }
    i += c.bytes;
  }
  return out;
}

}  // namespace weft::io
