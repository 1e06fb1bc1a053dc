// SPDX-License-Identifier: Apache-2.0
#include "weft/io/let.hpp"

#include "number.hpp"
#include "plan_name.hpp"
#include "weft/io/nearest.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>
#include <utility>

namespace weft::io {
namespace {

constexpr std::size_t deepest_let = 64;  // a name that needs a name that needs ...

/// The expression of a `let` member, wherever a value may stand; null when it has none.
const Node* expression_in(const Node& member) {
  const Node* at = &member;
  for (std::size_t depth = 0; depth < deepest_let && at; ++depth) {
    if (const auto* text = at->text()) return text->starts_with('=') ? at : nullptr;
    at = at->find("is");
  }
  return nullptr;
}

/// "a -> b -> ": names, each with an arrow to the next.
std::string arrows(std::span<const std::string> names) {
  std::string made;
  for (const std::string& each : names) made += each + " -> ";
  return made;
}

using Outcome = std::variant<Weighed, TextFault>;

// One weighing of an expression: each name is weighed once, however many others use it.
class Scale {
 public:
  Scale(const Let& let, const Currencies& currencies) : let_(let), currencies_(currencies) {}

  Outcome weigh(const Expression& program) {
    std::vector<Weighed> inputs;
    for (const std::string& name : program.names) {
      auto each = named(name);
      if (const auto* fault = std::get_if<TextFault>(&each)) return *fault;
      inputs.push_back(std::get<Weighed>(each));
    }
    return combine(program, inputs);
  }

 private:
  Outcome named(const std::string& name) {
    const auto known = memo_.find(name);
    if (known != memo_.end()) return known->second;
    return memo_.emplace(name, fresh(name)).first->second;
  }
  static TextFault refuse(std::string_view name, std::string_view why) {
    return {"WF0316", "`" + std::string(name) + "` " + std::string(why), {}, 0, 0};
  }

  Outcome fresh(const std::string& name) {
    const Node* at = let_.find(name);
    if (!at || let_.bad(name)) return refuse(name, "cannot be used");
    Note note;
    for (std::size_t depth = 0; depth < deepest_let && at->find("is"); ++depth) {
      if (auto wrong = read_provenance(*at, note, {"is"})) return wrong->fault;
      at = at->find("is");
    }
    Outcome made = value(name, *at, note);
    if (auto* weighed = std::get_if<Weighed>(&made); weighed && note.basis) {
      weighed->basis = note.basis;
    }
    return made;
  }
  Outcome value(const std::string& name, const Node& at, Note& note) {
    if (at.text() && at.text()->starts_with('=')) {
      const auto program = compile(*at.text());
      if (const auto* fault = std::get_if<TextFault>(&program)) return *fault;
      return weigh(std::get<Expression>(program));
    }
    if (at.find("dist")) return drawn(name, at, note);
    return plain(name, at);
  }
  Outcome plain(const std::string& name, const Node& at) const {
    Weighed made;
    if (!at.text()) {
      const auto number = read_number(at, {.shape = Shape::ratio}, currencies_);
      if (std::holds_alternative<TextFault>(number)) return refuse(name, "is no number");
      made.central.value = std::get<Reading>(number).value;
      return made;
    }
    const auto any = read_any(*at.text(), currencies_);
    if (const auto* fault = std::get_if<TextFault>(&any)) return *fault;
    made.central = std::get<0>(any).second;
    made.range = std::get<0>(any).first.range;
    return made;
  }
  Outcome drawn(const std::string& name, const Node& at, Note& note) const {
    Node scratch;
    const Node* sample = first_parameter(at, scratch);
    if (!sample) return refuse(name, "has an unreadable distribution");
    const auto first = plain(name, *sample);
    if (const auto* fault = std::get_if<TextFault>(&first)) return *fault;
    Weighed made = std::get<Weighed>(first);
    if (auto wrong = read_provenance(
            at, note, {"dist", "of", "low", "mode", "high", "mean", "sd", "p5", "p95"})) {
      return wrong->fault;
    }
    const Shape shape = made.central.period                     ? Shape::growth
                        : made.central.dimension == Dimension{} ? Shape::ratio
                                                                : Shape::quantity;
    const auto read =
        read_distribution(at, {.shape = shape, .dimension = made.central.dimension}, currencies_);
    if (const auto* fault = std::get_if<NodeFault>(&read)) return fault->fault;
    made.central.value = std::get<Reading>(read).value;
    made.range = std::get<Reading>(read).range;
    return made;
  }

  static Outcome combine(const Expression& program, const std::vector<Weighed>& inputs) {
    Weighed made;
    std::vector<Measure> values;
    for (const Weighed& each : inputs) {
      values.push_back(each.central);
      if (each.basis) made.basis = std::max(made.basis.value_or(*each.basis), *each.basis);
    }
    const auto central = evaluate(program, values);
    if (const auto* fault = std::get_if<TextFault>(&central)) return *fault;
    made.central = std::get<Measure>(central);
    double below = 0.0;
    double above = 0.0;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      if (!inputs[i].range) continue;
      const auto [low, high] = *inputs[i].range;
      double least = 0.0;
      double most = 0.0;
      for (const double end : {low, high}) {
        values[i].value = end;
        const auto moved = evaluate(program, values);
        if (const auto* fault = std::get_if<TextFault>(&moved)) return *fault;
        const double change = std::get<Measure>(moved).value - made.central.value;
        least = std::min(least, change);
        most = std::max(most, change);
      }
      values[i] = inputs[i].central;
      below += least * least;
      above += most * most;
      made.range =
          Interval{made.central.value - std::sqrt(below), made.central.value + std::sqrt(above)};
    }
    return made;
  }

  const Let& let_;
  const Currencies& currencies_;
  std::map<std::string, Outcome, std::less<>> memo_;
};

}  // namespace

Let::Let(const Node& section, Diagnostics& diagnostics) {
  if (!section.is_object()) {
    diagnostics.add({Severity::error, "WF0310", "let", "wants named values",
                     "such as { \"node_price\": \"$430k to $480k\" }", section.at});
    return;
  }
  section_ = &section;
  std::set<std::string, std::less<>> done;
  for (const Node& each : section.items) {
    if (!is_plan_name(each.key) && !each.key.starts_with("x-")) {
      diagnostics.add({Severity::error, "WF0305", "let." + each.key,
                       "`" + each.key + "` is no name: names are small letters, digits and _",
                       "such as `node_price`", each.key_at});
      bad_.insert(each.key);
    }
    std::vector<std::string> open;
    if (!done.contains(each.key)) check(each, open, done, diagnostics);
  }
}

bool Let::check(const Node& member, std::vector<std::string>& open,
                std::set<std::string, std::less<>>& done, Diagnostics& diagnostics) {
  const auto report = [&](const Node& at, const char* code, std::string message, std::string hint) {
    diagnostics.add(
        {Severity::error, code, "let." + member.key, std::move(message), std::move(hint), at.at});
    bad_.insert(member.key);
  };
  if (open.size() > deepest_let) {
    report(member, "WF0308", "`" + member.key + "` stands more than 64 names deep", {});
    return false;
  }
  const auto circle = std::find(open.begin(), open.end(), member.key);
  if (circle != open.end()) {
    const std::string round = arrows({circle, open.end()}) + member.key;
    report(member, "WF0308", "`" + member.key + "` needs itself: " + round,
           "write one of them as a value");
    return false;
  }
  if (!done.insert(member.key).second) return !bad(member.key);
  const Node* at = expression_in(member);
  if (!at) return true;
  auto compiled = compile(*at->text());
  if (const auto* fault = std::get_if<TextFault>(&compiled)) {
    report(*at, fault->code.c_str(), fault->message, fault->hint);
    return false;
  }
  open.push_back(member.key);
  for (const std::string& name : std::get<Expression>(compiled).names) {
    const Node* next = find(name);
    if (!next) {
      report(*at, "WF0307", "there is no `let` name `" + name + "`", did_you_mean(name, names()));
    } else if (done.contains(name) && std::find(open.begin(), open.end(), name) == open.end()) {
      if (bad(name)) bad_.insert(member.key);
    } else if (!check(*next, open, done, diagnostics)) {
      bad_.insert(member.key);
    }
  }
  open.pop_back();
  return !bad(member.key);
}

const Node* Let::find(std::string_view name) const {
  return section_ ? section_->find(name) : nullptr;
}

std::vector<std::string_view> Let::names() const {
  std::vector<std::string_view> made;
  if (!section_) return made;
  for (const Node& each : section_->items) made.emplace_back(each.key);
  return made;
}

std::variant<Weighed, TextFault> Let::weigh(const Expression& program,
                                            const Currencies& currencies) const {
  return Scale(*this, currencies).weigh(program);
}

void Let::report_unused(const std::set<std::string, std::less<>>& used,
                        Diagnostics& diagnostics) const {
  std::set<std::string, std::less<>> reached;
  std::vector<std::string> open(used.begin(), used.end());
  while (!open.empty()) {
    const std::string name = open.back();
    open.pop_back();
    const Node* member = find(name);
    if (!member || !reached.insert(name).second) continue;
    const Node* at = expression_in(*member);
    if (!at) continue;
    const auto program = compile(*at->text());
    if (const auto* good = std::get_if<Expression>(&program)) {
      open.insert(open.end(), good->names.begin(), good->names.end());
    }
  }
  if (!section_) return;
  for (const Node& each : section_->items) {
    if (reached.contains(each.key) || bad(each.key) || each.key.starts_with("x-")) continue;
    diagnostics.add({Severity::warning, "WF0309", "let." + each.key,
                     "nothing uses the `let` name `" + each.key + "`",
                     "use it as \"=" + each.key + "\" or remove it", each.key_at});
  }
}

}  // namespace weft::io
