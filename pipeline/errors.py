"""What can go wrong, as one catalogue of codes: what it means and what to do about it.

Two kinds of failure, told apart by what they cost. A `ReleaseError` costs one release: the run goes on and the
release stands in the quarantine table with its code. A `RunError` ends the run. E1xx is reading a file, E2xx
extracting from its text, E3xx the run as a whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Stage = Literal["load", "extract", "run", "write"]


@dataclass(frozen=True, slots=True)
class Failure:
    """One entry of the catalogue: the stage it belongs to, what is the matter, what to do."""

    stage: Stage
    message: str
    remedy: str


CATALOGUE: dict[str, Failure] = {
    "E101": Failure("load", "the file holds no text", "Remove the file, or fetch the release again."),
    "E102": Failure(
        "load",
        "the content is binary, not text",
        "Convert the file to text, or give it the ending of what it is (.pdf, .docx, .zip).",
    ),
    "E103": Failure("load", "the encoding could not be told", "Save the file as UTF-8."),
    "E104": Failure(
        "load", "the text is too long for one release", "Split the file, or raise max_chars in the settings."
    ),
    "E105": Failure(
        "load",
        "the text is not in English",
        "Leave the file out, or put an English version of the release in the corpus.",
    ),
    "E106": Failure(
        "load",
        "files of this kind are not read",
        "Save the release as .docx, .pdf, .html or .txt; README.md lists all kinds that are read.",
    ),
    "E107": Failure(
        "load",
        "no release was found in the page",
        "Look whether the page fills itself by script or asks for a log-in; save the text of the release as .txt.",
    ),
    "E108": Failure("load", "the file could not be read", "Check that the file still exists and that you may read it."),
    "E109": Failure(
        "load",
        "the front matter could not be read",
        "Correct the YAML between the --- lines at the top of the file, or remove it.",
    ),
    "E110": Failure(
        "load",
        "the file is damaged, or not of the kind its name says",
        "Open it in the program it comes from and save it anew, or fetch it again.",
    ),
    "E111": Failure(
        "load",
        "the file unpacks to far more than its size, as an archive bomb does",
        "Unpack it yourself if you trust where it comes from, and put what is in it in the corpus.",
    ),
    "E112": Failure(
        "load",
        "the PDF has no text in it, only pictures of pages",
        "Put a text layer into it with an OCR program such as ocrmypdf, or find the release as text.",
    ),
    "E113": Failure(
        "load",
        "the name or link leads out of the corpus",
        "Put the file itself in the corpus, under a name of its own.",
    ),
    "E114": Failure("load", "this is a pipe, socket or device, no file", "Put a file in its place, or remove it."),
    "E115": Failure("load", "the file is protected by a password", "Save it without the password."),
    "E116": Failure(
        "load",
        "archives stand in archives too deep",
        "Unpack the outer ones and put what is in them in the corpus.",
    ),
    "E117": Failure(
        "load",
        "a package that reads files of this kind is not installed",
        "Install the package with pip. Where there is none for your system, turn the file into text or HTML.",
    ),
    "E118": Failure(
        "load",
        "no column of the table holds the text of releases",
        "Name the column in the settings: text_column.",
    ),
    "E119": Failure(
        "load",
        "the record could not be read",
        "Correct the record in the file; its other records are read without it.",
    ),
    "E201": Failure(
        "extract",
        "a component failed on this text",
        "Run the release alone to see the whole trace, and report it with the text.",
    ),
    "E202": Failure(
        "extract",
        "the model refuses a text of this length",
        "Lower max_chars in the settings, or raise max_length of the model.",
    ),
    "E203": Failure("extract", "extraction ran out of memory", "Use fewer workers, or split the release."),
    "E204": Failure(
        "extract",
        "a worker process ended while working on this text",
        "Run the release alone; if it fails again, leave it out and report it.",
    ),
    "E205": Failure(
        "extract",
        "the rows of this release do not fit the tables",
        "This is a fault of the program: report it with the release.",
    ),
    "E206": Failure(
        "extract",
        "it took longer than its time budget",
        "Raise max_seconds and run `communique retry`, or split the file; if it is no longer than others, report it.",
    ),
    "E207": Failure(
        "extract",
        "it took more memory than its budget",
        "Raise max_memory and run `communique retry`, or split the file.",
    ),
    "E301": Failure("run", "the corpus folder does not exist", "Check the path; it is a folder of releases."),
    "E302": Failure(
        "run",
        "there is no release in the corpus folder",
        "Put releases in it (.txt, .html, .docx, .pdf, .zip …). Hidden files and files called README are not read.",
    ),
    "E303": Failure(
        "write", "the outputs cannot be written", "Check that the outputs folder may be written and has space."
    ),
    "E304": Failure(
        "run", "the language model cannot be loaded", "Install it with pip, or name another one in the settings."
    ),
    "E305": Failure(
        "run", "the settings are not valid", "Correct the setting in pipeline.toml or on the command line."
    ),
    "E306": Failure(
        "run", "the language model lacks a part", "Name an English spaCy pipeline that has ner and parser."
    ),
    "E307": Failure(
        "run", "every release failed", "Look at the quarantine table: the reason is probably one and the same."
    ),
    "E308": Failure("run", "the tables are not there", "Run the pipeline first, or name the folder it wrote to."),
    "E309": Failure(
        "run",
        "the Ray cluster cannot be used",
        "Run the command on a node of the cluster (its address is that of `ray start --head`, host:6379), with the same "
        "communique on all nodes, and the corpus where all of them see it.",
    ),
    "E310": Failure("run", "Ray is not installed", "Install it: pip install 'communique[ray]'."),
    "E311": Failure(
        "run",
        "the address cannot be used",
        "Check it, and that the credentials for it are where its store looks for them (environment or profile).",
    ),
    "E312": Failure(
        "run",
        "a package for addresses of this kind is not installed",
        "Install what the message names, or choose a folder.",
    ),
}


def catalogue_page() -> str:
    """Give the catalogue as a Markdown page."""
    return "\n".join(
        [
            "# Errors",
            "",
            "What `quarantine` says of a release that could not be read (E1) or extracted (E2), and what ends a run (E3).",
            "A message may add what was found; it always ends with what can be done.",
            "`communique retry` tries again what stands in quarantine.",
            "",
            "| code | stage | what is the matter | what to do |",
            "| --- | --- | --- | --- |",
            *(f"| {code} | {one.stage} | {one.message} | {one.remedy} |" for code, one in CATALOGUE.items()),
            "",
        ]
    )


class PipelineError(Exception):
    """A failure with a code of the catalogue.

    `message` and `remedy` are the catalogue's unless given; `detail` is added to the message (what was found where).
    `path` is the file concerned, as the user would name it, and `doc_id` the release of a file that holds many.
    `characters_given` counts what was given of the release where it had been decoded before it was refused.
    """

    def __init__(
        self,
        code: str,
        detail: str | None = None,
        *,
        path: str | None = None,
        message: str | None = None,
        remedy: str | None = None,
        stage: str | None = None,
        doc_id: str | None = None,
    ) -> None:
        failure = CATALOGUE[code]
        super().__init__(code, detail)
        self.code = code
        self.detail = detail
        self.stage: str = stage or failure.stage
        base = message or failure.message
        self.message = f"{base}: {detail}" if detail else base
        self.remedy = remedy or failure.remedy
        self.path = path
        self.doc_id = doc_id
        self.characters_given = 0

    def __str__(self) -> str:
        named = self.doc_id or self.path
        where = f"{named}: " if named else ""
        return f"{self.code} ({self.stage}) {where}{self.message}. {self.remedy}"

    def __reduce__(self) -> tuple[object, ...]:
        # Errors travel from worker processes, and the keyword arguments have to travel with them.
        return (_rebuild, (type(self), self.__dict__.copy(), self.args))


class ReleaseError(PipelineError):
    """Costs one release, which goes to the quarantine table; the run goes on."""


class RunError(PipelineError):
    """Ends the run; nothing is written."""


def _rebuild(kind: type[PipelineError], state: dict[str, object], args: tuple[object, ...]) -> PipelineError:
    error = kind.__new__(kind)
    error.args = args
    error.__dict__.update(state)
    return error
