// SPDX-License-Identifier: Apache-2.0
#include "hub/devices/pairing_service.hpp"

#include "base/log.hpp"
#include "rt/deadline.hpp"

#include <boost/asio/experimental/awaitable_operators.hpp>

#include <algorithm>
#include <utility>

namespace porchlight::hub {

namespace link = net::link;
using link::PairingMethod;

namespace {

/// A camera lets pairing be open for ten minutes; it says so itself by going away.
constexpr std::chrono::minutes kLongestWait{15};
/// For all that follows the owner's word: proof, claim, and the camera's flash.
constexpr std::chrono::seconds kPairLimit{100};

Error not_waiting() {
    return {ErrorCode::NotFound,
            "No camera with this serial number waits to be paired. Hold its button until it blinks "
            "blue, see that it is on the same network, and try again."};
}

Error went_away() {
    return {ErrorCode::Unavailable,
            "The camera went away in the middle. Open pairing at the camera once more."};
}

}  // namespace

using Outcomes = rt::Channel<Result<store::Device>>;

struct PairingService::Waiting {
    Waiting(const rt::asio::any_io_executor& executor, std::unique_ptr<link::Link> over)
        : link(std::move(over)), orders(executor, 1) {}
    ~Waiting() { tell(went_away()); }
    Waiting(const Waiting&) = delete;
    Waiting& operator=(const Waiting&) = delete;
    Waiting(Waiting&&) = delete;
    Waiting& operator=(Waiting&&) = delete;
    /// The first of several tells; whoever ordered may have stopped listening.
    void tell(Result<store::Device> outcome) {
        if (auto told = std::exchange(outcomes, nullptr)) {
            told->try_send(std::move(outcome));
        }
    }

    std::unique_ptr<link::Link> link;
    link::PairingHello hello;
    UtcTime since;
    rt::Channel<PairingOrder> orders;
    std::shared_ptr<Outcomes> outcomes;  ///< Of whoever has ordered; outlives us.
    bool taken = false;                  ///< An order is on its way.
};

PairingService::PairingService(Parts parts) : parts_(std::move(parts)) {}
PairingService::~PairingService() = default;

std::vector<WaitingCamera> PairingService::waiting() const {
    std::vector<WaitingCamera> cameras;
    for (const Waiting& waiting : waiting_) {
        if (waiting.hello.serial && !waiting.taken) {
            cameras.push_back({waiting.hello.serial, waiting.hello.model, waiting.hello.methods,
                               waiting.link->peer().address, waiting.since});
        }
    }
    return cameras;
}

rt::Task<> PairingService::serve(std::unique_ptr<link::Link> over) {
    if (waiting_.size() >= kMostWaiting) {
        co_return Error(ErrorCode::Exhausted, "too many cameras wait to be paired");
    }
    const auto place = waiting_.emplace(waiting_.end(), parts_.executor, std::move(over));
    struct Leave {
        std::list<Waiting>* all;
        std::list<Waiting>::iterator place;
        Leave(std::list<Waiting>* from, std::list<Waiting>::iterator at) : all(from), place(at) {}
        Leave(const Leave&) = delete;
        Leave& operator=(const Leave&) = delete;
        Leave(Leave&&) = delete;
        Leave& operator=(Leave&&) = delete;
        ~Leave() { all->erase(place); }
    };
    Waiting* waiting = &*place;
    const Leave leave(&waiting_, place);
    auto hearing = link::hear_camera(waiting->link.get());
    PL_CO_TRY(waiting->hello, co_await std::move(hearing));
    waiting->since = parts_.clock.utc_now();
    auto order = order_of_invitation(waiting->hello);
    if (!order) {
        auto awaiting = await_order(waiting);
        PL_CO_TRY(order, co_await std::move(awaiting));
    }
    waiting->taken = true;
    auto pairing = carry_out(waiting, *order);
    auto outcome = co_await std::move(pairing);
    note_invitation(waiting->hello.invitation, waiting->hello.serial, outcome);
    waiting->tell(outcome);
    co_return outcome ? Result<>() : Result<>(outcome.error());
}

/// The owner's word. An error when the camera goes, or says something before it is asked.
rt::Task<PairingOrder> PairingService::await_order(Waiting* waiting) {
    // NOLINTNEXTLINE(google-build-using-namespace): holds nothing but the operators
    using namespace rt::asio::experimental::awaitable_operators;
    auto receiving = waiting->link->receive();
    auto ordering = waiting->orders.receive();
    auto limit = rt::sleep_for(kLongestWait);
    auto first = co_await (std::move(receiving) || std::move(ordering) || std::move(limit));
    if (first.index() == 1) {
        co_return std::get<1>(std::move(first));
    }
    co_return Error(ErrorCode::Cancelled, "the camera no longer waits");
}

std::optional<PairingOrder> PairingService::order_of_invitation(const link::PairingHello& hello) {
    forget_old_invitations();
    const auto found = invitations_.find(hello.invitation);
    if (found == invitations_.end() || found->second.view.state != InvitationState::Open) {
        return std::nullopt;
    }
    // One camera, one guess: whoever comes with this id uses it up.
    found->second.view.state = InvitationState::Pairing;
    PairingOrder order = found->second.order;
    order.serial = hello.serial;
    return order;
}

rt::Task<store::Device> PairingService::carry_out(Waiting* waiting, PairingOrder order) {
    link::Link* over = waiting->link.get();
    auto proving = link::prove_camera(over, waiting->hello, order.method, order.secret);
    PL_CO_TRY(auto request_pem, co_await std::move(proving));
    Claimant claimant{waiting->hello.serial, waiting->hello.model, waiting->hello.key, order.home,
                      order.name};
    auto claiming = order.wish == PairingWish::Contest
                        ? parts_.registry.contest(std::move(claimant))
                        : parts_.registry.claim(std::move(claimant));
    auto device = co_await std::move(claiming);
    if (device && device->owner != order.home) {
        device = Error(ErrorCode::AlreadyExists,
                       "The other home has been asked. It has 30 days to say that it keeps it.");
    }
    if (!device) {
        auto refusing = link::refuse_camera(over, device.error());
        std::ignore = co_await std::move(refusing);
        co_return device.error();
    }
    auto preparing = grant_for(std::move(order), waiting->hello, std::move(request_pem));
    PL_CO_TRY(auto grant, co_await std::move(preparing));
    auto granting = link::grant_camera(over, std::move(grant));
    if (const auto kept = co_await std::move(granting); !kept) {
        // It may have kept it, and may not: claimed it stays, and pairing it again is always open.
        log::warning("pairing", "{} did not say that it kept its new home: {}",
                     waiting->hello.serial.text(), kept.error().message());
    }
    co_return device;
}

rt::Task<link::HubGrant> PairingService::grant_for(PairingOrder order, link::PairingHello hello,
                                                   std::string request_pem) {
    link::HubGrant grant;
    grant.authority_pem = parts_.authority.certificate_pem();
    PL_CO_TRY(grant.certificate_pem,
              parts_.authority.issue_device(request_pem, hello.serial, hello.key));
    grant.hubs = parts_.addresses();
    grant.wifi = std::move(order.wifi);
    auto naming = parts_.home_name(order.home);
    PL_CO_TRY(grant.home, co_await std::move(naming));
    co_return grant;
}

rt::Task<store::Device> PairingService::pair(PairingOrder order) {
    const auto found = std::ranges::find_if(waiting_, [&](const Waiting& waiting) {
        return waiting.hello.serial == order.serial && !waiting.taken &&
               std::ranges::count(waiting.hello.methods, order.method) > 0;
    });
    if (found == waiting_.end()) {
        co_return not_waiting();
    }
    if (!order.key_fingerprint.empty() &&
        order.key_fingerprint != link::key_fingerprint(found->hello.key)) {
        co_return Error(ErrorCode::PermissionDenied,
                        "The camera that waits is not the one of this label.");
    }
    const auto outcomes = std::make_shared<Outcomes>(parts_.executor, 1);
    found->taken = true;
    found->outcomes = outcomes;
    found->orders.try_send(std::move(order));
    auto outcome = outcomes->receive();
    auto limit = rt::with_deadline(std::move(outcome), kPairLimit, "pairing");
    PL_CO_TRY(auto told, co_await std::move(limit));
    co_return told;
}

Result<std::pair<InvitationView, link::HubInvitation>> PairingService::invite(
    HomeId home, std::string name, std::optional<link::WifiNetwork> wifi) {
    forget_old_invitations();
    if (invitations_.size() >= kMostInvitations) {
        return Error(ErrorCode::Exhausted, "There are too many open codes. Wait ten minutes.");
    }
    const auto addresses = parts_.addresses();
    if (addresses.empty()) {
        return Error(ErrorCode::FailedPrecondition, "The hub has no address in this network.");
    }
    link::HubInvitation invitation;
    invitation.id = link::random_pairing_secret().reveal().substr(0, 8);
    invitation.secret = link::random_pairing_secret();
    invitation.hub = addresses.front();
    invitation.wifi = wifi;
    Invited invited;
    invited.view.id = invitation.id;
    invited.view.expires = parts_.clock.utc_now() + kInvitationLife;
    invited.order.method = PairingMethod::Invitation;
    invited.order.secret = invitation.secret;
    invited.order.home = home;
    invited.order.name = std::move(name);
    invited.order.wifi = std::move(wifi);
    invitations_[invitation.id] = invited;
    return std::pair(invited.view, std::move(invitation));
}

Result<InvitationView> PairingService::invitation(HomeId home, const std::string& id) const {
    const auto found = invitations_.find(id);
    if (found == invitations_.end() || found->second.order.home != home) {
        return Error(ErrorCode::NotFound, "There is no such code any more.");
    }
    InvitationView view = found->second.view;
    if (view.state == InvitationState::Open && view.expires <= parts_.clock.utc_now()) {
        view.state = InvitationState::Expired;
    }
    return view;
}

void PairingService::note_invitation(const std::string& id, const Serial& serial,
                                     const Result<store::Device>& outcome) {
    const auto found = invitations_.find(id);
    if (found == invitations_.end()) {
        return;
    }
    InvitationView& view = found->second.view;
    view.serial = serial;
    view.state = outcome ? InvitationState::Paired : InvitationState::Failed;
    view.sentence = outcome ? "" : outcome.error().message();
}

void PairingService::forget_old_invitations() {
    // A while longer, so that the app can still read what became of it.
    const UtcTime old = parts_.clock.utc_now() - kInvitationLife;
    std::erase_if(invitations_, [&](const auto& entry) { return entry.second.view.expires < old; });
    for (auto& [id, invited] : invitations_) {
        if (invited.view.state == InvitationState::Open &&
            invited.view.expires <= parts_.clock.utc_now()) {
            invited.view.state = InvitationState::Expired;
        }
    }
}

}  // namespace porchlight::hub
