// SPDX-License-Identifier: Apache-2.0
#include "sim/examples.hpp"

#include <algorithm>

namespace porchlight::sim {

std::string_view ExampleText::name() const {
    const std::string_view file = path.substr(path.rfind('/') + 1);
    return file.substr(0, file.find('.'));
}

const ExampleText* find_example(std::string_view name) {
    const auto all = examples();
    const auto found = std::ranges::find(all, name, &ExampleText::name);
    return found == all.end() ? nullptr : &*found;
}

}  // namespace porchlight::sim
