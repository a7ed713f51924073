// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/secret.hpp"
#include "base/serial.hpp"
#include "hub/api/schema.hpp"
#include "store/names.hpp"

#include <boost/json/array.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

/// How each C++ type stands in JSON.
namespace porchlight::hub::api {

/// Structs, by their description.
template <typename T>
struct JsonType {
    static_assert(std::is_class_v<T>, "this type needs a JsonType of its own");
    static json::value write(const T& value) { return write_object(info_of<T>(), &value); }
    static bool read(const json::value& value, Reader& reader, T& into) {
        return read_object(info_of<T>(), value, Role::Input, reader, &into);
    }
    static json::object schema(Role role, Components& components) {
        // What a patch holds is replaced whole.
        const Role inner = role == Role::Patch ? Role::Input : role;
        return object_schema(info_of<T>(), inner, components);
    }
};

/// A type that is plain text in JSON, with or without a known form.
#define PL_JSON_TYPE(type)                                                      \
    template <>                                                                 \
    struct JsonType<type> {                                                     \
        static json::value write(const type& value);                            \
        /* NOLINTNEXTLINE(bugprone-macro-parentheses): a type */                \
        static bool read(const json::value& value, Reader& reader, type& into); \
        static json::object schema(Role role, Components& components);          \
    }

PL_JSON_TYPE(bool);
PL_JSON_TYPE(int);
PL_JSON_TYPE(std::int64_t);
PL_JSON_TYPE(double);
PL_JSON_TYPE(std::string);
/// RFC 3339 with milliseconds. Reads an offset and fewer or more digits too.
PL_JSON_TYPE(UtcTime);
/// Seconds as a number.
PL_JSON_TYPE(std::chrono::milliseconds);
/// Read in either case.
PL_JSON_TYPE(Serial);
/// A camera's address: written with *** in place of its password.
PL_JSON_TYPE(Secret);
/// [x, y], each from 0 to 1.
PL_JSON_TYPE(store::ZonePoint);

#undef PL_JSON_TYPE

template <typename Tag>
struct JsonType<Id<Tag>> {
    static json::value write(const Id<Tag>& id) { return json::value(id.text()); }
    static bool read(const json::value& value, Reader& reader, Id<Tag>& into) {
        std::string text;
        if (!JsonType<std::string>::read(value, reader, text)) {
            return false;
        }
        auto id = Id<Tag>::parse(text);
        if (id) {
            into = *id;
        }
        return id.has_value();
    }
    static json::object schema(Role /*role*/, Components& /*components*/) {
        return {{"type", "string"}, {"minLength", 13}, {"maxLength", 13}};
    }
};

template <typename T>
    requires std::is_enum_v<T>
struct JsonType<T> {
    static json::value write(const T& value) {
        const std::string_view name = store::name_of(value);
        return json::value(json::string_view(name.data(), name.size()));
    }
    static bool read(const json::value& value, Reader& reader, T& into) {
        std::string text;
        if (!JsonType<std::string>::read(value, reader, text)) {
            return false;
        }
        auto known = store::value_of<T>(text, "");
        if (known) {
            into = *known;
        }
        return known.has_value();
    }
    static json::object schema(Role /*role*/, Components& /*components*/) {
        json::array names;
        for (const store::Name<T>& name : store::names_of<T>()) {
            names.emplace_back(json::string_view(name.text.data(), name.text.size()));
        }
        return {{"type", "string"}, {"enum", std::move(names)}};
    }
};

template <typename T>
struct JsonType<std::optional<T>> {
    static json::value write(const std::optional<T>& value) {
        return value ? JsonType<T>::write(*value) : json::value(nullptr);
    }
    static bool read(const json::value& value, Reader& reader, std::optional<T>& into) {
        if (value.is_null()) {
            into.reset();
            return true;
        }
        T inner{};
        if (!JsonType<T>::read(value, reader, inner)) {
            return false;
        }
        into = std::move(inner);
        return true;
    }
    static json::object schema(Role role, Components& components) {
        return nullable(JsonType<T>::schema(role, components));
    }
};

template <typename T>
struct JsonType<std::vector<T>> {
    static json::value write(const std::vector<T>& values) {
        json::array array;
        for (const T& value : values) {
            array.push_back(JsonType<T>::write(value));
        }
        return array;
    }
    static bool read(const json::value& value, Reader& reader, std::vector<T>& into) {
        if (!value.is_array()) {
            return false;
        }
        std::vector<T> values;
        for (const json::value& element : value.get_array()) {
            const Reader::Scope scope(reader, values.size());
            T inner{};
            if (!JsonType<T>::read(element, reader, inner)) {
                Components unused;
                return reader.expected(JsonType<T>::schema(Role::Input, unused));
            }
            values.push_back(std::move(inner));
        }
        into = std::move(values);
        return true;
    }
    static json::object schema(Role role, Components& components) {
        return {{"type", "array"}, {"items", JsonType<T>::schema(role, components)}};
    }
};

/// Any described value as JSON text.
[[nodiscard]] std::string to_text(const json::value& value);
template <typename T>
[[nodiscard]] std::string to_json(const T& value) {
    return to_text(JsonType<T>::write(value));
}

/// JSON text as a value; depth and size are limited. The problem has no field.
std::optional<FieldProblem> parse_json(std::string_view text, json::value& into);
/// Reads a whole struct.
template <typename T>
std::optional<FieldProblem> from_json(const json::value& value, Role role, T& into) {
    Reader reader;
    read_object(info_of<T>(), value, role, reader, &into);
    return reader.problem();
}

/// Changes to a struct: only the fields that were sent.
template <typename T>
struct PatchOf {
    json::value fields;
    /// @return What is wrong, and then `value` may be half changed.
    [[nodiscard]] std::optional<FieldProblem> apply(T& value) const {
        return from_json(fields, Role::Patch, value);
    }
};

}  // namespace porchlight::hub::api
