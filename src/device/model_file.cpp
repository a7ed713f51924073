// SPDX-License-Identifier: Apache-2.0
#include "device/model_file.hpp"

#include "device/model_table.hpp"
#include "device/model_text.hpp"
#include "light/codes.hpp"
#include "light/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <type_traits>
#include <utility>

namespace porchlight::device::model {

namespace {

constexpr std::int64_t kLargestLimit = 1'000'000;
constexpr std::int64_t kColdest = -60;
constexpr std::int64_t kHottest = 100;

// What each kind of table holds.

void read(ModelTable& /*table*/, Fact& /*fact*/) {}

void read(ModelTable& table, What& what) {
    table.word("form", what.form);
}

void read(ModelTable& table, Power& power) {
    table.word("class", power.power);
    table.text("supply", power.supply);
}

void read(ModelTable& table, Radio& radio) {
    table.words("bands", radio.bands, Need::May);
    table.word("connects", radio.connects);
}

void read(ModelTable& table, Sensor& sensor) {
    table.word("kind", sensor.kind);
}

void read(ModelTable& table, Temperature& temperature) {
    table.whole("from_celsius", temperature.from_celsius, kColdest, kHottest);
    table.whole("to_celsius", temperature.to_celsius, kColdest, kHottest);
    if (temperature.from_celsius >= temperature.to_celsius) {
        table.complain_of("to_celsius", "must be more than from_celsius");
    }
}

void read(ModelTable& table, Button& button) {
    table.word("place", button.place);
}

void read(ModelTable& table, Tool& tool) {
    table.word("tool", tool.tool);
    table.word("use", tool.use);
}

/// Only what resets to factory state or unbinds erases, and that never nothing.
void check_erases(ModelTable& table, Effect effect, const std::vector<Erased>& erases) {
    const bool may_erase = effect == Effect::FactoryReset || effect == Effect::Unbinds;
    if (may_erase == erases.empty()) {
        table.complain_of("erases", may_erase
                                        ? "say what is gone afterwards"
                                        : "only a factory reset or a removal erases anything");
    }
}

void read(ModelTable& table, Press& press) {
    table.word("gesture", press.gesture);
    table.word("power", press.power);
    table.seconds("from_s", press.from);
    if (table.take("to_s", Need::May) != nullptr) {
        table.seconds("to_s", press.to.emplace());
        if (*press.to <= press.from) {
            table.complain_of("to_s", "must be more than from_s");
        }
    }
    table.text("cue", press.cue, Need::May);
    table.word("does", press.effect);
    table.words("erases", press.erases);
    check_erases(table, press.effect, press.erases);
}

void read(ModelTable& table, Reset& reset) {
    table.word("how", reset.how);
    table.seconds("wait_s", reset.wait);
    table.text("cue", reset.cue, Need::May);
    table.word("does", reset.effect);
    table.words("erases", reset.erases);
    check_erases(table, reset.effect, reset.erases);
}

void read(ModelTable& table, Wait& wait) {
    table.word("what", wait.what);
    table.seconds("seconds", wait.time);
}

/// Of our own devices by the name of the code, so that it stands in light/codes.cpp alone.
void read_pattern(ModelTable& table, std::string& pattern) {
    std::string name;
    table.text("code", name, Need::May);
    table.text("pattern", pattern, name.empty() ? Need::Must : Need::May);
    if (name.empty()) {
        if (const auto parsed = light::parse_pattern(pattern); !parsed && !pattern.empty()) {
            table.complain_of("pattern", parsed.error().message());
        }
        return;
    }
    const light::Code* code = light::find_own_code(name);
    if (code == nullptr || !pattern.empty()) {
        table.complain(code == nullptr ? fmt::format("code: there is no code \"{}\"", name)
                                       : "has a code and a pattern; leave one of them out");
        return;
    }
    pattern = light::to_text(code->pattern);
}

void read(ModelTable& table, LightCode& light) {
    read_pattern(table, light.pattern);
    table.word("rhythm", light.rhythm, Need::May);
    table.word("led", light.led, Need::May);
    table.word("meaning", light.meaning);
    table.text("when", light.when, Need::May);
}

void read(ModelTable& table, Limit& limit) {
    table.word("what", limit.what);
    if (table.take("value", Need::May) != nullptr) {
        table.whole("value", limit.value.emplace(), 0, kLargestLimit);
    } else if (limit.what != LimitKind::Note && limit.what != LimitKind::ActivityZones) {
        table.complain("a limit needs \"value\", unless it is a \"note\"");
    }
}

void read(ModelTable& table, Can& can) {
    table.word("ability", can.ability);
    table.word("state", can.state);
}

template <typename T>
void read_row(ModelTable table, T& into) {
    read(table, into);
    table.fact(into);
    table.finish();
}

template <typename T>
bool is_there(const T& one) {
    if constexpr (std::is_base_of_v<Fact, T>) {
        return !one.says.empty();
    } else {
        return one.has_value();
    }
}

/// [power]: the model's own comes first, what it shares only fills what it left open.
template <auto Member>
void read_one(ModelTable& owner, std::string_view name, Model& model) {
    const auto table = owner.inner(name, name);
    auto& one = model.*Member;
    if (!table || is_there(one)) {
        return;
    }
    if constexpr (requires { one.emplace(); }) {
        read_row(*table, one.emplace());
    } else {
        read_row(*table, one);
    }
}

/// [[light]]: the model's own, then those it shares.
template <auto Member>
void read_rows(ModelTable& owner, std::string_view name, Model& model) {
    for (const TomlTable& row : owner.rows(name, name)) {
        read_row(row, (model.*Member).emplace_back());
    }
}

struct Section {
    std::string_view name;
    void (*read)(ModelTable& owner, std::string_view name, Model&);
};
constexpr std::array kSections{Section{"what", read_one<&Model::what>},
                               Section{"power", read_one<&Model::power>},
                               Section{"radio", read_one<&Model::radio>},
                               Section{"storage", read_one<&Model::storage>},
                               Section{"sensor", read_one<&Model::sensor>},
                               Section{"temperature", read_one<&Model::temperature>},
                               Section{"qr_code", read_one<&Model::qr_code>},
                               Section{"button", read_rows<&Model::buttons>},
                               Section{"tool", read_rows<&Model::tools>},
                               Section{"press", read_rows<&Model::presses>},
                               Section{"reset", read_rows<&Model::resets>},
                               Section{"wait", read_rows<&Model::waits>},
                               Section{"light", read_rows<&Model::lights>},
                               Section{"setup", read_rows<&Model::setup>},
                               Section{"care", read_rows<&Model::care>},
                               Section{"limit", read_rows<&Model::limits>},
                               Section{"can", read_rows<&Model::can>},
                               Section{"cannot", read_rows<&Model::cannot>}};

/// "spec/models/blink-xt.toml" without folder and ending.
std::string_view stem(std::string_view path) {
    path.remove_prefix(path.rfind('/') + 1);
    return path.substr(0, path.find('.'));
}

void read_sections(ModelTable& table, Model& model) {
    for (const Section& section : kSections) {
        section.read(table, section.name, model);
    }
    table.finish();
}

void read_shared(const std::string& name, std::span<const FileText> shared, ModelTable& owner,
                 Model& model) {
    const auto file = std::ranges::find(
        shared, name, [](const FileText& text) { return std::string(stem(text.path)); });
    if (file == shared.end()) {
        std::vector<std::string_view> known;
        std::ranges::transform(shared, std::back_inserter(known),
                               [](const FileText& text) { return stem(text.path); });
        owner.complain_of("shares", fmt::format("there is no shared/{}.toml{}", name,
                                                known_instead(name, known)));
        return;
    }
    FileComplaint inner(file->path);
    if (const auto table = parse_toml(*file, inner)) {
        ModelTable reader(*table, "a shared file", inner);
        read_sections(reader, model);
    }
    owner.complaint().take(inner);
}

/// What no model may leave open, once its shared files are read too.
void check_whole(ModelTable& table, const Model& model) {
    const auto miss = [&](bool is_missing, std::string_view section) {
        if (is_missing) {
            table.complain(fmt::format("there is no {}; every model says that", section));
        }
    };
    miss(model.what.says.empty(), "[what]");
    miss(model.power.says.empty(), "[power]");
    miss(model.radio.says.empty(), "[radio]");
    miss(model.storage.says.empty(), "[storage]");
    miss(model.buttons.empty(), "[[button]]");
    miss(model.presses.empty(), "[[press]]");
    miss(model.resets.empty(), "[[reset]]");
    miss(model.waits.empty(), "[[wait]]");
    miss(model.lights.empty(), "[[light]]");
    miss(model.setup.empty(), "[[setup]]");
    miss(model.care.empty(), "[[care]]");
    miss(model.can.empty(), "[[can]]");
    miss(model.cannot.empty(), "[[cannot]]");
}

}  // namespace

Result<Model> read_model(const FileText& file, std::span<const FileText> shared) {
    FileComplaint complaint(file.path);
    Model model;
    model.id = stem(file.path);
    if (const auto table = parse_toml(file, complaint)) {
        ModelTable reader(*table, "a model", complaint);
        std::vector<std::string> shares;
        reader.text("name", model.name);
        reader.text("maker", model.maker);
        reader.word("kind", model.kind);
        reader.texts("aliases", model.aliases, Need::May);
        reader.texts("shares", shares, Need::May);
        read_sections(reader, model);
        for (const std::string& name : shares) {
            read_shared(name, shared, reader, model);
        }
        check_whole(reader, model);
    }
    if (const auto& error = complaint.error()) {
        return *error;
    }
    return model;
}

}  // namespace porchlight::device::model
