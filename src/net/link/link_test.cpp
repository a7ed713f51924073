// SPDX-License-Identifier: Apache-2.0
#include "net/link/link.hpp"

#include "net/link/link_fixture.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <gmock/gmock.h>

#include <atomic>
#include <future>
#include <sys/stat.h>

namespace porchlight::net::link {
namespace {

using namespace std::chrono_literals;

class LinkTest : public LinkFixture {};

/// Sends back what comes.
rt::Task<> echo(std::unique_ptr<Link> link) {
    while (true) {
        auto receiving = link->receive();
        PL_CO_TRY(auto frame, co_await std::move(receiving));
        auto sending = link->send(std::move(frame));
        PL_CO_TRY_VOID(co_await std::move(sending));
    }
}

/// Says who it takes the other end for.
rt::Task<> name_peer(std::unique_ptr<Link> link) {
    const auto& peer = link->peer();
    Frame frame{FrameKind::Message, peer.serial ? peer.serial->text() : "a stranger"};
    auto sending = link->send(std::move(frame));
    PL_CO_TRY_VOID(co_await std::move(sending));
    co_return co_await link->flush();
}

/// Reads nothing and waits for the end.
rt::Task<> hold(std::unique_ptr<Link> link) {
    co_return co_await rt::sleep_for(1h);
}

TEST_F(LinkTest, CarriesFramesOfEverySizeBothWays) {
    serve(echo);
    auto link = *dial_with(camera_context());
    for (const std::size_t size : {0UL, 1UL, 5UL, 16'384UL, kMostFrame}) {
        const Frame sent{size % 2 == 0 ? FrameKind::Data : FrameKind::Message,
                         std::string(size, 'x')};
        ASSERT_TRUE(await(link->send(sent)));
        const auto back = await(link->receive());
        ASSERT_TRUE(back) << back.error().message();
        EXPECT_EQ(back->bytes, sent.bytes);
        EXPECT_EQ(back->kind, sent.kind);
    }
    const Frame longer{FrameKind::Message, std::string(kMostFrame + 1, 'x')};
    EXPECT_EQ(await(link->send(longer)).error().code(), ErrorCode::InvalidArgument);
    end(std::move(link));
}

TEST_F(LinkTest, TellsAPairedCameraFromAStranger) {
    serve(name_peer);
    auto paired = *dial_with(camera_context());
    EXPECT_EQ(await(paired->receive())->bytes, "PL-TEST-1");
    auto stranger = *dial_with(*LinkContext::for_pairing());
    EXPECT_EQ(await(stranger->receive())->bytes, "a stranger");
    end(std::move(paired));
    end(std::move(stranger));
}

TEST_F(LinkTest, TakesNoCertificateOfAnotherHub) {
    serve(name_peer);
    // The camera believes our hub, but its own certificate is of another one.
    const auto device = identity();
    const auto other = authority("other");
    const std::string leaf =
        *other.issue_device(*device.certificate_request(), device.serial(), device.public_key());
    auto link = dial_with(
        *LinkContext::for_camera({leaf, device.key_pem()}, authority().certificate_pem()));
    // In TLS 1.3 a client learns of it after its own part is done.
    EXPECT_FALSE(link && await((*link)->receive()));
    if (link) {
        end(std::move(*link));
    }
}

TEST_F(LinkTest, GoesToNoHubButItsOwn) {
    serve(name_peer);
    const auto link = dial_with(camera_context("other"));
    ASSERT_FALSE(link);
    EXPECT_EQ(link.error().code(), ErrorCode::PermissionDenied);
}

TEST_F(LinkTest, NoCameraCanPassForTheHub) {
    // A device's certificate at the hub's end: of the right authority, and still not a hub's.
    const auto device = identity();
    const auto ca = authority();
    const std::string leaf =
        *ca.issue_device(*device.certificate_request(), device.serial(), device.public_key());
    serve(name_peer);
    on_thread([&] {
        listener_->set_context(
            *LinkContext::for_hub({leaf, device.key_pem()}, ca.certificate_pem()));
    });
    const auto link = dial_with(camera_context());
    ASSERT_FALSE(link);
    EXPECT_EQ(link.error().code(), ErrorCode::PermissionDenied);
}

TEST_F(LinkTest, OneThatReadsNothingStopsItsSenderInsteadOfFillingMemory) {
    serve(hold);
    auto link = *dial_with(camera_context());
    int taken = 0;
    Result<> sent;
    on_thread([&] {
        const Frame frame{FrameKind::Data, std::string(kMostFrame, 'x')};
        while (sent && taken < 1000) {
            sent = link->try_send(frame);
            taken += sent ? 1 : 0;
        }
    });
    EXPECT_EQ(sent.error().code(), ErrorCode::Exhausted);
    EXPECT_LT(taken, 300) << "what the kernel's own buffers hold";
    end(std::move(link));
}

rt::Task<> send_many(Link* link, int count) {
    for (int i = 0; i < count; ++i) {
        Frame frame{FrameKind::Data, std::string(kMostFrame, static_cast<char>(i))};
        auto sending = link->send(std::move(frame));
        PL_CO_TRY_VOID(co_await std::move(sending));
    }
    co_return Result<>();
}

TEST_F(LinkTest, WhoSendsMoreThanFitsWaitsAndNothingIsLost) {
    constexpr int kFrames = 300;  // 19 MB: more than queues and kernel hold
    serve(echo);
    auto link = *dial_with(camera_context());
    std::promise<Result<>> sent;
    rt::launch(thread_.executor(), send_many(link.get(), kFrames),
               [&](Result<> result) { sent.set_value(std::move(result)); });
    for (int i = 0; i < kFrames; ++i) {
        const auto frame = await(link->receive());
        ASSERT_TRUE(frame) << frame.error().message();
        ASSERT_EQ(frame->bytes, std::string(kMostFrame, static_cast<char>(i)));
    }
    EXPECT_TRUE(sent.get_future().get());
    end(std::move(link));
}

TEST_F(LinkTest, EndsWithUnavailableWhenTheOtherEndGoes) {
    serve(name_peer);
    auto link = *dial_with(camera_context());
    ASSERT_TRUE(await(link->receive()));
    EXPECT_EQ(await(link->receive()).error().code(), ErrorCode::Unavailable);
    end(std::move(link));
}

TEST_F(LinkTest, BothEndsAndNobodyElseKnowItsExporter) {
    std::string hub_value;
    std::atomic<int> calls = 0;
    serve([&](std::unique_ptr<Link> link) {
        hub_value = *link->exporter("label");
        ++calls;
        return echo(std::move(link));
    });
    auto link = *dial_with(camera_context());
    ASSERT_TRUE(await(link->send({FrameKind::Message, "x"})));
    ASSERT_TRUE(await(link->receive()));
    EXPECT_EQ(*link->exporter("label"), hub_value);
    EXPECT_NE(*link->exporter("another"), hub_value);
    auto second = *dial_with(camera_context());
    EXPECT_NE(*second->exporter("label"), *link->exporter("label"));
    end(std::move(link));
    end(std::move(second));
}

TEST_F(LinkTest, StrangersTakeOnlyTheRoomThatIsTheirs) {
    LinkLimits limits;
    limits.strangers_of_one_address = 2;
    serve(hold, limits);
    auto first = *dial_with(*LinkContext::for_pairing());
    auto second = *dial_with(*LinkContext::for_pairing());
    EXPECT_FALSE(dial_with(*LinkContext::for_pairing()));
    auto paired = dial_with(camera_context());
    EXPECT_FALSE(paired) << "before its handshake a camera is a stranger, too";
    end(std::move(second));
    end(std::move(first));
}

/// Writes what is no frame over a real TLS connection.
TEST_F(LinkTest, WhatIsNoFrameIsCorrupt) {
    ErrorCode seen = ErrorCode::Internal;
    struct Reader {
        static rt::Task<> run(std::unique_ptr<Link> link, ErrorCode* code) {
            auto receiving = link->receive();
            const auto frame = co_await std::move(receiving);
            *code = frame ? ErrorCode::Internal : frame.error().code();
            co_return Result<>();
        }
    };
    serve([&](std::unique_ptr<Link> link) { return Reader::run(std::move(link), &seen); });
    auto link = *dial_with(camera_context());
    ASSERT_TRUE(await(link->send({static_cast<FrameKind>(9), "x"})));
    EXPECT_EQ(await(link->receive()).error().code(), ErrorCode::Unavailable);
    EXPECT_EQ(seen, ErrorCode::Corrupt);
    end(std::move(link));
}

TEST_F(LinkTest, NothingListeningIsSaidInWordsOfAHub) {
    serve(hold);
    const HubAddress closed = address();
    EXPECT_TRUE(await(listener_->stop()));
    const auto link = await(dial(closed, *LinkContext::for_pairing(), 2s));
    ASSERT_FALSE(link);
    EXPECT_EQ(link.error().code(), ErrorCode::Unavailable);
    EXPECT_THAT(link.error().message(), testing::HasSubstr("Is the hub running"));
}

TEST_F(LinkTest, AnIdentityIsMadeOnceAndOnlyItsOwnerReadsIt) {
    const auto first = DeviceIdentity::open(folder_.path() + "/new", {});
    ASSERT_TRUE(first);
    const auto again = DeviceIdentity::open(folder_.path() + "/new", {});
    EXPECT_EQ(first->public_key(), again->public_key());
    EXPECT_EQ(first->serial().text(), again->serial().text());
    EXPECT_EQ(first->serial().text().size(), 15U);
    const auto other = DeviceIdentity::open(folder_.path() + "/other", {});
    EXPECT_NE(first->public_key(), other->public_key());
    struct stat status{};
    ASSERT_EQ(::stat((folder_.path() + "/new/identity.key").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0600U);
}

TEST_F(LinkTest, ACertificateIsGivenOnlyForTheKeyThatAsks) {
    const auto ca = authority();
    const auto device = identity();
    const auto other = identity("other");
    const std::string request = *device.certificate_request();
    EXPECT_TRUE(ca.issue_device(request, device.serial(), device.public_key()));
    EXPECT_EQ(ca.issue_device(request, device.serial(), other.public_key()).error().code(),
              ErrorCode::PermissionDenied);
    EXPECT_FALSE(ca.issue_device("-----BEGIN", device.serial(), device.public_key()));
}

}  // namespace
}  // namespace porchlight::net::link
