// SPDX-License-Identifier: Apache-2.0
#include "doctor/knowledge_json.hpp"

#include "doctor/words.hpp"
#include "light/text.hpp"

#include <boost/json.hpp>

#include <utility>

namespace porchlight::doctor {

namespace {

namespace json = boost::json;

json::object write(const Cause& cause) {
    return {{"id", cause.id}, {"title", cause.title}, {"says", cause.says}};
}

json::object write(const Step& step) {
    return {{"id", step.id},
            {"kind", kStepWords.at(static_cast<std::size_t>(step.kind))},
            {"says", step.says}};
}

json::object write(const Value& value) {
    json::array drawn;
    for (const light::Pattern& pattern : value.drawn) {
        drawn.emplace_back(light::to_text(pattern));
    }
    return {{"id", value.id}, {"says", value.says}, {"drawn", std::move(drawn)}};
}

template <typename T>
json::array write_all(const std::vector<T>& list) {
    json::array all;
    for (const T& one : list) {
        all.push_back(write(one));
    }
    return all;
}

json::object write(const Observation& observation) {
    return {{"id", observation.id},
            {"asked", kAskedWords.at(static_cast<std::size_t>(observation.asked))},
            {"ask", observation.ask},
            {"values", write_all(observation.values)}};
}

}  // namespace

std::string knowledge_json(const Knowledge& knowledge) {
    json::array observations;
    for (const Observation& observation : knowledge.observations) {
        observations.push_back(write(observation));
    }
    return json::serialize(json::object{{"causes", write_all(knowledge.causes)},
                                        {"steps", write_all(knowledge.steps)},
                                        {"observations", std::move(observations)}});
}

}  // namespace porchlight::doctor
