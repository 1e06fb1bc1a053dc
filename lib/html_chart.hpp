// SPDX-License-Identifier: Apache-2.0
// Private to weft::report: a chart as numbers, with a table of the same numbers for every reader.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace weft::report {

enum class ChartKind : std::uint8_t { bars, across, lines, points };

struct ChartSeries {
  std::string name;
  std::vector<std::optional<double>> values;  ///< bars, across and lines
  std::vector<std::array<double, 2>> pairs;   ///< floating bars from-to; points x, y
  std::vector<std::string> texts;             ///< what the table and the tooltip say
  std::vector<std::string_view> tones;        ///< of each bar: "good", "bad", "c0"; may be empty
  bool dashed = false;
};

struct Chart {
  std::string id;     ///< unique in the page
  std::string title;  ///< what is shown
  std::string note;   ///< how to read it
  ChartKind kind = ChartKind::bars;
  std::string unit;          ///< of the values: "$", "us"
  std::string x, y, x_unit;  ///< titles of the axes
  std::string head;          ///< of the first column of the table
  std::vector<std::string> labels;
  std::vector<ChartSeries> series;
};

/// A figure with caption, canvas and table; empty where there is nothing to draw.
[[nodiscard]] std::string html_chart(const Chart& chart);

}  // namespace weft::report
