// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/random.hpp"
#include "camera/eye.hpp"
#include "camera/mouth.hpp"
#include "device/link_message.hpp"
#include "hal/fakes/fake_speaker.hpp"
#include "live/rtsp/server.hpp"
#include "rt/job.hpp"
#include "sim/household.hpp"
#include "sources/scene/scene_options.hpp"
#include "sources/scene/timetable.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace porchlight::household {

/// One camera's picture: an RTSP port with a scene behind it, open or not, and its loudspeaker,
/// which keeps what it was told to say. Strand-bound.
class PictureServer final : public std::enable_shared_from_this<PictureServer>,
                            private camera::EyeListener,
                            private live::RtspAudience {
  public:
    struct Parts {
        rt::asio::any_io_executor strand;
        const Clock* clock = nullptr;
        Random* random = nullptr;
    };

    /// @param device Outlives it.
    PictureServer(Parts parts, const sim::Device& device, std::uint16_t port,
                  sources::scene::SceneOptions scene);

    [[nodiscard]] const sim::Device& device() const { return device_; }
    /// Opens or closes the port, as wanted. What is still closing is opened again afterwards.
    void want(bool is_open);
    /// Takes the port, without a picture yet. @error As RtspServer::open.
    Result<> listen();
    void walk_through();
    [[nodiscard]] std::string url() const;
    [[nodiscard]] bool is_open() const { return eye_.is_open() && !closing_; }
    [[nodiscard]] std::size_t viewers() const { return server_ ? server_->watching() : 0; }
    [[nodiscard]] const hal::FakeSpeaker& speaker() const { return speaker_; }
    /// For whoever has the login that this returns; it is the same as long as the household runs.
    device::StreamOffer offer_to_hub();
    /// For everybody again.
    void offer_to_all();
    [[nodiscard]] bool is_for_its_hub() const { return !password_.empty(); }
    /// A JPEG; the picture may have begun just now: its first one is waited for.
    /// @param work Where it is made.   @error Unavailable  Why there is none.
    static rt::Task<std::string> take_snapshot(std::shared_ptr<PictureServer> self,
                                               rt::asio::any_io_executor work);
    /// For good; what is closing already is waited for.
    static rt::Task<> end(std::shared_ptr<PictureServer> self);

  private:
    void show();
    void set_logins();
    [[nodiscard]] std::vector<net::Login> logins() const;
    void warn_once(const Error& why);
    static rt::Task<> close(std::shared_ptr<PictureServer> self);
    void on_description(const sources::StreamDescription& description) override;
    void on_packet(const media::PacketPtr& packet) override;
    void on_blind(const Error& why) override;
    Result<> may_watch(const std::string& /*user*/) override { return {}; }
    void on_watching(const std::string& /*user*/) override {}
    void on_gone(const std::string& /*user*/) override {}
    void on_key_frame_wanted() override { eye_.ask_for_key_frame(); }

    Parts parts_;
    const sim::Device& device_;
    std::uint16_t port_;
    sources::scene::SceneOptions scene_;
    std::shared_ptr<sources::scene::Visitors> visitors_;
    MonotonicTime begun_at_;
    MonotonicTime failed_at_;
    bool has_warned_ = false;  ///< Since its port was last open.
    bool is_over_ = false;
    Secret password_;  ///< Of its hub; empty: nobody is asked for one.
    hal::FakeSpeaker speaker_;
    camera::Mouth mouth_;
    std::unique_ptr<live::RtspServer> server_;
    std::optional<media::VideoTrack> track_;
    media::PacketPtr key_frame_;  ///< The newest.
    std::optional<rt::Job> closing_;
    camera::Eye eye_;
};

}  // namespace porchlight::household
