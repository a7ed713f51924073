// SPDX-License-Identifier: Apache-2.0
#include "camera/updates.hpp"

#include "base/fd.hpp"
#include "base/temporary_folder.hpp"
#include "camera/bundle_fixture.hpp"
#include "camera/diary_for_test.hpp"
#include "hal/fakes/fake_updater.hpp"
#include "rt/launch.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <unistd.h>

namespace porchlight::camera {
namespace {

using device::Event;
using hal::Slot;
using ::testing::HasSubstr;

constexpr Release kOld{{1, 2, 0}, 3};
constexpr Release kNew{{1, 3, 0}, 3};
constexpr std::int64_t kCommand = 17;

/// A camera around an update, with a hub that has one bundle. On the strand, but for the diary.
class Host final : public UpdateHost {
  public:
    void ask_firmware(std::int64_t command, std::int64_t offset) override {
        ++asks;
        asked_from = offset;
        if (asks > answers) {
            diary.write(fmt::format("silent at {}", offset));
            return;
        }
        const auto rest = std::span(bundle).subspan(static_cast<std::size_t>(offset));
        const auto piece = rest.first(std::min(rest.size(), device::kMostData));
        sent += piece.size();
        updates->on_piece(
            {device::DataKind::Firmware, command, offset, std::string(piece.begin(), piece.end())});
    }
    void answer(const device::CommandResult& result) override {
        diary.write(fmt::format("answer {} {} {}", result.id, static_cast<int>(result.outcome),
                                result.sentence));
    }
    void on_update(Event event) override { diary.write(std::string(device::name_of(event))); }
    void on_return(const std::string& why) override { diary.write("returned: " + why); }
    void on_restart_due() override { diary.write("restart due"); }

    Updates* updates = nullptr;
    ByteVector bundle;
    int answers = 1'000'000;  ///< So many pieces come, and then none.
    int asks = 0;
    std::int64_t asked_from = -1;
    std::size_t sent = 0;
    Diary diary;
};

class UpdatesTest : public testing::Test {
  protected:
    UpdatesTest() {
        clock_.set_utc(kNoon);
        board().put_image(Slot::A, make_image(1000, 1));
        host_.bundle = good_bundle(kNew, image_);
    }
    ~UpdatesTest() override { stop(); }

    /// The board is powered on, and its program starts.
    void start() {
        slot_ = board().power_on();
        start_program();
    }
    void start_program() {
        on_strand([this] {
            UpdateNeeds needs{strand_.executor(),
                              disk_.executor(),
                              &clock_,
                              std::make_shared<hal::FakeUpdater>(kept_board_.get(), slot_),
                              folder_.path(),
                              root(),
                              kHardware,
                              slot_ == Slot::A ? kOld : kNew,
                              patience_};
            updates_ = std::move(Updates::start(std::move(needs), host_)).value();
            host_.updates = updates_.get();
            updates_->tell_news();
        });
    }
    void stop() {
        if (updates_) {
            EXPECT_TRUE(rt::run_blocking(strand_, updates_->stop()));
            on_strand([this] { updates_.reset(); });
        }
    }
    void restart() {
        stop();
        start();
    }
    void on_strand(const std::function<void()>& function) {
        auto work = rt::offload(strand_.executor(), [&] {
            function();
            return Result<>();
        });
        EXPECT_TRUE(rt::run_blocking(strand_, std::move(work)));
    }
    void offer(const std::string& version = "1.3.0") {
        offer_of_size(version, static_cast<std::int64_t>(host_.bundle.size()));
    }
    void offer_of_size(const std::string& version, std::int64_t size) {
        on_strand([&] { updates_->offer(kCommand, {version, Bytes(size)}); });
    }
    void begin() {
        on_strand([this] { updates_->begin(); });
    }
    /// Until it is set for trial.
    void fetch() {
        offer();
        ASSERT_EQ(next("Update"), "UpdateOffered");
        begin();
        ASSERT_EQ(next("Update"), "UpdateFinished");
    }
    hal::FakeBoard& board() { return *kept_board_; }
    std::string next(const std::string& part) { return host_.diary.next_with(part); }

    FakeClock clock_;
    std::unique_ptr<hal::FakeBoard> kept_board_ = std::make_unique<hal::FakeBoard>(1);
    TemporaryFolder folder_;
    const ByteVector image_ = make_image((1U << 20U) + 200'000, 2);
    Slot slot_ = Slot::A;
    std::chrono::milliseconds patience_{60'000};
    Host host_;
    rt::IoThread strand_{"strand"};  // before the disk, whose answers end on it
    rt::IoThread disk_{"disk"};
    std::unique_ptr<Updates> updates_;
};

TEST_F(UpdatesTest, ABundleIsFetchedTwiceAndSetForTrial) {
    start();
    fetch();
    EXPECT_EQ(host_.sent, 2 * host_.bundle.size());
    EXPECT_EQ(board().image(Slot::B), image_);
    EXPECT_TRUE(updates_->is_restart_due());
    EXPECT_EQ(board().power_on(), Slot::B);
}

TEST_F(UpdatesTest, TheCommandIsAnsweredOnceTheTrialWasWell) {
    start();
    fetch();
    restart();
    ASSERT_EQ(slot_, Slot::B);
    EXPECT_EQ(updates_->reboot(), device::RebootReason::Update);
    on_strand([this] {
        updates_->on_self_test(Health::Well);
        updates_->offer(kCommand, {"1.3.0", Bytes(5)});  // the hub says it again
        EXPECT_TRUE(updates_->on_trial()) << "the hub was not reached yet";
        updates_->on_hub_reached();
        EXPECT_FALSE(updates_->on_trial());
    });
    EXPECT_EQ(next("answer"), "answer 17 0 ");
    restart();
    EXPECT_EQ(slot_, Slot::B);
    EXPECT_FALSE(updates_->reboot().has_value());
    offer();
    EXPECT_EQ(next("answer"), "answer 17 0 ") << "the first answer was lost";
}

TEST_F(UpdatesTest, AHubThatIsNotReachedInTimeBringsTheOldVersionBack) {
    start();
    fetch();
    restart();
    on_strand([this] {
        updates_->on_self_test(Health::Well);
        clock_.advance(Firmware::kHealthTime - std::chrono::seconds(1));
        updates_->advance();
        EXPECT_TRUE(updates_->on_trial());
        EXPECT_EQ(*updates_->next_change(), clock_.monotonic_now() + std::chrono::seconds(1));
        clock_.advance(std::chrono::seconds(1));
        updates_->advance();
    });
    EXPECT_EQ(next("restart"), "restart due");
    restart();
    EXPECT_EQ(slot_, Slot::A);
    EXPECT_EQ(updates_->reboot(), std::nullopt) << "the news were told at the start";
    EXPECT_THAT(next("returned"), HasSubstr("1.3.0 came up and was not known to be well"));
    offer();
    EXPECT_THAT(next("answer"), HasSubstr("answer 17 1 Version 1.3.0 came up and was not known"));
    restart();
    on_strand([this] { host_.diary.write("returned once only"); });
    EXPECT_EQ(next("returned"), "returned once only");
}

TEST_F(UpdatesTest, AFailedSelfTestBringsTheOldVersionBack) {
    start();
    fetch();
    restart();
    on_strand([this] {
        updates_->on_self_test(Health::NotWell);
        updates_->on_hub_reached();
        EXPECT_TRUE(updates_->is_restart_due());
    });
    restart();
    EXPECT_EQ(slot_, Slot::A);
    EXPECT_THAT(next("returned"), HasSubstr("did not pass its own health check"));
}

TEST_F(UpdatesTest, AProgramThatEndsInItsTrialIsTriedThreeTimes) {
    start();
    fetch();
    for (int i = 0; i < 3; ++i) {
        restart();
        EXPECT_EQ(slot_, Slot::B);
    }
    restart();
    EXPECT_EQ(slot_, Slot::A);
    EXPECT_THAT(next("returned"), HasSubstr("came up 3 times"));
}

TEST_F(UpdatesTest, WhatCanBeRefusedWithoutTheBundleIs) {
    struct Case {
        const char* version;
        std::int64_t size;
        const char* sentence;
    };
    start();
    for (const Case& bad :
         {Case{"1.2.0", 5000, "not newer"}, Case{"1.1.9", 5000, "not newer"},
          Case{"newest", 5000, "1.2.0"}, Case{"1.3.0", 0, "no size"},
          Case{"1.3.0", 1L << 40, "no size"}, Case{"1.3.0", 100L << 20, "has room for"}}) {
        offer_of_size(bad.version, bad.size);
        EXPECT_THAT(next("answer 17 1"), HasSubstr(bad.sentence)) << bad.version;
    }
    EXPECT_EQ(host_.asks, 0);
    EXPECT_FALSE(updates_->is_waiting());
    EXPECT_EQ(board().operations(), 0);
}

TEST_F(UpdatesTest, AForgedBundleLeavesNothingBehindAndIsTold) {
    start();
    host_.bundle.at(host_.bundle.size() / 2) ^= 1U;
    offer();
    begin();
    EXPECT_THAT(next("answer 17 1"), HasSubstr("not what was signed"));
    EXPECT_EQ(next("Update"), "UpdateFailed");
    EXPECT_FALSE(updates_->why_failed().empty());
    EXPECT_TRUE(board().image(Slot::B).empty());
    EXPECT_EQ(board().operations(), 0);
    restart();
    EXPECT_EQ(slot_, Slot::A);
}

TEST_F(UpdatesTest, APausedUpdateGoesOnAtTheByteWhereItWas) {
    start();
    const int pieces = static_cast<int>(host_.bundle.size() / device::kMostData) + 1;
    for (const int answers : {0, 1, pieces, pieces + 3}) {
        host_.answers = answers;
        host_.asks = 0;
        host_.sent = 0;
        offer();
        begin();
        const std::string where = next("silent");
        on_strand([this] { updates_->pause(); });
        EXPECT_TRUE(updates_->is_waiting());
        host_.answers = 1'000'000;
        offer();  // the hub says it again when the link is back
        begin();
        ASSERT_EQ(next("UpdateFin"), "UpdateFinished") << answers;
        EXPECT_EQ(host_.sent, 2 * host_.bundle.size()) << "nothing came twice, paused " << where;
        EXPECT_EQ(board().image(Slot::B), image_);
        restart();
        on_strand([this] { updates_->on_self_test(Health::NotWell); });
        restart();
        ASSERT_EQ(slot_, Slot::A);
        ASSERT_EQ(::unlink((folder_.path() + "/update").c_str()), 0);  // as a new command
        restart();
    }
}

TEST_F(UpdatesTest, ARestartAtAnyPieceBeginsAnewAndEndsWell) {
    const int pieces = 2 * (static_cast<int>(host_.bundle.size() / device::kMostData) + 1);
    for (int at = 0; at < pieces; at += 3) {
        start();
        ASSERT_EQ(slot_, Slot::A) << at;
        host_.answers = at;
        host_.asks = 0;
        offer();
        begin();
        static_cast<void>(next("silent"));
        stop();
        host_.answers = 1'000'000;
        start();
        ASSERT_EQ(slot_, Slot::A) << "boots, cut at piece " << at;
        fetch();
        EXPECT_EQ(board().image(Slot::B), image_) << at;
        stop();
        kept_board_ = std::make_unique<hal::FakeBoard>(1);
        board().put_image(Slot::A, make_image(1000, 1));
        ASSERT_EQ(::unlink((folder_.path() + "/update").c_str()), 0);
    }
}

TEST_F(UpdatesTest, ACutBetweenNoteAndTrialBeginsAnew) {
    ASSERT_TRUE(keep_update_note(folder_.path(), {kCommand, {1, 3, 0}, {}, ""}));
    start();
    fetch();
    EXPECT_EQ(board().image(Slot::B), image_);
}

TEST_F(UpdatesTest, ACutAfterMarkGoodIsToldAsDone) {
    start();
    fetch();
    restart();
    on_strand([this] {
        updates_->on_self_test(Health::Well);
        updates_->on_hub_reached();
    });
    EXPECT_EQ(next("answer"), "answer 17 0 ");
    // Power went before the note was written.
    ASSERT_TRUE(keep_update_note(folder_.path(), {kCommand, {1, 3, 0}, {}, ""}));
    restart();
    offer();
    EXPECT_EQ(next("answer"), "answer 17 0 ");
}

TEST_F(UpdatesTest, AHubThatStopsSendingOrSendsTooLittleFails) {
    patience_ = std::chrono::milliseconds(20);
    start();
    host_.answers = 2;
    offer();
    begin();
    ASSERT_NE(next("silent"), "");
    clock_.advance(patience_);
    EXPECT_THAT(next("answer"), HasSubstr("stopped sending"));
    EXPECT_EQ(next("Update"), "UpdateFailed");
    ASSERT_EQ(::unlink((folder_.path() + "/update").c_str()), 0);
    restart();
    host_.answers = 1'000'000;
    offer_of_size("1.3.0", static_cast<std::int64_t>(host_.bundle.size()) + 100'000);
    begin();
    EXPECT_THAT(next("answer"), HasSubstr("not as long as it said"));
}

TEST_F(UpdatesTest, AnotherOfferWhileOneIsUnderWayIsRefused) {
    start();
    offer();
    on_strand([this] { updates_->offer(18, {"1.4.0", Bytes(5000)}); });
    EXPECT_THAT(next("answer 18 1"), HasSubstr("Another update is under way"));
    EXPECT_TRUE(updates_->is_waiting());
}

TEST(UpdateNote, IsReadBackAndNothingElseIs) {
    const TemporaryFolder folder;
    EXPECT_FALSE(read_update_note(folder.path()).has_value());
    const UpdateNote note{9, {1, 3, 0}, UpdateNote::Outcome::Failed, "It did not come up."};
    ASSERT_TRUE(keep_update_note(folder.path(), note));
    EXPECT_EQ(*read_update_note(folder.path()), note);
    const std::string text = to_text(note);
    for (std::size_t size = 0; size < text.size(); ++size) {
        EXPECT_FALSE(parse_update_note(text.substr(0, size))) << size;
    }
}

}  // namespace
}  // namespace porchlight::camera
