// SPDX-License-Identifier: Apache-2.0
#include "weft/io/library.hpp"

#include "embedded.hpp"
#include "weft/catalog/price.hpp"
#include "weft/io/nearest.hpp"
#include "weft/io/walk.hpp"

#include <algorithm>
#include <array>
#include <mutex>
#include <utility>

namespace weft::io {
namespace {

constexpr std::array known_kinds{
    RecordKind{"accelerator", "accelerators", &type_of<catalog::Accelerator>},
    RecordKind{"node", "nodes", &type_of<catalog::Node>},
    RecordKind{"switch", "switches", &type_of<catalog::Switch>},
    RecordKind{"asic", "asics", &type_of<catalog::Asic>},
    RecordKind{"nic", "nics", &type_of<catalog::Nic>},
    RecordKind{"optic", "optics", &type_of<catalog::Optic>},
    RecordKind{"nos", "nos", &type_of<catalog::Nos>},
    RecordKind{"llm", "llms", &type_of<catalog::Llm>},
    RecordKind{"profile", "calibration", &type_of<catalog::LinkProfile>},
    RecordKind{"training-fit", "training_fits", &type_of<catalog::TrainingFit>, true, false},
    RecordKind{"serving-fit", "serving_fits", &type_of<catalog::ServingFit>, true, false},
    RecordKind{"price", "prices", &type_of<catalog::PriceFact>, false},
    RecordKind{"book", "books", &type_of<catalog::PriceBook>, false}};

std::string shipped_path(std::string_view folder, std::string_view id) {
  return std::string(folder) + "/" + std::string(id);
}

const EmbeddedFile* find_shipped(std::string_view path) {
  const auto at = std::lower_bound(
      embedded_catalogue.begin(), embedded_catalogue.end(), path,
      [](const EmbeddedFile& each, std::string_view wanted) { return each.path < wanted; });
  return at == embedded_catalogue.end() || at->path != path ? nullptr : &*at;
}

/// A shipped record as it was written, read once a process: plans of a comparison ask for the same
/// ones. Null where it has a fault, which a test over all of them excludes.
const Node& shipped_record(const EmbeddedFile& file) {
  struct Known {
    std::once_flag once;
    Node node;
  };
  static std::vector<Known> all(embedded_catalogue.size());
  Known& known = all[static_cast<std::size_t>(&file - embedded_catalogue.data())];
  std::call_once(known.once, [&] {
    Diagnostics aside;
    const Sources alone{{std::string(file.path), std::string(file.text)}};
    known.node = parse(0, alone, aside);
  });
  return known.node;
}

void place_in(std::uint16_t source, Node& node) {
  node.at.source = source;
  if (!node.key.empty()) node.key_at.source = source;
  for (Node& each : node.items) place_in(source, each);
}

/// Kinds that a plan may bring records of.
std::vector<std::string_view> part_words() {
  std::vector<std::string_view> words;
  for (const RecordKind& each : known_kinds) {
    if (each.is_part) words.push_back(each.word);
  }
  return words;
}

/// What stands where the kind of a part is wanted. \param said  null where nothing does
Diagnostic no_kind_of_part(const Node& part, const Node* word, const std::string* said,
                           const std::string& path) {
  const auto words = part_words();
  std::string list;
  for (const std::string_view each : words) {
    list += (list.empty() ? "" : ", ") + std::string(each);
  }
  const std::string near = said ? did_you_mean(*said, words) : "";
  return {Severity::error,
          word ? "WF0306" : "WF0302",
          path,
          said ? "`" + *said + "` is none of: " + list
               : "the part `" + part.key + "` does not say its kind",
          near.empty() ? "for example \"kind\": \"switch\"" : near,
          word ? word->at : part.key_at};
}

/// What a price book says of a record: its price alone, or members of the record.
void lay_price(Node& record, const Node& priced) {
  const bool whole = priced.is_object() && (priced.find("price") || priced.find("licence"));
  if (whole) return merge(record, priced);
  Node price = priced;
  price.key = "price";
  merge(record, at_path("price", std::move(price)));
}

}  // namespace

std::span<const RecordKind> record_kinds() { return known_kinds; }

const RecordKind* find_kind(std::string_view word) {
  const auto at = std::find_if(known_kinds.begin(), known_kinds.end(),
                               [&](const RecordKind& each) { return each.word == word; });
  return at == known_kinds.end() ? nullptr : &*at;
}

std::optional<std::string_view> shipped_text(std::string_view path) {
  const EmbeddedFile* file = find_shipped(path);
  return file ? std::optional(file->text) : std::nullopt;
}

std::optional<std::string_view> shipped_hash(std::string_view path) {
  const EmbeddedFile* file = find_shipped(path);
  return file ? std::optional(file->sha256) : std::nullopt;
}

std::vector<std::string_view> shipped_paths(std::string_view folder) {
  std::vector<std::string_view> found;
  for (const EmbeddedFile& each : embedded_catalogue) {
    if (each.path.size() > folder.size() && each.path.starts_with(folder) &&
        each.path[folder.size()] == '/') {
      found.push_back(each.path);
    }
  }
  return found;
}

std::uint16_t Library::source_of(std::string_view shipped, std::string_view text) const {
  const auto [at, fresh] =
      opened_.try_emplace(shipped, static_cast<std::uint16_t>(sources_.size()));
  if (fresh) {
    const bool is_book = shipped.starts_with("books/");
    sources_.push_back({"builtin:" + std::string(shipped), std::string(text),
                        is_book ? SourceKind::prices : SourceKind::catalogue});
  }
  return at->second;
}

void Library::list_source(std::string_view kind, std::string_view id) const {
  const RecordKind* found = find_kind(kind);
  const EmbeddedFile* file = found ? find_shipped(shipped_path(found->folder, id)) : nullptr;
  if (file) (void)source_of(file->path, file->text);
}

std::optional<Node> Library::builtin(std::string_view folder, std::string_view id) const {
  const EmbeddedFile* file = find_shipped(shipped_path(folder, id));
  if (!file) return std::nullopt;
  Node made = shipped_record(*file);
  place_in(source_of(file->path, file->text), made);
  return made;
}

bool Library::use_book(std::string_view name) {
  auto book = builtin("books", name);
  if (!book) return false;
  use_book(*std::move(book));
  return true;
}

void Library::use_book(Node book) { books_.push_back(std::move(book)); }

void Library::use_parts(const Node& parts, const std::string& path, Diagnostics& diagnostics) {
  for (const Node& each : parts.items) {
    if (each.key.starts_with("x-") || !each.is_object()) continue;  // said by who reads the section
    const Node* word = each.find("kind");
    const std::string* kind = word ? word->text() : nullptr;
    const RecordKind* found = kind ? find_kind(*kind) : nullptr;
    if (!found || !found->is_part) {
      diagnostics.add(no_kind_of_part(each, word, kind, join(path, each.key)));
      continue;
    }
    Node record = each;
    std::erase_if(record.items, [](const Node& member) { return member.key == "kind"; });
    auto& known = parts_[std::string(found->word)];
    const auto [at, fresh] = known.try_emplace(each.key, record);
    if (!fresh) merge(at->second, record);
  }
}

bool Library::known(std::string_view kind, std::string_view id) const {
  if (kind == "source" || is_brought(kind, id)) return true;
  const RecordKind* found = find_kind(kind);
  return found && shipped_text(shipped_path(found->folder, id)).has_value();
}

bool Library::is_brought(std::string_view kind, std::string_view id) const {
  const auto own = parts_.find(kind);
  return own != parts_.end() && own->second.contains(id);
}

std::vector<std::string> Library::names(std::string_view kind) const {
  std::vector<std::string> all;
  const RecordKind* found = find_kind(kind);
  if (!found) return all;
  for (const std::string_view path : shipped_paths(found->folder)) {
    all.emplace_back(path.substr(found->folder.size() + 1));
  }
  if (const auto own = parts_.find(kind); own != parts_.end()) {
    for (const auto& [id, node] : own->second) all.push_back(id);
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

std::optional<Node> Library::record(std::string_view kind, std::string_view id) const {
  const RecordKind* found = find_kind(kind);
  if (!found) return std::nullopt;
  auto made = builtin(found->folder, id);
  for (const Node& book : books_) {
    const Node* section = book.find(found->folder);
    const Node* priced = section ? section->find(id) : nullptr;
    if (priced && made) lay_price(*made, *priced);
  }
  const auto own = parts_.find(kind);
  if (own == parts_.end()) return made;
  const auto part = own->second.find(id);
  if (part == own->second.end()) return made;
  if (!made) return part->second;
  merge(*made, part->second);
  return made;
}

void Library::require(std::string_view kind, std::string_view id, catalog::Catalogue& into,
                      Notes& notes, Diagnostics& diagnostics) const {
  const RecordKind* found = find_kind(kind);
  if (id.empty() || !found || !found->is_part) return;
  const Row* section = find_row(type_of<catalog::Catalogue>(), found->folder);
  void* const records = section->at(&into);
  if (section->type().find(records, id)) return;
  const auto node = record(kind, id);
  if (!node) return;  // an unknown id was reported where it was written
  void* const made = section->type().make(records, id);
  ReadContext context{diagnostics, notes};
  context.references = references();
  const std::string path = join(found->folder, id);
  read(*node, found->type(), made, path, context);
  if (!found->brings) return;

  std::vector<std::pair<std::string_view, std::string>> further;
  walk(found->type(), made, path, [&](const Place& place) {
    if (place.type && place.type->shape == Shape::text && find_kind(place.row.refers)) {
      further.emplace_back(place.row.refers, *static_cast<const std::string*>(place.at));
    }
  });
  for (const auto& [other, name] : further) require(other, name, into, notes, diagnostics);
}

void Library::require_own(catalog::Catalogue& into, Notes& notes, Diagnostics& diagnostics) const {
  for (const auto& [kind, records] : parts_) {
    for (const auto& [id, record] : records) require(kind, id, into, notes, diagnostics);
  }
}

References Library::references() const {
  return {[this](std::string_view kind, std::string_view id) { return known(kind, id); },
          [this](std::string_view kind) { return names(kind); }};
}

}  // namespace weft::io
