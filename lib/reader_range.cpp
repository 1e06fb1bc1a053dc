// SPDX-License-Identifier: Apache-2.0
// Whether a number that was read may stand where it stands.
#include "reader_class.hpp"
#include "weft/io/walk.hpp"
#include "weft/io/writer.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace weft::io {
namespace {

std::string limit_text(double value, const Type& type, const Row& row) {
  if (type.shape == Shape::count && std::fabs(value) <= largest_count) {
    return std::to_string(static_cast<long long>(value));
  }
  if (type.shape == Shape::quantity) return show_quantity(value, type.dimension, row.shown);
  if (type.shape == Shape::growth) return number_text(value * 100.0) + " %";
  return number_text(value);
}

std::string limits_text(const Type& type, const Row& row) {
  const bool least = std::isfinite(row.range.least);
  const bool most = std::isfinite(row.range.most);
  if (least && most) {
    return "is outside " + limit_text(row.range.least, type, row) + " .. " +
           limit_text(row.range.most, type, row);
  }
  if (least) return "is below " + limit_text(row.range.least, type, row);
  return "is above " + limit_text(row.range.most, type, row);
}

/// No value of a plan is further from 1 than this, in SI base units: products of several such
/// values are still finite, and a slip of the exponent is found where it was written.
constexpr double beyond_plans = 1e30;
constexpr double most_things = 1e15;  // of what is counted, where its row says nothing else

bool is_imaginable(double value, const Type& type, const Range& range) {
  const double size = std::fabs(value);
  const double most = std::isfinite(range.most)    ? std::fabs(range.most)
                      : type.shape == Shape::count ? most_things
                                                   : beyond_plans;
  return value == 0.0 ||
         (size <= std::max(most, std::fabs(std::isfinite(range.least) ? range.least : 0.0)) &&
          size >= 1.0 / beyond_plans);
}

bool within(const Reading& reading, const Range& range) {
  const auto good = [&](double value) { return value >= range.least && value <= range.most; };
  return good(reading.value) &&
         (!reading.range || (good(reading.range->low) && good(reading.range->high)));
}

}  // namespace

std::string in_words(const Node& node) {
  const std::string text = json_text(node);
  return text.size() <= 60 ? text : text.substr(0, 57) + "...";
}

bool Reader::in_range(const Node& node, const Peeled& peeled, const Type& type,
                      const Reading& reading, const std::string& path, const Row& row) {
  if (within(reading, row.range)) {
    const auto good = [&](double value) { return is_imaginable(value, type, row.range); };
    if (good(reading.value) &&
        (!reading.range || (good(reading.range->low) && good(reading.range->high)))) {
      return true;
    }
    const bool small = std::fabs(reading.value) < 1.0;
    add("WF0223", path,
        in_words(*peeled.node) + (small ? " is smaller" : " is larger") +
            " than anything in a plan",
        "is it the exponent, or the prefix of the unit?", node.at);
    return false;
  }
  const std::string* text = peeled.node->text();
  if (text && !peeled.expression && type.dimension.byte != 0) {
    const std::string other = bit_byte_hint(*text).value_or(*text);
    const Expect expect{type.shape, type.dimension, row.shown, row.label};
    const auto read = read_quantity(other, expect, context_.currencies);
    const auto* good = std::get_if<Reading>(&read);
    if (good && within(*good, row.range)) {
      report(node, peeled, path,
             {peeled.node,
              {"WF0207",
               in_words(*peeled.node) + " is " +
                   show_quantity(reading.value, type.dimension, row.shown) + ", which " +
                   limits_text(type, row),
               "did you mean " + quoted(other) + "?   b = bit, B = byte", 0, 0}});
      return false;
    }
  }
  const std::string what = peeled.let.empty()
                               ? in_words(*peeled.node)
                               : "`" + peeled.let + "`, " + in_words(*peeled.node) + ",";
  std::string hint;
  if (!row.doc.empty()) hint = std::string(row.name) + ": " + std::string(row.doc);
  add("WF0223", path, what + " " + limits_text(type, row), std::move(hint), node.at);
  return false;
}

}  // namespace weft::io
