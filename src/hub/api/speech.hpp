// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/phrasebook.hpp"
#include "hub/api/json_types.hpp"

#include <memory>
#include <optional>
#include <string>

namespace porchlight::hub::api {

/// What an answer looks like, to find the sentences for people in it: the fields that their
/// description calls spoken().
struct AnswerShape {
    json::object schema;
    Components components;
};

template <typename Answer>
const AnswerShape& shape_of() {
    static const AnswerShape shape = [] {
        AnswerShape made;
        made.schema = JsonType<Answer>::schema(Role::Output, made.components);
        return made;
    }();
    return shape;
}

/// How the events WebSocket is opened: a browser cannot send a header of its own with it.
struct EventsQuery {
    std::optional<std::string> lang;  ///< "de"; else what the browser's header says.
};
template <>
Object<EventsQuery> describe();

/// A message of the events WebSocket in the book's language.
[[nodiscard]] std::shared_ptr<const std::string> feed_text_in(
    const Phrasebook& book, std::shared_ptr<const std::string> text);

/// Says the sentences of an answer in the book's language. What people typed stays as it is.
void say_in(const Phrasebook& book, const AnswerShape& shape, json::value& answer);

}  // namespace porchlight::hub::api
