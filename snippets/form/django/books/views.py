from django.http import HttpResponse
from django.shortcuts import render

from books.forms import BookForm


def new_book(request):
    form = BookForm(request.POST or None)
    if form.is_valid():
        book = form.cleaned_data
        return HttpResponse(
            f"Saved: {book['title']} ({book['year']})",
            content_type="text/plain; charset=utf-8",
        )
    return render(request, "books/book_form.html", {"form": form})
