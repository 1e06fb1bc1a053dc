// SPDX-License-Identifier: Apache-2.0
#include "weft/report/table.hpp"

#include "shown_columns.hpp"

#include <algorithm>
#include <array>

namespace weft::report {
namespace {

constexpr std::size_t gap = 2;
constexpr std::size_t margin = 2;

/// Columns in front of the decimal point: of "$12.3M" four. Without a point, up to the last digit.
std::size_t before_point(std::string_view text) {
  const auto digit = text.find_first_of("0123456789");
  if (digit == std::string_view::npos) return columns_of(text);
  auto at = digit;
  while (at < text.size() && (text[at] == ',' || (text[at] >= '0' && text[at] <= '9'))) ++at;
  return columns_of(text.substr(0, at));
}

struct Layout {
  std::size_t width = 0;
  std::size_t before = 0;  ///< of decimal columns: columns in front of the point
  std::size_t behind = 0;
};

Layout lay_out(const Table& table, std::size_t column) {
  Layout made;
  for (const auto& row : table.rows) {
    if (column >= row.size()) continue;
    const std::string& text = row[column].text;
    const std::size_t size = columns_of(text);
    if (table.columns[column].align == Align::decimal) {
      const std::size_t point = before_point(text);
      made.before = std::max(made.before, point);
      made.behind = std::max(made.behind, size - point);
    }
    made.width = std::max(made.width, size);
  }
  made.width =
      std::max({made.width, made.before + made.behind, columns_of(table.columns[column].head)});
  return made;
}

bool is_empty(const Table& table, std::size_t column) {
  return std::all_of(table.rows.begin(), table.rows.end(), [&](const std::vector<Cell>& row) {
    return column >= row.size() || row[column].text.empty() || row[column].text == "-" ||
           row[column].text == "–";
  });
}

std::string padded(const Cell& cell, const Column& column, const Layout& layout, const View& view) {
  const std::size_t size = columns_of(cell.text);
  std::size_t left = 0;
  if (column.align == Align::right) left = layout.width - size;
  if (column.align == Align::decimal) {
    left = layout.width - layout.behind - before_point(cell.text);
  }
  std::string made(left, ' ');
  made += toned(cell.text, cell.tone, view);
  made.append(layout.width - left - size, ' ');
  return made;
}

/// The head of a column of numbers stands over its right end.
std::string head_of(const Column& column, const Layout& layout, const View& view) {
  const std::size_t room = layout.width - columns_of(column.head);
  const std::string head = toned(column.head, Tone::dim, view);
  return column.align == Align::left ? head + std::string(room, ' ')
                                     : std::string(room, ' ') + head;
}

void trim_right(std::string& line) {
  while (line.ends_with(' ')) line.pop_back();
}

class Renderer {
 public:
  Renderer(const Table& table, const View& view)
      : table_(table), view_(view), shown_(shown_columns(table)) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) layouts_.push_back(lay_out(table, i));
    while (width() > view.width && drop_one()) {
    }
  }

  std::string run() {
    std::string made;
    if (!table_.title.empty()) made += toned(table_.title, Tone::bold, view_) + "\n";
    const bool heads = std::any_of(table_.columns.begin(), table_.columns.end(),
                                   [](const Column& each) { return !each.head.empty(); });
    if (heads) {
      made += line([&](std::size_t i) { return head_of(table_.columns[i], layouts_[i], view_); });
    }
    for (const auto& row : table_.rows) {
      made += line([&](std::size_t i) {
        return padded(i < row.size() ? row[i] : Cell{}, table_.columns[i], layouts_[i], view_);
      });
    }
    if (!dropped_.empty()) {
      made += toned("  not shown for want of width: " + dropped_ + "  (--width " +
                        std::to_string(full_) + ")",
                    Tone::dim, view_) +
              "\n";
    }
    return made;
  }

 private:
  [[nodiscard]] std::size_t width() const {
    std::size_t sum = margin;
    for (const std::size_t each : shown_) sum += layouts_[each].width + gap;
    return sum - gap;
  }

  bool drop_one() {
    if (full_ == 0) full_ = width();
    auto worst = shown_.end();
    for (auto each = shown_.begin(); each != shown_.end(); ++each) {
      const int rank = table_.columns[*each].rank;
      if (rank > 0 && (worst == shown_.end() || rank >= table_.columns[*worst].rank)) worst = each;
    }
    if (worst == shown_.end()) return false;
    dropped_ = table_.columns[*worst].head + (dropped_.empty() ? "" : ", ") + dropped_;
    shown_.erase(worst);
    return true;
  }

  template <class Text>
  std::string line(Text text) const {
    std::string made(margin, ' ');
    for (const std::size_t each : shown_) {
      if (each != shown_.front()) made.append(gap, ' ');
      made += text(each);
    }
    trim_right(made);
    return made + "\n";
  }

  const Table& table_;
  const View& view_;
  std::vector<std::size_t> shown_;
  std::vector<Layout> layouts_;
  std::string dropped_;
  std::size_t full_ = 0;
};

}  // namespace

std::string toned(std::string_view text, Tone tone, const View& view) {
  constexpr std::array codes{"", "\x1b[1m", "\x1b[2m", "\x1b[32m", "\x1b[31m", "\x1b[33m"};
  if (!view.color || tone == Tone::plain || text.empty()) return std::string(text);
  return codes[static_cast<std::size_t>(tone)] + std::string(text) + "\x1b[0m";
}

std::vector<std::size_t> shown_columns(const Table& table) {
  std::vector<std::size_t> shown;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const bool stays = i == 0 || table.columns[i].rank < 0;
    if (stays || !is_empty(table, i)) shown.push_back(i);
  }
  return shown;
}

std::string render(const Table& table, const View& view) {
  if (table.rows.empty()) return {};
  return Renderer(table, view).run();
}

std::size_t columns_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char each) {
    return (static_cast<unsigned char>(each) & 0xC0U) != 0x80U;
  }));
}

std::string folded(std::string_view text, std::size_t width, std::size_t indent) {
  std::string made;
  std::size_t column = 0;
  while (!text.empty()) {
    const std::size_t blank = text.find(' ');
    const std::string_view word = text.substr(0, blank);
    if (column > 0 && column + 1 + columns_of(word) > width) {
      made += '\n';
      made.append(indent, ' ');
      column = indent;
    } else if (column > 0) {
      made += ' ';
      ++column;
    }
    made += word;
    column += columns_of(word);
    text = blank == std::string_view::npos ? std::string_view{} : text.substr(blank + 1);
  }
  return made;
}

std::string hanging(std::string_view text, std::size_t width, std::size_t indent) {
  constexpr std::size_t least = 20;
  std::string made = folded(text, width > indent + least ? width - indent : least, 0);
  for (std::size_t at = made.find('\n'); at != std::string::npos; at = made.find('\n', at + 1)) {
    made.insert(at + 1, indent, ' ');
  }
  return made;
}

std::string dash(const View& view) { return view.ascii ? "-" : "–"; }

}  // namespace weft::report
