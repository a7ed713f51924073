// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/toml_table.hpp"
#include "doctor/knowledge.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

/// How the tables of spec/doctor/ are read. Only for knowledge_file.cpp.
namespace porchlight::doctor {

class KnowledgeTable : public TomlTable {
  public:
    KnowledgeTable(const TomlTable& table, const Knowledge& knowledge)
        : TomlTable(table), knowledge_(knowledge) {}

    [[nodiscard]] const Knowledge& knowledge() const { return knowledge_; }

    /// One of the words that stand beside an enum.
    template <typename E, std::size_t N>
    void choice(std::string_view key, const std::array<std::string_view, N>& words, E& into,
                Need need = Need::Must) {
        if (const auto index = word(key, words, need)) {
            into = static_cast<E>(*index);
        }
    }
    void scope(Scope& into);
    /// ["power=battery", "path!=local"]
    void conditions(std::string_view key, Conditions& into);
    /// "name" in a list; nothing after a complaint.
    template <typename T>
    std::optional<std::size_t> named(std::string_view key, const std::string& name,
                                     const std::vector<T>& list);
    template <typename T>
    void named_ones(std::string_view key, const std::vector<T>& list,
                    std::vector<std::size_t>& into) {
        std::vector<std::string> names;
        texts(key, names, Need::May);
        for (const std::string& name : names) {
            if (const auto index = named(key, name, list)) {
                into.push_back(*index);
            }
        }
    }
    /// "app_says=offline": an observation and one of its values.
    std::optional<std::pair<std::size_t, std::size_t>> answer(std::string_view key,
                                                              const std::string& text);
    /// How people say it.
    void phrases(std::string_view key, std::vector<Phrase>& into);
    /// Patterns of a light, in the text form of light/.
    void patterns(std::string_view key, std::vector<light::Pattern>& into);
    /// `source` and `grade`.
    void source(Source& into);

    std::optional<Condition> condition(std::string_view key, const std::string& text);

  private:
    const Knowledge& knowledge_;
};

template <typename T>
std::optional<std::size_t> KnowledgeTable::named(std::string_view key, const std::string& name,
                                                 const std::vector<T>& list) {
    const auto index = find(list, name);
    if (!index) {
        std::vector<std::string_view> known;
        known.reserve(list.size());
        for (const T& one : list) {
            known.push_back(one.id);
        }
        complain_of(key, "\"" + name + "\" is not known here" + known_instead(name, known));
    }
    return index;
}

}  // namespace porchlight::doctor
