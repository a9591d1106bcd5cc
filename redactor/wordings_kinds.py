"""Chinese and English words for what could not be read and for what was dropped.

Several words stand for a count: ``{count}`` is filled in by `redactor.messages`.
"""

from collections.abc import Mapping

__all__ = ["HAZARDS", "HAZARD_TODOS", "REMOVALS"]

Pair = tuple[str, str]

# kind: what to do beside looking at it and confirming
HAZARD_TODOS: Mapping[str, Pair] = {
    "vector_picture": (
        "可装上 LibreOffice 后重新扫描，或换成 PNG 图片再插入；否则请逐一查看并确认",
        "install LibreOffice and scan again, put it in as PNG, or look at it and confirm",
    ),
}

# kind: what is there, as a noun with its measure word
HAZARDS: Mapping[str, Pair] = {
    "picture": ("{count} 张图片未能读取", "{count} pictures could not be read"),
    "vector_picture": (
        "{count} 张矢量图未能读取",
        "{count} vector pictures could not be read",
    ),
    "vertical": ("{count} 处竖排文字", "{count} places of vertical text"),
    "ink": ("{count} 处墨迹未能读取", "{count} places of ink could not be read"),
    "scan": (
        "{count} 页是扫描图像，未能读取文字",
        "{count} pages are scans without text",
    ),
    "scan_layer": (
        "{count} 张扫描图像的文字层可能与图像不符，图像本身未能读取",
        "{count} scans whose text layer may differ from the picture, which is unread",
    ),
    "unreadable_font": (
        "{count} 处文字的字体无法解读",
        "{count} places in a font that cannot be read",
    ),
    "vertical_text": ("{count} 处竖排文字", "{count} places of vertical text"),
    "drawing": ("{count} 处图形可能含有文字", "{count} drawings may hold text"),
    "signature": (
        "{count} 个电子签名，写出副本后失效",
        "{count} digital signatures, which the copy loses",
    ),
    "covered_text": (
        "{count} 处文字被色块盖住但仍可复制（此前的遮盖不彻底），副本中将删除",
        "{count} texts under boxes that could be copied; the copy drops them",
    ),
    "handwriting": (
        "{count} 处手写内容未能读取",
        "{count} places of handwriting could not be read",
    ),
    "attachment": ("{count} 个附件未能读取", "{count} attachments could not be read"),
    "embedded_object": (
        "{count} 个嵌入对象未能读取",
        "{count} embedded objects could not be read",
    ),
    "ole": ("{count} 个嵌入对象未能读取", "{count} embedded objects could not be read"),
    "annotation": ("{count} 个注释未能读取", "{count} annotations could not be read"),
    "form": ("{count} 个表单未能读取", "{count} forms could not be read"),
    "xfa": ("{count} 个动态表单未能读取", "{count} dynamic forms could not be read"),
    "revision": ("{count} 处修订痕迹", "{count} tracked changes"),
    "comment": ("{count} 条批注", "{count} comments"),
    "chart": ("{count} 个图表未能读取", "{count} charts could not be read"),
    "diagram": ("{count} 个智能图形未能读取", "{count} diagrams could not be read"),
    "equation": ("{count} 个公式未能读取", "{count} equations could not be read"),
    "layer": ("{count} 个隐藏图层", "{count} hidden layers"),
    "alt_chunk": (
        "{count} 个外来文档片段未能完整读取（可能含图片、自动编号）",
        "{count} foreign document parts could not be read whole (pictures, numbering)",
    ),
    "sub_document": (
        "{count} 个子文档未能读取",
        "{count} subdocuments could not be read",
    ),
    "unknown_part": (
        "{count} 个不认识的部分未能读取",
        "{count} unknown parts could not be read",
    ),
    "activex": ("{count} 个控件未能读取", "{count} controls could not be read"),
    "internal_mark": (
        "{count} 处「内部」「不予公开」一类标志，须两人确认可以公开",
        "{count} marks such as “internal”: two people must confirm publication",
    ),
    "picture_read": (
        "{count} 张图片已识别读取，请抽查",
        "{count} pictures were read by text recognition; look at some of them",
    ),
    "picture_unread": (
        "{count} 处图片中的文字未能读准",
        "{count} places in pictures could not be read with confidence",
    ),
    "bar_code": ("{count} 个条形码未能读取", "{count} bar codes could not be read"),
    "hidden_pixels": (
        "{count} 处图片被盖住的部分仍留在文件里（此前的遮盖不彻底）",
        "{count} covered parts of pictures are still in the file",
    ),
    "fingerprint": ("{count} 处指印", "{count} fingerprints"),
    "seal_cut": (
        "{count} 处要处理的内容与印章重叠",
        "{count} places to be treated lie under a seal",
    ),
    "qr_code": ("{count} 个二维码未能读取", "{count} QR codes could not be read"),
    "portrait": ("{count} 处人像", "{count} portraits"),
    "id_card": ("{count} 处证件图像", "{count} pictures of identity documents"),
    "bank_card": ("{count} 处银行卡图像", "{count} pictures of bank cards"),
    "licence": ("{count} 处证照图像", "{count} pictures of licences"),
    "seal": ("{count} 枚印章图像", "{count} seals"),
    "minor": ("{count} 处涉及未成年人", "{count} places concern minors"),
    "minor_penalty": (
        "{count} 处受行政处罚的是未成年人，依《行政处罚结果信息网上公示暂行办法》第五条整份文件不得公开；当事人不是未成年人的，须两人确认",
        "{count} penalised persons are minors, so the whole document must not be published (Provisional Measures on Publishing Administrative Penalties Online, article 5); if the person is of age, two people must confirm",
    ),
    "minor_crime": (
        "{count} 处涉及未成年人犯罪，依法释〔2016〕19号第四条整份文件不得公开；当事人不是未成年人的，须两人确认",
        "{count} persons accused of a crime are minors, so the whole document must not be published (Fa Shi [2016] No. 19, article 4); if the person is of age, two people must confirm",
    ),
    "weak_mask": (
        "{count} 处掩码太弱，可能被推算出来",
        "{count} masks are weak and may be guessed",
    ),
}

REMOVALS: Mapping[str, Pair] = {
    "metadata": ("文件属性（作者、单位、时间等）", "file properties"),
    "custom_property": ("自定义属性", "custom properties"),
    "author": ("作者信息", "authors"),
    "comment": ("批注", "comments"),
    "revision": ("修订痕迹", "tracked changes"),
    "hidden_text": ("隐藏文字", "hidden text"),
    "xml_comment": ("内部注释", "inner comments"),
    "unknown_namespace": ("不认识的扩展内容", "unknown extensions"),
    "unknown_part": ("不认识的部分", "unknown parts"),
    "thumbnail": ("缩略图", "thumbnails"),
    "custom_xml": ("自定义数据", "custom data"),
    "glossary": ("构建基块", "building blocks"),
    "external_target": ("外部引用", "external targets"),
    "link": ("链接地址", "link targets"),
    "anchor": ("内部链接目标", "inner link targets"),
    "bookmark": ("书签名称", "bookmark names"),
    "field": ("域代码", "field codes"),
    "form_field": ("表单域", "form fields"),
    "control_date": ("日期控件中的日期", "dates in date controls"),
    "content_control": ("内容控件属性", "content control properties"),
    "data_binding": ("控件的数据绑定", "data bindings"),
    "doc_var": ("文档变量", "document variables"),
    "variable": ("文档变量", "document variables"),
    "embedded_object": ("嵌入对象", "embedded objects"),
    "embedded_font": ("嵌入字体", "embedded fonts"),
    "activex": ("控件", "controls"),
    "macro": ("宏", "macros"),
    "alt_chunk": ("外来文档片段", "foreign document parts"),
    "alt_chunk_source": (
        "外来文档片段的原件（文字已并入正文）",
        "foreign document parts (their text is now in the body)",
    ),
    "sub_document": ("子文档", "subdocuments"),
    "printer_settings": ("打印机设置", "printer settings"),
    "mail_merge": ("邮件合并设置", "mail merge settings"),
    "signature": ("电子签名", "digital signatures"),
    "protection": ("编辑限制", "editing restrictions"),
    "attachment": ("附件", "attachments"),
    "annotation": ("注释", "annotations"),
    "widget": ("表单域", "form widgets"),
    "form": ("表单", "forms"),
    "xfa": ("动态表单", "dynamic forms"),
    "javascript": ("脚本", "scripts"),
    "action": ("自动动作", "actions"),
    "outline": ("目录书签", "outline entries"),
    "destination": ("命名目标", "named destinations"),
    "page_label": ("页码标签", "page labels"),
    "thread": ("文章线索", "article threads"),
    "structure": ("结构标记", "structure tags"),
    "actual_text": ("替代文字", "replacement text"),
    "alt_text": ("图片说明", "alternative text"),
    "layer": ("隐藏图层", "hidden layers"),
    "xmp": ("XMP 元数据", "XMP metadata"),
    "private_data": ("软件私有数据", "private data of programs"),
    "old_revision": ("文件的旧版本", "old revisions of the file"),
    "ocr_layer": ("扫描图像上的文字层", "text layers over scans"),
    "covered_text": ("色块下仍可复制的文字", "text left under boxes"),
    "clipped_text": ("页面以外的文字", "text outside the page"),
    "invisible_text": ("看不见的文字", "invisible text"),
    "orphan_part": ("无引用的部分", "unused parts"),
    "unreadable_picture": ("无法读取的图片", "unreadable pictures"),
    "orphan": ("无引用的对象", "unused objects"),
    "picture_metadata": ("图片中的拍摄信息", "picture metadata"),
    "vector_picture": ("图片的矢量副本", "vector twins of pictures"),
    "crop": ("图片被裁掉的部分", "cropped parts of pictures"),
    "encryption": ("打开密码", "passwords"),
    "binary_format": ("旧版格式（已转为 .docx）", "old format (now .docx)"),
    "stray_text": ("游离文字", "stray text"),
    "alternate": ("备用内容", "alternate content"),
    "permission": ("编辑许可标记", "editing permissions"),
    "ink": ("墨迹", "ink"),
    "workbook": ("图表的数据表", "workbooks of charts"),
    "smart_tag": ("智能标记", "smart tags"),
    "revision_tracking": ("修订跟踪设置", "revision tracking"),
    "alternative_text": ("替代文字", "alternative text"),
    "flat_text": ("不成形的文字", "text without height"),
    "font_unpruned": ("字体内的名称信息", "names inside fonts"),
    "hidden_layer": ("隐藏图层", "hidden layers"),
    "pattern_text": ("底纹中的文字", "text in patterns"),
    "script": ("脚本", "scripts"),
    "media": ("音视频", "media"),
    "popup": ("弹出注释", "pop-up notes"),
    "redaction_mark": ("未执行的遮盖标记", "pending redaction marks"),
    "printer_mark": ("印刷标记", "printer's marks"),
    "watermark": ("水印", "watermarks"),
}
