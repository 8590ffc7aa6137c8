"""Django's classes, generic for the type checker: the stubs have them so, Django itself does not."""

from typing import TYPE_CHECKING, Generic, TypeVar

from django import forms
from django.contrib import admin
from django.db import models
from django.forms.models import BaseInlineFormSet

ModelT = TypeVar("ModelT", bound=models.Model)
ParentT = TypeVar("ParentT", bound=models.Model)

if TYPE_CHECKING:
    from typing import Any

    class GenericModelAdmin(admin.ModelAdmin[ModelT]):
        pass

    class GenericStackedInline(admin.StackedInline[ModelT, ParentT]):
        pass

    class GenericTabularInline(admin.TabularInline[ModelT, ParentT]):
        pass

    class GenericModelForm(forms.ModelForm[ModelT]):
        pass

    class AnyInlineFormSet(BaseInlineFormSet[Any, Any, Any]):
        pass
else:

    class GenericModelAdmin(admin.ModelAdmin, Generic[ModelT]):
        pass

    class GenericStackedInline(admin.StackedInline, Generic[ModelT, ParentT]):
        pass

    class GenericTabularInline(admin.TabularInline, Generic[ModelT, ParentT]):
        pass

    class GenericModelForm(forms.ModelForm, Generic[ModelT]):
        pass

    class AnyInlineFormSet(BaseInlineFormSet):
        pass
