// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/secret.hpp"
#include "store/names.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

/// One description for each type that crosses the API; reading JSON, writing it and the schema in
/// the OpenAPI document all follow from it.
///
/// A struct is described by an overload of `describe` in its own namespace's view:
///
///     template <>
///     Object<Zone> describe() {
///         return Object<Zone>("Zone", "An area drawn on the picture.")
///             .field("name", &Zone::name, "What people call it.", {.least = 1, .most = 60});
///     }
namespace porchlight::hub::api {

namespace json = boost::json;

/// Which field of what came in is wrong, and what is allowed there.
struct FieldProblem {
    std::string field;  ///< "zones[0].points"; empty for the whole.
    std::string sentence;
};

/// The three ways in which one struct is used: they differ in which fields must be there.
enum class Role : std::uint8_t {
    Output,  ///< Every field is there.
    Input,   ///< Fields without Need::Defaulted must be there; computed ones must not.
    Patch,   ///< As Input, but every field may be left out.
};

enum class Need : std::uint8_t { Required, Defaulted };

/// What a field allows beyond its type: the value of a number, the length of a text in characters,
/// the number of items of a list.
struct Rules {
    std::optional<double> least = std::nullopt;
    std::optional<double> most = std::nullopt;
    Need need = Need::Required;
};

/// The schemas of named types, collected for the OpenAPI document.
class Components {
  public:
    /// {"$ref": …}; `make` is called for a name that is new.
    json::object ref(const std::string& name, const std::function<json::object()>& make);
    [[nodiscard]] const json::object& schemas() const { return schemas_; }

  private:
    json::object schemas_;
};

/// Walks one JSON value and remembers the first thing that is wrong with it.
class Reader {
  public:
    [[nodiscard]] const std::optional<FieldProblem>& problem() const { return problem_; }
    /// Notes a problem unless there is one already. Always false, to return at once.
    bool fail(std::string sentence);
    /// The same with a sentence made of what the place's schema allows.
    bool expected(const json::object& schema);
    /// "<place> must be <what>."
    bool expected(std::string_view what);

    /// Names the place for the problems noted while it lives.
    class Scope {
      public:
        Scope(Reader& reader, std::string_view name);
        Scope(Reader& reader, std::size_t index);
        ~Scope() { reader_.path_.resize(length_); }
        Scope(const Scope&) = delete;
        Scope& operator=(const Scope&) = delete;
        Scope(Scope&&) = delete;
        Scope& operator=(Scope&&) = delete;

      private:
        Reader& reader_;
        std::size_t length_;
    };

  private:
    std::string path_;
    std::optional<FieldProblem> problem_;
};

/// One field of a described struct, with its type erased: `object` points to the struct.
struct Field {
    std::string name;
    std::string doc;
    Rules rules;
    std::function<json::value(const void* object)> write;
    /// Empty for a computed field.
    std::function<bool(const json::value&, Reader&, void* object)> read;
    std::function<json::object(Role, Components&)> schema;
};

/// What Object<T> holds, without the type.
struct ObjectInfo {
    std::string name;
    std::string input_name;  ///< The schema's name as Input, where it differs; else empty.
    std::string doc;
    std::vector<Field> fields;
};

[[nodiscard]] json::value write_object(const ObjectInfo& info, const void* object);
/// Refuses unknown, computed and (as `role` says) missing fields; leaves fields that are not there.
/// Notes in `reader` what is wrong, if anything is.
bool read_object(const ObjectInfo& info, const json::value& value, Role role, Reader& reader,
                 void* object);
/// A reference to the struct's schema for that role.
[[nodiscard]] json::object object_schema(const ObjectInfo& info, Role role, Components& components);

/// How one C++ type stands in JSON: `write`, `read` (false when the value does not fit) and
/// `schema`.
template <typename T>
struct JsonType;
template <typename T>
const ObjectInfo& info_of();
/// The same schema with null allowed (OpenAPI 3.1: JSON Schema 2020-12).
[[nodiscard]] json::object nullable(json::object schema);

template <typename T>
class Object {
  public:
    Object(std::string name, std::string doc) {
        info_.name = std::move(name);
        info_.doc = std::move(doc);
    }

    /// Needed by a struct with defaulted or computed fields that is also read.
    Object& as_input(std::string name) {
        info_.input_name = std::move(name);
        return *this;
    }

    template <typename Member>
    Object& field(std::string name, Member T::* member, std::string doc, Rules rules = {}) {
        Field field = output<Member>(std::move(name), std::move(doc), rules,
                                     [member](const T& object) { return object.*member; });
        field.read = [member](const json::value& value, Reader& reader, void* object) {
            return JsonType<Member>::read(value, reader, static_cast<T*>(object)->*member);
        };
        info_.fields.push_back(std::move(field));
        return *this;
    }

    /// A field whose type knows an empty value, which stands as null.
    template <typename Member>
    Object& nullable_field(std::string name, Member T::* member, std::string doc,
                           Rules rules = {}) {
        field(std::move(name), member, std::move(doc), rules);
        Field& field = info_.fields.back();
        field.write = [member](const void* object) {
            const Member& value = static_cast<const T*>(object)->*member;
            return value.empty() ? json::value(nullptr) : JsonType<Member>::write(value);
        };
        field.read = [member, read = field.read](const json::value& value, Reader& reader,
                                                 void* object) {
            if (value.is_null()) {
                static_cast<T*>(object)->*member = Member();
                return true;
            }
            return read(value, reader, object);
        };
        field.schema = [](Role role, Components& components) {
            return nullable(JsonType<Member>::schema(role, components));
        };
        return *this;
    }

    /// The fields of a member stand among ours.
    template <typename Member>
    Object& embed(Member T::* member) {
        for (Field field : info_of<Member>().fields) {
            field.write = [member, write = field.write](const void* object) {
                return write(&(static_cast<const T*>(object)->*member));
            };
            if (field.read) {
                field.read = [member, read = field.read](const json::value& value, Reader& reader,
                                                         void* object) {
                    return read(value, reader, &(static_cast<T*>(object)->*member));
                };
            }
            info_.fields.push_back(std::move(field));
        }
        return *this;
    }

    /// A field that is worked out, and so is written only.
    template <typename Function>
    Object& computed(std::string name, Function function, std::string doc) {
        using Value = std::invoke_result_t<Function, const T&>;
        info_.fields.push_back(output<Value>(std::move(name), std::move(doc), {}, function));
        return *this;
    }

    [[nodiscard]] ObjectInfo take() && { return std::move(info_); }

  private:
    template <typename Value, typename Function>
    static Field output(std::string name, std::string doc, Rules rules, Function function) {
        Field field;
        field.name = std::move(name);
        field.doc = std::move(doc);
        field.rules = rules;
        field.write = [function](const void* object) {
            return JsonType<Value>::write(function(*static_cast<const T*>(object)));
        };
        field.schema = [](Role role, Components& components) {
            return JsonType<Value>::schema(role, components);
        };
        return field;
    }

    ObjectInfo info_;
};

template <typename T>
Object<T> describe();

template <typename T>
const ObjectInfo& info_of() {
    static const ObjectInfo info = describe<T>().take();
    return info;
}

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

/// A query's parameters as the JSON that `info`'s fields would have: numbers and truth values are
/// read from their text.
[[nodiscard]] json::object query_as_json(
    const ObjectInfo& info, const std::vector<std::pair<std::string, std::string>>& parameters);

/// What a value must be, from its schema: "a number from 0 to 30", "one of off, motion".
[[nodiscard]] std::string expectation(const json::object& schema);

/// Adds a field's rules to its type's schema.
[[nodiscard]] json::object with_rules(json::object schema, const Rules& rules);

}  // namespace porchlight::hub::api
