// SPDX-License-Identifier: Apache-2.0
#include "camera/eye.hpp"

#include "base/points_at.hpp"

#include <utility>

namespace porchlight::camera {

class Eye::Optic final : public sources::PacketSink {
  public:
    Optic(Random& random, MakeSource make_source, EyeListener& listener)
        : random_(random), make_source_(std::move(make_source)), listener_(&listener) {}

    void on_description(const sources::StreamDescription& description) override {
        if (listener_ != nullptr) {
            listener_->on_description(description);
        }
    }
    void on_packet(const media::PacketPtr& packet) override {
        backoff_.reset();
        if (listener_ != nullptr) {
            listener_->on_packet(packet);
        }
    }
    void on_blind(const Error& why) {
        if (listener_ != nullptr) {
            listener_->on_blind(why);
        }
    }
    Result<std::unique_ptr<sources::Source>> make_source() { return make_source_(); }
    std::chrono::milliseconds next_wait() { return backoff_.next(random_); }
    void let_go() { listener_ = nullptr; }
    sources::Source*& source() { return source_; }

  private:
    Random& random_;
    MakeSource make_source_;
    EyeListener* listener_;
    sources::Source* source_ = nullptr;  ///< While it runs.
    rt::Backoff backoff_;
};

Eye::Eye(rt::asio::any_io_executor executor, Random& random, MakeSource make_source,
         EyeListener& listener)
    : executor_(std::move(executor)),
      random_(random),
      make_source_(std::move(make_source)),
      listener_(listener) {}

Eye::~Eye() {
    close();
}

void Eye::open() {
    if (job_) {
        return;
    }
    optic_ = std::make_shared<Optic>(random_, make_source_, listener_);
    job_.emplace(executor_, "the camera's eye", look(optic_));
}

void Eye::close() {
    if (optic_) {
        optic_->let_go();
    }
    job_.reset();
    optic_.reset();
}

void Eye::ask_for_key_frame() {
    if (optic_ && optic_->source() != nullptr) {
        optic_->source()->ask_for_key_frame();
    }
}

rt::Task<> Eye::look(std::shared_ptr<Optic> optic) {
    for (;;) {
        auto source = optic->make_source();
        if (source) {
            const PointsAt<sources::Source> running(optic->source(), **source);
            const auto ended = co_await (*source)->run(optic.get());
            if (ended.error().code() == ErrorCode::Cancelled) {
                co_return ended;
            }
            optic->on_blind(ended.error());
        } else {
            optic->on_blind(source.error());
        }
        PL_CO_TRY_VOID(co_await rt::sleep_for(optic->next_wait()));
    }
}

}  // namespace porchlight::camera
