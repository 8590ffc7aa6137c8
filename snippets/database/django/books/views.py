from django.http import JsonResponse

from books.models import Book


def books_of_year(request, year):
    books = Book.objects.filter(year=year).order_by("title")
    return JsonResponse({"books": list(books.values("title", "year"))})
