// A correction that is edited in this window, with what of it is not written down yet.
//
// The correction itself and add() are for the GUI thread, writing for any thread. Invariant: what was added is written
// in its order, whichever thread comes first, and stays until it is on the disk.
#pragma once

#include "storage/correction/correction_work.h"

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <string>
#include <vector>

namespace tandem {

class HeldCorrection {
public:
    explicit HeldCorrection(CorrectionWork begun);

    [[nodiscard]] Correction& correction() noexcept { return m_work.correction(); }
    [[nodiscard]] const CorrectionStart& start() const noexcept { return m_work.start(); }

    void add(std::vector<CorrectionEvent> events);
    /// Throws Error (Io, DiskFull, OutOfMemory); what was not written then is written by the next call.
    void writeDown();
    /// For a while, until another thread has written it, or until a stop is requested.
    void pause(const std::stop_token& stop);
    /// Writes down again and again until it has succeeded. fails: told each time why not. Throws what writing throws
    /// once a stop is requested.
    void writeUntilDone(const std::function<void(const std::string& sentence)>& fails, const std::stop_token& stop);
    /// Whether something is not on the disk.
    [[nodiscard]] bool isBehind() const;

    /// Hands the work over; from then on there is nothing to write. What take throws is thrown on.
    void handOver(const std::function<void(CorrectionWork)>& take);
    [[nodiscard]] bool isOver() const noexcept { return m_isOver; }

private:
    void takeQueue();

    CorrectionWork m_work;
    std::mutex m_writing;                     ///< one thread at a time writes down
    std::vector<CorrectionEvent> m_handling;  ///< out of the queue, until the work has taken them; for who writes down
    std::atomic<bool> m_isOver = false;
    mutable std::mutex m_queueing;
    std::vector<CorrectionEvent> m_queue;  ///< guarded by m_queueing, as is the next
    bool m_isBehind = false;
    std::condition_variable_any m_written;
};

}  // namespace tandem
