// SPDX-License-Identifier: Apache-2.0
#include "weft/io/lock.hpp"

#include "commands.hpp"
#include "weft/io/files.hpp"
#include "weft/report/checks.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace weft::cli {
namespace {

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return std::to_string(count) + " " + std::string(count == 1 ? one : many);
}

/// "1 plan, 2 overlays, 1 price book, 45 records": what stands in a lock.
std::string contents(const io::Lock& lock) {
  struct Word {
    io::SourceKind kind;
    std::string_view one, many;
  };
  constexpr std::array words{
      Word{io::SourceKind::plan, "plan", "plans"},
      Word{io::SourceKind::overlay, "overlay", "overlays"},
      Word{io::SourceKind::setting, "setting", "settings"},
      Word{io::SourceKind::prices, "price book", "price books"},
      Word{io::SourceKind::catalogue, "record or file of parts", "records and files of parts"}};
  std::string text;
  for (const Word& each : words) {
    const auto count =
        std::count_if(lock.texts.begin(), lock.texts.end(),
                      [&](const io::UsedText& one) { return one.kind == each.kind; });
    if (count == 0) continue;
    text +=
        (text.empty() ? "" : ", ") + counted(static_cast<std::size_t>(count), each.one, each.many);
  }
  return text + ", weft " + lock.engine;
}

int check_lock(const std::string& file, const io::Lock& now, const Console& console) {
  Diagnostics found;
  const auto locked = io::read_lock(file, found);
  if (locked) io::hold_to_lock(*locked, now, true, found);
  complain(console, found, {});
  if (!locked) return Exit::cannot_evaluate;
  if (found.has_errors()) return Exit::limit_failed;
  return print(file + " holds: " + contents(now) + "\n") ? Exit::good : Exit::cannot_evaluate;
}

int write_lock(const std::string& file, const io::Lock& now, const Console& console) {
  if (file == "-") return print(io::lock_text(now)) ? Exit::good : Exit::cannot_evaluate;
  Diagnostics found;
  if (!io::write_file(file, io::lock_text(now), found)) {
    complain(console, found, {});
    return Exit::cannot_evaluate;
  }
  return print(file + ": " + contents(now) + "\n") ? Exit::good : Exit::cannot_evaluate;
}

}  // namespace

std::string usual_lock(const std::string& plan) {
  const std::string beside = io::folder_of(plan);
  return beside == "." ? "weft.lock" : beside + "/weft.lock";
}

int run(const LockAsked& asked, const Console& console) {
  const auto all = report::check_all(asked.plan, asked.overrides);
  std::vector<const io::Loaded*> read;
  bool good = true;
  for (const report::Answer& each : all) {
    complain(console, each.loaded.diagnostics, each.loaded.sources);
    good = good && !each.loaded.diagnostics.has_errors();
    read.push_back(&each.loaded);
  }
  if (!good) return Exit::cannot_evaluate;
  const std::string file = asked.output.empty() ? usual_lock(asked.plan) : asked.output;
  const std::string beside = io::folder_of(file == "-" ? usual_lock(asked.plan) : file);
  const io::Lock now = io::lock_of(read, beside);
  return asked.check ? check_lock(file, now, console) : write_lock(file, now, console);
}

}  // namespace weft::cli
