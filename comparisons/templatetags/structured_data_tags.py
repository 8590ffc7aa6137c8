"""One tag per kind of page, each the function of the same name: `{% describe_framework framework %}`."""

from django import template

from comparisons.presentation import structured_data

register = template.Library()

register.simple_tag(structured_data.describe_site)
register.simple_tag(structured_data.describe_table)
register.simple_tag(structured_data.describe_list)
register.simple_tag(structured_data.describe_scenario_list)
register.simple_tag(structured_data.describe_framework)
register.simple_tag(structured_data.describe_extension)
register.simple_tag(structured_data.describe_criterion)
register.simple_tag(structured_data.describe_scenario)
register.simple_tag(structured_data.describe_pair)
register.simple_tag(structured_data.describe_claims)
