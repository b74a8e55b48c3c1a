using System.Text;
using Likeness.Figures.Report;
using Likeness.Modalities.Text.Data;

namespace Likeness.Modalities.Text.Report;

/// <summary>The report's section on samples: real and sampled text side by side.</summary>
internal static class TextSampleSection
{
    private const int Shown = 1000;

    /// <summary>Adds the section.</summary>
    /// <param name="page">The page.</param>
    /// <param name="on">The name of the real text, such as <c>test text</c>.</param>
    /// <param name="real">Real text.</param>
    /// <param name="generated">Sampled text.</param>
    public static void Add(HtmlWriter page, string on, TextCorpus real, TextCorpus generated)
    {
        page.Add($"<section id=\"samples\"><h2>Samples</h2>");
        page.Add($"<p>The beginning of the sampled text, not selected by hand, and of the {on}.</p>");
        page.Add($"<div class=\"pair\">");
        page.Add($"<div><h3>Real</h3><pre class=\"text\" tabindex=\"0\">{Beginning(real)}</pre></div>");
        page.Add($"<div><h3>Sampled</h3><pre class=\"text\" tabindex=\"0\">{Beginning(generated)}</pre></div></div>");
        page.Add($"</section>");
    }

    private static string Beginning(TextCorpus text) =>
        Encoding.UTF8.GetString(text.Span[..Math.Min(Shown, text.Length)]);
}
