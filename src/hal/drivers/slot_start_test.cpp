// SPDX-License-Identifier: Apache-2.0
#include "hal/drivers/slot_start.hpp"

#include "base/temporary_folder.hpp"
#include "hal/drivers/directory_updater.hpp"
#include "hal/drivers/power_cut_for_test.hpp"
#include "hal/drivers/trial_alarm.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>
#include <sys/wait.h>
#include <unistd.h>

namespace porchlight::hal {
namespace {

using ::testing::AnyOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr int kCut = 99;

/// A program that says its name, the slot it was told and its arguments.
std::string program(const std::string& name) {
    return "#!/bin/sh\necho \"" + name + " runs as ${" + kSlotVariable + "##*/} with $*\"\n";
}

void put(const std::string& path, const std::string& content, unsigned mode = 0700) {
    std::filesystem::create_directories(std::filesystem::path(path).parent_path());
    ASSERT_TRUE(write_file_atomically(path, content, mode));
}

std::string read_all(int fd) {
    std::string text;
    char piece[4096];
    for (ssize_t n = 0; (n = ::read(fd, piece, sizeof piece)) > 0;) {
        text.append(piece, static_cast<std::size_t>(n));
    }
    return text;
}

/// A board: each `start` is a process of its own, with the real boot code, that becomes what it
/// starts.
struct StartedBoard {
    TemporaryFolder folder;
    std::string slots = folder.path() + "/slots";
    std::string installed = folder.path() + "/installed";
    int status = 0;  ///< Of the last start, as waitpid has it.

    StartedBoard() {
        put(installed, program("installed"));
        std::filesystem::create_directory(slots);
    }

    std::string image(Slot slot) const {
        return slots + "/" + std::string(to_string(slot)) + "/image";
    }
    void keep(const std::string& active, int tries) const {
        put(slots + "/state",
            "porchlight slots 1\nactive " + active + "\ntries " + std::to_string(tries) + "\n",
            0600);
    }
    [[nodiscard]] SlotState state() const {
        return *DirectoryUpdater::open(slots, Slot::A).value()->state();
    }

    /// @return What the boot code and the program said.
    std::string start(DiskHook hook = {}) {
        int ends[2];
        EXPECT_EQ(::pipe(ends), 0);
        const pid_t child = ::fork();
        if (child == 0) {
            ::dup2(ends[1], STDOUT_FILENO);
            ::close(ends[0]);
            become({slots, installed, std::move(hook)});
        }
        ::close(ends[1]);
        std::string said = read_all(ends[0]);
        ::close(ends[0]);
        EXPECT_EQ(::waitpid(child, &status, 0), child);
        return said;
    }

  private:
    [[noreturn]] static void become(const SlotStart& start) {
        const StartCalls calls{
            [](const Launch& launch) { return execute(launch, {"--hub", "h"}); },
            [](const std::string& line) {
                const std::string text = line + "\n";
                static_cast<void>(::write(STDOUT_FILENO, text.data(), text.size()));
            }};
        static_cast<void>(start_from_slots(start, calls));
        ::_exit(1);
    }
};

TEST(SlotStart, StartsTheInstalledProgramWhileThereIsNoUpdate) {
    StartedBoard board;
    EXPECT_THAT(board.start(), AllOf(HasSubstr("as it was installed: slot a has no update\n"),
                                     EndsWith("installed runs as a with --hub h\n")));
    std::filesystem::remove_all(board.slots);
    EXPECT_THAT(board.start(), EndsWith("installed runs as a with --hub h\n")) << "no folder yet";
}

TEST(SlotStart, CountsATryBeforeTheUpdateStarts) {
    StartedBoard board;
    put(board.image(Slot::A), program("old"));
    put(board.image(Slot::B), "#!/bin/sh\ncat ${" + std::string(kSlotVariable) + "}/../state\n");
    board.keep("a", 2);
    EXPECT_EQ(board.start(),
              "starts the update in slot b, on trial; tries left after this one: 1\n"
              "porchlight slots 1\nactive a\ntries 1\n");
    EXPECT_THAT(board.start(), HasSubstr("tries 0\n"));
    EXPECT_EQ(board.start(), "starts slot a, which was good last\nold runs as a with --hub h\n");
}

TEST(SlotStart, AnUpdateThatCannotBeExecutedIsTriedOutAndTheGoodSlotStarted) {
    StartedBoard board;
    put(board.image(Slot::A), program("old"));
    put(board.image(Slot::B),
        "\x7f"
        "ELF, and then nothing");
    board.keep("a", 3);
    const std::string said = board.start();
    EXPECT_THAT(said,
                HasSubstr("tries left after this one: 0\ncannot start " + board.image(Slot::B)));
    EXPECT_THAT(said, EndsWith("starts slot a, which was good last\nold runs as a with --hub h\n"));
    EXPECT_EQ(board.state(), (SlotState{Slot::A, 0}));
}

TEST(SlotStart, StartsTheInstalledProgramWhenTheGoodImageWentBadAndNeverWhatIsNotGood) {
    StartedBoard board;
    put(board.image(Slot::A), program("half"));
    put(board.image(Slot::B), "rot");
    board.keep("b", 0);
    EXPECT_THAT(board.start(),
                AllOf(HasSubstr("slot b cannot be started\n"), Not(HasSubstr("half")),
                      EndsWith("installed runs as b with --hub h\n")));
    std::filesystem::remove(board.image(Slot::B));
    EXPECT_THAT(board.start(), EndsWith("installed runs as b with --hub h\n"));
}

TEST(SlotStart, SaysWhyWhenNothingCanBeStarted) {
    StartedBoard board;
    std::filesystem::remove(board.installed);
    EXPECT_THAT(board.start(), HasSubstr("cannot start " + board.installed));
    EXPECT_EQ(WEXITSTATUS(board.status), 1);
}

TEST(SlotStart, KilledAtAnyStepTheNextStartRunsSomethingWhole) {
    for (const int tries : {0, 1, 3}) {
        for (int at = 0; at < 12; ++at) {
            StartedBoard board;
            put(board.image(Slot::A), program("old"));
            put(board.image(Slot::B), program("new"));
            board.keep("a", tries);
            const std::string first = board.start([left = at](const DiskStep& /*step*/) mutable {
                return left-- == 0 ? (::kill(::getpid(), SIGKILL), Result<>()) : Result<>();
            });
            const bool was_killed = WIFSIGNALED(board.status);
            EXPECT_EQ(was_killed, tries > 0 && at < 10) << at;
            EXPECT_EQ(first.empty(), was_killed) << "nothing was started before it was counted";
            const int left = board.state().tries_left;
            EXPECT_THAT(left, AnyOf(tries, tries - 1));
            EXPECT_THAT(board.start(), HasSubstr(left > 0 ? "new runs as b" : "old runs as a"));
        }
    }
}

/// An update and the starts around it, with power cut in one step of them.
class CutUpdate {
  public:
    CutUpdate(int at, std::uint64_t seed) : power_(seed) {
        put(board_.image(Slot::A), old_);
        board_.keep("a", 0);
        power_.cut_after(at);
    }

    /// @return Whether there was that step.
    bool install() {
        const auto updater =
            std::move(DirectoryUpdater::open(board_.slots, Slot::A, power_.hook())).value();
        const std::span image(reinterpret_cast<const std::uint8_t*>(new_.data()), new_.size());
        static_cast<void>(updater->begin_write(Bytes(static_cast<std::int64_t>(image.size()))) &&
                          updater->write(image) && updater->sync() && updater->set_trial(2));
        return !power_.has_power();
    }

    /// Power may go in the boot code as well: then nothing of it goes on. @return Whether it did.
    bool start_in_the_dark() {
        board_.start([this](const DiskStep& step) {
            auto result = power_.hook()(step);
            if (!power_.has_power()) {
                ::_exit(kCut);
            }
            return result;
        });
        return WEXITSTATUS(board_.status) == kCut;
    }

    void expect_something_whole_runs() {
        EXPECT_THAT(board_.start(), AnyOf(EndsWith("old runs as a with --hub h\n"),
                                          EndsWith("new runs as b with --hub h\n")));
        EXPECT_EQ(WEXITSTATUS(board_.status), 0);
    }

  private:
    StartedBoard board_;
    PowerCut power_;
    // Half of it would run, and say something else.
    std::string old_ = program("old");
    std::string new_ = "#!/bin/sh\necho half\n" + std::string(150'000, '#') + "\n" + program("new");
};

TEST(SlotStart, WhereverPowerIsCutInAnUpdateSomethingWholeIsStarted) {
    int cuts = 0;
    int cuts_while_starting = 0;
    for (int at = 0; at < 40; ++at) {
        for (std::uint64_t seed = 0; seed < 2; ++seed) {
            SCOPED_TRACE(std::to_string(at) + ", seed " + std::to_string(seed));
            CutUpdate update(at, seed);
            const bool was_cut = update.install();
            cuts += was_cut ? 1 : 0;
            cuts_while_starting += !was_cut && update.start_in_the_dark() ? 1 : 0;
            update.expect_something_whole_runs();
        }
    }
    EXPECT_GT(cuts, 20);
    EXPECT_GT(cuts_while_starting, 10);
}

TEST(SlotStart, OnlyATrialHasAnAlarm) {
    StartedBoard board;
    // Half of it may pass while Python starts on a busy machine.
    const std::string tells =
        "#!/usr/bin/env python3\nimport signal\n"
        "left = signal.getitimer(signal.ITIMER_REAL)[0]\n"
        "whole = " +
        std::to_string(kTrialAlarm.count()) +
        "\n"
        "print('none' if left == 0 else 'set' if whole / 2 < left <= whole else left, "
        "int(signal.getsignal(signal.SIGALRM)))\n";
    put(board.image(Slot::A), tells);
    put(board.image(Slot::B), tells);
    board.keep("a", 1);
    const auto previous = std::signal(SIGALRM, SIG_IGN);
    const std::string on_trial = board.start();
    std::signal(SIGALRM, previous);
    EXPECT_THAT(on_trial, HasSubstr("\nset 0\n")) << "set, and with its default effect";
    EXPECT_THAT(board.start(), HasSubstr("\nnone "));
}

TEST(SlotStart, AProgramThatIsFoundGoodHasNoAlarmAnyMore) {
    const TemporaryFolder folder;
    const auto updater = std::move(DirectoryUpdater::open(folder.path(), Slot::B)).value();
    set_trial_alarm();
    ASSERT_TRUE(updater->mark_good());
    EXPECT_EQ(::alarm(0), 0U);
}

TEST(SlotStart, TheProgramKnowsItsSlotFromTheBootCodeOnly) {
    EXPECT_EQ(*started_slot("/s", "/s/a"), Slot::A);
    EXPECT_EQ(*started_slot("/s/", "/s/b"), Slot::B);
    EXPECT_THAT(started_slot("/s", nullptr).error().message(),
                StartsWith("it was not started by porchlight-camera-start"));
    for (const char* elsewhere : {"", "a", "/t/a", "/s/c", "/s/a/"}) {
        EXPECT_THAT(started_slot("/s", elsewhere).error().message(),
                    HasSubstr("name the same folder in both"))
            << elsewhere;
    }
}

}  // namespace
}  // namespace porchlight::hal
