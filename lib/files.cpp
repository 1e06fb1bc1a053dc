// SPDX-License-Identifier: Apache-2.0
#include "weft/io/files.hpp"

#include "weft/io/document.hpp"
#include "weft/io/nearest.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <system_error>
#include <utility>
#include <vector>

namespace weft::io {
namespace {

namespace fs = std::filesystem;

std::string reason(int error) { return std::generic_category().message(error); }

/// The nearest name in the folder in which `path` was looked for.
std::string near_file(const fs::path& path) {
  constexpr std::size_t most_entries = 1000;
  const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator each(folder, error), end; !error && each != end;
       each.increment(error)) {
    if (names.size() == most_entries) return {};
    names.push_back(each->path().filename().string());
  }
  const std::vector<std::string_view> views(names.begin(), names.end());
  const auto best = nearest(path.filename().string(), views, 1);
  if (best.empty()) return {};
  return "did you mean `" + (path.parent_path() / best.front()).string() + "`?";
}

std::optional<std::string> too_big(std::string_view name, Diagnostics& diagnostics) {
  diagnostics.error("WF0114", "", std::string(name) + " has more than 16 MiB",
                    "split it: catalogues and price books may be files of their own");
  return std::nullopt;
}

bool cannot_write(const std::string& path, const std::string& why, Diagnostics& diagnostics) {
  diagnostics.error("WF0605", "", "cannot write " + path + ": " + why,
                    "is the folder there, and may you write in it?");
  return false;
}

/// Writes and closes; false with errno when either fails.
bool put(std::FILE* file, std::string_view text) {
  const bool wrote = std::fwrite(text.data(), 1, text.size(), file) == text.size();
  const bool closed = std::fclose(file) == 0;
  return wrote && closed;
}

/// A new, empty file beside `path`, open for writing; its name goes to `name`.
std::FILE* beside(const fs::path& path, std::string& name) {
  constexpr int most_tries = 100;
  for (int i = 0; i < most_tries; ++i) {
    name = path.string() + ".new" + std::to_string(i);
    if (std::FILE* file = std::fopen(name.c_str(), "wbx")) return file;
    if (errno != EEXIST) return nullptr;
  }
  return nullptr;
}

}  // namespace

std::string folder_of(const std::string& path) {
  const auto slash = path.rfind('/');
  return slash == std::string::npos ? "." : path.substr(0, std::max<std::size_t>(slash, 1));
}

std::optional<std::string> read_stream(std::istream& in, std::string_view name,
                                       Diagnostics& diagnostics) {
  constexpr std::size_t step = std::size_t{1} << 16;
  std::string text;
  std::size_t size = 0;
  do {
    text.resize(size + step);
    in.read(text.data() + size, static_cast<std::streamsize>(step));
    size += static_cast<std::size_t>(in.gcount());
    if (size > most_bytes) return too_big(name, diagnostics);
  } while (in.good());
  if (in.bad()) {
    diagnostics.error("WF0604", "", "cannot read " + std::string(name) + ": the device failed");
    return std::nullopt;
  }
  text.resize(size);
  return text;
}

std::optional<std::string> read_file(const std::string& path, Diagnostics& diagnostics) {
  const auto refuse = [&](const std::string& why, std::string hint) {
    diagnostics.error("WF0604", "", "cannot read " + path + ": " + why, std::move(hint));
    return std::nullopt;
  };
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) {
    return refuse("there is no such file", near_file(path));
  }
  if (fs::is_directory(status)) return refuse("it is a directory", "name a file in it");
  if (fs::is_regular_file(status) && fs::file_size(path, error) > most_bytes && !error) {
    return too_big(path, diagnostics);
  }
  errno = 0;
  std::ifstream in(path, std::ios::binary);
  if (!in) return refuse(errno != 0 ? reason(errno) : "it does not open", "may you read it?");
  return read_stream(in, path, diagnostics);
}

bool write_file(const std::string& path, std::string_view text, Diagnostics& diagnostics) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (fs::is_directory(status)) return cannot_write(path, "it is a directory", diagnostics);
  const bool there = fs::exists(status);
  if (there && !fs::is_regular_file(status)) {
    std::FILE* const file = std::fopen(path.c_str(), "wb");
    const bool good = file != nullptr && put(file, text);
    return good || cannot_write(path, reason(errno), diagnostics);
  }
  const fs::path target = there ? fs::canonical(path, error) : fs::path(path);
  std::string fresh;
  std::FILE* const file = beside(target, fresh);
  if (file == nullptr) return cannot_write(path, reason(errno), diagnostics);
  if (!put(file, text)) {
    const std::string why = reason(errno);
    fs::remove(fresh, error);
    return cannot_write(path, why, diagnostics);
  }
  if (there) fs::permissions(fresh, status.permissions(), error);
  fs::rename(fresh, target, error);
  if (!error) return true;
  const std::string why = error.message();
  fs::remove(fresh, error);
  return cannot_write(path, why, diagnostics);
}

}  // namespace weft::io
