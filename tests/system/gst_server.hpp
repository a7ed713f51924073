// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/child_process.hpp"

#include <fmt/format.h>

#include <string>
#include <vector>

namespace porchlight::test {

/// GStreamer's RTSP server; `port` is empty when it is not installed.
class GstServer {
  public:
    explicit GstServer(const std::vector<std::string>& arguments)
        : process_(command(arguments)), port_(process_.read_line()) {
        port_ = port_.starts_with("ready ") ? port_.substr(6) : "";
    }
    [[nodiscard]] bool is_missing() { return port_.empty() && process_.wait() == kNotInstalled; }
    [[nodiscard]] std::string url(const std::string& login = {}) const {
        return fmt::format("rtsp://{}127.0.0.1:{}/live", login, port_);
    }

  private:
    static constexpr int kNotInstalled = 77;

    static std::vector<std::string> command(const std::vector<std::string>& arguments) {
        std::vector<std::string> words{"/usr/bin/python3",
                                       PL_SOURCE_DIR "/tests/system/gst_rtsp_server.py"};
        words.insert(words.end(), arguments.begin(), arguments.end());
        return words;
    }

    ChildProcess process_;
    std::string port_;
};

}  // namespace porchlight::test
