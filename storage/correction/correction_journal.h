// The journal of a correction: a file that tells what it began with, then what happened, step by step, each as it
// happened.
//
// Not for two threads at once. Invariant: what was written stays readable up to the first step that a crash cut off or
// a disk damaged, and no further: the sum of a step is made of that of the step before, too.
//
// "TandemCJ", a length and the XXH64 of as many bytes of JSON; then for each step a length, a sum and bytes
// (storage/correction/event_bytes.h). Lengths and sums have 64 bits, the lowest byte first.
#pragma once

#include "core/base/descriptor.h"
#include "core/base/regular_file.h"
#include "core/correction/correction.h"
#include "storage/correction/correction_start.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tandem {

struct JournalHeader {
    CorrectionStart start;
    Index3 size{};                     ///< of the grid
    std::uint64_t labelSum = 0;        ///< of the label that it began with: XXH64 of its class indices
    std::vector<std::string> classes;  ///< of the project, by the indices that the steps speak of
    std::vector<std::int32_t> values;  ///< of the classes in label files; none in older journals

    bool operator==(const JournalHeader&) const = default;
};

class JournalReader {
public:
    /// Throws Error (NotFound; Io, also for what is no file itself; Corrupt without a whole header; Unsupported for
    /// that of a newer program).
    explicit JournalReader(const std::filesystem::path& file);

    [[nodiscard]] const JournalHeader& header() const noexcept { return m_header; }
    /// The next step; nothing at the end, and where the file goes on with what is no whole step. Throws Error (Io;
    /// Corrupt for a step that is whole and says nothing that a step can).
    [[nodiscard]] std::optional<CorrectionEvent> next();

    [[nodiscard]] std::int64_t steps() const noexcept { return m_steps; }  ///< that were read
    /// Where the last of them ended, and the sum that the next one goes on from.
    [[nodiscard]] std::uint64_t end() const noexcept { return m_end; }
    [[nodiscard]] std::uint64_t sum() const noexcept { return m_sum; }
    /// Whether nothing else follows.
    [[nodiscard]] bool isAtEnd() const noexcept { return m_end == m_file.size(); }

private:
    void readHeader();
    /// Whether there were as many bytes.
    [[nodiscard]] bool fill(std::span<std::byte> bytes);

    std::filesystem::path m_path;
    RegularFile m_file;
    JournalHeader m_header;
    std::vector<std::byte> m_bytes;  ///< of a step
    std::uint64_t m_end = 0;
    std::uint64_t m_sum = 0;
    std::int64_t m_steps = 0;
};

/// Throws Error (Corrupt) that says what a person can do about a journal. detail: for the log.
[[noreturn]] void throwUnreadable(const std::filesystem::path& journal, const std::string& detail);

/// A journal without a step. Throws Error (Io, DiskFull).
void makeJournal(const std::filesystem::path& file, const JournalHeader& header);

class JournalWriter {
public:
    /// Goes on where a reader ended; what follows there is cut off. Throws Error (NotFound, Io, DiskFull).
    JournalWriter(const std::filesystem::path& file, const JournalReader& read);

    /// Takes the steps in, all of them or, where memory runs out, none, so that the next write() writes them.
    void take(const std::vector<CorrectionEvent>& steps);
    /// Takes the steps in, and waits until they, and those that were not written before, are on the disk. Throws Error
    /// (Io, DiskFull); what was taken in and not written then is written by the next call.
    void write(const std::vector<CorrectionEvent>& steps);

private:
    std::filesystem::path m_path;
    Descriptor m_file;
    std::uint64_t m_end;  ///< of what is on the disk
    std::uint64_t m_sum;  ///< of the last step that was taken in
    std::string m_unwritten;
};

}  // namespace tandem
