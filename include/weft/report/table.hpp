// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace weft::report {

/// How a text is shown to people.
struct View {
  bool color = false;
  bool ascii = false;  ///< nothing but ASCII
  std::size_t width = 100;
};

enum class Tone : std::uint8_t { plain, bold, dim, good, bad, warn };
/// The text in a colour, or as it is where there are none.
[[nodiscard]] std::string toned(std::string_view text, Tone tone, const View& view);

struct Cell {
  std::string text;
  Tone tone = Tone::plain;
  Cell() = default;
  Cell(std::string of, Tone in = Tone::plain) : text(std::move(of)), tone(in) {}
  Cell(const char* of) : text(of) {}
};

enum class Align : std::uint8_t { left, right, decimal };

struct Column {
  std::string head;
  Align align = Align::left;
  int rank = 0;  ///< where the table is too wide, the highest rank goes first; 0 stays, and below
                 ///< 0 the column stays also where it has no value
};

/// A table without lines: a title, heads, rows. Numbers stand with their points under each other.
struct Table {
  std::string title;
  std::vector<Column> columns;
  std::vector<std::vector<Cell>> rows;
};

/// Columns of rank 0 and more in which every cell is empty or a dash are left out. What does not
/// fit the width is left out too, and a last line names it. Empty where there are no rows.
[[nodiscard]] std::string render(const Table& table, const View& view);

/// Columns of a terminal that a UTF-8 text takes.
[[nodiscard]] std::size_t columns_of(std::string_view text);
/// Text folded to `width` columns, each line but the first behind `indent` blanks.
[[nodiscard]] std::string folded(std::string_view text, std::size_t width, std::size_t indent);
/// Text folded to `width` columns, its lines behind `indent` blanks except the first: its head
/// stands there.
[[nodiscard]] std::string hanging(std::string_view text, std::size_t width, std::size_t indent);
/// What a cell without a value shows.
[[nodiscard]] std::string dash(const View& view);

/// A sum and its parts.
struct Branch {
  std::string name;
  double value = 0.0;
  std::vector<Branch> parts;
  std::string note;
};

/// Each part in whole grains so that they add up to `whole` grains: the largest remainders go up.
[[nodiscard]] std::vector<std::int64_t> apportion(const std::vector<double>& parts, double grain,
                                                  std::int64_t whole);

/// A tree of money as a table of three columns: what, how much, share of the root. What is shown
/// adds up at each branch.
[[nodiscard]] Table tree_table(const Branch& root, const View& view);

}  // namespace weft::report
