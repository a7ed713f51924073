// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "base/language.hpp"
#include "base/random.hpp"
#include "doctor/knowledge.hpp"
#include "doctor/walk.hpp"
#include "hub/cameras.hpp"
#include "hub/doctor/camera_memory.hpp"
#include "hub/doctor/doctor_views.hpp"
#include "hub/doctor/light_reading.hpp"
#include "hub/doctor/live_evidence.hpp"
#include "hub/doctor/silence_watch.hpp"
#include "hub/doctor/telemetry_evidence.hpp"
#include "hub/event_feed.hpp"
#include "hub/probes/answer.hpp"
#include "rt/gate.hpp"
#include "rt/job.hpp"
#include "rt/task.hpp"
#include "store/store.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace porchlight::hub {

/// What a person begins a session with; at least one of them.
struct DoctorStart {
    std::optional<CameraId> camera;  ///< One of the hub's.
    std::string words;               ///< Their own, English or German.
    std::string model;  ///< Of another camera: a name of spec/models/, or what it says.
};
/// What came of a step, as its owner says.
enum class DoctorWord : std::uint8_t {
    Done,     ///< It was done; whether it helped, time will tell.
    Worked,   ///< It works again.
    NoHelp,   ///< It does not work, or no longer.
    Skipped,  ///< It cannot or shall not be done; of "all is well": that is not so.
};

/// The doctor of this home: walks with memory about its cameras, and about cameras that the hub
/// cannot reach.
///
/// Once a second it looks at every camera. One that has fallen silent (SilenceWatch) gets a session
/// by itself: what the hub knows of it and its neighbours, and what the probes find, and the cause
/// is shown with the camera. When the camera comes back, that is the outcome of the step that was
/// done last, or of none. One that falls silent again within `kRelapse` of "fixed" goes on with its
/// old session. Sessions outlive restarts; what came of steps is counted in the store and nowhere
/// else.
///
/// Strand-bound to the hub's control thread.
class DoctorService {
  public:
    static constexpr std::chrono::seconds kEvery{1};
    static constexpr std::chrono::days kRelapse{7};

    struct Parts {
        rt::asio::any_io_executor executor;
        store::Store& store;
        Cameras& cameras;
        EventFeed& feed;
        const Clock& clock;
        Random& random;
        HomeId home;
        const doctor::Knowledge& knowledge;
        /// What a paired device has told; DeviceService.
        std::function<HealthView(const Serial&)> health;
        std::function<rt::Task<store::TelemetrySeries>(Serial, UtcTime from, UtcTime to)> telemetry;
        std::function<rt::Task<std::vector<store::DeviceCommand>>(Serial)> commands;
        /// Looks from the hub, with what is remembered of the camera; at the home alone without a
        /// camera. At most 8 s.
        std::function<rt::Task<std::vector<ProbeAnswer>>(std::optional<CameraView>, CameraMemory)>
            probe;
        /// Its network card's address, if it is on the hub's own wire; else empty.
        std::function<std::string(const CameraView&)> hardware_address;
    };
    /// All that is given by reference outlives this.
    explicit DoctorService(Parts parts);
    ~DoctorService();
    DoctorService(const DoctorService&) = delete;
    DoctorService& operator=(const DoctorService&) = delete;
    DoctorService(DoctorService&&) = delete;
    DoctorService& operator=(DoctorService&&) = delete;

    /// Reads what is remembered and begins to look.
    rt::Task<> start();
    /// Before destruction, also after a failed start.
    rt::Task<> stop();

    /// Looks once; `start` does it every second. For tests too.
    void look();
    /// How many errands (probes, writes) are under way.
    [[nodiscard]] int errands() const { return gate_.count(); }

    /// A session that goes on about the same camera is taken up again.
    /// @error InvalidArgument  Nothing was said.   @error NotFound  No such camera.
    rt::Task<DoctorSessionView> begin(DoctorStart what);
    /// Newest first, without their findings.
    [[nodiscard]] std::vector<store::DoctorSession> list() const;

    // All of these: @error NotFound  No such session.
    Result<DoctorSessionView> find(DoctorSessionId id);
    /// @param value  Nothing: they cannot tell. @error InvalidArgument  No such answer.
    Result<DoctorSessionView> answer(DoctorSessionId id, std::string observation,
                                     std::optional<std::string> value);
    /// "You did not get this right." @param value  Nothing: that is not known at all.
    Result<DoctorSessionView> correct(DoctorSessionId id, std::string observation,
                                      std::optional<std::string> value);
    /// What somebody sees a light do. @error InvalidArgument  No such model, or as read_light().
    rt::Task<DoctorSessionView> light(DoctorSessionId id, DoctorLight told);
    /// Which model it is. @error InvalidArgument  There is no such model.
    Result<DoctorSessionView> model(DoctorSessionId id, std::string_view name);
    /// @error InvalidArgument  No such step.
    Result<DoctorSessionView> outcome(DoctorSessionId id, const std::vector<std::string>& steps,
                                      DoctorWord word);
    Result<DoctorSessionView> leave(DoctorSessionId id);
    Result<std::string> report(DoctorSessionId id, Language language = Language::English);

    /// What a browser said of a camera's live video; the newest counts.
    void note_live(CameraId camera, LiveReport report) { watched_[camera].live = report; }

    /// What came of steps in this home.
    [[nodiscard]] const std::vector<store::DoctorCount>& counts() const { return counts_; }
    rt::Task<> clear_counts();

  private:
    using KnowledgePtr = std::shared_ptr<const doctor::Knowledge>;
    /// One session in memory; the walk is made when somebody wants it.
    struct Session {
        store::DoctorSession row;
        KnowledgePtr knowledge;
        std::optional<doctor::Walk> walk;
        DoctorSessionView view;
        bool is_looking = false;
        /// A cause is shown only when the hub has looked.
        bool has_looked = false;
    };
    using SessionPtr = std::shared_ptr<Session>;
    /// One camera as it is watched.
    struct Watched {
        SilenceWatch silence;
        CameraMemory memory;
        std::optional<LiveReport> live;
        Secret url;
        std::optional<MonotonicTime> kept;            ///< When `memory` was written.
        std::optional<MonotonicTime> expected_until;  ///< It was told to restart.
        bool is_being_looked_at = false;
    };

    [[nodiscard]] doctor::WalkTime walk_now() const;
    rt::Task<> keep_looking();
    rt::Task<> recall();
    void note_clock();
    void look_at(const CameraView& camera);
    void remember(Watched& watched, const CameraView& camera);
    [[nodiscard]] bool is_expected(const Watched& watched, const CameraView& camera) const;
    void follow(const SessionPtr& session, const CameraView& camera, SilenceWatch::State state);
    void show(const CameraView& camera, const SessionPtr& session, SilenceWatch::State state);
    [[nodiscard]] SessionPtr session_of(CameraId camera) const;
    [[nodiscard]] SessionPtr relapsed(CameraId camera);
    void look_for_cause(const CameraView& camera);
    rt::Task<> begin_by_itself(CameraId id);
    rt::Task<bool> was_told_to_restart(Serial serial);

    [[nodiscard]] std::optional<std::chrono::seconds> silent_for(CameraId camera) const;
    [[nodiscard]] EvidenceList siblings_of(CameraId camera) const;
    rt::Task<doctor::WalkMemory> look_into(std::optional<CameraView> camera,
                                           doctor::WalkMemory memory);
    rt::Task<doctor::CameraCase> case_of(CameraView camera);
    rt::Task<EvidenceList> evidence(CameraView camera);
    rt::Task<EvidenceList> probed(std::optional<CameraView> camera);
    void look_again(const SessionPtr& session);
    rt::Task<> look_again_now(SessionPtr session);

    rt::Task<std::string> model_of(CameraId id);
    SessionPtr make_session(store::DoctorSession row, doctor::WalkMemory memory);
    Result<SessionPtr> open(DoctorSessionId id);
    doctor::Walk& walk_of(Session& session);
    /// Runs a change of a walk and does all that follows from it.
    DoctorSessionView change(const SessionPtr& session,
                             const std::function<void(doctor::Walk&)>& change);
    void count(const Session& session, const doctor::Belief& before, std::size_t outcomes);
    void count_relapse(const doctor::Knowledge& knowledge, const doctor::Walk& walk,
                       doctor::Doing cured);
    void add_count(store::DoctorCount one);
    void changed(const SessionPtr& session);
    void run(std::string what, rt::Task<> task);

    Parts parts_;
    rt::Gate gate_;
    KnowledgePtr knowledge_;
    std::vector<store::DoctorCount> counts_;
    std::map<DoctorSessionId, SessionPtr> sessions_;
    std::map<CameraId, Watched> watched_;
    UtcTime began_utc_;
    MonotonicTime began_;
    Microseconds clock_offset_{0};
    std::optional<rt::Job> looking_;
};

}  // namespace porchlight::hub
