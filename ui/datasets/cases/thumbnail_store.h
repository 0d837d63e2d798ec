// Small pictures of the cases: the middle axial slice, made by a job for what is to be seen and kept as PNG files in
// the project's folder.
//
// Used on the GUI thread. Invariant: at most one job reads images, and only for cases that were wanted last.
#pragma once

#include "storage/db/case_record.h"
#include "ui/jobs/latest_job.h"

#include <QCache>
#include <QIcon>
#include <QObject>
#include <QPixmap>
#include <QSet>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <variant>
#include <vector>

namespace tandem {

class ProjectSession;

class ThumbnailStore : public QObject {
    Q_OBJECT

public:
    static constexpr int kSide = 40;  ///< pixels, before the screen's ratio

    explicit ThumbnailStore(ProjectSession& session, QObject* parent = nullptr);
    ~ThumbnailStore() override;

    /// Pixels for each unit of length of the screen, from now on.
    void setPixelRatio(double ratio);
    /// Transparent until the picture is there; never null.
    [[nodiscard]] QPixmap find(const CaseRecord& record) const;
    /// The same as an icon that looks alike in selected rows.
    [[nodiscard]] QIcon iconOf(const CaseRecord& record) const;
    [[nodiscard]] bool isMade(const CaseRecord& record) const;
    /// Pictures of these are made, those that are missing, in this order; others wanted before are not.
    void want(const std::vector<CaseRecord>& records);

    /// Where the picture of a case is kept.
    [[nodiscard]] static std::filesystem::path fileOf(const std::filesystem::path& project, const CaseRecord& record);

Q_SIGNALS:
    void made(qlonglong caseId);

private:
    struct Board;

    void takeMade();

    ProjectSession& m_session;
    double m_pixelRatio = 1;
    std::shared_ptr<Board> m_board;
    QCache<QString, QPixmap> m_pictures;  ///< by key
    QSet<QString> m_failed;               ///< keys of images that cannot be read
    QPixmap m_nothing;
    LatestJob<std::monostate> m_drawing;
};

}  // namespace tandem
