// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hub/alerts/alert_service.hpp"
#include "hub/api/api.hpp"
#include "hub/clip_files.hpp"
#include "hub/doctor/doctor_service.hpp"
#include "hub/fakes/fake_cameras.hpp"
#include "hub/people/people.hpp"
#include "hub/push/push_service.hpp"
#include "hub/replay/replay_service.hpp"
#include "net/http/test_client.hpp"
#include "rt/launch.hpp"

#include <boost/json/value.hpp>
#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>

namespace porchlight::hub::api {

/// For tests: the whole API over a real store, with cameras that are none and a clock that stands.
// NOLINTNEXTLINE(cppcoreguidelines-*): the shape that gtest gives its fixtures
class ApiTest : public testing::Test {
  protected:
    static constexpr std::string_view kOurs = "Sec-Fetch-Site: same-origin\r\n";
    static constexpr std::string_view kPassword = "a good long phrase";

    ApiTest();
    ~ApiTest() override;

    struct Answer {
        http::Response response;
        int status = 0;
        json::value body;  ///< Null when it is not JSON.
    };
    /// As our own page asks, with the session of the last sign_in().
    Answer ask(http::Method method, std::string target, std::string body = "");
    /// A request to change before it is sent with `answer`.
    [[nodiscard]] http::Request request(http::Method method, std::string target,
                                        std::string body = "") const;
    Answer answer(http::Request request);

    /// Makes the owner "Ann" and signs her in.
    void set_up();
    /// Makes somebody with the same password, and signs them in.
    store::User sign_in_as(const std::string& name, store::Role role);
    void begin_alerts();
    /// As when the hub begins anew, over the same store.
    void restart_alerts();
    Answer sign_in(std::string_view name, std::string_view password,
                   std::string network = "192.168.1.7");
    /// A finished clip of a camera with a file that holds `content`.
    store::Clip add_clip(CameraId camera, UtcTime start, const std::string& content);
    CameraView add_camera(const std::string& name);
    /// Runs a task on the API's thread.
    template <typename T>
    Result<T> run(rt::Task<T> task) {
        return rt::run_blocking(server_.thread(), std::move(task));
    }
    /// Plain work as a task.
    template <typename Work>
    static rt::Task<> body(Work work) {
        work();
        co_return Result<>();
    }
    /// {"error": {name: …}} of an answer.
    static std::string error_text(const Answer& answer, std::string_view name);
    [[nodiscard]] std::string cookie_field() const;

    std::string folder_;
    FakeClock clock_;
    Random random_{1};
    /// Before those with a thread of their own: each ends its last answer to this one's thread.
    http::TestServer server_;
    net::PasswordHasher hasher_{{1, 8192}};
    std::unique_ptr<store::Store> store_;
    HomeId home_{1};
    FakeCameras cameras_;
    std::int64_t cameras_made_ = 0;
    FakeRecordings recordings_;
    std::string session_;
    std::unique_ptr<EventFeed> feed_;
    std::unique_ptr<Accounts> accounts_;
    std::unique_ptr<net::tls::CertificateAuthority> authority_;
    std::unique_ptr<DeviceService> devices_;
    std::unique_ptr<DoctorService> doctor_;
    std::unique_ptr<ReplayService> replays_;
    std::unique_ptr<HouseService> house_;
    std::unique_ptr<ClipFiles> clip_files_;
    std::optional<AlertService> alerts_;
    std::unique_ptr<People> people_;
    std::unique_ptr<PushService> push_;
    /// Which alerts were to disturb somebody.
    std::vector<store::Alert> sent_;
    std::chrono::minutes local_{12 * 60};
    /// What the next probes find.
    std::vector<ProbeAnswer> probed_;
    std::unique_ptr<Api> api_;
};

}  // namespace porchlight::hub::api
