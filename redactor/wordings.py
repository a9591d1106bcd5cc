"""The table behind `redactor.messages`: code to Chinese and English sentence.

Error sentences say what happened, to which file and what to do now. ``{file}`` is the
quoted file name with a blank or nothing; ``{why}`` the reason as a clause with its
punctuation or nothing; ``{where}`` the places; other fields come from the error.
"""

from collections.abc import Mapping

__all__ = ["CHANNELS", "CHECKS", "ERRORS", "REASONS", "STATUSES"]

Pair = tuple[str, str]

ERRORS: Mapping[str, Pair] = {
    "internal": (
        "{file}处理时出现未预料的错误，未写出副本，原件未改动。请重试；若再次出现，请把日志交给管理员。",
        "{file}An unexpected error occurred; no copy was written, the original is unchanged. Try again; if it happens again, give the log to your administrator.",
    ),
    "input": (
        "{file}无法处理{why}。请确认文件能正常打开后重试。",
        "{file}The file cannot be processed{why}. Check that it opens normally and try again.",
    ),
    "empty_file": (
        "{file}是空文件，没有内容。请检查是否复制完整，重新取得文件。",
        "{file}The file is empty. Check whether it was copied completely and get it again.",
    ),
    "unsupported": (
        "{file}不是可处理的 PDF、Word 或图片文件{why}。请用原软件另存为 PDF 或 .docx 后重试。",
        "{file}This is not a PDF, Word or picture file that can be processed{why}. Save it as PDF or .docx and try again.",
    ),
    "corrupt": (
        "{file}已损坏，不能完整读取{why}。请用原软件打开并另存一份，再处理新文件。",
        "{file}The file is damaged and cannot be read completely{why}. Open it in its own program, save a new copy and process that.",
    ),
    "no_pages": (
        "{file}没有任何页面。请检查文件是否导出完整。",
        "{file}The file has no pages. Check whether it was exported completely.",
    ),
    "encrypted": (
        "{file}设有密码{why}。请输入打开密码后重试。",
        "{file}The file is protected by a password{why}. Enter the password and try again.",
    ),
    "limit": (
        "{file}超出处理限度{why}。请拆分文件或确认其来源可靠后联系管理员。",
        "{file}The file goes over a limit{why}. Split it, or ask your administrator after checking where it comes from.",
    ),
    "secret_mark": (
        "{file}有密级标志「{level}」{spot}，已停止处理，未写出副本，也未保存任何内容。按《保守国家秘密法》第三十一条，不得在非涉密计算机上存储、处理国家秘密。请立即联系本单位保密工作人员。",
        "{file}The file bears the state-secrecy mark “{level}”{spot}. Work has stopped; no copy was written and nothing was kept. State secrets must not be processed on this computer: contact your secrecy officer now.",
    ),
    "file_access": (
        "{file}无法打开{why}。请检查文件是否还在、是否有读取权限、是否被其他程序占用。",
        "{file}The file cannot be opened{why}. Check that it still exists, that you may read it and that no other program holds it.",
    ),
    "detection": (
        "{file}的识别没有完成{why}，未写出副本。请重试；若再次出现，请联系管理员。",
        "{file}The search did not finish{why}; no copy was written. Try again; if it happens again, ask your administrator.",
    ),
    "pattern_file": (
        "识别规则文件「{name}」第 {line} 行有误{why}，已停止。请改正或移走该文件后重试。",
        "The pattern file “{name}” is wrong in line {line}{why}. Correct or remove it and try again.",
    ),
    "recognizer_timeout": (
        "{file}的识别超时（规则 {recognizer}），不能确认有无遗漏，未写出副本。请重试或拆分文件。",
        "{file}The search ran out of time (recognizer {recognizer}), so nothing is certain; no copy was written. Try again or split the file.",
    ),
    "model_missing": (
        "姓名识别模型（{model}）不在，不能识别。请重新安装本程序。",
        "The model for names ({model}) is missing. Install the program again.",
    ),
    "plan": (
        "{file}的处理方案有误{why}，未写出副本。请重新扫描该文件。",
        "{file}The plan of changes is not valid{why}; no copy was written. Scan the file again.",
    ),
    "stale_plan": (
        "{file}在扫描之后被改动过，原来的复核结果不再适用。请重新扫描并复核。",
        "{file}The file changed after it was scanned, so its review no longer applies. Scan and review it again.",
    ),
    "overlap": (
        "{file}有两处处理范围互相冲突，未写出副本。请重新框选后再导出。",
        "{file}Two marked ranges contradict each other; no copy was written. Mark them again and export.",
    ),
    "policy": (
        "处理策略「{name}」{line_words}有误{why}。请改正该文件，或改选其他策略。",
        "The policy “{name}” is wrong{line_words}{why}. Correct the file or choose another policy.",
    ),
    "undecided": (
        "{file}还有 {count} 处待人工决定{entity_words}，未写出副本。请逐处复核后再导出。",
        "{file}{count} findings still wait for a decision{entity_words}; no copy was written. Review them, then export.",
    ),
    "unsigned": (
        "{file}按所选文种须由第二人复核签字{why}，未写出副本。请在“检查并导出”中由复核人核对并签字。",
        "{file}This kind of document must be signed by a second person{why}; no copy was written. Let the reviewer check and sign it on the export page.",
    ),
    "write": (
        "{file}的副本没有写成{why}，原件未改动。请重试或换一个文件夹。",
        "{file}The copy could not be written{why}; the original is unchanged. Try again or choose another folder.",
    ),
    "output_exists": (
        "{file}的副本已经存在，不会覆盖。请先移走旧副本，或另选导出文件夹。",
        "{file}The copy exists already and is never overwritten. Move the old one away or choose another folder.",
    ),
    "not_writable": (
        "{file}的副本无法写入导出文件夹{why}。请检查磁盘空间和写入权限，或另选文件夹。",
        "{file}The copy cannot be written to the output folder{why}. Check free space and permissions, or choose another folder.",
    ),
    "edit_not_applied": (
        "{file}有一处内容没能在副本中去除，未写出副本。请重新扫描；若再次出现，请在原软件中改写或删去该处，另存后重试。",
        "{file}One place could not be removed in the copy, so no copy was written. Scan again; if it happens again, change or delete that place in its own program, save and try again.",
    ),
    "verification": (
        "{file}的副本没有通过核验，未写出文件。请重试；若再次出现，请人工处理。",
        "{file}The copy did not pass its check, so no file was written. Try again; if it happens again, treat it by hand.",
    ),
    "hazard": (
        "{file}有 {count} 处内容没有读到{kind_words}{where}，未写出副本。请在窗口中逐处查看并确认。",
        "{file}{count} places could not be read{kind_words}{where}, so no copy was written. Look at each in the window and confirm.",
    ),
    "residue": (
        "{file}的副本{where}仍能读到应去除的内容{entity_words}，未写出文件。{remedy}，或人工处理。",
        "{file}Removed content can still be read in the copy{where}{entity_words}, so no file was written. {remedy}, or treat it by hand.",
    ),
    "collateral": (
        "{file}的副本{where}有不该改动的内容被改动，未写出文件。请重试；若再次出现，请人工处理。",
        "{file}Innocent content changed in the copy{where}, so no file was written. Try again; if it happens again, treat it by hand.",
    ),
    "unreadable": (
        "{file}的副本不能被核验程序读取，无法确认干净，未写出文件。请用原软件另存后重试。",
        "{file}The copy cannot be read by the checking program, so no file was written. Save the original anew in its own program and try again.",
    ),
    "audit": (
        "{file}的处理记录没有写入台账{why}，因此未写出副本。请检查台账文件后重试。",
        "{file}The ledger could not take the record{why}, so no copy was written. Check the ledger file and try again.",
    ),
    "chain_broken": (
        "台账第 {line} 行与前文不符，可能被改动或损坏，已停止写入，未写出副本。请保留该台账备查，并另选一个台账文件。",
        "Line {line} of the ledger does not fit its predecessor; it may have been changed or damaged. Nothing was written. Keep this ledger as evidence and choose another one.",
    ),
    "ledger_not_writable": (
        "台账无法写入{why}，因此未写出{file}的副本。请检查台账所在磁盘的空间和权限。",
        "{file}The ledger cannot be written{why}, so no copy was written. Check space and permissions where the ledger lies.",
    ),
    "record": (
        "{file}的处理记录含有台账不接收的内容（{field}），未写出副本。请检查经办人、复核人和单位名称的写法（不超过 40 字，不含长数字）。",
        "{file}The record holds a field that the ledger does not take ({field}); no copy was written. Check the labels of clerk, reviewer and office (40 characters at most, no long numbers).",
    ),
    "not_released": (
        "{file}没有可撤回的放行记录{why}，台账没有改动。请核对副本文件或记录序号，并确认选对了台账。",
        "{file}There is no release to withdraw{why}; the ledger is unchanged. Check the copy or the number, and that this is the right ledger.",
    ),
    "key_file": (
        "{file}的密钥或签名文件不能使用{why}。请检查路径、密码和文件类型（Ed25519，PEM）。",
        "{file}The key or the file of signatures cannot be used{why}. Check its path, password and type (Ed25519, PEM).",
    ),
    "cluster": (
        "{file}不能在集群上处理{why}，未写出副本。请检查集群地址、各机器的版本和规则后重试，或不用集群。",
        "{file}The cluster cannot do this{why}; no copy was written. Check its address and the versions and rules of its machines, or work without it.",
    ),
    "cancelled": (
        "{file}已取消，未写出副本，原件未改动。",
        "{file}Cancelled; no copy was written, the original is unchanged.",
    ),
    "crashed": (
        "处理{file}的进程意外中断，未写出副本，原件未改动。请单独重试该文件。",
        "{file}The worker process died; no copy was written, the original is unchanged. Try this file alone.",
    ),
}

STATUSES: Mapping[str, Pair] = {
    "released": ("已写出", "released"),
    "withheld": ("未放行", "withheld"),
    "refused": ("未受理", "refused"),
    "failed": ("未完成", "failed"),
    "skipped": ("已有副本，跳过", "skipped"),
    "planned": ("将处理", "planned"),
}

CHECKS: Mapping[str, Pair] = {
    "residue": ("应去除的内容仍在", "a removed value is still there"),
    "partial_residue": (
        "应去除的内容留有一段",
        "part of a removed value is still there",
    ),
    "redetected": ("重新识别时又找到号码", "a number was found again"),
    "new_finding": ("重新识别时找到新的姓名或地址", "a new name or address was found"),
    "collateral": ("不该改动的内容有变化", "innocent content changed"),
    "forbidden": (
        "含有副本不应有的部分",
        "the copy holds a part that copies never have",
    ),
    "malformed": ("结构不合规范", "the structure is not valid"),
    "font_memory": (
        "字体中还记着已去除的字",
        "a font still remembers removed characters",
    ),
    "ink": ("处理过的位置仍有原来的笔画", "old ink shows in a treated place"),
    "unread": (
        "图片中新出现了辨认不清的文字",
        "a picture shows new text that cannot be read",
    ),
    "not_run": ("这一项没能执行", "this check could not run"),
    "unreadable": ("副本不能读取", "the copy cannot be read"),
}

CHANNELS: Mapping[str, Pair] = {
    "open": ("打开副本", "opening the copy"),
    "opens": ("打开副本", "opening the copy"),
    "format": ("文件格式", "file format"),
    "redetection": ("重新识别", "detection once more"),
    "pdfium_text": ("另一程序读取的文字", "text as another program reads it"),
    "pixels": ("处理过的位置的像素", "pixels of the treated places"),
    "pictures": ("页面图片", "pictures of the pages"),
    "collateral": ("其余内容不变", "all other content"),
    "moved": ("后移的文字完整", "text that moved along its line"),
    "page_count": ("页数", "number of pages"),
    "picture_text": ("再次识别图片中的文字", "text of pictures, recognised again"),
    "structure": ("文件结构", "structure of the file"),
    "objects": ("文件内部对象", "objects inside the file"),
    "revisions": ("文件的原始字节与旧版本", "raw bytes and old revisions"),
    "fonts": ("字体", "fonts"),
    "package": ("文件包结构", "structure of the package"),
    "markup": ("标记语言", "markup"),
    "zip": ("压缩包字节", "bytes of the package"),
    "parts": ("文件包各部分的文字", "text of every part"),
    "attributes": ("属性与名称", "attributes and names"),
    "binaries": ("图片等二进制内容", "pictures and other binary parts"),
}

REASONS: Mapping[str, Pair] = {
    "time": ("处理时间过长", "it took too long"),
    "needs_ocr": (
        "图片要用文字识别，请在设置中打开，或装上 yinmo[ocr]",
        "pictures need text recognition: switch it on, or install yinmo[ocr]",
    ),
    "animation": ("这是动画图片", "it is an animation"),
    "pixels": ("图片过大", "the picture is too large"),
    "memory": ("占用内存过多", "it took too much memory"),
    "missing": ("文件不存在", "it does not exist"),
    "wrong": ("密码不对", "wrong password"),
    "permission": ("没有权限", "no permission"),
    "denied": ("没有权限", "no permission"),
    "PermissionError": ("没有权限", "no permission"),
    "FileNotFoundError": ("文件不存在", "it does not exist"),
    "IsADirectoryError": ("这是文件夹", "it is a folder"),
    "folder": ("这是文件夹", "it is a folder"),
    "full": ("磁盘空间不足", "the disk is full"),
    "locked": ("一直被其他程序占用", "another program holds it"),
    "io": ("读写出错", "input or output failed"),
    "encryption": ("加密方式不支持", "unknown encryption"),
    "needs_libreoffice": (
        "旧版 .doc 和 .rtf 要先装 LibreOffice：Debian、Ubuntu、统信、麒麟执行 "
        "sudo apt install libreoffice-writer，Windows、macOS 从 libreoffice.org 下载",
        "old .doc and .rtf files need LibreOffice: on Debian and Ubuntu run "
        "sudo apt install libreoffice-writer, else get it from libreoffice.org",
    ),
    "not_word": ("内容不是 Word 文档", "it is no Word document"),
    "no_pages": ("没有页面", "no pages"),
    "zip": ("压缩包结构不完整", "the package is incomplete"),
    "ole": ("旧格式结构不完整", "the old format is incomplete"),
    "xml": ("内部结构有误", "its inner structure is wrong"),
    "xml_encoding": ("文字编码有误", "its text encoding is wrong"),
    "xml_prefix": ("内部结构不常见", "its inner structure is unusual"),
    "xml_name": ("内部结构不常见", "its inner structure is unusual"),
    "dtd": ("内部带有外部定义，不安全", "it bears a document type definition"),
    "no_relationships": ("缺少必要部分", "a necessary part is missing"),
    "decrypted": ("解密后不是 Word 文件", "what was decrypted is no Word file"),
    "missing_part": ("缺少必要部分", "a necessary part is missing"),
    "page_count": ("不同程序读出的页数不一致", "programs disagree on its pages"),
    "file_bytes": ("文件过大", "the file is too large"),
    "unpacked_bytes": ("解压后过大", "it is too large when unpacked"),
    "ratio": ("压缩比异常，可能是压缩炸弹", "it may be a zip bomb"),
    "xml_depth": ("嵌套过深", "it is nested too deeply"),
    "depth": ("嵌套过深", "it is nested too deeply"),
    "conversion": ("LibreOffice 没能读出它", "LibreOffice could not read it"),
    "pages": ("页数过多", "too many pages"),
    "conversion_time": ("转换时间过长", "conversion takes too long"),
    "no_decision": ("有未决定的内容", "a finding has no decision"),
    "no_place": ("有内容找不到位置", "a finding has no place"),
    "torn": ("末行不完整", "its last line is torn"),
    "not_in_ledger": ("台账里没有", "it is not in the ledger"),
    "withdrawn": ("已经撤回过", "it was withdrawn before"),
    "key": ("不是可用的密钥，或密码不对", "no usable key, or a wrong password"),
    "signatures": ("签名文件读不出来", "the signatures cannot be read"),
    "not_installed": (
        "没有安装集群组件 yinmo[cluster]",
        "the extra yinmo[cluster] is not installed",
    ),
    "unreachable": ("连接不上调度程序", "the scheduler does not answer"),
    "version": (
        "那台机器上的隐墨版本不同",
        "that machine runs another version of Yinmo",
    ),
    "rules": ("那台机器上的识别规则不同", "that machine has other rules"),
    "office_key": (
        "那台机器上没有本单位的密钥文件，或密钥不同",
        "that machine lacks the office's key file, or has another one",
    ),
    "unattended": ("无人值守时不能签字", "nobody can sign in an unattended run"),
    "not_signed": ("还没有签字", "it is not signed yet"),
    "signature_void": (
        "签字之后又有改动",
        "something changed after it was signed",
    ),
    "same_person": (
        "复核人不能与经办人相同",
        "the reviewer must not be the clerk",
    ),
    "clerk_missing": ("经办人没有填写", "the clerk's name is missing"),
}
