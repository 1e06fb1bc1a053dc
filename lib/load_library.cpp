// SPDX-License-Identifier: Apache-2.0
#include "error_at.hpp"
#include "load_parts.hpp"
#include "weft/catalog/price.hpp"
#include "weft/io/nearest.hpp"
#include "weft/io/reader.hpp"
#include "weft/io/walk.hpp"

#include <functional>
#include <utility>

namespace weft::io {
namespace {

constexpr const char* usual_book = "list-2026h2";

/// What `uses` and `parts` of a plan bring into its catalogue.
class Filler {
 public:
  Filler(Loaded& into, const Fetch& fetch, Library& library)
      : into_(into), fetch_(fetch), library_(library) {}

  void fill() {
    const Node* uses = into_.document.find("uses");
    const Node* books = uses ? uses->find("prices") : nullptr;
    const Node* files = uses ? uses->find("catalog") : nullptr;
    if (has_too_many("catalog", files) || has_too_many("prices", books)) return;
    if (!books) (void)library_.use_book(usual_book);
    for_each_text(books, [&](const std::string& name, Span at) { use_book(name, at); });
    for_each_text(files, [&](const std::string& name, Span) { use_parts(name); });
    if (const Node* parts = into_.document.find("parts")) {
      library_.use_parts(*parts, "parts", into_.diagnostics);
    }
  }

 private:
  bool has_too_many(std::string_view key, const Node* list) {
    constexpr std::size_t most_files = 64;  // each is read and merged: bounded time and memory
    if (!list || list->items.size() <= most_files) return false;
    error_at(into_.diagnostics, list->at, "WF0114", join("uses", key), "more than 64 files",
             "join them into fewer");
    return true;
  }

  /// One text, or a list of them.
  static void for_each_text(const Node* node,
                            const std::function<void(const std::string&, Span)>& use) {
    if (!node) return;
    if (const std::string* one = node->text()) use(*one, node->at);
    for (const Node& each : node->items) {
      if (const std::string* text = each.text()) use(*text, each.at);
    }
  }

  void use_parts(const std::string& name) {
    if (name == "builtin") return;
    const auto parts = parse_fetched(into_, fetch_, SourceKind::catalogue, name);
    if (!parts) return;
    if (parts->is_object()) return library_.use_parts(*parts, "uses.catalog", into_.diagnostics);
    error_at(into_.diagnostics, parts->at, "WF0310", "uses.catalog",
             "a file of parts is an object of records by id",
             "such as { \"my-switch\": { \"kind\": \"switch\", ... } }");
  }

  void use_book(const std::string& name, Span at) {
    constexpr std::string_view shipped = "builtin:";
    if (name.starts_with(shipped)) return use_shipped_book(name.substr(shipped.size()), at);
    auto book = parse_fetched(into_, fetch_, SourceKind::prices, name);
    if (!book) return;
    check_book(*book);
    library_.use_book(*std::move(book));
  }

  void use_shipped_book(const std::string& id, Span at) {
    if (library_.use_book(id)) return;
    const auto known = library_.names("book");
    const std::vector<std::string_view> names(known.begin(), known.end());
    error_at(into_.diagnostics, at, "WF0304", "uses.prices",
             "there is no shipped price book \"" + id + "\"", did_you_mean(id, names));
  }

  /// A book says only prices: a key that nobody looks up would be lost in silence.
  void check_book(const Node& book) {
    catalog::PriceBook scratch;
    Notes notes;
    ReadContext context{into_.diagnostics, notes};
    context.references = library_.references();
    read(book, type_of<catalog::PriceBook>(), &scratch, "uses.prices", context);
  }

  Loaded& into_;
  const Fetch& fetch_;
  Library& library_;
};

}  // namespace

void fill_library(Loaded& into, const Fetch& fetch, Library& library) {
  Filler(into, fetch, library).fill();
}

}  // namespace weft::io
