from django.urls import path

from books.views import new_book

urlpatterns = [path("books/new", new_book)]
