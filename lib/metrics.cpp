// SPDX-License-Identifier: Apache-2.0
#include "weft/report/metrics.hpp"

#include "weft/io/walk.hpp"

#include <algorithm>
#include <utility>

namespace weft::report {
namespace {

/// What holds for the rows below: the metric they are part of.
struct Within {
  bool metric = false;
  bool term = false;
  Row row{};  ///< of the metric: unit, over time, direction
  const Infeasible* why = nullptr;
  Place place{};  ///< where the value stands, or would stand
};

struct Child {
  std::string key;
  const void* at = nullptr;
};

std::vector<Child> children(const Type& type, const void* at) {
  std::vector<Child> found;
  type.each(at, &found, [](void* context, std::string_view key, const void* child) {
    static_cast<std::vector<Child>*>(context)->push_back({std::string(key), child});
  });
  return found;
}

/// "<fabric>" for the entries of "fabrics".
std::string placeholder(std::string_view map) {
  if (map.ends_with('s')) map.remove_suffix(1);
  return "<" + std::string(map) + ">";
}

bool is_total(const Row& row) { return row.computed && row.name == "total"; }

/// Walks types, and the values in them where there are any.
class Walker {
 public:
  Walker(std::vector<Metric>& into, bool by_types) : into_(into), by_types_(by_types) {}

  void record(const Type& type, const void* at, const std::string& id, const Within& within) {
    bool own = false;
    const std::size_t first = into_.size();
    for (const Row& each : type.rows()) {
      if (member(io::effective(within.row, type, each), at, id, within)) own = true;
    }
    if (!within.metric) return;
    if (!own) sum_of_terms(id, within, first);
    put_first(id, first);
  }

 private:
  static void* open(const void* at) { return const_cast<void*>(at); }
  static const void* held(const Row& row, const void* at) {
    return at ? row.at(open(at)) : nullptr;
  }
  static std::optional<double> number(const Row& row, const void* at) {
    if (!at) return std::nullopt;
    return row.value(at);
  }

  /// One row of the record `id`. True when it is the value of the record itself, not a part of it.
  bool member(const Row& row, const void* at, const std::string& id, const Within& within) {
    const bool is_own = within.metric && (is_total(row) || row.is_bare);
    if (within.metric && !row.computed && row.type().shape == Shape::list) {
      series(row.type(), held(row, at));
      return is_own;
    }
    Within below = inherit(within, row);
    below.term = within.metric && !is_own;
    if (is_own) below.row.doc = within.row.doc;
    const std::string name = is_own || row.is_inlined ? id : io::join(id, row.name);
    if (!row.computed) {
      value(row.type(), held(row, at), name, below);
    } else if (below.metric) {
      emit(name, below, row.dimension, false, number(row, at));
    }
    return is_own;
  }

  static Within inherit(const Within& above, const Row& row) {
    Within below = above;
    below.metric = above.metric || row.is_metric;
    below.row = row;
    if (row.is_metric) return below;
    below.row.over_time = above.row.over_time;
    below.row.better = above.row.better;
    if (row.shown.empty()) below.row.shown = above.row.shown;
    return below;
  }

  void value(const Type& type, const void* at, const std::string& id, const Within& holder) {
    Within within = holder;
    if (at) within.place = {at, &type};
    switch (type.shape) {
      case Shape::record:
        return record(type, at, id, within);
      case Shape::optional:
      case Shape::feasible:
        return perhaps(type, at, id, within);
      case Shape::map:
        return map(type, at, id, within);
      case Shape::variant:
        return variant(type, at, id, within);
      case Shape::count:
      case Shape::ratio:
      case Shape::quantity:
      case Shape::growth: {
        std::optional<double> got;
        if (at) got = type.get(at);
        if (within.metric) emit(id, within, type.dimension, type.shape == Shape::count, got);
        return;
      }
      default:
        return;  // texts and lists of records are no metrics
    }
  }

  void perhaps(const Type& type, const void* at, const std::string& id, const Within& within) {
    const void* held = at ? type.find(open(at), {}) : nullptr;
    Within below = within;
    if (!held && at && type.why) below.why = type.why(at);
    if (!held && at && !type.why) return;
    value(type.element(), held, id, below);
  }

  void map(const Type& type, const void* at, const std::string& id, const Within& within) {
    const bool inlined = within.row.is_inlined;
    if (by_types_) {
      const auto dot = id.rfind('.');
      const auto name = inlined ? within.row.name : std::string_view(id).substr(dot + 1);
      return value(type.element(), nullptr, io::join(id, placeholder(name)), within);
    }
    if (!at) return;
    for (const Child& each : children(type, at)) {
      value(type.element(), each.at, io::join(id, each.key), within);
    }
  }

  void variant(const Type& type, const void* at, const std::string& id, const Within& within) {
    if (!by_types_) {
      if (!at) return;
      kind_ = type.cases()[type.index(at)].word;
      value(type.alternative(type.index(at)), type.held(open(at)), id, within);
      kind_ = {};
      return;
    }
    for (std::size_t i = 0; i < type.cases().size(); ++i) {
      kind_ = type.cases()[i].word;
      value(type.alternative(i), nullptr, id, within);
    }
    kind_ = {};
  }

  void series(const Type& list, const void* at) {
    if (into_.empty()) return;
    into_.back().has_series = true;
    if (!at) return;
    for (const Child& each : children(list, at)) {
      into_.back().series.push_back(list.element().get(each.at));
    }
  }

  /// A record of terms without a total of its own stands for their sum.
  void sum_of_terms(const std::string& id, const Within& within, std::size_t first) {
    double sum = 0.0;
    bool all = true;
    Dimension dimension{};
    for (std::size_t i = first; i < into_.size(); ++i) {
      const Metric& each = into_[i];
      if (each.id.find('.', id.size() + 1) != std::string::npos) continue;  // a term of a term
      all = all && each.value.has_value();
      sum += each.value.value_or(0.0);
      dimension = each.dimension;
    }
    if (first == into_.size()) return;
    emit(id, within, dimension, false, all ? std::optional(sum) : std::nullopt);
  }

  /// The whole stands before its terms.
  void put_first(const std::string& id, std::size_t first) {
    const auto begin = into_.begin() + static_cast<std::ptrdiff_t>(first);
    const auto at =
        std::find_if(begin, into_.end(), [&](const Metric& each) { return each.id == id; });
    if (at != into_.end()) std::rotate(begin, at, std::next(at));
  }

  void emit(const std::string& id, const Within& within, Dimension dimension, bool is_count,
            std::optional<double> value) {
    if (by_types_) {
      const auto known = std::find_if(into_.begin(), into_.end(),
                                      [&](const Metric& each) { return each.id == id; });
      if (known != into_.end()) {
        if (!kind_.empty()) known->kinds.push_back(kind_);
        return;
      }
    }
    Metric made;
    made.id = id;
    made.dimension = dimension;
    made.shown = within.row.shown;
    made.doc = within.row.doc;
    made.over = within.row.over_time;
    made.better = within.row.better;
    made.is_count = is_count;
    made.is_term = within.term;
    if (!kind_.empty()) made.kinds.push_back(kind_);
    made.place = within.place;
    made.value = value;
    made.why = value ? nullptr : within.why;
    into_.push_back(std::move(made));
  }

  std::vector<Metric>& into_;
  bool by_types_;
  std::string_view kind_;
};

std::vector<Metric> walked(const void* outcome) {
  std::vector<Metric> all;
  if (outcome) all.reserve(512);
  Walker(all, outcome == nullptr).record(type_of<plan::Outcome>(), outcome, "", {});
  return all;
}

}  // namespace

std::vector<Metric> metrics(const plan::Outcome& outcome) { return walked(&outcome); }

std::vector<MetricDoc> metric_table() {
  std::vector<MetricDoc> table;
  for (Metric& each : walked(nullptr)) table.push_back(std::move(each));
  return table;
}

const Metric* find(const std::vector<Metric>& all, std::string_view id) {
  const auto at =
      std::find_if(all.begin(), all.end(), [&](const Metric& each) { return each.id == id; });
  return at == all.end() ? nullptr : &*at;
}

bool matches(std::string_view glob, std::string_view id) {
  const auto star = glob.find('*');
  if (star == std::string_view::npos) return glob == id;
  if (!id.starts_with(glob.substr(0, star))) return false;
  id.remove_prefix(star);
  glob.remove_prefix(star + 1);
  for (;; id.remove_prefix(1)) {
    if (matches(glob, id)) return true;
    if (id.empty()) return false;
  }
}

}  // namespace weft::report
