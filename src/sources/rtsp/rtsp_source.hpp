// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "net/url.hpp"
#include "sources/source.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

namespace porchlight::sources {

/// How the media comes. Automatic: inside the RTSP connection, or as datagrams when the camera
/// refuses that.
enum class RtspTransport : std::uint8_t { Automatic, Tcp, Udp };
enum class Sound : std::uint8_t { Take, Leave };

struct RtspSettings {
    explicit RtspSettings(net::CameraUrl camera_url) : url(std::move(camera_url)) {}

    net::CameraUrl url;
    RtspTransport transport = RtspTransport::Automatic;
    Sound sound = Sound::Take;
    std::string user_agent = "Porchlight";
    /// rtsps: the certificate's fingerprint, as a Stream gave it before. Empty takes any.
    std::string pinned_fingerprint;
    /// For connecting, and again for each answer.
    std::chrono::milliseconds answer_limit{10000};
    /// Without a packet for so long the camera has stopped sending.
    std::chrono::milliseconds silence_limit{10000};
    /// Packets, but no frame that can be used.
    std::chrono::milliseconds frame_limit{30000};
};

/// An RTSP camera through our own client: DESCRIBE, SETUP, PLAY, keep-alive, reports, TEARDOWN.
///
/// All of it runs on the executor that runs `run`; one timer a second for each camera, none for
/// each packet. Errors as Source::run, each a sentence that its owner can act on, with the fault id
/// that fits.
/// @param clock Outlives the source.
[[nodiscard]] std::unique_ptr<Source> make_rtsp_source(RtspSettings settings, const Clock& clock);

}  // namespace porchlight::sources
