// SPDX-License-Identifier: Apache-2.0
#include "hub/api/speech.hpp"

#include "hub/api/descriptions.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <string_view>
#include <utility>

namespace porchlight::hub::api {

namespace {

class Speaker {
  public:
    Speaker(const Phrasebook& book, const json::object& schemas) : book_(book), schemas_(schemas) {}

    /// What the schema does not know stays as it is.
    // NOLINTNEXTLINE(misc-no-recursion): as deep as an answer is
    void walk(const json::object& schema, json::value& value) const {
        if (const json::value* reference = schema.if_contains("$ref")) {
            const std::string_view name = reference->as_string();
            walk(schemas_.at(name.substr(name.rfind('/') + 1)).as_object(), value);
            return;
        }
        if (schema.contains(kSpoken)) {
            say(value);
            return;
        }
        for (const char* some : {"anyOf", "allOf", "oneOf"}) {
            if (const json::value* choices = schema.if_contains(some)) {
                for (const json::value& choice : choices->as_array()) {
                    walk(choice.as_object(), value);
                }
            }
        }
        walk_inside(schema, value);
    }

  private:
    // NOLINTNEXTLINE(misc-no-recursion): as deep as an answer is
    void walk_inside(const json::object& schema, json::value& value) const {
        const json::value* items = schema.if_contains("items");
        if (json::array* list = value.if_array(); list != nullptr && items != nullptr) {
            for (json::value& one : *list) {
                walk(items->as_object(), one);
            }
        }
        const json::value* properties = schema.if_contains("properties");
        json::object* object = value.if_object();
        if (object == nullptr || properties == nullptr) {
            return;
        }
        for (auto& field : *object) {
            if (const json::value* inner = properties->as_object().if_contains(field.key())) {
                walk(inner->as_object(), field.value());
            }
        }
    }

    /// A sentence, or a list of them.
    void say(json::value& value) const {
        if (json::string* text = value.if_string()) {
            const std::string said = book_.say(std::string_view(text->data(), text->size()));
            text->assign(said);
        } else if (json::array* list = value.if_array()) {
            for (json::value& one : *list) {
                if (one.is_string()) {
                    one = book_.say(std::string_view(one.as_string()));
                }
            }
        }
    }

    const Phrasebook& book_;
    const json::object& schemas_;
};

const AnswerShape& feed_shape() {
    static const AnswerShape shape = [] {
        AnswerShape made;
        made.schema = feed_schema(made.components);
        return made;
    }();
    return shape;
}

}  // namespace

template <>
Object<EventsQuery> describe() {
    return Object<EventsQuery>("EventsQuery", "How to tell it.")
        .field("lang", &EventsQuery::lang,
               "The language of sentences for people, like \"de\"; else as Accept-Language says.",
               {.need = Need::Defaulted});
}

std::shared_ptr<const std::string> feed_text_in(const Phrasebook& book,
                                                std::shared_ptr<const std::string> text) {
    // Of motion there are many, and no sentences.
    if (book.empty() || text->find("\"type\":\"motion\"") != std::string::npos) {
        return text;
    }
    json::value message = json::parse(*text);
    say_in(book, feed_shape(), message);
    return std::make_shared<const std::string>(to_text(message));
}

void say_in(const Phrasebook& book, const AnswerShape& shape, json::value& answer) {
    if (!book.empty()) {
        Speaker(book, shape.components.schemas()).walk(shape.schema, answer);
    }
}

}  // namespace porchlight::hub::api
