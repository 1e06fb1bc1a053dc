// SPDX-License-Identifier: Apache-2.0
#include "show.hpp"

#include "weft/io/quantity_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace weft::report {
namespace {

std::string fixed(double value, int decimals) {
  std::array<char, 64> buffer{};
  const auto done = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                  std::chars_format::fixed, decimals);
  if (done.ec != std::errc{}) return "huge";
  std::string text(buffer.data(), done.ptr);
  const bool zero = text.find_first_of("123456789") == std::string::npos;
  return zero && text.starts_with('-') ? text.substr(1) : text;
}

}  // namespace

std::string grouped(std::string digits) {
  const std::size_t first = digits.starts_with('-') ? 1 : 0;
  for (std::size_t at = digits.size(); at > first + 3;) {
    at -= 3;
    digits.insert(at, 1, ',');
  }
  return digits;
}

std::string show_share(double share) {
  const double percent = 100.0 * share;
  const double size = std::fabs(percent);
  if (size >= 1000.0) return grouped(fixed(percent, 0)) + " %";
  return fixed(percent, size > 0.0 && size < 0.95 ? 2 : 1) + " %";
}

std::string show_number(double value) {
  const double size = std::fabs(value);
  if (value == std::floor(value) && size < 1e15) return grouped(fixed(value, 0));
  if (size >= 1000.0) return grouped(fixed(value, 0));
  if (size >= 100.0) return fixed(value, 1);
  if (size >= 1.0 || size == 0.0) return fixed(value, 2);
  int zeros = 0;
  for (double scaled = size; scaled < 1.0 && zeros < 9; scaled *= 10.0) ++zeros;
  return fixed(value, zeros + 2);
}

bool is_share(std::string_view id) {
  constexpr std::array names{"worst_margin",
                             "network_power_share",
                             "headroom",
                             "utilisation",
                             "availability",
                             "spare_ports",
                             "load_balancing_efficiency",
                             "busiest_link",
                             "cost_share",
                             "served",
                             "margin",
                             "mfu",
                             "goodput",
                             "network_share",
                             "irr",
                             "roi",
                             "unmet_share"};
  const auto dot = id.rfind('.');
  const auto last = dot == std::string_view::npos ? id : id.substr(dot + 1);
  return std::find(names.begin(), names.end(), last) != names.end();
}

std::string show_value(double value, const MetricDoc& metric, CalendarMonth start) {
  if (metric.dimension == Dimension{}) {
    if (is_month(metric.id)) {
      return format_month(start + static_cast<std::int64_t>(std::floor(value + 1e-9)));
    }
    return is_share(metric.id) ? show_share(value) : show_number(value);
  }
  return io::show_quantity(value, metric.dimension, metric.shown, 3);
}

MoneyScale money_scale(double whole) {
  const double size = std::fabs(whole);
  if (size >= 1e10) return {1e7, 2, "B"};
  if (size >= 1e7) return {1e4, 2, "M"};
  if (size >= 1e4) return {10.0, 2, "k"};
  return {0.01, 2, ""};
}

std::int64_t grains_of(double money, const MoneyScale& scale) {
  return static_cast<std::int64_t>(std::llround(money / scale.grain));
}

std::string money_text(std::int64_t grains, const MoneyScale& scale) {
  const std::int64_t size = grains < 0 ? -grains : grains;
  std::string digits = std::to_string(size);
  const auto decimals = static_cast<std::size_t>(scale.decimals);
  if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
  const std::string point = digits.substr(digits.size() - decimals);
  digits = grouped(digits.substr(0, digits.size() - decimals));
  return (grains < 0 ? "-$" : "$") + digits + "." + point + std::string(scale.suffix);
}

std::string csv_field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string made = "\"";
  for (const char each : text) {
    if (each == '"') made += '"';
    made += each;
  }
  return made + "\"";
}

}  // namespace weft::report
