<?xml version='1.0' encoding='utf-8'?>
<TS version="2.1" language="en">
  <context>
    <name>AboutDialog</name>
    <message>
      <source>关于隐墨</source>
      <translation>About Yinmo</translation>
    </message>
    <message>
      <source>隐墨 {0}</source>
      <translation>Yinmo {0}</translation>
    </message>
    <message>
      <source>公开文件之前，去掉 PDF、Word 和图片文件里的个人信息。
全程离线运行，不上传任何内容；原件不改动。</source>
      <translation>Removes personal information from PDF, Word and image files before they are published.
Works offline, uploads nothing, never changes the original.</translation>
    </message>
    <message>
      <source>自由软件，按 AGPL-3.0-or-later 许可发布，不提供任何担保。</source>
      <translation>Free software under AGPL-3.0-or-later, without any warranty.</translation>
    </message>
    <message>
      <source>所用组件</source>
      <translation>Parts in use</translation>
    </message>
    <message>
      <source>关闭</source>
      <translation>Close</translation>
    </message>
    <message>
      <source>组件</source>
      <translation>Part</translation>
    </message>
    <message>
      <source>版本</source>
      <translation>Version</translation>
    </message>
    <message>
      <source>许可</source>
      <translation>Licence</translation>
    </message>
  </context>
  <context>
    <name>Actions</name>
    <message>
      <source>文件(&amp;F)</source>
      <translation>&amp;File</translation>
    </message>
    <message>
      <source>打开文件…</source>
      <translation>Open files…</translation>
    </message>
    <message>
      <source>打开文件夹…</source>
      <translation>Open folder…</translation>
    </message>
    <message>
      <source>导出副本…</source>
      <translation>Export copies…</translation>
    </message>
    <message>
      <source>保存检查报告…</source>
      <translation>Save the report…</translation>
    </message>
    <message>
      <source>打开导出文件夹</source>
      <translation>Open export folder</translation>
    </message>
    <message>
      <source>重新识别</source>
      <translation>Search again</translation>
    </message>
    <message>
      <source>从列表移除</source>
      <translation>Remove from list</translation>
    </message>
    <message>
      <source>退出</source>
      <translation>Quit</translation>
    </message>
    <message>
      <source>编辑(&amp;E)</source>
      <translation>&amp;Edit</translation>
    </message>
    <message>
      <source>撤销</source>
      <translation>Undo</translation>
    </message>
    <message>
      <source>重做</source>
      <translation>Redo</translation>
    </message>
    <message>
      <source>搜索并标记…</source>
      <translation>Search and mark…</translation>
    </message>
    <message>
      <source>在列表中查找</source>
      <translation>Find in list</translation>
    </message>
    <message>
      <source>文种规则…</source>
      <translation>Rule books…</translation>
    </message>
    <message>
      <source>设置…</source>
      <translation>Settings…</translation>
    </message>
    <message>
      <source>复核(&amp;R)</source>
      <translation>&amp;Review</translation>
    </message>
    <message>
      <source>接受</source>
      <translation>Accept</translation>
    </message>
    <message>
      <source>保留原文</source>
      <translation>Keep as is</translation>
    </message>
    <message>
      <source>遮盖</source>
      <translation>Cover</translation>
    </message>
    <message>
      <source>删除</source>
      <translation>Delete</translation>
    </message>
    <message>
      <source>去标识化</source>
      <translation>De-identify</translation>
    </message>
    <message>
      <source>对全部相同内容应用</source>
      <translation>Apply to all with the same text</translation>
    </message>
    <message>
      <source>对整列应用</source>
      <translation>Apply to the whole column</translation>
    </message>
    <message>
      <source>对整类应用</source>
      <translation>Apply to the whole category</translation>
    </message>
    <message>
      <source>备注…</source>
      <translation>Note…</translation>
    </message>
    <message>
      <source>接受全部待定</source>
      <translation>Accept all undecided</translation>
    </message>
    <message>
      <source>下一处</source>
      <translation>Next hit</translation>
    </message>
    <message>
      <source>上一处</source>
      <translation>Previous hit</translation>
    </message>
    <message>
      <source>下一处待定</source>
      <translation>Next undecided</translation>
    </message>
    <message>
      <source>上一处待定</source>
      <translation>Previous undecided</translation>
    </message>
    <message>
      <source>框选</source>
      <translation>Draw box</translation>
    </message>
    <message>
      <source>选字标记</source>
      <translation>Select text to mark</translation>
    </message>
    <message>
      <source>遮盖整页</source>
      <translation>Cover the whole page</translation>
    </message>
    <message>
      <source>逐页重复…</source>
      <translation>Repeat on pages…</translation>
    </message>
    <message>
      <source>撤去标记</source>
      <translation>Remove mark</translation>
    </message>
    <message>
      <source>复核签字…</source>
      <translation>Sign as reviewer…</translation>
    </message>
    <message>
      <source>查看(&amp;V)</source>
      <translation>&amp;View</translation>
    </message>
    <message>
      <source>放大</source>
      <translation>Zoom in</translation>
    </message>
    <message>
      <source>缩小</source>
      <translation>Zoom out</translation>
    </message>
    <message>
      <source>适合宽度</source>
      <translation>Fit width</translation>
    </message>
    <message>
      <source>预览处理后</source>
      <translation>Preview of the copy</translation>
    </message>
    <message>
      <source>对照</source>
      <translation>Side by side</translation>
    </message>
    <message>
      <source>Word 排成页面</source>
      <translation>Word as pages</translation>
    </message>
    <message>
      <source>页面缩略图</source>
      <translation>Page thumbnails</translation>
    </message>
    <message>
      <source>隐藏标记</source>
      <translation>Hide marks</translation>
    </message>
    <message>
      <source>未读内容…</source>
      <translation>Unread places…</translation>
    </message>
    <message>
      <source>下一个区域</source>
      <translation>Next part of the window</translation>
    </message>
    <message>
      <source>上一个区域</source>
      <translation>Previous part of the window</translation>
    </message>
    <message>
      <source>下一个文件</source>
      <translation>Next file</translation>
    </message>
    <message>
      <source>上一个文件</source>
      <translation>Previous file</translation>
    </message>
    <message>
      <source>工具(&amp;T)</source>
      <translation>&amp;Tools</translation>
    </message>
    <message>
      <source>批量处理文件夹…</source>
      <translation>Treat a folder…</translation>
    </message>
    <message>
      <source>已发布内容排查…</source>
      <translation>Search what was published…</translation>
    </message>
    <message>
      <source>经办与复核…</source>
      <translation>Clerk and reviewer…</translation>
    </message>
    <message>
      <source>导出台账…</source>
      <translation>Export the ledger…</translation>
    </message>
    <message>
      <source>帮助(&amp;H)</source>
      <translation>&amp;Help</translation>
    </message>
    <message>
      <source>使用帮助</source>
      <translation>Handbook</translation>
    </message>
    <message>
      <source>按键一览</source>
      <translation>Keys</translation>
    </message>
    <message>
      <source>打开示例文件</source>
      <translation>Open the samples</translation>
    </message>
    <message>
      <source>关于隐墨</source>
      <translation>About Yinmo</translation>
    </message>
  </context>
  <context>
    <name>BatchDialog</name>
    <message>
      <source>文件</source>
      <translation>File</translation>
    </message>
    <message>
      <source>结果</source>
      <translation>Result</translation>
    </message>
    <message>
      <source>批量处理文件夹</source>
      <translation>Treat a folder</translation>
    </message>
    <message>
      <source>请选择</source>
      <translation>Please choose</translation>
    </message>
    <message>
      <source>要处理的文件夹</source>
      <translation>Folder to treat</translation>
    </message>
    <message>
      <source>副本保存到</source>
      <translation>Copies go to</translation>
    </message>
    <message>
      <source>跳过上次已做好、至今没有变化的文件</source>
      <translation>Skip files that were done and have not changed since</translation>
    </message>
    <message>
      <source>文种</source>
      <translation>Kind</translation>
    </message>
    <message>
      <source>没有人看着，所以凡是拿不准的都去除；有未读内容或没有通过检查的文件不写副本，留待复核。原件不改动。</source>
      <translation>Nobody looks on, so whatever is doubtful goes. Files with unread places, or that fail the check, get no copy and wait for review. The originals are never changed.</translation>
    </message>
    <message>
      <source>副本不能放在要处理的文件夹里，请另选一个。</source>
      <translation>The copies cannot go into the folder that is treated. Choose another one.</translation>
    </message>
    <message>
      <source>开始</source>
      <translation>Start</translation>
    </message>
    <message>
      <source>已停止。</source>
      <translation>Stopped. </translation>
    </message>
    <message>
      <source>完成。</source>
      <translation>Done. </translation>
    </message>
    <message>
      <source>共 {0} 个文件：写出 {1} 个，跳过 {2} 个，待复核 {3} 个。</source>
      <translation>{0} files: {1} written, {2} skipped, {3} waiting for review.</translation>
    </message>
    <message>
      <source>注意：有 {0} 个部分遮盖的号码，几个副本合起来看容易被猜出，请改为全部遮盖后重新处理，再公开。</source>
      <translation>Note: {0} partly masked numbers can be guessed from several copies together; mask them whole and run again before publishing.</translation>
    </message>
    <message>
      <source>接着做</source>
      <translation>Go on</translation>
    </message>
  </context>
  <context>
    <name>Checking</name>
    <message>
      <source>确认部分遮盖</source>
      <translation>Confirm partial masks</translation>
    </message>
  </context>
  <context>
    <name>CompareDialog</name>
    <message>
      <source>原件与副本对照</source>
      <translation>Original and copy</translation>
    </message>
    <message>
      <source>原件</source>
      <translation>Original</translation>
    </message>
    <message>
      <source>副本</source>
      <translation>Copy</translation>
    </message>
    <message>
      <source>正在打开副本…</source>
      <translation>Opening the copy…</translation>
    </message>
    <message>
      <source>关闭</source>
      <translation>Close</translation>
    </message>
    <message>
      <source>左边是原件和标记，右边是已通过检查的副本。</source>
      <translation>Left: the original with its marks. Right: the copy that passed its checks.</translation>
    </message>
    <message>
      <source>副本已被移走或正被其他程序占用，无法显示。</source>
      <translation>The copy was moved or is in use; it cannot be shown.</translation>
    </message>
  </context>
  <context>
    <name>Controller</name>
    <message>
      <source>这个文件夹无法读取。</source>
      <translation>This folder cannot be read.</translation>
    </message>
    <message>
      <source>这个文件夹里没有 PDF、Word 或图片文件。</source>
      <translation>There is no PDF, Word or image file in this folder.</translation>
    </message>
    <message>
      <source>内容有改动，复核签字已失效，须重新签字。</source>
      <translation>Something changed, so the reviewer's signature is void; sign again.</translation>
    </message>
    <message>
      <source>已恢复上次未完成的复核。</source>
      <translation>The unfinished review was restored.</translation>
    </message>
  </context>
  <context>
    <name>Dialogs</name>
    <message>
      <source>打开文件</source>
      <translation>Open files</translation>
    </message>
    <message>
      <source>PDF、Word 和图片文件</source>
      <translation>PDF, Word and image files</translation>
    </message>
    <message>
      <source>检查报告.pdf</source>
      <translation>report.pdf</translation>
    </message>
    <message>
      <source>保存报告</source>
      <translation>Save report</translation>
    </message>
    <message>
      <source>选择台账文件</source>
      <translation>Choose the ledger</translation>
    </message>
    <message>
      <source>台账</source>
      <translation>Ledger</translation>
    </message>
    <message>
      <source>可打印的台账</source>
      <translation>Ledger for print</translation>
    </message>
    <message>
      <source>台账表格</source>
      <translation>Ledger as a workbook</translation>
    </message>
    <message>
      <source>导出台账</source>
      <translation>Export the ledger</translation>
    </message>
    <message>
      <source>“{0}”已加密，请输入打开密码：</source>
      <translation>“{0}” is encrypted. Enter its password:</translation>
    </message>
    <message>
      <source>密码不正确，请再次输入“{0}”的打开密码：</source>
      <translation>Wrong password. Enter the password of “{0}” again:</translation>
    </message>
    <message>
      <source>需要密码</source>
      <translation>Password needed</translation>
    </message>
    <message>
      <source>隐墨</source>
      <translation>Yinmo</translation>
    </message>
    <message>
      <source>取消</source>
      <translation>Cancel</translation>
    </message>
    <message>
      <source>知道了</source>
      <translation>OK</translation>
    </message>
    <message>
      <source>按键一览</source>
      <translation>Keys</translation>
    </message>
    <message>
      <source>显示列表中的完整内容</source>
      <translation>Show values whole in the list</translation>
    </message>
    <message>
      <source>按住 Alt</source>
      <translation>hold Alt</translation>
    </message>
    <message>
      <source>关闭</source>
      <translation>Close</translation>
    </message>
  </context>
  <context>
    <name>DocumentBar</name>
    <message>
      <source>原文</source>
      <translation>Original</translation>
    </message>
    <message>
      <source>原文和标记</source>
      <translation>The original with its marks</translation>
    </message>
    <message>
      <source>预览</source>
      <translation>Preview</translation>
    </message>
    <message>
      <source>处理后的样子，尚未写出文件（按住空格键也可查看）</source>
      <translation>How the copy will look; nothing is written yet (also while Space is held)</translation>
    </message>
    <message>
      <source>对照</source>
      <translation>Both</translation>
    </message>
    <message>
      <source>原文与处理后并排</source>
      <translation>Original and preview side by side</translation>
    </message>
    <message>
      <source>文字</source>
      <translation>Text</translation>
    </message>
    <message>
      <source>按文字和表格显示</source>
      <translation>Shown as text and tables</translation>
    </message>
    <message>
      <source>版面</source>
      <translation>Pages</translation>
    </message>
    <message>
      <source>按打印的页面显示（LibreOffice）</source>
      <translation>Shown as printed pages (LibreOffice)</translation>
    </message>
    <message>
      <source>上一页（PageUp）</source>
      <translation>Previous page (PageUp)</translation>
    </message>
    <message>
      <source>下一页（PageDown）</source>
      <translation>Next page (PageDown)</translation>
    </message>
    <message>
      <source>页码</source>
      <translation>Page number</translation>
    </message>
    <message>
      <source>缩小（Ctrl+-）</source>
      <translation>Zoom out (Ctrl+-)</translation>
    </message>
    <message>
      <source>放大（Ctrl++）</source>
      <translation>Zoom in (Ctrl++)</translation>
    </message>
    <message>
      <source>适合宽度（Ctrl+0）</source>
      <translation>Fit width (Ctrl+0)</translation>
    </message>
  </context>
  <context>
    <name>DocumentPane</name>
    <message>
      <source>去确认</source>
      <translation>Confirm…</translation>
    </message>
    <message>
      <source>去看</source>
      <translation>Show</translation>
    </message>
    <message>
      <source>输入密码…</source>
      <translation>Enter password…</translation>
    </message>
    <message>
      <source>重新识别</source>
      <translation>Search again</translation>
    </message>
    <message>
      <source>请在左侧选择一个文件。</source>
      <translation>Choose a file on the left.</translation>
    </message>
    <message>
      <source>这个文件里没有可以显示的文字。</source>
      <translation>There is no text to show in this file.</translation>
    </message>
    <message>
      <source>正在打开…</source>
      <translation>Opening…</translation>
    </message>
    <message>
      <source>有 {0} 处内容需要人工核对，请逐一确认后再导出。</source>
      <translation>{0} places need a person to look at them; confirm each before exporting.</translation>
    </message>
    <message>
      <source>未发现个人信息，请人工核对后再导出。</source>
      <translation>No personal information found. Check by eye before exporting.</translation>
    </message>
    <message>
      <source>正在识别个人信息，可以先浏览内容。</source>
      <translation>Searching for personal information; you can read meanwhile.</translation>
    </message>
  </context>
  <context>
    <name>DropArea</name>
    <message>
      <source>把 PDF、Word 或图片文件拖到这里</source>
      <translation>Drop PDF, Word or image files here</translation>
    </message>
    <message>
      <source>扫描件和照片也能识别。可以拖入整个文件夹。全程离线，原件不改动。</source>
      <translation>Scans and photos are read as well. Whole folders are fine. All offline; originals stay as they are.</translation>
    </message>
    <message>
      <source>第一次使用？点“试用示例”，用虚构的文件走一遍这三步。</source>
      <translation>New here? Press “Try the samples” and walk the three steps with invented files.</translation>
    </message>
    <message>
      <source>打开文件…</source>
      <translation>Open files…</translation>
    </message>
    <message>
      <source>打开文件夹…</source>
      <translation>Open folder…</translation>
    </message>
    <message>
      <source>试用示例</source>
      <translation>Try a sample</translation>
    </message>
    <message>
      <source>经办人</source>
      <translation>Clerk</translation>
    </message>
    <message>
      <source>复核人</source>
      <translation>Reviewer</translation>
    </message>
    <message>
      <source>写入台账，可不填</source>
      <translation>For the ledger, optional</translation>
    </message>
  </context>
  <context>
    <name>ExportPage</name>
    <message>
      <source>检查结果</source>
      <translation>Report</translation>
    </message>
    <message>
      <source>副本保存到</source>
      <translation>Copies go to</translation>
    </message>
    <message>
      <source>更改…</source>
      <translation>Change…</translation>
    </message>
    <message>
      <source>打开文件夹</source>
      <translation>Open folder</translation>
    </message>
    <message>
      <source>保存报告…</source>
      <translation>Save report…</translation>
    </message>
    <message>
      <source>去复核</source>
      <translation>Review</translation>
    </message>
    <message>
      <source>去确认未读内容</source>
      <translation>Confirm unread places</translation>
    </message>
    <message>
      <source>对照原件与副本</source>
      <translation>Compare with copy</translation>
    </message>
    <message>
      <source>待定的全部按建议处理</source>
      <translation>Accept all undecided</translation>
    </message>
    <message>
      <source>确认部分遮盖…</source>
      <translation>Confirm partial masks…</translation>
    </message>
    <message>
      <source>复核签字…</source>
      <translation>Sign as reviewer…</translation>
    </message>
    <message>
      <source>导出 {0} 个副本</source>
      <translation>Export {0} copies</translation>
    </message>
    <message>
      <source>导出副本</source>
      <translation>Export copies</translation>
    </message>
    <message>
      <source>正在检查…</source>
      <translation>Checking…</translation>
    </message>
  </context>
  <context>
    <name>Exporter</name>
    <message>
      <source>选择副本保存到哪个文件夹</source>
      <translation>Choose the folder for the copies</translation>
    </message>
    <message>
      <source>还有待定或未确认的内容，处理之后才能签字。</source>
      <translation>Something is still undecided or unconfirmed; settle it before signing.</translation>
    </message>
    <message>
      <source>复核签字</source>
      <translation>Reviewer's signature</translation>
    </message>
    <message>
      <source>有 {0} 个文件未发现个人信息。您已经人工核对过这些文件了吗？</source>
      <translation>No personal information was found in {0} files. Have you checked them by eye?</translation>
    </message>
    <message>
      <source>已核对，导出</source>
      <translation>Checked, export</translation>
    </message>
    <message>
      <source>部分遮盖的号码剩下的可能太少，容易被猜出。您已逐处核对，仍要这样导出吗？</source>
      <translation>The partly masked numbers leave so few possibilities that they can be guessed. Have you looked at each of them, and export them like this anyway?</translation>
    </message>
    <message>
      <source>已核对，仍要导出</source>
      <translation>Checked, export anyway</translation>
    </message>
    <message>
      <source>报告没有保存：这个位置无法写入，请另选一处。</source>
      <translation>The report was not saved: this place cannot be written. Choose another.</translation>
    </message>
    <message>
      <source>报告已保存：{0}</source>
      <translation>Report saved: {0}</translation>
    </message>
    <message>
      <source>副本已不在原处，可能被移走或改名。</source>
      <translation>The copy is no longer there; it may have been moved or renamed.</translation>
    </message>
    <message>
      <source>已导出 {0} 个副本。</source>
      <translation>{0} copies exported.</translation>
    </message>
    <message>
      <source>{0} 个文件没有导出，原因见各文件。</source>
      <translation>{0} files were not exported; see each for the reason.</translation>
    </message>
  </context>
  <context>
    <name>FilesPanel</name>
    <message>
      <source>文件</source>
      <translation>Files</translation>
    </message>
    <message>
      <source>文件列表</source>
      <translation>List of files</translation>
    </message>
    <message>
      <source>文件（{0}）</source>
      <translation>Files ({0})</translation>
    </message>
    <message>
      <source> · {0} 个要看</source>
      <translation> · {0} need a look</translation>
    </message>
  </context>
  <context>
    <name>FindingsPanel</name>
    <message>
      <source>理由和依据</source>
      <translation>Reason and legal basis</translation>
    </message>
    <message>
      <source>全部</source>
      <translation>All</translation>
    </message>
    <message>
      <source>只看待定</source>
      <translation>Undecided only</translation>
    </message>
    <message>
      <source>只看要处理的</source>
      <translation>To be treated only</translation>
    </message>
    <message>
      <source>只看保留的</source>
      <translation>Kept only</translation>
    </message>
    <message>
      <source>只看存疑的</source>
      <translation>Doubtful only</translation>
    </message>
    <message>
      <source>只看有备注的</source>
      <translation>With a note only</translation>
    </message>
    <message>
      <source>只看手工标记</source>
      <translation>Marked by hand only</translation>
    </message>
    <message>
      <source>只看{0}</source>
      <translation>{0} only</translation>
    </message>
    <message>
      <source>显示哪些</source>
      <translation>Show</translation>
    </message>
    <message>
      <source>按类别</source>
      <translation>By category</translation>
    </message>
    <message>
      <source>按人</source>
      <translation>By person</translation>
    </message>
    <message>
      <source>按内容</source>
      <translation>By text</translation>
    </message>
    <message>
      <source>按页</source>
      <translation>By page</translation>
    </message>
    <message>
      <source>分组方式</source>
      <translation>Group by</translation>
    </message>
    <message>
      <source>在列表中查找</source>
      <translation>Find in list</translation>
    </message>
    <message>
      <source>个人信息列表</source>
      <translation>List of hits</translation>
    </message>
    <message>
      <source>命中</source>
      <translation>Hits</translation>
    </message>
    <message>
      <source>待定 {0} · 处理 {1} · 保留 {2}</source>
      <translation>Undecided {0} · Treat {1} · Keep {2}</translation>
    </message>
  </context>
  <context>
    <name>Handlers</name>
    <message>
      <source>这个文件的复核结果还没有导出。要从列表移除吗？</source>
      <translation>The review of this file is not exported yet. Remove it from the list?</translation>
    </message>
    <message>
      <source>移除</source>
      <translation>Remove</translation>
    </message>
    <message>
      <source>已对 {0} 处相同内容应用。</source>
      <translation>Applied to {0} places with the same text.</translation>
    </message>
    <message>
      <source>已对本列 {0} 处应用。</source>
      <translation>Applied to {0} places of the column.</translation>
    </message>
    <message>
      <source>这一处不在表格里。</source>
      <translation>This hit is not in a table.</translation>
    </message>
    <message>
      <source>没有待定的内容了。</source>
      <translation>Nothing is undecided any more.</translation>
    </message>
    <message>
      <source>请先点选一个手工标记。</source>
      <translation>Click a mark made by hand first.</translation>
    </message>
    <message>
      <source>识别完成之后才能搜索并标记。</source>
      <translation>Search and mark waits until the search for personal information ends.</translation>
    </message>
    <message>
      <source>打开副本</source>
      <translation>Open the copy</translation>
    </message>
  </context>
  <context>
    <name>HazardDialog</name>
    <message>
      <source>未读内容</source>
      <translation>Unread places</translation>
    </message>
    <message>
      <source>下面的内容没有读到或没有读准，可能含有个人信息。请逐处查看：有个人信息的先遮盖，核对无误后再勾选。</source>
      <translation>These places were not read, or not surely, and may hold personal information. Look at each: cover what does, then tick what you have checked.</translation>
    </message>
    <message>
      <source>关闭</source>
      <translation>Close</translation>
    </message>
    <message>
      <source>去看</source>
      <translation>Show</translation>
    </message>
    <message>
      <source>已核对</source>
      <translation>Checked</translation>
    </message>
    <message>
      <source>遮盖</source>
      <translation>Cover</translation>
    </message>
    <message>
      <source>遮盖框出的地方并记为已核对，可撤销</source>
      <translation>Cover the framed place and note it as checked; can be undone</translation>
    </message>
    <message>
      <source>还有 {0} 处没有核对。</source>
      <translation>{0} places are not checked yet.</translation>
    </message>
    <message>
      <source>全部核对过了。</source>
      <translation>All places are checked.</translation>
    </message>
  </context>
  <context>
    <name>HelpDialog</name>
    <message>
      <source>使用帮助</source>
      <translation>Handbook</translation>
    </message>
    <message>
      <source>在帮助中查找</source>
      <translation>Search the handbook</translation>
    </message>
    <message>
      <source>目录</source>
      <translation>Contents</translation>
    </message>
    <message>
      <source>帮助内容</source>
      <translation>Handbook text</translation>
    </message>
  </context>
  <context>
    <name>LinkageDialog</name>
    <message>
      <source>合起来能否认出人</source>
      <translation>Can people be recognised from what stays?</translation>
    </message>
    <message>
      <source>去掉姓名和号码之后，几列合在一起仍可能只对应一个人。下面是每一列去掉、或改粗（年龄分段、日期到年、地址到乡镇）之后，还剩多少行是唯一的。</source>
      <translation>Without names and numbers, several columns together may still point to one person. Below: how many rows stay unique when a column is dropped, or made coarser (ages to decades, dates to years, addresses to townships).</translation>
    </message>
    <message>
      <source>关闭</source>
      <translation>Close</translation>
    </message>
    <message>
      <source>列</source>
      <translation>Column</translation>
    </message>
    <message>
      <source>去掉这一列后</source>
      <translation>Without this column</translation>
    </message>
    <message>
      <source>改粗这一列后</source>
      <translation>With this column coarser</translation>
    </message>
    <message>
      <source>各列的影响</source>
      <translation>What each column does</translation>
    </message>
    <message>
      <source>{0} 行唯一（现在）</source>
      <translation>{0} unique rows (now)</translation>
    </message>
    <message>
      <source>全部保留</source>
      <translation>All columns kept</translation>
    </message>
    <message>
      <source>{0} 行唯一</source>
      <translation>{0} unique rows</translation>
    </message>
    <message>
      <source>{0} 行唯一（少 {1} 行）</source>
      <translation>{0} unique rows ({1} fewer)</translation>
    </message>
  </context>
  <context>
    <name>MainWindow</name>
    <message>
      <source>隐墨</source>
      <translation>Yinmo</translation>
    </message>
  </context>
  <context>
    <name>Marking</name>
    <message>
      <source>请先切换到“文字”，再拖选要标记的文字。</source>
      <translation>Switch to “Text” first, then select what to mark.</translation>
    </message>
    <message>
      <source>请先用鼠标拖选文字，再按 T 标记。</source>
      <translation>Select text with the mouse first, then press T to mark it.</translation>
    </message>
    <message>
      <source>拖过要处理的文字，然后选择类别。</source>
      <translation>Drag over the text, then choose what it is.</translation>
    </message>
    <message>
      <source>标记为</source>
      <translation>Mark as</translation>
    </message>
    <message>
      <source>连同全文其他 {0} 处相同文字</source>
      <translation>With {0} other places of the same text</translation>
    </message>
    <message>
      <source>标记文字</source>
      <translation>Mark text</translation>
    </message>
    <message>
      <source>已标记 {0} 处，处理方式：{1}。可撤销。</source>
      <translation>{0} places marked, treatment: {1}. Can be undone.</translation>
    </message>
    <message>
      <source>遮盖这里</source>
      <translation>Cover this place</translation>
    </message>
    <message>
      <source>整页遮盖</source>
      <translation>Cover a whole page</translation>
    </message>
    <message>
      <source>已遮盖第 {0} 页整页。可撤销。</source>
      <translation>Page {0} is covered as a whole. Can be undone.</translation>
    </message>
    <message>
      <source>请先框选一处并点选它，再逐页重复。</source>
      <translation>Draw a box and click it first, then repeat it.</translation>
    </message>
    <message>
      <source>逐页重复</source>
      <translation>Repeat on pages</translation>
    </message>
    <message>
      <source>已在另外 {0} 页的同一位置遮盖。可撤销。</source>
      <translation>Covered at the same place of {0} other pages. Can be undone.</translation>
    </message>
    <message>
      <source>备注（只在本次复核中显示，不写入副本）：</source>
      <translation>Note (shown in this review only, never written into the copy):</translation>
    </message>
    <message>
      <source>备注</source>
      <translation>Note</translation>
    </message>
    <message>
      <source>已对“{0}”类 {1} 处应用。</source>
      <translation>Applied to {1} places of the category “{0}”.</translation>
    </message>
  </context>
  <context>
    <name>Mending</name>
    <message>
      <source>遮盖新发现的内容</source>
      <translation>treat what was found anew</translation>
    </message>
  </context>
  <context>
    <name>PageView</name>
    <message>
      <source>页面</source>
      <translation>Pages</translation>
    </message>
  </context>
  <context>
    <name>PeopleDialog</name>
    <message>
      <source>经办与复核</source>
      <translation>Clerk and reviewer</translation>
    </message>
    <message>
      <source>经办人</source>
      <translation>Clerk</translation>
    </message>
    <message>
      <source>复核人</source>
      <translation>Reviewer</translation>
    </message>
    <message>
      <source>两个姓名写入台账和报告，不写入副本。</source>
      <translation>Both names go into the ledger and the report, never into the copies.</translation>
    </message>
    <message>
      <source>保存</source>
      <translation>Save</translation>
    </message>
    <message>
      <source>取消</source>
      <translation>Cancel</translation>
    </message>
    <message>
      <source>两个姓名相同：要求双人复核的文种不能由同一人签字。</source>
      <translation>Both names are the same: kinds that ask for two persons cannot be signed by one.</translation>
    </message>
  </context>
  <context>
    <name>Picker</name>
    <message>
      <source>选择…</source>
      <translation>Choose…</translation>
    </message>
    <message>
      <source>选择：{0}</source>
      <translation>Choose: {0}</translation>
    </message>
    <message>
      <source>恢复默认</source>
      <translation>Default</translation>
    </message>
    <message>
      <source>恢复默认：{0}</source>
      <translation>Default: {0}</translation>
    </message>
  </context>
  <context>
    <name>PlaceView</name>
    <message>
      <source>未读内容所在的位置</source>
      <translation>Where the unread content stands</translation>
    </message>
    <message>
      <source>这一处没有页面位置，请用 Word 打开原件核对。</source>
      <translation>This place has no position on a page; please check it in Word.</translation>
    </message>
    <message>
      <source>这一页无法显示，请用其他软件打开原件核对。</source>
      <translation>This page cannot be shown; please check the original in another program.</translation>
    </message>
    <message>
      <source>正在打开…</source>
      <translation>Opening…</translation>
    </message>
  </context>
  <context>
    <name>PolicyEditor</name>
    <message>
      <source>文种规则</source>
      <translation>Rule books</translation>
    </message>
    <message>
      <source>文种</source>
      <translation>Kind</translation>
    </message>
    <message>
      <source>复制为本单位文种</source>
      <translation>Copy as our own</translation>
    </message>
    <message>
      <source>导入…</source>
      <translation>Import…</translation>
    </message>
    <message>
      <source>导出…</source>
      <translation>Export…</translation>
    </message>
    <message>
      <source>删除</source>
      <translation>Delete</translation>
    </message>
    <message>
      <source>保存</source>
      <translation>Save</translation>
    </message>
    <message>
      <source>关闭</source>
      <translation>Close</translation>
    </message>
    <message>
      <source>对“{0}”的改动还没有保存。</source>
      <translation>The changes to “{0}” are not saved yet.</translation>
    </message>
    <message>
      <source>内置文种不能改动。要改，请先复制为本单位文种。</source>
      <translation>Built-in rule books cannot be changed. Copy one as your own first.</translation>
    </message>
    <message>
      <source>{0}（本单位）</source>
      <translation>{0} (our own)</translation>
    </message>
    <message>
      <source>导入文种</source>
      <translation>Import a rule book</translation>
    </message>
    <message>
      <source>文种规则 (*.yaml *.yml)</source>
      <translation>Rule books (*.yaml *.yml)</translation>
    </message>
    <message>
      <source>导出文种</source>
      <translation>Export the rule book</translation>
    </message>
    <message>
      <source>文种规则 (*.yaml)</source>
      <translation>Rule books (*.yaml)</translation>
    </message>
    <message>
      <source>要删除“{0}”吗？</source>
      <translation>Delete “{0}”?</translation>
    </message>
    <message>
      <source>改动还没有保存。要放弃这些改动吗？</source>
      <translation>The changes are not saved. Discard them?</translation>
    </message>
    <message>
      <source>放弃改动</source>
      <translation>Discard</translation>
    </message>
  </context>
  <context>
    <name>PolicyHead</name>
    <message>
      <source> 种可能</source>
      <translation> possibilities</translation>
    </message>
    <message>
      <source>只问没有把握的</source>
      <translation>Ask about doubtful findings only</translation>
    </message>
    <message>
      <source>除确定无疑的都问</source>
      <translation>Ask about all but the certain ones</translation>
    </message>
    <message>
      <source>都不问，按规则处理</source>
      <translation>Never ask, follow the rules</translation>
    </message>
    <message>
      <source>张某；重名时张某甲、张某乙</source>
      <translation>张某; 张某甲, 张某乙 where they meet</translation>
    </message>
    <message>
      <source>一律编号：张某甲、张某乙</source>
      <translation>Always numbered: 张某甲, 张某乙</translation>
    </message>
    <message>
      <source>各文件一致：张某7KQ2MX</source>
      <translation>The same in all files: 张某7KQ2MX</translation>
    </message>
    <message>
      <source>须由第二人复核签字</source>
      <translation>A second person must sign</translation>
    </message>
    <message>
      <source>名称</source>
      <translation>Name</translation>
    </message>
    <message>
      <source>部分遮盖至少留</source>
      <translation>Partial masks leave at least</translation>
    </message>
    <message>
      <source>何时问复核人</source>
      <translation>When to ask the reviewer</translation>
    </message>
    <message>
      <source>姓名的代称</source>
      <translation>Pseudonyms</translation>
    </message>
    <message>
      <source>第 {0} 版 · 校验值 {1}</source>
      <translation>Version {0} · digest {1}</translation>
    </message>
  </context>
  <context>
    <name>PolicyRules</name>
    <message>
      <source>按身份另定…</source>
      <translation>Rule for a role…</translation>
    </message>
    <message>
      <source>给所选类别加一条只对某种身份有效的规则，例如未成年人的住址。</source>
      <translation>Add a rule for the chosen category that holds for one role only, such as the address of a minor.</translation>
    </message>
    <message>
      <source>删去这条规则</source>
      <translation>Remove this rule</translation>
    </message>
    <message>
      <source>类别</source>
      <translation>Kind</translation>
    </message>
    <message>
      <source>处理</source>
      <translation>Treatment</translation>
    </message>
    <message>
      <source>依据</source>
      <translation>Clause</translation>
    </message>
    <message>
      <source>示例</source>
      <translation>Example</translation>
    </message>
    <message>
      <source>各类信息的处理</source>
      <translation>Treatment of each category</translation>
    </message>
  </context>
  <context>
    <name>RepeatDialog</name>
    <message>
      <source>逐页重复</source>
      <translation>Repeat on pages</translation>
    </message>
    <message>
      <source>第 {0} 页的这个框，在哪些页的同一位置也遮盖？</source>
      <translation>On which pages shall the same place as this box of page {0} be covered?</translation>
    </message>
    <message>
      <source>全部 {0} 页</source>
      <translation>All {0} pages</translation>
    </message>
    <message>
      <source>只在单数页</source>
      <translation>Odd pages only</translation>
    </message>
    <message>
      <source>只在双数页</source>
      <translation>Even pages only</translation>
    </message>
    <message>
      <source>遮盖</source>
      <translation>Cover</translation>
    </message>
    <message>
      <source>取消</source>
      <translation>Cancel</translation>
    </message>
    <message>
      <source>从第</source>
      <translation>From page</translation>
    </message>
    <message>
      <source>第一页</source>
      <translation>First page</translation>
    </message>
    <message>
      <source>最后一页</source>
      <translation>Last page</translation>
    </message>
    <message>
      <source>页到第</source>
      <translation>to</translation>
    </message>
    <message>
      <source>页</source>
      <translation> </translation>
    </message>
  </context>
  <context>
    <name>ReviewParts</name>
    <message>
      <source>正在用 LibreOffice 排出页面…</source>
      <translation>LibreOffice lays out the pages…</translation>
    </message>
    <message>
      <source>这个文件无法排成页面，请按文字核对。</source>
      <translation>This file cannot be laid out as pages; please check its text.</translation>
    </message>
    <message>
      <source>这个文件太长，一分钟内没有排完页面，请按文字核对。</source>
      <translation>This file is too long to be laid out within a minute; please check its text.</translation>
    </message>
  </context>
  <context>
    <name>Reviewing</name>
    <message>
      <source>接受</source>
      <translation>Accept</translation>
    </message>
    <message>
      <source>保留原文</source>
      <translation>Keep as is</translation>
    </message>
    <message>
      <source>改变处理方式</source>
      <translation>Change treatment</translation>
    </message>
    <message>
      <source>相同内容</source>
      <translation>Same text</translation>
    </message>
    <message>
      <source>整列</source>
      <translation>Whole column</translation>
    </message>
    <message>
      <source>整类</source>
      <translation>whole category</translation>
    </message>
    <message>
      <source>备注</source>
      <translation>note</translation>
    </message>
    <message>
      <source>框选</source>
      <translation>Draw box</translation>
    </message>
    <message>
      <source>撤去标记</source>
      <translation>Remove mark</translation>
    </message>
    <message>
      <source>确认未读内容</source>
      <translation>Confirm unread place</translation>
    </message>
    <message>
      <source>遮盖未读内容</source>
      <translation>Cover unread places</translation>
    </message>
  </context>
  <context>
    <name>RuleEditor</name>
    <message>
      <source>修改规则</source>
      <translation>Change a rule</translation>
    </message>
    <message>
      <source>新建规则</source>
      <translation>New rule</translation>
    </message>
    <message>
      <source>总是保留（不是个人信息）</source>
      <translation>Always keep (not personal)</translation>
    </message>
    <message>
      <source>可不填，例如：案号、案件编号</source>
      <translation>Optional, such as: 案号、案件编号</translation>
    </message>
    <message>
      <source>名称</source>
      <translation>Name</translation>
    </message>
    <message>
      <source>类别</source>
      <translation>Kind</translation>
    </message>
    <message>
      <source>正则表达式</source>
      <translation>Expression</translation>
    </message>
    <message>
      <source>标签词</source>
      <translation>Labels</translation>
    </message>
    <message>
      <source>试验文字</source>
      <translation>Text to try</translation>
    </message>
    <message>
      <source>粘贴一段文字，匹配的内容会立即标出。</source>
      <translation>Paste a text; what matches is marked at once.</translation>
    </message>
    <message>
      <source>匹配前，全角字符先换成半角；字母区分大小写。</source>
      <translation>Full-width characters become half-width before matching; case counts.</translation>
    </message>
    <message>
      <source>匹配即认定</source>
      <translation>A match is certain</translation>
    </message>
    <message>
      <source>匹配后由人决定</source>
      <translation>A match is put to a person</translation>
    </message>
    <message>
      <source>只在标签词之后才算</source>
      <translation>Only after a label</translation>
    </message>
    <message>
      <source>保存</source>
      <translation>Save</translation>
    </message>
    <message>
      <source>取消</source>
      <translation>Cancel</translation>
    </message>
    <message>
      <source>请填写名称和正则表达式。</source>
      <translation>Fill in the name and the expression.</translation>
    </message>
    <message>
      <source>匹配 {0} 处。</source>
      <translation>{0} matches.</translation>
    </message>
  </context>
  <context>
    <name>RuleForm</name>
    <message>
      <source>保留</source>
      <translation>Keep</translation>
    </message>
    <message>
      <source>请复核人决定（建议{0}）</source>
      <translation>Ask the reviewer (suggest: {0})</translation>
    </message>
    <message>
      <source>给复核人的提示，可不填</source>
      <translation>Hint for the reviewer, optional</translation>
    </message>
    <message>
      <source>按建议处理</source>
      <translation>Treat as suggested</translation>
    </message>
    <message>
      <source>整份文件不放行</source>
      <translation>Withhold the whole file</translation>
    </message>
    <message>
      <source>可选，也可直接填写本地规定</source>
      <translation>Optional; a local regulation may be typed in</translation>
    </message>
    <message>
      <source>处理</source>
      <translation>Treatment</translation>
    </message>
    <message>
      <source>去标识化方式</source>
      <translation>De-identify by</translation>
    </message>
    <message>
      <source>依据</source>
      <translation>Clause</translation>
    </message>
    <message>
      <source>无人复核时</source>
      <translation>With nobody to ask</translation>
    </message>
    <message>
      <source>提示</source>
      <translation>Hint</translation>
    </message>
    <message>
      <source>示例</source>
      <translation>Example</translation>
    </message>
  </context>
  <context>
    <name>RulesPage</name>
    <message>
      <source>规则</source>
      <translation>Patterns</translation>
    </message>
    <message>
      <source>规则内容</source>
      <translation>Pattern text</translation>
    </message>
    <message>
      <source>新建…</source>
      <translation>New…</translation>
    </message>
    <message>
      <source>修改…</source>
      <translation>Change…</translation>
    </message>
    <message>
      <source>删除</source>
      <translation>Delete</translation>
    </message>
    <message>
      <source>本单位规则保存在 {0}，可复制给其他电脑使用。</source>
      <translation>The office's own patterns lie in {0}; they can be copied to other computers.</translation>
    </message>
    <message>
      <source>本单位规则</source>
      <translation>The office's own</translation>
    </message>
    <message>
      <source>内置规则</source>
      <translation>Built in</translation>
    </message>
    <message>
      <source>  （还没有）</source>
      <translation>  (none yet)</translation>
    </message>
    <message>
      <source>总是保留</source>
      <translation>Always keep</translation>
    </message>
    <message>
      <source>名称：{0}</source>
      <translation>Name: {0}</translation>
    </message>
    <message>
      <source>类别：{0}</source>
      <translation>Kind: {0}</translation>
    </message>
    <message>
      <source>来源：{0}</source>
      <translation>Source: {0}</translation>
    </message>
    <message>
      <source>标签词：{0}</source>
      <translation>Labels: {0}</translation>
    </message>
    <message>
      <source>把握 {0}，有标签时 {1}</source>
      <translation>score {0}, with a label {1}</translation>
    </message>
    <message>
      <source>应找到：</source>
      <translation>Must find:</translation>
    </message>
    <message>
      <source>不应找到：</source>
      <translation>Must not find:</translation>
    </message>
    <message>
      <source>要删除规则“{0}”吗？此后不再按它查找。</source>
      <translation>Delete the pattern “{0}”? It will not be searched for any more.</translation>
    </message>
    <message>
      <source>这条规则与其他规则写在同一个文件里，请在该文件中删除。</source>
      <translation>This pattern shares its file with others; delete it there.</translation>
    </message>
  </context>
  <context>
    <name>SearchDialog</name>
    <message>
      <source>搜索并标记</source>
      <translation>Search and mark</translation>
    </message>
    <message>
      <source>要查找的词语</source>
      <translation>Words to find</translation>
    </message>
    <message>
      <source>正则表达式</source>
      <translation>Regular expression</translation>
    </message>
    <message>
      <source>查找</source>
      <translation>Find</translation>
    </message>
    <message>
      <source>找到的位置</source>
      <translation>Places found</translation>
    </message>
    <message>
      <source>标记为</source>
      <translation>Mark as</translation>
    </message>
    <message>
      <source>处理方式</source>
      <translation>Treatment</translation>
    </message>
    <message>
      <source>标记勾选的</source>
      <translation>Mark ticked</translation>
    </message>
    <message>
      <source>关闭</source>
      <translation>Close</translation>
    </message>
    <message>
      <source>这个正则表达式写法不对，请检查。</source>
      <translation>This regular expression is wrong.</translation>
    </message>
    <message>
      <source>这个正则表达式太费时，请改得具体一些。</source>
      <translation>This regular expression takes too long; make it more specific.</translation>
    </message>
    <message>
      <source>正在查找，已找到 {0} 处…</source>
      <translation>Searching, {0} places so far…</translation>
    </message>
    <message>
      <source>找到 {0} 处尚未标记的内容。</source>
      <translation>{0} places found that are not marked yet.</translation>
    </message>
  </context>
  <context>
    <name>SettingsDialog</name>
    <message>
      <source>设置</source>
      <translation>Settings</translation>
    </message>
    <message>
      <source>常用</source>
      <translation>General</translation>
    </message>
    <message>
      <source>词语</source>
      <translation>Words</translation>
    </message>
    <message>
      <source>规则</source>
      <translation>Patterns</translation>
    </message>
    <message>
      <source>文件夹</source>
      <translation>Folders</translation>
    </message>
    <message>
      <source>外观</source>
      <translation>Looks</translation>
    </message>
    <message>
      <source>保存</source>
      <translation>Save</translation>
    </message>
    <message>
      <source>取消</source>
      <translation>Cancel</translation>
    </message>
    <message>
      <source>用语言模型识别姓名</source>
      <translation>Find names with the language model</translation>
    </message>
    <message>
      <source>识别图片和扫描件中的文字（OCR）</source>
      <translation>Read text in pictures and scans (OCR)</translation>
    </message>
    <message>
      <source>本机没有安装文字识别组件，图片须逐张人工确认。</source>
      <translation>The reader of pictures is not installed here; every picture must be confirmed by a person.</translation>
    </message>
    <message>
      <source>查看和编辑文种规则…</source>
      <translation>View and edit rule books…</translation>
    </message>
    <message>
      <source>同一人在各文件中用同一代称</source>
      <translation>One pseudonym a person in all files</translation>
    </message>
    <message>
      <source>代称由本机配置文件夹中的密钥算出，不保存任何对照表。</source>
      <translation>Computed with a key in this computer's configuration folder; no table is kept.</translation>
    </message>
    <message>
      <source>默认文种</source>
      <translation>Default policy</translation>
    </message>
    <message>
      <source>经办人</source>
      <translation>Clerk</translation>
    </message>
    <message>
      <source>复核人</source>
      <translation>Reviewer</translation>
    </message>
    <message>
      <source>单位</source>
      <translation>Office</translation>
    </message>
    <message>
      <source>经办人、复核人和单位写入台账。</source>
      <translation>Clerk, reviewer and office go into the ledger.</translation>
    </message>
    <message>
      <source>关闭文字识别后，图片和扫描页不读取，须逐处人工确认才能导出。</source>
      <translation>When this is off, pictures and scanned pages are not read and must be confirmed one by one.</translation>
    </message>
    <message>
      <source>第一个文件旁边的“脱敏副本”</source>
      <translation>“脱敏副本” beside the first file</translation>
    </message>
    <message>
      <source>副本保存到</source>
      <translation>Copies go to</translation>
    </message>
    <message>
      <source>副本文件夹里的“台账.jsonl”</source>
      <translation>“台账.jsonl” in the folder of the copies</translation>
    </message>
    <message>
      <source>台账</source>
      <translation>Ledger</translation>
    </message>
    <message>
      <source>台账只记处理的种类、数量和校验值，不含文件名和个人信息。</source>
      <translation>The ledger holds kinds, counts and digests only, no file names and no personal information.</translation>
    </message>
    <message>
      <source>跟随系统</source>
      <translation>As the system</translation>
    </message>
    <message>
      <source>浅色</source>
      <translation>Light</translation>
    </message>
    <message>
      <source>深色</source>
      <translation>Dark</translation>
    </message>
    <message>
      <source>高对比度</source>
      <translation>High contrast</translation>
    </message>
    <message>
      <source>主题</source>
      <translation>Theme</translation>
    </message>
    <message>
      <source>文字大小</source>
      <translation>Text size</translation>
    </message>
    <message>
      <source>语言</source>
      <translation>Language</translation>
    </message>
    <message>
      <source>语言在下次启动时生效。</source>
      <translation>The language changes at the next start.</translation>
    </message>
    <message>
      <source>选择副本保存到哪个文件夹</source>
      <translation>Choose the folder for the copies</translation>
    </message>
    <message>
      <source>“总是保留”第 {0} 行的正则表达式有误。</source>
      <translation>“Always keep”, line {0}: the expression is wrong.</translation>
    </message>
    <message>
      <source>“总是去除”第 {0} 行的正则表达式有误。</source>
      <translation>“Always remove”, line {0}: the expression is wrong.</translation>
    </message>
  </context>
  <context>
    <name>Shell</name>
    <message>
      <source>打开文件夹</source>
      <translation>Open folder</translation>
    </message>
    <message>
      <source>上次没有正常退出，复核结果已保存。要重新打开这 {0} 个文件吗？</source>
      <translation>The last run broke off; the review was kept. Open these {0} files again?</translation>
    </message>
    <message>
      <source>重新打开</source>
      <translation>Open again</translation>
    </message>
    <message>
      <source>最近的文件</source>
      <translation>Recent files</translation>
    </message>
    <message>
      <source>记住最近的文件（文件名可能含个人信息）</source>
      <translation>Remember recent files (names may be personal)</translation>
    </message>
    <message>
      <source>清除记录</source>
      <translation>Clear</translation>
    </message>
    <message>
      <source>还有文件正在处理。退出会停止处理，原件不受影响。</source>
      <translation>Files are still being worked on. Leaving stops that; the originals are safe.</translation>
    </message>
    <message>
      <source>还有 {0} 个文件没有导出副本。确定退出吗？</source>
      <translation>{0} files have no copy yet. Leave anyway? </translation>
    </message>
    <message>
      <source>复核结果已保存，下次打开同一文件时自动恢复。</source>
      <translation>The review is kept and comes back when the same file is opened.</translation>
    </message>
    <message>
      <source>退出</source>
      <translation>Leave</translation>
    </message>
    <message>
      <source>设置没有保存：配置文件夹无法写入。本次运行仍按新设置处理。</source>
      <translation>The settings were not saved: their folder cannot be written. This run uses them all the same.</translation>
    </message>
  </context>
  <context>
    <name>SignDialog</name>
    <message>
      <source>复核签字</source>
      <translation>Reviewer's signature</translation>
    </message>
    <message>
      <source>复核人</source>
      <translation>Reviewer</translation>
    </message>
    <message>
      <source>我已逐处核对这个文件，同意按现在的处理结果导出。</source>
      <translation>I looked at every place of this file and agree to its export as it is.</translation>
    </message>
    <message>
      <source>签字</source>
      <translation>Sign</translation>
    </message>
    <message>
      <source>取消</source>
      <translation>Cancel</translation>
    </message>
    <message>
      <source>文件</source>
      <translation>File</translation>
    </message>
    <message>
      <source>经办人</source>
      <translation>Clerk</translation>
    </message>
    <message>
      <source>处理结果</source>
      <translation>Result</translation>
    </message>
    <message>
      <source>签字之后如有任何改动，签字自动失效，须重新签字。</source>
      <translation>Any change after signing makes the signature void.</translation>
    </message>
    <message>
      <source>去除 {0} 处，保留 {1} 处，手工标记 {2} 处</source>
      <translation>{0} removed, {1} kept, {2} marked by hand</translation>
    </message>
  </context>
  <context>
    <name>StatusLine</name>
    <message>
      <source>进度</source>
      <translation>Progress</translation>
    </message>
    <message>
      <source>取消</source>
      <translation>Cancel</translation>
    </message>
    <message>
      <source>立即停止；原件不受影响</source>
      <translation>Stop at once; the originals are safe</translation>
    </message>
    <message>
      <source>离线运行 · 原件不改动</source>
      <translation>Offline · originals untouched</translation>
    </message>
    <message>
      <source>正在处理，已完成 {0} / {1} 个文件</source>
      <translation>Working, {0} of {1} files done</translation>
    </message>
  </context>
  <context>
    <name>StepsBar</name>
    <message>
      <source>检查并导出</source>
      <translation>Check and export</translation>
    </message>
    <message>
      <source>检查并导出（Ctrl+E）</source>
      <translation>Check and export (Ctrl+E)</translation>
    </message>
    <message>
      <source>① 添加文件</source>
      <translation>① Add files</translation>
    </message>
    <message>
      <source>② 复核</source>
      <translation>② Review</translation>
    </message>
    <message>
      <source>③ 检查并导出</source>
      <translation>③ Check and export</translation>
    </message>
    <message>
      <source>点击填写经办人和复核人；写入台账和报告。</source>
      <translation>Click to name clerk and reviewer, for ledger and report.</translation>
    </message>
    <message>
      <source>文种</source>
      <translation>Policy</translation>
    </message>
    <message>
      <source>按文种决定当前文件里每类信息怎样处理；更换后，已做的决定保留。</source>
      <translation>The kind decides how the current file is treated; decisions stay when it changes.</translation>
    </message>
    <message>
      <source>经办 {0} · 复核 {1}</source>
      <translation>Clerk {0} · Reviewer {1}</translation>
    </message>
    <message>
      <source>全部文件都用“{0}”</source>
      <translation>“{0}” for all files</translation>
    </message>
    <message>
      <source>另有 {0} 个文件按别的文种处理；点击后全部按这个文种。</source>
      <translation>{0} other files are of another kind; click to use this one for all.</translation>
    </message>
    <message>
      <source>看起来是“{0}”，改用？</source>
      <translation>Looks like “{0}”. Use it?</translation>
    </message>
    <message>
      <source>标题像是这个文种。点击后按它处理，已做的决定保留。</source>
      <translation>The title looks like this kind. Click to use it; decisions stay.</translation>
    </message>
  </context>
  <context>
    <name>SweepDialog</name>
    <message>
      <source>级别</source>
      <translation>Level</translation>
    </message>
    <message>
      <source>文件</source>
      <translation>File</translation>
    </message>
    <message>
      <source>人数</source>
      <translation>People</translation>
    </message>
    <message>
      <source>未成年人</source>
      <translation>Minors</translation>
    </message>
    <message>
      <source>说明</source>
      <translation>What</translation>
    </message>
    <message>
      <source>已发布内容排查</source>
      <translation>Search what was published</translation>
    </message>
    <message>
      <source>请选择</source>
      <translation>Please choose</translation>
    </message>
    <message>
      <source>要排查的文件夹</source>
      <translation>Folder to search</translation>
    </message>
    <message>
      <source>报告保存到</source>
      <translation>Report goes to</translation>
    </message>
    <message>
      <source>打开报告</source>
      <translation>Open the report</translation>
    </message>
    <message>
      <source>只读不改：查看网站上已公开的文件里还有哪些个人信息、遮盖是否彻底、公示期是否已过，按严重程度排列。报告里没有个人信息。</source>
      <translation>Read-only: which personal information stands in published files, whether covers hold, whether the notice period is over; the worst first. The report holds no personal information.</translation>
    </message>
    <message>
      <source>排查 {0} 个文件，{1} 个要看，其中严重 {2} 个。</source>
      <translation>{0} files searched, {1} need a look, {2} of them badly. </translation>
    </message>
    <message>
      <source>已停止，只排查了一部分，下次接着做。</source>
      <translation>Stopped half-way; the next search goes on. </translation>
    </message>
    <message>
      <source>另有 {0} 个文件的格式不在排查范围，见报告。</source>
      <translation>{0} more are of formats that are not searched; see the report.</translation>
    </message>
    <message>
      <source>打开需要重新处理的 {0} 个文件</source>
      <translation>Open the {0} files to treat again</translation>
    </message>
  </context>
  <context>
    <name>TextView</name>
    <message>
      <source>文件内容</source>
      <translation>Text of the file</translation>
    </message>
  </context>
  <context>
    <name>ThumbList</name>
    <message>
      <source>页面缩略图</source>
      <translation>Page thumbnails</translation>
    </message>
  </context>
  <context>
    <name>Toolbox</name>
    <message>
      <source>待复核清单无法读取。</source>
      <translation>The review queue cannot be read.</translation>
    </message>
    <message>
      <source>待复核清单里的文件都已处理。</source>
      <translation>All files of the review queue are done.</translation>
    </message>
    <message>
      <source>台账核对无误，已写出 {0}。</source>
      <translation>The ledger holds; {0} was written.</translation>
    </message>
  </context>
  <context>
    <name>TryBox</name>
    <message>
      <source>在这里粘贴一段文字，看看按上面的设置会找到什么。</source>
      <translation>Paste a text here to see what is found under the settings above.</translation>
    </message>
    <message>
      <source>试验文字</source>
      <translation>Text to try</translation>
    </message>
    <message>
      <source>试一试</source>
      <translation>Try</translation>
    </message>
    <message>
      <source>请先填写一段文字。</source>
      <translation>Fill in a text first.</translation>
    </message>
    <message>
      <source>正在识别…</source>
      <translation>Searching…</translation>
    </message>
    <message>
      <source>没有找到个人信息。</source>
      <translation>Nothing personal was found.</translation>
    </message>
    <message>
      <source>找到 {0} 处：{1}。</source>
      <translation>{0} found: {1}.</translation>
    </message>
  </context>
  <context>
    <name>Words</name>
    <message>
      <source>发布前检查没有完成，不能导出。请重新识别这个文件后再试。</source>
      <translation>The check before publication did not finish, so nothing can be exported. Search this file again and retry.</translation>
    </message>
    <message>
      <source>正在做发布前检查…</source>
      <translation>Checking before publication…</translation>
    </message>
    <message>
      <source>正在核对文件名是否含个人信息…</source>
      <translation>Checking whether the file name holds personal information…</translation>
    </message>
    <message>
      <source>有 {0} 个部分遮盖的号码容易被猜出，请改为全部遮盖，或核对后确认。</source>
      <translation>{0} partly masked numbers can be guessed. Cover them whole, or look at them and confirm.</translation>
    </message>
    <message>
      <source>看每一列的影响</source>
      <translation>See what each column does</translation>
    </message>
    <message>
      <source>发布前检查</source>
      <translation>Check before publication</translation>
    </message>
    <message>
      <source>怎样处理</source>
      <translation>How it is treated</translation>
    </message>
    <message>
      <source>保留什么，为什么</source>
      <translation>What stays, and why</translation>
    </message>
    <message>
      <source>还要决定</source>
      <translation>Still to decide</translation>
    </message>
    <message>
      <source>部分遮盖的强度</source>
      <translation>Strength of partial masks</translation>
    </message>
    <message>
      <source>合起来能否认出人</source>
      <translation>Can people be recognised from what is left</translation>
    </message>
    <message>
      <source>与列表中第 {0} 个文件合起来看，同一{1}还剩 {2} 种可能，请改为全部遮盖。</source>
      <translation>Together with file {0} of the list, one number ({1}) has {2} possibilities left; mask it whole.</translation>
    </message>
    <message>
      <source>框选的区域</source>
      <translation>Drawn area</translation>
    </message>
    <message>
      <source>图像，没有文字</source>
      <translation>Picture without text</translation>
    </message>
    <message>
      <source>第 {0} 页</source>
      <translation>Page {0}</translation>
    </message>
    <message>
      <source>全文</source>
      <translation>Whole text</translation>
    </message>
    <message>
      <source>手工标记</source>
      <translation>Marked by hand</translation>
    </message>
    <message>
      <source>没有对应到人</source>
      <translation>Nobody’s</translation>
    </message>
    <message>
      <source>待定：可能是{0}</source>
      <translation>Undecided: possibly {0}</translation>
    </message>
    <message>
      <source>第 {0} 页：{1} 处，待定 {2}</source>
      <translation>Page {0}: {1} hits, {2} undecided</translation>
    </message>
    <message>
      <source>手工标记为“{0}”，处理方式：{1}。</source>
      <translation>Marked by hand as “{0}”, treatment: {1}.</translation>
    </message>
    <message>
      <source>依据：{0}（{1}）</source>
      <translation>Basis: {0} ({1})</translation>
    </message>
    <message>
      <source>由 {0} 决定：{1}</source>
      <translation>Decided by {0}: {1}</translation>
    </message>
    <message>
      <source>备注：{0}</source>
      <translation>Note: {0}</translation>
    </message>
    <message>
      <source>公开前检查报告</source>
      <translation>Report before publication</translation>
    </message>
    <message>
      <source>单位</source>
      <translation>Office</translation>
    </message>
    <message>
      <source>经办人</source>
      <translation>Clerk</translation>
    </message>
    <message>
      <source>复核人</source>
      <translation>Reviewer</translation>
    </message>
    <message>
      <source>时间</source>
      <translation>Time</translation>
    </message>
    <message>
      <source>文件</source>
      <translation>File</translation>
    </message>
    <message>
      <source>{0} 个，已导出 {1} 个</source>
      <translation>{0}, {1} exported</translation>
    </message>
    <message>
      <source>位置</source>
      <translation>Place</translation>
    </message>
    <message>
      <source>类别</source>
      <translation>Kind</translation>
    </message>
    <message>
      <source>处理</source>
      <translation>Treatment</translation>
    </message>
    <message>
      <source>依据</source>
      <translation>Clause</translation>
    </message>
    <message>
      <source>决定人</source>
      <translation>By</translation>
    </message>
    <message>
      <source>数量</source>
      <translation>Count</translation>
    </message>
    <message>
      <source>逐项决定</source>
      <translation>All decisions</translation>
    </message>
    <message>
      <source>文种规定</source>
      <translation>kind</translation>
    </message>
    <message>
      <source>人工</source>
      <translation>person</translation>
    </message>
    <message>
      <source>原件 SHA-256</source>
      <translation>SHA-256 of the original</translation>
    </message>
    <message>
      <source>副本 SHA-256</source>
      <translation>SHA-256 of the copy</translation>
    </message>
    <message>
      <source>副本已写出并通过检查：{0}</source>
      <translation>The copy was written and passed its checks: {0}</translation>
    </message>
    <message>
      <source>还没有识别完。</source>
      <translation>Still searching.</translation>
    </message>
    <message>
      <source>正在导出并检查…</source>
      <translation>Exporting and checking…</translation>
    </message>
    <message>
      <source>还有 {0} 处待定，决定之后才能导出。</source>
      <translation>{0} still undecided; decide before exporting.</translation>
    </message>
    <message>
      <source>还有 {0} 处未读内容没有确认，确认之后才能导出。</source>
      <translation>{0} unread places not confirmed; confirm before exporting.</translation>
    </message>
    <message>
      <source>未发现个人信息，请人工核对后再导出。</source>
      <translation>No personal information found. Check by eye before exporting.</translation>
    </message>
    <message>
      <source>可以导出。写出后会再检查一遍副本。</source>
      <translation>Ready to export. The written copy will be checked again.</translation>
    </message>
    <message>
      <source>原文件名含个人信息，副本将命名为“{0}”。</source>
      <translation>The file's name holds personal information; the copy will be named “{0}”.</translation>
    </message>
    <message>
      <source>已去除</source>
      <translation>Removed</translation>
    </message>
    <message>
      <source>将去除</source>
      <translation>To be removed</translation>
    </message>
    <message>
      <source>按文种规定</source>
      <translation>by the policy</translation>
    </message>
    <message>
      <source>人工决定</source>
      <translation>decided by a person</translation>
    </message>
    <message>
      <source>保留</source>
      <translation>Keep</translation>
    </message>
    <message>
      <source>（已确认）</source>
      <translation>(confirmed)</translation>
    </message>
    <message>
      <source>（未确认）</source>
      <translation>(not confirmed)</translation>
    </message>
    <message>
      <source>需要人工核对的内容</source>
      <translation>To be looked at by a person</translation>
    </message>
    <message>
      <source>提示</source>
      <translation>Notes</translation>
    </message>
    <message>
      <source>副本中不再带有</source>
      <translation>The copy goes without</translation>
    </message>
    <message>
      <source>检查副本时又发现</source>
      <translation>Found anew when the copy was checked</translation>
    </message>
    <message>
      <source>检查没有通过的地方</source>
      <translation>Where the check failed</translation>
    </message>
    <message>
      <source>去这一页</source>
      <translation>Go to this page</translation>
    </message>
    <message>
      <source>请到这些位置，用“框选”或“标记所选文字”盖住，再导出一次。</source>
      <translation>Cover these places with a drawn box or by marking the text, then export again.</translation>
    </message>
    <message>
      <source>对写出的副本所做的检查</source>
      <translation>Checks of the written copy</translation>
    </message>
    <message>
      <source>请填写复核人姓名。</source>
      <translation>Fill in the reviewer's name.</translation>
    </message>
    <message>
      <source>请先填写经办人姓名。</source>
      <translation>Fill in the clerk's name first.</translation>
    </message>
    <message>
      <source>须由第二人复核，复核人不能与经办人相同。</source>
      <translation>A second person must review; reviewer and clerk cannot be the same.</translation>
    </message>
    <message>
      <source>复核人 {0} 已签字。</source>
      <translation>Signed by reviewer {0}.</translation>
    </message>
    <message>
      <source>签字之后又有改动，须由复核人重新签字。</source>
      <translation>Something changed after the signature; the reviewer must sign again.</translation>
    </message>
    <message>
      <source>须由第二人复核签字，签字之后才能导出。</source>
      <translation>A second person must review and sign before the export.</translation>
    </message>
    <message>
      <source>未发现，请人工核对</source>
      <translation>Nothing found: check by eye</translation>
    </message>
    <message>
      <source>证</source>
      <translation>ID</translation>
    </message>
    <message>
      <source>电</source>
      <translation>Tel</translation>
    </message>
    <message>
      <source>账</source>
      <translation>Acc</translation>
    </message>
    <message>
      <source>址</source>
      <translation>Adr</translation>
    </message>
    <message>
      <source>名</source>
      <translation>Nm</translation>
    </message>
    <message>
      <source>生</source>
      <translation>Bth</translation>
    </message>
    <message>
      <source>他</source>
      <translation>Oth</translation>
    </message>
    <message>
      <source>{0}（{1}）</source>
      <translation>{0} ({1})</translation>
    </message>
    <message>
      <source>存疑</source>
      <translation>doubtful</translation>
    </message>
    <message>
      <source>有备注</source>
      <translation>note</translation>
    </message>
    <message>
      <source>{0}表格，{1} 行</source>
      <translation>{0} table, {1} rows</translation>
    </message>
    <message>
      <source>{0}：姓名保留，每一行都能对应到人。下表只说明其余各列。</source>
      <translation>{0}: names stay, so every row points to a person. The table tells of the other columns only.</translation>
    </message>
    <message>
      <source>{0}：没有唯一的行，最小的一组 {1} 行。</source>
      <translation>{0}: no unique rows; the smallest group has {1} rows.</translation>
    </message>
    <message>
      <source> 等</source>
      <translation> and others</translation>
    </message>
    <message>
      <source>{0}：{1} 行是唯一的，知情的人可能认出来（表头以下第 {2}{3} 行）。</source>
      <translation>{0}: {1} rows are unique and may be recognised (rows {2}{3} below the header).</translation>
    </message>
    <message>
      <source>去掉{0}后仍有 {1} 行唯一。</source>
      <translation>Without {0}, {1} rows are still unique.</translation>
    </message>
    <message>
      <source>去掉{0}后没有唯一的行。</source>
      <translation>Without {0}, no row is unique.</translation>
    </message>
    <message>
      <source>正在生成预览…</source>
      <translation>Making the preview…</translation>
    </message>
    <message>
      <source>这一页的预览无法生成。导出时会再次处理并检查，不会漏出。</source>
      <translation>The preview of this page cannot be made. The export treats and checks it again; nothing leaks.</translation>
    </message>
    <message>
      <source>这一页无法显示，请用其他软件打开原件核对。</source>
      <translation>This page cannot be shown. Open the original in another program.</translation>
    </message>
    <message>
      <source>未读</source>
      <translation>unread</translation>
    </message>
    <message>
      <source>新发现</source>
      <translation>new</translation>
    </message>
    <message>
      <source>没有通过检查</source>
      <translation>failed the check</translation>
    </message>
    <message>
      <source>请复核人决定（建议{0}）</source>
      <translation>Ask the reviewer (suggest: {0})</translation>
    </message>
    <message>
      <source>其余各类</source>
      <translation>All other categories</translation>
    </message>
    <message>
      <source>（不留痕迹）</source>
      <translation>(no trace)</translation>
    </message>
    <message>
      <source>这张图片无法显示。</source>
      <translation>This picture cannot be shown.</translation>
    </message>
    <message>
      <source>正在打开…</source>
      <translation>Opening…</translation>
    </message>
    <message>
      <source>证件</source>
      <translation>Identity</translation>
    </message>
    <message>
      <source>电话</source>
      <translation>Phone</translation>
    </message>
    <message>
      <source>账号</source>
      <translation>Account</translation>
    </message>
    <message>
      <source>地址</source>
      <translation>Address</translation>
    </message>
    <message>
      <source>出生与未成年人</source>
      <translation>Birth and minors</translation>
    </message>
    <message>
      <source>其他</source>
      <translation>Other</translation>
    </message>
    <message>
      <source>身份证号</source>
      <translation>ID number</translation>
    </message>
    <message>
      <source>护照号</source>
      <translation>Passport</translation>
    </message>
    <message>
      <source>港澳台通行证号</source>
      <translation>HK/Macau/Taiwan permit</translation>
    </message>
    <message>
      <source>军人证件号</source>
      <translation>Military ID</translation>
    </message>
    <message>
      <source>社保卡号</source>
      <translation>Social security number</translation>
    </message>
    <message>
      <source>残疾人证号</source>
      <translation>Disability card</translation>
    </message>
    <message>
      <source>学籍号</source>
      <translation>Student number</translation>
    </message>
    <message>
      <source>户口簿号</source>
      <translation>Household register</translation>
    </message>
    <message>
      <source>病历号</source>
      <translation>Medical record</translation>
    </message>
    <message>
      <source>驾驶证号</source>
      <translation>Driving licence</translation>
    </message>
    <message>
      <source>个人证书号</source>
      <translation>Personal certificate</translation>
    </message>
    <message>
      <source>不动产权证号</source>
      <translation>Real estate title</translation>
    </message>
    <message>
      <source>手机号</source>
      <translation>Mobile</translation>
    </message>
    <message>
      <source>固定电话</source>
      <translation>Landline</translation>
    </message>
    <message>
      <source>银行卡号</source>
      <translation>Bank card</translation>
    </message>
    <message>
      <source>银行账号</source>
      <translation>Bank account</translation>
    </message>
    <message>
      <source>支付宝账号</source>
      <translation>Alipay</translation>
    </message>
    <message>
      <source>微信号</source>
      <translation>WeChat</translation>
    </message>
    <message>
      <source>QQ号</source>
      <translation>QQ</translation>
    </message>
    <message>
      <source>电子邮箱</source>
      <translation>E-mail</translation>
    </message>
    <message>
      <source>住址</source>
      <translation>Address</translation>
    </message>
    <message>
      <source>姓名</source>
      <translation>Name</translation>
    </message>
    <message>
      <source>出生日期</source>
      <translation>Birth date</translation>
    </message>
    <message>
      <source>未成年人学校班级</source>
      <translation>Minor's school</translation>
    </message>
    <message>
      <source>健康与困难信息</source>
      <translation>Health and hardship</translation>
    </message>
    <message>
      <source>车牌号</source>
      <translation>Number plate</translation>
    </message>
    <message>
      <source>IP地址</source>
      <translation>IP address</translation>
    </message>
    <message>
      <source>设备号</source>
      <translation>Device number</translation>
    </message>
    <message>
      <source>自定义内容</source>
      <translation>Custom</translation>
    </message>
    <message>
      <source>人像</source>
      <translation>Portrait</translation>
    </message>
    <message>
      <source>证件照片</source>
      <translation>Photo of a document</translation>
    </message>
    <message>
      <source>正文</source>
      <translation>Body</translation>
    </message>
    <message>
      <source>表格</source>
      <translation>Table</translation>
    </message>
    <message>
      <source>页眉</source>
      <translation>Header</translation>
    </message>
    <message>
      <source>页脚</source>
      <translation>Footer</translation>
    </message>
    <message>
      <source>脚注</source>
      <translation>Note</translation>
    </message>
    <message>
      <source>文本框</source>
      <translation>Text box</translation>
    </message>
    <message>
      <source>批注</source>
      <translation>Comment</translation>
    </message>
    <message>
      <source>表单</source>
      <translation>Form</translation>
    </message>
    <message>
      <source>链接</source>
      <translation>Link</translation>
    </message>
    <message>
      <source>书签</source>
      <translation>Bookmark</translation>
    </message>
    <message>
      <source>图片说明</source>
      <translation>Alt text</translation>
    </message>
    <message>
      <source>文件属性</source>
      <translation>Properties</translation>
    </message>
    <message>
      <source>图表</source>
      <translation>Chart</translation>
    </message>
    <message>
      <source>图片</source>
      <translation>Picture</translation>
    </message>
    <message>
      <source>其他位置</source>
      <translation>Elsewhere</translation>
    </message>
    <message>
      <source>公职人员</source>
      <translation>official</translation>
    </message>
    <message>
      <source>未成年人</source>
      <translation>minor</translation>
    </message>
    <message>
      <source>不满十四周岁</source>
      <translation>under 14</translation>
    </message>
    <message>
      <source>监护人</source>
      <translation>guardian</translation>
    </message>
    <message>
      <source>法定代表人</source>
      <translation>legal representative</translation>
    </message>
    <message>
      <source>全部用星号</source>
      <translation>all asterisks</translation>
    </message>
    <message>
      <source>保留前三位和后四位</source>
      <translation>keep the first 3 and last 4</translation>
    </message>
    <message>
      <source>只留区号</source>
      <translation>keep the area code</translation>
    </message>
    <message>
      <source>只留前六位</source>
      <translation>keep the first 6</translation>
    </message>
    <message>
      <source>只留后四位</source>
      <translation>keep the last 4</translation>
    </message>
    <message>
      <source>保留前两位和后三位</source>
      <translation>keep the first 2 and last 3</translation>
    </message>
    <message>
      <source>保留前六位和后四位</source>
      <translation>keep the first 6 and last 4</translation>
    </message>
    <message>
      <source>只留开户银行</source>
      <translation>keep the bank</translation>
    </message>
    <message>
      <source>只留首字和域名</source>
      <translation>keep the first letter and the domain</translation>
    </message>
    <message>
      <source>只留省份和发牌机关</source>
      <translation>keep province and office</translation>
    </message>
    <message>
      <source>只留首字</source>
      <translation>keep the first character</translation>
    </message>
    <message>
      <source>只到县（市、区）</source>
      <translation>to the county</translation>
    </message>
    <message>
      <source>只到乡镇、街道</source>
      <translation>to the township</translation>
    </message>
    <message>
      <source>只到村、社区</source>
      <translation>to the village</translation>
    </message>
    <message>
      <source>只到年月</source>
      <translation>to year and month</translation>
    </message>
    <message>
      <source>只到年</source>
      <translation>to the year</translation>
    </message>
    <message>
      <source>只到年代</source>
      <translation>to the decade</translation>
    </message>
    <message>
      <source>改为“某校”</source>
      <translation>becomes 某校</translation>
    </message>
    <message>
      <source>改为“（略）”</source>
      <translation>becomes （略）</translation>
    </message>
    <message>
      <source>保留姓氏，名改为“某”</source>
      <translation>surname and 某</translation>
    </message>
    <message>
      <source>一般公文</source>
      <translation>General document</translation>
    </message>
    <message>
      <source>惠民救助公示</source>
      <translation>Relief and benefits notice</translation>
    </message>
    <message>
      <source>学生资助与学校</source>
      <translation>Students and schools</translation>
    </message>
    <message>
      <source>招录任职公示</source>
      <translation>Recruitment and appointment</translation>
    </message>
    <message>
      <source>行政处罚与许可公示</source>
      <translation>Penalties and permits</translation>
    </message>
    <message>
      <source>裁判与复议文书</source>
      <translation>Judgments and reviews</translation>
    </message>
    <message>
      <source>依申请公开答复</source>
      <translation>Reply to a request</translation>
    </message>
    <message>
      <source>全部遮盖</source>
      <translation>Cover everything</translation>
    </message>
    <message>
      <source>{0} {1} 处：{2}。</source>
      <translation>{0}, {1} times: {2}.</translation>
    </message>
    <message>
      <source>{0} {1} 处：{2}，依据{3}。</source>
      <translation>{0}, {1} times: {2}, by {3}.</translation>
    </message>
    <message>
      <source>人工标记 {0} 处。</source>
      <translation>Marked by hand: {0}.</translation>
    </message>
    <message>
      <source>{0} {1} 处保留：{2}。</source>
      <translation>{0}, {1} times, kept: {2}.</translation>
    </message>
    <message>
      <source>人工决定保留</source>
      <translation>a person decided so</translation>
    </message>
    <message>
      <source>策略保留</source>
      <translation>the policy says so</translation>
    </message>
    <message>
      <source>{0}，依据{1}</source>
      <translation>{0}, by {1}</translation>
    </message>
    <message>
      <source>{0} {1} 处待定，请复核。</source>
      <translation>{0}, {1} times, undecided: please review.</translation>
    </message>
    <message>
      <source>{0}的部分遮盖{1}还剩 {2} 种可能，请扩大遮盖范围。</source>
      <translation>{0}: a partly covered {1} leaves {2} possibilities; cover more of it.</translation>
    </message>
    <message>
      <source>部分遮盖的{0} {1} 个，每个至少还有 {2} 种可能。</source>
      <translation>Partly covered {0}: {1}, each leaves at least {2} possibilities.</translation>
    </message>
    <message>
      <source>表格 {0} 行</source>
      <translation>Table of {0} rows</translation>
    </message>
    <message>
      <source>第 {0} 页表格 {1} 行</source>
      <translation>Table on page {0}, {1} rows</translation>
    </message>
    <message>
      <source>{0}：保留姓名，其余各列都能对应到个人，请只保留必须公布的列。</source>
      <translation>{0}: names are kept, so every other column points to a person; keep only the columns that must be published.</translation>
    </message>
    <message>
      <source>{0}中有 {1} 行是唯一的，可能被重新识别；{2}。</source>
      <translation>{0}: {1} rows are unique and may be recognised; {2}.</translation>
    </message>
    <message>
      <source>去掉「{0}」列后还剩 {1} 行唯一</source>
      <translation>without the column “{0}” {1} stay unique</translation>
    </message>
    <message>
      <source>{0}，改为粗略的分段后还剩 {1} 行</source>
      <translation>{0}, in coarser steps {1}</translation>
    </message>
    <message>
      <source>{0}；去掉{1}列后没有唯一的行</source>
      <translation>{0}; without {1} none is unique</translation>
    </message>
    <message>
      <source>该</source>
      <translation>this</translation>
    </message>
    <message>
      <source>再导出一次</source>
      <translation>Export again</translation>
    </message>
    <message>
      <source>去确认未读内容</source>
      <translation>Confirm unread places</translation>
    </message>
    <message>
      <source>另选文件夹…</source>
      <translation>Another folder…</translation>
    </message>
    <message>
      <source>另选台账…</source>
      <translation>Another ledger…</translation>
    </message>
    <message>
      <source>去第一处</source>
      <translation>Go to the first place</translation>
    </message>
    <message>
      <source>输入密码…</source>
      <translation>Password…</translation>
    </message>
    <message>
      <source>改经办人和复核人…</source>
      <translation>Clerk and reviewer…</translation>
    </message>
    <message>
      <source>重新识别</source>
      <translation>Search again</translation>
    </message>
    <message>
      <source>去复核</source>
      <translation>Review</translation>
    </message>
    <message>
      <source>打开设置…</source>
      <translation>Settings…</translation>
    </message>
    <message>
      <source>复核签字…</source>
      <translation>Sign as reviewer…</translation>
    </message>
    <message>
      <source>遮盖新发现的内容并重新导出</source>
      <translation>Treat what was found and export again</translation>
    </message>
    <message>
      <source>遮盖</source>
      <translation>Cover</translation>
    </message>
    <message>
      <source>删除</source>
      <translation>Delete</translation>
    </message>
    <message>
      <source>去标识化</source>
      <translation>De-identify</translation>
    </message>
    <message>
      <source>待定</source>
      <translation>Ask</translation>
    </message>
    <message>
      <source>等待识别</source>
      <translation>Waiting</translation>
    </message>
    <message>
      <source>正在识别…</source>
      <translation>Searching…</translation>
    </message>
    <message>
      <source>已导出，检查通过</source>
      <translation>Exported, checks passed</translation>
    </message>
    <message>
      <source>未导出，需要处理</source>
      <translation>Not exported, needs attention</translation>
    </message>
    <message>
      <source>无法处理</source>
      <translation>Cannot be worked on</translation>
    </message>
    <message>
      <source>需要密码</source>
      <translation>Password needed</translation>
    </message>
    <message>
      <source>有密级标志，已停止</source>
      <translation>Marked secret, stopped</translation>
    </message>
    <message>
      <source>文件已损坏</source>
      <translation>Damaged</translation>
    </message>
    <message>
      <source>无法读取文件</source>
      <translation>Cannot be read</translation>
    </message>
    <message>
      <source>已取消</source>
      <translation>Cancelled</translation>
    </message>
    <message>
      <source>正在读取 {0} 第 {1}/{2} 页</source>
      <translation>Reading {0}, page {1}/{2}</translation>
    </message>
    <message>
      <source>正在识别 {0} 第 {1}/{2} 页图像中的文字</source>
      <translation>Recognising text in {0}, scanned page {1} of {2}</translation>
    </message>
    <message>
      <source>正在识别 {0} 第 {1}/{2} 张图片中的文字</source>
      <translation>Recognising text in {0}, picture {1} of {2}</translation>
    </message>
    <message>
      <source>正在识别 {0} 中的姓名 {1}%</source>
      <translation>Looking for names in {0}, {1}%</translation>
    </message>
    <message>
      <source>正在识别 {0} {1}%</source>
      <translation>Searching {0}, {1}%</translation>
    </message>
    <message>
      <source>正在写出 {0} 的副本</source>
      <translation>Writing the copy of {0}</translation>
    </message>
    <message>
      <source>正在检查 {0} 的副本 第 {1}/{2} 页图像</source>
      <translation>Checking the copy of {0}, picture of page {1}/{2}</translation>
    </message>
    <message>
      <source>正在检查 {0} 的副本</source>
      <translation>Checking the copy of {0}</translation>
    </message>
    <message>
      <source>还需约 {0} 秒</source>
      <translation>about {0} s left</translation>
    </message>
    <message>
      <source>还需约 {0} 分钟</source>
      <translation>about {0} min left</translation>
    </message>
    <message>
      <source>{0} 处</source>
      <translation>{0} hits</translation>
    </message>
    <message>
      <source>待定 {0}</source>
      <translation>{0} undecided</translation>
    </message>
    <message>
      <source>待确认 {0}</source>
      <translation>{0} to confirm</translation>
    </message>
    <message>
      <source>处理该文件时程序意外中断，已停止。请重试；若再次出现，请单独处理该文件。</source>
      <translation>The worker stopped unexpectedly on this file. Try again; if it happens again, work on the file alone.</translation>
    </message>
  </context>
  <context>
    <name>WordsPage</name>
    <message>
      <source>总是保留</source>
      <translation>Always keep</translation>
    </message>
    <message>
      <source>总是去除</source>
      <translation>Always remove</translation>
    </message>
    <message>
      <source>总是保留（如本单位公开电话）</source>
      <translation>Always keep (such as the office's own numbers)</translation>
    </message>
    <message>
      <source>总是去除（如项目代号、小区名）</source>
      <translation>Always remove (such as code names)</translation>
    </message>
    <message>
      <source>每行一个词，按原样匹配；写在两条斜线之间的是正则表达式，例如 /AJ[0-9]{8}/。更改后会重新识别。</source>
      <translation>One word a line, taken literally; between slashes it is a regular expression, such as /AJ[0-9]{8}/. Files are searched again after a change.</translation>
    </message>
  </context>
  <context>
    <name>WorkDialog</name>
    <message>
      <source>结果</source>
      <translation>Result</translation>
    </message>
    <message>
      <source>开始</source>
      <translation>Start</translation>
    </message>
    <message>
      <source>停止</source>
      <translation>Stop</translation>
    </message>
    <message>
      <source>打开结果文件夹</source>
      <translation>Open the results</translation>
    </message>
    <message>
      <source>关闭</source>
      <translation>Close</translation>
    </message>
    <message>
      <source>正在查看文件夹…</source>
      <translation>Looking into the folder…</translation>
    </message>
    <message>
      <source>已完成 {0} / {1} 个文件</source>
      <translation>{0} / {1} files done</translation>
    </message>
    <message>
      <source>打开需要复核的 {0} 个文件</source>
      <translation>Review the {0} files that wait</translation>
    </message>
    <message>
      <source>正在停止…</source>
      <translation>Stopping…</translation>
    </message>
    <message>
      <source>还在处理。停止并关闭吗？已写出的副本保留，下次接着做。</source>
      <translation>Work is under way. Stop and close? Copies that were written stay; the next run goes on.</translation>
    </message>
    <message>
      <source>停止并关闭</source>
      <translation>Stop and close</translation>
    </message>
  </context>
</TS>