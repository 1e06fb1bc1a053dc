// SPDX-License-Identifier: Apache-2.0
#include "weft/io/writer.hpp"

#include "weft/base/calendar.hpp"
#include "weft/base/per_period.hpp"
#include "weft/io/quantity_text.hpp"
#include "weft/io/walk.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <utility>

namespace weft::io {
namespace {

constexpr std::int64_t exact_whole = std::int64_t{1} << 53;

void append(const Node& node, std::string& into);

void append_children(const Node& node, std::string& into) {
  const bool object = node.is_object();
  into += object ? '{' : '[';
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    if (i > 0) into += ", ";
    if (object) into += quoted(node.items[i].key) + ": ";
    append(node.items[i], into);
  }
  into += object ? '}' : ']';
}

void append(const Node& node, std::string& into) {
  struct Leaf {
    std::string operator()(std::nullptr_t) const { return "null"; }
    std::string operator()(bool truth) const { return truth ? "true" : "false"; }
    std::string operator()(std::int64_t whole) const { return std::to_string(whole); }
    std::string operator()(double real) const { return number_text(real); }
    std::string operator()(const std::string& text) const { return quoted(text); }
    std::string operator()(const List&) const { return {}; }
    std::string operator()(const Object&) const { return {}; }
  };
  if (node.is_object() || node.is_list()) return append_children(node, into);
  into += std::visit(Leaf{}, node.value);
}

void append_pretty(const Node& node, std::size_t indent, std::size_t width, std::string& into) {
  const std::string line = json_text(node);
  const std::size_t column =
      into.size() - (into.rfind('\n') == std::string::npos ? 0 : into.rfind('\n') + 1);
  if (node.items.empty() || column + line.size() <= width) {
    into += line;
    return;
  }
  const bool object = node.is_object();
  into += object ? '{' : '[';
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    into += i > 0 ? ",\n" : "\n";
    into.append(indent + 2, ' ');
    if (object) into += quoted(node.items[i].key) + ": ";
    append_pretty(node.items[i], indent + 2, width, into);
  }
  into += '\n';
  into.append(indent, ' ');
  into += object ? '}' : ']';
}

Node whole_node(double value) {
  Node made;
  if (std::fabs(value) <= static_cast<double>(exact_whole) && value == std::floor(value)) {
    made.value = static_cast<std::int64_t>(value);
  } else {
    made.value = value;
  }
  return made;
}

// 0.08 a year -> "8 %/yr": the decimal point is moved in the digits, never by a multiplication.
std::string growth_text(PerPeriod growth) {
  std::array<char, 64> buffer{};
  const auto done = std::to_chars(buffer.data(), buffer.data() + buffer.size(), growth.fraction,
                                  std::chars_format::scientific);
  const std::string digits(buffer.data(), done.ptr);
  const std::size_t e = digits.find('e');
  if (e == std::string::npos) return "0 %/yr";
  std::string mantissa = digits.substr(0, e);
  int power = std::stoi(digits.substr(e + 1)) + 2;
  const std::string sign = mantissa.starts_with('-') ? "-" : "";
  mantissa.erase(0, sign.size());
  if (mantissa.size() > 1) mantissa.erase(1, 1);
  while (power >= static_cast<int>(mantissa.size())) mantissa += '0';
  if (power < 0) {
    mantissa.insert(0, static_cast<std::size_t>(-power), '0');
    power = 0;
  }
  const auto whole = static_cast<std::size_t>(power) + 1;
  if (mantissa.size() > whole) mantissa.insert(whole, ".");
  return sign + mantissa + (growth.period == Period::year ? " %/yr" : " %/month");
}

class Writer {
 public:
  explicit Writer(Write what) : what_(what) {}

  Node value(const Type& type, void* at, const Row& row) const {
    switch (type.shape) {
      case Shape::truth:
        return leaf(*static_cast<bool*>(at));
      case Shape::count:
        return leaf(*static_cast<std::int64_t*>(at));
      case Shape::ratio:
        return whole_node(type.get(at));
      case Shape::quantity:
        return text_node(write_quantity(type.get(at), type.dimension, row.shown));
      case Shape::growth:
        return text_node(growth_text(*static_cast<PerPeriod*>(at)));
      case Shape::month:
        return text_node(format_month(*static_cast<CalendarMonth*>(at)));
      case Shape::text:
        return text_node(*static_cast<std::string*>(at));
      case Shape::choice:
        return text_node(type.cases()[type.index(at)].word);
      case Shape::record:
        return record(type, at, row, object_node());
      case Shape::variant:
        return variant(type, at, row);
      case Shape::optional:
      case Shape::feasible:
        return perhaps(type, at, row);
      default:
        return many(type, at, row);
    }
  }

 private:
  template <class V>
  static Node leaf(V value) {
    Node made;
    made.value = value;
    return made;
  }

  Node record(const Type& type, void* at, const Row& holder, Node into) const {
    for (const Row& each : type.rows()) {
      if (each.computed) continue;
      const Row row = effective(holder, type, each);
      Node child = value(row.type(), row.at(at), row);
      if (child.is_null() || is_default(type, child, row)) continue;
      add(into, row.name, std::move(child));
    }
    return into;
  }
  bool is_default(const Type& type, const Node& child, const Row& row) const {
    if (what_ == Write::everything || row.need == Need::required) return false;
    void* blank = const_cast<void*>(type.blank());  // looked at only: rows give mutable pointers
    return json_text(child) == json_text(value(row.type(), row.at(blank), row));
  }
  Node variant(const Type& type, void* at, const Row& row) const {
    const std::size_t index = type.index(at);
    Node made = object_node();
    add(made, "kind", text_node(type.cases()[index].word));
    return record(type.alternative(index), type.held(at), row, std::move(made));
  }
  Node perhaps(const Type& type, void* at, const Row& row) const {
    void* held = type.find(at, {});
    return held ? value(type.element(), held, row) : Node{};
  }
  Node many(const Type& type, void* at, const Row& row) const {
    struct Each {
      const Writer& writer;
      const Type& type;
      const Row& row;
      Node made;
    } each{*this, type.element(), row, type.shape == Shape::list ? list_node() : object_node()};
    type.each(at, &each, [](void* context, std::string_view key, const void* child) {
      auto& self = *static_cast<Each*>(context);
      add(self.made, key, self.writer.value(self.type, const_cast<void*>(child), self.row));
    });
    if (type.shape != Shape::monthly) return std::move(each.made);
    if (each.made.items.empty()) return Node{};
    if (each.made.items.front().key.empty()) return std::move(each.made.items.front());
    Node forecast = object_node();
    add(forecast, "by_month", std::move(each.made));
    return forecast;
  }

  Write what_;
};

}  // namespace

std::string number_text(double value) {
  if (!std::isfinite(value)) return "null";
  std::array<char, 64> buffer{};
  const auto done = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  return {buffer.data(), done.ptr};
}

std::string quoted(std::string_view text) {
  constexpr std::string_view hex = "0123456789abcdef";
  std::string made = "\"";
  for (const char each : text) {
    const auto code = static_cast<unsigned char>(each);
    if (each == '"' || each == '\\') {
      made += '\\';
      made += each;
    } else if (each == '\n') {
      made += "\\n";
    } else if (each == '\t') {
      made += "\\t";
    } else if (code < 0x20) {
      made += "\\u00";
      made += hex[code / 16U];
      made += hex[code % 16U];
    } else {
      made += each;
    }
  }
  return made + '"';
}

std::string json_text(const Node& node) {
  std::string made;
  append(node, made);
  return made;
}

std::string pretty_json(const Node& node, std::size_t width) {
  std::string made;
  append_pretty(node, 0, width, made);
  return made;
}

Node object_node() {
  Node made;
  made.value = Object{};
  return made;
}
Node list_node() {
  Node made;
  made.value = List{};
  return made;
}
Node text_node(std::string_view text) {
  Node made;
  made.value = std::string(text);
  return made;
}
Node& add(Node& object, std::string_view key, Node value) {
  value.key = std::string(key);
  object.items.push_back(std::move(value));
  return object.items.back();
}

Node write(const Type& type, const void* value, Write what) {
  return Writer(what).value(type, const_cast<void*>(value), Row{});
}

}  // namespace weft::io
