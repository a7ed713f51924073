// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "device/life.hpp"
#include "device/link_message.hpp"
#include "device/model.hpp"
#include "device/press.hpp"
#include "sim/behaviour.hpp"
#include "sim/load.hpp"
#include "sim/outside.hpp"
#include "sim/shown_light.hpp"
#include "sim/supply.hpp"
#include "sim/surroundings.hpp"

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace porchlight::sim {

/// A device as it is bought, and where it hangs.
struct DevicePlan {
    std::string name;
    std::string serial;
    const device::model::Model* model = nullptr;  ///< Of all_models().
    Position at{4, 4};
    Supply supply = Adapter{};
    bool is_set_up = true;           ///< It knows the Wi-Fi of this home and its hub.
    std::optional<WifiLogin> knows;  ///< Another Wi-Fi instead.
    HomeId owner = kThisHome;        ///< Of the binding; none: fresh from the shop.
    bool on_cable = false;
    bool is_outdoors = false;
    bool in_full_sun = false;
    bool is_ventilated = true;
    double dust_a_day = .002;    ///< Share of the lens that dims each day.
    bool draws_spiders = false;  ///< A web each night, where the lamp draws insects.
    Release firmware = {};
    double leaks_mb_an_hour = 0;  ///< Of 64 MB of memory; then it hangs.
    bool contact_is_good = true;  ///< The button's.
    Bytes drive{0};               ///< A hub's; none: no drive in it.
    Bytes drive_used{0};
};

/// One device of a household: the tables of device/ as its firmware, its model's facts as its
/// habits, and a body that is powered, pressed, warmed and moved. It carries the table's actions
/// out, and tells the table what the world does to it. Strand-bound.
class Device {
  public:
    Device(DevicePlan plan, Surroundings& house);

    [[nodiscard]] const DevicePlan& plan() const { return plan_; }
    [[nodiscard]] const std::string& name() const { return plan_.name; }
    [[nodiscard]] const device::model::Model& model() const { return *plan_.model; }
    [[nodiscard]] const Behaviour& behaviour() const { return behaviour_; }
    [[nodiscard]] const device::Life& life() const { return life_; }
    [[nodiscard]] bool is_in(device::StageSet stages) const { return stages.contains(life_.stage); }
    [[nodiscard]] const ShownLight& light() const { return light_; }
    /// What it shows it for: dark at its owner's wish only while all is well.
    [[nodiscard]] device::LightMeaning light_means() const;
    /// The infrared lamp for the night.
    [[nodiscard]] bool lamp_is_on() const { return lamp_; }
    /// As the Wi-Fi sees it.
    [[nodiscard]] Station station() const;
    [[nodiscard]] bool has_right_time() const { return has_right_time_; }
    [[nodiscard]] bool is_pairing() const { return is_pairing_; }
    [[nodiscard]] const Release& firmware() const;
    /// Share of its memory that leaks have taken since it started; 1 is all.
    [[nodiscard]] double memory_used() const;
    /// How much the lens lets through, 0 to 1; below 0.6 the picture is smeared.
    [[nodiscard]] double lens_clarity() const;
    [[nodiscard]] bool has_web() const { return has_web_; }
    /// Its gauge: one cell under load. Nothing without cells.
    [[nodiscard]] std::optional<Millivolts> cell_millivolts() const;
    /// Since when its light shows what it shows, from the beginning of the household.
    [[nodiscard]] Microseconds light_since() const;
    /// How long its button has been down; nothing while it is up.
    [[nodiscard]] std::optional<Microseconds> button_held() const;
    /// Takes something from its supply: connected, not browned out.
    [[nodiscard]] bool has_power() const;
    /// Since its last start.
    [[nodiscard]] Microseconds up_time() const;
    /// Whether it may record what moves: as its owner chose for it alone, or for the home.
    [[nodiscard]] bool is_armed(bool home_is_armed) const;
    /// Every pattern that its light has shown since then.
    [[nodiscard]] std::vector<std::string> lights_since(Microseconds since) const;

    // What a person does to it. Each may change what it is at once.
    void start();  ///< The household begins: whatever has power starts now.
    void put_in(Supply supply);
    void take_power();
    void give_power();
    [[nodiscard]] bool is_connected() const { return is_connected_; }
    void press();
    void release();
    void move_to(Position at, bool is_outdoors);
    void expose();  ///< To the sun, where no air moves.
    void shade();
    void clean_lens();
    void wear_button() { plan_.contact_is_good = false; }
    void leak(double mb_an_hour);  ///< The firmware that runs, from its next start.
    void lose_firmware();          ///< Worn flash: neither slot starts any more.
    void install_update();         ///< The newest firmware, now, if it can take it.
    /// Its maker sends another one of its kind, which is hung where this one hung, and powered:
    /// with a serial of its own, nobody's yet, and sound.
    void become_another();

    // What reaches it from outside.
    /// Who answers for its hub from now on; null: the household. @param outside Outlives it, or
    /// takes itself away.
    void set_outside(Outside* outside) { outside_ = outside; }
    /// From an owner with its pairing code. False if it is not listening.
    bool give_login(WifiLogin login);
    /// What its owner chose for it alone; nothing: what holds for the home.
    void choose(std::optional<device::DeviceSettings> settings);
    /// Starts anew, because its hub asked for it.
    void restart();
    void tell(device::Event event);
    /// For a camera: something moves in its picture for that long.
    void see_motion(Microseconds how_long);
    /// For a doorbell.
    void ring();
    void hang_web();
    /// The mains, the weather, the router or another device may have changed.
    void look_around();

  private:
    /// Something that is wrong, and is only believed after a while.
    struct Doubt {
        Agenda::Ticket ticket;
        bool runs = false;
    };

    // device.cpp
    void keep_looking();
    void handle(device::Event event);
    void perform(device::Actions actions);
    void start_self_test();
    void begin_update();
    void offer_update();
    void note_stage(const device::Life& before);
    void show_light();
    /// Tells of the event then, unless it has restarted or lost its power by then.
    Agenda::Ticket tell_in(Microseconds span, device::Event event);
    void set_timer(std::size_t rule);
    void say(std::string what);

    // device_network.cpp
    void join_wifi();
    void try_to_join();
    void seek_hub();
    void doubt(Doubt& doubt, bool (Device::*is_wrong)() const, Microseconds patience,
               device::Event event);
    [[nodiscard]] bool has_lost_wifi() const;
    [[nodiscard]] bool has_lost_hub() const;
    [[nodiscard]] bool has_lost_internet() const;
    [[nodiscard]] bool has_internet_again() const;

    // device_power.cpp
    [[nodiscard]] bool is_fed() const;
    [[nodiscard]] Load load() const;
    void use_charge();
    void check_power();
    void gauge();
    void gauge_cells(const Pack& pack);
    void gauge_climate();
    void brown_out();
    void power_comes();
    void power_goes();

    // device_button.cpp
    [[nodiscard]] Microseconds since_power() const;
    void follow_press();

    DevicePlan plan_;
    Surroundings& house_;
    Outside* outside_ = nullptr;
    Behaviour behaviour_;
    std::deque<device::Event> inbox_;
    std::uint64_t boot_ = 0;  ///< Counts starts; what was planned before one is void after it.
    std::array<Agenda::Ticket, device::kTimers.size()> timers_{};
    std::vector<std::pair<Microseconds, std::string>> lights_;
    std::array<Release, 2> slots_{};
    std::optional<device::DeviceSettings> chosen_;

    // Power and button.
    Microseconds started_at_{0};
    Microseconds charge_used_until_{0};
    Microseconds powered_at_{0};
    Microseconds pressed_at_{0};
    Agenda::Ticket press_ticket_;
    std::optional<device::PressReader> reader_;  ///< While there is power.

    // The network.
    std::optional<WifiLogin> login_;
    Agenda::Ticket join_ticket_;
    Agenda::Ticket seek_ticket_;
    Doubt wifi_doubt_;
    Doubt hub_doubt_;
    Doubt internet_doubt_;
    Doubt internet_hope_;

    // Pictures.
    Microseconds recording_since_{0};
    Microseconds blind_until_{0};
    Microseconds cleaned_at_{0};

    ShownLight light_;
    int brown_outs_ = 0;
    device::Life life_;
    double leaking_ = 0;  ///< MB an hour, of the firmware that has started.
    bool is_handling_ = false;
    bool lamp_ = false;
    bool is_after_reset_ = false;
    bool is_connected_ = true;
    bool is_browned_out_ = false;
    bool is_down_ = false;  ///< The button.
    bool has_right_time_ = false;
    bool is_pairing_ = false;
    bool has_web_ = false;
};

}  // namespace porchlight::sim
