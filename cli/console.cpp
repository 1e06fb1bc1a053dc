// SPDX-License-Identifier: Apache-2.0
#include "console.hpp"

#include "weft/io/diagnostics_text.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace weft::cli {
namespace {

constexpr std::size_t usual_width = 100;
constexpr std::size_t least_width = 40;

std::string_view variable(const char* name) {
  const char* const value = std::getenv(name);
  return value ? value : "";
}

bool colored(const Presentation& asked, int stream) {
  if (asked.color == "always") return true;
  if (asked.color == "never" || !variable("NO_COLOR").empty()) return false;
  const std::string_view force = variable("CLICOLOR_FORCE");
  if (!force.empty() && force != "0") return true;
  return isatty(stream) == 1 && variable("TERM") != "dumb";
}

std::size_t width_of(int stream) {
  winsize size{};
  if (isatty(stream) == 1 && ioctl(stream, TIOCGWINSZ, &size) == 0 && size.ws_col >= least_width) {
    return size.ws_col;
  }
  const std::string_view columns = variable("COLUMNS");
  std::size_t width = usual_width;
  std::from_chars(columns.data(), columns.data() + columns.size(), width);
  return width < least_width ? usual_width : width;
}

}  // namespace

Console open_console(const Presentation& asked) {
  const auto view = [&](int stream) {
    return report::View{colored(asked, stream), asked.ascii,
                        asked.width.value_or(width_of(stream))};
  };
  return {view(STDOUT_FILENO), view(STDERR_FILENO), isatty(STDOUT_FILENO) == 1};
}

bool print(std::string_view text) {
  const bool done =
      std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
  if (!done) say("weft: error[WF0605]: standard output cannot be written\n");
  return done;
}

void say(std::string_view text) {
  std::fflush(stdout);
  std::fwrite(text.data(), 1, text.size(), stderr);
}

std::string rendered(const Console& console, const Diagnostics& diagnostics,
                     const io::Sources& sources) {
  io::RenderOptions options;
  options.color = console.err.color;
  options.ascii = console.err.ascii;
  options.width = console.err.width;
  return io::render(diagnostics, sources, options);
}

void complain(const Console& console, const Diagnostics& diagnostics, const io::Sources& sources) {
  say(rendered(console, diagnostics, sources));
}

int refuse(const Console& console, std::string_view code, std::string_view message,
           std::string_view hint) {
  std::string text = "weft: ";
  text += report::toned("error[" + std::string(code) + "]", report::Tone::bad, console.err);
  text += ": " + std::string(message) + "\n";
  if (!hint.empty())
    text += "  = help: " + std::string(hint) + "   (weft help " + std::string(code) + ")\n";
  say(text);
  return Exit::cannot_evaluate;
}

}  // namespace weft::cli
