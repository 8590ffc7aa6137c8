from django.urls import path

from books.views import add_book

urlpatterns = [path("books", add_book)]
