// SPDX-License-Identifier: Apache-2.0
#include "device/life_table.hpp"

#include <algorithm>
#include <array>

namespace porchlight::device {

namespace {

using enum Action;
using enum Stage;
using E = Event;
using G = Guard;

constexpr auto kStays = std::nullopt;

constexpr StageSet kSeeing = kRecording | kLive;
/// Where pairing may be open.
constexpr StageSet kOpen{Pairing, Joining, SeekingHub};
constexpr StageSet kWithHub = kOnline | StageSet{Updating};
constexpr StageSet kNetworked = kLinked | StageSet{Joining};
/// Where a ring is heard and begins no recording: there is no hub, or there is one already.
constexpr StageSet kOnlyChimes = kRecording | StageSet{Joining, SeekingHub, Updating};

// clang-format off: a table is read by its columns
constexpr auto kTable = std::to_array<Row>({
    {E::PowerApplied,         {Unpowered},            G::Always,          Starting,
                              {StartSelfTest}},
    {E::PowerApplied,         {HungUnpowered},        G::Always,          Hung,          {}},
    {E::PowerLost,            kPowered,               G::Always,          Unpowered,     {}},
    {E::PowerLost,            {Hung},                 G::Always,          HungUnpowered, {}},
    {E::ChargeDrained,        {HungUnpowered},        G::Always,          Unpowered,     {}},

    {E::SelfTestPassed,       {Starting},             G::NothingKnown,    Pairing,
                              {ConfirmFirmware, OpenPairing, SetPairingTimer}},
    {E::SelfTestPassed,       {Starting},             G::NetworkKnown,    Joining,
                              {ConfirmFirmware, JoinWifi, SetBackOnlineTimer}},
    {E::SelfTestPassed,       {Starting},             G::HalfErased,      Erasing,
                              {ConfirmFirmware, EraseNextStep}},
    {E::SelfTestPassed,       {Starting},             G::HalfErasedWeak,  HalfErased,
                              {ConfirmFirmware, ReportBattery}},
    {E::SelfTestFailed,       {Starting},             G::FirmwareProven,  Failed,
                              {ReportFirmware, SetRetryTimer}},
    {E::SelfTestFailed,       {Starting},             G::FirmwareOnTrial, Starting,
                              {ReportFirmware, RollBackFirmware, StartSelfTest}},
    {E::Froze,                kAwake,                 G::Always,          Hung,          {}},
    {E::WatchdogBit,          {Hung},                 G::FirmwareProven,  Starting,
                              {ReportHang, StartSelfTest}},
    {E::WatchdogBit,          {Hung},                 G::FirmwareOnTrial, Starting,
                              {ReportHang, ReportFirmware, RollBackFirmware, StartSelfTest}},

    {E::CredentialsReceived,  kOpen,                  G::Always,          Joining,
                              {ClosePairing, JoinWifi, SetBackOnlineTimer}},
    {E::PairingTimeUp,        {Pairing},              G::Always,          Asleep,
                              {ClosePairing}},
    {E::WifiJoined,           {Joining},              G::IsHub,           Online,
                              {ClosePairing, SetFirmwareTimer}},
    {E::WifiJoined,           {Joining},              G::IsNoHub,         SeekingHub,
                              {ClosePairing, SeekHub}},
    // The owner may give a new network or password without erasing anything.
    {E::WifiPasswordRefused,  {Joining},              G::Always,          kStays,
                              {OpenPairing, SetRetryTimer}},
    {E::WifiNotFound,         {Joining},              G::Always,          kStays,
                              {OpenPairing, SetRetryTimer}},
    {E::WifiLost,             kLinked,                G::Always,          Joining,
                              {JoinWifi, SetBackOnlineTimer}},
    {E::HubFound,             {SeekingHub},           G::Always,          Online,
                              {ClosePairing, SetFirmwareTimer}},
    {E::HubNotFound,          {SeekingHub},           G::Always,          kStays,
                              {SetRetryTimer}},
    // Its memory stays as it is: the hub may have been wrong, or be put right. A new owner with the
    // pairing code needs no reset.
    {E::HubRefused,           {SeekingHub},           G::Always,          kStays,
                              {OpenPairing, SetRetryTimer}},
    {E::HubRefused,           kWithHub,               G::Always,          SeekingHub,
                              {OpenPairing, SetRetryTimer}},
    {E::HubLost,              kWithHub,               G::Always,          SeekingHub,
                              {SeekHub, SetBackOnlineTimer}},
    {E::RetryDue,             {Joining},              G::Always,          kStays,
                              {JoinWifi}},
    {E::RetryDue,             {SeekingHub},           G::Always,          kStays,        {SeekHub}},
    {E::RetryDue,             {Failed},               G::Always,          Starting,
                              {StartSelfTest}},
    {E::BackOnlineLate,       {Joining, SeekingHub},  G::Always,          kStays,
                              {ReportSlowReturn}},

    {E::MotionStarted,        {Online},               G::AbleToSee,       Recording,     {}},
    {E::MotionStarted,        {Live},                 G::AbleToSee,       RecordingLive, {}},
    {E::MotionEnded,          {Recording},            G::Always,          Online,        {}},
    {E::MotionEnded,          {RecordingLive},        G::Always,          Live,          {}},
    {E::RingPressed,          {Online},               G::AbleToSee,       Recording,     {Chime}},
    {E::RingPressed,          {Live},                 G::AbleToSee,       RecordingLive, {Chime}},
    {E::RingPressed,          {Online, Live},         G::UnableToSee,     kStays,        {Chime}},
    {E::RingPressed,          kOnlyChimes,            G::Always,          kStays,        {Chime}},
    {E::LiveStarted,          {Online},               G::AbleToSee,       Live,          {}},
    {E::LiveStarted,          {Recording},            G::AbleToSee,       RecordingLive, {}},
    {E::LiveStarted,          {Online},               G::CellsWeak,       kStays,
                              {ReportBattery}},
    {E::LiveStarted,          {Online},               G::OutOfRange,      kStays,
                              {ReportClimate}},
    {E::LiveEnded,            {Live},                 G::Always,          Online,        {}},
    {E::LiveEnded,            {RecordingLive},        G::Always,          Recording,     {}},

    {E::FirmwareCheckDue,     kOnline,                G::Always,          kStays,
                              {CheckFirmware}},
    {E::UpdateOffered,        {Online},               G::SafeToUpdate,    Updating,      {}},
    {E::UpdateOffered,        {Online},               G::UnsafeToUpdate,  kStays,
                              {ReportDeferredUpdate}},
    {E::UpdateOffered,        kSeeing,                G::Always,          kStays,
                              {SetFirmwareTimer}},
    {E::UpdateFinished,       {Updating},             G::Always,          Starting,
                              {SwitchFirmware, StartSelfTest}},
    {E::UpdateFailed,         {Updating},             G::Always,          Online,
                              {ReportFirmware}},

    {E::ButtonReleased,       kNetworked,             G::Soft,            Joining,
                              {RestartServices, JoinWifi, SetBackOnlineTimer}},
    {E::ButtonReleased,       {Pairing, Asleep},      G::Soft,            Pairing,
                              {RestartServices, OpenPairing, SetPairingTimer}},
    {E::ButtonReleased,       {Failed},               G::Soft,            Starting,
                              {StartSelfTest}},
    {E::ButtonReleased,       kErasable,              G::ArmedSufficient, Erasing,
                              {ClosePairing, EraseNextStep}},
    {E::ButtonReleased,       kErasable,              G::ArmedWeak,       kStays,
                              {ReportBattery}},
    {E::EraseStepDone,        {Erasing},              G::StepsRemain,     kStays,
                              {EraseNextStep}},
    {E::EraseStepDone,        {HalfErased},           G::StepsRemain,     kStays,        {}},
    {E::EraseStepDone,        {Erasing, HalfErased},  G::LastStep,        Starting,
                              {StartSelfTest}},

    {E::BatteryGood,          {HalfErased},           G::Always,          Erasing,
                              {EraseNextStep}},
    {E::BatteryGood,          {TooFlat},              G::Always,          Starting,
                              {StartSelfTest}},
    {E::BatteryLow,           {HalfErased},           G::Always,          Erasing,
                              {EraseNextStep}},
    {E::BatteryLow,           {TooFlat},              G::Always,          Starting,
                              {StartSelfTest}},
    {E::BatteryCritical,      kSeeing,                G::Always,          Online,        {}},
    {E::BatteryCritical,      {Erasing},              G::Always,          HalfErased,    {}},
    {E::BatteryFlat,          kAwake,                 G::Always,          TooFlat,       {}},

    {E::TooHot,               kSeeing,                G::Always,          Online,        {}},
    {E::TooCold,              kSeeing,                G::Always,          Online,        {}},
});
// clang-format on

static_assert(std::ranges::is_sorted(kTable, {}, &Row::event));

constexpr std::array<std::string_view, kGuards> kGuardNames{
    "",
    "a hub",
    "not a hub",
    "nothing known",
    "network known",
    "half erased",
    "half erased, weak cells",
    "proven firmware",
    "firmware on trial",
    "safe to update",
    "unsafe to update",
    "able to see",
    "weak cells",
    "out of range",
    "unable to see",
    "soft",
    "armed, cells suffice",
    "armed, weak cells",
    "steps remain",
    "last step",
};

bool cells_suffice(const Life& life) {
    return life.battery < Battery::Critical;
}

bool is_able_to_see(const Life& life) {
    return cells_suffice(life) && life.climate == Climate::Good;
}

bool is_safe_to_update(const Life& life) {
    return life.battery == Battery::Good && life.climate == Climate::Good;
}

bool is_armed(const Life& life) {
    return gesture_of(life.button) == PressGesture::FactoryReset;
}

bool is_last_step(const Life& life) {
    return next_erase_step(life.memory) == EraseStep::Unmark;
}

bool knows_network(const Life& life) {
    return life.memory.has_wifi_credentials;
}

bool is_erasing(const Life& life) {
    return life.memory.erase_at.has_value();
}

}  // namespace

std::string_view name_of(Guard guard) {
    return kGuardNames.at(static_cast<std::size_t>(guard));
}

bool holds(Guard guard, const Life& life) {
    switch (guard) {
        case Guard::Always:
            return true;
        case Guard::IsHub:
            return life.kind == Kind::Hub;
        case Guard::IsNoHub:
            return life.kind != Kind::Hub;
        case Guard::NothingKnown:
            return !is_erasing(life) && !knows_network(life);
        case Guard::NetworkKnown:
            return !is_erasing(life) && knows_network(life);
        case Guard::HalfErased:
            return is_erasing(life) && cells_suffice(life);
        case Guard::HalfErasedWeak:
            return is_erasing(life) && !cells_suffice(life);
        case Guard::FirmwareProven:
            return !life.memory.firmware.on_trial;
        case Guard::FirmwareOnTrial:
            return life.memory.firmware.on_trial;
        case Guard::SafeToUpdate:
            return is_safe_to_update(life);
        case Guard::UnsafeToUpdate:
            return !is_safe_to_update(life);
        case Guard::AbleToSee:
            return is_able_to_see(life);
        case Guard::CellsWeak:
            return !cells_suffice(life);
        case Guard::OutOfRange:
            return cells_suffice(life) && !is_able_to_see(life);
        case Guard::UnableToSee:
            return !is_able_to_see(life);
        case Guard::Soft:
            return gesture_of(life.button) == PressGesture::SoftReset;
        case Guard::ArmedSufficient:
            return is_armed(life) && cells_suffice(life);
        case Guard::ArmedWeak:
            return is_armed(life) && !cells_suffice(life);
        case Guard::StepsRemain:
            return !is_last_step(life);
        case Guard::LastStep:
            return is_last_step(life);
    }
    return false;
}

std::span<const Row> life_table() {
    return kTable;
}

const Row* find_row(const Life& life, Event event) {
    for (const Row& row : std::ranges::equal_range(kTable, event, {}, &Row::event)) {
        if (row.in.contains(life.stage) && holds(row.guard, life)) {
            return &row;
        }
    }
    return nullptr;
}

bool can_come(Kind kind, Stage stage, Event event) {
    switch (event) {
        case Event::PowerApplied:
        case Event::ChargeDrained:
            return stage == Unpowered || stage == HungUnpowered;
        case Event::PowerLost:
            return kPowered.contains(stage) || stage == Hung;
        case Event::WatchdogBit:
            return stage == Hung;
        case Event::RingPressed:
            return kAwake.contains(stage) && kind == Kind::Doorbell;
        case Event::BatteryGood:
        case Event::BatteryLow:
        case Event::BatteryCritical:
        case Event::BatteryFlat:
            return kPowered.contains(stage) && kind != Kind::Hub;
        case Event::HubFound:
        case Event::HubNotFound:
        case Event::HubRefused:
        case Event::HubLost:
        case Event::MotionStarted:
        case Event::MotionEnded:
        case Event::LiveStarted:
        case Event::LiveEnded:
            return kAwake.contains(stage) && kind != Kind::Hub;
        default:
            return kAwake.contains(stage);
    }
}

}  // namespace porchlight::device
