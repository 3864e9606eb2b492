"""Shapes of states: the same state has the same shape, and each shape its colour, everywhere in the portal.

`ring` not begun · `half` under way · `dot` live · `tick` done · `triangle` you must act · `octagon` wrong or late ·
`dash` set aside · `square` closed. The colours stand in `static/look/controls.css`.
"""

from django.core.exceptions import ImproperlyConfigured

# What is drawn in a square of 14: solid, except what is a stroke.
SHAPES = {
    "ring": '<circle class="stroke" cx="7" cy="7" r="4.75"/>',
    "half": '<circle class="stroke" cx="7" cy="7" r="4.75"/><path d="M7 2.5a4.5 4.5 0 0 1 0 9z"/>',
    "dot": '<circle cx="7" cy="7" r="4"/>',
    "tick": '<path class="stroke" d="m2 7.5 3.3 3.3L12 3.6"/>',
    "triangle": '<path d="M7 1.5 13 12.5H1z"/>',
    "octagon": '<path d="M4.5 1h5L13 4.5v5L9.5 13h-5L1 9.5v-5z"/>',
    "dash": '<path d="M2 5.75h10v2.5H2z"/>',
    "square": '<path d="M2.5 2.5h9v9h-9z"/>',
}

_shape_of: dict[str, str] = {}


def register(**shapes: str) -> None:
    """Tell the shapes of an app's states by the stored value of each; one value has one shape in the whole portal.

    Raises ImproperlyConfigured for a shape that is not drawn and for a value that already has another shape.
    """
    for value, shape in shapes.items():
        if shape not in SHAPES:
            raise ImproperlyConfigured(f"No badge has the shape {shape!r}; there are {', '.join(SHAPES)}.")
        if _shape_of.setdefault(value, shape) != shape:
            raise ImproperlyConfigured(
                f"The state {value!r} already has the shape {_shape_of[value]!r}; {shape!r} would confuse."
            )


def shape(state: str) -> str:
    """The shape of a state's stored value, or the shape itself when one is named; KeyError when nobody told."""
    return state if state in SHAPES else _shape_of[state]


register(
    queued="ring",
    rendering="half",
    ready="tick",
    failed="octagon",
    sending="half",
    sent="tick",
    kept="tick",
)
