#include "storage/import/import_plan.h"
#include "tests/core/expect_error.h"
#include "tests/image/made_dicom.h"
#include "tests/import/plan_text.h"
#include "tests/import/sample_files.h"

#include <QtTest>

using namespace tandem;

class TestImportPlan : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void layouts_data();
    void layouts();
    void tablesSayItThemselves();
    void tablesThatCannotBeRead_data();
    void tablesThatCannotBeRead();
    void aTableRowWithoutItsFileIsRefused();
    void listsNameTheCases();
    void listsWithinAFolderAreChecked();
    void severalInputsAreOneDataSet();
    void inputsThatAreCalledAlike();
    void tablesOfOtherThingsAreIgnored();
    void linksAreFollowedOnce();
    void findingsNameTheFiles();
    void onlyImagesWithASuffix();
    void patientsFromTheName();
    void namesThatCannotBeKeptAreRefused_data();
    void namesThatCannotBeKeptAreRefused();
    void patternsEnd();
    void options();
    void stops();
};

void TestImportPlan::layouts_data() {
    QTest::addColumn<QStringList>("files");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<int>("findings");
    QTest::addColumn<int>("ignored");
    const auto row = [](const char* name, const QStringList& files, const QStringList& cases, int findings = 0,
                        int ignored = 0) { QTest::newRow(name) << files << cases.join("\n") << findings << ignored; };
    row("one image", {"a.nii.gz"}, {"a: a.nii.gz"});
    row("an empty folder", {}, {});
    row("decathlon",
        {"imagesTr/la_003.nii.gz", "imagesTr/la_004.nii.gz", "labelsTr/la_003.nii.gz", "imagesTs/la_001.nii.gz"},
        {"la_001: imagesTs/la_001.nii.gz", "la_003: imagesTr/la_003.nii.gz | labelsTr/la_003.nii.gz",
         "la_004: imagesTr/la_004.nii.gz"});
    row("images and labels", {"images/x.nrrd", "labels/x.mha", "labels/y_seg.nii", "images/y.nii"},
        {"x: images/x.nrrd | labels/x.mha", "y: images/y.nii | labels/y_seg.nii"});
    row("masks", {"images/x.nii", "masks/x.nii"}, {"x: images/x.nii | masks/x.nii"});
    row("folders below", {"images/site 1/x.nii", "labels/site 1/x.nii", "images/site 2/y.nii"},
        {"x: images/site 1/x.nii | labels/site 1/x.nii", "y: images/site 2/y.nii"});
    row("test labels", {"imagesTs/x.nii", "labelsTs/x.nii"}, {"x: imagesTs/x.nii | labelsTs/x.nii"});
    row("suffixes",
        {"a.nii", "a_seg.nii", "b.nii", "b-seg.nii", "c.nii", "c_label.nii", "d.nii", "d-label.nii", "e.nii",
         "e_gt.nii.gz", "F.nii", "F_SEG.nii"},
        {"F: F.nii | F_SEG.nii", "a: a.nii | a_seg.nii", "b: b.nii | b-seg.nii", "c: c.nii | c_label.nii",
         "d: d.nii | d-label.nii", "e: e.nii | e_gt.nii.gz"});
    row("nnU-Net with one channel", {"imagesTr/p_0000.nii.gz", "labelsTr/p.nii.gz", "imagesTs/q_0000.nii.gz"},
        {"p: imagesTr/p_0000.nii.gz | labelsTr/p.nii.gz", "q: imagesTs/q_0000.nii.gz"});
    row("nnU-Net with channels",
        {"imagesTr/p_0001.nii", "imagesTr/p_0000.nii", "imagesTr/p_0002.nii", "labelsTr/p.nii"},
        {"p: imagesTr/p_0000.nii+imagesTr/p_0001.nii+imagesTr/p_0002.nii | labelsTr/p.nii"});
    row("a channel is missing", {"imagesTr/p_0000.nii", "imagesTr/p_0002.nii"},
        {"p: imagesTr/p_0000.nii+imagesTr/p_0002.nii !"});
    row("channels beside a suffix", {"p_0000.nii", "p_0001.nii", "p_seg.nii"},
        {"p: p_0000.nii+p_0001.nii | p_seg.nii"});
    row("numbers, not channels", {"imagesTr/la_0007.nii", "imagesTr/la_0008.nii", "labelsTr/la_0007.nii"},
        {"la_0007: imagesTr/la_0007.nii | labelsTr/la_0007.nii", "la_0008: imagesTr/la_0008.nii"});
    row("numbers that cannot be channels", {"la_0007.nii", "la_0008.nii"},
        {"la_0007: la_0007.nii", "la_0008: la_0008.nii"});
    row("channels or cases", {"la_0000.nii", "la_0001.nii", "other.nii"}, {"other: other.nii"}, 1);
    row("a label without image", {"images/x.nii", "labels/y.nii", "z_seg.nii"}, {"x: images/x.nii"}, 2);
    row("two labels", {"x.nii", "x_seg.nii", "x_gt.nii"}, {"x: x.nii | x_gt.nii !"});
    row("two images of a name", {"x.nii", "x.nrrd"}, {"x: x.nii"}, 1);
    row("header and data count once", {"a.hdr", "a.img", "b.nhdr", "b.raw", "c.mhd", "c.zraw", "d.hdr.gz", "d.img.gz"},
        {"a: a.hdr", "b: b.nhdr", "c: c.mhd", "d: d.hdr.gz"});
    row("other files", {"a.nii", "notes.txt", "list.csv", "preview.png", ".hidden.nii", "strange.xyz", "noextension"},
        {"a: a.nii"}, 0, 5);
    row("a project among the images", {"a.nii", "p.tandem/predictions/0001/b.nii"}, {"a: a.nii"});
    row("names of two folders", {"s1/images/a.nii", "s2/images/a.nii", "s2/images/b.nii", "s1/labels/a.nii"},
        {"b: s2/images/b.nii", "root_s1_images_a: s1/images/a.nii | s1/labels/a.nii",
         "root_s2_images_a: s2/images/a.nii"});
    row("spaces and letters", {"Bilder/ä ö.nii", "Bilder/ä ö_seg.nii"}, {"ä ö: Bilder/ä ö.nii | Bilder/ä ö_seg.nii"});
}

void TestImportPlan::layouts() {
    QFETCH(QStringList, files);
    QFETCH(QString, expected);
    QFETCH(int, findings);
    QFETCH(int, ignored);
    const SampleFiles sample;
    std::filesystem::create_directories(sample.path());
    for (const QString& file : files) {
        sample.write(file.toStdString(), "not looked at");
    }
    const ImportPlan plan = planImport({sample.path()}, {});
    QCOMPARE(textOf(plan, sample), expected);
    QCOMPARE(plan.findings.size(), static_cast<std::size_t>(findings));
    QCOMPARE(plan.ignoredFiles, ignored);
}

void TestImportPlan::tablesSayItThemselves() {
    const SampleFiles sample;
    for (const char* name : {"i/a.nii", "i/b one.nii", "i/b two.nii", "l/a-mask.nii", "i/c_0000.nii", "i/c_0001.nii"}) {
        sample.write(name, "x");
    }
    sample.write("cases.csv",
                 "\xEF\xBB\xBFpatient,case,label,image,comment\r\n"
                 "P1,first,l/a-mask.nii,i/a.nii,\"good, very\"\r\n"
                 "\"P \"\"2\"\"\",second,,\"i/b one.nii;i/b two.nii\",\r\n"
                 "\r\n"
                 ",,,i/c_0000.nii;i/c_0001.nii\r\n");
    const ImportPlan plan = planImport({sample.path("cases.csv")}, {});
    QCOMPARE(textOf(plan, sample), QString("c: i/c_0000.nii+i/c_0001.nii\n"
                                           "first(P1): i/a.nii | l/a-mask.nii\n"
                                           "second(P \"2\"): i/b one.nii+i/b two.nii"));
    QVERIFY(plan.findings.empty());
    sample.write("cases.tsv", "image\tcase\ni/a.nii\tfrom tabs, this");
    QCOMPARE(textOf(planImport({sample.path("cases.tsv")}, {}), sample), QString("from tabs, this: i/a.nii"));
}

void TestImportPlan::tablesThatCannotBeRead_data() {
    QTest::addColumn<QString>("content");
    QTest::newRow("empty") << "";
    QTest::newRow("no column") << "case,label\na,b\n";
    QTest::newRow("a line without end") << "image\n" + QString(70'000, 'a');
    QTest::newRow("control character") << "image\na\x1b.nii\n";
}

void TestImportPlan::tablesThatCannotBeRead() {
    QFETCH(QString, content);
    const SampleFiles sample;
    sample.write("t.csv", content.toStdString());
    const auto error = errorOf([&] { return planImport({sample.path("t.csv")}, {}); });
    QVERIFY(error);
    QVERIFY2(mentions(error, "t.csv"), error->what());
}

void TestImportPlan::aTableRowWithoutItsFileIsRefused() {
    const SampleFiles sample;
    sample.write("a.nii", "x");
    // The last one has a name that no file can have, which the file system does not even look for.
    sample.write("t.csv", "case,image,label\none,a.nii,missing_label.nii\ntwo,missing.nii,\nthree,missing" +
                              std::string(300, 'x') + ".nii,\n");
    const ImportPlan plan = planImport({sample.path("t.csv")}, {});
    QCOMPARE(plan.cases.size(), std::size_t{3});
    for (const PlannedCase& planned : plan.cases) {
        QCOMPARE(planned.findings.size(), std::size_t{1});
        QCOMPARE(planned.findings.front().severity, FindingSeverity::Refusal);
        QVERIFY(planned.findings.front().sentence.find("missing") != std::string::npos);
    }
}

void TestImportPlan::listsNameTheCases() {
    const SampleFiles sample;
    for (const char* name : {"a.nii", "a_seg.nii", "b.nii", "c/image.nii"}) {
        sample.write(name, "x");
    }
    sample.write("some.list", "a\n# b is left out\nc\nnobody\n");
    const ImportPlan plan = planImport({sample.path("some.list")}, {});
    QCOMPARE(textOf(plan, sample), QString("a: a.nii | a_seg.nii\nc: c/image.nii"));
    QCOMPARE(plan.findings.size(), std::size_t{1});
    QVERIFY(plan.findings.front().sentence.find("\"nobody\"") != std::string::npos);
}

void TestImportPlan::listsWithinAFolderAreChecked() {
    const SampleFiles sample;
    sample.write("a.nii", "x");
    sample.write("b.nii", "x");
    sample.write("test.list", "a\nc\n");
    const ImportPlan plan = planImport({sample.path()}, {});
    QCOMPARE(textOf(plan, sample), QString("a: a.nii\nb: b.nii"));
    QCOMPARE(plan.findings.size(), std::size_t{1});
    QVERIFY(plan.findings.front().sentence.find("\"c\"") != std::string::npos);
}

void TestImportPlan::severalInputsAreOneDataSet() {
    const SampleFiles sample;
    sample.write("imagesTr/a.nii", "x");
    sample.write("labelsTr/a.nii", "x");
    sample.write("b.nii", "x");
    const QString expected("a: imagesTr/a.nii | labelsTr/a.nii\nb: b.nii");
    const auto folder = [&](const char* name) { return sample.path(name) / ""; };
    QCOMPARE(textOf(planImport({folder("imagesTr"), sample.path("labelsTr"), sample.path("b.nii")}, {}), sample),
             expected);
    QCOMPARE(textOf(planImport({sample.path(), sample.path("b.nii"), sample.path()}, {}), sample), expected);
    QCOMPARE(textOf(planImport({sample.path("imagesTr/a.nii"), sample.path("labelsTr/a.nii")}, {}), sample),
             QString("a: imagesTr/a.nii | labelsTr/a.nii"));
}

void TestImportPlan::inputsThatAreCalledAlike() {
    const SampleFiles sample;
    for (const std::string place : {"1", "2"}) {
        writeMadeSeries(sample.path(place + "/DICOM"), 3, [&](DcmDataset& dataset, int number) {
            dataset.putAndInsertString(DCM_SeriesInstanceUID, ("1.2.3." + place).c_str());
            dataset.putAndInsertString(DCM_SOPInstanceUID, ("1.2.3." + place + std::to_string(number)).c_str());
        });
    }
    QCOMPARE(planImport({sample.path("1/DICOM"), sample.path("2/DICOM")}, {}).cases.size(), std::size_t{2});
}

void TestImportPlan::tablesOfOtherThingsAreIgnored() {
    const SampleFiles sample;
    sample.write("scans/a.nii.gz", "x");
    sample.write("scans/notes.csv", std::string("i\0m\0a\0g\0e\0\n\0", 12));
    const ImportPlan plan = planImport({sample.path()}, {});
    QCOMPARE(plan.cases.size(), std::size_t{1});
    QCOMPARE(plan.ignoredFiles, 1);
}

void TestImportPlan::linksAreFollowedOnce() {
    const SampleFiles sample;
    const SampleFiles elsewhere;
    sample.write("a.nii", "x");
    elsewhere.write("imagesTr/b.nii", "x");
    elsewhere.write("labelsTr/b.nii", "x");
    std::filesystem::create_directory_symlink(elsewhere.path(), sample.path("linked"));
    std::filesystem::create_directory_symlink(sample.path(), sample.path("circle"));
    QCOMPARE(textOf(planImport({sample.path()}, {}), sample),
             QString("a: a.nii\nb: linked/imagesTr/b.nii | linked/labelsTr/b.nii"));
}

void TestImportPlan::findingsNameTheFiles() {
    const SampleFiles sample;
    sample.write("labels/y.nii", "x");
    const ImportPlan plan = planImport({sample.path()}, {});
    QCOMPARE(plan.findings.size(), std::size_t{1});
    const Finding& finding = plan.findings.front();
    QCOMPARE(finding.severity, FindingSeverity::Warning);
    QVERIFY(finding.sentence.find(sample.path("labels/y.nii").string()) != std::string::npos);
    QVERIFY(finding.sentence.find("\"y\"") != std::string::npos);
    QVERIFY(!finding.fix.empty());
}

void TestImportPlan::onlyImagesWithASuffix() {
    const SampleFiles sample;
    for (const char* name : {"P1/P1_flair.nii", "P1/P1_t1.nii", "P1/P1_seg.nii", "P2/P2_flair.nii", "P2/P2_t2.nii"}) {
        sample.write(name, "x");
    }
    const ImportPlan plan = planImport({sample.path()}, {.imageSuffix = "_flair"});
    QCOMPARE(textOf(plan, sample), QString("P1: P1/P1_flair.nii | P1/P1_seg.nii\nP2: P2/P2_flair.nii"));
    QCOMPARE(plan.ignoredFiles, 2);
}

void TestImportPlan::patientsFromTheName() {
    const SampleFiles sample;
    sample.write("sub-01_ses-2_T1w.nii", "x");
    sample.write("other.nii", "x");
    QCOMPARE(textOf(planImport({sample.path()}, {}), sample),
             QString("other: other.nii\nsub-01_ses-2_T1w(sub-01): sub-01_ses-2_T1w.nii"));
    QCOMPARE(textOf(planImport({sample.path()}, {.patientPattern = "^(oth)"}), sample),
             QString("other(oth): other.nii\nsub-01_ses-2_T1w: sub-01_ses-2_T1w.nii"));
    QCOMPARE(textOf(planImport({sample.path()}, {.patientPattern = ""}), sample),
             QString("other: other.nii\nsub-01_ses-2_T1w: sub-01_ses-2_T1w.nii"));
}

void TestImportPlan::namesThatCannotBeKeptAreRefused_data() {
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("row");
    QTest::addColumn<QString>("words");
    const QByteArray plain("a.nii");
    QTest::newRow("file in Latin-1") << QByteArray("m\xfcller.nii") << QByteArray()
                                     << "The case \"m?ller\" is not written in UTF-8";
    QTest::newRow("folder in Latin-1") << QByteArray("m\xfc/a.nii") << QByteArray() << "not written in UTF-8";
    QTest::newRow("newline in a file's name") << QByteArray("a\nb.nii") << QByteArray() << "control characters";
    QTest::newRow("case of 300 bytes") << plain << QByteArray(300, 'a') + ",a.nii,P" << "has 300 bytes";
    QTest::newRow("patient in Latin-1") << plain << QByteArray("a,a.nii,M\xfcller") << "The patient \"M?ller\"";
}

void TestImportPlan::namesThatCannotBeKeptAreRefused() {
    QFETCH(const QByteArray, file);
    QFETCH(const QByteArray, row);
    QFETCH(const QString, words);
    const SampleFiles sample;
    sample.write("images/good.nii", "x");
    sample.write("images/" + file.toStdString(), "x");
    std::vector<std::filesystem::path> inputs{sample.path("images")};
    if (!row.isEmpty()) {
        sample.write("images/t.csv", "case,image,patient\n" + row.toStdString() + "\n");
        inputs = {sample.path("images/t.csv"), sample.path("images/good.nii")};
    }
    const ImportPlan plan = planImport(inputs, {});
    QCOMPARE(plan.cases.size(), std::size_t{2});
    for (const PlannedCase& planned : plan.cases) {
        QVERIFY(planned.name.size() <= 200);
        QCOMPARE(planned.findings.empty(), planned.name == "good");
        for (const Finding& finding : planned.findings) {
            QCOMPARE(finding.severity, FindingSeverity::Refusal);
        }
        QVERIFY(planned.name == "good" || QString::fromStdString(planned.findings.front().sentence).contains(words));
    }
}

/// By backtracking, each would take longer than the test may.
void TestImportPlan::patternsEnd() {
    const SampleFiles sample;
    sample.write("a.nii", "x");
    sample.write("t.csv", "case,image\nsub-" + std::string(50'000, 'a') + ",a.nii\n");
    for (const char* pattern : {"^(sub-[A-Za-z0-9]+)", "(a+)+$", "((a|aa)+)+!", "(.*)*(.*)*x"}) {
        QCOMPARE(planImport({sample.path("t.csv")}, {.patientPattern = pattern}).cases.size(), std::size_t{1});
    }
}

void TestImportPlan::options() {
    const SampleFiles sample;
    std::filesystem::create_directories(sample.path());
    for (const ImportOptions& wrong :
         {ImportOptions{.spacingMm = Vector3{1, 0, 1}}, ImportOptions{.patientPattern = "("},
          ImportOptions{.patientPattern = "no group"}}) {
        const auto error = errorOf([&] { return planImport({sample.path()}, wrong); });
        QVERIFY(error);
        QCOMPARE(error->code(), ErrorCode::InvalidInput);
    }
    const auto absent = errorOf([&] { return planImport({sample.path("none")}, {}); });
    QVERIFY(absent);
    QCOMPARE(absent->code(), ErrorCode::NotFound);
    QVERIFY(mentions(absent, "none"));
}

void TestImportPlan::stops() {
    const SampleFiles sample;
    sample.write("a.nii", "x");
    std::stop_source stop;
    stop.request_stop();
    const auto error = errorOf([&] { return planImport({sample.path()}, {}, {}, stop.get_token()); });
    QVERIFY(error);
    QCOMPARE(error->code(), ErrorCode::Cancelled);
}

QTEST_GUILESS_MAIN(TestImportPlan)
#include "tst_import_plan.moc"
