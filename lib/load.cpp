// SPDX-License-Identifier: Apache-2.0
#include "weft/io/load.hpp"

#include "weft/catalog/price.hpp"
#include "weft/io/diagnostics_text.hpp"
#include "weft/io/files.hpp"
#include "weft/io/let.hpp"
#include "weft/io/nearest.hpp"
#include "weft/io/reader.hpp"
#include "weft/io/walk.hpp"

#include <algorithm>
#include <cstddef>
#include <iostream>
#include <iterator>
#include <set>
#include <utility>

namespace weft::io {
namespace {

/// Sections that work on the document and are no members of Plan.
constexpr std::string_view document_sections[] = {"$schema", "let", "parts", "ramp", "variants"};

class Loader {
 public:
  Loader(Loaded& into, std::string folder, const Overrides& overrides)
      : into_(into), folder_(std::move(folder)), overrides_(overrides), library_(into.sources) {}

  void run(std::string name, std::string text) {
    into_.document = parse_source(std::move(name), std::move(text));
    if (failed()) return;
    if (!into_.document.is_object()) {
      error("WF0310", "", "a plan is an object", "begin with {", into_.document.at);
      return;
    }
    lay_over();
    if (failed()) return;
    check_version();
    if (failed()) return;
    check_section("variants", "such as { \"open\": { \"fabrics\": ... } }");
    check_section("ramp", "such as { \"wave_1\": { \"from\": \"2027-04\", ... } }");
    check_section("parts", "such as { \"my-switch\": { \"kind\": \"switch\", ... } }");
    fill_library();
    read_all();
    check_variants();
    drop_repeats();
  }

 private:
  [[nodiscard]] bool failed() const { return into_.diagnostics.has_errors(); }

  void error(std::string code, std::string path, std::string message, std::string hint, Span at) {
    into_.diagnostics.add({Severity::error, std::move(code), std::move(path), std::move(message),
                           std::move(hint), at});
  }

  Node parse_source(std::string name, std::string text) {
    into_.sources.push_back({std::move(name), std::move(text)});
    return parse(static_cast<std::uint16_t>(into_.sources.size() - 1), into_.sources,
                 into_.diagnostics);
  }

  std::optional<Node> parse_file(const std::string& path) {
    auto text = read_file(path, into_.diagnostics);
    if (!text) return std::nullopt;
    return parse_source(path, *std::move(text));
  }

  [[nodiscard]] std::string below_folder(const std::string& path) const {
    return path.starts_with('/') || folder_ == "." ? path : folder_ + "/" + path;
  }

  /// The same fault of the same text is said once, whatever path led to it.
  void drop_repeats() {
    std::vector<Diagnostic> once;
    for (Diagnostic& each : into_.diagnostics.items) {
      const bool said =
          each.at && std::any_of(once.begin(), once.end(), [&](const Diagnostic& other) {
            return other.at == each.at && other.code == each.code && other.message == each.message;
          });
      if (!said) once.push_back(std::move(each));
    }
    into_.diagnostics.items = std::move(once);
  }

  // --- the frame ---------------------------------------------------------------------------------

  /// Another version may mean something else by the same keys: nothing further is read.
  void check_version() {
    const Node* version = into_.document.find("weft");
    const auto* number = version ? std::get_if<std::int64_t>(&version->value) : nullptr;
    if (!number || *number == 1) return;
    error("WF0313", "weft",
          "this program reads version 1 of the plan format, not " + std::to_string(*number),
          "write \"weft\": 1 if the plan is one, or use a program that reads it", version->at);
  }

  /// A section that works on the document is named objects, whatever stands in them.
  void check_section(std::string_view key, std::string hint) {
    const Node* section = into_.document.find(key);
    if (!section) return;
    if (!section->is_object()) {
      error("WF0310", std::string(key), "wants named objects", std::move(hint), section->at);
      return;
    }
    for (const Node& each : section->items) {
      if (each.key.starts_with("x-") || each.is_object()) continue;
      error("WF0310", join(key, each.key), "wants an object", hint, each.at);
    }
  }

  /// Names of variants and phases become parts of metric ids and flags.
  void check_name(std::string_view section, const Node& each) {
    const auto good = [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    };
    const bool is_name = !each.key.empty() && each.key.front() >= 'a' && each.key.front() <= 'z' &&
                         std::all_of(each.key.begin(), each.key.end(), good);
    if (is_name) return;
    error("WF0305", join(section, each.key),
          "`" + each.key + "` is no name: names are small letters, digits and _",
          "such as `wave_1`", each.key_at);
  }

  // --- overrides ---------------------------------------------------------------------------------

  void lay_over() {
    if (const Node* variants = into_.document.find("variants")) {
      for (const Node& each : variants->items) {
        if (variants->is_object() && !each.key.starts_with("x-"))
          into_.variants.push_back(each.key);
      }
    }
    into_.variant = overrides_.variant;
    if (!overrides_.variant.empty()) lay_variant();
    for (const std::string& file : overrides_.overlays) {
      const std::size_t before = into_.diagnostics.items.size();
      const auto overlay = parse_file(file);
      if (!overlay || into_.diagnostics.items.size() > before) continue;
      if (overlay->is_object()) {
        merge(into_.document, *overlay);
      } else {
        error("WF0310", "", "an overlay is an object, as the plan is", "begin with {", overlay->at);
      }
    }
    for (std::size_t i = 0; i < overrides_.settings.size(); ++i) lay_setting(i);
  }

  void lay_variant() {
    const Node* variants = into_.document.find("variants");
    const Node* chosen = variants ? variants->find(overrides_.variant) : nullptr;
    if (chosen && !chosen->is_object()) return;  // said by check_section
    if (!chosen) {
      const std::vector<std::string_view> names(into_.variants.begin(), into_.variants.end());
      into_.diagnostics.error("WF0606", "variants",
                              "the plan has no variant \"" + overrides_.variant + "\"",
                              did_you_mean(overrides_.variant, names));
      return;
    }
    Node patch = *chosen;
    std::erase_if(patch.items, [](const Node& member) { return member.key == "about"; });
    merge(into_.document, patch);
  }

  /// PATH=VALUE: the value is JSON where it reads as JSON, else a text.
  void lay_setting(std::size_t i) {
    const std::string& setting = overrides_.settings[i];
    const auto equals = setting.find('=');
    const auto source = static_cast<std::uint16_t>(into_.sources.size());
    into_.sources.push_back({"<command line>:--set[" + std::to_string(i) + "]", setting});
    const auto span = [&](std::size_t begin, std::size_t end) {
      return Span{source, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    };
    if (equals == std::string::npos || equals == 0) {
      error("WF0602", "", "a setting is PATH=VALUE", "for example: --set site.pue=1.2",
            span(0, setting.size()));
      return;
    }
    const std::string path = setting.substr(0, equals);
    constexpr std::ptrdiff_t most_names = 32;
    const bool gap = path.front() == '.' || path.back() == '.' || path.find("..") != path.npos;
    if (gap || std::count(path.begin(), path.end(), '.') >= most_names) {
      error("WF0602", "",
            gap ? "`" + path + "` is no path: a name is missing beside a dot"
                : "the path has more than 32 names",
            "for example: --set site.pue=1.2", span(0, equals));
      return;
    }
    // Blanks in front keep the offsets of the value what they are in the flag.
    Sources aside = into_.sources;
    aside.back().text = std::string(equals + 1, ' ') + setting.substr(equals + 1);
    Diagnostics ignored;
    Node leaf = parse(source, aside, ignored);
    if (ignored.has_errors()) {
      leaf = Node{};
      leaf.value = setting.substr(equals + 1);
      leaf.at = span(equals + 1, setting.size());
    }
    const auto dot = path.rfind('.');
    leaf.key = dot == std::string::npos ? path : path.substr(dot + 1);
    Node patch = at_path(path, std::move(leaf));
    place_keys(patch, path, span(0, equals));
    merge(into_.document, patch);
  }

  /// The keys that a setting makes on its way stand where they are written in its path.
  static void place_keys(Node& patch, const std::string& path, Span whole) {
    std::size_t from = 0;
    for (Node* at = &patch; at->is_object() && at->items.size() == 1 && from < path.size();
         at = &at->items.front()) {
      Node& child = at->items.front();
      at->at = whole;
      const auto begin = path.find(child.key, from);
      if (begin == std::string::npos) return;
      child.key_at = {whole.source, static_cast<std::uint32_t>(begin),
                      static_cast<std::uint32_t>(begin + child.key.size())};
      from = begin + child.key.size() + 1;
    }
  }

  // --- the library -------------------------------------------------------------------------------

  void fill_library() {
    const Node* uses = into_.document.find("uses");
    constexpr std::size_t most_files = 64;  // each is read and merged: bounded time and memory
    for (const std::string_view key : {"catalog", "prices"}) {
      const Node* list = uses ? uses->find(key) : nullptr;
      if (!list || list->items.size() <= most_files) continue;
      error("WF0114", join("uses", key), "more than 64 files", "join them into fewer", list->at);
      return;
    }
    const Node* books = uses ? uses->find("prices") : nullptr;
    if (!books) {
      (void)library_.use_book("list-2026h2", into_.diagnostics);
    } else {
      for_each_text(*books, [&](const std::string& name, Span at) { use_book(name, at); });
    }
    if (const Node* files = uses ? uses->find("catalog") : nullptr) {
      for_each_text(*files, [&](const std::string& name, Span) {
        if (name == "builtin") return;
        const std::size_t before = into_.diagnostics.items.size();
        const auto parts = parse_file(below_folder(name));
        if (!parts || into_.diagnostics.items.size() > before) return;
        if (parts->is_object()) {
          library_.use_parts(*parts, "uses.catalog", into_.diagnostics);
        } else {
          error("WF0310", "uses.catalog", "a file of parts is an object of records by id",
                "such as { \"my-switch\": { \"kind\": \"switch\", ... } }", parts->at);
        }
      });
    }
    if (const Node* parts = into_.document.find("parts")) {
      library_.use_parts(*parts, "parts", into_.diagnostics);
    }
  }

  template <class Use>
  static void for_each_text(const Node& node, const Use& use) {
    if (const std::string* one = node.text()) use(*one, node.at);
    for (const Node& each : node.items) {
      if (const std::string* text = each.text()) use(*text, each.at);
    }
  }

  void use_book(const std::string& name, Span at) {
    constexpr std::string_view shipped = "builtin:";
    if (!name.starts_with(shipped)) {
      const std::size_t before = into_.diagnostics.items.size();
      auto book = parse_file(below_folder(name));
      if (!book || into_.diagnostics.items.size() > before) return;
      check_book(*book);
      library_.use_book(*std::move(book));
      return;
    }
    const std::string id = name.substr(shipped.size());
    if (library_.use_book(id, into_.diagnostics)) return;
    const auto known = library_.names("book");
    const std::vector<std::string_view> names(known.begin(), known.end());
    error("WF0304", "uses.prices", "there is no shipped price book \"" + id + "\"",
          did_you_mean(id, names), at);
  }

  /// A book says only prices: a key that nobody looks up would be lost in silence.
  void check_book(const Node& book) {
    catalog::PriceBook scratch;
    Notes notes;
    ReadContext context{into_.diagnostics, notes};
    context.references = library_.references();
    read(book, type_of<catalog::PriceBook>(), &scratch, "uses.prices", context);
  }

  // --- reading -----------------------------------------------------------------------------------

  void read_all() {
    let_node_ = into_.document.find("let") ? *into_.document.find("let") : object();
    Diagnostics let_diagnostics;
    let_ = Let(let_node_, let_diagnostics);
    for (Diagnostic& each : let_diagnostics.items) into_.diagnostics.add(std::move(each));
    read_exchange();

    LoadedPhase base;
    read_plan(into_.document, base.plan, base.notes);
    const Node* ramp = into_.document.find("ramp");
    if (ramp && ramp->is_object() && !ramp->items.empty()) {
      read_phases(*ramp, base);
    } else {
      base.from = base.plan.time.start;
      into_.phases.push_back(std::move(base));
    }
    require_parts();
    // A misspelt reference leaves its target unused: one of the two is said.
    if (!failed()) let_.report_unused(names_in(into_.document), into_.diagnostics);
  }

  static Node object() {
    Node node;
    node.value = Object{};
    return node;
  }

  /// Rates of currencies are needed before anything else is read.
  void read_exchange() {
    const Node* rates = find_path(into_.document, "finance.exchange");
    if (!rates) return;
    Diagnostics aside;  // what is wrong here is reported when the section is read
    Notes notes;
    for (const Node& each : rates->items) {
      double rate = 0.0;
      const std::string path = join("finance.exchange", each.key);
      ReadContext context{aside, notes};
      context.let = &let_;
      read(each, type_of<double>(), &rate, path, context);
      if (rate > 0.0 && !notes[path].bad) currencies_[each.key] = rate;
    }
  }

  void read_plan(const Node& document, plan::Plan& plan, Notes& notes) {
    Diagnostics found;
    ReadContext context{found, notes};
    context.let = &let_;
    context.currencies = currencies_;
    context.root = &type_of<plan::Plan>();
    for (const std::string_view each : document_sections) {
      context.read_elsewhere.emplace_back(each);
    }
    context.references = library_.references();
    auto parts_known = std::move(context.references.known);
    auto parts_names = std::move(context.references.names);
    context.references.known = [&](std::string_view kind, std::string_view id) {
      if (!kind.starts_with('/')) return parts_known(kind, id);
      const Node* map = document.find(kind.substr(1));
      return map && map->find(id);
    };
    context.references.names = [&](std::string_view kind) {
      if (!kind.starts_with('/')) return parts_names(kind);
      std::vector<std::string> names;
      if (const Node* map = document.find(kind.substr(1))) {
        for (const Node& each : map->items) names.push_back(each.key);
      }
      return names;
    };
    read(document, type_of<plan::Plan>(), &plan, "", context);
    settle_into(found, document);
  }

  /// Adds what was not yet said: a phase or a variant repeats the faults of the plan below it.
  void settle_into(Diagnostics& found, const Node& document) {
    settle(found, document);
    for (Diagnostic& each : found.items) {
      const bool said = std::any_of(into_.diagnostics.items.begin(), into_.diagnostics.items.end(),
                                    [&](const Diagnostic& other) {
                                      return other.code == each.code && other.at == each.at &&
                                             other.message == each.message;
                                    });
      if (!said) into_.diagnostics.add(std::move(each));
    }
  }

  void read_phases(const Node& ramp, const LoadedPhase& base) {
    struct Written {
      const Node* node;
      plan::Phase phase;
    };
    std::vector<Written> written;
    for (const Node& each : ramp.items) {
      if (each.key.starts_with("x-")) continue;
      check_name("ramp", each);
      check_patch(each);
      Node header = object();
      header.at = each.at;
      for (const Node& member : each.items) {
        if (member.key == "from" || member.key == "about") header.items.push_back(member);
      }
      Notes notes;
      ReadContext context{into_.diagnostics, notes};
      context.let = &let_;
      plan::Phase phase;
      read(header, type_of<plan::Phase>(), &phase, "ramp." + each.key, context);
      if (!written.empty() && !failed() && phase.from < written.back().phase.from) {
        const Node* from = each.find("from");
        error("WF0405", "ramp." + each.key + ".from",
              "`" + each.key + "` begins before `" + written.back().node->key + "`, " +
                  format_month(written.back().phase.from) + ", which stands above it",
              "phases stand in the order of the calendar: each is laid over those above it",
              from ? from->at : each.at);
      }
      written.push_back({&each, phase});
    }
    if (failed()) {
      into_.phases.push_back(base);
      return;
    }
    Node document = into_.document;
    for (const Written& each : written) {
      Node patch = *each.node;
      std::erase_if(patch.items, [](const Node& member) {
        return member.key == "from" || member.key == "about";
      });
      merge(document, patch);
      LoadedPhase phase{each.node->key, each.phase.from, {}, {}};
      read_plan(document, phase.plan, phase.notes);
      into_.phases.push_back(std::move(phase));
    }
  }

  /// A phase changes what stands, not the rules by which all months are counted.
  void check_patch(const Node& phase) {
    constexpr std::string_view allowed[] = {"from",      "about", "clusters",  "fabrics",
                                            "workloads", "site",  "operations"};
    for (const Node& member : phase.items) {
      const auto* found = std::find(std::begin(allowed), std::end(allowed), member.key);
      if (found != std::end(allowed) || member.key.starts_with("x-")) continue;
      if (find_row(type_of<plan::Plan>(), member.key)) {
        error("WF0412", join("ramp." + phase.key, member.key),
              "a phase cannot change `" + member.key + "`: it holds for all months",
              "write it in the plan itself, or in a variant", member.key_at);
      } else {
        const std::vector<std::string_view> names(std::begin(allowed), std::end(allowed));
        error("WF0301", join("ramp." + phase.key, member.key), "unknown key `" + member.key + "`",
              did_you_mean(member.key, names), member.key_at);
      }
    }
  }

  void require_parts() {
    const Type& type = type_of<plan::Plan>();
    for (const LoadedPhase& phase : into_.phases) {
      walk(type, &phase.plan, "", [&](const Place& place) {
        if (!place.type || place.type->shape != Shape::text) return;
        const std::string& id = *static_cast<const std::string*>(place.at);
        library_.require(place.row.refers, id, into_.catalogue, into_.part_notes,
                         into_.diagnostics);
      });
      require_cables(phase.plan);
    }
    library_.require_own(into_.catalogue, into_.part_notes, into_.diagnostics);
  }

  /// "auto" cables choose among all that the catalogue has.
  void require_cables(const plan::Plan& plan) {
    const bool any_auto =
        std::any_of(plan.fabrics.begin(), plan.fabrics.end(), [](const auto& each) {
          const plan::Fabric& fabric = each.value;
          return !fabric.switch_id.empty() && (!fabric.cables || fabric.cables->node_leaf.empty() ||
                                               fabric.cables->leaf_spine.empty());
        });
    if (!any_auto) return;
    for (const std::string& id : library_.names("optic")) {
      library_.require("optic", id, into_.catalogue, into_.part_notes, into_.diagnostics);
    }
  }

  static std::set<std::string, std::less<>> names_in(const Node& node) {
    std::set<std::string, std::less<>> names;
    collect_names(node, names);
    return names;
  }
  static void collect_names(const Node& node, std::set<std::string, std::less<>>& names) {
    if (const std::string* text = node.text(); text && text->starts_with('=')) {
      if (const auto program = compile(*text);
          const auto* good = std::get_if<Expression>(&program)) {
        names.insert(good->names.begin(), good->names.end());
      }
    }
    for (const Node& each : node.items) {
      if (each.key != "let") collect_names(each, names);
    }
  }

  // --- variants ----------------------------------------------------------------------------------

  void check_variants() {
    if (const Node* variants = into_.document.find("variants")) {
      for (const Node& each : variants->items) {
        if (each.key.starts_with("x-")) continue;
        check_name("variants", each);
        for (const std::string_view key : {"variants", "baseline", "weft"}) {
          const Node* member = each.find(key);
          if (!member) continue;
          error("WF0412", join("variants." + each.key, key),
                "a variant cannot change `" + std::string(key) + "`",
                key == "variants" ? "a variant stands alone: write the second one beside it" : "",
                member->key_at);
        }
      }
    }
    if (into_.variants.size() >= 2 && !into_.document.find("baseline")) {
      into_.diagnostics.error("WF0404", "variants",
                              "two variants and no baseline to hold them against",
                              "add \"baseline\": \"" + into_.variants.front() + "\"");
    }
  }

  Loaded& into_;
  std::string folder_;
  const Overrides& overrides_;
  Library library_;
  Node let_node_;
  Let let_;
  Currencies currencies_;
};

Loaded load_from(std::string name, std::optional<std::string> text, const Overrides& overrides,
                 const std::string& folder, Diagnostics before) {
  Loaded loaded;
  loaded.diagnostics = std::move(before);
  if (text) {
    Loader loader(loaded, folder, overrides);
    loader.run(std::move(name), *std::move(text));
  }
  settle(loaded.diagnostics, loaded.document);
  return loaded;
}

}  // namespace

Loaded load(const std::string& path, const Overrides& overrides) {
  Diagnostics diagnostics;
  if (path == "-") {
    auto text = read_stream(std::cin, "<stdin>", diagnostics);
    return load_from("<stdin>", std::move(text), overrides, ".", std::move(diagnostics));
  }
  auto text = read_file(path, diagnostics);
  const auto slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash);
  return load_from(path, std::move(text), overrides, folder, std::move(diagnostics));
}

Loaded load_text(std::string name, std::string text, const Overrides& overrides,
                 const std::string& folder) {
  return load_from(std::move(name), std::move(text), overrides, folder, {});
}

}  // namespace weft::io
