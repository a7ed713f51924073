// SPDX-License-Identifier: Apache-2.0
#include "household/trial.hpp"

#include "rt/io_thread.hpp"
#include "rt/launch.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <type_traits>

namespace porchlight::household {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using testing::HasSubstr;

/// On a thread of its own, as in a hub; its clock stands.
class TrialTest : public testing::Test {
  protected:
    ~TrialTest() override { EXPECT_TRUE(run(trial_.stop())); }

    template <typename T>
    Result<T> run(rt::Task<T> task) {
        return rt::run_blocking(thread_, std::move(task));
    }
    template <typename Ask>
    auto on_thread(Ask ask) {
        decltype(ask()) answer = nothing_yet<decltype(ask())>();
        EXPECT_TRUE(run(call(&ask, &answer)));
        return answer;
    }
    template <typename Ask, typename Answer>
    static rt::Task<> call(Ask* ask, Answer* answer) {
        *answer = (*ask)();
        co_return Result<>();
    }
    template <typename T>
    static T nothing_yet() {
        if constexpr (std::is_default_constructible_v<T>) {
            return T();
        } else {
            return T(Error(ErrorCode::Internal, "not asked"));
        }
    }
    hub::TryView view() {
        return on_thread([this] { return trial_.view(); });
    }
    Result<net::http::Response> look(std::string_view what) {
        return on_thread([this, what] { return trial_.look(what); });
    }
    Result<net::http::Response> order(std::string_view name, std::string_view json) {
        return on_thread([this, name, json] { return trial_.order(name, json); });
    }
    static std::string text(const Result<net::http::Response>& response) {
        return response ? std::get<std::string>(response->body) : response.error().message();
    }

    FakeClock clock_;
    rt::IoThread thread_{"trial"};
    Trial trial_{thread_.executor(), clock_};
};

TEST_F(TrialTest, ShowsItsExamplesBeforeAnythingRuns) {
    const hub::TryView seen = view();
    EXPECT_FALSE(seen.running);
    const auto lesson = std::ranges::find(seen.examples, "learn-restart", &hub::TryExample::id);
    ASSERT_NE(lesson, seen.examples.end());
    EXPECT_TRUE(lesson->task);
    EXPECT_THAT(lesson->models, testing::ElementsAre("porchlight-camera"));
    EXPECT_NE(std::ranges::find(seen.examples, "own-cameras", &hub::TryExample::id),
              seen.examples.end());
    EXPECT_THAT(text(look("state")), HasSubstr("Choose one to begin"));
    EXPECT_THAT(text(order("house", "{}")), HasSubstr("Choose one to begin"));
}

TEST_F(TrialTest, RunsOneAtATimeAndCarriesOrdersOut) {
    EXPECT_EQ(run(trial_.begin("castle")).error().code(), ErrorCode::NotFound);
    ASSERT_TRUE(run(trial_.begin("own-cameras")));
    EXPECT_THAT(text(look("state")), HasSubstr("Drive"));
    ASSERT_TRUE(run(trial_.begin("learn-new-router")));
    EXPECT_EQ(view().running, "learn-new-router");
    EXPECT_EQ(view().lesson, hub::LessonState::Coming);
    EXPECT_THAT(text(look("models")), HasSubstr("blink-mini"));
    EXPECT_THAT(text(order("deed", R"({"sentence":"the power goes"})")), HasSubstr("said"));
    EXPECT_THAT(text(look("state")), HasSubstr(R"("has_mains":false)"));
    EXPECT_EQ(order("eat", "{}")->status, 404);
    ASSERT_TRUE(run(trial_.end()));
    EXPECT_FALSE(view().running);
}

TEST_F(TrialTest, NeverRunsSoFastThatTheHubWouldFeelIt) {
    ASSERT_TRUE(run(trial_.begin("own-cameras")));
    EXPECT_EQ(order("house", R"({"speed":10000})")->status, 200);
    EXPECT_THAT(text(look("state")), HasSubstr(R"("speed":6E2)"));
}

TEST_F(TrialTest, EndsWhenNobodyHasLookedForTenMinutes) {
    ASSERT_TRUE(run(trial_.begin("learn-restart")));
    clock_.advance(minutes(9));
    ASSERT_TRUE(run(trial_.end_if_forgotten()));
    EXPECT_TRUE(view().running);
    EXPECT_TRUE(look("state"));
    clock_.advance(minutes(9));
    ASSERT_TRUE(run(trial_.end_if_forgotten()));
    EXPECT_TRUE(view().running);
    clock_.advance(minutes(1));
    ASSERT_TRUE(run(trial_.end_if_forgotten()));
    EXPECT_FALSE(view().running);
}

}  // namespace
}  // namespace porchlight::household
