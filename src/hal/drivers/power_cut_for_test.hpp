// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/fd.hpp"
#include "base/random.hpp"
#include "hal/drivers/slot_disk.hpp"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <unistd.h>

namespace porchlight::hal {

/// A disk that loses its power: the step in which that happens is made in part or not at all, what
/// was not synced before is lost, garbled or there, and a name that was not synced may be the old
/// one again. For DirectoryUpdater's hook.
class PowerCut {
  public:
    explicit PowerCut(std::uint64_t seed) : random_(seed) {}

    /// Power goes in the step after `count` more.
    void cut_after(int count) { left_ = count; }
    void power_back() { has_power_ = true; }
    [[nodiscard]] bool has_power() const { return has_power_; }
    [[nodiscard]] int steps() const { return steps_; }

    [[nodiscard]] DiskHook hook() {
        return [this](const DiskStep& step) { return on_step(step); };
    }

  private:
    using Kind = DiskStep::Kind;

    Result<> on_step(const DiskStep& step) {
        const Error gone(ErrorCode::Unavailable, "The power is gone.");
        if (!has_power_) {
            return gone;
        }
        ++steps_;
        if (left_ && (*left_)-- == 0) {
            left_.reset();
            has_power_ = false;
            tear(step);
            lose_unsynced();
            return gone;
        }
        note(step);
        return {};
    }

    /// What is on its way to the disk from now on.
    void note(const DiskStep& step) {
        const std::string path(step.path);
        switch (step.kind) {
            case Kind::Create:
                unsynced_[path] = 0;
                break;
            case Kind::Append:
                unsynced_.try_emplace(path, std::filesystem::file_size(path));
                break;
            case Kind::SyncFile:
                unsynced_.erase(path);
                break;
            case Kind::Rename:
                note_rename(path, std::string(step.target));
                break;
            case Kind::SyncFolder:
                std::erase_if(renamed_, [&](const auto& entry) {
                    return std::filesystem::path(entry.first).parent_path() == path;
                });
                break;
        }
    }

    void note_rename(const std::string& from, const std::string& to) {
        auto old = read_file(to);
        renamed_.try_emplace(to, old ? std::optional(*old) : std::nullopt);
        unsynced_.erase(to);
        if (const auto content = unsynced_.extract(from)) {
            unsynced_[to] = content.mapped();
        }
    }

    /// The step in which power goes.
    void tear(const DiskStep& step) {
        const std::string path(step.path);
        if (step.kind == Kind::Append) {
            note(step);
            const std::string part(reinterpret_cast<const char*>(step.bytes.data()),
                                   random_.next() % step.bytes.size());
            const UniqueFd file = std::move(open_file(path, O_WRONLY | O_APPEND)).value();
            EXPECT_EQ(::write(file.get(), part.data(), part.size()),
                      static_cast<ssize_t>(part.size()));
        } else if (step.kind == Kind::Rename && happens()) {
            note(step);
            std::filesystem::rename(path, step.target);
        }
    }

    void lose_unsynced() {
        for (const auto& [path, synced] : unsynced_) {
            std::error_code absent;
            const std::uintmax_t size = std::filesystem::file_size(path, absent);
            if (!absent && size > synced) {
                lose(path, synced, size);
            }
        }
        unsynced_.clear();
        for (const auto& [path, old] : renamed_) {
            if (!happens()) {
                continue;
            }
            if (old) {
                EXPECT_TRUE(write_file_atomically(path, *old));
            } else {
                std::filesystem::remove(path);
            }
        }
        renamed_.clear();
    }

    void lose(const std::string& path, std::uintmax_t synced, std::uintmax_t size) {
        std::filesystem::resize_file(path, synced + random_.next() % (size - synced + 1));
        if (happens()) {  // the length came through, the content did not
            std::filesystem::resize_file(path, synced);
            std::filesystem::resize_file(path, size);
        }
    }

    bool happens() { return random_.next() % 2 == 0; }

    Random random_;
    std::optional<int> left_;
    bool has_power_ = true;
    int steps_ = 0;
    std::map<std::string, std::uintmax_t> unsynced_;             // from which byte on
    std::map<std::string, std::optional<std::string>> renamed_;  // what was there before
};

}  // namespace porchlight::hal
