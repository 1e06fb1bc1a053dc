// SPDX-License-Identifier: Apache-2.0
#include "show.hpp"
#include "weft/report/table.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace weft::report {
namespace {

struct Glyphs {
  std::string_view inner, last, bar, none;
};
constexpr Glyphs line_glyphs{"├─ ", "└─ ", "│  ", "   "};
constexpr Glyphs letters{"|- ", "`- ", "|  ", "   "};

class Tree {
 public:
  Tree(const Branch& root, const View& view)
      : glyphs_(view.ascii ? letters : line_glyphs), scale_(money_scale(root.value)) {
    table_.columns = {
        {"", Align::left}, {"", Align::decimal}, {"", Align::right, 2}, {"", Align::left, 1}};
    whole_ = static_cast<std::int64_t>(std::llround(root.value / scale_.grain));
    add(root, whole_, "", "");
  }
  Table take() && { return std::move(table_); }

 private:
  void add(const Branch& branch, std::int64_t grains, const std::string& lead,
           const std::string& below) {
    const double share =
        whole_ == 0 ? 0.0 : static_cast<double>(grains) / static_cast<double>(whole_);
    const bool top = lead.empty() && below.empty();
    table_.rows.push_back({Cell(lead + branch.name, top ? Tone::bold : Tone::plain),
                           Cell(money_text(grains, scale_), top ? Tone::bold : Tone::plain),
                           Cell(show_share(share), Tone::dim), Cell(branch.note, Tone::dim)});
    std::vector<double> values;
    values.reserve(branch.parts.size());
    for (const Branch& each : branch.parts) values.push_back(each.value);
    const auto parts = apportion(values, scale_.grain, grains);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const bool last = i + 1 == parts.size();
      add(branch.parts[i], parts[i], below + std::string(last ? glyphs_.last : glyphs_.inner),
          below + std::string(last ? glyphs_.none : glyphs_.bar));
    }
  }

  const Glyphs& glyphs_;
  MoneyScale scale_;
  std::int64_t whole_ = 0;
  Table table_;
};

}  // namespace

std::vector<std::int64_t> apportion(const std::vector<double>& parts, double grain,
                                    std::int64_t whole) {
  std::vector<std::int64_t> made;
  std::vector<double> rest;
  for (const double each : parts) {
    const double floor = std::floor(each / grain);
    made.push_back(static_cast<std::int64_t>(floor));
    rest.push_back(each / grain - floor);
  }
  std::vector<std::size_t> order(parts.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return rest[a] > rest[b]; });
  const std::int64_t missing = whole - std::accumulate(made.begin(), made.end(), std::int64_t{0});
  for (std::int64_t i = 0; i < missing && i < static_cast<std::int64_t>(order.size()); ++i) {
    ++made[order[static_cast<std::size_t>(i)]];
  }
  return made;
}

Table tree_table(const Branch& root, const View& view) { return Tree(root, view).take(); }

}  // namespace weft::report
