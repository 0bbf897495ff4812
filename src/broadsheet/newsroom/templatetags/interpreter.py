"""What the rooms below say, in a template."""

from django import template

from broadsheet.newsroom import interpreter

__all__ = ["register"]

register = template.Library()
register.filter("interpreted", interpreter.interpret)
