// SPDX-License-Identifier: Apache-2.0
#include "doctor/translations.hpp"

#include "doctor/complaints.hpp"
#include "doctor/knowledge_file.hpp"

#include <fmt/format.h>

#include <functional>
#include <map>
#include <string_view>
#include <tuple>

namespace porchlight::doctor {

namespace {

/// A folder's name and the file's without its ending: "de" and "causes".
struct Stem {
    std::string_view folder;
    std::string_view name;
};

Stem stem_of(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    if (slash == std::string_view::npos) {
        return {{}, path.substr(0, path.rfind('.'))};
    }
    const std::string_view folder = path.substr(0, slash);
    const std::string_view file = path.substr(slash + 1);
    return {folder.substr(folder.rfind('/') + 1), file.substr(0, file.rfind('.'))};
}

/// A text that people read, and where it stands.
struct Text {
    std::string_view kind;  ///< "causes"
    std::string_view of;
    Place place;
    std::string_view says;
};

using Visit = std::function<void(const Text&)>;

void visit_observation(const Observation& one, const Visit& visit) {
    const std::string file = "observations/" + one.id;
    visit({"observations", one.id, {file, "ask", {}}, one.ask});
    for (std::size_t i = 0; i < one.values.size(); ++i) {
        visit({"observations", one.id, {file, "value", i, "says"}, one.values[i].says});
    }
}

void visit_texts(const Knowledge& knowledge, const Visit& visit) {
    for (const Cause& one : knowledge.causes) {
        visit({"causes", one.id, {"causes/" + one.id, "title", {}}, one.title});
        visit({"causes", one.id, {"causes/" + one.id, "says", {}}, one.says});
    }
    for (const Observation& one : knowledge.observations) {
        visit_observation(one, visit);
    }
    for (const Step& one : knowledge.steps) {
        visit({"steps", one.id, {"steps/" + one.id, "says", {}}, one.says});
    }
}

/// By kind, by whose it is, and by the sentence.
using Key = std::tuple<std::string, std::string, std::string>;

std::vector<std::string> check_language(const Knowledge& knowledge, std::span<const FileText> files,
                                        Language language) {
    const auto translations = translations_of(files, language);
    if (!translations) {
        return {translations.error().message()};
    }
    if (translations->empty()) {
        return {};
    }
    if (const auto book = Phrasebook::create(*translations); !book) {
        return {book.error().message()};
    }
    std::map<Key, const Translation*> unused;
    for (const Translation& one : *translations) {
        unused[{std::string(stem_of(one.file).name), one.of, one.from}] = &one;
    }
    Complaints complaints(files);
    visit_texts(knowledge, [&](const Text& text) {
        if (unused.erase({std::string(text.kind), std::string(text.of), std::string(text.says)}) ==
            0) {
            complaints.add(text.place,
                           fmt::format("\"{}\" is not said in {}/{}.toml under [{}]", text.says,
                                       code_of(language), text.kind, text.of));
        }
    });
    std::vector<std::string> all = complaints.all();
    for (const auto& [key, one] : unused) {
        all.push_back(
            fmt::format("{}:{}: {} does not say \"{}\"", one->file, one->line, one->of, one->from));
    }
    return all;
}

}  // namespace

Result<std::vector<Translation>> translations_of(std::span<const FileText> files,
                                                 Language language) {
    std::vector<FileText> those;
    for (const FileText& file : files) {
        if (stem_of(file.path).folder == code_of(language)) {
            those.push_back(file);
        }
    }
    return read_translations(those);
}

std::vector<Translation> built_in_translations(Language language) {
    return translations_of(built_in_files(), language).value();
}

std::vector<std::string> check_translations(const Knowledge& knowledge,
                                            std::span<const FileText> files) {
    return check_language(knowledge, files, Language::German);
}

}  // namespace porchlight::doctor
