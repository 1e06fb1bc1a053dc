// SPDX-License-Identifier: Apache-2.0
// Private to weft::io: pages of diagnostics on the text of a plan cannot be read.
#pragma once

#include "weft/io/codes.hpp"

#include <array>

namespace weft::io {

// One row a code, ascending: code, title, what, why, wrong example, right example.
inline constexpr auto text_codes = std::to_array<CodePage>({
    // WF01: the text
    {"WF0101", "Unexpected text",
     "Something stands where JSON wants something else: a bracket of the wrong kind, a ':' that is "
     "missing, a key without a value.",
     "What follows cannot be read with any certainty, so reading stops here.", R"("count" = 8)",
     R"("count": 8)"},
    {"WF0102", "The text ends too early", "The file ends while a '{' or '[' is still open.",
     "A cut-off file would otherwise be evaluated as a smaller plan.",
     R"({ "clusters": { "train": {} })", R"({ "clusters": { "train": {} } })"},
    {"WF0103", "A comma is missing",
     "Two members of an object or two items of a list stand side by side.",
     "Often a line was added below one that had no comma.", R"("count": 8 "node": "dgx-h100")",
     R"("count": 8, "node": "dgx-h100")"},
    {"WF0104", "A comma too many", "A comma is followed by a closing bracket or by another comma.",
     "JSON has no trailing commas, and an empty place may be a value that was lost.",
     R"(["train", "serve",])", R"(["train", "serve"])"},
    {"WF0105", "Double quotes are missing",
     "A key, a text or a value with a unit stands without quotes, or in single or curly ones.",
     "Keys and texts stand in double quotes; so does every quantity, because its unit belongs to "
     "it.",
     R"(link: 800 Gb/s)", R"("link": "800 Gb/s")"},
    {"WF0106", "A text is not well formed",
     "A text in quotes never ends, or holds a control character or an unknown escape.",
     "A line break inside text is written \\n, a tab \\t, a quote \\\", a backslash \\\\.",
     R"("about": "first draft)", R"("about": "first draft")"},
    {"WF0107", "Not a number",
     "The digits do not form a JSON number: a leading zero or plus, no digit beside the point, "
     "NaN, Infinity.",
     "A value that is not known is left out; the report then shows the default that was taken.",
     R"("share": .5, "rate": NaN)", R"("share": 0.5)"},
    {"WF0108", "A number out of reach",
     "The number is larger or nearer to zero than a 64-bit floating-point number can be.",
     "It would become infinity or 0 without a word.", R"("size": 1e999)", R"("size": "1 EB")"},
    {"WF0109", "A key stands twice",
     "The same key stands twice in one object. The first one is kept for further checks.",
     "JSON leaves open which one counts, so a plan may mean two things.",
     R"({ "count": 8, "count": 16 })", R"({ "count": 16 })"},
    {"WF0110", "Nested too deeply", "More than 64 brackets are open at once.",
     "No plan needs it; it is usually a program that wrote the file in a loop.", "[[[[ ... ]]]]",
     R"({ "clusters": {} })"},
    {"WF0111", "Not UTF-8", "The file holds bytes that are no UTF-8, or a zero byte.",
     "Names and units could not be compared with certainty. Editors can save a file as UTF-8.",
     "a file in UTF-16 or Latin-1", "the same file in UTF-8"},
    {"WF0112", "The text is empty", "There is nothing in the file but blanks and comments.",
     "An empty file is more often an accident than a plan. weft init prints a plan to begin with.",
     "", R"({ "weft": 1 })"},
    {"WF0113", "Text after the end", "Something follows the last closing bracket.",
     "A file is one plan. Often a bracket closes too early, or two files were joined.",
     R"({ "weft": 1 } { })", R"({ "weft": 1 })"},
    {"WF0114", "Too large",
     "The text has more than 16 MiB, 200,000 values, or 5,000 keys in one object.",
     "Reading must end in bounded time and memory, whatever the file is.",
     "a log file given as a plan", "a plan; catalogues and price books in files of their own"},
    {"WF0115", "Not a comment",
     "A comment is not closed, or begins with something other than // or /*.",
     "The rest of the file would silently disappear into it.", "# price from the quote",
     "// price from the quote"},
});

}  // namespace weft::io
