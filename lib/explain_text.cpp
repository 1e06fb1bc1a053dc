// SPDX-License-Identifier: Apache-2.0
#include "weft/base/note.hpp"
#include "weft/catalog/record.hpp"
#include "weft/io/writer.hpp"
#include "weft/report/explain.hpp"
#include "weft/report/json_writer.hpp"

#include <cstdint>
#include <sstream>
#include <utility>

namespace weft::report {
namespace {

std::string_view called(Basis basis) { return words<Basis>[static_cast<std::size_t>(basis)].word; }

/// "published: nvidia-sn5600-ds", "default: estimate", "plan.json:12:5".
std::string said_by(const Derivation& of) {
  std::string made = of.place;
  const auto add = [&](std::string_view more, std::string_view between) {
    if (more.empty()) return;
    made += (made.empty() ? "" : std::string(between)) + std::string(more);
  };
  add(of.expression, " ");
  if (of.basis) add(called(*of.basis), ", ");
  add(of.source, of.basis ? ": " : ", ");
  if (made.empty()) made = report::word(of.origin);
  return of.origin == Origin::chosen ? "chosen: " + made : made;
}

std::string formula_of(const Derivation& of) {
  if (!of.card) return {};
  return "= " + std::string(of.card->equation) + "  [" + std::string(of.card->id) + "; " +
         std::string(of.card->source) + "]";
}

struct ExplainGlyphs {
  std::string_view inner, last, bar, none;
};
constexpr ExplainGlyphs drawn{"├─ ", "└─ ", "│  ", "   "};
constexpr ExplainGlyphs lettered{"|- ", "`- ", "|  ", "   "};

/// Lines of a tree, folded to the width behind its branches.
class ExplainTree {
 public:
  explicit ExplainTree(const View& view) : view_(view), glyphs_(view.ascii ? lettered : drawn) {}

  void add(const Derivation& of, const std::string& lead, const std::string& below) {
    const bool top = lead.empty();
    made_ += lead + headline_of(of, top ? Tone::bold : Tone::plain) + "\n";
    add_notes(of, top, below + (of.inputs.empty() ? "   " : std::string(glyphs_.bar)));
    for (std::size_t i = 0; i < of.inputs.size(); ++i) {
      const bool last = i + 1 == of.inputs.size();
      add(of.inputs[i], below + std::string(last ? glyphs_.last : glyphs_.inner),
          below + std::string(last ? glyphs_.none : glyphs_.bar));
    }
  }
  std::string take() && { return std::move(made_); }

 private:
  [[nodiscard]] std::string headline_of(const Derivation& of, Tone name) const {
    std::string line = toned(of.id, name, view_);
    if (!of.text.empty()) line += "  " + toned(of.text, Tone::bold, view_);
    if (of.is_above) line += toned("  (see above)", Tone::dim, view_);
    if (of.is_cut) line += toned("  ...", Tone::dim, view_);
    return line;
  }

  /// What it means, why it has no value, and its formula or who said it.
  void add_notes(const Derivation& of, bool top, const std::string& inside) {
    const bool computed = of.origin == Origin::computed;
    if (top || !computed) note(of.doc, inside);
    if (of.why && of.why->reason) note(of.why->reason->text, inside);
    if (computed) {
      if (!of.is_above) note(formula_of(of), inside);
      return;
    }
    note(said_by(of), inside);
    for (const std::string& each : of.references) note(each, inside);
  }

  void note(std::string_view text, const std::string& lead) {
    if (text.empty()) return;
    const std::size_t indent = columns_of(lead);
    const std::size_t room = view_.width > indent + 40 ? view_.width - indent : 40;
    std::istringstream lines(folded(text, room, 0));
    for (std::string line; std::getline(lines, line);) {
      line.erase(line.find_last_not_of(' ') + 1);
      made_ += lead + toned(line, Tone::dim, view_) + "\n";
    }
  }

  const View& view_;
  const ExplainGlyphs& glyphs_;
  std::string made_;
};

void plain_lines(const Derivation& of, std::size_t level, std::string& made) {
  made += std::to_string(level) + "\t" + of.id + "\t";
  made += (of.value ? io::number_text(*of.value) : of.text) + "\t" +
          (of.value ? si_unit(of.dimension) : std::string()) + "\t" + std::string(word(of.origin)) +
          "\t";
  if (of.origin != Origin::computed) {
    made += said_by(of);
  } else if (of.card) {
    made += std::string(of.card->id) + "\t" + std::string(of.card->equation) + "\t" +
            std::string(of.card->source);
  }
  made += "\n";
  for (const Derivation& each : of.inputs) plain_lines(each, level + 1, made);
}

void write_leaf(const Derivation& of, JsonWriter& json) {
  if (!of.place.empty()) json.text("place", of.place);
  if (!of.expression.empty()) json.text("expression", of.expression);
  if (of.basis) json.text("basis", called(*of.basis));
  if (!of.source.empty()) json.text("source", of.source);
  if (of.references.empty()) return;
  json.key("references").open_list();
  for (const std::string& each : of.references) json.text(each);
  json.close();
}

void write_derivation(const Derivation& of, JsonWriter& json) {
  json.open_object().text("id", of.id);
  if (of.value) json.number("value", *of.value).text("unit", si_unit(of.dimension));
  if (!of.text.empty()) json.text("text", of.text);
  if (of.why && of.why->reason) json.text("reason", of.why->reason->id);
  json.text("origin", word(of.origin));
  if (of.card) {
    json.key("formula").open_object(true).text("id", of.card->id);
    json.text("equation", of.card->equation).text("source", of.card->source).close();
  }
  write_leaf(of, json);
  if (of.is_above) json.key("above").truth(true);
  if (of.is_cut) json.key("cut").truth(true);
  if (!of.inputs.empty()) {
    json.key("inputs").open_list();
    for (const Derivation& each : of.inputs) write_derivation(each, json);
    json.close();
  }
  json.close();
}

}  // namespace

std::string explain_table(const Derivation& root, const View& view) {
  ExplainTree tree(view);
  tree.add(root, "", "");
  return std::move(tree).take();
}

std::string explain_plain(const Derivation& root) {
  std::string made;
  plain_lines(root, 0, made);
  return made;
}

std::string explain_json(const Derivation& root) {
  JsonWriter json;
  json.open_object().text("weft_explain", "1.0").key("derivation");
  write_derivation(root, json);
  return std::move(json.close()).finish();
}

}  // namespace weft::report
