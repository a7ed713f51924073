// SPDX-License-Identifier: Apache-2.0
#include "live/webrtc/server.hpp"

#include "base/check.hpp"
#include "base/log.hpp"
#include "media/h264.hpp"
#include "net/token.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

namespace porchlight::live {

namespace webrtc = net::webrtc;

namespace {

/// While pictures wait for somebody, and else.
constexpr std::chrono::milliseconds kBusyTick{5};
constexpr std::chrono::milliseconds kQuietTick{50};
/// More addresses than that are not told apart.
constexpr std::size_t kMostAddresses = 1024;

struct IceLogin {
    std::string fragment;
    std::string password;
};

/// Letters that ICE allows. @source RFC 8839 section 5.4: 4 and 22 or more.
IceLogin make_login() {
    const std::string hex = net::token_hash(net::random_token().reveal());
    return {hex.substr(0, 8), hex.substr(8, 32)};
}

/// The profile and level of a stream as SDP writes them. @source RFC 6184 section 8.1.
std::uint32_t profile_level_id(const RtpStream& stream) {
    constexpr std::uint32_t kBaseline31 = 0x42E01F;
    constexpr std::size_t kHead = 4;  // NAL header, profile, constraints, level
    const auto& track = stream.track();
    return !track || track->sps.size() < kHead
               ? kBaseline31
               : (std::uint32_t{track->sps[1]} << 16U) | (std::uint32_t{track->sps[2]} << 8U) |
                     track->sps[3];
}

/// What goes into one section of the offer.
struct Section {
    webrtc::AnsweredMedium answer;
    FeedStreams streams;  ///< Null: we send nothing.
    OpenTalk talk = nullptr;
};

Section picture_section(const webrtc::OfferedMedium& offered, const FeedStreams& picture) {
    const webrtc::Coding* coding = webrtc::choose_h264(offered, profile_level_id(*picture.stream));
    return {{coding, picture.stream->ssrc(), webrtc::Direction::SendOnly}, picture, nullptr};
}

/// Its sound goes out, the browser's comes in, as far as the camera has an ear and a mouth.
Section sound_section(const webrtc::OfferedMedium& offered, const WebRtcServer::Camera& camera) {
    const bool hears = camera.sound != nullptr;
    const bool speaks = camera.talk && offered.direction == webrtc::Direction::Both;
    if (!hears && !speaks) {
        return {};
    }
    const auto direction = !speaks ? webrtc::Direction::SendOnly
                           : hears ? webrtc::Direction::Both
                                   : webrtc::Direction::ReceiveOnly;
    return {{webrtc::choose_opus(offered), hears ? camera.sound->ssrc() : 0, direction},
            {camera.sound},
            speaks ? camera.talk : nullptr};
}

/// Each section of video or sound goes to the next camera; what is left over is turned down.
std::vector<Section> sections_for(const webrtc::Offer& offer,
                                  std::span<const WebRtcServer::Camera> cameras) {
    std::vector<Section> sections;
    std::size_t pictures = 0;
    std::size_t sounds = 0;
    for (const webrtc::OfferedMedium& one : offer.media) {
        Section section;
        const bool can_be =
            !one.is_rejected && one.direction != webrtc::Direction::SendOnly && one.is_bundled;
        if (can_be && one.medium == webrtc::Medium::Video && pictures < cameras.size() &&
            cameras[pictures].picture.stream) {
            section = picture_section(one, cameras[pictures++].picture);
        } else if (can_be && one.medium == webrtc::Medium::Audio && sounds < cameras.size()) {
            section = sound_section(one, cameras[sounds++]);
        }
        sections.push_back(std::move(section));
    }
    return sections;
}

/// What goes to whom, if there is anything in it that was asked for.
Result<std::vector<Section>> agree_on(const webrtc::Offer& offer,
                                      std::span<const WebRtcServer::Camera> cameras) {
    const bool for_pictures = offer.has_video();
    const auto has_picture = [](const WebRtcServer::Camera& one) {
        return one.picture.stream && one.picture.stream->is_playing();
    };
    if (for_pictures && std::ranges::none_of(cameras, has_picture)) {
        return Error(ErrorCode::Unavailable, "The camera has no picture that goes this way.");
    }
    std::vector<Section> sections = sections_for(offer, cameras);
    const auto is_wanted = [for_pictures](const Section& one) {
        const auto& stream = one.streams.stream;
        return one.answer.coding != nullptr &&
               (!for_pictures || (stream && stream->kind() == media::TrackKind::Video));
    };
    if (std::ranges::none_of(sections, is_wanted)) {
        return Error(ErrorCode::Unsupported, for_pictures
                                                 ? "This browser takes no H.264."
                                                 : "There is no sound here that both sides know.");
    }
    return sections;
}

void serve(Peer& peer, const Section& section) {
    if (section.answer.coding == nullptr) {
        return;
    }
    const auto type = static_cast<std::uint8_t>(section.answer.coding->payload_type);
    if (section.streams.stream) {
        peer.add_feed(type, section.streams);
    }
    if (section.talk) {
        peer.take_voice(type, section.talk);
    }
}

}  // namespace

bool WebRtcServer::ByAddress::operator()(const webrtc::StunAddress& a,
                                         const webrtc::StunAddress& b) const {
    return std::tie(a.bytes, a.is_v6, a.port) < std::tie(b.bytes, b.is_v6, b.port);
}

WebRtcServer::WebRtcServer(const rt::asio::any_io_executor& executor, WebRtcSettings settings,
                           const Clock& clock, std::unique_ptr<webrtc::UdpPort> port,
                           std::shared_ptr<const webrtc::DtlsIdentity> identity)
    : settings_(std::move(settings)),
      clock_(clock),
      port_(std::move(port)),
      identity_(std::move(identity)) {
    receiving_ = std::make_unique<rt::Job>(executor, "WebRTC port", port_->receive(this));
    ticking_ = std::make_unique<rt::Job>(executor, "WebRTC", tick(this));
}

Result<std::unique_ptr<WebRtcServer>> WebRtcServer::open(const rt::asio::any_io_executor& executor,
                                                         WebRtcSettings settings,
                                                         const Clock& clock) {
    PL_TRY(auto identity, webrtc::DtlsIdentity::create());
    PL_TRY(auto port, webrtc::UdpPort::open(executor, settings.port, settings.reach));
    return std::unique_ptr<WebRtcServer>(new WebRtcServer(executor, std::move(settings), clock,
                                                          std::move(port), std::move(identity)));
}

WebRtcServer::~WebRtcServer() {
    PL_CHECK(is_stopped_, "a WebRTC server is stopped before it is destroyed");
}

Result<WebRtcServer::Accepted> WebRtcServer::accept(const webrtc::Offer& offer,
                                                    std::span<const Camera> cameras) {
    if (peers_.size() >= kMostPeers) {
        return Error(ErrorCode::Exhausted, "Too many are watching.");
    }
    PL_TRY(const std::vector<Section> sections, agree_on(offer, cameras));
    const IceLogin login = make_login();
    webrtc::Answer answer{
        login.fragment, login.password, identity_->fingerprint(), candidates(), {}};
    PL_TRY(const auto peer,
           make_peer({login.fragment, login.password, offer.ice_fragment, offer.fingerprint}));
    for (const Section& section : sections) {
        answer.media.push_back(section.answer);
        serve(*peer, section);
    }
    std::string id(net::random_token().reveal());
    peers_.emplace(id, peer);
    by_fragment_[login.fragment] = peer;
    return Accepted{std::move(id), webrtc::write_answer(offer, answer)};
}

Result<std::shared_ptr<Peer>> WebRtcServer::make_peer(PeerTerms terms) {
    return Peer::create(
        std::move(terms), identity_, clock_,
        [this](std::span<const std::uint8_t> bytes, std::span<const std::size_t> ends,
               const webrtc::StunAddress& to) { port_->send(bytes, ends, to); });
}

std::vector<webrtc::HostCandidate> WebRtcServer::candidates() const {
    std::vector<std::string> addresses = webrtc::own_addresses(settings_.reach);
    addresses.insert(addresses.end(), settings_.more_addresses.begin(),
                     settings_.more_addresses.end());
    std::vector<webrtc::HostCandidate> candidates;
    candidates.reserve(addresses.size());
    for (std::string& address : addresses) {
        candidates.push_back({std::move(address), port()});
    }
    return candidates;
}

Result<> WebRtcServer::end(std::string_view id) {
    const auto found = peers_.find(id);
    if (found == peers_.end()) {
        return Error(ErrorCode::NotFound, "Nobody watches under that name.");
    }
    found->second->close();
    sweep();
    return {};
}

Result<> WebRtcServer::talk(std::string_view id, Talk wish) {
    const auto found = peers_.find(id);
    if (found == peers_.end()) {
        return Error(ErrorCode::NotFound, "Nobody watches under that name.");
    }
    Peer& peer = *found->second;
    switch (wish) {
        case Talk::Start:
            return peer.start_talk();
        case Talk::GoOn:
            return peer.go_on_talking();
        case Talk::End:
            break;
    }
    return peer.end_talk();
}

std::size_t WebRtcServer::watching() const {
    return static_cast<std::size_t>(
        std::ranges::count_if(peers_, [](const auto& one) { return one.second->is_playing(); }));
}

void WebRtcServer::on_datagram(std::span<std::uint8_t> datagram, const webrtc::StunAddress& from) {
    if (webrtc::is_stun(datagram)) {
        take_check(datagram, from);
        return;
    }
    const auto known = by_address_.find(from);
    if (const auto peer = known == by_address_.end() ? nullptr : known->second.lock()) {
        peer->take(datagram);
    }
}

void WebRtcServer::take_check(std::span<const std::uint8_t> datagram,
                              const webrtc::StunAddress& from) {
    const auto check = webrtc::parse_stun_check(datagram);
    if (!check) {
        return;
    }
    const std::string_view ours = check->username.substr(0, check->username.find(':'));
    const auto known = by_fragment_.find(ours);
    const auto peer = known == by_fragment_.end() ? nullptr : known->second.lock();
    int& wrong = wrong_checks_from(from);
    if (peer == nullptr || wrong >= kWrongChecksASecond) {
        return;
    }
    if (peer->take_check(*check, datagram, from)) {
        by_address_[from] = peer;
    } else {
        ++wrong;
    }
}

/// In this second, from all ports of that address.
int& WebRtcServer::wrong_checks_from(webrtc::StunAddress from) {
    const MonotonicTime now = clock_.monotonic_now();
    if (now - wrong_since_ > std::chrono::seconds(1) || wrong_.size() > kMostAddresses) {
        wrong_.clear();
        wrong_since_ = now;
    }
    from.port = 0;
    return wrong_[from];
}

void WebRtcServer::sweep() {
    std::erase_if(peers_, [](const auto& one) { return one.second->is_gone(); });
    std::erase_if(by_fragment_, [](const auto& one) { return one.second.expired(); });
    std::erase_if(by_address_, [](const auto& one) { return one.second.expired(); });
}

rt::Task<> WebRtcServer::tick(WebRtcServer* self) {
    for (;;) {
        const bool is_busy = std::ranges::any_of(
            self->peers_, [](const auto& one) { return one.second->is_busy(); });
        PL_CO_TRY_VOID(co_await rt::sleep_for(is_busy ? kBusyTick : kQuietTick));
        for (const auto& [id, peer] : self->peers_) {
            peer->tick();
        }
        self->sweep();
    }
}

rt::Task<> WebRtcServer::stop() {
    is_stopped_ = true;
    for (const auto& [id, peer] : peers_) {
        peer->close();
    }
    sweep();
    for (rt::Job* job : {receiving_.get(), ticking_.get()}) {
        job->cancel();
        auto ending = job->join();
        const auto ended = co_await std::move(ending);
        static_cast<void>(ended);
    }
    co_return Result<>();
}

}  // namespace porchlight::live
