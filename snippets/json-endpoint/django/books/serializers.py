from rest_framework import serializers


class BookSerializer(serializers.Serializer):
    title = serializers.CharField()
    year = serializers.IntegerField(min_value=1450)
