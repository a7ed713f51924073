// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/fd.hpp"
#include "base/temporary_folder.hpp"

#include <array>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <poll.h>
#include <spawn.h>
#include <string>
#include <sys/inotify.h>
#include <sys/wait.h>
#include <unistd.h>

namespace porchlight::hal {

/// The system's own wpa_supplicant on the loopback interface, with a driver that needs no adapter:
/// "wired" joins any open network at once, "none" has no air at all. It ends with this, and after a
/// minute in any case. Where it cannot run, `why_not` says so.
class RealWpaSupplicant {
  public:
    explicit RealWpaSupplicant(std::string driver) : driver_(std::move(driver)) {
        std::ofstream(configuration()) << "ctrl_interface=" << folder_.path() << "/control\n"
                                       << "ap_scan=" << (driver_ == "wired" ? 0 : 1) << "\n"
                                       << "update_config=1\n";
        std::filesystem::create_directory(own_folder());
        start();
    }
    ~RealWpaSupplicant() { stop(); }
    RealWpaSupplicant(const RealWpaSupplicant&) = delete;
    RealWpaSupplicant& operator=(const RealWpaSupplicant&) = delete;
    RealWpaSupplicant(RealWpaSupplicant&&) = delete;
    RealWpaSupplicant& operator=(RealWpaSupplicant&&) = delete;

    [[nodiscard]] const std::string& why_not() const { return why_not_; }
    [[nodiscard]] std::string control() const { return folder_.path() + "/control/lo"; }
    [[nodiscard]] std::string own_folder() const { return folder_.path() + "/own"; }
    /// Where SAVE_CONFIG writes.
    [[nodiscard]] std::string configuration() const { return folder_.path() + "/wpa.conf"; }

    /// Waits until its socket is there.
    void start() {
        const std::string folder = folder_.path() + "/control";  // the service removes it
        std::filesystem::create_directory(folder);
        const UniqueFd watch(::inotify_init1(IN_CLOEXEC));
        ::inotify_add_watch(watch.get(), folder.c_str(), IN_CREATE);
        if (!spawn()) {
            why_not_ = "wpa_supplicant is not installed; tools/setup test installs it";
            return;
        }
        constexpr int kPatience = 10'000;  // ms
        pollfd created{watch.get(), POLLIN, 0};
        if (::poll(&created, 1, kPatience) != 1) {
            why_not_ = "wpa_supplicant does not start; it has to be root";
        }
    }
    /// Waits for its end.
    void stop() {
        if (pid_ > 0) {
            ::kill(pid_, SIGTERM);
            ::waitpid(pid_, nullptr, 0);
            pid_ = -1;
        }
    }

  private:
    static constexpr const char* kProgram = "/usr/sbin/wpa_supplicant";

    bool spawn() {
        if (::access(kProgram, X_OK) != 0) {
            return false;
        }
        std::array<std::string, 12> words{"timeout",
                                          "60",
                                          kProgram,
                                          "-D",
                                          driver_,
                                          "-i",
                                          "lo",
                                          "-c",
                                          configuration(),
                                          "-f",
                                          folder_.path() + "/log",
                                          "-q"};
        std::array<char*, words.size() + 1> arguments{};
        for (std::size_t i = 0; i < words.size(); ++i) {
            arguments.at(i) = words.at(i).data();
        }
        return ::posix_spawnp(&pid_, "timeout", nullptr, nullptr, arguments.data(), environ) == 0;
    }

    TemporaryFolder folder_;
    std::string driver_;
    std::string why_not_;
    pid_t pid_ = -1;
};

}  // namespace porchlight::hal
