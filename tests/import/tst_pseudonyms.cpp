#include "core/study/label_scheme.h"
#include "storage/cases/case_reading.h"
#include "storage/db/case_repository.h"
#include "storage/db/project.h"
#include "storage/image/dicom_series.h"
#include "storage/image/series_pseudonym.h"
#include "storage/import/import_job.h"
#include "storage/import/import_plan.h"
#include "storage/import/pseudonyms.h"
#include "storage/import/source_hash.h"
#include "tests/image/made_dicom.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace tandem;

namespace {

/// Two series of one patient and one of another, 16 slices of 16 x 16, and a project beside them.
class Hospital {
public:
    Hospital() {
        series("jane-1", "1.2.3.100", "P-7");
        series("jane-2", "1.2.3.200", "P-7");
        series("john", "1.2.3.300", "P-8");
    }

    [[nodiscard]] std::filesystem::path root() const { return m_root.path().toStdString(); }

    Project import(const std::string& name, Identifiers identifiers) const {
        Project project =
            Project::create(root() / name, "study", LabelScheme::fromNames({"background", "heart"}), identifiers);
        const ImportSummary summary = runImport(project, planImport({root() / "scans"}, {}), {}, {}, {});
        if (summary.count(ImportOutcome::Imported) != 3) {
            throw std::runtime_error("not all cases were imported");
        }
        return project;
    }

private:
    void series(const std::string& folder, const char* uid, const char* patient) const {
        writeMadeSeries(root() / "scans" / folder, 16, [&](DcmDataset& dataset, int number) {
            const std::string instance = std::string(uid) + "." + std::to_string(number);
            dataset.putAndInsertString(DCM_SeriesInstanceUID, uid);
            dataset.putAndInsertString(DCM_SOPInstanceUID, instance.c_str());
            dataset.putAndInsertString(DCM_PatientID, patient);
            // No two series have the same voxels.
            const std::vector<Uint16> pixels(12, static_cast<Uint16>(number + uid[6]));
            dataset.putAndInsertUint16Array(DCM_PixelData, pixels.data(), 12);
        });
    }

    QTemporaryDir m_root;
};

/// All bytes of all files of a project.
QByteArray bytesOf(const std::filesystem::path& folder) {
    QByteArray all;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) {
            QFile file(entry.path());
            all += file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        }
    }
    return all;
}

}  // namespace

class TestPseudonyms : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIdentifiesIsInNoFile() {
        const Hospital hospital;
        std::filesystem::copy(hospital.root() / "scans" / "john" / "slice1.dcm",
                              hospital.root() / "scans" / "john" / "copy.dcm");  // of which a finding tells
        const std::filesystem::path folder = hospital.import("p.tandem", Identifiers::LeftOut).folder();
        const QByteArray bytes = bytesOf(folder);
        QVERIFY(bytes.contains("jane-1"));  // the case is there
        QVERIFY(bytes.contains("john holds copies of 1 slices"));
        for (const std::string& text : {std::string("P-7"), std::string("1.2.3.100"), std::string("Doe^Jane"),
                                        (hospital.root() / "scans").string()}) {
            QVERIFY2(!bytes.contains(text.c_str()), text.c_str());
        }
        const QByteArray kept = bytesOf(hospital.import("kept.tandem", Identifiers::Kept).folder());
        for (const std::string& text :
             {std::string("P-7"), std::string("1.2.3.100"), (hospital.root() / "scans").string()}) {
            QVERIFY2(kept.contains(text.c_str()), text.c_str());
        }
    }

    void foldersAreHiddenAsAWhole() {
        const QTemporaryDir root;
        const Project project = Project::create(std::filesystem::path(root.path().toStdString()) / "p.tandem", "study",
                                                LabelScheme::fromNames({"background", "heart"}), Identifiers::LeftOut);
        PlannedCase planned;
        planned.images = {{"/data", {}}, {"/data/one.nii", {}}, {"/data/deep/two.nii", {}}};
        CaseRecord record;
        record.findings = {{FindingSeverity::Note,
                            "/data/deep/two.nii is not /mnt/data/x/three.nii, and (/data/one.nii) is in /data.",
                            "Compare \"/data/deep/two.nii\"."}};
        const CaseRecord hidden = Pseudonyms(project).appliedTo(record, planned);
        QCOMPARE(hidden.findings[0].sentence,
                 std::string("two.nii is not /mnt/data/x/three.nii, and (one.nii) is in /data."));
        QCOMPARE(hidden.findings[0].fix, std::string("Compare \"two.nii\"."));
    }

    void aPatientStaysTogetherInOneProjectAlone() {
        const Hospital hospital;
        const Project one = hospital.import("one.tandem", Identifiers::LeftOut);
        const Project other = hospital.import("other.tandem", Identifiers::LeftOut);
        const auto patient = [](const Project& project, const char* name) {
            return project.cases().find(name)->patient;
        };
        QCOMPARE(patient(one, "jane-1"), patient(one, "jane-2"));
        QVERIFY(patient(one, "jane-1") != patient(one, "john"));
        QVERIFY(patient(one, "jane-1") != patient(other, "jane-1"));
        QVERIFY(patient(one, "jane-1").starts_with("patient-"));
    }

    void imagesAreFoundAsBefore() {
        const Hospital hospital;
        const Project project = hospital.import("p.tandem", Identifiers::LeftOut);
        const CaseRecord record = *project.cases().find("jane-2");
        QCOMPARE(record.images[0].path, hospital.root() / "scans" / "jane-2");
        QCOMPARE(readCaseImage(project, record.images[0], {}).geometry().size[2], 16);
        const ImportSummary again = runImport(project, planImport({hospital.root() / "scans"}, {}), {}, {}, {});
        QCOMPARE(again.count(ImportOutcome::AlreadyThere), 3);
        std::filesystem::rename(hospital.root() / "scans", hospital.root() / "elsewhere");
        QCOMPARE(project.cases().withMissingFiles().size(), std::size_t{3});
        QCOMPARE(relocateMissingFiles(project, hospital.root(), sourceHasher(), {}, {}).found, 3);
        QCOMPARE(project.cases().find("john")->images[0].path, hospital.root() / "elsewhere" / "john");
    }

    void aPseudonymNamesItsSeriesAlone() {
        DicomSeries series;
        series.uid = "1.2.3";
        const std::string pseudonym = pseudonymOfSeries("1.2.3", "5a17");
        QVERIFY(isSeriesPseudonym(pseudonym) && !isSeriesPseudonym("1.2.3"));
        QVERIFY(isNamed(series, "1.2.3") && isNamed(series, pseudonym));
        QVERIFY(!isNamed(series, "1.2.4") && !isNamed(series, pseudonymOfSeries("1.2.4", "5a17")));
        for (const char* broken : {"", "sha256-", "sha256", "sha256--", "sha256-5a17"}) {
            QVERIFY2(!isNamed(series, broken), broken);
        }
        QVERIFY(pseudonym != pseudonymOfSeries("1.2.3", "5a18"));
    }
};

QTEST_GUILESS_MAIN(TestPseudonyms)
#include "tst_pseudonyms.moc"
