// Values as bytes for another process of the same program, and back.
//
// For one thread. Invariant: what is read back came out of the bytes; bytes that end early, or tell of more than there
// is, are an Error, so a reader need not trust who wrote them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace tandem {

/// A struct whose type has a function fieldsOf(archive, value) that hands all its fields to archive(...).
template <class T, class Archive>
concept HasFields = requires(Archive& archive, T& value) { fieldsOf(archive, value); };

class WireWriter {
public:
    template <class... T>
    void operator()(const T&... values) {
        (add(values), ...);
    }
    [[nodiscard]] std::string take() { return std::move(m_bytes); }

private:
    template <class T>
        requires std::is_arithmetic_v<T>
    void add(T value) {
        const std::size_t at = m_bytes.size();
        m_bytes.resize(at + sizeof(T));
        std::memcpy(m_bytes.data() + at, &value, sizeof(T));
    }
    template <class T>
        requires std::is_enum_v<T>
    void add(T value) {
        add(static_cast<std::underlying_type_t<T>>(value));
    }
    void add(const std::string& text) {
        add(std::uint64_t{text.size()});
        m_bytes += text;
    }
    void add(const std::filesystem::path& path) { add(path.native()); }
    template <class T>
    void add(const std::optional<T>& value) {
        add(std::uint8_t{value.has_value()});
        if (value) {
            add(*value);
        }
    }
    template <class T>
    void add(const std::vector<T>& values) {
        add(std::uint64_t{values.size()});
        for (const T& value : values) {
            add(value);
        }
    }
    template <class T, std::size_t N>
    void add(const std::array<T, N>& values) {
        for (const T& value : values) {
            add(value);
        }
    }
    template <class T>
        requires HasFields<T, WireWriter>
    void add(const T& value) {
        fieldsOf(*this, const_cast<T&>(value));  // which only reads when it writes
    }

    std::string m_bytes;
};

class WireReader {
public:
    /// The bytes must outlive the reader.
    explicit WireReader(std::string_view bytes) : m_rest(bytes) {}

    /// Throws Error (Internal).
    template <class... T>
    void operator()(T&... values) {
        (take(values), ...);
    }

private:
    /// The next bytes. Throws Error (Internal) where there are fewer.
    [[nodiscard]] std::string_view next(std::uint64_t count);

    template <class T>
        requires std::is_arithmetic_v<T>
    void take(T& value) {
        std::memcpy(&value, next(sizeof(T)).data(), sizeof(T));
    }
    /// It may be a number that the enumeration has not.
    template <class T>
        requires std::is_enum_v<T>
    void take(T& value) {
        std::underlying_type_t<T> number{};
        take(number);
        value = static_cast<T>(number);
    }
    void take(bool& value) {
        std::uint8_t byte = 0;
        take(byte);
        value = byte != 0;
    }
    void take(std::string& text) {
        std::uint64_t count = 0;
        take(count);
        text = next(count);
    }
    void take(std::filesystem::path& path) {
        std::string text;
        take(text);
        path = text;
    }
    template <class T>
    void take(std::optional<T>& value) {
        bool isThere = false;
        take(isThere);
        value = isThere ? std::optional(T{}) : std::nullopt;
        if (value) {
            take(*value);
        }
    }
    template <class T>
    void take(std::vector<T>& values) {
        std::uint64_t count = 0;
        take(count);
        values.clear();
        for (std::uint64_t i = 0; i < count; ++i) {  // grows with the bytes that are there, not with the number
            take(values.emplace_back());
        }
    }
    template <class T, std::size_t N>
    void take(std::array<T, N>& values) {
        for (T& value : values) {
            take(value);
        }
    }
    template <class T>
        requires HasFields<T, WireReader>
    void take(T& value) {
        fieldsOf(*this, value);
    }

    std::string_view m_rest;
};

template <class T>
[[nodiscard]] std::string wired(const T& value) {
    WireWriter writer;
    writer(value);
    return writer.take();
}

/// Throws Error (Internal).
template <class T>
[[nodiscard]] T unwired(std::string_view bytes) {
    T value{};
    WireReader reader(bytes);
    reader(value);
    return value;
}

}  // namespace tandem
