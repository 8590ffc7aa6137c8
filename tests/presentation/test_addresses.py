import pytest

from comparisons.presentation.addresses import Address


def compare(**parameters):
    return Address.of("/compare/", parameters)


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({}, "/compare/"),
        ({"q": []}, "/compare/"),
        ({"q": [""]}, "/compare/"),
        ({"framework": ["flask", "django"]}, "/compare/?framework=flask&framework=django"),
        ({"framework": ["flask", "", "flask"]}, "/compare/?framework=flask"),
        ({"category": ["data"], "framework": ["flask"]}, "/compare/?category=data&framework=flask"),
        ({"weight": ["orm:2"]}, "/compare/?weight=orm:2"),
        ({"q": ["a&b=ü <x>"]}, "/compare/?q=a%26b%3D%C3%BC+%3Cx%3E"),
        ({"q": ["\0"]}, "/compare/?q=%00"),
    ],
)
def test_an_address_holds_each_value_once_and_no_empty_one(parameters, expected):
    assert str(compare(**parameters)) == expected


def test_a_parameter_can_be_set_added_to_and_removed():
    address = compare(framework=["flask", "django"], q=["orm"])

    assert str(address.with_only("framework", "quart")) == "/compare/?framework=quart&q=orm"
    assert str(address.with_also("framework", "quart")) == (
        "/compare/?framework=flask&framework=django&framework=quart&q=orm"
    )
    assert str(address.with_also("framework", "flask")) == str(address)
    assert str(address.without("framework", "flask")) == "/compare/?framework=django&q=orm"
    assert str(address.without("framework")) == "/compare/?q=orm"
    assert str(address.without("framework", "rails")) == str(address)
    assert str(address.without("colour")) == str(address)


def test_removing_the_last_value_removes_the_parameter():
    assert str(compare(framework=["flask"]).without("framework", "flask")) == "/compare/"


def test_changing_an_address_leaves_the_first_one_as_it_was():
    address = compare(framework=["flask"])

    address.with_also("framework", "django")

    assert str(address) == "/compare/?framework=flask"
