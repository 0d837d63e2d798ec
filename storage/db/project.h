// A project on disk: a folder with project.sqlite, prepared/, runs/, predictions/ and exports/.
//
// A Project is one database connection. It may move between threads but not be used by two at once: every thread opens
// its own, in this or another process, and they work side by side (WAL). The repositories that it hands out are light,
// and must not outlive it; their headers (case_repository.h, ...) are included by whoever uses them.
// Invariant: an open project has the newest schema that this program knows, and no other part that could run; no path
// that it hands out for the project's own files leads out of its folder.
#pragma once

#include "storage/db/run_record.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace tandem {

class ArtifactRepository;
class CaseRepository;
class CheckpointRepository;
class Connection;
class DatasetRepository;
class EventLog;
class LabelRepository;
class MarkRepository;
class MetricRepository;
class PredictionRepository;
class ReviewRepository;
class RunRepository;
class SplitRepository;
class TrustRepository;
class ValidationScoreRepository;
struct LabelScheme;

enum class ProjectAccess {
    ReadWrite,
    ReadOnly,      ///< to look, where that is chosen: nothing in the project changes
    WherePossible  ///< to write where this user can, else to look
};

/// Whether a project keeps what identifies patients: IDs from DICOM headers, UIDs of series, absolute paths of images.
/// Where they are left out, pseudonyms stand for IDs and UIDs, and images are found by their paths from the project.
enum class Identifiers { LeftOut, Kept };

class Project {
public:
    /// Makes the folder and an empty project in it. Throws Error (Conflict when the folder has something in it;
    /// InvalidInput when the scheme or name does not hold; Io).
    [[nodiscard]] static Project create(const std::filesystem::path& folder, const std::string& name,
                                        const LabelScheme& labels, Identifiers identifiers = Identifiers::LeftOut);

    /// The folder, or the database in it. An older project is migrated after its database was copied to
    /// project.sqlite.backup-vN, N being its version. With write access, runs that a crash left running are marked as
    /// interrupted, and what killed processes left half written goes. Throws Error (NotFound when there is no project;
    /// Unsupported when a newer program made it; Corrupt also for what is no project that Tandem made; Conflict when
    /// another program keeps it locked; Io when it cannot be written).
    [[nodiscard]] static Project open(const std::filesystem::path& path,
                                      ProjectAccess access = ProjectAccess::ReadWrite);

    Project(Project&& other) noexcept;
    Project& operator=(Project&& other) noexcept;
    ~Project();

    [[nodiscard]] const std::filesystem::path& folder() const noexcept { return m_folder; }  ///< absolute
    [[nodiscard]] std::string name() const;
    [[nodiscard]] Identifiers identifiers() const;
    /// Of its pseudonyms; random, and of this project alone.
    [[nodiscard]] std::string salt() const;
    /// Why nothing in the project can be changed, one sentence; empty when it can.
    [[nodiscard]] const std::string& whyReadOnly() const noexcept { return m_whyReadOnly; }
    [[nodiscard]] ProjectAccess access() const noexcept {
        return isReadOnly() ? ProjectAccess::ReadOnly : ProjectAccess::ReadWrite;
    }
    [[nodiscard]] bool isReadOnly() const noexcept { return !m_whyReadOnly.empty(); }
    /// Before files of the project are changed; the database refuses by itself. Throws Error (Conflict).
    void requireWritable() const;

    /// A path of the project's own files, absolute: see inside_project.h. Throws Error (Corrupt).
    [[nodiscard]] std::filesystem::path inside(const std::filesystem::path& path) const;
    /// Absolute, and checked likewise.
    [[nodiscard]] std::filesystem::path preparedFolder() const { return inside("prepared"); }
    [[nodiscard]] std::filesystem::path runsFolder() const { return inside("runs"); }
    [[nodiscard]] std::filesystem::path predictionsFolder() const { return inside("predictions"); }
    [[nodiscard]] std::filesystem::path exportsFolder() const { return inside("exports"); }
    [[nodiscard]] std::filesystem::path runFolder(const RunRecord& run) const { return inside(run.folder); }

    [[nodiscard]] LabelRepository labels() const;
    [[nodiscard]] DatasetRepository datasets() const;
    [[nodiscard]] CaseRepository cases() const;
    [[nodiscard]] SplitRepository splits() const;
    [[nodiscard]] RunRepository runs() const;
    [[nodiscard]] MetricRepository metrics() const;
    [[nodiscard]] MarkRepository marks() const;
    [[nodiscard]] ValidationScoreRepository validationScores() const;
    [[nodiscard]] CheckpointRepository checkpoints() const;
    [[nodiscard]] PredictionRepository predictions() const;
    [[nodiscard]] TrustRepository trust() const;
    [[nodiscard]] ReviewRepository reviews() const;
    [[nodiscard]] ArtifactRepository artifacts() const;
    [[nodiscard]] EventLog events() const;

    /// Does all of work's changes or, when it throws, none. May be nested.
    void transaction(const std::function<void()>& work) const;

    /// Runs that a crash or the closing of the window cut off, and that wait to be resumed. Looks again for
    /// runs that died since.
    [[nodiscard]] std::vector<RunRecord> interruptedRuns() const;

private:
    Project(std::filesystem::path folder, std::unique_ptr<Connection> connection, std::string whyReadOnly);

    std::filesystem::path m_folder;
    std::unique_ptr<Connection> m_connection;
    std::string m_whyReadOnly;
};

}  // namespace tandem
