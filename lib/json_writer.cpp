// SPDX-License-Identifier: Apache-2.0
#include "weft/report/json_writer.hpp"

#include "weft/io/writer.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <utility>

namespace weft::report {

std::string digits12(double value) {
  if (!std::isfinite(value)) return "null";
  if (value == 0.0) return "0";
  std::array<char, 40> buffer{};
  const auto done = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                  std::chars_format::general, 12);
  return {buffer.data(), done.ptr};
}

void JsonWriter::place() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (levels_.empty()) return;
  Level& level = levels_.back();
  if (!level.empty) made_ += level.flat ? ", " : ",";
  if (!level.flat) {
    made_ += '\n';
    made_.append(2 * levels_.size(), ' ');
  }
  level.empty = false;
}

JsonWriter& JsonWriter::open(char bracket, bool flat) {
  place();
  made_ += bracket;
  const bool inside_flat = !levels_.empty() && levels_.back().flat;
  levels_.push_back({bracket, flat || inside_flat});
  return *this;
}

JsonWriter& JsonWriter::close() {
  const Level level = levels_.back();
  levels_.pop_back();
  if (!level.flat && !level.empty) {
    made_ += '\n';
    made_.append(2 * levels_.size(), ' ');
  }
  made_ += level.bracket == '{' ? '}' : ']';
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  place();
  made_ += io::quoted(name);
  made_ += ": ";
  after_key_ = true;
  return *this;
}

JsonWriter& JsonWriter::text(std::string_view value) { return raw(io::quoted(value)); }
JsonWriter& JsonWriter::number(double value) { return raw(digits12(value)); }
JsonWriter& JsonWriter::count(std::int64_t value) { return raw(std::to_string(value)); }
JsonWriter& JsonWriter::truth(bool value) { return raw(value ? "true" : "false"); }

JsonWriter& JsonWriter::raw(std::string_view json) {
  place();
  made_ += json;
  return *this;
}

std::string JsonWriter::finish() && {
  made_ += '\n';
  return std::move(made_);
}

}  // namespace weft::report
