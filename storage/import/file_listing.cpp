#include "storage/import/file_listing.h"

#include "core/base/error.h"
#include "storage/image/image_reader.h"
#include "storage/import/file_names.h"
#include "storage/import/name_text.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>

namespace tandem {
namespace {

std::string endingOf(const std::filesystem::path& file) {
    return foldedName(file.extension().string());
}

/// Files that are certainly no DICOM, whose content need not be looked at.
bool isKnownAsNoImage(const std::string& ending) {
    constexpr std::array<std::string_view, 18> kEndings{".txt",  ".md",   ".log", ".xml",  ".yaml", ".yml",
                                                        ".html", ".xlsx", ".pdf", ".jpeg", ".jpg",  ".png",
                                                        ".tiff", ".zip",  ".py",  ".mat",  ".npy",  ".safetensors"};
    return std::ranges::find(kEndings, ending) != kEndings.end();
}

bool isTable(const std::string& ending) {
    return ending == ".csv" || ending == ".tsv";
}

bool isList(const std::string& ending) {
    return ending == ".list" || ending == ".txt";
}

class Listing {
public:
    explicit Listing(const std::stop_token& stop) : m_stop(stop) {}

    void addInput(const std::filesystem::path& input) {
        std::filesystem::path absolute = std::filesystem::absolute(input).lexically_normal();
        if (!absolute.has_filename()) {
            absolute = absolute.parent_path();  // written with a slash at its end
        }
        if (std::filesystem::is_directory(absolute)) {
            addFolder(absolute, absolute.filename());
        } else if (!std::filesystem::exists(absolute)) {
            throw Error(ErrorCode::NotFound, "There is no file or folder " + absolute.string() + " to import.");
        } else if (isTable(endingOf(absolute)) || isList(endingOf(absolute))) {
            m_listing.tables.push_back(absolute);
        } else {
            addFile(absolute, absolute.parent_path().filename());
        }
    }

    [[nodiscard]] FileListing take() { return std::move(m_listing); }

private:
    void addFolder(const std::filesystem::path& path, const std::filesystem::path& folder) {
        if (!m_seenFolders.insert(std::filesystem::canonical(path)).second) {
            return;  // an input within another, or a link that leads in a circle
        }
        std::set<std::filesystem::path> entries;
        for (const auto& entry : std::filesystem::directory_iterator(path)) {
            entries.insert(entry.path());
        }
        for (const std::filesystem::path& entry : entries) {
            throwIfStopped(m_stop);
            const std::string name = entry.filename().string();
            const bool isFolder = std::filesystem::is_directory(entry);
            if (name.starts_with('.') || (isFolder && name.ends_with(".tandem"))) {
                continue;
            }
            if (!isFolder) {
                addFile(entry, folder);
            } else {
                addFolder(entry, folder / name);
            }
        }
    }

    void addFile(const std::filesystem::path& file, const std::filesystem::path& folder) {
        if (!m_seen.insert(file).second || !std::filesystem::is_regular_file(file)) {
            return;
        }
        const std::string ending = endingOf(file);
        if (isImageFile(file)) {
            m_listing.images.push_back({file, folder});
        } else if (ending == ".list") {
            m_listing.lists.push_back(file);
        } else if (isTable(ending)) {
            m_listing.innerTables.push_back(file);
        } else if (ending == ".json") {
            m_listing.descriptions.push_back(file);
        } else if (isKnownAsNoImage(ending)) {
            ++m_listing.ignoredFiles;
        } else if (!isDataFileOfHeader(file)) {
            m_listing.others[folder].push_back(file);
        }
    }

    const std::stop_token& m_stop;
    std::set<std::filesystem::path> m_seen;
    std::set<std::filesystem::path> m_seenFolders;
    FileListing m_listing;
};

}  // namespace

FileListing listFiles(const std::vector<std::filesystem::path>& inputs, const std::stop_token& stop) {
    try {
        Listing listing(stop);
        for (const std::filesystem::path& input : inputs) {
            listing.addInput(input);
        }
        return listing.take();
    } catch (const std::filesystem::filesystem_error& error) {
        throw Error(ErrorCode::Io, "Cannot look into " + error.path1().string() + ": " + error.code().message() + ".");
    }
}

}  // namespace tandem
