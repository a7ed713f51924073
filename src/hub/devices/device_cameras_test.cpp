// SPDX-License-Identifier: Apache-2.0
#include "hub/devices/device_cameras.hpp"

#include "hub/fakes/fake_cameras.hpp"
#include "rt/io_thread.hpp"
#include "rt/launch.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace porchlight::hub {
namespace {

constexpr HomeId kHome(1);

class DeviceCamerasTest : public testing::Test {
  protected:
    DeviceCamerasTest() {
        on_thread([this] {
            bridge_.emplace(DeviceCameras::Parts{
                thread_.executor(), thread_.executor(), thread_.executor(), kHome, clock_, cameras_,
                import_, [this](const CameraView& camera) { return follow(camera); }});
            hooks_ = bridge_->hooks();
        });
    }
    ~DeviceCamerasTest() override {
        finish();
        on_thread([this] { bridge_.reset(); });
    }

    /// All that the hooks have begun is done.
    void finish() {
        if (!std::exchange(is_finished_, true)) {
            EXPECT_TRUE(rt::run_blocking(thread_, bridge_->stop()));
        }
    }
    void on_thread(std::function<void()> work) {
        auto body = rt::offload(thread_.executor(), [work = std::move(work)] {
            work();
            return Result<>();
        });
        EXPECT_TRUE(rt::run_blocking(thread_, std::move(body)));
    }
    rt::Task<> follow(CameraView camera) {
        followed_.push_back(camera.settings.name);
        co_return Result<>();
    }
    static store::Device device(HomeId owner = kHome) {
        store::Device device;
        device.serial = *Serial::parse("PL-1234-5678");
        device.model = "porchlight-camera";
        device.owner = owner;
        device.binding = store::BindingKind::Bound;
        return device;
    }
    static device::EventReport motion(bool is_over) {
        device::EventReport report;
        report.id = 1;
        report.score = 0.8;
        if (is_over) {
            report.end = report.start + std::chrono::seconds(9);
        }
        return report;
    }

    FakeClock clock_;
    rt::IoThread thread_{"device cameras test"};
    FakeCameras cameras_;
    recorder::ClipImport import_{{}};
    std::vector<std::string> followed_;
    std::optional<DeviceCameras> bridge_;
    DeviceHooks hooks_;
    bool is_finished_ = false;
};

TEST_F(DeviceCamerasTest, ADevicesFirstVideoMakesACameraAndLaterOnesMoveIt) {
    on_thread([this] {
        hooks_.stream(device(), Secret("rtsp://hub:a@10.0.0.7:8554/main"));
        hooks_.stream(device(), Secret("rtsp://hub:b@10.0.0.9:8554/main"));
    });
    finish();
    ASSERT_EQ(cameras_.cameras.size(), 1U);
    const CameraView& camera = cameras_.cameras.front();
    EXPECT_EQ(camera.device, device().serial);
    EXPECT_EQ(camera.settings.url.reveal(), "rtsp://hub:b@10.0.0.9:8554/main");
    EXPECT_EQ(camera.settings.name, "Porchlight camera");
    EXPECT_EQ(followed_.size(), 2U) << "each time it is told what was chosen";
}

TEST_F(DeviceCamerasTest, ANameAndOtherSettingsOutliveANewAddress) {
    on_thread([this] {
        hooks_.stream(device(), Secret("rtsp://hub:a@10.0.0.7:8554/main"));
        store::Device renamed = device();
        renamed.name = "Porch";
        hooks_.changed(device(), renamed);
        hooks_.stream(renamed, Secret("rtsp://hub:b@10.0.0.7:8554/main"));
    });
    finish();
    ASSERT_EQ(cameras_.cameras.size(), 1U);
    EXPECT_EQ(cameras_.cameras.front().settings.name, "Porch");
}

TEST_F(DeviceCamerasTest, WhatItSeesIsMotionUntilItSaysThatItIsOver) {
    on_thread([this] { hooks_.stream(device(), Secret("rtsp://hub:a@10.0.0.7:8554/main")); });
    finish();
    on_thread([this] {
        hooks_.event(device(), motion(false));
        hooks_.event(device(), motion(true));
    });
    ASSERT_EQ(cameras_.motions.size(), 2U);
    EXPECT_TRUE(cameras_.motions[0].second.moves);
    EXPECT_EQ(cameras_.motions[0].second.score, 0.8);
    EXPECT_FALSE(cameras_.motions[1].second.moves);
}

TEST_F(DeviceCamerasTest, ItIsHereFromItsVideoToTheEndOfItsLink) {
    on_thread([this] {
        hooks_.stream(device(), Secret("rtsp://hub:a@10.0.0.7:8554/main"));
        hooks_.left(device());
        hooks_.stream(device(), Secret("rtsp://hub:a@10.0.0.7:8554/main"));
    });
    finish();
    EXPECT_TRUE(cameras_.here.at(cameras_.cameras.front().id));
}

TEST_F(DeviceCamerasTest, WhatRunsOnCellsIsLeftToSleepAndWhatHasACordIsNot) {
    on_thread([this] {
        hooks_.stream(device(), Secret("rtsp://hub:a@10.0.0.7:8554/main"));
        store::Device on_cells = device();
        on_cells.serial = *Serial::parse("PL-1234-5679");
        on_cells.model = "blink-outdoor-4";
        hooks_.stream(on_cells, Secret("rtsp://hub:a@10.0.0.8:8554/main"));
        store::Device with_cord = device();
        with_cord.serial = *Serial::parse("PL-1234-5680");
        with_cord.model = "blink-mini-2";
        hooks_.stream(with_cord, Secret("rtsp://hub:a@10.0.0.9:8554/main"));
    });
    finish();
    EXPECT_EQ(cameras_.cameras.at(1).settings.connect, store::ConnectChoice::WhenNeeded);
    EXPECT_EQ(cameras_.cameras.at(2).settings.connect, store::ConnectChoice::Always);
}

TEST_F(DeviceCamerasTest, ADeviceThatIsLetGoIsNoCameraAnyMore) {
    on_thread([this] {
        hooks_.stream(device(), Secret("rtsp://hub:a@10.0.0.7:8554/main"));
        hooks_.changed(device(), device(HomeId()));
    });
    finish();
    EXPECT_TRUE(cameras_.cameras.empty());
}

TEST_F(DeviceCamerasTest, AnotherHomesDeviceIsNoCameraHere) {
    on_thread(
        [this] { hooks_.stream(device(HomeId(2)), Secret("rtsp://hub:a@10.0.0.7:8554/main")); });
    finish();
    EXPECT_TRUE(cameras_.cameras.empty());
}

TEST(ImportedClipId, IsTheSameForTheSameClipAndAnotherForAnother) {
    const Serial one = *Serial::parse("PL-1234-5678");
    device::ClipOffer offer;
    offer.id = 7;
    offer.start = UtcTime(std::chrono::hours(480'000));
    EXPECT_EQ(imported_clip_id(one, offer), imported_clip_id(one, offer));
    EXPECT_NE(imported_clip_id(one, offer),
              imported_clip_id(*Serial::parse("PL-1234-5679"), offer));
    device::ClipOffer later = offer;
    later.start += std::chrono::seconds(1);
    EXPECT_LT(imported_clip_id(one, offer), imported_clip_id(one, later));
}

/// Keeps in memory what it takes.
class MemoryTaker final : public ClipTaker {
  public:
    rt::Task<Bytes> received(store::Device /*device*/, device::ClipOffer offer) override {
        co_return Bytes(static_cast<std::int64_t>(parts[offer.id].size()));
    }
    rt::Task<> add(store::Device /*device*/, device::ClipOffer offer, Bytes offset,
                   std::string bytes) override {
        if (is_full) {
            co_return Error(ErrorCode::Exhausted, "the disk is full");
        }
        EXPECT_EQ(offset.count(), static_cast<std::int64_t>(parts[offer.id].size()));
        parts[offer.id] += bytes;
        co_return Result<>();
    }
    rt::Task<> keep(store::Device /*device*/, device::ClipOffer offer) override {
        kept.push_back(offer.id);
        co_return verdict;
    }

    std::map<std::int64_t, std::string> parts;
    std::vector<std::int64_t> kept;
    Result<> verdict;
    bool is_full = false;
};

class ClipFetchTest : public testing::Test {
  protected:
    std::vector<device::LinkMessage> await(rt::Task<std::vector<device::LinkMessage>> task) {
        auto done = rt::run_blocking(thread_, std::move(task));
        EXPECT_TRUE(done);
        return *done;
    }
    static device::ClipOffer offer(std::int64_t id, std::size_t size) {
        device::ClipOffer offer;
        offer.id = id;
        offer.size = Bytes(static_cast<std::int64_t>(size));
        return offer;
    }
    static device::DataPiece piece(std::int64_t id, std::size_t offset, std::size_t size) {
        return {device::DataKind::Clip, id, static_cast<std::int64_t>(offset),
                std::string(size, 'v')};
    }
    static device::LinkMessage request(std::int64_t id, std::int64_t offset) {
        return device::DataRequest{device::DataKind::Clip, id, offset};
    }
    using Messages = std::vector<device::LinkMessage>;

    rt::IoThread thread_{"clip fetch test"};
    MemoryTaker taker_;
    ClipFetch fetch_{&taker_, {}};
};

TEST_F(ClipFetchTest, ClipsComeOneAfterTheOtherPieceByPiece) {
    EXPECT_EQ(await(fetch_.offered(offer(1, device::kMostData + 5))), Messages{request(1, 0)});
    EXPECT_EQ(await(fetch_.offered(offer(2, 10))), Messages());
    EXPECT_EQ(await(fetch_.came(piece(1, 0, device::kMostData))),
              Messages{request(1, device::kMostData)});
    const Messages expected{device::ClipTaken{1}, request(2, 0)};
    EXPECT_EQ(await(fetch_.came(piece(1, device::kMostData, 5))), expected);
    EXPECT_EQ(await(fetch_.came(piece(2, 0, 10))), Messages{device::ClipTaken{2}});
    EXPECT_EQ(taker_.kept, (std::vector<std::int64_t>{1, 2}));
}

TEST_F(ClipFetchTest, AClipThatIsHereInPartGoesOnThere) {
    taker_.parts[1] = std::string(100, 'v');
    EXPECT_EQ(await(fetch_.offered(offer(1, 300))), Messages{request(1, 100)});
}

TEST_F(ClipFetchTest, AClipThatIsAllHereIsKeptAtOnce) {
    taker_.parts[1] = std::string(300, 'v');
    EXPECT_EQ(await(fetch_.offered(offer(1, 300))), Messages{device::ClipTaken{1}});
}

TEST_F(ClipFetchTest, AnOfferRepeatedWhileItComesChangesNothing) {
    EXPECT_EQ(await(fetch_.offered(offer(1, 300))), Messages{request(1, 0)});
    EXPECT_EQ(await(fetch_.offered(offer(1, 300))), Messages());
    EXPECT_EQ(await(fetch_.came(piece(1, 0, 300))), Messages{device::ClipTaken{1}});
}

TEST_F(ClipFetchTest, PiecesThatNobodyAskedForAreNotTaken) {
    EXPECT_EQ(await(fetch_.came(piece(1, 0, 10))), Messages());
    await(fetch_.offered(offer(1, 300)));
    EXPECT_EQ(await(fetch_.came(piece(1, 50, 250))), Messages());
    EXPECT_TRUE(taker_.parts[1].empty());
}

TEST_F(ClipFetchTest, OneThatHasGoneFromTheCameraDoesNotHoldUpTheNext) {
    await(fetch_.offered(offer(1, 300)));
    await(fetch_.offered(offer(2, 300)));
    EXPECT_EQ(await(fetch_.came(piece(1, 0, 0))), Messages{request(2, 0)});
}

TEST_F(ClipFetchTest, AFullDiskLeavesTheClipWithTheCamera) {
    await(fetch_.offered(offer(1, 300)));
    taker_.is_full = true;
    EXPECT_EQ(await(fetch_.came(piece(1, 0, 300))), Messages());
    EXPECT_TRUE(taker_.kept.empty());
}

TEST_F(ClipFetchTest, OnlyWhatCanNeverBeKeptIsForgottenWithoutBeingKept) {
    taker_.verdict = Error(ErrorCode::Corrupt, "no video");
    await(fetch_.offered(offer(1, 300)));
    EXPECT_EQ(await(fetch_.came(piece(1, 0, 300))), Messages{device::ClipTaken{1}});
    taker_.verdict = Error(ErrorCode::Unavailable, "the disk failed");
    await(fetch_.offered(offer(2, 300)));
    EXPECT_EQ(await(fetch_.came(piece(2, 0, 300))), Messages());
}

}  // namespace
}  // namespace porchlight::hub
