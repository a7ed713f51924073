// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/random.hpp"
#include "device/link_message.hpp"
#include "household/describe.hpp"
#include "household/living.hpp"
#include "rt/task.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace porchlight::household {

class PictureServer;

/// The pictures of a household's cameras, at real addresses.
///
/// Each device whose model a hub can stream has a port of its own, with a scene behind it:
/// rtsp://127.0.0.1:<port>/main. The port answers only while the device is with its hub; one that
/// loses its power or Wi-Fi drops its viewers and refuses connections until it is back. Who walks
/// by in the household walks through the picture. Strand-bound. Must be stopped before it is
/// destroyed.
class Pictures {
  public:
    struct Parts {
        rt::asio::any_io_executor strand;
        LivingHousehold* living = nullptr;  ///< Outlives it, as clock and random do.
        const Clock* clock = nullptr;
        Random* random = nullptr;
        /// The first device's port, the next one's is one more. 0: any that are free, and then
        /// kept.
        std::uint16_t first_port = 8560;
    };

    /// Takes the ports for a moment, so that one that is in use is known at once.
    /// @error AlreadyExists  A port is in use; the sentence names it.
    static Result<std::unique_ptr<Pictures>> create(Parts parts);
    ~Pictures();
    Pictures(const Pictures&) = delete;
    Pictures& operator=(const Pictures&) = delete;
    Pictures(Pictures&&) = delete;
    Pictures& operator=(Pictures&&) = delete;

    /// The household has gone on: opens, closes, sends people through. Call after each step.
    void follow();
    [[nodiscard]] std::optional<StreamView> stream_of(const sim::Device& device) const;
    /// The picture is its hub's alone from now on. @return How the hub gets it; for a device
    /// without a picture, port 0.
    device::StreamOffer offer_to_hub(const sim::Device& device);
    /// It is anybody's again.
    void offer_to_all(const sim::Device& device);
    /// A JPEG of what it sees, made on `work`. @error Unavailable  Why it sees nothing.
    rt::Task<std::string> snapshot(const sim::Device& device, rt::asio::any_io_executor work);
    rt::Task<> stop();

  private:
    explicit Pictures(Parts parts);
    Result<> add(sim::Device& device);
    void send_walkers();
    /// Null for devices whose picture no hub can take.
    [[nodiscard]] std::shared_ptr<PictureServer> server_of(const sim::Device& device) const;

    Parts parts_;
    std::vector<std::shared_ptr<PictureServer>> servers_;
    std::size_t passings_seen_ = 0;
};

/// Whether a hub of ours takes its picture, or is going to.
[[nodiscard]] bool can_stream(const device::model::Model& model);

}  // namespace porchlight::household
