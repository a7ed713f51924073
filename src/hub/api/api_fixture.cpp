// SPDX-License-Identifier: Apache-2.0
#include "hub/api/api_fixture.hpp"

#include "doctor/knowledge_file.hpp"
#include "hub/people/browser_words.hpp"
#include "net/address_scope.hpp"
#include "rt/deadline.hpp"
#include "rt/launch.hpp"
#include "store/sqlite/sqlite_store.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <filesystem>
#include <fstream>

namespace porchlight::hub::api {

namespace {

std::string new_folder() {
    std::string pattern = testing::TempDir() + "pl_api_XXXXXX";
    return ::mkdtemp(pattern.data());
}

rt::Task<std::vector<ProbeAnswer>> give(std::vector<ProbeAnswer> answers) {
    co_return answers;
}

}  // namespace

ApiTest::ApiTest()
    : folder_(new_folder()),
      server_([this](http::Request asked) { return api_->handler()(std::move(asked)); }),
      store_(*store::open_sqlite_store(folder_ + "/test.db")) {
    store::Home home;
    home.id = home_;
    home.name = "Home";
    run(store_->add_home(home)).value();
    const auto executor = server_.thread().executor();
    feed_ = std::make_unique<EventFeed>(executor, clock_);
    accounts_ = std::make_unique<Accounts>(*store_, hasher_, clock_, random_, home_);
    authority_ = std::make_unique<net::tls::CertificateAuthority>(
        *net::tls::CertificateAuthority::open(folder_ + "/tls", clock_, {}));
    devices_ = std::make_unique<DeviceService>(DeviceService::Parts{
        executor, executor, *store_, *authority_, clock_,
        [] { return std::vector<net::link::HubAddress>{{"192.168.1.2", 8421}}; },
        folder_ + "/firmware"});
    doctor_ = std::make_unique<DoctorService>(DoctorService::Parts{
        executor, *store_, cameras_, *feed_, clock_, random_, home_, doctor::built_in_knowledge(),
        [this](const Serial& serial) { return devices_->ledger().view(serial); },
        [this](Serial serial, UtcTime from, UtcTime to) {
            return devices_->telemetry(std::move(serial), home_, from, to);
        },
        [this](Serial serial) { return devices_->commands(std::move(serial), home_); },
        [this](const std::optional<CameraView>& /*camera*/, const CameraMemory& /*memory*/) {
            return give(probed_);
        },
        [](const CameraView& /*camera*/) { return std::string(); }});
    replays_ =
        std::make_unique<ReplayService>(ReplayService::Parts{executor, *store_, folder_, clock_});
    house_ = std::make_unique<HouseService>(
        HouseService::Parts{executor, *store_, cameras_, clock_, random_, home_,
                            [this] { return api_->tell_home(); }},
        run(open_house(&*store_, &clock_, &random_, home_)).value());
    recordings_.store = &*store_;
    clip_files_ = std::make_unique<ClipFiles>(folder_, clock_, random_, executor);
    begin_alerts();
    people_ = std::make_unique<People>(*store_, *accounts_, clock_, random_, home_);
    push_ = std::make_unique<PushService>(
        PushService::Parts{executor,
                           *store_,
                           clock_,
                           random_,
                           home_,
                           net::is_public_address,
                           {},
                           [](std::chrono::milliseconds wait) { return rt::sleep_for(wait); }});
    people_->on_removed = [this](UserId who) { alerts_->forget(who); };
    accounts_->new_place = [this](const store::User& who, const SignInFrom& from) {
        alerts_->new_place(who, place_in_words(from.address, from.browser));
    };
    Api::Options options;
    auto clips = std::make_shared<const UniqueFd>(*open_file(folder_, O_PATH | O_DIRECTORY));
    options.services = {&*store_,   &cameras_, &recordings_,     &*feed_,    &*accounts_,
                        &clock_,    home_,     std::move(clips), &*devices_, &*doctor_,
                        &*replays_, &*house_,  &*clip_files_,    nullptr,    &*alerts_,
                        &*people_,  &*push_};
    options.host_names = {"porch.local"};
    api_ = std::make_unique<Api>(std::move(options));
}

/// In the same place again, which is where the API looks for it.
void ApiTest::begin_alerts() {
    alerts_.emplace(AlertService::Parts{
        server_.thread().executor(), *store_, cameras_, recordings_, *feed_, clock_, random_, home_,
        [this](const Serial& serial) { return devices_->ledger().view(serial); },
        [this](UtcTime /*at*/) { return local_; },
        [this](const store::Alert& alert) { sent_.push_back(alert); }});
    run(alerts_->start()).value();
}

void ApiTest::restart_alerts() {
    run(alerts_->stop()).value();
    begin_alerts();
}

ApiTest::~ApiTest() {
    run(push_->stop()).value();
    run(alerts_->stop()).value();
    run(replays_->stop()).value();
    run(doctor_->stop()).value();
    run(devices_->stop()).value();
    server_.stop();
    std::filesystem::remove_all(folder_);
}

http::Request ApiTest::request(http::Method method, std::string target, std::string body) const {
    http::Request request;
    request.method = method;
    request.target = target;
    const auto question = std::min(target.find('?'), target.size());
    request.path = target.substr(0, question);
    if (question < target.size()) {
        request.query = *http::parse_query(std::string_view(target).substr(question + 1));
    }
    request.headers.add("Host", "127.0.0.1:8420");
    request.headers.add("Sec-Fetch-Site", "same-origin");
    if (!session_.empty()) {
        request.headers.add("Cookie", "porchlight_session=" + session_);
    }
    if (!body.empty()) {
        request.headers.add("Content-Type", "application/json");
    }
    request.body = std::move(body);
    request.peer = {"192.168.1.7", "192.168.1.7", http::Security::Plain};
    return request;
}

ApiTest::Answer ApiTest::answer(http::Request request) {
    Answer answer;
    answer.response = *run(api_->handler()(std::move(request)));
    answer.status = answer.response.status;
    const auto* text = std::get_if<std::string>(&answer.response.body);
    if (text != nullptr && answer.response.headers.find("Content-Type") == "application/json") {
        EXPECT_FALSE(parse_json(*text, answer.body)) << *text;
    }
    return answer;
}

ApiTest::Answer ApiTest::ask(http::Method method, std::string target, std::string body) {
    return answer(request(method, std::move(target), std::move(body)));
}

void ApiTest::set_up() {
    const auto token = run(accounts_->setup_token());
    ASSERT_TRUE(token && *token);
    const Answer made = ask(http::Method::Post, "/api/v1/setup",
                            fmt::format(R"({{"token":"{}","name":"Ann","password":"{}"}})",
                                        (*token)->reveal(), kPassword));
    ASSERT_EQ(made.status, 200);
    sign_in("Ann", kPassword);
}

store::User ApiTest::sign_in_as(const std::string& name, store::Role role) {
    const auto hash = run(accounts_->hash(Secret(std::string(kPassword))));
    store::User user{
        UserId::create(clock_.utc_now(), random_), home_, name, *hash, role, clock_.utc_now()};
    EXPECT_TRUE(run(store_->add_user(user)));
    EXPECT_EQ(sign_in(name, kPassword).status, 200);
    return user;
}

ApiTest::Answer ApiTest::sign_in(std::string_view name, std::string_view password,
                                 std::string network) {
    session_.clear();
    auto asked = request(http::Method::Post, "/api/v1/session",
                         fmt::format(R"({{"name":"{}","password":"{}"}})", name, password));
    asked.peer.network = std::move(network);
    Answer answered = answer(std::move(asked));
    const std::string_view cookie = answered.response.headers.find("Set-Cookie");
    const auto equals = cookie.find('=');
    if (equals != std::string_view::npos) {
        session_ = cookie.substr(equals + 1, cookie.find(';') - equals - 1);
    }
    return answered;
}

store::Clip ApiTest::add_clip(CameraId camera, UtcTime start, const std::string& content) {
    store::Clip clip;
    clip.id = ClipId::create(start, random_);
    clip.camera = camera;
    clip.kind = store::ClipKind::Continuous;
    clip.start = start;
    clip.picture = {640, 360};
    clip.path = clip.id.text() + ".mp4";
    std::ofstream(folder_ + "/" + clip.path) << content;
    run(store_->begin_clip(clip)).value();
    const store::ClipEnd end{MediaDuration(900'000),
                             Bytes(static_cast<std::int64_t>(content.size())), 0.5};
    run(store_->finish_clip(clip.id, end)).value();
    return *run(store_->clip(clip.id));
}

CameraView ApiTest::add_camera(const std::string& name) {
    store::Camera row;
    row.id = CameraId(++cameras_made_);
    row.home = home_;
    row.settings.name = name;
    row.settings.url = Secret("rtsp://ann:hunter2@192.168.1.30/main");
    run(store_->add_camera(row)).value();
    CameraView camera;
    camera.id = row.id;
    camera.settings = row.settings;
    cameras_.cameras.push_back(camera);
    return camera;
}

std::string ApiTest::error_text(const Answer& answer, std::string_view name) {
    if (!answer.body.is_object() || !answer.body.get_object().contains("error")) {
        return {};
    }
    const json::object& error = answer.body.get_object().at("error").as_object();
    const json::value* text = error.if_contains(json::string_view(name));
    return text == nullptr ? "" : std::string(text->as_string());
}

std::string ApiTest::cookie_field() const {
    return "Cookie: porchlight_session=" + session_ + "\r\n";
}

}  // namespace porchlight::hub::api
