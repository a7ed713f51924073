// SPDX-License-Identifier: Apache-2.0
#include "household/pictures.hpp"

#include "device/models.hpp"
#include "net/listener.hpp"
#include "net/tcp.hpp"
#include "rt/io_thread.hpp"
#include "rt/launch.hpp"
#include "sim/furnish.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace porchlight::household {
namespace {

using std::chrono::seconds;

TEST(Pictures, AreThereForTheModelsThatAHubCanStream) {
    const auto streams = [](std::string_view name) {
        return can_stream(*device::model::find_model(name));
    };
    EXPECT_TRUE(streams("porchlight-camera"));
    EXPECT_TRUE(streams("kasa-outdoor"));
    EXPECT_TRUE(streams("tapo-wired"));
    EXPECT_TRUE(streams("rtsp-camera"));
    EXPECT_FALSE(streams("blink-outdoor-4"));
    EXPECT_FALSE(streams("blink-sync-module-2"));
}

/// A household on a fake clock, its pictures on real ports.
class PicturesTest : public testing::Test {
  protected:
    static std::unique_ptr<sim::Household> home() {
        sim::HouseholdPlan plan;
        plan.devices.push_back(
            sim::furnish("porchlight-camera", "Porch", 0, sim::Side::Indoors).value());
        plan.devices.push_back(sim::furnish("outdoor-4", "Garden", 1, sim::Side::Outdoors).value());
        return std::make_unique<sim::Household>(std::move(plan), 1);
    }
    /// Runs it on the strand, and waits.
    template <typename Work>
    auto on_strand(Work work) {
        const auto done = rt::run_blocking(thread_, call(std::move(work)));
        return done.value();
    }
    template <typename Work>
    static rt::Task<std::invoke_result_t<Work>> call(Work work) {
        co_return work();
    }
    void open(std::uint16_t first_port) {
        opened_ = on_strand([&] {
            auto created =
                Pictures::create({thread_.executor(), &living_, &clock_, &random_, first_port});
            const bool is_good = created.has_value();
            if (is_good) {
                pictures_ = std::move(*created);
            }
            return is_good ? std::string() : created.error().message();
        });
    }
    std::optional<StreamView> look(std::string_view name) {
        return on_strand([&] {
            living_.catch_up();
            pictures_->follow();
            return pictures_->stream_of(*living_.household().find(name));
        });
    }
    void TearDown() override {
        if (pictures_) {
            EXPECT_TRUE(rt::run_blocking(thread_, pictures_->stop()));
        }
    }

    FakeClock clock_;
    Random random_;
    rt::IoThread thread_{"pictures"};
    LivingHousehold living_{home(), clock_, 1};
    std::unique_ptr<Pictures> pictures_;
    std::string opened_;
};

TEST_F(PicturesTest, AnswerOnlyWhileTheirCameraIsOnline) {
    open(0);
    EXPECT_EQ(opened_, "");
    EXPECT_FALSE(look("Garden"));
    ASSERT_TRUE(look("Porch"));
    const std::string url = look("Porch")->url;
    EXPECT_FALSE(look("Porch")->is_open) << "it is starting";
    clock_.advance(seconds(30));
    while (!look("Porch")->is_open) {
    }
    EXPECT_EQ(look("Porch")->url, url) << "it keeps its port";
    on_strand([&] { return living_.take("the person unplugs \"Porch\"").has_value(); });
    EXPECT_FALSE(look("Porch")->is_open);
}

TEST_F(PicturesTest, SayWhichPortIsTaken) {
    auto taken = on_strand([&] {
        return std::shared_ptr<net::Listener>(
            net::Listener::open(thread_.executor(), "127.0.0.1", 0).value());
    });
    open(taken->port());
    EXPECT_THAT(opened_, testing::HasSubstr(std::to_string(taken->port())));
    on_strand([&] {
        taken.reset();
        return true;
    });
}

}  // namespace
}  // namespace porchlight::household
