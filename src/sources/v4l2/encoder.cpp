// SPDX-License-Identifier: Apache-2.0
#include "sources/v4l2/encoder.hpp"

#include "sources/v4l2/m2m_encoder.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace porchlight::sources {

namespace {

constexpr std::string_view kDevice = "/dev/video";
constexpr int kMostDevices = 64;

/// The first device that says it makes H.264 of pictures; empty if there is none.
std::string find_hardware(hal::DeviceCalls& calls) {
    for (int number = 0; number < kMostDevices; ++number) {
        std::string path = std::string(kDevice) + std::to_string(number);
        if (is_m2m_encoder(path, calls)) {
            return path;
        }
    }
    return {};
}

}  // namespace

Result<std::unique_ptr<Encoder>> X264Encoder::create(const media::EncoderSettings& settings) {
    PL_TRY(auto encoder, media::VideoEncoder::create(settings));
    return std::unique_ptr<Encoder>(new X264Encoder(std::move(encoder)));
}

Result<std::optional<media::Packet>> X264Encoder::encode(const media::Picture& picture) {
    PL_TRY(auto packet, encoder_.encode(picture));
    return std::optional(std::move(packet));
}

Result<std::optional<media::Packet>> X264Encoder::drain() {
    return std::optional<media::Packet>();
}

bool is_encoder_choice(const std::string& choice) {
    if (choice == kAutomaticEncoder || choice == kX264Encoder) {
        return true;
    }
    const std::string_view number =
        choice.starts_with(kDevice) ? std::string_view(choice).substr(kDevice.size()) : "";
    return !number.empty() && number.size() <= 3 &&
           std::ranges::all_of(number, [](char c) { return c >= '0' && c <= '9'; });
}

Result<ChosenEncoder> open_encoder(const std::string& choice,
                                   const media::EncoderSettings& settings,
                                   hal::DeviceCalls& calls) {
    ChosenEncoder chosen;
    const std::string path = choice == kX264Encoder        ? std::string()
                             : choice == kAutomaticEncoder ? find_hardware(calls)
                                                           : choice;
    if (!path.empty()) {
        auto hardware = M2mEncoder::create(path, settings, calls);
        if (hardware) {
            chosen.encoder = std::move(*hardware);
            return chosen;
        }
        chosen.notice = "The picture is encoded by the processor, which costs more power: " +
                        hardware.error().message();
    }
    PL_TRY(chosen.encoder, X264Encoder::create(settings));
    return chosen;
}

}  // namespace porchlight::sources
