// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/fd.hpp"
#include "base/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <spawn.h>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace porchlight::hal {

/// The system's own RAUC on a bus of its own, for a board whose slots are two files and whose boot
/// loader is this class: as U-Boot's script does it, each start costs the started slot one of three
/// attempts. `power_on` starts bus and RAUC anew. Points $DBUS_SYSTEM_BUS_ADDRESS at itself.
class RaucBoard {
  public:
    static constexpr std::int64_t kDevice = 1L << 20;

    /// @param sources  The tree, where the boot loader's script stands.
    explicit RaucBoard(const std::string& sources) {
        for (const char* name : {"A", "B"}) {
            write(device(name), "");
            std::filesystem::resize_file(device(name), kDevice);
            attempts(name, 3);
        }
        write(path("primary"), "A");
        write(path("backend"), read(sources + "/src/hal/drivers/rauc_loader_for_test.sh"), 0700);
        write(path("system.conf"), configuration());
        write(path("bus.conf"), bus_configuration());
        std::filesystem::create_directory(path("services"));
        write(path("services/de.pengutronix.rauc.service"),
              "[D-BUS Service]\nName=de.pengutronix.rauc\nExec=" + path("rauc") + "\n");
    }
    ~RaucBoard() { power_off(); }
    RaucBoard(const RaucBoard&) = delete;
    RaucBoard& operator=(const RaucBoard&) = delete;
    RaucBoard(RaucBoard&&) = delete;
    RaucBoard& operator=(RaucBoard&&) = delete;

    /// Why RAUC cannot run here, or nothing.
    static std::string why_not() {
        for (const char* program : {"/usr/bin/rauc", "/usr/bin/dbus-daemon"}) {
            if (::access(program, X_OK) != 0) {
                return std::string(program) + " is not installed; tools/setup test installs it";
            }
        }
        return {};
    }

    /// The boot loader: counts an attempt, and starts what has one. @return "A" or "B".
    std::string power_on() {
        power_off();
        const std::string first = primary();
        const std::string second = first == "A" ? "B" : "A";
        if (attempts(first) == 0 && attempts(second) == 0) {
            ++last_resorts_;
            attempts("A", 3);
            attempts("B", 3);
        }
        running_ = attempts(first) > 0 ? first : second;
        attempts(running_, attempts(running_) - 1);
        start_bus();
        return running_;
    }

    void power_off() {
        if (bus_ > 0) {
            ::kill(bus_, SIGTERM);
            ::waitpid(std::exchange(bus_, 0), nullptr, 0);
        }
    }

    [[nodiscard]] const std::string& folder() const { return folder_.path(); }
    [[nodiscard]] std::string device(const std::string& name) const {
        return path("device-" + name);
    }
    [[nodiscard]] std::string primary() const { return read(path("primary")).substr(0, 1); }
    [[nodiscard]] int attempts(const std::string& name) const {
        return std::atoi(read(path("attempts-" + name)).c_str());
    }
    void attempts(const std::string& name, int count) const {
        write(path("attempts-" + name), std::to_string(count));
    }
    /// How often the loader had no slot left that may be started.
    [[nodiscard]] int last_resorts() const { return last_resorts_; }
    /// RAUC's configuration, to be changed before power_on.
    [[nodiscard]] std::string configuration() const {
        return "[system]\ncompatible=porch-board\nbootloader=custom\nstatusfile=" + path("status") +
               "\n[keyring]\npath=" + path("none.pem") +
               "\n[handlers]\nbootloader-custom-backend=" + path("backend") +
               "\n[slot.rootfs.0]\ndevice=" + device("A") +
               "\ntype=raw\nbootname=A\n[slot.rootfs.1]\ndevice=" + device("B") +
               "\ntype=raw\nbootname=B\n[slot.data.0]\ndevice=" + path("data") + "\ntype=raw\n";
    }
    void configure(const std::string& text) const { write(path("system.conf"), text); }

  private:
    [[nodiscard]] std::string path(const std::string& name) const {
        return folder_.path() + "/" + name;
    }
    static std::string read(const std::string& path) {
        auto text = read_file(path);
        return text ? *text : "";
    }
    static void write(const std::string& path, const std::string& text, unsigned mode = 0600) {
        ASSERT_TRUE(write_file_atomically(path, text, mode));
    }

    [[nodiscard]] std::string bus_configuration() const {
        return "<busconfig><type>session</type><listen>unix:path=" + path("bus") +
               "</listen><servicedir>" + path("services") +
               "</servicedir><policy context=\"default\"><allow send_destination=\"*\" "
               "eavesdrop=\"true\"/><allow eavesdrop=\"true\"/><allow own=\"*\"/></policy>"
               "</busconfig>";
    }

    /// Returns when the bus listens. It starts RAUC when somebody calls it.
    void start_bus() {
        write(path("rauc"),
              "#!/bin/sh\nexec rauc --conf=" + path("system.conf") +
                  " --override-boot-slot=" + running_ + " service 2>>" + path("rauc.log") + "\n",
              0700);
        std::filesystem::remove(path("bus"));
        std::array<int, 2> ends{};
        ASSERT_EQ(::pipe2(ends.data(), O_CLOEXEC), 0);
        const UniqueFd told(ends[0]);
        UniqueFd tells(ends[1]);
        posix_spawn_file_actions_t actions{};
        ::posix_spawn_file_actions_init(&actions);
        ::posix_spawn_file_actions_adddup2(&actions, tells.get(), STDOUT_FILENO);
        ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, path("bus.log").c_str(),
                                           O_WRONLY | O_CREAT | O_APPEND, 0600);
        std::string file = "--config-file=" + path("bus.conf");
        std::string program = "/usr/bin/dbus-daemon";
        std::string print = "--print-address=1";
        std::string stays = "--nofork";
        std::array<char*, 5> words{program.data(), file.data(), print.data(), stays.data(),
                                   nullptr};
        ASSERT_EQ(::posix_spawn(&bus_, program.c_str(), &actions, nullptr, words.data(), environ),
                  0);
        ::posix_spawn_file_actions_destroy(&actions);
        tells.reset();
        char byte = 0;
        ASSERT_EQ(::read(told.get(), &byte, 1), 1) << "the bus does not start";
        ::setenv("DBUS_SYSTEM_BUS_ADDRESS", ("unix:path=" + path("bus")).c_str(), 1);
    }

    TemporaryFolder folder_;
    std::string running_;
    pid_t bus_ = 0;
    int last_resorts_ = 0;
};  // namespace porchlight::hal

}  // namespace porchlight::hal
