namespace Likeness.Figures;

/// <summary>Escapes text for HTML and SVG, in elements and in quoted attributes.</summary>
internal static class Markup
{
    /// <summary>The text with &amp;, &lt;, &gt; and both quotes written as entities, and without control characters that XML forbids.</summary>
    public static string Escape(string text)
    {
        var safe = new System.Text.StringBuilder(text.Length);
        foreach (char c in text)
        {
            _ = c switch
            {
                '&' => safe.Append("&amp;"),
                '<' => safe.Append("&lt;"),
                '>' => safe.Append("&gt;"),
                '"' => safe.Append("&quot;"),
                '\'' => safe.Append("&#39;"),
                < ' ' and not ('\n' or '\t' or '\r') => safe,
                _ => safe.Append(c),
            };
        }

        return safe.ToString();
    }
}
