// SPDX-License-Identifier: Apache-2.0
#include "porchlight/models_command.hpp"

#include "device/model_json.hpp"
#include "device/model_page.hpp"
#include "device/models.hpp"

#include <fmt/core.h>

#include <cstdio>

namespace porchlight::app {

namespace {

namespace model = device::model;

int check(const std::string& folder) {
    const auto models = model::load_models(folder);
    if (!models) {
        fmt::print(stderr, "{}\n", models.error().message());
        return 1;
    }
    fmt::print("{} models are right.\n", models->size());
    return 0;
}

int print_all(ModelsCommand::Form form) {
    if (form == ModelsCommand::Form::Json) {
        fmt::print("{}\n", model::to_json(model::all_models()));
    } else {
        fmt::print("{}\nAll about one of them: porchlight models NAME\n",
                   model::models_table(model::all_models()));
    }
    return 0;
}

int unknown(const std::string& name) {
    const std::string_view nearest = model::nearest_model(name);
    if (nearest.empty()) {
        fmt::print(stderr, "There is no model \"{}\"; porchlight models lists them.\n", name);
    } else {
        fmt::print(stderr, "There is no model \"{}\"; did you mean \"{}\"?\n", name, nearest);
    }
    return 1;
}

}  // namespace

int run_models(const ModelsCommand& command) {
    if (!command.check_folder.empty()) {
        return check(command.check_folder);
    }
    if (command.name.empty()) {
        return print_all(command.form);
    }
    const model::Model* found = model::find_model(command.name);
    if (found == nullptr) {
        return unknown(command.name);
    }
    if (command.form == ModelsCommand::Form::Json) {
        fmt::print("{}\n", model::to_json(*found));
    } else {
        fmt::print("{}", model::model_page(*found));
    }
    return 0;
}

}  // namespace porchlight::app
