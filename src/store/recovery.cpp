// SPDX-License-Identifier: Apache-2.0
#include "store/recovery.hpp"

#include "media/mp4_reader.hpp"

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace porchlight::store {

namespace {

Result<> cut_file(const std::string& path, std::uint64_t size) {
    PL_TRY(const UniqueFd fd, open_file(path, O_WRONLY));
    if (::ftruncate(fd.get(), static_cast<off_t>(size)) != 0 || ::fsync(fd.get()) != 0) {
        return errno_error(errno, "cannot repair " + path);
    }
    return {};
}

}  // namespace

Result<std::optional<ClipEnd>> cut_to_whole_fragments(const std::string& path) {
    auto reader = media::FileReader::open(path);
    if (!reader) {
        const bool missing = reader.error().code() == ErrorCode::NotFound;
        return missing ? Result<std::optional<ClipEnd>>(std::optional<ClipEnd>()) : reader.error();
    }
    const auto layout = media::read_mp4_layout(**reader);
    if (!layout) {
        const bool broken = layout.error().code() == ErrorCode::Corrupt;
        return broken ? Result<std::optional<ClipEnd>>(std::optional<ClipEnd>()) : layout.error();
    }
    if (layout->fragments.empty()) {
        return std::optional<ClipEnd>();
    }
    if (layout->whole_size < (*reader)->size()) {
        PL_TRY_VOID(cut_file(path, layout->whole_size));
    }
    ClipEnd end;
    end.duration = layout->duration();
    end.size = Bytes(static_cast<std::int64_t>(layout->whole_size));
    return std::optional(end);
}

rt::Task<Recovered> recover_clip(Store* store, std::string folder, Clip clip) {
    const std::string path = folder + "/" + clip.path;
    PL_CO_TRY(auto end, cut_to_whole_fragments(path));
    if (!end) {
        if (::unlink(path.c_str()) != 0 && errno != ENOENT) {
            co_return errno_error(errno, "cannot delete " + path);
        }
        PL_CO_TRY_VOID(co_await store->remove_clip(clip.id));
        co_return Recovered::Removed;
    }
    end->score = clip.score;
    const ClipEnd known = *end;
    PL_CO_TRY_VOID(co_await store->finish_clip(clip.id, known));
    co_return Recovered::Finished;
}

}  // namespace porchlight::store
