// Messages between two processes over a socket, each with at most a few descriptors, and bytes that follow one.
//
// For one thread. Invariant: a message is received whole or not at all; one that claims to be longer than any of ours
// is refused before memory is asked for.
#pragma once

#include "core/base/descriptor.h"

#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace tandem {

struct Message {
    std::string bytes;
    std::vector<Descriptor> descriptors;
};

class MessageChannel {
public:
    explicit MessageChannel(Descriptor socket) : m_socket(std::move(socket)) {}

    [[nodiscard]] const Descriptor& socket() const noexcept { return m_socket; }

    /// Throws Error (Io) when nobody is at the other end.
    void send(const std::string& bytes, const std::vector<int>& descriptors = {});

    enum class End { Closed, Late };
    /// Waits for a message. Nothing when the other end is closed, or until is past; end then says which. Throws Error
    /// (Cancelled; Internal for what is no message).
    [[nodiscard]] std::optional<Message> receive(std::chrono::steady_clock::time_point until,
                                                 const std::stop_token& stop, End& end);
    /// The same without an end of patience.
    [[nodiscard]] std::optional<Message> receive();

    /// Bytes that follow a message which told of them. Throws Error (Io) when nobody is at the other end.
    void sendBytes(std::span<const std::byte> bytes);
    /// Fills the whole span with them. Why it could not be filled, or nothing when it was. Throws Error (Cancelled).
    [[nodiscard]] std::optional<End> receiveBytes(std::span<std::byte> bytes,
                                                  std::chrono::steady_clock::time_point until,
                                                  const std::stop_token& stop);

private:
    class Waiting;

    Descriptor m_socket;
};

/// Two sockets that lead to each other. Throws Error (Io).
[[nodiscard]] std::pair<Descriptor, Descriptor> socketPair();

}  // namespace tandem
