namespace Likeness.Figures.Report;

/// <summary>How to reproduce the result: command, seed, settings, versions, and the files beside the page.</summary>
internal static class ProvenanceSection
{
    public static void Add(HtmlWriter page, ReportOutline content)
    {
        page.Add($"<section id=\"made\"><h2>Reproduction</h2>");
        if (content.Command is { } command)
        {
            page.Add($"<pre tabindex=\"0\"><code>{command}</code></pre>");
        }

        page.Add($"<div class=\"pair\">");
        var settings = content.Seed is { } seed
            ? content.Settings.Prepend(new Fact("seed", $"{seed}"))
            : content.Settings;
        List(page, "Settings", [.. settings]);
        List(page, "Versions and machine", content.Versions);
        page.Add($"</div>");
        if (content.Files.Count > 0)
        {
            page.Add($"<h3>Files beside this page</h3><ul class=\"files\">");
            foreach (var file in content.Files)
            {
                page.Add(
                    $"<li><a href=\"{Uri.EscapeDataString(file.Path).Replace("%2F", "/")}\">{file.Path}</a> {file.Description}</li>"
                );
            }

            page.Add($"</ul>");
        }

        page.Add($"</section>");
    }

    private static void List(HtmlWriter page, string heading, IReadOnlyList<Fact> facts)
    {
        if (facts.Count == 0)
        {
            return;
        }

        page.Add($"<div><h3>{heading}</h3><dl>");
        foreach (var fact in facts)
        {
            page.Add($"<div><dt>{fact.Name}</dt><dd>{fact.Value}</dd></div>");
        }

        page.Add($"</dl></div>");
    }
}
