/* Names the boxes that select2 draws over Django's autocomplete fields: it knows the select, not the select's label.
   Loaded after Django's autocomplete.js, so the boxes are there when this runs. */
"use strict";
{
    const $ = django.jQuery;

    const labelOf = (select) => select.labels?.[0];

    const wordsOf = (select) => labelOf(select)?.textContent.trim().replace(/:$/, "") ?? "";

    const name = (select) => {
        const box = select.nextElementSibling;
        const label = labelOf(select);
        if (!label || !box?.classList.contains("select2")) return;
        label.id ||= `${select.id}_label`;
        const chosen = box.querySelector(".select2-selection--single .select2-selection__rendered");
        // What is chosen is the value of the combobox around it, not a text field of its own without a name.
        chosen?.removeAttribute("role");
        chosen?.removeAttribute("aria-readonly");
        box.querySelector(".select2-selection").setAttribute("aria-labelledby", [label.id, chosen?.id].join(" ").trim());
        box.querySelector(".select2-search__field")?.setAttribute("aria-label", wordsOf(select));
    };

    const nameAll = (root) => root.querySelectorAll("select.admin-autocomplete").forEach(name);

    $(() => nameAll(document));
    document.addEventListener("formset:added", (event) => nameAll(event.target));

    // The field to type in and the list below it exist only while the box is open.
    $(document).on("select2:open", (event) => {
        const words = wordsOf(event.target);
        const box = event.target.nextElementSibling.querySelector("[aria-owns]");
        // select2 still says it as ARIA 1.0 had it.
        box?.setAttribute("aria-controls", box.getAttribute("aria-owns"));
        document
            .querySelectorAll(".select2-dropdown .select2-search__field, .select2-results__options")
            .forEach((part) => part.setAttribute("aria-label", words));
    });
}
