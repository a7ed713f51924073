// SPDX-License-Identifier: Apache-2.0
#include "hub/devices/pairing_service.hpp"

#include "hub/devices/device_fixture.hpp"

#include <gmock/gmock.h>

#include <future>

namespace porchlight::hub {
namespace {

using namespace std::chrono_literals;
namespace link = net::link;

rt::Task<link::HubGrant> pair_camera(link::HubAddress hub, link::CameraOffer offer,
                                     link::PairingWindow* window, const Clock* clock) {
    auto pairing = link::pair_with_hub(std::move(hub), std::move(offer), window, clock);
    PL_CO_TRY(auto paired, co_await std::move(pairing));
    link::HubGrant grant = paired.grant();
    PL_CO_TRY_VOID(co_await paired.confirm());
    co_return grant;
}

class PairingServiceTest : public DeviceFixture {
  protected:
    PairingServiceTest() { window_.open(clock_.monotonic_now()); }
    ~PairingServiceTest() override {
        if (service_) {
            stop();
        }
    }

    link::CameraOffer offer(const std::string& code = "12345678") {
        return {identity("PL-000001"), "porchlight-camera", Secret(code), Secret("label"), {}};
    }
    /// A camera begins to pair, on its own thread.
    void begin(link::CameraOffer offer) {
        outcome_ = {};
        rt::launch(camera_thread_.executor(),
                   pair_camera(address(), std::move(offer), &window_, &clock_),
                   [this](Result<link::HubGrant> grant) { outcome_.set_value(std::move(grant)); });
    }
    bool waits() {
        return eventually([this] { return service_->pairing().waiting().size() == 1; });
    }
    PairingOrder order(HomeId home, const std::string& code = "12345678") {
        PairingOrder order;
        order.serial = *Serial::parse("PL-000001");
        order.secret = Secret(code);
        order.home = home;
        order.name = "Porch";
        return order;
    }
    Result<store::Device> type(PairingOrder order) {
        return await(service_->pairing().pair(std::move(order)));
    }
    Result<link::HubGrant> grant() { return outcome_.get_future().get(); }

    link::PairingWindow window_;
    std::promise<Result<link::HubGrant>> outcome_;
    rt::IoThread camera_thread_{"camera"};
};

TEST_F(PairingServiceTest, ACameraWaitsAndIsPairedWhenItsCodeIsTyped) {
    begin(offer());
    ASSERT_TRUE(waits());
    on_thread([&] {
        const auto waiting = service_->pairing().waiting();
        EXPECT_EQ(waiting[0].serial.text(), "PL-000001");
        EXPECT_EQ(waiting[0].model, "porchlight-camera");
        EXPECT_EQ(waiting[0].address, "127.0.0.1");
    });
    PairingOrder wanted = order(home_);
    wanted.wifi = link::WifiNetwork{"Home", Secret("pass word")};
    const auto device = type(wanted);
    ASSERT_TRUE(device) << device.error().message();
    EXPECT_EQ(device->owner, home_);
    EXPECT_EQ(device->name, "Porch");
    const auto given = grant();
    ASSERT_TRUE(given) << given.error().message();
    EXPECT_EQ(given->home, "Home 1");
    EXPECT_EQ(given->hubs.at(0).host, "192.168.1.2");
    EXPECT_EQ(given->wifi->ssid, "Home");
    EXPECT_EQ(given->authority_pem, authority_.certificate_pem());
}

TEST_F(PairingServiceTest, AWrongCodeIsOneGuessAndClaimsNothing) {
    begin(offer());
    ASSERT_TRUE(waits());
    EXPECT_EQ(type(order(home_, "12345679")).error().code(), ErrorCode::PermissionDenied);
    EXPECT_EQ(grant().error().code(), ErrorCode::PermissionDenied);
    EXPECT_EQ(window_.tries_left(), 4);
    EXPECT_EQ(type(order(home_)).error().code(), ErrorCode::NotFound) << "it has to come again";
    EXPECT_FALSE(await(store_->device(*Serial::parse("PL-000001"))));
}

TEST_F(PairingServiceTest, ACameraOfAnotherHomeIsRefusedInTheSameWordsAndMayBeContested) {
    ASSERT_TRUE(await(service_->registry().claim(claimant("PL-000001", other_home_))));
    begin(offer());
    ASSERT_TRUE(waits());
    const auto refused = type(order(home_));
    EXPECT_EQ(refused.error().code(), ErrorCode::AlreadyExists);
    EXPECT_EQ(refused.error().message(), device::kAlreadyRegistered);
    EXPECT_EQ(grant().error().message(), device::kAlreadyRegistered);
    begin(offer());
    ASSERT_TRUE(waits());
    PairingOrder contest = order(home_);
    contest.wish = PairingWish::Contest;
    EXPECT_THAT(type(contest).error().message(), testing::HasSubstr("30 days"));
    EXPECT_FALSE(grant());
    EXPECT_EQ(await(store_->device(*Serial::parse("PL-000001")))->binding,
              store::BindingKind::Contested);
}

TEST_F(PairingServiceTest, ALabelIsForTheCameraWhoseKeyItNames) {
    begin(offer());
    ASSERT_TRUE(waits());
    PairingOrder scanned = order(home_, "label");
    scanned.method = link::PairingMethod::Label;
    scanned.key_fingerprint = link::key_fingerprint(identity("PL-OTHER").public_key());
    EXPECT_EQ(type(scanned).error().code(), ErrorCode::PermissionDenied);
    scanned.key_fingerprint = link::key_fingerprint(identity("PL-000001").public_key());
    EXPECT_TRUE(type(scanned));
    EXPECT_TRUE(grant());
}

TEST_F(PairingServiceTest, AnInvitationPairsOneCameraByItself) {
    link::CameraOffer invited = offer();
    std::string id;
    on_thread([&] {
        const auto made = service_->pairing().invite(home_, "Yard", std::nullopt);
        ASSERT_TRUE(made);
        id = made->first.id;
        invited.invitation = made->second;
        EXPECT_EQ(made->second.hub.host, "192.168.1.2");
    });
    begin(invited);
    const auto given = grant();
    ASSERT_TRUE(given) << given.error().message();
    EXPECT_TRUE(eventually([&] {
        return service_->pairing().invitation(home_, id)->state == InvitationState::Paired;
    }));
    EXPECT_EQ(await(store_->device(*Serial::parse("PL-000001")))->name, "Yard");
    on_thread([&] { EXPECT_FALSE(service_->pairing().invitation(other_home_, id)); });
    // It is used up: whoever comes with it again waits for an owner.
    window_.open(clock_.monotonic_now());
    begin(invited);
    EXPECT_TRUE(waits());
    EXPECT_EQ(type(order(home_)).error().code(), ErrorCode::NotFound);
    stop();
    EXPECT_FALSE(grant());
}

TEST_F(PairingServiceTest, AnInvitationIsOverAfterTenMinutes) {
    link::CameraOffer invited = offer();
    std::string id;
    on_thread([&] {
        const auto made = service_->pairing().invite(home_, "", std::nullopt);
        id = made->first.id;
        invited.invitation = made->second;
    });
    clock_.advance(10min);
    on_thread([&] {
        EXPECT_EQ(service_->pairing().invitation(home_, id)->state, InvitationState::Expired);
    });
    window_.open(clock_.monotonic_now());
    begin(invited);
    EXPECT_TRUE(waits()) << "it is not paired";
    stop();
    EXPECT_FALSE(grant());
}

TEST_F(PairingServiceTest, WhoeverOrderedHearsWhenTheCameraGoesAway) {
    auto camera = *await(link::dial(address(), *link::LinkContext::for_pairing(), 5s));
    const std::string key(64, '0');
    ASSERT_TRUE(await(camera->send(
        {link::FrameKind::Message,
         fmt::format(R"({{"pairing":1,"type":"pairing_hello","serial":"PL-000001","model":"x",)"
                     R"("key":"{}","methods":["code"],"invitation":""}})",
                     key)})));
    ASSERT_TRUE(waits());
    std::promise<Result<store::Device>> ordered;
    rt::launch(thread_.executor(), service_->pairing().pair(order(home_)),
               [&](Result<store::Device> device) { ordered.set_value(std::move(device)); });
    ASSERT_TRUE(await(camera->receive())) << "the hub's share";
    end(std::move(camera));
    EXPECT_EQ(ordered.get_future().get().error().code(), ErrorCode::Unavailable);
    EXPECT_TRUE(eventually([this] { return service_->pairing().waiting().empty(); }));
}

TEST_F(PairingServiceTest, ACameraThatLeavesWaitsNoLonger) {
    begin(offer());
    ASSERT_TRUE(waits());
    auto stranger = *await(link::dial(address(), *link::LinkContext::for_pairing(), 5s));
    end(std::move(stranger));
    EXPECT_TRUE(waits()) << "one that says nothing is not shown";
    stop();
    EXPECT_FALSE(grant());
}

}  // namespace
}  // namespace porchlight::hub
