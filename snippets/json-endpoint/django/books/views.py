from rest_framework.decorators import api_view
from rest_framework.response import Response

from books.serializers import BookSerializer


@api_view(["POST"])
def add_book(request):
    serializer = BookSerializer(data=request.data)
    serializer.is_valid(raise_exception=True)
    return Response(serializer.validated_data, status=201)
