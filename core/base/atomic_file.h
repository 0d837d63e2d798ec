// Files and folders that appear whole or not at all: written to a temporary name beside the target, fsync, rename. What
// cannot be written for want of room is a DiskFull, which is an Error (Io).
//
// Not for two threads writing the same target. Invariant: the target is never seen half written, also after a crash.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

namespace tandem {

/// Calls write(temporary) to make the file, then puts it in place of target. The temporary keeps target's extensions,
/// by which some writers choose a format. Makes missing parent folders. Throws Error (Io); the temporary is removed
/// when write throws.
void writeAtomically(const std::filesystem::path& target,
                     const std::function<void(const std::filesystem::path& temporary)>& write);

/// The same for bytes at hand.
void writeAtomically(const std::filesystem::path& target, std::span<const std::byte> bytes);
void writeAtomically(const std::filesystem::path& target, std::string_view text);

/// Files that appear together: each is written beside its target at once, all are flushed in one go, which for many
/// small files takes a small part of the time. Not for two threads. Invariant: what was not committed leaves nothing.
class AtomicBatch {
public:
    AtomicBatch() = default;
    ~AtomicBatch();
    AtomicBatch(const AtomicBatch&) = delete;
    AtomicBatch& operator=(const AtomicBatch&) = delete;

    /// Makes missing parent folders. Throws Error (Io).
    void add(const std::filesystem::path& target, std::span<const std::byte> bytes);
    void add(const std::filesystem::path& target, std::string_view text);
    /// Takes over what the other would have committed.
    void take(AtomicBatch&& other);

    /// Puts the files in place of their targets, in the order in which they were added. The batch is empty afterwards.
    /// Throws Error (Io); what was not put in place then is removed.
    void commit();

    [[nodiscard]] std::size_t fileCount() const noexcept { return m_files.size(); }
    [[nodiscard]] std::uint64_t byteCount() const noexcept { return m_bytes; }

private:
    struct File {
        std::filesystem::path temporary;
        std::filesystem::path target;
    };

    std::vector<File> m_files;
    std::uint64_t m_bytes = 0;
};

/// Whether a file or folder of that name is another's or our own on its way: a temporary whose process lives.
[[nodiscard]] bool isBeingWritten(const std::string& name);

/// Takes away what killed processes left in the folder, not in those below: temporary files and folders of no process
/// that lives. What cannot be listed or removed takes room, and no more.
void removeLeftOvers(const std::filesystem::path& folder) noexcept;

/// A folder that is filled under a temporary name. What is not committed is removed; what a killed process left is
/// removed when the next folder is made beside it.
class AtomicFolder {
public:
    /// Makes missing parent folders. Throws Error (Io).
    explicit AtomicFolder(const std::filesystem::path& target);
    ~AtomicFolder();
    AtomicFolder(const AtomicFolder&) = delete;
    AtomicFolder& operator=(const AtomicFolder&) = delete;

    /// Where the files go meanwhile.
    [[nodiscard]] const std::filesystem::path& temporary() const noexcept { return m_temporary; }
    /// Puts the folder in its place, where there must be none yet. Throws Error (Io).
    void commit();
    /// Puts it in the place of the folder that is there, which goes. Throws Error (Io, also where the file system
    /// cannot exchange two folders).
    void replace();

private:
    std::filesystem::path m_target;
    std::filesystem::path m_temporary;  ///< what is there in the end goes
};

}  // namespace tandem
