// SPDX-License-Identifier: Apache-2.0
// What each command is asked, and the function that does it. None of them knows how flags are read.
#pragma once

#include "console.hpp"
#include "weft/io/load.hpp"
#include "weft/report/compare.hpp"
#include "weft/report/diff.hpp"

#include <string>
#include <utility>
#include <vector>

namespace weft::cli {

struct Validate {
  std::vector<std::string> plans;
  io::Overrides overrides;
  std::string format = "table";
  bool strict = false;
};
[[nodiscard]] int run(const Validate& asked, const Console& console);

struct Eval {
  std::string plan;
  io::Overrides overrides;
  bool all_variants = false;
  std::string format;  ///< empty: table on a terminal, else plain
  std::vector<std::string> outputs;
  std::string metrics = "*";
  bool list_metrics = false;
  bool assumptions = false;
  bool bill = false;
  bool write_budgets = false;
  bool strict = false;
  std::size_t most_bytes = 0;  ///< of markdown; 0: no limit
  std::vector<std::string> gate_files;
  std::string today;  ///< "2027-01-31"; empty: not said
  bool locked = false;
  std::string lock_file;  ///< empty: weft.lock beside the plan
};
[[nodiscard]] int run(const Eval& asked, const Console& console);

struct Compare {
  report::CompareWish wish;
  std::string format;  ///< empty: table on a terminal, else plain
  std::vector<std::string> outputs;
  std::string metrics = "*";
  std::size_t most_bytes = 0;  ///< of markdown; 0: no limit
  std::string today;
};
[[nodiscard]] int run(const Compare& asked, const Console& console);

struct Explain {
  std::string plan;
  std::string metric;
  io::Overrides overrides;
  std::size_t depth = 3;  ///< levels of inputs; 0: all
  std::string format;     ///< empty: table on a terminal, else plain
};
[[nodiscard]] int run(const Explain& asked, const Console& console);

struct DiffAsked {
  report::DiffWish wish;
  std::string format;  ///< empty: table on a terminal, else plain
  std::vector<std::string> outputs;
  std::string metrics = "*";
  std::size_t most_bytes = 0;  ///< of markdown; 0: no limit
  std::string today;
  std::string when = "always";  ///< "changed", "failed": else nothing is written
  bool detailed = false;        ///< say by the exit status that something changed
};
[[nodiscard]] int run(const DiffAsked& asked, const Console& console);

struct LockAsked {
  std::string plan;
  io::Overrides overrides;
  std::string output;  ///< a file; - for standard output; empty: weft.lock beside the plan
  bool check = false;  ///< compare with the file, and write nothing
};
[[nodiscard]] int run(const LockAsked& asked, const Console& console);
/// The lock file that belongs to a plan.
[[nodiscard]] std::string usual_lock(const std::string& plan);

struct Catalog {
  enum class Verb { list, show, search } verb = Verb::list;
  std::vector<std::string> words;
  std::string format;
};
[[nodiscard]] int run(const Catalog& asked, const Console& console);

struct Schema {
  std::string path;
  bool json = false;
  bool result = false;
};
[[nodiscard]] int run(const Schema& asked, const Console& console);

struct Init {
  std::string target = ".";
  std::string from = "minimal";
};
[[nodiscard]] int run(const Init& asked, const Console& console);

struct Size {
  std::string kind;
  struct Value {
    std::string path;  ///< in the question: "topology.tiers"
    std::string flag;
    std::string text;
  };
  std::vector<Value> values;  ///< as written
  std::string format;
};
[[nodiscard]] int run(const Size& asked, const Console& console);

struct CheckBom {
  std::string file;
  std::string format;
};
[[nodiscard]] int run(const CheckBom& asked, const Console& console);

struct Trust {
  std::string file;  ///< empty: the rows that ship with Weft
  std::string kind;
  std::string format;
};
[[nodiscard]] int run(const Trust& asked, const Console& console);

struct Calibrate {
  std::string rows;    ///< a file; - for standard input
  std::string output;  ///< a file; - for standard output
};
[[nodiscard]] int run(const Calibrate& asked, const Console& console);

struct Import {
  std::string from = "hf";   ///< who wrote the file: "hf"
  std::string file;          ///< - for standard input
  std::string id;            ///< of the record; empty: from the file, else "imported"
  std::string output = "-";  ///< a file; - for standard output
};
[[nodiscard]] int run(const Import& asked, const Console& console);

struct Help {
  std::string topic;
};
/// \return -1 when there is no such topic: it may be a command.
[[nodiscard]] int run(const Help& asked, const Console& console);
[[nodiscard]] std::vector<std::string> help_topics();

/// Reads --today, which judges waivers. Refuses what is no day.
[[nodiscard]] int read_today(const std::string& written, report::GateWish& into,
                             const Console& console);

/// The format, "table" on a terminal and "plain" elsewhere when none was asked for.
[[nodiscard]] std::string format_or_usual(const std::string& asked, const Console& console);
/// Refuses a format that a command does not have; good when it has it.
[[nodiscard]] int check_format(const std::string& format, const std::vector<std::string>& known,
                               const Console& console);

}  // namespace weft::cli
