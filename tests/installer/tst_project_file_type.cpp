// A desktop knows a project's database by its name and by its content, as installer/linux/tandem-project.xml tells it.
#include "core/study/label_scheme.h"
#include "storage/db/project.h"

#include <QMimeDatabase>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

using namespace tandem;

namespace {

constexpr const char* kType = "application/x-tandem-project";

}  // namespace

class TestProjectFileType : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void knowsTheFileByItsName();
    void knowsTheFileByItsContent();
    void leavesOtherDatabasesAlone();

private:
    [[nodiscard]] QByteArray content() const;
    QString write(const QString& name, const QByteArray& bytes) const;

    QTemporaryDir m_folder;
    QString m_database;
};

/// Registers the type as an installation does, beside the system's own types.
void TestProjectFileType::initTestCase() {
    const QString mime = m_folder.filePath("share/mime");
    QVERIFY(QDir().mkpath(mime + "/packages"));
    QVERIFY(
        QFile::copy(TANDEM_SOURCE_DIR "/installer/linux/tandem-project.xml", mime + "/packages/tandem-project.xml"));
    QCOMPARE(QProcess::execute("update-mime-database", {mime}), 0);
    qputenv("XDG_DATA_DIRS", (m_folder.filePath("share") + ":/usr/share").toUtf8());

    m_database = m_folder.filePath("la.tandem/project.sqlite");
    // Closed at once: only then everything is in the one file.
    static_cast<void>(Project::create(m_folder.filePath("la.tandem").toStdString(), "Left atrium",
                                      LabelScheme::fromNames({"background", "atrium"})));
}

QByteArray TestProjectFileType::content() const {
    QFile file(m_database);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString TestProjectFileType::write(const QString& name, const QByteArray& bytes) const {
    QFile file(m_folder.filePath(name));
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName() : QString();
}

void TestProjectFileType::knowsTheFileByItsName() {
    const QMimeType type = QMimeDatabase().mimeTypeForFile(m_database, QMimeDatabase::MatchExtension);
    QCOMPARE(type.name(), kType);
    // What opens any database can still open a project's.
    QVERIFY(type.inherits("application/vnd.sqlite3"));
    QCOMPARE(type.iconName(), "tandem");
}

void TestProjectFileType::knowsTheFileByItsContent() {
    const QString copy = write("backup-of-monday", content());
    QCOMPARE(QMimeDatabase().mimeTypeForFile(copy, QMimeDatabase::MatchContent).name(), kType);
}

void TestProjectFileType::leavesOtherDatabasesAlone() {
    constexpr qsizetype kApplicationIdOffset = 68;
    const QString other = write("other", content().replace(kApplicationIdOffset, 4, QByteArray(4, '\0')));
    QCOMPARE(QMimeDatabase().mimeTypeForFile(other, QMimeDatabase::MatchContent).name(), "application/vnd.sqlite3");
}

QTEST_GUILESS_MAIN(TestProjectFileType)
#include "tst_project_file_type.moc"
