// Entries that a stranger may put in the place of a file or a folder, and a folder of somebody else's files that must
// stay as they are.
#pragma once

#include "tests/core/file_bytes.h"

#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <filesystem>
#include <map>
#include <string>

namespace tandem {

enum class Strange { Absolute, Upwards, Link, DanglingLink, Pipe, Device };

/// Somebody's folder beside the project, with files of the names that a project gives.
class Bystander {
public:
    explicit Bystander(std::filesystem::path folder) : m_folder(std::move(folder)) {
        for (const char* name : {"thesis.txt", "thesis.json", "thesis.nii.gz", "run.lock", "last.ckpt", "label.nrrd",
                                 "case.json", "case-1-mine.csv", "edit.json", "000200.snapshot", "label.nii.gz"}) {
            writeBytes(m_folder / name, "years of work");
        }
        m_before = content();
    }

    [[nodiscard]] const std::filesystem::path& folder() const { return m_folder; }
    [[nodiscard]] bool isUntouched() const { return content() == m_before; }

private:
    [[nodiscard]] std::map<std::string, std::string> content() const {
        std::map<std::string, std::string> all;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(m_folder)) {
            all[entry.path().string()] = bytesOfFile(entry.path());
        }
        return all;
    }

    std::filesystem::path m_folder;
    std::map<std::string, std::string> m_before;
};

/// Puts the entry in the place of what is there. False where this user may not make one (a device).
[[nodiscard]] inline bool putStrange(Strange kind, const std::filesystem::path& place,
                                     const std::filesystem::path& target) {
    std::filesystem::remove_all(place);
    std::filesystem::create_directories(place.parent_path());
    switch (kind) {
        case Strange::Link:
            std::filesystem::create_symlink(target, place);
            return true;
        case Strange::DanglingLink:
            std::filesystem::create_symlink(target.parent_path() / "not there", place);
            return true;
        case Strange::Pipe:
            return ::mkfifo(place.c_str(), 0666) == 0;
        case Strange::Device:  // endless zeros
            return ::mknod(place.c_str(), S_IFCHR | 0666, ::makedev(1, 5)) == 0;
        case Strange::Absolute:
        case Strange::Upwards:
            break;
    }
    return false;
}

}  // namespace tandem
