// SPDX-License-Identifier: Apache-2.0
#include "console.hpp"
#include "program/program.hpp"

#include <exception>
#include <string>

int main(int count, char** words) {
  try {
    return weft::cli::run_program(count, words);
  } catch (const std::exception& fault) {
    weft::cli::say("weft: error[WF0901]: " + std::string(fault.what()) +
                   "\n  = help: this is a fault of weft " WEFT_VERSION
                   ", not of your plan. Please report it with the command and the\n"
                   "    plan that show it (prices can be changed: the fault will stay)."
                   "   (weft help WF0901)\n");
    return weft::cli::Exit::internal;
  }
}
