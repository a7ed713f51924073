// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/check.hpp"

#include <cstdlib>
#include <filesystem>
#include <string>

namespace porchlight {

/// A new empty folder; removed with all it holds at the end.
class TemporaryFolder {
  public:
    TemporaryFolder()
        : path_((std::filesystem::temp_directory_path() / "porchlight-XXXXXX").string()) {
        PL_CHECK(::mkdtemp(path_.data()) != nullptr, "cannot make a temporary folder");
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    TemporaryFolder(TemporaryFolder&&) = delete;
    TemporaryFolder& operator=(TemporaryFolder&&) = delete;

    [[nodiscard]] const std::string& path() const { return path_; }

  private:
    std::string path_;
};

}  // namespace porchlight
