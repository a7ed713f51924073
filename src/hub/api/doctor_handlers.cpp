// SPDX-License-Identifier: Apache-2.0
#include "hub/api/doctor_descriptions.hpp"
#include "hub/api/services.hpp"
#include "hub/doctor/doctor_service.hpp"

#include <utility>

namespace porchlight::hub::api {

namespace {

/// Of the path; one that is none names no session.
DoctorSessionId session_of(const Call& call) {
    return DoctorSessionId::parse(call.path.front()).value_or(DoctorSessionId());
}

Reply<DoctorList> list_sessions(const Services* hub, CallPtr /*call*/, Nothing /*query*/,
                                Nothing /*body*/) {
    DoctorList list;
    for (const store::DoctorSession& row : hub->doctor->list()) {
        list.sessions.push_back({row.id, row.camera,
                                 row.model.empty() ? std::nullopt : std::optional(row.model),
                                 row.about, row.started, row.ended, row.by_itself, row.summary});
    }
    co_return list;
}

Reply<DoctorSessionView> begin_session(const Services* hub, CallPtr /*call*/, Nothing /*query*/,
                                       DoctorStart body) {
    auto beginning = hub->doctor->begin(std::move(body));
    co_return co_await std::move(beginning);
}

Reply<DoctorSessionView> show_session(const Services* hub, CallPtr call, Nothing /*query*/,
                                      Nothing /*body*/) {
    co_return hub->doctor->find(session_of(*call));
}

Reply<DoctorSessionView> answer_question(const Services* hub, CallPtr call, Nothing /*query*/,
                                         DoctorReply body) {
    co_return hub->doctor->answer(session_of(*call), std::move(body.observation),
                                  std::move(body.value));
}

Reply<DoctorSessionView> correct_finding(const Services* hub, CallPtr call, Nothing /*query*/,
                                         DoctorReply body) {
    co_return hub->doctor->correct(session_of(*call), std::move(body.observation),
                                   std::move(body.value));
}

Reply<DoctorSessionView> tell_light(const Services* hub, CallPtr call, Nothing /*query*/,
                                    DoctorLight body) {
    auto telling = hub->doctor->light(session_of(*call), std::move(body));
    co_return co_await std::move(telling);
}

Reply<DoctorSessionView> tell_model(const Services* hub, CallPtr call, Nothing /*query*/,
                                    DoctorModel body) {
    co_return hub->doctor->model(session_of(*call), body.model);
}

Reply<DoctorSessionView> tell_outcome(const Services* hub, CallPtr call, Nothing /*query*/,
                                      DoctorReport body) {
    co_return hub->doctor->outcome(session_of(*call), body.steps, body.word);
}

Reply<DoctorSessionView> end_session(const Services* hub, CallPtr call, Nothing /*query*/,
                                     Nothing /*body*/) {
    co_return hub->doctor->leave(session_of(*call));
}

Reply<http::Response> show_report(const Services* hub, CallPtr call, Nothing /*query*/,
                                  Nothing /*body*/) {
    auto text = hub->doctor->report(session_of(*call), call->language);
    if (!text) {
        co_return text.error();
    }
    http::Response response =
        http::text_response(200, "text/plain; charset=utf-8", std::move(*text));
    response.headers.set("Cache-Control", "private, no-store");
    co_return response;
}

Reply<DoctorCountList> show_counts(const Services* hub, CallPtr /*call*/, Nothing /*query*/,
                                   Nothing /*body*/) {
    co_return DoctorCountList{hub->doctor->counts()};
}

Reply<Nothing> clear_counts(const Services* hub, CallPtr /*call*/, Nothing /*query*/,
                            Nothing /*body*/) {
    PL_CO_TRY_VOID(co_await hub->doctor->clear_counts());
    co_return Nothing();
}

}  // namespace

void add_doctor_routes(RouteTable& table, const Services* hub) {
    using http::Method;
    const std::string all = "/api/v1/doctor/sessions";
    const std::string one = all + "/{id}";
    table.add(hub, {Method::Get, all, Access::Member, "Walks with the doctor"}, list_sessions);
    table.add(hub,
              {Method::Post, all, Access::Member,
               "Begin a walk; one about the same camera that goes on is taken up again"},
              begin_session);
    table.add(hub, {Method::Get, one, Access::Member, "One walk with the doctor"}, show_session);
    table.add(hub, {Method::Post, one + "/answer", Access::Member, "Answer a question"},
              answer_question);
    table.add(hub,
              {Method::Post, one + "/correction", Access::Member,
               "Say that the doctor did not get something right"},
              correct_finding);
    table.add(hub,
              {Method::Post, one + "/light", Access::Member,
               "Say what the light does, picked from pictures or tapped along"},
              tell_light);
    table.add(hub, {Method::Post, one + "/model", Access::Member, "Say which model it is"},
              tell_model);
    table.add(hub, {Method::Post, one + "/outcome", Access::Member, "Say what came of a step"},
              tell_outcome);
    table.add(hub, {Method::Post, one + "/end", Access::Member, "Leave a walk"}, end_session);
    table.add(hub,
              {Method::Get, one + "/report", Access::Member,
               "All that is known, for the maker's support", 200, "text/plain"},
              show_report);
    table.add(
        hub,
        {Method::Get, "/api/v1/doctor/counts", Access::Member, "What came of steps in this home"},
        show_counts);
    table.add(hub,
              {Method::Delete, "/api/v1/doctor/counts", Access::Owner,
               "Forget what came of steps in this home"},
              clear_counts);
}

}  // namespace porchlight::hub::api
