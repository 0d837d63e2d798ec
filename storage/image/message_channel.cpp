#include "storage/image/message_channel.h"

#include "core/base/error.h"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <span>

namespace tandem {
namespace {

constexpr std::size_t kMostDescriptors = 4;
constexpr std::uint64_t kMostBytes = std::uint64_t{256} << 20;

using Clock = std::chrono::steady_clock;

/// What sendmsg() and recvmsg() want around the descriptors.
struct Control {
    alignas(cmsghdr) std::array<char, CMSG_SPACE(kMostDescriptors * sizeof(int))> room{};
};

[[noreturn]] void failGone() {
    throw Error(ErrorCode::Io, "Another process of the program has ended.", std::strerror(errno));
}

/// All parts of the message, whose spans move on with what is sent.
void sendAll(int socket, msghdr& header) {
    const std::span parts(header.msg_iov, header.msg_iovlen);
    while (std::ranges::any_of(parts, [](const iovec& part) { return part.iov_len > 0; })) {
        const ssize_t sent = ::sendmsg(socket, &header, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) {
            continue;
        }
        if (sent <= 0) {
            failGone();
        }
        header.msg_control = nullptr;  // the descriptors went with the first byte
        header.msg_controllen = 0;
        auto gone = static_cast<std::size_t>(sent);
        for (iovec& part : parts) {
            const std::size_t taken = std::min(gone, part.iov_len);
            part.iov_base = static_cast<char*>(part.iov_base) + taken;
            part.iov_len -= taken;
            gone -= taken;
        }
    }
}

void collect(msghdr& header, std::vector<Descriptor>& descriptors) {
    for (cmsghdr* one = CMSG_FIRSTHDR(&header); one != nullptr; one = CMSG_NXTHDR(&header, one)) {
        if (one->cmsg_level != SOL_SOCKET || one->cmsg_type != SCM_RIGHTS) {
            continue;
        }
        const std::size_t count = (one->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (std::size_t i = 0; i < count; ++i) {
            int number = -1;
            std::memcpy(&number, CMSG_DATA(one) + i * sizeof(int), sizeof(int));
            descriptors.emplace_back(number);
        }
    }
}

}  // namespace

/// How long is waited, and for what.
class MessageChannel::Waiting {
public:
    Waiting(int socket, Clock::time_point until, const std::stop_token& stop)
        : m_socket(socket),
          m_until(until == Clock::time_point::max() ? std::nullopt : std::optional(until)),
          m_stop(stop) {}

    /// Fills the span; nothing when the other end closed or it is late.
    /// descriptors: where those go that come along; without it the system closes them.
    [[nodiscard]] std::optional<End> fill(std::span<char> bytes, std::vector<Descriptor>* descriptors) {
        while (!bytes.empty()) {
            if (const auto end = wait()) {
                return end;
            }
            iovec part{bytes.data(), bytes.size()};
            Control control;
            msghdr header{};
            header.msg_iov = &part;
            header.msg_iovlen = 1;
            if (descriptors != nullptr) {
                header.msg_control = control.room.data();
                header.msg_controllen = control.room.size();
            }
            const ssize_t got = ::recvmsg(m_socket, &header, MSG_CMSG_CLOEXEC);
            if (got < 0 && errno == EINTR) {
                continue;
            }
            if (descriptors != nullptr) {
                collect(header, *descriptors);
            }
            if (got <= 0) {
                return End::Closed;
            }
            bytes = bytes.subspan(static_cast<std::size_t>(got));
        }
        return std::nullopt;
    }

private:
    [[nodiscard]] std::optional<End> wait() const {
        constexpr int kPauseMs = 50;  // within which a wish to stop is heard
        while (true) {
            throwIfStopped(m_stop);
            pollfd ready{m_socket, POLLIN, 0};
            if (::poll(&ready, 1, m_stop.stop_possible() || m_until ? kPauseMs : -1) > 0) {
                return std::nullopt;
            }
            if (m_until && Clock::now() >= *m_until) {
                return End::Late;
            }
        }
    }

    int m_socket;
    std::optional<Clock::time_point> m_until;
    const std::stop_token& m_stop;
};

void MessageChannel::send(const std::string& bytes, const std::vector<int>& descriptors) {
    const std::uint64_t size = bytes.size();
    std::array<iovec, 2> parts{iovec{const_cast<std::uint64_t*>(&size), sizeof(size)},
                               iovec{const_cast<char*>(bytes.data()), bytes.size()}};
    Control control;
    msghdr header{};
    header.msg_iov = parts.data();
    header.msg_iovlen = parts.size();
    if (!descriptors.empty()) {
        header.msg_control = control.room.data();
        header.msg_controllen = CMSG_SPACE(descriptors.size() * sizeof(int));
        cmsghdr* rights = CMSG_FIRSTHDR(&header);
        rights->cmsg_level = SOL_SOCKET;
        rights->cmsg_type = SCM_RIGHTS;
        rights->cmsg_len = CMSG_LEN(descriptors.size() * sizeof(int));
        std::memcpy(CMSG_DATA(rights), descriptors.data(), descriptors.size() * sizeof(int));
    }
    sendAll(m_socket.number(), header);
}

std::optional<Message> MessageChannel::receive(Clock::time_point until, const std::stop_token& stop, End& end) {
    Waiting waiting(m_socket.number(), until, stop);
    Message message;
    std::uint64_t size = 0;
    auto failed = waiting.fill({reinterpret_cast<char*>(&size), sizeof(size)}, &message.descriptors);
    if (!failed) {
        if (size > kMostBytes) {
            throw Error(ErrorCode::Internal, "Another process answered what cannot be understood.");
        }
        // Grows with what comes, not with what is claimed.
        constexpr std::size_t kStep = std::size_t{1} << 20;
        while (message.bytes.size() < size && !failed) {
            const std::size_t at = message.bytes.size();
            message.bytes.resize(std::min<std::size_t>(size, at + kStep));
            failed = waiting.fill(std::span(message.bytes).subspan(at), &message.descriptors);
        }
    }
    if (failed) {
        end = *failed;
        return std::nullopt;
    }
    return message;
}

std::optional<Message> MessageChannel::receive() {
    End end = End::Closed;
    return receive(Clock::time_point::max(), {}, end);
}

void MessageChannel::sendBytes(std::span<const std::byte> bytes) {
    iovec part{const_cast<std::byte*>(bytes.data()), bytes.size()};
    msghdr header{};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    sendAll(m_socket.number(), header);
}

std::optional<MessageChannel::End> MessageChannel::receiveBytes(std::span<std::byte> bytes, Clock::time_point until,
                                                                const std::stop_token& stop) {
    return Waiting(m_socket.number(), until, stop).fill({reinterpret_cast<char*>(bytes.data()), bytes.size()}, nullptr);
}

std::pair<Descriptor, Descriptor> socketPair() {
    std::array<int, 2> ends{-1, -1};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
        throw Error(ErrorCode::Io, "No connection to another process can be made.", std::strerror(errno));
    }
    return {Descriptor(ends[0]), Descriptor(ends[1])};
}

}  // namespace tandem
