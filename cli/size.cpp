// SPDX-License-Identifier: Apache-2.0
#include "commands.hpp"
#include "weft/io/writer.hpp"
#include "weft/report/question.hpp"

#include <utility>

namespace weft::cli {
namespace {

/// A value of a flag as it would stand in a plan: a number, a list, true or false, else a text.
io::Node value_of(std::uint16_t source, const io::Sources& sources) {
  Diagnostics ignored;
  io::Node node = io::parse(source, sources, ignored);
  const bool plain = std::holds_alternative<std::int64_t>(node.value) ||
                     std::holds_alternative<double>(node.value) ||
                     std::holds_alternative<bool>(node.value) ||
                     std::holds_alternative<io::List>(node.value);
  if (ignored.has_errors() || !plain) {
    node = io::text_node(sources[source].text);
    node.at = {source, 0, static_cast<std::uint32_t>(sources[source].text.size())};
  }
  return node;
}

/// The flags as the plan that they would be.
io::Node written_by(const Size& asked, io::Sources& sources) {
  const std::string command = "weft size " + asked.kind;
  sources.push_back({"<command line>", command});
  io::Node written = io::object_node();
  written.at = {0, 0, static_cast<std::uint32_t>(command.size())};
  for (const auto& [path, flag, text] : asked.values) {
    sources.push_back({"<command line>:" + flag, text});
    const auto source = static_cast<std::uint16_t>(sources.size() - 1);
    io::merge(written, io::at_path(path, value_of(source, sources)));
  }
  return written;
}

/// A flag of a kind without the kind itself means the usual one.
void add_usual_kinds(io::Node& written, const report::Question& question) {
  for (const report::Flag& each : report::flags_of(question)) {
    if (each.usual.empty()) continue;
    const std::string owner = each.path.substr(0, each.path.rfind('.'));
    const io::Node* member = written.find(owner);
    if (member && !member->find("kind")) {
      io::merge(written, io::at_path(each.path, io::text_node(each.usual)));
    }
  }
}

std::string shown(const report::Question& question, const std::vector<report::Fact>& facts,
                  const std::string& format, const Console& console) {
  if (format == "json") return report::facts_json(question, facts);
  if (format == "plain") return report::facts_plain(facts);
  if (format == "csv") return report::facts_csv(question, facts);
  return report::facts_table(question, facts, console.out);
}

}  // namespace

int run(const Size& asked, const Console& console) {
  const std::string format = format_or_usual(asked.format, console);
  if (const int bad = check_format(format, {"table", "plain", "json", "csv"}, console)) return bad;
  const report::Question& question = *report::find_question(asked.kind);
  io::Sources sources;
  io::Node written = written_by(asked, sources);
  add_usual_kinds(written, question);
  Diagnostics diagnostics;
  const auto facts = question.reply(written, sources, diagnostics);
  complain(console, diagnostics, sources);
  if (diagnostics.has_errors()) return Exit::cannot_evaluate;
  return print(shown(question, facts, format, console)) ? Exit::good : Exit::cannot_evaluate;
}

}  // namespace weft::cli
