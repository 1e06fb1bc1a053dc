// SPDX-License-Identifier: Apache-2.0
#include "nearest_unit.hpp"

#include "characters.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace weft::io::detail {
namespace {

/// Edits between two words; a difference of case counts half.
int distance(std::string_view a, std::string_view b) {
  std::vector<int> row(b.size() + 1);
  int edits = 0;
  for (int& each : row) each = 2 * edits++;
  for (std::size_t i = 0; i < a.size(); ++i) {
    int diagonal = row[0];
    row[0] += 2;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const int change = a[i] == b[j] ? 0 : lowered(a[i]) == lowered(b[j]) ? 1 : 2;
      const int best = std::min({row[j + 1] + 2, row[j] + 2, diagonal + change});
      diagonal = row[j + 1];
      row[j + 1] = best;
    }
  }
  return row.back();
}

struct Spelling {
  std::string_view wrong;
  std::string_view right;
};
constexpr std::array spellings{
    Spelling{"hr", "h"},      Spelling{"hrs", "h"},      Spelling{"sec", "s"},
    Spelling{"secs", "s"},    Spelling{"mins", "min"},   Spelling{"wk", "week"},
    Spelling{"mo", "month"},  Spelling{"yrs", "yr"},     Spelling{"a", "yr"},
    Spelling{"d", "day"},     Spelling{"TOPS", "Top/s"}, Spelling{"POPS", "Pop/s"},
    Spelling{"KB", "kB"},     Spelling{"Kb", "kb"},      Spelling{"KW", "kW"},
    Spelling{"percent", "%"}, Spelling{"meter", "m"},    Spelling{"metre", "m"},
    Spelling{"meters", "m"},  Spelling{"metres", "m"},   Spelling{"watt", "W"},
    Spelling{"watts", "W"},   Spelling{"rps", "/s"},     Spelling{"qps", "/s"},
};

/// Spellings that are common elsewhere and that no edit distance finds.
std::optional<std::string> known_misspelling(std::string_view word) {
  for (const auto& each : spellings) {
    if (each.wrong == word) return std::string(each.right);
  }
  const auto ends = [&](std::string_view tail) {
    return word.size() > tail.size() && word.ends_with(tail);
  };
  if (ends("bps") || ends("Bps")) return std::string(word.substr(0, word.size() - 2)) + "/s";
  constexpr std::array long_names{
      Spelling{"tokens", "tok"}, Spelling{"token", "tok"}, Spelling{"bytes", "B"},
      Spelling{"Bytes", "B"},    Spelling{"byte", "B"},    Spelling{"Byte", "B"},
      Spelling{"bits", "b"},     Spelling{"Bits", "b"},    Spelling{"Bit", "b"}};
  for (const auto& each : long_names) {
    if (!ends(each.wrong)) continue;
    auto right = std::string(word.substr(0, word.size() - each.wrong.size()));
    right += each.right;
    if (find_word(right)) return right;
  }
  if (ends("flops") || ends("FLOPS") || ends("FLOPs")) {
    return std::string(word.substr(0, word.size() - 1)) + "/s";
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> nearest_unit(std::string_view expression, std::size_t begin,
                                        std::size_t end, Dimension wanted,
                                        const Vocabulary& words) {
  const auto word = expression.substr(begin, end - begin);
  const auto replaced = [&](std::string_view by) {
    return std::string(expression.substr(0, begin)) + std::string(by) +
           std::string(expression.substr(end));
  };
  if (const auto known = known_misspelling(word)) return replaced(*known);
  constexpr std::size_t longest = 16;
  if (word.size() > longest) return std::nullopt;
  std::optional<std::string> best;
  int best_score = 8;
  const auto consider = [&](std::string_view candidate) {
    const int apart = distance(word, candidate);
    const auto most = std::max<std::size_t>(2, 2 * (word.size() / 3));
    if (apart > static_cast<int>(most)) return;
    const auto whole = replaced(candidate);
    const auto parsed = parse_unit(whole, words);
    const auto* unit = std::get_if<Unit>(&parsed);
    const bool fits = unit != nullptr && unit->dimension == wanted;
    const int score = apart + (fits ? 0 : 3);
    if (score < best_score) {
      best_score = score;
      best = whole;
    }
  };
  for (const Symbol& symbol : unit_symbols()) {
    consider(symbol.text);
    for (const Prefix& prefix : unit_prefixes()) {
      if ((symbol.prefixes & prefix.kind) != 0) {
        consider(std::string(prefix.text) + std::string(symbol.text));
      }
    }
  }
  return best;
}

}  // namespace weft::io::detail
