from django.urls import path

from books.views import books_of_year

urlpatterns = [path("books/<int:year>", books_of_year)]
