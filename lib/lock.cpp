// SPDX-License-Identifier: Apache-2.0
#include "weft/io/lock.hpp"

#include "weft/io/files.hpp"
#include "weft/io/writer.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <utility>

namespace weft::io {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 5> kind_words{"plan", "overlay", "setting", "prices",
                                                     "catalogue"};

std::string_view kind_text(SourceKind kind) { return kind_words[static_cast<std::size_t>(kind)]; }

std::optional<SourceKind> kind_of(std::string_view word) {
  const auto* const at = std::find(kind_words.begin(), kind_words.end(), word);
  if (at == kind_words.end()) return std::nullopt;
  return static_cast<SourceKind>(at - kind_words.begin());
}

/// The name of a file from a folder; other names as they are.
std::string name_from(const std::string& name, const std::string& folder) {
  if (name.starts_with("builtin:") || name.starts_with('<')) return name;
  const fs::path file = fs::absolute(name).lexically_normal();
  return file.lexically_relative(fs::absolute(folder + "/").lexically_normal()).string();
}

/// Overlays and settings win over each other in their order, so that their place is a part of them.
bool comes_with_the_command(SourceKind kind) {
  return kind == SourceKind::overlay || kind == SourceKind::setting;
}

const UsedText* find_text(const Lock& lock, const UsedText& like) {
  const auto at = std::find_if(lock.texts.begin(), lock.texts.end(), [&](const UsedText& each) {
    return each.kind == like.kind && each.name == like.name;
  });
  return at == lock.texts.end() ? nullptr : &*at;
}

std::string said_of(const UsedText& text) {
  return std::string(kind_text(text.kind)) + " " + text.name;
}

std::optional<Lock> lock_from(const Node& document) {
  const Node* version = document.find("weft_lock");
  const Node* engine = document.find("engine");
  const Node* inputs = document.find("inputs");
  const std::string major(lock_version.substr(0, lock_version.find('.') + 1));
  if (!version || !version->text() || !version->text()->starts_with(major)) return std::nullopt;
  if (!engine || !engine->text() || !inputs || !inputs->is_list()) return std::nullopt;
  Lock made{*engine->text(), {}};
  for (const Node& each : inputs->items) {
    const Node* kind = each.find("kind");
    const Node* name = each.find("name");
    const Node* hash = each.find("hash");
    if (!kind || !kind->text() || !name || !name->text() || !hash || !hash->text()) {
      return std::nullopt;
    }
    const auto known = kind_of(*kind->text());
    if (!known) return std::nullopt;
    made.texts.push_back({*known, *name->text(), *hash->text()});
  }
  return made;
}

}  // namespace

Lock lock_of(std::span<const Loaded* const> all, const std::string& folder) {
  Lock made{WEFT_VERSION, {}};
  for (const Loaded* each : all) {
    for (UsedText& text : used_texts(*each)) {
      text.name = name_from(text.name, folder);
      if (!find_text(made, text)) made.texts.push_back(std::move(text));
    }
  }
  std::stable_sort(made.texts.begin(), made.texts.end(), [](const UsedText& a, const UsedText& b) {
    if (a.kind != b.kind) return a.kind < b.kind;
    return !comes_with_the_command(a.kind) && a.name < b.name;
  });
  return made;
}

std::string lock_text(const Lock& lock) {
  std::string made = "{\n  \"weft_lock\": " + io::quoted(lock_version) +
                     ",\n  \"engine\": " + io::quoted(lock.engine) + ",\n  \"inputs\": [";
  for (std::size_t i = 0; i < lock.texts.size(); ++i) {
    const UsedText& each = lock.texts[i];
    made += (i == 0 ? "\n    { \"kind\": " : ",\n    { \"kind\": ") +
            io::quoted(kind_text(each.kind)) + ", \"name\": " + io::quoted(each.name) +
            ", \"hash\": " + io::quoted(each.hash) + " }";
  }
  return made + "\n  ]\n}\n";
}

std::optional<Lock> read_lock(const std::string& path, Diagnostics& diagnostics) {
  auto text = read_file(path, diagnostics);
  if (!text) return std::nullopt;
  Diagnostics aside;
  const Sources alone{{path, *std::move(text)}};
  auto made = lock_from(parse(0, alone, aside));
  if (made && !aside.has_errors()) return made;
  diagnostics.error("WF0801", "", path + " is no lock file of version " + std::string(lock_version),
                    "weft lock PLAN writes one");
  return std::nullopt;
}

void hold_to_lock(const Lock& locked, const Lock& now, bool whole, Diagnostics& diagnostics) {
  const auto differ = [&](const std::string& message) {
    diagnostics.error("WF0802", "", message,
                      "weft diff says what it does; weft lock PLAN locks anew what was looked at");
  };
  if (locked.engine != now.engine) {
    differ("the plan was locked with weft " + locked.engine + ", this is weft " + now.engine);
  }
  for (const UsedText& each : now.texts) {
    const UsedText* known = find_text(locked, each);
    if (!known) {
      differ(said_of(each) + " is used and was not locked");
    } else if (known->hash != each.hash) {
      differ(said_of(each) + " is not what was locked");
    }
  }
  for (const UsedText& each : locked.texts) {
    const bool counts = whole || comes_with_the_command(each.kind);
    if (counts && !find_text(now, each)) differ(said_of(each) + " is locked and not used");
  }
}

}  // namespace weft::io
