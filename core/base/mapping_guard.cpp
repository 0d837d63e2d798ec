#include "core/base/mapping_guard.h"

#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <map>
#include <mutex>

namespace tandem {
namespace {

/// Of all mappings, by where they begin. A thread that meets the signal reads a mapping and so holds no lock of this.
struct Mappings {
    std::mutex mutex;
    std::map<const std::byte*, MappingGuard*> byStart;
    struct sigaction before{};  ///< what handled the signal before
};

Mappings& mappings() {
    static auto* const all = new Mappings;  // never destroyed: a mapping may be read until the very end
    return *all;
}

}  // namespace

/// Zeros in place of the page and all behind it. Whether the address lies in a mapping.
bool mendMapping(const void* address) noexcept {
    Mappings& all = mappings();
    const std::lock_guard lock(all.mutex);
    const auto* const at = static_cast<const std::byte*>(address);
    auto found = all.byStart.upper_bound(at);
    if (found == all.byStart.begin()) {
        return false;
    }
    MappingGuard& mapping = *(--found)->second;
    const auto offset = static_cast<std::size_t>(at - mapping.m_start);
    if (offset >= mapping.m_bytes) {
        return false;
    }
    mapping.m_isWhole.store(false, std::memory_order_release);
    const std::size_t begin = offset - offset % static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    return ::mmap(mapping.m_start + begin, mapping.m_bytes - begin, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED,
                  -1, 0) != MAP_FAILED;
}

namespace {

void onBusError(int signal, siginfo_t* about, void* context) {
    if (mendMapping(about->si_addr)) {
        return;
    }
    const struct sigaction& before = mappings().before;
    if ((before.sa_flags & SA_SIGINFO) != 0) {
        before.sa_sigaction(signal, about, context);
    } else if (before.sa_handler != SIG_DFL && before.sa_handler != SIG_IGN) {
        before.sa_handler(signal);
    } else {
        ::sigaction(signal, &before, nullptr);  // and the fault comes again, to its end
    }
}

void handleSignal() {
    struct sigaction ours{};
    ours.sa_sigaction = onBusError;
    ours.sa_flags = SA_SIGINFO | SA_ONSTACK;
    sigemptyset(&ours.sa_mask);
    ::sigaction(SIGBUS, &ours, &mappings().before);
}

}  // namespace

MappingGuard::MappingGuard(std::byte* start, std::size_t bytes) : m_start(start), m_bytes(bytes) {
    Mappings& all = mappings();
    static std::once_flag isHandled;
    std::call_once(isHandled, handleSignal);
    const std::lock_guard lock(all.mutex);
    all.byStart.emplace(m_start, this);
}

MappingGuard::~MappingGuard() {
    Mappings& all = mappings();
    const std::lock_guard lock(all.mutex);
    all.byStart.erase(m_start);
}

}  // namespace tandem
