// SPDX-License-Identifier: Apache-2.0
#include "weft/report/catalogue_text.hpp"

#include "characters.hpp"
#include "weft/io/library.hpp"
#include "weft/io/nearest.hpp"
#include "weft/io/walk.hpp"
#include "weft/io/writer.hpp"
#include "weft/report/json_writer.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace weft::report {
namespace {

constexpr std::string_view shipped_book = "list-2026h2";

bool is_called(const io::RecordKind& kind, std::string_view name) {
  return name == kind.word || name == kind.folder;
}

std::string plain_text(const io::Node* node) {
  if (!node) return {};
  if (node->is_object()) return plain_text(node->find("is"));
  if (const std::string* text = node->text()) return *text;
  return io::json_text(*node);
}

/// One value of a record and what is said of it.
struct Field {
  std::string path;
  std::string value;
  std::string basis;
  std::string from;
  std::string others;
};

std::string others_of(const io::Node& value) {
  std::string made;
  const io::Node* list = value.find("alternatives");
  if (!list) return made;
  for (const io::Node& each : list->items) {
    made += (made.empty() ? "" : "; ") + plain_text(&each);
    if (const io::Node* from = each.find("from")) made += " (" + plain_text(from) + ")";
  }
  return made;
}

bool is_group(const io::Node& node) { return node.is_object() && !node.find("is"); }

/// A list whose items are records themselves, such as the ports of a switch.
bool is_list_of_groups(const io::Node& node) {
  return node.is_list() && !node.items.empty() && is_group(node.items.front());
}

std::string value_text(const io::Node& node) {
  if (!node.is_list()) return plain_text(&node);
  std::string text;
  for (const io::Node& each : node.items) text += (text.empty() ? "" : ", ") + plain_text(&each);
  return text;
}

/// What { "is": ... } says beside its value.
void add_note(const io::Node& node, Field& into) {
  if (const io::Node* basis = node.find("basis")) into.basis = plain_text(basis);
  if (const io::Node* from = node.find("from")) into.from = plain_text(from);
  if (const io::Node* day = node.find("as_of")) {
    into.from += (into.from.empty() ? "" : ", ") + plain_text(day);
  }
  into.others = others_of(node);
}

void collect(const io::Node& node, const std::string& path, const Field& record,
             std::vector<Field>& into) {
  if (is_group(node) || is_list_of_groups(node)) {
    for (std::size_t i = 0; i < node.items.size(); ++i) {
      const std::string name = node.is_list() ? std::to_string(i) : node.items[i].key;
      collect(node.items[i], io::join(path, name), record, into);
    }
    return;
  }
  Field made = record;
  made.path = path;
  made.value = value_text(node);
  if (node.is_object()) add_note(node, made);
  into.push_back(std::move(made));
}

/// Fields of the record, and what it says of itself.
struct Read {
  const io::RecordKind* kind = nullptr;
  std::string id;
  io::Node node;
  std::vector<Field> fields;
};

std::vector<Field> fields_of(const io::Node& node) {
  Field record;
  const io::Node* about = node.find("record");
  if (about) record.basis = plain_text(about->find("basis"));
  std::vector<Field> fields;
  for (const io::Node& each : node.items) {
    if (each.key != "record") collect(each, each.key, record, fields);
  }
  return fields;
}

void unknown_id(std::string_view id, const io::Library& library, Diagnostics& diagnostics) {
  std::vector<std::string> all;
  for (const io::RecordKind& each : io::record_kinds()) {
    for (std::string& name : library.names(each.word)) all.push_back(std::move(name));
  }
  const std::vector<std::string_view> names(all.begin(), all.end());
  std::string hint = io::did_you_mean(id, names);
  if (hint.empty()) hint = "weft catalog search WORDS finds records";
  diagnostics.error("WF0304", "", "the catalogue has no \"" + std::string(id) + "\"", hint);
}

std::optional<Read> read_record(std::string_view asked, const io::Library& library,
                                Diagnostics& diagnostics) {
  const auto slash = asked.find('/');
  const std::string_view kind = slash == std::string_view::npos ? "" : asked.substr(0, slash);
  const std::string_view id = slash == std::string_view::npos ? asked : asked.substr(slash + 1);
  for (const io::RecordKind& each : io::record_kinds()) {
    if (!kind.empty() && !is_called(each, kind)) continue;
    if (!library.known(each.word, id)) continue;
    auto node = library.record(each.word, id);
    if (!node) continue;
    Read made{&each, std::string(id), *std::move(node), {}};
    made.fields = fields_of(made.node);
    return made;
  }
  unknown_id(id, library, diagnostics);
  return std::nullopt;
}

std::string source_lines(const io::Node* about, const View& view, io::Sources& sources,
                         Diagnostics& diagnostics) {
  const io::Node* ids = about ? about->find("sources") : nullptr;
  const auto text = io::shipped_text("sources");
  if (!ids || !text) return {};
  sources.push_back({"builtin:sources", std::string(*text)});
  const io::Node all =
      io::parse(static_cast<std::uint16_t>(sources.size() - 1), sources, diagnostics);
  Table table{"Sources", {{""}, {""}, {"", Align::left, 1}}, {}};
  for (const io::Node& each : ids->items) {
    const std::string id = plain_text(&each);
    const io::Node* source = all.find(id);
    table.rows.push_back({Cell(id), Cell(source ? plain_text(source->find("title")) : ""),
                          Cell(source ? plain_text(source->find("address")) : "", Tone::dim)});
  }
  View wide = view;
  wide.width = 400;
  return render(table, wide);
}

std::string record_table(const Read& read, const View& view, io::Sources& sources,
                         Diagnostics& diagnostics) {
  const io::Node* about = read.node.find("record");
  const auto of = [&](std::string_view name) { return about ? plain_text(about->find(name)) : ""; };
  std::string made = toned(read.id, Tone::bold, view) + "   " + std::string(read.kind->word);
  for (const std::string& each : {of("vendor"), of("name"), of("year"), of("status")}) {
    if (!each.empty()) made += ", " + each;
  }
  made +=
      "\n" +
      folded("basis " + of("basis") + ", confidence " + of("confidence") + ", as of " + of("as_of"),
             view.width, 0) +
      "\n\n";
  Table table{
      "",
      {{"field"}, {"value"}, {"basis"}, {"from", Align::left, 1}, {"others say", Align::left, 2}},
      {}};
  for (const Field& each : read.fields) {
    table.rows.push_back({Cell(each.path), Cell(each.value), Cell(each.basis, Tone::dim),
                          Cell(each.from, Tone::dim), Cell(each.others, Tone::warn)});
  }
  View wide = view;
  wide.width = 400;  // what others say is never left out
  made += render(table, wide);
  const io::Node* notes = about ? about->find("notes") : nullptr;
  if (notes && !notes->items.empty()) {
    made += "\n" + toned("Notes", Tone::bold, view) + "\n";
    for (const io::Node& each : notes->items) {
      made += "  " + folded(plain_text(&each), view.width - 2, 2) + "\n";
    }
  }
  const std::string cited = source_lines(about, view, sources, diagnostics);
  return cited.empty() ? made : made + "\n" + cited;
}

std::string record_json(const Read& read) {
  JsonWriter json;
  json.open_object().text("kind", read.kind->word).text("id", read.id);
  if (const io::Node* about = read.node.find("record")) {
    json.key("record").raw(io::json_text(*about));
  }
  json.key("fields").open_object();
  for (const Field& each : read.fields) {
    json.key(each.path).open_object(true).text("value", each.value).text("basis", each.basis);
    if (!each.from.empty()) json.text("from", each.from);
    if (!each.others.empty()) json.text("alternatives", each.others);
    json.close();
  }
  return std::move(json.close().close()).finish();
}

void add_entries(const io::RecordKind& kind, std::vector<Entry>& into) {
  io::Sources sources;
  io::Library library(sources);
  for (const std::string& id : library.names(kind.word)) {
    const auto node = library.record(kind.word, id);
    const io::Node* about = node ? node->find("record") : nullptr;
    const auto of = [&](std::string_view name) {
      return about ? plain_text(about->find(name)) : std::string();
    };
    into.push_back({std::string(kind.word), id, of("vendor"), of("name"), of("year"), of("status"),
                    of("confidence")});
  }
}

}  // namespace

std::vector<Entry> catalogue_entries(std::string_view kind) {
  std::vector<Entry> made;
  for (const io::RecordKind& each : io::record_kinds()) {
    const bool wanted = kind.empty() ? each.is_part : is_called(each, kind);
    if (wanted) add_entries(each, made);
  }
  return made;
}

std::vector<Entry> catalogue_search(const std::vector<std::string>& words) {
  std::vector<Entry> found = catalogue_entries("");
  std::erase_if(found, [&](const Entry& each) {
    const std::string hay =
        io::lowered(each.kind + " " + each.id + " " + each.vendor + " " + each.name);
    return !std::all_of(words.begin(), words.end(), [&](const std::string& word) {
      return hay.find(io::lowered(word)) != std::string::npos;
    });
  });
  return found;
}

std::string entries_text(const std::vector<Entry>& entries, Form form, const View& view) {
  if (form == Form::json) {
    JsonWriter json;
    json.open_list();
    for (const Entry& each : entries) {
      json.open_object(true).text("kind", each.kind).text("id", each.id);
      json.text("vendor", each.vendor).text("name", each.name).text("year", each.year);
      json.text("status", each.status).text("confidence", each.confidence).close();
    }
    return std::move(json.close()).finish();
  }
  if (form == Form::plain) {
    std::string made;
    for (const Entry& each : entries) {
      made += each.kind + '\t' + each.id + '\t' + each.vendor + '\t' + each.name + '\n';
    }
    return made;
  }
  Table table{"",
              {{"id"},
               {"kind", Align::left, 4},
               {"vendor", Align::left, 3},
               {"name"},
               {"year", Align::left, 2},
               {"status", Align::left, 1},
               {"confidence", Align::left, 5}},
              {}};
  for (const Entry& each : entries) {
    table.rows.push_back(
        {Cell(each.id, Tone::bold), Cell(each.kind), Cell(each.vendor), Cell(each.name),
         Cell(each.year), Cell(each.status),
         Cell(each.confidence, each.confidence == "low" ? Tone::warn : Tone::plain)});
  }
  return render(table, view);
}

std::string record_text(std::string_view id, Form form, const View& view,
                        Diagnostics& diagnostics) {
  io::Sources sources;
  io::Library library(sources);
  if (!library.use_book(shipped_book)) {
    diagnostics.error("WF0901", "", "the shipped price book is missing");
  }
  const auto read = read_record(id, library, diagnostics);
  if (!read) return {};
  if (form == Form::json) return record_json(*read);
  if (form == Form::table) return record_table(*read, view, sources, diagnostics);
  std::string made;
  for (const Field& each : read->fields) {
    made += each.path + '\t' + each.value + '\t' + each.basis + '\t' + each.from + '\n';
  }
  return made;
}

}  // namespace weft::report
