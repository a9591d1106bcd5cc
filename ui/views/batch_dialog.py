"""A whole folder treated unattended: copies, ledger, and a queue for the reviewer."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from redactor.messages import sentence
from redactor.results import RedactResult, Status
from ui import dialogs
from ui.models.rows import Row
from ui.views.form import Picker
from ui.views.work_dialog import WorkDialog
from ui.words import entity_title, language, step_words, tr

if TYPE_CHECKING:
    from redactor.folders import FolderRequest, Going, Outcome, Step
    from ui.controller import Controller

__all__ = ["BatchDialog"]

_NAME_WIDE = 260


class BatchDialog(WorkDialog):
    """Chooses folders and kind, then shows each file as it ends."""

    def __init__(self, controller: "Controller", parent: QWidget | None = None) -> None:
        super().__init__(
            (self.tr("文件"), self.tr("结果")),
            parent,
        )
        self.setWindowTitle(self.tr("批量处理文件夹"))
        self._controller = controller
        self._queue: list[Path] = []
        self._policy = ""
        self.table.setColumnWidth(0, _NAME_WIDE)
        self.source = Picker(
            "", self.tr("请选择"), self.tr("要处理的文件夹"), resettable=False
        )
        self.output = Picker(
            "", self.tr("请选择"), self.tr("副本保存到"), resettable=False
        )
        self.source.choose.clicked.connect(self._choose_source)
        self.output.choose.clicked.connect(self._choose_output)
        self.policy_box = QComboBox()
        self._list_policies()
        controller.looking.policies_known.connect(self._list_policies)
        self.resume = QCheckBox(self.tr("跳过上次已做好、至今没有变化的文件"))
        self.resume.setChecked(True)
        self.form.addRow(self.tr("要处理的文件夹"), self.source)
        self.form.addRow(self.tr("副本保存到"), self.output)
        self.form.addRow(self.tr("文种"), self.policy_box)
        self.form.addRow("", self.resume)
        self.words.setText(
            self.tr(
                "没有人看着，所以凡是拿不准的都去除；有未读内容或没有通过检查的"
                "文件不写副本，留待复核。原件不改动。"
            )
        )
        self._check()

    def _list_policies(self) -> None:
        chosen = self.policy_box.currentData() or self._controller.settings.policy
        self.policy_box.clear()
        for policy in self._controller.looking.policies.values():
            self.policy_box.addItem(tr(policy.title), policy.name)
        self.policy_box.setCurrentIndex(max(0, self.policy_box.findData(chosen)))

    def _choose_source(self) -> None:
        folder = dialogs.ask_folder(self, self.tr("要处理的文件夹"))
        if folder is not None:
            self.take_folder(folder)

    def take_folder(self, folder: Path) -> None:
        """Take a folder to be treated; the copies go beside it unless told."""
        self.source.box.setText(str(folder))
        if not self.output.box.text():
            beside = folder.with_name(f"{folder.name}_脱敏副本")
            self.output.box.setText(str(beside))
        self._check()
        self.start_button.setFocus()

    def _choose_output(self) -> None:
        folder = dialogs.ask_folder(self, self.tr("副本保存到"))
        if folder is not None:
            self.output.box.setText(str(folder))
        self._check()

    def _check(self) -> None:
        source, output = self.source.box.text(), self.output.box.text()
        same = bool(source) and source == output
        if same:
            self.words.setText(self.tr("副本不能放在要处理的文件夹里，请另选一个。"))
        self.start_button.setEnabled(bool(source and output) and not same)

    def _on_start(self) -> None:
        from redactor.folders import FolderRequest

        self.start_button.setText(self.tr("开始"))
        self._policy = str(self.policy_box.currentData() or "")
        request = FolderRequest(
            (Path(self.source.box.text()),),
            Path(self.output.box.text()),
            settings=self._controller.settings,
            policy=self._policy or None,
            resume=self.resume.isChecked(),
        )
        self.begin(lambda tell, stop: _run(request, tell, stop))

    def result_folder(self) -> Path | None:
        """Return the folder of the copies."""
        return Path(self.output.box.text())

    def _on_told(self, step: "Step | Going") -> None:
        from redactor.runs import Going

        if isinstance(step, Going):
            words = step_words(step.path.name, step.step, step.done, step.total)
            self.come(words, step.fraction, step.seconds_left)
            return
        self.advance(step.done, step.total, step.seconds_left)
        self.rows.add([_row(step.result)])
        self.table.scrollToBottom()

    def _on_done(self, outcome: "Outcome") -> None:
        self._queue = [item.path for item in outcome.queue]
        skipped = outcome.of(Status.SKIPPED)
        words = self.tr("已停止。") if outcome.stopped else self.tr("完成。")
        told = self.tr("共 {0} 个文件：写出 {1} 个，跳过 {2} 个，待复核 {3} 个。")
        counts = (outcome.total, outcome.released, skipped, len(self._queue))
        words += told.format(*counts)
        if outcome.joint:
            warning = self.tr(
                "注意：有 {0} 个部分遮盖的号码，几个副本合起来看容易被猜出，"
                "请改为全部遮盖后重新处理，再公开。"
            )
            words += warning.format(len(outcome.joint))
        self.end(words, len(self._queue))

        self.rows.put_first(("stop", "ask"))
        self.table.scrollToTop()
        if outcome.stopped:
            self.start_button.setText(self.tr("接着做"))

    def _on_row(self, row: Row) -> None:
        """Show a copy that was written; take a file that has none into the review."""
        result: RedactResult = row.value
        if result.output is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(result.output)))
        elif not self.work.running:
            self.review_wanted.emit([result.path], self._policy)
            self.close()

    def _on_queue(self) -> None:
        self.review_wanted.emit(self._queue, self._policy)
        self.close()


def _run(request: "FolderRequest", tell: Any, stop: Any) -> "Outcome":
    from redactor.folders import carry_out, plan_run

    return carry_out(plan_run(request), tell, stop=stop, going=tell)


def _row(result: RedactResult) -> Row:
    name = result.path.name
    if result.output is None:
        words = sentence(result.code, language=language(), **result.context)
        return Row((name, words), "stop", result)
    if result.status is Status.SKIPPED:
        return Row((name, sentence("status_skipped", language=language())), "", result)
    if result.nothing_found:
        words = tr("未发现，请人工核对")
        return Row((name, words), "ask", result)
    found = (f"{entity_title(k)} {n}" for k, n in result.entities.items())
    between = "，" if language() == "zh" else ", "
    return Row((name, "✓ " + between.join(found)), "passed", result)
