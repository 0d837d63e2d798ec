#include "ui/datasets/cases/thumbnail_store.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "storage/cases/case_reading.h"
#include "storage/db/project.h"
#include "ui/picture/slice_composer.h"
#include "ui/session/project_session.h"

#include <QBuffer>
#include <QImage>
#include <QPainter>
#include <algorithm>
#include <deque>
#include <mutex>
#include <optional>
#include <span>

namespace tandem {
namespace {

constexpr int kStoredSide = 96;      // sharp on screens of twice the usual density
constexpr int kMostPictures = 2000;  // in memory; 10,000 would be too many, and they are read again quickly

/// Pictures of one content are one, whatever the case is called.
QString keyOf(const CaseRecord& record) {
    return QString::fromStdString(record.images.front().contentHash).left(40);
}

QImage drawn(const ImageVolume& image) {
    const SlicePlane plane = SlicePlane::of(image.geometry(), Plane::Axial);
    const std::int64_t middle = plane.slices() / 2;
    const QImage picture = composeGrey(image, plane, middle, greyWindowOf(image, plane, middle));
    const double scale = kStoredSide / std::max(plane.widthMm(), plane.heightMm());
    QImage thumbnail(kStoredSide, kStoredSide, QImage::Format_Grayscale8);
    thumbnail.fill(Qt::black);
    QRectF place(0, 0, plane.widthMm() * scale, plane.heightMm() * scale);
    place.moveCenter(QRectF(thumbnail.rect()).center());
    QPainter painter(&thumbnail);
    // A slice has more pixels than a thumbnail, so that averaging them shows more than picking some.
    painter.drawImage(place, picture.scaled(place.size().toSize().expandedTo({1, 1}), Qt::IgnoreAspectRatio,
                                            Qt::SmoothTransformation));
    return thumbnail;
}

void keep(const QImage& thumbnail, const std::filesystem::path& file) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    thumbnail.save(&buffer, "PNG");
    try {
        writeAtomically(file, std::as_bytes(std::span(bytes.constData(), static_cast<std::size_t>(bytes.size()))));
    } catch (const Error&) {
        return;  // A project that cannot be written shows its pictures all the same; they are made again next time.
    }
}

/// Kept in the project, or not. Null when the image cannot be read. Throws Error (Cancelled).
QImage thumbnailOf(const Project& project, const CaseRecord& record, bool isKept, const std::stop_token& stop) {
    try {
        const std::filesystem::path file = project.inside(ThumbnailStore::fileOf(project.folder(), record));
        QImage kept(QString::fromStdString(file.string()));
        if (!kept.isNull()) {
            return kept;
        }
        const QImage made = drawn(readCaseImage(project, record.images.front(), stop));
        if (isKept) {
            keep(made, file);
        }
        return made;
    } catch (const Error& error) {
        if (error.code() == ErrorCode::Cancelled) {
            throw;
        }
        return {};
    }
}

}  // namespace

/// What the job and the GUI thread share.
struct ThumbnailStore::Board {
    struct Made {
        std::int64_t caseId = 0;
        QString key;
        QImage picture;
    };

    std::mutex mutex;
    std::deque<CaseRecord> wanted;  ///< guarded by mutex
    std::vector<Made> made;         ///< guarded by mutex

    std::optional<CaseRecord> next() {
        const std::lock_guard lock(mutex);
        if (wanted.empty()) {
            return std::nullopt;
        }
        CaseRecord record = std::move(wanted.front());
        wanted.pop_front();
        return record;
    }
};

ThumbnailStore::ThumbnailStore(ProjectSession& session, QObject* parent)
    : QObject(parent),
      m_session(session),
      m_board(std::make_shared<Board>()),
      m_pictures(kMostPictures),
      m_drawing([this](std::monostate) { takeMade(); }, [this](const QString&, const QString&) { takeMade(); }) {
    m_drawing.onProgress([this](double) { takeMade(); });
    setPixelRatio(1);
    // A file that could not be read may have been found again.
    connect(&session, &ProjectSession::casesChanged, this, [this] { m_failed.clear(); });
}

ThumbnailStore::~ThumbnailStore() = default;

std::filesystem::path ThumbnailStore::fileOf(const std::filesystem::path& project, const CaseRecord& record) {
    return project / "thumbnails" / (keyOf(record).toStdString() + ".png");
}

void ThumbnailStore::setPixelRatio(double ratio) {
    m_pixelRatio = ratio;
    const auto side = static_cast<int>(kSide * ratio);
    m_nothing = QPixmap(side, side);
    m_nothing.fill(Qt::transparent);
    m_nothing.setDevicePixelRatio(ratio);
}

QPixmap ThumbnailStore::find(const CaseRecord& record) const {
    const QPixmap* const picture = m_pictures.object(keyOf(record));
    return picture == nullptr ? m_nothing : *picture;
}

QIcon ThumbnailStore::iconOf(const CaseRecord& record) const {
    const QPixmap picture = find(record);
    QIcon icon(picture);
    icon.addPixmap(picture, QIcon::Selected);
    return icon;
}

bool ThumbnailStore::isMade(const CaseRecord& record) const {
    return m_pictures.contains(keyOf(record));
}

void ThumbnailStore::want(const std::vector<CaseRecord>& records) {
    std::deque<CaseRecord> missing;
    for (const CaseRecord& record : records) {
        const QString key = keyOf(record);
        if (!m_pictures.contains(key) && !m_failed.contains(key)) {
            missing.push_back(record);
        }
    }
    const bool isNothing = missing.empty();
    {
        const std::lock_guard lock(m_board->mutex);
        m_board->wanted = std::move(missing);
    }
    if (isNothing) {
        return;
    }
    // Next, as the job that draws already takes what is wanted now, but may have looked for the last time.
    m_drawing.askNext(tr("Drawing small pictures"), [board = m_board, folder = m_session.folder(),
                                                     access = m_session.project().access()](
                                                        const Progress& progress, const std::stop_token& stop) {
        const Project project = Project::open(folder, ProjectAccess::ReadOnly);
        while (const auto record = board->next()) {
            throwIfStopped(stop);
            const QImage picture = thumbnailOf(project, *record, access != ProjectAccess::ReadOnly, stop);
            {
                const std::lock_guard lock(board->mutex);
                board->made.push_back({record->id, keyOf(*record), picture});
            }
            progress(0, record->name);
        }
        return std::monostate();
    });
}

void ThumbnailStore::takeMade() {
    std::vector<Board::Made> made;
    {
        const std::lock_guard lock(m_board->mutex);
        made.swap(m_board->made);
    }
    for (const Board::Made& one : made) {
        if (one.picture.isNull()) {
            m_failed.insert(one.key);
            continue;
        }
        const auto side = static_cast<int>(kSide * m_pixelRatio);
        auto* const pixmap = new QPixmap(
            QPixmap::fromImage(one.picture.scaled(side, side, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)));
        pixmap->setDevicePixelRatio(m_pixelRatio);
        m_pictures.insert(one.key, pixmap);
        Q_EMIT this->made(one.caseId);
    }
}

}  // namespace tandem
