// SPDX-License-Identifier: Apache-2.0
#include "household/trial.hpp"

#include "rt/launch.hpp"
#include "sim/deeds.hpp"
#include "sim/examples.hpp"
#include "sim/plan_file.hpp"

#include <algorithm>
#include <utility>

namespace porchlight::household {

namespace {

constexpr std::chrono::seconds kLookEvery{15};
constexpr std::uint64_t kSeed = 1;

hub::TryExample example_of(const sim::ExampleText& text, const sim::HouseholdPlan& plan) {
    hub::TryExample example;
    example.id = std::string(text.name());
    example.about = plan.about;
    for (const sim::DevicePlan& device : plan.devices) {
        if (std::ranges::find(example.models, device.model->id) == example.models.end()) {
            example.models.push_back(device.model->id);
        }
    }
    if (plan.lesson) {
        example.title = plan.lesson->title;
        example.task = plan.lesson->task;
    }
    return example;
}

std::vector<hub::TryExample> all_examples() {
    std::vector<hub::TryExample> all;
    for (const sim::ExampleText& text : sim::examples()) {
        if (const auto plan = sim::parse_plan(text.path, text.text)) {
            all.push_back(example_of(text, *plan));
        }
    }
    return all;
}

hub::LessonState state_of(sim::LessonStage stage) {
    switch (stage) {
        case sim::LessonStage::Coming:
            return hub::LessonState::Coming;
        case sim::LessonStage::Open:
            return hub::LessonState::Open;
        case sim::LessonStage::Done:
            return hub::LessonState::Done;
        case sim::LessonStage::Spoiled:
            break;
    }
    return hub::LessonState::Spoiled;
}

Error none_runs() {
    return {ErrorCode::Unavailable, "No virtual household runs now. Choose one to begin."};
}

}  // namespace

/// One household, from its beginning to its end.
struct Trial::Running {
    Running(std::string example, std::unique_ptr<sim::Household> household, const Clock& clock)
        : id(std::move(example)),
          living(std::move(household), clock, 1),
          seen(clock.monotonic_now()) {}

    std::string id;
    std::optional<sim::LessonWatch> lesson;
    LivingHousehold living;
    std::optional<Panel> panel;
    std::optional<rt::Job> life;
    MonotonicTime seen;  ///< When somebody last looked.
};

Trial::Trial(rt::asio::any_io_executor strand, const Clock& clock)
    : strand_(std::move(strand)), clock_(clock) {}

Trial::~Trial() = default;

hub::TryView Trial::view() {
    static const std::vector<hub::TryExample> kExamples = all_examples();
    hub::TryView view;
    view.examples = kExamples;
    if (running_) {
        view.running = running_->id;
        if (running_->lesson) {
            view.lesson = state_of(running_->lesson->stage());
            view.says = running_->lesson->says();
        }
    }
    return view;
}

rt::Task<> Trial::begin(std::string example) {
    const sim::ExampleText* text = sim::find_example(example);
    if (text == nullptr) {
        co_return Error(ErrorCode::NotFound, "There is no such household to try.");
    }
    PL_CO_TRY(sim::HouseholdPlan plan, sim::parse_plan(text->path, text->text));
    const std::optional<sim::Lesson> lesson = plan.lesson;
    auto household = std::make_unique<sim::Household>(std::move(plan), kSeed);
    PL_CO_TRY_VOID(sim::schedule_happenings(*household, text->path));
    PL_CO_TRY_VOID(co_await end());
    auto running = std::make_shared<Running>(std::move(example), std::move(household), clock_);
    if (lesson) {
        running->lesson.emplace(*lesson);
    }
    Panel::Parts parts;
    parts.living = &running->living;
    parts.streams = [](const sim::Device&) { return std::optional<StreamView>(); };
    parts.hubs = [](const sim::Device&) { return std::optional<HubView>(); };
    running->panel.emplace(std::move(parts));
    running->living.on_step([this, &one = *running] { on_step(one); });
    running->life.emplace(strand_, "a household to try", LivingHousehold::live(&running->living));
    // Whoever began another one meanwhile comes second.
    const auto other = std::exchange(running_, std::move(running));
    if (other) {
        PL_CO_TRY_VOID(co_await end_of(other));
    }
    if (!watching_) {
        watching_.emplace(strand_, "households to try", keep_watch(this));
    }
    co_return Result<>();
}

rt::Task<> Trial::end() {
    const std::shared_ptr<Running> old = std::exchange(running_, nullptr);
    if (old) {
        co_return co_await end_of(old);
    }
    co_return Result<>();
}

rt::Task<> Trial::end_of(std::shared_ptr<Running> old) {
    old->panel->tell_over();
    old->life->cancel();
    std::ignore = co_await old->life->join();
    co_return Result<>();
}

void Trial::on_step(Running& running) {
    if (running.lesson) {
        running.lesson->look(running.living.household());
    }
    running.panel->tell_news();
    if (running.panel->viewers() > 0) {
        running.seen = clock_.monotonic_now();
    }
}

rt::Task<> Trial::keep_watch(Trial* self) {
    for (;;) {
        PL_CO_TRY_VOID(co_await rt::sleep_for(kLookEvery));
        PL_CO_TRY_VOID(co_await self->end_if_forgotten());
    }
}

rt::Task<> Trial::end_if_forgotten() {
    if (running_ && clock_.monotonic_now() - running_->seen >= kWithoutViewers) {
        co_return co_await end();
    }
    co_return Result<>();
}

Result<net::http::Response> Trial::look(std::string_view what) {
    if (!running_) {
        return none_runs();
    }
    running_->seen = clock_.monotonic_now();
    net::http::Response response = running_->panel->look(what == "state" ? "" : what, {});
    if (response.websocket) {
        // The household stays as long as the answer is on its way.
        response.websocket = [running = running_, serve = std::move(response.websocket)](
                                 std::shared_ptr<net::http::WebSocket> socket) {
            return serve(std::move(socket));
        };
    }
    response.headers.set("Cache-Control", "no-store");
    return response;
}

Result<net::http::Response> Trial::order(std::string_view order, std::string_view body) {
    if (!running_) {
        return none_runs();
    }
    net::http::Response response = running_->panel->take(order, body);
    if (running_->living.speed() > kFastest) {
        running_->living.set_speed(kFastest);
    }
    return response;
}

rt::Task<> Trial::stop() {
    if (watching_) {
        watching_->cancel();
        std::ignore = co_await watching_->join();
        watching_.reset();
    }
    co_return co_await end();
}

}  // namespace porchlight::household
