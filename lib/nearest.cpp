// SPDX-License-Identifier: Apache-2.0
#include "weft/io/nearest.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace weft::io {
namespace {

/// No name is longer: what an author pastes by mistake must not cost time.
constexpr std::size_t longest = 64;
/// From so many letters on, a beginning is a suggestion.
constexpr std::size_t telling = 3;

char folded(char c) {
  if (c >= 'A' && c <= 'Z') return static_cast<char>(c - 'A' + 'a');
  return c == '-' ? '_' : c;
}

bool begins(std::string_view name, std::string_view start) {
  return start.size() >= telling && name.size() > start.size() &&
         std::equal(start.begin(), start.end(), name.begin(),
                    [](char a, char b) { return folded(a) == folded(b); });
}

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) {
  const std::size_t width = b.size() + 1;
  std::vector<std::size_t> before(width);
  std::vector<std::size_t> last(width);
  std::vector<std::size_t> row(width);
  for (std::size_t j = 0; j < width; ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j < width; ++j) {
      const char x = folded(a[i - 1]);
      const char y = folded(b[j - 1]);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (x == y ? 0U : 1U)});
      if (i > 1 && j > 1 && x == folded(b[j - 2]) && y == folded(a[i - 2])) {
        row[j] = std::min(row[j], before[j - 2] + 1);
      }
    }
    std::swap(before, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

std::vector<std::string_view> nearest(std::string_view text,
                                      std::span<const std::string_view> names, std::size_t most) {
  if (text.empty() || text.size() > longest) return {};
  std::vector<std::pair<std::size_t, std::string_view>> near;
  for (const std::string_view name : names) {
    if (name.empty() || name.size() > longest) continue;
    const std::size_t longer = std::max(text.size(), name.size());
    const std::size_t shorter = std::min(text.size(), name.size());
    const std::size_t allowed = std::max<std::size_t>(longer / 3, 1);
    const bool beginning = begins(name, text) || begins(text, name);
    if (!beginning && longer - shorter > allowed) continue;
    const std::size_t distance = edit_distance(text, name);
    const bool shares = distance < longer;
    if (beginning) {
      near.emplace_back(std::min(distance, allowed), name);
    } else if (distance <= allowed && shares) {
      near.emplace_back(distance, name);
    }
  }
  std::sort(near.begin(), near.end());
  near.erase(std::unique(near.begin(), near.end()), near.end());
  std::vector<std::string_view> best;
  for (const auto& each : near) {
    if (best.size() == most) break;
    best.push_back(each.second);
  }
  return best;
}

std::string did_you_mean(std::string_view text, std::span<const std::string_view> names) {
  const auto best = nearest(text, names);
  if (best.empty()) return {};
  std::string question = "did you mean ";
  for (std::size_t i = 0; i < best.size(); ++i) {
    if (i > 0) question += i + 1 == best.size() ? " or " : ", ";
    question += '`';
    question += best[i];
    question += '`';
  }
  return question + '?';
}

}  // namespace weft::io
