// SPDX-License-Identifier: Apache-2.0
#include "hub/push/push_service.hpp"

#include "base/temporary_folder.hpp"
#include "net/address_scope.hpp"
#include "net/http/test_client.hpp"
#include "net/push/push_receiver_for_test.hpp"
#include "net/tls/certificate_authority.hpp"
#include "net/tls/server_context.hpp"
#include "rt/launch.hpp"
#include "store/sqlite/sqlite_store.hpp"

#include <boost/json/parse.hpp>
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>
#include <mutex>

namespace porchlight::hub {
namespace {

using namespace std::chrono_literals;
using net::http::Security;

/// A push service on this machine that answers as a test says and reads, as the browser would, what
/// it was given.
class FakePushServer {
  public:
    FakePushServer()
        : authority_(*net::tls::CertificateAuthority::open(folder_.path(), clock_, {})),
          server_([this](net::http::Request request) { return answer(std::move(request)); }, {},
                  Security::Tls, context(authority_)) {}

    [[nodiscard]] std::string authority_pem() const { return authority_.certificate_pem(); }
    [[nodiscard]] std::string endpoint(const std::string& path) const {
        return fmt::format("https://localhost:{}/{}", server_.port(), path);
    }
    [[nodiscard]] std::uint16_t port() const { return server_.port(); }
    /// What the next requests get, one after the other; then 201.
    void answers(std::vector<int> statuses, std::string retry_after = "") {
        const std::lock_guard lock(mutex_);
        statuses_.assign(statuses.begin(), statuses.end());
        retry_after_ = std::move(retry_after);
    }
    std::vector<net::http::Request> requests() {
        const std::lock_guard lock(mutex_);
        return requests_;
    }
    std::vector<std::string> texts() {
        const std::lock_guard lock(mutex_);
        return texts_;
    }

  private:
    static std::shared_ptr<const net::tls::ServerContext> context(
        const net::tls::CertificateAuthority& authority) {
        const auto credentials =
            *authority.server_credentials(net::tls::ServerNames{{"localhost"}, {}});
        return *net::tls::ServerContext::create(credentials.chain_pem, credentials.key_pem);
    }
    rt::Task<net::http::Response> answer(net::http::Request request) {
        const std::lock_guard lock(mutex_);
        net::http::Response response;
        response.status = 201;
        if (!statuses_.empty()) {
            response.status = statuses_.front();
            statuses_.pop_front();
        }
        if (!retry_after_.empty()) {
            response.headers.set("Retry-After", retry_after_);
        }
        if (response.status == 201) {
            texts_.push_back(net::push::read_push(request.body).value_or("unreadable"));
        }
        requests_.push_back(std::move(request));
        co_return response;
    }

    TemporaryFolder folder_;
    SystemClock clock_;
    net::tls::CertificateAuthority authority_;
    std::mutex mutex_;
    std::deque<int> statuses_;
    std::string retry_after_;
    std::vector<net::http::Request> requests_;
    std::vector<std::string> texts_;
    net::http::TestServer server_;  // last: answers from the first moment
};

class PushServiceTest : public testing::Test {
  protected:
    PushServiceTest() {
        store::Home home;
        home.id = home_;
        EXPECT_TRUE(await(store_->add_home(home)));
        add(ann_, "Ann", store::Role::Owner);
        add(ben_, "Ben", store::Role::Viewer);
        begin([](std::string_view address) { return address == "127.0.0.1" || address == "::1"; });
    }
    ~PushServiceTest() override { end(); }

    void begin(std::function<bool(std::string_view)> may_reach) {
        begin(std::move(may_reach), server_.authority_pem());
    }
    void begin(std::function<bool(std::string_view)> may_reach, std::string authority_pem) {
        run([&] {
            service_ = std::make_unique<PushService>(PushService::Parts{
                thread_.executor(), *store_, clock_, random_, home_, std::move(may_reach),
                std::move(authority_pem), [this](std::chrono::milliseconds wait) {
                    waits_.push_back(wait);
                    clock_.advance(wait);
                    return nothing();
                }});
        });
        EXPECT_TRUE(await(service_->start()));
    }
    void end() {
        EXPECT_TRUE(await(service_->stop()));
        run([this] { service_.reset(); });
    }
    void add(UserId id, const std::string& name, store::Role role) {
        EXPECT_TRUE(await(store_->add_user({id, home_, name, "hash", role, clock_.utc_now()})));
    }

    static rt::Task<> nothing() { co_return Result<>(); }
    template <typename T>
    Result<T> await(rt::Task<T> task) {
        return rt::run_blocking(thread_, std::move(task));
    }
    template <typename Work>
    static rt::Task<> body(Work work) {
        work();
        co_return Result<>();
    }
    template <typename Work>
    void run(Work work) {
        EXPECT_TRUE(await(body(std::move(work))));
    }
    void settle() {
        for (bool is_idle = false; !is_idle;) {
            run([&] { is_idle = service_->errands() == 0; });
        }
    }

    Result<PushView> subscribe(UserId who, const std::string& endpoint) {
        store::PushSubscription one;
        one.user = who;
        one.endpoint = Secret(endpoint);
        one.key = net::push::kTestKey;
        one.auth = Secret(std::string(net::push::kTestAuth));
        one.browser = "Firefox on Linux";
        return await(service_->subscribe(std::move(one)));
    }
    void tell(store::AlertKind kind, const std::string& detail = "") {
        store::Alert alert;
        alert.id = AlertId(++alerts_);
        alert.home = home_;
        alert.kind = kind;
        alert.place = "Porch";
        alert.detail = detail;
        run([&] { service_->tell(alert); });
        settle();
    }
    std::vector<PushView> list(UserId who) {
        std::vector<PushView> views;
        run([&] { views = service_->list(who); });
        return views;
    }

    TemporaryFolder folder_;
    FakeClock clock_;
    Random random_{1};
    HomeId home_{1};
    UserId ann_{5};
    UserId ben_{6};
    std::int64_t alerts_ = 0;
    std::vector<std::chrono::milliseconds> waits_;
    FakePushServer server_;
    rt::IoThread thread_{"test"};
    std::unique_ptr<store::Store> store_ =
        std::move(store::open_sqlite_store(folder_.path() + "/test.db")).value();
    std::unique_ptr<PushService> service_;
};

TEST_F(PushServiceTest, TheBrowserReadsWhatTheServiceCannot) {
    ASSERT_TRUE(subscribe(ann_, server_.endpoint("ann")));
    tell(store::AlertKind::Motion);
    ASSERT_EQ(server_.texts().size(), 1U);
    const auto text = boost::json::parse(server_.texts()[0]);
    EXPECT_EQ(text.at("title").as_string(), "Motion at Porch");
    EXPECT_EQ(text.at("de").at("title").as_string(), "Bewegung: Porch");
    EXPECT_EQ(text.at("url").as_string(), "/alerts?open=" + AlertId(1).text());
    const auto request = server_.requests().at(0);
    EXPECT_EQ(request.method, net::http::Method::Post);
    EXPECT_EQ(request.path, "/ann");
    EXPECT_EQ(request.headers.find("Content-Encoding"), "aes128gcm");
    EXPECT_EQ(request.headers.find("TTL"), "600");
    EXPECT_EQ(request.headers.find("Host"), fmt::format("localhost:{}", server_.port()));
    EXPECT_TRUE(request.headers.find("Authorization").starts_with("vapid t="));
    EXPECT_EQ(request.body.find("Porch"), std::string::npos);
}

TEST_F(PushServiceTest, TheHubsKeyIsMadeOnceAndKept) {
    const std::string key = *await(service_->public_key());
    EXPECT_EQ(*await(service_->public_key()), key);
    end();
    begin(net::is_public_address);
    EXPECT_EQ(*await(service_->public_key()), key);
}

TEST_F(PushServiceTest, NothingGoesAnywhereUntilSomebodySwitchesItOn) {
    tell(store::AlertKind::Motion);
    EXPECT_TRUE(server_.requests().empty());
}

TEST_F(PushServiceTest, EachIsToldOnlyWhatTheyMayKnow) {
    ASSERT_TRUE(subscribe(ann_, server_.endpoint("ann")));
    ASSERT_TRUE(subscribe(ben_, server_.endpoint("ben")));
    tell(store::AlertKind::Storage, "The disk is full.");
    ASSERT_EQ(server_.requests().size(), 1U);
    EXPECT_EQ(server_.requests()[0].path, "/ann");
    tell(store::AlertKind::Ring);
    EXPECT_EQ(server_.requests().size(), 3U);
}

TEST_F(PushServiceTest, ABrowserThatItsServiceKnowsNoMoreIsForgotten) {
    ASSERT_TRUE(subscribe(ann_, server_.endpoint("ann")));
    ASSERT_TRUE(subscribe(ben_, server_.endpoint("ben")));
    server_.answers({410, 404});
    tell(store::AlertKind::Motion);
    EXPECT_TRUE(list(ann_).empty());
    EXPECT_TRUE(list(ben_).empty());
    EXPECT_TRUE(await(store_->push_subscriptions(home_))->empty());
}

TEST_F(PushServiceTest, ABusyServiceIsTriedAgainMoreAndMoreRarely) {
    ASSERT_TRUE(subscribe(ann_, server_.endpoint("ann")));
    server_.answers({503, 500, 502});
    tell(store::AlertKind::Motion);
    EXPECT_EQ(server_.texts().size(), 1U);
    ASSERT_EQ(waits_.size(), 3U);
    EXPECT_GE(waits_[0], 1s);
    EXPECT_GT(waits_[2], waits_[0]);
    EXPECT_EQ(list(ann_)[0].problem, std::nullopt);
}

TEST_F(PushServiceTest, AServiceThatSaysWhenIsObeyedWithinReason) {
    ASSERT_TRUE(subscribe(ann_, server_.endpoint("ann")));
    server_.answers({429}, "120");
    tell(store::AlertKind::Storage);
    EXPECT_EQ(waits_.at(0), 120s);
    server_.answers({429}, "99999999");
    tell(store::AlertKind::Storage);
    EXPECT_EQ(waits_.at(1), PushService::kLongestWait);
    EXPECT_EQ(server_.texts().size(), 2U);
}

TEST_F(PushServiceTest, WhatCameTooLateIsNotSentAtAll) {
    ASSERT_TRUE(subscribe(ann_, server_.endpoint("ann")));
    server_.answers({429}, "3600");
    tell(store::AlertKind::Motion);
    EXPECT_TRUE(server_.texts().empty()) << "nobody wants to know of motion an hour ago";
}

TEST_F(PushServiceTest, ARefusalIsShownAndNotRepeated) {
    ASSERT_TRUE(subscribe(ann_, server_.endpoint("ann")));
    server_.answers({403});
    tell(store::AlertKind::Motion);
    EXPECT_EQ(server_.requests().size(), 1U);
    EXPECT_THAT(list(ann_).at(0).problem.value_or(""), testing::HasSubstr("status 403"));
}

TEST_F(PushServiceTest, NothingIsSentIntoTheHomeItself) {
    end();
    begin(net::is_public_address);
    for (const std::string host : {"localhost", "127.0.0.1"}) {
        ASSERT_TRUE(subscribe(ann_, fmt::format("https://{}:{}/ann", host, server_.port())));
    }
    tell(store::AlertKind::Motion);
    EXPECT_TRUE(server_.requests().empty());
    EXPECT_TRUE(waits_.empty());
    for (const PushView& view : list(ann_)) {
        EXPECT_THAT(view.problem.value_or(""), testing::HasSubstr("no address of the internet"));
    }
}

TEST_F(PushServiceTest, AServiceThatIsNotWhoItSaysGetsNothing) {
    const auto anywhere = [](std::string_view /*address*/) { return true; };
    end();
    begin(anywhere);
    // Its certificate is for localhost.
    ASSERT_TRUE(subscribe(ann_, fmt::format("https://127.0.0.1:{}/ann", server_.port())));
    tell(store::AlertKind::Motion);
    EXPECT_THAT(list(ann_).at(0).problem.value_or(""), testing::HasSubstr("who it is"));
    end();
    begin(anywhere, "");  // and nobody whom this machine trusts has signed it
    ASSERT_TRUE(subscribe(ben_, server_.endpoint("ben")));
    tell(store::AlertKind::Motion);
    EXPECT_THAT(list(ben_).at(0).problem.value_or(""), testing::HasSubstr("who it is"));
    EXPECT_TRUE(server_.requests().empty());
    EXPECT_TRUE(waits_.empty()) << "trying again would not help";
}

TEST_F(PushServiceTest, WhatIsNoSubscriptionIsRefused) {
    for (const char* endpoint :
         {"http://push.example/a", "https://u:p@push.example/", "nonsense"}) {
        EXPECT_EQ(subscribe(ann_, endpoint).error().code(), ErrorCode::InvalidArgument);
    }
    for (std::size_t i = 0; i < PushService::kMostOfAPerson; ++i) {
        ASSERT_TRUE(subscribe(ann_, server_.endpoint(std::to_string(i))));
    }
    EXPECT_EQ(subscribe(ann_, server_.endpoint("more")).error().code(), ErrorCode::Exhausted);
    EXPECT_TRUE(subscribe(ben_, server_.endpoint("more")));
}

TEST_F(PushServiceTest, OneSwitchesOffTheirOwnBrowserOnly) {
    const PushView ann = *subscribe(ann_, server_.endpoint("ann"));
    EXPECT_FALSE(await(service_->unsubscribe(ben_, ann.id)));
    run([&] { EXPECT_FALSE(service_->try_out(ben_, ann.id)); });
    run([&] { EXPECT_TRUE(service_->try_out(ann_, ann.id)); });
    settle();
    EXPECT_EQ(server_.texts().size(), 1U);
    EXPECT_TRUE(await(service_->unsubscribe(ann_, ann.id)));
    tell(store::AlertKind::Motion);
    EXPECT_EQ(server_.texts().size(), 1U);
}

}  // namespace
}  // namespace porchlight::hub
