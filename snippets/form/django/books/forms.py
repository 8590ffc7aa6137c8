from django import forms


class BookForm(forms.Form):
    title = forms.CharField()
    year = forms.IntegerField(min_value=1450)
