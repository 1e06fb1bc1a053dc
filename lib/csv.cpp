// SPDX-License-Identifier: Apache-2.0
#include "weft/io/csv.hpp"

#include "error_at.hpp"

#include <string_view>
#include <utility>

namespace weft::io {
namespace {

class CsvReader {
 public:
  CsvReader(std::uint16_t source, const std::string& text, Diagnostics& diagnostics)
      : source_(source), text_(text), diagnostics_(diagnostics) {}

  std::vector<CsvRow> run() {
    std::vector<CsvRow> rows;
    if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;  // what spreadsheets put before a text
    while (at_ < text_.size()) {
      CsvRow made = row();
      const bool empty = made.size() == 1 && made.front().text.empty();
      if (!empty && !made.front().text.starts_with('#')) rows.push_back(std::move(made));
    }
    return rows;
  }

 private:
  [[nodiscard]] bool at_line_end() const {
    return at_ >= text_.size() || text_[at_] == '\n' || text_[at_] == '\r';
  }
  void skip_blanks() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
  }
  [[nodiscard]] Span span_from(std::size_t begin, std::size_t end) const {
    return {source_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }

  CsvRow row() {
    CsvRow made;
    for (;;) {
      skip_blanks();
      made.push_back(at_ < text_.size() && text_[at_] == '"' ? quoted_field() : plain_field());
      skip_blanks();
      if (at_line_end()) break;
      ++at_;  // the comma, or what stands behind a closing quote
    }
    if (at_ < text_.size() && text_[at_] == '\r') ++at_;
    if (at_ < text_.size() && text_[at_] == '\n') ++at_;
    return made;
  }

  CsvField plain_field() {
    const std::size_t begin = at_;
    while (!at_line_end() && text_[at_] != ',') ++at_;
    std::size_t end = at_;
    while (end > begin && (text_[end - 1] == ' ' || text_[end - 1] == '\t')) --end;
    return {text_.substr(begin, end - begin), span_from(begin, end)};
  }

  CsvField quoted_field() {
    const std::size_t begin = at_++;
    CsvField made;
    for (; at_ < text_.size(); ++at_) {
      if (text_[at_] == '"' && at_ + 1 < text_.size() && text_[at_ + 1] == '"')
        ++at_;
      else if (text_[at_] == '"')
        break;
      made.text += text_[at_];
    }
    if (at_ >= text_.size()) {
      error_at(diagnostics_, span_from(begin, begin + 1), "WF0804", "",
               "a quote that is opened here never closes", "close it, or take it away");
    } else {
      ++at_;
    }
    made.at = span_from(begin, at_);
    return made;
  }

  std::uint16_t source_;
  const std::string& text_;
  Diagnostics& diagnostics_;
  std::size_t at_ = 0;
};

}  // namespace

std::vector<CsvRow> read_csv(std::uint16_t source, const Sources& sources,
                             Diagnostics& diagnostics) {
  return CsvReader(source, sources.at(source).text, diagnostics).run();
}

}  // namespace weft::io
