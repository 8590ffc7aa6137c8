<form method="post">
  % for field in (form.title, form.year):
    <p>{{!field.label}} {{!field}} {{" ".join(field.errors)}}</p>
  % end
  <button>Save</button>
</form>
