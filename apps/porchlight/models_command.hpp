// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace porchlight::app {

/// `porchlight models [NAME]`: which cameras, doorbells and hubs Porchlight knows, or all about
/// one.
struct ModelsCommand {
    enum class Form : std::uint8_t { Page, Json };

    std::string name;          ///< Id, name or alias; empty for the table of all.
    std::string check_folder;  ///< Read this folder of models instead, and say what is wrong.
    Form form = Form::Page;
};

/// @return 0, or 1 when there is no such model or a file is wrong.
int run_models(const ModelsCommand& command);

}  // namespace porchlight::app
