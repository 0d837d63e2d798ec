#include "storage/image/dicom_header_cache.h"

#include <sys/stat.h>

#include <chrono>
#include <utility>

namespace tandem {
namespace {

constexpr std::size_t kMostSlices = 50'000;  // about 50 MB

std::int64_t nanoseconds(const timespec& time) {
    constexpr std::int64_t kSecond = 1'000'000'000;
    return time.tv_sec * kSecond + time.tv_nsec;
}

std::int64_t now() {
    return std::chrono::nanoseconds(std::chrono::system_clock::now().time_since_epoch()).count();
}

/// The coarsest that file systems note times (FAT).
constexpr std::int64_t kTick = 2'000'000'000;

}  // namespace

std::optional<DicomHeaderCache::Stamp> DicomHeaderCache::stampOf(const std::filesystem::path& file) {
    struct stat facts{};
    if (stat(file.c_str(), &facts) != 0 || now() - nanoseconds(facts.st_ctim) < kTick) {
        return std::nullopt;
    }
    return Stamp{static_cast<std::int64_t>(facts.st_dev), static_cast<std::int64_t>(facts.st_ino), facts.st_size,
                 nanoseconds(facts.st_mtim), nanoseconds(facts.st_ctim)};
}

std::optional<std::vector<DicomSlice>> DicomHeaderCache::find(const std::filesystem::path& file) const {
    const std::optional<Stamp> stamp = stampOf(file);
    const std::lock_guard lock(m_mutex);
    const auto found = m_entries.find(file);
    return found != m_entries.end() && found->second.stamp == stamp ? std::optional(found->second.slices)
                                                                    : std::nullopt;
}

void DicomHeaderCache::keep(const std::filesystem::path& file, const Stamp& stamp, std::vector<DicomSlice> slices) {
    const std::lock_guard lock(m_mutex);
    if (m_slices + slices.size() > kMostSlices) {
        m_entries.clear();
        m_slices = 0;
    }
    Entry& entry = m_entries[file];
    m_slices += slices.size() - entry.slices.size();
    entry = {stamp, std::move(slices)};
}

DicomHeaderCache& dicomHeaderCache() {
    static DicomHeaderCache cache;
    return cache;
}

}  // namespace tandem
