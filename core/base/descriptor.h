// A number of the system's for an open file or socket, which is closed with its owner.
//
// For one thread. Invariant: whoever holds a valid one is the only one who closes it.
#pragma once

#include <utility>

namespace tandem {

class Descriptor {
public:
    Descriptor() = default;
    /// Takes over an open descriptor, or -1 for none.
    explicit Descriptor(int number) noexcept : m_number(number) {}
    ~Descriptor() { reset(); }
    Descriptor(Descriptor&& other) noexcept : m_number(std::exchange(other.m_number, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        if (this != &other) {
            reset();
            m_number = std::exchange(other.m_number, -1);
        }
        return *this;
    }

    [[nodiscard]] int number() const noexcept { return m_number; }
    [[nodiscard]] bool isOpen() const noexcept { return m_number >= 0; }
    void reset() noexcept;
    /// Who closes it by themselves, as they ask whether that failed.
    [[nodiscard]] int release() noexcept { return std::exchange(m_number, -1); }

private:
    int m_number = -1;
};

}  // namespace tandem
