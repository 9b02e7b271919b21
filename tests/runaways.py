"""Queries that end by the deadline or the memory limit only."""

from __future__ import annotations

from typing import Final

# Before the first byte of an answer.
RUNAWAYS: Final = {
    "cross product": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o }",
    "sort": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } ORDER BY ?l ?i DESC(?f) LIMIT 1",
    "property path": "SELECT (COUNT(*) AS ?n) { ?a ((!<x:a>|^!<x:b>)*/(!<x:c>|^!<x:d>)*)* ?b . ?c !<x:e>* ?d }",
    "group concat": "SELECT (GROUP_CONCAT(?c) AS ?x) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }",
}
# While the answer is streamed.
ENDLESS: Final = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
