// SPDX-License-Identifier: Apache-2.0
#include "weft/io/diagnostics_text.hpp"

#include "severity_word.hpp"
#include "terminal_text.hpp"
#include "utf8.hpp"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace weft::io {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// Counts lines and columns forward from the last question, so that sorted questions cost one pass.
class Finder {
 public:
  explicit Finder(const Sources& sources) : sources_(sources) {}

  Position find(std::uint16_t source, std::size_t offset) {
    const Source& in = sources_.at(source);
    const std::string_view text = in.text;
    offset = std::min(offset, text.size());
    if (source != source_ || offset < offset_ || !started_) start(source, text);
    while (offset_ < offset) {
      if (text[offset_] == '\n') {
        ++line_;
        column_ = 1;
        ++offset_;
      } else {
        ++column_;
        offset_ += code_point(text, offset_).bytes;
      }
    }
    return {in.name, line_, column_};
  }

 private:
  void start(std::uint16_t source, std::string_view text) {
    started_ = true;
    source_ = source;
    offset_ =
        text.substr(0, byte_order_mark.size()) == byte_order_mark ? byte_order_mark.size() : 0;
    line_ = 1;
    column_ = 1;
  }
  const Sources& sources_;
  bool started_ = false;
  std::uint16_t source_ = 0;
  std::size_t offset_ = 0;
  std::size_t line_ = 1;
  std::size_t column_ = 1;
};

std::string_view color(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "\x1b[1;31m";
    case Severity::warning:
      return "\x1b[1;33m";
    case Severity::note:
      break;
  }
  return "\x1b[1;36m";
}

std::array<std::size_t, 3> counts(const Diagnostics& diagnostics) {
  std::array<std::size_t, 3> found{};
  for (const auto& each : diagnostics.items) ++found[static_cast<std::size_t>(each.severity)];
  return found;
}

std::string sentence(const std::array<std::size_t, 3>& found) {
  std::string text;
  for (const Severity each : {Severity::error, Severity::warning, Severity::note}) {
    const std::size_t count = found[static_cast<std::size_t>(each)];
    if (count == 0) continue;
    if (!text.empty()) text += ", ";
    text +=
        std::to_string(count) + ' ' + std::string(severity_word(each)) + (count == 1 ? "" : "s");
  }
  return text;
}

class Renderer {
 public:
  Renderer(const Sources& sources, const RenderOptions& options)
      : sources_(sources), options_(options), finder_(sources) {}

  void add(const Diagnostic& one) {
    std::optional<Position> place;
    if (one.at) {
      place = finder_.find(one.at->source, one.at->begin);
      out_ += paint("\x1b[1m", plain(place->source) + ':' + std::to_string(place->line) + ':' +
                                   std::to_string(place->column) + ':');
      out_ += ' ';
    }
    out_ += paint(color(one.severity),
                  std::string(severity_word(one.severity)) + '[' + one.code + ']') +
            ": ";
    out_ += plain(one.message);
    if (!one.at && !one.path.empty()) out_ += "   (at " + plain(one.path) + ')';
    out_ += '\n';
    if (place) excerpt(one, place->line);
    const std::string page = "weft help " + one.code;
    out_ +=
        "      = help: " + (one.hint.empty() ? page : plain(one.hint) + "      (" + page + ')') +
        '\n';
  }

  void line(const std::string& text) { out_ += text + '\n'; }
  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  [[nodiscard]] std::string plain(std::string_view text) const {
    return shown(text, options_.ascii).text;
  }
  [[nodiscard]] std::string paint(std::string_view start, std::string text) const {
    if (!options_.color) return text;
    return std::string(start) + text + "\x1b[0m";
  }

  void excerpt(const Diagnostic& one, std::size_t number) {
    const std::string_view text = sources_.at(one.at->source).text;
    const std::size_t begin = std::min<std::size_t>(one.at->begin, text.size());
    const std::size_t reach = 4 * options_.width;  // bytes that the shown part cannot exceed
    const std::string_view before = line_before(text, begin, reach);
    const std::string_view after = line_after(text, begin, reach);
    const std::size_t length = std::min<std::size_t>(one.at->end - begin, after.size());

    // The value first, then as much before it as a third of the width, then what follows.
    const bool fits = points(before) + points(after) <= options_.width;
    const std::size_t lead = fits ? points(before) : std::min(points(before), options_.width / 3);
    std::size_t from = before.size();
    for (std::size_t i = 0; i < lead; ++i) from = step_back(before, from);
    const std::string_view head = before.substr(from);
    const std::string_view tail = after.substr(0, fit(after, options_.width - lead));
    const bool cut_head =
        from > 0 || (before.size() < begin && text[begin - before.size() - 1] != '\n' &&
                     !starts_text(text, begin - before.size()));
    const bool cut_tail = tail.size() < after.size();

    const std::string dots = options_.ascii ? "..." : "\u2026";
    const Shown shown_head = shown(head, options_.ascii);
    const Shown mark = shown(tail.substr(0, std::min(length, tail.size())), options_.ascii);
    std::string gutter = std::to_string(number);
    gutter.insert(0, gutter.size() < 5 ? 5 - gutter.size() : 0, ' ');
    out_ += gutter + " | " + (cut_head ? dots : "") + shown_head.text +
            shown(tail, options_.ascii).text + (cut_tail ? dots : "") + '\n';
    const std::size_t indent = shown_head.cells + (cut_head ? (options_.ascii ? 3U : 1U) : 0U);
    out_ += std::string(gutter.size(), ' ') + " | " + std::string(indent, ' ') +
            paint(color(one.severity), std::string(std::max<std::size_t>(mark.cells, 1), '^')) +
            '\n';
  }

  static bool starts_text(std::string_view text, std::size_t at) {
    return at == 0 || (at == byte_order_mark.size() && text.substr(0, at) == byte_order_mark);
  }
  static std::string_view line_before(std::string_view text, std::size_t at, std::size_t reach) {
    std::size_t from = at;
    while (from > 0 && text[from - 1] != '\n' && at - from < reach) --from;
    while (from < at && (static_cast<unsigned char>(text[from]) & 0xC0U) == 0x80U) ++from;
    if (from == 0 && text.substr(0, at).substr(0, 3) == byte_order_mark) from = 3;
    return text.substr(from, at - from);
  }
  static std::string_view line_after(std::string_view text, std::size_t at, std::size_t reach) {
    std::size_t to = at;
    while (to < text.size() && text[to] != '\n' && to - at < reach) ++to;
    if (to > at && text[to - 1] == '\r') --to;
    return text.substr(at, to - at);
  }
  static std::size_t points(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
      return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }));
  }
  static std::size_t step_back(std::string_view text, std::size_t at) {
    while (at > 0 && (static_cast<unsigned char>(text[--at]) & 0xC0U) == 0x80U) continue;
    return at;
  }

  const Sources& sources_;
  const RenderOptions& options_;
  Finder finder_;
  std::string out_;
};

}  // namespace

Position position_of(const Span& at, const Sources& sources) {
  return Finder(sources).find(at.source, at.begin);
}
Position end_position_of(const Span& at, const Sources& sources) {
  return Finder(sources).find(at.source, at.end);
}

void settle(Diagnostics& diagnostics, const Node& root) {
  auto& items = diagnostics.items;
  for (Diagnostic& each : items) {
    if (each.at || each.path.empty()) continue;
    const Span found = locate(root, each.path);
    if (found.begin < found.end) each.at = found;
  }
  const auto order = [](const Diagnostic& one) {
    const Span at = one.at.value_or(Span{});
    return std::tuple(one.at.has_value(), at.source, at.begin, std::string_view(one.code), at.end,
                      std::string_view(one.path), std::string_view(one.message),
                      std::string_view(one.hint), one.severity);
  };
  std::sort(items.begin(), items.end(),
            [&](const Diagnostic& a, const Diagnostic& b) { return order(a) < order(b); });
  items.erase(std::unique(items.begin(), items.end()), items.end());
}

std::vector<Flat> flatten(const Diagnostics& diagnostics, const Sources& sources) {
  std::vector<Flat> all;
  all.reserve(diagnostics.items.size());
  Finder finder(sources);
  for (const auto& each : diagnostics.items) {
    Flat& flat = all.emplace_back(
        Flat{each.severity, each.code, each.path, each.message, each.hint, {}, {}});
    if (!each.at) continue;
    flat.begin = finder.find(each.at->source, each.at->begin);
    Finder onward = finder;
    flat.end = onward.find(each.at->source, each.at->end);
  }
  return all;
}

std::string count_line(const Diagnostics& diagnostics) { return sentence(counts(diagnostics)); }

std::string render(const Diagnostics& diagnostics, const Sources& sources,
                   const RenderOptions& options) {
  if (diagnostics.items.empty()) return {};
  auto hidden = counts(diagnostics);
  std::array<std::size_t, 3> room{};
  std::size_t left = options.most;
  for (std::size_t i = 0; i < room.size(); ++i) {
    room[i] = std::min(hidden[i], left);
    left -= room[i];
    hidden[i] -= room[i];
  }
  Renderer renderer(sources, options);
  for (const auto& each : diagnostics.items) {
    auto& free = room[static_cast<std::size_t>(each.severity)];
    if (free == 0) continue;
    --free;
    renderer.add(each);
  }
  if (const std::string more = sentence(hidden); !more.empty())
    renderer.line("... and " + more + " more");
  renderer.line(count_line(diagnostics));
  return renderer.take();
}

}  // namespace weft::io
