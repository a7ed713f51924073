// SPDX-License-Identifier: Apache-2.0
#include "hub/api/try_descriptions.hpp"

#include <array>

namespace porchlight::store {

template <>
std::span<const Name<hub::LessonState>> names_of() {
    using hub::LessonState;
    static constexpr std::array kNames{Name<LessonState>{LessonState::Coming, "coming"},
                                       Name<LessonState>{LessonState::Open, "open"},
                                       Name<LessonState>{LessonState::Done, "done"},
                                       Name<LessonState>{LessonState::Spoiled, "spoiled"}};
    return kNames;
}

}  // namespace porchlight::store

namespace porchlight::hub::api {

template <>
Object<TryStart> describe() {
    return Object<TryStart>("TryStart", "Which household to begin.")
        .field("example", &TryStart::example, "The id of one of the examples.",
               {.least = 1, .most = 60});
}

template <>
Object<TryExample> describe() {
    return Object<TryExample>("TryExample", "A virtual household that can be begun.")
        .field("id", &TryExample::id, "Its id.")
        .field("about", &TryExample::about, "What it shows, in a sentence.")
        .spoken()
        .field("models", &TryExample::models, "Of its devices, by their ids in the models table.")
        .field("title", &TryExample::title, "Of a lesson: its title; else empty.")
        .spoken()
        .field("task", &TryExample::task, "Of a lesson: what to do; null: it is none.")
        .spoken();
}

template <>
Object<TryView> describe() {
    return Object<TryView>("Try", "Virtual households to try things in.")
        .field("examples", &TryView::examples, "All that there are.")
        .field("running", &TryView::running, "The example that runs; null: none.")
        .field("lesson", &TryView::lesson,
               "How far its lesson is. coming: what is to be mended has not happened yet. open: it "
               "is for the person to act. spoiled: it has to be begun again. Null: it has none.")
        .field("says", &TryView::says, "What to know now that it is done or spoiled; else empty.")
        .spoken();
}

}  // namespace porchlight::hub::api
