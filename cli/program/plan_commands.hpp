// SPDX-License-Identifier: Apache-2.0
// Commands that read a plan of the user's.
#pragma once

#include "command_line.hpp"
#include "commands.hpp"

namespace weft::cli {

/// What each is asked stands here: options keep addresses of it.
class PlanCommands {
 public:
  explicit PlanCommands(CommandLine& line);
  PlanCommands(const PlanCommands&) = delete;
  PlanCommands& operator=(const PlanCommands&) = delete;
  ~PlanCommands() = default;

 private:
  void add_init();
  void add_validate();
  void add_eval();
  void add_compare();
  void add_explain();
  void add_diff();
  void add_lock();

  CommandLine& line_;
  Init init_;
  Validate validate_;
  Eval eval_;
  Compare compare_;
  Explain explain_;
  DiffAsked diff_;
  LockAsked lock_;
};

}  // namespace weft::cli
