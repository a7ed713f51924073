// SPDX-License-Identifier: Apache-2.0
#include "camera/virtual/console.hpp"

#include "device/light_code.hpp"
#include "light/text.hpp"
#include "net/ascii.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <optional>
#include <utility>

namespace porchlight::camera {

namespace {

using std::chrono::milliseconds;

constexpr std::string_view kHelp =
    "press 5s           push the button, let go after 5 seconds (or 300ms)\n"
    "press, release     push it, let go of it\n"
    "cells 2700         what both cells give, in millivolts\n"
    "temperature 50     of the board, in degrees Celsius\n"
    "wifi off, wifi on  the network goes and comes back\n"
    "wifi password X    its owner changes the password\n"
    "walk on, walk off  somebody moves before the motion sensor, or not\n"
    "show TEXT          hold a card with that QR code before the lens; show takes it away\n"
    "cover on, cover off  something black covers the lens, or not\n"
    "ring               the bell of a doorbell\n"
    "identify           as asked for in the app\n"
    "state              what it does, as JSON\n"
    "quit               end\n"
    "help               this";

rt::Task<> let_go_later(hal::FakeButton* button, milliseconds after) {
    PL_CO_TRY_VOID(co_await rt::sleep_for(after));
    button->release();
    co_return Result<>();
}

/// "5s", "300ms".
std::optional<milliseconds> time_of(std::string_view text) {
    const bool is_in_milliseconds = text.ends_with("ms");
    const std::size_t unit = is_in_milliseconds ? 2 : 1;
    if (!text.ends_with('s') || text.size() <= unit) {
        return std::nullopt;
    }
    const auto number = net::parse_number<int>(text.substr(0, text.size() - unit));
    if (!number || *number < 0) {
        return std::nullopt;
    }
    return milliseconds(is_in_milliseconds ? *number : *number * 1000);
}

}  // namespace

Console::Console(rt::asio::any_io_executor strand, VirtualBoard& board, std::function<void()> quit)
    : strand_(std::move(strand)), board_(board), quit_(std::move(quit)) {}

std::string Console::handle(std::string_view line) {
    line = net::trimmed(line);
    const std::string_view word = net::take_until(line, ' ');
    const std::string_view rest = net::trimmed(line);
    if (word == "press") {
        return press(rest);
    }
    if (word == "release") {
        board_.button->release();
        return "ok";
    }
    if (word == "cells") {
        return set_cells(rest);
    }
    if (word == "temperature") {
        return set_temperature(rest);
    }
    if (word == "wifi") {
        return set_wifi(rest);
    }
    if (word == "walk") {
        return walk(rest);
    }
    if (word == "show") {
        return show(rest);
    }
    if (word == "cover") {
        return cover(rest);
    }
    if (word == "ring") {
        return ring();
    }
    if (word == "identify") {
        return tell(device::Event::IdentifyAsked);
    }
    if (word == "state") {
        return state();
    }
    if (word == "quit") {
        quit_();
        return "ok";
    }
    return word == "help" ? std::string(kHelp)
                          : fmt::format("\"{}\" is not known here; help lists what is", word);
}

std::string Console::press(std::string_view time) {
    const auto hold = time_of(time);
    if (!time.empty() && !hold) {
        return "write press 5s or press 300ms";
    }
    board_.button->press();
    if (hold) {
        std::erase_if(presses_, [](const rt::Job& job) { return job.is_done(); });
        presses_.emplace_back(strand_, "press", let_go_later(board_.button, *hold));
    }
    return "ok";
}

std::string Console::show(std::string_view card) {
    board_.card = Secret(std::string(card));
    if (camera_ != nullptr) {
        camera_->look_anew();
    }
    return "ok";
}

std::string Console::cover(std::string_view what) {
    if (what != "on" && what != "off") {
        return "write cover on or cover off";
    }
    board_.is_covered = what == "on";
    if (camera_ != nullptr) {
        camera_->sight().look_anew();
    }
    return "ok";
}

std::string Console::set_cells(std::string_view millivolts) const {
    const auto number = net::parse_number<int>(millivolts);
    if (board_.battery == nullptr) {
        return "this model runs on a plug";
    }
    if (!number || *number < 0) {
        return "write cells 2700: what both give, in millivolts";
    }
    board_.battery->set(
        {hal::CellPresence::Present, hal::Charge::Discharging, Millivolts(*number), {}});
    return "ok";
}

std::string Console::set_temperature(std::string_view degrees) const {
    const auto number = net::parse_number<int>(degrees);
    if (!number) {
        return "write temperature 50: whole degrees Celsius";
    }
    board_.thermometer->set(Celsius(*number));
    return "ok";
}

std::string Console::set_wifi(std::string_view what) {
    const std::string_view word = net::take_until(what, ' ');
    if (word == "off") {
        board_.radio->remove(VirtualBoard::kAccessPoint);
    } else if (word == "on") {
        board_.put_network();
    } else if (word == "password" && !what.empty()) {
        board_.password = net::trimmed(what);
        board_.radio->remove(VirtualBoard::kAccessPoint);
        board_.put_network();
    } else {
        return "write wifi off, wifi on or wifi password NEW";
    }
    return "ok";
}

std::string Console::walk(std::string_view what) const {
    if (board_.motion == nullptr) {
        return "this model has no motion sensor: it looks for motion in its picture";
    }
    if (what != "on" && what != "off") {
        return "write walk on or walk off";
    }
    board_.motion->set(what == "on" ? hal::MotionState::Moving : hal::MotionState::Still);
    return "ok";
}

std::string Console::tell(device::Event event) {
    if (camera_ == nullptr) {
        return "the camera is restarting";
    }
    camera_->tell(event);
    return "ok";
}

std::string Console::ring() {
    if (camera_ == nullptr) {
        return "the camera is restarting";
    }
    if (camera_->life().kind != device::Kind::Doorbell) {
        return "only a doorbell has a bell";
    }
    camera_->ring();
    return "ok";
}

std::string Console::state() const {
    namespace json = boost::json;
    if (camera_ == nullptr) {
        return R"({"stage":"Unpowered"})";
    }
    const device::Life& life = camera_->life();
    const device::LightMeaning meaning = device::light_meaning(life);
    json::object object{{"stage", device::name_of(life.stage)},
                        {"light", device::name_of(meaning)},
                        {"pattern", light::to_text(device::code_of(meaning, life.kind).pattern)},
                        {"paired", device::is_paired(life.memory)},
                        {"rtsp", camera_->sight().server().url()},
                        {"watching", camera_->sight().server().watching()},
                        {"eye_open", camera_->sight().is_eye_open()},
                        {"ear_open", camera_->sight().is_ear_open()},
                        {"speaking", camera_->sight().is_speaking()},
                        {"said_s", board_.speaker->seconds()},
                        {"clips_bytes", camera_->sight().clips().used().count()},
                        {"energy_mwh", camera_->ledger().total()}};
    const auto night_lamp = camera_->night_lamp();
    object["night_lamp"] = night_lamp ? json::value(*night_lamp) : json::value(nullptr);
    json::array lit;
    for (const light::Colour colour : light::kColours) {
        if (board_.light->lit().contains(colour)) {
            lit.emplace_back(light::to_string(colour));
        }
    }
    object["lit"] = std::move(lit);
    return json::serialize(object);
}

}  // namespace porchlight::camera
