// SPDX-License-Identifier: Apache-2.0
#include "device/models.hpp"

#include "base/nearest.hpp"
#include "device/model_texts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace porchlight::device::model {

namespace {

/// How names are compared: "Blink Outdoor 4" and "blink-outdoor-4" are one.
std::string plain(std::string_view name) {
    std::string letters;
    for (const char c : name) {
        if (c >= 'A' && c <= 'Z') {
            letters += static_cast<char>(c - 'A' + 'a');
        } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+') {
            letters += c;
        }
    }
    return letters;
}

/// As whole words, one space around each: "Blink Outdoor 4," is " blink outdoor 4 ".
std::string spaced(std::string_view words) {
    std::string text(1, ' ');
    for (const char c : words) {
        const std::string letter = plain(std::string_view(&c, 1));
        if (!letter.empty()) {
            text += letter;
        } else if (text.back() != ' ') {
            text += ' ';
        }
    }
    return text.back() == ' ' ? text : text + ' ';
}

std::vector<std::string_view> names_of(const Model& model) {
    std::vector<std::string_view> names{model.id, model.name};
    names.insert(names.end(), model.aliases.begin(), model.aliases.end());
    return names;
}

/// No name may lead to two models.
Result<> check_names(const std::vector<Model>& models, std::span<const FileText> files) {
    std::map<std::string, std::size_t> taken;
    for (std::size_t i = 0; i < models.size(); ++i) {
        for (const std::string_view name : names_of(models[i])) {
            const auto [other, is_new] = taken.try_emplace(plain(name), i);
            if (!is_new && other->second != i) {
                return Error(ErrorCode::InvalidArgument,
                             fmt::format("{}:1: \"{}\" also names the model of {}.", files[i].path,
                                         name, files[other->second].path));
            }
        }
    }
    return {};
}

}  // namespace

Result<std::vector<Model>> read_models(std::span<const FileText> files,
                                       std::span<const FileText> shared) {
    std::vector<Model> models;
    for (const FileText& file : files) {
        PL_TRY(Model model, read_model(file, shared));
        models.push_back(std::move(model));
    }
    PL_TRY_VOID(check_names(models, files));
    std::ranges::sort(models, {}, &Model::id);
    return models;
}

Result<std::vector<Model>> load_models(const std::string& folder) {
    PL_TRY(const auto files, read_toml_folder(folder));
    PL_TRY(const auto shared, read_toml_folder(folder + "/shared"));
    return read_models(files, shared);
}

std::span<const Model> all_models() {
    static const std::vector<Model> models =
        read_models(to_files(built_in_models()), to_files(built_in_shared())).value();
    return models;
}

const Model* find_model(std::string_view name) {
    const std::string wanted = plain(name);
    const auto is_wanted = [&](std::string_view known) { return plain(known) == wanted; };
    for (const Model& model : all_models()) {
        if (std::ranges::any_of(names_of(model), is_wanted)) {
            return &model;
        }
    }
    return nullptr;
}

const Model* model_in_words(std::string_view words) {
    const std::string told = spaced(words);
    const Model* named = nullptr;
    for (const Model& model : all_models()) {
        const bool is_longer = named == nullptr || model.name.size() > named->name.size();
        if (is_longer && told.find(spaced(model.name)) != std::string::npos) {
            named = &model;
        }
    }
    return named;
}

std::string_view nearest_model(std::string_view name) {
    std::vector<std::string> known;
    std::vector<std::string_view> shown;
    for (const Model& model : all_models()) {
        for (const std::string_view each : names_of(model)) {
            known.push_back(plain(each));
            shown.push_back(each);
        }
    }
    const std::string_view nearest = nearest_word(plain(name), {known.begin(), known.end()});
    const auto at = std::ranges::find(known, nearest);
    return nearest.empty() ? nearest : shown[static_cast<std::size_t>(at - known.begin())];
}

}  // namespace porchlight::device::model
