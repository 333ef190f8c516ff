"""The names of the press components and their homes, for those who only want to name them: nothing is imported."""

from __future__ import annotations

LAYOUT = "press_layout"
COMPONENTS: dict[str, str] = {
    LAYOUT: "pipeline.layout.component",
    "press_dates": "pipeline.find.dates",
    "press_titles": "pipeline.find.titles",
    "press_people": "pipeline.find.people",
    "press_organisations": "pipeline.find.organisations",
    "press_instruments": "pipeline.find.instruments",
    "press_entities": "pipeline.resolve.entities",
    "press_positions": "pipeline.relate.positions.component",
    "press_agreements": "pipeline.relate.agreements.component",
}
