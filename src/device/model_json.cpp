// SPDX-License-Identifier: Apache-2.0
#include "device/model_json.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <vector>

namespace porchlight::device::model {

namespace {

namespace json = boost::json;

json::array texts(const std::vector<std::string>& values) {
    json::array array;
    for (const std::string& value : values) {
        array.emplace_back(value);
    }
    return array;
}

template <typename E>
json::array words(const std::vector<E>& values) {
    json::array array;
    for (const E value : values) {
        array.emplace_back(word(value));
    }
    return array;
}

void put_unless_empty(json::object& object, std::string_view key, const std::string& text) {
    if (!text.empty()) {
        object[key] = text;
    }
}

// What each kind of table holds beside its fact; the same keys as in its file.

void put(json::object& /*object*/, const Fact& /*fact*/) {}

void put(json::object& object, const What& what) {
    object["form"] = word(what.form);
}

void put(json::object& object, const Power& power) {
    object["class"] = word(power.power);
    object["supply"] = power.supply;
}

void put(json::object& object, const Radio& radio) {
    object["bands"] = words(radio.bands);
    object["connects"] = word(radio.connects);
}

void put(json::object& object, const Sensor& sensor) {
    object["kind"] = word(sensor.kind);
}

void put(json::object& object, const Temperature& temperature) {
    object["from_celsius"] = temperature.from_celsius;
    object["to_celsius"] = temperature.to_celsius;
}

void put(json::object& object, const Button& button) {
    object["place"] = word(button.place);
}

void put(json::object& object, const Tool& tool) {
    object["tool"] = word(tool.tool);
    object["use"] = word(tool.use);
}

void put(json::object& object, const Press& press) {
    object["gesture"] = word(press.gesture);
    object["power"] = word(press.power);
    object["from_s"] = press.from.count();
    if (press.to) {
        object["to_s"] = press.to->count();
    }
    put_unless_empty(object, "cue", press.cue);
    object["does"] = word(press.effect);
    object["erases"] = words(press.erases);
}

void put(json::object& object, const Reset& reset) {
    object["how"] = word(reset.how);
    object["wait_s"] = reset.wait.count();
    put_unless_empty(object, "cue", reset.cue);
    object["does"] = word(reset.effect);
    object["erases"] = words(reset.erases);
}

void put(json::object& object, const Wait& wait) {
    object["what"] = word(wait.what);
    object["seconds"] = wait.time.count();
}

void put(json::object& object, const LightCode& light) {
    object["pattern"] = light.pattern;
    object["rhythm"] = word(light.rhythm);
    object["led"] = word(light.led);
    object["meaning"] = word(light.meaning);
    put_unless_empty(object, "when", light.when);
}

void put(json::object& object, const Limit& limit) {
    object["what"] = word(limit.what);
    if (limit.value) {
        object["value"] = *limit.value;
    }
}

void put(json::object& object, const Can& can) {
    object["ability"] = word(can.ability);
    object["state"] = word(can.state);
}

template <typename T>
json::object row(const T& fact) {
    json::object object;
    put(object, fact);
    object["says"] = fact.says;
    object["certainty"] = word(fact.certainty);
    object["source"] = texts(fact.sources);
    put_unless_empty(object, "doubt", fact.doubt);
    return object;
}

template <typename T>
json::array rows(const std::vector<T>& facts) {
    json::array array;
    for (const T& fact : facts) {
        array.push_back(row(fact));
    }
    return array;
}

template <typename T>
void put_if_there(json::object& object, std::string_view key, const std::optional<T>& fact) {
    if (fact) {
        object[key] = row(*fact);
    }
}

json::object object_of(const Model& model) {
    json::object object;
    object["id"] = model.id;
    object["name"] = model.name;
    object["maker"] = model.maker;
    object["kind"] = word(model.kind);
    object["aliases"] = texts(model.aliases);
    object["what"] = row(model.what);
    object["power"] = row(model.power);
    object["radio"] = row(model.radio);
    object["storage"] = row(model.storage);
    put_if_there(object, "sensor", model.sensor);
    put_if_there(object, "temperature", model.temperature);
    put_if_there(object, "qr_code", model.qr_code);
    object["button"] = rows(model.buttons);
    object["tool"] = rows(model.tools);
    object["press"] = rows(model.presses);
    object["reset"] = rows(model.resets);
    object["wait"] = rows(model.waits);
    object["light"] = rows(model.lights);
    object["setup"] = rows(model.setup);
    object["care"] = rows(model.care);
    object["limit"] = rows(model.limits);
    object["can"] = rows(model.can);
    object["cannot"] = rows(model.cannot);
    return object;
}

}  // namespace

std::string to_json(const Model& model) {
    return json::serialize(object_of(model));
}

std::string to_json(std::span<const Model> models) {
    json::array array;
    for (const Model& model : models) {
        array.push_back(object_of(model));
    }
    return json::serialize(array);
}

}  // namespace porchlight::device::model
