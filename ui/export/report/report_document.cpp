#include "ui/export/report/report_document.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "ui/export/report/report_markup.h"

#include <QBuffer>
#include <QByteArray>
#include <QFont>
#include <QMarginsF>
#include <QPageSize>
#include <QPdfWriter>
#include <QTextDocument>
#include <QThread>
#include <QUrl>
#include <exception>
#include <functional>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

namespace tandem {
namespace {

constexpr int kPictureSide = 600;  // twice the size at which it is shown, for print

QByteArray pngOf(const QImage& image) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    image.save(&buffer, "PNG");
    return bytes;
}

/// On a thread of Qt's: laying a document out starts timers, which other threads, as that of an export, do not have.
void onThreadOfQt(const std::function<void()>& work) {
    std::exception_ptr failure;
    const std::unique_ptr<QThread> thread(QThread::create([&] {
        try {
            work();
        } catch (...) {
            failure = std::current_exception();
        }
    }));
    thread->start();
    thread->wait();
    if (failure) {
        std::rethrow_exception(failure);
    }
}

}  // namespace

struct ReportDocument::Content {
    struct Picture {
        QString name;
        QByteArray png;
    };
    struct Case {
        CaseMarkup markup;
        std::vector<Picture> pictures;

        void addPicture(const QString& name, const QImage& image) {
            if (!image.isNull()) {
                pictures.push_back({name, pngOf(image)});
            }
        }
    };
    std::vector<Case> cases;
};

ReportDocument::ReportDocument() : m_content(std::make_unique<Content>()) {}

ReportDocument::~ReportDocument() = default;

void ReportDocument::addCase(const ReportCase& one, const ReportFacts& facts) {
    const QString prefix = QString("case-%1").arg(m_content->cases.size() + 1);
    const ReportPictures pictures = picturesOf(one, facts, kPictureSide);
    Content::Case& added = m_content->cases.emplace_back();
    added.markup = caseMarkup(one, facts, pictures, prefix);
    for (std::size_t at = 0; at < pictures.pictures.size(); ++at) {
        added.addPicture(pictureName(prefix, at), pictures.pictures[at].image);
        added.addPicture(scaleName(prefix, at), pictures.pictures[at].scale);
    }
}

void ReportDocument::writeHtml(const ReportFacts& facts, const std::filesystem::path& file) {
    std::vector<CaseMarkup> cases;
    for (const Content::Case& one : m_content->cases) {
        QString& markup = cases.emplace_back(one.markup).body;
        for (const Content::Picture& picture : one.pictures) {
            markup.replace("src=\"" + picture.name + "\"",
                           "src=\"data:image/png;base64," + QString::fromLatin1(picture.png.toBase64()) + "\"");
        }
    }
    const QByteArray bytes = documentMarkup(facts, cases).toUtf8();
    writeAtomically(file, std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
}

void ReportDocument::writePdf(const ReportFacts& facts, const std::filesystem::path& file) {
    onThreadOfQt([&] { print(facts, file); });
}

void ReportDocument::print(const ReportFacts& facts, const std::filesystem::path& file) const {
    QTextDocument document;
    document.setDefaultFont(QFont("DejaVu Sans", 9));
    std::vector<CaseMarkup> cases;
    for (const Content::Case& one : m_content->cases) {
        cases.push_back(one.markup);
        for (const Content::Picture& picture : one.pictures) {
            document.addResource(QTextDocument::ImageResource, QUrl(picture.name), QImage::fromData(picture.png));
        }
    }
    document.setHtml(documentMarkup(facts, cases));
    QBuffer bytes;  // Qt's writer does not tell of a file that could not be written
    bytes.open(QIODevice::WriteOnly);
    {
        QPdfWriter writer(&bytes);
        writer.setCreator("Tandem " + QString::fromStdString(facts.program));
        writer.setTitle(QString::fromStdString(facts.project));
        writer.setResolution(300);
        writer.setPageSize(QPageSize(QPageSize::A4));
        writer.setPageMargins(QMarginsF());  // the document leaves two centimetres itself
        document.print(&writer);
    }
    writeAtomically(file, std::string_view(bytes.data().constData(), static_cast<std::size_t>(bytes.size())));
}

}  // namespace tandem
