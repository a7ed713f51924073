// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

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
/// A struct is described by a specialisation of `describe`:
///
///     template <>
///     Object<Zone> describe() {
///         return Object<Zone>("Zone", "An area drawn on the picture.")
///             .field("name", &Zone::name, "What people call it.", {.least = 1, .most = 60});
///     }
namespace porchlight::hub::api {

namespace json = boost::json;

/// In the schema of a field: its texts are sentences for people.
inline constexpr const char* kSpoken = "x-spoken";

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

    /// Of the field before: what it says is a sentence for people, or a list of them, and is said
    /// in the language that they ask for (speech.hpp).
    Object& spoken() {
        Field& field = info_.fields.back();
        field.schema = [schema = std::move(field.schema)](Role role, Components& components) {
            json::object spoken = schema(role, components);
            spoken[kSpoken] = true;
            return spoken;
        };
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

/// A query's parameters as the JSON that `info`'s fields would have: numbers and truth values are
/// read from their text.
[[nodiscard]] json::object query_as_json(
    const ObjectInfo& info, const std::vector<std::pair<std::string, std::string>>& parameters);

/// What a value must be, from its schema: "a number from 0 to 30", "one of off, motion".
[[nodiscard]] std::string expectation(const json::object& schema);

/// Adds a field's rules to its type's schema.
[[nodiscard]] json::object with_rules(json::object schema, const Rules& rules);

}  // namespace porchlight::hub::api
