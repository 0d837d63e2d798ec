// Meets in a TCPStore of LibTorch's c10d, which rank 0 serves unless the launcher does.
#include "core/engine/ranks/c10d_collectives.h"
#include "core/engine/ranks/rank_group.h"
#include "core/engine/ranks/rank_meeting.h"

#include <torch/csrc/distributed/c10d/PrefixStore.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace tandem {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using StorePointer = c10::intrusive_ptr<c10d::Store>;

constexpr auto kWaitForAll = 5min;       // as torch.distributed waits
constexpr auto kBeat = 300ms;            // between two signs of life
constexpr auto kSilence = 30s;           // after which a rank counts as lost
constexpr auto kSuspiciousSilence = 4s;  // the same once a connection broke
constexpr auto kSlowToLeave = 20s;       // after a loss, before the driver is taken to be stuck
constexpr auto kPause = 20ms;            // between two looks for what is waited for

const std::string kStop = "stop";
const std::string kEnd = "end";

std::string keyOf(const std::string& topic, int rank) {
    return topic + "/" + std::to_string(rank);
}

/// A connection of its own: calls on one wait for each other.
StorePointer openStore(const RankPlace& place, bool isServer, std::chrono::milliseconds timeout) {
    c10d::TCPStoreOptions options;
    options.port = place.port;
    options.isServer = isServer;
    options.waitWorkers = false;
    options.timeout = timeout;
    options.useLibUV = false;  // which not every LibTorch has
    return c10::make_intrusive<c10d::PrefixStore>("tandem/" + place.attempt,
                                                  c10::make_intrusive<c10d::TCPStore>(place.address, options));
}

std::string meetingPlace(const RankPlace& place) {
    return place.address + ":" + std::to_string(place.port);
}

StorePointer serveStore(const RankPlace& place) {
    try {
        return openStore(place, true, kWaitForAll);
    } catch (const std::exception& exception) {
        throw Error(ErrorCode::Conflict,
                    "Rank 0 cannot serve the meeting of the ranks at " + meetingPlace(place) +
                        "; where another run uses the port, set MASTER_PORT to a free one for all ranks, and where "
                        "MASTER_ADDR is another machine, to the one on which rank 0 runs.",
                    exception.what());
    }
}

StorePointer visitStore(const RankPlace& place, const std::stop_token& stop) {
    constexpr auto kOneTry = 3s;
    const auto end = Clock::now() + kWaitForAll;
    while (true) {
        throwIfStopped(stop);
        try {
            return openStore(place, false, kOneTry);
        } catch (const std::exception& exception) {
            if (Clock::now() > end) {
                throw Error(ErrorCode::Io,
                            "Rank " + std::to_string(place.rank) + " waited 5 minutes for rank 0 at " +
                                meetingPlace(place) +
                                "; see whether it runs, and whether MASTER_ADDR and MASTER_PORT are the same for all.",
                            exception.what());
            }
        }
        std::this_thread::sleep_for(kPause);
    }
}

/// Why a group ended.
struct Ending {
    int rank = 0;
    std::string sentence;  ///< its own; empty when it was lost

    [[nodiscard]] std::string text() const { return std::to_string(rank) + " " + sentence; }
    [[nodiscard]] static Ending of(const std::string& text) {
        const std::size_t space = text.find(' ');
        return {.rank = std::stoi(text.substr(0, space)), .sentence = text.substr(space + 1)};
    }
};

const Ending kUnknown{.rank = -1, .sentence = {}};

/// Of another rank: when it last gave a sign of life.
struct LifeSign {
    std::int64_t beats = 0;
    Clock::time_point seen = Clock::now();
};

class C10dMeeting final : public RankMeeting {
public:
    C10dMeeting(const RankPlace& place, const std::stop_token& stop, std::function<void(const std::string&)> onStuck)
        : m_place(place),
          m_onStuck(std::move(onStuck)),
          m_onStop(stop, [source = m_stop]() mutable { source.request_stop(); }),
          m_store(isServing() ? serveStore(place) : visitStore(place, stop)),
          m_watched(visitStore(place, stop)),
          m_signs(static_cast<std::size_t>(place.ranks)) {
        if (m_store->add(keyOf("here", place.rank), 1) > 1) {
            throw Error(ErrorCode::Conflict, "Two processes say that they are rank " + std::to_string(place.rank) +
                                                 "; give each a RANK of its own, or another MASTER_PORT to each run.");
        }
        waitForAll();
        m_watch = std::jthread([this](const std::stop_token& ending) { watch(ending); });
    }

    /// Rank 0 is the first to be done, as launchers end whatever is left once a rank failed or was stopped; and the
    /// last to go where it serves the meeting.
    ~C10dMeeting() override {
        try {
            if (m_place.rank == 0) {
                m_store->add(keyOf("gone", 0), 1);
            } else {
                waitUntilGone(0, 10min);
            }
        } catch (const std::exception&) {
            // Whoever served the meeting is gone already, and so it is below.
        }
        m_watch.request_stop();
        m_watch.join();
        try {
            if (m_place.rank != 0) {
                m_store->add(keyOf("gone", m_place.rank), 1);
            } else if (isServing()) {
                waitForOthersToGo();
            }
        } catch (const std::exception&) {
        }
    }

    [[nodiscard]] std::stop_token stopToken() const override { return m_stop.get_token(); }

    [[nodiscard]] std::vector<std::string> exchange(const std::string& topic, const std::string& mine) override {
        m_store->set(keyOf(topic, m_place.rank), mine);
        std::vector<std::string> all;
        for (int rank = 0; rank < m_place.ranks; ++rank) {
            const std::string key = keyOf(topic, rank);
            while (!m_store->check({key})) {
                throwIfStopped(m_stop.get_token());
                if (isBroken()) {
                    throw why();
                }
                std::this_thread::sleep_for(kPause);
            }
            all.push_back(m_store->get_to_str(key));
        }
        return all;
    }

    [[nodiscard]] std::unique_ptr<RankCollectives> connect(const RankConnection& connection) override {
        C10dConnection made = connectC10d(*this, m_store, m_place.rank, m_place.ranks, connection);
        const std::lock_guard lock(m_mutex);
        m_abort = std::move(made.abort);
        return std::move(made.collectives);
    }

    [[nodiscard]] bool isBroken() const override {
        const std::lock_guard lock(m_mutex);
        return m_ending || m_isSuspicious;
    }

    [[nodiscard]] RankLost connectionLost() override {
        const std::lock_guard lock(m_mutex);
        m_isSuspicious = true;
        m_isLeaving = true;
        return lostBy(m_ending.value_or(kUnknown));
    }

    [[nodiscard]] RankLost why() override {
        constexpr auto kLongEnough = 10s;
        std::unique_lock lock(m_mutex);
        m_isSuspicious = true;
        m_isLeaving = true;
        const auto start = Clock::now();
        // A launcher that stops all for it has no patience, and says itself whom it lost.
        while (!m_ending && !m_stop.stop_requested() && Clock::now() - start < kLongEnough) {
            m_changed.wait_for(lock, kPause);
        }
        return lostBy(m_ending.value_or(kUnknown));
    }

    void fail(const std::string& sentence) override {
        try {
            tell({.rank = m_place.rank, .sentence = sentence});
        } catch (const std::exception&) {
            // Then the others see that it is gone.
        }
    }

private:
    [[nodiscard]] bool isServing() const { return m_place.rank == 0 && !m_place.isMeetingServed; }

    void waitForAll() {
        const auto end = Clock::now() + kWaitForAll;
        for (int rank = 0; rank < m_place.ranks; ++rank) {
            while (!m_store->check({keyOf("here", rank)})) {
                throwIfStopped(m_stop.get_token());
                if (Clock::now() > end) {
                    throw Error(ErrorCode::Io, "Rank " + std::to_string(rank) + " of " + std::to_string(m_place.ranks) +
                                                   " did not come to " + meetingPlace(m_place) +
                                                   " within 5 minutes; see what it says, and start all anew.");
                }
                std::this_thread::sleep_for(kPause);
            }
        }
    }

    /// Of a broken group nobody is waited for long.
    void waitUntilGone(int rank, std::chrono::seconds atMost) const {
        constexpr auto kOfBroken = 5s;
        const auto start = Clock::now();
        while (!m_store->check({keyOf("gone", rank)}) &&
               Clock::now() - start < (isBroken() ? std::min<std::chrono::seconds>(kOfBroken, atMost) : atMost)) {
            std::this_thread::sleep_for(kPause);
        }
    }

    void waitForOthersToGo() const {
        if (isBroken() && !hasEnded()) {
            return;  // nobody is told anything any more: the launcher is ending all
        }
        for (int rank = 1; rank < m_place.ranks; ++rank) {
            if (!m_ending || m_ending->rank != rank) {
                waitUntilGone(rank, 60s);
            }
        }
    }

    void watch(const std::stop_token& ending) {
        try {
            while (!ending.stop_requested() && !hasEnded()) {
                m_watched->add(keyOf("alive", m_place.rank), 1);
                passStopOn();
                if (m_watched->check({kEnd})) {
                    end(Ending::of(m_watched->get_to_str(kEnd)));
                }
                lookForSilent();
                pause(ending);
            }
        } catch (const std::exception&) {
            end({.rank = 0});  // who serves the meeting, or whose launcher does
        }
        const auto since = Clock::now();
        while (!ending.stop_requested()) {
            pause(ending);
            if (isStuckSince(since)) {
                const std::lock_guard lock(m_mutex);
                m_onStuck(std::string(lostBy(*m_ending).what()) + ".");
            }
        }
    }

    [[nodiscard]] bool hasEnded() const {
        const std::lock_guard lock(m_mutex);
        return m_ending.has_value();
    }

    void pause(const std::stop_token& ending) {
        std::unique_lock lock(m_mutex);
        m_beat.wait_for(lock, ending, kBeat, [] { return false; });
    }

    [[nodiscard]] bool isStuckSince(Clock::time_point loss) const {
        const std::lock_guard lock(m_mutex);
        return m_ending && !m_isLeaving && Clock::now() - loss > kSlowToLeave;
    }

    void passStopOn() {
        if (m_stop.stop_requested() && !std::exchange(m_isStopTold, true)) {
            m_watched->set(kStop, std::string("1"));
        } else if (!m_stop.stop_requested() && m_watched->check({kStop})) {
            m_stop.request_stop();
        }
    }

    /// Rank 0 looks at all others, and each of them at rank 0.
    void lookForSilent() {
        const int first = m_place.rank == 0 ? 1 : 0;
        const int behindLast = m_place.rank == 0 ? m_place.ranks : 1;
        for (int rank = first; rank < behindLast; ++rank) {
            LifeSign& sign = m_signs[static_cast<std::size_t>(rank)];
            const std::int64_t beats = m_watched->add(keyOf("alive", rank), 0);
            const auto now = Clock::now();
            if (beats != sign.beats) {
                sign = {.beats = beats, .seen = now};
            } else if (now - sign.seen > allowedSilence() && !m_watched->check({keyOf("gone", rank)})) {
                tell({.rank = rank});
                end({.rank = rank});
                return;
            }
        }
    }

    [[nodiscard]] std::chrono::seconds allowedSilence() const {
        const std::lock_guard lock(m_mutex);
        return m_isSuspicious ? kSuspiciousSilence : kSilence;
    }

    /// The first to tell is heard.
    void tell(const Ending& ending) { m_watched->compareSet(kEnd, std::string(), ending.text()); }

    void end(const Ending& ending) {
        std::function<void()> abort;
        {
            const std::lock_guard lock(m_mutex);
            if (m_ending) {
                return;
            }
            m_ending = ending;
            abort = m_abort;
        }
        m_changed.notify_all();
        if (abort) {
            abort();
        }
    }

    [[nodiscard]] RankLost lostBy(const Ending& ending) const {
        if (ending.rank == kUnknown.rank) {
            return {"The connection to another rank broke", m_place.rank != 0};
        }
        const std::string who = "Rank " + std::to_string(ending.rank);
        const bool isToldElsewhere =
            m_place.rank != 0 && (ending.rank != 0 || !ending.sentence.empty() || m_stop.stop_requested());
        if (ending.sentence.empty()) {
            return {who + " no longer answers", isToldElsewhere};
        }
        const bool endsWithStop = ending.sentence.ends_with('.');
        return {who + " failed: " + ending.sentence.substr(0, ending.sentence.size() - (endsWithStop ? 1 : 0)),
                isToldElsewhere};
    }

    RankPlace m_place;
    std::function<void(const std::string&)> m_onStuck;
    std::stop_source m_stop;
    std::stop_callback<std::function<void()>> m_onStop;
    StorePointer m_store;
    StorePointer m_watched;  ///< the same, for the thread that watches
    std::vector<LifeSign> m_signs;
    bool m_isStopTold = false;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::condition_variable_any m_beat;
    std::optional<Ending> m_ending;  ///< guarded by m_mutex, as what follows
    bool m_isSuspicious = false;     ///< a connection broke, so somebody is gone
    bool m_isLeaving = false;        ///< the thread that trains knows
    std::function<void()> m_abort;   ///< ends what waits in a device's driver
    std::jthread m_watch;
};

}  // namespace

std::unique_ptr<RankMeeting> meet(const RankPlace& place, const std::stop_token& stop,
                                  std::function<void(const std::string&)> onStuck) {
    return std::make_unique<C10dMeeting>(place, stop, std::move(onStuck));
}

}  // namespace tandem
