// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace weft::report {

/// Twelve significant digits, shortest form, never "-0"; "null" for what is not finite.
[[nodiscard]] std::string digits12(double value);

/// Writes JSON text in the order of the calls. Objects and lists that are opened `flat` stand on
/// one line, so that a changed value is one changed line.
class JsonWriter {
 public:
  JsonWriter& open_object(bool flat = false) { return open('{', flat); }
  JsonWriter& open_list(bool flat = false) { return open('[', flat); }
  JsonWriter& close();
  JsonWriter& key(std::string_view name);
  JsonWriter& text(std::string_view value);
  JsonWriter& number(double value);
  JsonWriter& count(std::int64_t value);
  JsonWriter& truth(bool value);
  /// JSON text that was made elsewhere.
  JsonWriter& raw(std::string_view json);

  JsonWriter& text(std::string_view name, std::string_view value) { return key(name).text(value); }
  JsonWriter& number(std::string_view name, double value) { return key(name).number(value); }
  JsonWriter& count(std::string_view name, std::int64_t value) { return key(name).count(value); }

  /// The document, with a line feed at its end.
  [[nodiscard]] std::string finish() &&;

 private:
  struct Level {
    char bracket;
    bool flat;
    bool empty = true;
  };
  JsonWriter& open(char bracket, bool flat);
  void place();

  std::string made_;
  std::vector<Level> levels_;
  bool after_key_ = false;
};

}  // namespace weft::report
