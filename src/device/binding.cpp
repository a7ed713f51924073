// SPDX-License-Identifier: Apache-2.0
#include "device/binding.hpp"

#include <array>

namespace porchlight::device {

namespace {

using enum BindingState;
using enum BindingEvent;
using enum BindingActor;
using Action = BindingAction;

struct Row {
    BindingState state;
    BindingEvent event;
    BindingActor actor;
    BindingState next;
    Action action;
};

constexpr std::array kTable{
    Row{Unbound, Claim, Stranger, Bound, Action::None},
    Row{Unbound, Contest, Stranger, Bound, Action::None},
    Row{Bound, Delete, Owner, Unbound, Action::None},
    Row{Bound, Offer, Owner, Offered, Action::None},
    Row{Bound, Contest, Stranger, Contested, Action::StartContest},
    Row{Offered, Claim, Other, Bound, Action::None},
    Row{Offered, Contest, Other, Bound, Action::None},
    Row{Offered, Withdraw, Owner, Bound, Action::None},
    Row{Offered, Delete, Owner, Unbound, Action::None},
    Row{Contested, Keep, Owner, Bound, Action::TellBoth},
    Row{Contested, Offer, Owner, Offered, Action::TellBoth},
    Row{Contested, Delete, Owner, Unbound, Action::TellBoth},
    Row{Contested, Contest, Other, Contested, Action::None},
    Row{Contested, ContestOver, Registry, Unbound, Action::TellBoth},
};

BindingAnswer refusal_of(BindingEvent event) {
    return event == Claim || event == Contest ? BindingAnswer::AlreadyRegistered
                                              : BindingAnswer::NotInThisHome;
}

BindingActor actor_of(const Binding& binding, HomeId home) {
    if (!home) {
        return Registry;
    }
    if (home == binding.owner) {
        return Owner;
    }
    return home == binding.other ? Other : Stranger;
}

/// The binding once it is in that state.
Binding binding_in(BindingState next, const Binding& before, const BindingRequest& request) {
    Binding after = before;
    after.state = next;
    switch (next) {
        case Unbound:
            return {};
        case Bound:
            after.owner =
                request.event == Claim || request.event == Contest ? request.by : after.owner;
            after.other = {};
            after.contest_ends = {};
            break;
        case Offered:
            after.other = request.event == Offer ? request.to : after.other;
            after.contest_ends = {};
            break;
        case Contested:
            if (before.state != Contested) {
                after.other = request.by;
                after.contest_ends = request.at + kContestSpan;
            }
            break;
    }
    return after;
}

bool makes_sense(const Binding& binding, const BindingRequest& request) {
    if (request.event == Offer) {
        return request.to && request.to != request.by;
    }
    return request.event != ContestOver || request.at >= binding.contest_ends;
}

}  // namespace

BindingStep next_binding(BindingState state, BindingEvent event, BindingActor actor) {
    for (const Row& row : kTable) {
        if (row.state == state && row.event == event && row.actor == actor) {
            return {row.next, BindingAnswer::Done, row.action};
        }
    }
    return {state, actor == Owner ? BindingAnswer::Done : refusal_of(event), Action::None};
}

BindingChange change(const Binding& binding, const BindingRequest& request) {
    if (!makes_sense(binding, request)) {
        return {binding, refusal_of(request.event), Action::None};
    }
    const BindingStep step =
        next_binding(binding.state, request.event, actor_of(binding, request.by));
    if (step.answer != BindingAnswer::Done) {
        return {binding, step.answer, step.action};
    }
    return {binding_in(step.state, binding, request), step.answer, step.action};
}

}  // namespace porchlight::device
