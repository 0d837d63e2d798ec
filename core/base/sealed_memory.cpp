#include "core/base/sealed_memory.h"

#include "core/base/error.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

namespace tandem {
namespace {

constexpr int kSeals = F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE;

}  // namespace

SealedMemory::SealedMemory(std::size_t bytes)
    : m_descriptor(::memfd_create("tandem", MFD_CLOEXEC | MFD_ALLOW_SEALING)), m_size(bytes) {
    void* start = MAP_FAILED;
    if (m_descriptor.isOpen() && ::ftruncate(m_descriptor.number(), static_cast<off_t>(bytes)) == 0) {
        start =
            bytes > 0 ? ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, m_descriptor.number(), 0) : nullptr;
    }
    if (start == MAP_FAILED) {
        throw Error(ErrorCode::OutOfMemory, "There is not enough memory for " + std::to_string(bytes) + " bytes.",
                    std::strerror(errno));
    }
    m_start = static_cast<std::byte*>(start);
}

SealedMemory::~SealedMemory() {
    unmap();
}

void SealedMemory::unmap() noexcept {
    if (m_start != nullptr) {
        ::munmap(m_start, m_size);
        m_start = nullptr;
    }
}

Descriptor SealedMemory::seal() {
    unmap();  // it cannot be sealed against writing while somebody might
    if (::fcntl(m_descriptor.number(), F_ADD_SEALS, kSeals) != 0) {
        throw Error(ErrorCode::Internal, "Memory could not be sealed.", std::strerror(errno));
    }
    return std::move(m_descriptor);
}

std::size_t sealedBytes(const Descriptor& memory) {
    struct stat status{};
    const int seals = ::fcntl(memory.number(), F_GET_SEALS);
    if (seals < 0 || (seals & kSeals) != kSeals || ::fstat(memory.number(), &status) != 0) {
        throw Error(ErrorCode::Internal, "Memory that another process handed over is not sealed.");
    }
    return static_cast<std::size_t>(status.st_size);
}

std::shared_ptr<const std::byte[]> mapSealed(const Descriptor& memory, std::size_t bytes) {
    if (sealedBytes(memory) != bytes) {
        throw Error(ErrorCode::Internal, "Memory that another process handed over has not the promised size.");
    }
    if (bytes == 0) {
        return nullptr;
    }
    void* start = ::mmap(nullptr, bytes, PROT_READ, MAP_SHARED, memory.number(), 0);
    if (start == MAP_FAILED) {
        throw Error(ErrorCode::OutOfMemory, "There is not enough memory for " + std::to_string(bytes) + " bytes.",
                    std::strerror(errno));
    }
    return {static_cast<const std::byte*>(start),
            [bytes](const std::byte* mapped) { ::munmap(const_cast<std::byte*>(mapped), bytes); }};
}

}  // namespace tandem
