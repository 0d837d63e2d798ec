#include "core/base/error.h"
#include "core/study/label_scheme.h"
#include "storage/db/metric_repository.h"
#include "storage/db/project.h"
#include "storage/db/run_repository.h"
#include "storage/training/curve_files.h"
#include "tests/core/expect_error.h"

#include <QTemporaryDir>
#include <QtTest>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

using namespace tandem;

namespace {

/// What a reader of event files finds: tag, step, value.
struct Scalar {
    std::string tag;
    std::uint64_t step = 0;
    float value = 0;

    bool operator==(const Scalar&) const = default;
};

/// The fields of a message: their numbers and raw contents.
std::vector<std::pair<int, std::string>> fieldsOf(std::string_view bytes) {
    std::vector<std::pair<int, std::string>> fields;
    const auto varint = [&] {
        std::uint64_t value = 0;
        for (int shift = 0;; shift += 7) {
            const auto byte = static_cast<unsigned char>(bytes.front());
            bytes.remove_prefix(1);
            value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
            if (byte < 0x80) {
                return value;
            }
        }
    };
    while (!bytes.empty()) {
        const std::uint64_t key = varint();
        const auto wire = key & 7;
        if (wire == 0) {
            const std::uint64_t value = varint();
            fields.emplace_back(static_cast<int>(key >> 3), std::string(reinterpret_cast<const char*>(&value), 8));
            continue;
        }
        const std::size_t length = wire == 1 ? 8 : wire == 5 ? 4 : varint();
        fields.emplace_back(static_cast<int>(key >> 3), std::string(bytes.substr(0, length)));
        bytes.remove_prefix(length);
    }
    return fields;
}

std::string field(std::string_view bytes, int number) {
    for (const auto& [known, content] : fieldsOf(bytes)) {
        if (known == number) {
            return content;
        }
    }
    return {};
}

template <class Number>
Number numberIn(std::string_view bytes) {
    Number number{};
    std::memcpy(&number, bytes.data(), std::min(sizeof(Number), bytes.size()));
    return number;
}

}  // namespace

class TestCurveFiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_project = std::make_unique<Project>(Project::create(m_folder->filePath("p.tandem").toStdString(), "p",
                                                              LabelScheme::fromNames({"background", "atrium"})));
        m_run = m_project->runs()
                    .add({.method = "supervised", .settingsJson = "{}", .preparationJson = "{}", .versionsJson = "{}"})
                    .id;
    }

    void everyPointIsThere() {
        addPoints();
        QCOMPARE(curvesCsv(*m_project, m_run),
                 std::string("iteration,loss-total,validation-dice\n1,0.1,\n2,,0.875\n7,1e-07,\n"));
        // Two records about each record: its length and its bytes, each with a checksum.
        std::string_view rest;
        const std::string file = curvesEvents(*m_project, m_run);
        rest = file;
        std::vector<Scalar> scalars;
        std::vector<std::string> versions;
        while (!rest.empty()) {
            const auto length = numberIn<std::uint64_t>(rest.substr(0, 8));
            const auto unmasked = [](std::uint32_t crc) { return std::rotl(crc - 0xa282ead8U, 15); };
            QCOMPARE(unmasked(numberIn<std::uint32_t>(rest.substr(8, 4))), crc32c(rest.substr(0, 8)));
            const std::string_view data = rest.substr(12, length);
            QCOMPARE(unmasked(numberIn<std::uint32_t>(rest.substr(12 + length, 4))), crc32c(data));
            if (const std::string summary = field(data, 5); !summary.empty()) {
                const std::string value = field(summary, 1);
                scalars.push_back(
                    {field(value, 1), numberIn<std::uint64_t>(field(data, 2)), numberIn<float>(field(value, 2))});
            } else {
                versions.push_back(field(data, 3));
            }
            rest.remove_prefix(16 + length);
        }
        QCOMPARE(versions, std::vector<std::string>{"brain.Event:2"});
        QCOMPARE(scalars.size(), std::size_t{4});
        QVERIFY(scalars[0] == (Scalar{"loss-total", 1, 0.1F}));
        QVERIFY(scalars[1].tag == "loss-total" && scalars[1].step == 2 && std::isnan(scalars[1].value));
        QVERIFY(scalars[2] == (Scalar{"validation-dice", 2, 0.875F}));
        QVERIFY(scalars[3] == (Scalar{"loss-total", 7, 1e-7F}));
    }

    void filesAreNotReplacedUnasked() {
        const std::filesystem::path out = m_folder->filePath("out").toStdString();
        QVERIFY(mentions(errorOf([&] { return writeCurves(*m_project, m_run, out, false); }), "has no curves yet"));
        addPoints();
        const auto files = writeCurves(*m_project, m_run, out, false);
        QCOMPARE(files.front(), out / "run1_curves.csv");
        QVERIFY(files.back().filename().string().find("tfevents") != std::string::npos);
        QCOMPARE(files.back().parent_path().filename().string(), m_project->name() + "-run1");
        QVERIFY(mentions(errorOf([&] { return writeCurves(*m_project, m_run, out, false); }), "is there already"));
        QCOMPARE(writeCurves(*m_project, m_run, out, true), files);
    }

    void theChecksumIsCastagnolis() {
        QCOMPARE(crc32c("123456789"), 0xe3069283U);
        QCOMPARE(crc32c(std::string(32, '\0')), 0x8a9136aaU);  // RFC 3720, B.4
    }

private:
    void addPoints() const {
        m_project->metrics().add(
            std::vector<MetricPoint>{{m_run, 1, "loss-total", 0.1},
                                     {m_run, 2, "loss-total", std::numeric_limits<double>::quiet_NaN()},
                                     {m_run, 2, "validation-dice", 0.875},
                                     {m_run, 7, "loss-total", 1e-7}});
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Project> m_project;
    std::int64_t m_run = 0;
};

QTEST_GUILESS_MAIN(TestCurveFiles)
#include "tst_curve_files.moc"
