#include "storage/image/reader_call.h"

#include "core/base/child_process.h"
#include "core/base/error.h"
#include "core/base/large_memory.h"
#include "core/base/program_folder.h"
#include "storage/image/message_channel.h"
#include "storage/image/wire.h"

#include <csignal>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace tandem {
namespace {

using Clock = std::chrono::steady_clock;

/// A slow disk may keep a reader waiting that computes nothing.
constexpr int kPatienceForSecond = 6;

}  // namespace

/// A running tandem-reader.
class ReaderProcess {
public:
    /// Throws Error (NotFound, Io).
    ReaderProcess() : ReaderProcess(socketPair()) {}
    ~ReaderProcess() { m_process.kill(); }
    ReaderProcess(const ReaderProcess&) = delete;
    ReaderProcess& operator=(const ReaderProcess&) = delete;

    /// Throws Error (Io) when it has ended.
    void ask(const ReaderRequest& request) {
        auto [ours, theirs] = socketPair();
        m_control.send(wired(request), {theirs.number()});
        m_answers.emplace(std::move(ours));
    }
    [[nodiscard]] MessageChannel& answers() noexcept { return *m_answers; }

    /// How the process ended that answered, if it does soon, as it will when nobody listens.
    [[nodiscard]] std::optional<ReaderEnd> end() {
        m_answers.reset();
        constexpr std::chrono::seconds kSoon{5};
        MessageChannel::End how = MessageChannel::End::Closed;
        const auto message = m_control.receive(Clock::now() + kSoon, {}, how);
        return message ? std::optional(unwired<ReaderEnd>(message->bytes)) : std::nullopt;
    }

private:
    explicit ReaderProcess(std::pair<Descriptor, Descriptor> sockets)
        : m_control(std::move(sockets.first)),
          m_process({findProgram("tandem-reader", "TANDEM_READER").string()}, "/dev/null", sockets.second.number()) {}

    MessageChannel m_control;
    ChildProcess m_process;
    std::optional<MessageChannel> m_answers;
};

namespace {

/// Readers that wait for work. Like threads they belong to the process, and no two calls share one.
class IdleReaders {
public:
    [[nodiscard]] std::unique_ptr<ReaderProcess> take() {
        const std::lock_guard lock(m_mutex);
        if (m_readers.empty()) {
            return nullptr;
        }
        auto reader = std::move(m_readers.back());
        m_readers.pop_back();
        return reader;
    }
    void give(std::unique_ptr<ReaderProcess> reader) {
        constexpr std::size_t kMost = 2;
        const std::lock_guard lock(m_mutex);
        if (m_readers.size() < kMost) {
            m_readers.push_back(std::move(reader));
        }
    }

private:
    std::mutex m_mutex;
    std::vector<std::unique_ptr<ReaderProcess>> m_readers;
};

IdleReaders& idleReaders() {
    static IdleReaders readers;
    return readers;
}

/// A reader that has the request.
std::unique_ptr<ReaderProcess> asked(const ReaderRequest& request) {
    while (auto idle = idleReaders().take()) {
        try {
            idle->ask(request);
            return idle;
        } catch (const Error&) {  // it ended while it waited, as when the system needed its memory
        }
    }
    auto fresh = std::make_unique<ReaderProcess>();
    fresh->ask(request);
    return fresh;
}

}  // namespace

ReaderCall::ReaderCall(const ReaderRequest& request, std::stop_token stop, std::span<const std::byte> data)
    : m_stop(std::move(stop)), m_patience(kPatienceForSecond * request.secondsForEach), m_reader(asked(request)) {
    if (request.task == ReaderTask::DicomVoxels || request.task == ReaderTask::Hdf5Voxels) {
        m_end = deadline();
    }
    try {
        m_reader->answers().sendBytes(data);
    } catch (const Error&) {  // it has ended, and why is what next() tells
    }
}

ReaderCall::~ReaderCall() {
    if (!m_reader) {
        return;
    }
    try {
        if (m_reader->end()) {
            idleReaders().give(std::move(m_reader));
        }
    } catch (const Error&) {  // one that says what nobody understands is not used again
    }
}

std::chrono::steady_clock::time_point ReaderCall::deadline() const {
    return m_end.value_or(Clock::now() + m_patience);
}

ReaderCall::Value ReaderCall::next(const std::filesystem::path& subject) {
    try {
        MessageChannel::End end = MessageChannel::End::Closed;
        auto message = m_reader->answers().receive(deadline(), m_stop, end);
        if (!message) {
            throwEnd(subject, end == MessageChannel::End::Late);
        }
        auto answer = unwired<ReaderAnswer>(message->bytes);
        if (answer.isFailure) {
            const bool isKnown = answer.code >= ErrorCode::InvalidInput && answer.code <= ErrorCode::Internal;
            throw Error(isKnown ? answer.code : ErrorCode::Internal, answer.sentence, answer.detail);
        }
        m_dataBytes = answer.dataBytes;
        return {.bytes = std::move(answer.value), .dataBytes = answer.dataBytes};
    } catch (const Error& error) {
        if (error.code() == ErrorCode::Cancelled) {
            m_reader.reset();  // it may be busy for long
        }
        throw;
    }
}

std::shared_ptr<const std::byte[]> ReaderCall::data(std::uint64_t bytes, const std::filesystem::path& subject) {
    if (m_dataBytes != bytes) {
        failOtherVoxels(subject);
    }
    std::shared_ptr<std::byte[]> memory = largeMemory(bytes);
    data({memory.get(), bytes}, subject);
    return memory;
}

void ReaderCall::data(std::span<std::byte> bytes, const std::filesystem::path& subject) {
    if (std::exchange(m_dataBytes, 0) != bytes.size()) {
        failOtherVoxels(subject);
    }
    if (const auto end = m_reader->answers().receiveBytes(bytes, deadline(), m_stop)) {
        throwEnd(subject, *end == MessageChannel::End::Late);
    }
}

void ReaderCall::throwEnd(const std::filesystem::path& subject, bool isLate) {
    std::unique_ptr<ReaderProcess> reader = std::move(m_reader);
    const auto end = isLate ? std::nullopt : reader->end();
    if (end) {  // of the process that answered, not of the reader
        idleReaders().give(std::move(reader));
    }
    if (isLate || (end && end->signal == SIGXCPU)) {
        throw Error(ErrorCode::InvalidInput, subject.string() +
                                                 " was given up because reading it took too long; it is damaged, or "
                                                 "made to keep programs busy.");
    }
    if (!end) {
        throw Error(ErrorCode::Internal, "tandem-reader ended while it read " + subject.string() + ".");
    }
    throw Error(
        ErrorCode::InvalidInput,
        subject.string() + " is damaged so that the library which reads it fails; copy or export it again.",
        end->signal != 0 ? "signal " + std::to_string(end->signal) : "exit code " + std::to_string(end->exitCode));
}

void failOtherVoxels(const std::filesystem::path& subject) {
    throw Error(ErrorCode::Internal,
                "tandem-reader read other voxels of " + subject.string() + " than it was asked for.");
}

}  // namespace tandem
