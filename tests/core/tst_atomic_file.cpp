#include "core/base/atomic_file.h"
#include "core/base/disk_full.h"
#include "core/base/output_file.h"
#include "tests/core/expect_error.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QtTest>
#include <fstream>
#include <stdexcept>
#include <thread>

using namespace tandem;

namespace {

QByteArray contentOf(const std::filesystem::path& path) {
    QFile file(QString::fromStdString(path.string()));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("unreadable");
}

}  // namespace

class TestAtomicFile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void writesBytesAndMakesFolders();
    void replacesAnOlderFile();
    void aFailureKeepsTheOlderFile();
    void theTemporaryKeepsTheExtensions();
    void theLongestNameWorks();
    void aRelativePathWorks();
    void linksLeadWhereTheSystemSays();
    void refusesWhereNoFileCanBe();
    void aFolderAppearsWhole();
    void aFolderTakesThePlaceOfAnother();
    void aFolderThatIsGivenUpLeavesNothing();
    void leftOversOfKilledProcessesGo();
    void leftOversAreToldFromOthersOfTheirNumber();
    void aFullDiskIsToldAsSuch();
    void aBatchAppearsTogether();
    void aBatchThatIsDroppedLeavesNothing();
    void aBatchThatFailsLeavesNoTemporaries();

private:
    [[nodiscard]] std::filesystem::path path(const std::string& name) const {
        return std::filesystem::path(m_folder->path().toStdString()) / name;
    }
    [[nodiscard]] qsizetype entries() const {
        return QDir(m_folder->path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden).size();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestAtomicFile::writesBytesAndMakesFolders() {
    const QByteArray bytes("a\0b\n", 4);
    writeAtomically(path("mit Leerzeichen/ä/b.bin"), std::as_bytes(std::span(bytes.constData(), 4)));
    QCOMPARE(contentOf(path("mit Leerzeichen/ä/b.bin")), bytes);
}

void TestAtomicFile::replacesAnOlderFile() {
    writeAtomically(path("a.json"), "older and longer");
    writeAtomically(path("a.json"), "newer");
    QCOMPARE(contentOf(path("a.json")), QByteArray("newer"));
    writeAtomically(path("a.json"), "");
    QCOMPARE(contentOf(path("a.json")), QByteArray());
    QCOMPARE(entries(), 1);
}

void TestAtomicFile::aFailureKeepsTheOlderFile() {
    writeAtomically(path("a.json"), "older");
    QVERIFY_THROWS_EXCEPTION(std::logic_error,
                             writeAtomically(path("a.json"), [](const std::filesystem::path& temporary) {
                                 std::ofstream(temporary) << "half";
                                 throw std::logic_error("halfway");
                             }));
    QCOMPARE(contentOf(path("a.json")), QByteArray("older"));
    QCOMPARE(entries(), 1);
}

void TestAtomicFile::theTemporaryKeepsTheExtensions() {
    std::string name;
    writeAtomically(path("scan.nii.gz"), [&](const std::filesystem::path& temporary) {
        name = temporary.filename().string();
        std::ofstream(temporary) << "x";
    });
    QVERIFY2(name.ends_with(".nii.gz") && name != "scan.nii.gz", name.c_str());
}

void TestAtomicFile::theLongestNameWorks() {
    const std::string longest = std::string(251, 'n') + ".bin";
    writeAtomically(path(longest), "x");
    QCOMPARE(contentOf(path(longest)), QByteArray("x"));
}

void TestAtomicFile::aRelativePathWorks() {
    const QString before = QDir::currentPath();
    QVERIFY(QDir::setCurrent(m_folder->path()));
    writeAtomically("plain.txt", "x");
    QVERIFY(QDir::setCurrent(before));
    QCOMPARE(contentOf(path("plain.txt")), QByteArray("x"));
}

/// The folder above a link's target is not the one that holds the link.
void TestAtomicFile::linksLeadWhereTheSystemSays() {
    std::filesystem::create_directories(path("far/inner"));
    std::filesystem::create_directory_symlink(path("far/inner"), path("link"));
    writeAtomically(path("link/../a.txt"), "one");
    AtomicBatch batch;
    batch.add(path("link/../b.txt"), "two");
    batch.commit();
    QCOMPARE(contentOf(path("far/a.txt")), QByteArray("one"));
    QCOMPARE(contentOf(path("far/b.txt")), QByteArray("two"));
    QVERIFY(!std::filesystem::exists(path("a.txt")) && !std::filesystem::exists(path("b.txt")));
}

void TestAtomicFile::refusesWhereNoFileCanBe() {
    writeAtomically(path("file"), "x");
    QVERIFY(QDir(m_folder->path()).mkdir("folder"));
    writeAtomically(path("folder/inside"), "x");
    for (const std::string name : {"file/below", "folder"}) {
        const auto error = errorOf([&] { return writeAtomically(path(name), "y"); });
        QVERIFY2(error, name.c_str());
        QCOMPARE(error->code(), ErrorCode::Io);
        const std::string inTheWay = path(name.substr(0, name.find('/'))).string();
        QVERIFY2(mentions(error, inTheWay), error->what());
    }
    QCOMPARE(entries(), 2);

    const auto nothingWritten =
        errorOf([&] { return writeAtomically(path("none"), [](const std::filesystem::path&) {}); });
    QVERIFY(nothingWritten);
    QCOMPARE(nothingWritten->code(), ErrorCode::Io);
}

void TestAtomicFile::aBatchAppearsTogether() {
    writeAtomically(path("a0"), "older");
    AtomicBatch batch;
    AtomicBatch more;
    constexpr int kFiles = 30;
    for (int index = 0; index < kFiles; ++index) {
        AtomicBatch& one = index < 20 ? batch : more;
        one.add(path((index % 2 == 0 ? "a" : "folder/a") + std::to_string(index)), std::to_string(index));
    }
    batch.take(std::move(more));
    QCOMPARE(batch.fileCount(), std::size_t{kFiles});
    QCOMPARE(batch.byteCount(), std::uint64_t{50});
    QCOMPARE(contentOf(path("a0")), QByteArray("older"));
    QVERIFY(!std::filesystem::exists(path("a2")));
    batch.commit();
    for (int index = 0; index < kFiles; ++index) {
        const auto file = path((index % 2 == 0 ? "a" : "folder/a") + std::to_string(index));
        QCOMPARE(contentOf(file), QByteArray::number(index));
    }
    QCOMPARE(entries(), 16);
    QCOMPARE(batch.fileCount(), std::size_t{0});
    batch.commit();
    QCOMPARE(entries(), 16);
}

void TestAtomicFile::aBatchThatIsDroppedLeavesNothing() {
    {
        AtomicBatch batch;
        batch.add(path("a"), "x");
        batch.add(path("b"), "y");
        QCOMPARE(entries(), 2);
    }
    QCOMPARE(entries(), 0);
}

void TestAtomicFile::aBatchThatFailsLeavesNoTemporaries() {
    QVERIFY(QDir(m_folder->path()).mkdir("folder"));
    writeAtomically(path("folder/inside"), "x");
    {
        AtomicBatch batch;
        batch.add(path("a"), "x");
        batch.add(path("folder"), "y");
        batch.add(path("b"), "z");
        const auto error = errorOf([&] {
            batch.commit();
            return 0;
        });
        QVERIFY(error);
        QCOMPARE(error->code(), ErrorCode::Io);
        QVERIFY2(mentions(error, "folder"), error->what());
    }
    QCOMPARE(contentOf(path("a")), QByteArray("x"));
    QCOMPARE(entries(), 2);
}

void TestAtomicFile::aFolderAppearsWhole() {
    AtomicFolder folder(path("predictions/one"));
    writeAtomically(folder.temporary() / "label.nrrd", "voxels");
    QVERIFY(!std::filesystem::exists(path("predictions/one")));
    folder.commit();
    QCOMPARE(contentOf(path("predictions/one/label.nrrd")), QByteArray("voxels"));
    QVERIFY(!std::filesystem::exists(folder.temporary()));
    AtomicFolder second(path("predictions/one"));
    const auto taken = errorOf([&] {
        second.commit();
        return 0;
    });
    QVERIFY(taken && taken->code() == ErrorCode::Io);
    QCOMPARE(contentOf(path("predictions/one/label.nrrd")), QByteArray("voxels"));
}

void TestAtomicFile::aFolderTakesThePlaceOfAnother() {
    writeAtomically(path("model/old.txt"), "old");
    AtomicFolder folder(path("model"));
    writeAtomically(folder.temporary() / "below" / "new.txt", "new");
    QVERIFY(std::filesystem::exists(path("model/old.txt")));
    folder.replace();
    QCOMPARE(contentOf(path("model/below/new.txt")), QByteArray("new"));
    QVERIFY(!std::filesystem::exists(path("model/old.txt")));
    const auto none = errorOf([&] {
        AtomicFolder other(path("none"));
        other.replace();
        return 0;
    });
    QVERIFY(none && none->code() == ErrorCode::Io);
    QVERIFY(!std::filesystem::exists(path("none")));
}

void TestAtomicFile::aFolderThatIsGivenUpLeavesNothing() {
    {
        const AtomicFolder folder(path("one"));
        writeAtomically(folder.temporary() / "label.nrrd", "voxels");
    }
    QCOMPARE(entries(), 0);
}

void TestAtomicFile::leftOversOfKilledProcessesGo() {
    // A process that has ended, one that lives, and names that are none of ours.
    QProcess ended;
    ended.start("true", {});
    const qint64 gone = ended.processId();
    QVERIFY(ended.waitForFinished());
    const QString mine = QString(".tmp-%1-7-a").arg(QCoreApplication::applicationPid());
    const QString left = QString(".tmp-%1-7-a").arg(gone);
    for (const QString& name : {mine, left, QString(".tmp-x"), QString(".tmp-%1").arg(gone)}) {
        std::filesystem::create_directories(path(name.toStdString()));
        writeAtomically(path(name.toStdString()) / "label.nrrd", "voxels");
    }
    const AtomicFolder folder(path("one"));
    QVERIFY(!std::filesystem::exists(path(left.toStdString())));
    QVERIFY(std::filesystem::exists(path(mine.toStdString())));
    QVERIFY(std::filesystem::exists(path(".tmp-x")));
    QCOMPARE(entries(), 4);
}

/// The name of a temporary file tells when its process began, and where processes have such numbers.
void TestAtomicFile::leftOversAreToldFromOthersOfTheirNumber() {
    const auto nameOf = [](const std::filesystem::path& file) {
        return QString::fromStdString(file.filename().string());
    };
    const AtomicFolder mine(path("mine"));
    const QStringList parts = nameOf(mine.temporary()).split(QRegularExpression("[.-]"));  // "", "tmp", number, ...
    const QString before = QString(".tmp-%1.%2.%3-0-a").arg(parts[2]).arg(parts[3].toULongLong() + 1).arg(parts[4]);
    const QString elsewhere = QString(".tmp-%1.%2.%3-0-a").arg(parts[2], parts[3]).arg(parts[4].toULongLong() + 1);
    for (const QString& name : {before, elsewhere}) {
        writeAtomically(path(name.toStdString()), "half");
    }
    std::filesystem::create_symlink(path("far"), path((before + "link").toStdString()));
    writeAtomically(path("far"), "whole");
    removeLeftOvers(m_folder->path().toStdString());
    QVERIFY(!std::filesystem::exists(path(before.toStdString())));
    QVERIFY(!std::filesystem::is_symlink(path((before + "link").toStdString())));
    QVERIFY(std::filesystem::exists(path(elsewhere.toStdString())));
    QVERIFY(std::filesystem::exists(mine.temporary()));
    QVERIFY(std::filesystem::exists(path("far")));
    removeLeftOvers(path("none"));
}

void TestAtomicFile::aFullDiskIsToldAsSuch() {
    const auto kindOf = [](const std::function<void()>& write) {
        try {
            write();
        } catch (const DiskFull& full) {
            return std::string(full.what());
        }
        return std::string();
    };
    const std::string told = kindOf([] {
        OutputFile file("/dev/full", "named");
        file.write("text");
        file.close();
    });
    QVERIFY2(told.starts_with("Cannot write named: "), told.c_str());
    int tries = 0;
    QStringList notices;
    onceThereIsRoom(
        [&] {
            if (++tries < 2) {
                throw DiskFull("It is full.");
            }
        },
        [&](const std::string& sentence) { notices.append(QString::fromStdString(sentence)); }, {});
    QCOMPARE(tries, 2);
    QCOMPARE(notices, QStringList{"It is full. Until then it waits, and goes on by itself."});
    std::stop_source stop;
    const auto waiting = std::jthread([&] { stop.request_stop(); });
    QVERIFY(!kindOf([&] {
                 onceThereIsRoom([] { throw DiskFull("It is full."); }, [](const std::string&) {}, stop.get_token());
             }).empty());
}

QTEST_GUILESS_MAIN(TestAtomicFile)
#include "tst_atomic_file.moc"
