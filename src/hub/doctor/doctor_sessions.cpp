// SPDX-License-Identifier: Apache-2.0
// The DoctorService's sessions: begun, changed, kept, and what people say in them.
#include "device/models.hpp"
#include "doctor/intake.hpp"
#include "doctor/walk_file.hpp"
#include "hub/doctor/doctor_service.hpp"
#include "hub/doctor/experience.hpp"
#include "hub/doctor/session_view.hpp"
#include "hub/phrases.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ranges>
#include <utility>

namespace porchlight::hub {

namespace {

/// The id of the model that somebody names; empty if they name none.
std::string told_model(const DoctorStart& what) {
    const device::model::Model* model = device::model::find_model(what.model);
    if (model == nullptr) {
        model = device::model::model_in_words(what.words);
    }
    return model == nullptr ? std::string() : model->id;
}

}  // namespace

rt::Task<DoctorSessionView> DoctorService::begin(DoctorStart what) {
    if (!what.camera && what.words.empty() && what.model.empty()) {
        co_return Error(ErrorCode::InvalidArgument,
                        "Say which camera, or what is wrong in your own words.");
    }
    const device::model::Model* named = device::model::find_model(what.model);
    const std::string called = named == nullptr ? what.model : named->name;
    doctor::Told told =
        doctor::understand(*knowledge_, called.empty() ? what.words : called + ". " + what.words);
    const SessionPtr open = what.camera ? session_of(*what.camera) : nullptr;
    if (open) {
        open->row.about += (open->row.about.empty() ? "" : " ") + what.words;
        change(open, [&](doctor::Walk& walk) {
            walk.told(told.camera.words);
            for (auto* list : {&told.camera.findings, &told.home}) {
                for (doctor::Finding& finding : *list) {
                    walk.found(std::move(finding));
                }
            }
        });
        changed(open);
        co_return open->view;
    }
    doctor::WalkMemory memory;
    memory.home.home = std::move(told.home);
    if (what.camera) {
        PL_CO_TRY(const CameraView camera, parts_.cameras.find(*what.camera));
        PL_CO_TRY(doctor::CameraCase its, co_await case_of(camera));
        told.camera.traits = std::move(its.traits);
    }
    std::string model;
    if (what.camera) {
        auto asking = model_of(*what.camera);
        PL_CO_TRY(model, co_await std::move(asking));
    }
    memory.home.cameras.push_back(std::move(told.camera));
    store::DoctorSession row;
    row.camera = what.camera;
    row.model = model.empty() ? told_model(what) : std::move(model);
    row.about = std::move(what.words);
    const SessionPtr session = make_session(std::move(row), std::move(memory));
    look_again(session);
    changed(session);
    co_return session->view;
}

DoctorService::SessionPtr DoctorService::make_session(store::DoctorSession row,
                                                      doctor::WalkMemory memory) {
    auto session = std::make_shared<Session>();
    session->row = std::move(row);
    session->row.started = parts_.clock.utc_now();
    session->row.id = DoctorSessionId::create(session->row.started, parts_.random);
    session->row.home = parts_.home;
    session->knowledge = knowledge_;
    session->walk.emplace(*knowledge_, std::move(memory));
    sessions_[session->row.id] = session;
    return session;
}

doctor::Walk& DoctorService::walk_of(Session& session) {
    if (!session.walk) {
        session.knowledge = knowledge_;
        auto memory = doctor::parse_walk(*knowledge_, session.row.walk);
        if (!memory || memory->home.cameras.empty()) {
            memory = doctor::WalkMemory{{{camera_with(*knowledge_, {})}, {}, {}}, {}, {}, {}};
            memory->end = doctor::End::Left;
        }
        session.walk.emplace(*knowledge_, std::move(*memory));
        session.view = view_of(*session.knowledge, *session.walk, session.row);
    }
    return *session.walk;
}

DoctorSessionView DoctorService::change(const SessionPtr& session,
                                        const std::function<void(doctor::Walk&)>& change) {
    doctor::Walk& walk = walk_of(*session);
    const doctor::Belief before = walk.belief();
    const bool was_over = walk.memory().end.has_value();
    const std::vector<doctor::Outcome> outcomes = walk.memory().home.outcomes;
    const auto cured = was_over ? walk.cured() : std::nullopt;
    const std::string text = doctor::walk_json(*session->knowledge, walk.memory());
    change(walk);
    if (doctor::walk_json(*session->knowledge, walk.memory()) == text) {
        return session->view;
    }
    count(*session, before, outcomes.size());
    if (was_over && !walk.memory().end && cured) {
        count_relapse(*session->knowledge, walk, *cured);
    }
    const bool has_news = was_over || walk.memory().home.outcomes.size() != outcomes.size();
    if (has_news && !walk.memory().end) {
        look_again(session);
    }
    changed(session);
    return session->view;
}

/// What came of steps just now.
void DoctorService::count(const Session& session, const doctor::Belief& before,
                          std::size_t outcomes) {
    if (!session.walk) {
        return;
    }
    const auto& all = session.walk->memory().home.outcomes;
    for (std::size_t i = outcomes; i < all.size(); ++i) {
        if (const auto doing = doctor::blamed(*session.knowledge, before, all[i])) {
            add_count({session.knowledge->causes[doing->cause].id,
                       session.knowledge->steps[doing->step].id, came_of(all[i].result), 1});
        }
    }
}

/// What was taken for a cure of this cause has only hidden one.
void DoctorService::count_relapse(const doctor::Knowledge& knowledge, const doctor::Walk& walk,
                                  doctor::Doing cured) {
    add_count({knowledge.causes[cured.cause].id, knowledge.steps[cured.step].id,
               store::CameOfStep::Fixed, -1});
    if (const auto hidden = walk.cured()) {
        add_count({knowledge.causes[hidden->cause].id, knowledge.steps[hidden->step].id,
                   store::CameOfStep::Masked, 1});
    }
}

void DoctorService::add_count(store::DoctorCount one) {
    const auto known = std::ranges::find_if(counts_, [&](const store::DoctorCount& other) {
        return other.cause == one.cause && other.step == one.step && other.came == one.came;
    });
    if (known != counts_.end()) {
        known->times += one.times;
    } else {
        counts_.push_back(one);
    }
    std::erase_if(counts_, [](const store::DoctorCount& other) { return other.times <= 0; });
    run("counting", parts_.store.count_for_doctor(parts_.home, std::move(one)));
    knowledge_ =
        std::make_shared<const doctor::Knowledge>(with_experience(parts_.knowledge, counts_));
}

/// It is written down and told.
void DoctorService::changed(const SessionPtr& session) {
    const doctor::Walk& walk = walk_of(*session);
    if (walk.memory().end && !session->row.ended) {
        session->row.ended = parts_.clock.utc_now();
    } else if (!walk.memory().end) {
        session->row.ended.reset();
    }
    session->view = view_of(*session->knowledge, walk, session->row);
    if (session->is_looking && session->view.phase != DoctorPhase::Ended) {
        session->view.phase = DoctorPhase::Looking;
    }
    session->row.summary = session->view.summary;
    session->row.walk = doctor::walk_json(*session->knowledge, walk.memory());
    run("keeping a session", parts_.store.keep_doctor_session(session->row));
    parts_.feed.publish(session->view);
}

Result<DoctorService::SessionPtr> DoctorService::open(DoctorSessionId id) {
    const auto found = sessions_.find(id);
    if (found == sessions_.end()) {
        return Error(ErrorCode::NotFound, "There is no such session of the doctor.");
    }
    walk_of(*found->second);
    return found->second;
}

std::vector<store::DoctorSession> DoctorService::list() const {
    std::vector<store::DoctorSession> rows;
    rows.reserve(sessions_.size());
    for (const auto& [id, session] : std::views::reverse(sessions_)) {
        rows.push_back(session->row);
    }
    return rows;
}

Result<DoctorSessionView> DoctorService::find(DoctorSessionId id) {
    PL_TRY(const SessionPtr session, open(id));
    return session->view;
}

Result<DoctorSessionView> DoctorService::answer(DoctorSessionId id, std::string observation,
                                                std::optional<std::string> value) {
    PL_TRY(const SessionPtr session, open(id));
    const auto asked = doctor::find(session->knowledge->observations, observation);
    if (!asked) {
        return Error(ErrorCode::InvalidArgument, "The doctor does not ask for that.");
    }
    if (!value) {
        return change(session, [&](doctor::Walk& walk) { walk.cannot_say(*asked); });
    }
    auto finding = finding_of(*session->knowledge, {std::move(observation), std::move(*value), ""});
    if (!finding) {
        return Error(ErrorCode::InvalidArgument, "That is none of its answers.");
    }
    return change(session, [&](doctor::Walk& walk) { walk.found(std::move(*finding)); });
}

Result<DoctorSessionView> DoctorService::correct(DoctorSessionId id, std::string observation,
                                                 std::optional<std::string> value) {
    if (value) {
        return answer(id, std::move(observation), std::move(value));
    }
    PL_TRY(const SessionPtr session, open(id));
    const auto known = doctor::find(session->knowledge->observations, observation);
    if (!known) {
        return Error(ErrorCode::InvalidArgument, "The doctor does not ask for that.");
    }
    return change(session, [&](doctor::Walk& walk) { walk.forget(*known); });
}

/// Of a paired device; of any other camera nothing is known.
rt::Task<std::string> DoctorService::model_of(CameraId id) {
    PL_CO_TRY(const CameraView camera, parts_.cameras.find(id));
    if (!camera.device) {
        co_return std::string();
    }
    auto reading = parts_.store.device(*camera.device);
    const auto row = co_await std::move(reading);
    const device::model::Model* model = row ? device::model::find_model(row->model) : nullptr;
    co_return model == nullptr ? std::string() : model->id;
}

rt::Task<DoctorSessionView> DoctorService::light(DoctorSessionId id, DoctorLight told) {
    PL_CO_TRY(const SessionPtr session, open(id));
    std::string name = told.model;
    if (const auto camera = session->row.camera; camera && name.empty()) {
        auto asking = model_of(*camera);
        PL_CO_TRY(name, co_await std::move(asking));
    }
    const device::model::Model* model = device::model::find_model(name);
    if (!told.model.empty() && model == nullptr) {
        co_return Error(ErrorCode::InvalidArgument,
                        fmt::format("No model is called \"{}\".", told.model));
    }
    if (!told.model.empty() && !told.of_hub) {
        PL_CO_TRY_VOID(this->model(id, told.model));
    }
    PL_CO_TRY(std::vector<doctor::Finding> findings, read_light(*knowledge_, model, told));
    co_return change(session, [&](doctor::Walk& walk) {
        for (doctor::Finding& finding : findings) {
            walk.found(std::move(finding));
        }
    });
}

Result<DoctorSessionView> DoctorService::model(DoctorSessionId id, std::string_view name) {
    PL_TRY(const SessionPtr session, open(id));
    const device::model::Model* model = device::model::find_model(name);
    if (model == nullptr) {
        return Error(ErrorCode::InvalidArgument, fmt::format("No model is called \"{}\".", name));
    }
    if (session->row.model != model->id) {
        session->row.model = model->id;
        changed(session);
    }
    return session->view;
}

Result<DoctorSessionView> DoctorService::outcome(DoctorSessionId id,
                                                 const std::vector<std::string>& steps,
                                                 DoctorWord word) {
    PL_TRY(const SessionPtr session, open(id));
    const doctor::Knowledge& knowledge = *session->knowledge;
    std::vector<std::size_t> known;
    for (const std::string& step : steps) {
        const auto place = doctor::find(knowledge.steps, step);
        if (!place) {
            return Error(ErrorCode::InvalidArgument, "There is no such step.");
        }
        known.push_back(*place);
    }
    if (known.empty()) {
        return Error(ErrorCode::InvalidArgument, "Say which step.");
    }
    const bool is_comfort = knowledge.steps[known.front()].kind == doctor::StepKind::Nothing;
    return change(session, [&](doctor::Walk& walk) {
        const auto now = walk_now();
        if (is_comfort && (word == DoctorWord::NoHelp || word == DoctorWord::Skipped)) {
            walk.disagrees(known.front());
            return;
        }
        switch (word) {
            case DoctorWord::Done:
                walk.done(known, now);
                break;
            case DoctorWord::Worked:
                walk.done(known, now);
                walk.works(now);
                break;
            case DoctorWord::NoHelp:
                walk.done(known, now);
                walk.fails(now);
                // Whoever says so does not want to wait longer.
                walk.passed(walk.watched_until().value_or(now));
                break;
            case DoctorWord::Skipped:
                std::ranges::for_each(known, [&](std::size_t step) { walk.refuse(step); });
                break;
        }
    });
}

Result<DoctorSessionView> DoctorService::leave(DoctorSessionId id) {
    PL_TRY(const SessionPtr session, open(id));
    return change(session, [](doctor::Walk& walk) { walk.leave(); });
}

Result<std::string> DoctorService::report(DoctorSessionId id, Language language) {
    PL_TRY(const SessionPtr session, open(id));
    const doctor::Walk& walk = walk_of(*session);
    return support_report(*session->knowledge, walk, session->row, phrases(language));
}

rt::Task<> DoctorService::clear_counts() {
    auto clearing = parts_.store.clear_doctor_counts(parts_.home);
    PL_CO_TRY_VOID(co_await std::move(clearing));
    counts_.clear();
    knowledge_ = std::make_shared<const doctor::Knowledge>(parts_.knowledge);
    co_return Result<>();
}

}  // namespace porchlight::hub
