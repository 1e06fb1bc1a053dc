// SPDX-License-Identifier: Apache-2.0
#include "gate_scanner.hpp"

#include "characters.hpp"

namespace weft::study {
namespace {

bool in_name(char c) { return io::is_lower(c) || io::is_digit(c) || c == '_'; }

}  // namespace

bool in_gate_unit(char c) {
  return io::is_letter(c) || io::is_digit(c) || static_cast<unsigned char>(c) >= 0x80;
}

void GateScanner::skip_blanks() {
  while (!ended() && io::is_space(text_[at_])) ++at_;
}

bool GateScanner::take(std::string_view sign) {
  skip_blanks();
  if (ahead(sign.size()) != sign) return false;
  at_ += sign.size();
  return true;
}

bool GateScanner::take_word(std::string_view word) {
  skip_blanks();
  const std::size_t end = at_ + word.size();
  if (ahead(word.size()) != word) return false;
  if (end < text_.size() && (in_gate_unit(text_[end]) || text_[end] == '_' || text_[end] == '.')) {
    return false;
  }
  at_ = end;
  return true;
}

std::string_view GateScanner::take_name() {
  skip_blanks();
  const std::size_t begin = at_;
  const auto more = [&] {
    if (ended()) return false;
    if (in_name(text_[at_])) return true;
    const bool dot = text_[at_] == '.' && at_ + 1 < text_.size() && in_name(text_[at_ + 1]);
    return dot && at_ > begin;
  };
  while (more()) ++at_;
  return between(begin, at_);
}

std::string_view GateScanner::take_quantity() {
  const std::size_t begin = at_;
  while (!ended() && (text_[at_] == '$' || io::is_upper(text_[at_]))) ++at_;
  skip_blanks();
  const auto in_number = [](char c) {
    return io::is_digit(c) || c == '.' || c == ',' || c == ':' || c == 'e';
  };
  while (!ended() && in_number(text_[at_])) {
    const bool power = text_[at_] == 'e' && at_ + 1 < text_.size() &&
                       (text_[at_ + 1] == '-' || text_[at_ + 1] == '+');
    at_ += power ? 2 : 1;
  }
  while (take_unit_word()) {
  }
  return between(begin, at_);
}

bool GateScanner::take_unit_word() {
  const std::size_t before = at_;
  skip_blanks();
  if (next() == '%') {
    ++at_;
    return true;
  }
  const bool per = next() == '/' && at_ + 1 < text_.size() && io::is_letter(text_[at_ + 1]);
  std::size_t end = per ? at_ + 1 : at_;
  const std::size_t word = end;
  while (end < text_.size() && in_gate_unit(text_[end])) ++end;
  const std::string_view found = between(word, end);
  const bool keyword = !per && (found == "and" || found == "or" || found == "not");
  if (found.empty() || keyword) {
    at_ = before;
    return false;
  }
  at_ = end;
  return true;
}

}  // namespace weft::study
