// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/random.hpp"
#include "sim/agenda.hpp"
#include "sim/device.hpp"
#include "sim/plan.hpp"
#include "sim/story.hpp"
#include "sim/surroundings.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace porchlight::sim {

/// What an app says to its owner.
struct AppAnswer {
    bool is_good = false;
    std::string words;
};

/// Where a hub keeps clips.
struct Drive {
    Bytes size{0};
    Bytes used{0};
    bool is_failing = false;
    int clips = 0;
};

/// A notification on its way to the phone.
struct Alert {
    std::string device;
    Microseconds begun{0};
    std::optional<Microseconds> arrived;
};

/// Something that came by where a device looks.
struct Passing {
    Microseconds at{0};
    const Device* device = nullptr;
    Microseconds stays{0};
};

/// A home that is run on a simulated clock: sockets, air, router, line, clouds, weather, people,
/// and devices made of the tables of device/. The same plan and seed give the same story to the
/// microsecond. Nothing in it fails by a flag: what goes wrong follows from volts, metres,
/// passwords and degrees. Strand-bound.
class Household final : private Surroundings {
  public:
    Household(HouseholdPlan plan, std::uint64_t seed);

    /// The seam for whoever drives it: a fake clock, or a real one in small steps.
    void advance(Microseconds by);
    /// Does the next thing that is due by `limit` (since the beginning); else goes there.
    /// @return Whether there was one.
    bool step(Microseconds limit);
    [[nodiscard]] Microseconds now() const { return agenda_.now(); }
    [[nodiscard]] UtcTime utc_now() const { return plan_.begins + now(); }
    [[nodiscard]] std::uint64_t deeds_done() const { return agenda_.done(); }

    [[nodiscard]] const HouseholdPlan& plan() const { return plan_; }
    [[nodiscard]] const Story& story() const { return story_; }
    [[nodiscard]] Device* find(std::string_view name);
    [[nodiscard]] const std::vector<std::unique_ptr<Device>>& devices() const { return devices_; }
    /// Its hub, if it has one and that is in the house.
    [[nodiscard]] Device* hub_of(const Device& device) const;

    // The mechanisms. Whoever turns one says `changed()` afterwards.
    [[nodiscard]] Router& router() { return router_; }
    [[nodiscard]] const Router& router() const { return router_; }
    [[nodiscard]] Line& line() { return plan_.line; }
    [[nodiscard]] Air& air() { return plan_.air; }
    [[nodiscard]] Weather& weather() { return plan_.weather; }
    [[nodiscard]] Cloud& cloud(std::string_view maker);
    [[nodiscard]] Registry& registry() { return registry_; }
    [[nodiscard]] Drive& drive_of(const Device& hub) { return drives_[&hub]; }
    /// There is power in the sockets.
    [[nodiscard]] bool has_mains() const override { return has_mains_; }
    void set_mains(bool is_on);
    void set_armed(bool is_armed) { plan_.is_armed = is_armed; }
    void changed() override;
    /// Puts something down for later.
    void in(Microseconds span, Agenda::Deed deed) { agenda_.in(span, std::move(deed)); }
    void tell(std::string who, std::string what);
    /// Something passes there for that long: whatever sees it, sees it.
    void pass_by(const Walker& walker);

    // What the owner's phone does and says. Each is one request to the maker's cloud where the
    // device has one.
    [[nodiscard]] bool is_online(const Device& device) const;
    /// Inside its case.
    [[nodiscard]] Celsius warmth_of(const Device& device) const override;
    /// It is this home's: nobody else's, and not nobody's.
    [[nodiscard]] bool is_ours(const Device& device) const;
    AppAnswer add(Device& device, WifiLogin login, HomeId by = kThisHome);
    AppAnswer remove(Device& device, HomeId by = kThisHome);
    AppAnswer watch(Device& device);
    void stop_watching(Device& device);
    /// Off and on again: its search for devices begins anew.
    void toggle_bluetooth();
    [[nodiscard]] Link link_of(const Device& device) const;
    /// The better of those that it hears.
    [[nodiscard]] AirBand band_of(const Device& device) const;
    [[nodiscard]] const std::vector<Alert>& alerts() const { return alerts_; }
    /// Whatever came by in view of a device, seen by its sensor or not, in its order.
    [[nodiscard]] const std::vector<Passing>& passings() const { return passings_; }
    [[nodiscard]] int clips_in_cloud() const { return clips_in_cloud_; }
    [[nodiscard]] int clips_lost() const { return clips_lost_; }

  private:
    // What devices find around themselves.
    Agenda& agenda() override { return agenda_; }
    [[nodiscard]] bool is_dark() const override { return plan_.weather.is_dark(utc_now()); }
    Admission join(const Device& device) override;
    [[nodiscard]] bool keeps_wifi(const Device& device) const override;
    [[nodiscard]] std::optional<WifiLogin> login_of_hub(const Device& device) const override;
    [[nodiscard]] bool hub_answers(const Device& device) const override;
    [[nodiscard]] bool reaches_internet(const Device& device) const override;
    [[nodiscard]] bool reaches_time(const Device& device) const override;
    [[nodiscard]] Release newest_release(const Device& device) const override;
    void keep_clip(const Device& device, Microseconds length) override;
    void alert(const Device& device, std::string what) override;
    void came_online(const Device& device) override;
    void live_ended(const Device& device) override;
    void tell_story(const Device& device, std::string what, std::string light) override;

    [[nodiscard]] bool takes(const Device& hub, const Device& device) const;
    [[nodiscard]] bool cloud_answers(const Device& device) const;
    [[nodiscard]] bool hub_radio_reaches(const Device& hub, const Device& device) const;
    bool save(Device& hub, Bytes size);
    void check_drive(Device& hub);
    void plan_walks(std::size_t walker);
    void plan_night();
    /// Near enough and not behind a wall.
    [[nodiscard]] bool is_in_view(const Device& device, const Walker& walker) const;
    [[nodiscard]] bool sees(const Device& device, const Walker& walker) const;
    bool search_with_phone();

    HouseholdPlan plan_;
    Agenda agenda_;
    Random random_;
    Router router_;
    Registry registry_;
    Story story_;
    std::vector<std::unique_ptr<Device>> devices_;
    std::map<const Device*, Drive> drives_;
    bool has_mains_ = true;
    bool is_change_told_ = false;

    std::map<std::string, int, std::less<>> live_sessions_;  ///< By serial; numbered.
    int last_session_ = 0;
    std::vector<Microseconds> searches_;
    std::vector<Alert> alerts_;
    std::vector<Passing> passings_;
    int clips_in_cloud_ = 0;
    int clips_lost_ = 0;
};

}  // namespace porchlight::sim
