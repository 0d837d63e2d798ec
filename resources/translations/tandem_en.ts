<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>CaseActions</name>
    <message numerus="yes">
        <source>%n case(s) imported</source>
        <translation>
            <numerusform>%n case imported</numerusform>
            <numerusform>%n cases imported</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n got a label</source>
        <translation>
            <numerusform>%n got a label</numerusform>
            <numerusform>%n got a label</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n already there</source>
        <translation>
            <numerusform>%n already there</numerusform>
            <numerusform>%n already there</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n refused</source>
        <translation>
            <numerusform>%n refused</numerusform>
            <numerusform>%n refused</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CaseWords</name>
    <message numerus="yes">
        <source>%n refusal(s)</source>
        <translation>
            <numerusform>%n refusal</numerusform>
            <numerusform>%n refusals</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n warning</numerusform>
            <numerusform>%n warnings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n note(s)</source>
        <translation>
            <numerusform>%n note</numerusform>
            <numerusform>%n notes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n slice(s)</source>
        <translation>
            <numerusform>%n slice</numerusform>
            <numerusform>%n slices</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GainWords</name>
    <message numerus="yes">
        <source>Goes on from run %1 (%2). Validation Dice on %n case(s): %3 before, %4 after (%5).</source>
        <translation>
            <numerusform>Goes on from run %1 (%2). Validation Dice on %n case: %3 before, %4 after (%5).</numerusform>
            <numerusform>Goes on from run %1 (%2). Validation Dice on %n cases: %3 before, %4 after (%5).</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PatientLeak</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>So are %n other patient(s).</source>
        <translation>
            <numerusform>So is %n other patient.</numerusform>
            <numerusform>So are %n other patients.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PredictionJob</name>
    <message numerus="yes">
        <source>Predicting %n case(s) with run %1</source>
        <translation>
            <numerusform>Predicting %n case with run %1</numerusform>
            <numerusform>Predicting %n cases with run %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RunEstimate</name>
    <message numerus="yes">
        <source> (%1 s an iteration, measured over %n iteration(s) here)</source>
        <translation>
            <numerusform> (%1 s an iteration, measured over %n iteration here)</numerusform>
            <numerusform> (%1 s an iteration, measured over %n iterations here)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SplitDraft</name>
    <message numerus="yes">
        <source>%n case(s) of this split were excluded since.</source>
        <translation>
            <numerusform>%n case of this split was excluded since.</numerusform>
            <numerusform>%n cases of this split were excluded since.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SplitGaps</name>
    <message numerus="yes">
        <source>So have %n more case(s).</source>
        <translation>
            <numerusform>So has %n more case.</numerusform>
            <numerusform>So have %n more cases.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::AbstainPanel</name>
    <message numerus="yes">
        <source>On %n validation case(s) this took away %1 of the wrong voxels, and %2 of the structures&apos; voxels.</source>
        <translation>
            <numerusform>On %n validation case this took away %1 of the wrong voxels, and %2 of the structures&apos; voxels.</numerusform>
            <numerusform>On %n validation cases this took away %1 of the wrong voxels, and %2 of the structures&apos; voxels.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::BoxNotice</name>
    <message numerus="yes">
        <source>%n case(s) have neither a label nor a prediction of run %1 to crop around and are kept whole, so that they differ in kind from the others. Predict them with that run first.</source>
        <translation>
            <numerusform>%n case has neither a label nor a prediction of run %1 to crop around and is kept whole, so that it differs in kind from the others. Predict it with that run first.</numerusform>
            <numerusform>%n cases have neither a label nor a prediction of run %1 to crop around and are kept whole, so that they differ in kind from the others. Predict them with that run first.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n case(s) have no label to crop around and are kept whole, so that they differ in kind from the others. Under Preparation, crop by the predictions of a coarse run, or to a box given by hand.</source>
        <translation>
            <numerusform>%n case has no label to crop around and is kept whole, so that it differs in kind from the others. Under Preparation, crop by the predictions of a coarse run, or to a box given by hand.</numerusform>
            <numerusform>%n cases have no label to crop around and are kept whole, so that they differ in kind from the others. Under Preparation, crop by the predictions of a coarse run, or to a box given by hand.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::CaseActions</name>
    <message numerus="yes">
        <source>%n more case(s) stay for such a reason.</source>
        <translation>
            <numerusform>%n more case stays for such a reason.</numerusform>
            <numerusform>%n more cases stay for such a reason.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Removing %n case(s)</source>
        <translation>
            <numerusform>Removing %n case</numerusform>
            <numerusform>Removing %n cases</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Removed %n case(s) from the project; their files are where they were.</source>
        <translation>
            <numerusform>Removed %n case from the project; its files are where they were.</numerusform>
            <numerusform>Removed %n cases from the project; their files are where they were.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Found %n file(s) again.</source>
        <translation>
            <numerusform>Found %n file again.</numerusform>
            <numerusform>Found %n files again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Files of %n case(s) are still missing.</source>
        <translation>
            <numerusform>Files of %n case are still missing.</numerusform>
            <numerusform>Files of %n cases are still missing.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Importing %n case(s)</source>
        <translation>
            <numerusform>Importing %n case</numerusform>
            <numerusform>Importing %n cases</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Mapping the label values of %n case(s)</source>
        <translation>
            <numerusform>Mapping the label values of %n case</numerusform>
            <numerusform>Mapping the label values of %n cases</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The labels of %n case(s) have new classes.</source>
        <translation>
            <numerusform>The label of %n case has new classes.</numerusform>
            <numerusform>The labels of %n cases have new classes.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::CaseFilterBar</name>
    <message numerus="yes">
        <source>%n case(s)</source>
        <translation>
            <numerusform>%n case</numerusform>
            <numerusform>%n cases</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n case(s)</source>
        <translation>
            <numerusform>%1 of %n case</numerusform>
            <numerusform>%1 of %n cases</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::CaseQuestions</name>
    <message numerus="yes">
        <source>Remove %n selected case(s) from the project? Their files on disk stay as they are.</source>
        <translation>
            <numerusform>Remove %n selected case from the project? Its files on disk stay as they are.</numerusform>
            <numerusform>Remove %n selected cases from the project? Their files on disk stay as they are.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::CorrectionCosts</name>
    <message numerus="yes">
        <source>%n correction(s) in %1: %2 voxels corrected.</source>
        <translation>
            <numerusform>%n correction in %1: %2 voxels corrected.</numerusform>
            <numerusform>%n corrections in %1: %2 voxels corrected.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::CorrectionDesk</name>
    <message numerus="yes">
        <source>Going on with a correction of %1: %n action(s) before.</source>
        <translation>
            <numerusform>Going on with a correction of %1: %n action before.</numerusform>
            <numerusform>Going on with a correction of %1: %n actions before.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A correction of this case waits: %n action(s).</source>
        <translation>
            <numerusform>A correction of this case waits: %n action.</numerusform>
            <numerusform>A correction of this case waits: %n actions.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::DemoWalk</name>
    <message numerus="yes">
        <source>%n generated volumes, most of them without a label that training may use. Select a case to see its three planes; the split says what each is for.</source>
        <translation>
            <numerusform>%n generated volumes, most of them without a label that training may use. Select a case to see its three planes; the split says what each is for.</numerusform>
            <numerusform>%n generated volumes, most of them without a label that training may use. Select a case to see its three planes; the split says what each is for.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Two subnetworks teach each other; the teaching weight says how strongly, voxel by voxel. It is the method&apos;s own weight and does not say that a label is right. %n short iterations take a few minutes; you can pause, or stop and resume later.</source>
        <translation>
            <numerusform>Two subnetworks teach each other; the teaching weight says how strongly, voxel by voxel. It is the method&apos;s own weight and does not say that a label is right. %n short iteration takes a few minutes; you can pause, or stop and resume later.</numerusform>
            <numerusform>Two subnetworks teach each other; the teaching weight says how strongly, voxel by voxel. It is the method&apos;s own weight and does not say that a label is right. %n short iterations take a few minutes; you can pause, or stop and resume later.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::EnginesDialog</name>
    <message numerus="yes">
        <source>%1 · %2 · %n comparison(s) passed on %3</source>
        <translation>
            <numerusform>%1 · %2 · %n comparison passed on %3</numerusform>
            <numerusform>%1 · %2 · %n comparisons passed on %3</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::EvidencePanel</name>
    <message numerus="yes">
        <source>Predict the other %n with all maps (above); trust is measured then.</source>
        <translation>
            <numerusform>Predict the other one with all maps (above); trust is measured then.</numerusform>
            <numerusform>Predict the other %n with all maps (above); trust is measured then.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::ExportBar</name>
    <message numerus="yes">
        <source>Export %n case(s)</source>
        <translation>
            <numerusform>Export %n case</numerusform>
            <numerusform>Export %n cases</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Wrote %n file(s) to %1.</source>
        <translation>
            <numerusform>Wrote %n file to %1.</numerusform>
            <numerusform>Wrote %n files to %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::ExportCaseList</name>
    <message numerus="yes">
        <source>%1 of %n case(s) chosen</source>
        <translation>
            <numerusform>%1 of %n case chosen</numerusform>
            <numerusform>%1 of %n cases chosen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::ExportOptionsPanel</name>
    <message numerus="yes">
        <source>%1 of %n chosen case(s).</source>
        <translation>
            <numerusform>%1 of %n chosen case.</numerusform>
            <numerusform>%1 of %n chosen cases.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::ExportPage</name>
    <message numerus="yes">
        <source>It predicted %n case(s).</source>
        <translation>
            <numerusform>It predicted %n case.</numerusform>
            <numerusform>It predicted %n cases.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::ImportDialog</name>
    <message numerus="yes">
        <source>%n case(s) found.</source>
        <translation>
            <numerusform>%n case found.</numerusform>
            <numerusform>%n cases found.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cannot be used as it is; the table says why.</source>
        <translation>
            <numerusform>%n cannot be used as it is; the table says why.</numerusform>
            <numerusform>%n cannot be used as it is; the table says why.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other file(s) are left alone.</source>
        <translation>
            <numerusform>%n other file is left alone.</numerusform>
            <numerusform>%n other files are left alone.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more finding(s) on files that became no case.</source>
        <translation>
            <numerusform>%n more finding on files that became no case.</numerusform>
            <numerusform>%n more findings on files that became no case.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::ImportPreviewModel</name>
    <message numerus="yes">
        <source>%n file(s): %1</source>
        <translation>
            <numerusform>%n file: %1</numerusform>
            <numerusform>%n files: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>segmentation (%n segment(s)): %1</source>
        <translation>
            <numerusform>segmentation (%n segment): %1</numerusform>
            <numerusform>segmentation (%n segments): %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>contours (%n structure(s)): %1</source>
        <translation>
            <numerusform>contours (%n structure): %1</numerusform>
            <numerusform>contours (%n structures): %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::JobStopper</name>
    <message numerus="yes">
        <source>%n job(s) have not ended. Stop now? A training run keeps what it has learned and can be resumed.</source>
        <translation>
            <numerusform>%n job has not ended. Stop it now? A training run keeps what it has learned and can be resumed.</numerusform>
            <numerusform>%n jobs have not ended. Stop them now? A training run keeps what it has learned and can be resumed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::LabelMapDialog</name>
    <message numerus="yes">
        <source>There are %n different value(s): this looks like an image, not like a label.</source>
        <translation>
            <numerusform>There is %n value only: this looks like an image, not like a label.</numerusform>
            <numerusform>There are %n different values: this looks like an image, not like a label.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) have no class yet.</source>
        <translation>
            <numerusform>%n value has no class yet.</numerusform>
            <numerusform>%n values have no class yet.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::NewProjectDialog</name>
    <message numerus="yes">
        <source>%n dropped file(s) or folder(s) will be looked at next; you see what was found before anything is imported.</source>
        <translation>
            <numerusform>%n dropped file or folder will be looked at next; you see what was found before anything is imported.</numerusform>
            <numerusform>%n dropped files or folders will be looked at next; you see what was found before anything is imported.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::PaintOverButton</name>
    <message numerus="yes">
        <source>%n class(es) protected</source>
        <translation>
            <numerusform>%n class protected</numerusform>
            <numerusform>%n classes protected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::PairingBar</name>
    <message numerus="yes">
        <source>%n pair(s)</source>
        <translation>
            <numerusform>%n pair</numerusform>
            <numerusform>%n pairs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Take its %n &amp;class(es)</source>
        <translation>
            <numerusform>Take its %n &amp;class</numerusform>
            <numerusform>Take its %n &amp;classes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n is probably a label: pair it</source>
        <translation>
            <numerusform>%n is probably a label: pair it</numerusform>
            <numerusform>%n are probably labels: pair them</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::PredictDialog</name>
    <message numerus="yes">
        <source>Left out, as they are excluded: %1 and %n more.</source>
        <translation>
            <numerusform>Left out, as they are excluded: %1 and %n more.</numerusform>
            <numerusform>Left out, as they are excluded: %1 and %n more.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::PredictionPicker</name>
    <message numerus="yes">
        <source>%n case(s) ticked, %1 on disk</source>
        <translation>
            <numerusform>%n case ticked, %1 on disk</numerusform>
            <numerusform>%n cases ticked, %1 on disk</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::QueueView</name>
    <message numerus="yes">
        <source>%n case(s), the least predicted Dice first</source>
        <translation>
            <numerusform>%n case, the least predicted Dice first</numerusform>
            <numerusform>%n cases, the least predicted Dice first</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::QuickLook</name>
    <message numerus="yes">
        <source>%n case(s) are selected.</source>
        <translation>
            <numerusform>%n case is selected.</numerusform>
            <numerusform>%n cases are selected.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::RegionList</name>
    <message numerus="yes">
        <source>%n region(s), %1 in all. N and P jump to the next and previous.</source>
        <translation>
            <numerusform>%n region, %1 in all. N and P jump to the next and previous.</numerusform>
            <numerusform>%n regions, %1 in all. N and P jump to the next and previous.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::RegionView</name>
    <message numerus="yes">
        <source>%n region(s) of about %1 mm, %2</source>
        <translation>
            <numerusform>%n region of about %1 mm, %2</numerusform>
            <numerusform>%n regions of about %1 mm, %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n case(s)</source>
        <translation>
            <numerusform>in %n case</numerusform>
            <numerusform>in %n cases</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n case(s) not predicted yet.</source>
        <translation>
            <numerusform>%n case not predicted yet.</numerusform>
            <numerusform>%n cases not predicted yet.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::RegionWords</name>
    <message numerus="yes">
        <source>No voxel of the %n validation case(s) is wrong.</source>
        <translation>
            <numerusform>No voxel of the %n validation case is wrong.</numerusform>
            <numerusform>No voxel of the %n validation cases is wrong.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n validation case(s) cannot tell; it takes %1.</source>
        <translation>
            <numerusform>%n validation case cannot tell; it takes %1.</numerusform>
            <numerusform>%n validation cases cannot tell; it takes %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::ReviewActions</name>
    <message numerus="yes">
        <source>%n case(s) were predicted.</source>
        <translation>
            <numerusform>%n case was predicted.</numerusform>
            <numerusform>%n cases were predicted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Accepting %n prediction(s)</source>
        <translation>
            <numerusform>Accepting %n prediction</numerusform>
            <numerusform>Accepting %n predictions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n prediction(s) became labels; copies lie in the project.</source>
        <translation>
            <numerusform>%n prediction became a label; a copy lies in the project.</numerusform>
            <numerusform>%n predictions became labels; copies lie in the project.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Rejecting %n prediction(s)</source>
        <translation>
            <numerusform>Rejecting %n prediction</numerusform>
            <numerusform>Rejecting %n predictions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n prediction(s) were rejected; the cases stay as they were.</source>
        <translation>
            <numerusform>%n prediction was rejected; the case stays as it was.</numerusform>
            <numerusform>%n predictions were rejected; the cases stay as they were.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Undoing %n review(s)</source>
        <translation>
            <numerusform>Undoing %n review</numerusform>
            <numerusform>Undoing %n reviews</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n case(s) are what they were before their last review.</source>
        <translation>
            <numerusform>%n case is what it was before its last review.</numerusform>
            <numerusform>%n cases are what they were before their last review.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::ReviewBar</name>
    <message numerus="yes">
        <source>%n case(s) selected</source>
        <translation>
            <numerusform>%n case selected</numerusform>
            <numerusform>%n cases selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of the selected cases have a label already. In the project the prediction takes its place; the file stays as it is, and the review can be undone.</source>
        <translation>
            <numerusform>%n of the selected cases has a label already. In the project the prediction takes its place; the file stays as it is, and the review can be undone.</numerusform>
            <numerusform>%n of the selected cases have a label already. In the project the predictions take their place; the files stay as they are, and the reviews can be undone.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::ReviewPage</name>
    <message numerus="yes">
        <source>Predi&amp;ct %n case(s)</source>
        <translation>
            <numerusform>Predi&amp;ct %n case</numerusform>
            <numerusform>Predi&amp;ct %n cases</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Train on %n ne&amp;w label(s)…</source>
        <translation>
            <numerusform>Train on %n ne&amp;w label…</numerusform>
            <numerusform>Train on %n ne&amp;w labels…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::ReviewWords</name>
    <message numerus="yes">
        <source>Of %n validation case(s), %1 are predicted with all maps; at least %2 are needed to tell.</source>
        <translation>
            <numerusform>Of %n validation case, %1 are predicted with all maps; at least %2 are needed to tell.</numerusform>
            <numerusform>Of %n validation cases, %1 are predicted with all maps; at least %2 are needed to tell.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n validation case(s)</source>
        <translation>
            <numerusform>%n validation case</numerusform>
            <numerusform>%n validation cases</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::RunRemover</name>
    <message numerus="yes">
        <source>%n checkpoint(s)</source>
        <translation>
            <numerusform>%n checkpoint</numerusform>
            <numerusform>%n checkpoints</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n prediction(s)</source>
        <translation>
            <numerusform>%n prediction</numerusform>
            <numerusform>%n predictions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::ShapeEditor</name>
    <message numerus="yes">
        <source>%n island(s) of fewer than %1 voxels: %2 voxels. Enter removes them, Escape leaves them.</source>
        <translation>
            <numerusform>%n island of fewer than %1 voxels: %2 voxels. Enter removes them, Escape leaves them.</numerusform>
            <numerusform>%n islands of fewer than %1 voxels: %2 voxels. Enter removes them, Escape leaves them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n voxel(s) changed.</source>
        <translation>
            <numerusform>%n voxel changed.</numerusform>
            <numerusform>%n voxels changed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::SimulationDialog</name>
    <message numerus="yes">
        <source>%n training(s) of %1 iterations, and %2 predictions of whole cases</source>
        <translation>
            <numerusform>%n training of %1 iterations, and %2 predictions of whole cases</numerusform>
            <numerusform>%n trainings of %1 iterations, and %2 predictions of whole cases</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::SplitChoice</name>
    <message numerus="yes">
        <source>%n labelled</source>
        <translation>
            <numerusform>%n labelled</numerusform>
            <numerusform>%n labelled</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unlabelled</source>
        <translation>
            <numerusform>%n unlabelled</numerusform>
            <numerusform>%n unlabelled</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n validation</source>
        <translation>
            <numerusform>%n validation</numerusform>
            <numerusform>%n validation</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n test</source>
        <translation>
            <numerusform>%n test</numerusform>
            <numerusform>%n test</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::StatisticsView</name>
    <message numerus="yes">
        <source>%n case(s)</source>
        <translation>
            <numerusform>%n case</numerusform>
            <numerusform>%n cases</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n with a label</source>
        <translation>
            <numerusform>%n with a label</numerusform>
            <numerusform>%n with a label</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n patient(s)</source>
        <translation>
            <numerusform>%n patient</numerusform>
            <numerusform>%n patients</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Intensities, %1 of %n case(s)</source>
        <translation>
            <numerusform>Intensities, %1 of %n case</numerusform>
            <numerusform>Intensities, %1 of %n cases</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n label(s) with unknown voxels: their volumes are at least what is shown.</source>
        <translation>
            <numerusform>%n label with unknown voxels: their volumes are at least what is shown.</numerusform>
            <numerusform>%n labels with unknown voxels: their volumes are at least what is shown.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::StatusReadout</name>
    <message numerus="yes">
        <source>(and %n more)</source>
        <translation>
            <numerusform>(and %n more)</numerusform>
            <numerusform>(and %n more)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::TrustOffer</name>
    <message numerus="yes">
        <source>trust is calibrated on %n validation case(s) and shown wherever the run&apos;s labels are.</source>
        <translation>
            <numerusform>trust is calibrated on %n validation case and shown wherever the run&apos;s labels are.</numerusform>
            <numerusform>trust is calibrated on %n validation cases and shown wherever the run&apos;s labels are.</numerusform>
        </translation>
    </message>
</context>
</TS>
