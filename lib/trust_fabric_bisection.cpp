// SPDX-License-Identifier: Apache-2.0
// Bisection: of a number of endpoints, or of a fabric that a name like "bis-clos2-k64" stands for.
#include "trust_inputs.hpp"
#include "weft/fabric/bandwidth.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace weft::report {
namespace {

/// The words of "bis-clos2-k64": a kind, letters with numbers, and numbers alone.
struct NamedCut {
  std::string kind;
  std::vector<std::pair<std::string, double>> letters;
  std::vector<std::string> numbers;  ///< digits, as written
};

bool is_digit(char each) { return each >= '0' && each <= '9'; }

/// "8x8" is 8 and 8.
void read_numbers(const std::string& word, NamedCut& into) {
  std::string digits;
  for (const char each : word + "x") {
    if (is_digit(each)) {
      digits += each;
    } else if (!digits.empty()) {
      into.numbers.push_back(std::move(digits));
      digits.clear();
    }
  }
}

/// "p4a8" is p = 4 and a = 8.
void read_letters(const std::string& word, NamedCut& into) {
  std::string letters;
  for (std::size_t at = 0; at < word.size();) {
    if (!is_digit(word[at])) {
      letters += word[at++];
      continue;
    }
    double value = 0.0;
    const auto read = std::from_chars(word.data() + at, word.data() + word.size(), value);
    into.letters.emplace_back(std::move(letters), value);
    letters.clear();
    at = static_cast<std::size_t>(read.ptr - word.data());
  }
}

/// "clos2" and "torus3d" are kinds, "torus444" is a kind and its numbers.
void read_word(const std::string& word, NamedCut& into) {
  constexpr std::size_t kind_letters = 2;
  const auto digits = std::min(word.find_first_of("0123456789"), word.size());
  const bool counted = word.ends_with("d") || word.size() == digits + 1;
  if (digits == 0) return read_numbers(word, into);
  if (digits < kind_letters) return read_letters(word, into);
  const std::string kind = counted ? word : word.substr(0, digits);
  into.kind += (into.kind.empty() ? "" : "-") + kind;
  if (!counted) read_numbers(word.substr(digits), into);
}

NamedCut read_name(const std::string& name) {
  NamedCut made;
  std::string word;
  for (const char each : name + "-") {
    if (each != '-' && each != '_') {
      word += each;
      continue;
    }
    if (!word.empty() && word != "bis") read_word(word, made);
    word.clear();
  }
  return made;
}

/// "444" alone is 4, 4, 4; several numbers are what they are.
std::vector<double> sizes_of(const std::vector<std::string>& numbers) {
  std::vector<double> made;
  for (const std::string& each : numbers) {
    double value = 0.0;
    std::from_chars(each.data(), each.data() + each.size(), value);
    made.push_back(value);
  }
  if (numbers.size() != 1 || numbers.front().size() < 2) return made;
  made.clear();
  for (const char each : numbers.front()) made.push_back(each - '0');
  return made;
}

/// Half of the endpoints face the other half: what stays of a stated injection.
void say_halves(const TrustInputs& in, TrustPrediction& out) {
  const auto ends = in.count({"endpoints", "gpus", "nics", "n", "N", "accelerators"});
  const auto rate = in.rate({"link_gbps", "nic_gbps", "gbps", "gpu_gbps", "port_gbps"});
  if (!ends || !rate) return;
  const double taper = in.number({"oversub", "oversubscription", "taper"}).value_or(1.0);
  out.set("injection_tbps", ratio(*ends * *rate, kilo * gbps));
  out.set("bisection_tbps_one_way", ratio(fabric::bisection(*ends, *rate, taper), kilo * gbps));
  out.set("bisection_links", 0.5 * static_cast<double>(*ends) / taper);
  out.claim.endpoints = *ends;
  out.claim.link = *rate;
  out.claim.oversubscription = taper;
  const auto sold = in.number({"claimed_bisection_tbps", "claimed_bisection_tbps_one_way",
                               "claimed_bisection", "reported_bisection_tbps"});
  if (sold) out.claim.bisection = *sold * kilo * gbps;
  out.has_claim = true;
}

struct CutRule {
  std::string_view head;
  std::string_view kind;
  TrustRule rule;
  std::string_view number;  ///< what a number alone is; empty: the shape
};
constexpr std::array<CutRule, 16> cut_rules{
    {{"clos2", "clos2", &predict_clos, "radix"},
     {"ft2", "clos2", &predict_clos, "radix"},
     {"clos3", "clos3", &predict_clos, "radix"},
     {"ft3", "clos3", &predict_clos, "radix"},
     {"rail", "rail-only", &predict_rail_only, "radix"},
     {"dragonfly+", "dragonfly+", &predict_dragonfly_plus, "groups"},
     {"dfp", "dragonfly+", &predict_dragonfly_plus, "groups"},
     {"dragonfly", "dragonfly", &predict_dragonfly, "p"},
     {"df", "dragonfly", &predict_dragonfly, "p"},
     {"slimfly", "slimfly", &predict_slim_fly, "q"},
     {"sf", "slimfly", &predict_slim_fly, "q"},
     {"polarfly", "polarfly", &predict_polar_fly, "q"},
     {"pf", "polarfly", &predict_polar_fly, "q"},
     {"hyperx", "hyperx", &predict_hyperx, ""},
     {"fullmesh", "fullmesh", &predict_full_mesh, "n"},
     {"torus", "torus", &predict_torus, ""}}};

/// Letters of names in the words of the rules.
std::string long_name(const std::string& letter) {
  if (letter == "r" || letter == "t" || letter == "taper") return "oversub";
  if (letter == "g") return "groups";
  if (letter == "lpp") return "links_per_pair";
  return letter;
}

}  // namespace

void predict_bisection(const TrustInputs& in, TrustPrediction& out) {
  const NamedCut cut = read_name(in.text({"name", "topology"}));
  const auto at = std::find_if(cut_rules.begin(), cut_rules.end(), [&](const CutRule& each) {
    return cut.kind.starts_with(each.head);
  });
  if (at == cut_rules.end()) return say_halves(in, out);
  TrustInputs named = in.as(at->kind);
  for (const auto& [letter, value] : cut.letters) named.give(long_name(letter), value);
  if (at->number.empty()) {
    named.give_list("shape", sizes_of(cut.numbers));
  } else if (!cut.numbers.empty()) {
    double value = 0.0;
    const std::string& digits = cut.numbers.front();
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    named.give(std::string(at->number), value);
  }
  at->rule(named, out);
}

}  // namespace weft::report
