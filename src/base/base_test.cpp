// SPDX-License-Identifier: Apache-2.0
#include "base/base64.hpp"
#include "base/fd.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"
#include "base/units.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <unistd.h>

namespace porchlight {
namespace {

using std::chrono::seconds;

Result<int> half(int n) {
    if (n % 2 != 0) {
        return Error(ErrorCode::InvalidArgument, std::to_string(n) + " is odd");
    }
    return n / 2;
}

Result<int> quarter(int n) {
    PL_TRY(const int once, half(n));
    PL_TRY(const int twice, half(once));
    return twice;
}

TEST(Result, TryPassesTheValueOnOrReturnsTheError) {
    EXPECT_EQ(*quarter(12), 3);
    ASSERT_FALSE(quarter(6));
    EXPECT_EQ(quarter(6).error().code(), ErrorCode::InvalidArgument);
    EXPECT_EQ(quarter(6).error().message(), "3 is odd");
}

TEST(ResultDeathTest, ReadingTheValueOfAFailureAbortsWithItsReason) {
    EXPECT_DEATH(static_cast<void>(half(3).value()), "3 is odd");
}

TEST(Error, WrapKeepsCodeAndFaultAndReadsAsOneSentence) {
    const Error error = Error(ErrorCode::TimedOut, "timed out")
                            .with_fault("network.port_closed")
                            .wrap("connect to 192.168.1.20:554")
                            .wrap("Front door: no picture for 12 s");
    EXPECT_EQ(error.code(), ErrorCode::TimedOut);
    EXPECT_EQ(error.fault(), "network.port_closed");
    EXPECT_EQ(error.message(),
              "Front door: no picture for 12 s: connect to 192.168.1.20:554: timed out");
}

TEST(Error, AFullDiskIsExhaustedAndAMissingFileIsNotFound) {
    EXPECT_EQ(errno_error(ENOSPC, "write").code(), ErrorCode::Exhausted);
    EXPECT_EQ(errno_error(ENOENT, "open").code(), ErrorCode::NotFound);
    EXPECT_EQ(errno_error(EIO, "write").code(), ErrorCode::Unavailable);
}

TEST(Id, TextFormComesBackAndSortsByTime) {
    Random random(1);
    FakeClock clock;
    const auto first = CameraId::create(clock.utc_now(), random);
    clock.advance(std::chrono::milliseconds(1));
    const auto second = CameraId::create(clock.utc_now(), random);
    EXPECT_LT(first, second);
    EXPECT_LT(first.text(), second.text());
    EXPECT_EQ(first.text().size(), 13U);
    EXPECT_EQ(*CameraId::parse(first.text()), first);
}

TEST(Id, RefusesWhatIsNotAnIdAndNamesTheKind) {
    for (const char* text :
         {"", "short", "0000000000000", "zzzzzzzzzzzzz", "01234567890-!", "0123456789abcdef"}) {
        const auto parsed = ClipId::parse(text);
        ASSERT_FALSE(parsed) << text;
        EXPECT_THAT(parsed.error().message(), testing::HasSubstr("is not a clip id"));
    }
}

TEST(Id, AClockBefore1970StillMakesAUsableId) {
    Random random(1);
    EXPECT_GT(CameraId::create(UtcTime(seconds(-5)), random).value(), 0);
}

TEST(MediaTime, CountsIn90KilohertzTicks) {
    EXPECT_EQ((MediaTime(0) + seconds(2)).ticks(), 180000);
    EXPECT_DOUBLE_EQ(to_seconds(MediaTime(135000) - MediaTime(90000)), 0.5);
}

TEST(Clock, TheWallClockMayJumpWhileTheMonotonicClockDoesNot) {
    FakeClock clock;
    const auto before = clock.monotonic_now();
    clock.set_utc(UtcTime(seconds(0)));
    clock.advance(seconds(3));
    EXPECT_EQ(clock.monotonic_now() - before, seconds(3));
    EXPECT_EQ(to_rfc3339(clock.utc_now()), "1970-01-01T00:00:03.000Z");
}

TEST(Base64, ComesBackForEveryLengthAndAcceptsMissingPadding) {
    for (std::size_t n = 0; n < 20; ++n) {
        std::vector<std::uint8_t> bytes(n);
        for (std::size_t i = 0; i < n; ++i) {
            bytes[i] = static_cast<std::uint8_t>(i * 37 + 250);
        }
        std::string text = to_base64(bytes);
        EXPECT_EQ(*from_base64(text), bytes);
        while (text.ends_with('=')) {
            text.pop_back();
        }
        EXPECT_EQ(*from_base64(text), bytes);
        EXPECT_EQ(*from_hex(to_hex(bytes)), bytes);
    }
    EXPECT_EQ(to_base64(std::vector<std::uint8_t>{'u', ':', 'p'}), "dTpw");
    EXPECT_FALSE(from_base64("ab*d"));
    EXPECT_FALSE(from_hex("abc"));
    EXPECT_FALSE(from_hex("zz"));
}

TEST(File, AtomicWriteReplacesTheOldContentAndReadRefusesAFileOverTheLimit) {
    const auto folder =
        std::filesystem::temp_directory_path() / ("pl_base_" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    const std::string path = (folder / "x").string();
    ASSERT_TRUE(write_file_atomically(path, "old"));
    ASSERT_TRUE(write_file_atomically(path, "new"));
    EXPECT_EQ(*read_file(path), "new");
    EXPECT_EQ(read_file(path, 2).error().code(), ErrorCode::Exhausted);
    EXPECT_EQ(read_file(path + "y").error().code(), ErrorCode::NotFound);
    std::filesystem::remove_all(folder);
}

TEST(Secret, MovingOutLeavesNothingBehind) {
    Secret first("hunter2hunter2");
    const Secret second = std::move(first);
    EXPECT_TRUE(first.empty());  // NOLINT(bugprone-use-after-move): the point of the test
    EXPECT_EQ(second.reveal(), "hunter2hunter2");
}

TEST(Rfc3339, ReadsWhatItWritesAndOffsetsAndRefusesWhatIsNoTime) {
    const UtcTime time = *from_rfc3339("2026-11-21T08:15:30.250Z");
    EXPECT_EQ(to_rfc3339(time), "2026-11-21T08:15:30.250Z");
    EXPECT_EQ(*from_rfc3339("2026-11-21T10:45:30.25+02:30"), time);
    EXPECT_EQ(*from_rfc3339("2026-11-20T23:15:30.2500009-09:00"), time);
    for (const char* wrong :
         {"", "2026-11-21", "2026-02-30T00:00:00Z", "2026-11-21T24:00:00Z", "2026-11-21T08:15:30",
          "2026-11-21T08:15:30.Z", "2026-11-21T08:15:30Zx", "-026-11-21T08:15:30Z"}) {
        EXPECT_FALSE(from_rfc3339(wrong)) << wrong;
    }
}

}  // namespace
}  // namespace porchlight
