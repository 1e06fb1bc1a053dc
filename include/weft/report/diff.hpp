// SPDX-License-Identifier: Apache-2.0
// What changed between two states of one plan, what that does, and why.
#pragma once

#include "weft/report/actuals.hpp"
#include "weft/report/answer.hpp"
#include "weft/report/metrics.hpp"
#include "weft/report/result_document.hpp"
#include "weft/report/table.hpp"
#include "weft/study/attribution.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace weft::report {

struct DiffWish {
  std::string base, head;   ///< "plan.json", "result.json", "main:plan.json"; with #VARIANT at will
  io::Overrides overrides;  ///< laid over both plans; its variant is that of both
  GateWish gates;           ///< of the head; "baseline." in a gate is the base
  std::string actuals;      ///< a file of what was measured and paid; held against the base
};

/// One of the two: a plan that was evaluated, or a result that was saved.
struct DiffSide {
  std::string name;       ///< as it was asked for
  bool is_saved = false;  ///< a result: its inputs are not known
  Answer answer;          ///< of a saved result only the text, and what is wrong with it
  io::Fetch fetch;        ///< where the files beside the plan are
  ResultDocument result;

  [[nodiscard]] bool read() const { return !answer.loaded.diagnostics.has_errors(); }
};

/// A value of the plan, of a price book or of a file of parts that only one side has, or that says
/// something else on the other side.
struct ChangedInput {
  io::SourceKind kind = io::SourceKind::plan;
  std::string path;                       ///< "fabrics.backend.switch"
  std::optional<std::string> base, head;  ///< JSON text
  std::string at;                         ///< "plan.json:71:45": in the head, or where it stood
  std::optional<Span> head_at;
};

struct ChangedMetric {
  MetricDoc doc;
  std::string unit;
  std::optional<double> base, head;

  [[nodiscard]] std::optional<double> change() const {
    return base && head ? std::optional(*head - *base) : std::nullopt;
  }
};

/// A limit whose verdict changed, or, where anything changed, that the head does not keep.
struct ChangedLimit {
  std::string id, metric;
  std::string base, head;  ///< verdicts; empty where a side does not have it
  std::optional<double> base_given, head_given;
  std::string unit;

  [[nodiscard]] bool breaks() const { return head == "fails" && base != "fails"; }
  [[nodiscard]] bool mends() const { return base == "fails" && head != "fails"; }
};

struct ChangedLine {
  std::string owner, phase, kind, part;
  std::int64_t base = 0, head = 0;            ///< counts
  double base_total = 0.0, head_total = 0.0;  ///< in dollars
};

struct Diff {
  DiffSide base, head;
  std::vector<ChangedInput> inputs;
  std::vector<ChangedMetric> metrics;
  std::size_t equal_metrics = 0;
  std::vector<ChangedLimit> limits;
  std::size_t limits_checked = 0;  ///< of the head
  std::size_t failing_still = 0;   ///< of the head: failed before already
  std::vector<ChangedLine> bill;
  std::vector<std::string> measures;  ///< ids whose differences are split by causes
  /// Sections are "engine", "catalogue", "price book", "plan", or "plan: fabrics.backend".
  std::vector<study::Cause> causes;
  Actuals actuals;
  std::optional<PlanAgainstActual> against;  ///< where actuals were given

  /// Everything was read without error.
  [[nodiscard]] bool read() const {
    return base.read() && head.read() && !actuals.diagnostics.has_errors();
  }
  /// True where neither inputs nor results differ, whatever was paid.
  [[nodiscard]] bool same_plan() const;
  /// True where inputs or results differ, or what was paid from what was planned.
  [[nodiscard]] bool changed() const;
};

/// Reads and evaluates both sides and says how they differ. Where a side has errors there is
/// nothing else.
[[nodiscard]] Diff diff(const DiffWish& wish);

/// "This change saves $2.10M (-1.9 %) over 48 months and breaks 1 of 8 limits: ...".
[[nodiscard]] std::string diff_verdict(const Diff& of);

[[nodiscard]] std::string diff_table(const Diff& of, const View& view);
/// `record TAB id TAB unit TAB base TAB head TAB change TAB of`, every digit; nothing but the first
/// line where nothing changed.
[[nodiscard]] std::string diff_plain(const Diff& of, std::string_view glob);
[[nodiscard]] std::string diff_csv(const Diff& of, std::string_view glob);
[[nodiscard]] std::string diff_json(const Diff& of, std::string_view glob);
/// JSON, a record a line.
[[nodiscard]] std::string diff_ndjson(const Diff& of, std::string_view glob);
/// Lines of the bill that changed, as RFC 4180.
[[nodiscard]] std::string diff_bill_csv(const Diff& of);
/// For a comment: whole sections are left out until it is short enough; 0 is no limit.
[[nodiscard]] std::string diff_markdown(const Diff& of, std::size_t most_bytes = 0);
[[nodiscard]] std::string diff_html(const Diff& of);

/// The head with a note at each input that changed: for reports that point at lines. Only of a
/// plan.
[[nodiscard]] Answer annotated_head(const Diff& of);

}  // namespace weft::report
