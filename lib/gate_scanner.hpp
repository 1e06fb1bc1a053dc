// SPDX-License-Identifier: Apache-2.0
// The characters of a gate: what stands next.
#pragma once

#include <cstddef>
#include <string_view>

namespace weft::study {

/// Also the bytes of the micro sign.
[[nodiscard]] bool in_gate_unit(char c);

/// Moves over the text of a gate; blanks before what is taken are left out.
class GateScanner {
 public:
  explicit GateScanner(std::string_view text) : text_(text) {}

  [[nodiscard]] std::size_t at() const { return at_; }
  [[nodiscard]] bool ended() const { return at_ >= text_.size(); }
  [[nodiscard]] char next() const { return ended() ? '\0' : text_[at_]; }
  [[nodiscard]] std::size_t size() const { return text_.size(); }
  [[nodiscard]] std::string_view between(std::size_t begin, std::size_t end) const {
    return text_.substr(begin, end - begin);
  }
  /// Up to `count` characters from here on.
  [[nodiscard]] std::string_view ahead(std::size_t count) const { return text_.substr(at_, count); }
  void pass(std::size_t count) { at_ += count; }

  void skip_blanks();
  bool take(std::string_view sign);
  /// A word that does not go on: "or", not "order".
  bool take_word(std::string_view word);
  /// "workloads.chat.cost_output"; empty where none begins.
  std::string_view take_name();
  /// From the digits to the end of the unit: "$0.60 /Mtok", "3:1", "20 %", "36 months".
  std::string_view take_quantity();

 private:
  bool take_unit_word();

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace weft::study
