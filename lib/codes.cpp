// SPDX-License-Identifier: Apache-2.0
#include "weft/io/codes.hpp"

#include "codes_plan.hpp"
#include "codes_text.hpp"
#include "codes_use.hpp"
#include "codes_values.hpp"

#include <algorithm>
#include <array>

namespace weft::io {
namespace {

template <std::size_t... sizes>
constexpr auto one_after_the_other(const std::array<CodePage, sizes>&... groups) {
  std::array<CodePage, (sizes + ...)> all{};
  auto at = all.begin();
  ((at = std::copy(groups.begin(), groups.end(), at)), ...);
  return all;
}

constexpr auto pages = one_after_the_other(text_codes, values_codes, plan_codes, use_codes);

static_assert(std::is_sorted(pages.begin(), pages.end(),
                             [](const CodePage& a, const CodePage& b) { return a.code < b.code; }));

constexpr std::size_t columns = 80;

void fold(std::string& out, std::string_view label, std::string_view text) {
  if (text.empty()) return;
  constexpr std::size_t indent = 8;
  std::string line(label);
  line.resize(indent, ' ');
  bool fresh = true;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    if (!fresh && line.size() + 1 + word.size() > columns) {
      out += line + '\n';
      line.assign(indent, ' ');
      fresh = true;
    }
    if (!fresh) line += ' ';
    line += word;
    fresh = false;
    text.remove_prefix(std::min(word.size() + 1, text.size()));
  }
  out += line + '\n';
}

}  // namespace

std::span<const CodePage> all_codes() { return pages; }

const CodePage* find_code(std::string_view code) {
  constexpr std::size_t digits = 4;
  if (code.size() == digits + 2 && (code[0] == 'W' || code[0] == 'w') &&
      (code[1] == 'F' || code[1] == 'f')) {
    code.remove_prefix(2);
  }
  if (code.size() != digits) return nullptr;
  const auto found = std::find_if(pages.begin(), pages.end(), [&](const CodePage& each) {
    return each.code.substr(2) == code;
  });
  return found == pages.end() ? nullptr : &*found;
}

std::string help_page(const CodePage& page) {
  std::string out = std::string(page.code) + "  " + std::string(page.title) + "\n\n";
  fold(out, "what", page.what);
  fold(out, "why", page.why);
  if (!page.wrong.empty() || !page.right.empty()) out += '\n';
  if (!page.wrong.empty()) out += "wrong   " + std::string(page.wrong) + '\n';
  if (!page.right.empty()) out += "right   " + std::string(page.right) + '\n';
  return out;
}

}  // namespace weft::io
