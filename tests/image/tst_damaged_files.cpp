// Files that were cut short, padded, or changed somewhere: an Error or the right volume, never anything else.
#include "core/base/error.h"
#include "storage/image/image_reader.h"
#include "tests/core/expect_error.h"
#include "tests/image/made_files.h"

#include <fcntl.h>
#include <unistd.h>

#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <array>
#include <cstdio>

using namespace tandem;

namespace {

/// What the C library's error stream gets while it lives.
class ErrorStreamCapture {
public:
    explicit ErrorStreamCapture(const std::filesystem::path& file) : m_file(file), m_saved(::dup(2)) {
        const int target = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
        ::dup2(target, 2);
        ::close(target);
    }
    ~ErrorStreamCapture() { end(); }
    std::string end() {
        if (m_saved >= 0) {
            std::fflush(stderr);
            ::dup2(m_saved, 2);
            ::close(m_saved);
            m_saved = -1;
        }
        return bytesOfFile(m_file);
    }

private:
    std::filesystem::path m_file;
    int m_saved;
};

void addFormats() {
    QTest::addColumn<QString>("format");
    for (const std::string& format : madeFormats()) {
        QTest::newRow(format.c_str()) << QString::fromStdString(format);
    }
}

}  // namespace

class TestDamagedFiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void refusesTruncatedFiles_data();
    void refusesTruncatedFiles();
    void tellsOfSurplusData_data();
    void tellsOfSurplusData();
    void refusesDamagedCompression_data();
    void refusesDamagedCompression();
    void survivesDamagedHeaders_data();
    void survivesDamagedHeaders();

private:
    std::filesystem::path folder() const { return m_folder.path().toStdString(); }
    QTemporaryDir m_folder;
};

void TestDamagedFiles::refusesTruncatedFiles_data() {
    addFormats();
}

// Cut at every length: never a volume, always an Error.
void TestDamagedFiles::refusesTruncatedFiles() {
    QFETCH(QString, format);
    const MadeImage image = MadeImage::ofType(VoxelType::Int16);
    const auto path = writeMade(image, format.toStdString(), folder(), "cut");
    std::filesystem::path data = path;
    for (const char* ending : {".img", ".img.gz", ".raw", ".raw.gz", ".zraw"}) {
        const auto beside = folder() / (std::string("cut") + ending);
        const bool isOfPair = format.startsWith("hdr") || format.startsWith("nhdr") || format.startsWith("mhd");
        if (isOfPair && std::filesystem::exists(beside)) {
            data = beside;
        }
    }
    const std::string whole = bytesOfFile(data);
    // The last line end of a text is not needed.
    const std::size_t needed = format == "nrrd.text" ? whole.size() - 1 : whole.size();
    ErrorStreamCapture capture(folder() / "errors");
    std::size_t refused = 0;
    for (std::size_t length = 0; length < needed; ++length) {
        writeBytes(data, whole.substr(0, length));
        const auto error = errorOf([&] { return readImage(path); });
        // The last number without its last digits is a number as well, which nobody can tell.
        const bool cannotBeTold = format == "nrrd.text" && length > whole.rfind("-32768") + 1;
        refused += (error && std::string(error->what()).find("cut") != std::string::npos) || cannotBeTold ? 1 : 0;
    }
    const std::string noise = capture.end();
    QCOMPARE(refused, needed);
    QCOMPARE(noise, std::string());
    for (const char* ending : {".img", ".img.gz", ".raw", ".raw.gz", ".zraw"}) {
        std::filesystem::remove(folder() / (std::string("cut") + ending));
    }
}

void TestDamagedFiles::tellsOfSurplusData_data() {
    addFormats();
}

void TestDamagedFiles::tellsOfSurplusData() {
    QFETCH(QString, format);
    MadeImage image = MadeImage::ofType(VoxelType::Int16);
    image.values.push_back(7);
    const auto path = writeMade(image, format.toStdString(), folder() / format.toStdString(), "surplus");
    const auto read = [&] { return readImageAndHeader(path, {}, {}); };
    if (format.contains("ascii") || format.contains("text")) {
        QVERIFY(mentions(errorOf(read), "more numbers than"));
        return;
    }
    const auto [header, volume] = read();
    const std::vector<Finding>& findings = header.findings;
    for (std::size_t index = 0; index < volume.voxels().size(); ++index) {
        QCOMPARE(volume.voxels()[index], static_cast<float>(image.values[index]));
    }
    QCOMPARE(findings.size(), std::size_t{1});
    QCOMPARE(findings.front().severity, FindingSeverity::Warning);
    QVERIFY2(QString::fromStdString(findings.front().sentence).contains("has 2 bytes after the 120 bytes of voxels"),
             findings.front().sentence.c_str());
}

void TestDamagedFiles::refusesDamagedCompression_data() {
    QTest::addColumn<QString>("format");
    for (const char* format : {"nii.gz", "nii2.gz", "hdr.gz", "nrrd.gz", "nhdr.gz", "mha.zlib", "mhd.zlib"}) {
        QTest::newRow(format) << format;
    }
}

// A bit that is wrong anywhere in the compressed voxels is found, if only by the checksum at their end.
void TestDamagedFiles::refusesDamagedCompression() {
    QFETCH(QString, format);
    const MadeImage image = MadeImage::ofType(VoxelType::Float32);
    const auto path = writeMade(image, format.toStdString(), folder() / format.toStdString(), "bits");
    std::filesystem::path data = path;
    if (format == "hdr.gz") {
        data = path.parent_path() / "bits.img.gz";
    } else if (format == "nhdr.gz") {
        data = path.parent_path() / "bits.raw.gz";
    } else if (format == "mhd.zlib") {
        data = path.parent_path() / "bits.zraw";
    }
    const std::string good = bytesOfFile(data);
    const ImageVolume right = readImage(path);
    int silent = 0;
    for (std::size_t at = good.size() - 60; at < good.size(); ++at) {
        std::string bad = good;
        bad[at] = static_cast<char>(bad[at] ^ 0x10);
        writeBytes(data, bad);
        try {
            const ImageVolume volume = readImage(path);
            silent += std::ranges::equal(volume.voxels(), right.voxels()) ? 0 : 1;
        } catch (const Error&) {
        }
    }
    QCOMPARE(silent, 0);
}

void TestDamagedFiles::survivesDamagedHeaders_data() {
    addFormats();
}

// Every byte of the first 600 takes some other values: a volume or an Error comes out, nothing else.
void TestDamagedFiles::survivesDamagedHeaders() {
    QFETCH(QString, format);
    const auto path =
        writeMade(MadeImage::ofType(VoxelType::Int16), format.toStdString(), folder() / format.toStdString(), "bent");
    const std::string whole = bytesOfFile(path);
    ErrorStreamCapture capture(folder() / "errors");
    std::size_t answers = 0;
    const std::size_t count = std::min<std::size_t>(whole.size(), 600);
    constexpr std::array<char, 4> kValues{'\0', '\x7f', '\xff', '-'};
    for (std::size_t at = 0; at < count; ++at) {
        for (const char value : kValues) {
            std::string bent = whole;
            bent[at] = value;
            writeBytes(path, bent);
            static_cast<void>(errorOf([&] { return readImage(path, {.memoryLimitBytes = 1 << 26}); }));
            ++answers;
        }
    }
    QCOMPARE(capture.end(), std::string());
    QCOMPARE(answers, count * kValues.size());
}

QTEST_GUILESS_MAIN(TestDamagedFiles)
#include "tst_damaged_files.moc"
