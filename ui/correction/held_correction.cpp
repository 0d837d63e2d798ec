#include "ui/correction/held_correction.h"

#include "core/base/error.h"

#include <chrono>
#include <iterator>
#include <utility>

namespace tandem {

HeldCorrection::HeldCorrection(CorrectionWork begun) : m_work(std::move(begun)) {}

void HeldCorrection::add(std::vector<CorrectionEvent> events) {
    const std::lock_guard lock(m_queueing);
    m_isBehind = m_isBehind || !events.empty();
    m_queue.insert(m_queue.end(), std::make_move_iterator(events.begin()), std::make_move_iterator(events.end()));
}

void HeldCorrection::writeDown() {
    const std::lock_guard lock(m_writing);
    if (m_isOver) {
        return;
    }
    std::vector<CorrectionEvent> events;
    {
        const std::lock_guard queueLock(m_queueing);
        events.swap(m_queue);
    }
    m_work.writeDown(std::move(events));
    const std::lock_guard queueLock(m_queueing);
    m_isBehind = !m_queue.empty();
    m_written.notify_all();
}

void HeldCorrection::writeUntilDone(const std::function<void(const std::string& sentence)>& fails,
                                    const std::stop_token& stop) {
    constexpr std::chrono::seconds kPause{5};
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
        // Another thread may write it meanwhile.
        std::unique_lock lock(m_queueing);
        m_written.wait_for(lock, stop, kPause, [this] { return !m_isBehind; });
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
