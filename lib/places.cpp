// SPDX-License-Identifier: Apache-2.0
#include "places.hpp"

#include "weft/io/walk.hpp"

#include <string_view>

namespace weft {

// Made in types.cpp, whose tables of them nothing else needs.
extern template const Type& type_of<plan::Workspace>();
extern template const Type& type_of<plan::WorkloadChoice>();

}  // namespace weft

namespace weft::report {
namespace {

// Tables give addresses through mutable pointers only; nothing is written through them here.
void* opened(const void* at) { return const_cast<void*>(at); }

struct Item {
  std::string key;
  const void* at = nullptr;
};
std::vector<Item> items_of(const Type& type, const void* at) {
  std::vector<Item> found;
  type.each(at, &found, [](void* context, std::string_view key, const void* child) {
    static_cast<std::vector<Item>*>(context)->push_back({std::string(key), child});
  });
  return found;
}

template <class T>
Place place_of(const T& one) {
  return {&one, &type_of<T>()};
}

}  // namespace

Places::Places(const plan::Scenario& scenario, const plan::Evaluation& evaluation)
    : scenario_(scenario) {
  add({place_of(evaluation.outcome), {}, {}, std::nullopt, Root::result});
  add({place_of(evaluation.room), {}, {}, std::nullopt, Root::way});
  add({place_of(scenario.catalogue), {}, {}, std::nullopt, Root::catalogue});
  for (std::size_t s = 0; s < scenario.stages.size(); ++s) {
    const plan::Stage& stage = scenario.stages[s];
    add({place_of(stage.plan), {}, {}, std::nullopt, Root::plan, s});
    for (std::size_t w = 0; w < stage.choices.size(); ++w) {
      const std::string& name = stage.plan.workloads.entries[w].name;
      add({place_of(stage.choices[w]), {}, "workloads." + name, std::nullopt, Root::choice, s});
    }
  }
}

void Places::add(Spot spot) {
  by_address_.emplace(spot.place.at, spots_.size());
  spots_.push_back(std::move(spot));
  children(spots_.size() - 1);
}

void Places::child(std::size_t above, const Place& place, const Row& row, std::string key) {
  add({place, row, std::move(key), above, spots_[above].root, spots_[above].stage});
}

void Places::members(std::size_t spot) {
  const Place place = spots_[spot].place;
  const Row holder = spots_[spot].row;
  const bool is_result = spots_[spot].root == Root::result;
  for (const Row& each : place.type->rows()) {
    if (each.computed) continue;
    Row row = io::effective(holder, *place.type, each);
    if (is_result && row.shown.empty()) row.shown = holder.shown;
    const bool is_silent = is_result && (row.is_inlined || row.is_bare);
    child(spot, {row.at(opened(place.at)), &row.type()}, row,
          is_silent ? std::string() : std::string(row.name));
  }
}

std::string Places::item_key(const Row& row, std::size_t index) const {
  const plan::Plan& plan = scenario_.last().plan;
  if (row.refers == "/clusters") return plan.clusters.entries[index].name;
  if (row.refers == "/fabrics") return plan.fabrics.entries[index].name;
  if (row.refers == "/workloads") return plan.workloads.entries[index].name;
  if (row.refers == "/ramp") return scenario_.stages[index].name;
  return std::to_string(index);
}

void Places::items(std::size_t spot) {
  const Place place = spots_[spot].place;
  const Row row = spots_[spot].row;
  const bool is_list = place.type->shape == Shape::list;
  const Type& element = place.type->element();
  // A series is one value: its months are no places of their own.
  if (is_list && io::is_leaf(element.shape) && row.refers.empty()) return;
  const auto all = items_of(*place.type, place.at);
  Row inner = row;
  inner.refers = {};  // said of these items, not of theirs
  for (std::size_t i = 0; i < all.size(); ++i) {
    child(spot, {all[i].at, &element}, inner, is_list ? item_key(row, i) : all[i].key);
  }
}

void Places::children(std::size_t spot) {
  const Place place = spots_[spot].place;
  const Row row = spots_[spot].row;
  switch (place.type->shape) {
    case Shape::record:
      return members(spot);
    case Shape::variant:
      return child(spot,
                   {place.type->held(opened(place.at)),
                    &place.type->alternative(place.type->index(place.at))},
                   row, {});
    case Shape::optional:
    case Shape::feasible:
      if (const void* held = place.type->find(opened(place.at), {})) {
        child(spot, {held, &place.type->element()}, row, {});
      }
      return;
    case Shape::list:
    case Shape::map:
      return items(spot);
    default:
      return;
  }
}

std::optional<std::size_t> Places::find(const Place& place) const {
  const auto [first, last] = by_address_.equal_range(place.at);
  for (auto each = first; each != last; ++each) {
    if (spots_[each->second].place.type == place.type) return each->second;
  }
  return std::nullopt;
}

std::string Places::path(std::size_t spot) const {
  const Spot& of = spots_[spot];
  const std::string above = of.above ? path(*of.above) : std::string();
  return of.key.empty() ? above : io::join(above, of.key);
}

}  // namespace weft::report
