// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/temporary_folder.hpp"
#include "device/link_message.hpp"
#include "hub/devices/device_service.hpp"
#include "net/link/identity.hpp"
#include "net/link/pairing.hpp"
#include "rt/io_thread.hpp"
#include "rt/launch.hpp"
#include "store/sqlite/sqlite_store.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace porchlight::hub {

/// A hub's device service over a real store, real links on loopback, and cameras that do what a
/// test says. Two homes live on the store.
class DeviceFixture : public testing::Test {
  protected:
    DeviceFixture() {
        clock_.set_utc(SystemClock().utc_now());
        std::filesystem::create_directory(folder_.path() + "/firmware");
        for (const HomeId home : {home_, other_home_}) {
            store::Home row;
            row.id = home;
            row.name = fmt::format("Home {}", home.value());
            EXPECT_TRUE(await(store_->add_home(row)));
        }
        start();
    }
    ~DeviceFixture() override {
        if (service_) {
            stop();
        }
    }

    void start() {
        DeviceHooks hooks;
        hooks.stream = [this](const auto& /*device*/, const Secret& url) {
            streams_.push_back(url.reveal());
        };
        hooks.event = [this](const auto& /*device*/, const device::EventReport& event) {
            events_.push_back(event);
        };
        on_thread([&] {
            service_.emplace(DeviceService::Parts{
                thread_.executor(), files_.executor(), *store_, authority_, clock_,
                [this] { return told_addresses_; }, folder_.path() + "/firmware", hooks});
        });
        const auto started =
            await(service_->start({{"127.0.0.1", 0, {}}},
                                  *authority_.server_credentials({{"localhost"}, {"127.0.0.1"}})));
        ASSERT_TRUE(started) << started.error().message();
    }
    void stop() {
        const auto stopped = await(service_->stop());
        EXPECT_TRUE(stopped) << stopped.error().message();
        on_thread([this] { service_.reset(); });
    }
    /// Over a new connection to the same file.
    void restart() {
        stop();
        start();
    }

    template <typename T>
    Result<T> await(rt::Task<T> task) {
        return rt::run_blocking(thread_, std::move(task));
    }
    template <typename Function>
    void on_thread(Function function) {
        auto work = rt::offload(thread_.executor(), [function = std::move(function)]() mutable {
            function();
            return Result<>();
        });
        EXPECT_TRUE(await(std::move(work)));
    }
    /// Waits until `holds`, looking on the service's thread; for what another coroutine does there.
    template <typename Condition>
    bool eventually(Condition holds) {
        return await(until(std::function<bool()>(std::move(holds)))).value_or(false);
    }

    [[nodiscard]] net::link::HubAddress address() const {
        return {"127.0.0.1", service_->ports().front()};
    }
    net::link::DeviceIdentity identity(const std::string& serial) {
        return *net::link::DeviceIdentity::open(folder_.path() + "/" + serial,
                                                *Serial::parse(serial));
    }
    Claimant claimant(const std::string& serial, HomeId by, const std::string& name = "") {
        const auto device = identity(serial);
        return {device.serial(), "porchlight-camera", device.public_key(), by, name};
    }
    /// Claimed without the exchange, with the certificate that the exchange would give.
    std::unique_ptr<net::link::Link> paired_link(const std::string& serial) {
        const auto device = identity(serial);
        const std::string leaf = *authority_.issue_device(*device.certificate_request(),
                                                          device.serial(), device.public_key());
        auto context = *net::link::LinkContext::for_camera({leaf, device.key_pem()},
                                                           authority_.certificate_pem());
        auto link = await(net::link::dial(address(), std::move(context), std::chrono::seconds(5)));
        EXPECT_TRUE(link) << link.error().message();
        return std::move(*link);
    }
    /// Paired, claimed by `home_`, and past hello and welcome.
    std::unique_ptr<net::link::Link> online(const std::string& serial,
                                            std::int64_t settings_revision = 0) {
        EXPECT_TRUE(await(service_->registry().claim(claimant(serial, home_))));
        auto link = paired_link(serial);
        say(link, device::Hello{1, "porchlight-camera", "1.0.0", settings_revision, {}});
        EXPECT_TRUE(std::holds_alternative<device::Welcome>(hear(link)));
        return link;
    }
    void say(const std::unique_ptr<net::link::Link>& link, const device::LinkMessage& message) {
        net::link::Frame frame{net::link::FrameKind::Message, device::to_json(message)};
        EXPECT_TRUE(await(link->send(std::move(frame))));
    }
    /// A Goodbye without reason when the link has ended.
    device::LinkMessage hear(const std::unique_ptr<net::link::Link>& link) {
        const auto frame = await(link->receive());
        if (!frame) {
            return device::Goodbye{device::GoodbyeReason::ShuttingDown, ""};
        }
        const auto message = device::link_message_from_json(frame->bytes);
        EXPECT_TRUE(message) << message.error().message();
        return message ? *message : device::LinkMessage();
    }
    void end(std::unique_ptr<net::link::Link> link) {
        on_thread([held = std::make_shared<std::unique_ptr<net::link::Link>>(std::move(link))] {
            held->reset();
        });
    }

    TemporaryFolder folder_;
    FakeClock clock_;
    HomeId home_{1};
    HomeId other_home_{2};
    std::vector<net::link::HubAddress> told_addresses_{{"192.168.1.2", 8421}};
    std::vector<std::string> streams_;
    std::vector<device::EventReport> events_;
    rt::IoThread thread_{"device test"};
    rt::IoThread files_{"files"};
    std::unique_ptr<store::Store> store_ =
        *store::open_sqlite_store(folder_.path() + "/porchlight.db");
    const net::tls::CertificateAuthority authority_ =
        *net::tls::CertificateAuthority::open(folder_.path() + "/tls", clock_, {});
    std::optional<DeviceService> service_;

  private:
    static rt::Task<bool> until(std::function<bool()> holds) {
        constexpr int kMostLooks = 2000;
        for (int i = 0; i < kMostLooks; ++i) {
            if (holds()) {
                co_return true;
            }
            PL_CO_TRY_VOID(co_await rt::sleep_for(std::chrono::milliseconds(2)));
        }
        co_return false;
    }
};

}  // namespace porchlight::hub
