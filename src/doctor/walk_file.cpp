// SPDX-License-Identifier: Apache-2.0
#include "doctor/walk_file.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <set>
#include <utility>
#include <vector>

namespace porchlight::doctor {

namespace {

namespace json = boost::json;

constexpr std::array<std::string_view, 3> kResultWords{"no effect", "better", "masked"};
constexpr std::array<std::string_view, 5> kEndWords{"fixed", "by itself", "all is well", "support",
                                                    "left"};

/// By the place in the list of words; nothing for any other word.
template <typename Enum, std::size_t kCount>
std::optional<Enum> named(const std::array<std::string_view, kCount>& words,
                          const json::value& word) {
    const auto at = std::ranges::find(words, std::string_view(word.as_string()));
    return at == words.end() ? std::nullopt : std::optional(static_cast<Enum>(at - words.begin()));
}

template <typename T, typename Places>
json::array ids(const std::vector<T>& list, const Places& places) {
    json::array ids;
    for (const std::size_t place : places) {
        ids.emplace_back(list[place].id);
    }
    return ids;
}

json::array write(const Knowledge& knowledge, const std::vector<Finding>& findings) {
    json::array list;
    for (const Finding& finding : findings) {
        const Observation& what = knowledge.observations[finding.observation];
        json::object fits;
        for (std::size_t i = 0; i < finding.fits.size(); ++i) {
            fits[what.values[i].id] = finding.fits[i];
        }
        list.push_back({{"observation", what.id},
                        {"fits", std::move(fits)},
                        {"words", finding.words},
                        {"volunteered", finding.is_volunteered},
                        {"after", finding.after}});
    }
    return list;
}

json::object write(const Knowledge& knowledge, const CameraCase& camera) {
    json::object traits;
    for (std::size_t i = 0; i < camera.traits.size(); ++i) {
        if (const auto& value = camera.traits[i]) {
            traits[knowledge.traits[i].id] = knowledge.traits[i].values[*value].id;
        }
    }
    return {{"traits", std::move(traits)},
            {"findings", write(knowledge, camera.findings)},
            {"words", camera.words}};
}

json::object write(const Knowledge& knowledge, const Watch& watch) {
    json::object object{{"since", watch.since.count()},
                        {"steps", ids(knowledge.steps, watch.steps)}};
    if (watch.works_since) {
        object["works_since"] = watch.works_since->count();
    }
    return object;
}

std::vector<Finding> read_findings(const Knowledge& knowledge, const json::value& list) {
    std::vector<Finding> findings;
    for (const json::value& one : list.as_array()) {
        const auto what = find(knowledge.observations, one.at("observation").as_string());
        if (!what) {
            continue;
        }
        Finding finding{*what,
                        {},
                        std::string(one.at("words").as_string()),
                        one.at("volunteered").as_bool(),
                        one.at("after").to_number<std::size_t>()};
        const json::object& fits = one.at("fits").as_object();
        for (const Value& value : knowledge.observations[*what].values) {
            const json::value* fit = fits.if_contains(value.id);
            finding.fits.push_back(fit == nullptr ? 0
                                                  : std::clamp(fit->to_number<double>(), 0.0, 1.0));
        }
        if (std::ranges::any_of(finding.fits, [](double fit) { return fit > 0; })) {
            findings.push_back(std::move(finding));
        }
    }
    return findings;
}

CameraCase read_camera(const Knowledge& knowledge, const json::value& text) {
    CameraCase camera;
    for (const Trait& trait : knowledge.traits) {
        const json::value* value = text.at("traits").as_object().if_contains(trait.id);
        camera.traits.push_back(value == nullptr ? std::nullopt
                                                 : find(trait.values, value->as_string()));
    }
    camera.findings = read_findings(knowledge, text.at("findings"));
    camera.words = text.at("words").as_string();
    return camera;
}

/// Of those that are known.
template <typename T>
std::vector<std::size_t> read_ids(const std::vector<T>& list, const json::value& ids) {
    std::vector<std::size_t> places;
    for (const json::value& id : ids.as_array()) {
        if (const auto place = find(list, id.as_string())) {
            places.push_back(*place);
        }
    }
    return places;
}

template <typename T>
std::set<std::size_t> read_set(const std::vector<T>& list, const json::value& ids) {
    const std::vector<std::size_t> places = read_ids(list, ids);
    return {places.begin(), places.end()};
}

std::optional<Watch> read_watch(const Knowledge& knowledge, const json::object& all) {
    const json::value* text = all.if_contains("watch");
    if (text == nullptr) {
        return std::nullopt;
    }
    Watch watch;
    watch.since = WalkTime(text->at("since").to_number<std::int64_t>());
    watch.steps = read_ids(knowledge.steps, text->at("steps"));
    if (const json::value* works = text->as_object().if_contains("works_since")) {
        watch.works_since = WalkTime(works->to_number<std::int64_t>());
    }
    return watch;
}

/// @throw json's own, at whatever is not as walk_json writes it.
WalkMemory read(const Knowledge& knowledge, const json::object& all) {
    WalkMemory memory;
    for (const json::value& camera : all.at("cameras").as_array()) {
        memory.home.cameras.push_back(read_camera(knowledge, camera));
    }
    memory.home.cameras.resize(std::max<std::size_t>(memory.home.cameras.size(), 1));
    for (CameraCase& camera : memory.home.cameras) {
        camera.traits.resize(knowledge.traits.size());
    }
    memory.home.home = read_findings(knowledge, all.at("home"));
    for (const json::value& one : all.at("outcomes").as_array()) {
        std::vector<std::size_t> steps = read_ids(knowledge.steps, one.at("steps"));
        const auto result = named<StepResult>(kResultWords, one.at("result"));
        if (!steps.empty() && result) {
            memory.home.outcomes.push_back({std::move(steps), *result});
        }
    }
    memory.refused.observations = read_set(knowledge.observations, all.at("cannot_say"));
    memory.refused.steps = read_set(knowledge.steps, all.at("refused"));
    memory.watch = read_watch(knowledge, all);
    if (const json::value* end = all.if_contains("end")) {
        memory.end = named<End>(kEndWords, *end);
    }
    return memory;
}

}  // namespace

std::string walk_json(const Knowledge& knowledge, const WalkMemory& memory) {
    json::array cameras;
    for (const CameraCase& camera : memory.home.cameras) {
        cameras.push_back(write(knowledge, camera));
    }
    json::array outcomes;
    for (const Outcome& outcome : memory.home.outcomes) {
        outcomes.push_back({{"steps", ids(knowledge.steps, outcome.steps)},
                            {"result", kResultWords.at(static_cast<std::size_t>(outcome.result))}});
    }
    json::object all{{"cameras", std::move(cameras)},
                     {"home", write(knowledge, memory.home.home)},
                     {"outcomes", std::move(outcomes)},
                     {"cannot_say", ids(knowledge.observations, memory.refused.observations)},
                     {"refused", ids(knowledge.steps, memory.refused.steps)}};
    if (memory.watch) {
        all["watch"] = write(knowledge, *memory.watch);
    }
    if (memory.end) {
        all["end"] = kEndWords.at(static_cast<std::size_t>(*memory.end));
    }
    return json::serialize(all);
}

Result<WalkMemory> parse_walk(const Knowledge& knowledge, std::string_view text) {
    try {
        return read(knowledge, json::parse(text).as_object());
    } catch (const std::exception&) {
        // Boost.JSON throws at whatever is of another type; std::length_error and the like too.
        return Error(ErrorCode::InvalidArgument, "This is no walk with the doctor.");
    }
}

}  // namespace porchlight::doctor
