// SPDX-License-Identifier: Apache-2.0
#include "question_commands.hpp"

#include "weft/report/question.hpp"

namespace weft::cli {

QuestionCommands::QuestionCommands(CommandLine& line) : line_(line) {
  add_size();
  add_check_bom();
  add_trust();
  add_calibrate();
  add_catalog();
  add_import();
  add_schema();
}

void QuestionCommands::add_size() {
  CLI::App& made = line_.add("size", "Answer one question without a plan",
                             [this] { return cli::run(size_, line_.console()); });
  made.require_subcommand(1);
  for (const report::Question& each : report::questions()) add_question(made, each);
}

/// Flags are the rows of the struct that the question reads.
void QuestionCommands::add_question(CLI::App& to, const report::Question& question) {
  CLI::App& made = line_.add_below(to, std::string(question.kind), std::string(question.doc));
  made.footer("Example: weft size " + std::string(question.kind) + " " +
              std::string(question.example));
  made.callback([this, &question] { size_.kind = question.kind; });
  made.add_option("-f,--format", size_.format, "table, plain or json");
  for (const report::Flag& flag : report::flags_of(question)) add_question_flag(made, flag);
}

void QuestionCommands::add_question_flag(CLI::App& to, const report::Flag& flag) {
  CLI::Option* made = to.add_option_function<std::string>(
      flag.name,
      [this, flag](const std::string& text) {
        size_.values.push_back({flag.path, flag.name, text.empty() ? "true" : text});
      },
      flag.doc);
  if (flag.is_switch) made->expected(0, 1);
}

void QuestionCommands::add_check_bom() {
  CLI::App& made = line_.add("check-bom", "Check somebody's bill of materials of a fabric",
                             [this] { return cli::run(check_bom_, line_.console()); });
  made.footer("Exits with 1 when it cannot be built. `weft schema check-bom` shows the format.");
  made.add_option("FILE", check_bom_.file, "A JSON file; - for standard input")->required();
  made.add_option("-f,--format", check_bom_.format, "table, plain or json");
}

void QuestionCommands::add_trust() {
  CLI::App& made = line_.add("trust", "Run published figures through the formulas: what comes out",
                             [this] { return cli::run(trust_, line_.console()); });
  made.footer("Exits with 1 when a prediction misses its tolerance.");
  made.add_option("FILE", trust_.file,
                  "Your own rows; - for standard input; none for those built in");
  made.add_option("--kind", trust_.kind, "Only rows of a domain (fabric) or of a kind (dragonfly)");
  made.add_option("-f,--format", trust_.format, "table, plain or ndjson");
}

void QuestionCommands::add_calibrate() {
  CLI::App& made =
      line_.add("calibrate", "Fit the few coefficients of training steps to measurements",
                [this] { return cli::run(calibrate_, line_.console()); });
  made.footer("Prints errors on rows that the fit saw and on rows that it did not.");
  made.add_option("ROWS", calibrate_.rows, "Measured rows; - for standard input")->required();
  made.add_option("-o,--output", calibrate_.output, "Where the record goes; - for standard output")
      ->required();
}

void QuestionCommands::add_catalog() {
  CLI::App& made = line_.add("catalog", "Look at the parts, models and prices that are built in",
                             [this] { return cli::run(catalog_, line_.console()); });
  made.require_subcommand(1);
  const auto verb = [&](const char* name, const char* doc, Catalog::Verb what, const char* word,
                        const char* word_doc, bool needed) {
    CLI::App& sub = line_.add_below(made, name, doc);
    sub.callback([this, what] { catalog_.verb = what; });
    sub.add_option(word, catalog_.words, word_doc)->required(needed);
    sub.add_option("-f,--format", catalog_.format, "table, plain or json");
  };
  verb("list", "Records of a kind", Catalog::Verb::list, "KIND",
       "accelerator, node, switch, asic, nic, optic, nos, llm, price or book", false);
  verb("show", "One record: each value with its source", Catalog::Verb::show, "ID", "Record ids",
       true);
  verb("search", "Records that hold all words", Catalog::Verb::search, "WORDS", "Words", true);
}

void QuestionCommands::add_import() {
  CLI::App& made = line_.add("import", "Make a record of the catalogue from somebody's file",
                             [this] { return cli::run(import_, line_.console()); });
  made.footer(
      "hf: the config.json of a language model on Hugging Face. The record goes under `parts`\n"
      "of a plan, or into a file that its `uses.catalog` names.");
  made.add_option("FROM", import_.from, "Whose file: hf")->required()->check(CLI::IsMember({"hf"}));
  made.add_option("FILE", import_.file, "The file; - for standard input")->required();
  made.add_option("--id", import_.id, "Of the record; from the file unless given");
  made.add_option("-o,--output", import_.output, "Where the record goes; - for standard output");
}

void QuestionCommands::add_schema() {
  CLI::App& made = line_.add("schema", "Explain a path of a plan, or write the JSON Schema",
                             [this] { return cli::run(schema_, line_.console()); });
  made.add_option("PATH", schema_.path, "Such as 'fabrics.*.budget'; none for the whole plan");
  made.add_flag("--json", schema_.json, "JSON Schema (2020-12) of a plan");
  made.add_flag("--result", schema_.result, "The metrics of a result instead; PATH is then an id");
}

}  // namespace weft::cli
