// SPDX-License-Identifier: Apache-2.0
// Commands that need no plan: what is built in, what was published, single questions.
#pragma once

#include "command_line.hpp"
#include "commands.hpp"

namespace weft::report {
struct Question;
struct Flag;
}  // namespace weft::report

namespace weft::cli {

/// What each is asked stands here: options keep addresses of it.
class QuestionCommands {
 public:
  explicit QuestionCommands(CommandLine& line);
  QuestionCommands(const QuestionCommands&) = delete;
  QuestionCommands& operator=(const QuestionCommands&) = delete;
  ~QuestionCommands() = default;

 private:
  void add_size();
  void add_check_bom();
  void add_trust();
  void add_calibrate();
  void add_catalog();
  void add_import();
  void add_schema();
  void add_question(CLI::App& to, const report::Question& question);
  void add_question_flag(CLI::App& to, const report::Flag& flag);

  CommandLine& line_;
  Size size_;
  CheckBom check_bom_;
  Trust trust_;
  Calibrate calibrate_;
  Catalog catalog_;
  Import import_;
  Schema schema_;
};

}  // namespace weft::cli
