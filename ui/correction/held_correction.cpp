#include "ui/correction/held_correction.h"

#include "core/base/error.h"

#include <chrono>
#include <iterator>
#include <new>
#include <utility>

namespace tandem {

HeldCorrection::HeldCorrection(CorrectionWork begun) : m_work(std::move(begun)) {}

void HeldCorrection::add(std::vector<CorrectionEvent> events) {
    const std::lock_guard lock(m_queueing);
    m_isBehind = m_isBehind || !events.empty();
    m_queue.insert(m_queue.end(), std::make_move_iterator(events.begin()), std::make_move_iterator(events.end()));
}

void HeldCorrection::takeQueue() {
    {
        const std::lock_guard queueLock(m_queueing);
        m_handling.reserve(m_handling.size() + m_queue.size());  // nothing is lost where there is no room for it
        m_handling.insert(m_handling.end(), std::make_move_iterator(m_queue.begin()),
                          std::make_move_iterator(m_queue.end()));
        m_queue.clear();
    }
    m_work.take(m_handling);
    m_handling.clear();
}

void HeldCorrection::writeDown() {
    const std::lock_guard lock(m_writing);
    if (m_isOver) {
        return;
    }
    try {
        takeQueue();
    } catch (const std::bad_alloc&) {
        throw Error(ErrorCode::OutOfMemory,
                    "There is not enough memory to write the correction down; close other programs.");
    }
    m_work.writeDown({});
    const std::lock_guard queueLock(m_queueing);
    m_isBehind = !m_queue.empty();
    m_written.notify_all();
}

void HeldCorrection::pause(const std::stop_token& stop) {
    constexpr std::chrono::seconds kPause{5};
    std::unique_lock lock(m_queueing);
    m_written.wait_for(lock, stop, kPause, [this] { return !m_isBehind; });
}

void HeldCorrection::writeUntilDone(const std::function<void(const std::string& sentence)>& fails,
                                    const std::stop_token& stop) {
    for (;;) {
        try {
            writeDown();
            return;
        } catch (const Error& error) {
            if (stop.stop_requested()) {
                throw;
            }
            fails(error.what());
        }
        pause(stop);
    }
}

bool HeldCorrection::isBehind() const {
    const std::lock_guard lock(m_queueing);
    return m_isBehind;
}

void HeldCorrection::handOver(const std::function<void(CorrectionWork)>& take) {
    const std::lock_guard lock(m_writing);
    m_isOver = true;
    {
        const std::lock_guard queueLock(m_queueing);
        m_queue.clear();
        m_isBehind = false;
    }
    m_written.notify_all();
    take(std::move(m_work));
}

}  // namespace tandem
