<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>CaseActions</name>
    <message numerus="yes">
        <source>%n case(s) imported</source>
        <translation>
            <numerusform>已导入 %n 个病例</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n got a label</source>
        <translation>
            <numerusform>%n 个获得了标签</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n already there</source>
        <translation>
            <numerusform>%n 个已在项目中</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n refused</source>
        <translation>
            <numerusform>%n 个被拒绝</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CaseWords</name>
    <message>
        <source>labelled</source>
        <translation>有标签</translation>
    </message>
    <message>
        <source>unlabelled</source>
        <translation>无标签</translation>
    </message>
    <message>
        <source>prediction reviewed</source>
        <translation>预测已审阅</translation>
    </message>
    <message>
        <source>excluded</source>
        <translation>已排除</translation>
    </message>
    <message>
        <source>training, labelled</source>
        <translation>训练（有标签）</translation>
    </message>
    <message>
        <source>training, unlabelled</source>
        <translation>训练（无标签）</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>test</source>
        <translation>测试</translation>
    </message>
    <message numerus="yes">
        <source>%n refusal(s)</source>
        <translation>
            <numerusform>%n 项拒绝</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n 项警告</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n note(s)</source>
        <translation>
            <numerusform>%n 项提示</numerusform>
        </translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>已拒绝</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>提示</translation>
    </message>
    <message numerus="yes">
        <source>%n slice(s)</source>
        <translation>
            <numerusform>%n 层</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 unknown</source>
        <translation>%1 未知</translation>
    </message>
    <message>
        <source>at least %1; %2</source>
        <translation>至少 %1；%2</translation>
    </message>
</context>
<context>
    <name>ChangingControls</name>
    <message>
        <source>The project is only looked at.</source>
        <translation>该项目仅供查看。</translation>
    </message>
</context>
<context>
    <name>ClassesQuestion</name>
    <message>
        <source>Corrections wait</source>
        <translation>有修正待继续</translation>
    </message>
    <message>
        <source>Corrections of these cases wait: %1. They were begun with the present classes and cannot go on with the new ones, because a class was removed or replaced. Finish or discard them before the classes change.</source>
        <translation>这些病例有修正待继续：%1。它们以当前的类别开始，由于有类别被删除或替换，无法用新的类别继续。请在更改类别之前完成或丢弃它们。</translation>
    </message>
    <message>
        <source>&amp;Change all the same</source>
        <translation>仍然更改(&amp;C)</translation>
    </message>
</context>
<context>
    <name>CompareSource</name>
    <message>
        <source>mean of A and B</source>
        <translation>A 与 B 的均值</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <translation>%1，%2：%3</translation>
    </message>
</context>
<context>
    <name>EventKind</name>
    <message>
        <source>import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>review</source>
        <translation>审阅</translation>
    </message>
    <message>
        <source>export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>job</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>failure</source>
        <translation>失败</translation>
    </message>
</context>
<context>
    <name>EvidencePlots</name>
    <message>
        <source>Predicted against true Dice</source>
        <translation>预测 Dice 与真实 Dice</translation>
    </message>
    <message>
        <source>predicted Dice; ticks: the cases to review</source>
        <translation>预测 Dice；短竖线：待审阅的病例</translation>
    </message>
    <message>
        <source>true Dice</source>
        <translation>真实 Dice</translation>
    </message>
    <message>
        <source>A dot for each validation case that is predicted with all maps</source>
        <translation>每个点是一个已预测全部图谱的验证病例</translation>
    </message>
    <message>
        <source>%1: predicted Dice %2, true Dice %3</source>
        <translation>%1：预测 Dice %2，真实 Dice %3</translation>
    </message>
    <message>
        <source>uncalibrated</source>
        <translation>未校准</translation>
    </message>
    <message>
        <source>Calibration of trust</source>
        <translation>可信度的校准</translation>
    </message>
    <message>
        <source>trust</source>
        <translation>可信度</translation>
    </message>
    <message>
        <source>voxels that are right</source>
        <translation>正确的体素</translation>
    </message>
    <message>
        <source>Trust against truth, of all validation voxels</source>
        <translation>可信度与实际情况，全部验证体素</translation>
    </message>
    <message>
        <source>ECE %1</source>
        <translation>ECE %1</translation>
    </message>
    <message>
        <source>%1 voxels of trust %2: %3 are right</source>
        <translation>可信度为 %2 的 %1 个体素：%3 正确</translation>
    </message>
    <message>
        <source>Risk-coverage</source>
        <translation>风险-覆盖率</translation>
    </message>
    <message>
        <source>voxels kept, the most trusted first</source>
        <translation>保留的体素，最可信者优先</translation>
    </message>
    <message>
        <source>wrong voxels among them</source>
        <translation>其中错误的体素</translation>
    </message>
    <message>
        <source>How errors fall when the least trusted voxels are left out</source>
        <translation>排除最不可信的体素后错误如何减少</translation>
    </message>
    <message>
        <source>Of the most trusted %1 of the voxels %2 are wrong</source>
        <translation>最可信的 %1 体素中有 %2 错误</translation>
    </message>
    <message>
        <source>AURC %1</source>
        <translation>AURC %1</translation>
    </message>
    <message>
        <source>teaching weight</source>
        <translation>教学权重</translation>
    </message>
    <message>
        <source>wrong voxels of the decoder</source>
        <translation>该解码器的错误体素</translation>
    </message>
    <message>
        <source>Whether a decoder errs less where its teaching weight is higher</source>
        <translation>解码器在教学权重较高处是否较少出错</translation>
    </message>
    <message>
        <source>%1 voxels of teaching weight %2 to %3: %4 are wrong</source>
        <translation>教学权重为 %2 至 %3 的 %1 个体素：%4 错误</translation>
    </message>
</context>
<context>
    <name>ExportReport</name>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Volume, ml</source>
        <translation>体积（ml）</translation>
    </message>
    <message>
        <source>Label, ml</source>
        <translation>标签（ml）</translation>
    </message>
    <message>
        <source>Dice</source>
        <translation>Dice</translation>
    </message>
    <message>
        <source>Jaccard</source>
        <translation>Jaccard</translation>
    </message>
    <message>
        <source>HD95, mm</source>
        <translation>HD95（mm）</translation>
    </message>
    <message>
        <source>ASD, mm</source>
        <translation>ASD（mm）</translation>
    </message>
    <message>
        <source>ASSD, mm</source>
        <translation>ASSD（mm）</translation>
    </message>
    <message>
        <source>Not decided: %1 % of all voxels, %2 % of those of a structure.</source>
        <translation>未判定：占全部体素的 %1 %，占结构体素的 %2 %。</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Checkpoint</source>
        <translation>检查点</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Trained</source>
        <translation>训练时间</translation>
    </message>
    <message>
        <source>Trained by</source>
        <translation>训练程序</translation>
    </message>
    <message>
        <source>Exported</source>
        <translation>导出时间</translation>
    </message>
    <message>
        <source>Abstains</source>
        <translation>弃权</translation>
    </message>
    <message>
        <source>patient %1</source>
        <translation>患者 %1</translation>
    </message>
    <message>
        <source>%1 case</source>
        <translation>%1 病例</translation>
    </message>
    <message>
        <source>slice %1 of %2</source>
        <translation>第 %1 层，共 %2 层</translation>
    </message>
    <message>
        <source>predicted %1</source>
        <translation>预测于 %1</translation>
    </message>
    <message>
        <source>Checkpoint SHA-256 %1</source>
        <translation>检查点 SHA-256 %1</translation>
    </message>
    <message>
        <source>Segmentation report: %1</source>
        <translation>分割报告：%1</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Training settings</source>
        <translation>训练设置</translation>
    </message>
    <message>
        <source>Preparation settings</source>
        <translation>预处理设置</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>not decided</source>
        <translation>未判定</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Prediction; the label is outlined in white</source>
        <translation>预测；标签以白色勾边</translation>
    </message>
    <message>
        <source>Prediction</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Uncertainty of decoder A</source>
        <translation>解码器 A 的不确定性</translation>
    </message>
    <message>
        <source>Distances left out of the means, as one of the masks is empty: %1.</source>
        <translation>未计入均值的距离（因其中一个掩膜为空）：%1。</translation>
    </message>
    <message>
        <source>Cases: %1. For research use only; not for diagnosis.</source>
        <translation>病例数：%1。仅供研究使用，不得用于诊断。</translation>
    </message>
    <message>
        <source>Mean accuracy against the labels (cases: %1)</source>
        <translation>相对标签的平均精度（病例数：%1）</translation>
    </message>
    <message>
        <source>Before abstaining: every voxel counts with the class that was predicted for it.</source>
        <translation>弃权之前：每个体素按其预测类别计入。</translation>
    </message>
    <message>
        <source>Labels and pictures are after abstaining; volumes, accuracy and scores are before it.</source>
        <translation>标签和图片为弃权之后；体积、精度和评分为弃权之前。</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>病例</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Mean Dice</source>
        <translation>平均 Dice</translation>
    </message>
    <message>
        <source>Not decided</source>
        <translation>未判定</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>病例</translation>
    </message>
    <message>
        <source> (the interval holds the true one in four of five cases)</source>
        <translation>（该区间在五例中有四例包含真实值）</translation>
    </message>
    <message>
        <source>Predicted Dice %1</source>
        <translation>预测 Dice %1</translation>
    </message>
    <message>
        <source>uncertain part %1</source>
        <translation>不确定部分 %1</translation>
    </message>
    <message>
        <source>agreement of the decoders (Dice) %1</source>
        <translation>两个解码器的一致性（Dice）%1</translation>
    </message>
    <message>
        <source>Expected: %1 of %2 wrong voxels (%3 %) are among them.</source>
        <translation>预期：%2 个错误体素中有 %1 个（%3 %）在其中。</translation>
    </message>
    <message>
        <source>where the trust is under %1; voxel value %2</source>
        <translation>可信度低于 %1 处；体素值为 %2</translation>
    </message>
    <message>
        <source>Predicted Dice</source>
        <translation>预测 Dice</translation>
    </message>
    <message>
        <source>Score of a case</source>
        <translation>病例的评分</translation>
    </message>
    <message>
        <source>Rank correlation with Dice</source>
        <translation>与 Dice 的秩相关</translation>
    </message>
    <message>
        <source>Mean error of Dice</source>
        <translation>Dice 的平均误差</translation>
    </message>
    <message>
        <source>Teaching weight</source>
        <translation>教学权重</translation>
    </message>
    <message>
        <source>Voxels of A</source>
        <translation>A 的体素</translation>
    </message>
    <message>
        <source>wrong in A</source>
        <translation>A 中错误</translation>
    </message>
    <message>
        <source>Voxels of B</source>
        <translation>B 的体素</translation>
    </message>
    <message>
        <source>wrong in B</source>
        <translation>B 中错误</translation>
    </message>
    <message>
        <source>What to trust</source>
        <translation>该信什么</translation>
    </message>
    <message>
        <source>Judged on the validation cases %1, each by what was learned on the others; 5 mm: within 5 mm of a structure&apos;s surface; in small print: 95 % intervals over the cases.</source>
        <translation>在验证病例 %1 上评判，每例都按在其他病例上学到的结果；5 mm：距结构表面 5 mm 以内；小字：对病例的 95 % 区间。</translation>
    </message>
    <message>
        <source>Expected (uncalibrated): %1 of %2 wrong voxels (%3 %) are among them.</source>
        <translation>预期（未校准）：%2 个错误体素中有 %1 个（%3 %）在其中。</translation>
    </message>
    <message>
        <source>decoder B</source>
        <translation>解码器 B</translation>
    </message>
    <message>
        <source>the mean of both decoders</source>
        <translation>两个解码器的均值</translation>
    </message>
    <message>
        <source>decoder A</source>
        <translation>解码器 A</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>on the grids of the images</source>
        <translation>在图像的网格上</translation>
    </message>
</context>
<context>
    <name>GainWords</name>
    <message numerus="yes">
        <source>Goes on from run %1 (%2). Validation Dice on %n case(s): %3 before, %4 after (%5).</source>
        <translation>
            <numerusform>从训练 %1（%2）继续。%n 个病例的验证 Dice：之前 %3，之后 %4（%5）。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2 before, %3 after (%4)</source>
        <translation>%1：之前 %2，之后 %3（%4）</translation>
    </message>
</context>
<context>
    <name>LayerCatalogue</name>
    <message>
        <source>nats</source>
        <translation>nats</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Prediction A</source>
        <translation>预测 A</translation>
    </message>
    <message>
        <source>Prediction B</source>
        <translation>预测 B</translation>
    </message>
    <message>
        <source>Who teaches whom</source>
        <translation>谁教谁</translation>
    </message>
    <message>
        <source>A teaches B</source>
        <translation>A 教 B</translation>
    </message>
    <message>
        <source>B teaches A</source>
        <translation>B 教 A</translation>
    </message>
    <message>
        <source>Uncertainty of A</source>
        <translation>A 的不确定性</translation>
    </message>
    <message>
        <source>Uncertainty of B</source>
        <translation>B 的不确定性</translation>
    </message>
    <message>
        <source>Disagreement</source>
        <translation>分歧</translation>
    </message>
    <message>
        <source>A and B differ</source>
        <translation>A 与 B 不同</translation>
    </message>
    <message>
        <source>Error against label</source>
        <translation>相对标签的误差</translation>
    </message>
    <message>
        <source>missed</source>
        <translation>漏分割</translation>
    </message>
    <message>
        <source>invented</source>
        <translation>误分割</translation>
    </message>
    <message>
        <source>other structure</source>
        <translation>其他结构</translation>
    </message>
    <message>
        <source>Prediction of the mean</source>
        <translation>均值的预测</translation>
    </message>
    <message>
        <source>Similarity A, %1</source>
        <translation>相似性 A，%1</translation>
    </message>
    <message>
        <source>Similarity B, %1</source>
        <translation>相似性 B，%1</translation>
    </message>
    <message>
        <source>Probability A, %1</source>
        <translation>概率 A，%1</translation>
    </message>
    <message>
        <source>Probability B, %1</source>
        <translation>概率 B，%1</translation>
    </message>
    <message>
        <source>Probability mean, %1</source>
        <translation>平均概率，%1</translation>
    </message>
    <message>
        <source>Teaching weight of A</source>
        <translation>A 的教学权重</translation>
    </message>
    <message>
        <source>Teaching weight of B</source>
        <translation>B 的教学权重</translation>
    </message>
    <message>
        <source>the label is this prediction: no judge of it</source>
        <translation>标签即此预测，不能用来评判它</translation>
    </message>
    <message>
        <source>The case&apos;s label is this run&apos;s prediction, accepted as it was: it cannot
judge the run. Correct the label, or look at a case with another one.</source>
        <translation>该病例的标签就是本运行的预测，未经修改即被接受：不能用来评判本运行。
请修正标签，或查看另有标签的病例。</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Correction</source>
        <translation>修正</translation>
    </message>
</context>
<context>
    <name>Page</name>
    <message>
        <source>Datasets</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>Inspect</source>
        <translation>检视</translation>
    </message>
    <message>
        <source>Up, Down, Page Up, Page Down</source>
        <translation>上、下、Page Up、Page Down</translation>
    </message>
    <message>
        <source>Go through the slices</source>
        <translation>逐层浏览</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Home</translation>
    </message>
    <message>
        <source>Fit the slice into its view</source>
        <translation>使切片适合视图</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>审阅</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>+, −</source>
        <translation>+、−</translation>
    </message>
    <message>
        <source>Zoom the chosen chart</source>
        <translation>缩放所选图表</translation>
    </message>
    <message>
        <source>Left, Right</source>
        <translation>左、右</translation>
    </message>
    <message>
        <source>Move along the chosen chart</source>
        <translation>沿所选图表移动</translation>
    </message>
    <message>
        <source>0</source>
        <translation>0</translation>
    </message>
    <message>
        <source>Show all of the chosen chart</source>
        <translation>显示所选图表的全部</translation>
    </message>
    <message>
        <source>Ctrl+click, Shift+click</source>
        <translation>Ctrl+单击、Shift+单击</translation>
    </message>
    <message>
        <source>Select several cases</source>
        <translation>选择多个病例</translation>
    </message>
    <message>
        <source>Right click on cases</source>
        <translation>右键单击病例</translation>
    </message>
    <message>
        <source>What can be done with them</source>
        <translation>可对其进行的操作</translation>
    </message>
    <message>
        <source>Wheel, Up, Down on a plane</source>
        <translation>在平面上滚轮、上、下</translation>
    </message>
    <message>
        <source>Go through the slices of the case</source>
        <translation>浏览病例的切片</translation>
    </message>
    <message>
        <source>Wheel on a chart</source>
        <translation>在图表上滚轮</translation>
    </message>
    <message>
        <source>Zoom; with Shift its vertical axis</source>
        <translation>缩放；按住 Shift 缩放纵轴</translation>
    </message>
    <message>
        <source>Drag on a chart</source>
        <translation>在图表上拖动</translation>
    </message>
    <message>
        <source>Move along it</source>
        <translation>沿图表移动</translation>
    </message>
    <message>
        <source>Double click on a chart</source>
        <translation>双击图表</translation>
    </message>
    <message>
        <source>Show all of it</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Click on a name in a chart</source>
        <translation>单击图表中的名称</translation>
    </message>
    <message>
        <source>Hide its curve, or show it again</source>
        <translation>隐藏其曲线，或再次显示</translation>
    </message>
    <message>
        <source>Right click on a chart</source>
        <translation>右键单击图表</translation>
    </message>
    <message>
        <source>Save it as a picture or a table</source>
        <translation>将其保存为图片或表格</translation>
    </message>
    <message>
        <source>Zoom the slice</source>
        <translation>缩放切片</translation>
    </message>
    <message>
        <source>Shift+arrows</source>
        <translation>Shift+方向键</translation>
    </message>
    <message>
        <source>Move the crosshair within its slice</source>
        <translation>在切片内移动十字线</translation>
    </message>
    <message>
        <source>Click or drag on a slice</source>
        <translation>在切片上单击或拖动</translation>
    </message>
    <message>
        <source>Place the crosshair</source>
        <translation>放置十字线</translation>
    </message>
    <message>
        <source>Wheel on a slice</source>
        <translation>在切片上滚轮</translation>
    </message>
    <message>
        <source>Ctrl+wheel on a slice</source>
        <translation>在切片上 Ctrl+滚轮</translation>
    </message>
    <message>
        <source>Zoom it</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Middle drag, Shift+drag on a slice</source>
        <translation>在切片上中键拖动、Shift+拖动</translation>
    </message>
    <message>
        <source>Move it</source>
        <translation>移动</translation>
    </message>
    <message>
        <source>Right drag on a slice</source>
        <translation>在切片上右键拖动</translation>
    </message>
    <message>
        <source>Change brightness and contrast</source>
        <translation>调整亮度和对比度</translation>
    </message>
    <message>
        <source>Double click on a view</source>
        <translation>双击视图</translation>
    </message>
    <message>
        <source>View to full size and back</source>
        <translation>视图最大化及还原</translation>
    </message>
    <message>
        <source>Drag, arrows in space</source>
        <translation>在空间视图中拖动、方向键</translation>
    </message>
    <message>
        <source>Turn</source>
        <translation>旋转</translation>
    </message>
    <message>
        <source>Wheel in space</source>
        <translation>在空间视图中滚轮</translation>
    </message>
    <message>
        <source>Come nearer, go away</source>
        <translation>拉近、推远</translation>
    </message>
    <message>
        <source>Up, Down</source>
        <translation>上、下</translation>
    </message>
    <message>
        <source>Go through the cases</source>
        <translation>浏览病例</translation>
    </message>
    <message>
        <source>Enter, double click on a case</source>
        <translation>回车、双击病例</translation>
    </message>
    <message>
        <source>See it on the page Inspect</source>
        <translation>在“检视”页面查看</translation>
    </message>
    <message>
        <source>Look at another case</source>
        <translation>查看另一个病例</translation>
    </message>
    <message>
        <source>Space, click on the box of a case</source>
        <translation>空格、单击病例的复选框</translation>
    </message>
    <message>
        <source>Export the case, or leave it out</source>
        <translation>导出该病例，或将其略过</translation>
    </message>
    <message>
        <source>Click on the head of a column</source>
        <translation>单击列标题</translation>
    </message>
    <message>
        <source>Sort the cases by it</source>
        <translation>按该列对病例排序</translation>
    </message>
    <message>
        <source>0 to 9 while correcting</source>
        <translation>修正时按 0 到 9</translation>
    </message>
    <message>
        <source>Choose the class, or answer the region at hand with it</source>
        <translation>选择类别，或用它回答当前区域</translation>
    </message>
    <message>
        <source>Click or drag on a slice while correcting</source>
        <translation>修正时在切片上点击或拖动</translation>
    </message>
    <message>
        <source>Use the chosen tool; with Ctrl place the crosshair</source>
        <translation>使用所选工具；按住 Ctrl 则放置十字线</translation>
    </message>
    <message>
        <source>Shift+wheel on a slice while correcting</source>
        <translation>修正时在切片上 Shift+滚轮</translation>
    </message>
    <message>
        <source>Change the size of the brush</source>
        <translation>改变画笔大小</translation>
    </message>
</context>
<context>
    <name>PatientLeak</name>
    <message>
        <source>Split &quot;%1&quot;, which a run used: %2</source>
        <translation>已被运行使用的划分“%1”：%2</translation>
    </message>
    <message>
        <source>Split &quot;%1&quot;: %2</source>
        <translation>划分“%1”：%2</translation>
    </message>
    <message>
        <source>%1 copy</source>
        <translation>%1 副本</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>另外 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>training (%1)</source>
        <translation>训练（%1）</translation>
    </message>
    <message>
        <source>validation (%1)</source>
        <translation>验证（%1）</translation>
    </message>
    <message>
        <source>test (%1)</source>
        <translation>测试（%1）</translation>
    </message>
    <message>
        <source>Patient &quot;%1&quot; is on more than one side: %2.</source>
        <translation>患者“%1”同时出现在多方：%2。</translation>
    </message>
    <message>
        <source>Results on this split look better than they are.</source>
        <translation>该划分上的结果看起来好于实际。</translation>
    </message>
    <message numerus="yes">
        <source>So are %n other patient(s).</source>
        <translation>
            <numerusform>另有 %n 名患者也是如此。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PredictionJob</name>
    <message numerus="yes">
        <source>Predicting %n case(s) with run %1</source>
        <translation>
            <numerusform>正在用运行 %1 预测 %n 个病例</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Preset</name>
    <message>
        <source>Left Atrium (MR)</source>
        <translation>左心房（MR）</translation>
    </message>
    <message>
        <source>Pancreas (CT)</source>
        <translation>胰腺（CT）</translation>
    </message>
    <message>
        <source>Abdominal CT: -125 to 275 HU, 1 mm isotropic, cropped around the label with 25 voxels margin, z-score.</source>
        <translation>腹部 CT：-125 至 275 HU，1 mm 各向同性，围绕标签裁剪并留 25 个体素边距，z-score。</translation>
    </message>
    <message>
        <source>BraTS-2019 (FLAIR, whole tumour)</source>
        <translation>BraTS-2019（FLAIR，全肿瘤）</translation>
    </message>
    <message>
        <source>Other data</source>
        <translation>其他数据</translation>
    </message>
    <message>
        <source>Late-gadolinium cardiac MR, already cropped near the heart as the field distributes it; z-score over the whole volume, but for HDF5 files that have it already.</source>
        <translation>钆延迟增强心脏 MR，按领域内的发布形式已在心脏附近裁剪；对整个体积作 z-score，已作过的 HDF5 文件除外。</translation>
    </message>
    <message>
        <source>Skull-stripped brain MR: cropped to the non-zero box, clipped at the 99.9th percentile, z-score by the voxels over zero; turned in the order of axes of its published code.</source>
        <translation>去除颅骨的脑部 MR：裁剪到非零包围盒，在第 99.9 百分位数处截断，按大于零的体素作 z-score；按其公开代码的轴顺序旋转。</translation>
    </message>
    <message>
        <source>Any modality: axes in LPS order, intensities as z-score; propose spacing, window, patch and the rest from the cases, or set them to suit.</source>
        <translation>任意模态：轴按 LPS 顺序，强度作 z-score；间距、强度窗、图像块等可根据病例建议，也可自行设置。</translation>
    </message>
</context>
<context>
    <name>Proposal</name>
    <message>
        <source>The patient&apos;s axes, so that those of all files are alike.</source>
        <translation>患者的轴，使所有文件的轴一致。</translation>
    </message>
    <message>
        <source>Every case has it (%1 in all).</source>
        <translation>每个病例均为此值（共 %1 个）。</translation>
    </message>
    <message>
        <source>The median of %1 cases.</source>
        <translation>%1 个病例的中位数。</translation>
    </message>
    <message>
        <source>The median of %1 cases, but on axis %2, which is more than three times coarser, the tenth percentile.</source>
        <translation>%1 个病例的中位数；但第 %2 轴的间距超过其他轴三倍，故取第 10 百分位数。</translation>
    </message>
    <message>
        <source>CT: from percentile 0.5 to 99.5 of the intensities of labelled voxels (cases sampled: %1).</source>
        <translation>CT：取已标注体素强度的第 0.5 至第 99.5 百分位数，抽样病例数：%1。</translation>
    </message>
    <message>
        <source>CT, but no labelled voxel could be sampled, so that no window is known.</source>
        <translation>CT，但没有可抽样的已标注体素，因此无法得知强度窗。</translation>
    </message>
    <message>
        <source>No CT: intensities of different cases have no common scale.</source>
        <translation>非 CT：不同病例的强度没有共同的尺度。</translation>
    </message>
    <message>
        <source>Of non-zero voxels alone: the background is 0, and their box takes %1 of a volume.</source>
        <translation>仅用非零体素：背景为 0，非零体素的包围盒占体积的 %1。</translation>
    </message>
    <message>
        <source>Of each case by itself.</source>
        <translation>每个病例各自计算。</translation>
    </message>
    <message>
        <source>The box of non-zero voxels takes %1 of a volume; what lies around it teaches nothing.</source>
        <translation>非零体素的包围盒占体积的 %1；其外的部分学不到东西。</translation>
    </message>
    <message>
        <source>Non-zero voxels fill the volumes.</source>
        <translation>非零体素充满整个体积。</translation>
    </message>
    <message>
        <source>Non-zero voxels fill the volumes. Structures take %1 of them: with a coarse run, others can be cropped around its predictions.</source>
        <translation>非零体素充满整个体积。结构占其中的 %1：可先用一次粗略的运行，再围绕其预测裁剪其他病例。</translation>
    </message>
    <message>
        <source>About the median volume, %1 voxels at that spacing.</source>
        <translation>约为中位体积，在该间距下为 %1 个体素。</translation>
    </message>
    <message>
        <source>As much of the median volume, %1 voxels, as %2 of memory hold: four fifths of what is free on %3.</source>
        <translation>在 %2 内存中能容纳的中位体积（%1 个体素）的部分：即 %3 可用内存的五分之四。</translation>
    </message>
    <message>
        <source>Of the median volume, %1 voxels, about as much as a cube of 128 has; larger ones cost more than they teach.</source>
        <translation>取中位体积（%1 个体素）中约相当于边长 128 的立方体的部分；更大则得不偿失。</translation>
    </message>
    <message>
        <source>Of the median volume, %1 voxels, about as much as a cube of 64 has: a processor takes long for more.</source>
        <translation>取中位体积（%1 个体素）中约相当于边长 64 的立方体的部分：更大时处理器耗时很长。</translation>
    </message>
    <message>
        <source>As published.</source>
        <translation>与论文相同。</translation>
    </message>
    <message>
        <source>Not more than the %1 labelled cases.</source>
        <translation>不超过 %1 个已标注病例。</translation>
    </message>
    <message>
        <source>One, so that a patch that is large enough fits into the memory of %1.</source>
        <translation>取 1，以便足够大的图像块能放入 %1 的内存。</translation>
    </message>
    <message>
        <source>Half of what is published: a processor takes long for more.</source>
        <translation>论文值的一半：更多时处理器耗时很长。</translation>
    </message>
    <message>
        <source>Half of what is published, so that a patch that is large enough fits into the memory of %1.</source>
        <translation>论文值的一半，以便足够大的图像块能放入 %1 的内存。</translation>
    </message>
    <message>
        <source>A third of the patch: about 27 windows judge a voxel.</source>
        <translation>图像块的三分之一：每个体素约由 27 个窗口判断。</translation>
    </message>
    <message>
        <source>Half of the patch: about 8 windows judge a voxel, as a processor takes long for more.</source>
        <translation>图像块的一半：每个体素约由 8 个窗口判断，更多时处理器耗时很长。</translation>
    </message>
    <message>
        <source>200 for each case (%1 in all), but at least 6000 and at most 30000; published runs of 80 take 15000.</source>
        <translation>每个病例 200 次（共 %1 个），至少 6000 次、至多 30000 次；论文中 80 例的运行为 15000 次。</translation>
    </message>
    <message>
        <source>Two fifths of the iterations, as published.</source>
        <translation>迭代次数的五分之二，与论文相同。</translation>
    </message>
    <message>
        <source>Their voxels are about as long as wide, so that a quarter turn shows the same anatomy.</source>
        <translation>这两轴的体素长宽相近，旋转四分之一圈后仍是同样的解剖结构。</translation>
    </message>
    <message>
        <source>No two of the axes that are turned have voxels about as long as wide.</source>
        <translation>可旋转的轴中没有两轴的体素长宽相近。</translation>
    </message>
</context>
<context>
    <name>Quantity</name>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 分 %2 秒</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
</context>
<context>
    <name>RunEstimate</name>
    <message>
        <source>%1 on the device and %2 beside it</source>
        <translation>设备上 %1，另需主机内存 %2</translation>
    </message>
    <message>
        <source>Memory: %1. It fits.</source>
        <translation>内存：%1。足够。</translation>
    </message>
    <message>
        <source>⚠ Memory: %1. It does not fit. %2</source>
        <translation>⚠ 内存：%1。不够。%2</translation>
    </message>
    <message>
        <source>Disk: %1 of %2 free</source>
        <translation>磁盘：%1，剩余 %2</translation>
    </message>
    <message>
        <source>, of it %1 for the watched case</source>
        <translation>，其中关注病例占 %1</translation>
    </message>
    <message>
        <source>. It fits.</source>
        <translation>。足够。</translation>
    </message>
    <message>
        <source>Free some space, watch no case, or validate less often.</source>
        <translation>请腾出空间、不关注病例，或降低验证频率。</translation>
    </message>
    <message>
        <source>Free some space, or lower filters.</source>
        <translation>请腾出空间，或减少滤波器数。</translation>
    </message>
    <message>
        <source>. It does not fit. %1</source>
        <translation>。不够。%1</translation>
    </message>
    <message>
        <source>Time: not known. It is measured when the run fits and no other trains.</source>
        <translation>时间：未知。当内存足够且没有其他训练时会进行测量。</translation>
    </message>
    <message>
        <source>Time: about %1</source>
        <translation>时间：约 %1</translation>
    </message>
    <message>
        <source>, of it %1 for validations</source>
        <translation>，其中验证占 %1</translation>
    </message>
    <message>
        <source> (%1 s an iteration, as in run %2)</source>
        <translation>（每次迭代 %1 秒，与运行 %2 相同）</translation>
    </message>
    <message numerus="yes">
        <source> (%1 s an iteration, measured over %n iteration(s) here)</source>
        <translation>
            <numerusform>（每次迭代 %1 秒，在本机测量 %n 次迭代所得）</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RunStatus</name>
    <message>
        <source>queued</source>
        <translation>排队中</translation>
    </message>
    <message>
        <source>training</source>
        <translation>训练中</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>已中断</translation>
    </message>
</context>
<context>
    <name>RunTitles</name>
    <message>
        <source>Run %1</source>
        <translation>运行 %1</translation>
    </message>
    <message>
        <source>best</source>
        <translation>最佳</translation>
    </message>
    <message>
        <source>last</source>
        <translation>最后</translation>
    </message>
    <message>
        <source>%1, iteration %2</source>
        <translation>%1，第 %2 次迭代</translation>
    </message>
    <message>
        <source>an earlier one, %1</source>
        <translation>较早的一个，%1</translation>
    </message>
    <message>
        <source>%1 (the run has trained on since)</source>
        <translation>%1（此后该运行又继续训练过）</translation>
    </message>
</context>
<context>
    <name>SettingField</name>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>How the network learns: from labelled cases alone, or from all of them.</source>
        <translation>网络如何学习：仅从有标签的病例，或从全部病例。</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Where to compute: auto, cpu, cuda or cuda:N.</source>
        <translation>在何处计算：auto、cpu、cuda 或 cuda:N。</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>Arithmetic of the convolutions; auto uses bfloat16 where the hardware has it.</source>
        <translation>卷积的运算精度；auto 在硬件支持时使用 bfloat16。</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>滤波器数</translation>
    </message>
    <message>
        <source>Channels of the network&apos;s finest level; each deeper level doubles them.</source>
        <translation>网络最精细一级的通道数；每深一级加倍。</translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation>Dropout</translation>
    </message>
    <message>
        <source>Probability of dropping a feature channel while training.</source>
        <translation>训练时丢弃一个特征通道的概率。</translation>
    </message>
    <message>
        <source>Patch</source>
        <translation>图像块</translation>
    </message>
    <message>
        <source>Size of the patches that the network sees; multiples of 16.</source>
        <translation>网络所见图像块的大小；须为 16 的倍数。</translation>
    </message>
    <message>
        <source>voxels</source>
        <translation>体素</translation>
    </message>
    <message>
        <source>Labelled patches per step</source>
        <translation>每步有标签图像块数</translation>
    </message>
    <message>
        <source>Patches of labelled cases in every step.</source>
        <translation>每一步中取自有标签病例的图像块数。</translation>
    </message>
    <message>
        <source>Unlabelled patches per step</source>
        <translation>每步无标签图像块数</translation>
    </message>
    <message>
        <source>Patches of unlabelled cases in every step.</source>
        <translation>每一步中取自无标签病例的图像块数。</translation>
    </message>
    <message>
        <source>Iterations</source>
        <translation>迭代次数</translation>
    </message>
    <message>
        <source>Training steps in all.</source>
        <translation>训练的总步数。</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Step width of stochastic gradient descent.</source>
        <translation>随机梯度下降的步长。</translation>
    </message>
    <message>
        <source>Learning-rate schedule</source>
        <translation>学习率策略</translation>
    </message>
    <message>
        <source>Constant as in the paper, or falling polynomially to zero.</source>
        <translation>与论文相同保持恒定，或按多项式降到零。</translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation>动量</translation>
    </message>
    <message>
        <source>Of stochastic gradient descent.</source>
        <translation>随机梯度下降的动量。</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>权重衰减</translation>
    </message>
    <message>
        <source>Pull of the weights towards zero.</source>
        <translation>使权重趋向零的力度。</translation>
    </message>
    <message>
        <source>Supervised weight</source>
        <translation>监督权重</translation>
    </message>
    <message>
        <source>Lambda, the weight of the Dice loss on labelled patches.</source>
        <translation>Lambda，有标签图像块上 Dice 损失的权重。</translation>
    </message>
    <message>
        <source>Ramp length</source>
        <translation>渐增长度</translation>
    </message>
    <message>
        <source>Iterations until the mutual loss has its full weight.</source>
        <translation>互学习损失达到全权重之前的迭代次数。</translation>
    </message>
    <message>
        <source>iterations</source>
        <translation>次迭代</translation>
    </message>
    <message>
        <source>Augmentation</source>
        <translation>数据增强</translation>
    </message>
    <message>
        <source>Validate every</source>
        <translation>验证间隔</translation>
    </message>
    <message>
        <source>Iterations between validations; 0 validates at the end only.</source>
        <translation>两次验证之间的迭代次数；0 表示仅在结束时验证。</translation>
    </message>
    <message>
        <source>Validation stride</source>
        <translation>验证步幅</translation>
    </message>
    <message>
        <source>Distance of windows in validations; 0 is half the patch.</source>
        <translation>验证时滑动窗口的间距；0 表示图像块的一半。</translation>
    </message>
    <message>
        <source>Test stride</source>
        <translation>测试步幅</translation>
    </message>
    <message>
        <source>Distance of windows in the last validation and in predictions.</source>
        <translation>最后一次验证和预测时滑动窗口的间距。</translation>
    </message>
    <message>
        <source>Save every</source>
        <translation>保存间隔</translation>
    </message>
    <message>
        <source>Iterations between saves of the last state.</source>
        <translation>两次保存最后状态之间的迭代次数。</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Start of every random generator.</source>
        <translation>所有随机数生成器的起点。</translation>
    </message>
    <message>
        <source>Deterministic</source>
        <translation>确定性</translation>
    </message>
    <message>
        <source>Volumes live</source>
        <translation>体积存放于</translation>
    </message>
    <message>
        <source>On the device, streamed from the cache, or whichever fits.</source>
        <translation>放在设备上、从缓存流式读取，或按是否放得下选择。</translation>
    </message>
    <message>
        <source>Prefetch threads</source>
        <translation>预取线程数</translation>
    </message>
    <message>
        <source>Threads that cut patches when volumes are streamed.</source>
        <translation>流式读取体积时切取图像块的线程数。</translation>
    </message>
    <message>
        <source>supervised</source>
        <translation>监督学习</translation>
    </message>
    <message>
        <source>mutual-reliable</source>
        <translation>可靠互学习</translation>
    </message>
    <message>
        <source>auto</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>float32</source>
        <translation>float32</translation>
    </message>
    <message>
        <source>bfloat16</source>
        <translation>bfloat16</translation>
    </message>
    <message>
        <source>constant</source>
        <translation>恒定</translation>
    </message>
    <message>
        <source>polynomial</source>
        <translation>多项式</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>rotate-flip</source>
        <translation>旋转与翻转</translation>
    </message>
    <message>
        <source>device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>stream</source>
        <translation>流式</translation>
    </message>
    <message>
        <source>Axis order</source>
        <translation>轴顺序</translation>
    </message>
    <message>
        <source>Turn every volume to a canonical axis order, or keep its own.</source>
        <translation>将每个体积转为规范的轴顺序，或保持原样。</translation>
    </message>
    <message>
        <source>Target spacing</source>
        <translation>目标体素间距</translation>
    </message>
    <message>
        <source>Voxel spacing to resample to; 0 keeps an axis as it is.</source>
        <translation>重采样到的体素间距；0 表示该轴保持不变。</translation>
    </message>
    <message>
        <source>mm</source>
        <translation>mm</translation>
    </message>
    <message>
        <source>Interpolation</source>
        <translation>插值</translation>
    </message>
    <message>
        <source>How images are resampled; labels always take the nearest voxel.</source>
        <translation>图像如何重采样；标签始终取最近的体素。</translation>
    </message>
    <message>
        <source>Clip intensities</source>
        <translation>截断强度</translation>
    </message>
    <message>
        <source>Limit intensities to the window below.</source>
        <translation>将强度限制在下面的窗口内。</translation>
    </message>
    <message>
        <source>Lowest intensity</source>
        <translation>最低强度</translation>
    </message>
    <message>
        <source>Lower end of the intensity window.</source>
        <translation>强度窗口的下限。</translation>
    </message>
    <message>
        <source>Highest intensity</source>
        <translation>最高强度</translation>
    </message>
    <message>
        <source>Upper end of the intensity window.</source>
        <translation>强度窗口的上限。</translation>
    </message>
    <message>
        <source>Crop</source>
        <translation>裁剪</translation>
    </message>
    <message>
        <source>Crop margin</source>
        <translation>裁剪边距</translation>
    </message>
    <message>
        <source>Voxels kept around the box.</source>
        <translation>在范围四周保留的体素数。</translation>
    </message>
    <message>
        <source>Normalisation</source>
        <translation>归一化</translation>
    </message>
    <message>
        <source>keep</source>
        <translation>保持</translation>
    </message>
    <message>
        <source>LPS</source>
        <translation>LPS</translation>
    </message>
    <message>
        <source>RAS</source>
        <translation>RAS</translation>
    </message>
    <message>
        <source>linear</source>
        <translation>线性</translation>
    </message>
    <message>
        <source>b-spline</source>
        <translation>B 样条</translation>
    </message>
    <message>
        <source>non-zero</source>
        <translation>非零区域</translation>
    </message>
    <message>
        <source>label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>z-score</source>
        <translation>z-score</translation>
    </message>
    <message>
        <source>z-score-non-zero</source>
        <translation>非零区域 z-score</translation>
    </message>
    <message>
        <source>Maps</source>
        <translation>图</translation>
    </message>
    <message>
        <source>probabilities</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Size of the windows, multiples of 16; 0 is the patch of the training.</source>
        <translation>窗口的大小，须为 16 的倍数；0 表示训练时的图像块大小。</translation>
    </message>
    <message>
        <source>Stride</source>
        <translation>步幅</translation>
    </message>
    <message>
        <source>Distance of windows; 0 is the test stride of the run.</source>
        <translation>窗口之间的距离；0 表示该运行的测试步幅。</translation>
    </message>
    <message>
        <source>Windows at once</source>
        <translation>同时计算的窗口数</translation>
    </message>
    <message>
        <source>Windows computed together; more is faster and needs more memory.</source>
        <translation>一起计算的窗口数；越多越快，也需要更多内存。</translation>
    </message>
    <message>
        <source>Schedule length</source>
        <translation>策略长度</translation>
    </message>
    <message>
        <source>Iterations in which a polynomial schedule falls, before its last rate stays; 0 is all.</source>
        <translation>多项式策略下降所用的迭代次数，此后保持最后的学习率；0 表示全部。</translation>
    </message>
    <message>
        <source>On the CPU, the same numbers at every repetition with as many threads; a resumed run takes as many again.</source>
        <translation>在 CPU 上，线程数相同时每次重复得到相同的数值；继续运行时使用同样多的线程。</translation>
    </message>
    <message>
        <source>half</source>
        <translation>一半</translation>
    </message>
    <message>
        <source>at once</source>
        <translation>立即</translation>
    </message>
    <message>
        <source>at the end only</source>
        <translation>仅在结束时</translation>
    </message>
    <message>
        <source>as trained</source>
        <translation>同训练时</translation>
    </message>
    <message>
        <source>as tested</source>
        <translation>同测试时</translation>
    </message>
    <message>
        <source>Used by methods that learn from unlabelled cases.</source>
        <translation>用于从无标签病例学习的方法。</translation>
    </message>
    <message>
        <source>Used when volumes may be streamed.</source>
        <translation>在体数据可流式读取时使用。</translation>
    </message>
    <message>
        <source>Used when volumes are resampled to a target spacing.</source>
        <translation>在将体数据重采样到目标间距时使用。</translation>
    </message>
    <message>
        <source>Used when intensities are clipped.</source>
        <translation>在截断强度时使用。</translation>
    </message>
    <message>
        <source>What to compute: the label, also the probabilities, or all maps.</source>
        <translation>计算什么：标签、再加概率，或全部图。</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>at least %1</source>
        <translation>至少 %1</translation>
    </message>
    <message>
        <source>at most %1</source>
        <translation>至多 %1</translation>
    </message>
    <message>
        <source>On the command line: %1</source>
        <translation>命令行中：%1</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>all iterations</source>
        <translation>全部迭代</translation>
    </message>
    <message>
        <source>Keep all, the box of non-zero voxels, the label&apos;s box where there is one, else that of a run&apos;s prediction, or a box given by hand.</source>
        <translation>保留全部、非零体素的包围盒、标签的包围盒（没有标签时用某次运行的预测），或手动给定的包围盒。</translation>
    </message>
    <message>
        <source>prediction</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>box</source>
        <translation>给定包围盒</translation>
    </message>
    <message>
        <source>Used when volumes are cropped to a box that is found.</source>
        <translation>仅在裁剪到自动求得的包围盒时使用。</translation>
    </message>
    <message>
        <source>Crop by run</source>
        <translation>按运行裁剪</translation>
    </message>
    <message>
        <source>Number of the coarse run whose predictions give the box of cases without a label.</source>
        <translation>粗略运行的编号，由其预测给出无标签病例的包围盒。</translation>
    </message>
    <message>
        <source>Used when volumes are cropped by predictions.</source>
        <translation>仅在按预测裁剪时使用。</translation>
    </message>
    <message>
        <source>Box from</source>
        <translation>包围盒起点</translation>
    </message>
    <message>
        <source>Corner of the box on the patient&apos;s right, in front, at the foot: LPS positions as a slice tells them, right, front and foot negative.</source>
        <translation>包围盒在患者右侧、前方、足侧的顶点：切片上显示的 LPS 坐标，右、前、足为负。</translation>
    </message>
    <message>
        <source>Used when volumes are cropped to a box given by hand.</source>
        <translation>仅在裁剪到手动给定的包围盒时使用。</translation>
    </message>
    <message>
        <source>Box to</source>
        <translation>包围盒终点</translation>
    </message>
    <message>
        <source>The opposite corner, on the left, at the back, towards the head.</source>
        <translation>相对的顶点，位于左侧、后方、头侧。</translation>
    </message>
    <message>
        <source>tf32</source>
        <translation>tf32</translation>
    </message>
    <message>
        <source>Save after</source>
        <translation>保存间隔时间</translation>
    </message>
    <message>
        <source>Time after which the last state is saved before that.</source>
        <translation>超过该时间即提前保存最新状态。</translation>
    </message>
    <message>
        <source>s</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source>Crop by checkpoint</source>
        <translation>裁剪所依据的检查点</translation>
    </message>
    <message>
        <source>SHA-256 of the weights of that run whose predictions give the box; of the newest predictions if empty, which a run that trains so is kept to.</source>
        <translation>以该次训练中哪些权重的预测来确定裁剪框，填其 SHA-256；留空则用最新的预测，以此训练的运行将一直沿用它。</translation>
    </message>
    <message>
        <source>Patches around known voxels</source>
        <translation>以已知体素为中心的图像块</translation>
    </message>
    <message>
        <source>Share of a partly labelled case&apos;s patches that are placed around a known voxel.</source>
        <translation>部分标注病例中，围绕已知体素选取的图像块所占比例。</translation>
    </message>
    <message>
        <source>Random quarter turns and a flip in two of the axes, or none.</source>
        <translation>在两个轴上随机旋转四分之一圈的倍数并翻转，或不作增强。</translation>
    </message>
    <message>
        <source>Turned axes</source>
        <translation>旋转的轴</translation>
    </message>
    <message>
        <source>The axes in which patches are turned and flipped; published code of BraTS-2019 has them in the order z, y, x.</source>
        <translation>图像块旋转和翻转所在的轴；BraTS-2019 的公开代码以 z、y、x 的顺序存放。</translation>
    </message>
    <message>
        <source>Used when patches are turned and flipped.</source>
        <translation>在图像块旋转和翻转时使用。</translation>
    </message>
    <message>
        <source>first-two</source>
        <translation>前两个</translation>
    </message>
    <message>
        <source>last-two</source>
        <translation>后两个</translation>
    </message>
    <message>
        <source>Sampling</source>
        <translation>取样</translation>
    </message>
    <message>
        <source>Every place of a patch alike and unlabelled cases in passes of their own, or as published code does: never the last place, and with each pass over the labelled cases a new one over the unlabelled.</source>
        <translation>图像块的每个位置机会均等，未标注病例自成轮次；或按公开代码：从不取最后一个位置，已标注病例每开始新的一轮，未标注病例也重新开始一轮。</translation>
    </message>
    <message>
        <source>ours</source>
        <translation>本程序</translation>
    </message>
    <message>
        <source>published</source>
        <translation>公开代码</translation>
    </message>
    <message>
        <source>Clip at percentile</source>
        <translation>在百分位数处截断</translation>
    </message>
    <message>
        <source>Limit each channel to this percentile of its voxels after cropping, as for the few brightest of brain MR.</source>
        <translation>裁剪之后，将每个通道限制在其体素的该百分位数以内，例如脑部 MR 中少数最亮的体素。</translation>
    </message>
    <message>
        <source>%</source>
        <translation>%</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>不限制</translation>
    </message>
    <message>
        <source>Shift and scale to mean 0 and deviation 1, over all or non-zero voxels, or all by mean and deviation of those over zero.</source>
        <translation>平移并缩放到均值 0、标准差 1：按全部体素、按非零体素，或全部体素按大于零者的均值和标准差。</translation>
    </message>
    <message>
        <source>z-score-of-positive</source>
        <translation>按大于零体素的 z-score</translation>
    </message>
    <message>
        <source>Keep normalised HDF5</source>
        <translation>保留已归一化的 HDF5</translation>
    </message>
    <message>
        <source>Leave intensities of HDF5 files as they are that were normalised before they were cropped, as the field&apos;s are.</source>
        <translation>裁剪之前已归一化的 HDF5 文件（领域内的文件即如此）保持其强度不变。</translation>
    </message>
</context>
<context>
    <name>SimulationChart</name>
    <message>
        <source>All labels</source>
        <translation>全部标签</translation>
    </message>
    <message>
        <source>No correction</source>
        <translation>不修正</translation>
    </message>
    <message>
        <source>All voxels of the same cases known at once: what correcting could gain at most</source>
        <translation>同样病例的全部体素一次已知：修正最多能带来的收益</translation>
    </message>
    <message>
        <source>Trained on for as long, without a corrected voxel: what must be beaten</source>
        <translation>同样长度的继续训练，没有一个修正的体素：必须超过的对照</translation>
    </message>
    <message>
        <source>Voxels changed</source>
        <translation>改动的体素</translation>
    </message>
    <message>
        <source>Slices looked at</source>
        <translation>看过的切片</translation>
    </message>
    <message>
        <source>Voxels looked at</source>
        <translation>看过的体素</translation>
    </message>
    <message>
        <source>Dice by what was corrected</source>
        <translation>Dice 随修正量的变化</translation>
    </message>
    <message>
        <source>Mean Dice, test cases</source>
        <translation>平均 Dice，测试病例</translation>
    </message>
    <message>
        <source>Mean Dice, validation cases</source>
        <translation>平均 Dice，验证病例</translation>
    </message>
    <message>
        <source>The curves begin with the first round.</source>
        <translation>曲线从第一轮开始。</translation>
    </message>
</context>
<context>
    <name>SimulationJob</name>
    <message>
        <source>Simulating corrections on run %1</source>
        <translation>在训练 %1 上模拟修正</translation>
    </message>
</context>
<context>
    <name>SplitDraft</name>
    <message>
        <source>%1 has no label, so it can only be unlabelled or in no column.</source>
        <translation>%1 没有标签，因此只能作为无标签病例，或不放入任何一列。</translation>
    </message>
    <message>
        <source>%1 is of the same patient and has no label, so it cannot come along.</source>
        <translation>%1 属于同一患者且没有标签，因此不能一同移动。</translation>
    </message>
    <message>
        <source>No labelled case to train on: no method can learn from this.</source>
        <translation>没有可供训练的有标签病例：任何方法都无法由此学习。</translation>
    </message>
    <message>
        <source>No unlabelled case: only the supervised method can use this split.</source>
        <translation>没有无标签病例：只有监督方法可以使用此划分。</translation>
    </message>
    <message>
        <source>No validation case: no best checkpoint will be chosen.</source>
        <translation>没有验证病例：不会选出最佳检查点。</translation>
    </message>
    <message>
        <source>No test case: nothing is left to report results on.</source>
        <translation>没有测试病例：没有可用于报告结果的病例。</translation>
    </message>
    <message numerus="yes">
        <source>%n case(s) of this split were excluded since.</source>
        <translation>
            <numerusform>此后该划分中有 %n 个病例被排除。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>另外 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Other cases of the same patient come along: %1.</source>
        <translation>同一患者的其他病例一并移动：%1。</translation>
    </message>
    <message>
        <source>Fewer than %1 validation cases: whether the ranking can be trusted will not be known.</source>
        <translation>验证病例少于 %1 个：将无法得知排序是否可信。</translation>
    </message>
</context>
<context>
    <name>SplitGaps</name>
    <message>
        <source>%1 has another number of image channels (%2) than most cases (%3): no run can train on both.</source>
        <translation>%1 的图像通道数（%2）与大多数病例（%3）不同：没有运行能同时用两者训练。</translation>
    </message>
    <message numerus="yes">
        <source>So have %n more case(s).</source>
        <translation>
            <numerusform>另有 %n 个病例也是如此。</numerusform>
        </translation>
    </message>
    <message>
        <source>No labelled case holds %1: it cannot be learned from this.</source>
        <translation>没有任何有标签病例包含 %1：无法由此学习。</translation>
    </message>
    <message>
        <source>No validation case holds %1: the best checkpoint is chosen without it.</source>
        <translation>没有任何验证病例包含 %1：选择最佳检查点时不考虑它。</translation>
    </message>
</context>
<context>
    <name>TrainOn</name>
    <message>
        <source>Adding a run that goes on from run %1</source>
        <translation>正在添加从训练 %1 继续的训练</translation>
    </message>
    <message>
        <source>Run %1 goes on from run %2, on the page Training. %3</source>
        <translation>训练 %1 从训练 %2 继续，见“训练”页。%3</translation>
    </message>
</context>
<context>
    <name>TrainingJob</name>
    <message>
        <source>Training run %1</source>
        <translation>训练运行 %1</translation>
    </message>
    <message>
        <source>iteration %1 of %2, loss %3, %4 left</source>
        <translation>第 %1 次迭代，共 %2 次，损失 %3，剩余 %4</translation>
    </message>
    <message>
        <source>paused at iteration %1 of %2</source>
        <translation>已暂停在第 %1 次迭代，共 %2 次</translation>
    </message>
</context>
<context>
    <name>TrainingMetric</name>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>fraction of the batch&apos;s voxels</source>
        <translation>占批次体素的比例</translation>
    </message>
    <message>
        <source>Dice, 0 to 1</source>
        <translation>Dice，0 至 1</translation>
    </message>
    <message>
        <source>total</source>
        <translation>总和</translation>
    </message>
    <message>
        <source>supervised A</source>
        <translation>监督 A</translation>
    </message>
    <message>
        <source>supervised B</source>
        <translation>监督 B</translation>
    </message>
    <message>
        <source>mutual A</source>
        <translation>互学习 A</translation>
    </message>
    <message>
        <source>mutual B</source>
        <translation>互学习 B</translation>
    </message>
    <message>
        <source>ramp</source>
        <translation>渐增权重</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>A teaches B</source>
        <translation>A 教 B</translation>
    </message>
    <message>
        <source>B teaches A</source>
        <translation>B 教 A</translation>
    </message>
    <message>
        <source>teaching weight</source>
        <translation>教学权重</translation>
    </message>
    <message>
        <source>teaching weight, 0 to 1</source>
        <translation>教学权重，0 到 1</translation>
    </message>
    <message>
        <source>Iterations per second</source>
        <translation>每秒迭代次数</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>均值</translation>
    </message>
    <message>
        <source>with the test stride</source>
        <translation>测试步长</translation>
    </message>
</context>
<context>
    <name>TrustJob</name>
    <message>
        <source>Measuring trust in run %1</source>
        <translation>正在测量运行 %1 的可信度</translation>
    </message>
</context>
<context>
    <name>tandem::AboutDialog</name>
    <message>
        <source>About Tandem</source>
        <translation>关于 Tandem</translation>
    </message>
    <message>
        <source>Tandem %1</source>
        <translation>Tandem %1</translation>
    </message>
    <message>
        <source>Reliable segmentations of 3D medical images from few labels.
For research use only; not for diagnosis.</source>
        <translation>由少量标签得到可靠的三维医学图像分割。
仅供研究使用，不得用于诊断。</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>The versions, for a report of a fault</source>
        <translation>版本信息，用于报告故障</translation>
    </message>
    <message>
        <source>is being asked…</source>
        <translation>正在查询…</translation>
    </message>
    <message>
        <source>Asking the engine</source>
        <translation>正在查询引擎</translation>
    </message>
    <message>
        <source>Engine: %1</source>
        <translation>引擎：%1</translation>
    </message>
</context>
<context>
    <name>tandem::AbstainPanel</name>
    <message>
        <source>Reading %1</source>
        <translation>正在读取 %1</translation>
    </message>
    <message>
        <source>Choose to abstain first.</source>
        <translation>请先选择弃权。</translation>
    </message>
    <message>
        <source>Choose a case to see its export.</source>
        <translation>选择一个病例以查看其导出结果。</translation>
    </message>
    <message>
        <source>Reading %1…</source>
        <translation>正在读取 %1…</translation>
    </message>
    <message>
        <source>%1, slice %2 of %3</source>
        <translation>%1，第 %2 层，共 %3 层</translation>
    </message>
    <message>
        <source>Every voxel is decided.</source>
        <translation>每个体素都已判定。</translation>
    </message>
    <message>
        <source>Abstain threshold</source>
        <translation>弃权阈值</translation>
    </message>
    <message>
        <source>Preview of the exported label</source>
        <translation>导出标签的预览</translation>
    </message>
    <message>
        <source>Voxels whose probability of being right is under the threshold are left undecided: they get a value of their own in label maps, and a segment of their own in DICOM segmentations.</source>
        <translation>正确概率低于阈值的体素不作判定：它们在标签图中取专用数值，在 DICOM 分割中成为单独的分段。</translation>
    </message>
    <message>
        <source>This case was predicted without all maps.</source>
        <translation>该病例的预测不含全部图谱。</translation>
    </message>
    <message>
        <source>Expected: %1 of %2 wrong voxels (%3) are among them.</source>
        <translation>预期：%2 个错误体素中有 %1 个（%3）在其中。</translation>
    </message>
    <message>
        <source>Expected (uncalibrated): %1 of %2 wrong voxels (%3) are among them.</source>
        <translation>预期（未校准）：%2 个错误体素中有 %1 个（%3）在其中。</translation>
    </message>
    <message>
        <source>Trust is being measured on the validation cases…</source>
        <translation>正在用验证病例测量可信度…</translation>
    </message>
    <message>
        <source>A&amp;bstain where the trust is under</source>
        <translation>可信度低于此值处弃权(&amp;B)</translation>
    </message>
    <message>
        <source>Vo&amp;xel value that means: not decided</source>
        <translation>表示“未判定”的体素值(&amp;X)</translation>
    </message>
    <message>
        <source>Not decided: %1 voxels, %2 of all and %3 of those of a structure.</source>
        <translation>未判定：%1 个体素，占全部体素的 %2，占结构体素的 %3。</translation>
    </message>
    <message numerus="yes">
        <source>On %n validation case(s) this took away %1 of the wrong voxels, and %2 of the structures&apos; voxels.</source>
        <translation>
            <numerusform>在 %n 个验证病例上，这去除了 %1 的错误体素，以及 %2 的结构体素。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::BarChart</name>
    <message>
        <source>%1 to %2 %3</source>
        <translation>%1 至 %2 %3</translation>
    </message>
</context>
<context>
    <name>tandem::BoxNotice</name>
    <message numerus="yes">
        <source>%n case(s) have neither a label nor a prediction of run %1 to crop around and are kept whole, so that they differ in kind from the others. Predict them with that run first.</source>
        <translation>
            <numerusform>%n 个病例既没有标签，也没有运行 %1 的预测可供裁剪，因此保留全部，与其他病例性质不同。请先用该运行预测它们。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n case(s) have no label to crop around and are kept whole, so that they differ in kind from the others. Under Preparation, crop by the predictions of a coarse run, or to a box given by hand.</source>
        <translation>
            <numerusform>%n 个病例没有可供裁剪的标签，因此保留全部，与其他病例性质不同。请在“预处理”中改为按粗略运行的预测裁剪，或裁剪到手动给定的包围盒。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::CaseActions</name>
    <message numerus="yes">
        <source>%n more case(s) stay for such a reason.</source>
        <translation>
            <numerusform>另有 %n 个病例因同样原因保留。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Removing %n case(s)</source>
        <translation>
            <numerusform>正在移除 %n 个病例</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Removed %n case(s) from the project; their files are where they were.</source>
        <translation>
            <numerusform>已从项目中移除 %n 个病例；其文件仍在原处。</numerusform>
        </translation>
    </message>
    <message>
        <source>Excluding cases</source>
        <translation>正在排除病例</translation>
    </message>
    <message>
        <source>Including cases</source>
        <translation>正在恢复病例</translation>
    </message>
    <message>
        <source>Excluded cases get no role in new splits.</source>
        <translation>被排除的病例在新的划分中不承担任何角色。</translation>
    </message>
    <message>
        <source>The cases can be used in new splits again.</source>
        <translation>这些病例可再次用于新的划分。</translation>
    </message>
    <message>
        <source>Tagging cases</source>
        <translation>正在添加标记</translation>
    </message>
    <message>
        <source>Tagged with &quot;%1&quot;.</source>
        <translation>已标记为“%1”。</translation>
    </message>
    <message>
        <source>Looking for missing files</source>
        <translation>正在查找缺失的文件</translation>
    </message>
    <message numerus="yes">
        <source>Found %n file(s) again.</source>
        <translation>
            <numerusform>重新找到 %n 个文件。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Files of %n case(s) are still missing.</source>
        <translation>
            <numerusform>仍有 %n 个病例的文件缺失。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Importing %n case(s)</source>
        <translation>
            <numerusform>正在导入 %n 个病例</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Mapping the label values of %n case(s)</source>
        <translation>
            <numerusform>正在映射 %n 个病例的标签值</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The labels of %n case(s) have new classes.</source>
        <translation>
            <numerusform>%n 个病例的标签已有新的类别。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::CaseChecklist</name>
    <message>
        <source>Cases to predict</source>
        <translation>要预测的病例</translation>
    </message>
    <message>
        <source>%1 (excluded)</source>
        <translation>%1（已排除）</translation>
    </message>
    <message>
        <source>Excluded cases are not predicted; include the case on the page Datasets.</source>
        <translation>不预测被排除的病例；请在“数据集”页面重新纳入该病例。</translation>
    </message>
</context>
<context>
    <name>tandem::CaseFilterBar</name>
    <message>
        <source>Search name, patient, tag, finding</source>
        <translation>搜索名称、患者、标记、检查结果</translation>
    </message>
    <message>
        <source>Search cases</source>
        <translation>搜索病例</translation>
    </message>
    <message>
        <source>Kind of cases</source>
        <translation>病例种类</translation>
    </message>
    <message>
        <source>Shown split</source>
        <translation>显示的划分</translation>
    </message>
    <message>
        <source>The split whose roles the table shows</source>
        <translation>表格中显示其角色的划分</translation>
    </message>
    <message>
        <source>All cases</source>
        <translation>全部病例</translation>
    </message>
    <message>
        <source>Labelled</source>
        <translation>有标签</translation>
    </message>
    <message>
        <source>Unlabelled</source>
        <translation>无标签</translation>
    </message>
    <message>
        <source>Prediction reviewed</source>
        <translation>预测已审阅</translation>
    </message>
    <message>
        <source>Excluded</source>
        <translation>已排除</translation>
    </message>
    <message>
        <source>With findings</source>
        <translation>有检查结果</translation>
    </message>
    <message>
        <source>File missing</source>
        <translation>文件缺失</translation>
    </message>
    <message>
        <source>Split: %1 (locked)</source>
        <translation>划分：%1（已锁定）</translation>
    </message>
    <message>
        <source>Split: %1</source>
        <translation>划分：%1</translation>
    </message>
    <message numerus="yes">
        <source>%n case(s)</source>
        <translation>
            <numerusform>%n 个病例</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n case(s)</source>
        <translation>
            <numerusform>%1 / %n 个病例</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::CaseGlance</name>
    <message>
        <source>Reading a case to review</source>
        <translation>正在读取待审阅的病例</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Prediction</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>The prediction of the selected case is shown here.</source>
        <translation>此处显示所选病例的预测。</translation>
    </message>
    <message>
        <source>Trust, 0 dark to 1 bright</source>
        <translation>可信度，0 暗至 1 亮</translation>
    </message>
</context>
<context>
    <name>tandem::CaseLoader</name>
    <message>
        <source>Read %1 to inspect</source>
        <translation>读取 %1 以供检视</translation>
    </message>
    <message>
        <source>Read the maps of %1</source>
        <translation>读取 %1 的图谱</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
</context>
<context>
    <name>tandem::CaseQuestions</name>
    <message>
        <source>Import files</source>
        <translation>导入文件</translation>
    </message>
    <message>
        <source>Images (*.nii *.nii.gz *.nrrd *.nhdr *.mha *.mhd *.hdr *.h5 *.hdf5 *.dcm)</source>
        <translation>图像 (*.nii *.nii.gz *.nrrd *.nhdr *.mha *.mhd *.hdr *.h5 *.hdf5 *.dcm)</translation>
    </message>
    <message>
        <source>Tables and lists of cases (*.csv *.tsv *.list *.txt)</source>
        <translation>病例表格和列表 (*.csv *.tsv *.list *.txt)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Add a tag</source>
        <translation>添加标记</translation>
    </message>
    <message>
        <source>Tag for the selected cases:</source>
        <translation>所选病例的标记：</translation>
    </message>
    <message>
        <source>Remove cases</source>
        <translation>移除病例</translation>
    </message>
    <message numerus="yes">
        <source>Remove %n selected case(s) from the project? Their files on disk stay as they are.</source>
        <translation>
            <numerusform>从项目中移除所选的 %n 个病例吗？磁盘上的文件保持不变。</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>移除(&amp;R)</translation>
    </message>
    <message>
        <source>A patient on both sides of a split</source>
        <translation>一名患者出现在划分的两方</translation>
    </message>
    <message>
        <source>With this name a split divides the patient&apos;s cases, and its results look better than they are. A copy keeps the patient on one side.</source>
        <translation>采用该名称后，有划分会把此患者的病例分到不同方，其结果看起来好于实际。副本会让该患者只在一方。</translation>
    </message>
    <message>
        <source>&amp;Copy the split</source>
        <translation>复制划分(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Take the name back</source>
        <translation>撤回名称(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Leave it so</source>
        <translation>保持不变(&amp;L)</translation>
    </message>
</context>
<context>
    <name>tandem::CaseTableModel</name>
    <message>
        <source>Reading the cases</source>
        <translation>正在读取病例</translation>
    </message>
    <message>
        <source>file missing</source>
        <translation>文件缺失</translation>
    </message>
    <message>
        <source>file missing, %1</source>
        <translation>文件缺失，%1</translation>
    </message>
    <message>
        <source>Label: %1</source>
        <translation>标签：%1</translation>
    </message>
    <message>
        <source>A source file is not where it was. Use &quot;Locate missing…&quot;.</source>
        <translation>源文件不在原处。请使用“定位缺失文件…”。</translation>
    </message>
    <message>
        <source>There is no split yet.</source>
        <translation>尚无划分。</translation>
    </message>
    <message>
        <source>In the split &quot;%1&quot;</source>
        <translation>在划分“%1”中</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>患者</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Spacing, mm</source>
        <translation>体素间距（mm）</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>检查结果</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>%1 ⚠</source>
        <translation>%1 ⚠</translation>
    </message>
</context>
<context>
    <name>tandem::CaseTableView</name>
    <message>
        <source>Cases</source>
        <translation>病例</translation>
    </message>
</context>
<context>
    <name>tandem::CaseToolbar</name>
    <message>
        <source>Select cases in the table first.</source>
        <translation>请先在表格中选择病例。</translation>
    </message>
    <message>
        <source>There are no cases yet; import some first.</source>
        <translation>尚无病例；请先导入一些。</translation>
    </message>
    <message>
        <source>&amp;Import files…</source>
        <translation>导入文件(&amp;I)…</translation>
    </message>
    <message>
        <source>Images, labels, or a table that lists them</source>
        <translation>图像、标签，或列出它们的表格</translation>
    </message>
    <message>
        <source>Import &amp;folder…</source>
        <translation>导入文件夹(&amp;F)…</translation>
    </message>
    <message>
        <source>Everything below a folder, DICOM series among it</source>
        <translation>文件夹内的所有内容，包括 DICOM 序列</translation>
    </message>
    <message>
        <source>&amp;Label classes…</source>
        <translation>标签类别(&amp;L)…</translation>
    </message>
    <message>
        <source>Names, colours and voxel values of the structures</source>
        <translation>各结构的名称、颜色和体素值</translation>
    </message>
    <message>
        <source>&amp;Splits…</source>
        <translation>划分(&amp;S)…</translation>
    </message>
    <message>
        <source>Divide the cases into training, validation and test</source>
        <translation>将病例分为训练、验证和测试</translation>
    </message>
    <message>
        <source>&amp;Tag…</source>
        <translation>标记(&amp;T)…</translation>
    </message>
    <message>
        <source>Add a tag to the selected cases</source>
        <translation>给所选病例添加标记</translation>
    </message>
    <message>
        <source>&amp;Map values…</source>
        <translation>映射标签值(&amp;M)…</translation>
    </message>
    <message>
        <source>Say which classes the voxel values of the selected labels mean</source>
        <translation>说明所选标签的体素值各表示哪个类别</translation>
    </message>
    <message>
        <source>None of the selected cases has a label.</source>
        <translation>所选病例均无标签。</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>移除(&amp;R)</translation>
    </message>
    <message>
        <source>From the project; files on disk stay as they are</source>
        <translation>仅从项目中移除；磁盘上的文件保持不变</translation>
    </message>
    <message>
        <source>L&amp;ocate missing…</source>
        <translation>定位缺失文件(&amp;O)…</translation>
    </message>
    <message>
        <source>Search a folder for files that were moved or renamed</source>
        <translation>在文件夹中查找被移动或改名的文件</translation>
    </message>
    <message>
        <source>No file of the project is missing.</source>
        <translation>项目中没有缺失的文件。</translation>
    </message>
    <message>
        <source>Export for &amp;nnU-Net…</source>
        <translation>导出给 &amp;nnU-Net…</translation>
    </message>
    <message>
        <source>Write images, labels and a split as a raw data set of nnU-Net</source>
        <translation>将图像、标签和一个划分写成 nnU-Net 的原始数据集</translation>
    </message>
</context>
<context>
    <name>tandem::ChartBoard</name>
    <message>
        <source>Losses</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Voxels in which one teaches the other</source>
        <translation>一方教另一方的体素</translation>
    </message>
    <message>
        <source>Validation Dice</source>
        <translation>验证 Dice</translation>
    </message>
    <message>
        <source>Weight of the mutual loss</source>
        <translation>互学习损失的权重</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>iteration</source>
        <translation>迭代</translation>
    </message>
    <message>
        <source>Comes with the first validation</source>
        <translation>第一次验证后出现</translation>
    </message>
    <message>
        <source>No points yet</source>
        <translation>尚无数据点</translation>
    </message>
    <message>
        <source>S&amp;moothing</source>
        <translation>平滑(&amp;M)</translation>
    </message>
    <message>
        <source>Weight of the past in the moving average of the curves</source>
        <translation>曲线移动平均中过去值的权重</translation>
    </message>
    <message>
        <source>Lo&amp;garithmic losses</source>
        <translation>对数损失(&amp;G)</translation>
    </message>
    <message>
        <source>Wheel: zoom (with Shift the vertical axis). Drag: move. Double click: show all.
Click a name to hide its curve. Right click: save as a picture or as a table.</source>
        <translation>滚轮：缩放（按住 Shift 缩放纵轴）。拖动：移动。双击：显示全部。
单击名称可隐藏其曲线。右键单击：保存为图片或表格。</translation>
    </message>
    <message>
        <source>Mean teaching weight of the teacher</source>
        <translation>教师的平均教学权重</translation>
    </message>
</context>
<context>
    <name>tandem::ClassPicker</name>
    <message>
        <source>Class to paint</source>
        <translation>要绘制的类别</translation>
    </message>
    <message>
        <source>The class that is painted (keys 0 to 9, while no region is at hand)</source>
        <translation>绘制的类别（没有当前区域时按键 0 到 9）</translation>
    </message>
</context>
<context>
    <name>tandem::CleanUpBoxes</name>
    <message>
        <source>Islands under</source>
        <translation>小岛小于</translation>
    </message>
    <message>
        <source>Pieces of fewer voxels are islands; the largest piece always stays</source>
        <translation>体素数更少的碎块视为小岛；最大的一块总会保留</translation>
    </message>
    <message>
        <source>Smooth, mm</source>
        <translation>平滑（毫米）</translation>
    </message>
    <message>
        <source>Standard deviation of the Gaussian that smooths</source>
        <translation>用于平滑的高斯函数的标准差</translation>
    </message>
    <message>
        <source>in 3D</source>
        <translation>三维</translation>
    </message>
    <message>
        <source>Fill, holes, islands and smoothing go beyond the slice</source>
        <translation>填充、孔洞、小岛和平滑不限于当前切片</translation>
    </message>
</context>
<context>
    <name>tandem::CompareTile</name>
    <message>
        <source>Shown in tile %1</source>
        <translation>显示在第 %1 格</translation>
    </message>
    <message>
        <source>Read %1 of %2</source>
        <translation>读取 %2 中的 %1</translation>
    </message>
    <message>
        <source>Could not be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>No such map</source>
        <translation>没有这种图谱</translation>
    </message>
    <message>
        <source>Dice %1</source>
        <translation>Dice %1</translation>
    </message>
    <message>
        <source>Read the trust in %1 of %2</source>
        <translation>读取 %2 的 %1 的可信度</translation>
    </message>
    <message>
        <source>Label is this run&apos;s</source>
        <translation>标签即本运行的预测</translation>
    </message>
    <message>
        <source>The case&apos;s label is a prediction of this run that was accepted as it was: it cannot judge the run.</source>
        <translation>该病例的标签是本运行的预测，未经修改即被接受：不能用来评判本运行。</translation>
    </message>
</context>
<context>
    <name>tandem::CompareView</name>
    <message>
        <source>&amp;Tiles</source>
        <translation>格数(&amp;T)</translation>
    </message>
    <message>
        <source>Axial</source>
        <translation>横断面</translation>
    </message>
    <message>
        <source>Coronal</source>
        <translation>冠状面</translation>
    </message>
    <message>
        <source>Sagittal</source>
        <translation>矢状面</translation>
    </message>
    <message>
        <source>P&amp;lane</source>
        <translation>平面(&amp;L)</translation>
    </message>
</context>
<context>
    <name>tandem::CorrectBar</name>
    <message>
        <source>From the &amp;prediction</source>
        <translation>从预测开始(&amp;P)</translation>
    </message>
    <message>
        <source>From the case&apos;s &amp;label</source>
        <translation>从病例的标签开始(&amp;L)</translation>
    </message>
    <message>
        <source>From an &amp;empty label</source>
        <translation>从空标签开始(&amp;E)</translation>
    </message>
    <message>
        <source>Wait until the correction has been read or written.</source>
        <translation>请等待修正读取或写入完成。</translation>
    </message>
    <message>
        <source>There is nothing to undo.</source>
        <translation>没有可撤销的操作。</translation>
    </message>
    <message>
        <source>Undo (Ctrl+Z)</source>
        <translation>撤销 (Ctrl+Z)</translation>
    </message>
    <message>
        <source>There is nothing to do again.</source>
        <translation>没有可重做的操作。</translation>
    </message>
    <message>
        <source>Do again (Ctrl+Shift+Z)</source>
        <translation>重做 (Ctrl+Shift+Z)</translation>
    </message>
    <message>
        <source>Says that the shown slice of the plane in use was looked at: what is in it is right as it is (Ctrl+D)</source>
        <translation>表示所用平面当前显示的切片已看过：其中的内容就是对的 (Ctrl+D)</translation>
    </message>
    <message>
        <source>What was done already began from %1.</source>
        <translation>已做的修正始于%1。</translation>
    </message>
    <message>
        <source>What the correction begins from</source>
        <translation>修正从什么开始</translation>
    </message>
    <message>
        <source>Makes it the label of the case, in the project</source>
        <translation>在项目中使其成为该病例的标签</translation>
    </message>
    <message>
        <source>Keeps it, to go on another time</source>
        <translation>保留，以后再继续</translation>
    </message>
    <message>
        <source>Throws away what was corrected, after a question</source>
        <translation>询问后丢弃所做的修正</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Slice done</source>
        <translation>切片完成</translation>
    </message>
    <message>
        <source>Remove islands</source>
        <translation>移除小岛</translation>
    </message>
    <message>
        <source>Begin from</source>
        <translation>开始于</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Put aside</source>
        <translation>搁置</translation>
    </message>
    <message>
        <source>Discard…</source>
        <translation>丢弃…</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Do again</source>
        <translation>重做</translation>
    </message>
</context>
<context>
    <name>tandem::CorrectKeys</name>
    <message>
        <source>While correcting: %1</source>
        <comment>what a key does</comment>
        <translation>修正时：%1</translation>
    </message>
    <message>
        <source>the region at hand is %1</source>
        <comment>as A, unknown, ...</comment>
        <translation>当前区域%1</translation>
    </message>
    <message>
        <source>close the polygon, remove islands, or the region at hand is right</source>
        <translation>闭合多边形、移除小岛，或当前区域是对的</translation>
    </message>
    <message>
        <source>smaller brush</source>
        <translation>缩小画笔</translation>
    </message>
    <message>
        <source>larger brush</source>
        <translation>放大画笔</translation>
    </message>
    <message>
        <source>undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>do again</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>mark the slice as done, or no more</source>
        <translation>将切片标为完成，或取消标记</translation>
    </message>
</context>
<context>
    <name>tandem::CorrectionCosts</name>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>What corrections have cost</source>
        <translation>修正的花费</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>病例</translation>
    </message>
    <message>
        <source>Begun from</source>
        <translation>始于</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Corrected voxels</source>
        <translation>修正的体素</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Slices done</source>
        <translation>完成的切片</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>完成时间</translation>
    </message>
    <message>
        <source>Save as a table…</source>
        <translation>另存为表格…</translation>
    </message>
    <message>
        <source>No correction was finished yet.</source>
        <translation>还没有完成的修正。</translation>
    </message>
    <message>
        <source>Read what corrections have cost</source>
        <translation>读取修正的花费</translation>
    </message>
    <message>
        <source>No correction was finished yet. Correct a prediction with the button Correct.</source>
        <translation>还没有完成的修正。请用“修正”按钮修正一个预测。</translation>
    </message>
    <message numerus="yes">
        <source>%n correction(s) in %1: %2 voxels corrected.</source>
        <translation>
            <numerusform>%n 项修正，用时 %1：修正了 %2 个体素。</numerusform>
        </translation>
    </message>
    <message>
        <source>Saves the rows as comma-separated values</source>
        <translation>将各行存为逗号分隔的值</translation>
    </message>
    <message>
        <source>Save what corrections have cost</source>
        <translation>保存修正的花费</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
</context>
<context>
    <name>tandem::CorrectionDesk</name>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Goes on with the correction (key E)</source>
        <translation>继续修正（按键 E）</translation>
    </message>
    <message>
        <source>Train on…</source>
        <translation>继续训练…</translation>
    </message>
    <message>
        <source>Has a new run learn from this label, beginning with what the run has learnt</source>
        <translation>让新的运行从此标签学习，并从该运行已学到的内容开始</translation>
    </message>
    <message>
        <source>Region at hand: A, B or M takes that label, 0 to 9 a class, U unknown, Enter leaves it as it is; Escape lets it go.</source>
        <translation>当前区域：A、B 或 M 采用相应标签，0 到 9 为类别，U 为未知，回车保持原样；Esc 放开它。</translation>
    </message>
    <message>
        <source>There is no class %1.</source>
        <translation>没有类别 %1。</translation>
    </message>
    <message>
        <source>Discard the correction</source>
        <translation>丢弃修正</translation>
    </message>
    <message>
        <source>Everything that was corrected in %1 is lost. The case keeps the label that it has.</source>
        <translation>%1 中所做的全部修正都会丢失。该病例保留已有的标签。</translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation>丢弃(&amp;D)</translation>
    </message>
    <message>
        <source>Reading or writing the correction…</source>
        <translation>正在读取或写入修正…</translation>
    </message>
    <message>
        <source>Correcting %1.</source>
        <translation>正在修正%1。</translation>
    </message>
    <message numerus="yes">
        <source>Going on with a correction of %1: %n action(s) before.</source>
        <translation>
            <numerusform>继续修正%1：此前 %n 次操作。</numerusform>
        </translation>
    </message>
    <message>
        <source>The correction is the label of %1 now.</source>
        <translation>修正现在是 %1 的标签。</translation>
    </message>
    <message numerus="yes">
        <source>A correction of this case waits: %n action(s).</source>
        <translation>
            <numerusform>该病例有一项修正待继续：%n 次操作。</numerusform>
        </translation>
    </message>
    <message>
        <source>Discard…</source>
        <translation>丢弃…</translation>
    </message>
    <message>
        <source>Discards the correction that waits; the case keeps the label that it has</source>
        <translation>丢弃正在等待的修正；病例保留其现有的标签</translation>
    </message>
</context>
<context>
    <name>tandem::CorrectionSession</name>
    <message>
        <source>Look for a correction of %1</source>
        <translation>查找 %1 的修正</translation>
    </message>
    <message>
        <source>Begin to correct %1</source>
        <translation>开始修正 %1</translation>
    </message>
    <message>
        <source>Write down the correction of %1</source>
        <translation>记下 %1 的修正</translation>
    </message>
    <message>
        <source>Finish the correction of %1</source>
        <translation>结束 %1 的修正</translation>
    </message>
    <message>
        <source>Discard the correction of %1</source>
        <translation>丢弃 %1 的修正</translation>
    </message>
</context>
<context>
    <name>tandem::CorrectionSurfaces</name>
    <message>
        <source>Make the surfaces of a correction</source>
        <translation>生成修正的表面</translation>
    </message>
</context>
<context>
    <name>tandem::CorrectionWords</name>
    <message>
        <source>Crosshair</source>
        <translation>十字线</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>画笔</translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation>橡皮</translation>
    </message>
    <message>
        <source>Grey-limited brush</source>
        <translation>限灰度画笔</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>填充</translation>
    </message>
    <message>
        <source>Polygon or lasso</source>
        <translation>多边形或套索</translation>
    </message>
    <message>
        <source>Fill holes</source>
        <translation>填补孔洞</translation>
    </message>
    <message>
        <source>Remove islands</source>
        <translation>移除小岛</translation>
    </message>
    <message>
        <source>Smooth</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Interpolate between slices</source>
        <translation>切片间插值</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Doubtful region</source>
        <translation>可疑区域</translation>
    </message>
    <message>
        <source>The left button places the crosshair, as it does with Ctrl while a tool is chosen.</source>
        <translation>左键放置十字线；选了工具时按住 Ctrl 亦然。</translation>
    </message>
    <message>
        <source>Paints the chosen class. [ and ], or Shift and the wheel, change its size.</source>
        <translation>绘制所选类别。[ 和 ]，或 Shift 加滚轮，改变大小。</translation>
    </message>
    <message>
        <source>Paints background.</source>
        <translation>绘制背景。</translation>
    </message>
    <message>
        <source>Paints only where the image is about as bright as where the stroke began.</source>
        <translation>只在图像亮度与起笔处相近的地方绘制。</translation>
    </message>
    <message>
        <source>Fills what is connected with the voxel under the cursor and about as bright.</source>
        <translation>填充与光标下体素相连且亮度相近的部分。</translation>
    </message>
    <message>
        <source>Click the corners; a double click or Enter closes it, Escape drops it.
Dragging draws a lasso.</source>
        <translation>点击各角；双击或回车闭合，Esc 放弃。
拖动则画套索。</translation>
    </message>
    <message>
        <source>Fills what the chosen class encloses, in the slice or in 3D.</source>
        <translation>填补所选类别包围的部分，在切片内或三维中。</translation>
    </message>
    <message>
        <source>Counts the small pieces of the chosen class, in the slice or in 3D, and removes them if you wish.</source>
        <translation>统计所选类别的小碎块，在切片内或三维中，并按您的意愿移除。</translation>
    </message>
    <message>
        <source>Smooths the edge of the chosen class, in the slice or in 3D.</source>
        <translation>平滑所选类别的边缘，在切片内或三维中。</translation>
    </message>
    <message>
        <source>Fills in the chosen class between the slices of the plane in use that were painted or marked.</source>
        <translation>在所用平面中绘制过或标记过的切片之间补全所选类别。</translation>
    </message>
    <message>
        <source>Marks voxels of which nobody says what they are; they teach nothing.</source>
        <translation>标出无人说明其类别的体素；它们不参与教学。</translation>
    </message>
    <message>
        <source>%1 (key %2)
%3</source>
        <comment>tool, key, explanation</comment>
        <translation>%1（按键 %2）
%3</translation>
    </message>
    <message>
        <source>the prediction of run %1</source>
        <translation>运行 %1 的预测</translation>
    </message>
    <message>
        <source>the case&apos;s label</source>
        <translation>病例的标签</translation>
    </message>
    <message>
        <source>an empty label</source>
        <translation>空标签</translation>
    </message>
    <message>
        <source>as A</source>
        <translation>同 A</translation>
    </message>
    <message>
        <source>as B</source>
        <translation>同 B</translation>
    </message>
    <message>
        <source>as the mean</source>
        <translation>同均值</translation>
    </message>
    <message>
        <source>class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>right as it is</source>
        <translation>原样正确</translation>
    </message>
    <message>
        <source>It was begun from %1 and last worked on %2.</source>
        <comment>begun from, date and time</comment>
        <translation>它从%1开始，最近一次修改于 %2。</translation>
    </message>
</context>
<context>
    <name>tandem::CurveExporter</name>
    <message>
        <source>Export the curves of run %1</source>
        <translation>导出运行 %1 的曲线</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>The folder for TensorBoard (--logdir)</source>
        <translation>供 TensorBoard 使用的文件夹（--logdir）</translation>
    </message>
    <message>
        <source>Exporting the curves of run %1</source>
        <translation>正在导出运行 %1 的曲线</translation>
    </message>
    <message>
        <source>its curves are in %1.</source>
        <translation>其曲线位于 %1。</translation>
    </message>
</context>
<context>
    <name>tandem::DatasetsPage</name>
    <message>
        <source>Where to look for the missing files</source>
        <translation>在何处查找缺失的文件</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>病例</translation>
    </message>
    <message>
        <source>Statistics</source>
        <translation>统计</translation>
    </message>
    <message>
        <source>Import a folder</source>
        <translation>导入文件夹</translation>
    </message>
    <message>
        <source>Add &amp;tag…</source>
        <translation>添加标记(&amp;T)…</translation>
    </message>
    <message>
        <source>&amp;Exclude from new splits</source>
        <translation>从新的划分中排除(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Include in new splits again</source>
        <translation>重新纳入新的划分(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Remove from the project…</source>
        <translation>从项目中移除(&amp;R)…</translation>
    </message>
    <message>
        <source>Search the cases</source>
        <translation>搜索病例</translation>
    </message>
    <message>
        <source>Remove the selected cases</source>
        <translation>移除所选病例</translation>
    </message>
    <message>
        <source>the selected case</source>
        <translation>所选病例</translation>
    </message>
    <message>
        <source>Made the split %1, in which each patient is on one side.</source>
        <translation>已创建划分 %1，其中每名患者只在一方。</translation>
    </message>
    <message>
        <source>I&amp;nspect</source>
        <translation>检视(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Predict…</source>
        <translation>预测(&amp;P)…</translation>
    </message>
    <message>
        <source>Export for nnU-Net</source>
        <translation>导出给 nnU-Net</translation>
    </message>
    <message>
        <source>Wrote %1 cases to train on, %2 to test with and %3 without a label to %4.</source>
        <translation>已将 %1 个训练病例、%2 个测试病例和 %3 个无标签病例写入 %4。</translation>
    </message>
    <message>
        <source>&amp;Correct the label…</source>
        <translation>修正标签(&amp;C)…</translation>
    </message>
</context>
<context>
    <name>tandem::DemoWalk</name>
    <message>
        <source>Making the demo</source>
        <translation>正在制作演示</translation>
    </message>
    <message>
        <source>Look at the cases</source>
        <translation>查看病例</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Predict</source>
        <translation>预测</translation>
    </message>
    <message numerus="yes">
        <source>%n generated volumes, most of them without a label that training may use. Select a case to see its three planes; the split says what each is for.</source>
        <translation>
            <numerusform>%n 个生成的三维图像，其中大多数没有可供训练使用的标签。选择一个病例可查看其三个平面；划分说明了每个病例的用途。</numerusform>
        </translation>
    </message>
    <message>
        <source>Next: train</source>
        <translation>下一步：训练</translation>
    </message>
    <message>
        <source>Start training</source>
        <translation>开始训练</translation>
    </message>
    <message>
        <source>The curves move while it trains: losses, validation Dice, and how much of the volume teaches whom. The pinned case shows its maps after every validation.</source>
        <translation>训练时曲线会变化：损失、验证 Dice，以及有多少体素由谁教谁。每次验证后会显示关注病例的图谱。</translation>
    </message>
    <message>
        <source>Next: predict</source>
        <translation>下一步：预测</translation>
    </message>
    <message>
        <source>The training has not ended yet.</source>
        <translation>训练尚未结束。</translation>
    </message>
    <message>
        <source>Next: inspect</source>
        <translation>下一步：检视</translation>
    </message>
    <message>
        <source>The cases are being predicted; the status bar says how far.</source>
        <translation>正在预测病例；进度见状态栏。</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>See what to trust</source>
        <translation>查看哪些可信</translation>
    </message>
    <message numerus="yes">
        <source>Two subnetworks teach each other; the teaching weight says how strongly, voxel by voxel. It is the method&apos;s own weight and does not say that a label is right. %n short iterations take a few minutes; you can pause, or stop and resume later.</source>
        <translation>
            <numerusform>两个子网络互相教学；教学权重逐体素地说明教得有多强。它是方法自身的权重，并不说明标签是否正确。%n 次短迭代需要几分钟；可以暂停，也可以停止后再继续。</numerusform>
        </translation>
    </message>
    <message>
        <source>Trust is the probability that a voxel&apos;s label is right: where it is 0.9, about 9 of 10 labels are. It is learned from the validation cases, whose labels are known; then the test cases are predicted with all maps.</source>
        <translation>可信度是体素标签正确的概率：为 0.9 处，约十个标签中有九个正确。它从标签已知的验证病例中学得；随后以全部图预测测试病例。</translation>
    </message>
    <message>
        <source>The maps are ready. See for every voxel how far it can be trusted.</source>
        <translation>各图已就绪。查看每个体素有多可信。</translation>
    </message>
    <message>
        <source>Show the trust</source>
        <translation>显示可信度</translation>
    </message>
    <message>
        <source>Press N for the region with most errors to expect, click a voxel to see why, hold Space to see the image alone. The number keys switch layers.</source>
        <translation>按 N 跳到预计错误最多的区域，点击体素查看原因，按住空格只看图像。数字键切换图层。</translation>
    </message>
    <message>
        <source>Predicting the demo&apos;s cases</source>
        <translation>正在预测演示的病例</translation>
    </message>
</context>
<context>
    <name>tandem::DeviceFinder</name>
    <message>
        <source>Looking for devices</source>
        <translation>正在查找设备</translation>
    </message>
    <message>
        <source>auto</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Use a GPU…</source>
        <translation>使用 GPU…</translation>
    </message>
</context>
<context>
    <name>tandem::EditorCommand</name>
    <message>
        <source>Give the command that opens the editor.</source>
        <translation>请填写打开编辑器的命令。</translation>
    </message>
    <message>
        <source>The command needs %label where the label&apos;s file belongs.</source>
        <translation>命令中需要用 %label 表示标签文件的位置。</translation>
    </message>
    <message>
        <source>The program &quot;%1&quot; is not found; install it, or give its full path.</source>
        <translation>找不到程序“%1”；请安装它，或填写其完整路径。</translation>
    </message>
    <message>
        <source>%1 must be an argument of its own, or follow an option, as in --label=%label. Code finds the files in the variables TANDEM_IMAGE and TANDEM_LABEL.</source>
        <translation>%1 必须单独作为一个参数，或紧跟在选项之后，如 --label=%label。代码可从变量 TANDEM_IMAGE 和 TANDEM_LABEL 得到文件。</translation>
    </message>
</context>
<context>
    <name>tandem::EditorDialog</name>
    <message>
        <source>External editor</source>
        <translation>外部编辑器</translation>
    </message>
    <message>
        <source>Another program</source>
        <translation>其他程序</translation>
    </message>
    <message>
        <source>&amp;Editor</source>
        <translation>编辑器(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Command</source>
        <translation>命令(&amp;C)</translation>
    </message>
    <message>
        <source>%image stands for the image and %label for a copy of the prediction, each as an argument of its own; code finds them in the variables TANDEM_IMAGE and TANDEM_LABEL. Save the label under its own name, then close the editor: the result is checked and taken back. In 3D Slicer, edit the label map, or export the segmentation to it, before saving.</source>
        <translation>%image 表示图像，%label 表示预测的副本，各自单独作为一个参数；代码可从变量 TANDEM_IMAGE 和 TANDEM_LABEL 得到它们。请以原名保存标签，然后关闭编辑器：结果经检查后取回。在 3D Slicer 中，请编辑标签图，或在保存前将分割导出到标签图。</translation>
    </message>
</context>
<context>
    <name>tandem::EmptyDatasets</name>
    <message>
        <source>Drop images or folders here</source>
        <translation>将图像或文件夹拖放到此处</translation>
    </message>
    <message>
        <source>Import a fol&amp;der…</source>
        <translation>导入文件夹(&amp;D)…</translation>
    </message>
    <message>
        <source>Most folders of images and labels are read as they are: Decathlon and nnU-Net, BIDS, LiTS, KiTS, BraTS, case.nii.gz beside case_seg.nii.gz. Cases without a label are welcome. NIfTI, NRRD, MetaImage, Analyze, HDF5 and DICOM can be read. You see what was found, and can pair by hand, before anything is written; your files stay where they are.</source>
        <translation>大多数图像与标签的文件夹都可直接读取：Decathlon 与 nnU-Net、BIDS、LiTS、KiTS、BraTS，以及 case.nii.gz 与 case_seg.nii.gz 并列的形式；也欢迎没有标签的病例。可读取 NIfTI、NRRD、MetaImage、Analyze、HDF5 和 DICOM。写入之前您会先看到找到的内容，并可手动配对；文件保持在原处。</translation>
    </message>
</context>
<context>
    <name>tandem::EnginesDialog</name>
    <message>
        <source>&amp;Use this one</source>
        <translation>使用此引擎(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Build and use</source>
        <translation>构建并使用(&amp;B)</translation>
    </message>
    <message>
        <source>Use a GPU</source>
        <translation>使用 GPU</translation>
    </message>
    <message>
        <source>Engines</source>
        <translation>引擎</translation>
    </message>
    <message>
        <source>B&amp;rowse…</source>
        <translation>浏览(&amp;R)…</translation>
    </message>
    <message>
        <source>An engine computes with one LibTorch. The program&apos;s own uses the system&apos;s, which knows no cards; for a card an engine is built for a LibTorch with CUDA, such as that of a Python environment. It takes some minutes, checks itself, and is used when the program starts the next time.</source>
        <translation>每个引擎使用一个 LibTorch 进行计算。程序自带的引擎使用系统的 LibTorch，它不支持显卡；要使用显卡，需要为带 CUDA 的 LibTorch（例如某个 Python 环境中的）构建引擎。构建需要几分钟，引擎会进行自检，并在程序下次启动时启用。</translation>
    </message>
    <message>
        <source>&amp;LibTorch</source>
        <translation>LibTorch(&amp;L)</translation>
    </message>
    <message>
        <source>Looking for cards and LibTorchs…</source>
        <translation>正在查找显卡和 LibTorch…</translation>
    </message>
    <message>
        <source>Looking for cards and LibTorchs</source>
        <translation>查找显卡和 LibTorch</translation>
    </message>
    <message>
        <source>No NVIDIA card was found on this machine.</source>
        <translation>在此计算机上未找到 NVIDIA 显卡。</translation>
    </message>
    <message>
        <source>Choose a LibTorch, or a Python environment that has one.</source>
        <translation>请选择一个 LibTorch，或带有 LibTorch 的 Python 环境。</translation>
    </message>
    <message>
        <source>%1 with CUDA · %2</source>
        <translation>%1，带 CUDA · %2</translation>
    </message>
    <message>
        <source>%1 without CUDA · %2</source>
        <translation>%1，不带 CUDA · %2</translation>
    </message>
    <message>
        <source>A Python environment, or a folder of LibTorch</source>
        <translation>Python 环境或 LibTorch 文件夹</translation>
    </message>
    <message>
        <source>The program&apos;s own</source>
        <translation>程序自带的引擎</translation>
    </message>
    <message numerus="yes">
        <source>%1 · %2 · %n comparison(s) passed on %3</source>
        <translation>
            <numerusform>%1 · %2 · 在 %3 上通过了 %n 项比较</numerusform>
        </translation>
    </message>
    <message>
        <source>It is used when the program starts the next time.</source>
        <translation>将在程序下次启动时使用。</translation>
    </message>
    <message>
        <source>Building an engine for LibTorch %1</source>
        <translation>正在为 LibTorch %1 构建引擎</translation>
    </message>
    <message>
        <source>An engine is being built.</source>
        <translation>正在构建引擎。</translation>
    </message>
    <message>
        <source>The engine is built and checked. It is used when the program starts the next time.</source>
        <translation>引擎已构建并通过检查，将在程序下次启动时使用。</translation>
    </message>
</context>
<context>
    <name>tandem::EventLogModel</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>事件</translation>
    </message>
</context>
<context>
    <name>tandem::EvidencePanel</name>
    <message>
        <source>Can this ranking be trusted?</source>
        <translation>该排序可信吗？</translation>
    </message>
    <message>
        <source>Within 5 mm of the boundary</source>
        <translation>距边界 5 mm 以内</translation>
    </message>
    <message>
        <source>Whole volume</source>
        <translation>整个体积</translation>
    </message>
    <message>
        <source>Far from every structure nearly all voxels are right and certain, which hides what happens where it is difficult</source>
        <translation>远离各结构处，几乎所有体素都正确且确定，从而掩盖了困难之处的情况</translation>
    </message>
    <message>
        <source>Evidence being measured</source>
        <translation>正在测量证据</translation>
    </message>
    <message>
        <source>Measuring…</source>
        <translation>正在测量…</translation>
    </message>
    <message>
        <source>The predictions of the validation cases are compared with their labels.</source>
        <translation>将验证病例的预测与其标签进行比较。</translation>
    </message>
    <message>
        <source>There is no evidence for this run yet.</source>
        <translation>该运行尚无证据。</translation>
    </message>
    <message>
        <source>Calibration</source>
        <translation>校准</translation>
    </message>
    <message>
        <source>Vo&amp;xels</source>
        <translation>体素(&amp;X)</translation>
    </message>
    <message numerus="yes">
        <source>Predict the other %n with all maps (above); trust is measured then.</source>
        <translation>
            <numerusform>请（在上方）预测其余 %n 个病例的全部图谱，随后即测量可信度。</numerusform>
        </translation>
    </message>
    <message>
        <source>Score</source>
        <translation>评分</translation>
    </message>
    <message>
        <source>Rank correlation</source>
        <translation>秩相关</translation>
    </message>
    <message>
        <source>Mean error</source>
        <translation>平均误差</translation>
    </message>
    <message>
        <source>What is known of a case without its label</source>
        <translation>没有标签时对病例所知的量</translation>
    </message>
    <message>
        <source>Spearman&apos;s, with the true Dice</source>
        <translation>与真实 Dice 的 Spearman 秩相关</translation>
    </message>
    <message>
        <source>How far from the true Dice, on average over the cases</source>
        <translation>与真实 Dice 的差距，对病例取平均</translation>
    </message>
    <message>
        <source>Which maps find wrong voxels is shown here once validation cases are predicted with all maps.</source>
        <translation>验证病例预测全部图谱之后，此处显示哪些图谱能找出错误体素。</translation>
    </message>
    <message>
        <source>The same, of voxels within 5 mm of a structure&apos;s surface</source>
        <translation>同上，仅限距结构表面 5 mm 以内的体素</translation>
    </message>
    <message>
        <source>What may find wrong voxels: trust, and each map by itself</source>
        <translation>可能找出错误体素的量：可信度，以及各个图谱本身</translation>
    </message>
    <message>
        <source>Chance that a wrong voxel is doubted more than a right one; below 0.5 it points the wrong way. In brackets: in 95 of 100 draws of cases</source>
        <translation>错误体素比正确体素更受怀疑的概率；低于 0.5 则方向相反。括号内：100 次病例抽样中 95 次所在的范围</translation>
    </message>
    <message>
        <source>Mean part of wrong voxels among the most doubted ones; more is better</source>
        <translation>最受怀疑的体素中错误体素的平均比例；越高越好</translation>
    </message>
    <message>
        <source>How far the probability is off, on average; less is better</source>
        <translation>概率的平均偏差；越小越好</translation>
    </message>
    <message>
        <source>The same, over equally many voxels each</source>
        <translation>同上，每组体素数相等</translation>
    </message>
    <message>
        <source>Mean part of wrong voxels among the least doubted ones; less is better</source>
        <translation>最不受怀疑的体素中错误体素的平均比例；越小越好</translation>
    </message>
    <message>
        <source>Beyond the least that is possible; less is better</source>
        <translation>超出可能最小值的部分；越小越好</translation>
    </message>
    <message>
        <source>Teaching weight of A</source>
        <translation>A 的教学权重</translation>
    </message>
    <message>
        <source>Teaching weight of B</source>
        <translation>B 的教学权重</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>病例</translation>
    </message>
    <message>
        <source>Predicted against true Dice of the validation cases</source>
        <translation>验证病例的预测 Dice 与真实 Dice</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>What finds wrong voxels here</source>
        <translation>此处什么能找出错误体素</translation>
    </message>
    <message>
        <source>Teaching</source>
        <translation>教学</translation>
    </message>
    <message>
        <source>Whether a decoder is right where the method lets it teach the other</source>
        <translation>方法让一个解码器教另一个之处，它是否正确</translation>
    </message>
    <message>
        <source>What tells the Dice of a case</source>
        <translation>什么能说明病例的 Dice</translation>
    </message>
    <message>
        <source>By what the detectors are measured</source>
        <translation>用什么指标衡量各检测量</translation>
    </message>
    <message>
        <source>AUROC: are wrong voxels doubted more?</source>
        <translation>AUROC：错误的体素是否更受怀疑？</translation>
    </message>
    <message>
        <source>AUPR: are the most doubted voxels wrong?</source>
        <translation>AUPR：最受怀疑的体素是否错误？</translation>
    </message>
    <message>
        <source>ECE: is it a probability?</source>
        <translation>ECE：它是概率吗？</translation>
    </message>
    <message>
        <source>AURC: are the least doubted voxels right?</source>
        <translation>AURC：最不受怀疑的体素是否正确？</translation>
    </message>
</context>
<context>
    <name>tandem::ExportBar</name>
    <message numerus="yes">
        <source>Export %n case(s)</source>
        <translation>
            <numerusform>导出 %n 个病例</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopped. The files that were finished are in %1.</source>
        <translation>已停止。完成的文件位于 %1。</translation>
    </message>
    <message>
        <source>Exporting…</source>
        <translation>正在导出…</translation>
    </message>
    <message>
        <source>An export is running.</source>
        <translation>正在导出。</translation>
    </message>
    <message numerus="yes">
        <source>Wrote %n file(s) to %1.</source>
        <translation>
            <numerusform>已将 %n 个文件写入 %1。</numerusform>
        </translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>导出(&amp;E)</translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation>导出进度</translation>
    </message>
    <message>
        <source>Export the model of run %1</source>
        <translation>导出运行 %1 的模型</translation>
    </message>
    <message>
        <source>Stopped. Nothing was written.</source>
        <translation>已停止。未写入任何内容。</translation>
    </message>
    <message>
        <source>Writes a trained network as a folder that works without Tandem: TorchScript, weights, how images are prepared, and a script that predicts.</source>
        <translation>把训练好的网络写成一个无需 Tandem 即可使用的文件夹：TorchScript、权重、图像预处理方式，以及用于预测的脚本。</translation>
    </message>
    <message>
        <source>Wrote the model to %1; README.md there says how it is used.</source>
        <translation>模型已写入 %1；其中的 README.md 说明了用法。</translation>
    </message>
    <message>
        <source>It names no trust to abstain under, as trust is not calibrated for this run.</source>
        <translation>其中没有给出弃权的可信度阈值，因为该运行的可信度尚未校准。</translation>
    </message>
    <message>
        <source>Export model…</source>
        <translation>导出模型…</translation>
    </message>
</context>
<context>
    <name>tandem::ExportCaseList</name>
    <message numerus="yes">
        <source>%1 of %n case(s) chosen</source>
        <translation>
            <numerusform>%1 / %n 个病例已选择</numerusform>
        </translation>
    </message>
    <message>
        <source>Search cases</source>
        <translation>搜索病例</translation>
    </message>
    <message>
        <source>&amp;All</source>
        <translation>全选(&amp;A)</translation>
    </message>
    <message>
        <source>Choose every case that the search shows</source>
        <translation>选择搜索所显示的全部病例</translation>
    </message>
    <message>
        <source>&amp;None</source>
        <translation>全不选(&amp;N)</translation>
    </message>
    <message>
        <source>Choose none of the cases that the search shows</source>
        <translation>取消选择搜索所显示的病例</translation>
    </message>
    <message>
        <source>Cases that were predicted</source>
        <translation>已预测的病例</translation>
    </message>
</context>
<context>
    <name>tandem::ExportCaseModel</name>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>labelled</source>
        <translation>有标签</translation>
    </message>
    <message>
        <source>unlabelled</source>
        <translation>无标签</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>DICOM</source>
        <translation>DICOM</translation>
    </message>
    <message>
        <source>file</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Predicted %1</source>
        <translation>预测于 %1</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>病例</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>患者</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Predicted Dice</source>
        <translation>预测 Dice</translation>
    </message>
    <message>
        <source>Predicted Dice of A</source>
        <translation>A 的预测 Dice</translation>
    </message>
</context>
<context>
    <name>tandem::ExportOptionsPanel</name>
    <message numerus="yes">
        <source>%1 of %n chosen case(s).</source>
        <translation>
            <numerusform>所选 %n 个病例中的 %1 个。</numerusform>
        </translation>
    </message>
    <message>
        <source>A binary segment for every class, which refers to the slices of the source series.</source>
        <translation>每个类别一个二值分段，引用源序列的切片。</translation>
    </message>
    <message>
        <source>None of the chosen cases came from a DICOM series.</source>
        <translation>所选病例均非来自 DICOM 序列。</translation>
    </message>
    <message>
        <source>Dice, Jaccard and surface distances against the label, as CSV and JSON.</source>
        <translation>相对标签的 Dice、Jaccard 和表面距离，输出为 CSV 和 JSON。</translation>
    </message>
    <message>
        <source>None of the chosen cases has a label to compare with.</source>
        <translation>所选病例均没有可供比较的标签。</translation>
    </message>
    <message>
        <source>Choose surfaces first.</source>
        <translation>请先选择表面。</translation>
    </message>
    <message>
        <source>Export to</source>
        <translation>导出到</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>&amp;Label map</source>
        <translation>标签图(&amp;L)</translation>
    </message>
    <message>
        <source>On the grid of the source image, with the voxel values of the project&apos;s classes.</source>
        <translation>使用源图像的网格和项目类别的体素值。</translation>
    </message>
    <message>
        <source>Of decoder A, of B, and their mean.</source>
        <translation>解码器 A、B 的概率及其均值。</translation>
    </message>
    <message>
        <source>A smooth triangle mesh for every class of the whole prediction.</source>
        <translation>整个预测中每个类别一个平滑的三角网格。</translation>
    </message>
    <message>
        <source>Format of surfaces</source>
        <translation>表面的格式</translation>
    </message>
    <message>
        <source>DICOM se&amp;gmentation</source>
        <translation>DICOM 分割(&amp;G)</translation>
    </message>
    <message>
        <source>Pictures, metrics, settings and provenance in one file that every browser shows.</source>
        <translation>图片、指标、设置和来源信息汇于一个文件，任何浏览器均可显示。</translation>
    </message>
    <message>
        <source>Report as P&amp;DF</source>
        <translation>PDF 报告(&amp;D)</translation>
    </message>
    <message>
        <source>The same, to print.</source>
        <translation>内容相同，供打印。</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Forma&amp;t of labels and maps</source>
        <translation>标签与图谱的格式(&amp;T)</translation>
    </message>
    <message>
        <source>F&amp;older</source>
        <translation>文件夹(&amp;O)</translation>
    </message>
    <message>
        <source>Bro&amp;wse…</source>
        <translation>浏览(&amp;W)…</translation>
    </message>
    <message>
        <source>From %1; a slash makes folders.</source>
        <translation>由 %1 组成；斜杠会建立文件夹。</translation>
    </message>
    <message>
        <source>Replace &amp;files that are there already</source>
        <translation>替换已有的文件(&amp;F)</translation>
    </message>
    <message>
        <source>Without it, nothing is written when one of the files is there already.</source>
        <translation>不勾选时，只要有一个文件已存在就不写入任何内容。</translation>
    </message>
    <message>
        <source>Whose label map, surfaces, segmentation, metrics and report: of decoder A, as the paper&apos;s protocol says, of decoder B, or of the mean of both.</source>
        <translation>标签图、表面、分割、指标和报告取自：解码器 A（按论文的方案）、解码器 B，或两者的均值。</translation>
    </message>
    <message>
        <source>Of decoder A, as the paper&apos;s protocol says: some of the chosen cases were predicted without the probabilities of B and of the mean.</source>
        <translation>取自解码器 A（按论文的方案）：所选病例中有些在预测时没有保留 B 和均值的概率。</translation>
    </message>
    <message>
        <source>of decoder A</source>
        <translation>解码器 A</translation>
    </message>
    <message>
        <source>of decoder B</source>
        <translation>解码器 B</translation>
    </message>
    <message>
        <source>of their mean</source>
        <translation>两者的均值</translation>
    </message>
    <message>
        <source>Whose label map</source>
        <translation>标签图取自</translation>
    </message>
    <message>
        <source>Probab&amp;ilities of every class</source>
        <translation>各类别的概率(&amp;I)</translation>
    </message>
    <message>
        <source>Uncertaint&amp;y and trust maps</source>
        <translation>不确定性与可信度图谱(&amp;Y)</translation>
    </message>
    <message>
        <source>Uncertainty, similarity, teaching weight, who teaches whom, disagreement, trust.</source>
        <translation>不确定性、相似性、教学权重、谁教谁、分歧、可信度。</translation>
    </message>
    <message>
        <source>S&amp;urfaces, in mm (LPS)</source>
        <translation>表面，单位 mm（LPS）(&amp;U)</translation>
    </message>
    <message>
        <source>Metrics, as CSV and &amp;JSON</source>
        <translation>指标，CSV 和 JSON(&amp;J)</translation>
    </message>
    <message>
        <source>Report as HT&amp;ML</source>
        <translation>HTML 报告(&amp;M)</translation>
    </message>
    <message>
        <source>Name&amp;s</source>
        <translation>名称(&amp;S)</translation>
    </message>
    <message>
        <source>BIDS derivatives are label maps and probabilities, named by BIDS.</source>
        <translation>BIDS 派生数据只含标签图和概率，并按 BIDS 命名。</translation>
    </message>
    <message>
        <source>A DICOM structure set: smooth contours in the slices of the source series, holes as contours of their own (even-odd rule).</source>
        <translation>DICOM 结构集：源序列各切片中的平滑轮廓，孔洞为单独的轮廓（奇偶规则）。</translation>
    </message>
    <message>
        <source>&amp;Kind of folder</source>
        <translation>文件夹种类(&amp;K)</translation>
    </message>
    <message>
        <source>Files named by a pattern</source>
        <translation>按模式命名的文件</translation>
    </message>
    <message>
        <source>BIDS derivatives</source>
        <translation>BIDS 派生数据</translation>
    </message>
    <message>
        <source>BIDS: derivatives/tandem in the folder, with a label map, a table of its classes and its provenance for every subject. Choose the folder of the data set, or a new one.</source>
        <translation>BIDS：在文件夹中写入 derivatives/tandem，每个受试者有标签图、类别表和来源信息。请选择数据集的文件夹，或新的文件夹。</translation>
    </message>
    <message>
        <source>Contours of each class (RTSTRUCT)</source>
        <translation>各类别的轮廓（RTSTRUCT）</translation>
    </message>
</context>
<context>
    <name>tandem::ExportPage</name>
    <message>
        <source>Looking for predictions</source>
        <translation>正在查找预测</translation>
    </message>
    <message>
        <source>Nothing can be exported yet: no case was predicted.

Train a run on the page Training, then predict cases with it; their labels, maps, surfaces and reports can be exported here.</source>
        <translation>尚无可导出的内容：没有病例被预测。

请在“训练”页面训练，然后预测病例；其标签、图谱、表面和报告可在此导出。</translation>
    </message>
    <message>
        <source>Example: %1</source>
        <translation>示例：%1</translation>
    </message>
    <message>
        <source>Choose at least one case.</source>
        <translation>请至少选择一个病例。</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>运行(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Checkpoint</source>
        <translation>检查点(&amp;C)</translation>
    </message>
    <message>
        <source>Looking for predictions…</source>
        <translation>正在查找预测…</translation>
    </message>
    <message numerus="yes">
        <source>It predicted %n case(s).</source>
        <translation>
            <numerusform>它预测了 %n 个病例。</numerusform>
        </translation>
    </message>
    <message>
        <source>what abstaining does</source>
        <translation>弃权的效果</translation>
    </message>
    <message>
        <source>%1 was predicted without all maps; predict it with all maps, or leave it out.</source>
        <translation>%1 的预测不含全部图谱；请预测其全部图谱，或不选它。</translation>
    </message>
    <message>
        <source>No run has a checkpoint yet; train one on the page Training.</source>
        <translation>尚无运行有检查点；请在“训练”页面训练一个。</translation>
    </message>
</context>
<context>
    <name>tandem::ExtendDialog</name>
    <message>
        <source>Extend run %1</source>
        <translation>延长运行 %1</translation>
    </message>
    <message>
        <source>&amp;Keep the learning rate that the schedule ends with</source>
        <translation>保持策略结束时的学习率(&amp;K)</translation>
    </message>
    <message>
        <source>Extend</source>
        <translation>延长</translation>
    </message>
    <message>
        <source>&amp;Iterations in all (now %1):</source>
        <translation>总迭代次数(&amp;I)（现为 %1）：</translation>
    </message>
    <message>
        <source>The learning rate was %1 in iteration %2. The schedule ends with iteration %3 as before, and %4 stays.</source>
        <translation>第 %2 次迭代的学习率为 %1。策略仍在第 %3 次迭代结束，之后保持 %4。</translation>
    </message>
    <message>
        <source>The learning rate was %1 in iteration %2 and will be %3 in the next, as its schedule is stretched to %4 iterations.</source>
        <translation>第 %2 次迭代的学习率为 %1，下一次将为 %3，因为其策略被拉长到 %4 次迭代。</translation>
    </message>
</context>
<context>
    <name>tandem::FailureBar</name>
    <message>
        <source>What happened</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
</context>
<context>
    <name>tandem::FoldingSide</name>
    <message>
        <source>Show: %1</source>
        <translation>显示：%1</translation>
    </message>
    <message>
        <source>Hide: %1</source>
        <translation>隐藏：%1</translation>
    </message>
</context>
<context>
    <name>tandem::GreyWindowBox</name>
    <message>
        <source>CT soft tissue</source>
        <translation>CT 软组织</translation>
    </message>
    <message>
        <source>CT lung</source>
        <translation>CT 肺</translation>
    </message>
    <message>
        <source>CT bone</source>
        <translation>CT 骨</translation>
    </message>
    <message>
        <source>CT brain</source>
        <translation>CT 脑</translation>
    </message>
    <message>
        <source>MR, 1 to 99 %</source>
        <translation>MR，1 至 99 %</translation>
    </message>
    <message>
        <source>From the 1st to the 99th percentile of the image&apos;s values</source>
        <translation>图像数值的第 1 至第 99 百分位</translation>
    </message>
    <message>
        <source>Full range</source>
        <translation>完整范围</translation>
    </message>
    <message>
        <source>Level %1, width %2 HU</source>
        <translation>窗位 %1，窗宽 %2 HU</translation>
    </message>
    <message>
        <source>By hand</source>
        <translation>手动</translation>
    </message>
</context>
<context>
    <name>tandem::GuideStrip</name>
    <message>
        <source>Guide through the demo</source>
        <translation>演示向导</translation>
    </message>
    <message>
        <source>Close the guide</source>
        <translation>关闭向导</translation>
    </message>
</context>
<context>
    <name>tandem::ImportDialog</name>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Looking for images…</source>
        <translation>正在查找图像…</translation>
    </message>
    <message>
        <source>Reading and checking every file. You may import before this is done.</source>
        <translation>正在读取并检查每个文件。不必等待完成即可导入。</translation>
    </message>
    <message>
        <source>There is no case to import in the table.</source>
        <translation>表格中没有可导入的病例。</translation>
    </message>
    <message>
        <source>&amp;Map values…</source>
        <translation>映射标签值(&amp;M)…</translation>
    </message>
    <message>
        <source>&amp;Label classes…</source>
        <translation>标签类别(&amp;L)…</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>导入(&amp;I)</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>找到的内容</translation>
    </message>
    <message>
        <source>Names, colours and voxel values of the structures</source>
        <translation>各结构的名称、颜色和体素值</translation>
    </message>
    <message numerus="yes">
        <source>%n case(s) found.</source>
        <translation>
            <numerusform>找到 %n 个病例。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cannot be used as it is; the table says why.</source>
        <translation>
            <numerusform>%n 个不能按原样使用；原因见表格。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other file(s) are left alone.</source>
        <translation>
            <numerusform>其他 %n 个文件不予处理。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more finding(s) on files that became no case.</source>
        <translation>
            <numerusform>另有 %n 项关于未成为病例的文件的检查结果。</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Import %1</source>
        <translation>导入 %1 个(&amp;I)</translation>
    </message>
    <message>
        <source>Say which classes the voxel values of the labels mean</source>
        <translation>说明标签的体素值各表示哪个类别</translation>
    </message>
    <message>
        <source>No label was read yet.</source>
        <translation>尚未读取任何标签。</translation>
    </message>
    <message>
        <source>Select a case to see what was found.</source>
        <translation>选择一个病例以查看找到的内容。</translation>
    </message>
    <message>
        <source>%1: findings: %2</source>
        <translation>%1：检查结果：%2</translation>
    </message>
    <message>
        <source>Looking for images, then importing them…</source>
        <translation>正在查找图像，随后导入…</translation>
    </message>
    <message>
        <source>Imports what will be found</source>
        <translation>导入将找到的内容</translation>
    </message>
</context>
<context>
    <name>tandem::ImportOptionsForm</name>
    <message>
        <source>&amp;Only images ending with</source>
        <translation>仅限名称以此结尾的图像(&amp;O)</translation>
    </message>
    <message>
        <source>all images; or for example _flair</source>
        <translation>全部图像；或例如 _flair</translation>
    </message>
    <message>
        <source>The ending of file names before .nii.gz and the like; it is left out of the cases&apos; names.</source>
        <translation>文件名在 .nii.gz 等扩展名之前的结尾；病例名称中会去掉它。</translation>
    </message>
    <message>
        <source>Label &amp;values</source>
        <translation>标签值(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Patient within the name</source>
        <translation>名称中的患者(&amp;P)</translation>
    </message>
    <message>
        <source>not in the name</source>
        <translation>名称中没有</translation>
    </message>
    <message>
        <source>A regular expression whose first group is the patient; cases of a patient stay together when they are divided.</source>
        <translation>正则表达式，其第一个分组为患者；划分时同一患者的病例保持在一起。</translation>
    </message>
    <message>
        <source>&amp;Spacing, as these files do not say it</source>
        <translation>体素间距(&amp;S)，因为这些文件未注明</translation>
    </message>
    <message>
        <source>Spacing along axis %1</source>
        <translation>轴 %1 的体素间距</translation>
    </message>
    <message>
        <source> mm</source>
        <translation> mm</translation>
    </message>
    <message>
        <source>not given</source>
        <translation>未给出</translation>
    </message>
    <message>
        <source>Of a label that lies on another grid than its image; else such a case is refused.</source>
        <translation>用于标签与图像网格不同的情况；否则此类病例会被拒绝。</translation>
    </message>
    <message>
        <source>Labels on another grid</source>
        <translation>网格不同的标签</translation>
    </message>
    <message>
        <source>Structu&amp;res are</source>
        <translation>结构对应(&amp;R)</translation>
    </message>
    <message>
        <source>classes of their names; or for example GTV-1=tumour</source>
        <translation>与其同名的类别；或例如 GTV-1=tumour</translation>
    </message>
    <message>
        <source>Structure = class, parted by semicolons; with nothing after = the structure is left out.</source>
        <translation>结构 = 类别，以分号分隔；= 后面为空则不采用该结构。</translation>
    </message>
    <message>
        <source>Where structures overl&amp;ap</source>
        <translation>结构重叠之处(&amp;A)</translation>
    </message>
    <message>
        <source>the later class counts; or for example tumour; heart</source>
        <translation>以靠后的类别为准；或例如 tumour; heart</translation>
    </message>
    <message>
        <source>Classes that get the voxels which several claim, parted by semicolons, the first before all others.</source>
        <translation>获得多个结构共同占有的体素的类别，以分号分隔，排在最前的优先于其他所有类别。</translation>
    </message>
    <message>
        <source>Voxel value = number of the class, or = unknown, where a label&apos;s values are not those of the classes.</source>
        <translation>体素值 = 类别编号，或 = unknown（未知），用于标注中的数值与类别的数值不一致时。</translation>
    </message>
    <message>
        <source>as the project&apos;s classes say; or for example 0=0, 200=1, 255=unknown</source>
        <translation>按项目的类别；或例如 0=0, 200=1, 255=unknown</translation>
    </message>
    <message>
        <source>Ta&amp;ke the nearest voxels</source>
        <translation>取最近的体素(&amp;K)</translation>
    </message>
</context>
<context>
    <name>tandem::ImportPreviewModel</name>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>not checked yet</source>
        <translation>尚未检查</translation>
    </message>
    <message>
        <source>Already in the project.</source>
        <translation>已在项目中。</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>病例</translation>
    </message>
    <message>
        <source>Patient</source>
        <translation>患者</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Size, spacing</source>
        <translation>大小、体素间距</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>检查结果</translation>
    </message>
    <message>
        <source>Label values</source>
        <translation>标签值</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s): %1</source>
        <translation>
            <numerusform>%n 个文件：%1</numerusform>
        </translation>
    </message>
    <message>
        <source>Double-click to choose another file.</source>
        <translation>双击可选择其他文件。</translation>
    </message>
    <message numerus="yes">
        <source>segmentation (%n segment(s)): %1</source>
        <translation>
            <numerusform>分割（%n 个片段）：%1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>contours (%n structure(s)): %1</source>
        <translation>
            <numerusform>轮廓（%n 个结构）：%1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::ImportProbe</name>
    <message>
        <source>Check that the file can be read.</source>
        <translation>请检查该文件是否可以读取。</translation>
    </message>
    <message>
        <source>Looking for images</source>
        <translation>正在查找图像</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>Checking the files</source>
        <translation>正在检查文件</translation>
    </message>
</context>
<context>
    <name>tandem::InspectBar</name>
    <message>
        <source>Segmentation</source>
        <translation>分割</translation>
    </message>
    <message>
        <source>The prediction, and the case&apos;s own label where it has one.</source>
        <translation>预测结果，以及病例自身的标签（若有）。</translation>
    </message>
    <message>
        <source>What to trust?</source>
        <translation>哪些可信？</translation>
    </message>
    <message>
        <source>Trust: how likely the label shown is right, as validation cases taught.
This is what to rely on; only what may be wrong is coloured.</source>
        <translation>可信度：所示标签正确的可能性，由验证病例得出。
应以此为依据；只有可能出错之处才着色。</translation>
    </message>
    <message>
        <source>Where is it wrong?</source>
        <translation>哪里错了？</translation>
    </message>
    <message>
        <source>What the prediction missed or invented, against the case&apos;s own label.</source>
        <translation>与病例自身的标签相比，预测遗漏或多出的部分。</translation>
    </message>
    <message>
        <source>How sure is A?</source>
        <translation>A 有多确定？</translation>
    </message>
    <message>
        <source>The uncertainty that decoder A states of itself, not checked on any case:
it may be sure and wrong. See trust for what to rely on.</source>
        <translation>解码器 A 自述的不确定性，未在任何病例上检验：
它可能确定却出错。应以可信度为依据。</translation>
    </message>
    <message>
        <source>Who teaches whom?</source>
        <translation>谁教谁？</translation>
    </message>
    <message>
        <source>Which decoder would teach the other in a training step: the surer one.</source>
        <translation>在训练步骤中哪个解码器会教另一个：更确定的那个。</translation>
    </message>
    <message>
        <source>Do A and B agree?</source>
        <translation>A 与 B 一致吗？</translation>
    </message>
    <message>
        <source>Where the labels of the two decoders differ.</source>
        <translation>两个解码器的标签不同之处。</translation>
    </message>
    <message>
        <source>none: images and labels</source>
        <translation>无：图像和标签</translation>
    </message>
    <message>
        <source>There is no case to inspect yet.</source>
        <translation>尚无可检视的病例。</translation>
    </message>
    <message>
        <source>Two to four predictions, or the label, side by side (key %1)</source>
        <translation>两到四个预测或标签并排显示（按键 %1）</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>运行(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Case</source>
        <translation>病例(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Show</source>
        <translation>显示(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Window</source>
        <translation>窗宽窗位(&amp;W)</translation>
    </message>
    <message>
        <source>Pre&amp;dict…</source>
        <translation>预测(&amp;D)…</translation>
    </message>
    <message>
        <source>Segment more cases with a trained run</source>
        <translation>用训练好的运行分割更多病例</translation>
    </message>
    <message>
        <source>C&amp;ompare</source>
        <translation>比较(&amp;O)</translation>
    </message>
    <message>
        <source>There is no case to correct yet.</source>
        <translation>还没有可修正的病例。</translation>
    </message>
    <message>
        <source>Correct the prediction, or the label, of the case (key %1)</source>
        <translation>修正该病例的预测或标签（按键 %1）</translation>
    </message>
    <message>
        <source>Corr&amp;ect</source>
        <translation>修正(&amp;E)</translation>
    </message>
</context>
<context>
    <name>tandem::InspectKeys</name>
    <message>
        <source>Next doubtful region</source>
        <translation>下一个可疑区域</translation>
    </message>
    <message>
        <source>Previous doubtful region</source>
        <translation>上一个可疑区域</translation>
    </message>
    <message>
        <source>View to full size and back</source>
        <translation>将视图放到最大或还原</translation>
    </message>
    <message>
        <source>Compare predictions</source>
        <translation>比较预测</translation>
    </message>
    <message>
        <source>Back to all views</source>
        <translation>返回全部视图</translation>
    </message>
    <message>
        <source>Blink: the image without layers, while held</source>
        <translation>闪烁：按住时只显示图像</translation>
    </message>
    <message>
        <source>Layer %1</source>
        <translation>图层 %1</translation>
    </message>
    <message>
        <source>Layer: %1</source>
        <translation>图层：%1</translation>
    </message>
    <message>
        <source>Correct the label, or put the correction aside</source>
        <translation>修正标签，或搁置修正</translation>
    </message>
</context>
<context>
    <name>tandem::InspectPage</name>
    <message>
        <source>Reading %1…</source>
        <translation>正在读取 %1…</translation>
    </message>
    <message>
        <source>Looking for regions…</source>
        <translation>正在查找区域…</translation>
    </message>
    <message>
        <source>Find doubtful regions of %1</source>
        <translation>查找 %1 的可疑区域</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>Voxel</source>
        <translation>体素</translation>
    </message>
    <message>
        <source>Doubtful</source>
        <translation>可疑区域</translation>
    </message>
    <message>
        <source>Predicted by: %1</source>
        <translation>预测所用：%1</translation>
    </message>
    <message>
        <source>layers and values</source>
        <translation>图层和数值</translation>
    </message>
    <message>
        <source>Nothing to inspect yet.

Import images on the page Datasets: they can be looked at here with their labels and, once a trained run has predicted them, with its labels and how far they can be trusted.</source>
        <translation>还没有可查看的内容。

请在“数据集”页面导入图像：可在此连同其标签一起查看；训练好的运行预测之后，还可查看其标签及其可信程度。</translation>
    </message>
    <message>
        <source>Reading all maps…</source>
        <translation>正在读取全部图…</translation>
    </message>
    <message>
        <source>The case is shown without a prediction; predict it with all maps to see how far it can be trusted.</source>
        <translation>该病例未带预测显示；以全部图预测它，即可查看其可信程度。</translation>
    </message>
    <message>
        <source>This prediction was stored without all maps; predict with all maps to see how far it can be trusted.</source>
        <translation>该预测存储时没有全部图；以全部图预测，即可查看其可信程度。</translation>
    </message>
    <message>
        <source>Predicted Dice: about %1</source>
        <translation>预测 Dice：约 %1</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>Tiles that compare predictions are not painted in; E goes back to the views of the correction.</source>
        <translation>比较预测的视图中不能绘制；按 E 返回修正的视图。</translation>
    </message>
</context>
<context>
    <name>tandem::InterruptedBanner</name>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>暂不</translation>
    </message>
    <message>
        <source>%1 was cut off. It can continue from iteration %2 of %3.</source>
        <translation>%1 曾被中断。可从第 %2 次迭代（共 %3 次）继续。</translation>
    </message>
</context>
<context>
    <name>tandem::Job</name>
    <message>
        <source>The memory of this computer does not suffice.</source>
        <translation>本机内存不足。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; failed unexpectedly.</source>
        <translation>“%1”意外失败。</translation>
    </message>
</context>
<context>
    <name>tandem::JobDelegate</name>
    <message>
        <source>%1 %  %2</source>
        <translation>%1 %  %2</translation>
    </message>
    <message>
        <source>failed: %1</source>
        <translation>失败：%1</translation>
    </message>
    <message>
        <source>queued, waits for the jobs before it</source>
        <translation>排队中，等待前面的任务</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
</context>
<context>
    <name>tandem::JobStopper</name>
    <message>
        <source>Work is running</source>
        <translation>有工作正在运行</translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) have not ended. Stop now? A training run keeps what it has learned and can be resumed.</source>
        <translation>
            <numerusform>%n 个任务尚未结束。现在停止吗？训练运行会保留已学到的内容，并可继续。</numerusform>
        </translation>
    </message>
    <message>
        <source>Waiting for the end of: %1</source>
        <translation>正在等待结束：%1</translation>
    </message>
</context>
<context>
    <name>tandem::JobsPanel</name>
    <message>
        <source>Choose a job that runs or waits.</source>
        <translation>请选择正在运行或等待的任务。</translation>
    </message>
    <message>
        <source>No job has ended yet.</source>
        <translation>还没有已结束的任务。</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Log of the project</source>
        <translation>项目日志</translation>
    </message>
    <message>
        <source>No jobs. What takes longer, such as an import or a training, appears here with its progress.</source>
        <translation>没有任务。耗时较长的工作（如导入或训练）及其进度会显示在这里。</translation>
    </message>
    <message>
        <source>Clear ended</source>
        <translation>清除已结束的</translation>
    </message>
    <message>
        <source>Choose a job that waits, with another that waits before or after it.</source>
        <translation>请选择一个等待中的任务，且其前后还有其他等待的任务。</translation>
    </message>
    <message>
        <source>Starts before the one above it</source>
        <translation>在其上方的任务之前开始</translation>
    </message>
    <message>
        <source>Starts after the one below it</source>
        <translation>在其下方的任务之后开始</translation>
    </message>
    <message>
        <source>Stop job</source>
        <translation>停止任务</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下移</translation>
    </message>
</context>
<context>
    <name>tandem::LabelChoiceDelegate</name>
    <message>
        <source>Label of the case</source>
        <translation>病例的标签</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
</context>
<context>
    <name>tandem::LabelClassesDialog</name>
    <message>
        <source>&amp;Add class</source>
        <translation>添加类别(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Remove class</source>
        <translation>移除类别(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Colour…</source>
        <translation>颜色(&amp;C)…</translation>
    </message>
    <message>
        <source>Label classes</source>
        <translation>标签类别</translation>
    </message>
    <message>
        <source>Class 0 is the background, every other class a structure. The value is what stands in label files for the class. Names and colours can always be changed; values and the number of classes until the first label is imported.</source>
        <translation>类别 0 为背景，其余每个类别为一个结构。数值是标签文件中表示该类别的值。名称和颜色可随时更改；数值和类别数量在导入第一个标签之前可以更改。</translation>
    </message>
    <message>
        <source>Colour of &quot;%1&quot;</source>
        <translation>“%1”的颜色</translation>
    </message>
    <message>
        <source>The project has cases with labels, so the number of its classes stays as it is.</source>
        <translation>项目中已有带标签的病例，因此类别数量保持不变。</translation>
    </message>
    <message>
        <source>There are 255 classes at most.</source>
        <translation>最多 255 个类别。</translation>
    </message>
    <message>
        <source>The background stays, and one structure besides it.</source>
        <translation>背景和至少一个结构必须保留。</translation>
    </message>
    <message>
        <source>Select a class first.</source>
        <translation>请先选择一个类别。</translation>
    </message>
</context>
<context>
    <name>tandem::LabelClassesModel</name>
    <message>
        <source>class %1</source>
        <translation>类别 %1</translation>
    </message>
    <message>
        <source>The project has cases with labels, so the values of its classes stay as they are.</source>
        <translation>项目中已有带标签的病例，因此各类别的数值保持不变。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Voxel value in label files</source>
        <translation>标签文件中的体素值</translation>
    </message>
</context>
<context>
    <name>tandem::LabelEditor</name>
    <message>
        <source>The editor &quot;%1&quot; cannot be started: %2. Choose another command under Editor….</source>
        <translation>无法启动编辑器“%1”：%2。请在“编辑器…”中选择其他命令。</translation>
    </message>
</context>
<context>
    <name>tandem::LabelMapDialog</name>
    <message>
        <source>Map label values to classes</source>
        <translation>将标签值映射到类别</translation>
    </message>
    <message>
        <source>Reading labels</source>
        <translation>正在读取标签</translation>
    </message>
    <message>
        <source>Reading the labels…</source>
        <translation>正在读取标签…</translation>
    </message>
    <message>
        <source>Say which class each voxel value means. The label files stay as they are; the project keeps the map.</source>
        <translation>请说明每个体素值表示哪个类别。标签文件保持不变；映射保存在项目中。</translation>
    </message>
    <message>
        <source>Values and their classes</source>
        <translation>数值及其类别</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Voxels</source>
        <translation>体素数</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>&amp;Map</source>
        <translation>映射(&amp;M)</translation>
    </message>
    <message>
        <source>None of these cases has a label.</source>
        <translation>这些病例均无标签。</translation>
    </message>
    <message numerus="yes">
        <source>There are %n different value(s): this looks like an image, not like a label.</source>
        <translation>
            <numerusform>有 %n 个不同的数值：这看起来是图像，而不是标签。</numerusform>
        </translation>
    </message>
    <message>
        <source>Class of value %1</source>
        <translation>数值 %1 的类别</translation>
    </message>
    <message>
        <source>choose a class</source>
        <translation>选择类别</translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) have no class yet.</source>
        <translation>
            <numerusform>还有 %n 个数值没有类别。</numerusform>
        </translation>
    </message>
    <message>
        <source>Every value has a class.</source>
        <translation>每个数值都有类别。</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Nobody knows the class: such voxels are neither taught nor judged.</source>
        <translation>类别未知：这些体素既不参与训练，也不参与评估。</translation>
    </message>
</context>
<context>
    <name>tandem::LayerOptions</name>
    <message>
        <source>Restore range and colours</source>
        <translation>恢复范围和颜色</translation>
    </message>
    <message>
        <source>Filled</source>
        <translation>填充</translation>
    </message>
    <message>
        <source>Contour</source>
        <translation>轮廓</translation>
    </message>
    <message>
        <source>Draw</source>
        <translation>绘制方式</translation>
    </message>
    <message>
        <source>Viridis</source>
        <translation>Viridis</translation>
    </message>
    <message>
        <source>Magma</source>
        <translation>Magma</translation>
    </message>
    <message>
        <source>Cividis</source>
        <translation>Cividis</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>灰度</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Value of the first colour</source>
        <translation>第一种颜色对应的值</translation>
    </message>
    <message>
        <source>Value of the last colour</source>
        <translation>最后一种颜色对应的值</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>Range (%1)</source>
        <translation>范围（%1）</translation>
    </message>
    <message>
        <source>All values</source>
        <translation>全部值</translation>
    </message>
    <message>
        <source>At least</source>
        <translation>不低于</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>不高于</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>All values are shown; choose “At least” or “At most” first.</source>
        <translation>当前显示全部值；请先选择“不低于”或“不高于”。</translation>
    </message>
</context>
<context>
    <name>tandem::LayerPanel</name>
    <message>
        <source>Move over a slice to read its values.</source>
        <translation>将鼠标移到切片上可读取数值。</translation>
    </message>
    <message>
        <source>Voxel %1, %2, %3, counted from 1
L %4  P %5  S %6 mm
Image %7</source>
        <translation>体素 %1、%2、%3（从 1 开始计数）
L %4  P %5  S %6 mm
图像 %7</translation>
    </message>
</context>
<context>
    <name>tandem::LayerRow</name>
    <message>
        <source>Key %1 shows and hides it.</source>
        <translation>按键 %1 显示或隐藏。</translation>
    </message>
    <message>
        <source>Fill or contour</source>
        <translation>填充或轮廓</translation>
    </message>
    <message>
        <source>Fill or contour, colours, range, threshold</source>
        <translation>填充或轮廓、颜色、范围、阈值</translation>
    </message>
    <message>
        <source>How %1 is drawn</source>
        <translation>%1 的绘制方式</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>不透明度</translation>
    </message>
    <message>
        <source>Opacity of %1</source>
        <translation>%1 的不透明度</translation>
    </message>
</context>
<context>
    <name>tandem::LineChart</name>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Logarithmic axis</source>
        <translation>对数坐标轴</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>保存为 CSV…</translation>
    </message>
    <message>
        <source>Save the chart &quot;%1&quot;</source>
        <translation>保存图表“%1”</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>The table %1 cannot be written: %2.</source>
        <translation>无法写入表格 %1：%2。</translation>
    </message>
    <message>
        <source>The picture %1 cannot be written: %2.</source>
        <translation>无法写入图片 %1：%2。</translation>
    </message>
    <message>
        <source>Save as a picture…</source>
        <translation>保存为图片…</translation>
    </message>
    <message>
        <source>PNG picture (*.png)</source>
        <translation>PNG 图片 (*.png)</translation>
    </message>
    <message>
        <source>SVG drawing (*.svg)</source>
        <translation>SVG 图形 (*.svg)</translation>
    </message>
</context>
<context>
    <name>tandem::LinkedViews</name>
    <message>
        <source>In space</source>
        <translation>三维空间</translation>
    </message>
    <message>
        <source>What is shown in space</source>
        <translation>三维空间中显示的内容</translation>
    </message>
    <message>
        <source>Surfaces</source>
        <translation>表面</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>体绘制</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>两者</translation>
    </message>
    <message>
        <source>Slices</source>
        <translation>切片</translation>
    </message>
</context>
<context>
    <name>tandem::MainMenu</name>
    <message>
        <source>No recent projects</source>
        <translation>没有最近的项目</translation>
    </message>
    <message>
        <source>&amp;Project</source>
        <translation>项目(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;New…</source>
        <translation>新建(&amp;N)…</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>打开(&amp;O)…</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>打开最近的项目(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Close project</source>
        <translation>关闭项目(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Dark theme</source>
        <translation>深色主题(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Light theme</source>
        <translation>浅色主题(&amp;L)</translation>
    </message>
    <message>
        <source>Lan&amp;guage</source>
        <translation>语言(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation>全屏(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Try the demo</source>
        <translation>试用演示(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Keys and mouse</source>
        <translation>按键与鼠标(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;About Tandem</source>
        <translation>关于 Tandem(&amp;A)</translation>
    </message>
    <message>
        <source>Open to &amp;look…</source>
        <translation>打开查看(&amp;L)…</translation>
    </message>
    <message>
        <source>Opens a project, such as one from somebody else, without changing anything in it.</source>
        <translation>打开项目（例如他人的项目），但不更改其中任何内容。</translation>
    </message>
</context>
<context>
    <name>tandem::MainWindow</name>
    <message>
        <source>%1 — Tandem</source>
        <translation>%1 — Tandem</translation>
    </message>
    <message>
        <source>Drawing the project&apos;s picture</source>
        <translation>正在绘制项目的缩略图</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>%1 (to look at) — Tandem</source>
        <translation>%1（仅查看）— Tandem</translation>
    </message>
    <message>
        <source>Another window works on this project, so it can be looked at here but not changed; close it there and open it again to work.</source>
        <translation>另一个窗口正在使用此项目，因此在这里只能查看、不能修改；请在那边关闭它，再重新打开以进行工作。</translation>
    </message>
</context>
<context>
    <name>tandem::MapTitle</name>
    <message>
        <source>%1: %2 to %3</source>
        <translation>%1：%2 至 %3</translation>
    </message>
</context>
<context>
    <name>tandem::ModelExportDialog</name>
    <message>
        <source>Bro&amp;wse…</source>
        <translation>浏览(&amp;W)…</translation>
    </message>
    <message>
        <source>Replace a &amp;model that was exported there before</source>
        <translation>替换此前导出到该处的模型(&amp;M)</translation>
    </message>
    <message>
        <source>Export model</source>
        <translation>导出模型</translation>
    </message>
    <message>
        <source>A folder that works without Tandem: the network as TorchScript with its maps of reliability, weights, how images are prepared, a Python script that predicts as Tandem does, and a generated case to try a machine with. No image or label of the project goes into it.</source>
        <translation>一个无需 Tandem 即可使用的文件夹：TorchScript 形式的网络及其可靠性图谱、权重、图像预处理方式、与 Tandem 预测一致的 Python 脚本，以及用于检验机器的生成病例。项目中的图像和标签不会写入其中。</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>运行(&amp;R)</translation>
    </message>
    <message>
        <source>C&amp;heckpoint</source>
        <translation>检查点(&amp;H)</translation>
    </message>
    <message>
        <source>F&amp;older to make</source>
        <translation>要创建的文件夹(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>导出(&amp;E)</translation>
    </message>
    <message>
        <source>Make the model&apos;s folder in</source>
        <translation>在何处创建模型文件夹</translation>
    </message>
    <message>
        <source>No run has a checkpoint yet; train one on the page Training.</source>
        <translation>尚无运行有检查点；请在“训练”页面训练一个。</translation>
    </message>
    <message>
        <source>Name a folder.</source>
        <translation>请指定一个文件夹。</translation>
    </message>
    <message>
        <source>Runs in the background.</source>
        <translation>在后台运行。</translation>
    </message>
    <message>
        <source>All that is in its folder goes.</source>
        <translation>该文件夹中的所有内容都会被删除。</translation>
    </message>
</context>
<context>
    <name>tandem::NewProjectDialog</name>
    <message>
        <source>New project</source>
        <translation>新建项目</translation>
    </message>
    <message>
        <source>left-atrium</source>
        <translation>left-atrium</translation>
    </message>
    <message>
        <source>background, foreground</source>
        <translation>background, foreground</translation>
    </message>
    <message>
        <source>In the order of the values in the label maps: 0 is the first, 1 the second, …</source>
        <translation>按标签图中数值的顺序：第一个为 0，第二个为 1，依此类推</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>浏览(&amp;B)…</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名称(&amp;N)</translation>
    </message>
    <message>
        <source>In &amp;folder</source>
        <translation>所在文件夹(&amp;F)</translation>
    </message>
    <message>
        <source>Label &amp;classes</source>
        <translation>标签类别(&amp;C)</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>创建</translation>
    </message>
    <message numerus="yes">
        <source>%n dropped file(s) or folder(s) will be looked at next; you see what was found before anything is imported.</source>
        <translation>
            <numerusform>接下来将查看拖放的 %n 个文件或文件夹；导入之前您会先看到找到的内容。</numerusform>
        </translation>
    </message>
    <message>
        <source>Where the project goes</source>
        <translation>项目存放的位置</translation>
    </message>
    <message>
        <source>Give the project a name.</source>
        <translation>请给项目命名。</translation>
    </message>
    <message>
        <source>A name cannot contain &quot;/&quot;.</source>
        <translation>名称不能包含“/”。</translation>
    </message>
    <message>
        <source>%1 exists already.</source>
        <translation>%1 已存在。</translation>
    </message>
    <message>
        <source>The project will be %1. Images are never copied or changed.</source>
        <translation>项目将位于 %1。图像绝不会被复制或更改。</translation>
    </message>
    <message>
        <source>Choose the folder in which the project goes.</source>
        <translation>请选择存放项目的文件夹。</translation>
    </message>
    <message>
        <source>The folder %1 may not be written.</source>
        <translation>文件夹 %1 不可写入。</translation>
    </message>
    <message>
        <source>There is no folder %1, and it cannot be made.</source>
        <translation>文件夹 %1 不存在，且无法创建。</translation>
    </message>
    <message>
        <source>The folder %1 will be made.</source>
        <translation>将创建文件夹 %1。</translation>
    </message>
    <message>
        <source>&amp;Keep identifiers</source>
        <translation>保留标识信息(&amp;K)</translation>
    </message>
    <message>
        <source>Patient IDs and series UIDs of DICOM files, and the images&apos; absolute paths. Without, pseudonyms
stand for the former, and images are found by their paths from the project.</source>
        <translation>DICOM 文件的患者 ID 和序列 UID，以及图像的绝对路径。不保留时，前者以假名代替，
图像则按相对于项目的路径查找。</translation>
    </message>
    <message>
        <source>Patients</source>
        <translation>患者</translation>
    </message>
</context>
<context>
    <name>tandem::NewRunPanel</name>
    <message>
        <source>New run</source>
        <translation>新运行</translation>
    </message>
    <message>
        <source>Sp&amp;lit</source>
        <translation>划分(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名称(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Watch</source>
        <translation>关注(&amp;W)</translation>
    </message>
    <message>
        <source>optional</source>
        <translation>可选</translation>
    </message>
    <message>
        <source>&amp;Estimate needs</source>
        <translation>估算需求(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Start training</source>
        <translation>开始训练(&amp;S)</translation>
    </message>
    <message>
        <source>Settings of run %1</source>
        <translation>运行 %1 的设置</translation>
    </message>
    <message>
        <source>There is no split yet; make one on the page Datasets.</source>
        <translation>尚无划分；请在“数据集”页面创建。</translation>
    </message>
    <message>
        <source>Adds the run to the queue</source>
        <translation>将运行加入队列</translation>
    </message>
    <message>
        <source>An estimate is being made</source>
        <translation>正在估算</translation>
    </message>
    <message>
        <source>Memory, disk and time. Prepares the cases if need be, which the run then finds
prepared, and trains a few iterations to measure them</source>
        <translation>内存、磁盘和时间。必要时先预处理病例（训练时可直接使用），
并训练几次迭代以进行测量</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Training ⚠</source>
        <translation>训练 ⚠</translation>
    </message>
    <message>
        <source>Preparation</source>
        <translation>预处理</translation>
    </message>
    <message>
        <source>Preparation ⚠</source>
        <translation>预处理 ⚠</translation>
    </message>
    <message>
        <source>A patient on both sides of the split</source>
        <translation>一名患者出现在该划分的两方</translation>
    </message>
    <message>
        <source>Train on the split &quot;%1&quot; all the same?</source>
        <translation>仍要在划分“%1”上训练吗？</translation>
    </message>
    <message>
        <source>A copy keeps the patient on one side.</source>
        <translation>副本会让该患者只在一方。</translation>
    </message>
    <message>
        <source>&amp;Train all the same</source>
        <translation>仍然训练(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Copy the split</source>
        <translation>复制划分(&amp;C)</translation>
    </message>
    <message>
        <source>%1 copy</source>
        <translation>%1 副本</translation>
    </message>
    <message>
        <source>Prese&amp;t</source>
        <translation>预设(&amp;T)</translation>
    </message>
    <message>
        <source>A case that is predicted at each validation: its prediction, uncertainty, similarity and teaching weight
appear beside the curves while it trains, and stay as a timeline.</source>
        <translation>每次验证时预测的病例：训练期间，其预测、不确定性、相似度和教学权重
显示在曲线旁，并作为时间线保留。</translation>
    </message>
</context>
<context>
    <name>tandem::NnunetDialog</name>
    <message>
        <source>Export for nnU-Net</source>
        <translation>导出给 nnU-Net</translation>
    </message>
    <message>
        <source>None: every case with a label is to train on</source>
        <translation>无：所有有标签的病例都用于训练</translation>
    </message>
    <message>
        <source>Bro&amp;wse…</source>
        <translation>浏览(&amp;W)…</translation>
    </message>
    <message>
        <source>&amp;Split:</source>
        <translation>划分(&amp;S)：</translation>
    </message>
    <message>
        <source>&amp;Name of the data set:</source>
        <translation>数据集名称(&amp;N)：</translation>
    </message>
    <message>
        <source>In the &amp;folder (nnUNet_raw):</source>
        <translation>所在文件夹（nnUNet_raw）(&amp;F)：</translation>
    </message>
    <message>
        <source>Writes imagesTr with labelsTr, imagesTs, and imagesUn for what has no label, as NIfTI on the images&apos; own grids, with dataset.json; the split becomes splits_final.json, and its test cases are never trained on.</source>
        <translation>写入 imagesTr 与 labelsTr、imagesTs，无标签者写入 imagesUn，均为图像自身网格上的 NIfTI，并附 dataset.json；划分写成 splits_final.json，其测试病例绝不用于训练。</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>导出(&amp;E)</translation>
    </message>
    <message>
        <source>The folder of the raw data sets</source>
        <translation>原始数据集的文件夹</translation>
    </message>
    <message>
        <source>Name the data set and a folder.</source>
        <translation>请填写数据集名称和文件夹。</translation>
    </message>
</context>
<context>
    <name>tandem::PaintOverButton</name>
    <message>
        <source>All classes</source>
        <translation>所有类别</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>over all classes</source>
        <translation>可覆盖所有类别</translation>
    </message>
    <message numerus="yes">
        <source>%n class(es) protected</source>
        <translation>
            <numerusform>保护 %n 个类别</numerusform>
        </translation>
    </message>
    <message>
        <source>Over which classes may be painted; the others are protected from every tool</source>
        <translation>可以覆盖哪些类别；其余类别不受任何工具影响</translation>
    </message>
</context>
<context>
    <name>tandem::PairingBar</name>
    <message>
        <source>as they are read; or volume-*</source>
        <translation>按识别结果；或 volume-*</translation>
    </message>
    <message>
        <source>as they are read; or segmentation-*</source>
        <translation>按识别结果；或 segmentation-*</translation>
    </message>
    <message>
        <source>These are la&amp;bels</source>
        <translation>这些是标签(&amp;B)</translation>
    </message>
    <message>
        <source>As fo&amp;und</source>
        <translation>恢复识别结果(&amp;U)</translation>
    </message>
    <message>
        <source>Forgets what was chosen by hand, and goes by the names again</source>
        <translation>放弃手动选择，重新按名称识别</translation>
    </message>
    <message>
        <source>Ima&amp;ges are named</source>
        <translation>图像名称(&amp;G)</translation>
    </message>
    <message>
        <source>lab&amp;els</source>
        <translation>标签名称(&amp;E)</translation>
    </message>
    <message>
        <source>Names without .nii.gz and the like, in which * stands for the case; with the folder before it where that names the case: */imaging.</source>
        <translation>不含 .nii.gz 等扩展名的文件名，其中 * 代表病例；若病例由文件夹命名，则在前面加上文件夹：*/imaging。</translation>
    </message>
    <message numerus="yes">
        <source>%n pair(s)</source>
        <translation>
            <numerusform>%n 对</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Take its %n &amp;class(es)</source>
        <translation>
            <numerusform>采用其 %n 个类别(&amp;C)</numerusform>
        </translation>
    </message>
    <message>
        <source>Makes the classes that the data set names the project&apos;s: %1</source>
        <translation>将数据集给出的类别设为项目的类别：%1</translation>
    </message>
    <message>
        <source>Select the cases that are labels first.</source>
        <translation>请先选择实为标签的病例。</translation>
    </message>
    <message>
        <source>Takes the selected cases for labels, and pairs each with the image whose name is most like its own</source>
        <translation>将所选病例视为标签，并与名称最相近的图像配对</translation>
    </message>
    <message numerus="yes">
        <source>%n is probably a label: pair it</source>
        <translation>
            <numerusform>%n 个可能是标签：配对</numerusform>
        </translation>
    </message>
    <message>
        <source>Few whole numbers on the grid of another image: takes these for labels</source>
        <translation>与另一图像网格相同且只有少数整数值：将其视为标签</translation>
    </message>
</context>
<context>
    <name>tandem::PinnedChoice</name>
    <message>
        <source>no case</source>
        <translation>不选病例</translation>
    </message>
    <message>
        <source>%1 (validation)</source>
        <translation>%1（验证）</translation>
    </message>
    <message>
        <source>%1 (unlabelled)</source>
        <translation>%1（无标签）</translation>
    </message>
    <message>
        <source>%1 (labelled)</source>
        <translation>%1（有标签）</translation>
    </message>
</context>
<context>
    <name>tandem::PinnedPanel</name>
    <message>
        <source>Axial</source>
        <translation>横断面</translation>
    </message>
    <message>
        <source>Coronal</source>
        <translation>冠状面</translation>
    </message>
    <message>
        <source>Sagittal</source>
        <translation>矢状面</translation>
    </message>
    <message>
        <source>Plane</source>
        <translation>平面</translation>
    </message>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>Subnetwork</source>
        <translation>子网络</translation>
    </message>
    <message>
        <source>Whose prediction and maps are shown</source>
        <translation>显示谁的预测和图谱</translation>
    </message>
    <message>
        <source>Snapshot</source>
        <translation>快照</translation>
    </message>
    <message>
        <source>Back through the validations. At its end, each new one is shown as it comes</source>
        <translation>回溯各次验证。位于末端时，每个新快照一出现就会显示</translation>
    </message>
    <message>
        <source>The watched case appears here with the first validation.</source>
        <translation>关注病例会在第一次验证后显示在这里。</translation>
    </message>
    <message>
        <source>Click a voxel to see it through the training</source>
        <translation>点击体素可查看它在训练过程中的变化</translation>
    </message>
    <message>
        <source>Reading the watched case</source>
        <translation>正在读取关注病例</translation>
    </message>
    <message>
        <source>Iteration %1 (%2 of %3)</source>
        <translation>第 %1 次迭代（%2 / %3）</translation>
    </message>
    <message>
        <source>Reading a snapshot</source>
        <translation>正在读取快照</translation>
    </message>
    <message>
        <source>Reading a voxel</source>
        <translation>正在读取体素</translation>
    </message>
    <message>
        <source>Voxel %1, %2, %3</source>
        <translation>体素 %1、%2、%3</translation>
    </message>
    <message>
        <source>Voxel</source>
        <translation>体素</translation>
    </message>
    <message>
        <source>iteration</source>
        <translation>迭代</translation>
    </message>
    <message>
        <source>uncertainty (nats)</source>
        <translation>不确定性（nats）</translation>
    </message>
    <message>
        <source>similarity</source>
        <translation>相似性</translation>
    </message>
    <message>
        <source>teaching weight</source>
        <translation>教学权重</translation>
    </message>
</context>
<context>
    <name>tandem::PredictDialog</name>
    <message>
        <source>Predict cases</source>
        <translation>预测病例</translation>
    </message>
    <message>
        <source>&amp;Predict</source>
        <translation>预测(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>运行(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Cases</source>
        <translation>病例(&amp;C)</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Test cases</source>
        <translation>测试病例</translation>
    </message>
    <message>
        <source>Validation cases</source>
        <translation>验证病例</translation>
    </message>
    <message>
        <source>Unlabelled training cases</source>
        <translation>无标签训练病例</translation>
    </message>
    <message>
        <source>Labelled training cases</source>
        <translation>有标签训练病例</translation>
    </message>
    <message>
        <source>All cases of the project</source>
        <translation>项目的全部病例</translation>
    </message>
    <message>
        <source>No run has a checkpoint yet; train one on the page Training.</source>
        <translation>尚无运行有检查点；请在“训练”页面训练一个。</translation>
    </message>
    <message>
        <source>The split of this run has no such cases; choose others.</source>
        <translation>该运行的划分中没有这类病例；请选择其他病例。</translation>
    </message>
    <message>
        <source>The best one did best on validation cases, the last one has learned longest.</source>
        <translation>“最佳”在验证病例上表现最好，“最后”学习的时间最长。</translation>
    </message>
    <message>
        <source>C&amp;heckpoint</source>
        <translation>检查点(&amp;H)</translation>
    </message>
    <message>
        <source>Chosen cases (%1)</source>
        <translation>所选病例（%1）</translation>
    </message>
    <message>
        <source>Tick at least one case.</source>
        <translation>请至少勾选一个病例。</translation>
    </message>
    <message>
        <source>Runs in the background; the cases that are done stay if it is stopped.</source>
        <translation>在后台运行；停止时保留已完成的病例。</translation>
    </message>
    <message>
        <source>Left out, as they are excluded: %1.</source>
        <translation>因被排除而略过：%1。</translation>
    </message>
    <message numerus="yes">
        <source>Left out, as they are excluded: %1 and %n more.</source>
        <translation>
            <numerusform>因被排除而略过：%1 等，另有 %n 个。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::PredictionPicker</name>
    <message>
        <source>Delete predictions</source>
        <translation>删除预测</translation>
    </message>
    <message>
        <source>Predictions of %1, with every checkpoint. What is deleted does not come back. Labels accepted in review, exports and source files stay.</source>
        <translation>%1 的预测，含所有检查点。删除后无法恢复。审阅中接受的标签、导出文件和源文件会保留。</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>删除(&amp;D)</translation>
    </message>
    <message numerus="yes">
        <source>%n case(s) ticked, %1 on disk</source>
        <translation>
            <numerusform>已勾选 %n 例，占用磁盘 %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Tick the cases whose predictions shall go</source>
        <translation>请勾选要删除预测的病例</translation>
    </message>
</context>
<context>
    <name>tandem::ProjectOpener</name>
    <message>
        <source>Open a project: a folder NAME.tandem</source>
        <translation>打开项目：名为 NAME.tandem 的文件夹</translation>
    </message>
</context>
<context>
    <name>tandem::ProposalOffer</name>
    <message>
        <source>Propose &amp;from the cases</source>
        <translation>根据病例建议(&amp;F)</translation>
    </message>
    <message>
        <source>The cases are being looked at</source>
        <translation>正在查看病例</translation>
    </message>
    <message>
        <source>Looks at the imported cases and the memory of the device, and fills in spacing, window, crop, patch,
batch, filters, strides and iterations, each with its reason. All of them can be changed.</source>
        <translation>查看已导入的病例和设备的内存，填写间距、强度窗、裁剪、图像块、
批量、滤波器数、步幅和迭代次数，并逐一说明理由。所有值都可以更改。</translation>
    </message>
    <message>
        <source>Proposing settings</source>
        <translation>正在建议设置</translation>
    </message>
    <message>
        <source>Proposed: %1. %2</source>
        <translation>建议值：%1。%2</translation>
    </message>
</context>
<context>
    <name>tandem::QueueModel</name>
    <message>
        <source>The unlabelled cases of the run&apos;s split, and every other case without a label</source>
        <translation>该运行的划分中的无标签病例，以及其他所有没有标签的病例</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>病例</translation>
    </message>
    <message>
        <source>Dice of the two decoders&apos; structures: 0 to 1</source>
        <translation>两个解码器所得结构的 Dice：0 至 1</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>一致性</translation>
    </message>
    <message>
        <source>What was decided on the prediction</source>
        <translation>对预测作出的决定</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>审阅</translation>
    </message>
    <message>
        <source>The run has trained on since this case was predicted.</source>
        <translation>该病例预测之后，此运行又继续训练过。</translation>
    </message>
    <message>
        <source>Patient %1</source>
        <translation>患者 %1</translation>
    </message>
    <message>
        <source>Predicted Dice</source>
        <translation>预测 Dice</translation>
    </message>
    <message>
        <source>Part of the possible structure that would be wrong if the decoders&apos; uncertainty were right</source>
        <translation>若解码器的不确定性准确，可能结构中会出错的部分</translation>
    </message>
    <message>
        <source>Uncertain</source>
        <translation>不确定部分</translation>
    </message>
</context>
<context>
    <name>tandem::QueueView</name>
    <message>
        <source>All cases</source>
        <translation>全部病例</translation>
    </message>
    <message>
        <source>Not yet reviewed</source>
        <translation>尚未审阅</translation>
    </message>
    <message>
        <source>Which cases are shown</source>
        <translation>显示哪些病例</translation>
    </message>
    <message>
        <source>Cases to review</source>
        <translation>待审阅的病例</translation>
    </message>
    <message>
        <source>Enter or a double click shows the case under Inspect</source>
        <translation>按回车或双击可在“检视”中显示该病例</translation>
    </message>
    <message numerus="yes">
        <source>%n case(s), the least predicted Dice first</source>
        <translation>
            <numerusform>%n 个病例，预测 Dice 最低者优先</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::QuickLook</name>
    <message>
        <source>Select a case to see its three planes here.</source>
        <translation>在此选择一个病例以查看其三个平面。</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation>正在读取 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n case(s) are selected.</source>
        <translation>
            <numerusform>已选择 %n 个病例。</numerusform>
        </translation>
    </message>
    <message>
        <source>Turn the wheel, or press the keys up and down, to go through the slices.</source>
        <translation>滚动滚轮，或按上、下键，逐层浏览。</translation>
    </message>
</context>
<context>
    <name>tandem::RegionAnswers</name>
    <message>
        <source>Go to a doubtful region first (N).</source>
        <translation>请先转到一个可疑区域 (N)。</translation>
    </message>
    <message>
        <source>The prediction was stored without this label.</source>
        <translation>该预测保存时没有这个标签。</translation>
    </message>
</context>
<context>
    <name>tandem::RegionList</name>
    <message>
        <source>Structure</source>
        <translation>结构</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message numerus="yes">
        <source>%n region(s), %1 in all. N and P jump to the next and previous.</source>
        <translation>
            <numerusform>%n 个区域，共 %1。N 和 P 转到下一个和上一个。</numerusform>
        </translation>
    </message>
    <message>
        <source>Trust &amp;under</source>
        <translation>可信度低于(&amp;U)</translation>
    </message>
    <message>
        <source>Regions to look at first</source>
        <translation>应先查看的区域</translation>
    </message>
    <message>
        <source>Trust</source>
        <translation>可信度</translation>
    </message>
    <message>
        <source>Wrong, about</source>
        <translation>约错误</translation>
    </message>
    <message>
        <source>Mean over the region&apos;s voxels.</source>
        <translation>区域内体素的均值。</translation>
    </message>
    <message>
        <source>How many of the region&apos;s voxels are expected to be wrong:
1 − trust, summed over them.</source>
        <translation>预计区域内有多少体素错误：
对它们求和的 1 − 可信度。</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>about %1 of %2 voxels wrong</source>
        <translation>%2 个体素中约 %1 个错误</translation>
    </message>
    <message>
        <source>No region is under this trust.</source>
        <translation>没有区域低于此可信度。</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>open</source>
        <comment>a region that nobody answered</comment>
        <translation>未答</translation>
    </message>
    <message>
        <source>%1 resolved: %2 of the errors to expect; about %3 wrong voxels remain.</source>
        <translation>已解决 %1 个：占预期错误的 %2；还剩约 %3 个错误体素。</translation>
    </message>
    <message>
        <source>A voxel of less trust is doubtful; neighbours that are make a region, which ends with its box of about %1 mm, so that it can be answered at once.</source>
        <translation>可信度更低的体素是可疑的；相邻的可疑体素构成一个区域，区域止于约 %1 mm 的方块边界，以便一次作答。</translation>
    </message>
</context>
<context>
    <name>tandem::RegionModel</name>
    <message>
        <source>Around voxel %1, %2, %3 of %4</source>
        <translation>%4 中体素 %1, %2, %3 附近</translation>
    </message>
    <message>
        <source>The unlabelled cases of the run&apos;s split, and every other case without a label</source>
        <translation>该运行的划分中的未标注病例，以及其他所有没有标注的病例</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>病例</translation>
    </message>
    <message>
        <source>Of most of its doubtful voxels, by the prediction</source>
        <translation>按预测，其多数可疑体素所属的结构</translation>
    </message>
    <message>
        <source>Structure</source>
        <translation>结构</translation>
    </message>
    <message>
        <source>How much of the region is doubtful; all regions are about as large</source>
        <translation>区域中可疑部分的大小；所有区域大小相近</translation>
    </message>
    <message>
        <source>Doubtful</source>
        <comment>how much of a region</comment>
        <translation>可疑</translation>
    </message>
    <message>
        <source>How many of its voxels are expected to be wrong:
1 − trust, summed over the doubtful ones.</source>
        <translation>预计其中有多少体素是错误的：
对可疑体素的 1 − 可信度求和。</translation>
    </message>
    <message>
        <source>Wrong, about</source>
        <translation>错误，约</translation>
    </message>
    <message>
        <source>Voxels in which the decoders give different classes</source>
        <translation>两个解码器给出不同类别的体素</translation>
    </message>
    <message>
        <source>Differ</source>
        <comment>decoders</comment>
        <translation>分歧</translation>
    </message>
    <message>
        <source>What a correction of the case has resolved of it</source>
        <translation>该病例的修正已解决其中多少</translation>
    </message>
    <message>
        <source>Done</source>
        <comment>a column</comment>
        <translation>已完成</translation>
    </message>
</context>
<context>
    <name>tandem::RegionReader</name>
    <message>
        <source>Reading the regions of run %1</source>
        <translation>正在读取运行 %1 的区域</translation>
    </message>
    <message>
        <source>Ordering regions</source>
        <translation>正在排列区域</translation>
    </message>
    <message>
        <source>Judging strategies for regions of run %1</source>
        <translation>正在评判运行 %1 的区域策略</translation>
    </message>
</context>
<context>
    <name>tandem::RegionView</name>
    <message>
        <source>Reading the regions was stopped. It begins again when they are shown again.</source>
        <translation>读取区域已停止，再次显示时会重新开始。</translation>
    </message>
    <message>
        <source>Trust is being measured, by which regions are found…</source>
        <translation>正在测量用来查找区域的可信度…</translation>
    </message>
    <message>
        <source>Reading the maps of the cases to review…</source>
        <translation>正在读取待审阅病例的图…</translation>
    </message>
    <message>
        <source>No case to review is predicted with all maps yet.

Predict the cases (above): their regions are listed here then.</source>
        <translation>还没有待审阅的病例带全部图被预测。

请预测病例（见上方），之后其区域会列在这里。</translation>
    </message>
    <message>
        <source>There is no region to correct: every case has a label that is used, or was reviewed.</source>
        <translation>没有可修正的区域：每个病例的标注都已被使用，或已审阅。</translation>
    </message>
    <message>
        <source>Regions to correct</source>
        <translation>待修正的区域</translation>
    </message>
    <message numerus="yes">
        <source>%n region(s) of about %1 mm, %2</source>
        <translation>
            <numerusform>%n 个约 %1 mm 的区域，%2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n case(s)</source>
        <translation>
            <numerusform>来自 %n 个病例</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 done; about %2 voxels of the others are wrong.</source>
        <translation>已完成 %1 个；其余区域中约有 %2 个体素是错误的。</translation>
    </message>
    <message>
        <source>The first %1 are listed.</source>
        <translation>仅列出前 %1 个。</translation>
    </message>
    <message numerus="yes">
        <source>%n case(s) not predicted yet.</source>
        <translation>
            <numerusform>还有 %n 个病例未预测。</numerusform>
        </translation>
    </message>
    <message>
        <source>Select a region</source>
        <translation>请选择一个区域</translation>
    </message>
    <message>
        <source>Corrects the prediction where the region is, on the page Inspect; coming back here goes on with the next</source>
        <translation>在“检视”页面上修正该区域处的预测；回到这里时继续下一个</translation>
    </message>
    <message>
        <source>All regions</source>
        <translation>全部区域</translation>
    </message>
    <message>
        <source>Open ones</source>
        <translation>未完成的</translation>
    </message>
    <message>
        <source>Which regions are shown</source>
        <translation>显示哪些区域</translation>
    </message>
    <message>
        <source>Strate&amp;gy</source>
        <translation>策略(&amp;G)</translation>
    </message>
    <message>
        <source>See&amp;d</source>
        <translation>随机种子(&amp;D)</translation>
    </message>
    <message>
        <source>Another number draws another order</source>
        <translation>换一个数字会抽取另一种顺序</translation>
    </message>
    <message>
        <source>This strategy draws nothing at random</source>
        <translation>此策略不做随机抽取</translation>
    </message>
    <message>
        <source>Enter or a double click corrects the region under Inspect</source>
        <translation>按回车或双击可在“检视”中修正该区域</translation>
    </message>
    <message>
        <source>Regions being read</source>
        <translation>正在读取区域</translation>
    </message>
    <message>
        <source>Correct &amp;here</source>
        <translation>在此修正(&amp;H)</translation>
    </message>
</context>
<context>
    <name>tandem::RegionWords</name>
    <message>
        <source>done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>open</source>
        <comment>a region that nobody answered</comment>
        <translation>未完成</translation>
    </message>
    <message>
        <source>%1 of %2 done</source>
        <translation>已完成 %1/%2</translation>
    </message>
    <message>
        <source>%1 (%2–%3)</source>
        <translation>%1 (%2–%3)</translation>
    </message>
    <message>
        <source>Not known yet</source>
        <translation>尚不清楚</translation>
    </message>
    <message>
        <source>None is better than at random</source>
        <translation>没有一种优于随机</translation>
    </message>
    <message>
        <source>Trust was not measured on validation cases yet; predict them with all maps (above).</source>
        <translation>尚未在验证病例上测量可信度；请带全部图预测它们（见上方）。</translation>
    </message>
    <message numerus="yes">
        <source>No voxel of the %n validation case(s) is wrong.</source>
        <translation>
            <numerusform>%n 个验证病例中没有错误的体素。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n validation case(s) cannot tell; it takes %1.</source>
        <translation>
            <numerusform>%n 个验证病例不足以说明；需要 %1 个。</numerusform>
        </translation>
    </message>
    <message>
        <source>In the first %1 of the voxels of %2 validation cases no strategy finds more of the wrong ones than picking at random does, which finds %3.</source>
        <translation>在 %2 个验证病例的前 %1 体素中，没有策略找到的错误体素多于随机选取，后者找到 %3。</translation>
    </message>
    <message>
        <source>In the first %1 of the voxels of %2 validation cases it finds %3 of the wrong ones; picking at random finds %4.</source>
        <translation>在 %2 个验证病例的前 %1 体素中，它找到 %3 的错误体素；随机选取找到 %4。</translation>
    </message>
</context>
<context>
    <name>tandem::ReviewActions</name>
    <message numerus="yes">
        <source>%n case(s) were predicted.</source>
        <translation>
            <numerusform>已预测 %n 个病例。</numerusform>
        </translation>
    </message>
    <message>
        <source>The prediction has stopped; the cases that were done stay.</source>
        <translation>预测已停止；已完成的病例保留。</translation>
    </message>
    <message numerus="yes">
        <source>Accepting %n prediction(s)</source>
        <translation>
            <numerusform>正在接受 %n 个预测</numerusform>
        </translation>
    </message>
    <message>
        <source>The prediction of %1 is its label now; a copy lies in the project.</source>
        <translation>%1 的预测现在是它的标签；副本保存在项目中。</translation>
    </message>
    <message numerus="yes">
        <source>%n prediction(s) became labels; copies lie in the project.</source>
        <translation>
            <numerusform>%n 个预测已成为标签；副本保存在项目中。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Rejecting %n prediction(s)</source>
        <translation>
            <numerusform>正在拒绝 %n 个预测</numerusform>
        </translation>
    </message>
    <message>
        <source>The prediction of %1 was rejected; the case stays as it was.</source>
        <translation>%1 的预测已被拒绝；病例保持原样。</translation>
    </message>
    <message numerus="yes">
        <source>%n prediction(s) were rejected; the cases stay as they were.</source>
        <translation>
            <numerusform>%n 个预测已被拒绝；病例保持原样。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Undoing %n review(s)</source>
        <translation>
            <numerusform>正在撤销 %n 次审阅</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is what it was before its last review.</source>
        <translation>%1 已恢复到上次审阅之前的状态。</translation>
    </message>
    <message numerus="yes">
        <source>%n case(s) are what they were before their last review.</source>
        <translation>
            <numerusform>%n 个病例已恢复到上次审阅之前的状态。</numerusform>
        </translation>
    </message>
    <message>
        <source>Writing a label for %1</source>
        <translation>正在为 %1 写出标签</translation>
    </message>
    <message>
        <source>%1 is open in %2. Save the label there and close the editor; the result is checked and taken back.</source>
        <translation>%1 已在 %2 中打开。请在其中保存标签并关闭编辑器；结果经检查后取回。</translation>
    </message>
    <message>
        <source>Taking a corrected label back</source>
        <translation>正在取回修正后的标签</translation>
    </message>
    <message>
        <source>The label of %1 has not been changed. If the editor is still open, save there and take it back; else discard it.</source>
        <translation>%1 的标签未被修改。如果编辑器仍开着，请在其中保存后取回；否则请放弃。</translation>
    </message>
    <message>
        <source>The corrected label of %1 is its label now.</source>
        <translation>%1 修正后的标签现在是它的标签。</translation>
    </message>
    <message>
        <source>Discarding a corrected label</source>
        <translation>正在放弃修正后的标签</translation>
    </message>
    <message>
        <source>The working copy of %1 was discarded.</source>
        <translation>%1 的工作副本已放弃。</translation>
    </message>
</context>
<context>
    <name>tandem::ReviewBar</name>
    <message>
        <source>Why it is accepted or rejected; may be left out</source>
        <translation>接受或拒绝的理由；可不填</translation>
    </message>
    <message>
        <source>&amp;Accept as label</source>
        <translation>接受为标签(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Reject</source>
        <translation>拒绝(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Undo review</source>
        <translation>撤销审阅(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Inspect</source>
        <translation>检视(&amp;I)</translation>
    </message>
    <message>
        <source>E&amp;ditor…</source>
        <translation>编辑器(&amp;D)…</translation>
    </message>
    <message>
        <source>Chooses the program that corrects labels</source>
        <translation>选择用于修正标签的程序</translation>
    </message>
    <message>
        <source>&amp;Take back</source>
        <translation>取回(&amp;T)</translation>
    </message>
    <message>
        <source>Checks what was saved and makes it the label of the case</source>
        <translation>检查所保存的内容并将其作为病例的标签</translation>
    </message>
    <message>
        <source>Di&amp;scard</source>
        <translation>放弃(&amp;S)</translation>
    </message>
    <message>
        <source>Removes the working copy with all corrections</source>
        <translation>移除工作副本及全部修正</translation>
    </message>
    <message>
        <source>&amp;Edit in another program</source>
        <translation>在其他程序中编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Edit in %1</source>
        <translation>在 %1 中编辑(&amp;E)</translation>
    </message>
    <message>
        <source>Select one case</source>
        <translation>请选择一个病例</translation>
    </message>
    <message>
        <source>A copy of the prediction in the project becomes the label of the case</source>
        <translation>项目中预测的副本将成为该病例的标签</translation>
    </message>
    <message>
        <source>Remembers that the prediction is not good enough</source>
        <translation>记录该预测不够好</translation>
    </message>
    <message>
        <source>The case becomes what it was before its last review</source>
        <translation>病例恢复到上次审阅之前的状态</translation>
    </message>
    <message>
        <source>Predict the case first</source>
        <translation>请先预测该病例</translation>
    </message>
    <message>
        <source>Shows the case with its maps</source>
        <translation>显示该病例及其图谱</translation>
    </message>
    <message>
        <source>Opens the image and a copy of the prediction; what is saved becomes the label of the case</source>
        <translation>打开图像和预测的副本；所保存的内容将成为该病例的标签</translation>
    </message>
    <message>
        <source>The editor is open</source>
        <translation>编辑器已打开</translation>
    </message>
    <message>
        <source>Goes on with the working copy</source>
        <translation>继续编辑工作副本</translation>
    </message>
    <message>
        <source>Select a case to review its prediction.</source>
        <translation>选择一个病例以审阅其预测。</translation>
    </message>
    <message numerus="yes">
        <source>%n case(s) selected</source>
        <translation>
            <numerusform>已选择 %n 个病例</numerusform>
        </translation>
    </message>
    <message>
        <source>A copy of the prediction is being corrected.</source>
        <translation>预测的副本正在修正中。</translation>
    </message>
    <message>
        <source>Not predicted with all maps yet.</source>
        <translation>尚未预测全部图谱。</translation>
    </message>
    <message>
        <source>The run did not see the label that this case has; accepting replaces it in the project.</source>
        <translation>该运行未使用此病例现有的标签；接受后将在项目中替换它。</translation>
    </message>
    <message>
        <source>Not reviewed yet.</source>
        <translation>尚未审阅。</translation>
    </message>
    <message>
        <source>Replace labels</source>
        <translation>替换标签</translation>
    </message>
    <message numerus="yes">
        <source>%n of the selected cases have a label already. In the project the prediction takes its place; the file stays as it is, and the review can be undone.</source>
        <translation>
            <numerusform>所选病例中有 %n 个已有标签。在项目中预测将取而代之；文件保持不变，审阅可以撤销。</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Replace</source>
        <translation>替换(&amp;R)</translation>
    </message>
    <message>
        <source>N&amp;ote</source>
        <translation>备注(&amp;O)</translation>
    </message>
    <message>
        <source>Select a case</source>
        <translation>选择一个病例</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>修正</translation>
    </message>
    <message>
        <source>Corrections…</source>
        <translation>修正记录…</translation>
    </message>
    <message>
        <source>What finished corrections have cost: time, actions and voxels</source>
        <translation>已完成的修正的花费：时间、操作和体素</translation>
    </message>
    <message>
        <source>Corrects the prediction with a brush and other tools, on the page Inspect</source>
        <translation>在“检视”页上用画笔和其他工具修正预测</translation>
    </message>
    <message>
        <source>A correction of it waits.</source>
        <translation>它有一项修正待继续。</translation>
    </message>
</context>
<context>
    <name>tandem::ReviewPage</name>
    <message>
        <source>Stops the prediction; the cases that are done stay</source>
        <translation>停止预测；已完成的病例保留</translation>
    </message>
    <message>
        <source>Prediction</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Reading the cases to review</source>
        <translation>正在读取待审阅的病例</translation>
    </message>
    <message>
        <source>Every case of the project has a label that the run uses.

Import images without a label to have them ranked here.</source>
        <translation>项目中的每个病例都有该运行所用的标签。

请导入没有标签的图像，以便在此排序。</translation>
    </message>
    <message>
        <source>The prediction waits for its turn.</source>
        <translation>预测正在排队等待。</translation>
    </message>
    <message>
        <source>Every case is predicted with all maps</source>
        <translation>每个病例都已预测全部图谱</translation>
    </message>
    <message>
        <source>Unlabelled cases to be ranked, and validation cases as evidence, with all maps: about %1 of disk space</source>
        <translation>待排序的无标签病例和作为证据的验证病例，含全部图谱：约需 %1 磁盘空间</translation>
    </message>
    <message>
        <source>Ru&amp;n</source>
        <translation>运行(&amp;N)</translation>
    </message>
    <message numerus="yes">
        <source>Predi&amp;ct %n case(s)</source>
        <translation>
            <numerusform>预测 %n 个病例(&amp;C)</numerusform>
        </translation>
    </message>
    <message>
        <source>All cases are predicted</source>
        <translation>所有病例均已预测</translation>
    </message>
    <message>
        <source>whether the ranking can be trusted</source>
        <translation>排序是否可信</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Nothing to review yet.

Train a run first. Then predict the unlabelled cases here: they are ranked by the Dice they can be expected to reach, and each prediction can be accepted as a label, corrected or rejected.</source>
        <translation>尚无可审阅的内容。

请先训练。然后在此预测无标签的病例：它们按预期可达到的 Dice 排序，每个预测都可以接受为标签、修正或拒绝。</translation>
    </message>
    <message numerus="yes">
        <source>Train on %n ne&amp;w label(s)…</source>
        <translation>
            <numerusform>用 %n 个新标注继续训练(&amp;W)…</numerusform>
        </translation>
    </message>
    <message>
        <source>Train on ne&amp;w labels…</source>
        <translation>用新标注继续训练(&amp;W)…</translation>
    </message>
    <message>
        <source>No case has a label that the run did not see; accept or correct a prediction first.</source>
        <translation>没有该训练未见过的标注；请先接受或修正一个预测。</translation>
    </message>
    <message>
        <source>Goes on from this run with labels that it has not learnt from, and compares before and after</source>
        <translation>用该训练尚未学习的标注继续训练，并比较前后结果</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>病例</translation>
    </message>
    <message>
        <source>Whole cases, by predicted Dice</source>
        <translation>整个病例，按预测 Dice 排序</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>The regions of all cases in one list, by a strategy</source>
        <translation>所有病例的区域列在一起，按策略排序</translation>
    </message>
    <message>
        <source>What is listed</source>
        <translation>列出的内容</translation>
    </message>
    <message>
        <source>Si&amp;mulate…</source>
        <translation>模拟(&amp;M)…</translation>
    </message>
    <message>
        <source>Finds out by hidden labels what correcting is worth, and where to begin: an oracle answers in the order of each strategy</source>
        <translation>用隐藏的标签弄清修正值多少、从哪里开始：由神谕按各策略的顺序回答</translation>
    </message>
    <message>
        <source>which strategy finds errors</source>
        <translation>哪种策略能找到错误</translation>
    </message>
</context>
<context>
    <name>tandem::ReviewWords</name>
    <message>
        <source>being edited</source>
        <translation>编辑中</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>已接受</translation>
    </message>
    <message>
        <source>corrected</source>
        <translation>已修正</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>已拒绝</translation>
    </message>
    <message>
        <source>to predict</source>
        <translation>待预测</translation>
    </message>
    <message>
        <source>outdated</source>
        <translation>已过时</translation>
    </message>
    <message>
        <source>has a label</source>
        <translation>已有标签</translation>
    </message>
    <message>
        <source>run %1</source>
        <translation>运行 %1</translation>
    </message>
    <message>
        <source>a removed run</source>
        <translation>已移除的运行</translation>
    </message>
    <message>
        <source>The prediction of %1 was accepted on %2.</source>
        <translation>%1 的预测已于 %2 接受。</translation>
    </message>
    <message>
        <source>The prediction of %1 was corrected by hand and accepted on %2.</source>
        <translation>%1 的预测已于 %2 手工修正并接受。</translation>
    </message>
    <message>
        <source>The prediction of %1 was rejected on %2.</source>
        <translation>%1 的预测已于 %2 拒绝。</translation>
    </message>
    <message>
        <source>Note: %1</source>
        <translation>备注：%1</translation>
    </message>
    <message>
        <source>Not known yet</source>
        <translation>尚不清楚</translation>
    </message>
    <message>
        <source>Yes, it can be trusted here</source>
        <translation>是，在此可以信赖</translation>
    </message>
    <message>
        <source>Probably, but the evidence is thin</source>
        <translation>很可能，但证据不足</translation>
    </message>
    <message>
        <source>No, it cannot be trusted here</source>
        <translation>否，在此不可信赖</translation>
    </message>
    <message numerus="yes">
        <source>Of %n validation case(s), %1 are predicted with all maps; at least %2 are needed to tell.</source>
        <translation>
            <numerusform>%n 个验证病例中有 %1 个已预测全部图谱；至少需要 %2 个才能判断。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n validation case(s)</source>
        <translation>
            <numerusform>%n 个验证病例</numerusform>
        </translation>
    </message>
    <message>
        <source>The split &quot;%1&quot; uses the label of %2, so it stays as it is</source>
        <translation>划分“%1”使用了 %2 的标签，因此保持不变</translation>
    </message>
    <message>
        <source>The label of %1 is being corrected; take it back or discard it first</source>
        <translation>%1 的标签正在修正；请先取回或放弃</translation>
    </message>
    <message>
        <source>Predict the case first</source>
        <translation>请先预测该病例</translation>
    </message>
    <message>
        <source>Accepted already</source>
        <translation>已经接受</translation>
    </message>
    <message>
        <source>The prediction was accepted; undo that first</source>
        <translation>该预测已被接受；请先撤销</translation>
    </message>
    <message>
        <source>The case has not been reviewed</source>
        <translation>该病例尚未审阅</translation>
    </message>
    <message>
        <source>All validation cases have the same predicted Dice or the same Dice, so that nothing can be compared.</source>
        <translation>所有验证病例的预测 Dice 相同或 Dice 相同，因此无从比较。</translation>
    </message>
    <message>
        <source>On %1, a higher predicted Dice goes with a higher Dice (rank correlation %2; a random order does as well in %3 % of cases).</source>
        <translation>在 %1中，预测 Dice 越高 Dice 越高（秩相关 %2；随机排序达到同样程度的概率为 %3 %）。</translation>
    </message>
    <message>
        <source>On %1, the predicted Dice says little about Dice (rank correlation %2).</source>
        <translation>在 %1中，预测 Dice 几乎不能说明 Dice（秩相关 %2）。</translation>
    </message>
    <message>
        <source>Errors are where trust is low (AUROC %1).</source>
        <translation>错误正在可信度低之处（AUROC %1）。</translation>
    </message>
    <message>
        <source>Trust does not show where the errors are (AUROC %1).</source>
        <translation>可信度不能指出错误所在（AUROC %1）。</translation>
    </message>
    <message>
        <source>The rule. Evidence: the validation cases of the run&apos;s split that are predicted with all maps, each judged by what was learned on the others.
Trusted: Spearman&apos;s rank correlation of predicted and true Dice is at least %1, a random order would reach it with a chance below %2 %, and a wrong voxel near the boundary is trusted less than a right one with a chance (AUROC) of at least %3.
Thin: the same, but the chance is %2 % or more. Fewer than %4 cases tell nothing: three are in the right order by chance once in six times.
The best checkpoint was chosen on these cases, so the evidence flatters a little.</source>
        <translation>规则。证据：该运行的划分中已预测全部图谱的验证病例，每例都按在其他病例上学到的结果评判。
可信：预测 Dice 与真实 Dice 的 Spearman 秩相关至少为 %1，随机排序达到该值的概率低于 %2 %，且边界附近的错误体素比正确体素更不可信的概率（AUROC）至少为 %3。
证据不足：同上，但该概率为 %2 % 或以上。少于 %4 个病例不能说明任何问题：三个病例有六分之一的概率碰巧顺序正确。
最佳检查点是在这些病例上选出的，因此证据略偏乐观。</translation>
    </message>
    <message>
        <source>The label was corrected by hand on %1.</source>
        <translation>该标签已于 %1 手工修正。</translation>
    </message>
    <message>
        <source>A copy of %1 is with another program; take it back or discard it first</source>
        <translation>%1 的副本正在另一程序中；请先取回或丢弃它</translation>
    </message>
</context>
<context>
    <name>tandem::RunActions</name>
    <message>
        <source>Runs</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Stop and &amp;keep</source>
        <translation>停止并保留(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>继续(&amp;R)</translation>
    </message>
    <message>
        <source>E&amp;xtend…</source>
        <translation>延长(&amp;X)…</translation>
    </message>
    <message>
        <source>Lets the training go on where it waits</source>
        <translation>让训练从等待处继续</translation>
    </message>
    <message>
        <source>Holds the training where it is; its memory stays in use. Stop and keep gives it back</source>
        <translation>让训练停在当前位置；其内存仍被占用。“停止并保留”会释放内存</translation>
    </message>
    <message>
        <source>Saves the state and ends the training; it can be resumed</source>
        <translation>保存状态并结束训练；之后可以继续</translation>
    </message>
    <message>
        <source>Continues from the last checkpoint</source>
        <translation>从最后的检查点继续</translation>
    </message>
    <message>
        <source>Trains on to more iterations</source>
        <translation>训练更多次迭代</translation>
    </message>
    <message>
        <source>Select one run</source>
        <translation>请选择一个运行</translation>
    </message>
    <message>
        <source>Takes the run&apos;s settings into the form for a new run</source>
        <translation>将该运行的设置填入新运行的表单</translation>
    </message>
    <message>
        <source>The run does not train in this window now</source>
        <translation>该运行目前不在此窗口中训练</translation>
    </message>
    <message>
        <source>Select a run that trains or waits in this window</source>
        <translation>请选择在此窗口中训练或等待的运行</translation>
    </message>
    <message>
        <source>The run trains or waits already</source>
        <translation>该运行正在训练或等待</translation>
    </message>
    <message>
        <source>Another program trains the run</source>
        <translation>另一个程序正在训练该运行</translation>
    </message>
    <message>
        <source>The run has done all its iterations; extend it</source>
        <translation>该运行已完成全部迭代；请延长它</translation>
    </message>
    <message>
        <source>The run has no checkpoint to go on from</source>
        <translation>该运行没有可继续的检查点</translation>
    </message>
    <message>
        <source>&amp;Clone</source>
        <translation>克隆(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Delete…</source>
        <translation>删除(&amp;D)…</translation>
    </message>
    <message>
        <source>Deletes the run or its predictions, after a question</source>
        <translation>询问后删除该运行或其预测</translation>
    </message>
    <message>
        <source>The run trains or waits; stop it first</source>
        <translation>该运行正在训练或等待；请先停止它</translation>
    </message>
    <message>
        <source>Go &amp;on</source>
        <translation>继续(&amp;O)</translation>
    </message>
    <message>
        <source>Pa&amp;use</source>
        <translation>暂停(&amp;U)</translation>
    </message>
    <message>
        <source>As a &amp;table (CSV)…</source>
        <translation>存为表格（CSV）(&amp;T)…</translation>
    </message>
    <message>
        <source>For Tensor&amp;Board…</source>
        <translation>供 TensorBoard 使用(&amp;B)…</translation>
    </message>
    <message>
        <source>Writes every point of the run&apos;s curves for other programs</source>
        <translation>为其他程序写出该运行曲线的每个点</translation>
    </message>
    <message>
        <source>The run has no curves yet</source>
        <translation>该运行尚无曲线</translation>
    </message>
    <message>
        <source>Export curves</source>
        <translation>导出曲线</translation>
    </message>
</context>
<context>
    <name>tandem::RunLauncher</name>
    <message>
        <source>Adding a run</source>
        <translation>正在添加运行</translation>
    </message>
    <message>
        <source>Estimating a run</source>
        <translation>正在估算运行</translation>
    </message>
</context>
<context>
    <name>tandem::RunRemover</name>
    <message>
        <source>%1 predicts cases now; stop that job first.</source>
        <translation>%1 正在预测病例；请先停止该任务。</translation>
    </message>
    <message>
        <source>Counting the files of run %1</source>
        <translation>正在统计运行 %1 的文件</translation>
    </message>
    <message numerus="yes">
        <source>%n checkpoint(s)</source>
        <translation>
            <numerusform>%n 个检查点</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n prediction(s)</source>
        <translation>
            <numerusform>%n 个预测</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>The run: its settings, curves, %1 and %2, %3 on disk.
Its predictions alone: %2, %4 on disk.

What is deleted does not come back. Labels accepted in review, exports and source files stay.</source>
        <translation>该运行：其设置、曲线、%1 和 %2，占用磁盘 %3。
仅其预测：%2，占用磁盘 %4。

删除后无法恢复。审阅中接受的标签、导出的文件和源文件会保留。</translation>
    </message>
    <message>
        <source>Delete the &amp;run</source>
        <translation>删除运行(&amp;R)</translation>
    </message>
    <message>
        <source>Delete its &amp;predictions</source>
        <translation>删除其预测(&amp;P)</translation>
    </message>
    <message>
        <source>The run has predicted no case</source>
        <translation>该运行没有预测任何病例</translation>
    </message>
    <message>
        <source>Deleting run %1</source>
        <translation>正在删除运行 %1</translation>
    </message>
    <message>
        <source>Deleting the predictions of run %1</source>
        <translation>正在删除运行 %1 的预测</translation>
    </message>
    <message>
        <source>Predictions &amp;of…</source>
        <translation>部分病例的预测(&amp;O)…</translation>
    </message>
    <message>
        <source>Deleting predictions of run %1</source>
        <translation>正在删除运行 %1 的预测</translation>
    </message>
</context>
<context>
    <name>tandem::RunTableModel</name>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>Iterations</source>
        <translation>迭代次数</translation>
    </message>
    <message>
        <source>Best Dice</source>
        <translation>最佳 Dice</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>How long the run has trained, without pauses</source>
        <translation>运行的训练时长，不含暂停</translation>
    </message>
    <message>
        <source>Mean over the validation cases on their prepared grids; evaluations are on the grids of the images.</source>
        <translation>在预处理后的网格上对验证病例取平均；评估则在图像自身的网格上进行。</translation>
    </message>
</context>
<context>
    <name>tandem::SettingEditor</name>
    <message>
        <source>%1, axis %2</source>
        <translation>%1，轴 %2</translation>
    </message>
</context>
<context>
    <name>tandem::SettingsComparison</name>
    <message>
        <source>Setting</source>
        <translation>设置</translation>
    </message>
</context>
<context>
    <name>tandem::SettingsForm</name>
    <message>
        <source>Advanced</source>
        <translation>高级</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
</context>
<context>
    <name>tandem::ShapeEditor</name>
    <message>
        <source>Stopped.</source>
        <translation>已停止。</translation>
    </message>
    <message>
        <source>Computing…</source>
        <translation>正在计算…</translation>
    </message>
    <message>
        <source>Change the shape of a class</source>
        <translation>改变一个类别的形状</translation>
    </message>
    <message numerus="yes">
        <source>%n island(s) of fewer than %1 voxels: %2 voxels. Enter removes them, Escape leaves them.</source>
        <translation>
            <numerusform>%n 个小于 %1 个体素的小岛：共 %2 个体素。回车移除，Esc 保留。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing to change.</source>
        <translation>没有可改变的。</translation>
    </message>
    <message numerus="yes">
        <source>%n voxel(s) changed.</source>
        <translation>
            <numerusform>改变了 %n 个体素。</numerusform>
        </translation>
    </message>
    <message>
        <source>The label was painted meanwhile; press the key again.</source>
        <translation>其间标签又被绘制了；请再按一次该键。</translation>
    </message>
</context>
<context>
    <name>tandem::ShortcutsDialog</name>
    <message>
        <source>Everywhere</source>
        <translation>所有位置</translation>
    </message>
    <message>
        <source>Keys and mouse</source>
        <translation>按键与鼠标</translation>
    </message>
</context>
<context>
    <name>tandem::SimulationDialog</name>
    <message>
        <source>Sto&amp;p</source>
        <translation>停止(&amp;P)</translation>
    </message>
    <message>
        <source>Simulate corrections on run %1</source>
        <translation>在训练 %1 上模拟修正</translation>
    </message>
    <message>
        <source>Simulation</source>
        <translation>模拟</translation>
    </message>
    <message>
        <source>Stops the simulation; what is done stays, and it can go on from there</source>
        <translation>停止模拟；已完成的会保留，之后可以从那里继续</translation>
    </message>
    <message>
        <source>A new simulation</source>
        <translation>新的模拟</translation>
    </message>
    <message>
        <source>%1, %2 of %3 rounds done</source>
        <translation>%1，已完成 %2 / %3 轮</translation>
    </message>
    <message>
        <source>&amp;Go on</source>
        <translation>继续(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Simulate</source>
        <translation>模拟(&amp;S)</translation>
    </message>
    <message>
        <source>A simulation goes on.</source>
        <translation>有一个模拟正在进行。</translation>
    </message>
    <message>
        <source>All of its rounds are done.</source>
        <translation>它的所有轮都已完成。</translation>
    </message>
    <message>
        <source>An oracle that knows the hidden labels answers in their place; the project stays as it is</source>
        <translation>由知道隐藏标签的神谕代为回答；项目保持不变</translation>
    </message>
    <message>
        <source>Estimating a simulation</source>
        <translation>估算模拟</translation>
    </message>
    <message numerus="yes">
        <source>%n training(s) of %1 iterations, and %2 predictions of whole cases</source>
        <translation>
            <numerusform>%n 次训练，每次 %1 次迭代，以及 %2 次整个病例的预测</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: about %2 on the device of the run.</source>
        <translation>%1：在该训练的设备上约需 %2。</translation>
    </message>
    <message>
        <source>%1; how long that takes is not known, as the run did too few iterations.</source>
        <translation>%1；需要多久未知，因为该训练的迭代太少。</translation>
    </message>
    <message>
        <source>The simulation waits for its turn.</source>
        <translation>模拟正在等待轮到它。</translation>
    </message>
    <message>
        <source>De&amp;lete…</source>
        <translation>删除(&amp;L)…</translation>
    </message>
    <message>
        <source>A simulation is being deleted.</source>
        <translation>正在删除模拟。</translation>
    </message>
    <message>
        <source>Choose a simulation that was made.</source>
        <translation>请选择一个已有的模拟。</translation>
    </message>
    <message>
        <source>Deletes the simulation with its files, after asking</source>
        <translation>询问之后，删除该模拟及其文件</translation>
    </message>
    <message>
        <source>Disk: up to %1 of %2 free.</source>
        <translation>磁盘：最多需要 %1，可用 %2。</translation>
    </message>
    <message>
        <source>It needs up to %1 on the disk, where %2 are free; make room, or ask for less.</source>
        <translation>磁盘上最多需要 %1，而可用空间为 %2；请腾出空间，或减少要求。</translation>
    </message>
</context>
<context>
    <name>tandem::SimulationForm</name>
    <message>
        <source>Validation cases</source>
        <translation>验证病例</translation>
    </message>
    <message>
        <source>Test cases</source>
        <translation>测试病例</translation>
    </message>
    <message>
        <source>Of the voxels of all cases that are corrected, in each round, the same for every strategy</source>
        <translation>占全部被修正病例体素的比例，每一轮，各策略相同</translation>
    </message>
    <message>
        <source>Voxels looked at</source>
        <translation>看过的体素</translation>
    </message>
    <message>
        <source>Voxels changed</source>
        <translation>改动的体素</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Whole slices</source>
        <translation>整张切片</translation>
    </message>
    <message>
        <source>Regions are boxes about 20 mm wide; slices lie across the third axis of the image, through a region</source>
        <translation>区域是约 20 毫米宽的方块；切片垂直于图像的第三轴，穿过一个区域</translation>
    </message>
    <message>
        <source>Whole numbers at commas; each makes a curve of every strategy</source>
        <translation>以逗号分隔的整数；每个都为每种策略生成一条曲线</translation>
    </message>
    <message>
        <source>Of each round; the learning rate is that of &quot;Train on&quot;</source>
        <translation>每一轮的；学习率与“继续训练”相同</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Rou&amp;nds</source>
        <translation>轮数(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Budget</source>
        <translation>预算(&amp;B)</translation>
    </message>
    <message>
        <source>Counte&amp;d</source>
        <translation>计数(&amp;D)</translation>
    </message>
    <message>
        <source>Answered at &amp;once</source>
        <translation>一次回答(&amp;O)</translation>
    </message>
    <message>
        <source>S&amp;eeds</source>
        <translation>种子(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Iterations</source>
        <translation>迭代(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Judged on</source>
        <translation>评判于(&amp;J)</translation>
    </message>
    <message>
        <source>Tick at least one strategy.</source>
        <translation>请至少勾选一种策略。</translation>
    </message>
    <message>
        <source>Seeds are whole numbers of 0 or more at commas, each once.</source>
        <translation>种子是以逗号分隔的不小于 0 的整数，各一次。</translation>
    </message>
    <message>
        <source>%1 voxels in each round</source>
        <translation>每轮 %1 个体素</translation>
    </message>
    <message>
        <source>None of them is ever corrected, but trust, by which regions are ordered, is fitted on them; test cases are used for nothing else.</source>
        <translation>这些病例从不被修正，但用于排序区域的可信度是在它们上面拟合的；测试病例不作他用。</translation>
    </message>
    <message>
        <source>They are used for nothing else; trust, by which regions are ordered, is fitted on the validation cases.</source>
        <translation>这些病例不作他用；用于排序区域的可信度是在验证病例上拟合的。</translation>
    </message>
</context>
<context>
    <name>tandem::SimulationRemover</name>
    <message>
        <source>Counting the files of a simulation</source>
        <translation>正在统计模拟的文件</translation>
    </message>
    <message>
        <source>Delete a simulation</source>
        <translation>删除模拟</translation>
    </message>
    <message>
        <source>The simulation of %1</source>
        <translation>%1 的模拟</translation>
    </message>
    <message>
        <source>Its curves, its table, and the project of its own with what it trained, %1 on disk.

What is deleted does not come back. Cases, runs and labels of this project stay.</source>
        <translation>它的曲线、表格，以及其自带项目中训练得到的内容，磁盘上共 %1。

删除的内容无法恢复。本项目的病例、运行和标签保留不变。</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>删除(&amp;D)</translation>
    </message>
    <message>
        <source>Deleting a simulation</source>
        <translation>正在删除模拟</translation>
    </message>
</context>
<context>
    <name>tandem::SimulationView</name>
    <message>
        <source>Save the c&amp;hart…</source>
        <translation>保存图表(&amp;H)…</translation>
    </message>
    <message>
        <source>Save the &amp;table…</source>
        <translation>保存表格(&amp;T)…</translation>
    </message>
    <message>
        <source>Strategy</source>
        <translation>策略</translation>
    </message>
    <message>
        <source>Round</source>
        <translation>轮</translation>
    </message>
    <message>
        <source>Seeds</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Looked at</source>
        <translation>看过</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>改动</translation>
    </message>
    <message>
        <source>Slices</source>
        <translation>切片</translation>
    </message>
    <message>
        <source>Mean Dice</source>
        <translation>平均 Dice</translation>
    </message>
    <message>
        <source>Lowest</source>
        <translation>最低</translation>
    </message>
    <message>
        <source>Highest</source>
        <translation>最高</translation>
    </message>
    <message>
        <source>&amp;Against</source>
        <translation>横轴(&amp;A)</translation>
    </message>
    <message>
        <source>No round is done yet.</source>
        <translation>尚未完成任何一轮。</translation>
    </message>
    <message>
        <source>Saves the curves as a PNG picture</source>
        <translation>把曲线保存为 PNG 图片</translation>
    </message>
    <message>
        <source>Saves every round, case and class as comma-separated values</source>
        <translation>把每一轮、病例和类别保存为逗号分隔的值</translation>
    </message>
    <message>
        <source>before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>Save the chart of the simulation</source>
        <translation>保存模拟的图表</translation>
    </message>
    <message>
        <source>PNG picture (*.png)</source>
        <translation>PNG 图片 (*.png)</translation>
    </message>
    <message>
        <source>Save the table of the simulation</source>
        <translation>保存模拟的表格</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
</context>
<context>
    <name>tandem::SliceToolBoxes</name>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Across the brush; keys [ and ], or Shift and the wheel over a slice</source>
        <translation>画笔直径；按键 [ 和 ]，或在切片上 Shift 加滚轮</translation>
    </message>
    <message>
        <source>mm</source>
        <translation>毫米</translation>
    </message>
    <message>
        <source>voxels</source>
        <comment>unit of a size</comment>
        <translation>体素</translation>
    </message>
    <message>
        <source>Unit of the size</source>
        <translation>大小的单位</translation>
    </message>
    <message>
        <source>Voxels along the finest axis of the image</source>
        <translation>沿图像最细轴的体素</translation>
    </message>
    <message>
        <source>disc</source>
        <translation>圆盘</translation>
    </message>
    <message>
        <source>ball</source>
        <translation>球</translation>
    </message>
    <message>
        <source>Form of the brush</source>
        <translation>画笔形状</translation>
    </message>
    <message>
        <source>A disc paints the slice, a ball also those beside it</source>
        <translation>圆盘只画本切片，球也画相邻切片</translation>
    </message>
    <message>
        <source>Grey ±</source>
        <translation>灰度 ±</translation>
    </message>
    <message>
        <source>How far grey values may be from that under the cursor, in the image&apos;s unit</source>
        <translation>灰度值与光标处可相差多少，以图像单位计</translation>
    </message>
    <message>
        <source>Within, mm</source>
        <translation>范围（毫米）</translation>
    </message>
    <message>
        <source>How far from the cursor a fill may go</source>
        <translation>填充离光标最远多少</translation>
    </message>
</context>
<context>
    <name>tandem::SliceView</name>
    <message>
        <source>Axial</source>
        <translation>横断面</translation>
    </message>
    <message>
        <source>Coronal</source>
        <translation>冠状面</translation>
    </message>
    <message>
        <source>Sagittal</source>
        <translation>矢状面</translation>
    </message>
    <message>
        <source>%1  %2 of %3
%4 %5 mm</source>
        <comment>plane, slice, slices, direction, position</comment>
        <translation>%1  %2 / %3
%4 %5 mm</translation>
    </message>
    <message>
        <source>W %1  L %2</source>
        <comment>window, level</comment>
        <translation>W %1  L %2</translation>
    </message>
    <message>
        <source>%1 cm</source>
        <translation>%1 cm</translation>
    </message>
    <message>
        <source>%1 mm</source>
        <translation>%1 mm</translation>
    </message>
</context>
<context>
    <name>tandem::SnapshotViews</name>
    <message>
        <source>Prediction</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Uncertainty</source>
        <translation>不确定性</translation>
    </message>
    <message>
        <source>Similarity</source>
        <translation>相似性</translation>
    </message>
    <message>
        <source>%1 nats</source>
        <translation>%1 nats</translation>
    </message>
    <message>
        <source>Teaching weight</source>
        <translation>教学权重</translation>
    </message>
</context>
<context>
    <name>tandem::SplitBoard</name>
    <message>
        <source>not in the split</source>
        <translation>不在划分中</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Move to &amp;%1 %2</source>
        <translation>移到%2(&amp;%1)</translation>
    </message>
</context>
<context>
    <name>tandem::SplitChoice</name>
    <message numerus="yes">
        <source>%n labelled</source>
        <translation>
            <numerusform>%n 个有标签</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unlabelled</source>
        <translation>
            <numerusform>%n 个无标签</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n validation</source>
        <translation>
            <numerusform>%n 个验证</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n test</source>
        <translation>
            <numerusform>%n 个测试</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::SplitColumnModel</name>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>%1 has a label.</source>
        <translation>%1 有标签。</translation>
    </message>
    <message>
        <source>%1 has no label.</source>
        <translation>%1 没有标签。</translation>
    </message>
    <message>
        <source>All cases of patient %1 move together.</source>
        <translation>患者 %1 的全部病例一同移动。</translation>
    </message>
</context>
<context>
    <name>tandem::SplitDialog</name>
    <message>
        <source>Splits</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>Splits of this project</source>
        <translation>该项目的划分</translation>
    </message>
    <message>
        <source>&amp;New</source>
        <translation>新建(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>移除(&amp;R)</translation>
    </message>
    <message>
        <source>Who is in it</source>
        <translation>包含的病例</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>Locked, as a run used it. Double-click to rename.</source>
        <translation>已锁定，因为有运行使用了它。双击可重命名。</translation>
    </message>
    <message>
        <source>Double-click to rename.</source>
        <translation>双击可重命名。</translation>
    </message>
    <message>
        <source>There is no split yet. Press &quot;New&quot;, then draw cases by number or drag them.</source>
        <translation>尚无划分。请按“新建”，然后按数量抽取病例或拖动病例。</translation>
    </message>
    <message>
        <source>Locked: a run used it, so it stays as it is. Copy it to go on from here.</source>
        <translation>已锁定：有运行使用了它，因此保持不变。复制后可继续修改。</translation>
    </message>
    <message>
        <source>Draw cases by number, take them from lists, or drag them between the columns.</source>
        <translation>按数量抽取病例、从列表中读取，或在各列之间拖动。</translation>
    </message>
    <message>
        <source>Made by hand or from lists. Drag cases between the columns to change it.</source>
        <translation>手工或由列表生成。在各列之间拖动病例即可修改。</translation>
    </message>
    <message>
        <source>Drawn with seed %1. Drag cases between the columns to change it.</source>
        <translation>以种子 %1 抽取。在各列之间拖动病例即可修改。</translation>
    </message>
    <message>
        <source>There is no split yet.</source>
        <translation>尚无划分。</translation>
    </message>
    <message>
        <source>A run used this split, so it stays as it is.</source>
        <translation>该划分已被运行使用，因此保持不变。</translation>
    </message>
    <message>
        <source>A split of its own with the same cases, not locked</source>
        <translation>含相同病例的独立划分，未锁定</translation>
    </message>
    <message>
        <source>Nothing was changed since this split is shown.</source>
        <translation>自显示该划分以来没有任何更改。</translation>
    </message>
    <message>
        <source>Press &quot;New&quot; first.</source>
        <translation>请先按“新建”。</translation>
    </message>
    <message>
        <source>split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>%1 copy</source>
        <translation>%1 副本</translation>
    </message>
    <message>
        <source>&quot;Copy&quot; makes a split in which each patient is on one side.</source>
        <translation>“复制”会创建一个每名患者只在一方的划分。</translation>
    </message>
    <message>
        <source>A split of its own with the same cases, each patient on one side, not locked</source>
        <translation>含相同病例的独立划分，每名患者只在一方，未锁定</translation>
    </message>
</context>
<context>
    <name>tandem::SplitDrawBar</name>
    <message>
        <source>&amp;Draw</source>
        <translation>抽取(&amp;D)</translation>
    </message>
    <message>
        <source>From &amp;lists…</source>
        <translation>从列表(&amp;L)…</translation>
    </message>
    <message>
        <source>all that are left</source>
        <translation>其余全部</translation>
    </message>
    <message>
        <source>s&amp;eed</source>
        <translation>种子(&amp;E)</translation>
    </message>
    <message>
        <source>Fill the columns with as many cases, the same for the same seed</source>
        <translation>按各列的数量抽取病例，相同的种子得到相同的结果</translation>
    </message>
    <message>
        <source>Fill the columns from files with a case&apos;s name per line</source>
        <translation>从每行一个病例名称的文件填充各列</translation>
    </message>
</context>
<context>
    <name>tandem::SplitListsDialog</name>
    <message>
        <source>Split from lists</source>
        <translation>由列表划分</translation>
    </message>
    <message>
        <source>A list is a text file with the name of a case on each line. Leave out the lists there are not.</source>
        <translation>列表是每行一个病例名称的文本文件。没有的列表可以不填。</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
    </message>
    <message>
        <source>&amp;Use lists</source>
        <translation>使用列表(&amp;U)</translation>
    </message>
    <message>
        <source>A list of cases</source>
        <translation>病例列表</translation>
    </message>
    <message>
        <source>Lists (*.list *.txt)</source>
        <translation>列表 (*.list *.txt)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Name at least one list.</source>
        <translation>请至少指定一个列表。</translation>
    </message>
</context>
<context>
    <name>tandem::StartPage</name>
    <message>
        <source>The demo is being made; the status bar says how far.</source>
        <translation>正在制作演示；进度见状态栏。</translation>
    </message>
    <message>
        <source>Remove from this list</source>
        <translation>从此列表中移除</translation>
    </message>
    <message>
        <source>Tandem</source>
        <translation>Tandem</translation>
    </message>
    <message>
        <source>Reliable segmentations of 3D medical images from few labels</source>
        <translation>用少量标签得到可靠的三维医学图像分割</translation>
    </message>
    <message>
        <source>&amp;New project…</source>
        <translation>新建项目(&amp;N)…</translation>
    </message>
    <message>
        <source>&amp;Open project…</source>
        <translation>打开项目(&amp;O)…</translation>
    </message>
    <message>
        <source>Try the &amp;demo</source>
        <translation>试用演示(&amp;D)</translation>
    </message>
    <message>
        <source>Recent projects</source>
        <translation>最近的项目</translation>
    </message>
    <message>
        <source>None yet. A new project is a folder of its own; your images stay where they are.
You can also drop a project folder here, or images to make a project of them.</source>
        <translation>还没有。新项目是一个独立的文件夹；您的图像保持在原处。
您也可以将项目文件夹拖放到此处，或拖放图像以创建项目。</translation>
    </message>
    <message>
        <source>Remove the project from the list of recent ones</source>
        <translation>将项目从最近的项目列表中移除</translation>
    </message>
    <message>
        <source>The demo makes %1 small generated volumes in your documents folder, and leads you from them to a first map of what can be trusted in some minutes.</source>
        <translation>演示会在您的文档文件夹中生成 %1 个小体数据，并在几分钟内引导您从它们得到第一张可信度图。</translation>
    </message>
</context>
<context>
    <name>tandem::StatisticsView</name>
    <message numerus="yes">
        <source>%n case(s)</source>
        <translation>
            <numerusform>%n 个病例</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n with a label</source>
        <translation>
            <numerusform>%n 个有标签</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n patient(s)</source>
        <translation>
            <numerusform>%n 名患者</numerusform>
        </translation>
    </message>
    <message>
        <source>Median size %1 voxels, median spacing %2.</source>
        <translation>大小的中位数为 %1 体素，体素间距的中位数为 %2。</translation>
    </message>
    <message>
        <source>1st axis</source>
        <translation>第 1 轴</translation>
    </message>
    <message>
        <source>2nd axis</source>
        <translation>第 2 轴</translation>
    </message>
    <message>
        <source>3rd axis</source>
        <translation>第 3 轴</translation>
    </message>
    <message>
        <source>There are no cases.</source>
        <translation>没有病例。</translation>
    </message>
    <message>
        <source>Sizes</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>voxels</source>
        <translation>体素</translation>
    </message>
    <message>
        <source>cases</source>
        <translation>病例数</translation>
    </message>
    <message>
        <source>Spacings</source>
        <translation>体素间距</translation>
    </message>
    <message>
        <source>mm</source>
        <translation>mm</translation>
    </message>
    <message>
        <source>Volume of %1</source>
        <translation>%1 的体积</translation>
    </message>
    <message>
        <source>ml</source>
        <translation>ml</translation>
    </message>
    <message>
        <source>No label has %1.</source>
        <translation>没有标签包含 %1。</translation>
    </message>
    <message numerus="yes">
        <source>Intensities, %1 of %n case(s)</source>
        <translation>
            <numerusform>强度，%1 / %n 个病例</numerusform>
        </translation>
    </message>
    <message>
        <source>Intensities</source>
        <translation>强度</translation>
    </message>
    <message>
        <source>as in the files</source>
        <translation>与文件中相同</translation>
    </message>
    <message>
        <source>% of voxels</source>
        <translation>体素百分比</translation>
    </message>
    <message>
        <source>Reading images…</source>
        <translation>正在读取图像…</translation>
    </message>
    <message>
        <source>No image can be read.</source>
        <translation>无法读取任何图像。</translation>
    </message>
    <message>
        <source>Reading intensities</source>
        <translation>正在读取强度</translation>
    </message>
    <message numerus="yes">
        <source>%n label(s) with unknown voxels: their volumes are at least what is shown.</source>
        <translation>
            <numerusform>%n 个标注含未知体素：其体积不小于所示数值。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::StatusReadout</name>
    <message>
        <source>Looking for devices</source>
        <translation>正在查找设备</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message numerus="yes">
        <source>(and %n more)</source>
        <translation>
            <numerusform>（另有 %n 个）</numerusform>
        </translation>
    </message>
    <message>
        <source>No device</source>
        <translation>没有设备</translation>
    </message>
    <message>
        <source>%1: %2, %3 of %4 GiB free</source>
        <translation>%1：%2，剩余 %3 / %4 GiB</translation>
    </message>
    <message>
        <source>Devices that can train and predict:</source>
        <translation>可用于训练和预测的设备：</translation>
    </message>
    <message>
        <source>Memory %1 GiB, %2 GiB free</source>
        <translation>内存 %1 GiB，剩余 %2 GiB</translation>
    </message>
    <message>
        <source>This program uses %1 GiB. Of the computer&apos;s %2 GiB, %3 GiB are free.</source>
        <translation>本程序使用 %1 GiB。本机共 %2 GiB，剩余 %3 GiB。</translation>
    </message>
</context>
<context>
    <name>tandem::StrategyPanel</name>
    <message>
        <source>Which strategy finds errors here?</source>
        <translation>这里哪种策略能找到错误？</translation>
    </message>
    <message>
        <source>Each validation case is judged by a trust that was fitted on the others. A strategy is better than picking at random where the 95 % interval of the difference, over 1000 draws of cases, lies above 0. The cases chose the best checkpoint, so all figures flatter a little.</source>
        <translation>每个验证病例都由在其他病例上拟合的可信度来评判。对病例抽样 1000 次，若差值的 95 % 区间高于 0，则该策略优于随机选取。这些病例选择了最佳检查点，所以所有数字都略偏乐观。</translation>
    </message>
    <message>
        <source>Strategies being judged</source>
        <translation>正在评判策略</translation>
    </message>
    <message>
        <source>What each strategy finds</source>
        <translation>每种策略找到的内容</translation>
    </message>
    <message>
        <source>Of the wrong voxels of the validation cases, the part that lies in the regions that come first and hold so much of all voxels. In brackets: in 95 of 100 draws of cases.</source>
        <translation>验证病例的错误体素中，位于排在最前、占全部体素该比例的区域内的部分。括号内：100 次病例抽样中的 95 次。</translation>
    </message>
    <message>
        <source>Measuring…</source>
        <translation>正在测量…</translation>
    </message>
    <message>
        <source>The regions of the validation cases are compared with their labels.</source>
        <translation>正在将验证病例的区域与其标注比较。</translation>
    </message>
    <message>
        <source>Nothing was judged yet.</source>
        <translation>尚未评判。</translation>
    </message>
    <message>
        <source>Strategy</source>
        <translation>策略</translation>
    </message>
    <message>
        <source>first %1</source>
        <translation>前 %1</translation>
    </message>
    <message>
        <source>Part of the wrong voxels in the first %1 of the voxels</source>
        <translation>前 %1 体素中错误体素所占的部分</translation>
    </message>
    <message>
        <source>Wrong voxels that are found</source>
        <translation>找到的错误体素</translation>
    </message>
    <message>
        <source>voxels looked at; dashed: at random</source>
        <translation>查看的体素；虚线：随机</translation>
    </message>
    <message>
        <source>wrong voxels found</source>
        <translation>找到的错误体素</translation>
    </message>
    <message>
        <source>How soon each strategy finds the wrong voxels of the validation cases</source>
        <translation>每种策略多快找到验证病例的错误体素</translation>
    </message>
    <message>
        <source>In the first %1 of the voxels: %2 of the wrong ones; at random %3</source>
        <translation>在前 %1 的体素中：找到 %2 的错误体素；随机为 %3</translation>
    </message>
</context>
<context>
    <name>tandem::StrategyWords</name>
    <message>
        <source>Least reliable</source>
        <translation>最不可靠</translation>
    </message>
    <message>
        <source>Most disagreement</source>
        <translation>分歧最大</translation>
    </message>
    <message>
        <source>Balanced classes</source>
        <translation>类别均衡</translation>
    </message>
    <message>
        <source>At random</source>
        <translation>随机</translation>
    </message>
    <message>
        <source>The regions first in which most voxels are expected to be wrong.</source>
        <translation>预计错误体素最多的区域在前。</translation>
    </message>
    <message>
        <source>The regions first in which the decoders differ in most voxels.</source>
        <translation>两个解码器分歧体素最多的区域在前。</translation>
    </message>
    <message>
        <source>Two of three from the classes in turn, by the doubt in each, and the third by all doubt, with noise that shrinks from run to run (ClaSP PE).</source>
        <translation>每三个中有两个按各类别的可疑程度轮流取自各类别，第三个按总的可疑程度，并加入随运行逐次减小的噪声（ClaSP PE）。</translation>
    </message>
    <message>
        <source>Two of three at random among the regions with a predicted structure, the third among all: what any other strategy has to beat.</source>
        <translation>每三个中有两个随机取自含预测结构的区域，第三个取自全部区域：其他策略都须胜过它。</translation>
    </message>
</context>
<context>
    <name>tandem::SurfaceView</name>
    <message>
        <source>View in space</source>
        <translation>三维视图</translation>
    </message>
</context>
<context>
    <name>tandem::ThumbnailStore</name>
    <message>
        <source>Drawing small pictures</source>
        <translation>正在绘制小图</translation>
    </message>
</context>
<context>
    <name>tandem::TrainOnDialog</name>
    <message>
        <source>Let in cases that validated or tested; they &amp;judge no more</source>
        <translation>允许曾用于验证或测试的病例加入；它们不再用于评判(&amp;J)</translation>
    </message>
    <message>
        <source>Learn, too, from cases without a label that are &amp;not in the split</source>
        <translation>也从划分之外的无标注病例中学习(&amp;N)</translation>
    </message>
    <message>
        <source>Train on from run %1</source>
        <translation>从训练 %1 继续训练</translation>
    </message>
    <message>
        <source>Cases that come in with their label</source>
        <translation>带标注加入的病例</translation>
    </message>
    <message>
        <source>The last one as a rule: the best one was chosen on the validation cases on which before and after are compared.</source>
        <translation>一般选最后一个：最佳检查点正是在用于前后比较的验证病例上选出的。</translation>
    </message>
    <message>
        <source>&amp;Train on</source>
        <translation>继续训练(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Cases that come in</source>
        <translation>加入的病例(&amp;C)</translation>
    </message>
    <message>
        <source>C&amp;heckpoint</source>
        <translation>检查点(&amp;H)</translation>
    </message>
    <message>
        <source>%1: an accepted prediction</source>
        <translation>%1：接受的预测</translation>
    </message>
    <message>
        <source>%1: corrected by hand</source>
        <translation>%1：人工修正</translation>
    </message>
    <message>
        <source>%1: has a label that the run did not see</source>
        <translation>%1：有该训练未见过的标注</translation>
    </message>
    <message>
        <source>%1: has a label and is not in the split</source>
        <translation>%1：有标注，但不在划分中</translation>
    </message>
    <message>
        <source>No case has a label that the run did not see; accept or correct a prediction first.</source>
        <translation>没有该训练未见过的标注；请先接受或修正一个预测。</translation>
    </message>
    <message>
        <source>Tick at least one case.</source>
        <translation>请至少勾选一个病例。</translation>
    </message>
    <message>
        <source>Makes a split and a run, which trains on the page Training</source>
        <translation>新建一个划分和一个训练，并在“训练”页上运行</translation>
    </message>
    <message>
        <source>The other cases stay what they are in a new split, and the Dice before and after is compared on the same validation cases.</source>
        <translation>在新划分中其他病例保持不变，并在相同的验证病例上比较前后的 Dice。</translation>
    </message>
</context>
<context>
    <name>tandem::TrainingNumbers</name>
    <message>
        <source>Iteration</source>
        <translation>迭代</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>剩余时间</translation>
    </message>
    <message>
        <source>Best validation Dice</source>
        <translation>最佳验证 Dice</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Mean over the validation cases on their prepared grids; evaluations are on the grids of the images.</source>
        <translation>在预处理后的网格上对验证病例取平均；评估则在图像自身的网格上进行。</translation>
    </message>
</context>
<context>
    <name>tandem::TrainingPage</name>
    <message>
        <source>No run yet. Choose a preset and a split on the left, then start the training: its curves appear here while it runs.</source>
        <translation>尚无运行。请在左侧选择预设和划分，然后开始训练：训练时其曲线会显示在这里。</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Run %1: %2</source>
        <translation>运行 %1：%2</translation>
    </message>
    <message>
        <source>Reading curves</source>
        <translation>正在读取曲线</translation>
    </message>
    <message>
        <source>a new run</source>
        <translation>新的运行</translation>
    </message>
    <message>
        <source>the watched case</source>
        <translation>关注病例</translation>
    </message>
    <message>
        <source>it waits in the queue; run %1 trains now.</source>
        <translation>它在队列中等待；运行 %1 正在训练。</translation>
    </message>
</context>
<context>
    <name>tandem::TrustOffer</name>
    <message>
        <source>Measure trust</source>
        <translation>测量可信度</translation>
    </message>
    <message>
        <source>Predicts the validation cases with all maps, where they are not yet, and compares them
with their labels. Review shows what comes of it.</source>
        <translation>以全部图预测尚未预测的验证病例，并与其标签比较。
结果显示在“审阅”页面。</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>暂不</translation>
    </message>
    <message>
        <source>Validation cases of run %1 have changed since trust in it was measured.</source>
        <translation>自测量可信度以来，运行 %1 的验证病例已改变。</translation>
    </message>
    <message>
        <source>What can be trusted in run %1? Its validation cases, predicted already, can tell.</source>
        <translation>运行 %1 中哪些可信？已预测的验证病例可以说明。</translation>
    </message>
    <message>
        <source>What can be trusted in run %1? Its validation cases can tell, with at most %2 on disk.</source>
        <translation>运行 %1 中哪些可信？其验证病例可以说明，最多占用磁盘 %2。</translation>
    </message>
    <message>
        <source>Fewer than %1 leave trust uncalibrated.</source>
        <translation>少于 %1 个时可信度保持未校准。</translation>
    </message>
    <message numerus="yes">
        <source>trust is calibrated on %n validation case(s) and shown wherever the run&apos;s labels are.</source>
        <translation>
            <numerusform>可信度已在 %n 个验证病例上校准，凡显示该运行标签之处都会显示。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::TrustUpdater</name>
    <message>
        <source>Measuring the trust of run %1</source>
        <translation>正在测量运行 %1 的可信度</translation>
    </message>
    <message>
        <source>Scoring the predictions of run %1</source>
        <translation>正在为运行 %1 的预测评分</translation>
    </message>
</context>
<context>
    <name>tandem::TrustWords</name>
    <message>
        <source>The Dice that the prediction can be expected to reach, from the trust of its voxels,
corrected by how far that was off on the validation cases. The interval holds the true
Dice in four of five cases. Uncalibrated: the Dice that the mean probability expects of itself.</source>
        <translation>由体素可信度推算的预测预期可达到的 Dice，
并按验证病例上的偏差校正。该区间在五例中有四例
包含真实 Dice。未校准：均值概率对自身预期的 Dice。</translation>
    </message>
    <message>
        <source>%1 (uncalibrated)</source>
        <translation>%1（未校准）</translation>
    </message>
    <message>
        <source>%1 (%2 to %3)</source>
        <translation>%1（%2 至 %3）</translation>
    </message>
    <message>
        <source>Trust</source>
        <translation>可信度</translation>
    </message>
    <message>
        <source>Trust (uncalibrated)</source>
        <translation>可信度（未校准）</translation>
    </message>
    <message>
        <source>Uncertainty of the mean + disagreement</source>
        <translation>均值的不确定性 + 分歧</translation>
    </message>
    <message>
        <source>Uncertainty of A</source>
        <translation>A 的不确定性</translation>
    </message>
    <message>
        <source>Uncertainty of B</source>
        <translation>B 的不确定性</translation>
    </message>
    <message>
        <source>Uncertainty of the mean</source>
        <translation>均值的不确定性</translation>
    </message>
    <message>
        <source>Difference of the probabilities</source>
        <translation>概率之差</translation>
    </message>
    <message>
        <source>Disagreement</source>
        <translation>分歧</translation>
    </message>
    <message>
        <source>Similarity in A</source>
        <translation>A 中的相似性</translation>
    </message>
    <message>
        <source>Similarity in B</source>
        <translation>B 中的相似性</translation>
    </message>
    <message>
        <source>Teaching weight of A</source>
        <translation>A 的教学权重</translation>
    </message>
    <message>
        <source>Teaching weight of B</source>
        <translation>B 的教学权重</translation>
    </message>
    <message>
        <source>Nearness to the boundary</source>
        <translation>与边界的接近程度</translation>
    </message>
    <message>
        <source>Predicted Dice</source>
        <translation>预测 Dice</translation>
    </message>
    <message>
        <source>Dice that the mean expects of itself</source>
        <translation>均值对自身预期的 Dice</translation>
    </message>
    <message>
        <source>Agreement of A and B</source>
        <translation>A 与 B 的一致性</translation>
    </message>
    <message>
        <source>1 − uncertain part</source>
        <translation>1 − 不确定部分</translation>
    </message>
    <message>
        <source>Detector</source>
        <translation>检测量</translation>
    </message>
    <message>
        <source>AUROC</source>
        <translation>AUROC</translation>
    </message>
    <message>
        <source>AUROC, 5 mm</source>
        <translation>AUROC，5 mm</translation>
    </message>
    <message>
        <source>AUPR</source>
        <translation>AUPR</translation>
    </message>
    <message>
        <source>AUPR, 5 mm</source>
        <translation>AUPR，5 mm</translation>
    </message>
    <message>
        <source>ECE</source>
        <translation>ECE</translation>
    </message>
    <message>
        <source>Adaptive ECE</source>
        <translation>自适应 ECE</translation>
    </message>
    <message>
        <source>AURC</source>
        <translation>AURC</translation>
    </message>
    <message>
        <source>Excess AURC</source>
        <translation>超额 AURC</translation>
    </message>
    <message>
        <source>Nothing says yet what to trust here.</source>
        <translation>尚无依据说明此处该信什么。</translation>
    </message>
    <message>
        <source>No voxel of the validation cases is wrong, or none right, so nothing can be compared.</source>
        <translation>验证病例的体素全对或全错，因此无从比较。</translation>
    </message>
    <message>
        <source>Go by trust here: it finds wrong voxels with an AUROC of %1, within 5 mm of a boundary of %2; as a probability it is off by %3 on average.</source>
        <translation>此处以可信度为准：它找出错误体素的 AUROC 为 %1，距边界 5 mm 以内为 %2；作为概率平均偏差 %3。</translation>
    </message>
    <message>
        <source>No map shows where the label is wrong here; go by none of them.</source>
        <translation>此处没有图谱能指出标签错在哪里；都不要采信。</translation>
    </message>
    <message>
        <source>Trust is uncalibrated here. &quot;%1&quot; finds wrong voxels best: AUROC %2, within 5 mm of a boundary %3.</source>
        <translation>此处可信度未校准。“%1”最能找出错误体素：AUROC %2，距边界 5 mm 以内 %3。</translation>
    </message>
    <message>
        <source>In this run the teaching weight of A is higher where the label is wrong (AUROC %1, within 5 mm %2).</source>
        <translation>在此运行中，标签错误处 A 的教学权重反而更高（AUROC %1，5 mm 以内 %2）。</translation>
    </message>
    <message>
        <source>In this run the teaching weight of B is higher where the label is wrong (AUROC %1, within 5 mm %2).</source>
        <translation>在此运行中，标签错误处 B 的教学权重反而更高（AUROC %1，5 mm 以内 %2）。</translation>
    </message>
    <message>
        <source>In this run &quot;%3&quot; points the wrong way: it doubts right voxels more than wrong ones (AUROC %1, within 5 mm %2).</source>
        <translation>在此运行中，“%3”方向相反：它对正确体素的怀疑多于错误体素（AUROC %1，5 mm 以内 %2）。</translation>
    </message>
    <message>
        <source>Where the decoders disagree, the one that is followed is wrong in %1 of the voxels, the other in %2.</source>
        <translation>在两个解码器不一致处，被跟随者在 %1 的体素中错误，另一个为 %2。</translation>
    </message>
    <message>
        <source>Following the more certain one is right in this run.</source>
        <translation>在此运行中，跟随更确定的一方是对的。</translation>
    </message>
    <message>
        <source>Following the more certain one does not help in this run.</source>
        <translation>在此运行中，跟随更确定的一方没有帮助。</translation>
    </message>
    <message>
        <source>The interval of the predicted Dice held the true one in %1 of the cases; it is meant to in %2.</source>
        <translation>预测 Dice 的区间在 %1 的病例中包含真实值；目标为 %2。</translation>
    </message>
    <message>
        <source>Trust is uncalibrated: the run&apos;s split has no validation cases.</source>
        <translation>可信度未校准：该运行的划分没有验证病例。</translation>
    </message>
    <message>
        <source>Trust is uncalibrated: the run&apos;s split has %1 validation cases, and at least %2 are needed.</source>
        <translation>可信度未校准：该运行的划分有 %1 个验证病例，至少需要 %2 个。</translation>
    </message>
    <message>
        <source>Trust is uncalibrated: of %1 validation cases %2 are predicted with all maps, and at least %3 are needed; predict them on the page Review.</source>
        <translation>可信度未校准：%1 个验证病例中有 %2 个已预测全部图谱，至少需要 %3 个；请在“审阅”页预测它们。</translation>
    </message>
    <message>
        <source>Trust is uncalibrated: on the validation cases, no sum of the maps finds errors as well as the best of them.</source>
        <translation>可信度未校准：在验证病例上，图谱的任何组合都不如其中最好的图谱善于找出错误。</translation>
    </message>
    <message>
        <source>trust</source>
        <translation>可信度</translation>
    </message>
    <message>
        <source>trust (uncalibrated)</source>
        <translation>可信度（未校准）</translation>
    </message>
    <message>
        <source>probability that the label is right</source>
        <translation>标签正确的概率</translation>
    </message>
    <message>
        <source>stands in for the probability that the label is right</source>
        <translation>代替标签正确的概率</translation>
    </message>
    <message>
        <source>how strongly it teaches, not how right it is</source>
        <translation>教得有多强，而非有多正确</translation>
    </message>
    <message>
        <source>The probability that the label shown at a voxel is right: of voxels with trust 0.9
about 9 in 10 are. Learned on the run&apos;s validation cases, from all maps together.</source>
        <translation>体素处所示标签正确的概率：可信度为 0.9 的体素中，约十分之九正确。
由该运行的验证病例和全部图谱共同学得。</translation>
    </message>
    <message>
        <source>Not yet the probability that the label shown at a voxel is right, but what stands
in for it: the uncertainty of the mean and the disagreement of the decoders,
scaled to 0 to 1.</source>
        <translation>还不是体素处所示标签正确的概率，而是代替它的量：
均值的不确定性与解码器的分歧，缩放到 0 至 1。</translation>
    </message>
    <message>
        <source>The method&apos;s weight r of one decoder: the mean over classes of
1 − (similarity − probability)². It says how strongly the decoder&apos;s
pseudo-label would teach the other, from 0 to 1. It does not say
whether the label is right: see trust for that.</source>
        <translation>方法中一个解码器的权重 r：各类别上
1 − (相似度 − 概率)² 的均值。它说明该解码器的伪标签会以多大
强度教另一个，从 0 到 1。它不说明标签是否正确：
这要看可信度。</translation>
    </message>
    <message>
        <source>Trust is uncalibrated until it is measured on the validation cases, which the page Review does.</source>
        <translation>在用验证病例测量之前，可信度未校准；打开“审阅”页即会测量。</translation>
    </message>
    <message>
        <source>Within 5 mm of a boundary &quot;%1&quot; finds them better: AUROC %2.</source>
        <translation>距边界 5 mm 以内，“%1”更能找出它们：AUROC %2。</translation>
    </message>
    <message>
        <source>Trust in this label is uncalibrated until it is measured on the validation cases, which the page Export does, or tandem-cli trust PROJECT --label %1.</source>
        <translation>在用验证病例测量之前，对此标签的可信度未校准；打开“导出”页即会测量，也可运行 tandem-cli trust PROJECT --label %1。</translation>
    </message>
</context>
<context>
    <name>tandem::UnwrittenCorrections</name>
    <message>
        <source>Write down the correction of %1</source>
        <translation>记下 %1 的修正</translation>
    </message>
    <message>
        <source>What was corrected in %1 is not written down yet, and lost when the window is closed now.</source>
        <translation>%1 中的修正尚未写入磁盘，现在关闭窗口会丢失。</translation>
    </message>
    <message>
        <source>%1 What was corrected in %2 stays in memory and is written as soon as it can be; leave the window open until then.</source>
        <translation>%1 %2 中的修正保留在内存中，一旦可以就会写入；在此之前请不要关闭窗口。</translation>
    </message>
</context>
<context>
    <name>tandem::VtkView</name>
    <message>
        <source>This view needs OpenGL 3.2, which this screen does not offer.</source>
        <translation>此视图需要 OpenGL 3.2，而当前屏幕不支持。</translation>
    </message>
</context>
<context>
    <name>tandem::WeightPanel</name>
    <message>
        <source>A</source>
        <translation>A</translation>
    </message>
    <message>
        <source>B</source>
        <translation>B</translation>
    </message>
    <message>
        <source>Nobody teaches here</source>
        <translation>此处无人教导</translation>
    </message>
    <message>
        <source>Both decoders are equally sure, or nothing was predicted here; the voxel weighs 0.</source>
        <translation>两个解码器同样确定，或此处没有预测；该体素的权重为 0。</translation>
    </message>
    <message>
        <source>Uncertainty (nats)</source>
        <translation>不确定性（nats）</translation>
    </message>
    <message>
        <source>Pseudo-label</source>
        <translation>伪标签</translation>
    </message>
    <message>
        <source>Probability, %1</source>
        <translation>概率，%1</translation>
    </message>
    <message>
        <source>Similarity, %1</source>
        <translation>相似性，%1</translation>
    </message>
    <message>
        <source>Click a voxel to see how far it can be trusted, who teaches whom there, and why.</source>
        <translation>点击体素，查看它有多可信、那里谁教谁以及为什么。</translation>
    </message>
    <message>
        <source>%1 %2 in “%3”</source>
        <translation>%1 %2，标签“%3”</translation>
    </message>
    <message>
        <source>Of voxels like this one about %1 in 100 are labelled right, as the validation cases taught.</source>
        <translation>根据验证病例，与此相似的体素中，每 100 个约有 %1 个标签正确。</translation>
    </message>
    <message>
        <source>%1 teaches %2 “%3” with teaching weight %4</source>
        <translation>%1 以教学权重 %4 教 %2“%3”</translation>
    </message>
    <message>
        <source>%1 is the surer of the two (%2 &lt; %3 nats). The teaching weight is the mean over classes of 1 − (similarity − probability)² of %1.</source>
        <translation>%1 是两者中更确定的（%2 &lt; %3 nats）。教学权重是 %1 的 1 − (相似度 − 概率)² 在各类别上的均值。</translation>
    </message>
    <message>
        <source>Teaching weight</source>
        <translation>教学权重</translation>
    </message>
</context>
</TS>
