#include "core/base/temporary_folder.h"
#include "tests/core/file_bytes.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace tandem;

class TestTemporaryFolder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void goesWithWhatIsInIt();
};

/// But not with what links in it lead to.
void TestTemporaryFolder::goesWithWhatIsInIt() {
    const QTemporaryDir outside;
    const std::filesystem::path kept = outside.filePath("kept").toStdString();
    writeBytes(kept, "kept");
    std::filesystem::path path;
    {
        const TemporaryFolder folder("tst_temporary_folder", "set TMPDIR");
        path = folder.path();
        std::filesystem::create_directories(path / "a/b");
        writeBytes(path / "a/b/c", "gone");
        std::filesystem::create_symlink(kept, path / "a/file");
        std::filesystem::create_directory_symlink(kept.parent_path(), path / "a/folder");
        QVERIFY(std::filesystem::exists(path / "a/folder/kept"));
    }
    QVERIFY(!std::filesystem::exists(path));
    QCOMPARE(bytesOfFile(kept), std::string("kept"));
}

QTEST_GUILESS_MAIN(TestTemporaryFolder)
#include "tst_temporary_folder.moc"
