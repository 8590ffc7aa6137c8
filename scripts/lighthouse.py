"""Runs Lighthouse over the main pages, with production settings, and prints the medians; status 1 below the goal.

How to install Lighthouse, and the figures measured so far: docs/lighthouse.md.
Usage: python -m scripts.lighthouse [--desktop] [--runs 3] [page …]
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from statistics import median

from scripts.main_pages import MAIN_PAGES
from scripts.production_site import production_site

GOAL = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
CHROMIUM_FLAGS = "--headless=new --no-sandbox --disable-gpu"


def main() -> int:
    arguments = parsed_arguments()
    lighthouse = executable("LIGHTHOUSE", "lighthouse")
    chromium = executable("CHROME_PATH", "chromium", "chromium-browser", "google-chrome")
    below = False
    with production_site() as address:
        print(f"{'page':12}" + "".join(f"{category:>16}" for category in GOAL))
        for name in arguments.pages or MAIN_PAGES:
            reports = [
                report(
                    [lighthouse, address + MAIN_PAGES[name], *options(desktop=arguments.desktop)],
                    chromium=chromium,
                )
                for _run in range(arguments.runs)
            ]
            scores = {category: median(scored(each, category) for each in reports) for category in GOAL}
            print(f"{name:12}" + "".join(f"{score:16.0f}" for score in scores.values()), flush=True)
            missed = [category for category, score in scores.items() if score < GOAL[category]]
            for category in missed:
                print(f"  {category}: {', '.join(losses(reports[-1], category)) or 'nothing named'}", flush=True)
            below = below or bool(missed)
    return int(below)


def parsed_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Lighthouse over the main pages, with production settings.")
    parser.add_argument("pages", nargs="*", metavar="page", help=f"some of: {', '.join(MAIN_PAGES)}")
    parser.add_argument("--desktop", action="store_true", help="a quick line and a wide window, instead of a phone")
    parser.add_argument("--runs", type=int, default=3, help="runs per page, of which the median counts (3)")
    arguments = parser.parse_args()
    if unknown := set(arguments.pages) - set(MAIN_PAGES):
        parser.error(f"no such page: {', '.join(sorted(unknown))}. There are: {', '.join(MAIN_PAGES)}")
    return arguments


def executable(variable: str, *names: str) -> str:
    """The program that the environment names, or the first of these names on the path."""
    for name in (os.environ.get(variable, ""), *names):
        if name and (found := shutil.which(name)):
            return found
    sys.exit(f"No {names[0]} on this machine; {variable} can name it. docs/lighthouse.md says how to install it.")


def options(*, desktop: bool) -> list[str]:
    """Lighthouse's own mobile setting unless `desktop`; each run starts with an empty cache."""
    return [
        "--quiet",
        "--output=json",
        "--output-path=stdout",
        f"--chrome-flags={CHROMIUM_FLAGS}",
        f"--only-categories={','.join(GOAL)}",
        *(["--preset=desktop"] if desktop else []),
    ]


def report(command: list[str], *, chromium: str) -> dict:
    """What one run of Lighthouse found."""
    environment = os.environ | {"CHROME_PATH": chromium}
    finished = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if finished.returncode:
        sys.exit(f"Lighthouse failed on {command[1]}:\n{finished.stderr}")
    return json.loads(finished.stdout)


def scored(report: dict, category: str) -> float:
    score = report["categories"][category]["score"]
    if score is None:
        sys.exit(f"Lighthouse could not judge {category} of {report['requestedUrl']}.")
    return score * 100


def losses(report: dict, category: str) -> list[str]:
    """The audits that cost points in this category, with what was measured."""
    audits = report["audits"]
    costly = [
        audits[reference["id"]]
        for reference in report["categories"][category]["auditRefs"]
        if reference["weight"] and (audits[reference["id"]]["score"] or 0) < 0.9
    ]
    return [" ".join(filter(None, (audit["id"], audit.get("displayValue")))) for audit in costly]


if __name__ == "__main__":
    sys.exit(main())
