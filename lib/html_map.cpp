// SPDX-License-Identifier: Apache-2.0
#include "html_map.hpp"

#include "markup.hpp"
#include "show.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace weft::report {
namespace {

// Units of the drawing.
constexpr int page_width = 1000;
constexpr int cluster_width = 230;
constexpr int cluster_height = 56;
constexpr int fabric_left = 400;
constexpr int line_height = 20;
constexpr int space = 18;
constexpr int inset = 14;
constexpr int track_width = 300;
constexpr double busy = 0.8;  ///< from here on a link is shown as tight

std::string attribute(std::string_view name, int value) {
  return " " + std::string(name) + "=\"" + std::to_string(value) + "\"";
}

std::string rect(int x, int y, int width, int height, std::string_view css) {
  return "<rect" + attribute("x", x) + attribute("y", y) + attribute("width", width) +
         attribute("height", height) + " rx=\"6\" class=\"" + std::string(css) + "\"/>\n";
}

std::string label(int x, int y, std::string_view text, std::string_view css) {
  return "<text" + attribute("x", x) + attribute("y", y) + " class=\"" + std::string(css) + "\">" +
         markup_text(text) + "</text>\n";
}

struct Lane {
  std::string name, head, use;
  double busiest = 0.0;
  bool has_use = false;
  std::vector<std::pair<std::string, bool>> budgets;  ///< text, and whether it holds
  std::vector<std::string> clusters;
  int top = 0, height = 0;

  [[nodiscard]] int middle() const { return top + height / 2; }
};

class FabricMap {
 public:
  FabricMap(const Results& results, const std::string& id) : results_(results), id_(id) {}

  std::string run() {
    for (const auto& each : results_.plan().fabrics) add(each.name, each.value);
    if (lanes_.empty()) return {};
    int height = 0;
    for (Lane& each : lanes_) {
      each.top = height;
      each.height = 2 * inset + (3 + static_cast<int>(each.budgets.size())) * line_height;
      height += each.height + space;
    }
    const auto clusters = static_cast<int>(results_.plan().clusters.size());
    height = std::max(height, clusters * (cluster_height + space)) - space;
    const std::string title = id_ + "-title";
    const std::string text = id_ + "-text";
    std::string made =
        "<figure class=\"wide\">\n<figcaption>Fabrics, their busiest links and budgets<span>A bar "
        "is the load of the busiest link; it ends at 100 %.</span></figcaption>\n";
    made += R"(<div class="scroll" tabindex="0" role="region" aria-label="Fabric map">)";
    made += "\n<svg viewBox=\"-1 -1 " + std::to_string(page_width + 2) + " " +
            std::to_string(height + 2) + "\" role=\"img\" aria-labelledby=\"" + title + " " + text +
            "\">\n";
    made += "<title id=\"" + title + "\">Fabric map</title>\n<desc id=\"" + text + "\">" +
            markup_text(described()) + "</desc>\n";
    made += cluster_boxes(height);
    for (const Lane& each : lanes_) made += lane_box(each);
    return made + "</svg>\n</div>\n</figure>\n";
  }

 private:
  void add(const std::string& name, const plan::Fabric& fabric) {
    Lane made;
    made.name = name;
    const std::string path = "fabrics." + name + ".";
    made.head = words<fabric::Role>[static_cast<std::size_t>(fabric.role)].word;
    const std::string on = fabric.shares.empty() ? fabric.switch_id : "on " + fabric.shares;
    if (!on.empty()) made.head += ", " + on;
    made.has_use = results_.has(path + "busiest_link");
    made.busiest = results_.value(path + "busiest_link");
    if (made.has_use) made.use = results_.text(path + "busiest_link");
    for (const plan::Requirement& each : results_.answer().outcome().requirements) {
      if (each.limit.starts_with(path + "budget.")) budget(made, each, path.size());
    }
    for (const auto& each : fabric.attach) made.clusters.push_back(each.name);
    lanes_.push_back(std::move(made));
  }

  void budget(Lane& lane, const plan::Requirement& of, std::size_t prefix) const {
    const Metric* metric = results_.find(of.metric);
    if (!metric || of.verdict == plan::Verdict::not_checked) return;
    const bool holds = of.verdict == plan::Verdict::holds;
    lane.budgets.emplace_back((holds ? "✓ " : "✗ ") + of.metric.substr(prefix) + " " +
                                  results_.text(of.given, *metric) + ", asked " +
                                  limit_text(results_, of),
                              holds);
  }

  [[nodiscard]] std::string described() const {
    std::string text;
    for (const Lane& each : lanes_) {
      text += each.name + " (" + each.head + ")";
      if (each.has_use) text += ", busiest link " + each.use;
      for (const auto& [line, holds] : each.budgets) text += ", " + line;
      text += ". ";
    }
    return text;
  }

  /// Clusters stand at the left, spread over the height, with a wire to each of their fabrics.
  [[nodiscard]] std::string cluster_boxes(int height) const {
    std::string wires;
    std::string boxes;
    const auto& clusters = results_.plan().clusters;
    const int share = height / std::max(1, static_cast<int>(clusters.size()));
    int i = 0;
    for (const auto& each : clusters) {
      const int middle = share * i++ + share / 2;
      for (const Lane& lane : lanes_) {
        const bool joined =
            std::any_of(lane.clusters.begin(), lane.clusters.end(),
                        [&](const std::string& name) { return name == each.name || name == "*"; });
        if (joined) wires += wire(middle, lane.middle());
      }
      boxes += rect(0, middle - cluster_height / 2, cluster_width, cluster_height, "box");
      boxes += label(inset, middle - 4, each.name, "bold");
      boxes +=
          label(inset, middle + line_height - 4,
                results_.text("clusters." + each.name + ".accelerators") + " installed", "soft");
    }
    return wires + boxes;
  }

  static std::string wire(int from, int to) {
    const int bend = (cluster_width + fabric_left) / 2;
    return "<path class=\"wire\" d=\"M" + std::to_string(cluster_width) + " " +
           std::to_string(from) + " C" + std::to_string(bend) + " " + std::to_string(from) + " " +
           std::to_string(bend) + " " + std::to_string(to) + " " + std::to_string(fabric_left) +
           " " + std::to_string(to) + "\"/>\n";
  }

  static std::string lane_box(const Lane& of) {
    const int left = fabric_left + inset;
    int y = of.top + inset + 14;
    std::string made = rect(fabric_left, of.top, page_width - fabric_left, of.height, "box");
    made += label(left, y, of.name, "bold");
    made += label(left, y += line_height, of.head, "soft");
    y += line_height;
    made += of.has_use ? use_bar(of, left, y) : label(left, y, "nothing loads it", "soft");
    for (const auto& [text, holds] : of.budgets) {
      made += label(left, y += line_height, text, holds ? "good" : "bad");
    }
    return made;
  }

  static std::string use_bar(const Lane& of, int left, int y) {
    const double shown = std::clamp(of.busiest, 0.0, 1.0);
    const int length = static_cast<int>(std::lround(track_width * shown));
    const std::string_view css = of.busiest > 1.0    ? "bar bad"
                                 : of.busiest > busy ? "bar warn"
                                                     : "bar";
    return rect(left, y - 11, track_width, 12, "track") + rect(left, y - 11, length, 12, css) +
           label(left + track_width + 10, y, "busiest link " + of.use, "");
  }

  const Results& results_;
  const std::string& id_;
  std::vector<Lane> lanes_;
};

}  // namespace

std::string fabric_map(const Results& results, const std::string& id) {
  return FabricMap(results, id).run();
}

}  // namespace weft::report
