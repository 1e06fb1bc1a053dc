// SPDX-License-Identifier: Apache-2.0
#include "child_process.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <string_view>

namespace weft::io {
namespace {

/// The environment with settings laid over it.
std::vector<std::string> environment_with(const std::vector<std::string>& settings) {
  std::vector<std::string> made = settings;
  for (char** each = environ; each != nullptr && *each != nullptr; ++each) {
    const std::string_view own = *each;
    const std::string_view name = own.substr(0, own.find('=') + 1);
    const bool laid_over =
        std::any_of(settings.begin(), settings.end(),
                    [&](const std::string& one) { return one.starts_with(name); });
    if (!laid_over) made.emplace_back(own);
  }
  return made;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> made;
  for (std::string& each : texts) made.push_back(each.data());
  made.push_back(nullptr);
  return made;
}

/// True when everything was read; false when it is more than `most`.
bool read_output(int from, std::size_t most, std::string& into) {
  std::array<char, 1U << 16U> buffer{};
  for (;;) {
    const ssize_t got = read(from, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return true;
    into.append(buffer.data(), static_cast<std::size_t>(got));
    if (into.size() > most) return false;
  }
}

/// The program's process, or nothing; `output` becomes its standard output.
pid_t spawn(const std::vector<std::string>& words, const std::vector<std::string>& settings,
            int output) {
  std::vector<std::string> arguments = words;
  std::vector<std::string> variables = environment_with(settings);
  posix_spawn_file_actions_t actions{};
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  pid_t child = -1;
  const int fault = posix_spawnp(&child, arguments.front().c_str(), &actions, nullptr,
                                 pointers(arguments).data(), pointers(variables).data());
  posix_spawn_file_actions_destroy(&actions);
  return fault == 0 ? child : -1;
}

}  // namespace

ChildResult run_child(const std::vector<std::string>& words,
                      const std::vector<std::string>& settings, std::size_t most_bytes) {
  ChildResult made;
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) return made;
  const pid_t child = spawn(words, settings, ends[1]);
  close(ends[1]);
  made.started = child > 0;
  if (made.started) {
    made.too_long = !read_output(ends[0], most_bytes, made.out);
    if (made.too_long) kill(child, SIGKILL);
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (WIFEXITED(status)) made.status = WEXITSTATUS(status);
  }
  close(ends[0]);
  return made;
}

}  // namespace weft::io
