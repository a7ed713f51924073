// SPDX-License-Identifier: Apache-2.0
#include "hub/api/schema.hpp"

#include "base/check.hpp"
#include "base/nearest.hpp"

#include <boost/json/parse.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace porchlight::hub::api {

namespace {

std::string_view view(const json::string& text) {
    return {text.data(), text.size()};
}

const json::value* find(const json::object& object, std::string_view name) {
    return object.if_contains(json::string_view(name.data(), name.size()));
}

/// Characters, not bytes: UTF-8 continuation bytes do not count.
double length_of(std::string_view text) {
    return static_cast<double>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// What a rule is about: the number, the length, or the count of items.
std::optional<double> measure(const json::value& value) {
    if (value.is_number()) {
        return value.to_number<double>();
    }
    if (value.is_string()) {
        return length_of(view(value.get_string()));
    }
    if (value.is_array()) {
        return static_cast<double>(value.get_array().size());
    }
    return std::nullopt;
}

bool within(const Rules& rules, const json::value& value) {
    const auto measured = measure(value);
    const bool too_little = measured && rules.least && *measured < *rules.least;
    const bool too_much = measured && rules.most && *measured > *rules.most;
    return !too_little && !too_much;
}

std::string quoted_list(const json::array& names) {
    std::string list;
    for (const json::value& name : names) {
        list += fmt::format("{}\"{}\"", list.empty() ? "" : ", ", view(name.as_string()));
    }
    return list;
}

/// " from 0 to 30", " of at least 3" or nothing.
std::string bounds(const json::object& schema, std::string_view least, std::string_view most,
                   std::string_view unit) {
    const json::value* low = find(schema, least);
    const json::value* high = find(schema, most);
    if (low != nullptr && high != nullptr) {
        return fmt::format(" from {:g} to {:g}{}", low->to_number<double>(),
                           high->to_number<double>(), unit);
    }
    if (low != nullptr) {
        return fmt::format(" of at least {:g}{}", low->to_number<double>(), unit);
    }
    return high == nullptr ? ""
                           : fmt::format(" of at most {:g}{}", high->to_number<double>(), unit);
}

std::string_view type_of(const json::object& schema) {
    const json::value* type = find(schema, "type");
    if (type == nullptr) {
        return "object";
    }
    return view(type->is_array() ? type->get_array().at(0).as_string() : type->as_string());
}

std::string text_expectation(const json::object& schema) {
    if (find(schema, "format") != nullptr) {
        return "a time like \"2026-11-21T08:15:30.250Z\"";
    }
    return "text" + bounds(schema, "minLength", "maxLength", " characters");
}

bool is_needed(const Field& field, Role role) {
    return role == Role::Output ||
           (role == Role::Input && field.read && field.rules.need == Need::Required);
}

bool read_field(const Field& field, const json::value& value, Reader& reader, void* object) {
    const Reader::Scope scope(reader, field.name);
    if (field.read(value, reader, object) && within(field.rules, value)) {
        return true;
    }
    Components unused;
    return reader.expected(with_rules(field.schema(Role::Input, unused), field.rules));
}

bool refuse_unknown(const ObjectInfo& info, std::string_view name, Reader& reader) {
    std::vector<std::string_view> known;
    for (const Field& field : info.fields) {
        if (field.read) {
            known.push_back(field.name);
        }
    }
    const Reader::Scope scope(reader, name);
    const std::string_view nearest = nearest_word(name, known);
    return reader.fail(
        nearest.empty()
            ? fmt::format("There is no field \"{}\" here.", name)
            : fmt::format("There is no field \"{}\" here; did you mean \"{}\"?", name, nearest));
}

json::value typed(const std::string& text, std::string_view type) {
    if (type == "boolean" && (text == "true" || text == "1")) {
        return true;
    }
    if (type == "boolean" && (text == "false" || text == "0")) {
        return false;
    }
    if (type == "integer" || type == "number") {
        json::error_code error;
        json::value parsed = json::parse(text, error);
        return error ? json::value(json::string_view(text)) : parsed;
    }
    return json::value(json::string_view(text));
}

}  // namespace

json::object Components::ref(const std::string& name, const std::function<json::object()>& make) {
    if (!schemas_.contains(name)) {
        schemas_[name] = json::object();  // known from now on, should the type hold itself
        schemas_[name] = make();
    }
    return {{"$ref", "#/components/schemas/" + name}};
}

bool Reader::fail(std::string sentence) {
    if (!problem_) {
        problem_ = FieldProblem{path_, std::move(sentence)};
    }
    return false;
}

bool Reader::expected(const json::object& schema) {
    return expected(expectation(schema));
}

bool Reader::expected(std::string_view what) {
    return fail(fmt::format("{} must be {}.", path_.empty() ? "The body" : path_, what));
}

Reader::Scope::Scope(Reader& reader, std::string_view name)
    : reader_(reader), length_(reader.path_.size()) {
    reader_.path_ += (reader_.path_.empty() ? "" : ".") + std::string(name);
}

Reader::Scope::Scope(Reader& reader, std::size_t index)
    : reader_(reader), length_(reader.path_.size()) {
    reader_.path_ += fmt::format("[{}]", index);
}

json::value write_object(const ObjectInfo& info, const void* object) {
    json::object written;
    for (const Field& field : info.fields) {
        written[field.name] = field.write(object);
    }
    return written;
}

bool read_object(const ObjectInfo& info, const json::value& value, Role role, Reader& reader,
                 void* object) {
    if (!value.is_object()) {
        return reader.expected({{"type", "object"}});
    }
    const json::object& fields = value.get_object();
    for (const auto& [key, unused] : fields) {
        const std::string_view name(key.data(), key.size());
        const auto known = std::ranges::find(info.fields, name, &Field::name);
        if (known == info.fields.end() || !known->read) {
            return refuse_unknown(info, name, reader);
        }
    }
    for (const Field& field : info.fields) {
        const json::value* given = find(fields, field.name);
        if (given == nullptr && is_needed(field, role)) {
            const Reader::Scope scope(reader, field.name);
            return reader.fail(fmt::format("{} is missing.", field.name));
        }
        if (given != nullptr && !read_field(field, *given, reader, object)) {
            return false;
        }
    }
    return true;
}

json::object object_schema(const ObjectInfo& info, Role role, Components& components) {
    std::string name = role == Role::Patch ? info.name + "Patch" : info.name;
    if (role == Role::Input && !info.input_name.empty()) {
        name = info.input_name;
    }
    return components.ref(name, [&] {
        json::object properties;
        json::array required;
        for (const Field& field : info.fields) {
            if (role != Role::Output && !field.read) {
                continue;
            }
            json::object schema = with_rules(field.schema(role, components), field.rules);
            schema["description"] = field.doc;
            properties[field.name] = std::move(schema);
            if (is_needed(field, role)) {
                required.emplace_back(field.name);
            }
        }
        return json::object{{"type", "object"},
                            {"description", info.doc},
                            {"properties", std::move(properties)},
                            {"required", std::move(required)},
                            {"additionalProperties", false}};
    });
}

json::object nullable(json::object schema) {
    if (schema.contains("$ref") || schema.contains("enum")) {
        return {{"anyOf", json::array{std::move(schema), json::object{{"type", "null"}}}}};
    }
    schema["type"] = json::array{schema["type"], "null"};
    return schema;
}

std::string expectation(const json::object& schema) {
    if (const json::value* choices = find(schema, "anyOf")) {
        return expectation(choices->as_array().at(0).as_object()) + ", or null";
    }
    if (const json::value* names = find(schema, "enum")) {
        return "one of " + quoted_list(names->as_array());
    }
    const std::string_view type = type_of(schema);
    if (type == "string") {
        return text_expectation(schema);
    }
    if (type == "boolean") {
        return "true or false";
    }
    if (type == "integer") {
        return "a whole number" + bounds(schema, "minimum", "maximum", "");
    }
    if (type == "number") {
        return "a number" + bounds(schema, "minimum", "maximum", "");
    }
    return type == "array" ? "a list" + bounds(schema, "minItems", "maxItems", " items")
                           : "an object in braces";
}

json::object with_rules(json::object schema, const Rules& rules) {
    struct Words {
        std::string_view type, least, most;
    };
    constexpr std::array kWords{
        Words{"string", "minLength", "maxLength"}, Words{"array", "minItems", "maxItems"},
        Words{"integer", "minimum", "maximum"}, Words{"number", "minimum", "maximum"}};
    const auto* words = std::ranges::find(kWords, type_of(schema), &Words::type);
    if (words == kWords.end()) {
        return schema;
    }
    const auto set = [&schema](std::string_view name, std::optional<double> limit) {
        if (limit && *limit == static_cast<double>(static_cast<std::int64_t>(*limit))) {
            schema[json::string_view(name.data(), name.size())] = static_cast<std::int64_t>(*limit);
        } else if (limit) {
            schema[json::string_view(name.data(), name.size())] = *limit;
        }
    };
    set(words->least, rules.least);
    set(words->most, rules.most);
    return schema;
}

json::object query_as_json(const ObjectInfo& info,
                           const std::vector<std::pair<std::string, std::string>>& parameters) {
    json::object object;
    for (const auto& [name, text] : parameters) {
        const auto field = std::ranges::find(info.fields, name, &Field::name);
        if (field == info.fields.end()) {
            object[name] = json::string_view(text);
            continue;
        }
        Components unused;
        json::object schema = field->schema(Role::Input, unused);
        const json::value* choices = find(schema, "anyOf");
        object[name] =
            typed(text, choices == nullptr ? type_of(schema)
                                           : type_of(choices->as_array().at(0).as_object()));
    }
    return object;
}

}  // namespace porchlight::hub::api
