"""The Korean of what is said of shapes that are not compiled (`kg.validate.compiler`); `kg.korean` has the others."""

from __future__ import annotations

from typing import Final

SHAPES: Final[dict[str, str]] = {
    "sh:{name} is not compiled": "sh:{name}: 지원하지 않는 SHACL 용어입니다",
    "{what} in {where}": "{what} ({where})",
    "a shape that sh:node, sh:not, sh:and, sh:or, sh:xone or sh:qualifiedValueShape names": (
        "sh:node, sh:not, sh:and, sh:or, sh:xone, sh:qualifiedValueShape가 가리키는 규칙 안"
    ),
    "a shape with targets has no IRI": "대상(target)을 정하는 규칙에 IRI가 없습니다",
    "constraint components of one's own are not compiled": "스스로 정의한 제약 구성 요소는 지원하지 않습니다",
    "an implicit class target is not compiled; give sh:targetClass": (
        "클래스를 겸하는 규칙은 지원하지 않습니다. sh:targetClass로 대상을 적으세요"
    ),
    "the severity {severity} is not compiled": "지원하지 않는 심각도입니다: {severity}",
    "a count above {most} is not compiled": "개수는 {most}까지만 쓸 수 있습니다",
    "a shape that refers to itself is not compiled": "자기 자신을 가리키는 규칙은 지원하지 않습니다",
    "shapes nested deeper than {most} are not compiled": "규칙을 {most}단계보다 깊이 겹쳐 쓸 수 없습니다",
    "this stands where an IRI must": "IRI가 있어야 할 자리에 다른 값이 있습니다",
    "this stands where a whole number must": "정수가 있어야 할 자리에 다른 값이 있습니다",
    "this list leads back to itself": "목록이 자기 자신으로 되돌아갑니다",
    "this is no SHACL property path": "SHACL 속성 경로가 아닙니다",
    "this is no sh:nodeKind": "sh:nodeKind의 값이 아닙니다",
    "this pattern cannot be compiled; look-around and \\1 are not known": (
        "쓸 수 없는 정규식입니다. 전후방 탐색과 \\1 같은 역참조는 지원하지 않습니다"
    ),
    "variables in sh:message are not compiled": "sh:message 안의 변수는 지원하지 않습니다",
    "a SPARQL constraint is compiled from sh:select with WHERE": (
        "SPARQL 제약은 WHERE가 있는 sh:select로만 쓸 수 있습니다"
    ),
    "{what} is not compiled in a SPARQL constraint": "SPARQL 제약 안에서 쓸 수 없습니다: {what}",
    "$this is compiled in the outermost group of a SPARQL constraint only": (
        "SPARQL 제약의 $this는 가장 바깥 그룹에서만 쓸 수 있습니다"
    ),
    "a SPARQL constraint may not give $this another value": "SPARQL 제약에서 $this에 다른 값을 줄 수 없습니다",
    "no SPARQL query: {reason}": "올바른 SPARQL 질의가 아닙니다: {reason}",
    "the query cannot be run: {reason}": "질의를 실행할 수 없습니다: {reason}",
    "the query of a SPARQL constraint selects $this": "SPARQL 제약의 질의는 $this를 선택해야 합니다",
    "sh:declare names a prefix and a namespace; these are none": (
        "sh:declare에는 접두어와 이름공간이 있어야 하는데, 그렇지 않습니다"
    ),
    # Shapes that a request brings
    "this service judges by its own shapes alone: KSC_USER_SHAPES is not set": (
        "이 서비스는 자체 규칙으로만 검증합니다. KSC_USER_SHAPES가 설정되어 있지 않습니다"
    ),
    "give shapes in the address or in the form, not in both": "규칙은 주소나 양식 가운데 한 곳에만 적으세요",
    "the form holds {name} more than once": "양식에 한 번만 있어야 할 항목이 여러 번 있습니다: {name}",
    "{node}: {what}": "{node}: {what}",
    "shapes nested too deep, or in a circle": "규칙이 너무 깊이 겹치거나 서로 맞물려 있습니다",
    "no shape of these looks at anything in it": "이 규칙들이 검사할 대상이 하나도 없습니다",
    "give a shape a target that it has, for example sh:targetClass": (
        "입력에 있는 것을 규칙의 대상으로 정하세요. 예: sh:targetClass"
    ),
}
