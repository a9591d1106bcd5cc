"""Collect the window's words and compile the English ones: run after changing words.

``ui/i18n/yinmo_en.ts`` holds the English by hand; ``assets/i18n/yinmo_en.qm`` is made
from it. Exit code 1 when a word has no English yet.
"""

import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "ui" / "i18n" / "yinmo_en.ts"
COMPILED = ROOT / "assets" / "i18n" / "yinmo_en.qm"
TOOLS = Path(sys.executable).parent


def collect(target: Path) -> None:
    """Write the words of all modules into a .ts file, keeping what is translated."""
    files = [str(path) for path in sorted((ROOT / "ui").rglob("*.py"))]
    command = [str(TOOLS / "pyside6-lupdate"), "-silent", "-locations", "none"]
    subprocess.run([*command, "-no-obsolete", *files, "-ts", str(target)], check=True)


def merge(fresh: Path) -> tuple[ET.ElementTree, list[str]]:
    """Return the collected words with the English of the kept file, and what lacks it.

    Functions outside classes have no context of their own: their words are looked up
    under ``Words`` (see `ui.words.tr`).
    """
    known = {}
    if SOURCE.exists():
        for context, source, message in _messages(ET.parse(SOURCE)):
            known[context, source] = message.findtext("translation") or ""
    tree = ET.parse(fresh)
    root = ET.Element("TS", version="2.1", language="en")
    contexts: dict[str, dict[str, str]] = {}
    for context, source, _ in _messages(tree):
        english = known.get((context, source), "")
        contexts.setdefault(context, {})[source] = english
    missing = []
    for context in sorted(contexts):
        element = ET.SubElement(root, "context")
        ET.SubElement(element, "name").text = context
        for source, english in contexts[context].items():
            message = ET.SubElement(element, "message")
            ET.SubElement(message, "source").text = source
            translation = ET.SubElement(message, "translation")
            translation.text = english
            if not english:
                translation.set("type", "unfinished")
                missing.append(f"{context}: {source}")
    ET.indent(root)
    return ET.ElementTree(root), missing


def _messages(tree: ET.ElementTree) -> list[tuple[str, str, ET.Element]]:
    found = []
    for element in tree.getroot().iter("context"):
        name = element.findtext("name") or ""
        context = "Words" if name in ("", "None") else name
        for message in element.iter("message"):
            found.append((context, message.findtext("source") or "", message))
    return found


def main() -> int:
    """Update both files."""
    fresh = SOURCE.with_suffix(".tmp.ts")
    try:
        collect(fresh)
        tree, missing = merge(fresh)
    finally:
        fresh.unlink(missing_ok=True)
    tree.write(SOURCE, encoding="utf-8", xml_declaration=True)
    COMPILED.parent.mkdir(parents=True, exist_ok=True)
    command = [str(TOOLS / "pyside6-lrelease"), "-silent", str(SOURCE)]
    # a window that is open maps the file into memory: it must not change under it
    fresh_qm = COMPILED.with_suffix(".tmp.qm")
    subprocess.run([*command, "-qm", str(fresh_qm)], check=True)
    fresh_qm.replace(COMPILED)
    for words in missing:
        sys.stderr.write(f"no English: {words}\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
