// SPDX-License-Identifier: Apache-2.0
#include "weft/report/question.hpp"

#include "question_reply.hpp"
#include "weft/base/type_of.hpp"

#include <algorithm>
#include <array>

namespace weft::report {
namespace {

constexpr std::array all_questions{
    Question{"fabric", "switches, links and power for a number of endpoints",
             "--endpoints 16384 --switch sn5600 --topology rail-optimized", &fabric_question,
             &fabric_reply},
    Question{"options", "every kind with every switch of the catalogue, the cheapest first",
             "--endpoints 16384 --link '400 Gb/s' --prices list-2026h2", &options_question,
             &options_reply},
    Question{"collective", "time and bandwidth of a collective, by size of message",
             "--op all_reduce --bytes '1 GiB' --ranks 64 --node dgx-h100", &collective_question,
             &collective_reply, "bytes"},
    Question{"training", "step time, time to train and the best split of a job",
             "--model llama-3.1-405b --node dgx-h100 --nodes 256 --tokens '15.6 Ttok'",
             &training_question, &training_reply},
    Question{"serving",
             "deployments of a model for a load within limits, the fewest accelerators first",
             "--model llama-3.3-70b --node dgx-h200 --input 2000 --output 400 --rate 20 --ttft-p95 "
             "'600 ms' --tpot-p95 '40 ms'",
             &serving_question, &serving_reply, "deployment"}};

}  // namespace

namespace {

std::string flag_name(std::string_view row) {
  std::string name = "--" + std::string(row);
  std::replace(name.begin(), name.end(), '_', '-');
  return name;
}

std::string words_of(std::span<const Case> cases) {
  std::string words;
  for (const Case& each : cases) {
    words += (words.empty() ? "" : ", ") + std::string(each.word);
  }
  return words;
}

Flag flag_of(const Row& row, std::string path) {
  Flag flag{flag_name(row.name), std::move(path), std::string(row.doc), false, {}};
  const Type& type = io::inner(row.type());
  flag.is_switch = type.shape == Shape::truth && row.need != Need::required;
  if (type.shape == Shape::choice) flag.doc += ": " + words_of(type.cases());
  if (!row.shown.empty()) flag.doc += " [" + std::string(row.shown) + "]";
  if (row.need == Need::required) flag.doc += " (needed)";
  return flag;
}

/// Rows of the kinds of a member, each once: the same name means the same in every kind.
void add_kinds(const Row& row, const Type& type, std::vector<Flag>& into) {
  const std::string path(row.name);
  into.push_back({flag_name(row.name), path + ".kind",
                  std::string(row.doc) + ": " + words_of(type.cases()), false,
                  std::string(type.cases().front().word)});
  for (std::size_t i = 0; i < type.cases().size(); ++i) {
    for (const Row& each : type.alternative(i).rows()) {
      Flag flag = flag_of(each, path + "." + std::string(each.name));
      const auto known = std::find_if(into.begin(), into.end(),
                                      [&](const Flag& one) { return one.name == flag.name; });
      if (known == into.end()) into.push_back(std::move(flag));
    }
  }
}

}  // namespace

std::vector<Flag> flags_of(const Question& question) {
  std::vector<Flag> flags;
  for (const Row& row : question.input().rows()) {
    const Type& type = io::inner(row.type());
    if (type.shape == Shape::variant) {
      add_kinds(row, type, flags);
    } else {
      flags.push_back(flag_of(row, std::string(row.name)));
    }
  }
  return flags;
}

std::span<const Question> questions() { return all_questions; }

const Question* find_question(std::string_view kind) {
  const auto at = std::find_if(all_questions.begin(), all_questions.end(),
                               [&](const Question& each) { return each.kind == kind; });
  return at == all_questions.end() ? nullptr : &*at;
}

}  // namespace weft::report
