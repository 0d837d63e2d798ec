// As what the folders are read that people have: names alone, as in the data sets that README.md here lists.
#include "storage/image/dicom_series.h"
#include "storage/image/image_reader.h"
#include "storage/import/import_plan.h"
#include "storage/import/source_hash.h"
#include "tests/image/made_dicom.h"
#include "tests/import/plan_text.h"
#include "tests/import/sample_files.h"

#include <QRegularExpression>
#include <QtTest>
#include <algorithm>
#include <ctime>

using namespace tandem;

class TestLayouts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reads_data();
    void reads();
    void capitalsPlayNoPart_data() { reads_data(); }
    void capitalsPlayNoPart();
    void labelsOfBids();
    void aTableWithinTheFolder_data();
    void aTableWithinTheFolder();
    void aPersonSaysWhatIsWhat();
    void aSeriesOverSeveralFolders();
    void aCopyOfASeriesIsNoPartOfIt();
    void tablesAndFoldersOfSeries();
    void thousandsOfFiles_data();
    void thousandsOfFiles();
};

void TestLayouts::reads_data() {
    QTest::addColumn<QStringList>("files");
    QTest::addColumn<QStringList>("expected");
    QTest::addColumn<QString>("reading");
    QTest::addColumn<int>("unused");
    const auto row = [](const char* name, const QStringList& files, const QStringList& cases, const QString& reading,
                        int unused = 0) { QTest::newRow(name) << files << cases << reading << unused; };
    row("LiTS", {"volume-0.nii", "segmentation-0.nii", "volume-10.nii", "segmentation-10.nii"},
        {"volume-0: volume-0.nii | segmentation-0.nii", "volume-10: volume-10.nii | segmentation-10.nii"},
        "Read as LiTS: 2 cases, 2 labelled, image volume-*, label segmentation-*.");
    row("LiTS in its batches, and its test volumes",
        {"Training Batch 1/volume-0.nii", "Training Batch 1/segmentation-0.nii", "Training Batch 2/volume-28.nii",
         "Training Batch 2/segmentation-28.nii", "Test/test-volume-0.nii"},
        {"test-volume-0: Test/test-volume-0.nii",
         "volume-0: Training Batch 1/volume-0.nii | Training Batch 1/segmentation-0.nii",
         "volume-28: Training Batch 2/volume-28.nii | Training Batch 2/segmentation-28.nii"},
        "Read as LiTS: 3 cases, 2 labelled, image volume-*, label segmentation-*.");
    row("KiTS",
        {"case_00000/imaging.nii.gz", "case_00000/segmentation.nii.gz", "case_00001/imaging.nii.gz",
         "case_00001/segmentation.nii.gz", "case_00210/imaging.nii.gz"},
        {"case_00000: case_00000/imaging.nii.gz | case_00000/segmentation.nii.gz",
         "case_00001: case_00001/imaging.nii.gz | case_00001/segmentation.nii.gz",
         "case_00210: case_00210/imaging.nii.gz"},
        "Read as KiTS: 3 cases, 2 labelled, image imaging, label segmentation.");
    row("KiTS in a folder that is called as labels are",
        {"kidney-segmentation/case_00000/imaging.nii.gz", "kidney-segmentation/case_00000/segmentation.nii.gz"},
        {"case_00000: kidney-segmentation/case_00000/imaging.nii.gz | "
         "kidney-segmentation/case_00000/segmentation.nii.gz"},
        "Read as KiTS: 1 case, 1 labelled, image imaging, label segmentation.");
    row("KiTS in a folder that is called as images are",
        {"volumes/case_00000/imaging.nii.gz", "volumes/case_00000/segmentation.nii.gz"},
        {"case_00000: volumes/case_00000/imaging.nii.gz | volumes/case_00000/segmentation.nii.gz"},
        "Read as KiTS: 1 case, 1 labelled, image imaging, label segmentation.");
    row("KiTS23 with what each rater drew",
        {"case_00000/imaging.nii.gz", "case_00000/segmentation.nii.gz",
         "case_00000/instances/kidney_instance-1_annotation-1.nii.gz",
         "case_00000/instances/kidney_instance-1_annotation-2.nii.gz"},
        {"case_00000: case_00000/imaging.nii.gz | case_00000/segmentation.nii.gz"},
        "Read as KiTS: 1 case, 1 labelled, image imaging, label segmentation.", 2);
    row("BTCV", {"Training/img/img0001.nii.gz", "Training/label/label0001.nii.gz", "Testing/img/img0061.nii.gz"},
        {"img0001: Training/img/img0001.nii.gz | Training/label/label0001.nii.gz",
         "img0061: Testing/img/img0061.nii.gz"},
        "Read as BTCV: 2 cases, 1 labelled, image img/img*, label label/label*.");
    row("BTCV by its other name",
        {"averaged-training-images/DET0000101_avg.nii.gz", "averaged-training-labels/DET0000101_avg_seg.nii.gz"},
        {"DET0000101_avg: averaged-training-images/DET0000101_avg.nii.gz | "
         "averaged-training-labels/DET0000101_avg_seg.nii.gz"},
        "Read as images and labels: 1 case, 1 labelled, image averaged-training-images/*, label "
        "averaged-training-labels/*_seg.");
    row("the atrial challenge",
        {"Training Set/0RZ/lgemri.nrrd", "Training Set/0RZ/laendo.nrrd", "Training Set/1D7/lgemri.nrrd",
         "Training Set/1D7/laendo.nrrd", "Testing Set/2AB/lgemri.nrrd"},
        {"0RZ: Training Set/0RZ/lgemri.nrrd | Training Set/0RZ/laendo.nrrd",
         "1D7: Training Set/1D7/lgemri.nrrd | Training Set/1D7/laendo.nrrd", "2AB: Testing Set/2AB/lgemri.nrrd"},
        "Read as the 2018 Atrial Segmentation Challenge: 3 cases, 2 labelled, image lgemri, label laendo.");
    row("the atrial challenge with the wall beside the cavity",
        {"0RZ/lgemri.nrrd", "0RZ/laendo.nrrd", "0RZ/lawall.nrrd", "1D7/lgemri.nrrd", "1D7/laendo.nrrd",
         "1D7/lawall.nrrd"},
        {"0RZ: 0RZ/lgemri.nrrd | 0RZ/laendo.nrrd", "1D7: 1D7/lgemri.nrrd | 1D7/laendo.nrrd"},
        "Read as the 2018 Atrial Segmentation Challenge: 2 cases, 2 labelled, image lgemri, label laendo.", 2);
    row("Pancreas-CT converted", {"PANCREAS_0001.nii.gz", "PANCREAS_0002.nii.gz", "TCIA_labels/label0001.nii.gz"},
        {"PANCREAS_0001: PANCREAS_0001.nii.gz | TCIA_labels/label0001.nii.gz", "PANCREAS_0002: PANCREAS_0002.nii.gz"},
        "*");
    QStringList sites;
    QStringList siteCases;
    for (int i = 0; i < 22; ++i) {
        const QString site = i < 9 ? "a" : "b";
        const QString name = site + QStringLiteral("_%1").arg(i < 9 ? i : i - 9, 4, 10, QChar('0'));
        sites << "imagesTs/" + name + ".nii";
        siteCases << name + ": imagesTs/" + name + ".nii";
    }
    QStringList channels;
    QStringList channelCases;
    for (const QString& name : {QString("p"), QString("q"), QString("r")}) {
        QStringList images;
        for (int i = 0; i < (name == "r" ? 6 : 7); ++i) {
            images << QStringLiteral("imagesTs/%1_%2.nii").arg(name).arg(i, 4, 10, QChar('0'));
        }
        channels << images;
        channelCases << name + ": " + images.join("+");
    }
    row("seven channels, of which one is missing", channels, channelCases, "*");
    row("numbered cases of two sites", sites, siteCases, "*");
    row("PROMISE12",
        {"Case00.mhd", "Case00.raw", "Case00_segmentation.mhd", "Case00_segmentation.raw", "Case01.mhd", "Case01.raw",
         "Case01_segmentation.mhd", "Case01_segmentation.raw"},
        {"Case00: Case00.mhd | Case00_segmentation.mhd", "Case01: Case01.mhd | Case01_segmentation.mhd"},
        "Read as PROMISE12: 2 cases, 2 labelled, image *, label *_segmentation.");
    row("TotalSegmentator",
        {"s0001/ct.nii.gz", "s0001/segmentations/aorta.nii.gz", "s0001/segmentations/liver.nii.gz", "s0002/ct.nii.gz",
         "s0002/segmentations/aorta.nii.gz", "s0002/segmentations/liver.nii.gz"},
        {"s0001: s0001/ct.nii.gz | aorta=s0001/segmentations/aorta.nii.gz liver=s0001/segmentations/liver.nii.gz",
         "s0002: s0002/ct.nii.gz | aorta=s0002/segmentations/aorta.nii.gz liver=s0002/segmentations/liver.nii.gz"},
        "Read as TotalSegmentator: 2 cases, 2 labelled, image ct, label segmentations/* (a file for each class).");
    row("one structure alone in files of its own",
        {"s0001/ct.nii.gz", "s0001/segmentations/liver.nii.gz", "s0002/ct.nii.gz", "s0002/segmentations/liver.nii.gz"},
        {"s0001: s0001/ct.nii.gz | s0001/segmentations/liver.nii.gz",
         "s0002: s0002/ct.nii.gz | s0002/segmentations/liver.nii.gz"},
        "Read as images and labels: 2 cases, 2 labelled, image ct, label segmentations/liver.");
    row("a folder for each class",
        {"ct/p1.nii", "ct/p2.nii", "liver_masks/p1.nii", "spleen_masks/p1.nii", "liver_masks/p2.nii"},
        {"p1: ct/p1.nii | liver=liver_masks/p1.nii spleen=spleen_masks/p1.nii",
         "p2: ct/p2.nii | liver=liver_masks/p2.nii"},
        "*");
    row("SegTHOR", {"train/Patient_01/Patient_01.nii.gz", "train/Patient_01/GT.nii.gz", "test/Patient_41.nii.gz"},
        {"Patient_01: train/Patient_01/Patient_01.nii.gz | train/Patient_01/GT.nii.gz",
         "Patient_41: test/Patient_41.nii.gz"},
        "Read as SegTHOR: 2 cases, 1 labelled, image *, label GT.");
    row("BIDS",
        {"sub-01/anat/sub-01_T1w.nii.gz", "sub-02/anat/sub-02_T1w.nii.gz",
         "derivatives/manual/sub-01/anat/sub-01_space-T1w_dseg.nii.gz",
         "derivatives/manual/sub-01/anat/sub-01_label-GM_probseg.nii.gz",
         "derivatives/prep/sub-01/anat/sub-01_desc-preproc_T1w.nii.gz"},
        {"sub-01_T1w(sub-01): sub-01/anat/sub-01_T1w.nii.gz | "
         "derivatives/manual/sub-01/anat/sub-01_space-T1w_dseg.nii.gz",
         "sub-02_T1w(sub-02): sub-02/anat/sub-02_T1w.nii.gz"},
        "*", 2);
    row("BIDS with two contrasts, and masks beside them",
        {"sub-01/anat/sub-01_T1w.nii.gz", "sub-01/anat/sub-01_T2w.nii.gz",
         "sub-01/anat/sub-01_label-lesion_mask.nii.gz", "sub-02/anat/sub-02_T1w.nii.gz",
         "sub-02/anat/sub-02_T2w.nii.gz"},
        {"sub-01(sub-01): sub-01/anat/sub-01_T1w.nii.gz+sub-01/anat/sub-01_T2w.nii.gz | "
         "sub-01/anat/sub-01_label-lesion_mask.nii.gz",
         "sub-02(sub-02): sub-02/anat/sub-02_T1w.nii.gz+sub-02/anat/sub-02_T2w.nii.gz"},
        "*");
    row("VerSe",
        {"rawdata/sub-verse004/sub-verse004_ct.nii.gz", "derivatives/sub-verse004/sub-verse004_seg-vert_msk.nii.gz"},
        {"sub-verse004_ct(sub-verse004): rawdata/sub-verse004/sub-verse004_ct.nii.gz | "
         "derivatives/sub-verse004/sub-verse004_seg-vert_msk.nii.gz"},
        "*");
    row("ISLES",
        {"sub-strokecase0001/ses-0001/dwi/sub-strokecase0001_ses-0001_dwi.nii.gz",
         "derivatives/sub-strokecase0001/ses-0001/sub-strokecase0001_ses-0001_msk.nii.gz"},
        {"sub-strokecase0001_ses-0001_dwi(sub-strokecase0001): "
         "sub-strokecase0001/ses-0001/dwi/sub-strokecase0001_ses-0001_dwi.nii.gz | "
         "derivatives/sub-strokecase0001/ses-0001/sub-strokecase0001_ses-0001_msk.nii.gz"},
        "*");
    for (const char* subset : {"Va", "Val", "Tr", "Ts", "Un"}) {
        const QString images = QStringLiteral("images") + subset;
        const QString labels = QStringLiteral("labels") + subset;
        row(qPrintable(images), {images + "/a.nii.gz", labels + "/a.nii.gz", images + "/b.nii.gz"},
            {"a: " + images + "/a.nii.gz | " + labels + "/a.nii.gz", "b: " + images + "/b.nii.gz"}, "*");
    }
    row("AMOS",
        {"imagesTr/amos_0001.nii.gz", "labelsTr/amos_0001.nii.gz", "imagesVa/amos_0002.nii.gz",
         "labelsVa/amos_0002.nii.gz", "imagesTs/amos_0003.nii.gz", "imagesTs/amos_0005.nii.gz"},
        {"amos_0001: imagesTr/amos_0001.nii.gz | labelsTr/amos_0001.nii.gz",
         "amos_0002: imagesVa/amos_0002.nii.gz | labelsVa/amos_0002.nii.gz", "amos_0003: imagesTs/amos_0003.nii.gz",
         "amos_0005: imagesTs/amos_0005.nii.gz"},
        "Read as Medical Segmentation Decathlon: 4 cases, 2 labelled, image imagesTr/*, label labelsTr/*.");
    row("the test images of AMOS alone",
        {"imagesTs/amos_0003.nii.gz", "imagesTs/amos_0005.nii.gz", "imagesTs/amos_0006.nii.gz"},
        {"amos_0003: imagesTs/amos_0003.nii.gz", "amos_0005: imagesTs/amos_0005.nii.gz",
         "amos_0006: imagesTs/amos_0006.nii.gz"},
        "*");
    row("the same name among training and test", {"imagesTr/a.nii", "labelsTr/a.nii", "imagesTs/a.nii"},
        {"root_imagesTr_a: imagesTr/a.nii | labelsTr/a.nii", "root_imagesTs_a: imagesTs/a.nii"}, "*");
    QStringList numbered;
    QStringList numberedCases;
    for (int i = 0; i < 30; ++i) {
        const QString name = QStringLiteral("case_%1").arg(i, 4, 10, QChar('0'));
        numbered << "imagesTs/" + name + ".nii.gz";
        numberedCases << name + ": imagesTs/" + name + ".nii.gz";
    }
    row("thirty numbered cases", numbered, numberedCases, "Read as images: 30 cases, 0 labelled, image imagesTs/*.");
    row("FLARE",
        {"images/FLARE22_Tr_0001_0000.nii.gz", "labels/FLARE22_Tr_0001.nii.gz", "images/FLARE22_Tr_0002_0000.nii.gz",
         "labels/FLARE22_Tr_0002.nii.gz"},
        {"FLARE22_Tr_0001: images/FLARE22_Tr_0001_0000.nii.gz | labels/FLARE22_Tr_0001.nii.gz",
         "FLARE22_Tr_0002: images/FLARE22_Tr_0002_0000.nii.gz | labels/FLARE22_Tr_0002.nii.gz"},
        "*");
    row("nnU-Net with two channels and test cases",
        {"imagesTr/p_0000.nii.gz", "imagesTr/p_0001.nii.gz", "labelsTr/p.nii.gz", "imagesTs/q_0000.nii.gz",
         "imagesTs/q_0001.nii.gz"},
        {"p: imagesTr/p_0000.nii.gz+imagesTr/p_0001.nii.gz | labelsTr/p.nii.gz",
         "q: imagesTs/q_0000.nii.gz+imagesTs/q_0001.nii.gz"},
        "Read as nnU-Net: 2 cases, 1 labelled, image imagesTr/*_0000 (channels 0000, 0001), label labelsTr/*.");
    for (const char* suffix : {"_mask", "-mask", "_seg", "_label", "_gt", "_segmentation", "_msk", ".seg", " label"}) {
        const QString label = QStringLiteral("p1") + suffix + ".nrrd";
        row(qPrintable("suffix" + QString(suffix)), {"p1.nrrd", label, "p2.nrrd"},
            {"p1: p1.nrrd | " + label, "p2: p2.nrrd"}, "*");
    }
    row("image and label by number", {"image_1.nii", "label_1.nii", "image_2.nii", "label_2.nii"},
        {"image_1: image_1.nii | label_1.nii", "image_2: image_2.nii | label_2.nii"}, "*");
    row("image and label in each patient's folder", {"p1/image.nii", "p1/label.nii", "p2/image.nii", "p2/label.nii"},
        {"p1: p1/image.nii | p1/label.nii", "p2: p2/image.nii | p2/label.nii"}, "*");
    row("one patient's folder", {"image.nii", "label.nii"}, {"root: image.nii | label.nii"}, "*");
    row("folders with capitals", {"Images/a.nii", "Labels/a.nii"}, {"a: Images/a.nii | Labels/a.nii"}, "*");
    for (const QString labels : {"segmentations", "gt", "masks", "annotations", "ground_truth", "seg"}) {
        row(qPrintable("folder " + labels), {"images/a.nii", labels + "/a.nii"},
            {"a: images/a.nii | " + labels + "/a.nii"}, "*");
    }
    row("img and label", {"img/a.nii", "label/a.nii"}, {"a: img/a.nii | label/a.nii"}, "*");
    row("img and mask", {"img/a.nii", "mask/a.nii"}, {"a: img/a.nii | mask/a.nii"}, "*");
    row("no folder for the images", {"a.nii", "labels/a.nii"}, {"a: a.nii | labels/a.nii"}, "*");
    row("subsets above the folders", {"train/images/a.nii", "train/masks/a.nii", "val/images/b.nii", "val/masks/b.nii"},
        {"a: train/images/a.nii | train/masks/a.nii", "b: val/images/b.nii | val/masks/b.nii"}, "*");
    row("BraTS 2019",
        {"HGG/B_1/B_1_flair.nii.gz", "HGG/B_1/B_1_t1.nii.gz", "HGG/B_1/B_1_t1ce.nii.gz", "HGG/B_1/B_1_t2.nii.gz",
         "HGG/B_1/B_1_seg.nii.gz"},
        {"B_1: HGG/B_1/B_1_t1.nii.gz+HGG/B_1/B_1_t1ce.nii.gz+HGG/B_1/B_1_t2.nii.gz+HGG/B_1/B_1_flair.nii.gz | "
         "HGG/B_1/B_1_seg.nii.gz"},
        "Read as BraTS: 1 case, 1 labelled, image *_t1 (channels t1, t1ce, t2, flair), label *_seg.");
    row("BraTS 2023",
        {"B-0-0/B-0-0-t1c.nii.gz", "B-0-0/B-0-0-t1n.nii.gz", "B-0-0/B-0-0-t2f.nii.gz", "B-0-0/B-0-0-t2w.nii.gz",
         "B-0-0/B-0-0-seg.nii.gz"},
        {"B-0-0: B-0-0/B-0-0-t1n.nii.gz+B-0-0/B-0-0-t1c.nii.gz+B-0-0/B-0-0-t2w.nii.gz+B-0-0/B-0-0-t2f.nii.gz | "
         "B-0-0/B-0-0-seg.nii.gz"},
        "*");
    row("sequences in each patient's folder", {"p1/flair.nii", "p1/t1.nii", "p1/seg.nii", "p2/flair.nii", "p2/t1.nii"},
        {"p1: p1/t1.nii+p1/flair.nii | p1/seg.nii", "p2: p2/t1.nii+p2/flair.nii"}, "*");
    row("a sequence is missing", {"a_t1.nii", "a_t2.nii", "b_t1.nii", "b_t2.nii", "c_t1.nii"},
        {"a: a_t1.nii+a_t2.nii", "b: b_t1.nii+b_t2.nii", "c_t1: c_t1.nii !"}, "*");
    row("a sequence that few have", {"a_t1.nii", "a_t2.nii", "b_t1.nii", "c_t1.nii"},
        {"a: a_t1.nii", "b_t1: b_t1.nii", "c_t1: c_t1.nii"}, "*", 1);
    row("a label for each sequence (SPIDER)",
        {"images/1_t1.mha", "images/1_t2.mha", "masks/1_t1.mha", "masks/1_t2.mha"},
        {"1_t1: images/1_t1.mha | masks/1_t1.mha", "1_t2: images/1_t2.mha | masks/1_t2.mha"}, "*");
    row("MM-WHS",
        {"ct_train_1001_image.nii.gz", "ct_train_1001_label.nii.gz", "mr_train_1001_image.nii.gz",
         "mr_train_1001_label.nii.gz"},
        {"ct_train_1001: ct_train_1001_image.nii.gz | ct_train_1001_label.nii.gz",
         "mr_train_1001: mr_train_1001_image.nii.gz | mr_train_1001_label.nii.gz"},
        "Read as MM-WHS: 2 cases, 2 labelled, image *_image, label *_label.");
    row("ACDC",
        {"patient001/patient001_frame01.nii.gz", "patient001/patient001_frame01_gt.nii.gz",
         "patient001/patient001_frame12.nii.gz", "patient001/patient001_frame12_gt.nii.gz"},
        {"patient001_frame01: patient001/patient001_frame01.nii.gz | patient001/patient001_frame01_gt.nii.gz",
         "patient001_frame12: patient001/patient001_frame12.nii.gz | patient001/patient001_frame12_gt.nii.gz"},
        "Read as ACDC: 2 cases, 2 labelled, image *, label *_gt.");
    row("MONAI Label", {"a.nii.gz", "b.nii.gz", "labels/final/a.nii.gz", "labels/original/a.nii.gz"},
        {"a: a.nii.gz | labels/final/a.nii.gz", "b: b.nii.gz"},
        "Read as MONAI Label: 2 cases, 1 labelled, image *, label labels/final/*.", 1);
    row("LUNA16",
        {"subset0/1.3.6.mhd", "seg-lungs-LUNA16/1.3.6.mhd", "subset1/1.3.7.mhd", "seg-lungs-LUNA16/1.3.7.mhd"},
        {"1.3.6: subset0/1.3.6.mhd | seg-lungs-LUNA16/1.3.6.mhd",
         "1.3.7: subset1/1.3.7.mhd | seg-lungs-LUNA16/1.3.7.mhd"},
        "*");
    row("a label by another word", {"p1.nii", "p1_lesion.nii", "p2.nii", "p2_lesion.nii"},
        {"p1: p1.nii | p1_lesion.nii", "p2: p2.nii | p2_lesion.nii"}, "*");
    row("a hospital whose name is a word for labels", {"GT_001.nii", "GT_001_seg.nii", "GT_002.nii"},
        {"GT_001: GT_001.nii | GT_001_seg.nii", "GT_002: GT_002.nii"}, "*");
    row("unknown names in each patient's folder",
        {"p1/vol3d.nii", "p1/lesion_mask.nii", "p2/vol3d.nii", "p2/lesion_mask.nii"},
        {"p1: p1/vol3d.nii | p1/lesion_mask.nii", "p2: p2/vol3d.nii | p2/lesion_mask.nii"}, "*");
    row("names of two sites are not mixed up", {"site 1/a.nii", "site 2/a_seg.nii"}, {"a: site 1/a.nii"}, "*", 1);
    row("letters composed and not", {"images/M\u00fcller.nii", "labels/Mu\u0308ller.nii"},
        {"M\u00fcller: images/M\u00fcller.nii | labels/Mu\u0308ller.nii"}, "*");
    row("a segmentation of 3D Slicer by its own name", {"p1.nrrd", "Segmentation.seg.nrrd"},
        {"p1: p1.nrrd | Segmentation.seg.nrrd"}, "*");
    row("imgs and msks", {"imgs/a.nrrd", "msks/a.nrrd"}, {"a: imgs/a.nrrd | msks/a.nrrd"}, "*");
    row("HECKTOR", {"imagesTr/C-001__CT.nii.gz", "imagesTr/C-001__PT.nii.gz", "labelsTr/C-001.nii.gz"},
        {"C-001: imagesTr/C-001__CT.nii.gz+imagesTr/C-001__PT.nii.gz | labelsTr/C-001.nii.gz"},
        "Read as images and labels: 1 case, 1 labelled, image imagesTr/*__CT (channels ct, pt), label labelsTr/*.");
    row("sequences beside files of unknown names",
        {"p1/t1.nii", "p1/t2.nii", "p1/wmh.nii", "p2/t1.nii", "p2/t2.nii", "p2/wmh.nii"},
        {"p1: p1/t1.nii+p1/t2.nii", "p2: p2/t1.nii+p2/t2.nii", "root_p1_wmh: p1/wmh.nii", "root_p2_wmh: p2/wmh.nii"},
        "*");
    row("labels alone are no images", {"labels/a.nii", "labels/b.nii"}, {}, "", 2);
}

void TestLayouts::reads() {
    QFETCH(QStringList, files);
    QFETCH(QStringList, expected);
    QFETCH(QString, reading);
    QFETCH(int, unused);
    const SampleFiles sample;
    for (const QString& file : files) {
        sample.write(file.toStdString(), "not looked at");
    }
    const ImportPlan plan = planImport({sample.path()}, {});
    QCOMPARE(textOf(plan, sample), expected.join("\n"));
    if (reading != "*") {
        QCOMPARE(QString::fromStdString(plan.reading), reading);
    }
    QCOMPARE(plan.unused.size(), static_cast<std::size_t>(unused));
}

void TestLayouts::capitalsPlayNoPart() {
    QFETCH(QStringList, files);
    QFETCH(QStringList, expected);
    QFETCH(int, unused);
    const SampleFiles sample;
    for (const QString& file : files) {
        sample.write(file.toUpper().toStdString(), "not looked at");
    }
    const ImportPlan plan = planImport({sample.path()}, {});
    // The patient's pattern alone is particular about letters.
    const QString without = expected.join("\n").remove(QRegularExpression("\\(sub-[^)]*\\)"));
    QCOMPARE(textOf(plan, sample).toUpper(), without.toUpper());
    QCOMPARE(plan.unused.size(), static_cast<std::size_t>(unused));
}

void TestLayouts::labelsOfBids() {
    const SampleFiles sample;
    sample.write("sub-01/anat/sub-01_T1w.nii.gz", "x");
    sample.write("derivatives/manual/sub-01/anat/sub-01_dseg.nii.gz", "x");
    sample.write("derivatives/manual/dseg.tsv", "index\tname\tcolor\n0\tbackground\t#000\n3\tputamen\t#f00\n");
    sample.write("participants.tsv", "participant_id\tage\nsub-01\t40\n");
    const ImportPlan plan = planImport({sample.path()}, {});
    QVERIFY(plan.classes);
    QCOMPARE(plan.classes->names(), (std::vector<std::string>{"background", "putamen"}));
    QCOMPARE(plan.classes->classes[1].fileValue, 3);
    QCOMPARE(plan.ignoredFiles, 1);
    QVERIFY(plan.findings.empty());
}

void TestLayouts::aTableWithinTheFolder_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("content");
    QTest::newRow("semicolons") << "cases.csv" << "case;image;label\nc1;img/c1.nii;seg/c1_x.nii\n";
    QTest::newRow("tabs") << "cases.csv" << "case\timage\tlabel\nc1\timg/c1.nii\tseg/c1_x.nii\n";
    QTest::newRow("capitals and blanks") << "cases.csv" << " Case , IMAGE, Label \n c1, img/c1.nii ,seg/c1_x.nii\n";
    QTest::newRow("backslashes") << "cases.csv" << "case,image,label\r\nc1,img\\c1.nii,seg\\c1_x.nii\r\n";
    QTest::newRow("a byte order mark") << "cases.csv" << "\uFEFFcase,image,label\nc1,img/c1.nii,seg/c1_x.nii\n";
    QTest::newRow("the ending in capitals") << "CASES.CSV" << "case,image,label\nc1,img/c1.nii,seg/c1_x.nii\n";
    QTest::newRow("other capitals in paths") << "cases.tsv" << "case\timage\tlabel\nc1\tIMG/C1.NII\tSeg/C1_X.nii\n";
}

void TestLayouts::aTableWithinTheFolder() {
    QFETCH(QString, name);
    QFETCH(QString, content);
    const SampleFiles sample;
    sample.write("img/c1.nii", "x");
    sample.write("seg/c1_x.nii", "x");
    sample.write("results.csv", "case,dice\nc1,0.9\n");
    sample.write(name.toStdString(), content.toStdString());
    const QString expected("c1: img/c1.nii | seg/c1_x.nii");
    const ImportPlan plan = planImport({sample.path()}, {});
    QCOMPARE(textOf(plan, sample), expected);
    QCOMPARE(plan.ignoredFiles, 1);
    QCOMPARE(textOf(planImport({sample.path(name.toStdString())}, {}), sample), expected);
}

void TestLayouts::aPersonSaysWhatIsWhat() {
    const SampleFiles sample;
    for (const char* name : {"a1.nii", "a1 drawn.nii", "a2.nii", "a2 drawn.nii", "b.nii"}) {
        sample.write(name, "x");
    }
    ImportOptions options;
    options.pairing.labelNames = "* DRAWN";
    const QString paired("a1: a1.nii | a1 drawn.nii\na2: a2.nii | a2 drawn.nii\n");
    QCOMPARE(textOf(planImport({sample.path()}, options), sample), paired + "b: b.nii");
    options.pairing.imageNames = "a*";
    const ImportPlan both = planImport({sample.path()}, options);
    // What fits neither is left alone.
    QCOMPARE(textOf(both, sample), QString("a1: a1.nii\na2: a2.nii"));
    options.pairing.labelNames = "a* drawn";
    QCOMPARE(textOf(planImport({sample.path()}, options), sample), paired.trimmed());
    QCOMPARE(countPairs(both.files, "a*", "a* drawn"), std::size_t{2});
    QCOMPARE(countPairs(both.files, "b*", "a* drawn"), std::size_t{0});

    options.pairing = {.labels = {sample.path("a1 drawn.nii")}};
    QCOMPARE(textOf(planImport({sample.path()}, options), sample),
             QString("a1: a1.nii | a1 drawn.nii\na2: a2.nii\na2 drawn: a2 drawn.nii\nb: b.nii"));
    options.pairing = {.labelOf = {{sample.path("b.nii"), sample.path("a2 drawn.nii")}}};
    QCOMPARE(textOf(planImport({sample.path()}, options), sample),
             QString("a1: a1.nii\na1 drawn: a1 drawn.nii\na2: a2.nii\nb: b.nii | a2 drawn.nii"));

    const SampleFiles named;
    named.write("images/x.nii", "x");
    named.write("labels/x.nii", "x");
    const ImportOptions none{.pairing = {.labelOf = {{named.path("images/x.nii"), {}}}}};
    const ImportPlan plan = planImport({named.path()}, none);
    QCOMPARE(textOf(plan, named), QString("x: images/x.nii"));
    QCOMPARE(plan.unused, (std::vector<std::filesystem::path>{named.path("labels/x.nii")}));
}

void TestLayouts::aSeriesOverSeveralFolders() {
    const SampleFiles sample;
    for (int number = 0; number < 6; ++number) {
        writeMadeSlice(sample.path("scan/disk " + std::to_string(number / 2)), number, 6);
    }
    writeMadeSeries(sample.path("other"), 3,
                    [](DcmDataset& dataset, int) { dataset.putAndInsertString(DCM_SeriesInstanceUID, "1.2.3.7"); });
    const ImportPlan plan = planImport({sample.path()}, {});
    QCOMPARE(textOf(plan, sample), QString("other(P-7): other\nscan(P-7): scan"));
    QCOMPARE(plan.cases[1].series->slices, 6);
    const PlannedFile& image = plan.cases[1].images.front();
    QCOMPARE(readImage(image.path, {.seriesUid = image.seriesUid}).geometry().size[2], 6);
    // A folder above it does not have the series, as another's move would else be taken for its.
    QVERIFY(!findSeriesNamed(sample.path(), image.seriesUid));
    QVERIFY(!contentOf(image.path, image.seriesUid, {}).hash.empty());
    // Partly in a folder and partly below it could not be found again.
    std::filesystem::rename(sample.path("scan/disk 0/slice6.dcm"), sample.path("scan/slice6.dcm"));
    const ImportPlan parted = planImport({sample.path()}, {});
    QCOMPARE(parted.cases.size(), std::size_t{2});
    QCOMPARE(parted.cases[1].findings.front().severity, FindingSeverity::Refusal);
}

void TestLayouts::aCopyOfASeriesIsNoPartOfIt() {
    const SampleFiles sample;
    writeMadeSeries(sample.path("scan"), 4);
    writeMadeSeries(sample.path("backup"), 4);
    const ImportPlan plan = planImport({sample.path()}, {});
    QCOMPARE(textOf(plan, sample), QString("backup(P-7): backup"));
    QCOMPARE(plan.cases.front().series->slices, 4);
}

void TestLayouts::tablesAndFoldersOfSeries() {
    const SampleFiles sample;
    writeMadeSeries(sample.path("PANCREAS_0001/1.2.826.1/1.2.3.100"), 3);
    sample.write("labels/label0001.nii", "x");
    const QString image("PANCREAS_0001/1.2.826.1/1.2.3.100");
    QCOMPARE(textOf(planImport({sample.path()}, {}), sample), "1.2.3.100(P-7): " + image + " | labels/label0001.nii");
    sample.write("cases.csv", "case,image,label\nfirst," + image.toStdString() + ",labels/label0001.nii\n");
    QCOMPARE(textOf(planImport({sample.path()}, {}), sample), "first: " + image + " | labels/label0001.nii");
}

void TestLayouts::thousandsOfFiles_data() {
    QTest::addColumn<bool>("isDescribed");
    QTest::newRow("by names") << false;
    QTest::newRow("by dataset.json") << true;
}

void TestLayouts::thousandsOfFiles() {
    QFETCH(bool, isDescribed);
    const SampleFiles sample;
    QStringList pairs;
    for (int i = 0; i < 500; ++i) {
        const std::string folder = "case_" + std::to_string(10000 + i);
        sample.write(folder + "/imaging.nii.gz", "x");
        sample.write(folder + "/segmentation.nii.gz", "x");
        pairs << QString(R"({"image": "%1/imaging.nii.gz", "label": "%1/segmentation.nii.gz"})")
                     .arg(QString::fromStdString(folder));
    }
    if (isDescribed) {
        sample.write("dataset.json", "{\"training\": [" + pairs.join(", ").toStdString() + "]}");
    }
    std::vector<double> told;
    const std::clock_t before = std::clock();  // of the processor, as the machine may have other work
    const ImportPlan plan =
        planImport({sample.path()}, {}, [&](double fraction, std::string_view) { told.push_back(fraction); });
    const double seconds = static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC;
    QCOMPARE(plan.cases.size(), std::size_t{500});
    QVERIFY(std::ranges::all_of(plan.cases, [](const PlannedCase& one) { return one.label.has_value(); }));
    QVERIFY(told.size() > 1 && std::ranges::is_sorted(told));
    qInfo("%zu files planned in %.2f s of the processor", 2 * plan.cases.size(), seconds);
}

QTEST_GUILESS_MAIN(TestLayouts)
#include "tst_layouts.moc"
