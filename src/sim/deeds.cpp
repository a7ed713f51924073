// SPDX-License-Identifier: Apache-2.0
#include "sim/deeds.hpp"

#include "sim/deed_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace porchlight::sim {

namespace {

const std::vector<DeedForm>& all_deeds() {
    static const std::vector<DeedForm> deeds = [] {
        std::vector<DeedForm> all;
        for (const auto some : {body_deeds(), network_deeds(), app_deeds()}) {
            all.insert(all.end(), some.begin(), some.end());
        }
        return all;
    }();
    return deeds;
}

bool names_device(std::string_view form) {
    return form.find("{name}") != std::string_view::npos;
}

struct Found {
    const DeedForm* form;
    Gaps gaps;
    Device* device;
};

Result<Found> find_deed(Household& household, std::string_view sentence) {
    const std::vector<std::string> words = words_in(sentence);
    for (const DeedForm& form : all_deeds()) {
        const auto gaps = fit(form.form, words);
        if (!gaps) {
            continue;
        }
        Device* device = names_device(form.form) ? household.find(gaps->text(0)) : nullptr;
        if (device == nullptr && names_device(form.form)) {
            return wrong_deed(fmt::format("there is no \"{}\" in this household", gaps->text(0)));
        }
        return Found{&form, *gaps, device};
    }
    return wrong_deed(
        fmt::format("nobody can do this: \"{}\"; the nearest known sentence is \"{}\"", sentence,
                    nearest_form(words, deed_forms())));
}

}  // namespace

Result<Microseconds> do_deed(Household& household, std::string_view sentence) {
    PL_TRY(const Found found, find_deed(household, sentence));
    household.tell("", std::string(sentence));
    return found.form->take({household, found.gaps, found.device});
}

std::span<const std::string_view> deed_forms() {
    static const std::vector<std::string_view> texts = [] {
        std::vector<std::string_view> forms;
        std::ranges::transform(all_deeds(), std::back_inserter(forms), &DeedForm::form);
        return forms;
    }();
    return texts;
}

Result<> check_deed(Household& household, std::string_view sentence) {
    PL_TRY(const Found found, find_deed(household, sentence));
    return {};
}

Result<> schedule_happenings(Household& household, std::string_view path) {
    for (const Happening& happening : household.plan().happenings) {
        if (const auto checked = check_deed(household, happening.what); !checked) {
            return Error(ErrorCode::InvalidArgument,
                         fmt::format("{}:{}: {}", path, happening.line, checked.error().message()));
        }
        household.in(happening.at, [&household, what = happening.what] {
            const auto done = do_deed(household, what);
            if (!done) {
                household.tell("", done.error().message());
            }
        });
    }
    return {};
}

}  // namespace porchlight::sim
