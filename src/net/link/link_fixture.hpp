// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/check.hpp"
#include "base/clock.hpp"
#include "base/temporary_folder.hpp"
#include "net/link/identity.hpp"
#include "net/link/link.hpp"
#include "net/link/listener.hpp"
#include "net/tls/certificate_authority.hpp"
#include "rt/io_thread.hpp"
#include "rt/launch.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

namespace porchlight::net::link {

/// A hub's end on loopback and a camera's identity, with real certificates, sockets and TLS. What
/// the hub does with a link is for the test to say with `serve`.
class LinkFixture : public testing::Test {
  protected:
    LinkFixture() {
        // Certificates are looked at by the machine's time.
        clock_.set_utc(SystemClock().utc_now());
    }
    ~LinkFixture() override {
        if (listener_) {
            EXPECT_TRUE(await(listener_->stop()));
            on_thread([this] { listener_.reset(); });
        }
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

    tls::CertificateAuthority authority(const std::string& name = "ca") {
        return *tls::CertificateAuthority::open(folder_.path() + "/" + name, clock_, {});
    }
    std::shared_ptr<const LinkContext> hub_context() {
        const auto ca = authority();
        const tls::Credentials server = *ca.server_credentials({{"localhost"}, {"127.0.0.1"}});
        return *LinkContext::for_hub(server, ca.certificate_pem());
    }
    DeviceIdentity identity(const std::string& name = "camera") {
        return *DeviceIdentity::open(folder_.path() + "/" + name, *Serial::parse("PL-TEST-1"));
    }
    /// As a paired camera has it, by that authority.
    std::shared_ptr<const LinkContext> camera_context(const std::string& ca_name = "ca") {
        const auto ca = authority(ca_name);
        const auto device = identity();
        std::string leaf =
            *ca.issue_device(*device.certificate_request(), device.serial(), device.public_key());
        return *LinkContext::for_camera({std::move(leaf), device.key_pem()}, ca.certificate_pem());
    }

    void serve(LinkListener::Handler handler, LinkLimits limits = {}) {
        LinkListener::Options options;
        options.address = "127.0.0.1";
        options.port = 0;
        options.context = hub_context();
        options.handler = std::move(handler);
        options.limits = limits;
        on_thread([this, options = std::move(options)]() mutable {
            listener_ = *LinkListener::create(thread_.executor(), std::move(options));
        });
    }
    [[nodiscard]] HubAddress address() const { return {"127.0.0.1", listener_->port()}; }
    Result<std::unique_ptr<Link>> dial_with(std::shared_ptr<const LinkContext> context) {
        return await(dial(address(), std::move(context), std::chrono::seconds(5)));
    }
    /// A link has to end on its own thread.
    void end(std::unique_ptr<Link> link) {
        on_thread(
            [held = std::make_shared<std::unique_ptr<Link>>(std::move(link))] { held->reset(); });
    }

    TemporaryFolder folder_;
    FakeClock clock_;
    rt::IoThread thread_{"link test"};
    std::unique_ptr<LinkListener> listener_;
};

}  // namespace porchlight::net::link
