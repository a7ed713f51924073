// SPDX-License-Identifier: Apache-2.0
#include "hub/api/device_descriptions.hpp"
#include "hub/api/services.hpp"
#include "hub/devices/device_service.hpp"

namespace porchlight::hub::api {

namespace {

namespace link = net::link;

Failure blame(const Error& error, std::string field) {
    return {error, error.code() == ErrorCode::InvalidArgument ? std::move(field) : ""};
}

std::optional<link::WifiNetwork> network_of(const std::optional<WifiItem>& wifi) {
    if (!wifi) {
        return std::nullopt;
    }
    return link::WifiNetwork{wifi->ssid, Secret(wifi->password)};
}

/// With the code that was typed or the label that was scanned.
Outcome<PairingOrder> order_of(const PairRequest& request, HomeId home) {
    PairingOrder order;
    order.home = home;
    order.name = request.name;
    order.wifi = network_of(request.wifi);
    order.wish = request.contest ? PairingWish::Contest : PairingWish::Claim;
    if (!request.label.empty()) {
        auto label = link::camera_label_from_text(request.label);
        if (!label) {
            return blame(label.error(), "label");
        }
        order.method = link::PairingMethod::Label;
        order.serial = std::move(label->serial);
        order.key_fingerprint = std::move(label->key_fingerprint);
        order.secret = std::move(label->secret);
        return order;
    }
    auto serial = Serial::parse(request.serial);
    if (!serial) {
        return blame(serial.error(), "serial");
    }
    auto code = link::parse_code(request.code);
    if (!code) {
        return blame(code.error(), "code");
    }
    order.serial = std::move(*serial);
    order.secret = std::move(*code);
    return order;
}

InvitationItem item_of(const InvitationView& view) {
    InvitationItem item;
    item.id = view.id;
    item.expires = view.expires;
    item.state = view.state;
    if (view.serial) {
        item.serial = view.serial->text();
    }
    item.sentence = view.sentence;
    return item;
}

Reply<PairingState> show_pairing(const Services* hub, CallPtr /*call*/, Nothing /*query*/,
                                 Nothing /*body*/) {
    PairingState state;
    for (WaitingCamera& camera : hub->devices->pairing().waiting()) {
        state.waiting.push_back({camera.serial.text(), std::move(camera.model),
                                 std::move(camera.methods), std::move(camera.address),
                                 camera.since});
    }
    co_return state;
}

Reply<DeviceItem> pair_device(const Services* hub, CallPtr /*call*/, Nothing /*query*/,
                              PairRequest body) {
    auto order = order_of(body, hub->home);
    if (!order) {
        co_return order.failure();
    }
    auto pairing = hub->devices->pairing().pair(std::move(order.value()));
    PL_CO_TRY(const auto device, co_await std::move(pairing));
    DeviceItem item;
    item.serial = device.serial.text();
    item.model = device.model;
    item.name = device.name;
    item.sentence = hub->devices->ledger().view(device.serial).sentence;
    co_return item;
}

Reply<InvitationItem> make_invitation(const Services* hub, CallPtr /*call*/, Nothing /*query*/,
                                      InvitationRequest body) {
    PL_CO_TRY(auto made, hub->devices->pairing().invite(hub->home, std::move(body.name),
                                                        network_of(body.wifi)));
    InvitationItem item = item_of(made.first);
    item.text = link::to_text(made.second).reveal();
    co_return item;
}

Reply<InvitationItem> show_invitation(const Services* hub, CallPtr call, Nothing /*query*/,
                                      Nothing /*body*/) {
    PL_CO_TRY(const auto view, hub->devices->pairing().invitation(hub->home, call->path.front()));
    co_return item_of(view);
}

}  // namespace

void add_pairing_routes(RouteTable& table, const Services* hub) {
    using http::Method;
    table.add(hub, {Method::Get, "/api/v1/pairing", Access::Owner, "Who waits to be paired"},
              show_pairing);
    table.add(hub,
              {Method::Post, "/api/v1/pairing", Access::Owner,
               "Pair a camera that waits, with its code or label; answers when it is done"},
              pair_device);
    table.add(hub,
              {Method::Post, "/api/v1/pairing/invitations", Access::Owner,
               "Make a QR code for a camera's lens"},
              make_invitation);
    table.add(
        hub,
        {Method::Get, "/api/v1/pairing/invitations/{id}", Access::Owner, "What came of a QR code"},
        show_invitation);
}

}  // namespace porchlight::hub::api
