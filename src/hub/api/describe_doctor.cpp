// SPDX-License-Identifier: Apache-2.0
#include "hub/api/doctor_descriptions.hpp"

#include <array>

namespace porchlight::store {

template <>
std::span<const Name<hub::DoctorPhase>> names_of() {
    using hub::DoctorPhase;
    static constexpr std::array kNames{Name<DoctorPhase>{DoctorPhase::Looking, "looking"},
                                       Name<DoctorPhase>{DoctorPhase::Asking, "asking"},
                                       Name<DoctorPhase>{DoctorPhase::Doing, "doing"},
                                       Name<DoctorPhase>{DoctorPhase::Watching, "watching"},
                                       Name<DoctorPhase>{DoctorPhase::Support, "support"},
                                       Name<DoctorPhase>{DoctorPhase::Ended, "ended"}};
    return kNames;
}

template <>
std::span<const Name<hub::DoctorEnd>> names_of() {
    using hub::DoctorEnd;
    static constexpr std::array kNames{Name<DoctorEnd>{DoctorEnd::Fixed, "fixed"},
                                       Name<DoctorEnd>{DoctorEnd::ByItself, "by_itself"},
                                       Name<DoctorEnd>{DoctorEnd::AllIsWell, "all_is_well"},
                                       Name<DoctorEnd>{DoctorEnd::Support, "support"},
                                       Name<DoctorEnd>{DoctorEnd::Left, "left"}};
    return kNames;
}

template <>
std::span<const Name<hub::DoctorWord>> names_of() {
    using hub::DoctorWord;
    static constexpr std::array kNames{Name<DoctorWord>{DoctorWord::Done, "done"},
                                       Name<DoctorWord>{DoctorWord::Worked, "worked"},
                                       Name<DoctorWord>{DoctorWord::NoHelp, "no_help"},
                                       Name<DoctorWord>{DoctorWord::Skipped, "skipped"}};
    return kNames;
}

}  // namespace porchlight::store

namespace porchlight::hub::api {

namespace {

constexpr Rules kId{.least = 1, .most = 60};
constexpr Rules kMayMiss{.need = Need::Defaulted};

}  // namespace

template <>
Object<DoctorStart> describe() {
    return Object<DoctorStart>("DoctorStart", "What a session begins with; at least one of them.")
        .field("camera_id", &DoctorStart::camera, "A camera of this hub.", kMayMiss)
        .field("words", &DoctorStart::words, "What is wrong, in English or German.",
               {.least = 0, .most = 4000, .need = Need::Defaulted})
        .field("model", &DoctorStart::model, "Of a camera that the hub cannot reach.",
               {.least = 0, .most = 100, .need = Need::Defaulted});
}

template <>
Object<DoctorReply> describe() {
    return Object<DoctorReply>("DoctorReply", "An answer, or a correction.")
        .field("observation", &DoctorReply::observation, "Of what.", kId)
        .field("value", &DoctorReply::value,
               "The id of one of its answers. Null: they cannot tell; as a correction: it is not "
               "known at all.",
               {.least = 1, .most = 60, .need = Need::Defaulted});
}

template <>
Object<DoctorReport> describe() {
    return Object<DoctorReport>("DoctorReport", "What came of a step, as its owner says.")
        .field("steps", &DoctorReport::steps,
               "Which one, with those of `also` that were done (or are to be skipped) with it.",
               {.least = 1, .most = 8})
        .field("word", &DoctorReport::word,
               "done: time will tell. worked: it works again. no_help: it does not. skipped: it "
               "cannot or shall not be done.");
}

template <>
Object<DoctorModel> describe() {
    return Object<DoctorModel>("DoctorModel", "Which model a camera is.")
        .field("model", &DoctorModel::model, "A name or an id of the models table.",
               {.least = 1, .most = 100});
}

template <>
Object<DoctorLight> describe() {
    using L = DoctorLight;
    constexpr double kLongest = 120;  // s of watching a light
    return Object<L>("DoctorLight",
                     "What a light does: a pattern that somebody picked, or how they tapped along.")
        .field("model", &L::model, "A name of the models table. Empty: the session's camera's.",
               {.least = 0, .most = 100, .need = Need::Defaulted})
        .field("pattern", &L::pattern, "As the models table writes it: \"red blink 1s\".",
               {.least = 0, .most = 100, .need = Need::Defaulted})
        .field("taps", &L::taps,
               "Seconds since watching began, one each time it lights up or changes.",
               {.least = 0, .most = 500, .need = Need::Defaulted})
        .field("watched", &L::watched, "For how many seconds they have watched.",
               {.least = 0, .most = kLongest, .need = Need::Defaulted})
        .field("colours", &L::colours, "Those that they saw.",
               {.least = 0, .most = 6, .need = Need::Defaulted})
        .field("of_hub", &L::of_hub,
               "It is the light of the hub that the camera needs; `model` is that hub's then.",
               {.need = Need::Defaulted});
}

template <>
Object<DoctorItem> describe() {
    return Object<DoctorItem>("DoctorItem", "One session with the doctor.")
        .field("id", &DoctorItem::id, "Its id.")
        .field("camera_id", &DoctorItem::camera, "The camera; null: one beyond the hub's reach.")
        .field("model", &DoctorItem::model,
               "Which model it is, by its id in the models table; null: nobody has said.")
        .field("about", &DoctorItem::about, "Its owner's words.")
        .field("started", &DoctorItem::started, "When it began.")
        .field("ended", &DoctorItem::ended, "When it ended; null: it goes on.")
        .field("by_itself", &DoctorItem::by_itself, "The hub began it.")
        .field("summary", &DoctorItem::summary, "What the doctor makes of it, for people.")
        .spoken();
}

template <>
Object<DoctorList> describe() {
    return Object<DoctorList>("DoctorSessions",
                              "Newest first; of those that are over the last 200.")
        .field("sessions", &DoctorList::sessions, "The sessions.");
}

template <>
Object<store::DoctorCount> describe() {
    using C = store::DoctorCount;
    return Object<C>("DoctorCount", "How often a step came out so for a cause, in this home.")
        .field("cause", &C::cause, "The cause.")
        .field("step", &C::step, "The step.")
        .field("came", &C::came, "What came of it.")
        .field("times", &C::times, "How often.");
}

template <>
Object<DoctorCountList> describe() {
    return Object<DoctorCountList>("DoctorCounts",
                                   "What came of steps in this home. Never sent anywhere.")
        .field("counts", &DoctorCountList::counts, "The counts.");
}

template <>
Object<DoctorCauseView> describe() {
    using C = DoctorCauseView;
    return Object<C>("DoctorCause", "What may be wrong.")
        .field("id", &C::id, "Its id.")
        .field("title", &C::title, "In a few words.")
        .spoken()
        .field("says", &C::says, "What it is, and what it does.")
        .spoken()
        .field("share", &C::share, "How likely, 0 to 1.");
}

template <>
Object<DoctorReason> describe() {
    using R = DoctorReason;
    return Object<R>("DoctorReason", "Something that speaks for the likeliest cause, or against.")
        .field("observation", &R::observation, "What was seen.")
        .field("words", &R::words, "The same for people, with figures where it was measured.")
        .spoken()
        .field("times_likelier", &R::times_likelier,
               "The cause's odds with it, over those without it.");
}

template <>
Object<DoctorChoice> describe() {
    return Object<DoctorChoice>("DoctorChoice", "A possible answer.")
        .field("id", &DoctorChoice::id, "Its id.")
        .field("says", &DoctorChoice::says, "For people.")
        .spoken();
}

template <>
Object<DoctorNext> describe() {
    using N = DoctorNext;
    return Object<N>("DoctorNext", "What to do next.")
        .field("id", &N::id, "When asking an observation, else a step; may be empty.")
        .field("say", &N::say, "The same for people.")
        .spoken()
        .field("also", &N::also, "A step to do in the same go, as one is there already.")
        .field("answers", &N::answers, "When asking: what may be seen.")
        .field("minutes", &N::minutes, "What it takes of a person's time.")
        .field("costs_money", &N::costs_money, "Something has to be bought.")
        .field("warning", &N::warning, "What a mistake would cost.")
        .spoken()
        .field("until", &N::until, "When watching: until then.")
        .field("works", &N::works, "When watching: it works so far.");
}

template <>
Object<DoctorFinding> describe() {
    using F = DoctorFinding;
    return Object<F>("DoctorFinding", "Something that was understood or measured.")
        .field("observation", &F::observation, "Of what.")
        .field("ask", &F::ask, "The question that it answers.")
        .spoken()
        .field("value", &F::value, "The answer.")
        .field("says", &F::says, "The same for people.")
        .spoken()
        .field("words", &F::words, "What it was taken from: somebody's words, or figures.")
        .spoken();
}

template <>
Object<DoctorOutcome> describe() {
    using O = DoctorOutcome;
    return Object<O>("DoctorOutcome", "A step that was done, and what came of it.")
        .field("step", &O::step, "The step.")
        .field("say", &O::say, "The same for people.")
        .spoken()
        .field("came", &O::came, "masked: it worked for a while, and nothing was cured.");
}

template <>
Object<DoctorSessionView> describe() {
    using S = DoctorSessionView;
    return Object<S>("DoctorSession", "A walk with the doctor.")
        .field("id", &S::id, "Its id.")
        .field("camera_id", &S::camera, "The camera; null: one beyond the hub's reach.")
        .field("model", &S::model,
               "Which model it is, by its id in the models table; null: nobody has said.")
        .field("about", &S::about, "Its owner's words.")
        .field("started", &S::started, "When it began.")
        .field("ended", &S::ended, "When it ended; null: it goes on.")
        .field("by_itself", &S::by_itself, "The hub began it when the camera fell silent.")
        .field("phase", &S::phase, "What it waits for.")
        .field("end", &S::end, "How it ended.")
        .field("summary", &S::summary, "What the doctor makes of it, for people.")
        .spoken()
        .field("causes", &S::causes, "The likeliest first, at most five.")
        .field("why", &S::why, "What speaks most for the first of them.")
        .field("against", &S::against, "What speaks most against it.")
        .field("next", &S::next, "What to do next.")
        .field("findings", &S::findings, "All that is known. What is wrong can be corrected.")
        .field("outcomes", &S::outcomes, "What was done so far.");
}

}  // namespace porchlight::hub::api
